"""What a count makes against a goal; more of it stands in test_figures."""

from __future__ import annotations

from fractions import Fraction

from tables import target

from toolkit.indicators.judging import attainment_of


def test_a_value_attains_its_part_of_the_way_from_the_floor_to_the_goal():
    days = target(source="bao_cao_don_vi", goal=5, floor=15)
    assert [attainment_of(Fraction(v), days, goal=days.goal, cap=Fraction(1)) for v in (15, 10, 5, 2, 20)] == [
        0,
        Fraction(1, 2),
        1,
        1,
        0,
    ]
