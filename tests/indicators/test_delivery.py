"""Who has to deliver for a unit, when units merge, split and begin: each case worked out by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tables import table, target

from toolkit.indicators.delivery import Deliverers
from toolkit.periods import parse_period
from toolkit.sources import SourceFile
from toolkit.units.model import Unit
from toolkit.units.structure import Structure, Transfer

YEAR = parse_period("2024")
MID = date(2024, 7, 1)


def deliverers(*transfers, units="ABC", period=YEAR, **valid):
    listed = [Unit(id, id, **valid.get(id, {})) for id in units]
    return Deliverers(Structure(listed, [Transfer(*each) for each in transfers], day=period.end), period)


def delivered(name="van_ban", *units):
    """A source of which only these units have delivered, each with a file of its own."""
    return table(name, files=[f"{name}__{unit}" for unit in units])


MERGED = ("A", "B", MID)
DIVIDED = ("A", "B", MID, frozenset({"D1"}))


# Who stands behind a unit ------------------------------------------------------------------------------------------


def test_services_have_receivers_of_their_own_where_a_source_tells_services():
    d = deliverers(DIVIDED)
    assert d.behind("B", table("ho_so_tthc")) == d.behind("B", table("dich_vu_cong")) == {"A", "B"}
    assert d.behind("B", table("van_ban")) == {"B"}
    assert d.behind("A", table("ho_so_tthc")) == {"A"}


def test_who_had_gone_before_the_period_is_behind_nobody():
    assert deliverers(("A", "B", date(2024, 1, 1))).behind("B", table("van_ban")) == {"B"}
    assert deliverers(("A", "B", date(2024, 1, 2))).behind("B", table("van_ban")) == {"A", "B"}


# Who has not delivered ---------------------------------------------------------------------------------------------


def test_without_a_file_nobody_has_delivered():
    assert deliverers(MERGED).silent("B", table("van_ban")) == ("A", "B")
    not_yet = deliverers(C={"valid_from": date(2025, 5, 5)})
    assert not_yet.silent("C", table("van_ban")) == ("C",)  # nobody stood behind it in the period


def test_files_of_all_speak_for_everybody():
    assert deliverers(MERGED).silent("B", table("van_ban", files=["van_ban"])) == ()
    assert deliverers(MERGED).silent("B", table("van_ban", files=["van_ban", "van_ban__A"])) == ()


@pytest.mark.parametrize(
    ("files", "silent"), [("AB", ()), ("A", ("B",)), ("B", ("A",)), ("C", ("A", "B")), ("ABC", ())]
)
def test_each_of_those_behind_a_unit_owes_a_file_of_a_flow(files, silent):
    assert deliverers(MERGED).silent("B", delivered("van_ban", *files)) == silent


def test_who_has_rows_in_the_file_of_another_has_delivered():
    data = table("van_ban", {"unit": "B", "unit_was": "A"}, files=["van_ban__B"])
    assert deliverers(MERGED).silent("B", data) == ()


@pytest.mark.parametrize(("files", "silent"), [("B", ()), ("A", ("B",)), ("AB", ()), ("C", ("A", "B"))])
def test_a_unit_speaks_alone_for_the_state_at_the_periods_end(files, silent):
    """A stock is what B holds at the end, with what has come to it; A, which is gone by then, has nothing to say."""
    assert deliverers(MERGED).silent("B", delivered("can_bo", *files)) == silent


def test_who_still_stands_at_the_end_speaks_for_itself():
    """A gave away one service and stands on: the catalogue at the end of the year is A's as well as B's."""
    assert deliverers(DIVIDED).silent("B", delivered("dich_vu_cong", "B")) == ("A",)
    # C is gone by then, A is not: one of the two is enough for the figure not to be whole.
    both = deliverers(DIVIDED, ("C", "B", MID))
    assert both.silent("B", delivered("dich_vu_cong", "B")) == ("A", "C")


@pytest.mark.parametrize(
    ("begun", "files", "silent"),
    [
        (MID, "A", ()),  # all who came to it have spoken for the year
        (MID, "AB", ()),
        (MID, "B", ("A",)),
        (MID, "C", ("A", "B")),
        (date(2024, 1, 1), "A", ("B",)),  # the first day of the period is no founding within it
        (date(2024, 1, 2), "A", ()),
        (None, "A", ("B",)),
    ],
)
def test_who_was_founded_in_the_period_need_not_speak_where_its_parts_have(begun, files, silent):
    d = deliverers(MERGED, B={"valid_from": begun})
    assert d.silent("B", delivered("van_ban", *files)) == silent


def test_who_was_founded_of_nobody_has_to_speak():
    assert deliverers(B={"valid_from": MID}).silent("B", delivered("van_ban", "A")) == ("B",)


def test_a_file_under_the_name_of_before_is_the_units_own():
    """A was renamed to B in 2023; files of 2024 may still be called after A."""
    d = deliverers(("A", "B", date(2023, 7, 1)))
    assert d.silent("B", delivered("van_ban", "A")) == ()
    assert d.silent("B", delivered("van_ban", "C")) == ("B",)


def test_a_file_under_the_name_of_before_speaks_for_the_unit_alone():
    """C came to B within the year and has not delivered: a file called after A, which B once was, is not C's."""
    d = deliverers(("A", "B", date(2023, 7, 1)), ("C", "B", MID))
    assert d.silent("B", delivered("van_ban", "A")) == ("C",)


