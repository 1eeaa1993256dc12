"""Days that are possible but absurd, such as a dossier received decades before its period: most often a slip in the year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

import narwhals as nw

from ..periods import Period
from ..plan import Plan
from ..plan.comparisons import LATER, Comparisons
from ..plan.conditions import each_asked
from ..plan.standard import REPORTED
from ..sources import SourceData
from ..words.errors import Finding
from ..words.vocabulary import Source
from .counting import dates_in_use
from .measuring import Counted
from .predicates import within

_BEFORE, _AFTER = 5, 1  # years before a period's first day and after its last from which on a day is absurd


class _Question(NamedTuple):
    """Whether days of a column are absurd, ``how`` says in what way, and the targets that rows leave by it."""

    column: str
    targets: Sequence[Counted]
    condition: nw.Expr
    how: str


def absurd_date_findings(plan: Plan, sources: Mapping[str, SourceData], *, period: Period) -> list[Finding]:
    """The rows that leave a figure by a day years away from the period, with the targets that they leave.

    Rows that lie outside by every date are not among them: they have a finding of their own (DONG-03).
    """
    early = datetime(period.start.year - _BEFORE, period.start.month, period.start.day)
    late = datetime(period.end.year + _AFTER, period.end.month, min(period.end.day, 28)) + timedelta(days=1)
    findings = []
    for name, data in sources.items():
        targets = plan.counting(name)
        dates = dates_in_use(data, targets) if data.files else ()
        inside = [within(column, data, period).holds for column in dates]
        asked = []
        for column in dates:
            left = [target for target in targets if (target.date or data.source.date) == column]
            asked.append(_Question(column, left, (nw.col(column) < early) & reduce(or_, inside), _EARLY))
            asked.append(_Question(column, left, (nw.col(column) >= late) & reduce(or_, inside), _LATE))
        days = [column.name for column in data.columns if column.type == "date"]
        for column in days if data.files and not data.source.date else ():
            every = [part for target in plan.targets for part in target.parts if part.source != REPORTED]
            left = [part for part in every if _leaves(plan, part, data.source, column)]
            asked.append(_Question(column, left, nw.col(column) >= late, _LATE))
        findings += _found(data, [each for each in asked if each.targets])
    return findings


_EARLY = f"sớm hơn kỳ quá {_BEFORE} năm"
_LATE = f"muộn hơn kỳ quá {_AFTER} năm"


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
            f"{count} dòng có ngày này {each.how} nên không tính theo ngày này vào "
            f"{', '.join(dict.fromkeys(target.id.partition('/')[0] for target in each.targets))} (dòng đầu tiên được chỉ ra).",
            "kiểm tra năm của ngày với hồ sơ gốc; nếu đúng thì không cần sửa.",
            column=data.header(each.column),
        ).at(data.place({"file": file, "row": row}))
        for each in (each for each, any_rows in zip(asked, counts) if any_rows)
        for file, count, (row,) in data.by_file(each.condition)
    ]
