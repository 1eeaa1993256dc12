"""Causes: which conditions of the numerator the cases of a denominator fail that do not count, and which cases these are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import narwhals as nw

from ..periods import Period
from ..plan import Plan, Target
from ..plan.measures import SHARE
from ..sources import SourceData
from ..sources.values import quoted
from ..units.model import Unit
from ..units.tree import parents_below
from ..words.vocabulary import NO_CASES, OK, PARTIAL
from .measuring import Counted
from .model import FAILS, HOLDS, UNCLEAR, Causes, Count, Indicator
from .predicates import Asked, all_hold, any_fails, conditions_on, population_of
from .wholes import own_counts

_IDS, _IDS_OF_ALL, _IDS_LEAST = (
    1_000,
    1_000_000,
    10,
)  # cases named of a unit for a target; of all units for it; at least


class Missed(NamedTuple):
    """Cases of one unit that do not count for the same reason: a mark for each condition of the numerator, in the plan's
    order (``HOLDS``, ``FAILS``, ``UNCLEAR``); how many they are; the ids of the first of them, sorted."""

    marks: str
    cases: int
    ids: tuple[str, ...]


class Spread(NamedTuple):
    """The agency's uncounted cases of a target by month or by service (``by``): (month or code, cases), together all of them.
    An empty key: the cell is empty."""

    target: str
    by: str
    cases: tuple[tuple[str, int], ...]


MONTH, SERVICE = "month", "service_id"  # by what cases are spread
Cases = Mapping[tuple[str, str], tuple[Missed, ...]]  # by unit and target


class Uncounted(NamedTuple):
    """The cases that do not count, by unit and target; how many they are in each month (``2024-05``) or of each service, by
    target and by what (``MONTH``, ``SERVICE``), of the units that have the target; an empty key where the cell is empty."""

    cases: Cases
    spreads: Mapping[tuple[str, str], tuple[tuple[str, int], ...]]


def ids_named(units: int) -> int:
    """How many cases of one unit and target are named; memory stays flat in rows and units, the count says how many there are.

    >>> ids_named(15), ids_named(15_000)
    (1000, 66)
    """
    return max(_IDS_LEAST, min(_IDS, _IDS_OF_ALL // max(1, units)))


def uncounted_cases(data: SourceData, *, targets: Sequence[Counted], period: Period, named: int) -> Uncounted:
    """The cases of each unit and target whose denominator has them and whose numerator certainly has not, by what they fail,
    and in which months and of which services they are; one pass over the rows for each target.

    Where less is better it is those that certainly do count: they are what is to become less. At most ``named`` ids of a
    reason are given.
    """
    cases: dict[tuple[str, str], list[Missed]] = {}
    spreads: dict[tuple[str, str], list[tuple[str, int]]] = {}
    key = data.source.id
    for target in (each for each in targets if isinstance(each, Target) and each.measure.kind == SHARE):
        conditions = [conditions_on({name: asked}, data, period) for name, asked in (target.success or {}).items()]
        marks = [_mark(own).alias(f"c__{n}") for n, own in enumerate(conditions)] or [nw.lit("").alias("c__0")]
        reason, by = " || ".join(f"c__{n}" for n in range(len(marks))), _spread_by(target, data, period)
        rows = data.lazy().filter(_wanting(target, data, period) & ~nw.col("unit").is_null()).with_columns(*marks)
        given = "true" if target.units == "all" else f"unit IN ({', '.join(map(quoted, target.units))})"
        first = f'min("{key}", {named})' if key else "NULL"
        picks = ["unit", reason, "count(*)", first, f"count(*) FILTER (WHERE {given})", *by.values()]
        groups = [f"unit, {reason}", *by.values()]
        found = nw.to_native(rows).aggregate(", ".join(picks), f"GROUPING SETS ({', '.join(f'({g})' for g in groups)})")
        for unit, marked, count, ids, own, *places in found.fetchall():
            if unit is not None:
                cases.setdefault((unit, target.id), []).append(Missed(marked, count, tuple(ids or ())))
            elif own:
                ((name, place),) = ((name, place) for name, place in zip(by, places) if place is not None)
                told = f"{place // 100:04}-{place % 100:02}" if name == MONTH and place else place or ""
                spreads.setdefault((target.id, name), []).append((told, own))
    return Uncounted(
        {place: tuple(sorted(own)) for place, own in cases.items()},
        {place: tuple(sorted(own)) for place, own in spreads.items()},
    )


def _spread_by(target: Target, data: SourceData, period: Period) -> dict[str, str]:
    """By what the uncounted cases of a target are spread: the key of a row as SQL, never NULL."""
    day, service = target.date or data.source.date, data.source.column(SERVICE)
    month = f'coalesce(year("{day}") * 100 + month("{day}"), 0)'  # a number: text of every row would take much longer
    return {
        **({MONTH: month} if day and period.months > 1 else {}),
        **({SERVICE: f"coalesce(\"{SERVICE}\", '')"} if service else {}),
    }


def _wanting(target: Target, data: SourceData, period: Period) -> nw.Expr:
    """Of a row, whether the denominator has it and the numerator certainly has not; where less is better, that it has."""
    success = conditions_on(target.success or {}, data, period)
    inside = all_hold(population_of(target, data, period))
    return inside & (all_hold(success) if wants_less(target, period) else any_fails(success))


def _mark(condition: Sequence[Asked]) -> nw.Expr:
    """What a row makes of one condition of the plan."""
    unclear = nw.when(all_hold(condition)).then(nw.lit(HOLDS)).otherwise(nw.lit(UNCLEAR))
    return nw.when(any_fails(condition)).then(nw.lit(FAILS)).otherwise(unclear)


def wants_less(target: Target, period: Period) -> bool:
    """Whether the cases that count are to become less."""
    return target.lower_is_better(target.goal_in(period) or next(iter(target.goals), None))


def has_causes(target: Target, period: Period) -> bool:
    """Whether it can be told of each case of a target why it does not count: cases of a source are counted, by conditions."""
    return target.measure.kind == SHARE and bool(target.success) and not wants_less(target, period)


def uncounted_of(plan: Plan, *, units: Sequence[Unit], period: Period, sources: Mapping[str, SourceData]) -> Uncounted:
    """The uncounted cases of every unit and target, whatever the state of its figure."""
    named = ids_named(len(units))
    found = [
        uncounted_cases(data, targets=targets, period=period, named=named)
        for name, data in sources.items()
        if (targets := plan.counting(name)) and data.files
    ]
    return Uncounted(
        {place: own for each in found for place, own in each.cases.items()},
        {place: own for each in found for place, own in each.spreads.items()},
    )


def causes_of(
    plan: Plan,
    *,
    units: Sequence[Unit],
    period: Period,
    indicators: Mapping[tuple[str, str], Indicator],
    counts: Mapping[tuple[str | None, str], Count],
    cases: Cases,
) -> list[Causes]:
    """Why cases do not count, of every unit with a figure and of the agency, in the order of the targets, the agency first.

    The agency's are those of the units whose ``counts`` its figure sums, one that is too small to be told among them; those of
    a unit with others below it are of all of them. Who has no uncounted case has no causes.
    """
    agency, found, below = plan.movement.agency.id, [], parents_below(units)
    for target in (each for each in plan.targets if has_causes(each, period)):
        own = own_counts(target, units, counts, below=below)
        patterns = {
            unit: Counter({each.marks: each.cases for each in cases.get((unit, target.id), ())})
            for unit, count in own.items()
            if count.state in (OK, NO_CASES) and not count.from_unit
        }
        told = [agency] * (indicators[agency, target.id].state in (OK, PARTIAL))
        told += [unit.id for unit in units if indicators[unit.id, target.id].state == OK]
        for unit in told:
            members = tuple(patterns) if unit == agency else (unit, *below.get(unit, ()))
            summed = sum((patterns[each] for each in members if each in patterns), Counter[str]())
            found += [made_causes(unit, target.id, summed)] if summed else []
    return found


def spreads_of(plan: Plan, *, uncounted: Uncounted, causes: Sequence[Causes]) -> list[Spread]:
    """The agency's uncounted cases of each target by month and by service, where the source has them.

    Told only where it is of the very cases that the agency's ``causes`` are of.
    """
    agency = plan.movement.agency.id
    return [
        Spread(own.target, by, spread)
        for own in causes
        for by in (MONTH, SERVICE)
        if own.unit == agency
        and (spread := uncounted.spreads.get((own.target, by)))
        and sum(cases for _, cases in spread) == own.total
    ]


def made_causes(unit: str, target: str, patterns: Mapping[str, int]) -> Causes:
    """The causes of a unit from how many cases have which marks."""
    return Causes(unit, target, tuple(sorted(patterns.items())))
