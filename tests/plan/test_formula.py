"""Formulas: read exactly, refused with a reason, worked out by hand."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from toolkit.plan.formula import formula_of, geomean

VALUES = {"A": Fraction(3, 4), "B": Fraction(1, 2), "ND-a": Fraction(2)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("(A + B) / 2", Fraction(5, 8)),
        ("A + B / 2", Fraction(1)),
        ("A - B - B", Fraction(-1, 4)),
        ("-A * 2", Fraction(-3, 2)),
        ("[ND-a] * A", Fraction(3, 2)),
        ("min(A, B, 0.4)", Fraction(2, 5)),
        ("max(A, B)", Fraction(3, 4)),
        ("mean(A, B)", Fraction(5, 8)),
        ("geomean(2, 8)", Fraction(4)),
        ("A / (B - 0.5)", None),
        ("geomean(A, -B)", None),
    ],
)
def test_a_formula_gives_its_value_exactly(text, value):
    assert formula_of(text).value(VALUES) == value


def test_a_root_that_is_no_exact_number_is_right_to_fifty_digits():
    root = geomean(Fraction(4, 5), Fraction(2, 5))
    assert abs(root * root - Fraction(8, 25)) < Fraction(1, 10**45)
    assert float(root) == 0.565685424949238


def test_a_formula_names_what_it_asks_for():
    assert formula_of("min(A, [ND-a]) + A * 2").ids == ("A", "ND-a")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "chưa hết"),
        ("A +", "chưa hết"),
        ("(A", "thiếu ')'"),
        ("A B", "thừa 'B'"),
        ("A ** 2", "không hiểu '*'"),
        ("__import__('os')", "không hiểu"),
        ("A & B", "không hiểu '& B'"),
        ("sum(A, B)", "thừa '('"),
        ("(" * 300 + "A" + ")" * 300, "quá nhiều tầng"),
    ],
)
def test_what_is_no_formula_is_refused(text, problem):
    with pytest.raises(ValueError, match=re.escape(problem)):
        formula_of(text)
