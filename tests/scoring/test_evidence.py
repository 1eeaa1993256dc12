"""Which items have evidence: there is some, there is none, or nobody can tell. One folder, a case in each row."""

from __future__ import annotations

from fractions import Fraction

import pytest
from small import evaluated, reported

from toolkit.scoring.evidence import Evidence

PLAN = reported({"id": "T1", "goal": "100%", "points": 10})
PLAN["scoring"]["robustness"] = {"draws": 1000}
PLAN["contents"] = [
    {"id": "N1", "name": "x", "points": 10, "requires": "evidence"},
    {"id": "N2", "name": "y", "points": 10},
]
PLAN["actions"] = [{"id": "B1", "name": "z", "points": 10, "requires": "evidence"}]
HEAD = "Mã đơn vị,Mã mục,Điểm tự chấm,Minh chứng\n"
NONE, UNREAD, SILENT = "không có minh chứng: 0 điểm", "không đọc được minh chứng", "chưa có tệp minh chứng"


def read(folder, *, units="ABCDEFGH", without=None, lists=None, **files):
    """Evaluate files of evidence, where every unit has 8 points for every item."""
    made = {f"2024/{name}.csv": HEAD + text for name, text in files.items()}
    made |= {f"2024/{name}.csv": text for name, text in (without or {}).items()}
    points = "".join(f"{unit},{item},8\n" for unit in units for item in ("N1", "N2", "B1"))
    made["2024/tham_dinh.csv"] = "Mã đơn vị,Mã mục,Điểm thẩm định\n" + points
    made["2024/bao_cao_don_vi.csv"] = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\n"
    listed = "Mã đơn vị,Tên đơn vị\n" + "".join(f"{unit},Phòng {unit}\n" for unit in units)
    return evaluated(folder, {**made, **(lists or {})}, plan=PLAN, units=listed)


def said(e, unit):
    """What is said of N1 and B1 of a unit: its points, or why it has none."""
    found = [e.item(unit, item) for item in ("N1", "B1")]
    return [each.points if each.state == "ok" and each.points else each.reason for each in found]


@pytest.fixture(scope="module")
def one_file(tmp_path_factory):
    rows = (
        "A,N1,,Kế hoạch số 5\nA,B1,,BC 7\n"  # rows 2, 3
        "B,N1,,\nB,N2,,Không có\n"  # 4, 5: an empty cell; N2 asks for none
        "C,N1,,Không có\nC,B1,,-\n"  # 6, 7
        "D,N1,,x\nD,B1,,Đã có\n"  # 8, 9: marks
        "E,N1,,#N/A\nE,B1,,BC\n"  # 10, 11: a cell that cannot be read
        "F,N9,,BC\nF,B1,,BC\n"  # 12, 13: nobody knows which item N9 is
        "G,N9,,BC\nG,N1,,BC\nG,B1,,BC\n"  # 14 to 16: but G has all
    )
    return read(tmp_path_factory.mktemp("evidence"), minh_chung=rows)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("A", [8, 8]),
        ("B", [NONE, NONE]),
        ("C", [NONE, NONE]),
        ("D", [8, 8]),
        ("E", [UNREAD, 8]),
        ("F", [UNREAD, 8]),
        ("G", [8, 8]),
        ("H", [NONE, NONE]),  # the file is everybody's, and says nothing of H
    ],
)
def test_an_item_has_points_only_with_its_evidence(one_file, unit, expected):
    assert said(one_file, unit) == expected
    assert one_file.item(unit, "N2").points == 8  # asks for none
    states = ["blocked" if each == UNREAD else "ok" for each in expected]
    assert [one_file.item(unit, item).state for item in ("N1", "B1")] == states


def test_cells_that_name_no_evidence_and_items_that_nobody_knows_are_told_with_their_place(one_file):
    found = [f for f in one_file.findings if f.code in ("MC-01", "DONG-04", "COT-02")]
    assert {(f.code, f.row, f.column, f.unit, f.level) for f in found} == {
        ("MC-01", 6, "Minh chứng", "C", "warning"),
        ("MC-01", 7, "Minh chứng", "C", "warning"),
        ("MC-01", 8, "Minh chứng", "D", "warning"),
        ("MC-01", 9, "Minh chứng", "D", "warning"),
        ("DONG-04", 12, "Mã mục", "F", "error"),
        ("DONG-04", 14, "Mã mục", "G", "warning"),  # no figure hangs on it
    }
    problems = {f.row: f.problem for f in found}
    assert problems[6] == "ô ghi là không có, nên mục này được tính là không có minh chứng."
    assert problems[8] == "ô chỉ đánh dấu là có, không nêu minh chứng nào; vẫn được tính là có minh chứng."
    assert problems[12] == "mã mục không có trong kế hoạch, dòng không được dùng."
    assert {f.remedy for f in found if f.code == "MC-01"} == {"ghi tên, số hiệu của minh chứng; không có thì để trống."}
    assert {f.remedy for f in found if f.code == "DONG-04"} == {"sửa theo mã trong ke_hoach.yaml."}
    assert {f.file for f in found} == {"2024/minh_chung.csv"}


