"""Working days: Monday to Friday without the plan's holidays, and the days made up for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from .comparisons import WORKING, Comparisons
from .conditions import ANY_OF, NOT, each_asked
from .faults import Fault

MONDAY = date(1799, 12, 30)  # from which days are counted: before every day that files may hold
_SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """The ``holidays`` of a plan, and the ``workdays`` among Saturdays and Sundays."""

    holidays: tuple[date, ...] = ()
    workdays: tuple[date, ...] = ()

    def is_working(self, day: date) -> bool:
        """Whether a day is one on which work is done."""
        return day in self.workdays if day.weekday() >= _SATURDAY else day not in self.holidays

    def deadline(self, day: date, *, after: int) -> date:
        """The so-manieth working day after a day; the day itself for none.

        >>> Calendar(holidays=(date(2025, 9, 1), date(2025, 9, 2))).deadline(date(2025, 8, 29), after=1)
        datetime.date(2025, 9, 3)
        """
        while after > 0:
            day += timedelta(days=1)
            after -= self.is_working(day)
        return day


def calendar_faults(holidays: Sequence[date], workdays: Sequence[date]) -> list[Fault]:
    """Days that are no holidays or no make-up days whatever the plan says, and days that it says twice."""
    faults: list[Fault] = []
    for key, days in (("holidays", holidays), ("workdays", workdays)):
        faults += [((key, n), "ngày được ghi hai lần") for n, day in enumerate(days) if day in days[:n]]
    faults += [
        (("workdays", n), "đây là ngày thường (thứ Hai đến thứ Sáu); workdays chỉ ghi thứ Bảy, Chủ nhật làm bù")
        for n, day in enumerate(workdays)
        if day.weekday() < _SATURDAY
    ]
    return faults


def asks_for_working_days(*blocks: Mapping[str, Any] | None) -> bool:
    """Whether blocks of conditions ask for working days."""
    return any(
        isinstance(asked, Comparisons) and any(each.how == WORKING for each in asked.parts)
        for _, asked in each_asked(*blocks)
    )


def counts_working_days(target: Any) -> bool:
    """Whether a target asks for working days."""
    return any(asks_for_working_days(part.population, part.success) for part in target.parts)


def with_calendar(block: Mapping[str, Any] | None, calendar: Calendar) -> Any:
    """A block of conditions that knows the plan's working days."""
    if block is None or not asks_for_working_days(block):
        return block
    found: dict[str, Any] = {}
    for key, asked in block.items():
        if key == ANY_OF:
            found[key] = tuple(with_calendar(each, calendar) for each in asked)
        elif key == NOT:
            found[key] = with_calendar(asked, calendar)
        elif isinstance(asked, Comparisons):
            parts = (replace(each, calendar=calendar) if each.how == WORKING else each for each in asked.parts)
            found[key] = Comparisons(tuple(parts))
        else:
            found[key] = asked
    return found
