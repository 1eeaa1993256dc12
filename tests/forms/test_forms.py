"""Entry forms: what goes out to a unit, what comes back from it, and what never gets in."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import unicodedata
import zipfile
from datetime import datetime
from fractions import Fraction
from itertools import takewhile

import openpyxl
import pytest
from form_files import (
    AWARDS,
    BEFORE,
    EVIDENCE,
    GOOD,
    GUIDE,
    ITEMS,
    NOMINATED,
    PLAN,
    REPORTED,
    TARGETS,
    collected,
    files,
    fill,
    form,
)
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.packaging.custom import StringProperty
from small import write_folder

from toolkit.commands.cli import main
from toolkit.evaluation.workspace import Workspace
from toolkit.forms.answers import number_text
from toolkit.periods import parse_period
from toolkit.sources import parse_numbers
from toolkit.words.errors import ToolkitError
from toolkit.writing.files import open_output

# Where the answers of a form stand: the first row under the headers is 5.
T1, T2, T4, N1, B1, NOMINEE = 5, 6, 7, 5, 6, 5


def asked(book):
    return list(takewhile(bool, (row[0].value for row in book[TARGETS].iter_rows(min_row=5))))


def test_a_form_asks_for_what_the_plan_gives_to_this_unit(here):
    book = openpyxl.load_workbook(form(here))
    assert book.sheetnames == [GUIDE, TARGETS, ITEMS, AWARDS]
    assert asked(book) == ["T1", "T2", "T4"]
    assert asked(openpyxl.load_workbook(form(here, "B"))) == ["T1", "T2", "T3", "T4"]
    row = [cell.value for cell in book[TARGETS][T1]]
    assert row[:7] == ["T1", "Hồ sơ ký số", "80%", "Số do đơn vị báo cáo.", 30, 40, "75%"]
    assert [cell.value for cell in book[TARGETS][T2]][2:7] == ["4,5", "Số do đơn vị báo cáo.", 9, 2, "4,50"]
    assert [cell.value for cell in book[ITEMS][B1]][:4] == ["B1", "Họp", 3, "0; 1,5; 3"]


def test_a_form_is_locked_but_for_its_answers_and_checks_what_is_typed(here):
    book = openpyxl.load_workbook(form(here))
    page = book[TARGETS]
    assert all(book[title].protection.sheet and not book[title].protection.password for title in book.sheetnames)
    assert [page[f"{column}5"].protection.locked for column in "AGHIJ"] == [True, True, False, False, False]
    counts, numbers = page.data_validations.dataValidation
    assert (counts.type, counts.formula1, numbers.type) == ("whole", "0", "decimal")
    assert "H5" in counts.sqref and "I7" in counts.sqref and "H6" not in counts.sqref
    assert "số nguyên từ 0" in counts.error
    lists = {str(check.sqref): check.formula1 for check in book[AWARDS].data_validations.dataValidation}
    assert lists["B5:B34"] == '"Tập thể,Cá nhân"'
    sheet, _, area = lists["E5:E34"].partition("!")
    assert sheet == f"'{GUIDE}'"
    assert [row[0].value for row in book[GUIDE][area.replace("$", "")]] == ["Giấy khen tập thể", "Giấy khen cá nhân"]


def test_the_same_form_has_the_same_bytes(here):
    first = form(here).read_bytes()
    assert main(["form", "2025"]) == main(["form", "2025", "--out", "khac"]) == 0
    assert form(here).read_bytes() == first
    assert (here / "khac/2025/noi_bo/bieu_mau/A.xlsx").read_bytes() == first
    assert sorted(p.name for p in (here / "khac/2025/noi_bo/bieu_mau").iterdir()) == ["A.xlsx", "B.xlsx", "C.xlsx"]


def test_texts_that_a_spreadsheet_would_run_are_harmless(here):
    cell = openpyxl.load_workbook(form(here))[TARGETS][f"B{T4}"]
    assert (cell.value, cell.data_type) == ("'=1+1", "s")


def test_a_filled_in_form_gives_the_figures_that_were_typed(here, capsys):
    assert main(["collect", "2025", str(fill(form(here), GOOD))]) == 0
    assert capsys.readouterr().err == ""
    assert collected(here, "bao_cao_don_vi") == REPORTED
    assert collected(here, "minh_chung") == EVIDENCE
    assert list(csv.reader(io.StringIO(collected(here, "de_nghi")))) == NOMINATED
    evaluation = Workspace.open(here / "data").evaluate(parse_period("2025"))
    assert evaluation.indicator("A", "T1").value == Fraction(45, 50)
    assert evaluation.indicator("A", "T2").value == Fraction(21, 4)
    assert evaluation.item("A", "N1").self_points == Fraction(15, 4)


def test_a_half_filled_form_writes_only_what_has_rows(here):
    assert main(["collect", "2025", str(fill(form(here), {TARGETS: {"H5": 1, "I5": 2}}))]) == 0
    assert sorted(name for name in files(here) if name.startswith("2025")) == ["2025/bao_cao_don_vi__A.csv"]


def test_a_dry_run_names_what_it_would_write_and_writes_nothing(here, capsys):
    back, before = fill(form(here), GOOD), files(here)
    assert main(["collect", "2025", str(back), "--dry-run"]) == 0
    assert "Sẽ ghi data/2025/minh_chung__A.csv" in capsys.readouterr().out
    assert main(["form", "2025", "--out", "khac", "--dry-run"]) == 0
    assert files(here) == before
    assert not (here / "khac").exists()


# A cell of the form, what was typed or pasted into it, and what the message must name.
CELLS = [
    (TARGETS, "H5", "85%", '[O-03] back.xlsx › Chỉ tiêu › dòng 5 › cột "Tử số": ô ghi tỷ lệ phần trăm'),
    (TARGETS, "H5", "không có", '[O-03] back.xlsx › Chỉ tiêu › dòng 5 › cột "Tử số": giá trị không phải là số'),
    (TARGETS, "H5", "1.234,5", '[SO-01] back.xlsx › Chỉ tiêu › dòng 5 › cột "Tử số": tử số, mẫu số phải là số đếm'),
    (TARGETS, "H5", 0.85, '[SO-01] back.xlsx › Chỉ tiêu › dòng 5 › cột "Tử số"'),
    (TARGETS, "H5", 51, '[SO-01] back.xlsx › Chỉ tiêu › dòng 5 › cột "Tử số": tử số lớn hơn mẫu số'),
    (TARGETS, "H5", -1, "[SO-01]"),
    (TARGETS, "H5", True, "[O-03]"),
    (TARGETS, "H5", datetime(2025, 2, 1), "[O-03]"),
    (TARGETS, "H5", 10**16, "số quá lớn"),
    (TARGETS, "H5", None, '[SO-01] back.xlsx › Chỉ tiêu › dòng 5 › cột "Tử số": chỉ có một trong hai số'),
    (TARGETS, "I5", None, 'cột "Mẫu số": chỉ có một trong hai số'),
    (TARGETS, "H5", "=40+5", '[BM-04] back.xlsx › Chỉ tiêu › dòng 5 › cột "Tử số": ô là công thức không có giá trị'),
    (TARGETS, "H5", "#N/A", "[BM-04]"),
    (TARGETS, "H6", "1.234", "số này có thể đọc theo hai cách"),
    (TARGETS, "I5", "90.000", "số này có thể đọc theo hai cách"),
    (TARGETS, "J5", "=A1", '[BM-04] back.xlsx › Chỉ tiêu › dòng 5 › cột "Ghi chú"'),
    (TARGETS, "A6", "T9", "[BM-01] back.xlsx › Chỉ tiêu › dòng 6: dòng không có trong biểu mẫu đã phát"),
    (TARGETS, "A6", "T1", "lặp lại"),
    (TARGETS, "J8", "thêm", "[BM-01] back.xlsx › Chỉ tiêu › dòng 8"),
    (TARGETS, "K5", "thêm", "có giá trị ở bên phải bảng"),
    (TARGETS, "H4", "Mẫu số", "[BM-01] back.xlsx › Chỉ tiêu › dòng 4: các cột của trang đã bị thay đổi"),
    (ITEMS, "E5", "4,5", '[DIEM-02] back.xlsx › Nội dung, biện pháp › dòng 5 › cột "Điểm tự chấm"'),
    (ITEMS, "E6", 2, "[DIEM-02] back.xlsx › Nội dung, biện pháp › dòng 6"),
    (ITEMS, "E5", "-1", "[DIEM-02]"),
    (ITEMS, "E5", "50%", "ở đây cần số, ví dụ 3,75"),
    (ITEMS, "G5", "26/5/25", '[O-01] back.xlsx › Nội dung, biện pháp › dòng 5 › cột "Ngày"'),
    (ITEMS, "G5", "26/5/2568", "[O-01]"),
    (ITEMS, "G5", "31/02/2025", "[O-01]"),
    (ITEMS, "G5", "45803", "[O-01]"),
    (AWARDS, "B5", "Nhóm", '[O-02] back.xlsx › Đề nghị khen thưởng › dòng 5 › cột "Loại"'),
    (AWARDS, "B5", "Tập thể", "hình thức khen không dùng cho loại này"),
    (AWARDS, "C5", None, '[O-04] back.xlsx › Đề nghị khen thưởng › dòng 5 › cột "Mã cán bộ"'),
    (AWARDS, "C5", 10**15, "mã quá dài"),
    (AWARDS, "D5", None, '[O-04] back.xlsx › Đề nghị khen thưởng › dòng 5 › cột "Tên"'),
    (AWARDS, "E5", "Huân chương", '[O-02] back.xlsx › Đề nghị khen thưởng › dòng 5 › cột "Hình thức khen"'),
    (AWARDS, "F5", None, '[O-04] back.xlsx › Đề nghị khen thưởng › dòng 5 › cột "Đang xem xét kỷ luật"'),
    (AWARDS, "F5", "chắc không", "[O-02]"),
]


@pytest.mark.parametrize(("title", "place", "typed", "said"), CELLS)
def test_a_cell_that_cannot_be_used_is_named_and_the_form_is_not_taken(here, capsys, title, place, typed, said):
    answers = {sheet: dict(cells) for sheet, cells in GOOD.items()}
    answers[title][place] = typed
    back, before = fill(form(here), answers), files(here)
    capsys.readouterr()
    assert main(["collect", "2025", str(back)]) == 3
    out, err = capsys.readouterr()
    assert said in err
    assert "Cách sửa: " in err
    assert "Không nhận được biểu mẫu back.xlsx" in out
    assert "Nguyễn" not in unicodedata.normalize("NFC", out + err)
    assert files(here) == before


def test_every_fault_of_a_form_is_said_at_once(here, capsys):
    back = fill(form(here), {TARGETS: {"H5": "x", "I5": "85%"}, ITEMS: {"E5": 9}, AWARDS: {"D5": "Ai"}})
    assert main(["collect", "2025", str(back)]) == 3
    said = capsys.readouterr().err
    assert [line.partition("]")[0] for line in said.splitlines()] == ["[DIEM-02", "[O-03", "[O-03", *["[O-04"] * 3]


def test_a_pasted_percentage_of_100_is_not_taken_for_one_case(here, capsys):
    back = fill(form(here), GOOD)
    book = openpyxl.load_workbook(back)
    book[TARGETS]["H5"], book[TARGETS]["H5"].number_format = 1, "0%"
    book[TARGETS]["H5"].number_format = "0%"
    book.save(back)
    assert main(["collect", "2025", str(back)]) == 3
    assert 'dòng 5 › cột "Tử số": ô ghi tỷ lệ phần trăm' in capsys.readouterr().err


TYPED = [("1.234", "1234"), ("1.234.567", "1234567"), (" 12 ", "12"), ("12\u00a0", "12"), (45.0, "45"), ("0", "0")]


@pytest.mark.parametrize(("typed", "figure"), TYPED)
def test_a_count_is_read_as_people_type_it(here, typed, figure):
    assert main(["collect", "2025", str(fill(form(here), {TARGETS: {"H5": typed, "I5": 9999999}}))]) == 0
    assert collected(here, "bao_cao_don_vi").splitlines()[1] == f"A,T1,{figure},9999999,"


MEASURED = [("1.234,5", '"1234,5"'), (0.1 + 0.2, '"0,3"'), (1.234, '"1,2340"'), ("-2,5", '"-2,5"'), (-3, "-3")]


@pytest.mark.parametrize(("typed", "figure"), MEASURED)
def test_a_plain_number_is_read_as_people_type_it(here, typed, figure):
    assert main(["collect", "2025", str(fill(form(here), {TARGETS: {"H6": typed, "I6": 2}}))]) == 0
    assert collected(here, "bao_cao_don_vi").splitlines()[1] == f"A,T2,{figure},2,"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9))
def test_a_number_is_written_so_that_it_can_be_read_in_one_way(value):
    assert parse_numbers([number_text(Fraction(value))]) == [Fraction(value)]


DAYS = ["26/5/2025", "2025-05-26", datetime(2025, 5, 26, 14, 30), " 26/05/2025 "]


def test_a_bare_number_is_no_day(here, capsys):
    book = openpyxl.load_workbook(fill(form(here), {ITEMS: {"G5": 45803}}))
    book[ITEMS]["G5"].number_format = "General"
    book.save(here / "back.xlsx")
    assert main(["collect", "2025", "back.xlsx"]) == 3
    assert 'dòng 5 › cột "Ngày": ngày không hợp lệ' in capsys.readouterr().err


@pytest.mark.parametrize("typed", DAYS)
def test_a_day_is_read_as_people_type_it(here, typed):
    assert main(["collect", "2025", str(fill(form(here), {ITEMS: {"F5": "- KH", "G5": typed}}))]) == 0
    assert collected(here, "minh_chung").splitlines()[1] == "A,N1,,'- KH,26/05/2025"


def test_the_post_of_a_nominee_is_taken_where_it_is_written(here):
    nominee = {AWARDS: {**GOOD[AWARDS], "H5": "Chuyên viên"}}
    assert openpyxl.load_workbook(form(here))[AWARDS]["H4"].value == "Chức vụ"
    assert main(["collect", "2025", str(fill(form(here), nominee))]) == 0
    head, row = collected(here, "de_nghi").splitlines()
    assert head.endswith(",Thành tích,Chức vụ") and row.endswith(",Số hóa 100% hồ sơ,Chuyên viên")


def test_a_form_that_was_sent_out_before_it_had_a_place_for_the_post_is_taken(here):
    old = {AWARDS: {**GOOD[AWARDS], "H4": None}}
    assert main(["collect", "2025", str(fill(form(here), old))]) == 0
    assert collected(here, "de_nghi").splitlines()[0].endswith(",Thành tích")


def test_the_same_form_again_changes_nothing_and_says_so(here, capsys):
    back = str(fill(form(here), GOOD))
    assert main(["collect", "2025", back]) == 0
    before = files(here)
    capsys.readouterr()
    assert main(["collect", "2025", back]) == 0
    assert "Không có gì mới cho data/2025/bao_cao_don_vi__A.csv" in capsys.readouterr().out
    assert files(here) == before


def test_a_corrected_form_shows_the_difference_and_replaces_only_when_told(here, capsys):
    path = form(here)
    assert main(["collect", "2025", str(fill(path, GOOD))]) == 0
    corrected = {TARGETS: {"H5": 46, "I5": 50, "J5": "bổ sung", "H6": "10,5", "I6": 2}, ITEMS: GOOD[ITEMS]}
    back, before = str(fill(path, corrected)), files(here)
    capsys.readouterr()
    assert main(["collect", "2025", back]) == 4
    out, err = capsys.readouterr()
    assert "2025/bao_cao_don_vi__A.csv: T1: Tử số 45 → 46; Ghi chú đổi nội dung." in out
    assert "2025/bao_cao_don_vi__A.csv: T4: dòng bị bỏ." in out
    assert "2025/de_nghi__A.csv: A-01: dòng bị bỏ." in out
    assert "minh_chung" not in out
    assert "Nguyễn" not in out
    assert "--replace" in err
    assert files(here) == before
    assert main(["collect", "2025", back, "--replace"]) == 0
    assert "đối chiếu lại Mã đề nghị trong bieu_quyet" in capsys.readouterr().out
    after = files(here)
    assert collected(here, "bao_cao_don_vi").splitlines()[1:] == ["A,T1,46,50,bổ sung", 'A,T2,"10,5",2,']
    assert "2025/de_nghi__A.csv" not in after
    assert after["ban_cu/2025/bao_cao_don_vi__A.1.csv"] == REPORTED.encode()
    assert after["ban_cu/2025/de_nghi__A.1.csv"] == before["2025/de_nghi__A.csv"]
    assert main(["collect", "2025", str(fill(path, GOOD)), "--replace"]) == 0
    assert "T1,46" in files(here)["ban_cu/2025/bao_cao_don_vi__A.2.csv"].decode()
    capsys.readouterr()
    assert main(["check", "2025"]) == 3
    assert "ban_cu" not in capsys.readouterr().out


def test_a_file_that_differs_only_in_its_form_is_the_same(here, capsys):
    back = str(fill(form(here), {TARGETS: GOOD[TARGETS]}))
    lines = ["\ufeffMẪU SỐ,Tử số,Mã chỉ tiêu,Mã đơn vị,ghi chú", "50,45,T1,A,đủ  hồ sơ", '2,"10,5",T2,A,', "0,0,T4,A,"]
    write_folder(here / "data", {"2025/bao_cao_don_vi__A.csv": "\r\n".join(lines)}, plan=PLAN)
    before = files(here)
    assert main(["collect", "2025", back]) == 0
    assert files(here) == before


COMMON = (
    '\ufeffMã đơn vị;Mã chỉ tiêu;Ghi chú;Tử số;Mẫu số\r\nB;T1;"hai\r\ndòng";1;1\r\nPhòng A;T1;"hai\r\ndòng";30;40\r\n\r\n'
    " b ;T2;;  1,50;2\r\nA;T2;;9;2\r\nC;T1;;5;5"
)
WITHOUT_A = COMMON.replace('Phòng A;T1;"hai\r\ndòng";30;40\r\n', "").replace("A;T2;;9;2\r\n", "")


def test_the_rows_of_a_unit_are_taken_out_of_a_common_file_only_when_told(here, capsys):
    write_folder(here / "data", {"2025/bao_cao_don_vi.csv": COMMON, "2025/minh_chung.csv": EVIDENCE}, plan=PLAN)
    back, before = str(fill(form(here), GOOD)), files(here)
    assert main(["collect", "2025", back]) == 4
    out, err = capsys.readouterr()
    assert "2025/bao_cao_don_vi.csv (A): T1: Tử số 30 → 45; Mẫu số 40 → 50; Ghi chú đổi nội dung." in out.splitlines()
    assert "2025/bao_cao_don_vi.csv (A): T4: dòng mới." in out.splitlines()
    assert "--replace" in err
    assert files(here) == before
    assert main(["collect", "2025", back, "--replace"]) == 0
    after = files(here)
    assert after["2025/bao_cao_don_vi.csv"] == WITHOUT_A.encode()
    assert after["ban_cu/2025/bao_cao_don_vi.1.csv"] == COMMON.encode()
    assert collected(here, "bao_cao_don_vi") == REPORTED
    assert "Không có gì mới cho data/2025/minh_chung.csv (A)" in capsys.readouterr().out
    assert after["2025/minh_chung.csv"] == EVIDENCE.encode()
    assert "2025/minh_chung__A.csv" not in after
    evaluation = Workspace.open(here / "data").evaluate(parse_period("2025"))
    assert [evaluation.indicator(unit, "T1").value for unit in "ABC"] == [Fraction(9, 10), 1, 1]


def test_two_units_leave_a_common_file_together(here):
    write_folder(here / "data", {"2025/bao_cao_don_vi.csv": COMMON}, plan=PLAN)
    backs = [str(fill(form(here, u), {TARGETS: {"H5": 3, "I5": 4}}, name=f"{u}.xlsx")) for u in "AC"]
    assert main(["collect", "2025", *backs, "--replace"]) == 0
    assert files(here)["2025/bao_cao_don_vi.csv"] == WITHOUT_A.replace("C;T1;;5;5", "").encode()
    assert files(here)["ban_cu/2025/bao_cao_don_vi.1.csv"] == COMMON.encode()
    evaluation = Workspace.open(here / "data").evaluate(parse_period("2025"))
    assert [evaluation.indicator(unit, "T1").value for unit in "ABC"] == [Fraction(3, 4), 1, Fraction(3, 4)]


def test_a_unit_without_rows_in_a_common_file_stands_beside_it(here):
    write_folder(here / "data", {"2025/bao_cao_don_vi.csv": BEFORE}, plan=PLAN)
    assert main(["collect", "2025", str(fill(form(here, "C"), {TARGETS: {"H5": 1, "I5": 2}}))]) == 0
    assert collected(here, "bao_cao_don_vi", "C").splitlines()[1] == "C,T1,1,2,"
    assert files(here)["2025/bao_cao_don_vi.csv"] == BEFORE.encode()


def workbook(text):
    book, content = openpyxl.Workbook(), io.BytesIO()
    for row in csv.reader(io.StringIO(text)):
        book.active.append(row)
    book.save(content)
    return content.getvalue()


OTHERS = [
    ("bao_cao_don_vi.xlsx", workbook(BEFORE)),
    ("bao_cao_don_vi.xlsx", b"x"),
    ("bao_cao_don_vi__Phòng A.csv", BEFORE.replace("Ghi chú", "Lý do")),
    ("bao_cao_don_vi.csv", BEFORE.encode("utf-16")),
]


@pytest.mark.parametrize(("name", "content"), OTHERS)
def test_other_files_that_hold_a_unit_or_may_hold_it_are_refused_with_the_remedy(here, capsys, name, content):
    write_folder(here / "data", {f"2025/{name}": content}, plan=PLAN)
    back, before = str(fill(form(here), GOOD)), files(here)
    for options in ([], ["--replace"]):
        assert main(["collect", "2025", back, *options]) == 4
        said = capsys.readouterr().err
        assert f"[BM-05] 2025/{name}: tệp này đã có dòng của đơn vị A" in said
        assert "Cách sửa: xóa các dòng của A khỏi tệp này, giữ nguyên dòng của đơn vị khác" in said
        assert files(here) == before


def test_rows_that_stand_twice_already_are_refused(here, capsys):
    both = {"2025/bao_cao_don_vi.csv": BEFORE, "2025/bao_cao_don_vi__A.csv": REPORTED}
    write_folder(here / "data", both, plan=PLAN)
    assert main(["collect", "2025", str(fill(form(here), GOOD)), "--replace"]) == 4
    assert "[BM-05] 2025/bao_cao_don_vi.csv" in capsys.readouterr().err


def test_good_forms_are_taken_beside_faulty_ones(here, capsys):
    good, bad = fill(form(here), GOOD), fill(form(here, "B"), {TARGETS: {"H5": "x"}}, name="b.xlsx")
    assert main(["collect", "2025", str(good), str(bad), "--json"]) == 3
    said = json.loads(capsys.readouterr().out)
    assert (said["forms"], said["failed"], said["exit_code"]) == (["back.xlsx"], ["b.xlsx"], 3)
    assert said["written"] == ["2025/bao_cao_don_vi__A.csv", "2025/de_nghi__A.csv", "2025/minh_chung__A.csv"]
    assert {finding["file"] for finding in said["findings"]} == {"b.xlsx"}


def test_a_folder_of_forms_is_read_and_two_forms_of_one_unit_are_not(here, capsys):
    sent = here / "nhan"
    sent.mkdir()
    for n, unit in enumerate("ABB", 1):
        fill(form(here, unit), {TARGETS: {"H5": n, "I5": 9}}, name=f"nhan/{n}.xlsx")
    assert main(["collect", "2025", str(sent)]) == 3
    said = capsys.readouterr()
    differing = "Khác nhau ở: Báo cáo của đơn vị, T1: Tử số 2 → 3."
    assert f"[BM-02] 2.xlsx: có nhiều biểu mẫu của đơn vị B. {differing}" in said.err
    assert "[BM-02] 3.xlsx: " in said.err
    assert [name for name in files(here) if name.startswith("2025")] == ["2025/bao_cao_don_vi__A.csv"]


def test_an_empty_form_is_not_taken(here, capsys):
    assert main(["collect", "2025", str(form(here))]) == 3
    assert "[BM-03] A.xlsx: biểu mẫu chưa điền ô nào." in capsys.readouterr().err


def renamed(book):
    book[TARGETS].title = "Trang khác"


def without_target(book):
    book[TARGETS].delete_rows(T2)


def told(name, value, *, cell=True):
    """Make a form say that it is another one."""
    order = ["template", "version", "plan", "period", "unit"]

    def change(book):
        del book.custom_doc_props[f"thidua_{name}"]
        book.custom_doc_props.append(StringProperty(name=f"thidua_{name}", value=value))
        if cell:
            book[GUIDE][f"B{9 + order.index(name)}"] = value

    return change


STRANGE = [
    (told("template", "khác"), "[BM-02] back.xlsx: đây là một loại biểu mẫu khác."),
    (told("version", "0"), "[BM-02] back.xlsx: biểu mẫu không phải phiên bản 1"),
    (told("plan", "khac"), "[BM-02] back.xlsx: biểu mẫu của một kế hoạch khác."),
    (told("period", "2024"), "[BM-02] back.xlsx: biểu mẫu không phải của kỳ 2025."),
    (told("unit", "Z"), "[BM-02] back.xlsx: đơn vị của biểu mẫu không có trong danh mục."),
    (told("unit", "B", cell=False), "[BM-01] back.xlsx: phần nhận dạng của biểu mẫu đã bị sửa."),
    (renamed, "[BM-01] back.xlsx › Chỉ tiêu: biểu mẫu thiếu trang này."),
    (without_target, "[BM-01] back.xlsx › Chỉ tiêu: thiếu dòng T2."),
]


@pytest.mark.parametrize(("change", "said"), STRANGE)
def test_a_form_that_is_not_the_one_sent_out_is_refused(here, capsys, change, said):
    back = fill(form(here), GOOD)
    book = openpyxl.load_workbook(back)
    change(book)
    book.save(back)
    assert main(["collect", "2025", str(back)]) == 3
    assert said in capsys.readouterr().err
    assert not (here / "data/2025").exists()


def test_a_form_is_known_by_its_cells_where_the_properties_are_gone(here):
    back = fill(form(here), GOOD)
    book = openpyxl.load_workbook(back)
    for name in list(book.custom_doc_props.names):
        del book.custom_doc_props[name]
    book.save(back)
    assert main(["collect", "2025", str(back)]) == 0
    assert collected(here, "bao_cao_don_vi") == REPORTED


def part(name, content):
    """A copy of a form with one part of its package replaced or added."""

    def change(path):
        with zipfile.ZipFile(path) as before:
            parts = {each: before.read(each) for each in before.namelist()}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
            for each, old in {**parts, name: content}.items():
                after.writestr(each, old)

    return change


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><sst>&b;</sst>'
HOSTILE = [
    (part("xl/vbaProject.bin", b"x"), "sổ tính có macro"),
    (part("xl/worksheets/sheet2.xml", BOMB), "sổ tính hỏng"),
    (part("xl/workbook.xml", BOMB), "sổ tính hỏng"),
    (part("docProps/custom.xml", BOMB), "sổ tính hỏng"),
    (part("docProps/app.xml", BOMB.decode().encode("utf-16")), "sổ tính hỏng"),
    (part("docProps/core.xml", b'<!DOCTYPE x SYSTEM "file:///etc/hostname"><x/>'), "sổ tính hỏng"),
    (part("xl/worksheets/sheet2.xml", b"<worksheet"), "sổ tính hỏng"),
    (part("xl/media/x.bin", bytes(30_000_000)), "sổ tính nén quá lớn"),
    (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600)), "không phải sổ tính XLSX, hoặc có mật khẩu"),
    (lambda path: path.write_bytes(b""), "không phải sổ tính XLSX"),
    (lambda path: path.unlink(), "không có tệp này"),
    (lambda path: openpyxl.Workbook().save(path), "[BM-01] back.xlsx: không phải biểu mẫu do bộ công cụ phát."),
]


@pytest.mark.parametrize(("change", "said"), HOSTILE)
def test_a_file_that_is_broken_or_hostile_is_refused(here, capsys, change, said):
    back = fill(form(here), GOOD)
    change(back)
    assert main(["collect", "2025", str(back)]) == 3
    assert said in capsys.readouterr().err
    assert not (here / "data/2025").exists()


def test_another_ending_is_refused_and_a_telling_name_is_not_shown(here, capsys):
    back = fill(form(here), GOOD, name="079123456789 an@x.xlsx")
    back.write_bytes(b"x")
    macro = here / "a.xlsm"
    macro.write_bytes(b"x")
    assert main(["collect", "2025", str(back), str(macro)]) == 3
    out, err = capsys.readouterr()
    assert "[TEP-02] a.xlsm: không phải tệp Excel hay Word của biểu mẫu đã phát." in err
    assert "079123456789" not in out + err


def test_a_form_that_somebody_filled_in_where_it_lies_is_not_written_over(here, capsys):
    path = form(here)
    back = fill(path, GOOD)
    shutil.move(back, path)
    assert main(["form", "2025"]) == 4
    assert "Đã có người điền vào biểu mẫu" in capsys.readouterr().err
    assert path.read_bytes() != form(here, "B").read_bytes()
    assert openpyxl.load_workbook(path)[TARGETS]["H5"].value == 45
    filled = path.read_bytes()
    assert main(["form", "2025", "--force"]) == 0
    assert openpyxl.load_workbook(path)[TARGETS]["H5"].value is None
    assert (path.parents[1] / "ban_cu" / path.parent.name / path.name).read_bytes() == filled
    assert not list(path.parents[2].rglob(".thidua*"))


USAGE = [
    (["form", "2024..2025"], "từng kỳ"),
    (["collect", "2024..2025", "x.xlsx"], "từng kỳ"),
    (["form", "2025", "--unit", "Z"], "'Z'"),
    (["form", "2025", "--out", "data/x"], "--out"),
    (["collect", "2025", "x.xlsx", "--out", "data/x"], "--out"),
    (["form"], "KỲ"),
    (["collect", "2025"], "TỆP"),
]


@pytest.mark.parametrize(("arguments", "said"), USAGE)
def test_wrong_usage_is_2(here, capsys, arguments, said):
    assert main(arguments) == 2
    assert said in capsys.readouterr().err


def test_a_successor_is_asked_for_what_its_predecessors_were_given(here):
    moved = "Từ đơn vị,Đến đơn vị,Ngày,Phạm vi\nB,A,01/03/2025,\n"
    write_folder(here / "data", {"sap_nhap.csv": moved}, plan=PLAN)
    assert main(["form", "2025"]) == 0
    book = openpyxl.load_workbook(form(here))
    assert asked(book) == ["T1", "T2", "T3", "T4"]
    page = book[TARGETS]
    assert [page.cell(5, column).value for column in (5, 6, 7)] == [31, 41, "75,6%"]
    assert main(["form", "2025", "--unit", "B"]) == 2


def test_nothing_is_moved_to_its_place_before_everything_is_written(tmp_path):
    (tmp_path / "b").write_text("a file where a folder is needed", encoding="utf-8")
    with pytest.raises(ToolkitError, match="--data"), open_output(tmp_path, command="x", option="--data") as folder:
        folder.write({"a.csv": b"1", "b/c.csv": b"2"})
    assert sorted(p.name for p in tmp_path.iterdir()) == ["b"]


SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.fixture
def saved_by_libreoffice(tmp_path):
    """Open a workbook in LibreOffice and save it as XLSX; return the new file."""
    if SOFFICE is None:
        message = "needs LibreOffice: apt-get install libreoffice-calc"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)

    def save(path):
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [SOFFICE, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
        subprocess.run([*command, "--outdir", str(tmp_path / "lo"), str(path)], check=True, timeout=120)
        return tmp_path / "lo" / path.name

    return save


@pytest.mark.slow
def test_a_form_filled_in_and_saved_by_libreoffice_gives_the_figures_that_were_typed(here, saved_by_libreoffice):
    opened = saved_by_libreoffice(form(here))
    page = openpyxl.load_workbook(opened)[TARGETS]
    assert page.protection.sheet
    assert page["A5"].protection.locked and not page["H5"].protection.locked
    assert {check.type for check in page.data_validations.dataValidation} == {"whole", "decimal"}
    shutil.copy(opened, here / "outputs/2025/noi_bo/bieu_mau/A.xlsx")
    saved = saved_by_libreoffice(fill(here / "outputs/2025/noi_bo/bieu_mau/A.xlsx", GOOD))
    assert main(["collect", "2025", str(saved)]) == 0
    assert collected(here, "bao_cao_don_vi") == REPORTED
    assert collected(here, "minh_chung") == EVIDENCE
    assert list(csv.reader(io.StringIO(collected(here, "de_nghi")))) == NOMINATED


@pytest.mark.slow
def test_a_formula_that_libreoffice_worked_out_counts_and_a_percentage_does_not(here, saved_by_libreoffice, capsys):
    back = fill(form(here), {TARGETS: {"H5": "=40+5", "I5": "=50"}})
    assert main(["collect", "2025", str(saved_by_libreoffice(back))]) == 0
    assert collected(here, "bao_cao_don_vi").splitlines()[1] == "A,T1,45,50,"
    book = openpyxl.load_workbook(back)
    book[TARGETS]["H5"] = 1
    book[TARGETS]["H5"].number_format = "0%"
    book.save(back)
    assert main(["collect", "2025", str(saved_by_libreoffice(back)), "--replace"]) == 3
    assert "ô ghi tỷ lệ phần trăm" in capsys.readouterr().err
