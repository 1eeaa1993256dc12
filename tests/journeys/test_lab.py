"""The bench in a real JupyterLab, offline: every cell runs, each tab's controls change what they should, by keyboard too."""

from __future__ import annotations

from itertools import takewhile
from urllib.parse import urlsplit

import pytest
from lab import cell_errors, lab, run_all

pytestmark = [pytest.mark.browser, pytest.mark.slow]


class Seen:
    """The bench on the page."""

    def __init__(self, page):
        self.page = page
        self.bench = page.locator(".jp-OutputArea-output:has(.widget-toggle-buttons)")

    def turn(self, title):
        self.bench.get_by_role("button", name=title, exact=True).click()

    def turn_by_keys(self, title):
        self.bench.get_by_role("button", name=title, exact=True).focus()
        self.page.keyboard.press("Enter")
        self.bench.locator(f".thidua h2:text-is('{title}')").first.wait_for()

    def focus(self, title):
        """Put the keyboard on a drop-down by its title."""
        self.bench.locator(f".widget-dropdown:has(label:text-is('{title}')) select").focus()

    def choose_by_keys(self, title, words):
        """Choose in a drop-down by the first letters of an entry; a browser that is busy forgets the first before the last.

        Only letters that a key has: others are put in where the caret was last, which may be a field that was left."""
        self.focus(title)
        keys = "".join(takewhile(str.isascii, words))
        for _ in range(5):
            self.page.keyboard.type(keys)
            if self.chosen(title).startswith(words):
                return
            self.page.wait_for_timeout(1500)
        raise AssertionError((title, words, self.chosen(title)))

    def keep_busy(self, seconds):
        """Let the kernel be busy for a while."""
        kernel = "window.jupyterapp.shell.currentWidget.sessionContext.session.kernel"
        code = f"import time; time.sleep({seconds})"
        self.page.evaluate(f"code => {{ {kernel}.requestExecute({{ code }}); }}", code)

    def field(self, title):
        """Where one types, by its title."""
        return self.bench.locator(f".jupyter-widgets:has(> label:text-is('{title}')) :is(input, textarea)")

    def chosen(self, title):
        """What a drop-down shows."""
        select = self.bench.locator(f".widget-dropdown:has(label:text-is('{title}')) select")
        return " ".join(select.evaluate("e => e.selectedOptions[0].text").split())

    def wait(self, text):
        self.page.wait_for_function(
            "wanted => [...document.querySelectorAll('.widget-vbox .thidua')].some(e => e.innerText.replace(/\\s+/g, ' ').includes(wanted))",
            arg=text,
        )

    def choose(self, title, value):
        """Choose in a drop-down by its title."""
        select = self.bench.locator(f".widget-dropdown:has(label:text-is('{title}')) select")
        assert select.evaluate("e => e.tagName") == "SELECT"
        select.select_option(label=value) if not value.isdecimal() else select.select_option(value)


@pytest.fixture(scope="module")
def opened(browser, tmp_path_factory):
    errors, asked = [], []
    folder = tmp_path_factory.mktemp("lab")
    with lab(folder) as address:
        page = run_all(browser, address, errors=errors, asked=asked)
        page.errors, page.asked, page.data = errors, asked, folder / "data"
        yield page
        page.close()


@pytest.fixture
def seen(opened):
    found = Seen(opened)
    found.bench.scroll_into_view_if_needed()
    return found


def test_every_cell_runs_and_nobody_outside_is_asked(opened):
    assert cell_errors(opened) == []
    hosts = {urlsplit(url).hostname for url in opened.asked if not url.startswith(("data:", "blob:"))}
    assert hosts == {"127.0.0.1"}


def test_overview_opens_the_chosen_cell(seen):
    seen.turn("Tổng quan")
    seen.choose("Đơn vị:", "Phòng Lao động - Việc làm (LDVL)")
    seen.wait("LDVL – CT1.")
    seen.choose("Kỳ:", "2023")
    seen.wait("Toàn cơ quan, năm 2023")
    seen.choose("Kỳ:", "2024")
    seen.wait("Toàn cơ quan, năm 2024")


