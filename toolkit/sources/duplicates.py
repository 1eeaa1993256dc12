"""Which rows of a source are copies of another, and which share a key but not their content: exact, in bounded memory.

Keys are first told apart by their hash, which is small, and most often no two are alike. The rows whose key may be that
of another are compared in full, so many at a time: rows of one key are always looked at together.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from .queries import count_of

_TOGETHER = 2_500_000  # rows that are compared at the same time


@dataclass(frozen=True)
class Likeness:
    """SQL of what is compared: ``same`` are the columns of the key, ``content`` all that tells rows apart.

    Rows that are ``empty`` have no key and are like no other. ``is_keyed``: the source has a key, so that rows may clash.
    """

    same: str
    content: str
    empty: str
    is_keyed: bool


def find_duplicates(connection: duckdb.DuckDBPyConnection, table: str, like: Likeness) -> None:
    """Make the table ``<table>_alike`` of ``file``, ``row`` and ``is_copy``: the rows that repeat an earlier one, and those
    of the others whose key has several contents, which clash."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {table}_alike (file INTEGER, row BIGINT, is_copy BOOLEAN)")
    count = _collect_suspects(connection, table, like)
    parts = -(-count // _TOGETHER)
    for part in range(parts):
        _compare(connection, table, like, among=f"WHERE h__ % {parts} = {part}")
    connection.execute("DROP TABLE suspects")


def _collect_suspects(connection: duckdb.DuckDBPyConnection, table: str, like: Likeness) -> int:
    """The table ``suspects``: the rows whose key may be that of another row. Returns how many there are."""
    rows, key = f"FROM {table} WHERE NOT ({like.empty})", f"hash({like.same})"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE twice AS SELECT h FROM (SELECT {key} AS h {rows}) GROUP BY h HAVING count(*) > 1"
    )
    twice = count_of(connection, "twice")
    found = f"{key} IN (SELECT h FROM twice)" if twice else "false"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE suspects AS SELECT file, row, {key} AS h__, {like.content} {rows} AND {found}"
    )
    connection.execute("DROP TABLE twice")
    return count_of(connection, "suspects")


def _compare(connection: duckdb.DuckDBPyConnection, table: str, like: Likeness, *, among: str) -> None:
    """Sort out some of the suspects: the first of each content is no copy; several of those under one key clash."""
    connection.execute(
        f"INSERT INTO {table}_alike SELECT file, row, n > 1 AS is_copy FROM "
        f"(SELECT file, row, n, count(*) FILTER (WHERE n = 1) OVER (PARTITION BY {like.same}) AS contents FROM "
        f"(SELECT *, row_number() OVER (PARTITION BY {like.content} ORDER BY file, row) AS n FROM suspects {among})) "
        f"WHERE n > 1 OR ({like.is_keyed} AND contents > 1)"
    )
