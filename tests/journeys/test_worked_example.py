"""The worked example of the page on the plan: its files are what they are there, its figures what the page says."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from toolkit.commands.cli import main
from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.report import interim_report
from toolkit.report.html import section_html
from toolkit.words.formatting import NBSP

PAGE = (Path(__file__).parents[2] / "docs/ke_hoach.md").read_text(encoding="utf-8")
PART = PAGE.partition("## Một ví dụ trọn vẹn\n")[2].partition("\n## ")[0]
FILES = dict(re.findall(r"`vi_du/([^`]+)`:\n\n```\w+\n(.*?)```", PART, re.DOTALL))
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in PART.splitlines() if line.startswith("|")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The files of the page."""
    root = tmp_path_factory.mktemp("vi_du")
    for name, text in FILES.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def test_the_figures_are_those_of_the_page(folder):
    assert set(FILES) == {"ke_hoach.yaml", "don_vi.csv", "2026/phan_anh.csv", "2026/tham_dinh.csv"}
    e = Workspace.open(folder).evaluate(parse_period("2026"))
    assert [f.line() for f in e.findings if f.level != "info"] == []
    for unit, figure, *points, score, rank, band in ROWS[2:]:
        found = e.indicator(unit, "A1")
        assert f"{found.numerator}/{found.denominator}" == figure
        if unit == e.agency:
            continue
        own = {each.item: each.points for each in (*e.items_of(unit), *e.subtotals[unit])}
        assert [own[id] for id in ("A1", "A2", "A")] == [Fraction(each) for each in points]
        scored = e.score(unit)
        assert (scored.score, scored.rank, scored.band) == (int(score), int(rank), band)
    assert [(each.nominee.unit, each.proposed) for each in e.awards if each.proposed == "yes"] == [("NOI", "yes")]


def test_its_report_calls_things_as_it_does(folder):
    report = interim_report(Workspace.open(folder).evaluate(parse_period("2026")))
    body = [each for each in report.sections if not each.appendix]
    said = re.sub(r"<[^>]+>", " ", "".join(section_html(each.id, each.title, each.blocks) for each in body)).replace(
        NBSP, " "
    )
    assert "1 phản ánh chưa được tính" in said and "Phục vụ người bệnh" in said
    assert re.findall(r"hồ sơ(?! khen thưởng)|đơn vị", said, re.IGNORECASE) == []


def test_the_plan_alone_is_checked_and_has_data_made_of_it(tmp_path):
    for name in ("ke_hoach.yaml", "don_vi.csv"):
        (tmp_path / name).write_text(FILES[name], encoding="utf-8")
    assert main(["plan", "check", "--data", str(tmp_path)]) == 0
    assert main(["sample", str(tmp_path), "--rows", "20", "--periods", "2026"]) == 0
    assert main(["check", "2026", "--data", str(tmp_path)]) == 0
