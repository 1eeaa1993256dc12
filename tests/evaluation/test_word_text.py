"""Word files as lines of Markdown."""

from __future__ import annotations

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from toolkit.evaluation.word_text import NoWordText, WordText

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cfc0f01f0005000"
    "1ff89993d1d0000000049454e44ae426082"
)


def lines(document, path):
    document.save(path)
    text = WordText(path)
    return [line for line in text.lines if line], text.lost


def test_bold_parts_begin_and_end_with_letters(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph("Có ")
    for part in ("“rất ", "tốt:”"):
        paragraph.add_run(part).bold = True
    paragraph.add_run("sau *đó*")
    assert lines(document, tmp_path / "a.docx")[0] == ["Có “**rất tốt**:”sau \\*đó\\*"]


def test_a_line_that_ends_within_a_paragraph_is_one_of_its_own(tmp_path):
    document = docx.Document()
    document.add_paragraph("một\nhai\tba")
    document.add_paragraph("# không phải đề mục")
    assert lines(document, tmp_path / "a.docx")[0] == ["một", "hai ba", "\\# không phải đề mục"]


def test_merged_cells_of_a_table_keep_their_value(tmp_path):
    document = docx.Document()
    table = document.add_table(3, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "đầu"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "nhóm|A"
    table.cell(1, 1).text, table.cell(2, 1).text = "1", "2"
    assert lines(document, tmp_path / "a.docx")[0] == [
        "| đầu |  |",
        "|---|---|",
        "| nhóm\\|A | 1 |",
        "| nhóm\\|A | 2 |",
    ]


def test_inserted_text_counts_deleted_text_does_not(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph("A")._p
    paragraph.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>B</w:t></w:r></w:ins>"))
    paragraph.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>C</w:delText></w:r></w:del>"))
    assert lines(document, tmp_path / "a.docx")[0] == ["AB"]


def test_pictures_formulas_and_notes_are_named(tmp_path):
    (tmp_path / "x.png").write_bytes(PIXEL)
    document = docx.Document()
    document.add_picture(str(tmp_path / "x.png"))
    paragraph = document.add_paragraph("Chữ")._p
    paragraph.append(parse_xml(f"<m:oMath {nsdecls('m')}/>"))
    paragraph.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="1"/></w:r>'))
    assert [what for _, what in lines(document, tmp_path / "a.docx")[1]] == [
        "hình image1.png",
        "công thức",
        "chú thích cuối trang",
    ]


def test_headings_are_told_by_style_or_outline(tmp_path):
    document = docx.Document()
    document.add_heading("Một", 2)
    outlined = document.add_paragraph("Hai")
    outlined._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="0"/>'))
    assert lines(document, tmp_path / "a.docx")[0] == ["## Một", "# Hai"]


@pytest.mark.parametrize("content", [b"", b"PK", b"\xd0\xcf\x11\xe0"])
def test_what_is_no_word_file_says_so(tmp_path, content):
    (tmp_path / "a.docx").write_bytes(content)
    with pytest.raises(NoWordText, match="không đọc được"):
        WordText(tmp_path / "a.docx")
