"""Results as they would be: the same rules of scoring, ranking and commendation on changed points, goals and counts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ..evaluation.commendation import judged
from ..evaluation.results import Evaluation
from ..indicators.followup import gap_of
from ..indicators.formulas import with_formulas
from ..indicators.judging import indicator_of, with_reports
from ..indicators.model import Count, Coverage, FollowUp, Indicator
from ..indicators.normalising import normalised
from ..plan import Amount, Item, Plan, Target
from ..plan.blocks import DEDUCT
from ..scoring.model import GivenPoints, ItemScore
from ..scoring.points import NO_CLAIM, item_score, score_units, target_score
from ..units.tree import levels_of, parents_below
from ..words.errors import UsageError
from ..words.vocabulary import BLOCKED, MISSING, NO_CASES, OK, PARTIAL
from .faults import scenario_faults
from .model import Scenario
from .saved import refuse_secrets

Counts = Mapping[tuple[str, str], Count]


def what_if(evaluation: Evaluation, scenario: Scenario, *, draws: int | None = None) -> Evaluation:
    """The evaluation that the scenario's points, goals and figures would give. The one given is left as it is.

    Self scores are None: a scenario says nothing about what units claim. ``draws`` is how many random weights try the
    ranks (the plan's number unless given). Another definition has to be counted first: ``Workspace.what_if`` does.
    Raises UsageError with every part of the scenario that does not fit, ToolkitError where its texts name a state secret.
    """
    refuse_secrets(evaluation.secret, [scenario])
    if faults := scenario_faults(evaluation, scenario):
        raise UsageError(
            f"Kịch bản {scenario.name!r} không áp dụng được: {' '.join(faults)} Cách sửa: sửa hoặc bỏ thay đổi đó trong kịch bản."
        )
    plan = _changed_plan(evaluation.plan, scenario, draws)
    counts = _changed_counts(evaluation, scenario)
    other = {*scenario.goals, *(target for _, target in counts)}  # the only targets whose indicators differ
    indicators = tuple(
        _indicator(plan, each, counts, evaluation) if each.target in other else each for each in evaluation.indicators
    )
    indicators = _with_formulas(plan, indicators, evaluation)
    other |= {target.id for target in plan.targets if target.measure.formula or target.normalise != "goal"}
    indicators = tuple(normalised(plan, indicators, levels=levels_of(evaluation.units)))
    by_key = {(each.unit, each.target): each for each in indicators}
    items = _items(plan, evaluation, by_key, other)
    scores = tuple(score_units(plan, units=evaluation.units, items=items, claims=False))
    follow_up = tuple(
        _follow_up(plan, each, by_key, counts) if each.target in other else each for each in evaluation.follow_up
    )
    changed = replace(
        evaluation,
        plan=plan,
        indicators=indicators,
        items=items,
        scores=scores,
        follow_up=follow_up,
        causes=tuple(each for each in evaluation.causes if each.target not in other),
        as_was=None,
        scenario="; ".join(filter(None, (evaluation.scenario, scenario.name))),
    )
    return replace(changed, awards=judged(changed, [each.nominee for each in evaluation.awards]))


def _changed_plan(plan: Plan, scenario: Scenario, draws: int | None) -> Plan:
    chosen = {**scenario.points, **dict.fromkeys(scenario.left_out, 0)}
    robustness = plan.scoring.robustness.model_copy(update={"draws": draws} if draws else {})
    ties = tuple(id for id in plan.scoring.tie_breaks if id not in scenario.left_out)
    goals = scenario.goals
    return plan.model_copy(
        update={
            "targets": tuple(_weighed(_aimed(t, goals), chosen) for t in plan.targets),
            "contents": tuple(_weighed(item, chosen) for item in plan.contents),
            "actions": tuple(_weighed(item, chosen) for item in plan.actions),
            "sections": tuple(section.mapped(lambda leaf: _weighed(leaf, chosen)) for section in plan.sections),
            "scoring": plan.scoring.model_copy(update={"robustness": robustness, "tie_breaks": ties}),
        }
    )


def _aimed(target: Target, goals: Mapping[str, Amount]) -> Target:
    if target.id not in goals:
        return target
    goal = goals[target.id].model_copy(update={"unit": target.unit_of_measure})
    return target.model_copy(update={"goal": goal})


def _weighed(item: Any, points: Mapping) -> Any:
    """The item with its new points; steps and a curve keep their share of them. What would take points off takes none where
    it is left out."""
    if not isinstance(item, (Target, Item)) or item.id not in points:
        return item
    if item.rule == DEDUCT:
        return item.model_copy(update={"each" if isinstance(item, Target) else "at_most": Decimal(0)})
    if points[item.id] == item.points:
        return item
    new = points[item.id]
    share = Fraction(new) / Fraction(item.points) if item.points else Fraction(0)
    if not isinstance(item, Target):
        return item.model_copy(update={"points": new, "steps": tuple(Fraction(each) * share for each in item.steps)})
    steps = tuple(step.model_copy(update={"points": Fraction(step.points) * share}) for step in item.steps)
    curve = tuple((value, earned * share) for value, earned in item.curve)
    return item.model_copy(update={"points": new, "steps": steps, "curve": curve})


def _changed_counts(evaluation: Evaluation, scenario: Scenario) -> dict[tuple[str, str], Count]:
    """What is counted otherwise: for units as the scenario says, for the agency by as much as its units change.

    The agency stays unknown where it was blocked: rows of nobody known may be the reason, and stay so.
    """
    changed: dict[tuple[str, str], Count] = {}
    for unit, targets in scenario.figures.items():
        for target, (numerator, denominator) in targets.items():
            changed[unit, target] = Count(OK if denominator else NO_CASES, Fraction(numerator), Fraction(denominator))
    for unit, more in scenario.more.items():
        for target, cases in more.items():
            old = changed.get((unit, target)) or _count(evaluation.indicator(unit, target))
            changed[unit, target] = replace(old, numerator=(old.numerator or Fraction(0)) + cases)
    groups = {**parents_below(evaluation.units), evaluation.agency: tuple(evaluation.names)}
    for target in {target for _, target in changed}:
        own = {unit: count for (unit, t), count in changed.items() if t == target}
        for group, members in groups.items():
            whole, inside = evaluation.indicator(group, target), {u: own[u] for u in members if u in own}
            if inside and whole.state in (OK, NO_CASES, MISSING, PARTIAL):
                changed[group, target] = _summed(evaluation, whole, inside, members=members)
    return changed


def _summed(evaluation: Evaluation, whole: Indicator, own: Mapping[str, Count], *, members: Collection[str]) -> Count:
    """The count of a unit with others below it, or of the agency, after those of some ``members`` have changed."""
    target, above = whole.target, set(parents_below(evaluation.units))
    numerator, denominator = whole.numerator or Fraction(0), whole.denominator or Fraction(0)
    for unit, count in own.items():
        before = evaluation.indicator(unit, target)
        numerator += (count.numerator or Fraction(0)) - (before.numerator or Fraction(0))
        denominator += (count.denominator or Fraction(0)) - (before.denominator or Fraction(0))
    silent = {
        state
        for unit in members
        if unit not in own and unit not in above
        if (state := evaluation.indicator(unit, target).state) in (MISSING, BLOCKED)
    }
    if silent and not denominator:
        return Count(BLOCKED if BLOCKED in silent else MISSING)
    return Count(PARTIAL if silent or whole.lacking else OK if denominator else NO_CASES, numerator, denominator)


def _count(each: Indicator) -> Count:
    return Count(each.state, each.numerator, each.denominator)


def _indicator(plan: Plan, old: Indicator, counts: Counts, evaluation: Evaluation) -> Indicator:
    count = counts.get((old.unit, old.target)) or _count(old)
    arrived = sum(
        target == old.target and unit != old.unit and evaluation.indicator(unit, target).state not in (OK, NO_CASES)
        for unit, target in counts
    )
    coverage = Coverage(old.delivered + (arrived if old.unit == evaluation.agency else 0), old.expected)
    target = plan.target(old.target)
    goal = target.goal if isinstance(target.goal, Amount) and old.goal is not None else old.goal
    new = indicator_of(plan, old.unit, target, count, goal=goal, coverage=coverage)
    new = with_reports(new, _reporting(old, counts, evaluation), target)
    is_above = old.unit == evaluation.agency or old.unit in evaluation.parents
    if count != _count(old) and old.own_state and not is_above:  # what is above others keeps what it has by itself
        return replace(_beside(new, old), own_state=count.state, from_unit=False)
    return _beside(new, old)


def _reporting(old: Indicator, counts: Counts, evaluation: Evaluation) -> int:
    """Of how many units a figure is still what they report themselves: of none that the scenario supposes."""
    own = {unit: evaluation.indicator(unit, target) for unit, target in counts if target == old.target}
    supposed = {unit for unit, each in own.items() if counts[unit, old.target] != _count(each)}
    if old.unit != evaluation.agency and old.unit not in evaluation.parents:
        return 0 if old.unit in supposed else old.reporting
    inside = evaluation.names if old.unit == evaluation.agency else (old.unit, *evaluation.parents[old.unit])
    return old.reporting - sum(
        own[unit].from_unit and own[unit].own_state in (OK, NO_CASES) for unit in supposed.intersection(inside)
    )


def _with_formulas(plan: Plan, indicators: Sequence[Indicator], evaluation: Evaluation) -> tuple[Indicator, ...]:
    """The indicators with those of formulas made of the others as they are now."""
    units, old = [evaluation.agency, *evaluation.names], {(each.unit, each.target): each for each in indicators}
    formulas = {target.id for target in plan.targets if target.measure.formula}
    aimed = {target.id: target.goal for target in plan.targets if isinstance(target.goal, Amount)}
    goals = {key: aimed.get(key[1], each.goal) if each.goal is not None else None for key, each in old.items()}
    made = with_formulas(plan, indicators, units=units, goals=goals)
    return tuple(_beside(each, old[each.unit, each.target]) if each.target in formulas else each for each in made)


def _beside(new: Indicator, old: Indicator) -> Indicator:
    """An indicator beside the values of other periods that stood beside the old one."""
    before, now = old.previous_value, new.value if new.state == OK else None
    return replace(
        new,
        previous_value=before,
        change=now - before if now is not None and before is not None else None,
        value_just_before=old.value_just_before,
        by_year=old.by_year,
        own_state=old.own_state,
        from_unit=old.from_unit,
    )


def _items(
    plan: Plan, evaluation: Evaluation, indicators: Mapping[tuple[str, str], Indicator], other: Collection[str]
) -> tuple[ItemScore, ...]:
    before, after = ({item.id: item for item in p.items} for p in (evaluation.plan, plan))
    changed = {*other, *(id for id, item in after.items() if item is not before[id])}
    return tuple(
        _item(plan, each, indicators, before[each.item], after[each.item])
        if each.item in changed
        else (each if each.self_points is None else replace(each, self_points=None))
        for each in evaluation.items
    )


def _item(
    plan: Plan,
    old: ItemScore,
    indicators: Mapping[tuple[str, str], Indicator],
    before: Target | Item,
    after: Target | Item,
) -> ItemScore:
    if isinstance(after, Target):
        return target_score(plan, indicators[old.unit, old.item], own=NO_CLAIM)
    points = old.points
    if after.rule == DEDUCT and after is not before:
        points = Fraction(0)
    elif points is not None and after.points != before.points:
        points = points * Fraction(after.points) / Fraction(before.points)
    official = GivenPoints(old.state, points, old.reason)
    return item_score(plan, after, unit=old.unit, official=official, own=NO_CLAIM)


def _follow_up(plan: Plan, old: FollowUp, indicators: Mapping[tuple[str, str], Indicator], counts: Counts) -> FollowUp:
    new = indicators[old.unit, old.target]
    known = new.state == OK
    gap = gap_of(new, plan.target(old.target)) if known else None
    if (old.unit, old.target) not in counts:
        return replace(old, gap=gap)
    rest = max(int((new.denominator or 0) - (new.numerator or 0)), 0) if known else 0
    return FollowUp(old.unit, old.target, gap, rest, ())  # which cases they would be, nobody knows
