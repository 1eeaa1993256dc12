"""From counts to indicators: the agency out of its units, in every combination of states."""

import pytest
from counting_of import BLOCKED, MISSING, NONE, NOT_ASSIGNED, YEAR, counts, indicators_of
from tables import target

from toolkit.indicators.model import Count
from toolkit.units.model import Unit


def built(counted, *, asked=None, units="ABC", period=YEAR):
    asked = asked or target()
    every = indicators_of(asked, units=[Unit(id, id) for id in units], period=period, counts=counted)
    return {each.unit: each for each in every}


def of(**by_unit):
    return {(None if unit == "nobody" else unit, "T"): count for unit, count in by_unit.items()}


@pytest.mark.parametrize(
    ("counted", "total", "delivered", "expected"),
    [
        (of(A=counts(1, 2), B=counts(2, 2), C=NONE), counts(3, 4), 3, 3),
        (of(A=NONE, B=NONE, C=NONE), NONE, 3, 3),
        (of(A=counts(1, 2), B=MISSING, C=NONE), counts(1, 2, "partial"), 2, 3),
        (of(A=counts(1, 2), B=BLOCKED, C=NOT_ASSIGNED), counts(1, 2, "partial"), 1, 2),
        (of(A=NONE, B=MISSING, C=NOT_ASSIGNED), MISSING, 1, 2),
        (of(A=NONE, B=MISSING, C=BLOCKED), BLOCKED, 1, 3),
        (of(A=MISSING, B=MISSING, C=MISSING), MISSING, 0, 3),
        (of(A=NOT_ASSIGNED, B=NOT_ASSIGNED, C=NOT_ASSIGNED), NOT_ASSIGNED, 0, 0),
        (of(A=counts(1, 2), B=NOT_ASSIGNED, C=NOT_ASSIGNED), counts(1, 2), 1, 1),
        (of(A=counts(1, 2), B=NONE, C=NONE, nobody=counts(0, 1)), BLOCKED, 3, 3),
        (of(A=counts(1, 2), B=NONE, C=NONE, nobody=NONE), counts(1, 2), 3, 3),
        (of(A=counts(1, 2), B=NONE, C=NONE, nobody=BLOCKED), BLOCKED, 3, 3),
        (of(A=NOT_ASSIGNED, B=NOT_ASSIGNED, C=NOT_ASSIGNED, nobody=BLOCKED), NOT_ASSIGNED, 0, 0),
    ],
)
def test_the_agency_is_the_sum_of_those_who_delivered(counted, total, delivered, expected):
    agency = built(counted)["SO"]
    assert Count(agency.state, agency.numerator, agency.denominator) == total
    assert (agency.delivered, agency.expected) == (delivered, expected)


def test_indicators_come_by_target_the_agency_first():
    every = indicators_of(
        target("T"),
        target("U"),
        units=[Unit(id, id) for id in "BA"],
        counts={(unit, id): NONE for unit in "AB" for id in "TU"},
    )
    assert [(each.target, each.unit) for each in every] == [(t, u) for t in "TU" for u in ("SO", "B", "A")]
    assert [(each.delivered, each.expected) for each in every[:3]] == [(2, 2), (0, 0), (0, 0)]


def test_a_target_that_is_not_given_counts_for_nobody():
    found = built(of(A=counts(1, 2), B=counts(2, 2), C=NONE), asked=target(units=["A"]))
    assert {unit: each.state for unit, each in found.items()} == {
        "SO": "ok",
        "A": "ok",
        "B": "not_assigned",
        "C": "not_assigned",
    }
    assert (found["SO"].numerator, found["SO"].denominator, found["SO"].expected) == (1, 2, 1)
    before = built(of(A=counts(1, 2), B=NONE, C=NONE), asked=target(goal={2025: "80%"}))
    assert {each.state for each in before.values()} == {"not_assigned"}
    assert {each.goal for each in before.values()} == {None}