def test_a_cell_of_the_heatmap_is_opened_by_a_click_and_by_keyboard_alone(seen):
    seen.turn("Tổng quan")
    cell = seen.bench.get_by_title("Văn phòng Sở, CT2:")
    cell.click()
    seen.wait("VP – CT2.")
    chosen = seen.bench.locator("label:text-is('Đơn vị:') + select").evaluate("e => e.selectedOptions[0].text")
    assert " ".join(chosen.split()) == "Văn phòng Sở (VP)"
    seen.bench.get_by_title("Thanh tra Sở, CT7:").focus()
    seen.page.keyboard.press("Enter")
    seen.wait("TTRA – CT7.")
    assert seen.page.evaluate("document.activeElement.title").startswith("Thanh tra Sở, CT7:")
    seen.page.keyboard.press("ArrowRight")
    seen.page.keyboard.press("Space")
    seen.wait("TTRA – CT8.")
    seen.page.keyboard.press("ArrowUp")
    above = seen.page.evaluate("document.activeElement.title")
    assert ", CT8:" in above and not above.startswith("Thanh tra Sở")
    seen.page.keyboard.press("ArrowDown")
    assert seen.page.evaluate("document.activeElement.title").startswith("Thanh tra Sở, CT8:")
    stops = "() => [...document.querySelectorAll('.thidua-heat button')].filter(each => each.tabIndex === 0).length"
    assert seen.page.evaluate(stops) == 1
    seen.page.keyboard.press("Tab")
    assert not seen.page.evaluate("document.activeElement.matches('.thidua-heat button')")
    seen.bench.get_by_title("Phòng Lao động - Việc làm, CT1:").click()
    seen.wait("LDVL – CT1.")


def test_a_mark_of_a_picture_is_clicked_as_a_cell_is(seen):
    seen.turn("Chỉ tiêu")
    seen.bench.locator('.thidua-mark[data-mark="unit:SO"]').click()
    seen.wait("trường hợp chưa đạt của SO")
    seen.turn("Đơn vị")
    seen.bench.locator('.thidua-mark[data-mark="target:CT7"]').click()
    seen.wait("SO – CT7.")
    seen.turn("Xếp hạng")
    seen.bench.locator('.thidua-mark[data-mark="unit:TTRA"]').click()
    seen.wait("Điều quyết định giữa TTRA và VP")
    seen.turn("Tổng quan")
    seen.bench.locator('.thidua-mark[data-mark="target:CT1"]').click()
    seen.wait("TTRA – CT1.")


def test_a_table_is_copied_as_a_spreadsheet_takes_it(seen):
    seen.turn("Đơn vị")
    seen.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    seen.bench.locator(".thidua h2:text-is('Đơn vị')").wait_for()
    button = seen.bench.get_by_role("button", name="Chép bảng").first
    button.click()
    seen.bench.get_by_role("button", name="Đã chép bảng").wait_for()
    lines = seen.page.evaluate("navigator.clipboard.readText()").splitlines()
    assert any(line.split("\t")[0].strip() == "Chỉ tiêu" for line in lines)
    assert sum(line.strip().startswith("CT") for line in lines) >= 9


def test_the_grid_is_copied_as_a_table_too(seen):
    seen.turn("Tổng quan")
    seen.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    seen.bench.get_by_title("Văn phòng Sở, CT2:").wait_for()
    seen.bench.locator(".thidua-copy[data-grid]").click()
    seen.bench.get_by_role("button", name="Đã chép bảng").wait_for()
    lines = [
        line.split("\t") for line in seen.page.evaluate("navigator.clipboard.readText()").splitlines() if line.strip()
    ]
    assert lines[0][:3] == ["Đơn vị", "CT1", "CT2"] and len({len(line) for line in lines}) == 1
    (office,) = [line for line in lines if line[0] == "Văn phòng Sở (VP)"]
    assert office[1] == "không giao"


def test_indicator_lists_and_filters_its_cases(seen):
    seen.turn("Chỉ tiêu")
    seen.choose("Đơn vị:", "Phòng Lao động - Việc làm (LDVL)")
    seen.wait("Các trường hợp:")
    seen.choose("Hồ sơ:", "Chưa đạt")
    seen.page.wait_for_function("() => !document.querySelector('.widget-vbox .thidua').innerText.includes('\\tđạt\\t')")
    seen.choose("Nhóm theo:", "Mức độ")
    seen.wait("theo mức độ")


