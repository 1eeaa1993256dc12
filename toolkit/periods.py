"""Periods: a year, a half year, a quarter, a month, one that the plan names, or a range of years; their days, their order,
the one before."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from .words.errors import UsageError
from .words.formatting import fold

_FORM = re.compile(r"(\d{4})(?:-(?:H([12])|Q([1-4])|M?(0[1-9]|1[0-2])))?")
_RANGE = re.compile(r"(\d{4})(?:\.\.|-)(\d{4})")
_YEAR = r"(?:19|20|21)\d\d"
_PERIOD_WORDS = re.compile(rf"(?=.*{_YEAR})(?:nam|ky|quy|thang|dau|cuoi|giaidoan|den|[qhivx]|\d)+")  # of folded names
_ROMAN = ("", "I", "II", "III", "IV")


@dataclass(frozen=True, order=True)
class Period:
    """A span of whole months, ``start`` and ``end`` included; or of any days, which the plan calls ``name`` in files and
    ``label`` in words, and compares with the one ``before``.

    >>> p = parse_period("2024-H1"); p.start.isoformat(), p.end.isoformat(), p.previous().id
    ('2024-01-01', '2024-06-30', '2023-H1')
    """

    start: date
    end: date
    name: str = ""
    label: str = field(default="", compare=False)
    before: Period | None = field(default=None, compare=False, repr=False)

    @property
    def id(self) -> str:
        """The name of the folder: ``2024``, ``2024-H1``, ``2024-Q3``, ``2024-M07``, or ``2022-2025`` for a range."""
        if self.name:
            return self.name
        first, last, months = self.start.year, self.end.year, self.months
        if months % 12 == 0:
            return f"{first}" if first == last else f"{first}-{last}"
        if months == 1:
            return f"{first}-M{self.start.month:02}"
        letter, size = ("H", 6) if months == 6 else ("Q", 3)
        return f"{first}-{letter}{(self.start.month - 1) // size + 1}"

    @property
    def months(self) -> int:
        """The length in months."""
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1

    @property
    def is_range(self) -> bool:
        """Whether it covers several years, each of which has its own folder."""
        return self.months > 12 and not self.name

    @property
    def title(self) -> str:
        """The period in words.

        >>> parse_period("2024-Q3").title, parse_period("2022..2025").title
        ('quý III năm 2024', 'giai đoạn 2022 – 2025')
        """
        if self.name:
            return self.label or self.name
        if self.is_range:
            return f"giai đoạn {self.start.year} – {self.end.year}"
        if self.months == 6:
            return f"6 tháng {'đầu' if self.start.month == 1 else 'cuối'} năm {self.start.year}"
        if self.months == 3:
            return f"quý {_ROMAN[self.end.month // 3]} năm {self.start.year}"
        if self.months == 1:
            return f"tháng {self.start.month} năm {self.start.year}"
        return f"năm {self.start.year}"

    def previous(self) -> Period | None:
        """The period to compare with: the same part of the year before; a range of years has none. One that the plan names
        is compared with the one that it names before it, else with the same days of the year before."""
        if self.name:
            return self.before or _a_year_before(self)
        return None if self.is_range else _months(self.start.year - 1, self.start.month, self.months)

    def just_before(self) -> Period | None:
        """The period of the same length that ends where this one begins; a range of years has none.

        >>> parse_period("2024-Q1").just_before().id
        '2023-Q4'
        """
        if self.is_range or self.name:
            return None
        month = self.start.year * 12 + self.start.month - 1 - self.months
        return Period(date(month // 12, month % 12 + 1, 1), self.start - timedelta(days=1))

    def years(self) -> tuple[Period, ...]:
        """The years that a range is made of; any other period is made of itself."""
        if not self.is_range:
            return (self,)
        return self.calendar_years()

    def calendar_years(self) -> tuple[Period, ...]:
        """The years in which it has days."""
        return tuple(_months(year, 1, 12) for year in range(self.start.year, self.end.year + 1))

    def parts(self) -> tuple[tuple[Period, ...], ...]:
        """The ways in which a year, a half year or a quarter is made of smaller ones: of halves, of quarters, of months."""
        if self.name or self.is_range or self.months == 1:
            return ()
        first = self.start.month
        return tuple(
            tuple(_months(self.start.year, month, size) for month in range(first, first + self.months, size))
            for size in (6, 3, 1)
            if size < self.months
        )


def _a_year_before(period: Period) -> Period:
    """The same days of the year before, of a period that the plan names."""
    start, end = (_year_less(day) for day in (period.start, period.end))
    return Period(start, end, f"{period.name}-1", f"cùng kỳ năm trước của {period.title}")


def _year_less(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _months(year: int, first: int, count: int) -> Period:
    after = year * 12 + first - 1 + count
    return Period(date(year, first, 1), date(after // 12, after % 12 + 1, 1) - timedelta(days=1))


def parse_period(text: str | int, *, named: Iterable[Period] = ()) -> Period:
    """Read ``2024``, ``2024-H1``, ``2024-Q3``, ``2024-M07`` (also ``2024-07``), ``2022..2025`` (as a folder: ``2022-2025``) or
    the name of one of those that the plan has ``named``; papermill may pass a number.

    Raises UsageError for anything else.
    """
    text, own = str(text).strip(), {each.id: each for each in named}
    if text in own:
        return own[text]
    if match := _RANGE.fullmatch(text):
        first, last = int(match[1]), int(match[2])
        if 1900 <= first < last <= 9998:
            return Period(date(first, 1, 1), date(last, 12, 31))
    elif (match := _FORM.fullmatch(text)) and 1900 <= int(match[1]) <= 9998:
        year, half, quarter, month = int(match[1]), match[2], match[3], match[4]
        if month:
            return _months(year, int(month), 1)
        if half:
            return _months(year, 6 * int(half) - 5, 6)
        return _months(year, 3 * int(quarter) - 2, 3) if quarter else _months(year, 1, 12)
    raise UsageError(
        f"Kỳ {text!r} viết sai. Cách sửa: viết 2024, 2024-H1, 2024-Q3, 2024-M07 hoặc 2022..2025{_also(own)}."
    )


def _also(named: Iterable[str]) -> str:
    return "".join(f", {id}" for id in named)


def folder_period(name: str, *, named: Iterable[Period] = ()) -> Period | None:
    """The period whose folder has exactly this name, a range's being ``2022-2025``, a month's also ``2024-07``; None if there
    is none.

    >>> folder_period("2022-2025").title, folder_period("2024-h2")
    ('giai đoạn 2022 – 2025', None)
    """
    try:
        period = parse_period(name, named=named)
    except UsageError:
        return None
    return period if name in (period.id, period.id.replace("-M", "-")) else None


def resembles_period(name: str) -> bool:
    """Whether people take a folder's name for a period's: it begins with a year, or has one among words of periods.

    >>> [name for name in ("2024-h2", "Năm 2023", "2024 (1)", "tai_lieu_2023", "anh") if resembles_period(name)]
    ['2024-h2', 'Năm 2023', '2024 (1)']
    """
    plain = unicodedata.normalize("NFKC", name)
    return bool(re.match(rf"\s*{_YEAR}(?!\d)", plain) or _PERIOD_WORDS.fullmatch(fold(plain)))
