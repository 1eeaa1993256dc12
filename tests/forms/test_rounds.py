"""The second round: units are sent their marks, answer, and the office marks again; nothing of either round is lost."""

from __future__ import annotations

import json
import shutil
from datetime import datetime

import openpyxl
import pytest
from form_files import EVIDENCE, PLAN
from office_filling import fill
from small import evaluated, write_folder

from toolkit.commands.cli import main

MARKS = 'Mã đơn vị,Mã mục,Điểm thẩm định,Lý do\nA,N1,"2,5",Thiếu ảnh\nA,B1,"1,5",\nB,N1,4,\nB,B1,3,\n'
FILES = {"2025/minh_chung__A.csv": EVIDENCE, "2025/tham_dinh.csv": MARKS}
PLACE = "outputs/2025/noi_bo/bieu_mau/vong_2"
SECOND = "outputs/2025/noi_bo/tham_dinh__2.xlsx"
ANSWER = {"H5": "Đã có ảnh", "I5": "Ảnh hội nghị", "J5": datetime(2026, 1, 20)}


@pytest.fixture
def second(tmp_path, monkeypatch, capsys):
    """A period after the first round, and the forms of the second."""
    write_folder(tmp_path / "data", FILES, plan=PLAN)
    monkeypatch.chdir(tmp_path)
    assert main(["form", "2025", "--round", "2", "--deadline", "31/01/2026"]) == 0
    return tmp_path


def rows_of(path, title, *, last=None):
    page = openpyxl.load_workbook(path)[title]
    return [[cell.value for cell in row] for row in page.iter_rows(min_row=5, max_row=last or page.max_row)]


def test_a_unit_is_sent_what_was_marked_lower_than_it_said_and_nothing_else(second, capsys):
    (row,) = rows_of(second / PLACE / "A.xlsx", "Giải trình", last=5)
    # N1: 3,75 given to itself, 2,5 marked; B1: 1,5 and 1,5, so there is nothing to answer
    assert row == ["N1", "Lãnh đạo", 4, 3.75, "Kế hoạch số 12/KH (26/5/2025)", 2.5, "Thiếu ảnh", None, None, None]
    assert rows_of(second / PLACE / "A.xlsx", "Giải trình", last=6)[1][0] is None
    guide = {row[0].value: row[1].value for row in openpyxl.load_workbook(second / PLACE / "A.xlsx")["Hướng dẫn"]}
    assert guide["Hạn gửi"] == "31/01/2026"
    assert not (second / PLACE / "B.xlsx").exists()
    said = capsys.readouterr().out
    assert "Không có mục nào để giải trình: Phòng B." in said and "Chưa có điểm vòng 1: Trung tâm C." in said


def test_the_answer_comes_back_and_stands_beside_the_second_mark(second, capsys):
    assert main(["collect", "2025", fill(second / PLACE / "A.xlsx", "Giải trình", ANSWER)]) == 0
    written = (second / "data/2025/giai_trinh__A.csv").read_text(encoding="utf-8")
    assert written == "Mã đơn vị,Mã mục,Nội dung,Minh chứng,Ngày\nA,N1,Đã có ảnh,Ảnh hội nghị,20/01/2026\n"
    assert "đã nhận bản giải trình" in (second / "outputs/2025/noi_bo/tra_loi/A_giai_trinh.txt").read_text(
        encoding="utf-8"
    )
    assert main(["form", "2025", "--round", "2", "--unit", "A", "--force"]) == 0  # the office's own stays
    assert main(["form", "2025", "--round", "2", "--force"]) == 0
    first = rows_of(second / SECOND, "Thẩm định vòng 2", last=8)
    said = "Đã có ảnh, minh chứng: Ảnh hội nghị (20/01/2026)"
    assert first[0][8:] == [2, 2.5, "Thiếu ảnh", said, None, None, None]
    assert first[1][8:12] == [2, 1.5, None, None]
    before = (second / "data/2025/tham_dinh.csv").read_bytes()
    filled = fill(second / SECOND, "Thẩm định vòng 2", {"M5": "3,5", "N5": "đã bổ sung", "O5": "MC7"})
    assert main(["collect", "2025", filled]) == 0
    assert "tham_dinh__2.xlsx: bảng thẩm định vòng 2" in capsys.readouterr().out
    assert (second / "data/2025/tham_dinh.csv").read_bytes() == before
    again = (second / "data/2025/tham_dinh__2.csv").read_text(encoding="utf-8")
    assert again == 'Mã đơn vị,Mã mục,Điểm thẩm định,Lý do,Vòng,Mã minh chứng\nA,N1,"3,5",đã bổ sung,2,MC7\n'
    e = evaluated(second / "data", {}, plan=PLAN, period="2025")
    assert (e.item("A", "N1").points, e.item("A", "B1").points) == (3.5, 1.5)
    assert not [f for f in e.findings if f.code.startswith(("GT", "DIEM-05", "DIEM-06", "DV", "TEP"))]


def test_the_first_round_can_be_collected_again_beside_the_second(second, capsys):
    second_csv = second / "data/2025/tham_dinh__2.csv"
    second_csv.write_text('Mã đơn vị,Mã mục,Điểm thẩm định,Lý do,Vòng\nA,N1,"3,5",xong,2\n', encoding="utf-8")
    assert main(["form", "2025"]) == 0
    form = second / "outputs/2025/noi_bo/tham_dinh.xlsx"
    assert rows_of(form, "Thẩm định", last=5)[0][8:] == [2.5, "Thiếu ảnh", None]  # its own round, not the last
    assert main(["collect", "2025", str(form)]) == 0  # the same rows: nothing new, nothing lost
    assert (second / "data/2025/tham_dinh.csv").read_text(encoding="utf-8") == MARKS
    assert "xong" in second_csv.read_text(encoding="utf-8")


