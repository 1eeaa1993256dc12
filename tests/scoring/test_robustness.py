"""How firm ranks are: certain orders stay, close ones vary, the same seed gives the same answer."""

from __future__ import annotations

import tracemalloc
from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from small import evaluated, plan, reported

from toolkit.plan import Plan
from toolkit.scoring import robustness
from toolkit.scoring.model import ItemScore
from toolkit.scoring.points import NO_CLAIM, item_score, score_units
from toolkit.scoring.ranking import places
from toolkit.scoring.robustness import drawn_scores, places_at_the_top, try_weights
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


def test_the_places_at_the_top_are_those_of_the_first_collective_award(tmp_path):
    def made(*awards):
        e = evaluated(
            tmp_path / str(len(awards)), {"2024/van_ban.csv": "Số ký hiệu,Mã đơn vị\n"}, plan=plan(awards=list(awards))
        )
        return e.plan

    person = {"id": "p", "name": "p", "kind": "individual", "quota": 9}
    assert places_at_the_top(made(), 40) == 1
    assert places_at_the_top(made(person), 40) == 1
    assert places_at_the_top(made(person, {"id": "t", "name": "t", "kind": "collective", "quota": "10%"}), 49) == 4
    assert try_weights(made(), units=(), items=(), groups={}, ranks={}) == {}


@given(st.lists(st.lists(st.integers(0, 3), min_size=5, max_size=5), min_size=1, max_size=4))
def test_a_rank_is_one_more_than_the_scores_that_are_better(rows):
    expected = [[1 + sum(other > each for other in row) for each in row] for row in rows]
    assert places(np.array(rows)).tolist() == expected


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
            u.id,
            t,
            NO_CASES if part is None else OK,
            Fraction(part or 0, 800) * Fraction(t.points),
            NO_CLAIM,
            "",
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
