"""What somebody probably meant who wrote a column, a number or a part of a report in words of his own."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ..words.formatting import fold
from ..words.vocabulary import Column

_NUMBER = re.compile(r"\d[\d.,]*")
_WORDS = re.compile(r"[^\W\d_](?:[^\d%]*[^\W\d_])?")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}")
_DECIMAL_COMMA = re.compile(r"\s*(\d{1,15}),(\d{1,15})\s*")
_COUNTED_TWO_WAYS = re.compile(r"[1-9]\d{0,2}[.,]\d\d0")  # a thousand to one, one to another
TWO_WAYS = "có người đọc là hàng nghìn, có người đọc là số thập phân"
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_AFTER_COMMA = re.compile(r"\d{1,3}%?")


def column_near(word: Any, columns: Iterable[Column]) -> str:
    """The column that a word means, as the rest of a sentence: by its name, or by what the files call it; empty if none."""
    names: dict[str, str] = {}
    for column in columns:
        names |= {column.name: column.name}
        names.setdefault(fold(column.header), column.name)
    found = names.get(fold(str(word)))
    near = [found] if found else difflib.get_close_matches(str(word), list(names), n=1)
    near = near or difflib.get_close_matches(fold(str(word)), list(names), n=1)
    return f"; có lẽ là {names.get(near[0], near[0])}" if near else ""


def amount_near(text: str) -> str:
    """The one number that a text holds, as the rest of a sentence, and where its other words go; empty if it has not one.

    >>> amount_near("tối thiểu 80 phần trăm"), amount_near("1.000.000"), amount_near("80 – 90%")
    ('; có lẽ là 80%', '; có lẽ là 1000000', '')
    """
    numbers = _NUMBER.findall(text)
    if len(numbers) != 1:
        return ""
    written = numbers[0].rstrip(".,")
    plain = written.replace(".", "") if _THOUSANDS.fullmatch(written) and "." in written else written
    plain = plain.replace(",", "") if _THOUSANDS.fullmatch(plain) else plain.replace(",", ".")
    if plain.count(".") > 1:
        return ""
    _, _, after = text.partition(numbers[0])
    if "%" in after or fold(after).startswith("phantram"):
        return f"; có lẽ là {plain}%"
    unit = _WORDS.search(after)
    return f"; có lẽ là {plain}" + (f", còn “{unit[0]}” thì ghi ở unit_of_measure của chỉ tiêu" if unit else "")


def decimal_near(raw: Any) -> str:
    """The number that is meant by one with a decimal comma; empty for anything else.

    >>> decimal_near("0,5")
    '0.5'
    """
    found = _DECIMAL_COMMA.fullmatch(raw) if isinstance(raw, str) else None
    return f"{found[1]}.{found[2]}" if found else ""


def is_thousand_or_one(text: str) -> bool:
    """Whether a number such as ``1.500`` means a thousand and a half to some, and one and a half to others."""
    return bool(_COUNTED_TWO_WAYS.fullmatch(text.strip()))


def day_near(text: str) -> str:
    """The day that is meant by one written as people write it, as the rest of a sentence; empty if it is none.

    >>> day_near("05/03/2025")
    '; có lẽ là 2025-03-05'
    """
    found = _DAY.fullmatch(text)
    try:
        return f"; có lẽ là {date(int(found[3]), int(found[2]), int(found[1]))}" if found else ""
    except ValueError:
        return ""


def two_ways(text: str) -> str:
    """How each of the two is written so that nobody takes it for the other.

    >>> two_ways("1.500")
    'hàng nghìn thì viết liền 1500, số thập phân thì viết 1.5'
    """
    whole, _, decimals = text.strip().replace(",", ".").partition(".")
    few = decimals.rstrip("0")
    return f"hàng nghìn thì viết liền {whole}{decimals}, số thập phân thì viết {whole}{f'.{few}' if few else ''}"


def split_number(block: Mapping[Any, Any]) -> tuple[Any, str] | None:
    """The key whose number a comma cut in two, as in ``{goal: 4,5}``, and the number; None where none was."""
    before: tuple[Any, Any] | None = None
    for key, value in block.items():
        is_number = before is not None and isinstance(before[1], (int, float)) and not isinstance(before[1], bool)
        if value is None and before is not None and is_number and _AFTER_COMMA.fullmatch(str(key)):
            return before[0], f"{before[1]}.{key}"
        before = key, value
    return None


# What an office calls the parts of its reports, beside their names and titles.
_PARTS = {
    "sections": "contents",
    "items": "contents",
    "criteria": "contents",
    "actions": "contents",
    "indicators": "targets",
    "goals": "targets",
    "ranking": "units",
    "ranks": "units",
    "scores": "units",
    "points": "all_points",
    "figures": "all_figures",
    "remarks": "overall",
    "appendix": "all_figures",
    "quality": "data_quality",
    "sources": "documents",
}


def part_near(word: Any, titles: Mapping[str, str]) -> str:
    """The part of a report that a word means: by what it holds, by its title, or by its name; empty if none."""
    said = str(word)
    if found := _PARTS.get(said.lower()) or _PARTS.get(f"{said.lower()}s"):
        return found
    by_title = {fold(title): name for name, title in titles.items() if title}
    near = difflib.get_close_matches(fold(said), list(by_title), n=1, cutoff=0.7)
    near = [by_title[near[0]]] if near else difflib.get_close_matches(said, list(titles), n=1, cutoff=0.75)
    return near[0] if near else ""