def test_unit_is_compared_with_another(seen):
    seen.turn("Đơn vị")
    seen.choose("So với:", "Văn phòng Sở (VP)")
    seen.wait("Văn phòng Sở (VP): ")


def test_ranking_moves_with_a_slider_by_keyboard_alone(seen):
    seen.turn("Xếp hạng")
    seen.wait("theo kế hoạch")
    handle = seen.bench.locator(".widget-slider:has(label:text-is('CT4:')) .noUi-handle")
    handle.focus()
    typed = seen.bench.locator(".widget-slider:has(label:text-is('CT4:')) + .widget-text input")
    assert typed.input_value() == "6"
    seen.page.keyboard.press("ArrowRight")
    seen.wait("thử 1 mục")
    assert typed.input_value() == "6,5"
    typed.fill("7,25")
    typed.press("Enter")
    seen.wait("Tổng điểm chuẩn 101,25, thử 1 mục")
    reset = seen.bench.get_by_role("button", name="Trả về điểm của kế hoạch")
    reset.focus()
    seen.page.keyboard.press("Enter")
    seen.wait("theo kế hoạch")


def test_scenario_is_built_and_saved(seen):
    seen.turn("Kịch bản")
    seen.wait("chưa có thay đổi nào")
    seen.choose("Thay đổi:", "Mức giao khác")
    seen.field("Giá trị:").fill("50%")
    seen.field("Giá trị:").blur()
    seen.bench.get_by_role("button", name="Thêm thay đổi").click()
    seen.wait("mức giao CT1: 50%")
    seen.bench.get_by_role("button", name="Lưu kịch bản").click()
    seen.wait("Đã lưu vào kich_ban/kich-ban-1.yaml")


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_a_button_acts_on_what_stands_in_the_fields_however_busy_the_kernel_is(seen, by):
    seen.turn("Kịch bản")
    seen.bench.get_by_role("button", name="Bỏ mọi thay đổi").click()
    seen.wait("chưa có thay đổi nào")
    for value in ("CT1. ", "CT9a. "):
        pick = seen.bench.locator(".widget-dropdown:has(label:text-is('Chỉ tiêu:')) option").all_inner_texts()
        seen.choose("Chỉ tiêu:", next(each for each in pick if each.replace("\xa0", " ").startswith(value)))
    add = seen.bench.get_by_role("button", name="Thêm thay đổi")
    text = seen.field("Giá trị:")
    seen.keep_busy(3)
    if by == "mouse":
        for kind in ("Điểm chuẩn khác", "Mức giao khác"):
            seen.choose("Thay đổi:", kind)
        for wanted in ("CT7. ", "CT9b. "):
            seen.choose("Chỉ tiêu:", next(each for each in pick if each.replace("\xa0", " ").startswith(wanted)))
        for typed in ("10%", "20%"):
            text.click()
            text.fill(typed)
            seen.field("Tên:").click()
        add.click()
        text.click()
    else:
        seen.choose_by_keys("Thay đổi:", "Mức")
        seen.choose_by_keys("Chỉ tiêu:", "CT9b")
        for typed in ("10%", "20%"):
            text.focus()
            seen.page.keyboard.press("Control+a")
            seen.page.keyboard.type(typed)
            seen.page.keyboard.press("Tab")
        seen.page.keyboard.press("Enter")
        text.focus()
    seen.page.keyboard.press("Control+a")
    seen.page.keyboard.type("35")  # the next one, while the kernel has answered nothing yet
    seen.wait("mức giao CT9b: 20%. Kết quả chính thức")
    seen.page.wait_for_timeout(500)
    assert text.input_value() == "35" and text.evaluate("e => e === document.activeElement")
    assert seen.chosen("Thay đổi:") == "Mức giao khác" and seen.chosen("Chỉ tiêu:").startswith("CT9b")


