"""The votes of the council: which can be right, which are for nobody, and what that leaves unknown."""

from __future__ import annotations

from fractions import Fraction

import pytest
from small import evaluated, reported

AWARD = {"id": "tt", "name": "Giấy khen", "kind": "collective", "vote": "80%"}
NOMINEES = "Mã đề nghị,Loại,Mã đơn vị,Hình thức khen,Đang xem xét kỷ luật\nD1,Tập thể,A,tt,\nD2,Tập thể,B,tt,\n"
FIGURES = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nA,T,9,10\nB,T,8,10\nC,T,7,10\n"


def voted(folder, votes):
    made = reported({"id": "T", "goal": "100%", "points": 100}) | {"awards": [AWARD]}
    files = {"2024/bao_cao_don_vi.csv": FIGURES, "2024/de_nghi.csv": NOMINEES}
    files |= {"2024/bieu_quyet.csv": "Mã đề nghị,Số thành viên,Đồng ý,Không đồng ý\n" + votes} if votes else {}
    return evaluated(folder, files, plan=made)


def known(e):
    return {r.nominee.id: (r.nominee.vote and r.nominee.vote.share, r.nominee.vote_is_unknown) for r in e.awards}


def faults(e):
    return [(f.row, f.level, f.problem) for f in e.findings if f.code in ("BQ-01", "BQ-02")]


def test_the_share_is_of_all_members_and_nobody_disagrees_where_that_is_empty(tmp_path):
    e = voted(tmp_path, "D1,9,6,2\nD2,9,9,\n")
    assert known(e) == {"D1": (Fraction(6, 9), False), "D2": (Fraction(1), False)}
    assert faults(e) == []


@pytest.mark.parametrize(
    ("vote", "problem"),
    [
        ("D1,,6,2", "thiếu số thành viên."),
        ("D1,9,,2", "thiếu số đồng ý."),
        ("D1,9,4.5,2", "số đồng ý không phải số đếm (số nguyên từ 0)."),
        ("D1,9,6,-1", "số không đồng ý không phải số đếm (số nguyên từ 0)."),
        ("D1,9,chín,0", "số đồng ý không phải là số."),
        ("D1,0,0,0", "số thành viên bằng 0."),
        ("D1,9,6,4", "nhiều phiếu hơn số thành viên."),
    ],
)
def test_a_vote_that_cannot_be_right_is_not_known(tmp_path, vote, problem):
    e = voted(tmp_path, f"{vote}\nD2,9,9,0\n")
    assert known(e)["D1"] == (None, True)
    assert faults(e) == [(2, "error", problem)]
    assert ["; ".join(r.reasons) for r in e.awards if r.nominee.id == "D1"] == ["kết quả biểu quyết không hợp lệ"]


def test_two_votes_that_differ_leave_it_unknown_and_two_alike_are_one(tmp_path):
    e = voted(tmp_path, "D1,9,8,1\nD1,9,7,2\nD2,9,8,1\nD2,9,8,1\n")
    assert known(e) == {"D1": (None, True), "D2": (Fraction(8, 9), False)}


def test_a_vote_for_nobody_may_be_the_one_that_a_nominee_lacks(tmp_path):
    e = voted(tmp_path, "D1,9,9,0\nD8,9,9,0\n")
    assert known(e) == {"D1": (Fraction(1), False), "D2": (None, True)}
    assert [(row, level) for row, level, _ in faults(e)] == [(3, "error")]
    assert [r.reasons for r in e.awards if r.nominee.id == "D2"] == [
        ("chưa rõ kết quả biểu quyết: có phiếu của mã đề nghị không khớp",)
    ]


def test_a_vote_for_nobody_is_a_warning_where_every_nominee_has_his(tmp_path):
    e = voted(tmp_path, "D1,9,9,0\nD2,9,9,0\nD8,9,9,0\n")
    assert [(row, level) for row, level, _ in faults(e)] == [(4, "warning")]


def test_without_any_vote_it_is_known_that_there_is_none(tmp_path):
    e = voted(tmp_path, "")
    assert known(e) == {"D1": (None, False), "D2": (None, False)}
    assert {r.reasons for r in e.awards} == {("chưa có kết quả biểu quyết",)}


def test_a_row_without_numbers_is_no_vote_yet(tmp_path):
    """The form of the office has a row for each nominee."""
    e = voted(tmp_path, "D1,,,\nD2,9,9,0\n")
    assert known(e) == {"D1": (None, False), "D2": (Fraction(1), False)}
    assert faults(e) == []
    assert [r.reasons for r in e.awards if r.nominee.id == "D1"] == [("chưa có kết quả biểu quyết",)]
