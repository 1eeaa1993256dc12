"""Codes of findings about the plan, lists, files, columns and cells."""

from __future__ import annotations

from toolkit.words import codes_figures
from toolkit.words.codes_files import CODES


def test_the_numbers_of_each_family_rise():
    families: dict[str, list[int]] = {}
    for code in CODES:
        family, number = code.split("-")
        families.setdefault(family, []).append(int(number))
    assert list(families) == ["KH", "DV", "SN", "TEP", "COT", "O"]
    assert all(numbers == sorted(set(numbers)) for numbers in families.values())


def test_no_code_is_in_the_other_table_too():
    assert not CODES.keys() & codes_figures.CODES.keys()
