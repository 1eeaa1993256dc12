"""Several years as one: flows by the ratio of their sums, stocks by the last year, in the structure of the last day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from operator import or_
from types import MappingProxyType

from ..indicators.formulas import with_formulas
from ..indicators.judging import indicator_of, with_reports
from ..indicators.model import NOT_TOGETHER, Count, Coverage, Indicator
from ..indicators.normalising import normalised, unfinished_comparisons
from ..indicators.reported import joined
from ..periods import Period
from ..plan import Amount, Item, Plan, Target
from ..plan.goals import GoalBy, GoalChange
from ..scoring.model import GivenPoints, ItemScore
from ..scoring.points import NO_CLAIM, Claim, claim_of, item_score, score_units, target_score
from ..units.structure import Structure
from ..units.tree import levels_of
from ..words.errors import Finding
from ..words.vocabulary import BLOCKED, MISSING, NO_CASES, NOT_ASSIGNED, OK, PARTIAL, STATES
from . import yearly
from .results import Evaluation


def evaluate_range(
    plan: Plan,
    *,
    period: Period,
    years: Sequence[Evaluation],
    structure: Structure,
    remarks: Mapping[str, str] = MappingProxyType({}),
    findings: Sequence[Finding] = (),
) -> Evaluation:
    """Bring the years of a range together. ``years`` are those that have data, each in ``structure``, that of the range's end.

    A flow is the sum of its numerators over the sum of its denominators, a stock that of the range's last year. The goal is
    the last year's, of a total the sum of the years' goals. A content or an action has the mean of its yearly points, over the years in which it counted.
    ``remarks`` is the prose of the range itself, and ``findings`` are the faults found in it.
    """
    plan = plan.on(period.end)
    span, last = _Span(plan, period, tuple(years)), years[-1]
    units = [plan.movement.agency.id, *(unit.id for unit in last.units)]
    stood = {by: _stood(span, units=units, structure=structure, by_service=by) for by in (True, False)}
    summed = [target for target in plan.targets if not target.measure.formula]
    indicators = [
        _indicator(span, unit, target, stood=stood[_is_by_service(plan, target)]) for target in summed for unit in units
    ]
    goals = {(unit, target.id): _goal(span, unit, target) for target in plan.targets for unit in units}
    indicators = normalised(
        plan, with_formulas(plan, indicators, units=units, goals=goals), levels=levels_of(last.units)
    )
    by_key = {(each.unit, each.target): each for each in indicators}
    claimed = yearly.claimed_counts(plan, years)
    items = [
        _item(span, unit.id, item, indicators=by_key, claimed=claimed) for unit in last.units for item in plan.items
    ]
    evaluation = Evaluation(
        plan,
        period,
        last.units,
        tuple(indicators),
        tuple(items),
        tuple(score_units(plan, units=last.units, items=items)),
        (),
        claimed=claimed,
        remarks=dict(remarks),
        years=tuple(years),
        follow_up=tuple(yearly.follow_up(plan, by_key, years)),
        causes=tuple(made := list(yearly.causes(plan, by_key, years))),
        spreads=tuple(yearly.spreads(made, years)),
    )
    return _with_what_years_say(evaluation, [*findings, *_absent_years(span)])


def _with_what_years_say(evaluation: Evaluation, findings: Sequence[Finding]) -> Evaluation:
    """The evaluation of a range with its findings, those of its years among them, and with what these read and know."""
    years, last = evaluation.years, evaluation.years[-1]
    told = reduce(or_, (Counter(year.findings) for year in years))  # what several years say alike is said once
    unfinished = unfinished_comparisons(evaluation.plan, evaluation.indicators, period=evaluation.period)
    return replace(
        evaluation,
        findings=tuple(sorted([*findings, *told.elements(), *unfinished], key=Finding.sort_key)),
        deliveries=yearly.worst_states(year.deliveries for year in years),
        inputs={name: sha for year in years for name, sha in year.inputs.items()},
        rows_by_unit=dict(sum((Counter(year.rows_by_unit) for year in years), Counter())),
        rows_read={name: sum(year.rows_read[name] for year in years) for name in last.rows_read},
        latest_days=last.latest_days,
        moves=last.moves,
        late_reports=yearly.summed_pairs(year.late_reports for year in years),
        staffing=last.staffing,
    )


@dataclass(frozen=True)
class _Span:
    """What is brought together: the plan, the range, and its years that have data."""

    plan: Plan
    period: Period
    years: tuple[Evaluation, ...]

    @property
    def without(self) -> list[Period]:
        """The years of the range that have no data."""
        known = {each.period for each in self.years}
        return [year for year in self.period.years() if year not in known]


def _stood(span: _Span, *, units: Sequence[str], structure: Structure, by_service: bool) -> set[tuple[str, int]]:
    """(unit, year) of the years without data in which somebody stood behind the unit; the agency, the first, always.
    ``by_service``: also one of whom only some services have come to it."""
    agency, *_ = units
    return {
        (unit, year.end.year)
        for unit in units
        for year in span.without
        if unit == agency or structure.behind(unit, year, by_service=by_service)
    }


def _is_by_service(plan: Plan, target: Target) -> bool:
    """Whether the rows of a target say which service they are about, so that some of a unit's may have gone to another."""
    return any(plan.source(name).column("service_id") for name in target.sources)


def _absent_years(span: _Span) -> list[Finding]:
    return [
        Finding(
            "KY-01",
            f"giai đoạn thiếu số liệu của năm {year.id}.",
            f"đặt số liệu vào thư mục {year.id}, hoặc chọn giai đoạn khác.",
            file=year.id,
        )
        for year in span.without
    ]


