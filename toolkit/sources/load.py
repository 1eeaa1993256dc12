"""One source of a period as one table: read, normalised, secrets dropped, duplicates counted once, conflicts marked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypedDict

import duckdb

from ..resources import USUAL, Resources
from ..units.model import UnitNames
from ..units.structure import Structure
from ..words.errors import Finding
from ..words.vocabulary import DOCUMENT_LISTS, Column, Source
from . import survey
from .converted import find_converted, keep_converted, place_of
from .folder import SourceFile
from .layout import resembling
from .narrowing import Narrowing
from .reading import read_table
from .secrets import Secrets
from .staging import create_empty, create_part
from .tables import RawTable, Refused, Wanted


class Place(TypedDict):
    """Where a row stands, in the words of a Finding."""

    file: str
    sheet: str
    row: int


@dataclass
class SourceData:
    """What one source delivered. The table ``name`` has ``file``, ``row``, ``unit``, ``conflict``, the canonical
    columns, and ``<column>__bad`` for each date, closed list or text: true where a cell could not be read. Other columns
    are left over from the steps.

    ``unit`` stands for the row in the structure (NULL: nobody does), ``unit_was`` is the unit that the row names. ``lost`` maps a column to the numbers
    of the files that lack it; of a column in ``sound`` every cell could be read. ``refused`` holds files that could not
    be read at all, ``doubted`` the units that a row with a misspelled unit is likely to mean, ``unplaced`` the numbers of
    the files with rows that may be anybody's. ``unallotted`` maps a divided unit with rows (marked so) of which nobody knows
    whose they are now to the units that may have them. ``unused`` are the headers of each file that are none of its columns.
    """

    source: Source
    connection: duckdb.DuckDBPyConnection
    files: Sequence[SourceFile]
    columns: tuple[Column, ...]
    lost: Mapping[str, frozenset[int]] = field(default_factory=dict)
    refused: tuple[SourceFile, ...] = ()
    machine: frozenset[str] = frozenset()
    sound: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    row_count: int = 0
    doubted: frozenset[str] = frozenset()
    sheets: Mapping[int, str] = field(default_factory=dict)
    unplaced: frozenset[int] = frozenset()
    unallotted: Mapping[str, frozenset[str]] = field(default_factory=dict)
    unused: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def by_unit(self) -> bool:
        """Whether all its files are named after units, so that a unit without a file has not delivered.

        A misspelt unit's file is one of them: nobody counts as delivered by it but those who have rows in it.
        """
        return bool(self.files) and all(file.unit or file.stray for file in self.files)

    @cached_property
    def named(self) -> frozenset[str]:
        """The units that its rows name, whoever stands for them now."""
        if not self.row_count or "unit" not in self.source.required:
            return frozenset()
        found = self.connection.execute(
            f"SELECT DISTINCT unit_was FROM {self.source.name} WHERE unit IS NOT NULL"
        ).fetchall()
        return frozenset(unit for (unit,) in found)

    def has_delivered(self, unit: str) -> bool:
        """Whether a unit itself has delivered this source: has a file, or rows, or shares the files of all."""
        mine = any(file.unit == unit for file in self.files)
        return bool(self.files) and (not self.by_unit or mine or unit in self.named)

    def is_refused(self, units: Collection[str]) -> bool:
        """Whether a file or a row that could not be read may be one of these units'."""
        return not self.doubted.isdisjoint(units) or any(
            file.unit is None or not self.by_unit or file.unit in units for file in self.refused
        )

    def may_hold_unplaced(self, units: Collection[str]) -> bool:
        """Whether rows that may be anybody's may be one of these units'."""
        return any(not self.by_unit or self.files[n].unit is None or self.files[n].unit in units for n in self.unplaced)

    def rows(self) -> list[dict[str, Any]]:
        """The whole table as dictionaries, in the order of files and rows. For small sources only."""
        cursor = self.connection.execute(f"SELECT * FROM {self.source.name} ORDER BY file, row")
        names = [part[0] for part in cursor.description]
        return [dict(zip(names, values)) for values in cursor.fetchall()]

    def place(self, row: Mapping[str, Any]) -> Place:
        """Where a row stands, for a finding: its file's name, its sheet, its number."""
        return {
            "file": self.files[row["file"]].name,
            "sheet": self.sheets.get(row["file"], ""),
            "row": row["row"],
        }

    def header(self, column: str) -> str:
        """The header of a column as people know it. Raises KeyError for a column that the source has not."""
        return {each.name: each.header for each in self.columns}[column]


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
        return frozenset(n for n, table in self.tables.items() if column not in table.columns)


def load_source(
    connection: duckdb.DuckDBPyConnection,
    *,
    source: Source,
    files: Sequence[SourceFile],
    aliases: Mapping[str, str | Sequence[str]],
    names: UnitNames,
    structure: Structure,
    scratch: Path | None = None,
    resources: Resources = USUAL,
) -> tuple[SourceData, list[Finding]]:
    """Load the files of one source alone: ``stage_source``, then ``narrow_source``."""
    staged = stage_source(connection, source=source, files=files, aliases=aliases, scratch=scratch, resources=resources)
    secrets = Secrets(connection)
    secrets.add(source, parts=tuple(staged.tables))
    return narrow_source(connection, staged, names=names, structure=structure, secrets=secrets)


