"""What the pictures and the workbench share: the steps of colours."""

from __future__ import annotations

from fractions import Fraction

import pytest

from toolkit.report.charts.drawing import FIRST_DARK, STEP_EDGES, STEPS, step_of


@pytest.mark.parametrize(
    ("percent", "step"),
    [(0, 0), (Fraction(4999, 100), 0), (50, 1), (70, 2), (Fraction(8999, 100), 2), (90, 3), (100, 4)],
)
def test_an_attainment_on_an_edge_has_the_colour_above_it(percent, step):
    """90% is not less than 90%, although the float 0.9 is a little more than nine tenths."""
    assert step_of(Fraction(percent) / 100) == step


def test_there_is_one_colour_more_than_there_are_edges_and_the_letters_turn_white_from_ninety_percent_on():
    assert len(STEPS) == len(STEP_EDGES) + 1
    assert step_of(Fraction(9, 10)) == FIRST_DARK
