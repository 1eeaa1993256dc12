"""Years and halves (contract, command line): which days they have, and what they are compared with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Year:
    """A year, or a half of one where ``half`` is 1 or 2; the folder of its files bears its name."""

    number: int
    half: int = 0

    @property
    def name(self) -> str:
        """The name of its folder."""
        return f"{self.number}-H{self.half}" if self.half else str(self.number)

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.number, 7 if self.half == 2 else 1, 1)

    @property
    def end(self) -> date:
        """Its last day."""
        return date(self.number, 6, 30) if self.half == 1 else date(self.number, 12, 31)

    @property
    def before(self) -> Year:
        """Second edition: halves, quarters, months are compared with the same part of the year before."""
        return Year(self.number - 1, self.half)
