"""Keys of a target that go together, and those that do not: each refusal says which."""

from __future__ import annotations

from fractions import Fraction

import pytest
from pydantic import ValidationError

from toolkit.indicators.judging import attainment_of
from toolkit.plan import Target
from toolkit.plan.rules import points_faults, rule_faults


def made(**keys):
    base = {"id": "T", "name": "T", "source": "bao_cao_don_vi", "points": 10}
    return Target.model_validate({key: value for key, value in {**base, **keys}.items() if value is not None})


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({}, "thiếu goal"),
        ({"goal": "80%", "points": None}, "thiếu points"),
        ({"goal": "80%", "rule": "curve"}, "curve"),
        ({"goal": "80%", "curve": [[0, 0], [1, 1]]}, "curve"),
        ({"goal": "80%", "rule": "curve", "curve": [["0%", 0], ["80%", 11]]}, "không quá points"),
        ({"goal": "80%", "each": 1}, "each"),
        ({"goal": "80%", "at_most": 1}, "at_most"),
        ({"rule": "deduct", "points": None}, "each"),
        ({"rule": "deduct", "each": 1}, "không có điểm tối đa"),
        ({"rule": "deduct", "each": 1, "points": None, "goal": 3}, "không có khóa này"),
        (
            {"rule": "deduct", "each": 1, "points": None, "source": "van_ban", "success": {"signed": True}},
            "measure: count",
        ),
        ({"normalise": "min_max", "rule": "pass_fail"}, "pass_fail"),
        ({"normalise": "max", "floor": 5}, "better: lower"),
        ({"goal": 5, "better": "lower"}, "floor"),
        ({"goal": 5, "better": "lower", "floor": 2}, "lớn hơn"),
        ({"goal": 5, "better": "higher", "floor": 9}, "nhỏ hơn"),
        ({"goal": 5, "floor": 5}, "bằng floor"),
        ({"goal": 5, "normalise": "mean"}, "goal"),
    ],
)
def test_what_does_not_go_together_is_refused(keys, said):
    with pytest.raises(ValidationError) as caught:
        made(**keys)
    assert said in str(caught.value)


def test_lower_is_better_without_a_start_is_all_or_nothing():
    target = made(goal=5, better="lower", rule="pass_fail")
    goal = target.goal
    assert [attainment_of(Fraction(v), target, goal=goal, cap=Fraction(1)) for v in (4, 5, 6)] == [1, 1, 0]
    # With a start it is a way: 8 of the way from 10 to 5 is 2 of 5.
    way = made(goal=5, better="lower", floor=10)
    assert attainment_of(Fraction(8), way, goal=way.goal, cap=Fraction(1)) == Fraction(2, 5)


def test_a_goal_of_nought_may_be_met():
    assert made(goal=0, better="lower", rule="pass_fail").goal.value == 0


def test_what_goes_together_has_no_fault():
    target = made(goal="80%")
    assert rule_faults(target) == points_faults(target) == []
