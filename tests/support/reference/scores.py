"""Points, scores, bands, ranks and self scores (contract, Delivered or not: Points; domain 3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from . import cells
from .figures import BLOCKED, MISSING, NO_CASES, NOT_ASSIGNED, OK, PARTIAL, Figure, Period, judged, report
from .plan import REPORTED, Item, Plan, Target


@dataclass(frozen=True)
class Points:
    """The points of one item of one unit; ``maximum`` is None where the item has left the maximum."""

    state: str
    points: Fraction | None
    maximum: Fraction | None


@dataclass(frozen=True)
class Score:
    """The official score, rounded once, its rank and band, and the unit's own score."""

    score: Fraction | None
    rank: int | None
    band: str
    own: Fraction | None
    breakers: tuple[Fraction | None, ...] = ()


def half_up(value: Fraction, decimals: int) -> Fraction:
    """Contract: the one rounding, half up."""
    return Fraction(floor(value * 10**decimals + Fraction(1, 2)), 10**decimals)


def in_the_maximum(state: str, points: Fraction | None, item: Item | Target, plan: Plan) -> Points:
    """No cases and not assigned leave the maximum; missing (and blocked, docs/vi_sao.md) is 0 or leaves it, as the plan says."""
    if state in (NO_CASES, NOT_ASSIGNED) or (state in (MISSING, BLOCKED, PARTIAL) and plan.missing == "exclude"):
        return Points(state, None, None)
    return Points(state, Fraction(0) if points is None else points, item.maximum)


def earned(figure: Figure, target: Target) -> Fraction | None:
    """Points of a target: in proportion to the attainment, all once the goal is met, or those of the best step."""
    if figure.state != OK:
        return None
    if target.rule == "linear":
        return figure.attainment * target.points
    if target.rule in ("threshold", "pass_fail"):
        return target.points if figure.met else Fraction(0)
    return max((step.points for step in target.steps if step.holds(figure.value)), default=Fraction(0))


# Contents and actions -------------------------------------------------------------------------------------------


def appraised(period: Period, unit: str, item: Item) -> tuple[str, Fraction | None]:
    """State and points of a content or action; without evidence 0, whatever would be given for it (domain 3)."""
    state, points = _inherited(period, unit, item)
    evidence = _evidence(period, unit, item) if item.needs_evidence and state != NOT_ASSIGNED else OK
    if evidence == NO_CASES:
        return OK, Fraction(0)
    return (state, points) if evidence == OK else (evidence, None)


def _inherited(period: Period, unit: str, item: Item) -> tuple[str, Fraction | None]:
    return _of_heir(period, unit, "tham_dinh", lambda each: _appraisal(period, each, item))


def _of_heir(
    period: Period, unit: str, source: str, said: Callable[[str], tuple[str, Fraction | None]]
) -> tuple[str, Fraction | None]:
    """docs/vi_sao.md: its own points; where it has none, the mean of those of the units that it stands for.

    Each of them that stood in the period must have some (issue 17, figures 2). Who did not stand in the period, in
    person or in those it stands for, owes nothing: the item is not assigned (case 03).
    """
    holders = period.structure.holders(unit, source)
    parts = {each: points for each in sorted(holders) if (points := said(each))[0] != MISSING}
    behind = period.behind(unit, source)
    if unit in parts:
        return parts[unit]
    if not parts and (not behind or unit in period.structure.below):
        return NOT_ASSIGNED, None  # nor is it given to one above others whom nobody appraises (docs/ke_hoach.md)
    if not parts or set(behind) - {unit, *parts}:
        return MISSING, None
    if any(state == BLOCKED for state, _ in parts.values()):
        return BLOCKED, None
    return OK, sum((points for _, points in parts.values()), Fraction(0)) / len(parts)


def _appraisal(period: Period, unit: str, item: Item) -> tuple[str, Fraction | None]:
    delivery = period.source("tham_dinh")
    rows = list(delivery.things.get((unit, cells.joined(item.id)), ()))
    if not rows:
        return MISSING, None
    points = {item.points_of(row.value("points")) for row in rows}
    if len(points) > 1:
        return BLOCKED, None
    (given,) = points
    if given is None:
        return MISSING, None
    known = given not in (cells.UNKNOWN, cells.PASSED)
    return (OK, given) if known and item.allows(given) else (BLOCKED, None)


def _evidence(period: Period, unit: str, item: Item) -> str:
    """Ok where a piece of evidence was handed in, no cases where it is known that none was (case 04), else unknown."""
    delivery = period.source("minh_chung")
    holders = period.structure.holders(unit, "minh_chung")
    rows = [row for each in holders for row in delivery.things.get((each, cells.joined(item.id)), ())]
    told = [row.value("evidence") for row in rows]
    if any(each and each is not cells.UNKNOWN for each in told):
        return OK
    if cells.UNKNOWN in told:
        return BLOCKED
    return MISSING if period.silent(unit, "minh_chung") else NO_CASES


