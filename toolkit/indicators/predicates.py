"""The plan's conditions as Narwhals expressions on the rows of a source.

Three-valued: a condition holds, does not hold, or cannot be known because a cell that it uses could not be read.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from operator import and_, ge, gt, le, lt, or_
from typing import Any

import narwhals as nw

from ..periods import Period
from ..plan import Target
from ..plan.calendar import MONDAY, Calendar
from ..plan.comparisons import LATER, PERIOD_END, PERIOD_START, WITHIN, WORKING, Comparison, Comparisons
from ..plan.conditions import ABSENT, ANY_OF, NOT, PRESENT, canonical_value
from ..plan.measures import Part, measured
from ..sources import SourceData, is_checked
from ..words.vocabulary import Column


@dataclass(frozen=True)
class Predicate:
    """A condition on a row. ``holds`` is NULL where it looks at an empty cell, ``lost`` tells where a cell could not be
    read or its file lacks the column (None: nowhere).

    ``column`` is what it looks at, ``asked`` says what is asked of it: within a source and a period no two conditions have
    the same of both. ``is_needed``: an empty cell leaves it unknown; else the condition does not hold. ``is_closed``: the
    column is a closed list, so that few different cells say all.
    """

    holds: nw.Expr
    lost: nw.Expr | None
    column: str
    asked: str
    is_needed: bool = False
    is_closed: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def true(self) -> nw.Expr:
        return self._known(self.holds.fill_null(False))

    @property
    def false(self) -> nw.Expr:
        return self._known(~self.holds.fill_null(False))

    @property
    def unknown(self) -> nw.Expr | None:
        """None: it always is known."""
        reasons = [self.holds.is_null()] if self.is_needed else []
        return _any(reasons if self.lost is None else [self.lost, *reasons])

    def _known(self, answer: nw.Expr) -> nw.Expr:
        return answer if self.unknown is None else answer & ~self.unknown


@dataclass(frozen=True)
class Composite:
    """A condition made of others: one of the ``parts`` holds, or, ``negated``, their only one does not. All of a part must
    hold."""

    parts: tuple[tuple[Asked, ...], ...]
    negated: bool = False

    @property
    def true(self) -> nw.Expr:
        if self.negated:
            return any_fails(self.parts[0])
        return reduce(or_, (all_hold(part) for part in self.parts))

    @property
    def false(self) -> nw.Expr:
        if self.negated:
            return all_hold(self.parts[0])
        return reduce(and_, (any_fails(part) for part in self.parts))

    @property
    def unknown(self) -> nw.Expr:
        return ~self.true & ~self.false

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(column for part in self.parts for each in part for column in each.columns))

    def of(self, leaf: Callable[[Predicate], Predicate]) -> Composite:
        """The same condition of other rows: each of its predicates as ``leaf`` has it."""
        parts = tuple(
            tuple(each.of(leaf) if isinstance(each, Composite) else leaf(each) for each in part) for part in self.parts
        )
        return replace(self, parts=parts)


Asked = Predicate | Composite


def all_hold(asked: Sequence[Asked]) -> nw.Expr:
    """Whether every condition certainly holds."""
    return reduce(and_, (each.true for each in asked), nw.lit(True))


def any_fails(asked: Sequence[Asked]) -> nw.Expr:
    """Whether some condition certainly does not hold."""
    return reduce(or_, (each.false for each in asked), nw.lit(False))


def population_of(target: Target | Part, data: SourceData, period: Period) -> list[Asked]:
    """What puts a row into a target's denominator: all of it."""
    predicates: list[Asked] = []
    if date := target.date or data.source.date:
        predicates.append(within(date, data, period))
    if mark := data.source.secrecy:  # the secrets are gone already; without the column nobody knows which they were
        predicates += [Predicate(nw.lit(True), lost, mark, "lost") for lost in _missing(mark, data)]
    if data.source.strength:
        predicates += _on_strength(data, period.end)
    predicates += conditions_on(target.population, data, period)
    return predicates + [Predicate(nw.lit(True), nw.col(name).is_null(), name, "valued") for name in measured(target)]


