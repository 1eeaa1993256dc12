"""A figure beside that of the period before: only whole ones are compared."""

from __future__ import annotations

from fractions import Fraction

import pytest
from small import documents, evaluated

from toolkit.evaluation.comparison import compare


@pytest.fixture(scope="module")
def years(tmp_path_factory):
    """Of 10 documents A signs 5, then 8; B 9 of 10, then nobody knows: C has no file in either year."""
    files = {
        "2023/van_ban__A.csv": documents("2023", A=(5, 10)),
        "2023/van_ban__B.csv": documents("2023", B=(9, 10)),
        "2024/van_ban__A.csv": documents("2024", A=(8, 10)),
    }
    folder = tmp_path_factory.mktemp("years")
    return [evaluated(folder, files, period=year) for year in ("2023", "2024")]


def changes(e):
    return {i.unit: (i.previous_value, i.change, i.value_just_before) for i in e.indicators}


def test_a_change_is_the_difference_of_two_whole_values(years):
    before, now = years
    found = changes(compare(now, previous=before))
    assert found["A"] == (Fraction(1, 2), Fraction(3, 10), None)
    assert found["B"] == (Fraction(9, 10), None, None)  # it has no figure now
    assert found["C"] == (None, None, None)
    assert found["SO"] == (None, None, None)  # the agency's are parts of the units


def test_what_came_just_before_is_told_beside_it_and_changes_nothing(years):
    before, now = years
    found = changes(compare(now, previous=None, just_before=before))
    assert found["A"] == (None, None, Fraction(1, 2))


def test_the_files_of_both_are_what_the_comparison_rests_on(years):
    before, now = years
    assert set(compare(now, previous=before).inputs_before) == {"2023/van_ban__A.csv", "2023/van_ban__B.csv"}
