"""The forms that the office fills in itself: out, and back."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest
from form_files import EVIDENCE, NOMINATED, PLAN
from office_filling import fill
from small import evaluated, write_folder

from toolkit.commands.cli import main

FILES = {
    "2025/minh_chung__A.csv": EVIDENCE,
    "2025/de_nghi.csv": "\n".join(",".join(row) for row in NOMINATED) + "\n",
    "2025/can_bo.csv": "Mã cán bộ,Mã đơn vị,Lãnh đạo,Nữ,Ngày vào,Ngày ra\nCB-07,A,Có,Không,01/01/2020,\n"
    "CB-08,A,Không,Có,01/01/2020,31/12/2024\n079084001234,A,Không,Có,01/01/2020,\n",
}


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A data folder in which a unit has answered, and the forms of the office that go out of it."""
    write_folder(tmp_path / "data", FILES, plan=PLAN)
    monkeypatch.chdir(tmp_path)
    assert main(["form", "2025", "--deadline", "31/01/2026"]) == 0
    return tmp_path


def test_the_appraisal_shows_beside_each_item_what_the_unit_says_of_itself(office):
    book = openpyxl.load_workbook(office / "outputs/2025/noi_bo/tham_dinh.xlsx")
    page = book["Thẩm định"]
    told = [[cell.value for cell in row] for row in page.iter_rows(min_row=5, max_row=7)]
    assert told[0] == [
        "A",
        "Phòng A",
        "N1",
        "Lãnh đạo",
        4,
        "từ 0 đến 4",
        3.75,
        "Kế hoạch số 12/KH (26/5/2025)",
        None,
        None,
        None,
    ]
    assert [row[:3] + row[6:7] for row in told[1:]] == [["A", "Phòng A", "B1", 1.5], ["B", "Phòng B", "N1", None]]
    matrix = book["Tổng hợp"]
    assert [cell.value for cell in matrix[4]] == ["Mã đơn vị", "Đơn vị", "N1", "B1", "Tổng"]
    assert matrix["D6"].value == "=IF('Thẩm định'!I8=\"\",\"\",'Thẩm định'!I8)"
    assert page["I5"].protection.locked is False and page["G5"].protection.locked is True


def test_the_appraisal_comes_back_and_what_was_given_before_stands_in_the_next_one(office, capsys):
    path = office / "outputs/2025/noi_bo/tham_dinh.xlsx"
    filled = fill(path, "Thẩm định", {"I5": "3,5", "J5": "Thiếu minh chứng", "I6": 3})
    assert main(["collect", "2025", filled]) == 0
    assert "tham_dinh.xlsx: bảng thẩm định" in capsys.readouterr().out
    written = (office / "data/2025/tham_dinh.csv").read_text(encoding="utf-8")
    assert written == 'Mã đơn vị,Mã mục,Điểm thẩm định,Lý do\nA,N1,"3,5",Thiếu minh chứng\nA,B1,3,\n'
    assert main(["form", "2025"]) == 0
    again = openpyxl.load_workbook(path)["Thẩm định"]
    assert [again["I5"].value, again["J5"].value, again["I6"].value] == [3.5, "Thiếu minh chứng", 3]
    assert main(["collect", "2025", fill(path, "Thẩm định", {"I5": 4})]) == 4
    assert "2025/tham_dinh.csv: A N1: Điểm thẩm định 3,5 → 4." in capsys.readouterr().out


WRONG = [
    ({"I5": 4.5}, "[DIEM-02] tham_dinh.xlsx › Thẩm định › dòng 5"),
    ({"I6": 2}, "[DIEM-02]"),
    ({"I5": "tốt"}, "[O-03]"),
    ({"I5": 3, "J5": "gọi 0912 345 678"}, "[BM-06]"),
    ({"C5": "B1"}, "[BM-01]"),
    ({}, "[BM-03]"),
]


@pytest.mark.parametrize(("cells", "said"), WRONG)
def test_an_appraisal_with_a_fault_is_not_taken(office, capsys, cells, said):
    assert main(["collect", "2025", fill(office / "outputs/2025/noi_bo/tham_dinh.xlsx", "Thẩm định", cells)]) == 3
    assert said in capsys.readouterr().err
    assert not (office / "data/2025/tham_dinh.csv").exists()


