"""How a count and an indicator are told: numbers, states and parts in words, worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from toolkit.indicators.model import COLUMNS, Count, FollowUp, Indicator, cells_of
from toolkit.plan import Amount
from toolkit.words.vocabulary import BLOCKED, MISSING, NO_CASES, NOT_ASSIGNED, OK, PARTIAL

EIGHTY = Amount(value=Fraction(8, 10), percent=True)


def indicator(state=OK, n=None, d=None, *, goal=EIGHTY, met=None, **more):
    value = None if d is None else Fraction(n) / d
    return Indicator("A", "CT1", state, n, d, value, goal, met=met, **more)


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (OK, "có số liệu"),
        (NO_CASES, "không phát sinh"),
        (MISSING, "chưa có số liệu"),
        (NOT_ASSIGNED, "không giao"),
        (BLOCKED, "không tính được"),
        (PARTIAL, "tạm tính"),
    ],
)
def test_each_state_has_its_words(state, told):
    assert indicator(state).state_text == told


def test_a_part_says_of_how_many_it_is():
    assert indicator(PARTIAL, delivered=2, expected=3).state_text == "tạm tính trên 2/3 đơn vị"
    assert indicator(OK, delivered=3, expected=3).state_text == "có số liệu"
    years = (("2022", 1, 3), ("2023", 3, 3), ("2024", 2, 3))
    told = "tạm tính (năm 2022 có số liệu của 1/3 đơn vị; năm 2024 có số liệu của 2/3 đơn vị)"
    assert indicator(PARTIAL, by_year=years, delivered=1, expected=3).state_text == told
    assert indicator(PARTIAL, by_year=(("2023", 3, 3),)).state_text == "tạm tính"
    assert indicator(OK, by_year=years).state_text == "có số liệu"


def test_the_years_that_lack_somebody_are_named():
    each = indicator(by_year=(("2022", 1, 3), ("2023", 3, 3), ("2024", 0, 1)))
    assert each.lacking == ("2022", "2024")
    assert indicator().lacking == ()


def test_who_has_delivered_is_told_of_one_year_or_of_each():
    assert indicator(delivered=2, expected=3).delivered_text == "2/3"
    years = (("2022", 1, 3), ("2023", 3, 3), ("2024", 3, 3))
    assert indicator(delivered=2, expected=3, by_year=years).delivered_text == "2022: 1/3; 2023 – 2024: 3/3"


@pytest.mark.parametrize(
    ("n", "d", "met", "cells"),
    [
        (3, 5, False, ("3", "5", "60%", "80%", "chưa đạt")),
        (2, 3, False, ("2", "3", "66,7%", "80%", "chưa đạt")),
        (9, 10, True, ("9", "10", "90%", "80%", "đạt")),
        (7996, 10000, False, ("7.996", "10.000", "79,9%", "80%", "chưa đạt")),  # never rounded up onto the goal
        (1200, 1500, True, ("1.200", "1.500", "80%", "80%", "đạt")),
    ],
)
def test_a_ratio_is_shown_as_percent_beside_its_goal(n, d, met, cells):
    assert cells_of(indicator(OK, Fraction(n), Fraction(d), met=met)) == ("CT1", *cells)


def test_a_goal_of_two_decimals_is_shown_whole():
    """99,95% has two decimals, and so has what stands beside it; one decimal is enough for 99,9%."""
    two = Amount(value=Fraction(9995, 10000), percent=True)
    assert cells_of(indicator(OK, 9994, 10000, goal=two, met=False))[3:] == ("99,94%", "99,95%", "chưa đạt")
    assert cells_of(indicator(OK, 99945, 100000, goal=two, met=False))[3] == "99,94%"  # 99,945% floored
    one = Amount(value=Fraction(999, 1000), percent=True)
    assert cells_of(indicator(OK, 9986, 10000, goal=one, met=False))[3:] == ("99,8%", "99,9%", "chưa đạt")


def test_where_less_is_better_a_ratio_is_never_rounded_down_onto_the_goal():
    five = Amount(value=Fraction(5, 100), percent=True)
    assert cells_of(indicator(OK, 504, 10000, goal=five, met=False))[3:] == ("5,1%", "5%", "chưa đạt")
    assert cells_of(indicator(OK, 496, 10000, goal=five, met=True))[3:] == ("5%", "5%", "đạt")  # 4,96% has met it
    assert cells_of(indicator(OK, 504, 10000, goal=five, met=True))[3:] == ("5%", "5%", "đạt")


def test_a_plain_goal_is_shown_as_a_number():
    four = Amount(value=Fraction(4), percent=False)
    cells = cells_of(indicator(OK, Fraction(5, 2), Fraction(1), goal=four, met=False))
    assert cells == ("CT1", "2,5", "1", "2,5", "4", "chưa đạt")


def test_without_a_value_the_state_stands_in_words():
    assert cells_of(indicator(MISSING)) == ("CT1", "", "", "", "80%", "chưa có số liệu")
    assert cells_of(indicator(NOT_ASSIGNED, goal=None)) == ("CT1", "", "", "", "", "không giao")
    assert cells_of(indicator(NO_CASES, None, None)) == ("CT1", "", "", "", "80%", "không phát sinh")
    part = indicator(PARTIAL, Fraction(2), Fraction(4), delivered=1, expected=2)
    assert cells_of(part) == ("CT1", "2", "4", "50%", "80%", "tạm tính trên 1/2 đơn vị")


def test_a_notebook_shows_an_indicator_as_one_row_under_its_headings():
    shown = indicator(OK, Fraction(3), Fraction(5), met=False)._repr_html_()
    assert "<caption>CT1, A</caption>" in shown
    assert [shown.count(f'<th scope="col">{column}</th>') for column in COLUMNS] == [1] * 6
    assert '<th scope="row">CT1</th><td>3</td><td>5</td><td>60%</td><td>80%</td><td>chưa đạt</td>' in shown


def test_codes_of_people_do_not_show_where_a_follow_up_is_printed():
    assert "CB-1" not in repr(FollowUp("A", "CT9", Fraction(1), 1, ("CB-1",)))


def test_of_nothing_a_count_has_no_value():
    assert Count(NO_CASES, Fraction(0), Fraction(0)).value is None
    assert Count(MISSING).value is None
    assert Count(OK, Fraction(0), Fraction(4)).value == 0
