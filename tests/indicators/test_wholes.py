"""Figures that are no sum of rows, worked out by hand."""

from fractions import Fraction

import pytest
from counting_of import BLOCKED, MISSING, NONE, NOT_ASSIGNED, counts, made_plan

from toolkit.indicators.model import Count
from toolkit.indicators.wholes import ratio_counts, ratio_of
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
