"""The standard sources are declared in the language of a plan's own; no module but the roles names one of them."""

from __future__ import annotations

from toolkit.plan.standard import SOURCES


def test_the_shipped_file_declares_them_all():
    assert list(SOURCES)[:3] == ["ho_so_tthc", "dich_vu_cong", "ho_so_cong_viec"] and len(SOURCES) == 14
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
