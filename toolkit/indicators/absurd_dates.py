"""Days that are possible but absurd, such as a dossier received decades before its period: most often a slip in the year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

import narwhals as nw

from ..periods import Period
from ..plan import Plan
from ..plan.comparisons import LATER, Comparisons
from ..plan.conditions import columns_asked, each_asked
from ..plan.standard import REPORTED
from ..sources import SourceData
from ..words.errors import Finding
from ..words.vocabulary import Source
from .counting import dates_in_use
from .measuring import Counted
from .predicates import within

_BEFORE, _AFTER = 5, 1  # years before a period's first day and after its last from which on a day is absurd
_LONG_BEFORE = 60  # the same of a list of what stands at the period's end: nobody who is there joined so long ago


class _Question(NamedTuple):
    """Whether days of a column are absurd, ``how`` says in what way, the targets that rows leave by it or whose figures rest
    on it, and which of the two (``what``)."""

    column: str
    targets: Sequence[Counted]
    condition: nw.Expr
    how: str
    what: str


_EARLY, _LATE = f"sớm hơn kỳ quá {_BEFORE} năm", f"muộn hơn kỳ quá {_AFTER} năm"
_LONG_AGO = f"sớm hơn kỳ quá {_LONG_BEFORE} năm"
_LEFT, _TOUCHED = "nên không tính theo ngày này vào", "nên có thể làm sai"


def absurd_date_findings(plan: Plan, sources: Mapping[str, SourceData], *, period: Period) -> list[Finding]:
    """The rows that leave a figure, or count in it otherwise, by a day years away from the period, with the targets concerned.

    Rows that lie outside by every date are not among them: they have a finding of their own (DONG-03).
    """
    findings = []
    for data in (each for each in sources.values() if each.files):
        asked = _of_flow(plan, data, period) if data.source.date else _of_stock(plan, data, period)
        findings += _found(data, [each for each in asked if each.targets])
    return findings


def _of_flow(plan: Plan, data: SourceData, period: Period) -> list[_Question]:
    """Of a source whose rows a date places in a period: a day that places them elsewhere for some targets, or one that
    conditions and measures of targets look at, in rows that another day places inside."""
    targets, asked = plan.counting(data.source.name), list[_Question]()
    dates = dates_in_use(data, targets)
    inside = {date: within(date, data, period).holds for date in dates}
    by = {target.id: target.date or data.source.date for target in targets}
    early, late = _edge(period.start, -_BEFORE), _edge(period.end, _AFTER)
    others = [each.name for each in data.columns if each.type == "date" and each.name not in dates]
    for column in (*dates, *others):
        day = nw.col(column)
        left = [target for target in targets if by[target.id] == column]
        touched = [target for target in targets if by[target.id] != column and column in target.columns]
        for about, what in ((left, _LEFT), (touched, _TOUCHED)):
            placing = dates if what == _LEFT else tuple(dict.fromkeys(by[target.id] for target in about))
            is_inside = reduce(or_, (inside[date] for date in placing), nw.lit(False))
            asked.append(_Question(column, about, (day < early) & is_inside, _EARLY, what))
            asked.append(_Question(column, about, (day >= late) & is_inside, _LATE, what))
    return asked


def _of_stock(plan: Plan, data: SourceData, period: Period) -> list[_Question]:
    """Of a source that is a state at the period's end: a day so late that it counts as none, or so early that it is none."""
    parts, asked = (
        [part for target in plan.targets for part in target.parts if part.source != REPORTED],
        list[_Question](),
    )
    early, late = _edge(period.end, -_LONG_BEFORE), _edge(period.end, _AFTER)
    for column in (each.name for each in data.columns if each.type == "date"):
        left = [part for part in parts if _leaves(plan, part, data.source, column)]
        touched = [part for part in parts if _rests_on(plan, part, data.source, column)]
        asked.append(_Question(column, left, nw.col(column) >= late, _LATE, _LEFT))
        asked.append(_Question(column, touched, nw.col(column) < early, _LONG_AGO, _TOUCHED))
    return asked


def _edge(day: date, years: int) -> datetime:
    """The beginning of a day so many years earlier, or of the day after one so many years later."""
    if years < 0:
        return datetime(day.year + years, day.month, min(day.day, 28))
    return datetime(day.year + years, day.month, min(day.day, 28)) + timedelta(days=1)


def _rests_on(plan: Plan, target: Counted, source: Source, column: str) -> bool:
    """Whether a day of a stock has a part in a target's figure: of the source that it counts, or of one that tells of its
    rows."""
    if target.source == source.name:
        return column in (*source.strength, *target.columns)
    told = [each for each in plan.source(target.source).given if each.source == source.name]
    return any(each.column.name in target.columns and column in columns_asked(each.where) for each in told)


def _leaves(plan: Plan, target: Counted, source: Source, column: str) -> bool:
    """Whether a row of a stock leaves a target's figure when this day counts as absent: of the source that it counts, or of
    one that tells of its rows."""
    if target.source == source.name:
        return column in source.strength[:1] or _is_absent_later(column, target.population, target.success)
    told = [each for each in plan.source(target.source).given if each.source == source.name]
    return any(each.column.name in target.columns and _is_absent_later(column, each.where) for each in told)


def _is_absent_later(column: str, *blocks: Mapping[str, Any] | None) -> bool:
    """Whether conditions take a day of a column after the period's end for none."""
    asked = [each for name, each in each_asked(*blocks) if name == column]
    compared = [part.how for each in asked if isinstance(each, Comparisons) for part in each.parts]
    return any(not isinstance(each, Comparisons) for each in asked) or not set(compared) <= set(LATER)


def _found(data: SourceData, asked: Sequence[_Question]) -> list[Finding]:
    """A finding for each file and each question that a row answers; one pass over the rows where none does."""
    if not asked:
        return []
    counts = data.count_where([each.condition for each in asked])
    return [
        Finding(
            "DONG-10",
            f"{count} dòng có ngày này {each.how} {each.what} "
            f"{', '.join(dict.fromkeys(target.id.partition('/')[0] for target in each.targets))} (dòng đầu tiên được chỉ ra).",
            "kiểm tra năm của ngày với hồ sơ gốc; nếu đúng thì không cần sửa.",
            column=data.header(each.column),
        ).at(data.place({"file": file, "row": row}))
        for each in (each for each, any_rows in zip(asked, counts) if any_rows)
        for file, count, (row,) in data.by_file(each.condition)
    ]
