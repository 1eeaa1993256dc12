"""The outline of reports: parts by name or prose under own headings, each once; what is not known is refused."""

from __future__ import annotations

import json
from typing import get_args

import pytest
from small import plan as small_plan

from toolkit.plan.loader import plan_of
from toolkit.plan.outline import APPENDICES, PARTS, STANDARD, PartName
from toolkit.plan.showing import plan_text
from toolkit.words.errors import ToolkitError

OWN = [{"part": "summary", "title": "Kết quả chung"}, {"part": "targets"}, {"text": "Lý do"}]


def read(report):
    return plan_of(json.dumps(small_plan() | {"report": report}, indent=1), name="ke_hoach.yaml")


def test_a_plan_without_an_outline_has_the_standard_one_of_every_part():
    plan = plan_of(json.dumps(small_plan()), name="ke_hoach.yaml")
    assert plan.report.interim == plan.report.final == STANDARD
    assert [each.part for each in STANDARD] == [*PARTS, *APPENDICES]


def test_an_outline_keeps_its_order_and_takes_the_titles_that_it_does_not_say():
    plan = read({"interim": OWN})
    assert [(each.part, each.text, each.title) for each in plan.report.of(final=False)] == [
        ("summary", None, "Kết quả chung"),
        ("targets", None, "Các chỉ tiêu thi đua"),
        (None, "Lý do", "Lý do"),
    ]
    assert plan.report.of(final=True) == STANDARD


def test_a_plan_with_an_outline_reads_the_same_when_it_is_shown():
    plan = read({"interim": OWN, "final": [{"part": "definitions"}, {"text": "Ý kiến", "title": "1. Ý kiến"}]})
    assert plan_of(plan_text(plan), name="ke_hoach.yaml") == plan
    assert "part: all_figures" in plan_text(plan_of(json.dumps(small_plan()), name="ke_hoach.yaml"))


@pytest.mark.parametrize(
    ("entry", "problem", "remedy"),
    [
        ({"part": "summry"}, "report.interim.2.part: giá trị không được phép.", "đổi thành summary"),
        ({"part": "sections"}, "report.interim.2.part: giá trị không được phép.", "đổi thành contents"),
        ({"part": "section"}, "report.interim.2.part: giá trị không được phép.", "đổi thành contents"),
        ({"part": "Kết quả theo đơn vị"}, "report.interim.2.part: giá trị không được phép.", "đổi thành units"),
        ({"part": "gì đó"}, "report.interim.2.part: giá trị không được phép.", "dùng một trong các giá trị"),
        ({"prt": "summary"}, "report.interim.2.prt: khóa không có", "đổi thành part."),
        ({"title": "Gì"}, "report.interim.2: ghi part", ""),
        ({"part": "units", "text": "Lý do"}, "report.interim.2: ghi part", ""),
        ({"part": "targets"}, "report.interim.2: đã có ở mục 1 của danh sách", ""),
        ({"text": "đánh giá CHUNG"}, "report.interim.2.text: đây là đề mục của phần có sẵn overall", ""),
    ],
)
def test_what_is_no_part_is_refused_with_its_line(entry, problem, remedy):
    made = small_plan() | {"report": {"interim": [{"part": "targets"}, entry]}}
    text = json.dumps(made, indent=1, ensure_ascii=False)
    with pytest.raises(ToolkitError) as refused:
        plan_of(text, name="ke_hoach.yaml")
    (finding,) = refused.value.findings
    assert finding.problem.startswith(problem)
    assert remedy in finding.remedy
    lines = text.splitlines()
    last = json.dumps(entry, ensure_ascii=False).strip("{}").split(":")[0]
    assert any(last in line for line in lines[finding.row - 1 : finding.row + 1])


def test_an_empty_outline_is_refused():
    with pytest.raises(ToolkitError, match="danh sách bị để trống"):
        read({"interim": []})


def test_the_names_that_a_plan_may_say_are_those_of_the_parts_and_appendices():
    assert get_args(PartName) == (*PARTS, *APPENDICES)
