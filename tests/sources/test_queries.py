"""Questions that have one row for an answer."""

import duckdb
import pytest

from toolkit.sources.queries import count_of, one_row


def test_one_row_is_given_and_two_are_a_fault():
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE rows AS SELECT * FROM range(3)")
        assert one_row(connection, "SELECT min(range), max(range) FROM rows") == (0, 2)
        assert (count_of(connection, "rows"), count_of(connection, "(SELECT 1 FROM rows LIMIT 1)")) == (3, 1)
        with pytest.raises(ValueError):
            one_row(connection, "FROM rows")
