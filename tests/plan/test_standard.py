"""The standard sources are declared in the language of a plan's own; no module names one of them."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import toolkit
from toolkit.plan.standard import REPORTED, SAMPLED, SOURCES, STAFF, VOTES


def test_the_shipped_file_declares_them_all():
    assert list(SOURCES)[:3] == ["ho_so_tthc", "dich_vu_cong", "ho_so_cong_viec"] and len(SOURCES) == 17
    assert not any(each.is_own for each in SOURCES.values())


def test_who_is_there_and_what_the_courses_tell_is_declared():
    staff = SOURCES["can_bo"]
    assert staff.strength == ("joined_at", "left_at")
    assert [(each.column.name, each.source, each.by) for each in staff.given] == [
        ("trained_basic", "tap_huan", ("staff_id", "staff_id")),
        ("trained_data", "tap_huan", ("staff_id", "staff_id")),
    ]


def test_numbers_of_what_is_not_counted_are_read_by_rules_of_their_own():
    kinds = {column.type for source in SOURCES.values() for column in source.columns}
    assert "figure" in kinds and "number" not in kinds


# The folder of a period's open data has the name of a source; no source is meant.
FOLDERS = {"publishing/jobs.py", "commands/arguments.py"}


def test_no_module_names_a_standard_source():
    """What a source is for stands in the shipped file alone: a module asks for the one with a role."""
    named = re.compile(
        rf"(?<![\w.])({'|'.join(SOURCES)})(?!\w|\.figure|\.table|\.body)"
    )  # what a notebook calls its report is none
    home = Path(toolkit.__file__).parent
    said = [
        f"{path.relative_to(home)}:{node.lineno}: {node.value[:80]}"
        for path in home.rglob("*.py")
        if path.relative_to(home).as_posix() not in FOLDERS
        for node in texts(ast.parse(path.read_text(encoding="utf-8")))
        if named.search(node.value)
    ]
    assert said == []


def texts(tree):
    """The texts of a module but for what it says of itself."""
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node


def test_the_shipped_file_says_which_source_has_which_part():
    assert (REPORTED, STAFF, VOTES) == ("bao_cao_don_vi", "can_bo", "bieu_quyet")
    assert SOURCES["bao_cao"].duties.late == ("due_at", "sent_at")
    assert dict(SOURCES["can_bo"].duties.told) == {"trained_basic": "cơ bản", "trained_data": "dữ liệu"}
    assert [name for name, each in SOURCES.items() if each.duties.listed] == ["dich_vu_cong", "can_bo"]
    assert len(SAMPLED) == len({each.duties.sample for each in SOURCES.values()} - {""})
    for source in SOURCES.values():  # every column that a duty names is one
        duties = source.duties
        days = [name for first, then, _ in duties.in_order for name in (first, then)]
        columns = (*duties.hand_written, *duties.late, *duties.decides, *duties.form_key, *days, *dict(duties.told))
        assert [name for name in columns if source.column(name) is None] == []
