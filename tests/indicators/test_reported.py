"""What units report themselves: read row by row, added up part by part, refused where it cannot be. Worked out by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from small import plan as small_plan
from small import reported as reported_plan
from tables import table

from toolkit.indicators.delivery import Deliverers
from toolkit.indicators.model import Count
from toolkit.indicators.reported import joined, of_all_behind, read_reported, reported_fault, reported_rows
from toolkit.periods import parse_period
from toolkit.plan import Plan
from toolkit.units.model import Unit
from toolkit.units.structure import Structure, Transfer

PLAN = Plan.model_validate(
    reported_plan({"id": "CT1", "goal": "80%", "points": 1}, {"id": "CT2", "goal": 4, "points": 1})
)
OK, NONE = "ok", "no_cases"


def counted(numerator, denominator, state=OK):
    return Count(state, Fraction(numerator), Fraction(denominator))


def report(*rows, **known):
    """Rows of (unit, target, numerator, denominator[, more])."""
    made = [
        {"unit": u, "target": t, "numerator": n, "denominator": d, **(more[0] if more else {})}
        for u, t, n, d, *more in rows
    ]
    return table("bao_cao_don_vi", *made, **known)


def told(data, *, plan=PLAN, year=2024):
    """What each row says: its target, what it counts, the code of its fault."""
    return [
        (target and target.id, count, fault and fault[0])
        for _, target, count, fault in reported_rows(plan, data, year=year)
    ]


# One row -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("numerator", "denominator", "count", "code"),
    [
        ("85", "100", counted(85, 100), None),
        ("100", "100", counted(100, 100), None),
        ("0", "7", counted(0, 7), None),
        ("1.200", "1.500", counted(1200, 1500), None),  # counts: thousands, never 1,2
        ("0", "0", counted(0, 0, NONE), None),
        ("", "", Count("missing"), None),
        (None, None, Count("missing"), None),
        ("101", "100", Count("blocked"), "SO-01"),
        ("-1", "100", Count("blocked"), "SO-01"),
        ("-2", "-1", Count("blocked"), "SO-01"),
        ("0", "-1", Count("blocked"), "SO-01"),
        ("8,5", "10", Count("blocked"), "SO-01"),
        ("8", "10,5", Count("blocked"), "SO-01"),
        ("85%", "100", Count("blocked"), "O-03"),
        ("10", "nhiều", Count("blocked"), "O-03"),
        ("5", "", Count("blocked"), "SO-01"),
        (None, "5", Count("blocked"), "SO-01"),
        ("5", "0", Count("blocked"), "SO-01"),
    ],
)
def test_a_row_of_a_percentage_goal_is_two_counts_of_which_one_is_part_of_the_other(
    numerator, denominator, count, code
):
    assert told(report(("A", "CT1", numerator, denominator))) == [("CT1", count, code)]


@pytest.mark.parametrize(
    ("numerator", "denominator", "count", "code"),
    [
        ("12,5", "1", counted("12.5", 1), None),
        ("7", "2", counted(7, 2), None),  # a number may exceed what it is divided by
        ("-3", "1", counted(-3, 1), None),
        ("1.200", "1", Count("blocked"), "O-03"),  # 1200 or 1,2: nobody knows
        ("3", "-1", Count("blocked"), "SO-01"),
        ("5", "0", Count("blocked"), "SO-01"),
        ("0", "0", counted(0, 0, NONE), None),
    ],
)
def test_a_row_of_a_plain_goal_is_any_number(numerator, denominator, count, code):
    assert told(report(("A", "CT2", numerator, denominator))) == [("CT2", count, code)]


def test_a_column_decides_how_its_numbers_are_written_each_file_for_itself():
    ours = ("A", "CT2", "1.234", "1"), ("B", "CT2", "95,5", "1")
    assert told(report(*ours)) == [("CT2", counted(1234, 1), None), ("CT2", counted("95.5", 1), None)]
    other = ("B", "CT2", "95,5", "1", {"file": 1})
    assert told(report(ours[0], other, files=["a", "b"]))[0] == ("CT2", Count("blocked"), "O-03")
    # A column of real number cells has a decimal dot.
    assert told(report(ours[0], machine=frozenset({"numerator"}))) == [("CT2", counted("1.234", 1), None)]
    assert told(report(ours[0], machine=frozenset({"denominator"})))[0][2] == "O-03"


@pytest.mark.parametrize(
    ("text", "target"),
    [("CT1", "CT1"), ("ct 1", "CT1"), ("CT-01", "CT1"), ("CT3", None), ("", None), (None, None)],
)
def test_a_target_is_found_under_every_spelling_of_its_id(text, target):
    assert told(report(("A", text, "1", "2"))) == [
        (target, counted(1, 2) if target else Count("missing"), None),
    ]


def test_a_goal_is_of_its_year():
    by_year = {"id": "CT1", "goal": {2023: "50%", 2025: "60%"}, "points": 1}
    made = Plan.model_validate(reported_plan(by_year))
    # Before the first goal nobody says that figures are counts: 8,5 of 10 is read as the numbers that they are.
    assert told(report(("A", "CT1", "8,5", "10")), plan=made, year=2022) == [("CT1", counted("8.5", 10), None)]
    assert told(report(("A", "CT1", "8,5", "10")), plan=made, year=2023)[0][2] == "SO-01"


@pytest.mark.parametrize("column", ["numerator", "denominator"])
def test_a_file_without_one_of_the_numbers_blocks_its_rows_without_a_word_of_each(column):
    data = report(
        ("A", "CT1", "1", "2"),
        ("B", "CT1", None, "2", {"file": 1}),
        ("C", "CT1", None, None, {"file": 1}),
        files=["a", "b"],
        lost={column: frozenset({1})},
    )
    assert told(data) == [
        ("CT1", counted(1, 2), None),
        ("CT1", Count("blocked"), None),
        ("CT1", Count("blocked"), None),
    ]


# Two rows about one thing ------------------------------------------------------------------------------------------


def test_the_same_said_twice_counts_once_and_said_differently_blocks():
    same = told(report(("A", "CT1", "1", "2"), ("A", "ct1", "1", "2")))
    assert same == [("CT1", counted(1, 2), None), ("CT1", Count("missing"), "DONG-01")]
    other = told(report(("A", "CT1", "1", "2"), ("A", "ct1", "2", "2")))
    assert other == [("CT1", counted(1, 2), None), ("CT1", Count("blocked"), "DONG-02")]


def test_another_unit_or_target_or_former_unit_is_another_thing():
    rows = ("A", "CT1", "1", "2"), ("B", "CT1", "1", "2"), ("A", "CT2", "1", "2")
    assert [code for _, _, code in told(report(*rows))] == [None] * 3
    parts = ("B", "CT1", "1", "2", {"unit_was": "A"}), ("B", "CT1", "1", "2", {"unit_was": "B"})
    assert [code for _, _, code in told(report(*parts))] == [None, None]


def test_rows_in_conflict_are_blocked_and_told_where_they_were_read():
    rows = ("A", "CT1", "1", "2", {"conflict": True}), ("A", "CT1", "2", "2", {"conflict": True})
    assert told(report(*rows)) == [("CT1", Count("blocked"), None)] * 2


def test_a_faulty_second_row_keeps_its_own_fault():
    rows = ("A", "CT1", "1", "2"), ("A", "ct1", "3", "2")
    assert [code for _, _, code in told(report(*rows))] == [None, "SO-01"]


def test_a_third_row_is_held_against_the_first():
    rows = ("A", "CT1", "1", "2"), ("A", "ct1", "2", "2"), ("A", "CT-1", "1", "2")
    assert [code for _, _, code in told(report(*rows))] == [None, "DONG-02", "DONG-01"]


# All rows, and what is said of them --------------------------------------------------------------------------------


def read(data, *, plan=PLAN, year=2024):
    return read_reported(plan, data, year=year)


def test_what_is_reported_is_kept_by_unit_target_and_who_said_it():
    rows = ("B", "CT1", "1", "2", {"unit_was": "A"}), ("B", "CT1", "3", "4"), ("B", "CT2", "5", "1")
    found, findings = read(report(*rows))
    assert found == {
        ("B", "CT1"): {"A": counted(1, 2), "B": counted(3, 4)},
        ("B", "CT2"): {"B": counted(5, 1)},
    }
    assert findings == []


def test_two_rows_of_one_who_says_it_come_to_one_count():
    found, findings = read(
        report(("A", "CT1", "1", "2"), ("A", "ct1", "1", "2"), ("B", "CT1", "1", "2"), ("B", "ct1", "0", "2"))
    )
    assert found == {("A", "CT1"): {"A": counted(1, 2)}, ("B", "CT1"): {"B": Count("blocked")}}
    assert [(f.code, f.row, f.unit, f.target) for f in findings] == [
        ("DONG-01", 3, "A", "CT1"),
        ("DONG-02", 5, "B", "CT1"),
    ]


@pytest.mark.parametrize(
    ("numerator", "denominator", "column", "told"),
    [
        ("85%", "100", "Tử số", "tử số là tỷ lệ phần trăm, không phải số đếm."),
        ("85", "trăm", "Mẫu số", "mẫu số không phải là số."),
        ("5", "4", "Tử số", "tử số lớn hơn mẫu số."),
        ("-5", "4", "Tử số", "tử số hoặc mẫu số âm."),
        ("5", "-4", "Mẫu số", "tử số hoặc mẫu số âm."),
        ("1,5", "4", "Tử số", "tử số, mẫu số phải là số đếm (số nguyên)."),
        ("5", "7,5", "Mẫu số", "tử số, mẫu số phải là số đếm (số nguyên)."),
        ("5", "", "", "chỉ có một trong hai số: tử số, mẫu số."),
    ],
)
def test_a_fault_is_told_with_its_place(numerator, denominator, column, told):
    data = report(
        ("A", "CT1", "1", "2", {"file": 1}), ("B", "CT1", numerator, denominator, {"row": 9}), files=["x", "y"]
    )
    _, (finding,) = read(data)
    assert (finding.file, finding.row, finding.column, finding.problem) == ("2024/x.csv", 9, column, told)
    assert (finding.unit, finding.target, finding.level) == ("B", "CT1", "error")


def test_a_row_of_nobody_is_reported_by_nobody():
    found, findings = read(report((None, "CT1", "3", "2", {"unit_was": None})))
    assert found == {(None, "CT1"): {None: Count("blocked")}}
    assert [(f.code, f.unit) for f in findings] == [("SO-01", "")]


def test_a_file_without_a_column_is_told_once_for_each_column():
    rows = [(unit, "CT1", None, None, {"file": n}) for n, unit in enumerate("ABC")]
    lost = {"numerator": frozenset({1, 2}), "denominator": frozenset({2})}
    _, findings = read(report(*rows, files=["x", "y", "z"], lost=lost))
    assert [(f.code, f.file, f.column) for f in findings] == [
        ("COT-02", "2024/y.csv", "Tử số"),
        ("COT-02", "2024/z.csv", "Tử số"),
        ("COT-02", "2024/z.csv", "Mẫu số"),
    ]
    assert findings[0].problem == "thiếu cột nên không đọc được số liệu đơn vị báo cáo."


def test_a_row_of_no_target_is_an_error_where_a_figure_of_its_unit_is_lacking():
    own = ("A", "CT1", "1", "2"), ("A", "CT2", "3", "1"), ("B", "CT1", "1", "2")
    strange = [(unit, "CT9", "1", "2") for unit in ("A", "B", None)]
    _, findings = read(report(*own, *strange))
    assert [(f.code, f.row, f.column, f.level) for f in findings] == [
        ("DONG-04", 5, "Mã chỉ tiêu", "warning"),  # whatever it meant, A has both its figures
        ("DONG-04", 6, "Mã chỉ tiêu", "error"),  # it may be the CT2 of B
        ("DONG-04", 7, "Mã chỉ tiêu", "warning"),  # of nobody
    ]
    assert findings[0].problem == "mã chỉ tiêu không có trong kế hoạch, dòng không được dùng."


def test_a_target_that_is_not_the_units_own_or_is_counted_from_files_is_not_lacking():
    """CT2 is B's, T1 is counted from documents: A has reported all that it has to."""
    made = reported_plan(
        {"id": "CT1", "goal": "80%", "points": 1}, {"id": "CT2", "goal": 4, "points": 1, "units": ["B"]}
    )
    made["targets"] += small_plan()["targets"]
    rows = ("A", "CT1", "1", "2"), ("A", "CT9", "1", "2"), ("B", "CT1", "1", "2"), ("B", "CT9", "1", "2")
    _, findings = read(report(*rows), plan=Plan.model_validate(made))
    assert [(f.row, f.level) for f in findings] == [(3, "warning"), (5, "error")]


