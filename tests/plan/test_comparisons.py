"""Comparisons of a condition: what is understood, and what is refused at which key."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

import pytest

from toolkit.plan.comparisons import Comparison, parsed, written_comparisons
from toolkit.plan.faults import Faults


@pytest.mark.parametrize(
    ("raw", "parts"),
    [
        ({"at_least": 4, "below": 5}, [("at_least", Fraction(4)), ("below", Fraction(5))]),
        ({"above": "4,5"}, [("above", Fraction(9, 2))]),
        ({"at_most": "so_trang"}, [("at_most", "so_trang")]),
        ({"on_or_before": "due_at"}, [("on_or_before", "due_at")]),
        ({"before": date(2025, 3, 5)}, [("before", date(2025, 3, 5))]),
        ({"after": "2025-03-05"}, [("after", date(2025, 3, 5))]),
        ({"on_or_after": "period_start"}, [("on_or_after", "period_start")]),
    ],
)
def test_a_cell_is_held_against_a_number_a_day_a_column_or_an_edge_of_the_period(raw, parts):
    assert [(each.how, each.other) for each in parsed(raw).parts] == parts


def test_a_number_of_days_is_counted_from_a_day():
    assert parsed({"within_days": 5, "of": "received_at"}).parts == (Comparison("within_days", "received_at", days=5),)


@pytest.mark.parametrize(
    ("raw", "place", "problem"),
    [
        ({}, (), "khối trống"),
        ({"at_leat": 4}, ("at_leat",), "không có phép so sánh 'at_leat'; có lẽ là at_least"),
        ({"x": 4}, ("x",), "không có phép so sánh 'x'; các phép: at_least"),
        ({"at_least": "80%"}, ("at_least",), "không có dấu %"),
        ({"at_least": True}, ("at_least",), "phải là số"),
        ({"at_least": date(2025, 1, 1)}, ("at_least",), "phải là số"),
        ({"before": 2025}, ("before",), "phải là ngày dạng 2025-03-05"),
        ({"before": "2025-02-30"}, ("before",), "không có ngày này trong lịch"),
        ({"before": datetime(2025, 3, 5, 8)}, ("before",), "không có giờ"),
        ({"within_days": 5}, ("within_days",), "thiếu of"),
        ({"of": "received_at"}, ("of",), "of chỉ đi cùng within_days"),
        ({"within_days": -1, "of": "received_at"}, ("within_days",), "số nguyên không âm"),
        ({"within_days": True, "of": "received_at"}, ("within_days",), "số nguyên không âm"),
        ({"within_days": 5, "of": 7}, ("of",), "phải là ngày dạng"),
        ({"at_least": 5, "below": 5}, ("below",), "không số nào"),
        ({"above": 5, "at_most": 5}, ("at_most",), "không số nào"),
        ({"at_least": 6, "at_most": 5}, ("at_most",), "không số nào"),
    ],
)
def test_what_cannot_be_meant_is_told_at_its_key(raw, place, problem):
    with pytest.raises(Faults) as trouble:
        parsed(raw)
    ((at, told),) = trouble.value.faults
    assert at == place and problem in told


def test_one_number_lies_between_equal_edges_that_belong():
    assert len(parsed({"at_least": 5, "at_most": 5}).parts) == 2


@pytest.mark.parametrize(
    "raw", [{"at_least": "4.5", "below": "5"}, {"within_days": 5, "of": "2025-03-05"}, {"after": "x"}]
)
def test_what_was_understood_is_written_again_as_it_stood(raw):
    assert written_comparisons(parsed(raw)) == raw
