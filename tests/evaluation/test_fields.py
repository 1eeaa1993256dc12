"""What an evaluation holds, as values: frozen, by themselves nothing, and the same after a way through another process."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, fields, replace

import pytest
from years import THREE, year

from toolkit.evaluation.fields import Fields, Neighbour, Neighbours
from toolkit.evaluation.results import Evaluation
from toolkit.periods import parse_period


def test_an_evaluation_adds_no_value_to_its_fields():
    assert [each.name for each in fields(Evaluation)] == [each.name for each in fields(Fields)]


def test_values_that_were_not_given_are_nothing():
    made = year(2024)
    assert (made.awards, made.follow_up, made.scenario, made.neighbours) == ((), (), "", Neighbours(None, None))
    assert (made.staff, made.as_was, made.decided, made.hides_people) == (None, None, None, False)


def test_nobody_changes_a_value_and_a_copy_with_another_is_another():
    made = year(2024)
    with pytest.raises(FrozenInstanceError):
        made.scenario = "x"
    other = replace(made, scenario="x")
    assert (made.scenario, other.scenario, other == made) == ("", "x", False)


def test_a_neighbour_says_who_stood_at_its_end_and_travels():
    beside = Neighbours(before=Neighbour(parse_period("2023"), frozenset(unit.id for unit in THREE)))
    assert beside.after is None
    assert pickle.loads(pickle.dumps(beside)) == beside
