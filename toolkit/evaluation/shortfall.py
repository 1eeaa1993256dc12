"""Shortfall: which units make up the distance between the agency and a goal that it does not reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from ..indicators.model import Indicator
from ..units.tree import parents_below
from ..words.vocabulary import OK
from .results import Evaluation


@dataclass(frozen=True)
class Shortfall:
    """The agency's distance to the goal of a target, in the unit of the numerator (cases), and each unit's part of it.

    The parts add up to ``total``: a unit that does better than the goal has a negative one, a unit without a figure none.
    """

    target: str
    total: Fraction
    parts: Mapping[str, Fraction]

    def share(self, unit: str) -> Fraction | None:
        """A unit's share of what all units behind the goal lack together; None for a unit that is not behind it."""
        part = self.parts.get(unit)
        return part / self._lacking if part is not None and part > 0 else None

    @cached_property
    def _lacking(self) -> Fraction:
        return sum((part for part in self.parts.values() if part > 0), Fraction(0))

    @cached_property
    def furthest(self) -> list[str]:
        """The unit that lacks the most, or those that lack it equally."""
        most = max(self.parts.values())
        return [unit for unit in self.behind if self.parts[unit] == most]

    @cached_property
    def behind(self) -> list[str]:
        """The units behind the goal, those that lack the most first, equal ones in the order of the units."""
        return sorted((unit for unit, part in self.parts.items() if part > 0), key=lambda unit: -self.parts[unit])


def shortfalls(evaluation: Evaluation) -> list[Shortfall]:
    """The shortfall of each target that the agency does not meet, in the order of the plan.

    The agency's value is a ratio of sums, so goal × denominator − numerator adds up over the units, whatever the goal.
    A target of which the units' parts do not add up to the agency's, or that one unit has alone, is left out.
    """
    found, above = [], parents_below(evaluation.units)
    for target in evaluation.plan.targets:
        whole = evaluation.indicator(evaluation.agency, target.id)
        if whole.state != OK or whole.met is not False or not target.is_share:
            continue
        lower = whole.goal is not None and target.lower_is_better(whole.goal)
        own = [evaluation.indicator(unit.id, target.id) for unit in evaluation.units if unit.id not in above]
        units = [each for each in own if each.state == OK]
        parts = {each.unit: _lacking(each, whole, lower) for each in units}
        if len(parts) > 1 and sum(parts.values(), Fraction(0)) == (total := _lacking(whole, whole, lower)):
            found.append(Shortfall(target.id, total, parts))
    return found


def _lacking(each: Indicator, whole: Indicator, lower: bool) -> Fraction:
    """How much the numerator is behind the agency's goal; not rounded, so that parts add up."""
    assert whole.goal is not None and each.numerator is not None and each.denominator is not None
    lacking = whole.goal.value * each.denominator - each.numerator
    return -lacking if lower else lacking
