"""One file of a source as one table of canonical values, ``<source>_<number>``, before anything is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import duckdb

from ..words.vocabulary import Column
from . import survey
from .number_sql import sign_of, signs_sql
from .parquet_file import refuse_lost_letters, with_kinds
from .plain import plain_forms
from .queries import one_row
from .tables import ROW, Copying, RawTable, Scan, scan_of
from .typed import cell_sql, is_text, text_of_sql
from .values import FINE, is_checked, kind_of, quoted, reason_sql, text_sql, value_sql

# A large file counts as regular only if no row could be a total, a signature or a repeated header.
_NUMBERING = r"\(?\d{1,3}\)?|[A-D]"
_IRREGULAR = r"(?i)^\s*(t[oổ]ng|c[oộ]ng|total|grand total)(\W|$)"
_WORDS = r"^\s*\pL{2,}[\s:.,–-]+\pL{2,}"
_FIRST = "tTcCgG \t\n\f\r"  # what such a text begins with


def create_part(
    connection: duckdb.DuckDBPyConnection,
    *,
    source: str,
    number: int,
    columns: Sequence[Column],
    table: RawTable,
    name: str = "",
) -> RawTable | None:
    """Create the table of one file, or a view on a large one. Returns what was read in the end; None where a scanned CSV
    is not as regular as it has to be. Raises Refused, with findings on the file ``name``, where texts are none."""
    part = f"{source}_{number}"
    if table.is_typed:
        titles = {c.name: c.header for c in columns}
        table = with_kinds(connection, table, name=name, titles=titles, is_read=not survey.is_large(table))
    if table.scan and table.scan.copying:
        copied = _copied(connection, columns, table, scan=table.scan, copying=table.scan.copying)
        if copied is None:
            return None
        table = copied
    origin = table.scan.sql if table.scan else f"raw_{part}"
    if not table.scan:
        connection.register(origin, table.rows)
    table = _with_signs(connection, columns, table, origin)
    if survey.is_large(table):
        _create_view(connection, part, number, columns, table, name=name)
        return table
    try:
        _create_table(connection, part, number, columns, table, origin=origin)
    finally:
        if not table.scan:
            connection.unregister(origin)
    return table


def _copied(
    connection: duckdb.DuckDBPyConnection, columns: Sequence[Column], table: RawTable, *, scan: Scan, copying: Copying
) -> RawTable | None:
    """A scanned CSV as Parquet; None where it is not as regular as it has to be, then rows could not be numbered as they
    stand: every line has become a record with an id and a unit, and none of them may be a total or a header."""
    odd = " OR ".join(f"coalesce(regexp_matches({name}, '{_IRREGULAR}'), false)" for name in copying.before) or "false"
    names = ", ".join(f'"{name}"' for name in dict.fromkeys(table.columns.values()))
    place = str(copying.to).replace("'", "''")
    try:
        connection.execute(
            f"COPY (SELECT {names}, {odd} AS odd__ FROM {scan.sql}) TO '{place}' (FORMAT parquet, COMPRESSION snappy)"
        )
    except duckdb.Error:
        return None
    made = replace(scan, sql=scan_of(copying.to), file=copying.to, copying=None)
    copied = replace(table, rows=made)
    needed = {c.name: raw_text(c, copied) for c in columns if c.type in ("id", "unit")}
    faults = ["odd__", *(f"{text} IS NULL OR {_may_be_none(text)}" for text in needed.values())]
    faults += [f"{text} = '{title}'" for text, title in zip(needed.values(), _titles(columns))]
    if len(needed) - bool(table.unit) == 1:  # by no second column can the name of a group be told from an id
        faults.append(f"regexp_matches({next(iter(needed.values()))}, '{_WORDS}')")
    faults += [f"{ROW} = 0 AND regexp_full_match({next(iter(needed.values()))}, '{_NUMBERING}')"]
    rows, found = one_row(connection, f"SELECT count(*), count(*) FILTER (WHERE {' OR '.join(faults)}) FROM {made.sql}")
    return copied if rows == copying.records and not found else None


def _with_signs(
    connection: duckdb.DuckDBPyConnection, columns: Sequence[Column], table: RawTable, origin: str
) -> RawTable:
    """The table with the decimal sign of each column of numbers, as far as its clear cells tell."""
    numbers = [column for column in columns if column.type == "number" and column.name in table.columns]
    if not numbers:
        return table
    picks = ", ".join(signs_sql(raw_text(column, table)) for column in numbers)
    found = connection.execute(f"SELECT {picks} FROM {origin}").fetchone()
    assert found is not None
    signs = {column.name: sign_of(*found[2 * n : 2 * n + 2]) for n, column in enumerate(numbers)}
    return replace(table, signs={name: "." if name in table.machine else sign for name, sign in signs.items()})


def _may_be_none(text: str) -> str:
    """Whether a text may say that its row is no record; its first letter tells that most do not."""
    return f"ord({text}) IN ({', '.join(str(ord(c)) for c in _FIRST)}) AND regexp_matches({text}, '{_IRREGULAR}')"


def _create_view(
    connection: duckdb.DuckDBPyConnection,
    part: str,
    number: int,
    columns: Sequence[Column],
    table: RawTable,
    *,
    name: str,
) -> None:
    """The part as a view on a large file, which stays where it lies. Raises Refused where letters are lost in it."""
    scan = table.scan
    assert scan  # a large file is never in memory
    look = survey.Survey(
        connection,
        part,
        table,
        scan,
        raw=lambda column: _raw(column, table),
        text=lambda column, raw="": raw_text(column, table, raw=raw),
    )
    picks, lookups = [f"{number} AS file", f"({scan.row})::BIGINT AS row"], look.lookups(columns)
    if table.is_typed and look.is_lost:
        refuse_lost_letters(connection, table, scan, name=name)
    for column, found in zip(columns, lookups):
        kind = kind_of(column)
        title = "unit_text" if column.type == "unit" else f'"{column.name}"'
        picks += [f"({found.value})::{kind} AS {title}", f"({found.why})::UTINYINT AS {column.name}__why"]
        picks += [f"({found.bad}) AS {column.name}__bad"] if is_checked(column) else []
    joins = " ".join(found.join for found in lookups)
    connection.execute(f"CREATE OR REPLACE TEMP VIEW {part} AS SELECT {', '.join(picks)} FROM {scan.sql} {joins}")


def _titles(columns: Sequence[Column]) -> list[str]:
    return [column.header.replace("'", "''") for column in columns if column.type in ("id", "unit")]


def _create_table(
    connection: duckdb.DuckDBPyConnection,
    part: str,
    number: int,
    columns: Sequence[Column],
    table: RawTable,
    *,
    origin: str,
) -> None:
    """The part as a copy of a small file: first its cells as texts, then what each means, by the shortest rule that its
    column allows."""
    texts = f"texts_{part}"
    row = table.scan.row if table.scan else "row__"
    named = {f"t{n}": column for n, column in enumerate(columns) if _has(table, column)}
    picks = [f"({row})::BIGINT AS row", *(f"{raw_text(column, table)} AS {text}" for text, column in named.items())]
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {texts} AS SELECT {', '.join(picks)} FROM {origin}")
    plain = plain_forms(connection, named, table=texts)
    finals = [f"{number} AS file", "row"]
    values = ["*"]
    for n, column in enumerate(columns):
        text, value, kind = f"t{n}", f"v{n}", kind_of(column)
        why, bad = str(FINE), "false"
        if text not in named:
            value = "NULL"
        elif text in plain:
            value, why = plain[text].value, plain[text].reason
        else:
            values += [f"({value_sql(column, text, sign=table.signs.get(column.name, ''))})::{kind} AS {value}"]
            why, bad = reason_sql(column, text, value), f"({text} IS NOT NULL AND {value} IS NULL)"
        name = "unit_text" if column.type == "unit" else f'"{column.name}"'
        finals += [f"({value})::{kind} AS {name}", f"({why})::UTINYINT AS {column.name}__why"]
        finals += [f"{bad} AS {column.name}__bad"] if is_checked(column) else []
    asked = f"SELECT {', '.join(finals)} FROM (SELECT {', '.join(values)} FROM {texts})"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {part} AS {asked}")
    connection.execute(f"DROP TABLE {texts}")


def _has(table: RawTable, column: Column) -> bool:
    """Whether a table has a column, or its file's name stands for it."""
    return column.name in table.columns or (column.type == "unit" and bool(table.unit))


