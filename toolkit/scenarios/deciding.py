"""What decides between two units: each item's part of their scores."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ..evaluation.results import Evaluation


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
    before it is rounded. An item that has left the maximum has no part.
    """
    parts = [_parts(evaluation, unit) for unit in (one, other)]
    found = [
        Decider(item.id, item.name, *(part.get(item.id, Fraction(0)) for part in parts))
        for item in evaluation.plan.items
    ]
    return sorted((each for each in found if each.difference), key=lambda each: -abs(each.difference))


def _parts(evaluation: Evaluation, unit: str) -> dict[str, Fraction]:
    own = [each for each in evaluation.items if each.unit == unit and each.max_points is not None]
    highest = sum((each.max_points or Fraction(0) for each in own), Fraction(0))
    return {each.item: 100 * (each.points or Fraction(0)) / highest for each in own} if highest else {}
