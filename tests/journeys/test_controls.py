"""What a reader can do with a report in a browser, offline: search, choose, sort, ask how a figure was worked out, compare."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from browsing import opened

from outputs import made_output
from toolkit.publishing.publish import page_bytes
from toolkit.report import html_tables
from toolkit.report.document import Report, Section
from toolkit.report.model import Table

pytestmark = pytest.mark.browser
NAMES = ("Đào", "Dung", "Ân", "An", "Đạo")
FIGURES = ("95,5% (19/20)", "1.234,5", "không giao", "−2", "giảm 3 điểm phần trăm")


@pytest.fixture(scope="module")
def pages(sample_pages, searched_pages, tmp_path_factory):
    folder = shutil.copytree(sample_pages, tmp_path_factory.mktemp("pages"), dirs_exist_ok=True)
    shutil.copytree(searched_pages, folder, dirs_exist_ok=True)
    rows = tuple(zip(NAMES, FIGURES, ("05/02/2024", "12/01/2024", "–", "01/3/2023", "31/12/2024")))
    table = Table("Thử", ("Tên", "Số", "Ngày"), rows, "lrc", searchable=True, filters=("Tên",))
    report = Report("Thử", (Section("I", "Thử", (table,)),))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(html_tables, "SEARCHED", 5)
        (folder / "small.html").write_bytes(page_bytes(report.title, *report.sections))
    return folder


@pytest.fixture
def page(browser, pages, request):
    name = getattr(request, "param", "2025-so_ket")
    shown, asked, said = opened(browser, pages / f"{name}.html")
    yield shown
    assert (asked, said) == ([], [])
    shown.close()


def table_of(page, caption):
    return page.locator("table", has=page.locator("caption", has_text=caption))


def tools_of(page, caption):
    return page.locator(f".tools:has(+ .scroll table:has(caption:has-text('{caption}')))")


def column(page, caption, n):
    return table_of(page, caption).locator(f"tbody tr:visible > :nth-child({n})").all_text_contents()


def sort(page, name):
    page.get_by_role("columnheader", name=name).get_by_role("button").click()


@pytest.mark.parametrize("page", ["small"], indirect=True)
def test_a_column_is_sorted_as_vietnamese_words_numbers_and_dates_and_back(page):
    sort(page, "Tên")
    assert column(page, "Thử", 1) == ["An", "Ân", "Dung", "Đào", "Đạo"]
    assert page.get_by_role("columnheader", name="Tên").get_attribute("aria-sort") == "ascending"
    sort(page, "Tên")
    assert column(page, "Thử", 1) == ["Đạo", "Đào", "Dung", "Ân", "An"]
    sort(page, "Tên")
    assert column(page, "Thử", 1) == list(NAMES)
    assert page.get_by_role("columnheader", name="Tên").get_attribute("aria-sort") == "none"
    sort(page, "Số")
    assert column(page, "Thử", 2) == ["giảm 3 điểm phần trăm", "−2", "95,5% (19/20)", "1.234,5", "không giao"]
    sort(page, "Số")
    assert column(page, "Thử", 2) == ["1.234,5", "95,5% (19/20)", "−2", "giảm 3 điểm phần trăm", "không giao"]
    sort(page, "Ngày")
    assert column(page, "Thử", 3) == ["01/3/2023", "12/01/2024", "05/02/2024", "31/12/2024", "–"]
    assert page.get_by_role("columnheader", name="Số").get_attribute("aria-sort") == "none"
    assert page.get_by_role("status").text_content() == "Sắp xếp theo “Ngày”, tăng dần."


def test_units_and_states_are_chosen_and_what_is_chosen_adds_to_the_search(page):
    caption = "Kết quả từng chỉ tiêu"
    tools = tools_of(page, caption)
    tools.get_by_label("Trạng thái:").select_option("Không phát sinh")
    assert column(page, caption, 1) == ["Thanh tra Sở"]
    tools.get_by_label("Trạng thái:").select_option("Chưa đạt")
    tools.get_by_role("searchbox").fill("PHONG lao dong")
    assert column(page, caption, 1) == ["Phòng Lao động - Việc làm"]
    assert tools.get_by_role("status").text_content() == "Hiện 1/10 dòng; khi in vẫn đủ mọi dòng."
    tools.get_by_role("searchbox").fill("")
    tools.get_by_label("Trạng thái:").select_option("")
    tools.get_by_label("Đơn vị:").select_option("Văn phòng Sở")
    assert column(page, caption, 1) == ["Văn phòng Sở"]
    assert table_of(page, caption).locator("tfoot tr:visible").count() == 2


def test_one_year_or_one_kind_of_points_is_shown_and_the_rest_comes_back(page):
    heads = table_of(page, "Bảng 5.").locator("th[scope=col]:visible")
    every = heads.all_text_contents()
    tools_of(page, "Bảng 5.").get_by_label("Kỳ:").select_option("Năm 2024")
    assert heads.all_text_contents() == ["Chỉ tiêu", "Năm 2024", "Kỳ cuối so với kỳ đầu"]
    assert table_of(page, "Bảng 5.").locator("tfoot td:visible").count() == 2
    tools_of(page, "Bảng 5.").get_by_label("Kỳ:").select_option("")
    assert heads.all_text_contents() == every
    points = table_of(page, "Bảng 6.").locator("th[scope=col]:visible")
    tools_of(page, "Bảng 6.").get_by_label("Điểm:").select_option("Tự chấm")
    assert points.all_text_contents() == ["Đơn vị", "Điểm tự chấm", "Chênh lệch"]
    tools_of(page, "Bảng 6.").get_by_label("Điểm:").select_option("Thẩm định")
    assert points.all_text_contents() == ["Hạng", "Đơn vị", "Xếp loại", "Điểm thẩm định", "Chênh lệch"]


def test_the_figures_are_seen_in_todays_structure_or_as_it_was(page):
    today, was = table_of(page, "Kết quả từng chỉ tiêu"), table_of(page, "theo cơ cấu tổ chức khi đó")
    assert (today.is_visible(), was.is_visible()) == (True, True)
    page.get_by_label("Cơ cấu tổ chức:").select_option("Cơ cấu khi đó")
    assert (today.is_visible(), was.is_visible()) == (False, True)
    assert not tools_of(page, "Kết quả từng chỉ tiêu").is_visible()
    page.get_by_label("Cơ cấu tổ chức:").select_option("Cơ cấu ngày cuối kỳ")
    assert (today.is_visible(), was.is_visible()) == (True, False)
    page.get_by_label("Cơ cấu tổ chức:").select_option("")
    assert (today.is_visible(), was.is_visible()) == (True, True)


def test_the_working_of_a_figure_is_opened_by_keyboard_and_left_again(page):
    table = table_of(page, "Kết quả từng chỉ tiêu")
    assert table.locator("button.figure[tabindex='0']").count() == 1
    table.locator("button.figure[tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Thanh tra Sở – CT2")
    told = dict(zip(dialog.locator("dt").all_text_contents(), dialog.locator("dd").all_text_contents()))
    shown = table.locator("tbody tr:nth-child(2) td:nth-child(3)").text_content()
    assert shown == f"{told['CT2 (90%)']}"
    assert f"{told['Tử số']}/{told['Mẫu số']}" in shown
    assert told["Mức giao"] == "90%"
    assert told["Tử số đếm thêm điều kiện"] == "Xử lý trên mạng: Có; Lưu trữ trên mạng: Có"
    assert len(told["SHA-256 của 2025/ho_so_cong_viec.csv"]) == 64
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert page.evaluate("document.activeElement.closest('td').dataset.target") == "CT2"


@pytest.mark.parametrize("page", ["2025-phieu_don_vi"], indirect=True)
def test_a_unit_opens_the_working_of_its_figures_and_of_those_of_the_agency(page):
    table = table_of(page, "Bảng 2. Kết quả các chỉ tiêu của đơn vị")
    row = table.locator("tbody tr", has_text="CT2.")
    for column in (4, 9):
        row.locator(f"td:nth-child({column}) button.figure").click()
        dialog = page.get_by_role("dialog")
        told = dict(zip(dialog.locator("dt").all_text_contents(), dialog.locator("dd").all_text_contents()))
        own = row.locator("td:nth-child(3)").text_content()
        assert (f"{told['Tử số']}/{told['Mẫu số']}" == own) == (column == 4)
        assert told["Mức giao"] == "90%"
        assert told["Tử số đếm thêm điều kiện"] == "Xử lý trên mạng: Có; Lưu trữ trên mạng: Có"
        assert len(told["SHA-256 của 2025/ho_so_cong_viec.csv"]) == 64
        page.keyboard.press("Escape")
        assert not dialog.is_visible()


def test_a_filter_leaves_the_first_figure_that_shows_within_reach_of_the_tab_key(page):
    tools_of(page, "Kết quả từng chỉ tiêu").get_by_role("searchbox").fill("cai nghien")
    reached = table_of(page, "Kết quả từng chỉ tiêu").locator("button.figure[tabindex='0']")
    assert reached.count() == 1
    assert reached.is_visible()


def words(path):
    run = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, encoding="utf-8")
    return run.stdout


def test_paper_shows_everything_in_its_first_order_whatever_was_chosen(page, tmp_path):
    page.pdf(path=tmp_path / "before.pdf", prefer_css_page_size=True)
    page.get_by_label("Cơ cấu tổ chức:").select_option("Cơ cấu khi đó")
    tools_of(page, "Bảng 5.").get_by_label("Kỳ:").select_option("Năm 2024")
    tools_of(page, "Bảng 6.").get_by_label("Điểm:").select_option("Tự chấm")
    table_of(page, "Bảng 6.").get_by_role("columnheader", name="Đơn vị").get_by_role("button").click()
    for box in page.get_by_role("searchbox").all():
        box.fill("không có dòng nào như thế") if box.is_visible() else None
    page.pdf(path=tmp_path / "after.pdf", prefer_css_page_size=True)
    assert words(tmp_path / "after.pdf") == words(tmp_path / "before.pdf")
    assert "Tìm trong bảng" not in words(tmp_path / "after.pdf")


def found(page, wanted, *, files, under):
    """The search over all files shows these, under these headings, and hides nothing else; without it all are back."""
    find = page.get_by_label("Tìm báo cáo, bảng, tệp (không cần dấu):")
    notes = page.locator("p:visible").all_text_contents()
    find.fill(wanted)
    assert page.locator("ul.links li:visible").all_text_contents() == files
    assert page.locator("h3:visible").all_text_contents() == under
    assert page.locator("p:visible").all_text_contents() == notes
    find.fill("")
    assert page.locator("ul.links li:visible").count() == page.locator("ul.links li").count()


def test_two_periods_are_compared_and_every_file_is_found_on_the_front_page(browser, tmp_path):
    out = made_output(tmp_path)
    page, asked, said = opened(browser, out / "index.html")
    page.locator(".fold summary").click()
    caption = "Kết quả các chỉ tiêu của cơ quan"
    tools_of(page, caption).get_by_label("So sánh kỳ:").select_option("Năm 2024")
    tools_of(page, caption).get_by_label("so với:").select_option("Năm 2023")
    assert table_of(page, caption).locator("thead th:visible").all_text_contents()[1:] == [
        "Năm 2023",
        "Năm 2024",
        "Năm 2024 so với năm 2023",
    ]
    assert column(page, caption, 5) == ["tăng 30 điểm phần trăm"]
    found(page, "2024 so ket", files=["Báo cáo sơ kết"], under=["Năm 2024: báo cáo"])
    found(page, "to trinh", files=[], under=[])  # it names people: the internal page leads there
    assert (asked, said) == ([], [])
    page.close()
    page, asked, said = opened(browser, out / "noi_bo.html")
    found(page, "2024 to trinh", files=["Tờ trình"], under=["Năm 2024: hồ sơ khen thưởng (Word)"])
    assert (asked, said) == ([], [])
    page.close()


@pytest.mark.parametrize("page", ["2024-phieu_don_vi"], indirect=True)
def test_a_unit_tries_further_cases_in_its_sheet_and_paper_does_not_show_it(page):
    box = page.locator(".try")
    said, names = box.locator("output"), box.get_by_role("combobox").locator("option").all_text_contents()
    assert len(names) == len(set(names)) >= 1
    steps = page.evaluate("() => document.querySelector('.try').dataset.ranked")
    assert f"/{steps}, xếp loại " in said.text_content()
    cases = box.get_by_role("spinbutton")
    for wrong in ("-1", "1.5", "100000", ""):
        cases.fill(wrong)
        assert said.text_content().startswith("Nhập số nguyên từ 0 đến ")
    cases.fill("0")
    now = said.text_content()
    own = page.locator("table", has_text="Điểm và vị trí của đơn vị").locator("tbody tr")
    assert now.split(" điểm")[0] in own.text_content()  # nothing more: the official score
    box.get_by_role("combobox").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowUp")
    assert (cases.input_value(), said.text_content() != "") == ("1", True)
    page.emulate_media(media="print")
    assert not box.is_visible()
    page.emulate_media(media="screen")
