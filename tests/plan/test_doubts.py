"""What a plan may mean otherwise than it says."""

from __future__ import annotations

import json

import pytest
from small import plan, write_folder

from toolkit.commands.cli import main
from toolkit.plan import load_plan
from toolkit.plan.doubts import plan_doubts

SUM = {"id": "S", "name": "Sáng kiến", "source": "bao_cao_don_vi", "measure": {"sum": "numerator"}, "points": 5}


def told(tmp_path, *targets, units=("A", "B"), sections=()):
    parts = {"sections": list(sections)} if sections else {}
    folder = write_folder(tmp_path, {}, plan=plan(targets=list(targets), **parts))
    path = folder / "ke_hoach.yaml"
    found = plan_doubts(path, load_plan(path), units=units)
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(each.target, lines[each.row - 1].strip().rstrip(","), each.remedy) for each in found]


def test_a_goal_of_a_sum_that_is_the_agencys_as_well_is_told_with_its_line(tmp_path):
    ((target, line, remedy),) = told(tmp_path, {**SUM, "goal": 5})
    assert (target, line) == ("S", '"goal": 5')
    assert "{by: Mã đơn vị, A: …, else: …}" in remedy


def test_it_is_found_in_a_section_and_by_year(tmp_path):
    item = {**SUM, "id": "T", "source": "van_ban", "measure": "count", "goal": {2024: 5, 2025: 6}}
    section = {"id": "P", "name": "Phần", "items": [{"id": "N", "name": "Mục", "items": [item]}]}
    ((target, line, _),) = told(tmp_path, sections=[section])
    assert (target, line) == ("T", '"goal": {')


@pytest.mark.parametrize(
    "own",
    [
        {"goal": {"by": "Mã đơn vị", "A": 5, "else": 9}},
        {"goal": {"change": "+5%", "from": "previous_year"}},
        {"goal": 5, "units": ["A"]},
        {"goal": "80%", "measure": "share"},
    ],
)
def test_what_is_no_sum_or_has_goals_of_its_own_is_not_told(tmp_path, own):
    assert told(tmp_path, {**SUM, **own}) == []


def test_check_tells_it_and_ends_well(capsys, tmp_path):
    made = plan(targets=[{**SUM, "goal": 5}], words={"unit": "chi nhánh", "agency": "Công ty"})
    data = write_folder(tmp_path / "data", {}, plan=made)
    assert main(["plan", "check", "--data", str(data)]) == 0
    assert (
        "targets.S.goal: một tổng mà mức giao là của từng chi nhánh và cũng là của cả Công ty."
        in capsys.readouterr().out
    )
    assert main(["plan", "check", "--json", "--data", str(data)]) == 0
    assert [each["code"] for each in json.loads(capsys.readouterr().out)["findings"]] == ["KH-04"]
