"""A plan that is shown reads as the same plan: the sample, every plan of the cases, and what they leave unsaid."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.plan import load_plan
from toolkit.plan.showing import plan_text

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


def test_what_is_not_said_is_shown():
    text = plan_text(load_plan(ROOT / "data/ke_hoach.yaml"))
    for line in ("cap: 100%", "missing: zero", "rule: linear", "measure: share", "units: all", "draws: 10000"):
        assert line in text, line
