"""One period from its files to its result: what it takes in, who has what, and what it is compared with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from small import documents, evaluated, plan, reported

from toolkit.evaluation.assignment import given_on
from toolkit.evaluation.comparison import compare
from toolkit.evaluation.evaluate import evaluate
from toolkit.evaluation.places import PeriodFiles, Place
from toolkit.periods import parse_period
from toolkit.plan import Plan
from toolkit.units.model import Unit
from toolkit.units.structure import Structure, Transfer

UNITS = tuple(Unit(id, f"Phòng {id}") for id in "ABC")


def test_without_transfers_each_unit_stands_for_itself(tmp_path):
    evaluated(
        tmp_path, {"2024/van_ban.csv": documents(A=(1, 2), B=(0, 1)), "2024/nhan_xet.md": "# Đánh giá chung\n\nTốt.\n"}
    )
    period, place = parse_period("2024"), Place(tmp_path / "2024")
    structure = Structure(UNITS, day=period.end)
    e = evaluate(PeriodFiles(Plan.model_validate(plan()), UNITS, period, structure, place))
    assert [e.indicator(unit, "T1").value for unit in ("A", "B", "SO")] == [Fraction(1, 2), 0, Fraction(1, 3)]
    assert (e.units, e.period.id, e.rows_read["van_ban"], e.rows_by_unit["A", "van_ban"]) == (UNITS, "2024", 3, 2)
    assert sorted(e.inputs) == ["2024/nhan_xet.md", "2024/van_ban.csv"]
    assert all(len(sha) == 64 for sha in e.inputs.values())
    assert e.remarks == {"overall": "Tốt."}
    assert e.latest_days["A", "van_ban"] == date(2024, 2, 1)


TARGET = plan()["targets"][0]
SERVICES = {"source": "ho_so_tthc", "success": {"returned_online": True}}


@pytest.mark.parametrize(
    ("target", "transfers", "units"),
    [
        ({}, [Transfer("A", "B", date(2024, 3, 1))], "all"),
        ({"units": ["A"]}, [], ("A",)),
        ({"units": ["A"]}, [Transfer("A", "B", date(2024, 3, 1))], ("A", "B")),
        ({"units": ["A"]}, [Transfer("A", "B", date(2025, 3, 1))], ("A",)),  # after the structure's day
        ({"units": ["A", "B"]}, [Transfer("A", "B", date(2024, 3, 1))], ("A", "B")),
        # Services that went to C take along what counts services, and nothing else.
        ({"units": ["A"]}, [Transfer("A", "C", date(2024, 3, 1), frozenset({"1.1"}))], ("A",)),
        ({"units": ["A"], **SERVICES}, [Transfer("A", "C", date(2024, 3, 1), frozenset({"1.1"}))], ("A", "C")),
        ({"units": ["B"], **SERVICES}, [Transfer("A", "C", date(2024, 3, 1), frozenset({"1.1"}))], ("B",)),
    ],
)
def test_a_target_goes_with_the_rows_to_whom_they_have_come(target, transfers, units):
    made = Plan.model_validate(plan(targets=[TARGET | target]))
    structure = Structure(UNITS, transfers, day=date(2024, 12, 31))
    assert given_on(made, structure).targets[0].units == units
    assert made == Plan.model_validate(plan(targets=[TARGET | target]))  # the plan itself is as it was


def year(tmp_path, number, **found):
    return evaluated(
        tmp_path / str(number), {f"{number}/van_ban.csv": documents(str(number), **found)}, period=str(number)
    )


def test_a_figure_is_compared_with_the_whole_one_of_the_period_before(tmp_path):
    now, before = year(tmp_path, 2024, A=(3, 4), B=(1, 4)), year(tmp_path, 2023, A=(1, 4), C=(1, 1))
    e = compare(now, previous=before)
    a, b, c = (e.indicator(unit, "T1") for unit in "ABC")
    assert (a.previous_value, a.change) == (Fraction(1, 4), Fraction(1, 2))
    assert (b.previous_value, b.change) == (None, None)  # no cases then
    assert (c.previous_value, c.change) == (1, None)  # none now
    assert e.inputs_before == before.inputs
    assert e.indicator("A", "T1").value_just_before is None
    assert compare(now, previous=None).indicators == now.indicators


def test_a_part_is_no_value_to_compare_with_and_a_unit_that_was_not_there_has_none(tmp_path):
    now, before = year(tmp_path, 2024, A=(3, 4)), year(tmp_path, 2023, A=(1, 4))
    part = replace(before, indicators=tuple(replace(i, state="partial") for i in before.indicators if i.unit != "B"))
    e = compare(now, previous=part, just_before=before)
    assert (e.indicator("A", "T1").previous_value, e.indicator("A", "T1").value_just_before) == (None, Fraction(1, 4))
    assert (e.indicator("B", "T1").previous_value, e.indicator("A", "T1").change) == (None, None)
    assert e.inputs_before == before.inputs


def test_a_goal_that_rests_on_a_year_before_leaves_other_floors_alone(tmp_path):
    """A floor of 1 beside such a goal once divided by nothing: the value of a year before is asked for whatever the goal."""
    targets = reported(
        {"id": "T1", "goal": {"change": "+10%", "from": "previous_year"}, "points": 5},
        {"id": "T2", "goal": 4, "floor": 1, "points": 5},
    )
    head = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\n"
    files = {
        "2023/bao_cao_don_vi.csv": head + "A,T1,10,1\nA,T2,1,1\n",
        "2024/bao_cao_don_vi.csv": head + "A,T1,11,1\nA,T2,2,1\n",
    }
    found = evaluated(tmp_path, files, plan=targets)
    assert [found.indicator("A", id).attainment for id in ("T1", "T2")] == [1, Fraction(1, 3)]
