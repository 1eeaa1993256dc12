"""Sections: what an entry is, where it stands, and that a plan with sections has its targets and items as any other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from plans import faults
from small import plan

from toolkit.plan import Plan
from toolkit.plan.loader import plan_of
from toolkit.plan.sections import every_section, raw_leaves, raw_sections

SECTIONS = [
    {
        "id": "LV1",
        "name": "Một",
        "items": [
            {"id": "TC1", "name": "a", "items": [{"id": "TC1.1", "name": "b", "points": 2}]},
            {"id": "TC2", "name": "c", "goal": "80%", "source": "bao_cao_don_vi", "points": 3},
        ],
    },
    {"id": "LV2", "name": "Hai", "points": 5, "items": [{"id": "TC3", "name": "d", "points": 4, "counts": "self"}]},
]


def test_everything_in_sections_is_in_the_plan_where_it_stands():
    made = Plan.model_validate(plan(sections=SECTIONS))
    assert [target.id for target in made.targets] == ["T1", "TC2"]
    assert [item.id for item in made.items] == ["T1", "TC1.1", "TC2", "TC3"]
    assert [item.id for item in made.appraised] == ["TC1.1", "TC3"]
    assert [section.id for section in every_section(made.sections)] == ["LV1", "TC1", "LV2"]
    assert dict(made.standings) == {
        "LV1": (1, ""),
        "TC1": (2, "LV1"),
        "TC1.1": (3, "TC1"),
        "TC2": (2, "LV1"),
        "LV2": (1, ""),
        "TC3": (2, "LV2"),
    }


def test_a_plan_with_sections_may_do_without_targets():
    made = Plan.model_validate({k: v for k, v in plan(sections=SECTIONS[1:]).items() if k != "targets"})
    assert made.targets == () and [item.id for item in made.items] == ["TC3"]
    with pytest.raises(ValueError, match="targets"):
        Plan.model_validate(plan(targets=[]))


def test_the_bare_file_is_walked_as_the_models_are():
    raw = {"sections": SECTIONS}
    assert [each["id"] for _, each in raw_leaves(raw)] == ["TC1.1", "TC2", "TC3"]
    assert [place for place, _ in raw_sections(raw)] == [
        ("sections", 0),
        ("sections", 0, "items", 0),
        ("sections", 1),
    ]
    assert list(raw_leaves({"sections": "x"})) == list(raw_sections({"sections": [1]})) == []


TEXT = """movement:
  id: thu
  name: Thử
  agency: {id: CQ, name: Cơ quan}
  start: 2025-01-01
  end: 2025-12-31
sections:
  - id: LV1
    name: Một
    items:
      - {id: TC1, name: a, points: 2}
      - {id: TC2, name: b, goal: 80%, source: bao_cao_don_vi, points: 3}
scoring: {bands: [{name: Tốt, from: 0}]}
"""


@pytest.mark.parametrize(
    ("old", "new", "row", "said", "remedy"),
    [
        ("points: 2}", "poins: 2}", 11, "sections.LV1.items.TC1.poins", "đổi thành points."),
        ("goal: 80%,", "goall: 80%,", 12, "sections.LV1.items.TC2.goall", "đổi thành goal."),
        ("    name: Một\n", "    name: Một\n    at_leest: 50%\n", 10, "sections.LV1.at_leest", "đổi thành at_least."),
        ("    name: Một\n", "    name: Một\n    at_least: 50%\n", 8, "thiếu else", ""),
        ("source: bao_cao_don_vi", "source: van_bann", 12, "có lẽ là van_ban", ""),
        ("id: TC2", "id: tc1", 12, "trùng với 'TC1'", ""),
    ],
)
def test_a_fault_in_a_section_has_its_line_and_what_is_nearest(tmp_path, old, new, row, said, remedy):
    assert TEXT.count(old) == 1
    found = faults(tmp_path, TEXT.replace(old, new))
    assert any(f.row == row and said in f.problem and remedy in f.remedy for f in found), [str(f) for f in found]


def test_the_example_of_the_handbook_is_a_plan():
    page = (Path(__file__).parents[2] / "docs/ke_hoach.md").read_text(encoding="utf-8")
    text = page.partition("## Phần, cấp, điều kiện")[2].partition("```yaml\n")[2].partition("```")[0]
    made = plan_of(TEXT.partition("sections:")[0] + text, name="ke_hoach.yaml")
    assert [item.id for item in made.items] == ["TC1.1", "TC1.2", "TC2", "TC3", "TC4", "TRU1", "THUONG1"]
    assert made.standings["TC1.2"] == (3, "TC1") and made.scoring.gates


def test_steps_of_a_target_are_no_items_of_a_section():
    steps = [{"from": "50%", "points": 2}, {"from": "80%", "points": 4}]
    target = {"id": "T", "name": "t", "goal": "80%", "source": "van_ban", "success": {"signed": True}, "points": 4}
    inner = {**target, "rule": "steps", "steps": steps}
    made = plan(targets=[], sections=[{"id": "P", "name": "p", "items": [inner]}])
    assert plan_of(json.dumps(made), name="x").target("T").rule == "steps"
