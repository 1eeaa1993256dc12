"""Formulas of other targets: what is unknown there is unknown here, and nothing is made of nothing."""

from __future__ import annotations

from fractions import Fraction

import pytest
from small import evaluated, reported

HEAD = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\n"


def result(tmp_path, rows, formula="(X + Y) / 2", **parts):
    made = reported({"id": "X", "goal": "80%", "points": 1}, {"id": "Y", "goal": "80%", "points": 1})
    made["targets"].append(
        {"id": "F", "name": "F", "goal": "80%", "points": 1, "measure": {"formula": formula}} | parts
    )
    return evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": HEAD + rows}, plan=made)


def state(evaluation, unit):
    each = evaluation.indicator(unit, "F")
    return each.value if each.state == "ok" else each.state


ALL = "A,X,1,2\nA,Y,1,1\nB,X,1,2\nB,Y,0,0\nC,X,1,1\n"


def test_a_formula_is_of_the_values_of_the_same_unit(tmp_path):
    found = result(tmp_path, ALL)
    assert [state(found, unit) for unit in ("A", "B", "C")] == [Fraction(3, 4), "no_cases", "missing"]
    whole = found.indicator("SO", "F")  # of the agency's own values: 3/5 and 1/1, of which Y lacks C
    assert (whole.state, whole.value, whole.met) == ("partial", Fraction(4, 5), None)
    assert (whole.delivered, whole.expected) == (2, 3)  # of Y, of which fewer have come than of X
    counts = {unit: found.indicator(unit, "F") for unit in "ABC"}
    assert [(each.numerator, each.denominator) for each in counts.values()] == [(Fraction(3, 4), 1), (0, 0), (None, None)]  # fmt: skip


def test_a_formula_of_a_formula_comes_after_it(tmp_path):
    made = reported({"id": "X", "goal": "80%", "points": 1})
    made["targets"] = [
        {"id": "F", "name": "F", "goal": 5, "points": 1, "measure": {"formula": "G + 1"}},
        {"id": "G", "name": "G", "goal": 5, "points": 1, "measure": {"formula": "X * 2"}},
        *made["targets"],
    ]
    found = evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": HEAD + "A,X,1,2\nB,X,1,2\nC,X,1,2\n"}, plan=made)
    assert [found.indicator("A", id).value for id in ("F", "G", "X")] == [2, 1, Fraction(1, 2)]


@pytest.mark.parametrize("formula", ["X / (Y - 1)", "geomean(X, Y - 2)"])
def test_what_cannot_be_worked_out_is_blocked_and_told(tmp_path, formula):
    found = result(tmp_path, "A,X,1,2\nA,Y,1,1\n", formula)
    assert state(found, "A") == "blocked"
    (told,) = [f for f in found.findings if f.target == "F" and f.unit == "A"]
    assert told.code == "SO-03" and "chia cho 0" in told.problem


def test_a_formula_that_is_not_given_to_a_unit_is_not_of_it(tmp_path):
    found = result(tmp_path, ALL, units=["A"])
    assert [state(found, unit) for unit in ("A", "B")] == [Fraction(3, 4), "not_assigned"]


def test_before_its_first_goal_a_formula_is_given_to_nobody_and_without_one_it_has_a_value(tmp_path):
    later = result(tmp_path / "1", ALL, goal={2025: "80%"})
    assert [state(later, unit) for unit in ("SO", "A", "B")] == ["not_assigned"] * 3
    made = reported({"id": "X", "goal": "80%", "points": 1}, {"id": "Y", "goal": "80%", "points": 1})
    made["targets"].append({"id": "F", "name": "F", "points": 1, "normalise": "max", "measure": {"formula": "X + Y"}})
    compared = evaluated(tmp_path / "2", {"2024/bao_cao_don_vi.csv": HEAD + ALL}, plan=made)
    assert [state(compared, unit) for unit in ("A", "B", "C")] == [Fraction(3, 2), "no_cases", "missing"]
    assert compared.indicator("A", "F").goal is None


def test_of_a_unit_to_which_one_part_is_not_given_there_is_no_formula(tmp_path):
    made = reported(
        {"id": "X", "goal": "80%", "points": 1, "units": ["A", "B"]}, {"id": "Y", "goal": "80%", "points": 1}
    )
    made["targets"].append({"id": "F", "name": "F", "goal": "80%", "points": 1, "measure": {"formula": "X + Y"}})
    rows = "A,X,1,2\nA,Y,1,4\nB,X,1,2\nB,Y,1,4\nC,Y,1,1\n"
    found = evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": HEAD + rows}, plan=made)
    assert [state(found, unit) for unit in ("A", "C")] == [Fraction(3, 4), "not_assigned"]


def test_a_formula_of_the_agency_is_as_whole_as_the_part_of_it_that_lacks_most(tmp_path):
    """X is A's alone and there, 1 of 1; of Y, which all three have, C's is missing: 2 of 3."""
    made = reported({"id": "X", "goal": "80%", "points": 1, "units": ["A"]}, {"id": "Y", "goal": "80%", "points": 1})
    made["targets"].append({"id": "F", "name": "F", "goal": "80%", "points": 1, "measure": {"formula": "(X + Y) / 2"}})
    rows = "A,X,1,2\nA,Y,1,1\nB,Y,1,1\n"
    whole = evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": HEAD + rows}, plan=made).indicator("SO", "F")
    assert (whole.state, whole.value, whole.delivered, whole.expected) == ("partial", Fraction(3, 4), 2, 3)