def test_the_votes_come_back(office, capsys):
    path = office / "outputs/2025/noi_bo/bieu_quyet.xlsx"
    page = openpyxl.load_workbook(path)["Biểu quyết"]
    assert [cell.value for cell in page[5]][:5] == ["A-01", "Cá nhân", "Phòng A", "Nguyễn Văn Đức", "Giấy khen cá nhân"]
    assert main(["collect", "2025", fill(path, "Biểu quyết", {"F5": 9, "G5": 10})]) == 3
    assert "nhiều phiếu hơn số thành viên" in capsys.readouterr().err
    assert main(["collect", "2025", fill(path, "Biểu quyết", {"G5": 8, "H5": 1})]) == 0
    assert (office / "data/2025/bieu_quyet.csv").read_text(encoding="utf-8").splitlines()[1] == "A-01,9,8,1"


def test_the_forms_of_the_office_are_read_as_sources_where_they_are_put_there(office, tmp_path):
    forms = office / "outputs/2025/noi_bo"
    fill(forms / "tham_dinh.xlsx", "Thẩm định", {"I5": 3.5, "I6": 3})
    files = {f"2025/{path.name}": path.read_bytes() for path in forms.glob("*.xlsx")}
    e = evaluated(tmp_path / "x", {**FILES, **files}, plan=PLAN, period="2025")
    assert [e.item("A", item).points for item in ("N1", "B1")] == [3.5, 3]
    assert not [f for f in e.findings if f.file.endswith("xlsx") and f.level == "error"]


def test_prose_is_written_under_the_headings_of_the_report_and_comes_back(office, capsys):
    path = office / "outputs/2025/noi_bo/nhan_xet.docx"
    assert main(["collect", "2025", str(path)]) == 3  # nothing is written in it yet
    assert "[BM-03] nhan_xet.docx" in capsys.readouterr().err
    document = docx.Document(path)
    lines = document.paragraphs
    at = next(n for n, line in enumerate(lines) if line.text == "Ưu điểm")
    lines[at + 1].runs[0].text = "Làm tốt."
    document.save(path)
    write_folder(office / "data", {"2025/nhan_xet.md": "## Ưu điểm\n\nCũ.\n"}, plan=PLAN)
    assert main(["collect", "2025", str(path)]) == 4
    assert "2025/nhan_xet.md: được thay bằng nhan_xet.docx." in capsys.readouterr().out
    assert main(["collect", "2025", str(path), "--replace"]) == 0
    assert (office / "data/ban_cu/2025/nhan_xet.1.md").exists() and not (office / "data/2025/nhan_xet.md").exists()
    assert evaluated(office / "data", {}, plan=PLAN, period="2025").remarks == {"strengths": "Làm tốt."}
    assert main(["collect", "2025", str(path)]) == 0


PROSE = [("Ưu điểm", "gọi 0912 345 678", "[BM-06]"), ("Chuyện khác", "Lạc chỗ.", "[NX-01]")]


@pytest.mark.parametrize(("heading", "text", "said"), PROSE)
def test_prose_that_cannot_be_printed_is_not_taken(office, capsys, heading, text, said):
    document = docx.Document()
    document.add_heading(heading, 1)
    document.add_paragraph(text)
    document.save(office / "nhan_xet.docx")
    assert main(["collect", "2025", "nhan_xet.docx"]) == 3
    assert said in capsys.readouterr().err
    (office / "nhan_xet.docx").rename(office / "khac.docx")
    assert main(["collect", "2025", "khac.docx"]) == 3
    assert "không phải nhan_xet.docx của kỳ" in capsys.readouterr().err


def test_nothing_that_somebody_has_written_is_written_over(office, capsys):
    path = office / "outputs/2025/noi_bo/nhan_xet.docx"
    document = docx.Document(path)
    document.add_paragraph("thêm")
    document.save(path)
    mine = path.read_bytes()
    for options in ((), ("--dry-run",)):  # the other forms are made: prose asks nothing that changes with the data
        capsys.readouterr()
        assert main(["form", "2025", *options]) == 0
        said = capsys.readouterr().out.splitlines()
        assert "outputs/2025/noi_bo/nhan_xet.docx đã có người viết nên được giữ nguyên." in said
        assert "outputs/2025/noi_bo/tham_dinh.xlsx" in said
    assert path.read_bytes() == mine
    assert main(["form", "2025", "--force"]) == 0
    assert (office / "outputs/2025/noi_bo/ban_cu/nhan_xet.docx").read_bytes() == mine != path.read_bytes()


def test_what_the_office_has_not_filled_in_yet_hinders_nothing(office, capsys):
    fill(office / "outputs/2025/noi_bo/tham_dinh.xlsx", "Thẩm định", {"I5": 3})
    capsys.readouterr()
    assert main(["collect", "2025", "outputs/2025/noi_bo"]) == 0
    said = capsys.readouterr()
    assert sorted(line[:30] for line in said.err.splitlines()) == [
        "[BM-03] bieu_quyet.xlsx › Biểu",
        "[BM-03] nhan_xet.docx: nhận xé",
    ]
    assert "Không nhận được" not in said.out and "Tiếp theo: thidua check 2025." in said.out


