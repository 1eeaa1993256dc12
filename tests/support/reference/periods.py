"""Years and their parts (contract, command line): which days they have, and what they are compared with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Year:
    """A year, or a part of one: its half ``H1``, ``H2`` or its quarter ``Q1`` to ``Q4``; its folder bears its name."""

    number: int
    part: str = ""

    @property
    def name(self) -> str:
        """The name of its folder."""
        return f"{self.number}-{self.part}" if self.part else str(self.number)

    @property
    def months(self) -> int:
        """How many months it has."""
        return {"": 12, "H": 6, "Q": 3}[self.part[:1]]

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.number, (int(self.part[1:] or 1) - 1) * self.months + 1, 1)

    @property
    def end(self) -> date:
        """Its last day."""
        after = self.start.month + self.months
        return date(self.number + after // 13, (after - 1) % 12 + 1, 1) - timedelta(days=1)

    @property
    def before(self) -> Year:
        """Second edition: halves, quarters, months are compared with the same part of the year before."""
        return Year(self.number - 1, self.part)

    @property
    def just_before(self) -> Year | None:
        """Issue 17, figures 15: the part just before, a second column where both exist. A year has none but ``before``."""
        if not self.part:
            return None
        n = int(self.part[1:]) - 1
        return (
            Year(self.number, self.part[0] + str(n))
            if n
            else Year(self.number - 1, self.part[0] + str(12 // self.months))
        )

    def is_compared_with(self, other: Year) -> bool:
        """Whether one of the two stands beside the other in its tables."""
        return other in (self.before, self.just_before) or self in (other.before, other.just_before)
