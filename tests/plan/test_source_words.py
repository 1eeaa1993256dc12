"""Headers that the plan gives to columns, and columns that it adds: none of them may mean two things."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from toolkit.plan.source_words import NO_WORDS, Sources, SourceWords, source_faults, source_words
from toolkit.plan.standard import SOURCES

DOCUMENTS = SOURCES["van_ban"]


def test_a_key_is_a_column_or_a_header_of_one():
    aliases = {"unit": ["TenDonVi", "Đơn vị"], "Chữ ký": ["signed"], "loai": ["Loại"], "kieu": ["Kiểu", "signed"]}
    read = source_words(DOCUMENTS, aliases)
    assert read.headers == {
        "unit": ("TenDonVi", "Đơn vị"),
        "signed": ("Chữ ký",),
        "loai": ("Loại",),
        "kieu": ("Kiểu", "signed"),
    }
    assert (read.added(DOCUMENTS), NO_WORDS.added(DOCUMENTS)) == (["loai", "kieu"], [])


def test_columns_and_values_are_named_by_the_vietnamese_word_or_the_canonical_one():
    keys = {
        "aliases": {"so ky hieu": ["Số VB"], "signed": "Chữ ký số", "loai": ["Kiểu văn bản"]},
        "values": {"Ký số": {"Có": ["Đã ký", "V"], False: ["Chưa"]}, "secrecy": {"none": "Công khai", "Mật": [2]}},
        "loai": ["Loại"],
    }
    assert source_faults(DOCUMENTS, keys) == []
    assert source_words(DOCUMENTS, keys) == SourceWords(
        {"loai": ("Loại", "Kiểu văn bản"), "document_id": ("Số VB",), "signed": ("Chữ ký số",)},
        {
            "signed": {"true": ("Đã ký", "V"), "false": ("Chưa",)},
            "secrecy": {"none": ("Công khai",), "confidential": ("2",)},
        },
    )


def test_headers_are_one_text_or_several():
    read = TypeAdapter(Sources).validate_python
    assert read({"van_ban": {"loai": "Loại"}})["van_ban"].headers == {"loai": ("Loại",)}
    assert read({"van_ban": {"loai": ["Loại", "Kiểu"]}})["van_ban"].headers == {"loai": ("Loại", "Kiểu")}
    for raw in (3, None, ["Loại", 3]):
        with pytest.raises(ValidationError, match="phải là tên cột trong tệp"):
            read({"van_ban": {"loai": raw}})


@pytest.mark.parametrize(
    ("keys", "place", "said"),
    [
        ({"alias": {"Ký số": ["x"]}}, ("alias",), "không có khóa 'alias' ở đây; có phải 'aliases'?"),
        ({"aliases": ["Ký số"]}, ("aliases",), "phải là một khối khóa: giá trị"),
        ({"aliases": {"Kí số": ["x"]}}, ("aliases", "Kí số"), "nguồn van_ban không có cột 'Kí số'; có phải 'Ký số'?"),
        ({"aliases": {"Ký số": 3}}, ("aliases", "Ký số"), "phải là tên cột trong tệp"),
        ({"aliases": {"Ký số": ["Điện tử"]}}, ("aliases", "Ký số"), "tên cột 'Điện tử' đã là của cột electronic"),
        ({"values": {"Ngày ban hành": {}}}, ("values", "Ngày ban hành"), "nguồn van_ban không có cột danh mục 'Ngày ban"),
        ({"values": {"Ký số": ["x"]}}, ("values", "Ký số"), "phải là một khối giá trị"),
        ({"values": {"Ký số": {"Coa": ["x"]}}}, ("values", "Ký số", "Coa"), "cột 'Ký số' không có giá trị 'Coa'; có phải 'Có'?"),
        ({"values": {"Ký số": {"Có": [True]}}}, ("values", "Ký số", "Có"), "phải là từ trong tệp"),
        ({"values": {"Ký số": {"Có": ["không"]}}}, ("values", "Ký số", "Có"), "từ 'không' đã có nghĩa là 'Không'"),
        ({"values": {"Ký số": {"Có": ["V"], "Không": ["v"]}}}, ("values", "Ký số", "Không"), "từ 'v' đã có nghĩa là 'Có'"),
        ({"values": {"Độ mật": {"Thường": ["Tối mật"]}}}, ("values", "Độ mật", "Thường"), "từ 'Tối mật' đã có nghĩa"),
    ],
)  # fmt: skip
def test_what_is_no_key_is_refused_with_the_nearest(keys, place, said):
    ((where, problem),) = source_faults(DOCUMENTS, keys)
    assert where == place
    assert problem.startswith(said)


def test_a_source_that_there_is_not_is_refused_with_the_nearest():
    with pytest.raises(ValidationError, match="không có nguồn 'van_bna'; có phải 'van_ban'?"):
        TypeAdapter(Sources).validate_python({"van_bna": {}})


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
    assert source_faults(DOCUMENTS, aliases) == []


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
    ((place, problem),) = source_faults(DOCUMENTS, aliases)
    assert place == (key,)
    assert problem.startswith(said)


def test_a_column_that_the_toolkit_computes_is_read_from_no_file():
    ((place, problem),) = source_faults(SOURCES["can_bo"], {"trained_basic": ["Đã học"]})
    assert (place, problem) == (("trained_basic",), "cột này do bộ công cụ tính, không đọc từ tệp")


def test_every_fault_is_told():
    found = source_faults(DOCUMENTS, {"conflict": ["—", "Ký số"], "x": ["Điện tử"]})
    assert [place for place, _ in found] == [("conflict",), ("conflict",), ("conflict",), ("x",)]
