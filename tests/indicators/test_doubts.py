"""What is told of while figures are counted: each finding with its place, on tables written by hand."""

from datetime import date

import pytest
from counting_of import IN, NONE, counts, figures, said, signed_document
from small import evaluated, reported
from tables import BAD, table, target


def differences(*claims, documents=None, **more):
    """What is claimed of A, which has one of two documents signed (or these documents), and what is said of it."""
    documents = documents or [signed_document(), signed_document(signed="false")]
    found, findings = figures(table("van_ban", *documents), table("bao_cao_don_vi", *claims), **more)
    return found.claimed, [(f.file, f.unit, f.target, f.problem) for f in findings if f.code == "SO-05"]


def test_a_claim_that_differs_from_what_systems_hold_is_told_with_both():
    claimed, told = differences(said("A", "2", "2", "T"), said("B", "0", "0", "T"), said("C", "1", "1", "T"))
    assert claimed == {("A", "T"): counts(2, 2), ("B", "T"): NONE, ("C", "T"): counts(1, 1)}
    assert told == [
        (
            "2024/bao_cao_don_vi",
            "A",
            "T",
            "T của A: đơn vị báo cáo 2/2, hệ thống có 1/2; điểm thẩm định dùng số của hệ thống.",
        ),
        (
            "2024/bao_cao_don_vi",
            "C",
            "T",
            "T của C: đơn vị báo cáo 1/1, hệ thống có 0/0; điểm thẩm định dùng số của hệ thống.",
        ),
    ]


def test_what_a_unit_was_not_given_is_not_held_against_its_claim():
    """The official points are not those of the system: the unit has none of this target."""
    found, findings = figures(
        table("van_ban", signed_document(), signed_document(signed="false")),
        table("bao_cao_don_vi", said("A", "2", "2", "T")),
        targets=[target(units=["B"])],
    )
    assert found.claimed == {} and [f for f in findings if f.code == "SO-05"] == []


def test_a_claim_is_held_against_figures_only():
    assert differences(said("A", "1", "2", "T"))[1] == []  # the same
    assert differences(said("A", "3", "2", "T"))[1] == []  # blocked: told elsewhere
    assert differences(said("A", "2", "2", "T"), documents=[signed_document(signed=BAD)])[1] == []
    assert differences(said("A", "2", "2", "T"), as_reported=False)[1] == []
    assert differences(said(None, "2", "2", "T")) == ({}, [])  # nobody's claim
    assert [told[1] for told in differences(said("A", "1", "1", "T"))[1]] == ["A"]  # half is not half of two
    assert len(differences(said("A", "2", "4", "T"))[1]) == 1


def test_a_lacking_column_is_told_with_the_targets_that_need_it():
    rows = [signed_document(file=n) for n in range(3)]
    lost = {"signed": frozenset({2, 0}), "electronic": frozenset({1}), "note": frozenset({0})}
    data = table("van_ban", *rows, files=["a", "b", "c"], lost=lost)
    asked = [target("T"), target("U", success={"signed": True, "electronic": True})]
    _, findings = figures(data, targets=asked)
    assert [(f.code, f.file, f.column, f.target, f.problem) for f in findings] == [
        ("COT-02", "2024/a.csv", "Ký số", "", "thiếu cột nên không tính được T, U."),
        ("COT-02", "2024/c.csv", "Ký số", "", "thiếu cột nên không tính được T, U."),
        ("COT-02", "2024/b.csv", "Điện tử", "U", "thiếu cột nên không tính được U."),
    ]


def test_a_row_without_the_date_of_its_source_is_told():
    rows = [signed_document() | {"issued_at": day} for day in (None, IN, BAD, None)]
    rows.append(signed_document() | {"issued_at": None, "file": 1})
    data = table("van_ban", *rows, files=["a", "b"], lost={"issued_at": frozenset({1})})
    _, findings = figures(data)
    told = [(f.code, f.file, f.row, f.column) for f in findings if f.code == "O-04"]
    assert told == [("O-04", "2024/a.csv", 2, "Ngày ban hành"), ("O-04", "2024/a.csv", 5, "Ngày ban hành")]
    assert findings[-1].problem == "không ghi ngày nên không biết dòng thuộc kỳ nào."


