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