def success_of(target: Target | Part, data: SourceData, period: Period) -> list[Asked]:
    """What puts a row of the denominator into the numerator as well: all of it."""
    return conditions_on(target.success or {}, data, period)


def within(date: str, data: SourceData, period: Period) -> Predicate:
    """The date lies in the period. A row without its source's own date cannot be placed at all."""
    column, (first, after) = nw.col(date), _bounds(period)
    inside = (column >= first) & (column < after)
    return Predicate(inside, _any(_lost(date, data)), date, "within", is_needed=date == data.source.date)


def strength_of(data: SourceData, *, last_day: date) -> tuple[nw.Expr, nw.Expr]:
    """Whether somebody of a list of people is certainly, and whether possibly, on strength on a day."""
    asked = _on_strength(data, last_day)
    conflict = nw.col("conflict")
    return reduce(and_, (p.true for p in asked), ~conflict), ~reduce(or_, (p.false for p in asked))


def _on_strength(data: SourceData, last_day: date) -> list[Predicate]:
    """Joined by the last day, and not left by then (a person who leaves on it has left)."""
    after = day_after(last_day)
    since, until = data.source.strength
    joined, left = nw.col(since), nw.col(until)
    return [
        Predicate(joined < after, _any(_lost(since, data)), since, "joined", is_needed=True),
        Predicate(left.is_null() | (left >= after), _any(_lost(until, data)), until, "not left"),
    ]


def conditions_on(block: Mapping[str, Any], data: SourceData, period: Period) -> list[Asked]:
    """What a block of conditions asks of a row: all of it."""
    found: list[Asked] = []
    for key, asked in block.items():
        if key in (ANY_OF, NOT):
            parts = asked if key == ANY_OF else (asked,)
            inner = tuple(tuple(conditions_on(each, data, period)) for each in parts)
            found.append(Composite(inner, negated=key == NOT))
        elif isinstance(asked, Comparisons):
            found += [_compared(_column(key, data), each, data, period) for each in asked.parts]
        else:
            found.append(_condition(key, asked, data, period))
    return found


def _column(name: str, data: SourceData) -> Column:
    column = next((c for c in (*data.columns, *data.source.derived) if c.name == name), None)
    if column is None:
        raise KeyError(name)
    return column


_HOW = {"at_least": ge, "at_most": le, "above": gt, "below": lt, "on_or_before": le, "before": lt, WITHIN: le}
_HOW |= {"on_or_after": ge, "after": gt, WORKING: le}


def _compared(column: Column, asked: Comparison, data: SourceData, period: Period) -> Predicate:
    """A cell against the other side. An empty cell fulfils no comparison; a cell against an empty one leaves it unknown.

    In a list that is the state at the period's end a later day is no day yet, unless it is held against that end or later.
    """
    cell, other = _side(column.name, asked), _other(asked, period)
    holds, there = _HOW[asked.how](cell, other), ~cell.is_null()
    if asked.how == WORKING and asked.column is not None and asked.days:
        holds = _worked(cell, asked.calendar, before=True) - _worked(other, asked.calendar) < asked.days
    if asked.asks_for_days and not data.source.date:
        until = (cell <= nw.lit(period.end)).fill_null(False)
        if asked.how in LATER:
            beyond = other >= nw.lit(period.end)
            holds = holds & (until | (beyond if asked.column is None else beyond.fill_null(False)))
        else:
            holds, there = holds & until, until
    lost = _lost(column.name, data)
    if asked.column is not None:
        lost = [*lost, there & other.is_null(), *_missing(asked.column, data)]
    return Predicate(holds, _any(lost), column.name, repr(asked))


