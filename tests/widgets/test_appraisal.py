"""The appraiser's piece: what stands beside a mark, and that every mark is kept at once, by the checks of the form."""

from __future__ import annotations

import html
import json
import re

import pytest
from form_files import EVIDENCE, PLAN
from small import write_folder

from toolkit import widgets

FIRST = "2025/tham_dinh.csv"
FILES = {
    "2024/tham_dinh.csv": "Mã đơn vị,Mã mục,Điểm thẩm định,Lý do\nA,N1,2,\n",
    "2025/minh_chung__A.csv": EVIDENCE,
    FIRST: 'Mã đơn vị,Mã mục,Điểm thẩm định,Lý do\nA,N1,"2,5",Thiếu ảnh\nB,B1,3,\n',
    "2025/giai_trinh.csv": "Mã đơn vị,Mã mục,Nội dung,Minh chứng,Ngày\nA,N1,Đã có ảnh,,\n",
}


@pytest.fixture
def folder(tmp_path):
    return write_folder(tmp_path, FILES, plan=PLAN)


def text(markup):
    plain = re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", "", markup, flags=re.S))
    return " ".join(html.unescape(plain).split())


def test_beside_a_mark_stand_the_units_own_points_its_evidence_and_the_mark_of_the_year_before(folder):
    piece = widgets.appraisal(folder, period="2025")
    said = text(piece.body.value)
    assert "Phòng A 3,75 Kế hoạch số 12/KH (26/5/2025) 2,00 2,5 (Thiếu ảnh)" in said
    assert "Phòng B chưa tự chấm chưa nêu" in said and "chưa chấm" in said
    assert piece.fields["A", "points"].value == "2,5" and piece.fields["B", "points"].value == ""
    piece.round.value = True
    assert "2,5 (Thiếu ảnh) Đã có ảnh chưa chấm" in text(piece.body.value)


def test_a_mark_is_kept_as_soon_as_it_is_typed_and_no_other_row_changes(folder):
    piece = widgets.appraisal(folder, period="2025")
    piece.fields["B", "points"].value = "3,5"
    assert "Đã lưu B, N1 vào 2025/tham_dinh.csv." in text(piece.told.value)
    piece.fields["B", "reason"].value = "đủ"
    rows = (folder / FIRST).read_text(encoding="utf-8").splitlines()
    assert rows == ["Mã đơn vị,Mã mục,Điểm thẩm định,Lý do", 'A,N1,"2,5",Thiếu ảnh', 'B,N1,"3,5",đủ', "B,B1,3,"]
    earlier = list((folder / "ban_cu").rglob("*.csv"))
    assert [path.read_text(encoding="utf-8") for path in earlier] == [FILES[FIRST]]  # as it was before the desk, once
    piece.turn()
    assert piece.item.value == "B1" and piece.fields["B", "points"].value == "3"


def test_the_second_round_is_kept_beside_the_first(folder):
    piece = widgets.appraisal(folder, period="2025")
    piece.round.value = True
    piece.fields["A", "points"].value = "3,5"
    assert "điểm vòng 2 khác điểm vòng 1 mà không ghi lý do" in text(piece.told.value)
    piece.fields["A", "reason"].value = "đã bổ sung"
    assert "Đã lưu" in text(piece.told.value) and "không ghi lý do" not in text(piece.told.value)
    assert (folder / FIRST).read_text(encoding="utf-8") == FILES[FIRST]
    second = (folder / "2025/tham_dinh__2.csv").read_text(encoding="utf-8").splitlines()
    assert second == ["Mã đơn vị,Mã mục,Điểm thẩm định,Lý do,Vòng", 'A,N1,"3,5",đã bổ sung,2']


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("points", "4,5", "vượt điểm tối đa"),
        ("points", "tốt", "giá trị không phải là số"),
        ("reason", "gọi 0912 345 678", "số điện thoại"),
    ],
)
def test_a_mark_with_a_fault_is_not_kept(folder, field, value, said):
    piece = widgets.appraisal(folder, period="2025")
    piece.fields["A", field].value = value
    told = text(piece.told.value)
    assert told.startswith("Chưa lưu A") and said in told
    assert (folder / FIRST).read_text(encoding="utf-8") == FILES[FIRST]


@pytest.mark.parametrize("lines", ["A,N1,3,\n", "A,N9,3,\n"])
def test_rows_that_could_not_be_kept_stop_the_desk_instead_of_being_lost(folder, lines):
    content = FILES[FIRST] + lines  # a second mark of an item, or a mark of an item that the plan does not have
    (folder / FIRST).write_text(content, encoding="utf-8")
    piece = widgets.appraisal(folder, period="2025")
    piece.fields["B", "points"].value = "3"
    assert text(piece.told.value).startswith("Chưa lưu B")
    assert (folder / FIRST).read_text(encoding="utf-8") == content


def test_where_two_appraisers_differ_both_marks_are_shown(folder):
    (folder / "2025/tham_dinh__1.csv").write_text(
        "Mã đơn vị,Mã mục,Điểm thẩm định,Lý do\nA,N1,4,Đủ\n", encoding="utf-8"
    )
    piece = widgets.appraisal(folder, period="2025")
    assert "khác nhau: 2,5 (Thiếu ảnh) | 4 (Đủ)" in text(piece.body.value)


def test_reading_the_files_anew_takes_nothing_out_of_the_appraisers_hand(folder):
    piece = widgets.appraisal(folder, period="2025")
    field, lines = piece.fields["A", "points"], piece.entries.children
    piece.fields["B", "points"].value = "9"  # too many: not kept, and still to be mended
    (folder / FIRST).write_text(FILES[FIRST].replace('"2,5"', "2"), encoding="utf-8")  # somebody else
    piece.session.read_again()
    assert piece.fields["A", "points"] is field and piece.entries.children == lines
    assert (field.value, piece.fields["B", "points"].value) == ("2", "9")


def test_a_mark_belongs_to_the_item_that_stood_above_it_though_another_is_looked_at_when_it_arrives(folder):
    bench = widgets.workbench(folder, period="2025")
    bench.tabs.value = "Thẩm định"
    piece = bench.pieces["Thẩm định"]
    field = piece.fields["B", "points"]
    piece.turn()
    field.value = "3"
    rows = (folder / FIRST).read_text(encoding="utf-8").splitlines()
    assert "B,N1,3," in rows and "B,B1,3," in rows
    reason = piece.fields["B", "reason"].model_id
    bench.tabs.value = "Dữ liệu"
    piece.hand.acts.value = json.dumps([[1, reason, "muộn"]])  # on its way when the tab was turned
    assert "B,B1,3,muộn" in (folder / FIRST).read_text(encoding="utf-8")


def test_a_piece_that_is_not_seen_keeps_nothing_on_the_page(folder):
    bench = widgets.workbench(folder, period="2025")
    piece = bench.pieces["Thẩm định"]
    bench.tabs.value = "Thẩm định"
    assert piece.fields
    bench.tabs.value = "Dữ liệu"
    assert not piece.fields and not piece.body.value
