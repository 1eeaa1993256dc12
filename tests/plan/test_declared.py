"""A source of the plan's own: what is understood, and what is refused at which key."""

from __future__ import annotations

import pytest

from toolkit.plan.declared import declared
from toolkit.plan.standard import SOURCES
from toolkit.words.vocabulary import YES_NO

KEYS = {
    "title": "Phản ánh, kiến nghị",
    "noun": "phản ánh",
    "columns": {
        "ma": {"header": "Mã phản ánh", "type": "id"},
        "co_quan": {"header": "Cơ quan xử lý", "type": "unit"},
        "ngay": {"header": "Ngày nhận", "type": "date"},
        "kenh": {
            "header": "Kênh",
            "type": "choice",
            "values": {"online": ["Trực tuyến", "Qua mạng"], "counter": "Tại quầy"},
        },
        "hai_long": {"header": "Hài lòng", "type": "yes_no"},
        "diem": {"header": "Điểm", "type": "number"},
        "noi_dung": {"header": "Nội dung", "type": "text", "free": True},
    },
    "key": ["ma"],
    "date": "ngay",
}


def faults(**changes):
    _, found = declared("phan_anh", {key: each for key, each in {**KEYS, **changes}.items() if each is not None})
    return [(".".join(map(str, place)), problem) for place, problem in found]


def columns(**changes):
    return {"columns": {**KEYS["columns"], **changes}}


def test_a_source_is_what_the_plan_says():
    made, found = declared("phan_anh", KEYS)
    assert found == []
    assert (made.title, made.noun, made.key, made.date, made.id) == (
        "Phản ánh, kiến nghị",
        "phản ánh",
        ("ma",),
        "ngay",
        "ma",
    )
    assert [(each.name, each.type) for each in made.columns] == [
        ("ma", "id"),
        ("unit", "unit"),
        ("ngay", "date"),
        ("kenh", "choice"),
        ("hai_long", "yes_no"),
        ("diem", "number"),
        ("noi_dung", "text"),
    ]
    assert made.column("kenh").values == {"online": ("Trực tuyến", "Qua mạng"), "counter": ("Tại quầy",)}
    assert made.column("hai_long").values == YES_NO and made.column("noi_dung").free
    assert made.is_own and made.is_counted and made.unit_as == "co_quan" and made.required == ("ma", "unit")
    assert made.table == "phan_anh__"


def test_the_unit_may_be_part_of_the_key():
    made, found = declared("phan_anh", {**KEYS, "key": ["co_quan", "ma"]})
    assert (made.key, made.id, found) == (("unit", "ma"), "ma", [])


def test_a_standard_source_takes_more_columns_and_another_title():
    added = {"title": "Hồ sơ một cửa", "columns": {"so_trang": {"header": "Số trang", "type": "number"}}}
    made, found = declared("ho_so_tthc", added, base=SOURCES["ho_so_tthc"])
    assert found == [] and made.title == "Hồ sơ một cửa" and not made.is_own
    assert made.columns == (*SOURCES["ho_so_tthc"].columns, made.column("so_trang"))


@pytest.mark.parametrize(
    ("changes", "place", "problem"),
    [
        ({"columns": None}, "", "columns phải là một khối"),
        ({"colunms": {}}, "colunms", "có lẽ là columns"),
        ({"title": 5}, "title", "phải là chữ"),
        ({"key": "maa"}, "key", "'maa' không phải là cột của nguồn; có lẽ là ma"),
        ({"key": ["ma", "x"]}, "key.1", "'x' không phải là cột"),
        ({"key": ["ma", "ma"]}, "key", "hai lần"),
        ({"date": "diem"}, "date", "'diem' không phải là cột ngày"),
        ({"secrecy": "diem"}, "secrecy", "không phải là cột có type: choice"),
        ({"secrecy": "kenh"}, "secrecy", "phải có giá trị none"),
        ({"on_strength": ["ngay"], "date": None}, "on_strength", "phải là hai cột ngày"),
        ({"on_strength": ["ngay", "diem"], "date": None}, "on_strength.1", "'diem' không phải là cột ngày"),
        (columns(diem={"header": "Điểm", "type": "nummber"}), "columns.diem.type", "có lẽ là number"),
        (columns(diem={"headr": "Điểm"}), "columns.diem.headr", "có lẽ là header"),
        (columns(diem={"header": "kênh"}), "columns.diem.header", "đã là của cột kenh"),
        (columns(diem={"header": "Điểm", "type": "number", "free": True}), "columns.diem.free", "chỉ dùng với cột chữ"),
        (columns(diem={"header": "Điểm", "values": {"a": "b"}}), "columns.diem.values", "chỉ dùng với type: choice"),
        (columns(x={"header": "X", "type": "choice"}), "columns.x.values", "phải là một khối giá trị"),
        (
            columns(x={"header": "X", "type": "choice", "values": {"a": "b", "c": "B"}}),
            "columns.x.values.c",
            "đã có nghĩa là 'a'",
        ),
        (
            columns(x={"header": "X", "type": "choice", "values": {True: "b"}}),
            "columns.x.values.True",
            "đặt trong dấu nháy",
        ),
        (columns(x={"header": "X", "type": "unit"}), "columns.x", "chỉ có một cột đơn vị"),
        (columns(order={"header": "X"}), "columns.order", "đã có nghĩa khác"),
        (columns(MA={"header": "X"}), "columns.MA", "đã có cột 'ma'"),
        (columns(a__b={"header": "X"}), "columns.a__b", "không đặt được tên cột"),
    ],
)
def test_what_cannot_be_meant_is_told_at_its_key(changes, place, problem):
    ((at, told), *more) = faults(**changes)
    assert at == place and problem in told and not more


@pytest.mark.parametrize("name", ["Phan_anh", "phản_ánh", "phan__anh", "_x", "1x", "don_vi", "x" * 41])
def test_a_source_has_a_name_that_a_file_can_have(name):
    _, ((place, problem),) = declared(name, KEYS)
    assert place == () and problem.startswith("không đặt được tên nguồn")
