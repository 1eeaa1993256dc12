"""What the years of a range say together: worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from years import together, year

from toolkit.indicators.model import Causes, Count, FollowUp


def said(numerator=None, denominator=None, state="ok"):
    return Count(state, *(None if n is None else Fraction(n) for n in (numerator, denominator)))


@pytest.mark.parametrize(
    ("target", "official", "own", "expected"),
    [
        ("F", [(1, 10), (2, 10), (3, 4)], [said(5, 10), said(6, 10), said(4, 4)], said(15, 24)),
        ("F", [(1, 10), (2, 10), (3, 4)], [None, said(6, 10), None], said(10, 24)),  # else the official count stands
        ("F", [(1, 10), (2, 10), (3, 4)], [said(state="missing"), said(6, 10), None], said(10, 24)),
        ("F", [(1, 10), (2, 10), (3, 4)], [None, None, None], None),
        ("F", [(1, 10), (2, 10), (3, 4)], [said(state="missing"), None, None], None),
        ("F", [(1, 10), (2, 10), (3, 4)], [said(state="blocked"), None, None], said(state="blocked")),
        (
            "F",
            ["not_assigned", (2, 10), (3, 4)],
            [said(9, 9), None, None],
            None,
        ),  # where it was not given it counts for nothing
        ("S", [(1, 10), (2, 10), (3, 4)], [said(5, 10), said(6, 10), said(4, 4)], said(4, 4)),
        ("S", [(1, 10), (2, 10), (3, 4)], [said(5, 10), said(6, 10), None], None),
        ("F", ["not_assigned"] * 3, [None] * 3, None),
    ],
)
def test_the_figures_that_a_unit_claims_are_summed_like_the_official_ones(target, official, own, expected):
    years = [
        year(y, {target: {"A": figures}}, claimed={("A", target): claim} if claim else {})
        for y, figures, claim in zip((2022, 2023, 2024), official, own)
    ]
    e = together(*years)
    assert e.claimed == ({} if expected is None else {("A", target): expected})
    # Of F the goal is 80%: 15 of 24 earn 7,8125 of 10 points. Of S it is 100%.
    earned = {said(15, 24): Fraction(125, 16), said(10, 24): Fraction(125, 24), said(4, 4): 10}
    assert e.item("A", target).self_points == earned.get(expected)
    assert e.item("A", target).self_blocked == (expected == said(state="blocked"))


def test_what_is_left_to_do_is_of_every_year_of_a_flow_and_of_the_last_of_a_stock():
    def left(*rows):
        return {"follow_up": tuple(FollowUp(u, t, Fraction(1), n, ids, ids) for u, t, n, ids in rows)}

    figures = {"F": {"A": (1, 2), "B": "missing"}, "S": {"A": (1, 2)}}
    e = together(
        year(2022, figures, **left(("A", "F", 1, ("f2",)), ("A", "S", 5, ("s1",)))),
        year(2023, figures),
        year(2024, figures, **left(("A", "F", 3, ("f3", "f1")), ("A", "S", 1, ("s2",)), ("B", "F", 9, ("x",)))),
    )
    # F of A: 3 of 6 against 80%: 4,8, so 5 have to be met, 2 more. S: 1 of 2 against all. B has no figure.
    assert e.follow_up == (
        FollowUp("A", "F", Fraction(2), 4, ("f1", "f2", "f3"), ("f1", "f2", "f3")),
        FollowUp("A", "S", Fraction(1), 1, ("s2",), ("s2",)),
        FollowUp("B", "F", None, 0, ()),
    )


def test_the_causes_of_a_flow_are_those_of_every_year_and_of_a_stock_those_of_the_last():
    def causes(*rows):
        return {"causes": tuple(Causes(unit, target, patterns) for unit, target, patterns in rows)}

    figures = {"F": {"A": (1, 4), "B": (2, 2)}, "S": {"A": (1, 2)}}
    e = together(
        year(2022, figures, **causes(("A", "F", ((".x", 1), ("xx", 2))), ("A", "S", (("x.", 1),)))),
        year(2023, figures, **causes(("A", "S", (("xx", 1),)))),
        year(2024, figures, **causes(("A", "F", ((".x", 3),)), ("A", "S", ((".x", 1),)))),
    )
    assert e.causes == (Causes("A", "F", ((".x", 4), ("xx", 2))), Causes("A", "S", ((".x", 1),)))


def test_of_many_cases_a_thousand_are_named_and_all_are_counted():
    rows = (FollowUp("A", "F", Fraction(1), 700, tuple(f"f{n:04}" for n in range(700)), ("x",) * 700),)
    e = together(*(year(y, {"F": {"A": (1, 900)}}, follow_up=rows) for y in (2022, 2023, 2024)))
    (each,) = e.follow_up
    assert (each.uncounted, len(each.case_ids), each.case_ids[0], each.case_ids[-1]) == (2100, 1000, "f0000", "f0333")


def test_a_source_has_come_whole_only_where_it_has_in_each_year():
    order = ("blocked", "missing", "ok", "no_cases", "not_assigned")
    for worse, better in zip(order, order[1:]):
        e = together(
            year(2022, deliveries={("A", "van_ban"): better}),
            year(2023, deliveries={("A", "van_ban"): worse, ("B", "van_ban"): "ok"}),
            year(2024, deliveries={("A", "van_ban"): better}),
        )
        assert e.deliveries == {("A", "van_ban"): worse, ("B", "van_ban"): "ok"}
