"""Ranks and bands, worked out by hand: who shares a place, what decides among equals, where a band begins."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.scoring.ranking import order_of, places, rank_scores, tie_columns


def scores_of(*numbers):
    """A, B, C … and their scores."""
    return {unit: None if n is None else Decimal(n) for unit, n in zip("ABCDEFGH", numbers)}


@pytest.mark.parametrize(
    ("scores", "ranks"),
    [
        ((), []),
        ((None, None), [None, None]),
        ((0,), [1]),
        ((90, 85, 85, 80), [1, 2, 2, 4]),
        ((80, 85, 85, 90), [4, 2, 2, 1]),
        ((85, 85, 85), [1, 1, 1]),
        ((70, None, 90, 70, None, 10), [2, None, 1, 2, None, 4]),
        (("90.00", "90", "89.99"), [1, 1, 3]),
        (("100.01", "99.99", "-1"), [1, 2, 3]),
    ],
)
def test_equal_scores_share_the_better_rank_and_the_next_is_skipped(scores, ranks):
    found = rank_scores(scores_of(*scores))
    assert found == dict(zip("ABCDEFGH", ranks))
    assert all(type(rank) is int for rank in found.values() if rank is not None)


def test_each_group_is_ranked_alone_and_who_has_none_is_in_one_group():
    scores = scores_of(50, 60, 70, 80, 60)
    groups = {"A": "Phòng", "B": "Phòng", "C": "Trung tâm", "E": "Phòng"}
    assert rank_scores(scores, groups=groups) == {"A": 3, "B": 1, "C": 1, "D": 1, "E": 1}
    assert rank_scores(scores, groups={"A": "Phòng"}) == {"A": 1, "B": 3, "C": 2, "D": 1, "E": 3}
    # Who has no group is in that of the empty name.
    assert rank_scores(scores_of(50, 60), groups={"A": ""}) == {"A": 2, "B": 1}


def test_a_tie_is_broken_within_a_group_only():
    scores = scores_of(50, 50, 50, 50)
    groups = dict(zip("ABCD", ("x", "y", "x", "y")))
    ties = {unit: (Fraction(n),) for unit, n in zip("ABCD", (1, 2, 3, 2))}
    assert rank_scores(scores, groups=groups, ties=ties) == {"A": 2, "B": 1, "C": 1, "D": 1}


@pytest.mark.parametrize(
    ("ties", "ranks"),
    [
        ([(1, 9), (2, 0), (2, 1)], [3, 2, 1]),  # the first decides, the second only among those that it left equal
        ([(1, 1), (1, 2), (1, 1)], [2, 1, 2]),
        ([(0, 0), (0, 0), (0, 0)], [1, 1, 1]),
        ([(-1,), (0,), (-2,)], [2, 1, 3]),
        ([(None, 1), (None, 3), (None, 2)], [3, 1, 2]),
        ([(), (), ()], [1, 1, 1]),
    ],
)
def test_tie_breaks_decide_in_their_order_among_equals(ties, ranks):
    held = {unit: tuple(None if n is None else Fraction(n) for n in own) for unit, own in zip("ABC", ties)}
    assert list(rank_scores(scores_of(50, 50, 50), ties=held).values()) == ranks


def test_a_tie_break_never_lifts_a_lower_score():
    ties = {"A": (Fraction(0),), "B": (Fraction(1000),), "C": (Fraction(5),), "D": (Fraction(7),)}
    assert rank_scores(scores_of(90, 80, 80, 70), ties=ties) == {"A": 1, "B": 2, "C": 3, "D": 4}


def test_two_that_lack_a_figure_leave_only_their_own_tie_undecided():
    # A to C are equal at 90: B lacks the figure. D to F are equal at 50 and all have it. G, alone, lacks it too.
    ties = {unit: (None if n is None else Fraction(n),) for unit, n in zip("ABCDEFG", (3, None, 1, 1, 3, 2, None))}
    found = rank_scores(scores_of(90, 90, 90, 50, 50, 50, 10), ties=ties)
    assert found == {"A": 1, "B": 1, "C": 1, "D": 6, "E": 4, "F": 5, "G": 7}


def test_values_become_their_places_from_the_least_up():
    assert order_of([Fraction(1, 3), None, Fraction(1, 2), Fraction(1, 3), 0]).tolist() == [1, -1, 2, 1, 0]
    assert order_of([]).tolist() == []
    assert [column.tolist() for column in tie_columns([(5, None), (7, True), (5, False)])] == [[0, 1, 0], [-1, 1, 0]]
    assert tie_columns([]) == []
    assert tie_columns([(), ()]) == []


def test_each_draw_is_ranked_alone():
    draws = np.array([[5, 5, 1], [1, 2, 3], [0, 0, 0], [-1, 4, -1]])
    assert places(draws).tolist() == [[1, 1, 3], [3, 2, 1], [1, 1, 1], [2, 1, 2]]
    # The column decides for the third over the second, and knows nothing of the first.
    column = np.array([-1, 0, 1])
    assert places(draws, among_equals=[column]).tolist() == [[1, 1, 3], [3, 2, 1], [1, 1, 1], [2, 1, 2]]
    column = np.array([2, 0, 1])
    assert places(draws, among_equals=[column]).tolist() == [[1, 2, 3], [3, 2, 1], [1, 3, 2], [2, 1, 3]]


def test_what_did_not_occur_is_set_against_nothing():
    # All three are equal. A tie-break that did not occur to A decides nothing among them, one that all have does.
    for points, expected in (((None, 0, 5), [1, 1, 1]), ((3, 0, 5), [2, 3, 1])):
        ties = {unit: (None if part is None else Fraction(part),) for unit, part in zip("ABC", points)}
        assert list(rank_scores(dict.fromkeys("ABC", Decimal("50")), ties=ties).values()) == expected
    # The second tie-break, which everybody has, decides what the first could not.
    ties = {"A": (None, Fraction(1)), "B": (Fraction(0), Fraction(2)), "C": (Fraction(5), Fraction(1))}
    assert rank_scores(dict.fromkeys("ABC", Decimal("50")), ties=ties) == {"A": 2, "B": 1, "C": 2}
    # Nobody else is touched: D has a better score, E and F are equal and have both.
    scores = {"D": Decimal("60"), "A": Decimal("50"), "B": Decimal("50"), "E": Decimal("40"), "F": Decimal("40")}
    ties = {"D": (None,), "A": (None,), "B": (Fraction(0),), "E": (Fraction(1),), "F": (Fraction(2),)}
    assert rank_scores(scores, ties=ties) == {"D": 1, "A": 2, "B": 2, "E": 5, "F": 4}


@given(st.dictionaries(st.text("ABCDEFGH", min_size=1, max_size=3), st.integers(0, 1000), min_size=1))
def test_ranks_are_competition_ranks_whatever_the_order(found):
    scores = {unit: Decimal(n) / 100 for unit, n in found.items()}
    ranks = rank_scores(scores)
    assert ranks == {unit: 1 + sum(other > own for other in scores.values()) for unit, own in scores.items()}
    assert rank_scores(dict(reversed(scores.items()))) == ranks


@given(st.lists(st.lists(st.integers(0, 3), min_size=5, max_size=5), min_size=1, max_size=4))
def test_a_rank_is_one_more_than_the_scores_that_are_better(rows):
    expected = [[1 + sum(other > each for other in row) for each in row] for row in rows]
    assert places(np.array(rows)).tolist() == expected
