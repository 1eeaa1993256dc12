"""``thidua plan``: the plan alone, checked or shown."""

from __future__ import annotations

import json

from small import PLAN, write_folder

from toolkit.commands.cli import main
from toolkit.plan import load_plan


def test_check_tells_every_fault_of_the_plan_and_needs_no_data(capsys, tmp_path):
    data = write_folder(tmp_path / "data", {})
    assert main(["plan", "check", "--data", str(data)]) == 0
    assert "dùng được: 1 chỉ tiêu" in capsys.readouterr().out
    faulty = json.loads(json.dumps(PLAN))
    faulty["targets"][0]["success"] = {"signd": True}
    faulty["targets"][0]["mesure"] = "count"
    data = write_folder(tmp_path / "faulty", {}, plan=faulty)
    assert main(["plan", "check", "--data", str(data)]) == 4
    said = capsys.readouterr().err
    assert "có lẽ là signed" in said and "đổi thành measure" in said


def test_show_prints_a_plan_that_reads_the_same(capsys, tmp_path):
    data = write_folder(tmp_path / "data", {})
    assert main(["plan", "show", "--data", str(data)]) == 0
    shown = tmp_path / "ke_hoach.yaml"
    shown.write_text(capsys.readouterr().out, encoding="utf-8")
    assert load_plan(shown) == load_plan(data / "ke_hoach.yaml")


def test_another_action_is_refused_with_the_nearest(capsys, tmp_path):
    assert main(["plan", "shwo", "--data", str(tmp_path)]) == 2
    assert "Có phải 'show'?" in capsys.readouterr().err
