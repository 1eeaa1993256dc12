"""Columns of a small file in which every cell has one plain form: they are read by that form alone, in a tenth of the time.

The rules of ``values`` for all that people write are long, and the engine takes longer to understand them than to read a
small file by them. What is read here is what they would read: each form is one of theirs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..words.vocabulary import Column
from .number_sql import KIND
from .values import AS_EXCEL, DAY_FIRST, FINE, YEAR, cases_sql, is_no_day_sql, own_words, quoted, swappable_sql

_ISO_DAY = rf"{YEAR}-\d{{1,2}}-\d{{1,2}}"
_ISO_MOMENT = rf"{_ISO_DAY} \d{{1,2}}:\d{{2}}:\d{{2}}"
_COUNT = r"\d{1,15}"


@dataclass(frozen=True)
class Form:
    """A form that all cells of a column may have, as SQL over a text: whether it has it, its value, its reason (see
    ``values``)."""

    test: str
    value: str
    reason: str = str(FINE)


def forms_of(column: Column, text: str) -> Sequence[Form]:
    """The plain forms of a kind of column; a cell that is empty has each of them."""
    if column.type == "date":
        empty_or_excel = f"CASE WHEN {text} IS NULL THEN {FINE} ELSE {AS_EXCEL} END"
        day = f"try_strptime({text}, '%d/%m/%Y')"
        return [
            _dated(text, DAY_FIRST, "%d/%m/%Y", reason=f"CASE WHEN {swappable_sql(day)} ELSE {FINE} END"),
            _dated(text, _ISO_DAY, "%Y-%m-%d", reason=empty_or_excel),
            _dated(text, _ISO_MOMENT, "%Y-%m-%d %H:%M:%S", reason=empty_or_excel),
        ]
    if column.type == "number":
        return [Form(f"regexp_full_match({text}, '{_COUNT}')", f"{text}::{KIND}")]
    if column.values:
        words = own_words(column)
        listed = ", ".join(map(quoted, words))
        value = cases_sql(text, [(word, quoted(name)) for word, name in words.items()], rest="NULL")
        return [Form(f"{text} IN ({listed})", value)]
    # What is a sign of a reader or an error of a spreadsheet begins so; an id that has lost digits has a plus.
    return [Form(f"{text} NOT LIKE '#%' AND {text} NOT LIKE 'Err:%' AND NOT contains({text}, '+')", text)]


def _dated(text: str, shape: str, form: str, *, reason: str) -> Form:
    value = f"try_strptime({text}, '{form}')"
    return Form(
        f"regexp_full_match({text}, '{shape}') AND {value} IS NOT NULL AND NOT {is_no_day_sql(text)}", value, reason
    )


def plain_forms(connection: Any, columns: Mapping[str, Column], *, table: str) -> dict[str, Form]:
    """Text of ``table`` → the form that all its cells have; a text whose cells differ is not there."""
    forms = [(text, form) for text, column in columns.items() for form in forms_of(column, text)]
    if not forms:
        return {}
    tests = ", ".join(
        f"coalesce(bool_and({form.test}) FILTER (WHERE {text} IS NOT NULL), true)" for text, form in forms
    )
    held = connection.execute(f"SELECT {tests} FROM {table}").fetchone()
    found: dict[str, Form] = {}
    for (text, form), holds in zip(forms, held):
        if holds:
            found.setdefault(text, form)
    return found
