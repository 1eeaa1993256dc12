"""Shares that cannot be meant as they are written, and what was probably meant. Worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from toolkit.plan.amounts import Amount, amount_of
from toolkit.plan.shares import quota_problem, target_faults, vote_problem


def amount(text) -> Amount:
    text = str(text)
    if text.endswith("%"):
        return Amount(value=Fraction(text[:-1]) / 100, percent=True)
    return Amount(value=Fraction(text), percent=False)


def faults(*, counts_cases=True, lower=False, **amounts):
    placed = [((key,), amount(text)) for key, text in amounts.items()]
    return dict(target_faults(placed, counts_cases=counts_cases, lower_is_better=lower))


@pytest.mark.parametrize(
    "amounts",
    [
        {"goal": "80%", "floor": 0},
        {"goal": "0%", "floor": "20%"},
        {"goal": "1%"},
        {"goal": "100%"},
        {"goal": 0.8, "floor": 0.5},
        {"goal": 1},
        {"goal": 0},
    ],
)
def test_shares_of_one_kind_that_can_be_shares_are_taken(amounts):
    assert faults(**amounts) == {}


@pytest.mark.parametrize(
    ("amounts", "place", "meant"),
    [
        ({"goal": "80%", "floor": 0.5}, "floor", 'có lẽ là "floor: 50%"'),
        ({"goal": "80%", "floor": 50}, "floor", 'có lẽ là "floor: 50%"'),
        ({"goal": "80%", "floor": 1}, "floor", 'có lẽ là "floor: 100%" hoặc "floor: 1%"'),
        ({"goal": 0, "floor": "20%"}, "goal", 'có lẽ là "goal: 0%"'),
        ({"goal": 80}, "goal", 'có lẽ là "goal: 80%"'),
        ({"goal": 1.5}, "goal", 'có lẽ là "goal: 1.5%"'),
        ({"goal": -80}, "goal", 'có lẽ là "goal: 80%"'),
        ({"goal": "8000%"}, "goal", 'có lẽ là "goal: 80%"'),
        ({"goal": "1000%"}, "goal", 'có lẽ là "goal: 10%"'),
        ({"goal": "10000%"}, "goal", 'có lẽ là "goal: 100%"'),
        ({"goal": "0.8%"}, "goal", 'có lẽ là "goal: 80%"'),
    ],
)
def test_a_share_of_another_kind_or_size_comes_with_what_was_meant(amounts, place, meant):
    ((found, problem),) = faults(**amounts).items()
    assert found == (place,)
    assert meant in problem


@pytest.mark.parametrize("text", ["120%", "-5%", "999%", "10001%"])
def test_a_share_beyond_all_of_which_nothing_can_be_guessed(text):
    assert faults(goal=text) == {("goal",): "tỷ lệ phải từ 0% đến 100%"}


def test_a_share_below_one_percent_says_how_to_write_it_if_it_is_meant():
    (problem,) = faults(goal="0.8%").values()
    assert problem.endswith(
        "Nếu đúng là 0.8% thì ghi mọi mức của chỉ tiêu bằng số không có dấu %, ở đây là goal: 0.008"
    )
    assert faults(goal="0.8%", floor="20%", lower=True) == {}
    assert faults(goal="120%", lower=True) != {}


def test_what_units_report_may_be_any_number_while_no_percentage_stands_beside_it():
    assert faults(counts_cases=False, goal=80, floor=-3) == {}
    assert list(faults(counts_cases=False, goal="80%", floor=50)) == [("floor",)]


def test_every_amount_of_a_target_is_looked_at():
    placed = [(("goal", 2022), amount("50%")), (("goal", 2025), amount(80)), (("steps", 0, "from"), amount(0))]
    found = target_faults(placed, counts_cases=True, lower_is_better=False)
    assert [place for place, _ in found] == [("goal", 2025)]  # 0 alone may stand for 0%, except as a goal
    assert '"2025: 80%"' in found[0][1]


@pytest.mark.parametrize("text", ["10%", "1%", "100%", "0%", 0, 3, 1000])
def test_a_quota_is_a_whole_number_or_a_share(text):
    assert quota_problem(amount(text)) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0.1%", 'từ 1% đến 100%; có lẽ là "quota: 10%", hoặc ghi số suất'),
        ("101%", "tỷ lệ suất khen phải từ 1% đến 100%"),
        ("-1%", "tỷ lệ suất khen phải từ 1% đến 100%"),
        (0.1, 'có lẽ là "quota: 10%"'),
        (2.5, "phải là số nguyên không âm, hoặc tỷ lệ như 10%"),
        (-1, "phải là số nguyên không âm, hoặc tỷ lệ như 10%"),
    ],
)
def test_a_quota_that_cannot_be_meant(text, said):
    assert said in quota_problem(amount(text))
    assert ("có lẽ" in quota_problem(amount(text))) == ("có lẽ" in said)


@pytest.mark.parametrize("text", ["80%", "1%", "100%"])
def test_a_share_of_votes_has_its_sign(text):
    assert vote_problem(amount(text)) == ""


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (0.8, '"vote: 80%"'),
        (80, '"vote: 80%"'),
        (1, '"vote: 100%" hoặc "vote: 1%"'),
        ("0.8%", '"vote: 80%"'),
        (100, '"vote: 100%"'),
        (101, ""),
        (0, ""),
        ("0%", ""),
        ("101%", ""),
        ("-1%", ""),
    ],
)
def test_a_share_of_votes_that_cannot_be_meant(text, meant):
    problem = vote_problem(amount(text))
    assert problem == "phải là tỷ lệ phiếu trên tổng số thành viên, ví dụ 80%" + (
        f"; có lẽ là {meant}" if meant else ""
    )


def test_what_is_measured_in_days_has_no_percent_sign():
    amounts = [(("goal",), amount_of("4")), (("floor",), amount_of("14%"))]
    (fault,) = target_faults(amounts, counts_cases=False, lower_is_better=True, is_bounded=False, is_number=True)
    assert fault[0] == ("floor",)
    assert fault[1] == "chỉ tiêu đo bằng số, không phải tỷ lệ, nên viết không có dấu %; có lẽ là floor: 14"
