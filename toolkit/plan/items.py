"""An item that people appraise: a content, an action, a criterion of a section."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Literal

from pydantic import Field, model_validator

from .amounts import Points
from .blocks import DEDUCT, Block, Identifier, Text
from .faults import refuse
from .rules import points_faults


class Item(Block):
    """A content or an action, scored by appraisal up to ``points``.

    ``rule`` says which points an appraiser may give: any (``linear``), all or nothing (``threshold``, ``pass_fail``),
    nothing or one of ``steps``, or points taken off, down to ``-at_most`` (``deduct``). Who ``counts`` says whose points
    they are: the appraiser's or the unit's own. With ``requires: evidence`` an item without a piece of evidence has 0
    points. A ``bonus`` lies beyond the maximum. Before the year ``from`` nobody is asked for it.
    """

    id: Identifier
    name: Text
    short: str = ""
    points: Points = Decimal(0)
    rule: Literal["linear", "threshold", "pass_fail", "steps", "deduct"] = "linear"
    steps: tuple[Points, ...] = ()
    at_most: Points | None = None
    bonus: bool = Field(False, strict=True)
    counts: Literal["appraised", "self"] = "appraised"
    requires: Literal["evidence"] | None = None
    from_: int | None = Field(None, alias="from", strict=True, ge=1900, le=2199)
    note: str = ""

    def is_asked(self, year: int) -> bool:
        """Whether it is appraised in a year."""
        return self.from_ is None or self.from_ <= year

    @property
    def maximum(self) -> Fraction:
        """What it adds to the highest score that there can be: of a bonus, and of points taken off, nothing."""
        return Fraction(0) if self.bonus or self.rule == DEDUCT else Fraction(self.points)

    @property
    def edges(self) -> tuple[Fraction, Fraction]:
        """The lowest and the highest points that it may have."""
        return (
            (-Fraction(self.at_most or 0), Fraction(0)) if self.rule == DEDUCT else (Fraction(0), Fraction(self.points))
        )

    @property
    def choices(self) -> tuple[Fraction, ...]:
        """The points that it may have, in order; empty where it may have any between its edges."""
        if self.rule not in ("threshold", "pass_fail", "steps"):
            return ()
        return tuple(sorted({Fraction(0), *map(Fraction, self.steps if self.rule == "steps" else (self.points,))}))

    @property
    def most(self) -> Fraction:
        """The most points that it may give or take off."""
        return max(map(abs, self.edges))

    def allows(self, points: Fraction) -> bool:
        """Whether it may have these points."""
        low, high = self.edges
        return points in self.choices if self.choices else low <= points <= high

    @model_validator(mode="after")
    def _makes_sense(self) -> Item:
        faults = points_faults(self)
        if (self.rule == "steps") != bool(self.steps) or any(step > self.points for step in self.steps):
            faults.append((("steps",), "ghi các mức điểm (không quá points) khi và chỉ khi rule: steps"))
        if self.rule == DEDUCT and not self.at_most:
            faults.append(((), "thiếu at_most: điểm trừ nhiều nhất"))
        refuse(faults)
        return self