def _worked(day: nw.Expr, calendar: Calendar, *, before: bool = False) -> nw.Expr:
    """How many working days there are up to a day, or up to the day ``before`` it, since a Monday long ago."""
    days = day - nw.lit(MONDAY + timedelta(days=1) if before else MONDAY)
    rest, one, none = days % 7, nw.lit(1), nw.lit(0)
    found = days // 7 * 5 + nw.when(rest >= 5).then(nw.lit(5)).otherwise(rest + 1)
    late = timedelta(days=1 if before else 0)
    for off in (each for each in calendar.holidays if each.weekday() < 5):
        found = found - nw.when(day >= nw.lit(off + late)).then(one).otherwise(none)
    for made_up in calendar.workdays:
        found = found + nw.when(day >= nw.lit(made_up + late)).then(one).otherwise(none)
    return found


def _side(column: str, asked: Comparison) -> nw.Expr:
    """A column as it is compared: days without their hours, numbers as they are."""
    return nw.col(column).cast(nw.Date) if asked.asks_for_days else nw.col(column)


def _other(asked: Comparison, period: Period) -> nw.Expr:
    """What a cell is held against."""
    edges: dict[object, date] = {PERIOD_START: period.start, PERIOD_END: period.end}
    other = edges.get(asked.other, asked.other)
    if isinstance(other, date) and asked.how == WORKING:
        return nw.lit(asked.calendar.deadline(other, after=asked.days))
    if isinstance(other, date):
        return nw.lit(other + timedelta(days=asked.days))
    if isinstance(other, Fraction):
        return nw.lit(Decimal(other.numerator) / Decimal(other.denominator))
    side = _side(other, asked)
    return side.dt.offset_by(f"{asked.days}d") if asked.days and asked.how != WORKING else side


def _condition(name: str, values: Sequence[Any], data: SourceData, period: Period) -> Predicate:
    column, filled = _column(name, data), ~nw.col(name).is_null()
    if column.type == "date" and not data.source.date:  # a stock is the state at the end: a later date is no date yet
        filled = filled & (nw.col(name) < _bounds(period)[1]).fill_null(False)
    holds = reduce(or_, (_holds(column, value, filled) for value in values))
    lost = _lost(name, data) if is_checked(column) else _missing(name, data)
    return Predicate(holds, _any(lost), name, repr(values), is_closed=bool(column.values))


def _holds(column: Column, value: object, filled: nw.Expr) -> nw.Expr:
    if value == PRESENT:
        return filled
    if value == ABSENT:
        return ~filled
    if not column.values:
        return _spelt(nw.col(column.name)) == " ".join(unicodedata.normalize("NFC", str(value)).lower().split())
    canonical = canonical_value(column, value)
    equal = nw.col(column.name) == canonical
    # An empty yes/no cell means no.
    return equal | ~filled if column.type == "yes_no" and canonical == "false" else equal


def _spelt(text: nw.Expr) -> nw.Expr:
    """A cell of free text in any case, with single blanks; cells are in NFC already. Accents count."""
    return text.str.replace_all("[\\s\u00a0]+", " ").str.to_lowercase()


def _bad(column: str, data: SourceData) -> list[nw.Expr]:
    """Whether a cell could not be read; nothing where every cell of the column could."""
    return [] if column in data.sound else [nw.col(f"{column}__bad")]


def lost(column: str, data: SourceData) -> nw.Expr:
    """Whether the column's cell cannot be known: it could not be read, or its file lacks the column."""
    reason = _any(_lost(column, data))
    return nw.lit(False) if reason is None else reason


def _lost(column: str, data: SourceData) -> list[nw.Expr]:
    return [*_bad(column, data), *_missing(column, data)]


def _missing(column: str, data: SourceData) -> list[nw.Expr]:
    """Whether the row is from a file that lacks the column; nothing where every file has it."""
    files = data.lost.get(column, frozenset())
    return [nw.col("file").is_in(sorted(files))] if files else []


def _any(reasons: Sequence[nw.Expr]) -> nw.Expr | None:
    return reduce(or_, reasons) if reasons else None


def _bounds(period: Period) -> tuple[datetime, datetime]:
    return datetime.combine(period.start, time.min), day_after(period.end)


def day_after(day: date) -> datetime:
    """The beginning of the next day: what is before it is of the day or earlier."""
    return datetime.combine(day + timedelta(days=1), time.min)
