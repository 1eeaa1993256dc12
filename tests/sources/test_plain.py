"""Columns that are read by one plain form mean what the rules for all that people write make of them."""

from __future__ import annotations

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.sources import staging
from toolkit.sources.plain import plain_forms
from toolkit.sources.tables import RawTable
from toolkit.words.vocabulary import Column

COLUMNS = (
    Column("id", "Mã", "id"),
    Column("day", "Ngày", "date"),
    Column("count", "Số", "number"),
    Column("how", "Hình thức", "choice", {"online": ("Trực tuyến", "qua mạng"), "direct": ("Trực tiếp",)}),
    Column("note", "Ghi chú"),
    Column("absent", "Không có", "date"),
)
CELLS = {
    "id": ["H1", "012", "1,23E+14", "a+b", "#N/A", "#ID!", "Err:502", ""],
    "day": [
        "26/05/2024",
        "3/2/2024",
        "31/02/2024",
        "1/1/1900",
        "1924-03-01",
        "2024-05-26",
        "2024-2-3",
        "2024-02-30",
        "2024-05-26 00:00:00",
    ]
    + ["01/01/1900", "1900-01-01", "1899-12-30 00:00:00", "02/01/1900", "15/06/1924", "2124-06-15", "15/06/1799"]
    + ["2024-05-26 23:59:59", "26/05/24", "26.5.2024", "26/05/2567", "45438", "#N/A", "05/26/2024", ""],
    "count": [
        "0",
        "12",
        "007",
        "999999999999999",
        "1000000000000000",
        "1.234",
        "1,5",
        "-3",
        "\x011.234",
        "5%",
        "x",
        "",
    ],
    "how": ["Trực tuyến", "qua mạng", "Trực tiếp", "trực tuyến", "TRUC TIEP", "online", "fax", "#MERGED!", ""],
    "note": ["nộp", "#1 của kỳ", "#N/A", "Err:502", "a+b", "#CALC!", ""],
}


def columns_of_cells(name):
    """Cells of a column: some that repeat a few texts, as real columns do."""
    return st.lists(st.sampled_from(CELLS[name]), min_size=1, max_size=3).flatmap(
        lambda few: st.lists(st.sampled_from(few), min_size=4, max_size=4)
    )


def staged(connection, table):
    staging.create_part(connection, source="thu", number=0, columns=COLUMNS, table=table)
    return connection.execute("SELECT * FROM thu_0 ORDER BY row").fetchall()


@pytest.fixture(scope="module")
def connection():
    with duckdb.connect() as opened:
        yield opened


@settings(deadline=None, max_examples=40)
@given(cells=st.fixed_dictionaries({name: columns_of_cells(name) for name in CELLS}))
def test_a_plain_form_reads_what_all_the_rules_read(connection, cells):
    texts = pa.table({"row__": [2, 3, 4, 5], **cells})
    table = RawTable({name: name for name in CELLS}, texts)
    short = staged(connection, table)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(staging, "plain_forms", lambda *_, **__: {})
        assert short == staged(connection, table)


def test_only_a_column_whose_cells_are_alike_has_a_plain_form(connection):
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE t AS SELECT * FROM (VALUES ('3/2/2024', '2024-02-30'), (NULL, NULL)) v(a, b)"
    )
    day = COLUMNS[1]
    assert list(plain_forms(connection, {"a": day, "b": day}, table="t")) == ["a"]