def test_a_unit_is_the_one_that_was_chosen_though_the_list_changes_under_the_hand(seen):
    seen.turn("Tổng quan")
    seen.choose("Kỳ:", "2024")
    seen.wait("Toàn cơ quan, năm 2024")
    seen.keep_busy(2)
    seen.choose("Kỳ:", "2025")  # the list of 2025 is shorter: what stood at a place is another there
    seen.choose("Đơn vị:", "Thanh tra Sở (TTRA)")
    seen.choose("Đơn vị:", "Văn phòng Sở (VP)")
    seen.wait("VP – ")
    seen.wait("Toàn cơ quan, năm 2025")
    assert seen.chosen("Đơn vị:") == "Văn phòng Sở (VP)"
    seen.keep_busy(2)
    seen.bench.get_by_title("Văn phòng Sở, CT2:").click()
    seen.bench.get_by_title("Thanh tra Sở, CT7:").click()
    seen.wait("TTRA – CT7.")  # the last of two quick clicks
    seen.choose("Kỳ:", "2024")
    seen.wait("Toàn cơ quan, năm 2024")


def test_data_filters_findings(seen):
    seen.turn("Dữ liệu")
    seen.wait("Lỗi, cảnh báo và cách sửa")
    seen.choose("Mức:", "Lỗi")
    seen.wait("0 mục trong danh sách")


def test_a_file_that_is_saved_is_read_while_the_bench_is_open(seen):
    path = seen.page.data / "2024/ke_hoach.txt"
    path.write_text("không thuộc nguồn nào", encoding="utf-8")
    seen.wait("Đã đọc lại 2024/ke_hoach.txt: không con số nào của kỳ đang xem thay đổi.")


def test_the_other_tabs_are_driven_by_keyboard_alone(seen):
    press, write, choose = seen.page.keyboard.press, seen.page.keyboard.type, seen.choose_by_keys
    before = seen.page.evaluate("window.jupyterapp.shell.currentWidget.content.widgets.length")
    seen.turn_by_keys("Chỉ tiêu")
    choose("Chỉ tiêu:", "CT4")
    seen.wait("CT4. Hồ sơ thủ tục hành chính")
    choose("Đơn vị:", "Sở")  # of a unit that has no such dossiers nothing could be divided
    months = "() => [...document.querySelectorAll('.widget-dropdown option')].some(e => e.text.trim() === 'Tháng')"
    seen.page.wait_for_function(months)  # CT4 has days, CT1 has none
    choose("Nhóm theo:", "Th")
    seen.wait("theo tháng")
    assert seen.chosen("Nhóm theo:") == "Tháng"
    press("Tab")
    press("ArrowDown")
    seen.page.wait_for_function("e => e.selectedIndex === 1", arg=seen.page.evaluate_handle("document.activeElement"))
    seen.turn_by_keys("Đơn vị")
    choose("Đơn vị:", "Thanh")
    seen.wait("Thanh tra Sở (TTRA): ")
    press("Tab")
    press("V")
    seen.wait("Văn phòng Sở (VP): ")
    seen.turn_by_keys("Kịch bản")
    seen.bench.get_by_role("button", name="Bỏ mọi thay đổi").focus()
    press("Enter")
    seen.wait("chưa có thay đổi nào")
    choose("Thay đổi:", "Mức")
    seen.bench.locator("textarea[placeholder*='70%']").wait_for()
    choose("Chỉ tiêu:", "CT9b")
    seen.wait("CT9b của TTRA")  # what is typed next is of this target only once the kernel knows it
    press("Tab")
    press("Control+a")  # what was typed before stays until a hand replaces it
    write("20%")
    press("Tab")
    press("Enter")
    seen.wait("mức giao CT9b: 20%")
    cells = "window.jupyterapp.shell.currentWidget.content.widgets.length"
    assert seen.page.evaluate(cells) == before  # no letter was a command of JupyterLab
    seen.turn_by_keys("Dữ liệu")
    choose("Mức:", "Cảnh")
    seen.wait("mục trong danh sách")
    assert seen.chosen("Mức:") == "Cảnh báo"
    assert cell_errors(seen.page) == []


def test_each_tab_has_a_picture_with_its_words(seen):
    for title in ("Tổng quan", "Chỉ tiêu", "Đơn vị", "Xếp hạng", "Kịch bản", "Dữ liệu"):
        seen.turn(title)
        picture = seen.bench.locator(".thidua figure img").first
        picture.wait_for()
        assert picture.evaluate("e => e.complete && e.naturalWidth > 300 && e.alt.length > 60"), title


