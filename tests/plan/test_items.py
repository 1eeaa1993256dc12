"""Which points an item may have."""

from __future__ import annotations

from fractions import Fraction

import pytest
from pydantic import ValidationError

from toolkit.plan import Item


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
