"""Who stands for whom: renames, mergers, splits, chains, and what nobody has received."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from toolkit.periods import parse_period
from toolkit.units.model import Unit
from toolkit.units.structure import Structure, Transfer

END = date(2025, 12, 31)


def units(*ids, ended=()):
    return [Unit(id, id, valid_to=date(2025, 6, 30) if id in ended else None) for id in ids]


def ids(structure):
    return [unit.id for unit in structure.units]


def test_a_transfer_counts_from_its_day_on():
    moves = [Transfer("A", "B", date(2025, 7, 1))]
    assert ids(Structure(units("A", "B"), moves, day=date(2025, 6, 30))) == ["A", "B"]
    assert ids(Structure(units("A", "B"), moves, day=date(2025, 7, 1))) == ["B"]


def test_chains_are_followed_in_the_order_of_their_days():
    moves = [Transfer("B", "C", date(2025, 9, 1)), Transfer("A", "B", date(2025, 3, 1))]
    assert Structure(units("A", "B", "C"), moves, day=END).receiver("A") == "C"
    # B had gone to C before A came to B: A's part stays with B, which therefore cannot have ended.
    moves = [Transfer("B", "C", date(2025, 3, 1)), Transfer("A", "B", date(2025, 9, 1))]
    assert Structure(units("A", "B", "C"), moves, day=END).receiver("B") == "C"


def test_a_name_that_goes_and_comes_back_ends_where_it_began():
    moves = [Transfer("A", "B", date(2023, 1, 1)), Transfer("B", "A", date(2024, 1, 1))]
    structure = Structure(units("A", "B"), moves, day=END)
    assert (structure.receiver("A"), structure.receiver("B")) == ("A", "A")


def test_who_has_got_everything_back_stands_as_if_it_had_never_gone():
    moves = [Transfer("A", "B", date(2023, 1, 1)), Transfer("B", "A", date(2024, 1, 1))]
    structure = Structure(units("A", "B"), moves, day=END)
    assert structure.stood_on("A", date(2025, 5, 5)) and not structure.stood_on("B", date(2025, 5, 5))
    assert structure.behind("A", parse_period("2025"), by_service=False) == {"A"}
    assert structure.behind("A", parse_period("2023"), by_service=False) == {"A", "B"}


def test_a_split_gives_each_service_its_receiver_and_the_rest_to_the_one_without_scope():
    moves = [Transfer("A", "B", date(2025, 7, 1), frozenset({"D1", "D2"})), Transfer("A", "C", date(2025, 7, 1))]
    structure = Structure(units("A", "B", "C", ended="A"), moves, day=END)
    assert [structure.receiver("A", s) for s in ("D1", "D2", "D3", None)] == ["B", "B", "C", "C"]
    assert structure.services("A") == {"D1", "D2"}
    assert (ids(structure), structure.predecessors("B"), structure.predecessors("C")) == (["B", "C"], {"A"}, {"A"})


def test_a_unit_that_gives_one_field_away_stands_on():
    structure = Structure(units("A", "B"), [Transfer("A", "B", date(2025, 7, 1), frozenset({"D1"}))], day=END)
    assert (ids(structure), structure.receiver("A", "D1"), structure.receiver("A"), structure.unfinished) == (
        ["A", "B"],
        "B",
        "A",
        frozenset(),
    )


def test_what_nobody_received_stays_with_the_old_unit():
    structure = Structure(
        units("A", "B", ended="A"), [Transfer("A", "B", date(2025, 7, 1), frozenset({"D1"}))], day=END
    )
    assert (ids(structure), structure.receiver("A"), structure.unfinished) == (["A", "B"], "A", {"A"})


def test_a_unit_that_ended_without_any_entry_has_no_receiver():
    structure = Structure(units("A", "B", ended="A"), day=END)
    assert (ids(structure), structure.receiver("A")) == (["B"], None)


def test_who_gave_a_service_away_before_a_period_owes_nothing_for_it():
    moves = [Transfer("A", "B", date(2024, 7, 1), frozenset({"D1"}))]
    structure = Structure(units("A", "B"), moves, day=END)
    found = [structure.behind("B", parse_period(year), by_service=True) for year in ("2023", "2024", "2025")]
    assert found == [{"A", "B"}, {"A", "B"}, {"B"}]  # until 30/6/2024 the dossiers of D1 were A's to send
    assert structure.behind("A", parse_period("2025"), by_service=True) == {"A"}


def test_who_was_founded_and_handed_over_on_one_day_never_stood():
    new = Unit("N", "N", valid_from=date(2025, 9, 1))
    moves = [Transfer("A", "N", date(2025, 9, 1)), Transfer("N", "M", date(2025, 9, 1))]
    structure = Structure([*units("A", "M"), new], moves, day=END)
    assert structure.behind("M", parse_period("2025"), by_service=False) == {"A", "M"}


def test_within_a_day_what_a_scope_names_goes_before_the_rest_and_chains_are_followed():
    """On one day A goes to C, its D1 to B, and B's D1 on to D: the order of the lines says nothing."""
    day = date(2025, 7, 1)
    moves = [
        Transfer("A", "C", day),
        Transfer("B", "D", day, frozenset({"D1"})),
        Transfer("A", "B", day, frozenset({"D1"})),
    ]
    for order in (moves, moves[::-1]):
        structure = Structure(units("A", "B", "C", "D"), order, day=END)
        assert [structure.receiver("A", s) for s in (None, "D1", "D2")] == ["C", "D", "C"]
        assert [t.to_unit for t in structure.transfers] == ["B", "D", "C"]
    twice = [
        Transfer("A", to, day, frozenset(scope)) for to, scope in (("C", ["D1"]), ("B", ["D2", "D1"]), ("B", ["D1"]))
    ]
    kept = Structure(units("A", "B", "C"), twice, day=END)
    assert [(t.to_unit, sorted(t.scope)) for t in kept.transfers] == [("B", ["D1"]), ("B", ["D1", "D2"]), ("C", ["D1"])]
    assert kept.receiver("A", "D1") == "B"


