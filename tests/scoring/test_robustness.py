"""How firm ranks are: certain orders stay, close ones vary, the same seed gives the same answer."""

from __future__ import annotations

import tracemalloc
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import evaluated, plan, reported

from toolkit.plan import Plan
from toolkit.scoring import robustness
from toolkit.scoring.model import GivenPoints, ItemScore
from toolkit.scoring.points import NO_CLAIM, item_score, score_units
from toolkit.scoring.robustness import _Shares, drawn_scores, places_at_the_top, try_weights
from toolkit.scoring.totals import total
from toolkit.units.model import Unit
from toolkit.words.vocabulary import NO_CASES, OK

HEAD = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\n"


def tried(tmp_path, rows, **scoring):
    made = reported({"id": "X", "goal": "100%", "points": 50}, {"id": "Y", "goal": "100%", "points": 50})
    made["scoring"] |= scoring
    e = evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": HEAD + rows}, plan=made)
    return {s.unit: (s.rank, s.rank_low, s.rank_high, s.top_share, s.without_low, s.without_high) for s in e.scores}


def test_who_is_better_in_everything_is_first_under_any_weights(tmp_path):
    rows = "A,X,9,10\nA,Y,9,10\nB,X,5,10\nB,Y,5,10\nC,X,1,10\nC,Y,1,10\n"
    assert tried(tmp_path, rows) == {
        "A": (1, 1, 1, 1.0, 1, 1),
        "B": (2, 2, 2, 0.0, 2, 2),
        "C": (3, 3, 3, 0.0, 3, 3),
    }


def test_opposite_units_share_the_first_place_and_either_wins_about_half_of_the_draws(tmp_path):
    # A: X 9, Y 1; B: X 1, Y 9: 50 and 50 under the plan's weights; without X B is first, without Y A is.
    rows = "A,X,9,10\nA,Y,1,10\nB,X,1,10\nB,Y,9,10\nC,X,0,10\nC,Y,0,10\n"
    got = tried(tmp_path, rows)
    for unit in "AB":
        assert got[unit][:3] == (1, 1, 2)
        assert 0.45 < got[unit][3] < 0.55
        assert got[unit][4:] == (1, 2)
    assert got["C"] == (3, 3, 3, 0.0, 3, 3)


def test_equal_units_share_the_better_rank_in_every_draw(tmp_path):
    rows = "A,X,5,10\nA,Y,7,10\nB,X,5,10\nB,Y,7,10\nC,X,1,10\nC,Y,1,10\n"
    got = tried(tmp_path, rows)
    assert got["A"] == got["B"] == (1, 1, 1, 1.0, 1, 1)
    assert got["C"][:3] == (3, 3, 3)


def test_the_nearer_the_weights_stay_the_firmer_the_rank(tmp_path):
    rows = "A,X,9,10\nA,Y,2,10\nB,X,1,10\nB,Y,9,10\nC,X,0,10\nC,Y,0,10\n"  # A 55, B 50
    shares = [tried(tmp_path / str(c), rows, robustness={"concentration": c})["A"][3] for c in (10, 100, 1000)]
    assert shares == sorted(shares)
    assert shares[0] < 0.7 < shares[1] < shares[2] == 1.0 or shares[2] > 0.97


def test_the_same_seed_gives_the_same_ranks_whatever_the_order_of_the_units(tmp_path):
    rows = ["A,X,9,10\nA,Y,2,10\n", "B,X,1,10\nB,Y,9,10\n", "C,X,5,10\nC,Y,5,10\n"]
    assert tried(tmp_path / "1", "".join(rows)) == tried(tmp_path / "2", "".join(reversed(rows)))


def test_groups_are_ranked_apart(tmp_path):
    rows = "A,X,9,10\nA,Y,9,10\nB,X,5,10\nB,Y,5,10\nC,X,1,10\nC,Y,1,10\n"  # C alone is of its kind
    assert tried(tmp_path, rows, groups="kind")["C"][:3] == (1, 1, 1)