def test_only_those_to_whom_the_target_was_given_owe_it_and_the_unit_itself():
    d, data = deliverers(MERGED), delivered("van_ban", "C")
    assert d.silent("B", data, target=target(units=["B", "C"])) == ("B",)
    assert d.silent("B", data, target=target(units=["A"])) == ("A", "B")
    assert d.silent("B", data, target=target()) == ("A", "B")


def test_who_owes_nothing_delivers_nothing_for_another():
    """The target is B's: the file of A, which is not asked for it, leaves B silent."""
    assert deliverers(MERGED).silent("B", delivered("van_ban", "A"), target=target(units=["B"])) == ("B",)


def test_without_files_a_target_makes_no_difference():
    assert deliverers(MERGED).silent("B", table("van_ban"), target=target(units=["B"])) == ("A", "B")


def test_lacking_asks_whoever_it_is_told_to_ask():
    d, data = deliverers(MERGED), table("bao_cao_don_vi", files=["bao_cao_don_vi"])
    assert d.lacking("B", data, has={"A"}.__contains__) == ("B",)
    assert d.lacking("B", data, has={"A", "B"}.__contains__, target=target()) == ()
    assert d.lacking("B", data, has=set().__contains__, target=target(units=["B"])) == ("B",)


# What is known of a unit's rows ------------------------------------------------------------------------------------


def test_a_unit_that_did_not_stand_owes_nothing_unless_it_has_rows():
    d = deliverers(C={"valid_from": date(2025, 1, 1)})
    assert [d.stands(unit, table("van_ban")) for unit in "AC"] == [True, False]
    assert d.stands("C", table("van_ban", {"unit": "C"}))
    assert not d.stands("C", table("van_ban", {"unit": "A"}))


def refused(name, *units):
    return tuple(SourceFile(name, Path("x"), "x", unit=unit) for unit in units)


@pytest.mark.parametrize(("name", "touched"), [("van_ban", "AB"), ("ho_so_tthc", "AB")])
def test_a_file_that_could_not_be_read_may_be_of_anybody_behind_the_unit(name, touched):
    d = deliverers(("A", "B", date(2023, 1, 1)))
    data = table(name, files=[f"{name}__C"], refused=refused(name, "A"))
    assert [d.is_refused(unit, data) for unit in "BC"] == [True, False]
    assert d.is_refused("B", table(name, files=[f"{name}__C"], doubted=frozenset("A")))
    assert not d.is_refused("B", table(name, files=[f"{name}__C"], doubted=frozenset("C")))


def test_of_a_divided_unit_a_file_that_tells_no_services_is_its_own():
    d = deliverers(DIVIDED)
    files = {name: table(name, files=[f"{name}__C"], refused=refused(name, "A")) for name in ("van_ban", "ho_so_tthc")}
    assert [d.is_refused("B", files[name]) for name in ("van_ban", "ho_so_tthc")] == [False, True]


def test_a_unit_nobody_lists_is_behind_itself():
    d = deliverers()
    assert d.is_refused("Z", table("van_ban", files=["van_ban__C"], refused=refused("van_ban", "Z")))
    assert not d.is_refused("Z", table("van_ban", files=["van_ban__C"], refused=refused("van_ban", "A")))


def test_it_is_certain_that_a_unit_has_no_row_where_no_row_of_nobody_may_be_its():
    d = deliverers(("A", "B", date(2023, 1, 1)))
    assert not d.is_known_to_lack("B", table("van_ban", {"unit": "B"}))
    assert d.is_known_to_lack("B", table("van_ban", {"unit": "C"}))
    of_all = table("van_ban", {"unit": None}, unplaced=frozenset({0}))
    assert not d.is_known_to_lack("B", of_all)
    # A row without a unit in a file called after A is B's, after C it is not.
    for own, known in (("A", False), ("B", False), ("C", True)):
        data = table("van_ban", {"unit": None}, files=[f"van_ban__{own}"], unplaced=frozenset({0}))
        assert d.is_known_to_lack("B", data) is known
