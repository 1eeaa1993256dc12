"""Measures of a target: what is understood, which keys go together, and what is refused at which key."""

from __future__ import annotations

import pytest
from pydantic import ValidationError
from small import plan

from toolkit.plan import Plan, Target
from toolkit.plan.checks import cross_faults
from toolkit.plan.faults import Faults
from toolkit.plan.measures import Measure, measure_of

OWN = {
    "hoa_don": {
        "columns": {
            "so": {"type": "id"},
            "don_vi": {"type": "unit"},
            "ngay": {"type": "date"},
            "tra": {"type": "date"},
            "tien": {"type": "number"},
            "dung": {"type": "yes_no"},
        },
        "key": "so",
        "date": "ngay",
    }
}


def target(**parts):
    return {"id": "T", "name": "T", "goal": 5, "source": "hoa_don", "points": 1} | parts


def faults(*targets, **parts):
    raw = plan(targets=list(targets), sources=OWN, **parts)
    return [(".".join(map(str, place)), problem) for place, problem in cross_faults(raw)]


@pytest.mark.parametrize(
    ("raw", "kind", "columns"),
    [
        ("count", "count", ()),
        ({"sum": "tien"}, "sum", ("tien",)),
        ({"mean_days": ["ngay", "tra"]}, "mean_days", ("ngay", "tra")),
        ({"distinct": "so"}, "distinct", ("so",)),
    ],
)
def test_a_measure_is_a_word_or_a_block_of_one_key(raw, kind, columns):
    found = measure_of(raw)
    assert (found.kind, found.columns) == (kind, columns) and measure_of(found) is found


@pytest.mark.parametrize(
    ("raw", "place", "problem"),
    [
        ("cuont", "", "có lẽ là count"),
        ("sum", "", "không hiểu cách đo"),
        ({"summ": "tien"}, "summ", "có lẽ là sum"),
        ({"sum": ["a", "b"]}, "sum", "phải là tên một cột"),
        ({"sum": "a", "mean": "b"}, "", "không hiểu cách đo"),
        ({"mean_days": "ngay"}, "mean_days", "phải là hai cột ngày"),
        ({"mean_days": ["ngay", "ngay"]}, "mean_days", "hai cột ngày phải khác nhau"),
        ({"formula": "A +"}, "formula", "công thức chưa hết"),
        ({"ratio": {"of": {}}}, "ratio", "phải là một khối {of"),
        (
            {"ratio": {"of": {"source": "a", "measure": "count"}, "to": {"measure": "count"}}},
            "ratio.to",
            "cần một nguồn",
        ),
        (
            {"ratio": {"of": {"source": "a", "measur": "count"}, "to": {"source": "a", "measure": "count"}}},
            "ratio.of.measur",
            "có lẽ là measure",
        ),
        (
            {"ratio": {"of": {"source": "a"}, "to": {"source": "a", "measure": "count"}}},
            "ratio.of.success",
            "thiếu điều kiện của tử số",
        ),
    ],
)
def test_what_is_no_measure_is_told_at_its_key(raw, place, problem):
    with pytest.raises(Faults) as trouble:
        measure_of(raw)
    ((at, told), *_) = trouble.value.faults
    assert ".".join(map(str, at)) == place and problem in told


@pytest.mark.parametrize(
    ("parts", "place", "problem"),
    [
        ({"measure": {"sum": "tiền"}}, "targets.0.measure.sum", "không có cột số 'tiền'; có lẽ là tien"),
        ({"measure": {"mean_days": ["ngay", "tien"]}}, "targets.0.measure.mean_days", "không có cột ngày 'tien'"),
        ({"success": {"dung": True}, "goal": "5%", "weight": "so"}, "targets.0.weight", "không có cột số 'so'"),
        ({"source": "", "measure": {"formula": "X + T"}}, "targets.0.measure.formula", "không có chỉ tiêu 'X'"),
        ({"source": "", "measure": {"formula": "T + 1"}}, "targets.0.measure.formula", "chính chỉ tiêu này"),
        ({"source": "", "measure": {"formula": "1 + 1"}}, "targets.0.measure.formula", "không dùng chỉ tiêu nào"),
    ],
)
def test_columns_and_formulas_are_held_against_the_plan(parts, place, problem):
    found = faults(target(**parts))
    assert (place, problem) in [(at, problem if problem in told else told) for at, told in found]


@pytest.mark.parametrize(
    ("parts", "key"),
    [
        ({"measure": "count", "success": {"dung": True}}, "success"),
        ({"measure": {"sum": "tien"}, "weight": "tien"}, "weight"),
        ({"measure": {"sum": "tien"}, "at_least_rows": 3}, "at_least_rows"),
        ({"measure": {"median": "tien"}, "nature": "flow"}, "nature"),
        ({"measure": {"formula": "A + B"}}, "source"),
        ({"goal": "5%"}, "success"),
        ({"source": "bao_cao_don_vi", "measure": "count"}, "measure"),
    ],
)
def test_keys_that_do_not_go_together_are_refused(parts, key):
    with pytest.raises(ValidationError) as trouble:
        Target.model_validate(target(**parts))
    assert [at for at, _ in trouble.value.errors()[0]["ctx"]["error"].faults] == [(key,)]


def test_what_does_not_add_up_over_years_is_of_the_last():
    targets = [
        target(id="TONG", measure={"sum": "tien"}),
        target(id="GIUA", measure={"median": "tien"}),
        target(id="NGUOI", measure={"distinct": "so"}),
    ]
    made = Plan.model_validate(plan(targets=targets, sources=OWN))
    assert [each.nature for each in made.targets] == ["flow", "stock", "stock"]


def test_only_a_share_is_bounded_by_100_percent():
    ratio = {side: {"source": "hoa_don", "measure": "count"} for side in ("of", "to")}
    made = Target.model_validate(target(source="", goal="150%", measure={"ratio": ratio}))
    assert made.goal.percent and made.sources == ("hoa_don",)
    assert Target.model_validate(target(goal=0.8, success={"dung": True})).goal.percent
    assert not Target.model_validate(target(goal=0.8, measure={"mean": "tien"})).goal.percent
    assert Measure() == Target.model_validate(target(goal=0.8, success={"dung": True})).measure
