"""Subtotals, sections with points of their own, gates, bonuses and deductions, worked out by hand; levels sum."""

from __future__ import annotations

import itertools
import random
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from reference.sections import count_sections, leaves_of, most_of
from small import plan

from toolkit.plan import Plan
from toolkit.scoring.model import ItemScore
from toolkit.scoring.points import subtotals
from toolkit.scoring.totals import Earned, total, total_of


def item(id, points=None, **more):
    return {"id": id, "name": id, **({"points": points} if points is not None else {}), **more}


def section(id, *items, **more):
    return {"id": id, "name": id, "items": list(items), **more}


def made(*sections, **scoring):
    return Plan.model_validate(plan(targets=[], sections=list(sections), scoring=scoring))


def earned(**points):
    """Item → (points, of how many), None where it has left the maximum."""
    return {id: None if each is None else Earned(*map(Fraction, each)) for id, each in points.items()}


LEVELS = section("A", section("B", item("b1", 2), item("b2", 3)), item("a1", 5))


def test_a_section_is_the_sum_of_what_it_holds():
    whole = total_of(made(LEVELS), earned(b1=(1, 2), b2=(3, 3), a1=(4, 5)))
    assert whole.sections == {"A": (8, 10), "B": (4, 5)}
    assert (whole.points, whole.highest, whole.score(2)) == (8, 10, Decimal("80.00"))


def test_what_has_left_the_maximum_leaves_its_sections_too():
    whole = total_of(made(LEVELS), earned(b1=None, b2=None, a1=(4, 5)))
    assert whole.sections == {"A": (4, 5), "B": None}
    assert whole.shares == {"A": Fraction(4, 5), "B": None}
    assert total_of(made(LEVELS), earned(b1=None, b2=None, a1=None)).score(2) is None


def test_a_section_with_points_has_them_times_what_its_items_earn():
    rules = made(section("A", item("a1", 12), item("a2", 8), points=5), section("B", item("b1", 10)))
    whole = total_of(rules, earned(a1=(9, 12), a2=(0, 8), b1=(10, 10)))
    assert whole.sections["A"] == (Fraction(9, 4), 5)  # 9 of 20, times 5
    assert (whole.points, whole.highest) == (Fraction(49, 4), 15)
    # Where an item leaves the maximum the section keeps its points: 9 of 12, times 5.
    assert total_of(rules, earned(a1=(9, 12), a2=None, b1=(10, 10))).sections["A"] == (Fraction(15, 4), 5)


def test_below_its_least_a_section_has_no_points():
    rules = made(section("A", item("a1", 10), at_least="50%", **{"else": {"points": 0}}), section("B", item("b1", 10)))
    assert total_of(rules, earned(a1=(5, 10), b1=(5, 10))).score(0) == 50
    low = total_of(rules, earned(a1=(4, 10), b1=(5, 10)))
    assert (low.sections["A"], low.below, low.score(0)) == ((0, 10), ("A",), 25)


def test_a_gate_is_not_passed_by_what_is_not_known():
    rules = made(section("A", item("a1", 10), item("a2", 10), at_least="50%", **{"else": {"band_at_most": "Khá"}}))
    leaves = earned(a1=(6, 10), a2=None)
    assert total_of(rules, leaves).below == ()  # a2 has no cases: 6 of 10
    assert total_of(rules, leaves, lacking={"a2": Fraction(10)}).below == ("A",)  # its figure lacks: 6 of 20
    assert total_of(rules, earned(a1=None, a2=None)).below == ("A",)  # of nothing there is nothing to pass with


def test_bonuses_and_deductions_are_in_the_points_and_not_in_the_maximum():
    off = item("off", rule="deduct", at_most=5)
    rules = made(section("A", item("a1", 50), off, item("x", 5, bonus=True), item("y", 3, bonus=True)), bonus_cap=6)
    assert total_of(rules, earned(a1=(40, 50), off=("-7/2", 0), x=(5, 0), y=(0, 0))).score(2) == Decimal("83.00")
    assert total_of(rules, earned(a1=(25, 50), off=(0, 0), x=(5, 0), y=(3, 0))).score(2) == Decimal("62.00")  # 25 + 6
    assert total_of(rules, earned(a1=(1, 50), off=(-5, 0), x=(0, 0), y=(0, 0))).score(2) == Decimal("0.00")
    assert total_of(rules, earned(a1=None, off=(-5, 0), x=(5, 0), y=(0, 0))).score(2) is None


def test_subtotals_tell_the_own_points_and_what_is_below_its_least():
    rules = made(section("A", item("a1", 10), at_least="50%", **{"else": {"points": 0}}))
    (found,) = subtotals(rules, [ItemScore("U", "a1", "ok", Fraction(4), Fraction(10), Fraction(9), met=False)])
    assert (found.item, found.points, found.max_points, found.self_points) == ("A", 0, 10, 9)
    assert found.reason == "dưới 50% điểm của phần"


parts = st.one_of(st.none(), st.fractions(0, 1))


@given(st.lists(parts, min_size=3, max_size=3))
def test_levels_sum(shares):
    full = dict(zip(("b1", "b2", "a1"), map(Fraction, (2, 3, 5))))
    items = [
        ItemScore(
            "U",
            id,
            "no_cases" if s is None else "ok",
            None if s is None else s * full[id],
            None if s is None else full[id],
            None,
        )
        for (id, s) in zip(full, shares)
    ]
    rules = made(LEVELS)
    own = {each.item: each for each in (*subtotals(rules, items), *items)}
    for parent, children in (("B", ("b1", "b2")), ("A", ("B", "a1"))):
        for name in ("points", "max_points"):
            known = [value for id in children if (value := getattr(own[id], name)) is not None]
            assert getattr(own[parent], name) == (sum(known) if known else None)
    assert total(rules, items).points == (own["A"].points or 0)


