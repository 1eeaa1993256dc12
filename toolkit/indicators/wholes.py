"""Figures that are no sum of rows: ratios of two sources, medians, distinct values; of a unit, and of all together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from ..periods import Period
from ..plan import Plan, Target
from ..plan.measures import DISTINCT, MEDIAN, RATIO, Part
from ..sources import SourceData
from ..units.model import Unit
from ..units.tree import parents_below
from ..words.vocabulary import BLOCKED, MISSING, NO_CASES, NOT_ASSIGNED, OK
from .delivery import Delivered
from .measuring import unsummed, unsummed_together
from .model import Count, Counts
from .reported import joined


def with_unsummed(
    cases: Mapping[tuple[str | None, str], Count], data: SourceData, *, targets: Sequence[Target | Part], period: Period
) -> dict[tuple[str | None, str], Count]:
    """The counts, with the value of a measure that is no sum (a median, distinct values) in the place of its rows."""
    found = dict(cases)
    for target in (each for each in targets if not each.measure.is_summed):
        values = unsummed(data, target=target, period=period)
        found |= {
            key: replace(count, numerator=values.get(key[0] or "", Fraction(0)), denominator=Fraction(1))
            for key, count in found.items()
            if key[1] == target.id and key[0] in data.units and count.state == OK
        }
    return found


def ratio_counts(plan: Plan, units: Sequence[Unit], counts: Counts) -> dict[tuple[str | None, str], Count]:
    """The count of each target that is a ratio, of those of its two sides."""
    made: dict[tuple[str | None, str], Count] = {}
    for target in (each for each in plan.targets if each.measure.kind == RATIO):
        sides = [part.id for part in target.parts]
        of, to = (counts.get((None, id), Count(NO_CASES)) for id in sides)
        rows = (of.denominator or Fraction(0)) + (to.denominator or Fraction(0))
        unknown = BLOCKED in (of.state, to.state)
        made[None, target.id] = Count(BLOCKED) if unknown else Count(OK if rows else NO_CASES, rows, rows)
        made |= {(unit.id, target.id): ratio_of(target, *(counts[unit.id, id] for id in sides)) for unit in units}
    return made


def ratio_of(target: Target, of: Count, to: Count) -> Count:
    """The ratio of two counts: of sums as they are, else of their values. Of nothing there is no ratio."""
    for state in (BLOCKED, MISSING, NOT_ASSIGNED, NO_CASES):
        if state in (of.state, to.state):
            return Count(state, Fraction(0), Fraction(0)) if state == NO_CASES else Count(state)
    over, under = (each.value or Fraction(0) for each in (of, to))
    return Count(OK, over, under) if under else Count(NO_CASES, Fraction(0), Fraction(0))


def given_in_totals(target: Target, units: Sequence[Unit], *, below: Mapping[str, tuple[str, ...]]) -> set[str]:
    """The units whose own rows are in the totals above them: the target is given to them, or to a unit above them."""
    given = {unit.id for unit in units if target.assigned_to(unit.id)}
    return given | {each for unit in given & set(below) for each in below[unit]}


def own_counts(
    target: Target, units: Sequence[Unit], counts: Counts, *, below: Mapping[str, tuple[str, ...]]
) -> dict[str, Count]:
    """Unit → what it has of a target by itself, that is given to it or to a unit above it. Who has others below owes nothing
    of its own."""
    given = given_in_totals(target, units, below=below)
    found = {unit.id: counts[unit.id, target.id] if unit.id in given else Count(NOT_ASSIGNED) for unit in units}
    silent = [unit for unit in below if found[unit].state == MISSING]
    return found | dict.fromkeys(silent, Count(NOT_ASSIGNED))


def wholes_of(delivered: Delivered, counts: Counts) -> dict[tuple[str, str], Count]:
    """What all who delivered make together, below a unit and in the whole agency, for each target whose units' figures do
    not add up to that."""
    wholes: dict[tuple[str, str], Count] = {}
    below = parents_below(delivered.units)
    groups = {delivered.plan.movement.agency.id: tuple(unit.id for unit in delivered.units)}
    groups |= {unit: (unit, *others) for unit, others in below.items()}
    for target in delivered.plan.targets:
        if target.measure.kind not in (RATIO, MEDIAN, DISTINCT):
            continue
        own = own_counts(target, delivered.units, counts, below=below)
        for name, members in groups.items():
            given = [id for id in members if own[id].state != NOT_ASSIGNED]
            there = [id for id in given if all(counts[id, part.id].state in (OK, NO_CASES) for part in target.parts)]
            made = [
                _whole(
                    part, [counts[id, part.id] for id in there], delivered.sources[part.source], delivered.period, there
                )
                for part in target.parts
            ]
            wholes[name, target.id] = ratio_of(target, *made) if target.measure.kind == RATIO else made[0]
    return wholes


def _whole(part: Target | Part, own: Sequence[Count], data: SourceData, period: Period, units: Sequence[str]) -> Count:
    """What units make together of one measure."""
    if part.measure.is_summed or not own:
        return joined(own, is_total=part.measure.is_total) if own else Count(MISSING)
    value = unsummed_together(data, target=part, period=period, units=units)
    if value is None:
        return (
            Count(OK, Fraction(0), Fraction(1)) if part.measure.is_total else Count(NO_CASES, Fraction(0), Fraction(0))
        )
    return Count(OK, value, Fraction(1), rows=sum(count.rows or 0 for count in own))
