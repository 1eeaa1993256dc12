"""Conditions of the plan: values in any spelling, and what a column can never have."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from toolkit.plan.conditions import Conditions, canonical_value, condition_faults, fold_value
from toolkit.words.vocabulary import SOURCES

DOSSIERS, STAFF = SOURCES["ho_so_tthc"], SOURCES["can_bo"]


def read(raw):
    return TypeAdapter(Conditions).validate_python(raw)


def test_a_condition_is_one_value_or_several():
    assert read({"channel": "online", "level": ["full", 3], "identified": True}) == {
        "channel": ("online",),
        "level": ("full", 3),
        "identified": (True,),
    }
    assert read({}) == {}


@pytest.mark.parametrize("raw", [{"a": []}, {"a": None}, {"a": {"b": 1}}, {"a": [[1]]}, {"a": ["x", None]}])
def test_a_condition_without_a_plain_value_is_refused(raw):
    with pytest.raises(ValidationError, match="phải là một giá trị hoặc một danh sách giá trị không rỗng"):
        read(raw)


@pytest.mark.parametrize("raw", ["online", ["channel"], {1: "x"}, None])
def test_conditions_are_a_block_of_columns(raw):
    with pytest.raises(ValidationError, match="phải là danh sách cột"):
        read(raw)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Trực tuyến", "TRUC  TUYEN", True),
        ("Đúng", "dung", True),
        ("mức_độ 4", "Mức độ 4", True),
        ("-1", "1", False),
        ("1.0", "10", False),
    ],
)
def test_cells_of_a_closed_list_are_the_same_without_case_accents_and_blanks(one, other, same):
    assert (fold_value(one) == fold_value(other)) is same


@pytest.mark.parametrize(
    ("column", "value", "name"),
    [
        ("channel", "Trực tuyến", "online"),
        ("channel", "ONLINE", "online"),
        ("level", 4, "full"),
        ("level", "mức độ 3", "partial"),
        ("identified", True, "true"),
        ("identified", "Có", "true"),
        ("identified", False, "false"),
        ("identified", 0, "false"),
        ("channel", "fax", None),
        ("identified", "", None),
    ],
)
def test_a_value_is_known_by_its_word_or_its_name(column, value, name):
    assert canonical_value(DOSSIERS.column(column), value) == name


def told(target, source=DOSSIERS, added=()):
    return [(place, problem.partition(";")[0]) for place, problem in condition_faults(target, source, added)]


def test_a_sound_target_has_no_fault():
    sound = {
        "population": {"channel": "online", "returned_at": "present", "status": ["done", "absent"]},
        "success": {"service_id": "1.002", "identified": True},
        "date": "returned_at",
    }
    assert told(sound) == []
    assert told({"population": None, "success": "x", "date": None}) == []  # the models say what is wrong with these
    assert told({"success": {"trained_basic": True}}, STAFF) == []
    assert told({"success": {"loai": "x"}}, added={"loai"}) == []


@pytest.mark.parametrize(
    ("target", "faults"),
    [
        ({"success": {"chanel": "online"}}, [(("success", "chanel"), "nguồn ho_so_tthc không có cột 'chanel'")]),
        ({"population": {"channel": "fax"}}, [(("population", "channel"), "không có giá trị 'fax'")]),
        (
            {"success": {"channel": ["online", "fax", "tel"]}},
            [
                (("success", "channel", 1), "không có giá trị 'fax'"),
                (("success", "channel", 2), "không có giá trị 'tel'"),
            ],
        ),
        ({"success": {"due_at": "2024"}}, [(("success", "due_at"), "cột ngày chỉ nhận present hoặc absent")]),
        (
            {"success": {"service_id": True}},
            [(("success", "service_id"), "đây là cột chữ: ghi đúng chữ có trong tệp, ví dụ Có")],
        ),
        ({"date": "channel"}, [(("date",), "'channel' không phải là cột ngày của nguồn ho_so_tthc")]),
        ({"date": "x"}, [(("date",), "'x' không phải là cột ngày của nguồn ho_so_tthc")]),
    ],
)
def test_what_a_column_can_never_have_is_told_with_its_place(target, faults):
    assert told(target) == faults


def test_the_right_words_are_named():
    ((_, problem),) = condition_faults({"success": {"x": 1}}, SOURCES["tap_huan"], {"b", "a"})
    assert problem.endswith("các cột: staff_id, course, completed_at, a, b")
    ((_, problem),) = condition_faults({"success": {"channel": "fax"}}, DOSSIERS, ())
    assert problem.endswith("các giá trị: online, in_person, postal")
    ((_, problem),) = condition_faults({"date": "x"}, DOSSIERS, ())
    assert problem.endswith("các cột ngày: received_at, due_at, returned_at")
    ((_, problem),) = condition_faults({"date": "x"}, SOURCES["dich_vu_cong"], ())
    assert problem.endswith("các cột ngày: (không có)")


def test_a_column_that_the_plan_adds_is_text():
    assert told({"success": {"loai": True}}, added={"loai"}) == [
        (("success", "loai"), "đây là cột chữ: ghi đúng chữ có trong tệp, ví dụ Có")
    ]
    assert told({"date": "loai"}, added={"loai"})[0][0] == ("date",)
