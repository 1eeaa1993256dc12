"""Between the marks: earlier rounds, the evidence of a mark, what the unit answers, where its head signs."""

from __future__ import annotations

from small import evaluated, plan

from toolkit.report.answers import LINES, answer_blocks, reason_text
from toolkit.report.html import section_html
from toolkit.report.model import Signature, Table
from toolkit.report.phieu_don_vi import unit_sheet
from toolkit.report.pieces import council_table

PLAN = plan(
    contents=[{"id": "ND1", "name": "Tuyên truyền", "points": 5}, {"id": "ND2", "name": "Hạ tầng", "points": 5}]
)
MARKS = (
    "Mã đơn vị,Mã mục,Điểm thẩm định,Lý do,Vòng,Mã minh chứng\n"
    'A,ND1,3,thiếu ảnh,1,MC1\nA,ND2,4,,1,MC3\nB,ND1,2,ít,,\nA,ND1,"4,5",đã bổ sung.,2,MC2\nB,ND2,ba,,1,\nB,ND2,1,,2,\n'
)
ANSWERS = "Mã đơn vị,Mã mục,Nội dung,Minh chứng,Ngày\nA,ND1,Đã có ảnh.,Ảnh hội nghị,05/02/2025\n"


def judged(tmp_path, **more):
    return evaluated(tmp_path, {"2024/tham_dinh.csv": MARKS, **more}, plan=PLAN)


def test_beside_a_mark_stand_its_reason_its_evidence_and_the_first_round(tmp_path):
    found = judged(tmp_path)
    said = {(u, i): reason_text(found, found.item(u, i)) for u in "AB" for i in ("ND1", "ND2")}
    assert said == {
        ("A", "ND1"): "đã bổ sung; theo minh chứng MC2; vòng 1: 3,00 điểm (thiếu ảnh)",
        ("A", "ND2"): "theo minh chứng MC3",
        ("B", "ND1"): "ít",
        ("B", "ND2"): "vòng 1: không đọc được",
    }
    assert reason_text(found, found.item("C", "ND1")) == "–"  # the state itself stands in the place of the points


def test_what_a_unit_answers_stands_on_its_sheet_and_on_the_page_of_the_council(tmp_path):
    found = judged(tmp_path, **{"2024/giai_trinh.csv": ANSWERS})
    said = "Đã có ảnh, minh chứng: Ảnh hội nghị (05/02/2025)"
    table = council_table(found)
    assert table.columns[-1] == "Giải trình" and [row[-1] for row in table.rows[:3]] == [said, "–", "–"]
    own = [block for block in answer_blocks(found, "A") if isinstance(block, Table)]
    assert [each.rows for each in own] == [(("ND1. Tuyên truyền", "4,50", said),)]
    assert said in unit_sheet(found, unit="A")._repr_html_() and said not in unit_sheet(found, unit="B")._repr_html_()


def test_where_nothing_has_come_there_are_lines_to_write_on_and_the_head_of_the_unit_signs(tmp_path):
    found = judged(tmp_path)
    assert council_table(found).columns[-1] == "Lý do"  # no column for what nobody has said
    sheet = unit_sheet(found, unit="B")
    (section,) = [each for each in sheet.sections if each.id == "6"]
    assert LINES in [getattr(block, "text", "") for block in section.blocks]
    assert section.blocks[-1] == Signature("Thủ trưởng đơn vị", "", ())
    html = section_html(section.id, section.title, section.blocks)
    assert "THỦ TRƯỞNG ĐƠN VỊ" in html and "Nơi nhận" not in html
