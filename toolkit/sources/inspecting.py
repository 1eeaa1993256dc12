"""Look into a file whose headers or words are not all known: what its columns are called, and what stands in them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ..plan.standard import SOURCES
from ..words.errors import Finding
from ..words.formatting import fold
from ..words.vocabulary import Column
from .archive import unpacked
from .csv_file import read_head
from .dictionary import dictionary
from .kinds import CSV, PARQUET, ZIP, kind_of, not_read
from .layout import Row, header_of, known_columns
from .parquet_file import read_names, with_kinds
from .queries import count_of, one_row
from .reading import NOT_OPENED, read_table
from .sheet_scan import Broken, Unsafe
from .staging import raw_text
from .tables import RawTable, Refused, Wanted
from .values import value_sql
from .workbook import read_heads

_MOST = 200  # different words of a column that are looked at


@dataclass(frozen=True)
class Contents:
    """What stands in a column: how many cells are filled, how many of them have a value under the column's rules, how many
    are different, and the most frequent with their number and value (None: nobody knows)."""

    filled: int = 0
    read: int = 0
    different: int = 0
    words: tuple[tuple[str, int, str | None], ...] = ()


@dataclass
class Inspection:
    """An open file: its rows, the sheet that was read, and the contents of its columns."""

    connection: duckdb.DuckDBPyConnection
    table: RawTable
    origin: str
    rows: int

    @property
    def sheet(self) -> str:
        """The sheet that was read; empty for a file without sheets."""
        return self.table.sheet

    def contents(self, column: Column, *, of: str = "") -> Contents:
        """What stands in a column of the table (``of``, else the one of the same name), read as ``column`` is."""
        if (of or column.name) not in self.table.columns:
            return Contents()
        named = Column(of or column.name, column.header, column.type, column.values)
        text = raw_text(named, self.table)
        cells = f"SELECT t, ({value_sql(column, 't')})::VARCHAR AS v FROM (SELECT {text} AS t FROM {self.origin})"
        grouped = f"(SELECT t, count(*) AS n, any_value(v) AS v FROM ({cells}) WHERE t IS NOT NULL GROUP BY t)"
        filled, read, different = one_row(
            self.connection,
            f"SELECT coalesce(sum(n), 0), coalesce(sum(n) FILTER (WHERE v IS NOT NULL), 0), count(*) FROM {grouped}",
        )
        words = self.connection.execute(f"SELECT t, n, v FROM {grouped} ORDER BY n DESC, t LIMIT {_MOST}").fetchall()
        return Contents(int(filled), int(read), different, tuple(words))


@contextmanager
def unpacked_file(path: Path, *, name: str) -> Iterator[Path]:
    """A file, or the one in a ZIP for as long as the block runs. Raises Refused."""
    with tempfile.TemporaryDirectory(prefix="thidua-") as folder:
        try:
            inside = unpacked(path, into=Path(folder)) if kind_of(path) == ZIP else path
            reason = not_read(kind_of(inside))
        except (Unsafe, Broken) as trouble:
            raise Refused(Finding("TEP-02", f"{trouble}.", "giải nén, rồi xem từng tệp.", file=name)) from None
        except OSError:
            raise Refused(Finding("TEP-02", "không mở được tệp.", NOT_OPENED, file=name)) from None
        if reason:
            raise Refused(Finding("TEP-02", f"{reason[0]}.", reason[1], file=name))
        yield inside


def header_in(path: Path, *, name: str, also: Mapping[str, str]) -> tuple[str, ...]:
    """The header of a file, of a workbook that of the sheet with most known columns; ``also`` are folded headers that are
    known besides those of the sources. Raises Refused."""
    known = {fold(column.header): column for source in SOURCES.values() for column in source.columns}
    columns = tuple(Column(key, column.header) for key, column in known.items())
    shipped = [dictionary(source) for source in SOURCES]
    hints = [fold(hint) for each in shipped for listed in each.hints.values() for hint in listed]
    names = [*known, *(key for each in shipped for key in each.headers), *hints, *also]
    wanted = Wanted(name, columns, (), {key: key for key in names})
    kind = kind_of(path)
    if kind == CSV:
        heads: list[Sequence[Row]] = [read_head(path, wanted)]
    elif kind == PARQUET:
        heads = [[read_names(path, wanted)]]
    else:
        heads = list(read_heads(path, wanted, kind=kind))
    return header_of(max(heads, key=lambda rows: known_columns(rows, wanted), default=[]), wanted)


@contextmanager
def inspected(path: Path, wanted: Wanted) -> Iterator[Inspection]:
    """A file opened for a look into its columns. Raises Refused."""
    with tempfile.TemporaryDirectory(prefix="thidua-") as folder, duckdb.connect() as connection:
        connection.execute("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false")
        try:
            found = _opened(connection, read_table(path, wanted, scratch=Path(folder)), wanted)
        except duckdb.Error:  # a large CSV that is not regular
            found = _opened(connection, read_table(path, wanted, scratch=Path(folder), by_row=True), wanted)
        yield found


def _opened(connection: duckdb.DuckDBPyConnection, table: RawTable, wanted: Wanted) -> Inspection:
    if table.is_typed:
        table = with_kinds(connection, table, name=wanted.name, titles=wanted.titles)
    origin = table.scan.sql if table.scan else "looked_at"
    if not table.scan:
        connection.register(origin, table.rows)
    return Inspection(connection, table, origin, count_of(connection, origin))
