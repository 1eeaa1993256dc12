"""One file of a source as one table of canonical values, ``<source>_<number>``, before anything is left out."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from ..vocabulary import Column
from .tables import EXACT, RawTable
from .values import is_checked, reason_sql, text_sql, value_sql

# A large file counts as regular only if no row could be a total, a signature or a repeated header.
_NUMBERING = r"\(?\d{1,3}\)?|[A-D]"
_VIETNAM = 7 * 3600 * 1_000_000  # microseconds ahead of UTC
_IRREGULAR = r"(?i)^\s*(t[oổ]ng|c[oộ]ng|total|grand total)(\W|$)"


def create_part(
    connection: duckdb.DuckDBPyConnection,
    *,
    source: str,
    number: int,
    columns: Sequence[Column],
    table: RawTable,
) -> bool:
    """Create the table of one file; False where a scanned CSV is not as regular as it has to be."""
    part = f"{source}_{number}"
    origin, row = table.scan, table.row or "NULL"
    if table.texts is not None:
        connection.register(f"raw_{part}", table.texts)
        origin, row = f"raw_{part}", "row__"
    try:
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {part} AS {_select(columns, table, number=number, origin=origin, row=row)}"
        )
    except duckdb.Error:
        if not table.first_row:
            raise
        return False
    finally:
        if table.texts is not None:
            connection.unregister(f"raw_{part}")
    return not table.first_row or _is_regular(connection, part, columns, table)


def _is_regular(connection: duckdb.DuckDBPyConnection, part: str, columns: Sequence[Column], table: RawTable) -> bool:
    """Whether every line has become a record with an id and a unit: then rows are numbered as they stand."""
    needed = ["unit_text" if c.type == "unit" else f'"{c.name}"' for c in columns if c.type in ("id", "unit")]
    faults = ["odd__", *(f"{name} IS NULL OR regexp_matches({name}, '{_IRREGULAR}')" for name in needed)]
    faults += [f"{name} = '{title}'" for name, title in zip(needed, _titles(columns))]
    faults += [f"rowid = 0 AND regexp_full_match({needed[0]}, '{_NUMBERING}')"]
    rows, found = connection.execute(
        f"SELECT count(*), count(*) FILTER (WHERE {' OR '.join(faults)}) FROM {part}"
    ).fetchone()
    connection.execute(f"ALTER TABLE {part} DROP COLUMN odd__")
    return rows == table.records and not found


def _titles(columns: Sequence[Column]) -> list[str]:
    return [column.header.replace("'", "''") for column in columns if column.type in ("id", "unit")]


def _select(columns: Sequence[Column], table: RawTable, *, number: int, origin: str, row: str) -> str:
    texts, values, finals = [f"({row})::BIGINT AS row"], ["row"], [f"{number} AS file", "row"]
    if table.first_row:
        odd = (
            " OR ".join(f"coalesce(regexp_matches({name}, '{_IRREGULAR}'), false)" for name in table.before) or "false"
        )
        texts, values, finals = [*texts, f"({odd}) AS odd__"], [*values, "odd__"], [*finals, "odd__"]
    for n, column in enumerate(columns):
        texts.append(f"{_text(column, table)} AS t{n}")
        kind = "TIMESTAMP" if column.type == "date" else "VARCHAR"
        values += [f"t{n}", f"({value_sql(column, f't{n}')})::{kind} AS v{n}"]
        name = "unit_text" if column.type == "unit" else f'"{column.name}"'
        finals += [f"v{n} AS {name}", f"({reason_sql(column, f't{n}', f'v{n}')})::UTINYINT AS {column.name}__why"]
        finals += [f"(t{n} IS NOT NULL AND v{n} IS NULL) AS {column.name}__bad"] if is_checked(column) else []
    return (
        f"SELECT {', '.join(finals)} FROM (SELECT {', '.join(values)} FROM (SELECT {', '.join(texts)} FROM {origin}))"
    )


def _text(column: Column, table: RawTable) -> str:
    if column.name not in table.columns:
        return "NULL::VARCHAR"
    raw = '"' + table.columns[column.name].replace('"', '""') + '"'
    if table.plain:
        return f"nullif({raw}, '')"
    if table.texts is not None or table.first_row or table.cleaned:
        return text_sql(raw)
    if column.name in table.instants:  # a point in time is a day by the clocks of Vietnam, which have no summer time
        raw = f"make_timestamp(epoch_us({raw}) + {_VIETNAM})"
    if column.name in table.whole_floats and column.type != "number":  # 4.0 is how some systems write 4
        raw = (
            f"CASE WHEN {raw} = trunc({raw}) AND abs({raw}) < 1e15 THEN {raw}::BIGINT::VARCHAR ELSE {raw}::VARCHAR END"
        )
    if column.name in table.machine and column.type == "number":
        raw = f"'{EXACT}' || {raw}::VARCHAR"
    return text_sql(raw, unseen=column.name not in table.machine)


def create_empty(connection: duckdb.DuckDBPyConnection, *, source: str, columns: Sequence[Column]) -> None:
    """Create the finished table of a source without a file that could be read."""
    picks = ["0 AS file", "0::BIGINT AS row", "NULL::VARCHAR AS unit_was", "NULL::VARCHAR AS unit", "false AS conflict"]
    for column in columns:
        kind = "TIMESTAMP" if column.type == "date" else "VARCHAR"
        picks += [f'NULL::{kind} AS "{column.name}"'] if column.type != "unit" else []
        picks += [f"false AS {column.name}__bad"] if is_checked(column) else []
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {source} AS SELECT {', '.join(picks)} WHERE false")
