"""What an award may ask besides points: how it is written, and what is said of what is not understood."""

from __future__ import annotations

import json

import pytest
from small import plan

from toolkit.plan import load_plan
from toolkit.plan.requirements import Requirement, requirement_of
from toolkit.plan.showing import plan_text
from toolkit.words.errors import ToolkitError

PERSON = {"id": "cn", "name": "Giấy khen", "kind": "individual"}
UNIT = {"id": "tt", "name": "Giấy khen tập thể", "kind": "collective"}


def loaded(tmp_path, **award):
    base = UNIT if award.pop("of_unit", False) else PERSON
    path = tmp_path / "ke_hoach.yaml"
    path.write_text(json.dumps(plan(awards=[{**base, **award}]), ensure_ascii=False, indent=1), encoding="utf-8")
    return load_plan(path)


def test_one_block_and_a_list_of_blocks_are_the_same(tmp_path):
    one = loaded(tmp_path, requires={"trained_basic": True})
    several = loaded(tmp_path, requires=[{"trained_basic": True}], order=["vote", "trained_data", "unit_score"])
    assert one.awards[0].requires == several.awards[0].requires == (Requirement(True, column="trained_basic"),)
    assert (one.asked_of_people, several.asked_of_people) == (("trained_basic",), ("trained_basic", "trained_data"))


def test_a_plan_that_is_shown_reads_the_same(tmp_path):
    asked = [{"trained_basic": False}, {"unit_score": ">= 79.5"}, {"item": "T1", "met": True}]
    once = loaded(tmp_path, requires=asked, order=["vote", "female"])
    (tmp_path / "ke_hoach.yaml").write_text(plan_text(once), encoding="utf-8")
    assert load_plan(tmp_path / "ke_hoach.yaml").awards == once.awards


@pytest.mark.parametrize(
    ("asked", "value", "holds"),
    [
        ("<= 5", 5, True),
        ("<= 5", 6, False),
        (">=5", 5, True),
        ("< 5", 5, False),
        ("> 5", 5, False),
        ("= 5", 5, True),
        (">= 79.5", 79, False),
    ],
)
def test_a_number_is_compared_exactly(asked, value, holds):
    assert requirement_of({"unit_score": asked}).holds(value) is holds


WRONG = [
    ({"requires": [{"trained_basik": True}]}, "có lẽ là trained_basic"),
    ({"requires": [{"Lãnh đạo": True}]}, "có lẽ là is_leader"),
    ({"requires": [{"unit_rnk": True}]}, "có lẽ là unit_rank"),
    ({"requires": [{"joined_at": True}]}, "không phải điều kiện hay cột có/không"),
    ({"requires": [{"unit_rank": 5}]}, 'ví dụ "<= 5"'),
    ({"requires": [{"unit_score": "từ 80"}]}, 'ví dụ ">= 5"'),
    ({"requires": [{"item": "T9", "met": True}]}, "không có mục 'T9'; các mã: T1"),
    ({"requires": [{"item": "T1"}]}, "{item: CT4, met: true}"),
    ({"requires": [{"trained_basic": "có"}]}, "trained_basic phải là true hoặc false"),
    ({"requires": [{"trained_basic": True, "is_leader": False}]}, "mỗi điều kiện một khóa"),
    ({"requires": []}, ""),
    ({"order": ["unit_scor"]}, "có lẽ là unit_score"),
    ({"of_unit": True, "order": ["unit_score"]}, "order chỉ dùng cho cá nhân"),
    ({"of_unit": True, "requires": [{"trained_basic": True}]}, "là điều kiện của cá nhân"),
    ({"of_unit": True, "requires": [{"years_on_strength": ">= 1"}]}, "là điều kiện của cá nhân"),
]


@pytest.mark.parametrize(("award", "said"), WRONG)
def test_what_is_not_understood_is_refused_with_its_line_and_what_is_nearest(tmp_path, award, said):
    if not said:
        assert loaded(tmp_path, **award).awards[0].requires == ()
        return
    with pytest.raises(ToolkitError) as refused:
        loaded(tmp_path, **award)
    (finding,) = refused.value.findings
    assert said in finding.problem + finding.remedy and finding.row > 1
