"""Where a figure comes from, group by group: by unit, month, failing condition or any column that a trace shows."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..words.errors import UsageError
from ..words.nearest import nearest
from ..words.vocabulary import BLOCKED, NO_CASES, OK
from .tracing import MONTH, Trace

if TYPE_CHECKING:
    import pandas as pd

REASON = "reason"
_FIELDS = {"unit": "unit", "period": "period", REASON: "failed"}
_COLUMNS = ["group", "state", "numerator", "denominator", "value", "missed", "share"]


def breakdown(trace: Trace, by: str) -> pd.DataFrame:
    """The rows of a figure summed by group: ``group``, ``state``, ``numerator``, ``denominator``, ``value`` (a ratio of the
    sums), ``missed`` (the difference; where less is better the numerator) and ``share`` (of all that is missed). Exact
    fractions; the group that misses most comes first.

    ``by`` is unit, month, reason, period, or a column of the source by its header or its name in the plan. A group of
    which a row cannot be read is ``blocked`` and has no figures. Raises UsageError for what is no such column, and for
    figures that are no sum of rows.
    """
    import pandas as pd

    groups = groups_of(trace, by)
    rows = trace.rows[["numerator", "denominator", "counts"]].assign(group=groups)
    if by == REASON:
        rows = rows[rows["counts"] != "yes"]
    summed = rows.groupby("group", sort=True)[["numerator", "denominator"]].sum()
    unknown = set(rows["group"][rows["counts"] == "unknown"])
    found = [
        _row(trace, str(group), Fraction(n), Fraction(d), is_known=group not in unknown)
        for group, n, d in summed.itertuples()
    ]
    whole = sum((row["missed"] for row in found if row["missed"] is not None), Fraction(0))
    for row in found:
        row["share"] = row["missed"] / whole if row["missed"] is not None and whole else None
    found.sort(key=lambda row: -row["missed"] if row["missed"] is not None else Fraction(0))
    return pd.DataFrame(found, columns=_COLUMNS, dtype=object)


def groups_of(trace: Trace, by: str) -> pd.Series:
    """The group of each row of a figure, as ``breakdown`` sums them. Raises what that raises."""
    return trace.groups(_column(trace, by))


def is_divisible(trace: Trace) -> bool:
    """Whether the figure is a sum of its rows, so that groups of them make it up."""
    return trace.target.measure.is_summed and trace.target.measure.formula is None


def _column(trace: Trace, by: str) -> str:
    """The column of the trace by which rows are grouped."""
    if not is_divisible(trace):
        raise UsageError(
            f"{trace.target.id} không cộng từ từng dòng nên không tách được theo nhóm. Cách sửa: xem từng dòng bằng tk.trace."
        )
    names = {column.name: column.header for column in trace.source.columns}
    known = {**_FIELDS, **{name: header for name, header in names.items() if header in trace.groupings}}
    known |= {"month": MONTH} if MONTH in trace.groupings else {}
    found = known.get(by, by if by in trace.groupings else "")
    if not found:
        raise UsageError(
            f"Không tách được {trace.target.id} theo {by!r}.{nearest(by, known)} Cách sửa: chọn một trong: {', '.join(known)}."
        )
    return found


def _row(trace: Trace, group: str, numerator: Fraction, denominator: Fraction, *, is_known: bool) -> dict[str, Any]:
    is_total = trace.target.measure.is_total
    state = BLOCKED if not is_known else OK if denominator or is_total else NO_CASES
    row: dict[str, Any] = dict.fromkeys(_COLUMNS)
    row |= {"group": group, "state": state}
    if state == BLOCKED:
        return row
    less = trace.indicator.goal is not None and trace.target.lower_is_better(trace.indicator.goal)
    value = numerator if is_total else numerator / denominator if denominator else None
    missed = numerator if less else denominator - numerator
    return row | {"numerator": numerator, "denominator": denominator, "value": value, "missed": missed}