def test_a_unit_without_a_score_has_no_interval(tmp_path):
    rows = "A,X,9,10\nA,Y,9,10\n"
    got = tried(tmp_path, rows, missing="exclude")
    assert got["B"] == (None, None, None, None, None, None)
    assert got["A"][:4] == (1, 1, 1, 1.0)


def test_the_places_at_the_top_are_those_of_the_first_collective_award():
    def places(units, *awards):
        return places_at_the_top(Plan.model_validate(plan(awards=list(awards))), units)

    person = {"id": "p", "name": "p", "kind": "individual", "order": ["unit_score"], "quota": 9}
    collective = {"id": "t", "name": "t", "kind": "collective"}
    assert places(40) == places(40, person) == 1
    assert places(40, collective) == 1  # no quota: the first
    assert places(49, person, collective | {"quota": "10%"}) == 4
    assert places(49, collective | {"quota": 3}, collective | {"id": "u", "quota": 7}) == 3
    assert places(9, collective | {"quota": "10%"}) == 0  # a share that is less than one place is none


def test_drawn_in_parts_the_ranks_are_the_same(tmp_path, monkeypatch):
    rows = "A,X,9,10\nA,Y,1,10\nB,X,1,10\nB,Y,9,10\nC,X,6,10\nC,Y,5,10\n"
    whole = tried(tmp_path / "1", rows, groups="kind")
    monkeypatch.setattr(robustness, "_AT_ONCE", 20)  # six draws at a time, one unit at a time
    assert tried(tmp_path / "2", rows, groups="kind") == whole


def test_memory_does_not_grow_with_draws_times_units():
    units = [Unit(f"U{n}", f"Đơn vị {n}") for n in range(2_000)]
    items = [
        ItemScore(unit.id, item, OK, Fraction(n % (97 + shift)), Fraction(100), None)
        for n, unit in enumerate(units)
        for shift, item in enumerate(("X", "Y"))
    ]
    made = Plan.model_validate(
        reported({"id": "X", "goal": "100%", "points": 50}, {"id": "Y", "goal": "100%", "points": 50})
    )
    tracemalloc.start()
    firm = try_weights(
        made, units=units, items=items, groups={unit.id: "" for unit in units}, ranks={unit.id: 1 for unit in units}
    )
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(firm) == 2_000
    assert peak < 160_000_000  # one table of 10 000 draws by 2 000 units with eight bytes each


shares = st.lists(st.lists(st.sampled_from((None, 0, 1, 2, 3, 697)), min_size=3, max_size=3), min_size=1, max_size=5)


