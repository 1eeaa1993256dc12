"""The Word file: styles, sections, tables and pictures as python-docx reads them; what data cannot do to it."""

from __future__ import annotations

import io
import itertools
import re
import sys
import zipfile
from html import unescape

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from papers import WORDS, annex, long_report

from toolkit.report.document import Report, Section
from toolkit.report.html import section_html
from toolkit.report.model import Bullets, Cell, Figure, Heading, Letterhead, Links, Paragraph, Signature, Table
from toolkit.report.typography import text_width
from toolkit.report.word import word_bytes
from toolkit.report.word.tables import fitted


def document(*blocks, title="Thử", **section):
    """The Word document of a report of one section, read again."""
    return docx.Document(io.BytesIO(word_bytes(Report(title, (Section("a", "A", blocks, **section),)))))


def parts(content):
    """Each part of a file as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}


def words(text):
    """The words of a text without the marks of lists and the spaces between."""
    return re.sub(r"[\s✗]+", " ", text.replace("\u00a0", " ")).split()


def said(made):
    """Every text of a document in order, tables in their place."""
    body = made.element.body
    return " ".join("".join(node.text or " " for node in p.iter(qn("w:t"), qn("w:br"))) for p in body.iter(qn("w:p")))


@pytest.fixture(scope="module")
def sample(sample_reports):
    content = word_bytes(sample_reports["2024-so_ket"])
    return sample_reports["2024-so_ket"], content, docx.Document(io.BytesIO(content))


def test_the_word_file_says_the_words_of_the_html_in_their_order(sample_reports):
    for report in sample_reports.values():
        made = docx.Document(io.BytesIO(word_bytes(report)))
        html = "".join(section_html(s.id, s.title, s.blocks) for s in report.sections)
        html = re.sub(r"<nav.*?</nav>|<svg.*?</svg>", " ", html, flags=re.S)
        # What is looked up on a screen: on paper a sentence says where it is.
        html = re.sub(r'<div class="[^"]*lookup.*?</table></div>(<p class="note">.*?</p>)?', " ", html, flags=re.S)
        shown = words(unescape(re.sub(r"<[^>]+>", " ", html)))
        written, title = words(said(made)), shown.index("năm") + 1  # what goes before are the two columns of the head
        if shown.count("CỘNG") > 1:  # a page with a head of its own for each unit or person
            assert sorted(written) == sorted(shown)
            continue
        assert sorted(written[:title]) == sorted(shown[:title])
        assert written[title:] == shown[title:]


def test_every_page_is_a4_with_the_official_margins_and_appendices_are_sections_numbered_from_1_but_for_those_that_follow(
    sample,
):
    report, _, made = sample
    appendices = [section for section in report.sections if section.appendix and not section.follows]
    assert len(made.sections) == 1 + len(appendices)
    for section, wide in zip(made.sections, (False, *(each.wide for each in appendices))):
        assert section.orientation == (WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT)
        size = (round(section.page_width.mm), round(section.page_height.mm))
        assert size == ((297, 210) if wide else (210, 297))
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]
        assert section.different_first_page_header_footer
    starts = [section._sectPr.findall(qn("w:pgNumType")) for section in made.sections]
    assert [[each.get(qn("w:start")) for each in start] for start in starts] == [[], *[["1"]] * len(appendices)]


def test_short_appendices_share_a_page_as_they_do_on_paper(sample):
    report, _, made = sample
    names = [each.text for each in made.paragraphs if each.style.name == "Phụ lục"]
    assert names == [section.blocks[0].text for section in report.sections if section.appendix]
    if any(section.follows for section in report.sections):
        assert len(made.sections) < 1 + len(names)


def test_the_number_of_the_page_is_a_field_in_the_header_but_not_on_the_first_page(sample):
    _, _, made = sample
    header = made.sections[0].header.paragraphs[0]
    (field,) = header._p.findall(qn("w:fldSimple"))
    assert field.get(qn("w:instr")).strip() == "PAGE"
    assert header.style.name == "Header"
    assert made.styles["Header"].font.size == Pt(13)
    assert made.sections[0].first_page_header.is_linked_to_previous  # there is none to show
    assert all(section.header.is_linked_to_previous for section in made.sections[1:])


def test_styles_are_words_own_where_it_has_them_with_the_official_sizes(sample):
    _, _, made = sample
    found = {p.style.name for p in made.paragraphs}
    assert {"Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "Caption", "List Bullet"} <= found
    sizes = {name: made.styles[name].font.size.pt for name in ("Normal", "Title", "Heading 1", "Heading 3", "Caption")}
    assert sizes == {"Normal": 14, "Title": 14, "Heading 1": 14, "Heading 3": 14, "Caption": 13}
    body = made.styles["Normal"].paragraph_format
    assert (round(body.first_line_indent.cm, 2), body.space_after.pt, body.line_spacing) == (1.0, 6, 1.15)
    assert all(made.styles[name].paragraph_format.keep_with_next for name in ("Heading 1", "Heading 2", "Caption"))


def test_there_is_one_font_and_nothing_of_a_theme(sample):
    _, content, _ = sample
    for name, text in parts(content).items():
        assert not re.search(r"Calibri|Cambria|Arial|\"Symbol|[aA]sciiTheme|themeColor|theme1", text), name
        fonts = set(re.findall(r'w:(?:ascii|hAnsi|eastAsia|cs)="([^"]*)"', text))
        assert fonts <= {"Times New Roman", "vi-VN"}, name  # w:eastAsia is of a language, too
    defaults = re.search(r"<w:rPrDefault>.*?</w:rPrDefault>", parts(content)["word/styles.xml"], re.S)[0]
    assert re.findall(r'w:(ascii|hAnsi|eastAsia|cs)="Times New Roman"', defaults) == [
        "ascii",
        "hAnsi",
        "eastAsia",
        "cs",
    ]


def test_the_file_names_its_title_and_language_and_neither_author_nor_time(sample):
    report, content, made = sample
    found = parts(content)
    assert made.core_properties.title == report.title
    assert made.core_properties.author == ""
    assert not re.search(r"creator|created|modified|python|\d{4}-\d\d-\d\dT", found["docProps/core.xml"])
    assert 'w:lang w:val="vi-VN"' in found["word/styles.xml"]
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_report_gives_the_same_bytes(sample):
    report, content, _ = sample
    assert word_bytes(report) == content


def test_tables_repeat_their_heads_keep_rows_whole_and_fill_the_page(sample):
    _, _, made = sample
    tables = [table for table in made.tables if table.style.name == "Table Grid"]
    assert len(tables) > 5
    for table in tables:
        head, *rows = [row._tr.trPr for row in table.rows]
        again = [row.find(qn("w:tblHeader")) is not None for row in (head, *rows)]
        assert again.index(False) in (1, 2) and not any(again[2:])  # two rows of heads where names span columns
        assert all(row.find(qn("w:cantSplit")) is not None for row in (head, *rows))
        columns = [column.width for column in table.columns]
        assert all([cell.width for cell in row.cells] == columns for row in table.rows[again.index(False) :])
        assert sum(columns) / 36000 == pytest.approx(
            min([165, 252], key=lambda mm: abs(mm - sum(columns) / 36000)), abs=0.5
        )
        before = table._tbl.getprevious()
        assert before.pPr.pStyle.val == "Caption"
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == before.text


def test_a_picture_has_its_words_its_caption_and_fits_the_page(sample):
    report, _, made = sample
    figures = [block for section in report.sections for block in section.blocks if isinstance(block, Figure)]
    assert len(made.inline_shapes) == len(figures) > 1
    for shape, figure in zip(made.inline_shapes, figures):
        assert shape._inline.docPr.get("descr") == figure.alt
        assert shape.width.mm < 165.1 and shape.height.mm < 257
        frame = shape._inline.getparent().getparent().getparent()
        assert made.styles["Hình"].paragraph_format.keep_with_next
        assert frame.pPr.pStyle.val == "Picture"
        assert frame.getnext().text == figure.title
    assert len({shape._inline.docPr.get("id") for shape in made.inline_shapes}) == len(figures)


def test_a_high_picture_is_made_smaller_in_both_directions():
    def draw(_):
        from PIL import Image

        out = io.BytesIO()
        Image.new("RGB", (100, 400)).save(out, "png")
        return out.getvalue()

    (shape,) = document(Figure(draw, "Cao", "Cao", number="Hình 1")).inline_shapes
    assert shape.height <= Mm(257)
    assert shape.height / shape.width == pytest.approx(4, rel=0.01)


def test_a_mark_is_said_by_a_sign_or_by_the_letters_never_by_colour():
    row = (Cell("80%", "good"), Cell("10%", "bad"), Cell("không giao", "none"), "thường")
    made = document(Table("Bảng", ("a", "b", "c", "d"), (row,), "cccc"))
    runs = [cell.paragraphs[0].runs[0] for cell in made.tables[0].rows[1].cells]
    assert [(run.text, run.bold, run.italic) for run in runs] == [
        ("80%", True, None),
        ("10%\u00a0✗", True, None),
        ("không giao", None, True),
        ("thường", None, None),
    ]
    assert {run.font.color.rgb for run in runs} == {None}


def test_an_empty_table_says_so():
    table = document(Table("Bảng", ("a", "b"), (), "ll")).tables[0]
    assert [cell.text for cell in table.rows[1].cells] == ["Không có."] * 2
    assert len(table.rows[1]._tr.tc_lst) == 1


EVIL = "<w:p>&x;\x00\x08\x1b\u202e\ufeff\uffff\ud800 {{7*7}}\n=1+1"


def test_text_from_data_is_only_text_and_what_nobody_sees_is_left_out(sample_reports):
    picture = next(b for s in sample_reports["2024-so_ket"].sections for b in s.blocks if isinstance(b, Figure))
    made = document(
        Letterhead(*[EVIL] * 6),
        Heading(EVIL),
        Paragraph(EVIL, lead=EVIL),
        Bullets((EVIL,)),
        Table(EVIL, (EVIL,), ((EVIL,), (Cell(EVIL, "bad"),)), "l", note=EVIL),
        Figure(picture.draw, EVIL, EVIL),
        Links(((EVIL, EVIL),)),
        Signature(EVIL, EVIL, (EVIL,)),
        title=EVIL,
    )
    assert said(made).count("{{7*7}} =1+1") >= 11
    assert said(made).lower().count("<w:p>&x; {{7*7}} =1+1") >= 14
    assert not re.search("[\x00-\x08\x1b\u202e\ufeff]", said(made) + made.core_properties.title)


def test_a_style_of_paragraph_that_nobody_knows_is_refused():
    with pytest.raises(KeyError):
        document(Paragraph("x", "unknown"))


def test_a_signature_never_stands_alone_on_a_page():
    made = document(Paragraph("Trên đây là báo cáo./."), Signature("Giám đốc", "A", ("- Lưu: VT.",)))
    assert made.paragraphs[0].paragraph_format.keep_with_next
    assert made.tables[0].rows[0]._tr.trPr.find(qn("w:cantSplit")) is not None
    assert len(document(Signature("Giám đốc", "A", ())).tables) == 1


def test_only_the_first_heading_of_an_appendix_is_its_name():
    made = document(*annex(1, rows=1), Heading("Mục"), appendix=True)
    names = [p.style.name for p in made.paragraphs]
    assert names[1:4] == ["Phụ lục", "Tên phụ lục", "Kèm theo"]
    assert "Heading 1" in names


def test_columns_hold_their_longest_word_and_share_the_rest():
    table = Table("B", ("Mã", "Tên"), (("CT1", WORDS), ("2024/mot_tep_co_ten_rat_la_dai.csv", "x")), "ll")
    size, (left, right) = fitted(table, width=468, padding=9)
    assert size == 12
    assert left + right == pytest.approx(468)
    assert left >= text_width("2024/mot_tep_co_ten_rat_la_dai.csv", size=12) + 9
    assert right >= text_width("quả", size=12) + 9


def test_letters_shrink_only_where_words_would_be_cut():
    columns = tuple(f"Cột{n}" for n in range(20))
    few = Table("B", columns[:10], (("9,99",) * 10,), "r" * 10)
    compact = Table("B", columns[:10], (("9,99",) * 10,), "r" * 10, compact=True)
    many = Table("B", columns, (("99,99",) * 20,), "r" * 20)
    assert fitted(few, width=468, padding=4)[0] == 12
    assert fitted(compact, width=468, padding=4)[0] == 10
    assert fitted(many, width=468, padding=4)[0] == 8


def test_a_table_wider_than_its_page_is_still_set_within_it():
    table = Table("B", ("x" * 300, "y"), (("a", "b"),), "ll")
    size, widths = fitted(table, width=468, padding=9)
    assert size == 8
    assert sum(widths) == pytest.approx(468)


def test_a_long_table_is_made_row_by_row(sample_reports):
    """Twice the rows are twice the work; python-docx looks through the whole table for each cell that it is asked for."""

    def work(units: int) -> int:
        rows = tuple((f"Đơn vị số {n}", *("12,34",) * 8) for n in range(units))
        table = Table("B", ("Đơn vị", *(f"CT{n}" for n in range(8))), rows, "l" + "r" * 8, dense=True)
        calls = itertools.count()
        sys.setprofile(lambda frame, event, argument: next(calls))
        try:
            made = document(table, appendix=True, wide=True)
        finally:
            sys.setprofile(None)
        assert len(made.tables[0].rows) == units + 1
        return next(calls)

    few, more, most = work(10), work(40), work(70)
    assert most - more < 1.1 * (more - few)


def test_the_long_report_has_no_empty_paragraph_that_takes_room(sample_reports):
    picture = next(b for s in sample_reports["2024-so_ket"].sections for b in s.blocks if isinstance(b, Figure))
    made = docx.Document(io.BytesIO(word_bytes(long_report(picture))))
    empty = [p for p in made.paragraphs if not p.text and not p.runs]
    assert {p.style.name for p in empty} <= {"Nét kẻ", "Khoảng cách", "Kết thúc"}
    assert all(made.styles[name].font.size <= Pt(2) for name in ("Nét kẻ", "Khoảng cách", "Kết thúc"))
    assert [p.style.name for p in made.paragraphs if p._p.xpath("w:pPr/w:sectPr")] == ["Kết thúc"] + [
        "Ghi chú bảng"
    ] * 3


def test_rows_of_sums_are_bold_and_a_list_to_look_up_is_a_sentence():
    long = Table("Tệp", ("Tên", "Mã"), (("a.csv", "x"),), "ll", elsewhere="1 tệp, nêu trong bản HTML.")
    made = document(Table("Bảng", ("a", "b"), (("x", "1"),), "lr", foot=(("Cộng", "1"),)), long)
    (table,) = made.tables
    bold = [[cell.paragraphs[0].runs[0].bold for cell in row.cells] for row in table.rows[1:]]
    assert bold == [[None, None], [True, True]]
    assert made.paragraphs[-1].text == "Bảng 2. Tệp: 1 tệp, nêu trong bản HTML."
