"""What the parts of a plan say: goals, steps, points, bases, quotas. Every figure worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from pydantic import ValidationError
from small import plan
from tables import target

from toolkit.plan import Award, Item, Plan
from toolkit.plan.targets import Step


def said(model, /, **parts):
    with pytest.raises(ValidationError) as caught:
        model.model_validate(parts)
    return str(caught.value)


@pytest.mark.parametrize(
    ("rule", "steps", "allowed", "refused"),
    [
        ("linear", (), ["0", "0.01", "4", "3.999"], ["-0.01", "4.01"]),
        ("threshold", (), ["0", "4"], ["2", "5", "-4"]),
        ("steps", ("1.5", "3"), ["0", "1.5", "3"], ["4", "1", "-1.5"]),
    ],
)
def test_an_appraiser_may_give_the_points_that_the_rule_has(rule, steps, allowed, refused):
    item = Item(id="ND1", name="n", points=Decimal(4), rule=rule, steps=tuple(map(Decimal, steps)))
    assert [item.allows(Fraction(text)) for text in allowed] == [True] * len(allowed)
    assert [item.allows(Fraction(text)) for text in refused] == [False] * len(refused)


@pytest.mark.parametrize("parts", [{"rule": "steps"}, {"steps": ["1"]}, {"rule": "steps", "steps": ["4.5"]}])
def test_steps_go_with_their_rule_and_within_the_points(parts):
    assert "khi và chỉ khi rule: steps" in said(Item, id="ND1", name="n", points=4, **parts)


@pytest.mark.parametrize(
    ("edges", "inside", "beyond"),
    [
        ({"from": "80%"}, ["0.8", "1"], ["0.7999"]),
        ({"above": "80%"}, ["0.8001"], ["0.8"]),
        ({"to": "80%"}, ["0.8", "0"], ["0.8001"]),
        ({"below": "80%"}, ["0.7999"], ["0.8"]),
        ({"from": "50%", "below": "80%"}, ["0.5", "0.79"], ["0.49", "0.8"]),
        ({"above": "50%", "to": "80%"}, ["0.51", "0.8"], ["0.5", "0.81"]),
    ],
)
def test_an_edge_belongs_to_its_step_or_does_not(edges, inside, beyond):
    step = Step.model_validate({**edges, "points": 1})
    assert [step.holds(Fraction(text)) for text in inside] == [True] * len(inside)
    assert [step.holds(Fraction(text)) for text in beyond] == [False] * len(beyond)
    assert [key for key, _ in step.edges] == list(edges)


def test_a_step_has_an_edge_and_its_edges_in_their_order():
    assert "ít nhất một mép" in said(Step, points=1)
    assert "lớn hơn mép trên" in said(Step, points=1, **{"from": "80%", "to": "60%"})
    assert Step.model_validate({"from": "80%", "to": "80%", "points": 1}).holds(Fraction(4, 5))


STEPS = [{"from": "80%", "points": 10}, {"from": "50%", "points": 4}, {"from": "0%", "below": "50%", "points": 1}]


@pytest.mark.parametrize(
    ("parts", "value", "attainment", "met", "points"),
    [
        ({}, "0.6", "3/4", False, "15/2"),
        ({}, "0.9", "1", True, 10),
        ({"rule": "threshold"}, "0.79", "79/80", False, 0),
        ({"rule": "threshold"}, "0.8", "1", True, 10),
        ({"rule": "steps", "steps": STEPS}, "0.8", "1", True, 10),
        ({"rule": "steps", "steps": STEPS}, "0.79", "79/80", False, 4),
        ({"rule": "steps", "steps": STEPS}, "0", "0", False, 1),
        ({"rule": "steps", "steps": STEPS[:1]}, "0.5", "5/8", False, 0),  # no step at all
    ],
)
def test_points_follow_the_rule_of_the_target(parts, value, attainment, met, points):
    made = target(**{**parts, "points": 10})
    assert made.earned(Fraction(value), attainment=Fraction(attainment), met=met) == Fraction(points)


def test_a_goal_holds_until_the_next_and_not_before_the_first():
    made = target(goal={2023: "50%", 2025: "100%"})
    found = [made.goal_in(year) for year in (2022, 2023, 2024, 2025, 2030)]
    assert [goal and goal.value for goal in found] == [None, Fraction(1, 2), Fraction(1, 2), 1, 1]
    assert [goal.value for goal in made.goals] == [Fraction(1, 2), 1]
    assert target(goal="80%").goal_in(1900).value == Fraction(4, 5)


def test_less_is_better_where_the_goal_lies_below_the_floor():
    made = target(goal="5%", floor="20%")
    assert made.lower_is_better(made.goal)
    made = target(goal="80%", floor="20%")
    assert not made.lower_is_better(made.goal)


def test_what_counts_cases_is_a_ratio_however_its_goal_is_written():
    assert target(goal=0.8).goal == target(goal="80%").goal
    assert [goal.percent for goal in target(goal={2022: 0.5, 2023: 0.8}).goals] == [True, True]
    assert not target(goal=4, source="bao_cao_don_vi").goal.percent


def test_a_target_is_given_to_all_or_to_those_it_names():
    assert target().assigned_to("Z")
    assert [target(units=["A", "B"]).assigned_to(unit) for unit in "ABC"] == [True, True, False]


@pytest.mark.parametrize(
    ("parts", "is_stock"),
    [
        ({}, False),
        ({"source": "can_bo", "success": {"is_female": True}}, True),
        ({"source": "bao_cao_don_vi"}, False),
        ({"source": "bao_cao_don_vi", "nature": "stock"}, True),
        ({"source": "du_lieu_mo", "success": {"required": True}, "nature": "flow"}, False),
    ],
)
def test_a_target_is_a_stock_where_its_source_has_no_date(parts, is_stock):
    assert target(**parts).is_stock is is_stock


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ({"goal": "50%", "floor": "50%"}, "mức giao không được bằng floor"),
        ({"goal": {2022: "50%", 2023: "80%"}, "floor": "50%"}, "mức giao không được bằng floor"),
        ({"rule": "steps"}, "khi và chỉ khi rule: steps"),
        ({"rule": "steps", "steps": [{"from": "0%", "points": 2}]}, "điểm không quá points"),
        ({"source": "bao_cao_don_vi", "success": {"signed": True}}, "không có điều kiện hay ngày"),
        ({"source": "bao_cao_don_vi", "date": "issued_at"}, "không có điều kiện hay ngày"),
        ({"success": None}, "thiếu điều kiện của tử số"),
    ],
)
def test_a_target_that_contradicts_itself_is_refused(parts, problem):
    whole = {"id": "T", "name": "T", "goal": "80%", "source": "van_ban", "success": {"signed": True}, "points": 1}
    assert problem in said(type(target()), **{**whole, **parts})


def test_bands_differ_by_their_edges():
    bands = [{"name": "Tốt", "from": 80}, {"name": "Khá", "from": 50}, {"name": "Đạt", "from": 80}]
    with pytest.raises(ValidationError, match="hai mức xếp loại cùng một ngưỡng"):
        Plan.model_validate(plan(scoring={"bands": bands}))
    assert len(Plan.model_validate(plan(scoring={"bands": bands[:2]})).scoring.bands) == 2


@pytest.mark.parametrize(
    ("quota", "among", "places"),
    [(None, 40, None), (3, 40, 3), (0, 40, 0), ("10%", 12, 1), ("10%", 9, 0), ("10%", 20, 2)],
)
def test_a_quota_is_a_number_or_a_share_rounded_down(quota, among, places):
    assert Award(id="a", name="A", kind="collective", quota=quota).places(among) == places


def test_an_award_that_cannot_be_meant_says_both_faults():
    problem = said(Award, id="a", name="A", kind="collective", quota=2.5, vote=80)
    assert "phải là số nguyên không âm" in problem and '"vote: 80%"' in problem


def test_the_items_of_a_plan_come_in_its_order_and_targets_are_found_by_id():
    made = Plan.model_validate(
        plan(contents=[{"id": "ND1", "name": "n", "points": 4}], actions=[{"id": "BP1", "name": "b", "points": 2}])
    )
    assert [item.id for item in made.items] == ["T1", "ND1", "BP1"]
    assert made.target("T1") is made.targets[0]
    with pytest.raises(StopIteration):
        made.target("ND1")
    assert '<th scope="row">ND1</th><td>n</td><td>4</td>' in made._repr_html_()


def test_a_plan_is_frozen_and_knows_no_other_keys():
    made = Plan.model_validate(plan())
    with pytest.raises(ValidationError):
        made.targets = ()
    assert "extra_forbidden" in said(Plan, **plan(), owner="x")