def test_of_what_has_left_the_maximum_only_what_is_not_known_holds_a_gate_back():
    rules = made(section("A", item("a1", 10), item("a2", 10), at_least="50%", **{"else": {"band_at_most": "Khá"}}))
    known = ItemScore("U", "a1", "ok", Fraction(6), Fraction(10), None)
    for state, below in (("missing", ("A",)), ("blocked", ("A",)), ("partial", ("A",)), ("no_cases", ()), ("not_assigned", ())):  # fmt: skip
        assert total(rules, [known, ItemScore("U", "a2", state, None, None, None)]).below == below, state
    # Where what is missing counts 0 points it has not left the maximum: 6 of 20.
    zero = total(rules, [known, ItemScore("U", "a2", "missing", Fraction(0), Fraction(10), None)])
    assert (zero.shares["A"], zero.below) == (Fraction(6, 20), ("A",))


def test_a_bonus_beside_what_has_no_cases_is_worth_what_it_is_in_its_section():
    """5 points for a section of 10: each of its points is half a point, also where a1 has no cases."""
    rules = made(section("A", item("a1", 10), item("x", 2, bonus=True), points=5), section("B", item("b1", 10)))
    whole = total_of(rules, earned(a1=None, x=(2, 0), b1=(5, 10)))
    assert (whole.sections["A"], whole.points, whole.highest) == ((1, 0), 6, 10)
    assert whole.factors == {"a1": Fraction(1, 2), "x": Fraction(1, 2), "b1": 1}


def test_bonuses_beyond_their_cap_are_cut_by_what_they_are_worth():
    low = {"at_least": "50%", "else": {"points": 0}}
    rules = made(section("A", item("a1", 10), item("x", 5, bonus=True), **low), section("B", item("b1", 10)), bonus_cap=2)  # fmt: skip
    assert total_of(rules, earned(a1=(6, 10), x=(5, 0), b1=(5, 10))).points == 6 + 2 + 5
    # A earns too little, and nothing: neither does its bonus, so that nothing is beyond the cap.
    lost = total_of(rules, earned(a1=(0, 10), x=(4, 0), b1=(5, 10)))
    assert (lost.points, lost.below) == (5, ("A",))


def test_a_bonus_outside_sections_counts_its_points():
    rules = Plan.model_validate(
        plan(
            targets=[plan()["targets"][0], plan()["targets"][0] | {"id": "X", "bonus": True, "points": 5}],
            scoring={"bonus_cap": 3},
        )
    )
    whole = total_of(rules, earned(T1=(6, 10), X=(5, 0)))
    assert (whole.points, whole.highest) == (9, 10)


# Random sections against the second count -----------------------------------------------------------------------------


def random_section(draw, ids, depth):
    """A section with a few items and sections in it, one item of them with points that count."""
    items = [item(next(ids), draw.choice([1, 2, 3.5]))]
    for _ in range(draw.randint(0, 3)):
        kind = draw.choice(["plain", "plain", "bonus", "deduct", "section" if depth else "plain"])
        if kind == "section":
            items.append(random_section(draw, ids, depth - 1))
        elif kind == "deduct":
            items.append(item(next(ids), rule="deduct", at_most=draw.choice([1, 2])))
        else:
            items.append(item(next(ids), draw.choice([1, 2, 4]), **({"bonus": True} if kind == "bonus" else {})))
    draw.shuffle(items)
    more = {"points": draw.choice([2, 5, 7.5])} if draw.random() < 0.4 else {}
    if draw.random() < 0.4:
        other = draw.choice([{"points": 0}, {"band_at_most": "Khá"}])
        more |= {"at_least": draw.choice(["25%", "50%", "80%"]), "else": other}
    return section(f"S{next(ids)}", *items, **more)


def test_random_sections_come_to_what_a_second_count_says():
    for seed in range(150):
        draw, ids = random.Random(seed), (f"i{n}" for n in itertools.count())
        sections = [random_section(draw, ids, 2) for _ in range(draw.randint(1, 3))]
        cap = draw.choice([None, 1, 3])
        rules = made(*sections, **({} if cap is None else {"bonus_cap": cap}))
        got, items, unknown = {}, [], set()
        for leaf in (leaf for each in sections for leaf in leaves_of(each)):
            share, most = Fraction(draw.randint(0, 4), 4), most_of(leaf)
            state = draw.choices(["ok", "no_cases", "missing"], [8, 1, 1])[0]
            full = Fraction(-leaf["at_most"]) if leaf.get("rule") == "deduct" else Fraction(str(leaf["points"]))
            got[leaf["id"]] = share * full if state == "ok" else None
            unknown |= {leaf["id"]} if state == "missing" else set()
            items.append(ItemScore("U", leaf["id"], state, got[leaf["id"]], most if state == "ok" else None, None))
        whole, again = total(rules, items), count_sections(sections, got, unknown=unknown, bonus_cap=None if cap is None else Fraction(cap))  # fmt: skip
        assert whole.sections == again.parts, seed
        assert set(whole.below) == again.below, seed
        assert (None if whole.share is None else 100 * whole.share) == again.score, seed
