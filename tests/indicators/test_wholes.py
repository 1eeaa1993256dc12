"""Figures that are no sum of rows, worked out by hand."""

from fractions import Fraction

import pytest
from counting_of import BLOCKED, IN, MISSING, NONE, NOT_ASSIGNED, counts, figures, made_plan
from tables import BAD, table, target

from toolkit.indicators.model import Count
from toolkit.indicators.wholes import own_counts, ratio_counts, ratio_of
from toolkit.plan import Target
from toolkit.units.model import Unit

SIDES = {"of": {"source": "van_ban", "measure": "count"}, "to": {"source": "dieu_hanh", "measure": "count"}}
RATIO = Target.model_validate({"id": "T", "name": "T", "goal": 2, "points": 1, "measure": {"ratio": SIDES}})


@pytest.mark.parametrize(
    ("of", "to", "expected"),
    [
        (counts(3, 1), counts(2, 1), counts(3, 2)),  # sums as they are
        (counts(3, 4), counts(1, 2), Count("ok", Fraction(3, 4), Fraction(1, 2))),  # values of means
        (counts(0, 1), counts(2, 1), counts(0, 2)),
        (counts(3, 1), counts(0, 1), NONE),  # of nothing there is no ratio
        (NONE, counts(2, 1), NONE),
        (MISSING, NONE, MISSING),
        (NOT_ASSIGNED, MISSING, MISSING),
        (BLOCKED, MISSING, BLOCKED),
        (counts(3, 1), NOT_ASSIGNED, NOT_ASSIGNED),
    ],
)
def test_a_ratio_of_two_counts_takes_the_worst_of_their_states(of, to, expected):
    assert ratio_of(RATIO, of, to) == expected


def test_a_ratio_is_counted_for_every_unit_and_rows_of_nobody_leave_it_unknown():
    of, to = (part.id for part in RATIO.parts)
    counted = {("A", of): counts(3, 1), ("A", to): counts(2, 1), (None, of): NONE, (None, to): counts(1, 1)}
    made = ratio_counts(made_plan(RATIO), [Unit("A", "A")], counted)
    assert made == {("A", "T"): counts(3, 2), (None, "T"): counts(1, 1)}
    blocked = ratio_counts(made_plan(RATIO), [Unit("A", "A")], {**counted, (None, of): BLOCKED})
    assert blocked[None, "T"] == BLOCKED


# What all make together, of rows -------------------------------------------------------------------------------------

DISTINCT = Target.model_validate(
    {"id": "D", "name": "D", "goal": 2, "points": 1, "source": "van_ban", "measure": {"distinct": "document_id"}, "population": {"electronic": True}}
)  # fmt: skip


def documents(**by_unit):
    """Documents by unit: their ids; an id in capitals is of a document of which nobody can tell whether it counts."""
    return table(
        "van_ban",
        *(
            {"unit": unit, "issued_at": IN, "document_id": id.lower(), "electronic": BAD if id.isupper() else "true"}
            for unit, ids in by_unit.items()
            for id in ids
        ),
    )


def test_different_values_of_all_are_no_sum_of_those_of_the_units():
    found, _ = figures(documents(A="xyy", B="yz"), targets=[DISTINCT])
    assert {unit: found.counts[unit, "D"] for unit in "ABC"} == {"A": counts(2, 1), "B": counts(2, 1), "C": counts(0, 1)}  # fmt: skip
    assert found.wholes == {("SO", "D"): counts(3, 1)}  # x, y, z
    assert found.wholes["SO", "D"].rows == 5


def test_who_cannot_be_counted_is_not_in_the_whole():
    found, _ = figures(documents(A="xy", B="zV"), targets=[DISTINCT])
    assert (found.counts["A", "D"], found.counts["B", "D"]) == (counts(2, 1), BLOCKED)
    assert found.wholes == {("SO", "D"): counts(2, 1)}
    given, _ = figures(documents(A="xy", B="z", C="w"), targets=[DISTINCT.model_copy(update={"units": ("A", "B")})])
    assert given.wholes == {("SO", "D"): counts(3, 1)}
    nothing, _ = figures(table("van_ban"), targets=[DISTINCT])
    assert nothing.wholes == {("SO", "D"): MISSING}


def test_the_whole_of_those_below_a_unit_is_theirs_and_its_own():
    valid = {"A": {"parent": "P"}, "B": {"parent": "P"}}
    found, _ = figures(documents(P="u", A="xy", B="yz", D="w"), targets=[DISTINCT, target()], units="PABD", valid=valid)
    assert found.wholes == {("SO", "D"): counts(5, 1), ("P", "D"): counts(4, 1)}  # nothing of T, which is a sum
    above, _ = figures(documents(P="u", A="xy", B="yz", D="w"), targets=[DISTINCT.model_copy(update={"units": ("P",)})], units="PABD", valid=valid)  # fmt: skip
    assert above.wholes == {("SO", "D"): counts(4, 1), ("P", "D"): counts(4, 1)}


def test_a_ratio_of_all_is_that_of_their_sums():
    meetings = table("dieu_hanh", *({"unit": unit, "date": IN} for unit in "AABBB"))
    found, _ = figures(documents(A="xyz", B="v"), meetings, targets=[RATIO])
    assert [found.counts[unit, "T"] for unit in "ABC"] == [counts(3, 2), counts(1, 3), NONE]
    assert found.wholes == {("SO", "T"): counts(4, 5)}


def test_what_is_given_to_a_unit_is_given_to_those_below_it_and_to_no_others():
    units = [Unit("P", "P"), Unit("A", "A", parent="P"), Unit("B", "B", parent="P"), Unit("D", "D")]
    counted = {(unit.id, "T"): counts(1, 1) for unit in units} | {("P", "T"): MISSING}

    def given_to(*asked):
        own = own_counts(target(units=list(asked)), units, counted, below={"P": ("A", "B")})
        return "".join(unit for unit, count in own.items() if count != NOT_ASSIGNED)

    assert [given_to("P"), given_to("A"), given_to("D", "A"), given_to("D")] == ["AB", "A", "AD", "D"]
    assert own_counts(target(), units, counted | {("A", "T"): MISSING}, below={"P": ("A", "B")})["A"] == MISSING


def test_only_rows_of_the_population_and_the_period_have_values():
    rows = [{"unit": "A", "issued_at": IN, "document_id": id, "electronic": "true"} for id in "xy"]
    others = [rows[0] | {"document_id": "u", "electronic": "false"}, rows[0] | {"document_id": "v", "issued_at": "2023-02-01"}]  # fmt: skip
    found, _ = figures(table("van_ban", *rows, *others), targets=[DISTINCT])
    assert (found.counts["A", "D"], found.wholes["SO", "D"]) == (counts(2, 1), counts(2, 1))
