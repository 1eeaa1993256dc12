"""The shape of what is proposed for commendation: who, with what vote, and what becomes of it. Plain frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction


@dataclass(frozen=True)
class Staffing:
    """The staff of a unit on strength at the period's end: certainly, at most, and of them the women (None: unknown)."""

    certain: int
    possible: int
    women: int | None


@dataclass(frozen=True)
class Person:
    """What the staff list says of somebody who is nominated. None: not known."""

    unit: str | None
    is_leader: bool | None
    is_female: bool | None
    courses: tuple[str, ...]  # that are known to be completed, by their short words
    on_strength: bool | None
    flags: tuple[tuple[str, bool | None], ...] = ()  # what the plan's awards ask of people, by column
    joined_at: date | None = None
    post: str = field(default="", repr=False)


@dataclass(frozen=True)
class Vote:
    """A council's vote on one nominee. Absent members count among ``members``."""

    members: int
    agree: int
    disagree: int

    @property
    def share(self) -> Fraction:
        """Agreement over all members, present or not."""
        return Fraction(self.agree, self.members)


@dataclass(frozen=True)
class Nominee:
    """A proposal for commendation. ``unit`` is who stands for the proposing unit; ``award`` an id of the plan or empty.

    ``faults`` are reasons in words for which the proposal cannot be judged as it was sent; of one whose ``vote_is_unknown``
    (it cannot be read, or may be among those for no nominee) they say that too. Its representation holds
    nothing of the person: a notebook keeps such texts where nobody sees them.
    """

    id: str = field(repr=False)
    kind: str
    unit: str
    award: str
    name: str = field(default="", repr=False)
    staff_id: str = field(default="", repr=False)
    achievement: str = field(default="", repr=False)
    pending_case: bool | None = field(default=False, repr=False)
    person: Person | None = field(default=None, repr=False)
    vote: Vote | None = field(default=None, repr=False)
    faults: tuple[str, ...] = field(default=(), repr=False)
    vote_is_unknown: bool = field(default=False, repr=False)
    post: str = field(default="", repr=False)


@dataclass(frozen=True)
class AwardResult:
    """What becomes of a nominee: eligible or not, every reason, the place among the eligible, and whether proposed.

    ``firmness`` is the share of draws of random weights in which the nominee would stand within the places (those who
    tie at the line included); None where the places are not limited or the nominee is barred whatever the weights.
    """

    nominee: Nominee
    eligible: bool
    reasons: tuple[str, ...] = field(repr=False)
    rank: int | None
    proposed: str
    firmness: float | None = None
