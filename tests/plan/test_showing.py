"""A plan that is shown reads as the same plan: the sample, every plan of the cases, and what they leave unsaid."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.plan import load_plan
from toolkit.plan.loader import plan_of
from toolkit.plan.showing import plan_text

TITLES = ("Phần, cấp, điều kiện", "Khen thưởng")  # the examples of the handbook that add up to a plan
ROOT = Path(__file__).parents[2]
PLANS = [ROOT / "data/ke_hoach.yaml", *sorted((ROOT / "tests/data").rglob("ke_hoach.yaml"))]
PLANS = [path for path in PLANS if "plans" in path.parts or path.parts[-2] in ("data", "second_plan")]


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.parent.name)
def test_a_plan_that_is_shown_reads_the_same(path, tmp_path):
    plan = load_plan(path)
    shown = tmp_path / "ke_hoach.yaml"
    shown.write_text(plan_text(plan), encoding="utf-8")
    again = load_plan(shown)
    assert again == plan
    assert plan_text(again) == plan_text(plan)


def test_the_plan_of_the_handbook_reads_the_same_when_it_is_shown(tmp_path):
    page = (ROOT / "docs/ke_hoach.md").read_text(encoding="utf-8")
    parts = [page.partition(f"## {title}")[2].partition("```yaml\n")[2].partition("```")[0] for title in TITLES]
    head = (ROOT / "tests/data/cases/plans/05_nhom_linh_vuc/ke_hoach.yaml").read_text(encoding="utf-8")
    source = (
        "sources: {doanh_nghiep: {columns: {ma: {header: Mã, type: id}, dv: {header: ĐV, type: unit}}, key: [ma]}}\n"
    )
    plan = plan_of(
        head.partition("sections:")[0] + "".join(parts) + source + "holidays: [2025-01-01]\n", name="ke_hoach.yaml"
    )
    assert plan.sections and len(plan.awards) == 3 and plan.holidays
    assert plan_of(plan_text(plan), name="ke_hoach.yaml") == plan


def test_what_is_not_said_is_shown():
    text = plan_text(load_plan(ROOT / "data/ke_hoach.yaml"))
    for line in ("cap: 100%", "missing: zero", "rule: linear", "measure: share", "units: all", "draws: 10000"):
        assert line in text, line