def stage_source(
    connection: duckdb.DuckDBPyConnection,
    *,
    source: Source,
    files: Sequence[SourceFile],
    aliases: Mapping[str, str | Sequence[str]],
    scratch: Path | None = None,
    resources: Resources = USUAL,
) -> Staged:
    """Read the files of a source, each into a table of its own.

    ``scratch`` is a folder for what is too large for memory; without one, every file is read in memory. ``resources``
    says where the run keeps large files that were converted.
    """
    findings: list[Finding] = []
    refused = [file for file in files if file.refused]
    tables: dict[int, RawTable] = {}
    for number, file in enumerate(files):
        if file.refused:
            continue
        wanted = Wanted.of(source, name=file.name, aliases=aliases)
        try:
            tables[number] = _load_part(connection, source, number, file.path, wanted, scratch, resources)
            findings += tables[number].notes
        except Refused as trouble:
            findings += trouble.findings
            refused.append(file)
    columns = tuple(Wanted.of(source, name="", aliases=aliases).columns)
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
    findings, refused = list(staged.findings), list(staged.refused)
    known = {}
    if tables:
        narrowing = Narrowing(
            connection,
            source,
            columns,
            files,
            sheets={n: table.sheet for n, table in tables.items()},
            parts=tuple(tables),
            large=frozenset(n for n, table in tables.items() if max(table.rows, table.records) >= survey.LARGE),
            lacking=staged.lacking("service_id"),
            deciding=deciding,
        )
        refused += narrowing.drop_secrets(findings, secrets=secrets)
        known["units"] = narrowing.resolve_units(findings, names=names, structure=structure)
        known |= {"doubted": frozenset(narrowing.doubted), "unallotted": narrowing.unallotted}
        known["unplaced"] = narrowing.unplaced_files()
        narrowing.drop_duplicates(findings)
        known["sound"] = narrowing.report_cells(findings)
        narrowing.report_order(findings)
    else:
        create_empty(connection, source=source.name, columns=columns)
    counts = dict(connection.execute(f"SELECT file, count(*) FROM {source.name} GROUP BY file").fetchall())
    findings += [
        Finding(
            "TEP-06",
            f"tệp không có dòng nào được tính: không có dòng số liệu, hoặc mọi dòng đã có ở tệp khác{_or_secret(source)}.",
            "kiểm tra lại; nếu đúng là như vậy thì không cần sửa.",
            file=files[n].name,
        )
        for n in tables
        if not counts.get(n) and files[n] not in refused
    ]
    data = SourceData(
        source,
        connection,
        files,
        columns,
        lost={c.name: staged.lacking(c.name) for c in columns},
        refused=tuple(refused),
        row_count=sum(counts.values()),
        sheets={n: table.sheet for n, table in tables.items()},
        machine=frozenset(c.name for c in columns if tables and all(c.name in t.machine for t in tables.values())),
        unused={n: table.unused for n, table in tables.items()},
        **known,
    )
    return data, findings


def _or_secret(source: Source) -> str:
    """The same words whether or not there are state secrets in a file: how many, or that there are any, is not told."""
    return ", hoặc là bí mật nhà nước" if source.name in DOCUMENT_LISTS else ""


def _load_part(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    number: int,
    path: Path,
    wanted: Wanted,
    scratch: Path | None,
    resources: Resources,
) -> RawTable:
    """Read one file into its part, or take what an earlier evaluation of the run made of it."""
    place = place_of(path, wanted, folder=resources.run) if scratch else None
    converted = find_converted(place) if place else None
    table = converted or read_table(path, wanted, scratch=scratch)
    create = partial(
        create_part, connection, source=source.name, number=number, columns=wanted.columns, name=wanted.name
    )
    used = _created(create, table, path, wanted, scratch)
    if (
        place and not converted and place == place_of(path, wanted, folder=resources.run)
    ):  # nobody has changed it meanwhile
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


def lacking_column(data: SourceData, *, file: int, column: str, problem: str) -> Finding:
    """COT-02: a file lacks a column that something needs; with the headers of that very file that resemble it."""
    title = next(c.header for c in data.columns if c.name == column)
    near = resembling(title, data.unused.get(file, ()))
    hint = f" Cột của tệp có tên gần giống: {', '.join(near)}; nếu đúng là cột này thì đổi lại tên." if near else ""
    return Finding(
        "COT-02",
        f"thiếu cột nên {problem}.",
        f"thêm cột này vào tệp, đúng tên như mẫu; hoặc khai tên khác ở sources trong ke_hoach.yaml.{hint}",
        file=data.files[file].name,
        sheet=data.sheets.get(file, ""),
        column=title,
    )