def test_only_services_that_go_another_way_than_the_rest_are_told_apart():
    day = date(2025, 7, 1)
    moves = [Transfer("A", "B", day, frozenset({"D1"})), Transfer("A", "B", day)]
    assert Structure(units("A", "B"), moves, day=END).services("A") == frozenset()
    # B gave its D1 to C: what A sends to B in D1 goes on to C, and so do the files that name B.
    onward = [Transfer("A", "B", day), Transfer("B", "C", date(2025, 9, 1), frozenset({"D1"}))]
    structure = Structure(units("A", "B", "C"), onward, day=END)
    assert (structure.services("A"), structure.services("B"), structure.services("C")) == ({"D1"}, {"D1"}, frozenset())
    assert structure.predecessors("C") == {"A", "B"}
    assert structure.predecessors("B") == {"A"}
    assert structure.predecessors("A") == set()


def test_units_keep_the_order_of_their_list():
    listed = [*units("C", "A"), Unit("N", "N", valid_from=date(2026, 1, 1)), *units("B", ended="B"), *units("D")]
    assert ids(Structure(listed, [Transfer("A", "D", date(2025, 7, 1))], day=END)) == ["C", "D"]


def test_who_has_ended_is_unfinished_only_if_something_of_it_was_given_away():
    scoped = [Transfer("A", "B", date(2025, 7, 1), frozenset({"D1"})), Transfer("C", "B", date(2025, 7, 1))]
    structure = Structure(units("A", "B", "C", "D", ended="ACD"), scoped, day=END)
    assert (structure.unfinished, ids(structure)) == ({"A"}, ["A", "B"])
    assert [structure.receiver(unit) for unit in "ACD"] == ["A", "B", None]
    # On the last day of its life it has not ended.
    assert Structure(units("A", "B", ended="A"), scoped[:1], day=date(2025, 6, 30)).unfinished == frozenset()


def test_the_structure_of_a_period_as_it_was_has_everybody_of_it_standing_alone():
    year = parse_period("2025")
    listed = [
        Unit("A", "A", valid_to=date(2024, 12, 31)),
        Unit("B", "B", valid_to=date(2025, 1, 1)),
        Unit("C", "C"),
        Unit("D", "D", valid_from=date(2025, 12, 31)),
        Unit("E", "E", valid_from=date(2026, 1, 1)),
    ]
    structure = Structure.as_was(listed, year)
    assert (ids(structure), structure.transfers) == (["B", "C", "D"], ())
    assert [structure.receiver(unit) for unit in "ABCDE"] == [None, "B", "C", "D", None]
    assert structure.behind("B", year, by_service=True) == {"B"}
    assert structure.behind("A", None, by_service=True) == frozenset()
    assert (structure.stood_on("B", date(2025, 1, 1)), structure.stood_on("B", date(2025, 1, 2))) == (True, False)


def test_structures_are_equal_where_the_same_units_stand_for_the_same_parts():
    moves = [Transfer("A", "B", date(2025, 7, 1))]
    one, later = (Structure(units("A", "B"), moves, day=day) for day in (date(2025, 7, 1), END))
    before = Structure(units("A", "B"), moves, day=date(2025, 6, 30))
    assert one == later and hash(one) == hash(later)
    assert one != before and one != "A"
    assert Structure(units("B"), day=END) != one  # the same units, but nobody's affairs have come to B
    assert len({one, later, before}) == 2


