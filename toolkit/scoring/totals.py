"""Points of items made into points of sections and of the whole: sums, sections that have points of their own, gates, bonuses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from ..plan import Item, Plan, Section, Target
from ..words.formatting import round_half_up
from ..words.vocabulary import BLOCKED, MISSING, PARTIAL
from .model import ItemScore


class Earned(NamedTuple):
    """Points, out of how many. What has left the maximum has none."""

    points: Fraction
    highest: Fraction


Leaves = Mapping[str, Earned | None]  # item → what it earns; None: it has left the maximum
UNKNOWN = (MISSING, BLOCKED, PARTIAL)  # the states of what counts for nothing though it is only not known
_NOTHING = Earned(Fraction(0), Fraction(0))


@dataclass(frozen=True)
class Total:
    """What a unit's items make together: points (before the score is rescaled to 100) out of the highest possible.

    ``sections`` is what each section makes, None where all of it has left the maximum; ``shares`` is how much that is of
    what it could, by which gates are judged, None where nothing remains; ``below`` are those that earn less than they have
    to; ``factors`` are by how much an item's points are worth more or less in the whole than in themselves.
    """

    points: Fraction
    highest: Fraction
    sections: Mapping[str, Earned | None] = field(default_factory=dict)
    shares: Mapping[str, Fraction | None] = field(default_factory=dict)
    below: tuple[str, ...] = ()
    factors: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def share(self) -> Fraction | None:
        """The score as a share of 1, never below 0; None where nothing remains."""
        return max(self.points / self.highest, Fraction(0)) if self.highest else None

    def score(self, decimals: int) -> Decimal | None:
        """The share out of 100, rounded once."""
        return None if self.share is None else round_half_up(100 * self.share, decimals)


def total(plan: Plan, items: Sequence[ItemScore]) -> Total:
    """What the official points of a unit's items make: points over the points that remain, in the plan's sections."""
    known = {item.id: item for item in plan.items}
    leaves = {i.item: None if i.max_points is None else Earned(i.points or Fraction(0), i.max_points) for i in items}
    lacking = {i.item: known[i.item].maximum for i in items if i.max_points is None and i.state in UNKNOWN}
    return total_of(plan, leaves, lacking=lacking)


def total_of(plan: Plan, leaves: Leaves, *, lacking: Mapping[str, Fraction] = MappingProxyType({})) -> Total:
    """What leaves make together. ``lacking`` are items that have left the maximum though they are only not known, with what
    they could earn: they help to pass no gate."""
    known = {item.id: item for item in plan.items}
    parts = [_part(section, known, leaves, lacking) for section in plan.sections]
    inside = set(plan.standings)
    apart = [leaves.get(id) for id in known if id not in inside]
    earned = _sum([*apart, *(part.earned for part in parts)]) or _NOTHING
    sections = {id: found for part in parts for id, found in part.sections.items()}
    factors = {id: Fraction(1) for id in known} | {id: f for part in parts for id, f in part.factors.items()}
    bonuses = [factors[id] * own.points for id, own in leaves.items() if own and known[id].bonus]
    cap = plan.scoring.bonus_cap
    over = max(sum(bonuses, Fraction(0)) - Fraction(cap), Fraction(0)) if cap is not None else Fraction(0)
    shares = {id: share for part in parts for id, share in part.shares.items()}
    below = tuple(id for part in parts for id in part.below)
    return Total(earned.points - over, earned.highest, sections, shares, below, factors)


@dataclass(frozen=True)
class _Part:
    """A section: what it earns, what it and those within it do, which of them earn too little, how much their items count."""

    earned: Earned | None
    sections: Mapping[str, Earned | None]
    shares: Mapping[str, Fraction | None]
    below: tuple[str, ...]
    factors: Mapping[str, Fraction]


def _part(
    section: Section, known: Mapping[str, Target | Item], leaves: Leaves, lacking: Mapping[str, Fraction]
) -> _Part:
    """A section with all below it."""
    inner = [_part(each, known, leaves, lacking) for each in section.items if isinstance(each, Section)]
    ids = [each.id for each in section.items if not isinstance(each, Section)]
    earned = _sum([*(leaves.get(id) for id in ids), *(part.earned for part in inner)])
    below = [id for part in inner for id in part.below]
    unknown = sum((lacking.get(leaf.id, Fraction(0)) for leaf in section.leaves()), Fraction(0))
    share, factor = _share_of(earned, unknown=unknown), Fraction(1)
    if section.points is not None and earned is not None:
        full = earned.highest or sum((known[leaf.id].maximum for leaf in section.leaves()), Fraction(0))
        factor = Fraction(section.points) / full if full else Fraction(1)
        highest = Fraction(section.points) if earned.highest else Fraction(0)
        earned = Earned(earned.points * factor, highest)
    # Of nothing it earns nothing: that is no pass.
    if section.at_least is not None and (share is None or share < section.at_least.value):
        below.append(section.id)
        if section.else_ and section.else_.points is not None and earned is not None and earned.points > 0:
            earned, factor = Earned(Fraction(0), earned.highest), Fraction(0)
    factors = dict.fromkeys(ids, factor) | {id: factor * f for part in inner for id, f in part.factors.items()}
    sections = {section.id: earned} | {id: found for part in inner for id, found in part.sections.items()}
    shares = {section.id: share} | {id: found for part in inner for id, found in part.shares.items()}
    return _Part(earned, sections, shares, tuple(below), factors)


def _share_of(earned: Earned | None, *, unknown: Fraction) -> Fraction | None:
    """The share that is earned of what could be, what is not known among it; None where nothing remains of it."""
    return earned.points / (earned.highest + unknown) if earned is not None and earned.highest else None


def _sum(parts: Sequence[Earned | None]) -> Earned | None:
    """Several parts together; None where each of them has left the maximum."""
    there = [part for part in parts if part is not None]
    if not there:
        return None
    return Earned(sum((e.points for e in there), Fraction(0)), sum((e.highest for e in there), Fraction(0)))