# A unit's own score ---------------------------------------------------------------------------------------------


def claimed(period: Period, unit: str, target: Target) -> Figure:
    """The unit's own figure for a target that systems count; missing where it gave none.

    A successor's own figure is whole only where everybody behind it gave one (issue 17, figures 2 and 8). What is compared
    with the other units earns nothing by itself, and what a unit above others says of itself is not of those below it.
    """
    if target.normalise != "goal" or unit in period.structure.below:
        return Figure(MISSING)
    return Figure(MISSING) if target.source == REPORTED else report(period, unit, target)


def self_points(period: Period, unit: str, item: Item) -> tuple[str, Fraction | None]:
    """What the unit claims for a content or action; an heir that claims nothing, as the official points: the mean."""
    return _of_heir(period, unit, "minh_chung", lambda each: _self_claim(period, each, item))


def _self_claim(period: Period, unit: str, item: Item) -> tuple[str, Fraction | None]:
    rows = list(period.source("minh_chung").things.get((unit, cells.joined(item.id)), ()))
    claims = {row.value("self_points") for row in rows} - {None}
    if not claims:
        return MISSING, None
    (claim, *more) = claims
    return (BLOCKED, None) if more or claim is cells.UNKNOWN or not 0 <= claim <= item.points else (OK, claim)


# The whole ------------------------------------------------------------------------------------------------------


def total(points: Mapping[str, Points], plan: Plan) -> Fraction | None:
    """The sum of points of the sum of what remains in the maximum, to 100, rounded once.

    Bonuses lie beyond the maximum, all together at most their cap.
    """
    there = {id: each for id, each in points.items() if each.maximum is not None}
    maximum = sum((each.maximum for each in there.values()), Fraction(0))
    if not maximum:
        return None
    return half_up((_plain(there, plan) + bonuses(there, plan)) * 100 / maximum, plan.decimals)


def _plain(there: Mapping[str, Points], plan: Plan) -> Fraction:
    return sum((each.points for id, each in there.items() if not _is_bonus(id, plan)), Fraction(0))


def bonuses(points: Mapping[str, Points], plan: Plan) -> Fraction:
    """What bonuses add: all of them, at most their cap (``scoring.bonus_cap``)."""
    earned = sum((p.points for id, p in points.items() if _is_bonus(id, plan) and p.points is not None), Fraction(0))
    return earned if plan.bonus_cap is None else min(earned, plan.bonus_cap)


def _is_bonus(id: str, plan: Plan) -> bool:
    return any(each.id == id and each.bonus for each in (*plan.targets, *plan.items))


def band(score: Fraction | None, plan: Plan) -> str:
    """The highest band from whose edge the rounded score is not below."""
    return next((name for name, edge in plan.bands if score is not None and score >= edge), "")


def items_of(period: Period, figures: Mapping[tuple[str, str], Figure]) -> dict[tuple[str, str], Points]:
    """(unit, item) → its points, for every unit that stands."""
    plan, found = period.plan, {}
    for unit in period.structure.standing:
        for target in plan.targets:
            figure = figures[unit, target.id]
            found[unit, target.id] = in_the_maximum(figure.state, earned(figure, target), target, plan)
        for item in plan.items:
            found[unit, item.id] = in_the_maximum(*appraised(period, unit, item), item, plan)
    return found


def own_total(
    plan: Plan, items: Mapping[str, Points], own: Mapping[str, tuple[str, Fraction | None]]
) -> Fraction | None:
    """The unit's own score from the official points of its items and what it claims for them.

    The contract is silent on which items the own score runs over. It serves its readers where both scores run over the
    same items, so that their difference is one of claims (kind 08): what has no cases or is not assigned officially is
    in neither, and a target for which the unit gives no figure has its official points. There is no own score where it
    says nothing of a content or action that counts, or what nobody can read (kind 21).
    """
    parts = {}
    for item in (*plan.targets, *plan.items):
        official, (state, points) = items[item.id], own[item.id]
        if official.state in (NO_CASES, NOT_ASSIGNED):
            continue
        if state == BLOCKED:
            return None
        if points is None and isinstance(item, Target):
            points = official.points
        if points is None and official.maximum is not None:
            return None
        if points is not None:
            parts[item.id] = Points(OK, points, item.maximum)
    return total(parts, plan)


def own_scores(period: Period, items: Mapping[tuple[str, str], Points]) -> dict[str, Fraction | None]:
    """Unit → its own score: own figures and self points in the place of the official ones."""
    plan, found = period.plan, {}
    for unit in period.structure.standing:
        own = {t.id: own_points(claimed(period, unit, t), t, period, plan) for t in plan.targets}
        own |= {item.id: self_points(period, unit, item) for item in plan.items}
        found[unit] = own_total(plan, {id: items[unit, id] for id in own}, own)
    return found


