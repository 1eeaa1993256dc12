"""Contradictions between the parts of a plan, found in the bare file whatever else is wrong with it."""

from __future__ import annotations

import pytest

from toolkit.plan.checks import cross_faults


def told(**raw):
    return [(place, problem.partition(";")[0]) for place, problem in cross_faults(raw)]


def ids(*texts):
    return [{"id": text} for text in texts]


def test_ids_of_all_items_are_one_list():
    alike = "mã mục 'nd-1' trùng với 'ND1', hoặc chỉ khác ở dấu, chữ hoa hay dấu câu"
    assert told(targets=ids("T1", "ND1"), contents=ids("ND2", "nd-1"), actions=ids("BP1")) == [
        (("contents", 1, "id"), alike)
    ]
    assert told(targets=ids("A", "B", "a"))[0][0] == ("targets", 2, "id")
    assert told(targets=ids("A", "B"), contents=ids("C")) == []


def test_an_id_that_is_taken_is_told_with_one_that_is_free():
    sections = [{"id": "LV1", "items": ids("TC1")}, {"id": "LV1", "items": ids("LV2", "TC2")}]
    assert cross_faults({"sections": sections}) == [
        (("sections", 1, "id"), "mã mục 'LV1' đã dùng ở chỗ khác của kế hoạch; đặt mã khác, ví dụ LV3")
    ]


def own_source(**columns):
    source = {"columns": {"ma": {"header": "Mã", "type": "id"}, **columns}}
    return {"sources": {"phan_anh": source}, "targets": [{"id": "T", "source": "phan_anh", "measure": "count"}]}


def test_a_source_without_units_is_told_which_column_is_the_units():
    ((place, problem),) = cross_faults(own_source())
    assert place == ("targets", 0, "source")
    assert problem.endswith("khai thêm ở sources.phan_anh.columns, ví dụ don_vi: {header: Mã đơn vị, type: unit}")
    ((_, problem),) = cross_faults(own_source(dv={"header": "Tên đơn vị", "type": "text"}))
    assert problem.endswith("nguồn không có cột đơn vị; ở cột dv (Tên đơn vị) ghi type: unit")


def test_an_award_may_be_called_by_its_own_id_and_by_no_others():
    own = {"id": "giay-khen", "name": "Giấy khen"}
    assert told(awards=[own]) == []
    assert told(awards=[own, {"id": "b", "name": "GIẤY KHEN"}], targets=ids("b")) == [
        (
            ("awards", 1, "name"),
            "mã hoặc tên hình thức khen 'GIẤY KHEN' trùng với 'giay-khen', hoặc chỉ khác ở dấu, chữ hoa hay dấu câu",
        )
    ]


def test_a_whole_is_written_alike_in_all_its_parts():
    of = [{"id": "a", "of": "CT9"}, {"id": "b", "of": "CT9"}, {"id": "c", "of": "ct9"}, {"id": "d", "of": "CT8"}]
    assert told(targets=of) == [(("targets", 2, "of"), "chỉ tiêu 'ct9' đã được viết là 'CT9' ở mức đo khác")]


def test_ties_are_broken_by_items_of_the_plan():
    raw = {"targets": ids("T1"), "contents": ids("ND1"), "actions": ids("BP1")}
    scoring = {"tie_breaks": ["T1", "ND1", "BP1", "X", 3, "t1"]}
    assert told(**raw, scoring=scoring) == [
        (("scoring", "tie_breaks", 3), "mã mục 'X' không có trong kế hoạch"),
        (("scoring", "tie_breaks", 5), "mã mục 't1' không có trong kế hoạch"),
    ]


def test_conditions_and_headers_are_asked_of_their_source():
    targets = [
        {"id": "T1", "source": "van_ban", "success": {"signd": True}},
        {"id": "T2", "source": "van_ban", "success": {"loai": "x", "kieu": "y"}},
        {"id": "T3", "source": "bao_cao_don_vi", "success": {"x": True}},  # the model says what is wrong
        {"id": "T4", "source": "van_bang", "success": {"x": True}},
        {"id": "T5", "source": "dieu_hanh", "success": {"loai": "x"}},
    ]
    sources = {"van_ban": {"loai": ["Loại"], "kieu": "Kiểu"}, "van_bn": {"a": ["b"]}, "bao_cao": ["x"]}
    assert told(targets=targets, sources=sources) == [
        (("targets", 0, "success", "signd"), "nguồn van_ban không có cột 'signd'"),
        (("targets", 3, "source"), "không có nguồn 'van_bang'"),
        (("targets", 4, "success", "loai"), "nguồn dieu_hanh không có cột 'loai'"),
    ]


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"targets": None, "contents": "x", "actions": 3, "awards": {}, "scoring": [], "sources": []},
        {"targets": ["x", None, {"id": 3, "of": [], "source": ["van_ban"]}], "scoring": {"tie_breaks": "T1"}},
        {"sources": {"van_ban": ["x"], "dieu_hanh": {"a": 3, 4: ["b"], "c": ["d", 5]}}},
    ],
)
def test_what_has_not_the_right_type_is_passed_over(raw):
    assert cross_faults(raw) == []


def test_two_items_have_no_short_name_together():
    targets = [{"id": "A", "short": "dữ liệu mở"}, {"id": "B", "short": ""}, {"id": "C", "short": ""}]
    alike = "tên ngắn 'Dữ liệu mở' trùng với 'dữ liệu mở', hoặc chỉ khác ở dấu, chữ hoa hay dấu câu"
    assert told(targets=targets, contents=[{"id": "N", "short": "Dữ liệu mở"}]) == [(("contents", 0, "short"), alike)]
    assert told(targets=targets) == []
