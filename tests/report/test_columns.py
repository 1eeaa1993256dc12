"""Columns that tell nothing are left out; those that tell something in one row stay."""

from __future__ import annotations

from toolkit.report.columns import without_idle
from toolkit.report.model import Cell, Table

TABLE = Table(
    "Thử",
    ("Tên", "Dòng", "Cột", "Số"),
    (("A", "–", Cell("–"), "1"), ("B", "–", "", "–")),
    "llcr",
    heads=2,
    widths=(4, 3, 2, 1),
    filters=("Tên", "Dòng"),
    foot=(("Cộng", "", "", "1"),),
)


def test_a_column_of_dashes_goes_with_all_that_belongs_to_it():
    made = without_idle(TABLE, "Dòng", "Cột", "Số")
    assert made.columns == ("Tên", "Số") and made.align == "lr" and made.heads == 1
    assert made.rows == (("A", "1"), ("B", "–")) and made.foot == (("Cộng", "1"),)
    assert made.widths == (4, 1) and made.filters == ("Tên",) and made.spans == ()


def test_a_column_that_is_not_named_or_whose_sum_says_something_stays():
    assert without_idle(TABLE, "Dòng").columns == ("Tên", "Cột", "Số")
    summed = Table("Thử", ("Tên", "Số"), (("A", "–"),), "lr", foot=(("Cộng", "0"),))
    assert without_idle(summed, "Số") is summed


def test_a_table_without_rows_keeps_its_columns():
    empty = Table("Thử", ("Tên", "Số"), (), "lr")
    assert without_idle(empty, "Số") is empty