def test_a_file_that_holds_both_rounds_is_not_written_over(second, capsys):
    both = MARKS.replace("Lý do\n", "Lý do,Vòng\n").replace(",Thiếu ảnh\n", ",Thiếu ảnh,1\nA,N1,4,xong,2\n")
    both = both.replace('"1,5",\n', '"1,5",,\n').replace("N1,4,\n", "N1,4,,\n").replace("B1,3,\n", "B1,3,,\n")
    (second / "data/2025/tham_dinh.csv").write_text(both, encoding="utf-8")
    for form, title, cell in (
        (SECOND, "Thẩm định vòng 2", "M5"),
        ("outputs/2025/noi_bo/tham_dinh.xlsx", "Thẩm định", "I5"),
    ):
        assert main(["form", "2025", "--force", *(["--round", "2"] if form is SECOND else [])]) == 0
        capsys.readouterr()
        assert main(["collect", "2025", fill(second / form, title, {cell: 3}), "--replace"]) == 4
        assert "[BM-05] 2025/tham_dinh.csv: tệp này có điểm của cả hai vòng" in capsys.readouterr().err
    assert (second / "data/2025/tham_dinh.csv").read_text(encoding="utf-8") == both


ODD = [
    ({"H5": "Đã có ảnh", "J5": datetime(2026, 2, 1)}, 0, "[GT-04] A.xlsx › Giải trình › dòng 5"),
    ({"H5": "Đã có ảnh"}, 0, "không ghi ngày nên không biết có đúng hạn 31/01/2026 không"),
    ({"J5": datetime(2026, 1, 1)}, 3, "[GT-02]"),
    ({"H5": "gọi 0912 345 678"}, 3, "[BM-06]"),
    ({"H5": "x", "J5": "hôm qua"}, 3, "[O-01]"),
    ({"A5": "N9", "H5": "x"}, 3, "[BM-01]"),
    ({"H5": "x", "J5": datetime(2026, 1, 1), "F5": 4}, 0, "[BM-08]"),
    ({}, 3, "đơn vị không giải trình"),
]


@pytest.mark.parametrize(("cells", "code", "said"), ODD)
def test_what_is_odd_in_an_answer_is_named(second, capsys, cells, code, said):
    back = shutil.copy(second / PLACE / "A.xlsx", second / "A.xlsx")  # as it was sent out it is still there
    assert main(["collect", "2025", fill(back, "Giải trình", cells)]) == code
    assert said in capsys.readouterr().err
    assert (second / "data/2025/giai_trinh__A.csv").exists() is (code == 0)


def test_a_second_mark_without_a_first_or_without_a_reason_is_named_when_it_comes_in(second, capsys):
    cells = {"M5": 3, "M6": "1,5", "M9": 2, "N9": "mới"}  # A N1 changed, A B1 the same, C N1 never marked
    assert main(["collect", "2025", fill(second / SECOND, "Thẩm định vòng 2", cells)]) == 0
    told = [line.split(" › ") for line in capsys.readouterr().err.splitlines() if "DIEM" in line]
    assert [(line[0][:9], line[2]) for line in told] == [("[DIEM-05]", "dòng 5"), ("[DIEM-06]", "dòng 9")]


def test_what_a_unit_has_answered_is_not_written_over(second, capsys):
    fill(second / PLACE / "A.xlsx", "Giải trình", ANSWER)
    assert main(["form", "2025", "--round", "2"]) == 4
    assert "Đã có người điền vào biểu mẫu" in capsys.readouterr().err
    assert main(["form", "2025", "--round", "2", "--force"]) == 0
    assert list((second / "outputs/2025/noi_bo/ban_cu").rglob("A.xlsx"))


def test_both_forms_of_a_unit_come_in_one_delivery(second, capsys):
    assert main(["form", "2025"]) == 0
    own = fill(second / "outputs/2025/noi_bo/bieu_mau/B.xlsx", "Nội dung, biện pháp", {"E5": 4})
    answer = fill(second / PLACE / "A.xlsx", "Giải trình", ANSWER)
    capsys.readouterr()
    assert main(["collect", "2025", own, answer, "--json", "--dry-run"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["written"] == ["2025/giai_trinh__A.csv", "2025/minh_chung__B.csv"]
    assert told["delivered"] == ["A", "B"]


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        (None, "chưa có điểm thẩm định vòng 1"),
        ("Mã đơn vị,Mã mục,Điểm thẩm định,Lý do\nA,N1,tốt,\n", "Không đọc được điểm thẩm định vòng 1 của A N1"),
    ],
)
def test_without_a_first_round_that_can_be_read_nobody_is_asked(tmp_path, monkeypatch, capsys, marks, said):
    files = {"2025/minh_chung__A.csv": EVIDENCE, **({"2025/tham_dinh.csv": marks} if marks else {})}
    write_folder(tmp_path / "data", files, plan=PLAN)
    monkeypatch.chdir(tmp_path)
    assert main(["form", "2025", "--round", "2"]) == 4
    assert said in capsys.readouterr().err


def test_the_form_of_the_second_round_is_read_as_a_source_where_it_is_put_there(second, tmp_path):
    fill(second / SECOND, "Thẩm định vòng 2", {"M5": 3.5, "N5": "xong"})
    files = {**FILES, "2025/tham_dinh__2.xlsx": (second / SECOND).read_bytes()}
    e = evaluated(tmp_path / "x", files, plan=PLAN, period="2025")
    assert [e.item("A", item).points for item in ("N1", "B1")] == [3.5, 1.5]