def test_the_day_on_which_a_unit_went_is_that_of_its_first_whole_transfer():
    day, later = date(2025, 7, 1), date(2025, 9, 1)
    moves = [
        Transfer("A", "B", date(2025, 3, 1), frozenset({"D1"})),
        Transfer("A", "C", later),
        Transfer("A", "B", day),
        Transfer("B", "C", day, frozenset({"D2"})),
    ]
    structure = Structure(units("A", "B", "C"), moves, day=END)
    assert [structure.moved_on(unit) for unit in "ABC"] == [day, None, None]
    back = [Transfer("A", "B", day), Transfer("B", "A", later)]
    assert [Structure(units("A", "B"), back, day=END).moved_on(unit) for unit in "AB"] == [None, later]


def test_a_unit_stood_on_a_day_that_lies_in_its_life_before_it_went():
    listed = [Unit("A", "A", valid_from=date(2025, 2, 1), valid_to=date(2025, 6, 30)), *units("B")]
    structure = Structure(listed, [Transfer("A", "B", date(2025, 5, 1))], day=END)
    days = (
        date(2025, 1, 31),
        date(2025, 2, 1),
        date(2025, 4, 30),
        date(2025, 5, 1),
        date(2025, 6, 1),
        date(2025, 7, 1),
    )
    assert [structure.stood_on("A", day) for day in days] == [False, True, True, False, False, False]
    assert [structure.stood_on("B", day) for day in days] == [True] * 6
    alone = Structure(listed, day=END)
    assert [alone.stood_on("A", day) for day in days] == [False, True, True, True, True, False]


def test_a_founding_in_a_period_is_after_its_first_day():
    year = parse_period("2025")
    days = (None, date(2024, 12, 31), date(2025, 1, 1), date(2025, 1, 2), date(2025, 12, 31), date(2026, 1, 1))
    structure = Structure([Unit(str(n), "x", valid_from=day) for n, day in enumerate(days)], day=END)
    assert [structure.is_founded_in(str(n), year) for n in range(6)] == [False, False, False, True, True, False]


def test_who_is_behind_a_unit_is_asked_of_all_time_or_of_a_period():
    moves = [Transfer("A", "B", date(2023, 7, 1)), Transfer("C", "B", date(2025, 7, 1), frozenset({"D1"}))]
    structure = Structure(units("A", "B", "C"), moves, day=END)
    assert structure.behind("B", None, by_service=False) == {"A", "B"}
    assert structure.behind("B", None, by_service=True) == {"A", "B", "C"}
    assert structure.behind("B", parse_period("2025"), by_service=False) == {"B"}
    assert structure.behind("B", parse_period("2025"), by_service=True) == {"B", "C"}
    assert structure.behind("B", parse_period("2025-H2"), by_service=True) == {"B"}
    assert structure.behind("A", None, by_service=False) == frozenset()
    assert structure.behind("Z", None, by_service=False) == frozenset()


def test_who_gave_everything_away_before_a_service_of_it_moved_on_owes_from_the_first_day():
    """A went to B in 2024; that B gave D1 on to C in 2025 is no delivery that A owes in 2025."""
    moves = [Transfer("A", "B", date(2024, 7, 1)), Transfer("B", "C", date(2025, 7, 1), frozenset({"D1"}))]
    structure = Structure(units("A", "B", "C"), moves, day=END)
    found = [structure.behind("C", parse_period(year), by_service=True) for year in ("2024", "2025")]
    assert found == [{"A", "B", "C"}, {"B", "C"}]


names = st.sampled_from("ABCDE")
moves = st.lists(
    st.builds(
        Transfer,
        names,
        names,
        st.dates(date(2022, 1, 1), END),
        st.frozensets(st.sampled_from(["D1", "D2"]), max_size=2),
    ).filter(lambda t: t.from_unit != t.to_unit),
    max_size=8,
)


@given(moves, st.permutations("ABCDE"))
def test_every_part_of_a_living_unit_has_exactly_one_receiver_that_stands(entries, order):
    structure = Structure(units(*order), entries, day=END)
    for unit in order:
        for service in (None, "D1", "D2", "D3"):
            received = structure.receiver(unit, service)
            wholly = structure.receiver(unit)
            assert received is None or received in ids(structure)
            assert wholly is not None or not ids(structure) or received is None or received in ids(structure)
    assert {u: Structure(units("A", "B", "C", "D", "E"), entries, day=END).receiver(u) for u in order} == {
        u: structure.receiver(u) for u in order
    }
