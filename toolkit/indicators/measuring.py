"""What a row adds to a figure, by the measure: itself, a number that it bears, days. Medians and different values are asked
of the rows of a unit, or of several together, by a question of their own: they do not add up."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

import narwhals as nw

from ..periods import Period
from ..plan import Target
from ..plan.measures import DISTINCT, MEAN_DAYS, MEDIAN, Part
from ..sources import SourceData
from .predicates import all_hold, population_of

Counted = Target | Part


class Amounts(NamedTuple):
    """What a row (or several alike) adds to the denominator and to the numerator, and how many rows it is."""

    denominator: nw.Expr
    numerator: nw.Expr
    rows: nw.Expr


def summed_values(target: Counted) -> dict[str, nw.Expr]:
    """What is summed over the rows of a target, under a name that says it; nothing where rows are counted."""
    columns = target.measure.columns
    if target.weight:
        return {f"v__{target.weight}": nw.col(target.weight)}
    if target.measure.kind == MEAN_DAYS:
        first, last = (nw.col(name).cast(nw.Date) for name in columns)
        return {f"v__{'__'.join(columns)}": last - first}
    return {f"v__{columns[0]}": nw.col(columns[0])} if target.measure.kind in ("sum", "mean") else {}


def amounts(target: Counted, *, rows: nw.Expr, values: Mapping[str, nw.Expr]) -> Amounts:
    """What rows add to a figure; to the denominator of a total nothing, for it is 1 whatever the rows."""
    value = next(iter(values.values()), rows)
    if target.measure.kind in (MEDIAN, DISTINCT):
        value = nw.lit(0)
    if target.measure.is_total:
        return Amounts(nw.lit(0), value, rows)
    return Amounts(value if target.measure.kind == "share" else rows, value, rows)


def unsummed(data: SourceData, *, target: Counted, period: Period) -> dict[str, Fraction]:
    """Unit → its median, or its number of different values."""
    rows = _rows(data, target, period)
    found = nw.to_native(rows).aggregate(f"unit, {_ASKED[target.measure.kind]}", "unit").fetchall()
    return {unit: _value(each) for unit, *each in found}


def unsummed_together(data: SourceData, *, target: Counted, period: Period, units: Collection[str]) -> Fraction | None:
    """The median, or the number of different values, of the rows of several units together; None without a row."""
    rows = _rows(data, target, period).filter(nw.col("unit").is_in(sorted(units)))
    (found,) = nw.to_native(rows).aggregate(_ASKED[target.measure.kind]).fetchall()
    return _value(found) if found[0] is not None else None


# The middle of an odd number of values twice, or the two middles of an even number; each different value once.
_ASKED = {
    MEDIAN: "list_sort(list(v))[(count(*) + 1) // 2], list_sort(list(v))[count(*) // 2 + 1]",
    DISTINCT: "count(DISTINCT v)",
}


def _rows(data: SourceData, target: Counted, period: Period) -> nw.LazyFrame[Any]:
    inside = all_hold(population_of(target, data, period))
    (column,) = target.measure.columns
    return data.lazy().filter(inside & ~nw.col("unit").is_null()).select("unit", v=nw.col(column))


def _value(found: Any) -> Fraction:
    """A number of different values, or the mean of the two middles."""
    return sum((Fraction(each) for each in found), Fraction(0)) / len(found)
