"""A document that one row marks as a state secret is one everywhere: in every file, in every list of documents."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import duckdb

from ..words.ids import id_key_sql, id_sign_sql
from ..words.vocabulary import Source
from .queries import count_of
from .secret_names import SecretNames
from .values import FINE, quoted

NOT_SECRET = "none"  # of a mark of secrecy; an empty cell means the same


def is_document_list(source: Source) -> bool:
    """Whether a row of a source may be a document that another list marks as a secret."""
    return bool(source.id) and (bool(source.secrecy) or source.duties.documents)


class Secrets:
    """The ids of all rows of a period that bear a mark of secrecy, as one table of the connection.

    A bare number is the number of a row in its own list, and names no document in another one. ``also`` are the documents
    of other periods that texts of this one must not name.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, *, also: SecretNames | None = None):
        self._connection = connection
        self._also = also or SecretNames()
        self._are_any = False
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE secret_ids (source VARCHAR, key VARCHAR, sign VARCHAR, sure BOOLEAN)"
        )

    def add(self, source: Source, *, parts: Sequence[int]) -> None:
        """Look at the parts of a source for marks; one that cannot be read leaves its document in doubt."""
        id, mark = source.id, source.secrecy
        if not mark or not parts or not id:
            return
        rows = " UNION ALL ".join(
            f'SELECT "{id}" AS id, "{mark}" IS NOT NULL AS sure FROM {source.table}_{number} '
            f'WHERE ({mark}__bad OR "{mark}" <> {quoted(NOT_SECRET)}) AND "{id}" IS NOT NULL AND {id}__why = {FINE}'
            for number in parts
        )
        self._connection.execute(
            f"INSERT INTO secret_ids SELECT '{source.name}', {id_key_sql('id')}, {id_sign_sql('id')}, bool_or(sure) "
            f"FROM ({rows}) GROUP BY id"
        )
        self._are_any = count_of(self._connection, "secret_ids") > 0

    @cached_property
    def names(self) -> SecretNames:
        """What texts must not name; to be asked once every list has been added."""
        keys = self._connection.execute("SELECT key FROM secret_ids").fetchall() if self._are_any else []
        return self._also | SecretNames(key for (key,) in keys)

    def named_in(self, source: Source, *, rows: str) -> dict[str, list[tuple[int, int]]]:
        """Column → the places (file, row) of the cells among ``rows`` in which people have named such a document."""
        found: dict[str, list[tuple[int, int]]] = {}
        for column in source.duties.hand_written if self.names else ():
            cells = self._connection.execute(f"SELECT file, row, {column} FROM ({rows}) WHERE {column} IS NOT NULL")
            places = [(file, row) for file, row, text in cells.fetchall() if self.names.are_in(text)]
            found |= {column: sorted(places)} if places else {}
        return found

    def find(self, source: Source, *, rows: str) -> dict[bool, int]:
        """Make the table ``<source>_secret`` of the ids among ``rows`` that are secret somewhere: for certain (``sure``) or
        perhaps. Returns how many of either; nothing is made where there are none."""
        if not self._are_any or not is_document_list(source):
            return {}
        id, known = f'"{source.id}"', _names(source)
        self._connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {source.table}_secret AS SELECT r.id, bool_or(s.sure) AS sure FROM "
            f"(SELECT id, {id_key_sql('id')} AS key FROM (SELECT DISTINCT {id} AS id FROM ({rows}) "
            f"WHERE {id_sign_sql(id)} IN (SELECT sign FROM secret_ids WHERE {known}))) r "
            f"JOIN (SELECT * FROM secret_ids WHERE {known}) s USING (key) GROUP BY r.id"
        )
        found = self._connection.execute(f"SELECT sure, count(*) FROM {source.table}_secret GROUP BY sure").fetchall()
        return dict(found)


def is_secret_sql(source: Source, id: str) -> str:
    """SQL of whether an id from elsewhere is for certain that of a secret of this period."""
    if not is_document_list(source):
        return "false"
    return f"coalesce({id_key_sql(id)} IN (SELECT key FROM secret_ids WHERE sure AND {_names(source)}), false)"


def _names(source: Source) -> str:
    """Of the marked ids: those that name a document in a source."""
    return f"(source = '{source.name}' OR regexp_matches(key, '[^0-9]'))"
