"""Limits of the programs that open a report, and remarks that arrive as they were written."""

from __future__ import annotations

import io

import docx
import pytest
from case_runs import copied
from docx.oxml.ns import qn

from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.report import interim_report
from toolkit.report.document import Report, Section
from toolkit.report.model import Bullets, Paragraph, Table
from toolkit.report.prose import prose
from toolkit.report.word import word_bytes


def in_word(report):
    """A report as python-docx reads its Word file."""
    return docx.Document(io.BytesIO(word_bytes(report)))


def width(row):
    """The columns that the cells of a row take, merged ones by their width."""
    spans = (cell.tcPr.find(qn("w:gridSpan")) if cell.tcPr is not None else None for cell in row._tr.tc_lst)
    return sum(1 if span is None else int(span.get(qn("w:val"))) for span in spans)


def interim(data):
    """The interim report of 2024."""
    return interim_report(Workspace.open(data).evaluate(parse_period("2024")), history=())


def test_no_table_of_a_plan_with_seventy_targets_is_wider_than_word_takes(tmp_path):
    word = in_word(interim(copied(tmp_path, "public/08_seventy_targets_in_word", base="public/base")))
    assert max(width(row) for table in word.tables for row in table.rows) <= 60
    heads = {cell.text.split()[0] for table in word.tables for cell in table.rows[0].cells if cell.text}
    assert {f"K{n:02}" for n in range(1, 71)} <= heads
    assert [p.text for p in word.paragraphs if "(phần 1/" in p.text] != []


WIDE = ("Đơn vị", *(f"M{n}" for n in range(1, 88)))  # 88 columns: the first again in each part


def parts_in_word(table):
    """The first row and the caption of each part of a table."""
    word = in_word(Report("Thử", (Section("1", "1", (table,)),)))
    captions = [p.text for p in word.paragraphs if "Bảng thử" in p.text]
    return captions, [[[cell.text for cell in row.cells] for row in made.rows] for made in word.tables]


def test_a_wide_table_is_split_evenly_with_its_first_columns_in_every_part():
    row = ("Phòng A", *(str(n) for n in range(1, 88)))
    table = Table("Bảng thử", WIDE, (row,), "l" + "r" * 87, dense=True, foot=(("Cộng", *row[1:]),))
    captions, parts = parts_in_word(table)
    count = len(parts)
    assert captions[0].startswith(f"Bảng 1. Bảng thử (phần 1/{count}: M1 đến M")
    assert captions[-1].endswith("đến M87)")
    assert all(part[0][0] == "Đơn vị" and part[1][0] == "Phòng A" and part[2][0] == "Cộng" for part in parts)
    assert [name for part in parts for name in part[0][1:]] == list(WIDE[1:])
    assert [cell for part in parts for cell in part[1][1:]] == list(row[1:])
    assert max(len(part[0]) for part in parts) <= 60


def test_a_wide_table_without_rows_is_split_as_well():
    _, parts = parts_in_word(Table("Bảng thử", WIDE, (), "l" + "r" * 87))
    assert max(len(part[0]) for part in parts) <= 60


def test_a_table_that_word_takes_stays_one():
    captions, parts = parts_in_word(Table("Bảng thử", WIDE[:60], (), "l" + "r" * 59, dense=True))
    assert (captions, len(parts)) == (["Bảng 1. Bảng thử"], 1)


def test_remarks_keep_the_numbers_of_their_lists_and_their_tables_in_html_and_word(tmp_path):
    report = interim(copied(tmp_path, "public/12_remarks_with_lists", base="public/base"))
    page = "".join(section._repr_html_() for section in report.sections)
    word = in_word(report)
    lines = [paragraph.text for paragraph in word.paragraphs]
    for line in ("1. Một", "2. Hai", "3. Ba", "5. Năm", "6. Sáu"):
        assert f"<li>{line}</li>" in page
        assert line in lines
    assert '<th scope="row">a1</th><td class="r">1.234,5</td>' in page
    assert [["Cột A", "Cột B"], ["a1", "1.234,5"]] in [
        [[cell.text for cell in row.cells] for row in table.rows] for table in word.tables
    ]


CAPTION = "Số liệu kèm theo nhận xét"
WRITTEN = {
    "another sign, and what is nested": (
        "3) a\n4) b\n   - c\n\n     thêm",
        (Bullets(("a", "b", "c", "thêm"), ("3)", "4)", "", "")),),
    ),
    "a second paragraph of an item": ("1. a\n\n   b\n2. c", (Bullets(("a b", "c"), ("1.", "2.")),)),
    "dashes": ("- a\n- b", (Bullets(("a", "b")),)),
    "numbers in dashes": ("- a\n  1. b", (Bullets(("a", "b"), ("", "1.")),)),
    "a year at the start of a line": ("2024. Năm bản lề", (Bullets(("Năm bản lề",), ("2024.",)),)),
    "a row with a cell too many, one with a cell too few": (
        "a|b\n--|:-:\n1|2|3\n4|\n",
        (Table(CAPTION, ("a", "b", ""), (("1", "2", "3"), ("4", "", "")), "lcl"),),
    ),
    "one column": ("| A |\n|---|\n| 1 |", (Table(CAPTION, ("A",), (("1",),), "l"),)),
    "bars in a cell": (
        "| a \\| b | c |\n|:-:|--:|\n| 1 | `x` |",
        (Table(CAPTION, ("a | b", "c"), (("1", "x"),), "cr"),),
    ),
    "bars in a sentence": ("Chọn A | B.\n\nXong.", (Paragraph("Chọn A | B."), Paragraph("Xong."))),
}


@pytest.mark.parametrize(("markdown", "blocks"), WRITTEN.values(), ids=WRITTEN)
def test_what_is_written_in_the_remarks_arrives(markdown, blocks):
    assert prose(markdown) == blocks
