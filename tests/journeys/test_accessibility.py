"""Everybody can read a report: WCAG 2.2 AA by axe-core, by keyboard, enlarged, without scripts."""

from __future__ import annotations

import shutil

import pytest
from browsing import axe, opened

from outputs import made_output
from toolkit.commands.cli import main

pytestmark = pytest.mark.browser
KINDS = [
    "2024-so_ket",
    "2024-kiem_tra",
    "2024-kiem_tra_don_vi",
    "2024-phieu_don_vi",
    "2024-binh_xet",
    "2022-2025-tong_ket",
    "index",
]  # every HTML that people open
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }"


@pytest.fixture(scope="module")
def pages(sample_pages, searched_pages, tmp_path_factory):
    folder = shutil.copytree(sample_pages, tmp_path_factory.mktemp("pages"), dirs_exist_ok=True)
    shutil.copyfile(searched_pages / "2024-so_ket.html", folder / "searched.html")
    place = tmp_path_factory.mktemp("out")
    out = made_output(place)
    assert main(["publish", "2024", "--quiet", "--data", str(place / "data"), "--out", str(out)]) == 0
    (folder / "index.html").write_bytes((out / "index.html").read_bytes())
    return folder


@pytest.mark.parametrize(
    ("kind", "width"), [*((kind, 1280) for kind in KINDS), *((kind, 360) for kind in ("2024-so_ket", "index"))]
)
def test_axe_finds_nothing(browser, pages, kind, width):
    page, _, _ = opened(browser, pages / f"{kind}.html", width=width, bypass_csp=True)
    faults, passed = axe(page)
    page.close()
    assert passed > 25 and faults == []


def test_axe_finds_nothing_in_the_dark_nor_where_tables_are_searched(browser, pages):
    for name, settings in (
        ("2024-so_ket", {"color_scheme": "dark"}),
        ("searched", {}),
        ("index", {"color_scheme": "dark"}),
    ):
        page, _, _ = opened(browser, pages / f"{name}.html", bypass_csp=True, **settings)
        faults, _ = axe(page)
        page.close()
        assert faults == [], name


def test_a_report_has_few_landmarks_and_stops_of_the_tab_key(browser, pages):
    page, _, _ = opened(browser, pages / "2024-so_ket.html", width=1366)
    marks = page.locator("main, nav, section[aria-label], [role=region], header, footer, aside").count()
    stops = page.locator("a[href], summary, input, select, button, [tabindex]").locator("visible=true")
    assert marks <= 25
    assert stops.evaluate_all("all => all.filter(each => each.tabIndex >= 0).length") <= 60
    page.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_report_has_one_main_part_one_title_and_named_regions(browser, pages, kind):
    page, _, _ = opened(browser, pages / f"{kind}.html")
    assert page.get_by_role("main").count() == 1
    assert page.get_by_role("heading", level=1).count() == 1
    names = page.locator("nav").evaluate_all("all => all.map(each => each.getAttribute('aria-label'))")
    assert names in ([], ["Các trang liên quan"], ["Các trang liên quan", "Mục lục"])
    regions = page.locator("section").evaluate_all("all => all.map(each => each.getAttribute('aria-label'))")
    assert all(regions) and len(set(regions)) == len(regions)
    assert page.locator("table").count() == page.locator("table > caption").count()
    assert page.locator("th:not([scope])").count() == 0
    page.close()


def focused(page):
    """What has the focus: its tag, its class or its kind of field, and whether one sees that it has it."""
    return tuple(
        page.evaluate(
            """() => { const a = document.activeElement, s = getComputedStyle(a), r = a.getBoundingClientRect();
            return [a.tagName, a.type || a.className, s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 && r.right > 0 && r.bottom > 0]; }"""
        )
    )


def test_the_first_tab_offers_to_skip_and_the_next_one_goes_on_in_the_content(browser, pages):
    page, _, _ = opened(browser, pages / "2024-so_ket.html")
    page.keyboard.press("Tab")
    assert focused(page) == ("A", "skip", True)
    assert page.locator(".skip").is_visible()
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#noi-dung"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('nav').getAttribute('aria-label')") == "Các trang liên quan"
    page.close()