def test_where_files_are_named_after_units_each_speaks_for_its_own(tmp_path):
    e = read(
        tmp_path,
        units="ABCDE",
        minh_chung__A="A,N1,,BC\n",
        minh_chung__C="C,N1,,BC\nC,N9,,BC\n",
        without={
            "minh_chung__B": b"\x00\x01\x02",
            "minh_chung__D": "Mã đơn vị,Mã mục,Điểm tự chấm,Chứng cứ\nD,N1,5,BC\nD,N2,5,BC\n",
        },
    )
    assert said(e, "A") == [8, NONE]
    assert said(e, "B") == [UNREAD, UNREAD]
    assert said(e, "C") == [8, UNREAD]
    assert said(e, "D") == [UNREAD, NONE]  # its file lacks the column: of N1 it may have said something
    assert said(e, "E") == [SILENT, SILENT]
    assert e.item("E", "N1").state == "missing"
    (lacking,) = [f for f in e.findings if f.code == "COT-02"]
    assert (lacking.file, lacking.column) == ("2024/minh_chung__D.csv", "Minh chứng")
    assert lacking.problem == "thiếu cột nên không biết mục nào có minh chứng."


def test_what_is_told_of_a_row_of_no_unit_names_none(tmp_path):
    e = read(tmp_path, units="A", minh_chung="A,N1,,BC\n,N1,,x\n,N9,,BC\n")
    found = {(f.code, f.row, f.unit) for f in e.findings if f.code in ("MC-01", "DONG-04")}
    assert found == {("MC-01", 3, ""), ("DONG-04", 4, "")}
    assert said(e, "A")[0] == 8


def test_a_column_that_no_item_needs_may_lack(tmp_path):
    made = PLAN | {"contents": [], "actions": []}
    files = {"2024/minh_chung.csv": "Mã đơn vị,Mã mục,Điểm tự chấm\nA,T1,5\n"}
    e = evaluated(tmp_path, {**files, "2024/bao_cao_don_vi.csv": "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\n"}, plan=made)
    assert "COT-02" not in {f.code for f in e.findings}


def test_who_is_behind_a_unit_speaks_for_it(tmp_path):
    moves = {"sap_nhap.csv": "Từ đơn vị,Đến đơn vị,Ngày,Phạm vi\nB,A,01/07/2024,\nD,C,01/07/2024,\n"}
    e = read(
        tmp_path, units="ABCD", minh_chung__A="A,N1,,BC\n", minh_chung__B="B,B1,,BC\n", minh_chung__C="", lists=moves
    )
    assert said(e, "A") == [8, 8]  # N1 by its own file, B1 by that of B, which came to it
    assert said(e, "C") == [NONE, NONE]  # an empty file of its own is the state at the end


@pytest.mark.parametrize(
    ("evidence", "lack"),
    [
        ({}, ("ok", Fraction(0), NONE)),
        ({"given": {("A", "N1")}}, None),
        ({"given": {("A", "N2"), ("B", "N1")}}, ("ok", Fraction(0), NONE)),
        ({"unclear": {("A", "N1")}}, ("blocked", None, UNREAD)),
        ({"unclear": {("A", "N2")}}, ("ok", Fraction(0), NONE)),
        ({"doubted": {"A"}}, ("blocked", None, UNREAD)),
        ({"doubted": {"B"}}, ("ok", Fraction(0), NONE)),
        ({"silent": {"A"}}, ("missing", None, SILENT)),
        ({"silent": {"B"}}, ("ok", Fraction(0), NONE)),
        # One piece that is certain is enough, whatever else is not known; what may be there is not "none has come".
        ({"given": {("A", "N1")}, "unclear": {("A", "N1")}, "doubted": {"A"}, "silent": {"A"}}, None),
        ({"doubted": {"A"}, "silent": {"A"}}, ("blocked", None, UNREAD)),
    ],
)
def test_what_an_item_lacks(evidence, lack):
    assert Evidence(**{name: frozenset(each) for name, each in evidence.items()}).lack("A", "N1") == lack
