"""One workbook for a period: the tables with Vietnamese titles, frozen headers, filters, formats; never a formula."""

from __future__ import annotations

import io
import weakref

import openpyxl
import pytest
from openpyxl.styles import Alignment
from sample_folder import sample_workspace
from small import evaluated, plan

from toolkit.evaluation.columns import TABLES
from toolkit.evaluation.frames import frame
from toolkit.periods import parse_period
from toolkit.publishing import workbook
from toolkit.publishing.workbook import SHEETS, workbook_bytes

HEAD = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n"


@pytest.fixture(scope="module")
def sample():
    return sample_workspace().evaluate(parse_period("2024"))


def opened(evaluation):
    return openpyxl.load_workbook(io.BytesIO(workbook_bytes(evaluation)))


def test_every_table_has_a_sheet_with_its_rows_and_a_title_for_each_column(sample):
    book = opened(sample)
    assert book.sheetnames == list(SHEETS.values())
    for table, title in SHEETS.items():
        assert book[title].max_row == len(frame(sample, table)) + 1
        heads = [cell.value for cell in book[title][1]]
        assert [head for head in heads if not head.endswith("– tên")] == [column.title for column in TABLES[table]]


def test_headers_stay_filters_stand_and_ratios_are_percentages(tmp_path):
    rows = "1/VB,A,01/02/2024,,Có\n2/VB,A,01/02/2024,,Không\n3/VB,A,01/02/2024,,Không\n"
    page = opened(evaluated(tmp_path, {"2024/van_ban.csv": HEAD + rows}))["Chỉ tiêu"]
    assert (page.freeze_panes, page.auto_filter.ref) == ("D2", "A1:O5")
    by_title = {cell.value: n for n, cell in enumerate(page[1])}
    row = next(row for row in page.iter_rows(min_row=2) if row[by_title["Mã đơn vị"]].value == "A")
    value = row[by_title["Kết quả"]]
    assert (value.value, value.number_format) == (1 / 3, "0.0%")
    assert [row[by_title[title]].value for title in ("Tử số", "Mẫu số", "Đạt", "Mã đơn vị – tên")] == [
        1,
        3,
        "không",
        "Phòng A",
    ]
    other = next(row for row in page.iter_rows(min_row=2) if row[by_title["Mã đơn vị"]].value == "B")
    assert [other[by_title[title]].value for title in ("Tình trạng số liệu", "Kết quả")] == ["không phát sinh", None]


def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path):
    units = "Mã đơn vị,Tên đơn vị,Tên khác,Loại,Từ ngày,Đến ngày\nA,=1+1,,Phòng,,\n"
    award = {"id": "GK", "name": "=cmd|' /C calc'!A0", "kind": "collective"}
    nominee = "Mã đề nghị,Loại,Mã đơn vị,Hình thức khen\n=2+2,Tập thể,A,GK\n"
    files = {"2024/van_ban.csv": HEAD + "1/VB,A,01/02/2024,,Có\n", "2024/de_nghi.csv": nominee}
    book = opened(evaluated(tmp_path, files, units=units, plan=plan(awards=[award])))
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not [cell.value for cell in cells if str(cell.value).startswith(("=", "+", "@"))]
    assert "'=1+1" in {cell.value for cell in cells}


def test_a_style_is_made_once_and_a_row_is_let_go_once_it_is_written(sample, monkeypatch):
    """Fifteen thousand units have seven million cells."""
    styles, kept, held = [], weakref.WeakSet(), []

    class Watched(openpyxl.cell.Cell):
        __slots__ = ("__weakref__",)

    def cell(page, value=None):
        new = Watched(page, row=1, column=1, value=value)
        kept.add(new)
        held.append(len(kept))
        return new

    monkeypatch.setattr(workbook, "WriteOnlyCell", cell)
    monkeypatch.setattr(workbook, "Alignment", lambda **words: styles.append(words) or Alignment(**words))
    workbook_bytes(sample)
    assert len(styles) == 3 * len(SHEETS)
    assert len(held) > 4_000
    assert max(held) < 100


def test_the_same_results_give_the_same_bytes(sample):
    assert workbook_bytes(sample) == workbook_bytes(sample)
