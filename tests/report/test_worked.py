"""What a figure rests on is said once a row or a table, and read back by the page for each figure."""

from __future__ import annotations

import pytest
from browsing import opened

from toolkit.publishing.publish import page_bytes
from toolkit.report.document import Section
from toolkit.report.html import section_html
from toolkit.report.model import Cell, Table, Working

OF_B = "gồm số liệu của B"
FIRST = Cell("50% (1/2)", working=Working("T1", "Chưa đạt", "1/2", "80%", OF_B))
SECOND = Cell("90% (9/10)", working=Working("T1", "Đạt", "9/10", "80%", OF_B))
ROW = ("A", FIRST, SECOND, Cell("7", working=Working("T2", "Đạt", "7/10", "5")))
TABLE = Table("Thử", ("Đơn vị", "2023", "2024", "Cả"), (ROW,), "lrrr")


def test_what_figures_share_is_said_once():
    shown = section_html("a", "Thử", (TABLE,))
    assert shown.count(OF_B) == 1 and f'<table data-holds="{OF_B}">' in shown
    assert shown.count('data-target="T1"') == 1 and shown.count('data-goal="80%"') == 1
    assert 'data-parts="1/2"' not in shown and 'data-parts="7/10"' in shown  # the text ends with the former
    assert 'data-holds=""' in shown  # the last figure holds nobody else's rows


def test_a_bracket_that_is_no_numerator_and_denominator_is_not_taken_for_one():
    row = ("A", Cell("5 (3/4)", working=Working("T1", "tạm tính")))
    shown = section_html("a", "Thử", (Table("Thử", ("Đơn vị", "2024"), (row,), "lr"),))
    assert 'data-parts=""' in shown


@pytest.mark.browser
def test_each_figure_tells_its_own(browser, tmp_path):
    path = tmp_path / "thu.html"
    path.write_bytes(page_bytes("Thử", Section("a", "Thử", (TABLE,))))
    page, _, errors = opened(browser, path)
    told = []
    for n in range(3):
        page.locator("button.figure").nth(n).click()
        names = page.locator("dialog dt").all_inner_texts()
        told.append(dict(zip(names, page.locator("dialog dd").all_inner_texts())))
        page.get_by_role("button", name="Đóng").click()
    page.close()
    assert errors == []
    first, second, third = told
    assert (first["Tử số"], first["Mẫu số"], first["Mức giao"], first["Số liệu"]) == ("1", "2", "80%", OF_B)
    assert (second["Tử số"], second["Mẫu số"], second["Mức giao"], second["Số liệu"]) == ("9", "10", "80%", OF_B)
    assert (third["Tử số"], third["Mẫu số"], third["Mức giao"]) == ("7", "10", "5") and "Số liệu" not in third
