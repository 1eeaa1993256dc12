"""What a value earns: steps, curves, points taken off; worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from pydantic import ValidationError

from toolkit.plan import Target

CURVE = [["0%", 0], ["50%", 6], ["80%", 12]]


def made(**keys):
    return Target.model_validate({"id": "T", "name": "T", "source": "bao_cao_don_vi", **keys})


def earned(target, value):
    return target.earned(Fraction(value), attainment=None, met=None)


def test_a_curve_is_straight_between_its_points_and_level_beyond_its_ends():
    target = made(goal="80%", points=12, rule="curve", curve=CURVE)
    values = ("-1/10", 0, "1/4", "1/2", "65/100", "4/5", 1)
    assert [earned(target, value) for value in values] == [0, 0, 3, 6, 9, 12, 12]


def test_a_curve_may_fall_where_lower_is_better():
    target = made(goal=2, better="lower", points=6, rule="curve", curve=[[2, 6], [8, 0]])
    assert [earned(target, value) for value in (1, 2, 4, 8, 9)] == [6, 6, 4, 0, 0]


def test_so_much_is_taken_off_for_each_up_to_the_most():
    capped, free = (
        made(rule="deduct", each=0.5, measure={"sum": "numerator"}, **more) for more in ({"at_most": 2}, {})
    )
    assert [earned(capped, value) for value in (0, 3, 5, -1)] == [0, Fraction(-3, 2), -2, 0]
    assert earned(free, 5) == Fraction(-5, 2)


def test_all_or_nothing_by_the_goal():
    target = made(goal=59, points=3, rule="pass_fail")
    assert [target.earned(Fraction(59), attainment=None, met=met) for met in (True, False, None)] == [3, 0, None]


@pytest.mark.parametrize(
    "curve",
    ["0%", [["0%", 0]], [["50%", 1], ["50%", 2]], [["50%", 1], ["0%", 2]], [["0%", "1%"], ["50%", 1]], [[0], [1]]],
)
def test_a_curve_that_is_none_is_refused(curve):
    with pytest.raises(ValidationError):
        made(goal="80%", points=12, rule="curve", curve=curve)
