"""Vietnamese numbers, percentages, dates, order: every figure worked out by hand from the rule."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.words.formatting import (
    by_years,
    fold,
    foreign_letter,
    harmless,
    latinised,
    number,
    percent,
    round_half_up,
    short_date,
    shown_percent,
    sort_key,
    visible,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Mã đơn vị", "madonvi"),
        ("  MÃ\nĐƠN_VỊ: ", "madonvi"),
        ("Ðiện tử", "dientu"),  # U+00D0
        ("Ɖiện", "dien"),  # U+0189
        (unicodedata.normalize("NFD", "Hạn gửi"), "hangui"),
        ("1.234-A", "1234a"),
        ("—", ""),
        ("", ""),
    ],
)
def test_what_people_mean_by_a_text(text, folded):
    assert fold(text) == folded


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=20))
def test_folding_is_done_once(text):
    assert fold(fold(text)) == fold(text)


def test_what_cannot_be_seen_is_removed_and_all_else_stays():
    assert visible("Ph\u200bòng\u00ad\ufeff A\u202e\x1b[31m") == "Phòng A[31m"
    assert visible("một\thai\nba\r") == "một\thai\nba\r"
    assert visible("Phòng A") == "Phòng A"


def test_a_letter_of_another_alphabet_is_named_with_the_one_it_looks_like():
    assert foreign_letter("Phòng \u0410\u0391") == ("\u0410", "Kirin", "A")
    assert foreign_letter("\u0391") == ("\u0391", "Hy Lạp", "A")
    assert foreign_letter("\u03bd") == ("\u03bd", "Hy Lạp", "v")
    assert foreign_letter("Phòng A, Đ") is None
    assert latinised("\u0410\u0392C đ") == "ABC đ"


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_text_is_run_as_a_formula(first):
    assert harmless(f"{first}1") == f"'{first}1"
    assert harmless(f"a{first}") == f"a{first}"


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        ("87.125", 2, "87.13"),  # a half goes up; Python's round gives 87.12
        ("87.1249999", 2, "87.12"),
        ("-87.125", 2, "-87.13"),  # away from zero
        ("0.5", 0, "1"),
        ("2.5", 0, "3"),
        ("0", 2, "0.00"),
        ("2/3", 3, "0.667"),
    ],
)
def test_a_half_is_rounded_up(value, decimals, rounded):
    assert str(round_half_up(Fraction(value), decimals)) == rounded


@settings(max_examples=50, deadline=None)
@given(st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=10**4), st.integers(0, 6))
def test_rounding_is_off_by_half_a_unit_at_most(value, decimals):
    assert abs(Fraction(round_half_up(value, decimals)) - value) * 2 * 10**decimals <= 1


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (None, None, ""),
        (None, 2, ""),
        (0, None, "0"),
        (1234567, None, "1.234.567"),
        (Decimal("1234.50"), None, "1.234,5"),
        (Decimal("1234.50"), 2, "1.234,50"),
        (100, 2, "100,00"),
        (100, None, "100"),  # the zeros of a whole number stay
        (Fraction(1, 3), None, "0,3333"),
        (Fraction(2, 3), 1, "0,7"),
        (Fraction(1, 3), 0, "0"),
        (-1500, None, "-1.500"),
        (0.5, None, "0,5"),
    ],
)
def test_a_number_has_a_decimal_comma_and_dots_between_thousands(value, decimals, text):
    assert number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "more", "text"),
    [
        (None, {}, ""),
        ("0.923", {}, "92,3%"),
        ("1", {}, "100%"),
        ("0.5", {}, "50%"),
        ("0.98765", {"decimals": 2}, "98,77%"),
        ("0.9", {"decimals": 2}, "90%"),
        ("0.905", {"decimals": 2}, "90,50%"),
        ("0.9996", {"goal": "1"}, "99,9%"),  # below its goal, so never shown as the goal
        ("0.9994", {"goal": "1"}, "99,9%"),
        ("0.7996", {"goal": "0.8"}, "79,9%"),
        ("0.8", {"goal": "0.8"}, "80%"),
        ("0.8004", {"goal": "0.8"}, "80%"),
        ("0.0504", {"goal": "0.05", "lower": True}, "5,1%"),  # above a goal that it should be below
        ("0.05", {"goal": "0.05", "lower": True}, "5%"),
        ("0.0496", {"goal": "0.05", "lower": True}, "5%"),
        ("0.056", {"goal": "0.05", "lower": True}, "5,6%"),
        ("0.79996", {"goal": "0.8", "decimals": 2}, "79,99%"),
    ],
)
def test_a_percentage_is_never_rounded_onto_a_goal_that_it_does_not_reach(value, more, text):
    more = {**more, **({"goal": Fraction(more["goal"])} if "goal" in more else {})}
    assert percent(value and Fraction(value), **more) == text


@settings(max_examples=50, deadline=None)
@given(st.fractions(0, 1, max_denominator=10**5), st.fractions(0, 1, max_denominator=1000), st.booleans())
def test_what_is_shown_is_on_the_side_of_the_goal_where_the_value_is(value, goal, lower):
    shown = Fraction(shown_percent(value, goal=goal, lower=lower)) / 100
    if lower and value > goal:
        assert shown > goal
    if not lower and value < goal:
        assert shown < goal
    assert abs(shown - value) < Fraction(1, 1000)


def test_days_below_ten_and_the_first_two_months_have_a_leading_zero():
    assert (short_date(date(2022, 5, 6)), short_date(date(2022, 2, 26))) == ("06/5/2022", "26/02/2022")


def test_names_are_sorted_as_vietnamese_dictionaries_do():
    """Letters first (Ă after A, Đ after D), then tones (huyền, hỏi, ngã, sắc, nặng), then case."""
    ordered = ["An", "àn", "ản", "ãn", "án", "ạn", "Ăn", "Ân", "Dung", "Đào", "Em", "Êm", "Ôn", "Ơn", "Un", "Ưn"]
    backwards = ordered[::-1]
    assert sorted(backwards, key=sort_key) == ordered
    assert sorted(["b", "B", "a 2", "a1", "a"], key=sort_key) == ["a", "a 2", "a1", "B", "b"]


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=20))
def test_every_text_has_a_place_in_the_order(text):
    assert sort_key(text) == sort_key(text)
    assert sorted([text, ""], key=sort_key)[0] == ""


def test_years_after_one_another_that_are_alike_are_told_once():
    assert by_years([]) == ""
    assert by_years([("2022", "có")]) == "2022: có"
    told = [("2022", "a"), ("2023", "b"), ("2024", "b"), ("2025", "b"), ("2026", "a")]
    assert by_years(told) == "2022: a; 2023 – 2025: b; 2026: a"
