"""What a count makes against a goal: attained how far, met or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType

from ..periods import Period
from ..plan import Amount, Plan, Target
from ..plan.standard import REPORTED
from ..units.model import Unit
from ..words.vocabulary import OK, PARTIAL
from .model import NOT_TOGETHER, Count, Coverage, Indicator

Goals = Mapping[tuple[str, str], Amount | None]  # (unit or agency, target) → its goal
Values = Mapping[tuple[str, str], Fraction]
NOTHING: Values = MappingProxyType({})


def goals_in(plan: Plan, *, period: Period, units: Sequence[Unit], earlier: Values = NOTHING) -> Goals:
    """The goal of every unit and of the agency for every target; ``earlier`` are the values of a year before."""
    agency, goals = plan.movement.agency.id, dict[tuple[str, str], Amount | None]()
    for target in plan.targets:
        goals[agency, target.id] = target.goal_for(period, None, earlier=earlier.get((agency, target.id)))
        for unit in units:
            own = earlier.get((unit.id, target.id))
            goals[unit.id, target.id] = target.goal_for(period, unit.value, earlier=own)
    return goals


def attainment_of(value: Fraction, target: Target, *, goal: Amount, cap: Fraction) -> Fraction:
    """(value − floor) / (goal − floor), between 0 and the cap; all or nothing where the plan says no value to start from."""
    if target.is_all_or_nothing:
        return Fraction(value <= goal.value)
    floor = target.floor_below(goal)
    return min(max((value - floor) / (goal.value - floor), Fraction(0)), cap)


def indicator_of(
    plan: Plan,
    unit: str,
    target: Target,
    count: Count,
    *,
    goal: Amount | None,
    coverage: Coverage = NOT_TOGETHER,
) -> Indicator:
    """The indicator that a count makes against a goal; a part is not judged, nor is what has no goal. How far a target is
    attained that is compared with the other units, ``normalised`` says."""
    value = attainment = met = None
    if count.state in (OK, PARTIAL) and (goal is not None or target.goal is None):
        value = count.value
    if count.state == OK and goal is not None and value is not None:
        if target.normalise == "goal":
            attainment = attainment_of(value, target, goal=goal, cap=plan.scoring.cap)
        met = value <= goal.value if target.lower_is_better(goal) else value >= goal.value
    made = Indicator(
        unit,
        target.id,
        count.state,
        count.numerator,
        count.denominator,
        value,
        goal,
        attainment,
        met,
        source="; ".join(target.sources),
        delivered=coverage.delivered,
        expected=coverage.expected,
    )
    return with_reports(made, int(count.from_unit), target)


def with_reports(each: Indicator, reporting: int, target: Target) -> Indicator:
    """An indicator of which the figures of so many units are what they report themselves."""
    if not reporting:
        return each
    mixed = reporting < each.delivered
    return replace(each, reporting=reporting, source=f"{target.source}; {REPORTED}" if mixed else REPORTED)


def has_too_few(target: Target, count: Count) -> bool:
    """Whether a figure rests on fewer rows than the plan asks for: it is not told, but its rows count in the whole."""
    return bool(target.at_least_rows and count.state == OK and (count.rows or 0) < target.at_least_rows)
