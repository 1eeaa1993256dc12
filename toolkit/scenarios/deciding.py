"""What decides between two units: each item's part of their scores."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ..evaluation.results import Evaluation
from ..scoring.totals import total


@dataclass(frozen=True)
class Decider:
    """An item's part of the scores (0–100) of two units, and by how much the first is ahead in it."""

    item: str
    name: str
    one: Fraction
    other: Fraction

    @property
    def difference(self) -> Fraction:
        """The first unit's part less the other's."""
        return self.one - self.other


def deciding_items(evaluation: Evaluation, one: str, other: str) -> list[Decider]:
    """The items in which two units differ, the largest difference first.

    An item's part is its points over all the points that the unit could earn, times 100: the parts add up to the score
    before it is rounded (but for bonuses beyond their cap). An item that has left the maximum has no part; in a section with
    points of its own an item counts as these let it.
    """
    parts = [_parts(evaluation, unit) for unit in (one, other)]
    found = [
        Decider(item.id, item.name, *(part.get(item.id, Fraction(0)) for part in parts))
        for item in evaluation.plan.items
    ]
    return sorted((each for each in found if each.difference), key=lambda each: -abs(each.difference))


def _parts(evaluation: Evaluation, unit: str) -> dict[str, Fraction]:
    own = [each for each in evaluation.items_of(unit) if each.max_points is not None]
    whole = total(evaluation.plan, evaluation.items_of(unit))
    if not whole.highest:
        return {}
    return {e.item: 100 * (e.points or Fraction(0)) * whole.factors[e.item] / whole.highest for e in own}