def _raw(column: Column, table: RawTable) -> str:
    """A column's cells as the file holds them."""
    raw = '"' + table.columns[column.name].replace('"', '""') + '"'
    return cell_sql(raw, table.kinds[column.name]) if table.is_typed else raw


def raw_text(column: Column, table: RawTable, *, raw: str = "") -> str:
    """SQL of a column's cells as cleaned texts; ``raw`` is SQL to take in place of the file's own."""
    if column.name not in table.columns:
        return f"{quoted(table.unit or None) if column.type == 'unit' else 'NULL'}::VARCHAR"
    raw = raw or _raw(column, table)
    if table.scan and table.scan.plain:
        return f"nullif({raw}, '')"
    if not table.is_typed:
        return text_sql(raw)
    kind = table.kinds[column.name]
    return text_sql(text_of_sql(column, raw, kind), unseen=is_text(kind))


def texts_of(columns: Sequence[Column], table: RawTable, *, name: str) -> list[dict]:
    """The rows of a small Parquet file as the texts of its known columns, with ``row__``, under the rules of every file."""
    with duckdb.connect() as connection:
        table = with_kinds(connection, table, name=name, titles={c.name: c.header for c in columns})
        scan = table.scan
        assert scan  # a file in memory has its texts already
        known = [column for column in columns if column.name in table.columns]
        picks = ", ".join(f"coalesce({raw_text(column, table)}, '')" for column in known)
        rows = connection.execute(f"SELECT {scan.row}, {picks} FROM {scan.sql} ORDER BY 1").fetchall()
    return [{"row__": row, **dict(zip((column.name for column in known), cells))} for row, *cells in rows]


def create_empty(connection: duckdb.DuckDBPyConnection, *, source: str, columns: Sequence[Column]) -> None:
    """Create the finished table of a source without a file that could be read."""
    picks = [
        "0 AS file",
        "0::BIGINT AS row",
        "NULL::VARCHAR AS unit_was",
        "NULL::VARCHAR AS unit",
        "false AS unallotted",
    ]
    picks += ["false AS conflict"]
    for column in columns:
        kind = kind_of(column)
        picks += [f'NULL::{kind} AS "{column.name}"'] if column.type != "unit" else []
        picks += [f"false AS {column.name}__bad"] if is_checked(column) else []
    connection.execute(f"CREATE OR REPLACE TEMP VIEW {source} AS SELECT {', '.join(picks)} WHERE false")
