"""Another department's plan, with other targets, units, points, bands and periods, runs as data alone."""

from __future__ import annotations

import csv
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from toolkit.commands.cli import main
from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period

FOLDER = Path(__file__).resolve().parents[1] / "data/second_plan"


@pytest.fixture(scope="module")
def evaluation():
    return Workspace.open(FOLDER).evaluate(parse_period("2026-H1"))


def test_its_units_are_those_of_its_structure(evaluation):
    assert [unit.id for unit in evaluation.units] == ["TC", "CC", "LT"]  # CU ended on 28/02/2026


def test_its_points_are_worked_out_by_its_rules(evaluation):
    points = {(item.unit, item.item): item.points for item in evaluation.items}
    # DUNGHAN, goal 95%, cap 110%: TC 95% → 40; CC 85,5/95 = 90% → 36; LT 100/95 = 105,26…% → 40 × 20/19.
    assert [points[u, "DUNGHAN"] for u in ("TC", "CC", "LT")] == [40, 36, Fraction(800, 19)]
    # TREHAN, from 5 days down to 1: TC 1 day → 20; CC 3 days: (3−5)/(1−5) = 1/2 → 10; LT did not report.
    assert [points[u, "TREHAN"] for u in ("TC", "CC", "LT")] == [20, 10, None]
    # HOP, goal 50%: TC 1 of 2 → 15; CC 1 of 1 is 200%, capped at 110% → 16,5; not assigned to LT.
    assert [points[u, "HOP"] for u in ("TC", "CC", "LT")] == [15, Fraction(33, 2), None]
    assert evaluation.item("LT", "HOP").state == "not_assigned"


def test_its_scores_ranks_and_bands(evaluation):
    # TC: 40 + 20 + 15 + 20 = 95 of 100. CC: 36 + 10 + 16,5 + 12,5 = 75 of 100.
    # LT: (800/19 + 25) of 40 + 25 = 103,2388… → 103,2 (missing is excluded, not assigned has left).
    assert {s.unit: (s.score, s.rank, s.band) for s in evaluation.scores} == {
        "TC": (Decimal("95.0"), 2, "Hoàn thành xuất sắc"),
        "CC": (Decimal("75.0"), 3, "Hoàn thành tốt"),
        "LT": (Decimal("103.2"), 1, "Hoàn thành xuất sắc"),
    }


def test_the_agency_sums_who_delivered(evaluation):
    # DUNGHAN: 190 + 171 + 100 of 200 + 200 + 100; TREHAN: 2 of 3 units reported, 4 days of 2: a part, not judged.
    assert evaluation.indicator("SNV", "DUNGHAN").value == Fraction(461, 500)
    days = evaluation.indicator("SNV", "TREHAN")
    assert (days.value, days.met, days.delivered, days.expected) == (2, None, 2, 3)


def test_the_command_writes_its_files_and_reports(tmp_path, capsys):
    assert main(["report", "--data", str(FOLDER), "--out", str(tmp_path), "--kind", "so_ket"]) == 3  # LT did not report
    said = capsys.readouterr()
    assert "chưa có số liệu chỉ tiêu TREHAN của đơn vị LT" in said.err
    with open(tmp_path / "2026-H1/scores.csv", encoding="utf-8", newline="") as file:
        assert [(r["unit"], r["score"], r["rank"]) for r in csv.DictReader(file)] == [
            ("CC", "75.0", "3"),
            ("LT", "103.2", "1"),
            ("TC", "95.0", "2"),
        ]
    html = (tmp_path / "2026-H1/so_ket.html").read_text(encoding="utf-8")
    for words in (
        "SỞ NỘI VỤ",
        "6 tháng đầu năm 2026",
        "/BC-SNV",
        "Hoàn thành xuất sắc",
        "Sáng kiến được công nhận",
        "chưa có số liệu",
    ):
        assert words in html
    assert "Bình Phước" not in html
    assert "Lao động" not in html
