"""From counts to indicators: the agency out of its units, in every combination of states."""

from dataclasses import replace

import pytest
from counting_of import BLOCKED, MISSING, NONE, NOT_ASSIGNED, YEAR, counts, indicators_of, made_plan
from tables import target

from toolkit.indicators.building import build_indicators
from toolkit.indicators.judging import goals_in
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


# Units above units, figures of few rows, what units say themselves ---------------------------------------------------

TREE = [Unit("P", "P"), Unit("A", "A", parent="P"), Unit("B", "B", parent="P"), Unit("D", "D")]


def shown(found, *units):
    return [(found[u].state, found[u].numerator, found[u].denominator) for u in units]


def in_tree(counted, *, asked=None, **more):
    asked = asked or target()
    plan = made_plan(asked)
    every = build_indicators(plan, units=TREE, counts=counted, goals=goals_in(plan, period=YEAR, units=TREE), **more)
    return {each.unit: each for each in every}


def test_a_unit_above_others_has_the_total_of_all_of_them_and_its_own():
    found = in_tree(of(P=counts(1, 1), A=counts(1, 2), B=counts(2, 3), D=counts(0, 4)))
    assert shown(found, "SO", "P", "A", "B", "D") == [("ok", 4, 10), ("ok", 4, 6), ("ok", 1, 2), ("ok", 2, 3), ("ok", 0, 4)]  # fmt: skip
    assert [(found[u].delivered, found[u].expected) for u in ("SO", "P", "A")] == [(4, 4), (3, 3), (0, 0)]
    silent = in_tree(of(P=MISSING, A=counts(1, 2), B=MISSING, D=counts(0, 4)))
    # P owes nothing of its own; B does.
    assert shown(silent, "SO", "P") == [("partial", 1, 6), ("partial", 1, 2)]
    assert [(silent[u].delivered, silent[u].expected) for u in ("SO", "P")] == [(2, 3), (1, 2)]


def test_a_target_that_is_given_to_the_unit_above_alone_counts_what_lies_below_it():
    counted = of(P=counts(1, 1), A=counts(1, 2), B=NONE, D=counts(0, 4))
    found = in_tree(counted, asked=target(units=["P"]))
    assert shown(found, "SO", "P") == [("ok", 2, 3)] * 2
    assert [found[u].state for u in "ABD"] == ["not_assigned"] * 3
    below = in_tree(counted, asked=target(units=["A"]))
    assert shown(below, "SO", "P", "A") == [("ok", 1, 2)] * 3
    assert [below[u].state for u in "BD"] == ["not_assigned"] * 2


def test_a_figure_of_too_few_rows_is_none_but_its_rows_count_above():
    few = {key: replace(count, rows=int(count.denominator)) for key, count in of(P=NONE, A=counts(1, 2), B=counts(3, 3), D=counts(4, 5)).items()}  # fmt: skip
    found = in_tree(few, asked=target(at_least_rows=5))
    assert shown(found, "P", "D") == [("ok", 4, 5), ("ok", 4, 5)]
    assert [found[u].state for u in "AB"] == ["blocked", "blocked"]
    assert shown(found, "SO") == [("ok", 8, 10)]
    assert [in_tree(few, asked=target(at_least_rows=n))["SO"].state for n in (10, 11)] == ["ok", "blocked"]


def test_what_a_unit_says_is_told_where_the_systems_have_nothing_of_it():
    counted = of(P=MISSING, A=MISSING, B=counts(1, 1), D=MISSING)
    claimed = of(P=counts(9, 9), A=counts(1, 3), B=counts(2, 2), D=BLOCKED)
    found = in_tree(counted, claimed=claimed)
    assert {unit: each.reported for unit, each in found.items() if each.reported} == {"A": counts(1, 3)}
    assert found["A"].state == "missing"
    nothing = in_tree(of(P=NONE, A=MISSING, B=NONE, D=MISSING), claimed=of(D=NONE))
    assert {unit: each.reported for unit, each in nothing.items() if each.reported} == {"D": NONE}


def test_the_agency_tells_how_many_figures_are_reported():
    own = replace(counts(1, 2), from_unit=True)
    counted = of(P=NONE, A=own, B=counts(1, 1), D=replace(NONE, from_unit=True))
    found = in_tree(counted, asked=target(fallback="bao_cao_don_vi"))
    assert [found[u].reporting for u in ("SO", "A", "B", "D")] == [2, 1, 0, 1]
    silent = in_tree(of(P=NONE, A=replace(MISSING, from_unit=True), B=counts(1, 1), D=NONE))
    assert silent["SO"].reporting == 0


def test_what_is_no_sum_is_taken_from_the_whole():
    """A median, say: that of all is neither the sum nor the mean of the medians."""
    wholes = {("SO", "T"): counts(7, 1), ("P", "T"): counts(5, 1)}
    found = in_tree(of(P=NONE, A=counts(4, 1), B=counts(6, 1), D=counts(9, 1)), wholes=wholes)
    assert shown(found, "SO", "P", "A") == [("ok", 7, 1), ("ok", 5, 1), ("ok", 4, 1)]
    part = in_tree(of(P=NONE, A=counts(4, 1), B=MISSING, D=counts(9, 1)), wholes=wholes)
    assert shown(part, "SO", "P") == [("partial", 7, 1), ("partial", 5, 1)]
