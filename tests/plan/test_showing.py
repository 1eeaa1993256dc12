"""A plan that is shown reads as the same plan: the sample, every plan of the cases, and what they leave unsaid."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small import plan as small_plan

from toolkit.plan import load_plan
from toolkit.plan.loader import plan_of
from toolkit.plan.showing import plan_text

TITLES = ("Phần, cấp, điều kiện", "Khen thưởng")  # the examples of the handbook that add up to a plan
ROOT = Path(__file__).parents[2]
PLANS = [ROOT / "data/ke_hoach.yaml", *sorted((ROOT / "tests/data").rglob("ke_hoach.yaml"))]
PLANS = [path for path in PLANS if "plans" in path.relative_to(ROOT).parts or path.parts[-2] in ("data", "second_plan")]

PLANS += sorted((ROOT / "toolkit/new/plans").rglob("ke_hoach.yaml"))


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


items = st.one_of(
    st.fixed_dictionaries({"points": st.integers(1, 9)}, optional={"counts": st.just("self"), "bonus": st.booleans()}),
    st.fixed_dictionaries({"rule": st.just("deduct"), "at_most": st.integers(1, 5)}),
    st.fixed_dictionaries({"points": st.integers(1, 9), "rule": st.sampled_from(["pass_fail", "threshold"])}),
)
goals = st.one_of(
    st.fixed_dictionaries({"goal": st.integers(1, 90).map("{}%".format), "points": st.integers(1, 9)}),
    st.fixed_dictionaries({"normalise": st.sampled_from(["min_max", "max"]), "points": st.integers(1, 9)}),
    st.fixed_dictionaries(
        {"goal": st.integers(0, 5), "better": st.just("lower"), "rule": st.just("pass_fail"), "points": st.just(2.5)}
    ),
    st.just({"goal": "80%", "points": 6, "rule": "curve", "curve": [["0%", 0], ["50%", 1.25], ["80%", 6]]}),
    st.just({"rule": "deduct", "each": 0.5, "measure": {"sum": "numerator"}}),
)
leaves = st.one_of(items, goals.map(lambda goal: {"source": "bao_cao_don_vi", **goal}))
nodes = st.recursive(
    leaves, lambda inner: st.fixed_dictionaries({"items": st.lists(inner, min_size=1, max_size=3)}), max_leaves=8
)
gates = st.fixed_dictionaries({}, optional={"at_least": st.just("50%"), "points": st.integers(1, 9)})


def named(node, counter):
    """A node with ids, and of every section in it."""
    n = next(counter)
    inner = {"items": [named(each, counter) for each in node["items"]]} if "items" in node else {}
    return {"id": f"M{n}", "name": f"Mục {n}", **node, **inner}


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.lists(nodes, min_size=1, max_size=3), gates), min_size=1, max_size=3))
def test_any_sections_read_the_same_when_they_are_shown(drawn):
    counter = count(1)
    sections = [
        named({"items": [{"points": 1}, *inner], **gate}, counter)
        | ({"else": {"points": 0}} if "at_least" in gate else {})
        for inner, gate in drawn
    ]
    made = json.dumps({key: value for key, value in small_plan(sections=sections).items() if key != "targets"})
    plan = plan_of(made, name="ke_hoach.yaml")
    assert plan_of(plan_text(plan), name="ke_hoach.yaml") == plan
    assert {each["id"] for each in sections} <= set(plan.standings)
