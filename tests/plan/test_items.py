"""Which points an item may have."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from pydantic import ValidationError
from small import plan

from toolkit.plan import Item
from toolkit.plan.loader import plan_of
from toolkit.plan.showing import plan_text


def made(**keys):
    return Item.model_validate({"id": "N", "name": "N", **keys})


@pytest.mark.parametrize(
    ("keys", "allowed", "refused", "maximum"),
    [
        ({"points": 4}, (0, "3/2", 4), (-1, 5), 4),
        ({"points": 4, "rule": "threshold"}, (0, 4), (2, 5), 4),
        ({"points": 4, "rule": "pass_fail"}, (0, 4), (2, -4), 4),
        ({"points": 4, "rule": "steps", "steps": [1, 2]}, (0, 1, 2), (3, 4), 4),
        ({"rule": "deduct", "at_most": 5}, (-5, "-1/2", 0), (1, -6), 0),
        ({"points": 4, "bonus": True}, (0, 4), (-1, 5), 0),
    ],
)
def test_the_points_that_an_item_may_have(keys, allowed, refused, maximum):
    item = made(**keys)
    assert all(item.allows(Fraction(points)) for points in allowed)
    assert not any(item.allows(Fraction(points)) for points in refused)
    assert item.maximum == maximum


@pytest.mark.parametrize(
    "keys",
    [
        {},
        {"points": 4, "at_most": 1},
        {"points": 4, "rule": "deduct", "at_most": 1},
        {"rule": "deduct"},
        {"rule": "deduct", "at_most": 2, "bonus": True},
        {"points": 4, "rule": "steps"},
        {"points": 4, "steps": [1]},
        {"points": 4, "counts": "survey"},
        {"points": 4, "bonus": "Có"},
    ],
)
def test_keys_that_do_not_go_together_are_refused(keys):
    with pytest.raises(ValidationError):
        made(**keys)


def test_an_item_is_asked_from_its_year_on():
    item = Item.model_validate({"id": "N", "name": "n", "points": 5, "from": 2025})
    assert [item.is_asked(year) for year in (2024, 2025, 2026)] == [False, True, True]
    assert Item.model_validate({"id": "N", "name": "n", "points": 5}).is_asked(1999)
    made = plan(contents=[{"id": "N", "name": "n", "points": 5, "from": 2025}])
    read = plan_of(json.dumps(made), name="x")
    assert plan_of(plan_text(read), name="x") == read and "from: 2025" in plan_text(read)