# Parts -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([counted(1, 2), counted(3, 5)], counted(4, 7)),
        ([counted(1, 2), counted(0, 0, NONE)], counted(1, 2)),
        ([counted(0, 0, NONE), counted(0, 0, NONE)], counted(0, 0, NONE)),
        ([counted(1, 2), Count("missing")], counted(1, 2)),
        ([counted(1, 2), Count("not_assigned")], counted(1, 2)),
        ([counted(1, 2), counted(1, 3, "partial")], counted(2, 5, "partial")),
        ([counted(1, 2), Count("blocked")], Count("blocked")),
        ([Count("missing"), Count("blocked")], Count("blocked")),
        ([Count("missing"), Count("not_assigned")], Count("missing")),
        ([Count("not_assigned")], Count("not_assigned")),
        ([Count(NONE)], counted(0, 0, NONE)),
        ([], Count("blocked")),
    ],
)
def test_the_count_of_several_parts_is_the_sum_of_those_that_delivered(parts, whole):
    assert joined(parts) == whole
    assert joined(parts[::-1]) == whole


# Who stands behind a unit ------------------------------------------------------------------------------------------

UNITS = [Unit(id, id) for id in "ABC"]
YEAR = parse_period("2024")
MERGED = Structure(UNITS, [Transfer("A", "B", date(2024, 7, 1))], day=YEAR.end)


