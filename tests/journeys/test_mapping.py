"""Ten exports go through ``thidua map --yes`` and are counted: at most one question, the figures of a clean file."""

from __future__ import annotations

import json
import re

import pytest
from exports import CLEAN, EXPORTS, FIGURES, HEAD, as_csv
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


def typed(question):
    """What a clerk types: the number of the meaning on paper, and yes."""
    meaning = re.search(r"(\d) Đã trả kết quả", question)
    return meaning[1] if meaning else "c"


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_has_the_figures_of_the_clean_file_after_at_most_one_question(name, monkeypatch, capsys, tmp_path):
    files, questions = EXPORTS[name]
    data = write_folder(tmp_path, {f"2024/{each}": content for each, content in files.items()}, plan=PLAN)
    code, answer = mapped(data, files, capsys, "--yes")
    assert [each["findings"] for each in answer["files"] if any(f["level"] == "error" for f in each["findings"])] == []
    assert (code, sum(each["questions"] for each in answer["files"])) == (3 if questions else 0, questions)
    if questions:
        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        monkeypatch.setattr("builtins.input", typed)
        assert main(["map", f"2024/{next(iter(files))}", "--data", str(data)]) == 0
        capsys.readouterr()
    assert figures(data) == (FIGURES, len(files) == 1)  # where each unit has its file, C has sent none
