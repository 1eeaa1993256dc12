"""Several years as one (contract, plan: nature; Units over time; domain 1; issue 17, figures 3, 9 and 11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from .figures import BLOCKED, KNOWN, MISSING, NO_CASES, NOT_ASSIGNED, OK, PARTIAL, Figure, Period, figures_of, judged
from .plan import Item, Plan, Target
from .scores import Points, appraised, claimed, earned, in_the_maximum, own_part, own_points, own_total, self_points

Years = Sequence[Period]
Yearly = Sequence[Mapping[tuple[str, str], Figure]]


def pooled(figures: Sequence[Figure]) -> Figure:
    """A flow over the years in which it was given: ratio of sums; a year that is missing or blocked keeps its state."""
    counted = [each for each in figures if each.state != NOT_ASSIGNED]
    if not counted:
        return Figure(NOT_ASSIGNED)
    for state in (BLOCKED, MISSING):
        if any(each.state == state for each in counted):
            return Figure(state)
    return _sum(counted)


def _sum(figures: Sequence[Figure]) -> Figure:
    numerator = sum((each.numerator for each in figures), Fraction(0))
    denominator = sum((each.denominator for each in figures), Fraction(0))
    return Figure(OK if denominator else NO_CASES, numerator, denominator)


def pooled_agency(figures: Sequence[Figure]) -> Figure:
    """The agency's years: what is known of each is summed, partial while a year is not whole (decision 1)."""
    counted = [each for each in figures if each.state != NOT_ASSIGNED]
    if not counted:
        return Figure(NOT_ASSIGNED)
    known = [each for each in counted if each.state in (*KNOWN, PARTIAL)]
    if not known:
        return Figure(BLOCKED if any(each.state == BLOCKED for each in counted) else MISSING)
    whole = all(each.state in KNOWN for each in counted)
    return _sum(known) if whole else replace(_sum(known), state=PARTIAL)


def range_figures(plan: Plan, years: Years, yearly: Yearly) -> dict[tuple[str, str], Figure]:
    """(unit, target) → its figure over the years; a stock takes the last one. Judged by the goal of the last year."""
    found = {}
    for target in plan.targets:
        goal = target.goal(years[-1].year.number)
        for unit in (*years[-1].structure.standing, plan.agency):
            own = [figures[unit, target.id] for figures in yearly]
            pool = pooled_agency if unit == plan.agency else pooled
            figure = _bare(own[-1]) if target.stock else pool([_bare(each) for each in own])
            found[unit, target.id] = judged(figure, target, goal, cap=plan.cap)
    return found


def _bare(figure: Figure) -> Figure:
    return Figure(figure.state, figure.numerator, figure.denominator)


def mean_points(yearly: Sequence[tuple[str, Fraction | None]]) -> tuple[str, Fraction | None]:
    """README: the mean of the yearly points, over the years in which the item counted for the unit (case 03)."""
    counted = [each for each in yearly if each[0] != NOT_ASSIGNED]
    if not counted:
        return NOT_ASSIGNED, None
    for state in (BLOCKED, MISSING):
        if any(each == state for each, _ in counted):
            return state, None
    return OK, sum((points for _, points in counted), Fraction(0)) / len(counted)


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
        parts = [own_part(items[unit, t.id], _own(plan, years, yearly, unit, t), t, plan) for t in plan.targets]
        told = [mean_points(_told(years, unit, item)) for item in plan.items]
        parts += [own_part(items[unit, item.id], own, item, plan) for item, own in zip(plan.items, told)]
        found[unit] = own_total(parts, told, plan)
    return found


def _own(plan: Plan, years: Years, yearly: Yearly, unit: str, target: Target) -> tuple[str, Fraction | None]:
    own = [_bare(claimed(y, unit, target, figures[unit, target.id])) for y, figures in zip(years, yearly)]
    return own_points(own[-1] if target.stock else pooled(own), target, years[-1], plan)


def _told(years: Years, unit: str, item: Item) -> list[tuple[str, Fraction | None]]:
    return [self_points(y, unit, item) for y in years if y.behind(unit, "minh_chung")]


def yearly_figures(years: Years) -> Yearly:
    """The figures of each year, all in the structure of the range's last day (decision 3)."""
    return [figures_of(each) for each in years]
