"""One source of a period as one table: read, normalised, secrets dropped, duplicates counted once, conflicts marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import duckdb

from ..plan.source_words import NO_WORDS, SourceWords
from ..resources import USUAL, Resources
from ..units.model import UnitNames
from ..units.structure import Structure
from ..words.errors import Finding
from ..words.vocabulary import Column, Source
from . import survey
from .converted import find_converted, keep_converted, place_of
from .data import SourceData
from .engine import Engine
from .folder import SourceFile
from .narrowing import Narrowing
from .reading import read_table
from .secrets import Secrets, is_document_list
from .staging import create_empty, create_part
from .tables import RawTable, Refused, Wanted


@dataclass(frozen=True)
class Staged:
    """The files of a source, read but not yet judged: each in ``tables`` is a part of the source. ``refused`` could not be
    read; ``findings`` say why, and what else was seen."""

    source: Source
    files: Sequence[SourceFile]
    columns: tuple[Column, ...]
    tables: Mapping[int, RawTable]
    refused: tuple[SourceFile, ...]
    findings: tuple[Finding, ...]

    def lacking(self, column: str) -> frozenset[int]:
        """The numbers of the files without a column."""
        return frozenset(
            n for n, t in self.tables.items() if column not in t.columns and not (column == "unit" and t.unit)
        )


def load_source(
    engine: Engine,
    *,
    source: Source,
    files: Sequence[SourceFile],
    words: SourceWords = NO_WORDS,
    names: UnitNames,
    structure: Structure,
) -> tuple[SourceData, list[Finding]]:
    """Load the files of one source alone: ``stage_source``, then ``narrow_source``."""
    staged = stage_source(engine, source=source, files=files, words=words)
    secrets = Secrets(engine.connection)
    secrets.add(source, parts=tuple(staged.tables))
    return narrow_source(engine.connection, staged, names=names, structure=structure, secrets=secrets)


def stage_source(
    engine: Engine,
    *,
    source: Source,
    files: Sequence[SourceFile],
    words: SourceWords = NO_WORDS,
    resources: Resources = USUAL,
) -> Staged:
    """Read the files of a source, each into a table of its own.

    What is too large for memory goes to the folder ``engine.scratch``; without one, every file is read in memory.
    ``resources`` says where the run keeps large files that were converted.
    """
    findings: list[Finding] = []
    refused = [file for file in files if file.refused]
    tables: dict[int, RawTable] = {}
    for number, file in enumerate(files):
        if file.refused:
            continue
        wanted = Wanted.of(source, name=file.name, words=words, unit=file.unit)
        try:
            tables[number] = _load_part(engine, source, number, path=file.path, wanted=wanted, run=resources.run)
            findings += tables[number].notes
        except Refused as trouble:
            findings += trouble.findings
            refused.append(file)
    columns = tuple(Wanted.of(source, name="", words=words).columns)
    return Staged(source, tuple(files), columns, tables, tuple(refused), tuple(findings))


def narrow_source(
    connection: duckdb.DuckDBPyConnection,
    staged: Staged,
    *,
    names: UnitNames,
    structure: Structure,
    secrets: Secrets,
    deciding: frozenset[str] | None = None,
) -> tuple[SourceData, list[Finding]]:
    """Make the table of a source from what was read; each row goes to who stands for its unit in the structure.

    ``secrets`` knows the documents that some source marks. A cell that cannot be read is an error in the columns that are
    ``deciding`` (None: in all), elsewhere a warning.
    """
    source, files, columns, tables = staged.source, staged.files, staged.columns, staged.tables
    data = SourceData(
        source,
        connection,
        files,
        columns,
        lost={c.name: staged.lacking(c.name) for c in columns},
        refused=staged.refused,
        sheets={n: table.sheet for n, table in tables.items()},
        machine=frozenset(c.name for c in columns if tables and all(c.name in t.machine for t in tables.values())),
        unused={n: table.unused for n, table in tables.items()},
    )
    findings = list(staged.findings)
    if tables:
        narrowing = Narrowing(
            connection,
            source,
            columns,
            files,
            sheets=data.sheets,
            parts=tuple(tables),
            large=frozenset(n for n, table in tables.items() if survey.is_large(table)),
            lacking=staged.lacking("service_id"),
            deciding=deciding,
        )
        data, more = _narrowed(data, narrowing, names=names, structure=structure, secrets=secrets)
        findings += more
    else:
        create_empty(connection, source=source.table, columns=columns)
    per_file = f"SELECT file, count(*) FROM {source.table} GROUP BY file"
    counts = dict(connection.execute(per_file).fetchall()) if tables else {}
    findings += _empty_files(data, [n for n in tables if not counts.get(n)])
    return replace(data, row_count=sum(counts.values())), findings


def _narrowed(
    data: SourceData, narrowing: Narrowing, *, names: UnitNames, structure: Structure, secrets: Secrets
) -> tuple[SourceData, list[Finding]]:
    """The steps from the rows as they were read to those that count, in their order."""
    marked, secret = narrowing.drop_secrets(secrets)
    units, lost = narrowing.resolve_units(names, structure=structure)
    unplaced = narrowing.unplaced_files()
    repeated = narrowing.drop_duplicates()
    sound, unread = narrowing.judge_cells()
    data = replace(
        data,
        refused=(*data.refused, *marked),
        units=units,
        doubted=frozenset(narrowing.doubted),
        unallotted=narrowing.unallotted,
        unplaced=unplaced,
        sound=sound,
    )
    return data, [*secret, *lost, *repeated, *unread, *narrowing.wrong_orders()]


def _empty_files(data: SourceData, numbers: Iterable[int]) -> list[Finding]:
    """Of the files of which no row counts."""
    return [
        Finding(
            "TEP-06",
            "tệp không có dòng nào được tính: không có dòng số liệu, hoặc mọi dòng đã có ở tệp khác"
            f"{_or_secret(data.source)}.",
            "kiểm tra lại; nếu đúng là như vậy thì không cần sửa.",
            file=data.files[n].name,
        )
        for n in numbers
        if data.files[n] not in data.refused
    ]


def _or_secret(source: Source) -> str:
    """The same words whether or not there are state secrets in a file: how many, or that there are any, is not told."""
    return ", hoặc là bí mật nhà nước" if is_document_list(source) else ""


def _load_part(
    engine: Engine, source: Source, number: int, *, path: Path, wanted: Wanted, run: Path | None
) -> RawTable:
    """Read one file into its part, or take what an earlier evaluation of the run made of it."""
    place = place_of(path, wanted, folder=run) if engine.scratch else None
    converted = find_converted(place) if place else None
    table = converted or read_table(path, wanted, scratch=engine.scratch)
    create = partial(
        create_part,
        engine.connection,
        source=source.table,
        number=number,
        columns=wanted.columns_under(table.coded),
        name=wanted.name,
    )
    used = _created(create, table, path, wanted, engine.scratch)
    if place and not converted and place == place_of(path, wanted, folder=run):  # nobody has changed it meanwhile
        keep_converted(place, used)
    return used


def _created(
    create: Callable[..., RawTable | None], table: RawTable, path: Path, wanted: Wanted, scratch: Path | None
) -> RawTable:
    """The table as a part. What the engine's own reader does not take for regular is read row by row."""
    try:
        if used := create(table=table):
            return used
    except duckdb.OutOfMemoryException:  # no fault of the file
        raise
    except duckdb.Error:
        if not table.is_typed:  # what the readers made themselves
            raise
        raise Refused(
            Finding(
                "TEP-02",
                "không đọc được hết tệp Parquet.",
                "xuất lại tệp; nếu vẫn vậy thì gửi dạng CSV hoặc XLSX.",
                file=wanted.name,
            )
        ) from None
    table = read_table(path, wanted, scratch=scratch, by_row=True)
    create(table=table)
    return table
