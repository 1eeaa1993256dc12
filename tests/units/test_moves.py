"""Whose affairs have come to whom, and how it is told: chains, parts and rests, worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.units.model import Unit
from toolkit.units.moves import Move, held_text, moves_from, moves_of, moves_to, part_text
from toolkit.units.structure import Transfer

MARCH, JULY, SEPTEMBER = date(2025, 3, 1), date(2025, 7, 1), date(2025, 9, 1)
START = date(2025, 1, 1)


def move(day, giver, taker, *scope, rest=False):
    return Move(day, giver, f"Phòng {giver}", taker, f"Phòng {taker}", scope, rest)


def ways(moves):
    return [(each.from_unit, each.to_unit) for each in moves]


def test_transfers_are_told_with_names_in_the_order_of_days_units_and_scopes():
    units = [Unit("A", "Phòng A"), Unit("B", "Phòng B")]
    transfers = [
        Transfer("A", "B", JULY, frozenset({"D2", "D1"})),
        Transfer("A", "B", JULY, frozenset({"D0"})),
        Transfer("A", "A2", JULY),
        Transfer("Z", "A", MARCH),
        Transfer("B", "A", JULY),
    ]
    assert moves_of(transfers, units=units) == (
        Move(MARCH, "Z", "Z", "A", "Phòng A"),  # a unit of no list is called by its code
        Move(JULY, "A", "Phòng A", "A2", "A2", (), is_rest=True),
        Move(JULY, "A", "Phòng A", "B", "Phòng B", ("D0",)),
        Move(JULY, "A", "Phòng A", "B", "Phòng B", ("D1", "D2")),
        Move(JULY, "B", "Phòng B", "A", "Phòng A"),
    )


def test_only_who_gave_services_away_by_name_has_a_rest():
    given = moves_of([Transfer("A", "B", MARCH, frozenset({"D1"})), Transfer("C", "D", MARCH)], units=())
    assert [each.is_rest for each in given] == [False, False]
    later = moves_of([Transfer("A", "B", MARCH, frozenset({"D1"})), Transfer("A", "C", JULY)], units=())
    assert [each.is_rest for each in later] == [False, True]
    assert moves_of([], units=()) == ()


def test_the_transfers_may_come_one_by_one():
    assert ways(moves_of(iter([Transfer("A", "B", MARCH)]), units=())) == [("A", "B")]


CHAIN = [move(MARCH, "A", "B"), move(JULY, "B", "C"), move(JULY, "D", "C")]


def test_a_chain_is_followed_to_its_start():
    assert ways(moves_to(CHAIN, "C", since=START, by_service=False)) == [("B", "C"), ("A", "B"), ("D", "C")]
    assert ways(moves_to(CHAIN, "B", since=START, by_service=True)) == [("A", "B")]
    assert moves_to(CHAIN, "A", since=START, by_service=True) == ()


@pytest.mark.parametrize(
    ("since", "found"),
    [(date(2025, 2, 28), [("B", "C"), ("A", "B"), ("D", "C")]), (MARCH, [("B", "C"), ("D", "C")]), (JULY, [])],
)
def test_moves_count_after_the_day(since, found):
    assert ways(moves_to(CHAIN, "C", since=since, by_service=False)) == found


def test_what_came_after_the_giver_had_gone_has_not_come_along():
    """B went to C in March; what A gave to B in July never came to C. On one day the rows go on."""
    assert ways(moves_to([move(MARCH, "B", "C"), move(JULY, "A", "B")], "C", since=START, by_service=False)) == [
        ("B", "C")
    ]
    assert ways(moves_to([move(JULY, "B", "C"), move(JULY, "A", "B")], "C", since=START, by_service=False)) == [
        ("B", "C"),
        ("A", "B"),
    ]


def test_a_name_that_goes_and_comes_back_ends_and_is_told_once():
    moves = [move(MARCH, "A", "B"), move(JULY, "B", "A"), move(SEPTEMBER, "A", "C"), move(SEPTEMBER, "B", "C")]
    assert ways(moves_to(moves, "C", since=START, by_service=False)) == [("A", "C"), ("B", "A"), ("A", "B"), ("B", "C")]
    circle = [move(JULY, "A", "B"), move(JULY, "B", "A")]
    # What was A's before it went is not another's.
    assert ways(moves_to(circle, "A", since=START, by_service=False)) == [("B", "A")]


PARTS = [move(JULY, "A", "B", "D1"), move(JULY, "A", "C", rest=True)]


def test_parts_move_only_where_rows_tell_services():
    assert moves_to(PARTS, "B", since=START, by_service=True) == (PARTS[0],)
    assert moves_to(PARTS, "B", since=START, by_service=False) == ()
    assert moves_to(PARTS, "C", since=START, by_service=True) == (PARTS[1],)
    # In a source without services the rest is all: it is not told as a rest.
    assert moves_to(PARTS, "C", since=START, by_service=False) == (move(JULY, "A", "C"),)


def test_a_chain_keeps_to_what_its_source_tells():
    moves = [move(MARCH, "A", "B", "D1"), move(MARCH, "Z", "B"), move(JULY, "B", "C")]
    assert ways(moves_to(moves, "C", since=START, by_service=False)) == [("B", "C"), ("Z", "B")]
    assert ways(moves_to(moves, "C", since=START, by_service=True)) == [("B", "C"), ("A", "B"), ("Z", "B")]
    early = [move(date(2024, 5, 1), "A", "B"), move(JULY, "B", "C")]
    assert ways(moves_to(early, "C", since=START, by_service=False)) == [("B", "C")]


def test_what_has_gone_from_a_unit_after_a_day():
    moves = [move(MARCH, "A", "B"), move(JULY, "A", "C"), move(JULY, "B", "C")]
    assert moves_from(moves, "A", since=MARCH) == (moves[1],)
    assert moves_from(moves, "A", since=START) == (moves[0], moves[1])
    assert moves_from(moves, "C", since=START) == ()


def test_what_a_unit_holds_is_told_with_the_way_it_came():
    assert held_text([]) == ""
    told = held_text([move(JULY, "B", "C"), move(MARCH, "A", "B"), move(JULY, "D", "C", "D1", "D2")])
    assert told == (
        "gồm số liệu của Phòng B (B), nhập về ngày 01/7/2025; "
        "số liệu của Phòng A (A), nhập về Phòng B (B) ngày 01/3/2025; "
        "số liệu các thủ tục D1, D2 của Phòng D (D), nhập về ngày 01/7/2025"
    )


def test_a_part_is_told_as_a_part():
    assert part_text(move(JULY, "A", "B", "D1", "D2")) == "số liệu các thủ tục D1, D2"
    assert part_text(move(JULY, "A", "B", rest=True)) == "phần số liệu còn lại"
    assert part_text(move(JULY, "A", "B")) == "số liệu"
