"""Headers that the plan gives to columns, and columns that it adds: none of them may mean two things."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from toolkit.plan.aliases import Spellings, added_columns, alias_faults, columns_named
from toolkit.words.vocabulary import SOURCES

DOCUMENTS = SOURCES["van_ban"]


def test_a_key_is_a_column_or_a_header_of_one():
    aliases = {"unit": ["TenDonVi", "Đơn vị"], "Chữ ký": ["signed"], "loai": ["Loại"], "kieu": ["Kiểu", "signed"]}
    assert columns_named(DOCUMENTS, aliases) == {
        "unit": ("unit", ("TenDonVi", "Đơn vị")),
        "Chữ ký": ("signed", ("Chữ ký",)),
        "loai": ("loai", ("Loại",)),
        "kieu": ("kieu", ("Kiểu", "signed")),
    }
    assert added_columns(DOCUMENTS, aliases) == {"loai", "kieu"}
    assert added_columns(DOCUMENTS, {}) == set()


def test_headers_are_one_text_or_several():
    read = TypeAdapter(Spellings).validate_python
    assert read("Loại") == ("Loại",)
    assert read(["Loại", "Kiểu"]) == ("Loại", "Kiểu")
    for raw in (3, None, ["Loại", 3], {"a": "b"}):
        with pytest.raises(ValidationError, match="phải là tên cột trong tệp"):
            read(raw)


@pytest.mark.parametrize(
    "aliases",
    [
        {"unit": ["TenDonVi"]},
        {"signed": ["Ký số"]},  # its own header
        {"signed": ["Chữ ký", "chu ky"]},  # one header in two spellings
        {"loai": ["Loại"], "Loại_VB": ["Loại văn bản"]},
        {"a" * 40: ["Loại"]},
        {"Chữ ký": ["signed"]},
    ],
)
def test_headers_and_columns_of_their_own_are_taken(aliases):
    assert alias_faults(DOCUMENTS, aliases) == []


@pytest.mark.parametrize(
    ("aliases", "key", "said"),
    [
        ({"electronic": ["Ký số"]}, "electronic", "tên cột 'Ký số' đã là của cột signed"),
        ({"loai": ["Loại"], "kieu": ["LOAI"]}, "kieu", "tên cột 'LOAI' đã là của cột loai"),
        ({"loai": ["— —"]}, "loai", "tên cột '— —' không có chữ hay số nào"),
        ({"Signed": ["x", "y"]}, "Signed", "tên cột 'Signed' chỉ khác 'signed' ở chữ hoa, chữ thường"),
        ({"loai": ["x"], "LOAI": ["y"]}, "LOAI", "tên cột 'LOAI' chỉ khác 'loai' ở chữ hoa, chữ thường"),
        ({"conflict": ["x"]}, "conflict", "không đặt được tên cột 'conflict'"),
        ({"ROW": ["x"]}, "ROW", "không đặt được tên cột 'ROW'"),
        ({"a__b": ["x"]}, "a__b", "không đặt được tên cột 'a__b'"),
        ({"1a": ["x"]}, "1a", "không đặt được tên cột '1a'"),
        ({"a b": ["x"]}, "a b", "không đặt được tên cột 'a b'"),
        ({"a" * 41: ["x"]}, "a" * 41, "không đặt được tên cột"),
    ],
)
def test_a_name_or_header_that_would_mean_two_things_is_refused(aliases, key, said):
    ((place, problem),) = alias_faults(DOCUMENTS, aliases)
    assert place == (key,)
    assert problem.startswith(said)


def test_a_column_that_the_toolkit_computes_is_read_from_no_file():
    ((place, problem),) = alias_faults(SOURCES["can_bo"], {"trained_basic": ["Đã học"]})
    assert (place, problem) == (("trained_basic",), "cột này do bộ công cụ tính, không đọc từ tệp")


def test_every_fault_is_told():
    found = alias_faults(DOCUMENTS, {"conflict": ["—", "Ký số"], "x": ["Điện tử"]})
    assert [place for place, _ in found] == [("conflict",), ("conflict",), ("conflict",), ("x",)]