def _indicator(span: _Span, unit: str, target: Target, *, stood: Collection[tuple[str, int]]) -> Indicator:
    """A flow is the sum of the years in which it counted, a stock the last; what lacks a year is a part and says which.

    ``stood`` are the (unit, year) of years without data that would have counted.
    """
    period, years = span.period, span.years
    own = {year.period.end.year: year.indicator(unit, target.id) for year in years}
    given = any(each.state != NOT_ASSIGNED for each in own.values())
    counted = [
        y
        for y in (year.end.year for year in period.years())
        if (own[y].state != NOT_ASSIGNED if y in own else given and (unit, y) in stood and target.is_given(y))
    ]
    counted = [y for y in counted if y == period.end.year] if target.is_stock else counted
    known = [own[y] for y in counted if y in own]
    whole = unit == span.plan.movement.agency.id
    told = tuple(
        (str(y), *_delivered(own.get(y), whole=whole, like=years[-1].indicator(unit, target.id))) for y in counted
    )
    parts = [Count(each.state, each.numerator, each.denominator) for each in known]
    count = joined(parts, is_total=target.measure.is_total) if known else None
    if count is None:
        count = Count(MISSING if counted else NOT_ASSIGNED)
    lacking = any(got < of for _, got, of in told)
    if lacking and count.state == NO_CASES:  # of the years that lack, nobody knows whether cases occurred
        count = Count(MISSING)
    if lacking and count.state == OK:
        count = replace(count, state=PARTIAL)
    worst = min(told, key=lambda each: each[1] - each[2], default=("", 0, 0))
    goals = [own[y].goal if y in own else target.goal_in(y) for y in counted]
    goal = _added(_goal(span, unit, target), goals) if _is_added(target) else _goal(span, unit, target)
    coverage = Coverage(worst[1], worst[2]) if whole else NOT_TOGETHER
    count = count if goal is not None or target.goal is None else Count(NOT_ASSIGNED)
    made = indicator_of(span.plan, unit, target, count, goal=goal, coverage=coverage)
    return with_reports(replace(made, by_year=told), max((each.reporting for each in known), default=0), target)


def _goal(span: _Span, unit: str, target: Target) -> Amount | None:
    """The goal of the last year; where units have their own, that which it had there."""
    own = isinstance(target.goal, (GoalBy, GoalChange))
    return span.years[-1].indicator(unit, target.id).goal if own else target.goal_in(span.period)


def _is_added(target: Target) -> bool:
    """Whether a range has the sum of what its years come to, and so of their goals."""
    return target.measure.is_total and not target.is_stock


def _added(goal: Amount | None, goals: Sequence[Amount | None]) -> Amount | None:
    """The goals of the years together; where one has none, the ``goal`` of the range."""
    known = [each for each in goals if each is not None]
    if goal is None or len(known) < len(goals) or not known:
        return goal
    return goal.model_copy(update={"value": sum((each.value for each in known), Fraction(0))})


def _delivered(each: Indicator | None, *, whole: bool, like: Indicator) -> tuple[int, int]:
    """Of one year: how many delivered, of how many; of a year without data none, of as many as at the end."""
    if each is None:
        return 0, max(like.expected, 1) if whole else 1
    return (each.delivered, each.expected) if whole else (int(each.state in (OK, NO_CASES)), 1)


def _item(
    span: _Span,
    unit: str,
    item: Target | Item,
    *,
    indicators: Mapping[tuple[str, str], Indicator],
    claimed: Mapping[tuple[str | None, str], Count],
) -> ItemScore:
    """A target is scored on its figure of all years, officially and by the unit's own figures; a content or an action has
    the mean of the years in which it counted and was appraised. A year that lacks is named, and is no 0 within a mean."""
    plan = span.plan
    own = {year.period.id: year.item(unit, item.id) for year in span.years}
    if isinstance(item, Target):
        indicator = indicators[unit, item.id]
        counts = unit not in span.years[-1].parents  # what it says of itself is not of those below it
        counts = counts and set(indicator.lacking) <= own.keys()  # of a year without a folder nobody has said anything
        said = claim_of(plan, item, claimed.get((unit, item.id)), goal=indicator.goal) if counts else NO_CLAIM
        return target_score(plan, indicator, own=said)
    counted = {id: each for id, each in own.items() if each.state != NOT_ASSIGNED}
    known = {id: each for id, each in counted.items() if each.state == OK}
    said = _mean_claim(list((known or counted).values()))
    if not known:
        states = {each.state for each in own.values()}
        state = next(state for state in (BLOCKED, MISSING, NO_CASES, NOT_ASSIGNED) if state in states)
        return item_score(plan, item, unit=unit, official=GivenPoints(state, None), own=said)
    points = [each.points or Fraction(0) for each in known.values()]
    parts = [f"bình quân {len(points)} năm"] if len(points) > 1 else []
    parts += [f"năm {id}: {STATES[each.state]}" for id, each in counted.items() if each.state != OK]
    official = GivenPoints(OK, sum(points, Fraction(0)) / len(points), "; ".join(parts))
    return item_score(plan, item, unit=unit, official=official, own=said)


def _mean_claim(own: Sequence[ItemScore]) -> Claim:
    """The mean of a unit's own points over the years that its official ones are of; None where it lacks one of them."""
    if any(each.self_blocked for each in own):
        return Claim(None, is_blocked=True)
    points = [each.self_points for each in own if each.self_points is not None]
    return Claim(sum(points, Fraction(0)) / len(points)) if points and len(points) == len(own) else NO_CLAIM