def behind(data, *, plan=PLAN, structure=MERGED):
    parts, _ = read(data, plan=plan)
    return of_all_behind(plan, structure.units, parts, data, Deliverers(structure, YEAR))


def test_what_has_come_to_a_unit_is_added_to_its_own():
    data = report(("B", "CT1", "1", "2", {"unit_was": "A"}), ("B", "CT1", "3", "4"), ("C", "CT1", "5", "5"))
    found, silent = behind(data)
    assert found == {("B", "CT1"): counted(4, 6), ("C", "CT1"): counted(5, 5)}
    assert silent == {("B", "CT2"): ("A", "B"), ("C", "CT2"): ("C",)}


def test_the_successor_speaks_for_who_is_gone_and_not_the_other_way_round():
    """What B reports at the end of the year includes what has come to it; what A reported is no figure of B."""
    rows = ("B", "CT1", "3", "4"), ("B", "CT2", "5", "1", {"unit_was": "A"}), ("C", "CT1", "", "")
    found, silent = behind(report(*rows))
    assert found == {("B", "CT1"): counted(3, 4)}
    assert silent == {("B", "CT2"): ("B",), ("C", "CT1"): ("C",), ("C", "CT2"): ("C",)}


def test_what_is_blocked_stays_blocked_whoever_is_silent():
    found, silent = behind(
        report(("B", "CT1", "3", "2"), ("B", "CT2", "1", "1"), ("B", "CT2", "1", "1", {"unit_was": "A"}))
    )
    assert found == {("B", "CT1"): Count("blocked"), ("B", "CT2"): counted(2, 2)}
    assert silent == {("C", "CT1"): ("C",), ("C", "CT2"): ("C",)}


