"""Names that span several columns: on a page, in Word, and with the choice of what one sees."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from browsing import opened
from docx.oxml.ns import qn

from toolkit.publishing.publish import page_bytes
from toolkit.report.document import Report, Section
from toolkit.report.html import section_html
from toolkit.report.model import Letterhead, Table
from toolkit.report.word import word_bytes

TABLE = Table(
    "Thử",
    ("Đơn vị", "Tự chấm", "CT1 (6)", "CT2 (4)", "ND-a (2)"),
    (("A", "9,00", "5,00", "2,00", "1,00"), ("B", "8,00", "4,00", "2,00", "2,00")),
    "lrrrr",
    views=("", "Tự chấm", "Thẩm định", "Thẩm định", "Thẩm định"),
    view_title="Điểm",
    spans=(("", ""), ("", ""), ("Chỉ tiêu", ""), ("Chỉ tiêu", ""), ("Nội dung", "a")),
)


def test_what_spans_columns_heads_them_as_a_group():
    shown = section_html("a", "Thử", (TABLE,))
    head = shown[shown.index("<thead>") : shown.index("</thead>")]
    assert head == (
        '<thead><tr><th scope="col" rowspan="2">Đơn vị</th><th scope="col" rowspan="2" data-view="Tự chấm">Tự chấm</th>'
        '<th scope="colgroup" colspan="2">Chỉ tiêu</th><th scope="colgroup" colspan="1">Nội dung</th></tr>'
        '<tr><th scope="col" data-view="Thẩm định">CT1 (6)</th><th scope="col" data-view="Thẩm định">CT2 (4)</th>'
        '<th scope="col" data-view="Thẩm định">a</th></tr>'
    )


def test_in_word_both_rows_of_heads_come_again_on_each_page():
    head = Letterhead("UBND", "SỞ", "", "", "Báo cáo", "thử")
    report = Report("Thử", (Section("mo-dau", "Thử", (head,)), Section("1", "1", (TABLE,))))
    table = docx.Document(BytesIO(word_bytes(report))).tables[-1]
    above, below, *_ = table.rows
    assert all(row._tr.trPr.find(qn("w:tblHeader")) is not None for row in (above, below))
    assert [cell.text for cell in above.cells] == ["Đơn vị", "Tự chấm", "Chỉ tiêu", "Chỉ tiêu", "Nội dung"]
    assert [cell.text for cell in below.cells] == ["Đơn vị", "Tự chấm", "CT1 (6)", "CT2 (4)", "a"]
    assert above.cells[2]._tc is above.cells[3]._tc and above.cells[0]._tc.vMerge == "restart"
    assert [row.cells[2].text for row in table.rows[2:]] == ["5,00", "4,00"]


@pytest.mark.browser
def test_a_choice_takes_the_spanning_names_with_their_columns(browser, tmp_path):
    path = tmp_path / "thu.html"
    path.write_bytes(page_bytes("Thử", Section("a", "Thử", (TABLE,))))
    page, _, errors = opened(browser, path)
    page.get_by_label("Điểm:").select_option("Tự chấm")
    seen = page.locator("table").locator("th, td").locator("visible=true").all_inner_texts()
    assert errors == [] and seen == ["Đơn vị", "Tự chấm", "A", "9,00", "B", "8,00"]
    page.get_by_label("Điểm:").select_option("Thẩm định")
    heads = page.locator("thead th").locator("visible=true").all_inner_texts()
    assert heads == ["Đơn vị", "Chỉ tiêu", "Nội dung", "CT1 (6)", "CT2 (4)", "a"]
    page.close()