def test_a_date_that_may_be_empty_is_not_asked_for():
    row = {"received_at": IN, "returned_at": None}
    asked = target(source="ho_so_tthc", date="returned_at", success={"channel": "online"})
    assert figures(table("ho_so_tthc", row), targets=[asked])[1] == []
    by_receipt = target(source="ho_so_tthc", success={"channel": "online"})
    _, findings = figures(table("ho_so_tthc", {"received_at": None}), targets=[asked, by_receipt])
    assert [(f.code, f.column) for f in findings] == [("O-04", "Ngày tiếp nhận")]


def test_of_people_the_day_on_which_they_joined_is_asked_for():
    asked = target(source="can_bo", success={"is_female": True})
    _, findings = figures(table("can_bo", {"joined_at": None}, {"joined_at": IN}), targets=[asked])
    assert [(f.code, f.row, f.column) for f in findings] == [("O-04", 2, "Ngày vào")]


@pytest.mark.parametrize(
    ("rows", "last"), [(49, ""), (50, ""), (51, " (và 1 dòng khác phía dưới)"), (60, " (và 10 dòng khác phía dưới)")]
)
def test_so_many_rows_are_told_and_the_last_of_them_says_how_many_more(rows, last, monkeypatch):
    monkeypatch.setattr("toolkit.indicators.doubts.MOST_ROWS", 50)
    _, findings = figures(table("van_ban", *[signed_document() | {"issued_at": None}] * rows))
    told = [f for f in findings if f.code == "O-04"]
    assert (len(told), told[-1].row) == (min(rows, 50), min(rows, 50) + 1)
    assert told[-1].problem == f"không ghi ngày nên không biết dòng thuộc kỳ nào{last}."
    assert all("khác" not in f.problem for f in told[:-1])


def test_rows_outside_the_period_are_told_by_file_and_unit_with_their_months():
    rows = [
        signed_document(unit) | {"issued_at": day}
        for unit, day in (("A", "2023-05-05"), ("A", "2023-07-01"), ("B", IN))
    ]
    found, findings = figures(table("van_ban", *rows))
    assert found.left_out == {"van_ban": {date(2023, 5, 1), date(2023, 7, 1)}}
    (finding,) = findings
    assert (finding.code, finding.file, finding.row, finding.unit) == ("DONG-03", "2024/van_ban.csv", 2, "A")
    assert finding.problem.startswith("2 dòng có mọi ngày đều ngoài năm 2024, không được tính vào T (")


def test_a_reported_figure_of_a_target_that_is_not_given_to_the_unit_is_named(tmp_path):
    """T1 is A's; T2 begins in 2025. B's row of T1 and A's row of T2 are nobody's; an empty row says nothing."""
    targets = [{"id": "T1", "goal": 4, "points": 1, "units": ["A"]}, {"id": "T2", "goal": {2025: 4}, "points": 1}]
    rows = "A,T1,3,1\nB,t1,5,1\nA,T2,2,1\nC,T1,,\n"
    files = {"2024/bao_cao_don_vi.csv": "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\n" + rows}
    e = evaluated(tmp_path, files, plan=reported(*targets))
    assert [e.indicator(unit, "T1").state for unit in ("A", "B")] == ["ok", "not_assigned"]
    assert [(f.level, f.row, f.unit, f.problem) for f in e.findings if f.code == "SO-10"] == [
        ("warning", 3, "B", "chỉ tiêu T1 không giao cho B nên dòng này không được dùng."),
        ("warning", 4, "A", "chỉ tiêu T2 không giao trong năm 2024 nên dòng này không được dùng."),
    ]
