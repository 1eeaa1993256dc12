"""Cells that fulfil the conditions of a plan, or fail one of them: for the sample of any plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from fractions import Fraction
from typing import Any

from ..periods import Period
from ..plan.comparisons import LATER, PERIOD_END, PERIOD_START, WITHIN, WORKING, Comparison, Comparisons
from ..plan.conditions import ABSENT, ANY_OF, NOT, PRESENT, canonical_value
from ..words.vocabulary import Column, Source
from .dice import Dice

Cells = dict[str, Any]  # column → a day, a number, yes or no, the canonical word of a choice, a text; None: empty
_LOW = ("at_least", "above")


class Row:
    """The cells of one row, so far: ``fulfil`` and ``fail`` change those that a block of conditions asks for."""

    def __init__(self, cells: Cells, source: Source, period: Period, dice: Dice):
        self.cells, self._source, self._period, self._dice = cells, source, period, dice
        self._usual = dict(cells)

    def fulfil(self, block: Mapping[str, Any] | None) -> None:
        """Make every condition of a block hold."""
        for key, asked in (block or {}).items():
            if key == ANY_OF:
                self.fulfil(self._dice.pick(asked))
            elif key == NOT:
                self.fail(asked)
            elif column := self._source.column(key):
                self._set(column, asked, holds=True)

    def fail(self, block: Mapping[str, Any] | None) -> None:
        """Make one condition of a block fail, all of those where any would do."""
        if not block:
            return
        key = self._dice.pick(list(block))
        if key == ANY_OF:
            for each in block[key]:
                self.fail(each)
        elif key == NOT:
            self.fulfil(block[key])
        elif column := self._source.column(key):
            self._set(column, block[key], holds=False)

    def _set(self, column: Column, asked: Any, *, holds: bool) -> None:
        if isinstance(asked, Comparisons):
            parts = asked.parts if holds else (self._dice.pick(asked.parts),)
            for part in parts:
                self._compare(column, part, holds=holds)
            return
        if ABSENT in asked and len(asked) > 1 and holds:
            asked = tuple(each for each in asked if each != ABSENT)
        value = self._dice.pick(asked)
        if value in (PRESENT, ABSENT) and not isinstance(value, bool):
            is_empty = (value == ABSENT) == holds
            self.cells[column.name] = None if is_empty else self.cells[column.name] or self._usual[column.name]
        elif column.type == "yes_no":
            yes = canonical_value(Column("", "", values={"true": ("Có",), "false": ("Không",)}), value) == "true"
            self.cells[column.name] = (yes or value is True) == holds
        elif column.type == "choice":
            known = [canonical_value(column, each) for each in asked]
            others = [each for each in column.values if each not in known]
            self.cells[column.name] = self._dice.pick(known if holds or not others else others)
        else:
            self.cells[column.name] = value if holds else "khác"

    def _compare(self, column: Column, part: Comparison, *, holds: bool) -> None:
        other = self._side(part)
        if other is None:
            return
        if not part.asks_for_days:
            up = (part.how in _LOW) == holds
            step = 0 if holds and not self._dice.chance(0.5) and part.how in ("at_least", "at_most") else 1
            self.cells[column.name] = other + step if up else max(other - step, 0 * other)
        elif part.how in (WITHIN, WORKING):
            self.cells[column.name] = other + timedelta(
                self._dice.between(0, part.days) if holds else part.days * 2 + self._dice.between(1, 5)
            )
        else:
            least = 0 if holds == (part.how.startswith("on_or")) else 1
            days = timedelta(self._dice.between(least, 4))
            first = self.cells.get(self._source.date) or other - days  # nothing ends before it begins
            earlier = other - days if column.name == self._source.date else max(other - days, min(first, other))
            self.cells[column.name] = other + days if (part.how in LATER) == holds else earlier

    def _side(self, part: Comparison) -> Any:
        edges = {PERIOD_START: self._period.start, PERIOD_END: self._period.end}
        if isinstance(part.other, str):
            return edges.get(part.other, self.cells.get(part.other))
        return float(part.other) if isinstance(part.other, Fraction) else part.other
