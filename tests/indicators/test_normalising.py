"""Targets attained as far as the other units let them be, worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from small import evaluated, reported

from toolkit.indicators.normalising import attainment_among
from toolkit.plan import Target
from toolkit.report.definitions import scope_text

HEAD = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\n"


def target(normalise, **more):
    return Target.model_validate(
        {"id": "T", "name": "T", "source": "bao_cao_don_vi", "points": 10, "normalise": normalise, **more}
    )


@pytest.mark.parametrize(
    ("normalise", "better", "values", "expected"),
    [
        ("min_max", None, (80, 60, 65), (1, 0, "1/4")),
        ("min_max", "lower", (80, 60, 65), (0, 1, "3/4")),
        ("max", None, (12, 9, 3), (1, "3/4", "1/4")),
        ("max", "lower", (12, 6, 3), ("1/4", "1/2", 1)),  # the lowest over the own value
        ("max", "lower", (5, 0, 0), (0, 1, 1)),
        ("max", None, (-1, -2, -3), (1, 0, 0)),  # of less than nothing there is no proportion
        ("min_max", None, (7, 7, 7), (1, 1, 1)),
        ("max", None, (0, 0, 0), (1, 1, 1)),
    ],
)
def test_a_value_among_those_of_all(normalise, better, values, expected):
    values = [Fraction(value) for value in values]
    found = [attainment_among(value, target(normalise), values, lower=better == "lower") for value in values]
    assert found == [Fraction(each) for each in expected]


@pytest.mark.parametrize("turned", [{"goal": "20%", "floor": "60%"}, {"better": "lower"}, {"goal": "20%", "better": "lower", "floor": "60%"}])  # fmt: skip
def test_a_goal_below_its_floor_turns_the_comparison_round_as_the_word_lower_does(tmp_path, turned):
    rows = "A,T,80,100\nB,T,60,100\nC,T,10,100\n"
    asked = reported({"id": "T", "points": 10, "normalise": "min_max", **turned})
    e = evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": HEAD + rows}, plan=asked)
    assert [e.indicator(unit, "T").attainment for unit in "ABC"] == [0, Fraction(2, 7), 1]
    assert [e.item(unit, "T").points for unit in "ABC"] == [0, Fraction(20, 7), 10]
    assert [e.indicator(unit, "T").met for unit in "ABC"] == ([False, False, True] if "goal" in turned else [None] * 3)
    assert "(lớn nhất − kết quả) ÷ (lớn nhất − nhỏ nhất)" in scope_text(e.plan.target("T"), plan=e.plan)


def test_a_unit_without_a_figure_changes_nothing_and_the_agency_is_no_unit(tmp_path):
    rows = "A,T,80,100\nB,T,60,100\nC,T,0,0\n"
    e = evaluated(
        tmp_path,
        {"2024/bao_cao_don_vi.csv": HEAD + rows},
        plan=reported({"id": "T", "points": 10, "normalise": "min_max"}),
    )
    found = {unit: e.indicator(unit, "T") for unit in ("A", "B", "C", "SO")}
    assert [found[unit].attainment for unit in "ABC"] == [1, 0, None]
    assert [e.item(unit, "T").points for unit in "ABC"] == [10, 0, None]
    whole = found["SO"]
    assert (whole.state, whole.value, whole.goal, whole.met, whole.attainment) == (
        "ok",
        Fraction(7, 10),
        None,
        None,
        None,
    )


def test_while_a_unit_lacks_its_figure_the_others_are_told_to_be_compared_without_it(tmp_path):
    asked = reported({"id": "T", "points": 10, "normalise": "min_max"}, {"id": "U", "points": 10, "goal": "50%"})
    whole = "A,T,80,100\nB,T,60,100\nC,T,0,0\nA,U,1,1\nB,U,1,1\n"
    files = {"2023/bao_cao_don_vi.csv": HEAD + whole, "2024/bao_cao_don_vi.csv": HEAD + whole.replace("C,T,0,0\n", "")}

    def told(period):
        e = evaluated(tmp_path / period, files, plan=asked, period=period)
        return [(f.target, f.level, f.problem.partition(":")[0]) for f in e.findings if f.code == "SO-09"]

    assert told("2023") == []  # C has no cases: that is known
    lacking = "T so giữa các đơn vị mà {} còn thiếu số của C"
    assert told("2024") == [("T", "warning", lacking.format("năm 2024"))]
    assert told("2023..2024") == [
        ("T", "warning", lacking.format(name)) for name in ("giai đoạn 2023 – 2024", "năm 2024")
    ]


def test_units_without_figures_are_named_and_past_ten_are_counted(tmp_path):
    units = "Mã đơn vị,Tên đơn vị\n" + "".join(f"U{n:02},Phòng {n}\n" for n in range(1, 15))
    asked = reported({"id": "T", "points": 10, "normalise": "max"})
    rows = "U01,T,80,100\nU02,T,60,100\n"
    e = evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": HEAD + rows}, plan=asked, units=units)
    (told,) = [f.problem for f in e.findings if f.code == "SO-09"]
    names = ", ".join(f"U{n:02}" for n in range(3, 13))  # 12 lack a figure: ten by name
    assert f"còn thiếu số của {names} và 2 đơn vị khác: mức đạt" in told
    e = evaluated(
        tmp_path / "10", {"2024/bao_cao_don_vi.csv": HEAD + rows}, plan=asked, units=units[: -2 * len("U13,Phòng 13\n")]
    )
    (told,) = [f.problem for f in e.findings if f.code == "SO-09"]
    assert f"còn thiếu số của {names}: mức đạt" in told


def test_only_units_of_one_level_are_compared_and_a_target_with_a_goal_is_not(tmp_path):
    """P has A and B below it: P and C stand on the first level, A and B on the second."""
    units = "Mã đơn vị,Tên đơn vị,Cấp trên\nP,Tỉnh P,\nA,Sở A,P\nB,Sở B,P\nC,Tỉnh C,\n"
    asked = reported({"id": "T", "points": 10, "normalise": "max"}, {"id": "G", "goal": "50%", "points": 10})
    rows = "A,T,20,100\nB,T,40,100\nC,T,60,100\nA,G,20,100\nB,G,10,100\nC,G,50,100\n"
    e = evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": HEAD + rows}, plan=asked, units=units)
    # P has 60 of 200: half of C's 60%.
    assert {unit: e.indicator(unit, "T").attainment for unit in "PABC"} == {
        "P": Fraction(1, 2),
        "A": Fraction(1, 2),
        "B": 1,
        "C": 1,
    }
    assert {unit: e.indicator(unit, "G").attainment for unit in "ABC"} == {
        "A": Fraction(2, 5),
        "B": Fraction(1, 5),
        "C": 1,
    }
    assert e.indicator("SO", "T").attainment is None


def test_a_part_of_a_unit_is_not_compared(tmp_path):
    """B below P has no figure, so that P's is a part of it: C is compared with nobody."""
    units = "Mã đơn vị,Tên đơn vị,Cấp trên\nP,Tỉnh P,\nA,Sở A,P\nB,Sở B,P\nC,Tỉnh C,\n"
    asked = reported({"id": "T", "points": 10, "normalise": "min_max"})
    e = evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": HEAD + "A,T,90,100\nC,T,60,100\n"}, plan=asked, units=units)
    part = e.indicator("P", "T")
    assert (part.state, part.value, part.attainment) == ("partial", Fraction(9, 10), None)
    assert e.indicator("C", "T").attainment == 1
    (told,) = [f.problem for f in e.findings if f.code == "SO-09"]
    assert "còn thiếu số của P, B:" in told
