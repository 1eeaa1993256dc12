"""The shape of scores. Plain frozen values: points and scores are points, exact; None means that there is none, never zero."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

UnitItem = tuple[str, str]  # a unit and an item, by their codes


class GivenPoints(NamedTuple):
    """What people say of one item of one unit: a state, the points where there are some, and why."""

    state: str
    points: Fraction | None
    reason: str = ""


class Piece(NamedTuple):
    """A piece of evidence of one item of one unit, as its row says: what it is, its number, where it lies, its day."""

    text: str
    id: str = ""
    document: str = ""
    link: str = ""
    day: date | None = None


class Mark(NamedTuple):
    """What an appraiser wrote of one item of one unit in one round: the points, why, and the code of the evidence that they
    rest on. ``round`` is empty where nobody can read it, ``points`` None where they are none or cannot be read."""

    round: str
    points: Fraction | None
    reason: str = ""
    evidence_id: str = ""


class Explanation(NamedTuple):
    """What a unit answers to the mark of an item: its words, the evidence that it adds, the day."""

    text: str
    evidence: str = ""
    day: date | None = None


@dataclass(frozen=True)
class ItemScore:
    """The points of one item of one unit, or of one section: what its items make together.

    ``max_points`` is None where the item has left the maximum, 0 of a bonus and of points taken off; ``self_blocked`` says
    that the unit gave itself points, and they cannot be read. ``met``: a target's goal is met, an appraised item has full
    points; None where nobody can say so.
    """

    unit: str
    item: str
    state: str
    points: Fraction | None
    max_points: Fraction | None
    self_points: Fraction | None
    reason: str = field(default="", repr=False)  # free text about people's work
    self_blocked: bool = False
    met: bool | None = None


@dataclass(frozen=True)
class UnitScore:
    """A unit's official score (0–100, rounded once), its rank within its group, its band, and its own score.

    ``rank_low`` and ``rank_high`` are its ranks at 5% and 95% of the draws of random weights, widened to hold ``rank``
    where they do not; ``top_share`` is the share of draws in which it stands within the places of the plan's first
    collective award; ``without_low`` and ``without_high`` are its best and its worst rank when any one item is left out.
    ``unappraised`` counts its contents and actions without an appraisal, ``partial`` its targets that lack a year of
    several, ``undeducted`` what would take points off and is not known: with any, it has neither rank nor band, whatever its
    points add up to. ``held_back`` names the sections for which its band is lower than its points would make it.
    ``rank_in_parent`` is its rank among those right below the same unit; ``has_below``: it has others below it.
    """

    unit: str
    group: str
    self_score: Decimal | None
    score: Decimal | None
    rank: int | None
    band: str
    rank_low: int | None = None
    rank_high: int | None = None
    top_share: float | None = None
    without_low: int | None = None
    without_high: int | None = None
    unappraised: int = 0
    partial: int = 0
    undeducted: int = 0
    held_back: tuple[str, ...] = ()
    rank_in_parent: int | None = None
    has_below: bool = False

    @property
    def unranked_for(self) -> str:
        """What lacks, for which it has neither rank nor band; empty where nothing does."""
        counts = (
            (self.unappraised, "mục chưa được thẩm định"),
            (self.partial, "chỉ tiêu " + ("tạm tính" if self.has_below else "thiếu số liệu của một số năm")),
            (self.undeducted, "mục điểm trừ chưa có số liệu"),
        )
        return ", ".join(f"{count} {word}" for count, word in counts if count)

    @property
    def difference(self) -> Decimal | None:
        """The official score less the unit's own; None where there is none to tell, as while an appraisal lacks."""
        if self.unranked_for or self.score is None or self.self_score is None:
            return None
        return self.score - self.self_score
