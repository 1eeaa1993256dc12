"""Targets that are formulas of others: of the values that the same unit has of them; what is unknown there is unknown here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..plan import Plan, Target
from ..plan.formula import Formula
from ..words.vocabulary import BLOCKED, MISSING, NO_CASES, NOT_ASSIGNED, OK, PARTIAL
from .judging import Goals, indicator_of
from .model import Count, Coverage, Indicator


def with_formulas(
    plan: Plan, indicators: Sequence[Indicator], *, units: Sequence[str], goals: Goals
) -> list[Indicator]:
    """The indicators of the plan's targets in its order, those of formulas among them; what stood there for these is made
    anew."""
    if not any(target.measure.formula for target in plan.targets):
        return list(indicators)
    found = {(each.unit, each.target): each for each in indicators}
    for target, formula in _in_order(plan):
        for unit in units:
            count = _count(target, unit, found, agency=plan.movement.agency.id)
            worst = min(
                (found[unit, id] for id in formula.ids),
                key=lambda each: each.delivered - each.expected,
            )
            goal, coverage = goals[unit, target.id], Coverage(worst.delivered, worst.expected)
            count = count if goal is not None or target.goal is None else Count(NOT_ASSIGNED)
            found[unit, target.id] = indicator_of(plan, unit, target, count, goal=goal, coverage=coverage)
    return [found[unit, target.id] for target in plan.targets for unit in units]


def _in_order(plan: Plan) -> Iterator[tuple[Target, Formula]]:
    """The targets that are formulas, each after those that it uses."""
    left = {target.id: target for target in plan.targets if target.measure.formula}
    while left:
        ready = [t for t in left.values() if t.measure.formula and not set(t.measure.formula.ids) & set(left)]
        assert ready  # the plan is checked for circles
        for target in ready:
            del left[target.id]
            assert target.measure.formula
            yield target, target.measure.formula


def _count(target: Target, unit: str, found: dict[tuple[str, str], Indicator], *, agency: str) -> Count:
    formula = target.measure.formula
    assert formula is not None
    if unit != agency and not target.assigned_to(unit):
        return Count(NOT_ASSIGNED)
    own = {id: found[unit, id] for id in formula.ids}
    for state in (BLOCKED, MISSING, NOT_ASSIGNED, NO_CASES):
        if any(each.state == state for each in own.values()):
            return Count(state, Fraction(0), Fraction(0)) if state == NO_CASES else Count(state)
    values = {id: each.value for id, each in own.items() if each.value is not None}
    value = formula.value(values) if len(values) == len(own) else None
    if value is None:
        return Count(BLOCKED)
    part = any(each.state == PARTIAL for each in own.values())
    return Count(PARTIAL if part else OK, value, Fraction(1))
