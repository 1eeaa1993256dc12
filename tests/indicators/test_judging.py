"""What a count makes against a goal; more of it stands in test_figures."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from counting_of import counts, made_of
from tables import target

from toolkit.indicators.judging import attainment_of, has_too_few


def test_a_value_attains_its_part_of_the_way_from_the_floor_to_the_goal():
    days = target(source="bao_cao_don_vi", goal=5, floor=15)
    assert [attainment_of(Fraction(v), days, goal=days.goal, cap=Fraction(1)) for v in (15, 10, 5, 2, 20)] == [
        0,
        Fraction(1, 2),
        1,
        1,
        0,
    ]


def test_without_a_value_to_start_from_lower_is_all_or_nothing():
    late = target(source="bao_cao_don_vi", goal=5, better="lower", rule="threshold")
    assert [attainment_of(Fraction(v), late, goal=late.goal, cap=Fraction(1)) for v in (0, 5, 6)] == [1, 1, 0]


def test_what_is_compared_with_the_other_units_attains_nothing_by_itself():
    by_goal, compared = target(), target(normalise="max")
    assert made_of(by_goal, counts(2, 5)).attainment == Fraction(1, 2)
    made = made_of(compared, counts(4, 5))
    assert (made.value, made.met, made.attainment) == (Fraction(4, 5), True, None)


@pytest.mark.parametrize(
    ("rows", "least", "state", "too_few"),
    [(4, 5, "ok", True), (5, 5, "ok", False), (4, None, "ok", False), (4, 5, "missing", False), (None, 1, "ok", True)],
)
def test_a_figure_of_fewer_rows_than_the_plan_asks_for_is_too_few(rows, least, state, too_few):
    assert has_too_few(target(at_least_rows=least), replace(counts(1, 2, state), rows=rows)) is too_few