def test_what_one_of_those_behind_has_blocked_is_not_lacking():
    """A's row is no figure, and B has said nothing: that the row is to be mended goes before that B is silent."""
    found, silent = behind(report(("B", "CT1", "3", "2", {"unit_was": "A"}), ("C", "CT1", "1", "2")))
    assert found["B", "CT1"] == Count("blocked")
    assert ("B", "CT1") not in silent


def test_targets_that_nobody_claims_do_not_end_the_list():
    made = small_plan()
    made["targets"] += reported_plan({"id": "CT1", "goal": "80%", "points": 1})["targets"]
    found, silent = behind(report(("B", "CT1", "1", "2")), plan=Plan.model_validate(made))
    assert (found, silent) == ({("B", "CT1"): counted(1, 2)}, {("C", "CT1"): ("C",)})


def test_without_a_file_nobody_is_told_to_be_silent_here():
    assert behind(table("bao_cao_don_vi")) == ({}, {})


def test_a_claim_for_what_systems_count_needs_the_unit_too_and_is_owed_by_nobody():
    """A target that is counted from files may be claimed as well; where B says nothing, A's claim alone is none of B."""
    made = Plan.model_validate(small_plan())
    assert behind(report(("B", "T1", "1", "1", {"unit_was": "A"})), plan=made) == ({}, {})
    both = report(("B", "T1", "3", "4"), ("B", "T1", "1", "1", {"unit_was": "A"}), ("C", "T1", "1", "2"))
    assert behind(both, plan=made) == ({("B", "T1"): counted(4, 5), ("C", "T1"): counted(1, 2)}, {})


