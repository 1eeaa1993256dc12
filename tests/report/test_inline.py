"""Pictures within a page: real text, ids of their own, the ink and the paper of the page; lines as small as a word."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from small import documents, plan, write_folder

from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.report import interim_report, unit_sheet
from toolkit.report.charts import bullet_chart, heatmap
from toolkit.report.inline import inline_svg, spark_svg
from toolkit.report.model import Figure, Spark
from toolkit.report.sparks import spark

NAMES = {"T1": "Văn bản ký số đúng hạn", "T2": "Văn bản điện tử", "T3": "Văn bản có mã"}


def target(id, signed, goal):
    return {
        "id": id,
        "name": NAMES[id],
        "goal": goal,
        "source": "van_ban",
        "success": {"signed": signed},
        "points": 10,
    }


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    made = plan(targets=[target("T1", True, "100%"), target("T2", True, "50%"), target("T3", False, "80%")])
    files = {f"{year}/van_ban.csv": documents(str(year), A=(n, 10), B=(n, 10)) for year, n in ((2023, 4), (2024, 6))}
    return Workspace.open(write_folder(tmp_path_factory.mktemp("inline"), files, plan=made))


@pytest.fixture(scope="module")
def evaluation(workspace):
    return workspace.evaluate(parse_period("2024"))


def texts(figure):
    return re.findall(r"<text[^>]*>([^<]*)</text>", figure.draw("svg").decode("utf-8"))


def test_bars_bear_names_and_the_nearest_to_its_goal_comes_first(evaluation):
    """60% of 50% is past its goal, 60% of 100% is three fifths of it, 40% of 80% half of it."""
    figure = bullet_chart(evaluation)
    places = [figure.alt.index(name) for name in ("Văn bản điện tử", "Văn bản ký số đúng hạn", "Văn bản có mã")]
    assert places == sorted(places)
    assert [text for text in texts(figure) if text in NAMES.values()] == [NAMES["T2"], NAMES["T1"], NAMES["T3"]]


def test_the_heatmap_bears_names_of_units_and_targets_not_their_codes(evaluation):
    said = texts(heatmap(evaluation))
    assert "Phòng A" in said and "Văn bản" in said
    assert not {"A", "T1"} & set(said)


def test_a_picture_in_a_page_is_named_described_and_has_ids_of_its_own(workspace, evaluation):
    report = interim_report(evaluation, history=workspace.history(parse_period("2024")))
    page = report._repr_html_()
    pictures = re.findall(r"<figure>.*?</figure>", page, re.DOTALL)
    figures = [block for section in report.sections for block in section.blocks if isinstance(block, Figure)]
    assert len(pictures) == len(figures) == 3
    for picture, figure in zip(pictures, figures):
        name, words = re.search(r'aria-labelledby="([\w-]+) ([\w-]+)"', picture).groups()
        assert f'<title id="{name}">{figure.title}</title><desc id="{words}">' in picture
        assert "<style" not in picture and "<image" not in picture and "#ffffff" not in picture
        assert set(re.findall(r"#(h[\w-]+)", picture)) <= set(re.findall(r' id="([\w-]+)"', picture))
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_the_smallest_letters_have_eleven_pixels_where_the_picture_scrolls():
    svg = b'<svg viewBox="0 0 400 10" width="1"><text style="font-size: 8px">a</text><text style="font-size: 5px">b</text></svg>'
    assert "--least: 881px" in inline_svg(svg, title="a", words="b")  # 400 × 11 / 5, and one for rounding
    assert inline_svg(svg, title="<a>", words="b").count("&lt;a&gt;") == 1


def test_a_spark_is_a_line_over_the_periods_and_a_bar_of_one():
    half, whole = Fraction(1, 2), Fraction(1)
    line = spark_svg(Spark((Fraction(0), None, whole), (half, half, half), "a: 0%; c: 100%"))
    assert 'aria-label="a: 0%; c: 100%"' in line
    assert 'd="M3 15M57 3"' in line  # nothing joins what a period is missing between
    assert '<path class="aim" d="M3 9L30 9L57 9"/>' in line
    bar = spark_svg(Spark((half,), (whole,), "50%"))
    assert '<rect y="5" width="30" height="8"/><path class="aim" d="M60 1V17"/>' in bar
    assert 'width="0"' in spark_svg(Spark((Fraction(0),), (None,), "0%"))
    assert len(line) < 400


def test_a_sheet_has_the_course_of_each_target_and_no_picture(workspace, evaluation):
    history = workspace.history(parse_period("2024"))
    sheet = unit_sheet(evaluation, unit="A", history=history)
    assert not any(isinstance(block, Figure) for section in sheet.sections for block in section.blocks)
    assert sheet._repr_html_().count('class="spark"') == 3
    course = spark(history, unit="A", target=evaluation.plan.target("T1"))
    assert course == Spark((Fraction(2, 5), Fraction(3, 5)), (whole := Fraction(1), whole), "2023: 40%; 2024: 60%")
    assert spark(history, unit="C", target=evaluation.plan.target("T1")) is None