def test_every_tab_fits_a_laptop_without_scrolling_sideways_and_no_script_failed(seen):
    for width, height in ((1366, 768), (1280, 720)):
        seen.page.set_viewport_size({"width": width, "height": height})
        for title in ("Tổng quan", "Chỉ tiêu", "Đơn vị", "Xếp hạng", "Kịch bản", "Dữ liệu"):
            seen.turn(title)
            seen.bench.locator(f".thidua h2:text-is('{title}')").wait_for()
            assert seen.bench.evaluate("e => e.scrollWidth <= e.clientWidth + 1"), title
            upright = "all => all.filter(e => e.scrollHeight > e.clientHeight + 1).length"
            assert seen.bench.locator(".thidua .scroll").evaluate_all(upright) == 0, title  # one scroll bar
            sideways = "all => all.filter(e => e.scrollWidth > e.clientWidth + 1).length"
            assert seen.bench.locator(".thidua .scroll").evaluate_all(sideways) == 0, title
        seen.turn("Xếp hạng")
        seen.wait("theo kế hoạch")
        side = seen.bench.evaluate(
            "e => e.querySelector('.thidua h2').getBoundingClientRect().left > e.querySelector('.widget-slider').getBoundingClientRect().right"
        )
        assert side, width  # the result stands beside its control
        seen.turn("Kịch bản")
        seen.bench.locator(".thidua h2:text-is('Kịch bản')").wait_for()
        right = """e => e.querySelector('.thidua h2').getBoundingClientRect().left >
          Math.max(...[...e.querySelectorAll('select, textarea')].filter(s => s.offsetWidth).map(s => s.getBoundingClientRect().right))"""
        assert seen.bench.evaluate(right), width
        seen.turn("Chỉ tiêu")
        seen.wait("Khoảng cách từ đâu")
        gap = """e => [...e.querySelectorAll('.thidua table')].find(t => t.caption.innerText.startsWith('Khoảng cách'))
          .getBoundingClientRect().top - [...e.querySelectorAll('select')].pop().getBoundingClientRect().bottom"""
        assert 0 <= seen.bench.evaluate(gap) < 60, width
        sideways = "all => all.filter(e => e.scrollWidth > e.clientWidth + 1).length"
        assert seen.page.locator(".jp-Notebook .cm-scroller").evaluate_all(sideways) == 0, width  # nor do its cells
    assert seen.page.errors == []


def test_an_appraiser_marks_item_by_item_with_the_keyboard_alone(seen):
    seen.turn("Thẩm định")
    seen.wait("Minh chứng")
    seen.choose("Kỳ:", "2025")
    seen.wait("MC-2025-VP-ND-a")  # the evidence stands beside the mark
    keys, file = seen.page.keyboard, seen.page.data / "2025/tham_dinh.csv"
    before = file.read_text(encoding="utf-8").splitlines()
    label = "label:text-matches('^Văn phòng, điểm:$')"
    points = seen.bench.locator(f".widget-text:has({label}) input")
    points.focus()
    keys.press("Control+a")
    keys.type("3,5")
    keys.press("Tab")  # leaving the field keeps the mark
    seen.page.wait_for_function(
        "() => [...document.querySelectorAll('[role=status]')].some(e => e.innerText.includes('Đã lưu VP, ND-a'))"
    )
    keys.type("thiếu báo cáo quý")
    keys.press("Tab")
    for _ in range(40):
        after = file.read_text(encoding="utf-8").splitlines()
        if 'VP,ND-a,"3,5",thiếu báo cáo quý' in after:
            break
        seen.page.wait_for_timeout(250)
    assert 'VP,ND-a,"3,5",thiếu báo cáo quý' in after
    assert sorted(set(before) - set(after)) == ["VP,ND-a,4,"] and len(after) == len(before)
    following = seen.bench.get_by_role("button", name="Mục tiếp theo")
    following.focus()
    keys.press("Enter")
    seen.wait("MC-2025-VP-ND-b")
    for _ in range(4):  # on the way the table itself and its button may take the focus
        keys.press("Tab")
        if points.evaluate("e => e === document.activeElement"):
            break
    assert points.evaluate("e => e === document.activeElement")
    seen.choose("Kỳ:", "2024")
