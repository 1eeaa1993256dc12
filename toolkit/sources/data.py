"""One source of a period as one table, and what is asked of it. The only place outside of reading that speaks SQL."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import narwhals as nw

from ..words.errors import Finding, RowPlace
from ..words.vocabulary import Column, Source
from .folder import SourceFile
from .layout import resembling
from .secrets import is_secret_sql
from .tables import or_mapped, scan_of


class FileRows(NamedTuple):
    """Rows of a file: how many, and the numbers of the first of them."""

    file: int
    row_count: int
    rows: tuple[int, ...]


class LeftRows(NamedTuple):
    """Rows of a unit in a file that are marked alike: how many, the first, and its marks."""

    file: int
    unit: str | None
    row_count: int
    row: int
    marks: list[bool]


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
        return frozenset(self._column("unit_was", where="unit IS NOT NULL"))

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

    def lazy(self) -> nw.LazyFrame[Any]:
        """The table as a lazy frame: what is asked of it is computed by the engine, for files of any size."""
        return nw.from_native(self.connection.table(self.source.table))

    def rows(self) -> list[dict[str, Any]]:
        """The whole table as dictionaries, in the order of files and rows. For small sources only."""
        if not self.row_count:
            return []
        found = self._execute("SELECT * FROM {} ORDER BY file, row")
        names = [name for name, *_ in found.description]
        return [dict(zip(names, row)) for row in found.fetchall()]

    def select(self, **columns: nw.Expr) -> list[dict[str, Any]]:
        """Expressions over all rows (``count=….sum()``) or of each row, as dictionaries."""
        return _dictionaries(self.lazy().select(**columns))

    def distinct(self, column: str) -> list[Any]:
        """The different values of a column; empty cells are none."""
        if not self.row_count:
            return []
        return self._column(column)

    def count_by_unit(self) -> dict[str, int]:
        """Unit → how many rows stand for it, in the order of the units' codes."""
        if not self.row_count:
            return {}
        return dict(self._by_unit("count(*)"))

    def latest_by_unit(self, column: str, *, before: datetime) -> dict[str, date]:
        """Unit → the last day before a moment that a column of dates has in its rows; a unit without one has no key."""
        if not self.row_count:
            return {}
        return dict(
            self._by_unit(f'max("{column}")::DATE', where=f"\"{column}\" < TIMESTAMP '{before.isoformat(' ')}'")
        )

    def count_where(self, conditions: Sequence[nw.Expr]) -> list[int]:
        """How many rows each condition holds for; one pass over the rows."""
        if not self.row_count:
            return [0] * len(conditions)
        counts = {f"c{n}": _ones(condition).sum() for n, condition in enumerate(conditions)}
        (row,) = self.select(**counts)
        return [int(row[name] or 0) for name in counts]

    def by_file(self, condition: nw.Expr, *, first: int = 1) -> list[FileRows]:
        """The rows that a condition holds for, by file: how many, and the numbers of the ``first`` of them."""
        if not self.row_count:
            return []
        chosen = nw.to_native(self.lazy().filter(condition).select("file", "row"))
        grouped = chosen.aggregate(f"file, count(*) AS count, min(row, {first}) AS rows", "file").order("file")
        return [FileRows(file, count, tuple(rows)) for file, count, rows in grouped.fetchall()]

    def blank_by_file(self, column: str, *, first: int = 1) -> list[FileRows]:
        """The rows whose cell is empty, by file, as ``by_file``; not of the files that lack the column."""
        blank = nw.col(column).is_null() & ~nw.col(f"{column}__bad")
        return [each for each in self.by_file(blank, first=first) if each.file not in self.lost.get(column, ())]

    def cells_like(self, columns: Sequence[str], pattern: str) -> dict[str, list[tuple[int, int, str]]]:
        """Column → file, row and text of its cells in which a regular expression is found, in the order of the files."""
        if not self.row_count or not columns:
            return {}
        like = [f'coalesce(regexp_matches("{column}", $1), false)' for column in columns]
        picks = ", ".join(f'CASE WHEN {holds} THEN "{column}" END' for column, holds in zip(columns, like))
        asked = f"SELECT file, row, {picks} FROM {{}} WHERE {' OR '.join(like)} ORDER BY file, row"
        rows = self._execute(asked, [pattern]).fetchall()
        return {
            column: [(file, row, texts[n]) for file, row, *texts in rows if texts[n] is not None]
            for n, column in enumerate(columns)
        }

    def units_at(self, places: Collection[tuple[int, int]]) -> dict[tuple[int, int], str]:
        """(file, row) → the unit that stands for the row; rows of nobody have no key."""
        found = self.connection.execute(
            f"SELECT file, row, unit FROM {self.source.table} WHERE unit IS NOT NULL AND (file, row) IN "
            "(SELECT unnest($1), unnest($2))",
            [[file for file, _ in places], [row for _, row in places]],
        ).fetchall()
        return {(file, row): unit for file, row, unit in found}

    def not_there(self, kept: Path, *, marks: Sequence[str]) -> list[LeftRows]:
        """Of the rows of a Parquet file, those whose id has no row here and that are no secret, by file, unit and ``marks``.

        The file has ``file``, ``row``, ``unit``, the id and the columns ``marks``. A row without an id may be any.
        """
        key = self.source.id
        left = (
            f"SELECT file, unit, count(*), min(row), [{', '.join(marks)}] AS marked FROM {scan_of(kept)} k "
            f'WHERE NOT EXISTS (SELECT 1 FROM {self.source.table} o WHERE o."{key}" = k."{key}") '
            f"""AND NOT {is_secret_sql(self.source, f'k."{key}"')} GROUP BY file, unit, marked ORDER BY file, min(row)"""
        )
        return [LeftRows(*row) for row in self.connection.execute(left).fetchall()]

    def _execute(self, sql: str, values: Sequence[object] = ()) -> duckdb.DuckDBPyConnection:
        """An answer of the engine; ``{}`` stands for the table."""
        return self.connection.execute(sql.format(self.source.table), list(values))

    def _column(self, column: str, *, where: str = "true") -> list[Any]:
        found = self._execute(f'SELECT DISTINCT "{column}" FROM {{}} WHERE "{column}" IS NOT NULL AND {where}')
        return [value for (value,) in found.fetchall()]

    def _by_unit(self, pick: str, *, where: str = "true") -> list[tuple[str, Any]]:
        """What is asked of the rows of each unit, in the order of the units' codes."""
        asked = f"SELECT unit, {pick} FROM {{}} WHERE unit IS NOT NULL AND {where} GROUP BY unit ORDER BY unit"
        return self._execute(asked).fetchall()

    def place(self, row: Mapping[str, Any]) -> RowPlace:
        """Where a row stands, for a finding."""
        return RowPlace(self.files[row["file"]].name, self.sheets.get(row["file"], ""), row["row"])

    def header(self, column: str) -> str:
        """The header of a column as people know it. Raises KeyError for a column that the source has not."""
        return {each.name: each.header for each in self.columns}[column]


def lacking_column(data: SourceData, *, file: int, column: str, problem: str) -> Finding:
    """COT-02: a file lacks a column that something needs; with the headers of that very file that resemble it."""
    title = next(c.header for c in data.columns if c.name == column)
    unused = data.unused.get(file, ())
    near = resembling(title, unused)
    hint = f" Cột của tệp có tên gần giống: {', '.join(near)}; nếu đúng là cột này thì đổi lại tên." if near else ""
    other = or_mapped(data.files[file].name, unused)
    return Finding(
        "COT-02",
        f"thiếu cột nên {problem}.",
        f"thêm cột này vào tệp, đúng tên như mẫu; {other}.{hint}",
        file=data.files[file].name,
        sheet=data.sheets.get(file, ""),
        column=title,
        for_unit=f"thêm cột này vào tệp, đúng tên như mẫu.{hint}",
    )


def _dictionaries(frame: nw.LazyFrame[Any]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = frame.collect("pyarrow").to_native().to_pylist()
    return rows


def _ones(condition: nw.Expr) -> nw.Expr:
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))