def test_grey_cells_of_the_office_that_were_changed_are_named_and_not_used(office, capsys):
    forms = office / "outputs/2025/noi_bo"
    fill(forms / "tham_dinh.xlsx", "Thẩm định", {"I5": 3, "E5": 10, "G5": 4, "B6": "Phòng Z"})
    fill(forms / "bieu_quyet.xlsx", "Biểu quyết", {"F5": 9, "G5": 8, "D5": "Trần Thị B"})
    capsys.readouterr()
    assert main(["collect", "2025", str(forms)]) == 0
    told = [line.partition(" Cách sửa")[0] for line in capsys.readouterr().err.splitlines() if "BM-08" in line]
    of_today = "khác với kế hoạch và số liệu hiện nay của kỳ; nội dung đó không được dùng."
    assert sorted(told) == [
        f"[BM-08] bieu_quyet.xlsx › Biểu quyết › dòng 5: ô chỉ để đọc D5 (Tên) {of_today}",
        f"[BM-08] tham_dinh.xlsx › Thẩm định › dòng 5: ô chỉ để đọc E5 (Điểm tối đa), G5 (Điểm tự chấm) {of_today}",
        f"[BM-08] tham_dinh.xlsx › Thẩm định › dòng 6: ô chỉ để đọc B6 (Đơn vị) {of_today}",
    ]


def test_a_form_has_its_deadline_the_staff_to_choose_from_and_where_it_is_signed(office):
    book = openpyxl.load_workbook(office / "outputs/2025/noi_bo/bieu_mau/A.xlsx")
    guide = {row[0].value: row[1].value for row in book["Hướng dẫn"].iter_rows(min_row=15, max_col=2)}
    assert guide["Hạn gửi"] == "31/01/2026"
    staff = [cell.value for cell in book["Danh sách cán bộ"]["A"][4:]]
    assert staff == ["CB-07"]  # who had left before the period, and who goes by an identity number, are not there
    lists = {str(check.sqref): check for check in book["Đề nghị khen thưởng"].data_validations.dataValidation}
    assert lists["C5:C34"].formula1 == "'Danh sách cán bộ'!$A$5:$A$5" and not lists["C5:C34"].showErrorMessage
    texts = [cell.value for row in book["Chỉ tiêu"].iter_rows(min_row=8) for cell in row if cell.value]
    assert {"NGƯỜI LẬP", "THỦ TRƯỞNG ĐƠN VỊ"} <= set(texts)
    rule = book["Chỉ tiêu"]["D7"].value
    assert rule.startswith("Mẫu số: số văn bản trong nguồn Văn bản trao đổi đáp ứng đủ: Ngày ban hành: trong kỳ")
    assert "Tử số: trong đó, số văn bản đáp ứng thêm: Ký số: Có" in rule
    assert "Danh sách cán bộ" not in openpyxl.load_workbook(office / "outputs/2025/noi_bo/bieu_mau/B.xlsx").sheetnames


@pytest.mark.parametrize("day", ["31-01-2026", "31/02/2026", "mai"])
def test_a_deadline_that_is_no_day_is_2(office, capsys, day):
    assert main(["form", "2025", "--deadline", day]) == 2
    assert "không phải ngày" in capsys.readouterr().err


def test_forms_for_some_units_leave_those_of_the_office_alone(office):
    folder = Path("outputs/2025/noi_bo")
    before = {path.name: path.stat().st_mtime_ns for path in folder.glob("*.*")}
    assert len(before) == 3
    assert main(["form", "2025", "--unit", "A"]) == 0
    assert {path.name: path.stat().st_mtime_ns for path in folder.glob("*.*")} == before


def test_in_the_folder_of_the_office_its_own_forms_are_taken_and_nothing_else_is_looked_at(office, capsys):
    folder = office / "outputs/2025/noi_bo"
    fill(folder / "tham_dinh.xlsx", "Thẩm định", {"I5": 3, "J5": "thiếu"})
    for name in (
        "so_lieu.xlsx",
        "so_ket.docx",
        "so_ket.html",
        "awards.csv",
        "binh_xet/to_trinh.docx",
        "tra_loi/A.xlsx",
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"of the toolkit")
    capsys.readouterr()
    assert main(["collect", "2025", str(folder)]) == 0
    out, err = capsys.readouterr()
    assert (office / "data/2025/tham_dinh.csv").is_file()
    named = ("so_lieu", "so_ket", "awards", "to_trinh", "bieu_mau", "Không nhận")
    assert [word for word in named if word in out + err] == []
