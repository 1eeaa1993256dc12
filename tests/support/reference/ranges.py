"""Several years as one (contract, plan: nature; Units over time; domain 1; issue 17, figures 3, 9 and 11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from .figures import (
    BLOCKED,
    KNOWN,
    MISSING,
    NO_CASES,
    NOT_ASSIGNED,
    OK,
    PARTIAL,
    Figure,
    Period,
    among_the_others,
    figures_of,
    judged,
)
from .plan import Item, Plan, Target
from .scores import Points, appraised, claimed, earned, in_the_maximum, own_points, own_total, self_points

Years = Sequence[Period]
Yearly = Sequence[Mapping[tuple[str, str], Figure]]


def pooled(figures: Sequence[Figure]) -> Figure:
    """A flow over the years in which it was given: ratio of sums.

    Decided with issue 17, figures 2, 9 and 13: what lacks a year in which it counted is a part, of a unit as of the
    agency. Without a case in the years that are known, nothing is known of the whole.
    """
    counted = [each for each in figures if each.state != NOT_ASSIGNED]
    if not counted:
        return Figure(NOT_ASSIGNED)
    if any(each.state == BLOCKED for each in counted):
        return Figure(BLOCKED)
    known = [each for each in counted if each.state in (*KNOWN, PARTIAL)]
    whole = _sum(known) if known else Figure(MISSING)
    if whole.state == NO_CASES and len(known) < len(counted):
        return Figure(MISSING)
    lacking = any(each.state in (MISSING, PARTIAL) for each in counted)
    return replace(whole, state=PARTIAL) if lacking and whole.state == OK else whole


def _sum(figures: Sequence[Figure]) -> Figure:
    numerator = sum((each.numerator for each in figures), Fraction(0))
    denominator = sum((each.denominator for each in figures), Fraction(0))
    return Figure(OK if denominator else NO_CASES, numerator, denominator)


def range_figures(plan: Plan, years: Years, yearly: Yearly) -> dict[tuple[str, str], Figure]:
    """(unit, target) → its figure over the years; a stock takes the last one. Judged by the goal of the last year."""
    found = {}
    for target in plan.targets:
        goal = target.goal(years[-1].year.number)
        for unit in (*years[-1].structure.standing, plan.agency):
            own = [figures[unit, target.id] for figures in yearly]
            figure = _bare(own[-1]) if target.stock else pooled([_bare(each) for each in own])
            found[unit, target.id] = judged(figure, target, goal, cap=plan.cap)
    return among_the_others(years[-1], found)


def _bare(figure: Figure) -> Figure:
    return Figure(figure.state, figure.numerator, figure.denominator)


def mean_points(yearly: Sequence[tuple[str, Fraction | None]]) -> tuple[str, Fraction | None]:
    """docs/vi_sao.md: the mean of the yearly points, over the years in which the item counted (case 03) and was appraised."""
    points = [points for state, points in yearly if state == OK]
    if points:
        return OK, sum(points, Fraction(0)) / len(points)
    states = {state for state, _ in yearly}
    return next(state for state in (BLOCKED, MISSING, NOT_ASSIGNED) if state in states), None


def range_items(plan: Plan, years: Years, figures: Mapping[tuple[str, str], Figure]) -> dict[tuple[str, str], Points]:
    """(unit, item) → its points over the years."""
    found = {}
    for unit in years[-1].structure.standing:
        for target in plan.targets:
            figure = figures[unit, target.id]
            found[unit, target.id] = in_the_maximum(figure.state, earned(figure, target), target, plan)
        for item in plan.items:
            found[unit, item.id] = in_the_maximum(*mean_points([appraised(y, unit, item) for y in years]), item, plan)
    return found


def range_own(
    plan: Plan, years: Years, yearly: Yearly, items: Mapping[tuple[str, str], Points]
) -> dict[str, Fraction | None]:
    """Case 08: the units' own figures, summed over the years as the official ones are."""
    found = {}
    for unit in years[-1].structure.standing:
        own = {target.id: _own(plan, years, yearly, unit, target) for target in plan.targets}
        own |= {item.id: _claims(years, unit, item) for item in plan.items}
        found[unit] = own_total(plan, {id: items[unit, id] for id in own}, own)
    return found


def _own(plan: Plan, years: Years, yearly: Yearly, unit: str, target: Target) -> tuple[str, Fraction | None]:
    """Its own figures, and in years of which it gave none the official ones; none where it gave none in any year."""
    pairs = [(claimed(y, unit, target), _bare(figures[unit, target.id])) for y, figures in zip(years, yearly)]
    pairs = [pair for pair in pairs if pair[1].state != NOT_ASSIGNED][-1 if target.stock else 0 :]
    if all(own.state == MISSING for own, _ in pairs):
        return MISSING, None
    return own_points(
        pooled([official if own.state == MISSING else own for own, official in pairs]), target, years[-1], plan
    )


def _claims(years: Years, unit: str, item: Item) -> tuple[str, Fraction | None]:
    """The mean of the claims of the years that the official points are of; none where one of them has no claim."""
    official = [appraised(year, unit, item)[0] for year in years]
    known = [year for year, state in zip(years, official) if state == OK]
    owed = [year for year, state in zip(years, official) if state != NOT_ASSIGNED]  # case 03: else it owed nothing
    told = [self_points(year, unit, item) for year in known or owed]
    if any(state == BLOCKED for state, _ in told):
        return BLOCKED, None
    return mean_points(told) if told and all(state == OK for state, _ in told) else (MISSING, None)


def yearly_figures(years: Years) -> Yearly:
    """The figures of each year, all in the structure of the range's last day (decision 3)."""
    return [figures_of(each) for each in years]
