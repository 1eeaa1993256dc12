"""The values of a plan: exact numbers and percentages, goals by year, caps, points, units."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from toolkit.periods import parse_period
from toolkit.plan.amounts import Amount, AmountText, PeriodText, Points, Ratio, Score, UnitsText, digits, written
from toolkit.plan.goals import Goal


def read(kind: Any, raw: object):
    return TypeAdapter(kind).validate_python(raw)


def refused(kind: Any, raw: object) -> str:
    with pytest.raises(ValidationError) as caught:
        read(kind, raw)
    return str(caught.value)


def share(text) -> Amount:
    return Amount(value=Fraction(text), percent=True)


def plain(text) -> Amount:
    return Amount(value=Fraction(text), percent=False)


@pytest.mark.parametrize(
    ("raw", "amount"),
    [
        ("80%", share("4/5")),
        (" 80,5 % ", share("161/200")),
        ("0.1%", share("1/1000")),
        ("-5%", share("-1/20")),
        ("0,8", plain("4/5")),
        (0.1, plain("1/10")),  # as it is written, not as the machine holds it
        (80, plain(80)),
        (Decimal("2.50"), plain("5/2")),
        ("+3", plain(3)),
        (share("1/2"), share("1/2")),
    ],
)
def test_an_amount_is_exact_and_knows_whether_it_is_a_percentage(raw, amount):
    assert read(AmountText, raw) == amount


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "%",
        "tám",
        "80 phần trăm",
        "1.000.000",
        "1e5",
        True,
        None,
        [80],
        "8" * 16,
        "0." + "1" * 16,
        "٨%",
        float("nan"),
    ],
)
def test_what_is_no_number_is_refused(raw):
    assert "phải là số hoặc tỷ lệ như 80%" in refused(AmountText, raw)


def test_a_ratio_is_the_same_amount_as_a_percentage():
    assert plain("4/5").ratio == share("4/5")
    assert share("4/5").ratio == share("4/5")


@pytest.mark.parametrize(
    ("value", "text"),
    [(Fraction(3333, 100), "33.33"), (Fraction(100), "100"), (Fraction(0), "0"), (Fraction(1, 1000), "0.001")],
)
def test_a_number_is_written_as_in_the_plan(value, text):
    assert digits(value) == text
    assert written("goal", value / 100) == f'"goal: {text}%"'


def test_a_goal_is_one_or_one_for_each_year():
    assert read(Goal, "80%") == share("4/5")
    assert read(Goal, {2022: "50%", "2025": 1}) == {2022: share("1/2"), 2025: plain(1)}


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({}, "{2022: 50%, 2025: 80%}"),
        ({22: "50%"}, "{2022: 50%, 2025: 80%}"),
        ({1899: "50%"}, "{2022: 50%, 2025: 80%}"),
        ({2200: "50%"}, "{2022: 50%, 2025: 80%}"),
        ({2022: "50%", "2022": "60%"}, "một năm được ghi hai lần"),
        ({2022: "x", 2023: "y"}, "phải là số hoặc tỷ lệ như 80%; phải là số hoặc tỷ lệ như 80%"),
        ("cao", "phải là số hoặc tỷ lệ như 80%"),
    ],
)
def test_a_goal_by_year_names_years_and_numbers(raw, said):
    assert said in refused(Goal, raw)


def test_units_are_all_or_a_list_of_codes():
    assert read(UnitsText, "all") == "all"
    assert read(UnitsText, ["A", "B"]) == ("A", "B")
    assert read(UnitsText, []) == ()
    assert "phải là all hoặc danh sách mã đơn vị" in refused(UnitsText, "A")
    assert "đặt trong dấu nháy kép" in refused(UnitsText, ["A", 3])


def test_a_period_is_read_as_everywhere():
    assert read(PeriodText, "2022..2025") == read(PeriodText, parse_period("2022..2025"))
    assert read(PeriodText, 2024) == parse_period("2024")
    assert "phải là một giai đoạn như 2022..2025" in refused(PeriodText, "2022+2025")
    assert "phải là một giai đoạn như 2022..2025" in refused(PeriodText, None)


@pytest.mark.parametrize(
    ("raw", "cap"),
    [
        ("100%", 1),
        ("10%", Fraction(1, 10)),
        ("1000%", 10),
        (1, 1),
        (1.2, Fraction(6, 5)),
        (2, 2),
        (0.1, Fraction(1, 10)),
    ],
)
def test_a_cap_is_a_percentage_or_a_number_that_cannot_be_taken_for_one(raw, cap):
    assert read(Ratio, raw) == cap


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        (100, '"cap: 100%"'),
        (120, '"cap: 120%"'),
        ("1%", '"cap: 100%"'),
        ("1.2%", '"cap: 120%"'),
        ("12000%", '"cap: 120%"'),
    ],
)
def test_a_cap_that_cannot_be_meant_comes_with_what_was_probably_meant(raw, meant):
    assert f"có lẽ là {meant}" in refused(Ratio, raw)


@pytest.mark.parametrize("raw", [0, "0%", -1, 3, "9.9%", "1001%"])
def test_a_cap_lies_between_a_tenth_and_ten(raw):
    assert "phải là tỷ lệ từ 10% đến 1000%" in refused(Ratio, raw)


def test_points_are_not_negative_and_not_without_end():
    assert read(Points, "2.5") == Decimal("2.5")
    assert read(Points, 0) == 0
    assert read(Points, 1_000_000) == 1_000_000
    assert read(Points, Decimal("0." + "1" * 15)) == Decimal("0." + "1" * 15)
    for raw in (-1, "-0.1"):
        assert "phải là số không âm" in refused(Points, raw)
    for raw in (1_000_001, Decimal("0." + "1" * 16)):
        assert "không quá một triệu" in refused(Points, raw)
    for raw in ("NaN", "Infinity"):
        refused(Points, raw)


def test_an_edge_of_the_score_is_out_of_a_hundred():
    assert [read(Score, raw) for raw in (0, 1, "79.5", 100)] == [0, 1, Decimal("79.5"), 100]
    assert "có lẽ là 80" in refused(Score, 0.8)
    assert "có lẽ là 99.9" in refused(Score, "0.999")
    assert "phải là số không âm" in refused(Score, -1)
