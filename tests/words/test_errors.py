"""Findings and refusals: one line, with place and remedy, that quotes nothing personal and fools no terminal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import toolkit
from toolkit.words.codes import CODES
from toolkit.words.errors import UNTIED, Finding, ToolkitError, UsageError, harmless


def finding(code="O-03", **more):
    return Finding(code, **{"problem": "sai.", "remedy": "sửa.", **more})


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ({}, "[O-03] sai. Cách sửa: sửa."),
        ({"file": "a.csv"}, "[O-03] a.csv: sai. Cách sửa: sửa."),
        (
            {"file": "a.xlsx", "sheet": "S1", "row": 3, "column": "Tử số"},
            '[O-03] a.xlsx › S1 › dòng 3 › cột "Tử số": sai. Cách sửa: sửa.',
        ),
        ({"column": "Tử số", "unit": "A", "target": "T"}, '[O-03] cột "Tử số": sai. Cách sửa: sửa.'),
        ({"row": 1}, "[O-03] dòng 1: sai. Cách sửa: sửa."),
        ({"file": "a\n  b.csv", "problem": "sai  nhiều."}, "[O-03] a b.csv: sai nhiều. Cách sửa: sửa."),
    ],
)
def test_a_finding_is_one_line_with_its_place(place, line):
    assert finding(**place).line() == line


def test_the_level_is_that_of_the_code_unless_lowered():
    assert [finding(code).level for code in ("O-03", "DONG-01", "TEP-06")] == ["error", "warning", "info"]
    assert finding("O-03", lowered=True).level == "warning"


def test_findings_are_sorted_by_level_then_code_then_place():
    listed = [
        finding("DONG-02", file="b"),
        finding("O-03", file="a", row=2),
        finding("O-03", file="a", row=10),
        finding("O-03", file="b", row=1),
        finding("A-01", lowered=True),
        finding("DONG-01", file="a"),
        finding("TEP-06"),
    ]
    backwards = listed[::-1]
    assert sorted(backwards, key=Finding.sort_key) == listed


@pytest.mark.parametrize("name", ["problem", "remedy", "file", "sheet", "column", "unit", "target"])
def test_no_part_of_a_finding_quotes_personal_data_or_moves_a_terminal(name):
    shown = getattr(finding(**{name: "Bà A 0912345678\x1b[31m"}), name)
    assert shown == "Bà A (không nêu)·[31m"


def test_a_text_for_readers_is_cut_if_it_is_huge():
    assert harmless("x" * 1000) == "x" * 1000
    assert harmless("x" * 1001) == "x" * 1000 + "…"
    assert harmless("Phòng\tA\n") == "Phòng\tA\n"
    assert harmless("a\u202eb\u200bc\x00d\ud800") == "a·b·c·d·"


def test_a_refusal_numbers_its_findings_under_what_it_says():
    error = ToolkitError("Không chấm được, hỏi 0912345678.", iter([finding(row=1), finding(row=2)]))
    assert str(error) == (
        "Không chấm được, hỏi (không nêu).\n"
        "  1. [O-03] dòng 1: sai. Cách sửa: sửa.\n"
        "  2. [O-03] dòng 2: sai. Cách sửa: sửa."
    )
    assert [each.row for each in error.findings] == [1, 2]
    assert str(ToolkitError("Dừng.")) == "Dừng."


def test_a_refusal_and_a_wrong_command_end_with_codes_of_their_own():
    assert (ToolkitError("x").exit_code, UsageError("x").exit_code) == (4, 2)
    assert issubclass(UsageError, ToolkitError)


def test_every_code_has_a_level_a_title_of_its_own_and_a_place_that_finds_it():
    used = set()
    for path in Path(toolkit.__file__).parent.rglob("*.py"):
        if path.name not in ("errors.py", "codes_files.py", "codes_figures.py"):
            used |= set(re.findall(r'"([A-Z]+-\d\d)"', path.read_text(encoding="utf-8")))
    assert used == set(CODES)
    assert {code.level for code in CODES.values()} == {"error", "warning", "info"}
    assert len({code.title for code in CODES.values()}) == len(CODES)
    assert {CODES[code].level for code in UNTIED} == {"error"}
