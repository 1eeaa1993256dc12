"""Points of items and scores of units: linear to the goal, appraised contents and actions, one rounding half up."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from ..indicators.judging import indicator_of
from ..indicators.model import Count, Counts, Indicator
from ..plan import Amount, Item, Plan, Target
from ..plan.blocks import DEDUCT
from ..plan.sections import every_section
from ..units.model import Unit, spelling
from ..units.tree import is_tree, levels_of, parents_below
from ..words.formatting import number
from ..words.vocabulary import BLOCKED, MISSING, NO_CASES, NOT_ASSIGNED, OK, PARTIAL, STATES
from .bands import band_of
from .evidence import Evidence
from .model import GivenPoints, ItemScore, UnitItem, UnitScore
from .ranking import rank_scores
from .robustness import try_weights
from .totals import UNKNOWN, Earned, Total, total, total_of


@dataclass(frozen=True)
class Said:
    """What people say of the units: each unit the counts ``claimed`` of targets and its ``self_points``, with ``evidence``;
    whoever appraises, the points ``appraised``. Nothing is assigned to the units that are ``absent``: they did not stand yet,
    or any more. Items that are asked for later than in the ``year`` (None: in any) are assigned to nobody."""

    claimed: Counts = field(default_factory=dict)
    self_points: Mapping[UnitItem, GivenPoints] = field(default_factory=dict)
    appraised: Mapping[UnitItem, GivenPoints] = field(default_factory=dict)
    evidence: Evidence = Evidence()
    absent: Collection[str] = frozenset()
    year: int | None = None


@dataclass(frozen=True)
class Claim:
    """The points that a unit gives itself for an item; ``is_blocked`` where it says something that cannot be read."""

    points: Fraction | None
    is_blocked: bool = False


NO_CLAIM = Claim(None)
SELF = "self"  # whose points count: the unit's own
_NOT_APPRAISED, _NOT_CLAIMED = (GivenPoints(MISSING, None, f"chưa {how}") for how in ("được thẩm định", "tự chấm"))


def score_items(
    plan: Plan,
    *,
    units: Sequence[Unit],
    indicators: Mapping[tuple[str, str], Indicator],
    said: Said,
) -> list[ItemScore]:
    """The points of every item of every unit, official and self-given."""
    scores, below = [], parents_below(units)
    for unit in units:
        for target in plan.targets:
            indicator = indicators[unit.id, target.id]
            claim = claim_of(plan, target, said.claimed.get((unit.id, target.id)), goal=indicator.goal)
            if unit.id in below:  # what it says of itself is not of those below it
                claim = NO_CLAIM
            elif claim == NO_CLAIM:
                claim = _claim(said.self_points.get((unit.id, target.id)))
            scores.append(target_score(plan, indicator, own=claim))
        for item in plan.appraised:
            key = unit.id, item.id
            given, lack = (said.self_points, _NOT_CLAIMED) if item.counts == SELF else (said.appraised, _NOT_APPRAISED)
            official = given.get(key, lack)
            is_early = said.year is not None and not item.is_asked(said.year)
            if is_early or ((unit.id in said.absent or unit.id in below) and key not in given):
                official = GivenPoints(NOT_ASSIGNED, None)
            elif item.requires and (without := said.evidence.lack(*key)):
                official = without
            scores.append(
                item_score(plan, item, unit=unit.id, official=official, own=_claim(said.self_points.get(key)))
            )
    return scores


def _claim(given: GivenPoints | None) -> Claim:
    return NO_CLAIM if given is None else Claim(given.points, is_blocked=given.state == BLOCKED)


def target_score(plan: Plan, indicator: Indicator, *, own: Claim) -> ItemScore:
    """The points of a target by its rule."""
    target = plan.target(indicator.target)
    reason = indicator.state_text if indicator.state == PARTIAL else ""
    official = GivenPoints(indicator.state, _earned(target, indicator), reason)
    return replace(item_score(plan, target, unit=indicator.unit, official=official, own=own), met=indicator.met)


def _earned(target: Target, figure: Indicator) -> Fraction | None:
    """The points that a figure earns by the rule of its target; None for a state without a figure."""
    if figure.state != OK or figure.value is None:
        return None
    return target.earned(figure.value, attainment=figure.attainment, met=figure.met)


def claim_of(plan: Plan, target: Target, count: Count | None, *, goal: Amount | None) -> Claim:
    """The points that a unit's own figures for a target would earn; those that cannot be read are not known. What is compared
    with the other units earns nothing of its own."""
    if count is None or (goal is None and target.goal is not None) or target.normalise != "goal":
        return NO_CLAIM
    claimed = indicator_of(plan, "", target, count, goal=goal)
    if claimed.state != OK:
        return Claim(None, is_blocked=claimed.state == BLOCKED)
    return Claim(_earned(target, claimed))


def item_score(plan: Plan, item: Target | Item, *, unit: str, official: GivenPoints, own: Claim) -> ItemScore:
    """The points of one item: what has no cases or is not assigned leaves the maximum; what is missing follows the plan."""
    state, points, reason = official
    highest: Fraction | None = item.maximum
    if state in (NO_CASES, NOT_ASSIGNED):
        points, highest, own = None, None, NO_CLAIM
    elif state in (MISSING, BLOCKED, PARTIAL):
        points, highest = (Fraction(0), highest) if plan.scoring.missing == "zero" else (None, None)
    why = reason or ("" if state == OK else STATES[state])
    met = points == item.points if state == OK and item.maximum and isinstance(item, Item) else None
    return ItemScore(unit, item.id, state, points, highest, own.points, why, self_blocked=own.is_blocked, met=met)


def subtotals(plan: Plan, items: Sequence[ItemScore]) -> list[ItemScore]:
    """The points of every section of a unit, what its items make together, in the plan's order."""
    if not plan.sections or not items:
        return []
    official, own = total(plan, items), _own_total(plan, items)
    found = []
    for section in every_section(plan.sections):
        earned, said = official.sections[section.id], own.sections[section.id] if own else None
        found.append(
            ItemScore(
                items[0].unit,
                section.id,
                OK if earned else NO_CASES,
                earned.points if earned else None,
                earned.highest if earned else None,
                said.points if said and earned else None,
                f"dưới {number(section.at_least.value * 100)}% điểm của phần"
                if section.id in official.below and section.at_least
                else "",
            )
        )
    return found


