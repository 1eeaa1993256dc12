"""Percentages of the plan cannot be mistaken, and no plan file keeps a command busy: refused with the line and what was meant."""

from __future__ import annotations

import json

import pytest
from case_runs import FOLDER, run
from plans import SHIPPED, changed, faults
from small import plan, reported, write_folder

from toolkit.plan import Plan


def problems(tmp_path, made):
    """Place and problem of every fault of a plan."""
    return [finding.problem for finding in faults(tmp_path, json.dumps(made, ensure_ascii=False, indent=1))]


def counted(**keys):
    """A plan with one target that counts documents."""
    target = {"id": "T1", "name": "Văn bản", "goal": "80%", "source": "van_ban", "success": {"signed": True}}
    return plan(targets=[{**target, "points": 10, **keys}])


def test_a_floor_without_its_sign_is_refused_with_its_line_and_what_was_meant(capsys, tmp_path):
    done = run(capsys, tmp_path, FOLDER / "05_floor_without_percent", "evaluate", "2025")
    assert done.exit_code == 4
    assert "ke_hoach.yaml › dòng 9" in done.screen
    assert '"floor: 50%"' in done.screen
    assert not done.out.exists()


MISTAKEN = [
    ({"floor": 0.5}, "T1.floor", '"floor: 50%"'),
    ({"floor": 1}, "T1.floor", '"floor: 100%" hoặc "floor: 1%"'),
    ({"goal": 80, "floor": "50%"}, "T1.goal", '"goal: 80%"'),
    ({"goal": 0.8, "floor": "50%"}, "T1.goal", '"goal: 80%"'),
    ({"goal": 0, "floor": "50%"}, "T1.goal", '"goal: 0%"'),
    ({"goal": 80}, "T1.goal", '"goal: 80%"'),
    ({"goal": 0.8, "floor": 50}, "T1.floor", '"floor: 50%"'),
    ({"goal": {2022: "50%", 2025: 80}}, "T1.goal.2025", '"2025: 80%"'),
    ({"goal": {2022: "50%", 2025: "0.8%"}}, "T1.goal.2025", '"2025: 80%"'),
    ({"goal": "0,8%"}, "T1.goal", '"goal: 80%"'),
    ({"goal": "8000%"}, "T1.goal", '"goal: 80%"'),
    ({"goal": "120%"}, "T1.goal", "từ 0% đến 100%"),
    ({"goal": "-5%"}, "T1.goal", "từ 0% đến 100%"),
    ({"floor": "0.5%"}, "T1.floor", '"floor: 50%"'),
    ({"rule": "steps", "steps": [{"from": 80, "points": 5}]}, "T1.steps.1.from", '"from: 80%"'),
    ({"rule": "steps", "steps": [{"above": "50%", "to": 0.8, "points": 5}]}, "T1.steps.1.to", '"to: 80%"'),
    ({"rule": "steps", "steps": [{"from": "80%", "to": "60%", "points": 5}]}, "T1.steps.1", "mép dưới"),
]


@pytest.mark.parametrize(("keys", "place", "meant"), MISTAKEN)
def test_an_amount_of_a_target_that_cannot_be_meant_is_refused(tmp_path, keys, place, meant):
    (problem,) = problems(tmp_path, counted(**keys))
    assert problem.startswith(f"targets.{place}:")
    assert meant in problem


def test_counts_that_units_report_are_shares_as_well_where_the_goal_is_one(tmp_path):
    (problem,) = problems(tmp_path, reported({"id": "T1", "goal": "80%", "floor": 50, "points": 10}))
    assert '"floor: 50%"' in problem


@pytest.mark.parametrize(
    "keys",
    [
        {"goal": 0.8},
        {"goal": 0.8, "floor": 0.5},
        {"goal": "80%", "floor": 0},
        {"goal": "0.5%", "floor": "20%"},  # lower is better
        {"goal": "0%", "floor": "20%"},
        {"goal": 0.008, "floor": 0},
        {"goal": "1%"},
        {"goal": {2022: "50%", 2025: "80,5 %"}},
        {"rule": "steps", "steps": [{"from": "80%", "points": 5}, {"from": 0, "below": "80%", "points": 1}]},
    ],
)
def test_an_amount_that_can_be_meant_stands(keys):
    Plan.model_validate(counted(**keys))


def test_numbers_that_units_report_are_of_any_size():
    Plan.model_validate(reported({"id": "T1", "goal": 250, "floor": 0.5, "points": 10}))