# A fault in words --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("counts", [True, False])
def test_nothing_is_wrong_with_a_sound_pair_or_with_none(counts):
    assert reported_fault({"numerator": "1", "denominator": "2"}, (Fraction(1), Fraction(2)), counts=counts) is None
    assert reported_fault({"numerator": None, "denominator": ""}, (None, None), counts=counts) is None


@pytest.mark.parametrize(
    ("numerator", "denominator", "counts", "header"),
    [
        ("5", "0", False, "Mẫu số"),
        ("-1", "0", True, "Tử số"),
        ("-1", "3", True, "Tử số"),
        ("1", "-3", False, "Mẫu số"),
        ("-1", "-3", True, "Mẫu số"),
    ],
)
def test_a_fault_names_the_column_to_mend(numerator, denominator, counts, header):
    texts = {"numerator": numerator, "denominator": denominator}
    fault = reported_fault(texts, (Fraction(numerator), Fraction(denominator)), counts=counts)
    assert (fault.code, fault.header) == ("SO-01", header)
    assert fault.problem[:6] in ("tử số ", "mẫu số")


def test_each_fault_says_what_to_do():
    def remedy(numerator, denominator, *pair):
        return reported_fault({"numerator": numerator, "denominator": denominator}, pair, counts=True)[2]

    assert remedy("5", "", Fraction(5), None) == "ghi đủ cả hai; số liệu không có mẫu thì ghi mẫu số là 1."
    assert remedy("x", "5", None, Fraction(5)) == "nhập số, ví dụ 12,5; không kèm chữ."
    assert remedy("0,5", "1", Fraction(1, 2), Fraction(1)) == "ghi số đếm, không ghi tỷ lệ."
    assert remedy("-1", "1", Fraction(-1), Fraction(1)) == "kiểm tra lại số liệu."
    assert remedy("2", "1", Fraction(2), Fraction(1)) == "kiểm tra lại hai số."
    assert remedy("2", "0", Fraction(2), Fraction(0)) == "kiểm tra lại hai số."
