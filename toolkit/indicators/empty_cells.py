"""Empty cells that leave a figure unknown: of a column that is added up or averaged, or that another is compared with."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from ..periods import Period
from ..plan.comparisons import Comparisons
from ..plan.conditions import each_asked
from ..plan.measures import measured
from ..sources import SourceData
from ..words.errors import MOST_ROWS, Finding
from .measuring import Counted
from .needs import target_of
from .predicates import all_hold, any_fails, lost, population_of, success_of


def empty_findings(data: SourceData, targets: Sequence[Counted], *, period: Period) -> list[Finding]:
    """The rows of which nobody knows how targets count them since a cell is empty, with the column and the targets.

    Only ``targets`` with a figure that cannot be known should be given: each asks all rows once.
    """
    if not data.files:
        return []
    empty = {
        (column, target_of(target)): _empty(data, target, column, period=period)
        for target in targets
        for column in _needed(target)
    }
    return [
        Finding(
            "O-04",
            f"ô trống mà chỉ tiêu {target} cần, nên không tính được"
            f"{f' (và {count - shown} dòng khác phía dưới)' if shown == MOST_ROWS < count else ''}.",
            f"ghi giá trị; dòng như vậy không phải tính thì thêm {column}: present vào population của {target} trong ke_hoach.yaml.",
            column=data.header(column),
            target=target,
            for_unit="ghi giá trị.",
        ).at(data.place({"file": file, "row": row}))
        for (column, target), condition in empty.items()
        for file, count, rows in data.by_file(condition, first=MOST_ROWS)
        for shown, row in enumerate(rows, 1)
    ]


def _needed(target: Counted) -> tuple[str, ...]:
    """The columns of which an empty cell may leave a row unknown."""
    asked = (asked for _, asked in each_asked(target.population, target.success))
    compared = (name for each in asked if isinstance(each, Comparisons) for name in each.columns)
    return tuple(dict.fromkeys((*measured(target), *compared)))


def _empty(data: SourceData, target: Counted, column: str, *, period: Period) -> nw.Expr:
    """Whether a row is not known to count or not, and its cell is empty; one that could not be read is told of elsewhere."""
    population, success = population_of(target, data, period), success_of(target, data, period)
    inside, done = all_hold(population), all_hold(success)
    unknown = ~any_fails(population) & (~inside | (~done & ~any_fails(success)))
    return unknown & nw.col(column).is_null() & ~lost(column, data)
