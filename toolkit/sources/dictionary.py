"""The shipped dictionary: headers and words that known systems write, and what they certainly mean.

``dictionary.toml`` says where each comes from. The words of the contract and those of the plan go before it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from ..plan.conditions import fold_value
from ..plan.standard import SOURCES
from ..words.formatting import fold
from ..words.vocabulary import Column

FILE = Path(__file__).with_name("dictionary.toml")
Words = Mapping[str, Mapping[str, tuple[str, ...]]]  # column → value → words


@dataclass(frozen=True)
class Dictionary:
    """What is known of a source: folded header → column, and column → headers as they are written; words that mean a value
    under any header of their column; codes that do so under some headers alone (folded header → the values of its
    column); and ``hints``: column → headers that are it where their cells fit, which ``thidua map`` alone looks at."""

    headers: Mapping[str, str] = field(default_factory=dict)
    spellings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: Words = field(default_factory=dict)
    codes: Words = field(default_factory=dict)
    hints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@cache
def dictionary(source: str) -> Dictionary:
    """What is known of a source of a period.

    >>> known = dictionary("ho_so_tthc")
    >>> known.headers["kenhthuchien"], known.codes["kenhthuchien"]["online"]
    ('channel', ('2',))
    """
    headers: dict[str, str] = {}
    spellings: dict[str, tuple[str, ...]] = {}
    words: dict[str, dict[str, tuple[str, ...]]] = {}
    codes: dict[str, dict[str, tuple[str, ...]]] = {}
    hints: dict[str, tuple[str, ...]] = {}
    for entry in entries():
        if source not in entry["of"]:
            continue
        for column in _columns(source, entry["column"]):
            headers.update({fold(header): column for header in entry.get("headers", ())})
            spellings[column] = (*spellings.get(column, ()), *entry.get("headers", ()))
            hints[column] = (*hints.get(column, ()), *entry.get("if_fits", ()))
            for value, spelled in entry.get("words", {}).items():
                own = words.setdefault(column, {})
                own[value] = (*own.get(value, ()), *spelled)
            coded = (*entry.get("headers", ()), *entry.get("if_fits", ())) if "codes" in entry else ()
            for header in map(fold, coded):
                codes[header] = {value: tuple(spelled) for value, spelled in entry["codes"].items()}
    return Dictionary(headers, spellings, words, codes, hints)


@cache
def entries() -> tuple[dict[str, Any], ...]:
    """The entries of the file as they stand there."""
    return tuple(tomllib.loads(FILE.read_text(encoding="utf-8"))["known"])


def _columns(source: str, name: str) -> Iterator[str]:
    """The columns that an entry is about: one, or all of yes and no."""
    known = SOURCES.get(source)
    every = known.columns if known else ()
    yield from (column.name for column in every if column.name == name or (name == "*" and column.type == "yes_no"))


def with_words(column: Column, more: Mapping[str, tuple[str, ...]]) -> Column:
    """A column whose values have more words; what has a meaning already keeps it."""
    taken = {fold_value(word) for name, words in column.values.items() for word in (name, *words)}
    values = {
        name: (*words, *(word for word in more.get(name, ()) if fold_value(word) not in taken))
        for name, words in column.values.items()
    }
    return replace(column, values=values)
