"""What units answer to their appraisers: beside the marks, never in the points."""

from __future__ import annotations

from datetime import date

from small import evaluated, plan

from toolkit.scoring.model import Explanation, Mark
from toolkit.sources.placing import PERSONAL as HIDDEN

PLAN = plan(
    contents=[{"id": "ND1", "name": "Tuyên truyền", "points": 5}, {"id": "ND2", "name": "Hạ tầng", "points": 5}]
)
MARKS = (
    "Mã đơn vị,Mã mục,Điểm thẩm định,Lý do,Vòng,Mã minh chứng\n"
    "A,ND1,3,thiếu ảnh,1,MC1\nA,ND2,4,,1,\nB,ND1,2,,,\nA,ND1,4,đã bổ sung,2,MC2\nB,ND2,,xem sau,,\n"
)
HEAD = "Mã đơn vị,Mã mục,Nội dung,Minh chứng,Ngày\n"


def answered(tmp_path, rows, marks=MARKS):
    files = {"2024/tham_dinh.csv": marks, "2024/giai_trinh.csv": HEAD + rows}
    found = evaluated(tmp_path, files, plan=PLAN)
    named = [(f.code, f.level, f.row, f.unit) for f in found.findings if f.file == "2024/giai_trinh.csv"]
    return found, named


def test_what_a_unit_answers_is_kept_by_item_and_changes_no_points(tmp_path):
    rows = "A,ND1,Đã có ảnh,Ảnh hội nghị,05/02/2025\nP.A,nd2,  ,Quyết định 3,\n"
    found, named = answered(tmp_path, rows)
    assert found.explanations == {
        ("A", "ND1"): (Explanation("Đã có ảnh", "Ảnh hội nghị", date(2025, 2, 5)),),
        ("A", "ND2"): (Explanation("", "Quyết định 3"),),
    }
    assert [found.item("A", item).points for item in ("ND1", "ND2")] == [4, 4]
    assert "hội nghị" not in repr(found)
    assert named == [("GT-03", "warning", 0, "A")]  # ND2 has no second mark yet
    (open_,) = [f.problem for f in found.findings if f.code == "GT-03"]
    assert open_ == "đã giải trình 1 mục chưa có điểm vòng 2 (ND2)."


def test_the_marks_of_each_round_are_kept_with_the_evidence_that_they_rest_on(tmp_path):
    found, _ = answered(tmp_path, "")
    assert found.marks == {
        ("A", "ND1"): (Mark("first", 3, "thiếu ảnh", "MC1"), Mark("second", 4, "đã bổ sung", "MC2")),
        ("A", "ND2"): (Mark("first", 4),),
        ("B", "ND1"): (Mark("first", 2),),
        ("B", "ND2"): (Mark("first", None, "xem sau"),),
    }


def test_an_answer_to_nothing_is_named_with_its_place(tmp_path):
    rows = "A,ND9,a,,\nA,T1,b,,\nB,ND2,c,,\nA,ND1,,,\nZ,ND1,d,,\nB,ND1,e,,99/99/2025\n"
    found, named = answered(tmp_path, rows)
    assert sorted(named) == [
        ("DONG-04", "warning", 2, "A"),  # no such item
        ("DV-02", "warning", 6, ""),  # no such unit
        ("GT-01", "warning", 3, "A"),  # a target has no mark
        ("GT-01", "warning", 4, "B"),  # not marked yet: a reason is no mark
        ("GT-02", "warning", 5, "A"),  # says nothing
        ("GT-03", "warning", 0, "B"),
        ("O-01", "warning", 7, "B"),
    ]
    assert all(f.remedy for f in found.findings if f.file == "2024/giai_trinh.csv")
    assert found.explanations == {
        ("B", "ND2"): (Explanation("c"),),
        ("B", "ND1"): (Explanation("e"),),
    }


def test_an_item_answered_twice_is_named_and_both_are_shown(tmp_path):
    found, named = answered(tmp_path, "A,ND1,một,,\nA,ND1,hai,,\nB,ND1,ba,,\nB,ND1,ba,,\n")
    assert sorted(named)[:3] == [
        ("DONG-01", "warning", 5, ""),  # the same row twice is one
        ("DONG-02", "warning", 2, "A"),
        ("DONG-02", "warning", 3, "A"),
    ]
    assert [each.text for each in found.explanations_of("A", "ND1")] == ["một", "hai"]
    assert [each.text for each in found.explanations_of("B", "ND1")] == ["ba"]


def test_personal_data_in_an_answer_is_named_and_not_shown(tmp_path):
    found, named = answered(tmp_path, "A,ND1,Gọi 0912 345 678,,\n")
    assert found.explanations[("A", "ND1")] == (Explanation(HIDDEN),)
    assert "CN-01" in [code for code, *_ in named]