@given(shares, st.lists(st.sampled_from("XYZ"), unique=True), st.integers(0, 2))
def test_the_interval_holds_the_rank_and_each_draw_follows_the_plans_rules(rows, ties, decimals):
    made = reported(*({"id": id, "goal": "100%", "points": points} for id, points in zip("XYZ", (3, 5, 8))))
    made["scoring"] |= {"tie_breaks": ties, "decimals": decimals, "robustness": {"draws": 1000}}
    scoring_plan, units = Plan.model_validate(made), [Unit(f"U{n}", "x") for n in range(len(rows))]
    # 697 of 800 is 87,125: a half that floats do not hold.
    items = [
        item_score(
            scoring_plan,
            t,
            unit=u.id,
            official=GivenPoints(NO_CASES if part is None else OK, Fraction(part or 0, 800) * Fraction(t.points)),
            own=NO_CLAIM,
        )
        for u, row in zip(units, rows)
        for t, part in zip(scoring_plan.targets, row)
    ]
    for score in score_units(scoring_plan, units=units, items=items):
        assert (score.rank is None) == (score.rank_low is None)
        assert score.rank is None or score.rank_low <= score.rank <= score.rank_high
    drawn = drawn_scores(scoring_plan, units=units, items=items)
    weights = robustness._draws(scoring_plan)[:20]
    for unit, row in zip(units, rows):
        kept = [n for n, part in enumerate(row) if part is not None]
        for draw, own in zip(weights.tolist(), drawn.get(unit.id, ())):
            earned = sum(Fraction(draw[n]) * Fraction(row[n], 800) for n in kept)
            exact = 100 * 10**decimals * earned / sum(Fraction(draw[n]) for n in kept)
            assert own == (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


def test_a_half_is_rounded_up_in_the_draws_too(tmp_path):
    # A has 87,125 under any weights, so 87,13 in every draw; B has 87,13 and shares the first place in all of them.
    rows = "A,X,697,800\nA,Y,697,800\nB,X,8713,10000\nB,Y,8713,10000\nC,X,1,10\nC,Y,1,10\n"
    got = tried(tmp_path, rows)
    assert got["A"] == got["B"] == (1, 1, 1, 1.0, 1, 1)


def test_left_out_an_item_breaks_no_ties(tmp_path):
    # A and B have 50 of 100, A is first by X. Without X, B has 90 and A 10; without Y the other way round.
    rows = "A,X,9,10\nA,Y,1,10\nB,X,1,10\nB,Y,9,10\nC,X,0,10\nC,Y,0,10\n"
    got = tried(tmp_path, rows, tie_breaks=["X"])
    assert [(got[u][0], got[u][4:]) for u in "AB"] == [(1, (1, 2)), (2, (1, 2))]
    # With Y alone, both have 5: the tie-break by X is left out with X, and they share the rank.
    got = tried(tmp_path / "2", "A,X,9,10\nA,Y,5,10\nB,X,1,10\nB,Y,5,10\n", tie_breaks=["X"])
    assert got["B"][4:] == (1, 2)


def earned(**shares):
    """Items X and Y of units: the shares that each has earned of 50 points; None left the maximum."""
    return [
        ItemScore(
            unit,
            item,
            NO_CASES if share is None else OK,
            None if share is None else 50 * Fraction(share),
            None if share is None else Fraction(50),
            None,
        )
        for unit, own in shares.items()
        for item, share in zip("XY", own)
    ]


def firm(monkeypatch, draws, *, ranks, groups=None, awards=(), tie_breaks=(), **shares):
    """Try these draws of the weights of X and Y."""
    made = reported(*({"id": id, "goal": "100%", "points": 50} for id in "XY"))
    made["awards"], made["scoring"]["tie_breaks"] = list(awards), list(tie_breaks)
    monkeypatch.setattr(robustness, "_draws", lambda plan: np.array(draws, float))
    units = [Unit(id, id) for id in shares]
    found = try_weights(
        Plan.model_validate(made),
        units=units,
        items=earned(**shares),
        groups=groups or dict.fromkeys(shares, ""),
        ranks=dict(zip(shares, ranks)),
    )
    return {
        unit: (own.rank_low, own.rank_high, own.top_share, own.without_low, own.without_high)
        for unit, own in found.items()
    }


X, Y = (3, 1), (1, 3)  # draws in which X, or Y, weighs more
OPPOSITE = {"A": (1, 0), "B": (0, 1), "C": ("1/2", "1/2")}  # X: A 75, C 50, B 25; Y: the other way round


@pytest.mark.parametrize(
    ("draws", "a", "b"),
    [
        # Of 20 draws the first and the 19th in order; of 21 the second (1,05) and the 20th (19,95); of 100 the 5th, the 95th.
        ([X] * 19 + [Y], (1, 1, 0.95), (1, 3, 0.05)),
        ([X] * 18 + [Y] * 2, (1, 3, 0.9), (1, 3, 0.1)),
        ([Y] + [X] * 20, (1, 1, 20 / 21), (3, 3, 1 / 21)),
        ([Y] * 2 + [X] * 19, (1, 3, 19 / 21), (1, 3, 2 / 21)),
        ([X] * 96 + [Y] * 4, (1, 1, 0.96), (3, 3, 0.04)),
        ([X] * 95 + [Y] * 5, (1, 1, 0.95), (1, 3, 0.05)),
        ([X] * 94 + [Y] * 6, (1, 3, 0.94), (1, 3, 0.06)),
        ([X] * 949 + [Y] * 51, (1, 3, 0.949), (1, 3, 0.051)),  # the 950th, the 50th
        ([X] * 951 + [Y] * 49, (1, 1, 0.951), (3, 3, 0.049)),
        ([Y], (3, 3, 0.0), (1, 1, 1.0)),
    ],
)
def test_the_interval_is_from_five_to_ninety_five_percent_of_the_draws(monkeypatch, draws, a, b):
    ranks = {"A": a[0], "B": b[0], "C": 2}
    found = firm(monkeypatch, draws, ranks=ranks.values(), **OPPOSITE)
    assert found["A"][:3] == pytest.approx(a)
    assert found["B"][:3] == pytest.approx(b)
    # C stands between them in every draw. Without X the shares of Y are left: B 100, C 50, A 0; without Y the reverse.
    assert found["C"] == (2, 2, 0.0, 2, 2)
    assert found["A"][3:] == found["B"][3:] == (1, 3)


def test_the_interval_is_widened_to_hold_the_rank_of_the_plan(monkeypatch):
    assert firm(monkeypatch, [X] * 20, ranks=(3, 1, 2), **OPPOSITE) == {
        "A": (1, 3, 1.0, 1, 3),
        "B": (1, 3, 0.0, 1, 3),
        "C": (2, 2, 0.0, 2, 2),
    }


def test_worked_out_in_parts_the_answer_is_the_same(monkeypatch):
    draws = [X] * 17 + [Y] * 4
    whole = firm(monkeypatch, draws, ranks=(1, 3, 2), **OPPOSITE)
    assert whole["A"] == (1, 3, 17 / 21, 1, 3)
    for at_once in (7, 1, 40):  # two draws at a time, one, thirteen; of the units one, one, one
        monkeypatch.setattr(robustness, "_AT_ONCE", at_once)
        assert firm(monkeypatch, draws, ranks=(1, 3, 2), **OPPOSITE) == whole


def test_who_is_not_ranked_is_in_nobodys_way(monkeypatch):
    found = firm(monkeypatch, [X] * 20, ranks=(None, 2, 1), **OPPOSITE)
    assert set(found) == {"B", "C"}
    assert found["C"] == (1, 1, 1.0, 1, 2)  # without X B is before it, without Y it is first
    assert firm(monkeypatch, [X] * 20, ranks=(None, None, None), **OPPOSITE) == {}


def test_the_share_at_the_top_counts_the_places_of_the_award_among_all_the_groups(monkeypatch):
    award = {"id": "t", "name": "t", "kind": "collective", "quota": "67%"}  # of 3 units: 2
    groups = {"A": "x", "B": "y", "C": "y"}
    found = firm(monkeypatch, [X] * 15 + [Y] * 5, ranks=(1, 2, 1), groups=groups, awards=[award], **OPPOSITE)
    # Two places: A and C where X weighs more, B and C where Y does. In its group A is alone.
    assert {unit: own[:3] for unit, own in found.items()} == {"A": (1, 1, 0.75), "B": (1, 2, 0.25), "C": (1, 2, 1.0)}
    assert {unit: own[3:] for unit, own in found.items()} == {"A": (1, 1), "B": (1, 2), "C": (1, 2)}


def test_what_has_left_the_maximum_stays_out_of_every_draw(monkeypatch):
    # A has X alone: 60 in every draw. B has 80 of X and 40 of Y: 70 where X weighs more, 50 where Y does.
    found = firm(monkeypatch, [X] * 10 + [Y] * 10, ranks=(1, 1), A=("3/5", None), B=("4/5", "2/5"))
    # Without X nothing remains of A and B is alone; without Y B has 80 and A 60.
    assert found == {"A": (1, 2, 0.5, 2, 2), "B": (1, 2, 0.5, 1, 1)}
    # A has 90 of X alone, B 80: where X is left out A has no rank, not the last.
    assert firm(monkeypatch, [X], ranks=(1, 2), A=("9/10", None), B=("4/5", "2/5"))["A"] == (1, 1, 1.0, 1, 1)
    # Of one item only, nothing remains without it.
    assert firm(monkeypatch, [X], ranks=(1,), A=(None, 1)) == {"A": (1, 1, 1.0, 1, 1)}


def without_each(items, *, of):
    """The ranks of units when one item is left out, where each of the plan's items has these points."""
    made = Plan.model_validate(reported(*({"id": id, "goal": "100%", "points": points} for id, points in of.items())))
    scored = [
        ItemScore(unit, id, OK, Fraction(points), Fraction(of[id]), None)
        for unit, own in items.items()
        for id, points in own.items()
    ]
    units = [Unit(id, id) for id in items]
    found = try_weights(made, units=units, items=scored, groups=dict.fromkeys(items, ""), ranks=dict.fromkeys(items, 1))
    return {unit: (own.without_low, own.without_high) for unit, own in found.items()}


def test_left_out_an_item_the_rest_counts_as_a_share_of_its_own_maximum():
    of = dict.fromkeys("XYZ", 50)
    # Z has left the maximum of A. Without X, A has 25 of 50 and B 40 of 100: A is first. Without Y, A has 50 of 50
    # and B 20 of 100; without Z, 75 of 100 and 20 of 100.
    assert without_each({"A": {"X": 50, "Y": 25}, "B": {"X": 0, "Y": 20, "Z": 20}}, of=of) == {"A": (1, 1), "B": (2, 2)}
    # Without X, A has 25 of 50 and B 51 of 100: B is first, by one in a hundred. Without Y, A has 50 of 50, B 26 of 100.
    assert without_each({"A": {"X": 50, "Y": 25}, "B": {"X": 0, "Y": 25, "Z": 26}}, of=of) == {"A": (1, 2), "B": (1, 2)}


def test_of_a_plan_of_one_item_nothing_remains_without_it():
    assert without_each({"A": {"X": 5}, "B": {"X": 4}}, of={"X": 10}) == {"A": (None, None), "B": (None, None)}


def test_equal_draws_are_decided_by_the_tie_breaks_in_their_order(monkeypatch):
    # Equal weights: A and B have 50. By Y, B is first; by X, A is. Where X is left out, X breaks no tie.
    for tie_breaks, ranks in ((["Y", "X"], (2, 1)), (["X", "Y"], (1, 2)), ([], (1, 1))):
        found = firm(monkeypatch, [(1, 1)] * 20, ranks=ranks, tie_breaks=tie_breaks, A=(1, 0), B=(0, 1))
        assert [found[unit][:2] for unit in "AB"] == [(rank, rank) for rank in ranks]
    found = firm(monkeypatch, [(1, 1)], ranks=(1, 2), tie_breaks=["X", "Y"], A=(1, "1/2"), B=(0, "1/2"))
    # Without X both have 50 of Y and the same Y: they share the first place. Without Y, A has 100.
    assert found == {"A": (1, 1, 1.0, 1, 1), "B": (2, 2, 0.0, 1, 2)}


@pytest.mark.parametrize(
    ("x", "y", "weights", "score"),
    [
        ("1/2", "1/2", (1, 7), 5000),
        ("1", "0", (1, 3), 2500),
        ("1", "0", (1, 2), 3333),  # 33,333…
        ("0", "1", (1, 2), 6667),
        ("1/4", "1", (0.5, 0.5), 6250),
        ("697/800", "697/800", (0.3, 0.7), 8713),  # 87,125 whatever the weights
        ("17/800", "1/40", (1, 3), 241),  # (17 + 3·20)/3200 = 2,40625%
        ("1/800", "1/8", (1, 2), 838),  # (12,5 + 2500)/3 = 837,5: a half that floats miss
        ("0", "0", (1, 1), 0),
    ],
)
def test_a_drawn_score_is_exact_and_rounded_half_up(monkeypatch, x, y, weights, score):
    made = Plan.model_validate(reported(*({"id": id, "goal": "100%", "points": 50} for id in "XY")))
    monkeypatch.setattr(robustness, "_draws", lambda plan: np.array([weights], float))
    found = drawn_scores(made, units=[Unit("A", "A"), Unit("B", "B")], items=earned(A=(x, y), B=(None, None)))
    assert {unit: own.tolist() for unit, own in found.items()} == {"A": [score]}  # of B nothing remains


def test_items_without_points_and_units_that_are_not_asked_for_count_nothing():
    made = Plan.model_validate(reported(*({"id": i, "goal": "100%", "points": p} for i, p in (("X", 50), ("Y", 0)))))
    own = [*earned(A=("1/4", 1), B=(1, 1)), ItemScore("A", "Z", OK, Fraction(9), Fraction(9), None)]
    found = drawn_scores(made, units=[Unit("A", "A")], items=own)
    assert {unit: set(each.tolist()) for unit, each in found.items()} == {"A": {2500}}
    assert drawn_scores(made, units=[Unit("A", "A")], items=[]) == {}


def test_draws_are_dirichlet_around_the_points_of_the_plan():
    # Of a unit with all of X and nothing of Y the score is 100 × the share of X's weight. With 30 and 10 points and
    # concentration 99 that share is Beta(74,25; 24,75): mean 0,75, variance 0,75 · 0,25 / 100, so a deviation of 0,0433.
    made = reported(*({"id": id, "goal": "100%", "points": points} for id, points in (("X", 30), ("Y", 10))))
    made["scoring"] |= {"robustness": {"draws": 20_000, "concentration": 99, "seed": 7}, "decimals": 4}
    items = [
        ItemScore("A", "X", OK, Fraction(30), Fraction(30), None),
        ItemScore("A", "Y", OK, Fraction(0), Fraction(10), None),
    ]

    def drawn():
        return drawn_scores(Plan.model_validate(made), units=[Unit("A", "A")], items=items)["A"] / 1_000_000

    first = drawn()
    assert first.shape == (20_000,)
    assert first.mean() == pytest.approx(0.75, abs=0.002)
    assert first.std() == pytest.approx(0.0433, abs=0.002)
    assert (drawn() == first).all()
    made["scoring"]["robustness"]["seed"] = 8
    assert not (drawn() == first).any()


def test_weights_that_vanish_still_have_a_part_in_each_draw():
    # A concentration of 1 draws weights far below what a float holds for an item of 1 point among 1 000 000.
    made = reported(*({"id": id, "goal": "100%", "points": points} for id, points in (("X", 1), ("Y", 1_000_000))))
    made["scoring"]["robustness"] = {"draws": 1000, "concentration": 1}
    items = [ItemScore("A", "X", OK, Fraction(1), Fraction(1), None)]
    items += [ItemScore("B", "X", OK, Fraction(0), Fraction(1), None)]
    found = drawn_scores(Plan.model_validate(made), units=[Unit("A", "A"), Unit("B", "B")], items=items)
    assert (set(found["A"].tolist()), set(found["B"].tolist())) == ({10_000}, {0})


def test_ties_within_a_group_are_broken_in_every_draw(monkeypatch):
    groups = {"A": "x", "B": "x", "C": "y"}
    found = firm(monkeypatch, [(1, 1)] * 20, ranks=(1, 2, 1), groups=groups, tie_breaks=["X"], **OPPOSITE)
    assert {unit: own[:2] for unit, own in found.items()} == {"A": (1, 1), "B": (2, 2), "C": (1, 1)}


def test_left_out_an_item_the_rest_is_rescaled_to_what_each_unit_has_left(monkeypatch):
    made = Plan.model_validate(reported(*({"id": id, "goal": "100%", "points": 50} for id in "XYZ")))
    monkeypatch.setattr(robustness, "_draws", lambda plan: np.array([(1, 1, 1)], float))
    parts = (("A", "X", 25), ("B", "X", 20), ("B", "Y", 0), ("B", "Z", 20))
    items = [ItemScore(unit, item, OK, Fraction(points), Fraction(50), None) for unit, item, points in parts]
    units, ranks = [Unit("A", "A"), Unit("B", "B")], {"A": 1, "B": 2}
    found = try_weights(made, units=units, items=items, groups={"A": "", "B": ""}, ranks=ranks)
    # A has 25 of 50 and nothing else. Without Y B has 40 of 100, without Z 20 of 100: fewer, though more points.
    assert (found["A"].without_low, found["A"].without_high) == (1, 1)
    assert (found["B"].without_low, found["B"].without_high) == (1, 2)  # without X it is alone


SECTION_ITEMS = ("a1", "a2", "b1", "c1")


def section_plan(**scoring):
    def item(id, points=None, **more):
        return {"id": id, "name": id, **({"points": points} if points is not None else {}), **more}

    sections = [
        {"id": "A", "name": "A", "points": 5, "items": [item("a1", 12), item("a2", 8)]},
        {"id": "B", "name": "B", "at_least": "50%", "else": {"points": 0}, "items": [item("b1", 10)]},
        {
            "id": "C",
            "name": "C",
            "items": [item("c1", 10), item("off", rule="deduct", at_most=5), item("more", 4, bonus=True)],
        },
    ]
    made = plan(targets=[], sections=sections, scoring={"bonus_cap": 2, "robustness": {"draws": 1000}, **scoring})
    return Plan.model_validate(made)


def section_items(rules, shares, *, off=0, more=0):
    known = {item.id: item for item in rules.items}
    found = [
        ItemScore("A", id, "ok", Fraction(s) * known[id].maximum, known[id].maximum, None)
        if s is not None
        else ItemScore("A", id, "no_cases", None, None, None)
        for id, s in zip(SECTION_ITEMS, shares)
    ]
    extra = (("off", off), ("more", more))
    return [*found, *(ItemScore("A", id, "ok", Fraction(p), Fraction(0), None) for id, p in extra)]


@given(
    st.lists(st.one_of(st.none(), st.fractions(0, 1, max_denominator=8)), min_size=4, max_size=4),
    st.integers(-5, 0),
    st.integers(0, 4),
)
def test_under_the_plans_own_weights_the_trial_gives_the_official_score(shares, off, more):
    rules = section_plan()
    items = section_items(rules, shares, off=off, more=more)
    official = total(rules, items).score(2)
    tried = _Shares(rules, [Unit("A", "A")], items)
    if official is None:
        assert tried.units == []
        return
    own = np.array([[float(weight) for weight in tried._weights.values()]])
    assert tried.scores(own).tolist() == [[int(official * 100)]]


def test_what_remains_of_a_section_shares_its_points():
    rules = section_plan(bonus_cap=4)
    # a2 has left the maximum: a1 at one half makes 2,5 of the 5 points of A; b1 passes with 5 of 10; c1 all of 10.
    items = section_items(rules, ("1/2", None, "1/2", 1))
    assert total(rules, items).score(2) == Decimal("70.00")  # 17,5 of 25
    left_out = _Shares(rules, [Unit("A", "A")], items).scores_without_each()
    # Without a1 nothing remains of A: 15 of 20; without a2, which had left, nothing changes.
    assert {id: found.tolist() for id, found in left_out.items()} == {
        "a1": [7500],
        "a2": [7000],
        "b1": [8333],  # 12,5 of 15
        "c1": [5000],  # 7,5 of 15
    }


def bonus_items(unit, *shares, off=0, more=0):
    """X and Y of 50 points each, points taken off, and a bonus."""
    return [*earned(**{unit: shares}), *(ItemScore(unit, id, OK, Fraction(p), Fraction(0), None) for id, p in (("off", off), ("more", more)))]  # fmt: skip


def drawn_with(items, draws, monkeypatch, *, decimals=0):
    made = reported(*({"id": id, "goal": "100%", "points": 50} for id in "XY"))
    made["actions"] = [
        {"id": "off", "name": "off", "rule": "deduct", "at_most": 20},
        {"id": "more", "name": "more", "points": 20, "bonus": True},
    ]
    made["scoring"]["decimals"] = decimals
    monkeypatch.setattr(robustness, "_draws", lambda plan: np.array(draws, float))
    units = [Unit(id, id) for id in dict.fromkeys(each.unit for each in items)]
    found = drawn_scores(Plan.model_validate(made), units=units, items=items)
    return {unit: scores.tolist() for unit, scores in found.items()}


def test_what_a_bonus_gave_stays_in_every_draw(monkeypatch):
    """X 1, Y 0 and a bonus of 10: 75 + 10 where X weighs three times as much, 25 + 10 the other way round."""
    items = [*bonus_items("A", 1, 0, more=10), *bonus_items("B", "1/2", "1/2")]
    assert drawn_with(items, [X, Y], monkeypatch) == {"A": [85, 35], "B": [50, 50]}


def test_what_is_taken_off_takes_no_draw_below_nothing(monkeypatch):
    """X 1/10, Y 0: 7,5 and 2,5 of 100, less 20; it shares the nothing of who has earned nothing."""
    items = [*bonus_items("A", "1/10", 0, off=-20), *bonus_items("B", 0, 0)]
    assert drawn_with(items, [X, Y], monkeypatch) == {"A": [0, 0], "B": [0, 0]}


def test_what_has_left_a_section_without_points_of_its_own_takes_its_weight_with_it():
    """A is the sum of a1 and a2; a1 has left: a2 counts its own 10 of 20, as it does in no section."""
    sections = [
        {"id": "A", "name": "A", "items": [{"id": "a1", "name": "a1", "points": 10}, {"id": "a2", "name": "a2", "points": 10}]},
        {"id": "B", "name": "B", "points": 10, "items": [{"id": "b1", "name": "b1", "points": 10}]},
    ]  # fmt: skip
    rules = Plan.model_validate(plan(targets=[], sections=sections))
    left = ItemScore("U", "a1", NO_CASES, None, None, None)
    items = [left, *(ItemScore("U", id, OK, Fraction(p), Fraction(10), None) for id, p in (("a2", 10), ("b1", 0)))]
    shares = _Shares(rules, [Unit("U", "U")], items)
    assert total(rules, items).score(2) == Decimal("50.00")
    assert shares.scores(np.array([[1.0, 1.0, 1.0], [9.0, 1.0, 3.0]])).tolist() == [[5000], [2500]]


def test_what_a_gate_took_stays_taken_in_every_draw_also_without_bonuses_and_deductions():
    """4 of the 10 of A are below its half, and nothing: b1, all of 10, is what counts, by its weight."""
    low = {"at_least": "50%", "else": {"points": 0}}
    sections = [
        {"id": "A", "name": "A", "items": [{"id": "a1", "name": "a1", "points": 10}], **low},
        {"id": "B", "name": "B", "items": [{"id": "b1", "name": "b1", "points": 10}]},
    ]
    rules = Plan.model_validate(plan(targets=[], sections=sections))
    items = [ItemScore("U", id, OK, Fraction(p), Fraction(10), None) for id, p in (("a1", 4), ("b1", 10))]
    shares = _Shares(rules, [Unit("U", "U")], items)
    assert total(rules, items).score(2) == Decimal("50.00")
    assert shares.scores(np.array([[1.0, 1.0], [3.0, 1.0]])).tolist() == [[5000], [2500]]
