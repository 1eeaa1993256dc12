"""Numbers read by the engine are those that ``parse_numbers`` reads: cell by cell, column by column."""

from __future__ import annotations

from fractions import Fraction

import duckdb
import pytest

from toolkit.sources.number_sql import KIND, number_sql, sign_of, signs_sql
from toolkit.sources.numbers import parse_numbers
from toolkit.sources.tables import EXACT

COLUMNS = [
    ["1.234", "95,5", "12", "abc", "1.234.567", None, "−3", "1 234", "1 234,5"],
    ["1.234"],
    ["9.000", "1,5"],
    ["1,234", "0.5", "1,234,567.8"],
    ["1,5", "1.5", "1.234"],  # both signs: what may be two numbers is none
    ["85%", "1.23E+14", "#N/A", "0,500", "-0,5", "1\u00a0234", " 7 "],
    [
        "４5",
        "１２．５",
        "－３，５",
        "٤",
        "1\u3000234",
        "８５％",
        "4²",
        "1\u2003234",
    ],  # full width is read, other figures are not
    [EXACT + "0.3", EXACT + "12", EXACT + "1e-05", EXACT + "1.5e+20"],
]


def read(texts):
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE c (n INTEGER, t VARCHAR)")
        cleaned = [text.strip() if text and not text.startswith(EXACT) else text for text in texts]
        connection.executemany("INSERT INTO c VALUES (?, ?)", list(enumerate(cleaned)))
        sign = sign_of(*connection.execute(f"SELECT {signs_sql('t')} FROM c").fetchone())
        rows = connection.execute(f"SELECT ({number_sql('t', sign=sign)})::{KIND} FROM c ORDER BY n").fetchall()
        return [None if value is None else Fraction(value) for (value,) in rows]


@pytest.mark.parametrize("texts", COLUMNS, ids=range(len(COLUMNS)))
def test_the_engine_reads_what_is_read_row_by_row(texts):
    assert read(texts) == parse_numbers(texts)


def test_full_width_figures_are_figures():
    assert read(["４5", "１２．５", "－３，５", "٤", "1\u3000234", "８５％", "4²"]) == [
        45,
        Fraction(25, 2),
        Fraction(-7, 2),
        None,
        1234,
        None,
        None,
    ]


def test_what_is_too_long_to_be_exact_is_not_read():
    assert read(["9" * 15, "9" * 16, "0," + "1" * 18, "0," + "1" * 19]) == [
        Fraction(10**15 - 1),
        None,
        Fraction(int("1" * 18), 10**18),
        None,
    ]