@pytest.mark.parametrize("kind", KINDS)
def test_the_keyboard_reaches_everything_in_order_sees_where_it_is_and_gets_out(browser, pages, kind):
    page, _, _ = opened(browser, pages / f"{kind}.html")
    stops = "all => all.filter(each => each.tabIndex >= 0).map((each, n) => (each.dataset.n = n)).length"
    reachable = (
        page.locator("main a[href], .skip, summary, input, select, button, [tabindex]")
        .locator("visible=true")
        .evaluate_all(stops)
    )
    order, unseen = [], []
    for _ in range(reachable):
        page.keyboard.press("Tab")
        order.append(int(page.evaluate("document.activeElement.dataset.n ?? -1")))
        unseen += [] if focused(page)[2] else [focused(page)]
    assert order == list(range(reachable))
    assert unseen == []
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    page.close()


def test_a_search_box_is_named_works_by_keyboard_and_tells_its_result(browser, pages):
    page, _, _ = opened(browser, pages / "searched.html")
    tools = page.locator(".tools:has(+ .scroll table:has-text('Bảng 6.'))")
    tools.get_by_role("searchbox", name="Tìm trong bảng (không cần dấu):").focus()
    page.keyboard.type("van phong")
    assert tools.get_by_role("status").inner_text().startswith("Hiện 1/")
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    assert tools.get_by_role("status").inner_text().endswith("dòng")
    page.close()


def test_a_wide_table_on_a_narrow_screen_is_scrolled_by_keyboard(browser, pages):
    page, _, _ = opened(browser, pages / "2024-so_ket.html", width=360)
    table = page.get_by_role("group", name="Kết quả từng chỉ tiêu của các đơn vị")
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("element => element.scrollLeft > 0", arg=table.element_handle())
    page.close()


# 640 pixels are what a screen of 1280 has left at 200%, 320 at 400%.
@pytest.mark.parametrize("width", [640, 320])
@pytest.mark.parametrize("kind", KINDS)
def test_enlarged_and_spaced_text_loses_nothing(browser, pages, kind, width):
    page, _, _ = opened(
        browser, pages / f"{kind}.html", width=width, height=450, device_scale_factor=2, bypass_csp=True
    )
    for style in ("", SPACED):
        page.add_style_tag(content=style or "/**/")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        cut = "all => all.filter(each => each.scrollWidth > each.clientWidth + 1 && !each.closest('.scroll')).map(each => each.textContent.slice(0, 60))"
        assert page.locator("main p, main li, main h1, main h2, main h3, figcaption, label").evaluate_all(cut) == []
    page.close()


@pytest.mark.parametrize("width", [360, 1280, 1920])
def test_lines_are_of_a_length_that_is_read_with_ease(browser, pages, width):
    page, _, _ = opened(browser, pages / "2024-so_ket.html", width=width)
    box = page.locator("#phan-III-2 > p").first.bounding_box()
    size = page.locator("#phan-III-2 > p").first.evaluate("each => parseFloat(getComputedStyle(each).fontSize)")
    assert size >= 16
    assert 30 <= box["width"] / (size * 0.45) <= 95  # letters in a line
    page.close()


@pytest.mark.parametrize("kind", KINDS)
def test_without_scripts_every_word_is_there(browser, pages, kind):
    path = pages / f"{kind}.html"
    plain, _, errors = opened(browser, path, java_script_enabled=False)
    # Nothing can be asked of a page without scripts but its text: compare with the page that has them. What lies outside
    # of the screen is not laid out before it is scrolled to, so that what is seen is compared as it is printed.
    without = plain.locator("main").text_content()
    plain.emulate_media(media="print")
    printed = plain.locator("main").inner_text()
    plain.close()
    page, _, _ = opened(browser, path)
    page.locator(".tools").evaluate_all("all => all.forEach(each => each.remove())")
    assert errors == []
    assert without == page.locator("main").text_content()
    page.emulate_media(media="print")
    assert printed == page.locator("main").inner_text()
    assert len(printed) > 1500
    assert "Tìm trong bảng" not in without
    page.close()
