"""Who has which targets once units have come together."""

from __future__ import annotations

from datetime import date

from small import plan

from toolkit.evaluation.assignment import given_on
from toolkit.plan import Plan
from toolkit.units.model import Unit
from toolkit.units.structure import Structure, Transfer

UNITS = [Unit(id, f"Phòng {id}") for id in "ABC"]
DAY = date(2024, 12, 31)


def given(*transfers, units=("A",), **target):
    first = plan()["targets"][0] | {"units": units} | target
    made = Plan.model_validate(plan(targets=[first]))
    return given_on(made, Structure(UNITS, transfers, day=DAY)).targets[0].units


def test_a_target_goes_with_what_was_another_units():
    assert given(Transfer("A", "C", date(2024, 7, 1))) == ("A", "C")


def test_a_target_of_all_stays_one_of_all_and_without_a_transfer_nothing_changes():
    assert given(Transfer("A", "C", date(2024, 7, 1)), units="all") == "all"
    assert given() == ("A",)


def test_a_service_takes_along_the_targets_that_count_services_and_no_others():
    moved = Transfer("A", "C", date(2024, 7, 1), frozenset({"TT1"}))
    assert given(moved) == ("A",)
    by_service = {"source": "ho_so_tthc", "success": {"online_result": True}}
    assert given(moved, **by_service) == ("A", "C")
