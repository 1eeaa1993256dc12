"""Goals by period, by a column of the unit list, after a year before: what is understood, what is refused at which key."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from toolkit.periods import parse_period
from toolkit.plan import Target
from toolkit.plan.amounts import Amount
from toolkit.plan.goals import GoalChange, goal_of

FIVE = Amount(value=Fraction(5), percent=False)


def target(goal, **parts):
    return Target.model_validate(
        {"id": "T", "name": "T", "goal": goal, "source": "bao_cao_don_vi", "points": 1} | parts
    )


def test_a_period_has_its_own_goal_else_that_of_its_year():
    made = target({2024: "50%", "2024-Q3": "40%", 2026: "60%"})
    goals = {id: made.goal_in(parse_period(id)) for id in ("2023", "2024", "2024-Q3", "2024-Q4", "2025", "2026-H1")}
    assert {id: goal and goal.value for id, goal in goals.items()} == {
        "2023": None,
        "2024": Fraction(1, 2),
        "2024-Q3": Fraction(2, 5),
        "2024-Q4": Fraction(1, 2),
        "2025": Fraction(1, 2),
        "2026-H1": Fraction(3, 5),
    }


def test_a_unit_has_the_goal_of_its_value_in_a_column_whatever_its_spelling():
    made, year = target({"by": "Vùng", "Miền núi": 45, "else": 60}), parse_period("2025")
    regions = {"A": "miền núi", "B": "Đồng bằng", "C": ""}
    own = {unit: made.goal_for(year, {"Vùng": region}.get, earlier=None) for unit, region in regions.items()}
    assert {unit: goal.value for unit, goal in own.items()} == {"A": 45, "B": 60, "C": 60}
    assert made.goal_for(year, None, earlier=None).value == 60 and made.is_given(year)
    without = target({"by": "Vùng", "Miền núi": 45})
    assert without.goal_for(year, {"Vùng": "x"}.get, earlier=None) is None
    assert without.goal_for(year, None, earlier=None) is None


def test_a_goal_after_a_year_before_needs_its_value():
    made, year = target({"change": "+10%", "from": "previous_year"}), parse_period("2025")
    assert made.goal_for(year, None, earlier=Fraction(50)).value == 55
    assert made.goal_for(year, None, earlier=None) is None and made.goal_for(year, None, earlier=Fraction(0)) is None
    less = target({"change": "-20%", "from": "previous_year"})
    goal = less.goal_for(year, None, earlier=Fraction(10))
    assert goal.value == 8 and less.lower_is_better(goal) and less.floor_below(goal) == 10


@pytest.mark.parametrize(
    ("raw", "places", "problem"),
    [
        ({}, [], "phải viết dạng"),
        ({"chagne": "+5%"}, [], "có lẽ là change"),
        ({2024: 5, "2024": 6}, [], "hai lần"),
        ({"2025-07": 5, "2025-M07": 6}, [], "hai lần"),
        ({2024: "x"}, [(2024,)], "phải là số"),
        ({"by": 5, "A": 5}, [("by",)], "tên một cột"),
        ({"by": "Vùng"}, [()], "thiếu mức giao"),
        ({"by": "Vùng", "A": 5, "a": 6}, [("a",)], "trùng với 'A'"),
        ({"change": "10%", "from": "previous_year"}, [("change",)], "có dấu + hoặc -"),
        ({"change": "+10%"}, [()], "from phải là previous_year"),
        ({"change": "-100%", "from": "previous_year"}, [("change",)], "giảm ít hơn 100%"),
        ({"change": "+0%", "from": "previous_year"}, [("change",)], "khác 0%"),
        ({"change": "+5%", "from": "previous_yaer"}, [("from",)], "phải là previous_year"),
        ({"change": "+5%", "from": "previous_year", "x": 1}, [("x",)], "không có khóa 'x'"),
    ],
)
def test_what_cannot_be_meant_is_told_at_its_key(raw, places, problem):
    with pytest.raises(ValueError, match=re.escape(problem)) as trouble:
        goal_of(raw)
    assert [at for at, _ in getattr(trouble.value, "faults", [])] == places


def test_what_was_read_is_understood_again():
    assert goal_of(GoalChange(Fraction(1, 10))) == GoalChange(Fraction(1, 10)) and goal_of(FIVE) == FIVE
    assert goal_of({"2025-07": 5}) == {"2025-M07": FIVE}
    assert goal_of(goal_of({"by": "Vùng", "A": 5})).column == "Vùng"
