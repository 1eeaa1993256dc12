"""What the years of a range say together: what is left to do, why cases do not count, what was delivered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ..indicators.causes import Spread, ids_named, made_causes
from ..indicators.followup import case_columns, gap_of
from ..indicators.model import Causes, Count, FollowUp, Indicator
from ..indicators.reported import joined
from ..plan import Plan, Target
from ..words.vocabulary import BLOCKED, MISSING, NO_CASES, NOT_ASSIGNED, OK, PARTIAL
from .results import Evaluation


def follow_up(
    plan: Plan, indicators: Mapping[tuple[str, str], Indicator], years: Sequence[Evaluation]
) -> Iterator[FollowUp]:
    """What is left to do: a flow names the cases of every year that do not count, a stock those of the last."""
    yearly = [{(each.unit, each.target): each for each in year.follow_up} for year in years]
    units = years[-1].units
    for unit in units:
        for target in plan.targets:
            key = unit.id, target.id
            whole = indicators[key]
            if whole.state in (OK, PARTIAL):
                parts = [year[key] for year in (yearly[-1:] if target.is_stock else yearly) if key in year]
                ids = sorted(pair for part in parts for pair in zip(part.case_ids, part.marks, strict=True))[
                    : ids_named(len(units))
                ]
                uncounted = sum(part.uncounted for part in parts)
                gap = gap_of(whole, target) if whole.state == OK else None  # a part is not held against the goal
                yield FollowUp(*key, gap, uncounted, *case_columns(ids))
            elif whole.state != NOT_ASSIGNED:
                yield FollowUp(*key, None, 0, ())


def causes(
    plan: Plan, indicators: Mapping[tuple[str, str], Indicator], years: Sequence[Evaluation]
) -> Iterator[Causes]:
    """Why cases do not count: of a flow in any year, of a stock at the end of the last."""
    last = years[-1]
    for target in plan.targets:
        for unit in (last.agency, *(unit.id for unit in last.units)):
            if indicators[unit, target.id].state in (OK, PARTIAL):
                parts = [year.causes_of(unit, target.id) for year in (years[-1:] if target.is_stock else years)]
                summed = sum((Counter(dict(part.patterns)) for part in parts if part), Counter[str]())
                if summed:
                    yield made_causes(unit, target.id, summed)


def spreads(causes: Sequence[Causes], years: Sequence[Evaluation]) -> Iterator[Spread]:
    """In which months and services the agency's cases are that do not count, where every year tells it of its own."""
    totals = {each.target: each.total for each in causes if each.unit == years[-1].agency}
    summed: dict[tuple[str, str], Counter[str]] = {}
    for year in years:
        for each in year.spreads:
            own = summed.setdefault((each.target, each.by), Counter())
            own.update(dict(each.cases))
    for (target, by), cases in summed.items():
        if cases.total() == totals.get(target):
            yield Spread(target, by, tuple(sorted(cases.items())))


def worst_states(yearly: Iterable[Mapping[tuple[str, str], str]]) -> dict[tuple[str, str], str]:
    """What has come of each source over the years: whole only where it is in each of them."""
    found: dict[tuple[str, str], str] = {}
    order = (BLOCKED, MISSING, OK, NO_CASES, NOT_ASSIGNED)
    for each in yearly:
        for key, state in each.items():
            found[key] = min(found.get(key, NOT_ASSIGNED), state, key=order.index)
    return found


def summed_pairs(pairs: Iterable[Mapping[str, tuple[int, int]]]) -> dict[str, tuple[int, int]]:
    """Unit → both numbers of the years together: reports sent late, and not sent."""
    found: dict[str, tuple[int, int]] = {}
    for each in pairs:
        for unit, (late, unsent) in each.items():
            before = found.get(unit, (0, 0))
            found[unit] = (before[0] + late, before[1] + unsent)
    return found


def claimed_counts(plan: Plan, years: Sequence[Evaluation]) -> dict[tuple[str | None, str], Count]:
    """(unit, target) → a unit's own figures of all years, of those that gave any."""
    pairs = ((unit.id, target) for unit in years[-1].units for target in plan.targets)
    return {(unit, t.id): said for unit, t in pairs if (said := _claimed(unit, t, years)) is not None}


def _claimed(unit: str, target: Target, years: Sequence[Evaluation]) -> Count | None:
    """A unit's own figures for a target, summed as the official ones; None where it gave none in any year.

    For a year of which it gave none, the official count stands, as in a single year; where that is missing, the sum is a part.
    """
    pairs = [(year.claimed.get((unit, target.id)), year.indicator(unit, target.id)) for year in years]
    pairs = [(said, each) for said, each in pairs if each.state != NOT_ASSIGNED]
    pairs = pairs[-1:] if target.is_stock else pairs
    if all(said is None or said.state == MISSING for said, _ in pairs):
        return None
    official = [Count(each.state, each.numerator, each.denominator) for _, each in pairs]
    parts = [each if said is None or said.state == MISSING else said for (said, _), each in zip(pairs, official)]
    whole = joined(parts, is_total=target.measure.is_total)
    return replace(whole, state=PARTIAL) if whole.state == OK and any(p.state == MISSING for p in parts) else whole
