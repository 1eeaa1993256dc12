"""Bands by points and by what they require, worked out by hand; no gate is passed on nothing."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import plan

from toolkit.plan import Plan
from toolkit.scoring.bands import band_of
from toolkit.scoring.model import ItemScore
from toolkit.scoring.totals import total

BANDS = [{"name": name, "from": edge} for name, edge in (("Khá", 50), ("Tốt", 80), ("Kém", 10))]
CRITERIA = [{"id": f"N{n}", "name": f"N{n}", "points": 1, "rule": "pass_fail"} for n in (1, 2, 3)]
GATED = [
    {"name": "Đạt chuẩn", "requires": {"met": "all"}},
    {"name": "Cơ bản", "requires": {"met": 2, "section": {"P": "60%"}}},
    {"name": "Bắt đầu", "from": 30, "requires": {"met": ["N1"]}},
    {"name": "Chưa", "from": 0},
]


def made(bands, **section):
    return Plan.model_validate(
        plan(
            targets=[],
            sections=[{"id": "P", "name": "P", "items": CRITERIA, **section}],
            scoring={"bands": bands},
        )
    )


def items_of(*points):
    """Points of 1 of the three criteria; None: it has left the maximum."""
    return [
        ItemScore("A", f"N{n}", "ok", Fraction(p), Fraction(1), None, met=p == 1)
        if p is not None
        else ItemScore("A", f"N{n}", "not_assigned", None, None, None)
        for n, p in enumerate(points, 1)
    ]


def band(rules, *points):
    items = items_of(*points)
    whole = total(rules, items)
    return band_of(rules, score=whole.score(2), items=items, total=whole)


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        ("80", "Tốt"),
        ("79.99", "Khá"),
        ("50", "Khá"),
        ("49.99", "Kém"),
        ("10.00", "Kém"),
        ("9.99", ""),
        ("0", ""),
        (None, ""),
    ],
)
def test_a_band_holds_its_lower_edge_whatever_the_order_of_the_bands(score, expected):
    own = None if score is None else Decimal(score)
    for bands in (BANDS, BANDS[::-1]):
        rules = Plan.model_validate(plan(scoring={"bands": bands}))
        assert band_of(rules, score=own, items=[], total=total(rules, [])) == (expected, ())


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ((1, 1, 1), "Đạt chuẩn"),
        ((1, 1, 0), "Cơ bản"),  # 2 of 3 points are 66,7%
        ((1, 1, None), "Cơ bản"),  # what is not assigned is not met, though 2 of 2 points are all
        ((1, 0, None), "Bắt đầu"),
        ((1, 0, 0), "Bắt đầu"),  # 33,33 points
        ((0, 1, 0), "Chưa"),
        ((0, 0, 0), "Chưa"),
        ((None, None, None), ""),  # no score, no band
    ],
)
def test_the_first_band_that_holds_is_a_units(points, expected):
    assert band(made(GATED), *points) == (expected, ())


def test_a_section_below_its_least_holds_the_band_back():
    rules = made(BANDS, at_least="70%", **{"else": {"band_at_most": "Khá"}})
    assert band(rules, 1, 1, 1) == ("Tốt", ())
    assert band(rules, 1, 1, 0) == ("Khá", ())  # 66,67 points are no more than Khá by themselves
    higher = made(
        [{"name": "Tốt", "from": 60}, {"name": "Khá", "from": 0}], at_least="70%", **{"else": {"band_at_most": "Khá"}}
    )
    assert band(higher, 1, 1, 0) == ("Khá", ("P",))


@given(st.lists(st.sampled_from([0, 1, None]), min_size=3, max_size=3))
def test_a_gate_is_never_passed_on_nothing(points):
    rules = made(GATED)
    found, _ = band(rules, *points)
    met = sum(point == 1 for point in points)
    assert (found == "Đạt chuẩn") == (met == 3)
    assert found != "Cơ bản" or met >= 2
    assert found != "Bắt đầu" or points[0] == 1


def test_of_several_sections_below_their_least_the_lowest_band_holds():
    bands = [{"name": name, "from": edge} for name, edge in (("Tốt", 60), ("Khá", 40), ("Kém", 0))]
    sections = [
        {"id": id, "name": id, "items": [each], "at_least": "70%", "else": {"band_at_most": cap}}
        for id, each, cap in zip("PQR", CRITERIA, ("Khá", "Kém", "Khá"))
    ]
    rules = Plan.model_validate(plan(targets=[], sections=sections, scoring={"bands": bands}))
    assert band(rules, 1, 1, 1) == ("Tốt", ())
    assert band(rules, 0, 1, 1) == ("Khá", ("P",))  # 66,67 points would be Tốt
    assert band(rules, 1, 0, 1) == ("Kém", ("Q",))
    assert band(rules, 0, 0, 1) == ("Kém", ())  # 33,33 points are no more by themselves
    heavy = [each | {"points": points} for each, points in zip(CRITERIA, (1, 1, 8))]
    most = Plan.model_validate(
        plan(
            targets=[],
            sections=[each | {"items": [item]} for each, item in zip(sections, heavy)],
            scoring={"bands": bands},
        )
    )
    points = [("N1", 0, 1), ("N2", 0, 1), ("N3", 8, 8)]
    items = [ItemScore("A", id, "ok", Fraction(got), Fraction(of), None, met=got == of) for id, got, of in points]
    whole = total(most, items)  # 80 of 100, but P lets it be no more than Khá, Q no more than Kém
    assert band_of(most, score=whole.score(2), items=items, total=whole) == ("Kém", ("P", "Q"))


def test_bonuses_and_deductions_are_no_criteria():
    bands = [{"name": "Đạt", "requires": {"met": "all"}}, {"name": "Gần", "requires": {"met": 2}}, {"name": "Chưa", "from": 0}]  # fmt: skip
    more = [{"id": "X", "name": "X", "points": 1, "bonus": True}, {"id": "O", "name": "O", "rule": "deduct", "at_most": 1}]  # fmt: skip
    rules = Plan.model_validate(
        plan(targets=[], sections=[{"id": "P", "name": "P", "items": [*CRITERIA, *more]}], scoring={"bands": bands})
    )

    def named(*points, bonus, off):
        beside = [
            ItemScore("A", "X", "ok", Fraction(bonus), Fraction(0), None, met=bonus == 1),
            ItemScore("A", "O", "ok", Fraction(-off), Fraction(0), None, met=not off),
        ]
        items = [*items_of(*points), *beside]
        whole = total(rules, items)
        return band_of(rules, score=whole.score(2), items=items, total=whole)[0]

    assert named(1, 1, 1, bonus=0, off=1) == "Đạt"  # neither has to be met
    assert named(1, 1, 1, bonus=1, off=0) == "Đạt"
    assert named(1, 0, 0, bonus=1, off=0) == "Chưa"  # nor helps to the number


@pytest.mark.parametrize(("points", "expected"), [((1, 1, 0), "Cơ bản"), ((1, 0, 0), "Chưa"), ((None, 1, 0), "Chưa")])
def test_a_section_passes_with_exactly_its_share_and_never_with_nothing(points, expected):
    """N1 stands alone in P, N2 and N3 in Q: of Q one of two points is 50%. Where N1 is not assigned P has no share."""
    bands = [{"name": "Cơ bản", "requires": {"section": {"P": "100%", "Q": "50%"}}}, {"name": "Chưa", "from": 0}]
    sections = [{"id": "P", "name": "P", "items": CRITERIA[:1]}, {"id": "Q", "name": "Q", "items": CRITERIA[1:]}]
    rules = Plan.model_validate(plan(targets=[], sections=sections, scoring={"bands": bands}))
    assert band(rules, *points) == (expected, ())
