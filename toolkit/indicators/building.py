"""Indicators: the counts of every unit, and of the agency out of them, against their goals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from ..plan import Plan, Target
from ..plan.measures import FORMULA
from ..units.model import Unit
from ..units.tree import levels_of, parents_below
from ..words.vocabulary import BLOCKED, MISSING, NO_CASES, NOT_ASSIGNED, OK, PARTIAL
from .formulas import with_formulas
from .judging import Goals, has_too_few, indicator_of, with_reports
from .model import NOT_TOGETHER, Count, Counts, Coverage, Indicator
from .normalising import normalised
from .reported import joined
from .wholes import own_counts


def build_indicators(
    plan: Plan,
    *,
    units: Sequence[Unit],
    counts: Counts,
    goals: Goals,
    wholes: Mapping[tuple[str, str], Count] = MappingProxyType({}),
    claimed: Counts = MappingProxyType({}),
) -> list[Indicator]:
    """The indicators of the agency and of every unit, in the order of the targets, the agency first. A unit with others below
    it has the total of all of them and its own.

    ``claimed`` are the units' own figures for targets that systems count: told where the systems have none.
    """
    indicators, agency, below = [], plan.movement.agency.id, parents_below(units)
    for target in (target for target in plan.targets if target.measure.kind != FORMULA):
        own = own_counts(target, units, counts, below=below)
        nobodys = counts.get((None, target.id), Count(NO_CASES))
        total, coverage = _together(target, list(own.values()), nobodys, whole=wholes.get((agency, target.id)))
        if goals[agency, target.id] is None and target.goal is not None:
            total, coverage = Count(NOT_ASSIGNED), NOT_TOGETHER
        whole = indicator_of(plan, agency, target, total, goal=goals[agency, target.id], coverage=coverage)
        indicators.append(with_reports(whole, _reporting(list(own.values())), target))
        for unit in (each.id for each in units):
            goal, coverage = goals[unit, target.id], NOT_TOGETHER
            count = own[unit] if target.assigned_to(unit) or unit in below else Count(NOT_ASSIGNED)
            if unit in below:
                inside = [own[each] for each in (unit, *below[unit])]
                count, coverage = _together(target, inside, Count(NO_CASES), whole=wholes.get((unit, target.id)))
            count = Count(BLOCKED) if has_too_few(target, count) else count
            count = count if goal is not None or target.goal is None else Count(NOT_ASSIGNED)
            each = indicator_of(plan, unit, target, count, goal=goal, coverage=coverage)
            if unit in below and count.state not in (BLOCKED, NOT_ASSIGNED):
                each = with_reports(each, _reporting(inside), target)
            each = replace(each, own_state=own[unit].state, from_unit=own[unit].from_unit)
            said = claimed.get((unit, target.id)) if unit not in below else None
            is_told = count.state == MISSING and said is not None and said.state in (OK, NO_CASES)
            indicators.append(replace(each, reported=said) if is_told else each)
    ids = [agency, *(unit.id for unit in units)]
    return normalised(plan, with_formulas(plan, indicators, units=ids, goals=goals), levels=levels_of(units))


def _reporting(counts: Sequence[Count]) -> int:
    """Of how many units the figure is what they report themselves."""
    return sum(count.from_unit and count.state in (OK, NO_CASES) for count in counts)


def _together(
    target: Target, counts: Sequence[Count], nobodys: Count, *, whole: Count | None
) -> tuple[Count, Coverage]:
    """The count of several units together, and how many of how many delivered."""
    states = [count.state for count in counts]
    coverage = Coverage(
        delivered=sum(state in (OK, NO_CASES) for state in states),
        expected=sum(state != NOT_ASSIGNED for state in states),
    )
    total = _total(target, counts, nobodys, whole=whole)
    return Count(BLOCKED) if has_too_few(target, total) else total, coverage


def _total(target: Target, counts: Sequence[Count], nobodys: Count, *, whole: Count | None) -> Count:
    """The agency's count: the sum of those who delivered, ``partial`` while somebody has not or cannot be counted.

    Cases of nobody known leave the sum unknown; so does it where those who delivered have no case. ``whole`` is what they
    make together where that is no sum.
    """
    states = {count.state for count in counts} - {NOT_ASSIGNED}
    if not states:
        return Count(NOT_ASSIGNED)
    if nobodys.state == BLOCKED or nobodys.denominator:
        return Count(BLOCKED)
    if states <= {OK, NO_CASES}:
        return whole or joined(
            [count for count in counts if count.state != NOT_ASSIGNED], is_total=target.measure.is_total
        )
    if OK not in states:
        return Count(BLOCKED if BLOCKED in states else MISSING)
    there = [count for count in counts if count.state in (OK, NO_CASES)]
    made = whole or joined(there, is_total=target.measure.is_total)
    return replace(made, state=PARTIAL) if made.state == OK else made
