"""Indicators: the counts of every unit, and of the agency out of them, against their goals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from ..plan import Plan, Target
from ..plan.measures import FORMULA
from ..units.model import Unit
from ..words.vocabulary import BLOCKED, MISSING, NO_CASES, NOT_ASSIGNED, OK, PARTIAL
from .formulas import with_formulas
from .judging import Goals, has_too_few, indicator_of, with_reports
from .model import Count, Counts, Indicator
from .normalising import normalised
from .reported import joined


def build_indicators(
    plan: Plan,
    *,
    units: Sequence[Unit],
    counts: Counts,
    goals: Goals,
    wholes: Mapping[str, Count] = MappingProxyType({}),
    claimed: Counts = MappingProxyType({}),
) -> list[Indicator]:
    """The indicators of the agency and of every unit, in the order of the targets, the agency first.

    ``claimed`` are the units' own figures for targets that systems count: told where the systems have none.
    """
    indicators, agency = [], plan.movement.agency.id
    for target in (target for target in plan.targets if target.measure.kind != FORMULA):
        given = {u.id: counts[u.id, target.id] if target.assigned_to(u.id) else Count(NOT_ASSIGNED) for u in units}
        states = [count.state for count in given.values()]
        parts = {
            "delivered": sum(state in (OK, NO_CASES) for state in states),
            "expected": sum(state != NOT_ASSIGNED for state in states),
        }
        nobodys = counts.get((None, target.id), Count(NO_CASES))
        total = _total(target, list(given.values()), nobodys, whole=wholes.get(target.id))
        total = Count(BLOCKED) if has_too_few(target, total) else total
        if goals[agency, target.id] is None and target.goal is not None:
            total, parts = Count(NOT_ASSIGNED), {}
        whole = indicator_of(plan, agency, target, total, goal=goals[agency, target.id], **parts)
        reporting = sum(count.from_unit and count.state in (OK, NO_CASES) for count in given.values())
        indicators.append(with_reports(whole, reporting, target))
        for unit, count in given.items():
            goal = goals[unit, target.id]
            count = Count(BLOCKED) if has_too_few(target, count) else count
            count = count if goal is not None or target.goal is None else Count(NOT_ASSIGNED)
            each, said = indicator_of(plan, unit, target, count, goal=goal), claimed.get((unit, target.id))
            is_told = count.state == MISSING and said is not None and said.state in (OK, NO_CASES)
            indicators.append(replace(each, reported=said) if is_told else each)
    ids = [agency, *(unit.id for unit in units)]
    return normalised(plan, with_formulas(plan, indicators, units=ids, goals=goals))


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
