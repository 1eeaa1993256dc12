"""The plan's conditions as Narwhals expressions on the rows of a source.

Three-valued: a condition holds, does not hold, or cannot be known because a cell that it uses could not be read.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import and_, or_
from typing import Any

import narwhals as nw

from ..periods import Period
from ..plan import Target
from ..plan.conditions import ABSENT, PRESENT, canonical_value
from ..sources import SourceData
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


def population_of(target: Target, data: SourceData, period: Period) -> list[Predicate]:
    """What puts a row into a target's denominator: all of it."""
    predicates = []
    if date := target.date or data.source.date:
        predicates.append(within(date, data, period))
    if data.source.column("secrecy"):  # the secrets are gone already; without the column nobody knows which they were
        predicates += [Predicate(nw.lit(True), lost, "secrecy", "lost") for lost in _missing("secrecy", data)]
    if data.source.name == "can_bo":
        predicates += _on_strength(data, period.end)
    return predicates + [_condition(c, v, data, period) for c, v in target.population.items()]


def success_of(target: Target, data: SourceData, period: Period) -> list[Predicate]:
    """What puts a row of the denominator into the numerator as well: all of it."""
    return [_condition(c, v, data, period) for c, v in (target.success or {}).items()]


def within(date: str, data: SourceData, period: Period) -> Predicate:
    """The date lies in the period. A row without its source's own date cannot be placed at all."""
    column, (first, after) = nw.col(date), _bounds(period)
    inside = (column >= first) & (column < after)
    return Predicate(inside, _any(_lost(date, data)), date, "within", is_needed=date == data.source.date)


def strength_of(data: SourceData, *, last_day: date) -> tuple[nw.Expr, nw.Expr]:
    """Whether somebody of ``can_bo`` is certainly, and whether possibly, on strength on a day."""
    asked = _on_strength(data, last_day)
    conflict = nw.col("conflict")
    return reduce(and_, (p.true for p in asked), ~conflict), ~reduce(or_, (p.false for p in asked))


def _on_strength(data: SourceData, last_day: date) -> list[Predicate]:
    """Joined by the last day, and not left by then (a person who leaves on it has left)."""
    after = day_after(last_day)
    joined, left = nw.col("joined_at"), nw.col("left_at")
    return [
        Predicate(joined < after, _any(_lost("joined_at", data)), "joined_at", "joined", is_needed=True),
        Predicate(left.is_null() | (left >= after), _any(_lost("left_at", data)), "left_at", "not left"),
    ]


def _condition(name: str, values: Sequence[Any], data: SourceData, period: Period) -> Predicate:
    column = next((c for c in (*data.columns, *data.source.derived) if c.name == name), None)
    if column is None:
        raise KeyError(name)
    filled = ~nw.col(name).is_null()
    if column.type == "date" and not data.source.date:  # a stock is the state at the end: a later date is no date yet
        filled = filled & (nw.col(name) < _bounds(period)[1]).fill_null(False)
    holds = reduce(or_, (_holds(column, value, filled) for value in values))
    is_flagged = column.type in ("date", "text") or bool(column.values)
    lost = _lost(name, data) if is_flagged else _missing(name, data)
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
