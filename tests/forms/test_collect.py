"""What comes back as mail leaves it: nothing passed over, nothing lost, nothing personal let in."""

from __future__ import annotations

import json
import shutil
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from form_files import AWARDS, GOOD, ITEMS, PLAN, TARGETS, collected, files, fill, form
from openpyxl.comments import Comment
from small import write_folder

from toolkit.commands.cli import main
from toolkit.forms.inbox import open_inbox

CASES = Path(__file__).parents[1] / "data/cases/clerk"
SAMPLE = Path(__file__).parents[2] / "data"


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A data folder with the plan and the units of the sample, and nothing yet of any period."""
    (tmp_path / "data").mkdir()
    for name in ("ke_hoach.yaml", "don_vi.csv", "sap_nhap.csv"):
        shutil.copy(SAMPLE / name, tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def collect(capsys, *paths, period="2026"):
    """Exit code, what was said, and the same as JSON of a dry run before it."""
    capsys.readouterr()
    tried = main(["collect", period, *map(str, paths), "--dry-run"])
    trial = capsys.readouterr()
    code = main(["collect", period, *map(str, paths)])
    said = capsys.readouterr()
    assert (tried, trial.err) == (code, said.err)
    return code, said.out, said.err


def test_a_folder_as_mail_leaves_it(office, capsys):
    code, out, err = collect(capsys, CASES / "collect_mixed")
    assert (code, err) == (0, "")
    assert out.splitlines()[:5] == [
        "GDNN.XLSX: biểu mẫu của Phòng Giáo dục nghề nghiệp (GDNN)",
        "LDVL.xls: biểu mẫu của Phòng Lao động - Việc làm (LDVL)",
        "VP.xlsx: biểu mẫu của Văn phòng Sở (VP)",
        "sub/NCC.xlsx: biểu mẫu của Phòng Người có công (NCC)",
        "BTXH.zip › VP_2026 (1).xlsx: biểu mẫu của Văn phòng Sở (VP); giống hệt VP.xlsx, chỉ nhận một bản",
    ]
    assert "Kỳ 2026: đã nhận 4/10; chưa: Thanh tra Sở (TTRA); Phòng Bảo trợ xã hội" in out
    assert sorted(p.name for p in (office / "data/2026").iterdir()) == sorted(
        f"{source}__{unit}.csv" for source in ("bao_cao_don_vi", "minh_chung") for unit in ("GDNN", "LDVL", "NCC", "VP")
    )
    evidence = (office / "data/2026/minh_chung__LDVL.csv").read_text(encoding="utf-8").splitlines()
    assert evidence[1] == "LDVL,ND-a,2,Kế hoạch số 12/KH-VP,12/05/2026"
    answers = office / "outputs/2026/noi_bo/tra_loi"
    assert len(list(answers.glob("*.txt"))) == 10
    assert "đã nhận biểu mẫu tự đánh giá năm 2026 của đơn vị (tệp LDVL.xls)" in (answers / "LDVL.txt").read_text(
        "utf-8"
    )
    assert "chưa nhận được biểu mẫu tự đánh giá năm 2026" in (answers / "BTXH.txt").read_text("utf-8")


def test_merged_words_are_of_each_row_and_merged_numbers_are_asked_for(office, capsys):
    code, out, err = collect(capsys, CASES / "form_merged_VP.xlsx")
    assert code == 3
    assert 'cột "Điểm tự chấm": ô gộp E5:E6: không rõ từng ô' in err
    assert 'cột "Minh chứng": ô gộp F5:F7: nội dung được ghi cho từng dòng ND-a, ND-b, ND-c.' in err
    assert "ô gộp G5:G7" in err
    assert not (office / "data/2026").exists()


def test_a_text_merged_over_rows_is_read_for_each_of_them(here, capsys):
    back = fill(form(here), {ITEMS: {"E5": 1, "E6": 1.5, "F5": "KH 12", "G5": datetime(2025, 5, 2)}})
    book = openpyxl.load_workbook(back)
    book[ITEMS].merge_cells("F5:F6")
    book[ITEMS].merge_cells("G5:G6")
    book.save(back)
    assert collect(capsys, back, period="2025")[0] == 0
    assert collected(here, "minh_chung").splitlines()[1:] == ["A,N1,1,KH 12,02/05/2025", 'A,B1,"1,5",KH 12,02/05/2025']


MERGED = [
    (TARGETS, "H5:H6", "ô gộp H5:H6: không rõ"),
    (TARGETS, "H5:I5", "ô gộp H5:I5: không rõ"),
    (TARGETS, "A5:A6", "thiếu dòng T2 (ô gộp A5:A6)"),
]


@pytest.mark.parametrize(("title", "area", "said"), MERGED)
def test_merged_cells_of_which_one_lost_its_value_are_named(here, capsys, title, area, said):
    back = fill(form(here), GOOD)
    book = openpyxl.load_workbook(back)
    book[title].merge_cells(area)
    book.save(back)
    code, _, err = collect(capsys, back, period="2025")
    assert code == 3 and said in err


def test_personal_data_are_found_before_anything_is_written(office, capsys):
    before = files(office)
    code, out, err = collect(capsys, CASES / "form_personal_VP.xlsx")
    assert code == 3
    for place in (
        'Chỉ tiêu › dòng 5 › cột "Ghi chú": ô J5 có số điện thoại, địa chỉ thư điện tử.',
        'dòng 5 › cột "Mã cán bộ": ô C5 có số căn cước',
        'cột "Thành tích": ô G5 có số căn cước',
    ):
        assert place in err
    assert files(office) == before
    answers = office / "outputs/2026/noi_bo/tra_loi"
    letter, marked = (answers / "VP.txt").read_text("utf-8"), openpyxl.load_workbook(answers / "VP.xlsx")
    told = out + err + letter
    told += "".join(str(cell.value) for sheet in marked for row in sheet.iter_rows() for cell in row)
    assert not any(secret in told.replace(" ", "") for secret in ("0900000000", "a@example.org", "001000000000"))
    assert marked[TARGETS]["J5"].value == "Liên hệ anh A (không nêu), email (không nêu)"
    assert marked[AWARDS]["C5"].value is None
    for title, place in ((TARGETS, "J5"), (AWARDS, "C5"), (AWARDS, "G5")):
        assert "Cách sửa: xóa dữ liệu cá nhân" in marked[title][place].comment.text
    assert marked[TARGETS]["H5"].value == 45 and marked[TARGETS].protection.sheet


def test_a_number_that_lost_its_leading_zero_is_still_found(here, capsys):
    answers = {AWARDS: {**GOOD[AWARDS], "C5": 79084001234}, ITEMS: {"F5": 912345678}}
    code, _, err = collect(capsys, fill(form(here), answers), period="2025")
    assert code == 3
    assert "ô C5 có số căn cước" in err and "ô F5 có số" in err


def test_what_lies_outside_the_cells_to_fill_in_leaves_its_personal_data_behind(here, capsys):
    back = fill(form(here), {TARGETS: {"H5": "x", "I5": 2}})
    book = openpyxl.load_workbook(back)
    book["Hướng dẫn"]["B17"] = "Bà B, 0912 345 678"
    book[TARGETS]["I5"].comment = Comment("gọi 0912345678", "B")
    book.save(back)
    assert collect(capsys, back, period="2025")[0] == 3
    marked = openpyxl.load_workbook(here / "outputs/2025/noi_bo/tra_loi/A.xlsx")
    assert marked["Hướng dẫn"]["B17"].value == "Bà B, (không nêu)"
    assert marked[TARGETS]["I5"].comment is None
    assert "giá trị không phải là số" in marked[TARGETS]["H5"].comment.text


def test_a_grey_cell_that_was_changed_is_named_and_not_used(office, capsys):
    code, _, err = collect(capsys, CASES / "form_grey_changed_VP.xlsx")
    assert code == 0
    assert (
        "[BM-08] form_grey_changed_VP.xlsx › Chỉ tiêu › dòng 5: ô chỉ để đọc B5 (Chỉ tiêu), C5 (Mức giao) khác" in err
    )
    assert "Đề nghị đơn vị xem lại" in (office / "outputs/2026/noi_bo/tra_loi/VP.txt").read_text("utf-8")


def test_a_form_is_held_against_the_one_that_was_sent_out(here, capsys):
    back = fill(form(here), {**GOOD, TARGETS: {**GOOD[TARGETS], "E5": 31, "D6": "khác"}})
    code, _, err = collect(capsys, back, period="2025")
    assert code == 0
    assert "ô chỉ để đọc E5 (Kỳ trước: tử số) khác với biểu mẫu đã phát" in err
    assert "ô chỉ để đọc D6 (Cách tính) khác với biểu mẫu đã phát" in err


BELOW = [  # the table ends in row 6, where it is signed begins in row 8
    ({"A14": "Nguyễn Văn A", "D14": "Trần Thị B"}, 0, ""),
    ({"A40": "Người lập biểu", "F40": "Thủ trưởng đơn vị", "F45": "Nguyễn Văn A"}, 0, ""),
    ({"F40": "Đồng Xoài, ngày 5 tháng 6 năm 2025", "F42": "Nguyễn Văn A"}, 0, ""),
    ({"B7": "Số liệu lấy ngày 5/6"}, 0, "[DONG-06]"),
    ({"F7": "Kế hoạch số 15"}, 3, "[BM-01]"),
    ({"E40": 3}, 3, "[BM-01]"),
    ({"A40": "B2", "F40": "Kế hoạch"}, 3, "[BM-01]"),
    ({"F40": "Người lập", "E42": 3}, 3, "[BM-01]"),
]


@pytest.mark.parametrize(("typed", "expected", "said"), BELOW)
def test_signatures_below_the_table_are_no_answers_and_answers_there_are_not_lost(here, capsys, typed, expected, said):
    back = fill(form(here), {**GOOD, ITEMS: {**GOOD[ITEMS], **typed}})
    code, _, err = collect(capsys, back, period="2025")
    assert code == expected
    assert said in err if said else not err


def test_a_day_of_evidence_outside_the_period_is_told(here, capsys):
    back = fill(form(here), {ITEMS: {"F5": "KH 12", "G5": datetime(2024, 12, 31)}})
    code, _, err = collect(capsys, back, period="2025")
    assert code == 0
    assert (
        '[BM-09] back.xlsx › Nội dung, biện pháp › dòng 5 › cột "Ngày": ngày của minh chứng nằm ngoài năm 2025' in err
    )
    assert date(2024, 12, 31).strftime("%d/%m/%Y") in collected(here, "minh_chung")


def test_who_delivered_earlier_is_counted_and_is_not_reminded(here, capsys):
    assert main(["collect", "2025", str(fill(form(here), GOOD))]) == 0
    shutil.rmtree(here / "outputs/2025/noi_bo/tra_loi")
    code, out, _ = collect(capsys, fill(form(here, "B"), {TARGETS: {"H5": 1, "I5": 2}}, name="b.xlsx"), period="2025")
    assert "Kỳ 2025: đã nhận 2/3; chưa: Trung tâm C (C)" in out
    assert sorted(p.name for p in (here / "outputs/2025/noi_bo/tra_loi").glob("*.txt")) == ["B.txt", "C.txt"]


def test_a_blank_copy_beside_the_filled_one_does_not_hinder_it(here, capsys):
    code, out, err = collect(capsys, form(here), fill(form(here), GOOD), period="2025")
    assert code == 3 and "[BM-03] A.xlsx" in err
    assert collected(here, "bao_cao_don_vi")


def test_whose_file_is_which_is_told_to_programs_as_well(here, capsys):
    capsys.readouterr()
    assert main(["collect", "2025", str(fill(form(here), GOOD)), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["owners"], said["delivered"], said["lacking"]) == ({"back.xlsx": "A"}, ["A"], ["B", "C"])
    assert said["answers"] == [f"2025/noi_bo/tra_loi/{unit}.txt" for unit in "ABC"]


def test_an_answer_that_somebody_has_changed_stays_and_a_marked_form_goes_once_it_is_mended(here, capsys):
    answers = here / "outputs/2025/noi_bo/tra_loi"
    collect(capsys, fill(form(here), {TARGETS: {"H5": "x", "I5": 2}}), period="2025")
    (answers / "A.txt").write_text("Kính gửi anh Ba,", encoding="utf-8")
    assert (answers / "A.xlsx").exists()
    _, out, _ = collect(capsys, fill(form(here), GOOD), period="2025")
    assert (answers / "A.txt").read_text(encoding="utf-8") == "Kính gửi anh Ba,"
    assert "đã nhận biểu mẫu" in (answers / "A (bản mới).txt").read_text(encoding="utf-8")
    assert "outputs/2025/noi_bo/tra_loi/A.txt đã có người sửa nên được giữ nguyên" in out
    assert not (answers / "A.xlsx").exists()
    assert not list((here / "outputs").glob(".thidua*"))


def packed(path, inside):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in inside.items():
            archive.writestr(name, content)
    return path


def test_every_file_is_either_read_or_named(tmp_path):
    box = tmp_path / "nhan"
    (box / "sub").mkdir(parents=True)
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", "._VP.xlsx"):
        (box / name).write_bytes(b"x")
    (box / "sub/~$VP.xlsx").write_bytes(b"x")
    (box / "scan.pdf").write_bytes(b"%PDF-1.4")
    (box / "khoa.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
    packed(box / "trong.zip", {"__MACOSX/VP.xlsx": b"x"})
    packed(box / "kep.zip", {"trong.zip": packed(tmp_path / "x.zip", {"a": b"x"}).read_bytes()})
    (box / "lien_ket.xlsx").symlink_to(box / "scan.pdf")
    (tmp_path / "rong").mkdir()
    (tmp_path / "tam").mkdir()
    inbox = open_inbox([box, tmp_path / "rong", tmp_path / "a.xlsx", tmp_path / "b"], scratch=tmp_path / "tam")
    assert inbox.deliveries == ()
    assert {(f.file.rpartition("/")[2], f.level, f.problem.rstrip(".")) for f in inbox.findings} == {
        ("VP.xlsx", "warning", "tệp đang mở trong Excel, Word hoặc LibreOffice, nên có thể còn thay đổi chưa lưu"),
        ("scan.pdf", "error", "là bản in hoặc bản chụp, không đọc được số"),
        ("khoa.xlsx", "error", "sổ tính có mật khẩu"),
        ("trong.zip", "error", "tệp nén không có tệp nào"),
        ("kep.zip › trong.zip", "error", "tệp nén nằm trong tệp nén"),
        ("lien_ket.xlsx", "error", "là liên kết, không được đọc theo"),
        ("rong", "error", "thư mục không có tệp nào"),
        ("a.xlsx", "error", "không có tệp này"),
        ("b", "error", "không có thư mục này"),
    }


def test_a_unit_is_told_what_it_can_do_and_not_what_the_office_does(here, capsys):
    of_next_year = here / "outputs/2026/noi_bo/bieu_mau/A.xlsx"
    assert main(["form", "2026"]) == 0
    code, _, err = collect(capsys, of_next_year, period="2025")
    letter = (here / "outputs/2025/noi_bo/tra_loi/A.txt").read_text(encoding="utf-8")
    assert code == 3 and "Cách sửa: chạy thidua collect với đúng kỳ" in err
    assert "Cách sửa: điền và gửi biểu mẫu của kỳ 2025." in letter
    back = fill(form(here), {**GOOD, TARGETS: {**GOOD[TARGETS], "B5": "Tên khác"}})
    assert collect(capsys, back, period="2025")[0] == 0
    letter = (here / "outputs/2025/noi_bo/tra_loi/A.txt").read_text(encoding="utf-8")
    assert "ô chỉ để đọc B5 (Chỉ tiêu) khác với biểu mẫu đã phát" in letter and "thidua" not in letter


def test_where_nothing_came_nobody_is_written_to(here, capsys):
    (here / "nhan").mkdir()
    for path in ("nhan", "khong_co"):
        assert collect(capsys, path, period="2025")[0] == 3
    assert not (here / "outputs/2025/noi_bo/tra_loi").exists()


def test_the_same_fault_of_many_rows_is_told_once_and_the_letter_names_each(here, capsys):
    back = fill(form(here), {AWARDS: {f"{column}{row}": "?" for row in range(5, 12) for column in "BD"}})
    code, _, err = collect(capsys, back, period="2025")
    assert code == 3 and "dòng 5–11 (7 dòng)" in err and len(err.splitlines()) <= 12
    letter = (here / "outputs/2025/noi_bo/tra_loi/A.txt").read_text(encoding="utf-8")
    assert all(f"ô B{row} (cột “Loại”)" in letter for row in range(5, 12))
    assert err.splitlines()[-1].startswith("đủ ") or "còn " in err.splitlines()[-1]


def test_why_each_file_was_not_taken_is_told_and_names_in_a_zip_are_as_they_were(here, capsys):
    box = here / "thư đến"
    box.mkdir()
    pdf, doc, msg = b"%PDF-1.4", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"From: a"
    for name, content in {
        "a.pdf": pdf,
        "b.PDF": pdf,
        "nhan_xet.doc": doc,
        "c.eml": msg,
        "d.rar": b"Rar!\x1a\x07\x01",
    }.items():
        (box / name).write_bytes(content)
    for n in range(4):
        (box / f"{n}.txt").write_text("x")
    own = fill(form(here), GOOD).read_bytes()
    packed(box / "g.zip", {"Biểu mẫu Phòng A.xlsx": own, "trong.zip": packed(here / "t.zip", {"x": b"x"}).read_bytes()})
    name = "Biê\u0309u mâ\u0303u Pho\u0300ng A.xlsx".encode("cp1258")
    for letters, content in (("utf-8", "Biểu mẫu Phòng A.xlsx".encode()), ("cp1258", name)):
        as_windows = "x" * len(content)
        raw = packed(here / "w.zip", {as_windows: own}).read_bytes()
        (box / f"{letters}.zip").write_bytes(raw.replace(as_windows.encode(), content))
    code, out, err = collect(capsys, box, period="2025")
    assert code == 3 and "g.zip › Biểu mẫu Phòng A.xlsx: biểu mẫu của Phòng A (A)" in out
    assert "utf-8.zip › Biểu mẫu Phòng A.xlsx: biểu mẫu của Phòng A (A); giống hệt" in out
    assert "cp1258.zip › Biểu mẫu Phòng A.xlsx: biểu mẫu của Phòng A (A)" in out
    told = [line.split("] ")[1].partition(":")[0] for line in err.splitlines()]
    assert sorted(told) == ["0.txt", "1.txt", "2.txt", "3.txt", "a.pdf", "b.PDF", "c.eml", "d.rar", "g.zip › trong.zip", "nhan_xet.doc"]  # fmt: skip
    for said in ("là bản in hoặc bản chụp", "là thư điện tử", "dạng khác ZIP", "là tệp Word dạng cũ"):
        assert said in err


def test_data_that_are_taken_are_said_to_be_where_the_answers_cannot_be_written(here, capsys):
    back = fill(form(here), GOOD)
    (here / "khac").write_text("x")
    capsys.readouterr()
    assert main(["collect", "2025", str(back), "--out", "khac"]) == 3
    said = capsys.readouterr()
    assert "Đã ghi data/2025/minh_chung__A.csv" in said.out and collected(here, "minh_chung")
    assert "Số liệu đã nhận, nhưng không lập được thư trả lời. Không ghi được vào khac" in said.err


def test_a_sheet_that_somebody_added_is_named(here, capsys):
    back = fill(form(here), GOOD)
    book = openpyxl.load_workbook(back)
    book.copy_worksheet(book[TARGETS])
    book.create_sheet("Trống")
    book.save(back)
    code, _, err = collect(capsys, back, period="2025")
    assert code == 0 and "[BM-01] back.xlsx › Chỉ tiêu Copy: trang này không có trong biểu mẫu đã phát" in err
    assert len(err.splitlines()) == 1
    letter = (here / "outputs/2025/noi_bo/tra_loi/A.txt").read_text(encoding="utf-8")
    assert "Trang “Chỉ tiêu Copy”: trang này không có trong biểu mẫu" in letter


def test_a_unit_with_others_below_it_owes_no_form(tmp_path, monkeypatch, capsys):
    units = "Mã đơn vị,Tên đơn vị,Loại,Cấp trên\nP,Tỉnh P,Tỉnh,\nA,Sở A,Sở,P\nB,Sở B,Sở,P\n"
    write_folder(tmp_path / "data", {}, plan=PLAN, units=units)
    monkeypatch.chdir(tmp_path)
    assert main(["form", "2025"]) == 0
    back = fill(tmp_path / "outputs/2025/noi_bo/bieu_mau/A.xlsx", {TARGETS: {"H5": 30, "I5": 40}})
    main(["collect", "2025", str(back)])
    assert "Kỳ 2025: đã nhận 1/2; chưa: Sở B (B)" in capsys.readouterr().out
    assert sorted(path.stem for path in (tmp_path / "outputs/2025/noi_bo/tra_loi").glob("*.txt")) == ["A", "B"]
