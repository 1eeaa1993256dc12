"""Large Parquet files stay where they lie: what each cell means is found out once for each different value.

Most columns hold few different values (units, services, words of a list, days as text): each is brought to its canonical
form by the same SQL that small files go through, and the rows only look it up. Days that the file holds as days need
only to lie in years that are read; ids are proven to be clean. Cells of a column that is none of these are brought to
their form whenever a step looks at them: slow, but in the same little memory.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb

from ..words.vocabulary import Column
from .conserving import conserve
from .queries import one_row
from .tables import RawTable, Scan
from .typed import EMPTY, LOST, cell_kind, holds_sql, is_text
from .values import (
    AS_EXCEL,
    CASES,
    FINE,
    FIRST_YEAR,
    LAST_YEAR,
    NO_DAYS,
    cases_sql,
    looked_up_sql,
    quoted,
    reason_sql,
    value_sql,
)

LARGE = 200_000  # rows from which on a file is not copied
_SAMPLE, _FEW = 100_000, 20_000  # rows looked at first; different values that a column may have
_DAYS = ("DATE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS")
_WHOLE = ("BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")
_CLEAN = "[0-9A-Za-z./_-]+"  # a text of these alone is clean, and begins no sign of a spreadsheet or a reader
_VISIBLE = "[!!-~]"  # for GLOB: any character but the printing ones of ASCII


@dataclass(frozen=True)
class Lookup:
    """SQL of a column over the file: its value, why it has none, whether its cell could not be read; ``join`` is the
    table of its different values, where there are many."""

    value: str
    why: str = str(FINE)
    bad: str = "false"
    join: str = ""


def is_large(table: RawTable) -> bool:
    """Whether a file is looked at where it lies, and not copied."""
    return table.scan is not None and table.scan.count >= LARGE


@dataclass
class Survey:
    """A look at one file. ``raw`` gives a column's cells as SQL, ``text`` the same as a cleaned text."""

    connection: duckdb.DuckDBPyConnection
    part: str
    table: RawTable
    scan: Scan
    raw: Callable[[Column], str]
    text: Callable[..., str]
    kinds: dict[str, str] = field(init=False)
    is_lost: bool = field(init=False, default=False)  # whether letters are lost in a text that was looked at

    def __post_init__(self):
        described = self.connection.execute(f"DESCRIBE SELECT * FROM {self.scan.sql}").fetchall()
        self.kinds = {name: cell_kind(kind) for name, kind, *_ in described}

    def lookups(self, columns: Sequence[Column]) -> list[Lookup]:
        """How every column is looked up. All of the file is read: one that is damaged shows here."""
        return [self._lookup(column, f"{self.part}_c{number}") for number, column in enumerate(columns)]

    def _lookup(self, column: Column, name: str) -> Lookup:
        if column.name not in self.table.columns:
            return Lookup(quoted(self.table.unit or None) if column.type == "unit" else "NULL")
        kind = self.kinds[self.table.columns[column.name]]
        if column.type == "date" and kind in _DAYS and self._count(_outside(self.raw(column), kind)) == 0:
            return _days(self.raw(column))
        if column.type == "number" or kind not in ("VARCHAR", *_WHOLE):
            return self._cell_by_cell(column)
        if self._may_have_few(column) and (found := self._few(column, name)):
            return found
        if column.type == "date" or column.values:
            return self._cell_by_cell(column)
        return Lookup(f"{self.raw(column)}::VARCHAR") if kind in _WHOLE else self._plain(column)

    def _cell_by_cell(self, column: Column) -> Lookup:
        """What every cell means, found out whenever a step looks at it."""
        text = self.text(column)
        value = value_sql(column, text, sign=self.table.signs.get(column.name, ""))
        lost = (
            holds_sql(self.raw(column), LOST, EMPTY)
            if is_text(self.table.kinds.get(column.name, "VARCHAR"))
            else "false"
        )
        _, lost_ones = self._row(
            f"SELECT count(*) FILTER (WHERE {value} IS NULL), count(*) FILTER (WHERE {lost}) FROM {self.scan.sql}"
        )
        self.is_lost |= lost_ones > 0
        return Lookup(value, reason_sql(column, text, value), f"{text} IS NOT NULL AND {value} IS NULL")

    def _may_have_few(self, column: Column) -> bool:
        """Whether the first rows of a column have few different values."""
        (count,) = self._row(
            f"SELECT count(DISTINCT r) FROM (SELECT {self.raw(column)} AS r FROM {self.scan.sql} LIMIT {_SAMPLE})"
        )
        return bool(count <= _SAMPLE // 20)

    def _few(self, column: Column, name: str) -> Lookup | None:
        """Every different value with what it means: in the SQL itself where these are a handful, else in a table. None
        where they are not few."""
        raw, kind = self.raw(column), "TIMESTAMP" if column.type == "date" else "VARCHAR"
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT DISTINCT {raw} AS r FROM {self.scan.sql} WHERE {raw} IS NOT NULL"
        )
        count, lost = self._row(
            f"SELECT count(*), count(*) FILTER (WHERE {holds_sql('r::VARCHAR', LOST, EMPTY)}) FROM {name}"
        )
        self.is_lost |= lost > 0
        if count > _FEW:
            self.connection.execute(f"DROP TABLE {name}")
            return None
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT r::VARCHAR AS r__, v::{kind} AS v__, "
            f"({reason_sql(column, 't', 'v')})::UTINYINT AS y__, t IS NOT NULL AND v IS NULL AS b__ "
            f"FROM (SELECT r, t, {value_sql(column, 't')} AS v FROM (SELECT r, {self.text(column, raw='r')} AS t FROM {name}))"
        )
        key = f"({raw})::VARCHAR"
        conserve(*self._row(f"SELECT count(*), count(DISTINCT r__) FROM {name}"), step=f"looking up {column.name}")
        values = self.connection.execute(f"SELECT * FROM {name} ORDER BY r__").fetchall()
        changed = [each for each in values if each[2] != FINE or each[1] != each[0]]
        if (changed and len(values) > CASES) or kind == "TIMESTAMP":
            join = f"LEFT JOIN {name} ON {name}.r__ = {key}"
            return Lookup(f"{name}.v__", f"coalesce({name}.y__, {FINE})", f"coalesce({name}.b__, false)", join)
        return Lookup(
            looked_up_sql(key, [(r, v) for r, v, *_ in values]) if changed else key,
            cases_sql(key, [(r, str(y)) for r, _, y, _ in changed if y != FINE], rest=str(FINE)),
            cases_sql(key, [(r, "true") for r, *_, bad in changed if bad], rest="false"),
        )

    def _plain(self, column: Column) -> Lookup:
        """Many different texts, each of them proven to be clean already."""
        raw, reason = self.raw(column), reason_sql(column, self.raw(column), self.raw(column))
        if self._count(f"NOT regexp_full_match({raw}, '{_CLEAN}')") == 0:
            return Lookup(raw)
        rare = f"{raw} GLOB '*{_VISIBLE}*'"
        unclean = f"{raw} = '' OR (CASE WHEN {rare} THEN {self.text(column)} IS DISTINCT FROM {raw} ELSE false END)"
        changed, doubtful, lost = self._row(
            f"SELECT count(*) FILTER (WHERE {unclean}), count(*) FILTER (WHERE {reason} <> {FINE}), "
            f"count(*) FILTER (WHERE CASE WHEN {rare} THEN {holds_sql(raw, LOST, EMPTY)} ELSE false END) FROM {self.scan.sql}"
        )
        self.is_lost |= lost > 0
        if changed:
            return self._cell_by_cell(column)
        value = value_sql(column, raw)
        return Lookup(value, reason, f"{raw} IS NOT NULL AND {value} IS NULL") if doubtful else Lookup(raw)

    def _count(self, condition: str) -> int:
        """How many rows are so; a filter of a sum, which no statistics of the file can answer."""
        return self._row(f"SELECT count(*) FILTER (WHERE {condition}) FROM {self.scan.sql}")[0]

    def _row(self, sql: str) -> tuple[Any, ...]:
        return one_row(self.connection, sql)


def _outside(raw: str, kind: str) -> str:
    """Whether a day lies in a year that is not read, or says that there is none."""
    no_days, day = ", ".join(f"DATE '{day}'" for day in NO_DAYS), raw if kind == "DATE" else f"date_trunc('day', {raw})"
    return f"{raw} < DATE '{FIRST_YEAR}-01-01' OR {raw} >= DATE '{LAST_YEAR + 1}-01-01' OR {day} IN ({no_days})"


def _days(raw: str) -> Lookup:
    """Days that the file holds as days: as texts they would be in the order of ISO."""
    return Lookup(f"{raw}::TIMESTAMP", f"CASE WHEN {raw} IS NULL THEN {FINE} ELSE {AS_EXCEL} END")
