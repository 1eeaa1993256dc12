"""Points of items and scores of units: linear to the goal, appraised contents and actions, one rounding half up."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from fractions import Fraction

from ..indicators.judging import indicator_of
from ..indicators.model import Count, Counts, Indicator
from ..plan import Amount, Item, Plan, Target
from ..units.model import Unit, spelling
from ..words.formatting import round_half_up
from ..words.vocabulary import BLOCKED, MISSING, NO_CASES, NOT_ASSIGNED, OK, PARTIAL, STATES
from .evidence import Evidence
from .model import GivenPoints, ItemScore, UnitItem, UnitScore
from .ranking import band_of, rank_scores
from .robustness import try_weights


@dataclass(frozen=True)
class Claim:
    """The points that a unit gives itself for an item; ``is_blocked`` where it says something that cannot be read."""

    points: Fraction | None
    is_blocked: bool = False


NO_CLAIM = Claim(None)
_NOT_APPRAISED = GivenPoints(MISSING, None, "chưa được thẩm định")


def score_items(
    plan: Plan,
    *,
    units: Sequence[Unit],
    indicators: Mapping[tuple[str, str], Indicator],
    claimed: Counts,
    self_points: Mapping[UnitItem, GivenPoints],
    appraised: Mapping[UnitItem, GivenPoints],
    evidence: Evidence,
    absent: Collection[str] = (),
) -> list[ItemScore]:
    """The points of every item of every unit, official and self-given; nothing is assigned to units that are ``absent``."""
    scores = []
    for unit in units:
        for target in plan.targets:
            indicator = indicators[unit.id, target.id]
            claim = claim_of(plan, target, claimed.get((unit.id, target.id)), goal=indicator.goal)
            if claim == NO_CLAIM:
                claim = _claim(self_points.get((unit.id, target.id)))
            scores.append(target_score(plan, indicator, own=claim))
        for item in (*plan.contents, *plan.actions):
            official = appraised.get((unit.id, item.id), _NOT_APPRAISED)
            if unit.id in absent and (unit.id, item.id) not in appraised:
                official = GivenPoints(NOT_ASSIGNED, None)
            elif item.requires and (lack := evidence.lack(unit.id, item.id)):
                official = lack
            own = _claim(self_points.get((unit.id, item.id)))
            scores.append(item_score(plan, item, unit=unit.id, official=official, own=own))
    return scores


def _claim(given: GivenPoints | None) -> Claim:
    return NO_CLAIM if given is None else Claim(given.points, is_blocked=given.state == BLOCKED)


def target_score(plan: Plan, indicator: Indicator, *, own: Claim) -> ItemScore:
    """The points of a target by its rule."""
    target = plan.target(indicator.target)
    reason = indicator.state_text if indicator.state == PARTIAL else ""
    official = GivenPoints(indicator.state, _earned(target, indicator), reason)
    return item_score(plan, target, unit=indicator.unit, official=official, own=own)


def _earned(target: Target, figure: Indicator) -> Fraction | None:
    """The points that a figure earns by the rule of its target; None for a state without a figure."""
    if figure.state != OK or figure.value is None or figure.attainment is None or figure.met is None:
        return None
    return target.earned(figure.value, attainment=figure.attainment, met=figure.met)


def claim_of(plan: Plan, target: Target, count: Count | None, *, goal: Amount | None) -> Claim:
    """The points that a unit's own figures for a target would earn; those that cannot be read are not known."""
    if count is None or goal is None:
        return NO_CLAIM
    claimed = indicator_of(plan, "", target, count, goal=goal)
    if claimed.state != OK:
        return Claim(None, is_blocked=claimed.state == BLOCKED)
    return Claim(_earned(target, claimed))


def item_score(plan: Plan, item: Target | Item, *, unit: str, official: GivenPoints, own: Claim) -> ItemScore:
    """The points of one item: what has no cases or is not assigned leaves the maximum; what is missing follows the plan."""
    state, points, reason = official
    highest: Fraction | None = Fraction(item.points)
    if state in (NO_CASES, NOT_ASSIGNED):
        points, highest, own = None, None, NO_CLAIM
    elif state in (MISSING, BLOCKED, PARTIAL):
        points, highest = (Fraction(0), highest) if plan.scoring.missing == "zero" else (None, None)
    why = reason or ("" if state == OK else STATES[state])
    return ItemScore(unit, item.id, state, points, highest, own.points, why, self_blocked=own.is_blocked)


