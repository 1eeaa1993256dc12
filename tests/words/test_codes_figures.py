"""Codes of findings about rows, figures, points, awards, forms and prose."""

from __future__ import annotations

from toolkit.words import codes_files
from toolkit.words.codes_figures import CODES


def test_the_numbers_of_each_family_rise():
    families: dict[str, list[int]] = {}
    for code in CODES:
        family, number = code.split("-")
        families.setdefault(family, []).append(int(number))
    assert list(families) == ["DONG", "SO", "KY", "DIEM", "GT", "MC", "DE", "CB", "BQ", "BM", "CN", "NX"]
    assert all(numbers == sorted(set(numbers)) for numbers in families.values())


def test_no_code_is_in_the_other_table_too():
    assert not CODES.keys() & codes_files.CODES.keys()
