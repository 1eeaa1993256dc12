"""The pieces of evidence: what a row names, what it does not, and nobody's personal data."""

from __future__ import annotations

import re
from datetime import date

from small import evaluated, plan

from toolkit.report.binh_xet import award_report
from toolkit.report.phieu_don_vi import unit_sheet
from toolkit.report.pieces import council_table, pieces_cell
from toolkit.sample import shipped_data
from toolkit.scoring.model import Piece
from toolkit.sources.placing import PERSONAL as HIDDEN

PLAN = plan(
    contents=[{"id": "ND1", "name": "Tuyên truyền", "points": 5}, {"id": "ND2", "name": "Hạ tầng", "points": 5}]
)
CLAIMS = (
    "Mã đơn vị,Mã mục,Điểm tự chấm,Minh chứng,Ngày,Mã minh chứng,Số ký hiệu,Đường dẫn\n"
    "A,ND1,4,Kế hoạch tuyên truyền,05/02/2024,MC1,12/KH-A,kho/12\n"
    "A,ND1,,Ảnh hội nghị,,,,\n"
    "A,ND2,3,Không có,,,,\n"
    "B,ND1,5,Liên hệ 0912345678,,,,\n"
    "B,ND2,5,,,,15/BC-B,\n"
)
MARKS = "Mã đơn vị,Mã mục,Điểm thẩm định,Lý do\nA,ND1,3,thiếu ảnh\nA,ND2,3,\nB,ND1,5,\nB,ND2,5,\n"


def texts(blocks):
    return [[str(getattr(cell, "text", cell)) for cell in row] for row in blocks]


def test_each_row_of_evidence_is_a_piece_unless_it_says_there_is_none(tmp_path):
    found = evaluated(tmp_path, {"2024/minh_chung.csv": CLAIMS, "2024/tham_dinh.csv": MARKS}, plan=PLAN)
    assert found.pieces == {
        ("A", "ND1"): (
            Piece("Kế hoạch tuyên truyền", "MC1", "12/KH-A", "kho/12", date(2024, 2, 5)),
            Piece("Ảnh hội nghị"),
        ),
        ("B", "ND1"): (Piece(HIDDEN),),
        ("B", "ND2"): (Piece("", document="15/BC-B"),),
    }
    assert "hội nghị" not in repr(found)


def test_the_council_and_the_unit_see_the_evidence_beside_both_marks_and_the_reason(tmp_path):
    found = evaluated(tmp_path, {"2024/minh_chung.csv": CLAIMS, "2024/tham_dinh.csv": MARKS}, plan=PLAN)
    said = "Kế hoạch tuyên truyền, số 12/KH-A, mã MC1, tại kho/12 (05/02/2024); Ảnh hội nghị"
    rows = texts(council_table(found).rows)
    assert rows[0] == ["Phòng A", "ND1. Tuyên truyền", "4,00", said, "3,00", "thiếu ảnh"]
    assert [row[3] for row in rows[1:4]] == ["chưa nêu", HIDDEN, "Số 15/BC-B"]
    assert str(pieces_cell(found, "B", "ND2")) == "Số 15/BC-B"
    assert said in award_report(found)._repr_html_() and said in unit_sheet(found, unit="A")._repr_html_()


def test_every_piece_of_the_sample_is_on_the_page_of_the_council_and_on_the_sheet_of_its_unit(sample_reports):
    file = (shipped_data() / "2024/minh_chung.csv").read_text(encoding="utf-8")
    pieces = re.findall(r"Hồ sơ minh chứng (MC-2024-\S+?),", file)
    council = sample_reports["2024-binh_xet"]._repr_html_()
    assert (len(set(pieces)), [piece for piece in pieces if f"{piece} (" not in council]) == (144, [])
    sheet = sample_reports["2024-phieu_don_vi"]._repr_html_()
    own = [piece for piece in pieces if piece.startswith("MC-2024-CSCN-")]
    assert (len(own), [piece for piece in own if f"{piece} (" not in sheet]) == (12, [])


def test_points_without_a_piece_are_told_of_what_is_appraised_and_gives_points(tmp_path):
    """ND1 has a piece; ND2 has points and none; ND3 counts what the unit says itself, TRU takes points off, ND4 gave none."""
    items = [{"id": f"ND{n}", "name": f"Nội dung {n}", "points": 5} for n in (1, 2, 3, 4)]
    items[2]["counts"] = "self"
    made = plan(contents=[*items, {"id": "TRU", "name": "Trừ", "rule": "deduct", "at_most": 5}])
    claims = "Mã đơn vị,Mã mục,Điểm tự chấm,Minh chứng\nA,ND1,4,Kế hoạch\nA,ND3,4,\n"
    marks = "Mã đơn vị,Mã mục,Điểm thẩm định,Lý do\nA,ND1,3,\nA,ND2,3,\nA,ND3,3,\nA,ND4,0,\nA,TRU,-1,\n"
    e = evaluated(tmp_path, {"2024/minh_chung.csv": claims, "2024/tham_dinh.csv": marks}, plan=made)
    told = [(f.unit, f.problem) for f in e.findings if f.code == "DIEM-07"]
    assert told == [("A", "được chấm điểm ở 1 mục không có minh chứng nào (ND2).")]
