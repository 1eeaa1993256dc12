"""A report in a real browser, offline: no request, no error, search without accents, print with every row, 360 px."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from browsing import opened

from outputs import made_output
from toolkit.publishing.jobs import KINDS

pytestmark = pytest.mark.browser


PAGES = ["so_ket", "tong_ket", "kiem_tra", "kiem_tra_don_vi", "binh_xet", "phieu_don_vi", "index"]


@pytest.fixture(scope="module")
def files(sample_pages, searched_pages, tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    for path in sample_pages.iterdir():
        if path.name.startswith(("2024-", "2022-2025-tong_ket")):
            shutil.copyfile(path, folder / path.name.rpartition("-")[2])
    shutil.copyfile(searched_pages / "2024-so_ket.html", folder / "searched.html")
    (folder / "index.html").write_bytes((made_output(tmp_path_factory.mktemp("out")) / "index.html").read_bytes())
    return folder


def test_every_kind_of_report_is_looked_at():
    assert set(KINDS) <= set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_a_report_asks_nobody_and_breaks_no_policy(browser, files, name):
    page, asked, errors = opened(browser, files / f"{name}.html")
    assert (asked, errors) == ([], [])
    assert page.title()
    assert page.eval_on_selector_all("img", "all => all.every(i => i.complete && i.naturalWidth > 0)")
    page.close()


def test_the_search_box_ignores_accents_and_says_how_many(browser, files):
    page, _, _ = opened(browser, files / "searched.html")
    table = page.locator("table", has_text="Điểm, thứ hạng và xếp loại của các đơn vị")
    box = page.locator(".tools:has(+ .scroll table:has-text('Điểm, thứ hạng và xếp loại')) input")
    box.fill("dieu DUONG")
    assert table.locator("tbody tr:visible").count() == 1
    assert "Điều dưỡng" in table.locator("tbody tr:visible").text_content()
    assert (
        "1/12 dòng"
        in page.locator(".tools:has(+ .scroll table:has-text('Điểm, thứ hạng và xếp loại')) [role=status]").inner_text()
    )
    box.fill("")
    assert table.locator("tbody tr:visible").count() == 12
    page.close()


def test_print_shows_every_row_whatever_is_filtered(browser, files, tmp_path):
    page, _, _ = opened(browser, files / "searched.html")
    for box in page.locator(".tools input").all():
        box.fill("không có dòng nào như thế")
    page.pdf(path=tmp_path / "x.pdf", prefer_css_page_size=True)
    page.close()
    text = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "x.pdf"), "-"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    ).stdout
    pages = text.split("\f")
    assert all(unit in text for unit in ("Văn phòng Sở (VP)", "Thanh tra Sở (TTRA)"))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in pages[0]
    assert "Tìm trong bảng" not in text


@pytest.mark.parametrize("name", PAGES)
def test_a_narrow_screen_needs_no_sideways_scrolling(browser, files, name):
    page, _, _ = opened(browser, files / f"{name}.html", width=360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()
