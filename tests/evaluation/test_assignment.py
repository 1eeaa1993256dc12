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


def test_every_receiver_is_given_the_target_once_in_the_order_of_the_codes():
    moves = [Transfer("A", unit, date(2024, 7, 1), frozenset({f"TT{n}"})) for n, unit in enumerate("HGFEDCB", 1)]
    units = [Unit(id, f"Phòng {id}") for id in "ABCDEFGH"]
    first = plan()["targets"][0] | {"units": ["A", "C"], "source": "ho_so_tthc", "success": {"online_result": True}}
    made = Plan.model_validate(plan(targets=[first]))
    found = given_on(made, Structure(units, moves, day=DAY)).targets[0].units
    assert found == ("A", "C", "B", "D", "E", "F", "G", "H")


def test_a_target_of_all_is_of_no_unit_whose_code_is_a_letter_of_that_word():
    units = [Unit("a", "Phòng a"), Unit("C", "Phòng C")]
    made = Plan.model_validate(plan())
    assert given_on(made, Structure(units, [Transfer("a", "C", date(2024, 7, 1))], day=DAY)).targets[0].units == "all"


def test_a_ratio_goes_with_services_where_one_of_its_sides_counts_them():
    sides = {
        "source": None,
        "success": None,
        "measure": {
            "ratio": {
                "of": {"source": "van_ban", "measure": "count"},
                "to": {"source": "ho_so_tthc", "measure": "count"},
            }
        },
    }
    moved = Transfer("A", "C", date(2024, 7, 1), frozenset({"TT1"}))
    first = {k: v for k, v in (plan()["targets"][0] | {"units": ["A"], "goal": 2} | sides).items() if v is not None}
    made = Plan.model_validate(plan(targets=[first]))
    assert given_on(made, Structure(UNITS, [moved], day=DAY)).targets[0].units == ("A", "C")
