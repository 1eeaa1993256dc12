"""Exports go through ``thidua map --yes`` and are counted: at most one question, the figures of a clean file."""

from __future__ import annotations

import json

import pytest
from exports import CLEAN, EXPORTS, FIGURES, HEAD, OTHER_FIGURES, OTHERS, as_csv
from small import plan, write_folder

from toolkit.commands.cli import main
from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period

PLAN = plan(
    targets=[
        {"id": "CT3", "name": "Định danh", "goal": "100%", "source": "ho_so_tthc", "population": {"channel": "online"}, "success": {"identified": True}, "points": 6},
        {
            "id": "CT4", "name": "Toàn trình", "goal": "80%", "source": "ho_so_tthc",
            "population": {"returned_at": "present", "status": ["done", "absent"]}, "date": "returned_at",
            "success": {"channel": "online", "online_result": True, "reentered": False}, "points": 6,
        },
    ]
)  # fmt: skip


def figures(data):
    """The figures of the two units, and whether the command ``check`` would end with 0."""
    evaluation = Workspace.open(data).evaluate(parse_period("2024"))
    found = {(i.unit, i.target): (i.numerator, i.denominator) for i in evaluation.indicators}
    return {key: found[key] for key in FIGURES}, evaluation.is_complete


def mapped(data, files, capsys, *options):
    code = main(["map", *(f"2024/{name}" for name in files), "--data", str(data), "--json", *options])
    return code, json.loads(capsys.readouterr().out)


def test_the_clean_file_has_the_figures_that_were_counted_by_hand(tmp_path):
    assert figures(write_folder(tmp_path, {"2024/ho_so_tthc.csv": as_csv([list(HEAD), *CLEAN])}, plan=PLAN)) == (
        FIGURES,
        True,
    )


def test_codes_are_read_alike_from_a_file_of_any_size(monkeypatch, tmp_path):
    monkeypatch.setattr("toolkit.sources.large_csv.LARGE", 1)
    monkeypatch.setattr("toolkit.sources.survey.LARGE", 1)
    (files, _) = EXPORTS["cơ sở dữ liệu, mã số"]
    assert figures(write_folder(tmp_path, {f"2024/{n}": c for n, c in files.items()}, plan=PLAN)) == (FIGURES, True)


def answers(monkeypatch, *lines):
    """Let a clerk type these lines; the list that comes back has what was asked."""
    asked, left = [], list(lines)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: (asked.append(question), left.pop(0))[1])
    return asked


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_has_the_figures_of_the_clean_file_after_at_most_one_question(name, monkeypatch, capsys, tmp_path):
    files, line = EXPORTS[name]
    data = write_folder(tmp_path, {f"2024/{each}": content for each, content in files.items()}, plan=PLAN)
    code, answer = mapped(data, files, capsys, "--yes")
    assert [each["findings"] for each in answer["files"] if any(f["level"] == "error" for f in each["findings"])] == []
    assert (code, [each["unknown"] for each in answer["files"] if each["unknown"]]) == (
        (3, [answer["files"][0]["unknown"]]) if line else (0, [])
    )
    if line:
        asked = answers(monkeypatch, line)
        assert main(["map", f"2024/{next(iter(files))}", "--data", str(data)]) == 0
        capsys.readouterr()
        assert len(asked) == 1
    assert figures(data) == (FIGURES, len(files) == 1)  # where each unit has its file, C has sent none


def share(id, source, success, **more):
    return {"id": id, "name": id, "goal": "80%", "source": source, "success": success, "points": 5, **more}


def test_the_other_lists_of_other_systems_need_no_question(capsys, tmp_path):
    targets = [
        share("VB", "van_ban", {"electronic": True, "signed": True}),
        share("HSCV", "ho_so_cong_viec", {"processed_online": True, "archived_online": True}),
        share("DVC", "dich_vu_cong", {"level": "full"}, population={"eligible": True}, nature="stock"),
        share("DLM", "du_lieu_mo", {"published_at": "present"}, population={"required": True}, nature="stock"),
        share("DH", "dieu_hanh", {"on_platform": True}),
        share("BC", "bao_cao", {"on_national_system": True}),
        share("CB", "can_bo", {"trained_basic": True}, nature="stock"),
        share("LD", "can_bo", {"trained_data": True}, population={"is_leader": True}, nature="stock"),
    ]
    files = {f"2024/{name}": content for name, content in OTHERS.items()}
    data = write_folder(tmp_path, files, plan=plan(targets=targets))
    code, answer = mapped(data, OTHERS, capsys, "--yes")
    assert [(each["file"], each["doubts"]) for each in answer["files"] if each["unknown"]] == []
    evaluation = Workspace.open(data).evaluate(parse_period("2024"))
    agency = {i.target: (i.numerator, i.denominator) for i in evaluation.indicators if i.unit == "SO"}
    assert (code, agency) == (0, OTHER_FIGURES)
    assert [f.line() for f in evaluation.findings if f.level == "error"] == []
