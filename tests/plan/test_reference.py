"""Figures of others beside a target: what is understood, and what is refused at which key."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from small import documents, evaluated, plan

from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.plan import Target, load_plan
from toolkit.plan.reference import Reference
from toolkit.plan.showing import plan_text
from toolkit.report import interim_report
from toolkit.report.claims import against_reference
from toolkit.words.errors import ToolkitError

SAID = "Báo cáo 12/BC-UBND"
TARGET = plan()["targets"][0]


def with_reference(reference) -> dict:
    return plan(targets=[TARGET | {"reference": reference}])


def test_a_figure_is_that_of_exactly_its_year_or_period():
    made = Target.model_validate(TARGET | {"reference": {2024: "71%", "2024-Q3": "60%", "source": SAID}}).reference
    assert isinstance(made, Reference)
    found = {id: made.of(parse_period(id)) for id in ("2023", "2024", "2024-Q3", "2024-Q4", "2025", "2022..2025")}
    assert {id: each.value for id, each in found.items() if each} == {
        "2024": Fraction(71, 100),
        "2024-Q3": Fraction(3, 5),
    }


@pytest.mark.parametrize(
    ("reference", "place", "problem"),
    [
        ("71%", "reference", "phải viết dạng {2024: 71%, source: nguồn của số ấy}"),
        ({2024: "71%"}, "reference", "thiếu source"),
        ({2024: "71%", "source": ""}, "reference.source", "thiếu source"),
        ({"source": SAID}, "reference", "chưa có số của năm nào"),
        ({"năm 2024": "71%", "source": SAID}, "reference.năm 2024", "không phải là năm hay kỳ"),
        ({2024: "nhiều", "source": SAID}, "reference.2024", "phải là số hoặc tỷ lệ như 80%"),
        ({2024: 71, "source": SAID}, "reference.2024", "phải là tỷ lệ có dấu %"),
        ({2024: "171%", "source": SAID}, "reference.2024", "phải từ 0% đến 100%"),
    ],
)
def test_what_cannot_be_compared_is_refused_at_its_line(tmp_path, reference, place, problem):
    file = tmp_path / "ke_hoach.yaml"
    text = json.dumps(with_reference(reference), ensure_ascii=False, indent=1)
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ToolkitError) as refused:
        load_plan(file)
    key = place.rpartition(".")[2]
    line = next(n for n, each in enumerate(text.splitlines(), 1) if f'"{key}"' in each and (key != "source" or n > 20))
    assert problem in str(refused.value)
    assert f"dòng {line}" in str(refused.value)


def test_a_number_is_held_against_a_number_only():
    own = {"id": "T", "name": "T", "goal": 5, "source": "bao_cao_don_vi", "points": 1}
    assert Target.model_validate(own | {"reference": {2024: 4, "source": SAID}}).reference
    with pytest.raises(ValueError, match="số không có dấu %"):
        Target.model_validate(own | {"reference": {2024: "4%", "source": SAID}})


def test_the_report_tells_the_difference_and_the_source_and_the_trace_names_it(tmp_path):
    """3 of 4 documents are signed: 75%, 4 points above 71%."""
    files = {"2024/van_ban.csv": documents(A=(1, 2), B=(1, 1), C=(1, 1))}
    made = with_reference({2024: "71%", "source": SAID})
    evaluation = evaluated(tmp_path, files, plan=made)
    blocks = interim_report(evaluation).section("III.2").blocks
    (table,) = (each for each in blocks if "số tham chiếu" in getattr(each, "caption", ""))
    assert table.rows == (("T1. Văn bản ký số", "75%", "71%", "cao hơn 4,0 điểm phần trăm", SAID),)
    found = Workspace.open(tmp_path).trace(parse_period("2024"), unit="SO", target="T1")
    assert f"số tham chiếu năm 2024: 71% ({SAID})" in found._repr_html_()
    assert f"reference:\n    2024: 71%\n    source: {SAID}" in plan_text(evaluation.plan).replace("\n      ", "\n    ")


def test_beside_the_same_figure_and_while_one_lacks(tmp_path):
    files = {"2024/van_ban__A.csv": documents(A=(3, 4)), "2024/van_ban__B.csv": documents(B=(3, 4))}
    evaluation = evaluated(tmp_path, files, plan=with_reference({2024: "75%", "source": SAID}))
    beside = evaluation.plan.targets[0].reference.of(evaluation.period)
    assert against_reference(evaluation.indicator("A", "T1"), beside) == "bằng nhau"
    assert against_reference(evaluation.indicator("SO", "T1"), beside) == ""  # C has not delivered
