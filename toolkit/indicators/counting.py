"""Count the cases of the plan's targets: one pass per source for all units and targets.

The pass gathers a unit's rows that have the same words of closed lists and meet and fail the same other conditions, its
patterns, and how many rows each has. What a pattern means for a target is worked out once, not for each row.

Three-valued: a row counts, does not count, or cannot be known because a cell that the conditions use could not
be read. A figure is blocked exactly when the outcome of some row of the unit is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any

import narwhals as nw

from ..periods import Period
from ..sources import SourceData
from ..words.vocabulary import BLOCKED, NO_CASES, OK, Source
from .measuring import Amounts, Counted, amounts, summed_values
from .model import Count
from .predicates import Asked, Composite, Predicate, all_hold, any_fails, population_of, success_of, within

if TYPE_CHECKING:
    import pyarrow as pa

_FLAGS = ("d__", "n__", "u__", "r__")  # denominator, numerator, rows that cannot be known, rows of the denominator


@dataclass(frozen=True)
class Outside:
    """The rows of a unit in a file that lie outside the period: how many, and the first of them."""

    file: int
    unit: str
    count: int
    row: int


Looked = tuple[tuple[str, ...], ...]  # the columns that each of several conditions looks at
Found = tuple[dict[tuple[str | None, str], Count], list[Outside]]


def count_cases(
    data: SourceData, *, targets: Sequence[Counted], period: Period, frame: nw.LazyFrame[Any] | None = None
) -> Found:
    """Count each target's cases by unit; the key's unit is None for rows whose unit is not known.

    A unit without rows has no key; rows that one of several units may have are counted under ``unallotted_key``. Also returns the rows outside the period by every date in use. ``frame`` has the rows
    where they do not lie in the source's own table: any lazy frame of Narwhals (DuckDB, Dask, Spark) with ``used_columns``.
    """
    if frame is None and not data.row_count:
        return {}, []
    frame = data.lazy() if frame is None else frame
    frame = with_unallotted(frame, data)
    pattern = _Pattern(data)
    flags: list[nw.Expr] = []
    for number, target in enumerate(targets):
        population = pattern.asked(population_of(target, data, period))
        success = pattern.asked(success_of(target, data, period))
        flags += _flags(number, population, success, counted=pattern.counted(target))
    is_outside = outside(data, targets, period, asked=pattern.asked)
    flags.append(nw.when(is_outside).then(nw.col("rows")).otherwise(nw.lit(0)).alias("o__"))
    first = nw.when(is_outside).then(nw.col("row")).alias("o__row")
    asked = {**pattern.columns, **pattern.values}
    patterns = (
        frame.select("row", *(expression.alias(name) for name, expression in asked.items()))
        .group_by(*pattern.columns)
        .agg(nw.len().alias("rows"), nw.col("row").min(), *(nw.col(name).sum() for name in pattern.values))
    )
    names = [f"{name}{number}" for number in range(len(targets)) for name in _FLAGS]
    sums = (
        patterns.with_columns(*flags, first)
        .group_by("file", "unit")
        .agg(*(nw.col(name).sum() for name in (*names, "o__")), nw.col("o__row").min())
    )
    totals: dict[tuple[str | None, str], list[Fraction]] = {}
    left_out = []
    for part in sums.collect("pyarrow").to_native().to_pylist():
        for number, target in enumerate(targets):
            key, own = (part["unit"], target.id), [Fraction(part[f"{name}{number}"] or 0) for name in _FLAGS]
            totals[key] = [sum(pair, Fraction(0)) for pair in zip(totals.get(key, [Fraction(0)] * len(own)), own)]
        if part["o__"]:
            unit = "" if part["unit"] in map(unallotted_key, data.unallotted) else part["unit"] or ""
            left_out.append(Outside(part["file"], unit, int(part["o__"]), int(part["o__row"])))
    known = {target.id: target for target in targets}
    placed = {unit for unit, _ in totals if unit is not None and not unit.startswith(unallotted_key(""))}
    return {
        key: _count(known[key[1]] if key[0] in placed else None, *total) for key, total in totals.items()
    }, joined_outside(left_out)


def unallotted_key(unit: str) -> str:
    """Under what the rows of a divided unit are counted of which nobody knows whose they are now: no code of a unit."""
    return f"?{unit}"


def with_unallotted(frame: nw.LazyFrame[Any], data: SourceData) -> nw.LazyFrame[Any]:
    """The rows, those of which nobody knows whose they are now under ``unallotted_key``."""
    if not data.unallotted:
        return frame
    key = nw.concat_str(nw.lit(unallotted_key("")), nw.col("unit_was"))
    return frame.with_columns(nw.when(nw.col("unallotted")).then(key).otherwise(nw.col("unit")).alias("unit"))


def judged_rows(
    data: SourceData, *, target: Counted, period: Period, columns: Sequence[str]
) -> tuple[pa.Table, Looked, Looked]:
    """Every row that a target counts in its denominator, or of which that cannot be known, in the order of the files.

    Columns: ``file``, ``row``, ``unit``, ``unit_was``, ``conflict`` and ``columns``; ``d__0``, ``n__0``, ``u__0`` (in the
    denominator, in the numerator, unknown); ``f__N`` whether the N-th condition of the numerator fails, ``q__N`` whether
    the N-th condition of all cannot be known. Also returns the columns that the ``f__`` and the ``q__`` look at.
    """
    population = population_of(target, data, period)
    success = success_of(target, data, period)
    every = [*population, *success]
    marks = [p.false.alias(f"f__{n}") for n, p in enumerate(success)]
    marks += [(nw.lit(False) if p.unknown is None else p.unknown).alias(f"q__{n}") for n, p in enumerate(every)]
    kept = dict.fromkeys(("file", "row", "unit", "unit_was", "conflict", *columns))
    rows = (
        data.lazy()
        .with_columns(
            *_flags(0, population, success, counted=amounts(target, rows=nw.lit(1), values=summed_values(target))),
            *marks,
        )
        .filter((nw.col("r__0") == 1) | (nw.col("u__0") == 1))
        .select(
            *kept,
            "d__0",
            "n__0",
            "u__0",
            *(f"f__{n}" for n in range(len(success))),
            *(f"q__{n}" for n in range(len(every))),
        )
        .sort("file", "row")
    )
    return rows.collect("pyarrow").to_native(), tuple(p.columns for p in success), tuple(p.columns for p in every)


def dates_in_use(data: SourceData, targets: Sequence[Counted]) -> tuple[str, ...]:
    """The columns by which the targets place the rows of a source in a period."""
    return tuple(dict.fromkeys(date for target in targets if (date := target.date or data.source.date)))


def _count(
    target: Counted | None, denominator: Fraction, numerator: Fraction, unknown: Fraction, rows: Fraction
) -> Count:
    """The count of a unit; of nobody (None) how many rows there are that somebody lacks."""
    if unknown:
        return Count(BLOCKED)
    if target is None:
        return Count(OK if rows else NO_CASES, rows, rows)
    if target.measure.is_total:
        return Count(OK, numerator, Fraction(1), rows=int(rows))
    return Count(OK if denominator else NO_CASES, numerator, denominator, rows=int(rows))


def _flags(number: int, population: Sequence[Asked], success: Sequence[Asked], *, counted: Amounts) -> list[nw.Expr]:
    """What rows add to the denominator, to the numerator, to those that cannot be known, to the rows of the denominator;
    else 0: ``d__N``, ``n__N``, ``u__N``, ``r__N``."""
    inside, outside = all_hold(population), any_fails(population)
    done, not_done = inside & all_hold(success), any_fails(success)
    unknown = ~outside & (~inside | (~done & ~not_done) | nw.col("conflict"))
    return [
        nw.when(flag).then(amount).otherwise(nw.lit(0)).alias(f"{name}{number}")
        for name, flag, amount in zip(
            _FLAGS,
            (inside, done, unknown, inside),
            (counted.denominator, counted.numerator, counted.rows, counted.rows),
        )
    ]


class _Pattern:
    """The columns by which rows are gathered: their closed lists as they are, and all else that the conditions ask as
    columns ``m__N``. ``values`` are summed over the rows that are gathered."""

    def __init__(self, data: SourceData):
        self.columns = {name: nw.col(name) for name in ("file", "unit", "conflict")}
        self._data = data
        self._marked: dict[tuple[str, str], Predicate] = {}
        self.values: dict[str, nw.Expr] = {}

    def counted(self, target: Counted) -> Amounts:
        """What the rows of a pattern add to the figures of a target."""
        values = summed_values(target)
        self.values |= values
        return amounts(target, rows=nw.col("rows"), values={name: nw.col(name) for name in values})

    def asked(self, conditions: Sequence[Asked]) -> list[Asked]:
        """The conditions as they are asked of a pattern."""
        return [each.of(self._leaf) if isinstance(each, Composite) else self._leaf(each) for each in conditions]

    def _leaf(self, predicate: Predicate) -> Predicate:
        return self._closed(predicate) if predicate.is_closed else self._mark(predicate)

    def _closed(self, predicate: Predicate) -> Predicate:
        flag = [] if predicate.column in self._data.sound else [f"{predicate.column}__bad"]
        self.columns |= {name: nw.col(name) for name in (predicate.column, *flag)}
        return predicate

    def _mark(self, predicate: Predicate) -> Predicate:
        key = predicate.column, predicate.asked
        if key not in self._marked:
            lost = None if predicate.lost is None else self._column(predicate.lost)
            self._marked[key] = replace(predicate, holds=self._column(predicate.holds), lost=lost)
        return self._marked[key]

    def _column(self, expression: nw.Expr) -> nw.Expr:
        name = f"m__{len(self.columns)}"
        self.columns[name] = expression
        return nw.col(name)


def outside(
    data: SourceData, targets: Sequence[Counted], period: Period, *, asked: Callable[..., Sequence[Asked]] = list
) -> nw.Expr:
    """The row has a date, and no date in use lies in the period. A row without its source's own date is not known to be
    outside by it; where no target uses that one, the others have to be asked for a date. ``asked`` says how rows are asked."""
    dates = dates_in_use(data, targets)
    inside = asked([within(date, data, period) for date in dates])
    beyond = reduce(and_, (p.false for p in inside), nw.lit(True))
    if data.source.date in dates:
        return beyond
    filled = asked([Predicate(~nw.col(date).is_null(), None, date, "filled") for date in dates])
    return beyond & reduce(or_, (p.true for p in filled), nw.lit(False))


def joined_outside(parts: Sequence[Outside]) -> list[Outside]:
    """What several parts of a source have outside the period, as one, in the order of files and units."""
    by_place: dict[tuple[int, str], list[Outside]] = {}
    for each in parts:
        by_place.setdefault((each.file, each.unit), []).append(each)
    return [
        Outside(*place, count=sum(each.count for each in own), row=min(each.row for each in own))
        for place, own in sorted(by_place.items())
    ]


def needed_columns(target: Counted, source: Source) -> tuple[str, ...]:
    """The columns that have to be there for a target to be counted: those that its conditions name, whatever they ask."""
    derived = {column.name for column in source.derived}
    used = [name for name in target.columns if name not in derived]
    used += filter(None, [target.date or source.date])
    used += [source.secrecy] if source.secrecy else []
    used += source.strength
    return tuple(dict.fromkeys(used))


def used_columns(data: SourceData, targets: Sequence[Counted]) -> tuple[str, ...]:
    """The columns of the source's table that counting looks at: no id, no name, no address."""
    names = {name for target in targets for name in needed_columns(target, data.source)}
    names |= {name for target in targets for name in target.columns}
    return tuple(
        column
        for column in data.lazy().collect_schema().names()
        if column in ("file", "row", "unit", "conflict")
        or column.removesuffix("__bad") in names
        or (data.unallotted and column in ("unit_was", "unallotted"))
    )
