"""How large a page is and how much a browser has to do to open it: a period of 15 units and of 63."""

from __future__ import annotations

import pytest
from wide import UNITS, wide_evaluation, wide_pages

from toolkit.publishing.publish import page_bytes
from toolkit.report import award_report, check_report, interim_report, unit_sheet
from toolkit.report.charts import heatmap, rank_chart
from toolkit.report.model import Figure


@pytest.fixture(scope="module")
def wide(tmp_path_factory):
    return wide_evaluation(tmp_path_factory.mktemp("wide"))


@pytest.fixture(scope="module")
def pages(wide, tmp_path_factory):
    assert len(wide[0].units) == UNITS
    return wide_pages(tmp_path_factory.mktemp("pages"), *wide)


def test_63_units_take_less_than_a_megabyte(pages):
    assert {path.name: size for path in pages.iterdir() if (size := path.stat().st_size) > 1_000_000} == {}


def test_15_units_take_less_than_400_kilobytes(tmp_path):
    evaluation, history = wide_evaluation(tmp_path, units=15)
    for report in (
        interim_report(evaluation, history=history),
        check_report(evaluation, history=history),
        award_report(evaluation),
        unit_sheet(evaluation, unit="DONVI07", history=history),
    ):
        assert 20_000 < len(page_bytes(report.title, *report.sections)) <= 400_000, report.title


def test_the_reports_of_the_sample_take_less_than_400_kilobytes_each(sample_pages):
    sizes = {path.name: path.stat().st_size for path in sample_pages.iterdir()}
    assert len(sizes) > 15
    assert {name: size for name, size in sizes.items() if size > 400_000} == {}


def test_a_sheet_of_a_unit_takes_at_most_60_kilobytes(sample_pages):
    assert len((sample_pages / "2024-phieu_don_vi.html").read_bytes()) <= 60_000


def test_no_picture_of_63_units_is_higher_than_a_page(wide):
    evaluation, history = wide
    for report in (interim_report(evaluation, history=history), award_report(evaluation)):
        for figure in (block for section in report.sections for block in section.blocks if isinstance(block, Figure)):
            height = float(figure.draw("svg").decode("utf-8").partition('height="')[2].partition("pt")[0])
            assert height <= 240 / 25.4 * 72, figure.caption


@pytest.mark.browser
def test_no_label_of_a_picture_is_cut_off(browser, wide):
    """Every text of every picture lies within it, with the fonts that the browser has."""
    evaluation, history = wide
    page = browser.new_page()
    for report in (interim_report(evaluation, history=history), award_report(evaluation)):
        for figure in (block for section in report.sections for block in section.blocks if isinstance(block, Figure)):
            page.set_content(figure.draw("svg").decode("utf-8").partition("?>")[2])
            cut = """all => { const frame = document.querySelector('svg').getBoundingClientRect(); return all.filter(each => {
                const box = each.getBoundingClientRect(); return box.left < frame.left || box.right > frame.right + 1 || box.top < frame.top || box.bottom > frame.bottom + 1; }).map(each => each.textContent); }"""
            assert page.locator("svg text").evaluate_all(cut) == [], figure.caption
    page.close()


@pytest.mark.browser
def test_a_browser_lays_it_out_a_few_times_while_it_opens_not_once_for_each_row(browser, pages):
    """What it has to do is counted; how long it takes says ``tests/benchmarks/pages.py``."""
    for path in pages.iterdir():
        page = browser.new_page()
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable")
        page.goto(path.as_uri())
        did = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
        page.close()
        assert 200 < did["Nodes"] <= 20_000, path.name  # it was really opened
        assert 1 <= did["LayoutCount"] <= 20, path.name
        assert did["RecalcStyleCount"] <= 20, path.name


def test_pictures_of_more_units_than_fit_on_a_page_show_some_and_say_which(tmp_path):
    evaluation, history = wide_evaluation(tmp_path, units=100)
    figures = {"heat": heatmap(evaluation), "ranks": rank_chart(evaluation)}
    for name, said in (
        ("heat", "(hình vẽ 66 trên 100 đơn vị, điểm thấp nhất"),
        ("ranks", "(hình vẽ 66 trên 100 đơn vị, hạng cao nhất"),
    ):
        height = float(figures[name].draw("svg").decode("utf-8").partition('height="')[2].partition("pt")[0])
        assert said in figures[name].caption
        assert height <= 240 / 25.4 * 72
    by_score = sorted(evaluation.scores, key=lambda each: each.score)
    lowest, highest = by_score[0], max(by_score, key=lambda each: each.score)
    short = evaluation.short_names
    assert f"{short[lowest.unit]}: CT1" in figures["heat"].alt
    assert f"{short[highest.unit]}: CT1" not in figures["heat"].alt
    names = evaluation.names
    assert f"{names[highest.unit]}: hạng 1" in figures["ranks"].alt and f"{names[lowest.unit]}: hạng" not in figures["ranks"].alt  # fmt: skip