def own_points(figure: Figure, target: Target, period: Period, plan: Plan) -> tuple[str, Fraction | None]:
    """The points that an own figure would earn."""
    goal = target.goal(period.year.number)
    figure = judged(Figure(figure.state, figure.numerator, figure.denominator), target, goal, cap=plan.cap)
    return figure.state, earned(figure, target)


def scores_of(
    period: Period, items: Mapping[tuple[str, str], Points], own: Mapping[str, Fraction | None]
) -> dict[str, Score]:
    """Scores, then ranks among those who are ranked: equal scores share the better rank, the next is skipped."""
    plan, units = period.plan, period.structure.standing
    ids = [each.id for each in (*plan.targets, *plan.items)]
    scores = {unit: total({id: items[unit, id] for id in ids}, plan) for unit in units}
    placed = [unit for unit in units if scores[unit] is not None and _is_appraised(unit, items, plan)]
    breakers = {unit: [items[unit, id].points for id in plan.tie_breaks] for unit in placed}
    found = {}
    for unit in units:
        peers = [each for each in placed if peer(each, period) == peer(unit, period)]
        rank = ranked(peers, scores, breakers)[unit] if unit in placed else None
        grade = band(scores[unit], plan) if unit in placed else ""
        found[unit] = Score(scores[unit], rank, grade, own[unit], tuple(breakers.get(unit, ())))
    return found


def peer(unit: str, period: Period) -> tuple[str, int]:
    """Who is ranked beside whom: one kind where the plan says so, and one level (docs/ke_hoach.md, Đơn vị nhiều cấp)."""
    return period.lists.of(unit).kind if period.plan.by_kind else "", len(period.structure.above(unit))


def _is_appraised(unit: str, items: Mapping[tuple[str, str], Points], plan: Plan) -> bool:
    """Decision 2: without the appraisal of its contents and actions a unit has no rank and no band; nor with a part."""
    parts = any(items[unit, target.id].state == PARTIAL for target in plan.targets)
    return not parts and all(items[unit, item.id].state not in (MISSING, BLOCKED) for item in plan.items)


def ranked(
    units: Sequence[str], scores: Mapping[str, Fraction | None], breakers: Mapping[str, Sequence[Fraction | None]]
) -> dict[str, int]:
    """By score, then by each tie-break among those that are equal so far.

    What left the maximum of one of them has no place in an order (case 13, kind 13), so it decides nothing among them.
    """
    tied = _split(units, scores)
    for n in range(len(next(iter(breakers.values()), ()))):
        points = {unit: breakers[unit][n] for unit in units}
        tied = [
            part for each in tied for part in (_split(each, points) if None not in map(points.get, each) else [each])
        ]
    return {unit: 1 + sum(map(len, tied[:n])) for n, each in enumerate(tied) for unit in each}


def _split(units: Sequence[str], values: Mapping[str, Fraction | None]) -> list[list[str]]:
    """The units by their value, the highest first."""
    return [
        [unit for unit in units if values[unit] == each] for each in sorted({values[u] for u in units}, reverse=True)
    ]


def possible_ranks(
    period: Period, items: Mapping[tuple[str, str], Points], scores: Mapping[str, Score]
) -> dict[str, tuple[int, int]]:
    """Unit → the best and the worst rank that any weights of the items can give it (issue 17, figures 8).

    Whatever the weights, a score lies between the lowest and the highest share of its points that the unit has earned of
    an item. So it stands before another where its lowest is above the other's highest, each rounded once. Where each
    earned one and the same share of everything, no weights change anything. An interval of ranks lies within these.
    What bonuses gave stays (docs/vi_sao.md).
    """
    plan = period.plan
    placed = [unit for unit in scores if scores[unit].rank is not None]
    bounds = {}
    for unit in placed:
        own = {each.id: items[unit, each.id] for each in (*plan.targets, *plan.items)}
        there = [each for each in own.values() if each.maximum]
        more = bonuses(own, plan) * 100 / sum((each.maximum for each in there), Fraction(0))
        shares = [half_up(each.points * 100 / each.maximum + more, plan.decimals) for each in there]
        bounds[unit] = min(shares), max(shares)
    found = {}
    for unit in placed:
        peers = [each for each in placed if peer(each, period) == peer(unit, period)]
        orders = [_orders(bounds[unit], bounds[each]) for each in peers if each != unit]
        best, worst = 1 + sum(order == {1} for order in orders), 1 + sum(1 in order for order in orders)
        fixed = all(low == high for low, high in map(bounds.get, peers))  # then no weights change anything
        found[unit] = (scores[unit].rank, scores[unit].rank) if fixed else (best, worst)
    return found


def _orders(own: tuple[Fraction, Fraction], other: tuple[Fraction, Fraction]) -> set[int]:
    """How another may stand to a unit: before it (1), beside it (0), behind it (-1)."""
    if own[0] > other[1]:
        return {-1}
    return {1} if other[0] > own[1] else {-1, 0, 1}
