"""Two rounds of appraisal: the last one counts, and what cannot be right between them is named."""

from __future__ import annotations

from fractions import Fraction

import pytest
from small import evaluated, plan

PLAN = plan(
    contents=[{"id": "ND1", "name": "Tuyên truyền", "points": 5}, {"id": "ND2", "name": "Hạ tầng", "points": 5}]
)
HEAD = "Mã đơn vị,Mã mục,Điểm thẩm định,Lý do,Vòng\n"


def judged(tmp_path, rows, **more):
    found = evaluated(tmp_path, {"2024/tham_dinh.csv": HEAD + rows, **more}, plan=PLAN)
    named = [
        (f.code, f.row, f.unit)
        for f in found.findings
        if f.code in ("DIEM-05", "DIEM-06", "DIEM-07", "DONG-02", "O-02")
    ]
    return found.item("A", "ND1"), named


@pytest.mark.parametrize(
    ("rows", "points", "reason", "named"),
    [
        ("A,ND1,3,thiếu ảnh,1\nA,ND1,4,đã bổ sung,2\n", 4, "đã bổ sung", []),
        ("A,ND1,4,đã bổ sung,Vòng 2\nA,ND1,3,thiếu ảnh,\n", 4, "đã bổ sung", []),  # empty is the first
        ("A,ND1,3,,1\nA,ND1,4,,2\n", 4, "", [("DIEM-05", 3, "A")]),
        ("A,ND1,4,,1\nA,ND1,\"4,0\",,2\n", 4, "", []),  # the same points need no reason
        ("A,ND1,4,xong,2\n", 4, "xong", [("DIEM-06", 2, "A")]),
        ("A,ND1,3,thiếu ảnh,1\nA,ND1,,chưa xét,2\n", 3, "thiếu ảnh", []),  # a round without points says nothing
        ("A,ND1,3,,1\nA,ND1,3,,1\nA,ND1,2,kiểm tra lại,2\n", 2, "kiểm tra lại", []),  # a copy is one row
    ],
)  # fmt: skip
def test_the_points_of_the_last_round_are_official(tmp_path, rows, points, reason, named):
    item, found = judged(tmp_path, rows)
    assert (item.points, item.reason, found) == (Fraction(points), reason, named)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("A,ND1,3,,1\nA,ND1,4,,1\n", "DONG-02"),
        ("A,ND1,3,,1\nA,ND1,4,lý do,ba\n", "O-02"),
    ],
)
def test_two_marks_of_one_round_or_a_round_that_nobody_knows_leave_the_item_unknown(tmp_path, rows, code):
    item, found = judged(tmp_path, rows)
    assert (item.state, {each[0] for each in found}) == ("blocked", {code})


def test_two_marks_are_told_of_the_item_and_a_bad_round_is_no_missing_code(tmp_path):
    rows = "A,ND1,3,,\nA,ND1,4,,\nB,ND1,4,lý do,ba\n"
    found = evaluated(tmp_path, {"2024/tham_dinh.csv": HEAD + rows}, plan=PLAN)
    told = [(f.code, f.row, f.column) for f in found.findings if f.file == "2024/tham_dinh.csv"]
    assert told == [("DONG-02", 2, "Mã mục"), ("DONG-02", 3, "Mã mục"), ("O-02", 4, "Vòng")]


def test_an_earlier_round_in_doubt_touches_no_later_one(tmp_path):
    item, found = judged(tmp_path, "A,ND1,3,,1\nA,ND1,2,,1\nA,ND1,4,đã bổ sung,2\n")
    assert (item.points, [code for code, *_ in found]) == (4, ["DONG-02", "DONG-02"])


def test_a_mark_without_any_evidence_is_named_once_for_its_unit(tmp_path):
    claims = "Mã đơn vị,Mã mục,Điểm tự chấm,Minh chứng,Ngày\nA,ND1,4,Kế hoạch,\nA,ND2,4,,\nB,ND1,4,,\n"
    rows = "A,ND1,4,,\nA,ND2,3,,\nB,ND1,2,,\nB,ND2,0,,\n"
    found = evaluated(tmp_path, {"2024/tham_dinh.csv": HEAD + rows, "2024/minh_chung.csv": claims}, plan=PLAN)
    said = {f.unit: f.problem for f in found.findings if f.code == "DIEM-07"}
    assert said == {
        "A": "được chấm điểm ở 1 mục không có minh chứng nào (ND2).",
        "B": "được chấm điểm ở 1 mục không có minh chứng nào (ND1).",
    }
    assert found.item("A", "ND2").points == 3
