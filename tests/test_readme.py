"""The two READMEs and the pages for users: the same commands, and they run; every option, every library with its reason."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import toolkit
from toolkit.commands.arguments import help_text, parse

ROOT = Path(toolkit.__file__).resolve().parents[1]
VIETNAMESE, ENGLISH = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.en.md"))
OFFICE, ANALYST, REASONS = (
    (ROOT / f"docs/{name}.md").read_text(encoding="utf-8") for name in ("van_phong", "phan_tich", "vi_sao")
)


def blocks(text):
    return re.findall(r"```(\w+)\n(.*?)```", text, re.S)


def commands(text):
    lines = [line for kind, block in blocks(text) if kind == "bash" for line in block.splitlines()]
    return [line for line in lines if line.startswith(".venv/bin/") and "jupyter lab" not in line]


COMMANDS = list(dict.fromkeys(commands(VIETNAMESE) + commands(OFFICE) + commands(ANALYST)))


def test_both_languages_show_the_same_commands():
    assert blocks(VIETNAMESE) == blocks(ENGLISH)


def test_the_manual_is_short_and_each_reader_finds_his_part_within_a_screen():
    assert len(VIETNAMESE.encode()) <= 12_000
    for title in ("Người xem báo cáo", "Văn phòng Sở", "Người phân tích"):
        part = VIETNAMESE.partition(f"## {title}")[2].partition("\n## ")[0]
        assert 5 <= len([line for line in part.splitlines() if line]) <= 40


def test_the_first_screens_name_two_make_commands_and_no_other():
    assert set(re.findall(r"make [a-z]+", VIETNAMESE.partition("## Mọi lệnh")[0])) == {"make report", "make test"}
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert all(f"\n{target}:" in makefile for target in ("report", "test"))


@pytest.mark.slow
def test_the_commands_of_the_manual_run_one_after_the_other(tmp_path):
    """As an office would in one folder, the reports first: what is made is there for those that come after."""
    for name in ("data", "notebooks"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "outputs").mkdir()
    failed = {}
    for command in sorted(COMMANDS, key=lambda each: "report" not in each):
        program, *arguments = command.removeprefix(".venv/bin/").split()
        run = [sys.executable, "-m", {"thidua": "toolkit"}.get(program, program), *arguments]
        ended = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8")
        if ended.returncode:
            failed[command] = ended.stderr
    assert failed == {}


def test_the_python_lines_run():
    (code,) = [block for kind, block in blocks(VIETNAMESE) if kind == "python"]
    from_python = ANALYST.partition("## Từ Python")[2]
    assert [block for kind, block in blocks(from_python) if kind == "python"] == [code]
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert ended.returncode == 0, ended.stderr


@pytest.mark.slow
def test_the_cell_that_an_analyst_adds_runs_in_its_notebook():
    (cell,) = [block for kind, block in blocks(ANALYST.partition("## Từ Python")[0]) if kind == "python"]
    cells = json.loads((ROOT / "notebooks/so_ket.ipynb").read_text(encoding="utf-8"))["cells"]
    *before, _, _ = ["".join(each["source"]) for each in cells if each["cell_type"] == "code"]
    told = 'print(f"{thang.value.max():.0%} {thang.value.min():.0%}: {loi}")'
    code = "\n".join(["from IPython.display import display", *before, cell, told])
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert ended.returncode == 0, ended.stderr
    most, least, *said = re.findall(r"\d+%", ended.stdout.splitlines()[-1])
    assert said == [most, least], "the figure's alt says other numbers"


def test_the_page_of_the_office_lists_every_command_and_option_and_no_other(capsys):
    part = OFFICE.partition("## Mọi lệnh và tùy chọn")[2].partition("\n## ")[0]
    names = dict.fromkeys(re.findall(r"`thidua (\w+)[^`]*`", part))
    known = set()
    for name in names:
        with pytest.raises(SystemExit):
            parse([name, "--help"])
        known |= set(re.findall(r"--[a-z-]+", capsys.readouterr().out)) - {"--help"}
    listed = {option for row in re.findall(r"^\| (`--.+?) \|", part, re.M) for option in re.findall(r"--[a-z-]+", row)}
    assert listed == known
    assert set(re.findall(r"^  ([a-z]+) ", help_text(), re.M)) == set(names)


def test_every_dependency_has_its_reason():
    names = re.findall(r'^  "([a-z0-9.-]+)>=', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.M)
    reasons = REASONS.partition("## Thư viện")[2]
    assert [name for name in names if name not in reasons] == []


def test_every_reason_names_the_way_that_was_not_taken():
    reasons = re.findall(r"^- \*\*.+$", REASONS, re.M)
    assert len(reasons) > 40
    assert [reason for reason in reasons if "*Cách khác:*" not in reason] == []
