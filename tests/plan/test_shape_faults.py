"""What is wrong with the shape of a plan, each fault once, with what to write instead."""

from __future__ import annotations

import json

import pytest
from small import plan

from toolkit.plan.loader import plan_of
from toolkit.words.errors import ToolkitError

ITEM = {"id": "TC1", "name": "Một", "points": 5}


def told(made):
    """Row text, code, problem and remedy of each fault."""
    text = made if isinstance(made, str) else json.dumps(made, ensure_ascii=False, indent=1)
    with pytest.raises(ToolkitError) as refused:
        plan_of(text, name="ke_hoach.yaml")
    return [(each.code, each.problem, each.remedy) for each in refused.value.findings]


@pytest.mark.parametrize("key", ["item", "itms", "con", "tieu_chi"])
def test_a_misspelt_list_of_items_is_one_fault_at_every_level(key):
    section = {"id": "LV1", "name": "A", "points": 5, key: [ITEM]}
    deep = {"id": "LV1", "name": "A", "items": [{"id": "N", "name": "B", key: [ITEM]}]}
    for made, place in ((section, f"sections.LV1.{key}"), (deep, f"sections.LV1.items.N.{key}")):
        assert told(plan(sections=[made])) == [
            ("KH-02", f"{place}: khóa không có trong mẫu kế hoạch.", "đổi thành items.")
        ]


def test_a_misspelt_key_is_not_told_as_a_missing_one_as_well():
    made = plan()
    made["targets"][0]["nam"] = made["targets"][0].pop("name")
    assert told(made) == [("KH-02", "targets.T1.nam: khóa không có trong mẫu kế hoạch.", "đổi thành name.")]


def test_a_number_with_a_comma_is_told_with_a_point():
    made = plan()
    made["targets"][0]["points"] = "0,5"
    remedy = "đổi thành 0.5: số thập phân viết với dấu chấm."
    assert told(made) == [("KH-02", "targets.T1.points: phải là số.", remedy)]


def test_a_number_that_a_comma_cuts_is_told_before_all_else():
    text = json.dumps(plan(), ensure_ascii=False, indent=1)
    cut = text.replace('"goal": "80%"', '"goal": 4,5')
    ((code, problem, remedy),) = told(cut)
    assert (code, problem.partition(":")[0], remedy) == ("KH-01", "goal", "viết goal: 4.5, với dấu chấm.")


def test_a_thousand_that_reads_as_one_is_refused():
    text = json.dumps(plan(), ensure_ascii=False, indent=1).replace('"points": 10', '"points": 1.000')
    ((code, problem, remedy),) = told(text)
    assert (code, remedy) == ("KH-01", "hàng nghìn thì viết liền 1000, số thập phân thì viết 1.")
    assert problem == "1.000 có người đọc là hàng nghìn, có người đọc là số thập phân."


def test_a_day_as_people_write_it_is_told_as_the_plan_has_it():
    ((_, problem, remedy),) = told(plan(movement={"start": "26/05/2022"}))
    assert (problem, remedy) == ("movement.start: phải là ngày.", "viết dạng 2022-05-26; có lẽ là 2022-05-26.")
