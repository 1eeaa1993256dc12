"""The two READMEs: the same commands, and they run; every code of a finding with its remedy."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import toolkit
from toolkit.plan import load_plan
from toolkit.words.errors import CODES

ROOT = Path(toolkit.__file__).resolve().parents[1]
VIETNAMESE, ENGLISH = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.en.md"))


def blocks(text):
    return re.findall(r"```(\w+)\n(.*?)```", text, re.S)


COMMANDS = [
    line
    for kind, block in blocks(VIETNAMESE)
    if kind == "bash"
    for line in block.splitlines()
    if line.startswith(".venv/bin/") and "jupyter lab" not in line
]


def test_both_languages_show_the_same_commands():
    assert blocks(VIETNAMESE) == blocks(ENGLISH)


def test_the_first_screens_name_two_make_commands_and_no_other():
    assert set(re.findall(r"make [a-z]+", VIETNAMESE.partition("### Các lệnh khác")[0])) == {"make report", "make test"}
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert all(f"\n{target}:" in makefile for target in ("report", "test"))


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_runs(command, tmp_path):
    for name in ("data", "notebooks"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "outputs").mkdir()
    program, *arguments = command.removeprefix(".venv/bin/").split()
    if arguments[0] == "verify":  # what it compares with
        subprocess.run(
            [sys.executable, "-m", "toolkit", "evaluate", "--quiet", *arguments[1:]], cwd=tmp_path, check=True
        )
    run = [sys.executable, "-m", {"thidua": "toolkit"}.get(program, program), *arguments]
    ended = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8")
    assert ended.returncode == 0, ended.stderr


def test_the_python_lines_run():
    (code,) = [block for kind, block in blocks(VIETNAMESE) if kind == "python"]
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert ended.returncode == 0, ended.stderr


def test_the_manual_lists_every_code_with_its_remedy():
    rows = dict(re.findall(r"^\| ([A-Z]+-\d+) \| (.+) \|$", VIETNAMESE, re.M))
    assert set(rows) == set(CODES)
    assert all(len(row.split(" | ")[1]) > 5 for row in rows.values())


def test_every_dependency_has_its_reason():
    names = re.findall(r'^  "([a-z0-9.-]+)>=', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.M)
    reasons = VIETNAMESE.partition("**Thư viện**")[2]
    assert [name for name in names if name not in reasons] == []


def test_links_and_pictures_are_there():
    for text in (VIETNAMESE, ENGLISH):
        for target in re.findall(r"\]\(([^)]+)\)", text):
            assert (ROOT / target).is_file(), target


def test_the_map_of_the_plan_names_every_clause_target_content_and_action():
    rows = re.findall(
        r"^\| ([IVN][^|]*?) \|(.*)\|$", VIETNAMESE.partition("## Bản đồ kế hoạch")[2].partition("\n## ")[0], re.M
    )
    clauses = [clause for clause, _ in rows]
    wanted = ["I.1", "I.2", "II.1", "II.2", "II.3", *(f"II.4 {letter}" for letter in "abcdđe")]
    wanted += [f"III.{n}" for n in range(1, 10)] + [f"IV.{n}" for n in range(1, 7)] + ["V.1", "V.2", "Nơi nhận"]
    assert [clause for clause in wanted if clause not in clauses] == []
    said = " ".join(row for _, row in rows)
    plan = load_plan(ROOT / "data/ke_hoach.yaml")
    assert [item.id for item in plan.items if f"`{item.id}`" not in said] == []
