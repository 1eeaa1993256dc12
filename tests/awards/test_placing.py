"""In what order people stand: as the plan says, and without a word of it nobody before another."""

from __future__ import annotations

from decimal import Decimal

import pytest
from small import plan

from toolkit.awards.judging import judge_nominees
from toolkit.awards.model import Nominee, Person, Vote
from toolkit.awards.placing import Standing
from toolkit.plan import Plan
from toolkit.scoring.model import UnitScore

SCORES = {unit: UnitScore(unit, "", None, Decimal(score), 1, "") for unit, score in (("A", 90), ("B", 80))}
STANDING = Standing(units=2, scores=SCORES, ties={}, drawn={}, staffing={}, staff=None)


def person(id, unit, *, leader=False, woman=False, agree=9, trained: bool | None = True):
    flags = (("trained_data", trained),)
    vote = None if agree is None else Vote(9, agree, 0)
    return Nominee(id, "individual", unit, "cn", person=Person(unit, leader, woman, (), True, flags), vote=vote)


def placed(*nominees, **award):
    made = plan(awards=[{"id": "cn", "name": "Giấy khen", "kind": "individual", **award}])
    found = judge_nominees(Plan.model_validate(made), nominees, standing=STANDING)
    return {each.nominee.id: (each.rank, each.proposed) for each in found}


def test_without_an_order_nobody_stands_before_another_and_the_council_decides():
    assert placed(person("p1", "A"), person("p2", "B"), quota=1) == {"p1": (1, "council"), "p2": (1, "council")}
    assert placed(person("p1", "A"), person("p2", "B"), quota=2) == {"p1": (1, "yes"), "p2": (1, "yes")}


@pytest.mark.parametrize(
    ("order", "first"),
    [
        (["unit_score"], "p1"),
        (["vote", "unit_score"], "p2"),
        (["trained_data", "unit_score"], "p2"),
        (["direct"], "p2"),
        (["female"], "p1"),
    ],
)
def test_people_stand_by_what_the_plan_names_in_its_order(order, first):
    # p1: of the better unit, a leading woman, 8 of 9 votes, not trained; p2: a direct man, 9 of 9, trained
    one = person("p1", "A", leader=True, woman=True, agree=8, trained=False)
    two = person("p2", "B")
    other = {"p1": "p2", "p2": "p1"}[first]
    assert placed(one, two, order=order, quota=1) == {first: (1, "yes"), other: (2, "no")}


def test_priorities_decide_among_those_whom_the_order_leaves_equal():
    found = placed(
        person("p1", "A", leader=True), person("p2", "A"), order=["unit_score"], priority=["direct"], quota=1
    )
    assert found == {"p2": (1, "yes"), "p1": (2, "no")}


def test_whom_the_order_does_not_know_leaves_open_only_the_places_that_he_may_take():
    # one of three places may be p3's, whose vote nobody knows; p1 (9 of 9) has one whatever, p2 and p4 share what is left
    known = [person("p1", "A"), person("p2", "A", agree=8), person("p4", "A", agree=7)]
    found = placed(*known, person("p3", "A", agree=None), order=["vote"], quota=2)
    assert {id: proposed for id, (_, proposed) in found.items()} == {
        "p1": "yes",
        "p2": "council",
        "p3": "council",
        "p4": "no",
    }
    every = placed(*known, person("p3", "A", agree=None), order=["vote"], quota=4)
    assert {proposed for _, proposed in every.values()} == {"yes"}  # places for all: the order decides nothing