def total(items: Sequence[ItemScore], *, decimals: int) -> Decimal | None:
    """The official score: points over the points that remain, rescaled to 100, rounded once. None if nothing remains."""
    return _rescale([(i.points or Fraction(0), i.max_points) for i in items if i.max_points is not None], decimals)


def self_total(items: Sequence[ItemScore], plan: Plan) -> Decimal | None:
    """The unit's own score: its own points, and for targets that it did not report, the official ones.

    None where it did not give itself points for a content or an action that counts, or they cannot be read: what a unit
    has not said is neither 0 nor its own.
    """
    targets = {target.id for target in plan.targets}
    full = {item.id: Fraction(item.points) for item in plan.items}
    pairs = []
    for each in items:
        if each.self_blocked:
            return None
        own = each.points if each.self_points is None and each.item in targets else each.self_points
        if own is not None:
            pairs.append((own, full[each.item]))
        elif each.max_points:
            return None
    return _rescale(pairs, plan.scoring.decimals)


def _rescale(pairs: Sequence[tuple[Fraction, Fraction]], decimals: int) -> Decimal | None:
    """Points over the highest points of all pairs, as a number out of 100; None where the highest add up to nothing."""
    points, highest = (sum(column, Fraction(0)) for column in (zip(*pairs) if pairs else ((), ())))
    return round_half_up(100 * points / highest, decimals) if highest else None


def unappraised(plan: Plan, items: Sequence[ItemScore]) -> int:
    """How many contents and actions of a unit that have points lack an appraisal, or one that can be read."""
    official = {item.id for item in (*plan.contents, *plan.actions) if item.points}
    return sum(each.item in official and each.state in (MISSING, BLOCKED) for each in items)


def tie_points(plan: Plan, *, units: Sequence[Unit], items: Sequence[ItemScore]) -> dict[str, list[Fraction | None]]:
    """Unit → its points of the plan's tie-break items, in their order."""
    points = {(each.unit, each.item): each.points for each in items}
    return {unit.id: [points.get((unit.id, id)) for id in plan.scoring.tie_breaks] for unit in units}


def _groups(plan: Plan, units: Sequence[Unit]) -> dict[str, str]:
    """Unit → its kind, or what the list says of it in the plan's column, in the spelling of the first unit that is alike."""
    column = plan.scoring.groups
    if column is None:
        return {unit.id: "" for unit in units}
    alike: dict[str, str] = {}
    said = {unit.id: unit.kind if column == "kind" else unit.value(column) for unit in units}
    return {unit: alike.setdefault(spelling(value), value) for unit, value in said.items()}


def score_units(
    plan: Plan, *, units: Sequence[Unit], items: Sequence[ItemScore], claims: bool = True
) -> list[UnitScore]:
    """Score, then rank and grade on the rounded score, and try how firm the ranks are.

    Without ``claims`` nobody has a score of its own. Who lacks the appraisal of a content or an action, or the
    figures of a year of several, is not ranked: the others are ranked without it.
    """
    by_unit: dict[str, list[ItemScore]] = {unit.id: [] for unit in units}
    for each in items:
        by_unit[each.unit].append(each)
    official = {unit: total(own, decimals=plan.scoring.decimals) for unit, own in by_unit.items()}
    lacking = {unit: unappraised(plan, own) for unit, own in by_unit.items()}
    parts = {unit: sum(each.state == PARTIAL for each in own) for unit, own in by_unit.items()}
    judged = {unit: None if lacking[unit] or parts[unit] else score for unit, score in official.items()}
    groups = _groups(plan, units)
    ranks = rank_scores(judged, groups=groups, ties=tie_points(plan, units=units, items=items))
    firm = try_weights(plan, units=units, items=items, groups=groups, ranks=ranks)
    return [
        UnitScore(
            u.id,
            groups[u.id],
            self_total(by_unit[u.id], plan) if claims else None,
            official[u.id],
            ranks[u.id],
            band_of(judged[u.id], plan.scoring.bands),
            **(asdict(firm[u.id]) if u.id in firm else {}),
            unappraised=lacking[u.id],
            partial=parts[u.id],
        )
        for u in units
    ]
