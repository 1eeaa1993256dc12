"""Questions to the engine that have one row for an answer."""

from __future__ import annotations

from typing import Any

import duckdb


def one_row(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[Any, ...]:
    """The only row of an answer."""
    (row,) = connection.execute(sql).fetchall()
    return row


def count_of(connection: duckdb.DuckDBPyConnection, origin: str) -> int:
    """How many rows there are in a table, or in whatever may stand after FROM."""
    (count,) = one_row(connection, f"SELECT count(*) FROM {origin}")
    return int(count)
