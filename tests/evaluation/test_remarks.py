"""The prose of a period: found by its exact name, from Word or as Markdown, and printed whole or told."""

from __future__ import annotations

from pathlib import Path

import docx
from small import evaluated, write_folder

from toolkit.commands.cli import main
from toolkit.report import interim_report

PASTED = Path(__file__).parents[1] / "data/cases/clerk/nhan_xet_dan_tu_word.md"

DOCUMENTS = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n1,A,01/02/2024,,Có\n"


def test_remarks_in_another_case_are_told_their_right_name(tmp_path):
    e = evaluated(tmp_path, {"2024/van_ban.csv": DOCUMENTS, "2024/NHAN_XET.md": "## Ưu điểm\n\nTốt.\n"})
    assert e.remarks == {}
    assert "đổi tên tệp thành nhan_xet.md." in [f.remedy for f in e.findings if f.file == "2024/NHAN_XET.md"]


def test_remarks_by_their_right_name_are_read_without_a_word(tmp_path):
    e = evaluated(tmp_path, {"2024/van_ban.csv": DOCUMENTS, "2024/nhan_xet.md": "## Ưu điểm\n\nTốt.\n"})
    assert e.remarks == {"strengths": "Tốt."}
    assert not [f for f in e.findings if f.file == "2024/nhan_xet.md"]


def test_the_right_name_is_all_that_is_said_about_remarks_of_another_name(tmp_path):
    e = evaluated(tmp_path / "1", {"2024/van_ban.csv": DOCUMENTS, "2024/NHAN_XET.md": "## Ưu điểm\n\nTốt.\n"})
    assert [(f.code, f.file, f.remedy) for f in e.findings if f.file.endswith(".md")] == [
        ("TEP-01", "2024/NHAN_XET.md", "đổi tên tệp thành nhan_xet.md.")
    ]
    e = evaluated(tmp_path / "2", {"2024/van_ban.csv": DOCUMENTS, "2024/Nhận xét.docx": b"PK"})
    assert [f.remedy for f in e.findings] == ["đổi tên tệp thành nhan_xet.docx."]
    e = evaluated(tmp_path / "3", {"2024/van_ban.csv": DOCUMENTS, "2024/nhan_xet.odt": b"PK"})
    assert [f.remedy for f in e.findings] == ["lưu lại dạng Word (.docx), đặt tên là nhan_xet.docx, rồi bỏ tệp này."]


def test_remarks_beside_those_of_the_right_name_are_to_be_copied_into_them(tmp_path):
    files = {"2024/van_ban.csv": DOCUMENTS, "2024/nhan_xet.md": "## Ưu điểm\n\nTốt.\n", "2024/NHAN_XET.md": "x"}
    e = evaluated(tmp_path, files)
    assert e.remarks == {"strengths": "Tốt."}
    assert [f.remedy for f in e.findings] == ["chép lời văn vào nhan_xet.md rồi bỏ tệp này."]


def test_what_was_pasted_from_word_arrives_whole(tmp_path):
    e = evaluated(tmp_path, {"2024/van_ban.csv": DOCUMENTS, "2024/nhan_xet.md": PASTED.read_bytes()})
    assert [(f.code, f.row) for f in e.findings if f.code.startswith("NX")] == [
        ("NX-04", 13),
        ("NX-03", 21),
        ("NX-03", 25),
    ]
    assert 'hình "media/image1.png"' in next(f.problem for f in e.findings if f.code == "NX-04")
    report = interim_report(e)
    page = report.section("I")._repr_html_()
    assert "<ul><li>mục một</li><li>mục hai</li><li>mục ba</li></ul><p>a) Điểm a</p><p>b) Điểm b</p>" in page
    assert "<li>1. Một</li><li>2. Hai</li>" in page
    assert '<th scope="row">Lớp tập huấn</th><td>12</td>' in page
    assert not any(sign in page for sign in ("MsoNormal", "nbsp", "---", "image1"))
    ahead = report.section("VI")._repr_html_()
    assert "<strong>Phương hướng, nhiệm vụ năm 2026</strong>" in ahead and "Nội dung này không được in." in ahead
    assert "Nội dung này cũng không được in." in report.section("VII")._repr_html_()


def written(path, *, unplaced=""):
    """A Word file as people write one."""
    document = docx.Document()
    document.add_heading("NHẬN XÉT NĂM 2024", 0)
    if unplaced:
        document.add_paragraph(unplaced)
    document.add_heading("I. Đặc điểm tình hình", 1)
    paragraph = document.add_paragraph("Kết quả ")
    paragraph.add_run("tốt hơn.").bold = True
    paragraph.add_run(" Còn 5% <chậm>.")
    for item in ("mục một", "mục hai"):
        document.add_paragraph(item, style="List Bullet")
    table = document.add_table(2, 2)
    for cell, text in zip((cell for row in table.rows for cell in row.cells), ("Nội dung", "Số lượng", "Lớp", "12")):
        cell.text = text
    document.add_paragraph().add_run("BÀI HỌC KINH NGHIỆM").bold = True
    document.add_paragraph("Làm sớm.")
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(path)
    return path.read_bytes()


def test_remarks_from_word_keep_bold_bullets_and_tables(tmp_path):
    e = evaluated(tmp_path, {"2024/van_ban.csv": DOCUMENTS, "2024/nhan_xet.docx": written(tmp_path / "x.docx")})
    assert [f for f in e.findings if f.file.endswith("docx")] == []
    assert "2024/nhan_xet.docx" in e.inputs
    report = interim_report(e)
    page = report.section("I")._repr_html_()
    assert (
        "<p>Kết quả <strong>tốt hơn</strong>. Còn 5% &lt;chậm&gt;.</p><ul><li>mục một</li><li>mục hai</li></ul>" in page
    )
    assert '<th scope="row">Lớp</th><td>12</td>' in page
    assert e.remarks["lessons"] == "Làm sớm."


def test_text_under_no_heading_is_an_error_of_the_period(tmp_path, capsys):
    content = written(tmp_path / "x.docx", unplaced="Lời mở đầu.")
    write_folder(tmp_path / "data", {"2024/van_ban.csv": DOCUMENTS, "2024/nhan_xet.docx": content})
    assert main(["check", "2024", "--data", str(tmp_path / "data")]) == 3
    told = capsys.readouterr().out
    assert "[NX-01] 2024/nhan_xet.docx: dưới đề mục “NHẬN XÉT NĂM 2024”: đoạn này không nằm dưới đề mục nào" in told
    assert "đủ số liệu; CÒN LỜI VĂN KHÔNG ĐƯỢC IN" in told
    run = ["evaluate", "2024", "--data", str(tmp_path / "data"), "--out", str(tmp_path / "out")]
    assert [main(run), main(run)] == [3, 3]  # the second run finds it in the table of the first


def test_two_files_of_remarks_are_told_and_one_is_printed(tmp_path):
    both = {"2024/nhan_xet.docx": written(tmp_path / "x.docx"), "2024/nhan_xet.md": "## Ưu điểm\n\nTốt.\n"}
    e = evaluated(tmp_path, {"2024/van_ban.csv": DOCUMENTS, **both})
    assert [(f.code, f.level) for f in e.findings if f.file == "2024/nhan_xet.md"] == [("NX-05", "error")]
    assert "strengths" not in e.remarks


def test_a_file_that_only_looks_like_word_is_refused(tmp_path):
    e = evaluated(tmp_path, {"2024/van_ban.csv": DOCUMENTS, "2024/nhan_xet.docx": b"PK"})
    assert [f.code for f in e.findings] == ["TEP-02"]
