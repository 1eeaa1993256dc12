"""Conditions of the plan: values in any spelling, and what a column can never have."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from toolkit.plan.comparisons import Comparisons
from toolkit.plan.conditions import Conditions, both_hold, canonical_value, columns_asked, condition_faults, fold_value
from toolkit.plan.standard import SOURCES

TEXT = "đây là cột chữ, không phải cột có/không: ghi đúng chữ có trong tệp, hoặc khai cột ở columns với type: yes_no"
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


@pytest.mark.parametrize("raw", [{"a": []}, {"a": None}, {"a": [{"at_least": 1}]}, {"a": [[1]]}, {"a": ["x", None]}])
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
        (
            {"success": {"due_at": "2024"}},
            [
                (
                    ("success", "due_at"),
                    "cột ngày chỉ nhận present, absent hoặc phép so sánh, ví dụ {on_or_before: 2025-03-05}",
                )
            ],
        ),
        (
            {"success": {"service_id": True}},
            [(("success", "service_id"), TEXT)],
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
    assert problem.endswith("các giá trị: online (Trực tuyến), in_person (Trực tiếp), postal (Bưu chính công ích)")
    ((_, problem),) = condition_faults({"date": "x"}, DOSSIERS, ())
    assert problem.endswith("các cột ngày: received_at, due_at, returned_at")
    ((_, problem),) = condition_faults({"date": "x"}, SOURCES["dich_vu_cong"], ())
    assert problem.endswith("các cột ngày: (không có)")


def test_a_column_that_the_plan_adds_is_text():
    assert told({"success": {"loai": True}}, added={"loai"}) == [(("success", "loai"), TEXT)]
    assert told({"date": "loai"}, added={"loai"})[0][0] == ("date",)


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ({"success": {"Ngày trả kết quả": "present"}}, "không có cột 'Ngày trả kết quả'; có lẽ là returned_at"),
        ({"success": {"ngay tra ket qua": "present"}}, "có lẽ là returned_at"),
        ({"success": {"returned_at": {"on_or_before": "Ngày hẹn trả"}}}, "để so; có lẽ là due_at"),
        ({"success": {"returned_at": True}}, "có lẽ là present"),
        ({"date": "Ngày hẹn trả"}, "nguồn ho_so_tthc; có lẽ là due_at"),
    ],
)
def test_a_column_called_as_in_the_files_is_known_again(target, said):
    ((_, problem),) = condition_faults(target, DOSSIERS, ())
    assert said in problem


@pytest.mark.parametrize("value", ["Có/Không", "có thể", 2])
def test_yes_and_no_are_told_as_one_writes_them(value):
    ((_, problem),) = condition_faults({"success": {"signed": value}}, SOURCES["van_ban"], ())
    assert problem == f"cột có/không không có giá trị {value!r}: ghi true (Có) hoặc false (Không)"


# Blocks within blocks, comparisons ---------------------------------------------------------------------------------


def test_blocks_nest_to_any_depth():
    raw = {
        "any_of": [{"channel": "online"}, {"not": {"any_of": [{"level": ["full", 3]}]}}],
        "not": {"identified": True},
    }
    assert read(raw) == {
        "any_of": ({"channel": ("online",)}, {"not": {"any_of": ({"level": ("full", 3)},)}}),
        "not": {"identified": (True,)},
    }
    assert read(read(raw)) == read(raw)  # what was read is understood again
    assert isinstance(read({"due_at": {"before": "returned_at"}})["due_at"], Comparisons)


@pytest.mark.parametrize(
    ("raw", "place", "problem"),
    [
        ({"any_of": {"channel": "online"}}, "any_of", "phải là danh sách khối điều kiện"),
        ({"any_of": []}, "any_of", "phải là danh sách khối điều kiện"),
        ({"any_of": [{"a": "x"}, {}]}, "any_of.1", "khối điều kiện trống"),
        ({"any_of": ["online"]}, "any_of.0", "phải là danh sách cột"),
        ({"not": ["online"]}, "not", "phải là danh sách cột"),
        ({"not": {"a": {"at_leat": 1}}}, "not.a.at_leat", "có lẽ là at_least"),
        ({"any_of": [{"not": {"a": []}}]}, "any_of.0.not.a", "danh sách giá trị không rỗng"),
    ],
)
def test_a_fault_within_blocks_is_told_at_its_place(raw, place, problem):
    with pytest.raises(ValidationError) as trouble:
        read(raw)
    ((at, told),) = trouble.value.errors()[0]["ctx"]["error"].faults
    assert ".".join(map(str, at)) == place and problem in told


@pytest.mark.parametrize(
    ("asked", "place", "problem"),
    [
        ({"returned_at": {"on_or_before": "due"}}, ("returned_at", "on_or_before"), "'due' để so; có lẽ là due_at"),
        ({"returned_at": {"before": "channel"}}, ("returned_at", "before"), "không có cột ngày 'channel'"),
        ({"returned_at": {"before": "returned_at"}}, ("returned_at", "before"), "so cột với chính nó"),
        ({"returned_at": {"within_days": 5, "of": "x"}}, ("returned_at", "of"), "không có cột ngày 'x'"),
        ({"returned_at": {"at_least": 5}}, ("returned_at", "at_least"), "at_least chỉ so cột số"),
        ({"service_id": {"at_least": 5}}, ("service_id", "at_least"), "at_least chỉ so cột số"),
        ({"channel": {"before": "due_at"}}, ("channel", "before"), "before chỉ so cột ngày"),
        ({"any_of": [{"chanel": "x"}]}, ("any_of", 0, "chanel"), "không có cột 'chanel'; có lẽ là channel"),
        ({"not": {"channel": ["online", "fax"]}}, ("not", "channel", 1), "không có giá trị 'fax'"),
        ({"channel": "Trực tuyen"}, None, ""),
        ({"channel": "Trưc tuyếnn"}, ("channel",), "có lẽ là Trực tuyến"),
    ],
)
def test_columns_and_values_within_blocks_are_held_against_the_source(asked, place, problem):
    faults = condition_faults({"success": asked}, DOSSIERS, ())
    assert [at for at, _ in faults] == ([("success", *place)] if place else [])
    assert all(problem in told for _, told in faults)
    again = condition_faults({"success": read(asked)}, DOSSIERS, ())  # of what was read, as of what the file has
    assert [problem for _, problem in again] == [problem for _, problem in faults]


@pytest.mark.parametrize("value", [True, False, "Có", "KHONG", "đúng"])
def test_yes_or_no_of_a_text_is_refused(value):
    assert told({"success": {"loai": value}}, added={"loai"}) == [(("success", "loai"), TEXT)]


def test_the_columns_of_a_block_are_those_that_it_looks_at():
    block = read({"a": "x", "any_of": [{"b": {"after": "c"}}, {"not": {"d": {"before": "period_end"}, "a": "y"}}]})
    assert columns_asked(block, None, {"e": ("z",)}) == ("a", "b", "c", "d", "e")


def test_two_blocks_hold_together():
    assert both_hold({"a": ("x",)}, {"b": ("y",)}) == {"a": ("x",), "b": ("y",)}
    one, other = {"not": {"a": ("x",)}}, {"not": {"b": ("y",)}}
    assert both_hold(one, other) == {"not": {"any_of": ({"not": one}, {"not": other})}}
