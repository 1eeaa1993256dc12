"""Several years as one: flows by the ratio of their sums, stocks by the last year, in the structure of the last day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from .errors import Finding
from .indicators import indicator_of, joined
from .periods import Period
from .plan import Item, Plan, Target
from .results import Count, Evaluation, Indicator, ItemScore
from .scoring import item_score, score_units, target_score
from .vocabulary import BLOCKED, MISSING, NO_CASES, NOT_ASSIGNED, OK


def evaluate_range(
    plan: Plan, *, period: Period, years: Sequence[Evaluation], remarks: Mapping[str, str]
) -> Evaluation:
    """Bring the years of a range together. ``years`` are those that have data, each in the structure of the range's end.

    A flow is the sum of its numerators over the sum of its denominators, a stock that of the range's last year. The goal is
    the last year's. A content or an action has the mean of its yearly points, over the years in which it counted.
    """
    last = years[-1]
    units = [plan.movement.agency.id, *(unit.id for unit in last.units)]
    indicators = [_indicator(plan, unit, target, period, years) for target in plan.targets for unit in units]
    by_key = {(each.unit, each.target): each for each in indicators}
    items = [_item(plan, unit.id, item, by_key, years) for unit in last.units for item in plan.items]
    missing = [year.id for year in period.years() if year not in {each.period for each in years}]
    findings = [finding for year in years for finding in year.findings]
    findings += [
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
        tuple(sorted(set(findings), key=Finding.sort_key)),
        deliveries=last.deliveries,
        inputs={name: sha for year in years for name, sha in year.inputs.items()},
        remarks={**last.remarks, **remarks},
        rows_read={name: sum(year.rows_read[name] for year in years) for name in last.rows_read},
        years=tuple(years),
    )


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
    return indicator_of(plan, unit, target, period, count, last.delivered, last.expected)


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
