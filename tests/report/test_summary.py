"""The figures of a report in brief: every count beside the same count of the other column, none a zero that nobody counted."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from years import made_plan, together, year

from toolkit.report.summary import summary_table


def rows(*years):
    table = summary_table(together(*years))
    return {name: tuple(cells) for name, *cells in table.rows}


def test_a_state_of_one_column_alone_stands_with_nought_in_the_other():
    # F: no cases in 2024, 5 of 10 before. R: 9 of 10 and 8 of 10 in 2022 and 2024, in 2023 nobody delivered.
    both = {"F": {"SO": (5, 10), "A": (5, 10)}, "R": {"SO": (9, 10), "A": (9, 10)}}
    found = rows(
        year(2022, both),
        year(2023, {"F": both["F"], "R": {"SO": "missing", "A": "missing"}}),
        year(2024, {"F": {"SO": (0, 0), "A": (0, 0)}, "R": {"SO": (8, 10), "A": (8, 10)}}),
    )
    assert found["Chỉ tiêu không phát sinh"] == ("1", "0")
    assert found["Chỉ tiêu tạm tính"] == ("0", "1")
    assert found["Chỉ tiêu không giao"] == ("1", "1")  # S


def test_units_that_meet_everything_are_counted_in_both_columns_whatever_occurred():
    # A meets F over the years (27 of 30) and in 2024 (9 of 10); of R it had no cases in 2024, over the years 10 of 10.
    had = {"F": {"SO": (9, 10), "A": (9, 10)}, "R": {"SO": (5, 5), "A": (5, 5)}}
    last = year(2024, {**had, "R": {"SO": (0, 0), "A": (0, 0)}})
    met = tuple(replace(each, met=True) if (each.unit, each.target) == ("A", "F") else each for each in last.indicators)
    found = rows(year(2022, had), year(2023, had), replace(last, indicators=met))
    assert found["Đơn vị đạt tất cả chỉ tiêu được giao có phát sinh"] == ("1", "1")
    assert "Đơn vị đạt tất cả chỉ tiêu được giao" not in found


def test_what_one_column_is_not_compared_with_is_no_nought():
    last, goal = year(2024, {"F": {"SO": (9, 10), "A": (9, 10)}}), made_plan().target("F").goal_in(2024)
    moved = {"goal": goal, "met": True, "previous_value": Fraction(4, 5), "change": Fraction(1, 10)}
    compared = tuple(
        replace(each, **moved) if (each.unit, each.target) == ("SO", "F") else each for each in last.indicators
    )
    found = rows(year(2022), year(2023), replace(last, indicators=compared))
    assert [cells for name, cells in found.items() if "tăng so với" in name] == [("1", "–")]
    assert [cells for name, cells in found.items() if "giảm so với" in name] == [("0", "–")]