def self_total(items: Sequence[ItemScore], plan: Plan) -> Decimal | None:
    """The unit's own score: its own points, and for targets that it did not report, the official ones.

    None where it did not give itself points for a content or an action that counts, or they cannot be read: what a unit
    has not said is neither 0 nor its own.
    """
    own = _own_total(plan, items)
    return own.score(plan.scoring.decimals) if own else None


def _own_total(plan: Plan, items: Sequence[ItemScore]) -> Total | None:
    known = {item.id: item for item in plan.items}
    leaves: dict[str, Earned | None] = {}
    for each in items:
        if each.self_blocked:
            return None
        item = known[each.item]
        own = each.points if each.self_points is None and isinstance(item, Target) else each.self_points
        if own is not None:
            leaves[each.item] = Earned(own, item.maximum)
        elif each.max_points is not None and (item.points or item.rule == DEDUCT):
            return None
    return total_of(plan, leaves)


def unappraised(plan: Plan, items: Sequence[ItemScore]) -> int:
    """How many contents and actions of a unit that have points lack an appraisal, or one that can be read."""
    official = {item.id for item in plan.appraised if item.points or item.rule == DEDUCT}
    return sum(each.item in official and each.state in (MISSING, BLOCKED) for each in items)


def undeducted(plan: Plan, items: Sequence[ItemScore]) -> int:
    """How many figures that would take points off a unit are not known."""
    deducting = {target.id for target in plan.targets if target.rule == DEDUCT}
    return sum(each.item in deducting and each.state in UNKNOWN for each in items)


def tie_points(plan: Plan, *, units: Sequence[Unit], items: Sequence[ItemScore]) -> dict[str, list[Fraction | None]]:
    """Unit → its points of the plan's tie-break items, in their order."""
    points = {(each.unit, each.item): each.points for each in items}
    return {unit.id: [points.get((unit.id, id)) for id in plan.scoring.tie_breaks] for unit in units}


def _groups(plan: Plan, units: Sequence[Unit]) -> dict[str, str]:
    """Unit → its kind, or what the list says of it in the plan's column, in the spelling of the first unit that is alike. In
    a tree of units also its level: only units of one level are ranked beside each other."""
    groups = _listed_groups(plan, units)
    if not is_tree(units):
        return groups
    levels = levels_of(units)
    return {unit: ", ".join(filter(None, (group, f"cấp {levels[unit]}"))) for unit, group in groups.items()}


def _listed_groups(plan: Plan, units: Sequence[Unit]) -> dict[str, str]:
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
    totals = {unit: total(plan, own) for unit, own in by_unit.items()}
    official = {unit: made.score(plan.scoring.decimals) for unit, made in totals.items()}
    lacking = {unit: unappraised(plan, own) for unit, own in by_unit.items()}
    parts = {unit: sum(each.state == PARTIAL for each in own) for unit, own in by_unit.items()}
    off = {unit: undeducted(plan, own) for unit, own in by_unit.items()}
    judged = {u: None if lacking[u] or parts[u] or off[u] else score for u, score in official.items()}
    bands = {u: band_of(plan, score=judged[u], items=own, total=totals[u]) for u, own in by_unit.items()}
    groups, below = _groups(plan, units), parents_below(units)
    ties = tie_points(plan, units=units, items=items)
    ranks = rank_scores(judged, groups=groups, ties=ties)
    within = rank_scores(judged, groups={u.id: f"{groups[u.id]}/{u.parent}" for u in units}, ties=ties)
    firm = try_weights(plan, units=units, items=items, groups=groups, ranks=ranks)
    return [
        UnitScore(
            u.id,
            groups[u.id],
            self_total(by_unit[u.id], plan) if claims else None,
            official[u.id],
            ranks[u.id],
            bands[u.id][0],
            **(asdict(firm[u.id]) if u.id in firm else {}),
            unappraised=lacking[u.id],
            partial=parts[u.id],
            undeducted=off[u.id],
            held_back=bands[u.id][1],
            rank_in_parent=within[u.id] if u.parent else None,
            has_below=u.id in below,
        )
        for u in units
    ]
