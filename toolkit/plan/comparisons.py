"""Comparisons of a condition: a column against a constant, another column of its row, or an edge of the period."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from .amounts import amount_of, digits
from .faults import Fault, refuse
from .meant import day_near

NUMBERS = ("at_least", "at_most", "above", "below")
DAYS = ("on_or_before", "before", "on_or_after", "after")
LATER = ("on_or_after", "after")
WITHIN, WORKING, OF = "within_days", "within_working_days", "of"
_AFTER = (WITHIN, WORKING)  # so many days after another
PERIOD_START, PERIOD_END = "period_start", "period_end"
EDGES = (PERIOD_START, PERIOD_END)
WORDS = (*NUMBERS, *DAYS, *_AFTER)
_LOWER, _UPPER = ("at_least", "above"), ("at_most", "below")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Comparison:
    """``how`` a cell must stand to the ``other`` side: an exact number, a day, or the name of a column or an edge of the
    period. ``days`` is how many calendar days after it are allowed (``within_days``), or working days of the plan's
    ``calendar`` (``within_working_days``)."""

    how: str
    other: Fraction | date | str
    days: int = 0
    calendar: Any = None

    @property
    def asks_for_days(self) -> bool:
        """Whether it compares days; else numbers."""
        return self.how not in NUMBERS

    @property
    def column(self) -> str | None:
        """The other column of the row that it looks at, if any."""
        return self.other if isinstance(self.other, str) and self.other not in EDGES else None


@dataclass(frozen=True)
class Comparisons:
    """What is asked of one column: all of them must hold."""

    parts: tuple[Comparison, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The other columns that are looked at."""
        return tuple(dict.fromkeys(each.column for each in self.parts if each.column))


def parsed(raw: Mapping[Any, Any]) -> Comparisons:
    """The comparisons of a block such as ``{at_least: 4, below: 5}``. Raises Faults with the key of each fault.

    >>> parsed({"at_least": 4}).parts[0].other
    Fraction(4, 1)
    """
    faults = [*_strange(raw), *_pairing(raw)]
    found: list[Comparison] = []
    for how in (each for each in raw if each in WORDS):
        try:
            found.append(_parsed(how, raw))
        except ValueError as error:
            faults.append(((OF if how in _AFTER and OF in raw and _is_count(raw[how]) else how,), str(error)))
    refuse([*faults, *([] if faults else _impossible(found))])
    return Comparisons(tuple(found))


def _strange(raw: Mapping[Any, Any]) -> Iterable[Fault]:
    if not raw:
        yield (), f"khối trống; các phép so sánh: {', '.join(WORDS)}"
    for key in raw:
        if key not in (*WORDS, OF):
            near = difflib.get_close_matches(str(key), WORDS, n=1)
            likely = f"; có lẽ là {near[0]}" if near else ""
            yield (key,), f"không có phép so sánh {key!r}{likely}; các phép: {', '.join(WORDS)}"


def _pairing(raw: Mapping[Any, Any]) -> Iterable[Fault]:
    asked = [how for how in _AFTER if how in raw]
    for how in asked if OF not in raw else ():
        yield (how,), f"thiếu of: cột ngày mà số ngày được tính từ đó, ví dụ {{{how}: 5, of: received_at}}"
    if OF in raw and not asked:
        yield (OF,), "of chỉ đi cùng within_days, within_working_days, ví dụ {within_days: 5, of: received_at}"


def _parsed(how: str, raw: Mapping[Any, Any]) -> Comparison:
    if how not in _AFTER:
        return Comparison(how, _number(raw[how]) if how in NUMBERS else _day(raw[how]))
    if not _is_count(raw[how]):
        raise ValueError("phải là số ngày, số nguyên không âm")
    return Comparison(how, _day(raw.get(OF, PERIOD_START)), days=raw[how])


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 100_000


def _number(value: Any) -> Fraction | str:
    if isinstance(value, str) and value[:1].isalpha():
        return value
    try:
        amount = amount_of(value)
    except ValueError:
        raise ValueError("phải là số, hoặc tên một cột số của cùng dòng") from None
    if amount.percent:
        raise ValueError("ghi số như trong tệp, không có dấu %")
    return amount.value


def _day(value: Any) -> date | str:
    if isinstance(value, datetime):
        raise ValueError("so theo ngày: ghi ngày không có giờ, ví dụ 2025-03-05")
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        return _iso(value)
    if isinstance(value, str) and value[:1].isalpha():
        return value
    raise ValueError(
        f"phải là ngày dạng 2025-03-05, tên một cột ngày của cùng dòng, {PERIOD_START} hoặc {PERIOD_END}{day_near(str(value))}"
    )


def _iso(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("không có ngày này trong lịch") from None


def _impossible(found: Iterable[Comparison]) -> Iterable[Fault]:
    """Numbers between which none lies."""
    numbers = [each for each in found if isinstance(each.other, Fraction)]
    for low in (each for each in numbers if each.how in _LOWER):
        for high in (each for each in numbers if each.how in _UPPER):
            assert isinstance(low.other, Fraction) and isinstance(high.other, Fraction)
            strict = low.how == "above" or high.how == "below"
            if low.other > high.other or (low.other == high.other and strict):
                yield (high.how,), f"không số nào vừa {low.how} vừa {high.how} như vậy"


def written_comparisons(comparisons: Comparisons) -> dict[str, Any]:
    """The comparisons as they stand in the plan file.

    >>> written_comparisons(parsed({"within_days": 5, "of": "received_at"}))
    {'within_days': 5, 'of': 'received_at'}
    """
    found: dict[str, Any] = {}
    for each in comparisons.parts:
        other = each.other
        side = digits(other) if isinstance(other, Fraction) else other.isoformat() if isinstance(other, date) else other
        found |= {each.how: each.days, OF: side} if each.how in _AFTER else {each.how: side}
    return found
