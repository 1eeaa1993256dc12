"""The rows of a folder that a date places outside its period: in which months, and what another period lacks by them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import narwhals as nw

from ..periods import Period
from ..sources import SourceData
from ..words.errors import Finding
from .counting import dates_in_use
from .measuring import Counted
from .predicates import within


@dataclass(frozen=True)
class Elsewhere:
    """What other folders hold of a period that its own lacks.

    ``lacking`` are the (unit, target) whose figures are not whole by it (None: nobody knows whose the rows are), ``findings``
    say where the rows lie.
    """

    lacking: frozenset[tuple[str | None, str]] = frozenset()
    findings: tuple[Finding, ...] = ()


NOTHING = Elsewhere()


def joined_elsewhere(parts: Sequence[Elsewhere]) -> Elsewhere:
    """What several folders hold of one period."""
    lacking = frozenset().union(*(each.lacking for each in parts))
    return Elsewhere(lacking, tuple(finding for each in parts for finding in each.findings))


def months_left_out(data: SourceData, *, targets: Sequence[Counted], period: Period) -> frozenset[date]:
    """The first days of the months outside the period in which rows have a date in use.

    A row that another date places inside is among them: received in one year and settled in the next, it is of both.
    """
    rows = data.lazy()
    found: set[date] = set()
    for day in dates_in_use(data, targets):
        months = nw.to_native(rows.filter(within(day, data, period).false, ~nw.col(day).is_null()))
        found |= {month for (month,) in months.project(f"date_trunc('month', {day})::DATE").distinct().fetchall()}
    return frozenset(found)