OTHERS = [
    ({"scoring": {"cap": 120}}, "scoring.cap", '"cap: 120%"'),
    ({"scoring": {"cap": "1.2%"}}, "scoring.cap", '"cap: 120%"'),
    ({"scoring": {"cap": "12000%"}}, "scoring.cap", '"cap: 120%"'),
    ({"scoring": {"cap": "0%"}}, "scoring.cap", "từ 10% đến 1000%"),
    ({"scoring": {"bands": [{"name": "Tốt", "from": 0.9}]}}, "scoring.bands.Tốt.from", "thang 100; có lẽ là 90"),
    ({"min_score": 0.8}, "awards.a.min_score", "thang 100; có lẽ là 80"),
    ({"quota": 0.1}, "awards.a.quota", '"quota: 10%"'),
    ({"quota": "0.1%"}, "awards.a.quota", '"quota: 10%"'),
    ({"quota": "500%"}, "awards.a.quota", "từ 1% đến 100%"),
    ({"vote": 0.8}, "awards.a.vote", '"vote: 80%"'),
    ({"vote": 80}, "awards.a.vote", '"vote: 80%"'),
    ({"vote": "0.8%"}, "awards.a.vote", '"vote: 80%"'),
    ({"vote": "800%"}, "awards.a.vote", "ví dụ 80%"),
]


@pytest.mark.parametrize(("keys", "place", "meant"), OTHERS)
def test_every_other_share_of_the_plan_has_a_plausible_size(tmp_path, keys, place, meant):
    award = {"id": "a", "name": "A", "kind": "collective"}
    made = plan(**keys) if "scoring" in keys else plan(awards=[{**award, **keys}])
    (problem,) = problems(tmp_path, made)
    assert problem.startswith(f"{place}:")
    assert meant in problem


@pytest.mark.parametrize("cap", ["100%", "120%", 1, 1.2])
def test_a_cap_that_can_be_meant_stands(cap):
    assert Plan.model_validate(plan(scoring={"cap": cap})).scoring.cap >= 1


BOUNDLESS = {
    "lists in lists": ("movement: " + "[" * 100_000, "quá 20 tầng"),
    "lists in lists, a line each": ("movement: " + "[\n" * 100_000, "quá 20 tầng"),
    "blocks in blocks": ("".join(" " * n + "a:\n" for n in range(400)), "quá 20 tầng"),
    "questions": ("? " * 100_000, "quá 20 tầng"),
    "too many parts": (SHIPPED + "x: [" + "A, " * 60_000 + "A]\n", "quá 8.000 khóa và giá trị"),
    "too many documents": ("---\n" * 60_000, "quá 8.000 khóa và giá trị"),
    "a long text": (SHIPPED.replace("name: ", "name: " + "x" * 20_000, 1), "dài quá 10.000 chữ"),
    "too large": (SHIPPED + "#" * 300_000, "lớn hơn 250 KB"),
    "a number that fills the memory": (changed("    goal: 90%", "    goal: 1e999999999%"), "phải là số hoặc tỷ lệ"),
    "points that fill the memory": (
        SHIPPED.replace("    points: 6", "    points: '1e999999999'", 1),
        "không quá một triệu",
    ),
    "a number of many digits": (changed("    goal: 90%", "    goal: 0x" + "f" * 9_000), "phải là số hoặc tỷ lệ"),
    "a value of many digits": (changed("{level: full}", "{level: 0x" + "f" * 9_000 + "}"), "không có giá trị"),
}


@pytest.mark.parametrize(("text", "said"), BOUNDLESS.values(), ids=BOUNDLESS)
def test_a_plan_without_bounds_is_refused_at_once_with_the_reason(tmp_path, capsys, text, said):
    data = tmp_path / "data"
    data.mkdir()
    (data / "ke_hoach.yaml").write_text(text, encoding="utf-8")
    done = run(capsys, tmp_path, data, "evaluate", "2024")
    assert done.exit_code == 4
    assert said in done.screen


LONG = {
    "units": (
        "don_vi.csv",
        "Mã đơn vị,Tên đơn vị\n" + "".join(f"U{n},Đơn vị {n}\n" for n in range(50_001)),
        "50.001 dòng",
    ),
    "units, by size": ("don_vi.csv", "Mã đơn vị,Tên đơn vị\n" + "x" * 10_000_001, "lớn hơn 10 MB"),
    "transfers": (
        "sap_nhap.csv",
        "Từ đơn vị,Đến đơn vị,Ngày\n"
        + "A,B,01/03/2024\n" * 500
        + "".join(f"U{n},B,01/03/2024\n" for n in range(1_001)),
        "nhiều nhất là 1.000",
    ),
    "transfers, by size": ("sap_nhap.csv", "Từ đơn vị,Đến đơn vị,Ngày\n" + "x" * 10_000_001, "lớn hơn 10 MB"),
}


@pytest.mark.parametrize(("name", "content", "said"), LONG.values(), ids=LONG)
def test_a_list_beside_the_plan_that_is_longer_than_any_is_refused(tmp_path, capsys, name, content, said):
    data = write_folder(tmp_path / "data", {})
    (data / name).write_text(content, encoding="utf-8")
    done = run(capsys, tmp_path, data, "evaluate", "2024")
    assert done.exit_code == 4
    assert f"{name}" in done.screen and said in done.screen
    assert not done.out.exists()
