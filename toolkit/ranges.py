"""Several years as one: flows by the ratio of their sums, stocks by the last year, in the structure of the last day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from operator import or_
from types import MappingProxyType

from .counting import ids_named
from .errors import Finding
from .followup import gap_of
from .indicators import indicator_of, joined
from .periods import Period
from .plan import Item, Plan, Target
from .results import Count, Evaluation, FollowUp, Indicator, ItemScore
from .scoring import item_score, score_units, target_score
from .vocabulary import BLOCKED, MISSING, NO_CASES, NOT_ASSIGNED, OK, PARTIAL


def evaluate_range(
    plan: Plan,
    *,
    period: Period,
    years: Sequence[Evaluation],
    remarks: Mapping[str, str] = MappingProxyType({}),
    findings: Sequence[Finding] = (),
) -> Evaluation:
    """Bring the years of a range together. ``years`` are those that have data, each in the structure of the range's end.

    A flow is the sum of its numerators over the sum of its denominators, a stock that of the range's last year. The goal is
    the last year's. A content or an action has the mean of its yearly points, over the years in which it counted. ``remarks`` is the prose of the range itself, and
    ``findings`` are the faults found in it.
    """
    last = years[-1]
    units = [plan.movement.agency.id, *(unit.id for unit in last.units)]
    indicators = [_indicator(plan, unit, target, period, years) for target in plan.targets for unit in units]
    by_key = {(each.unit, each.target): each for each in indicators}
    items = [_item(plan, unit.id, item, by_key, years) for unit in last.units for item in plan.items]
    missing = [year.id for year in period.years() if year not in {each.period for each in years}]
    yearly = reduce(or_, (Counter(year.findings) for year in years))  # what several years say alike is said once
    every = [*findings, *yearly.elements()]
    every += [
        Finding(
            "KY-01",
            f"giai đoạn thiếu số liệu của năm {year}.",
            f"đặt số liệu vào thư mục {year}, hoặc chọn giai đoạn khác.",
            file=year,
        )
        for year in missing
    ]
    return Evaluation(
        plan,
        period,
        last.units,
        tuple(indicators),
        tuple(items),
        tuple(score_units(plan, units=last.units, items=items)),
        tuple(sorted(every, key=Finding.sort_key)),
        deliveries=last.deliveries,
        inputs={name: sha for year in years for name, sha in year.inputs.items()},
        remarks=dict(remarks),
        rows_by_unit=dict(sum((Counter(year.rows_by_unit) for year in years), Counter())),
        rows_read={name: sum(year.rows_read[name] for year in years) for name in last.rows_read},
        years=tuple(years),
        follow_up=tuple(_follow_up(plan, by_key, years)),
        latest_days=last.latest_days,
        moves=last.moves,
        late_reports=_summed(year.late_reports for year in years),
        staffing=last.staffing,
    )


def _follow_up(
    plan: Plan, indicators: Mapping[tuple[str, str], Indicator], years: Sequence[Evaluation]
) -> Iterator[FollowUp]:
    """What is left to do: a flow names the cases of every year that do not count, a stock those of the last."""
    yearly = [{(each.unit, each.target): each for each in year.follow_up} for year in years]
    units = years[-1].units
    for unit in units:
        for target in plan.targets:
            key = unit.id, target.id
            whole = indicators[key]
            if whole.state == OK:
                parts = [year[key] for year in (yearly[-1:] if target.is_stock else yearly) if key in year]
                ids = sorted(id for part in parts for id in part.case_ids)[: ids_named(len(units))]
                uncounted = sum(part.uncounted for part in parts)
                yield FollowUp(*key, gap_of(whole, target), uncounted, tuple(ids))
            elif whole.state != NOT_ASSIGNED:
                yield FollowUp(*key, None, 0, ())


def _summed(pairs: Iterable[Mapping[str, tuple[int, int]]]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for each in pairs:
        for unit, (late, unsent) in each.items():
            before = found.get(unit, (0, 0))
            found[unit] = (before[0] + late, before[1] + unsent)
    return found


def _indicator(plan: Plan, unit: str, target: Target, period: Period, years: Sequence[Evaluation]) -> Indicator:
    own = [year.indicator(unit, target.id) for year in years]
    last = own[-1]
    if target.is_stock:
        whole = years[-1].period.end == period.end
        count = Count(last.state, last.numerator, last.denominator) if whole else Count(MISSING)
    else:
        given = [each for each in own if each.state != NOT_ASSIGNED]
        count = (
            joined([Count(each.state, each.numerator, each.denominator) for each in given])
            if given
            else Count(NOT_ASSIGNED)
        )
    told = (
        min(own, key=lambda each: (each.state == OK, each.delivered - each.expected))
        if count.state == PARTIAL
        else last
    )
    return indicator_of(plan, unit, target, period, count, told.delivered, told.expected)


def _item(
    plan: Plan,
    unit: str,
    item: Target | Item,
    indicators: Mapping[tuple[str, str], Indicator],
    years: Sequence[Evaluation],
) -> ItemScore:
    own = [year.item(unit, item.id) for year in years]
    stock = isinstance(item, Target) and item.is_stock
    claims = [each.self_points for each in (own[-1:] if stock else own) if each.self_points is not None]
    claimed = sum(claims, Fraction(0)) / len(claims) if claims else None
    if isinstance(item, Target):
        return target_score(plan, indicators[unit, item.id], own=claimed)
    states = {each.state for each in own}
    if OK not in states:
        state = next(state for state in (BLOCKED, MISSING, NO_CASES, NOT_ASSIGNED) if state in states)
        return item_score(plan, unit, item, state, None, claimed, "")
    counted = [each.points for each in own if each.max_points is not None and each.points is not None]
    reason = f"bình quân {len(counted)} năm" if len(counted) > 1 else ""
    return item_score(plan, unit, item, OK, sum(counted, Fraction(0)) / len(counted), claimed, reason)
