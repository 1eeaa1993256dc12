"""What people write, for the sample of any plan: units' own figures, points with evidence, appraisals, nominations, votes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..plan import Item, Target
from ..plan.blocks import DEDUCT
from ..plan.standard import APPRAISALS, CLAIMS, NOMINATIONS, REPORTED, VOTES
from ..words.vocabulary import COLLECTIVE
from .dice import Dice, reached
from .planned_rows import Asked

_STEP, _MEMBERS = 0.25, 9
_LOWER = "Minh chứng chưa đủ cho phần tự chấm cao hơn (minh họa)."


def own_figures(asked: Asked) -> Iterator[dict[str, Any]]:
    """What units report of the targets that they report."""
    dice = Dice(asked.seed, REPORTED, asked.period.id)
    for unit in asked.units:
        for target in asked.plan.targets:
            if target.source == REPORTED and target.assigned_to(unit.id) and target.is_given(asked.period):
                numerator, denominator = _figure(target, asked, unit, dice)
                yield {"unit": unit.id, "target": target.id, "numerator": numerator, "denominator": denominator}


def _figure(target: Target, asked: Asked, unit: Any, dice: Dice) -> tuple[float, float]:
    strength = asked.strength[unit.id]
    goal = target.goal_for(asked.period, unit.value, earlier=None)
    if goal is None:  # nothing to come near to: what is compared with others, or with a year before
        years = asked.period.start.year - asked.plan.movement.start.year
        return round(dice.real(40, 60) * (1 + strength) * (1 + 0.08 * years * (0.5 + strength))), 1
    value = reached(float(goal.value), strength, dice, is_lower=target.lower_is_better(goal))
    if goal.percent:
        cases = dice.between(80, 400)
        whole = round(cases * min(value, 1.0) + (0.49 if strength == 1 and not target.lower_is_better(goal) else 0))
        return min(whole, cases), cases
    return (round(value) if goal.value >= 20 and goal.value.denominator == 1 else round(value, 1)), 1


def appraisals(asked: Asked) -> Iterator[dict[str, Any]]:
    """The official points, with a reason where they are below the self-given ones."""
    for unit, item, own, points in _points(asked):
        if item.counts != "self":
            reason = _LOWER if own > points else ""
            yield {"unit": unit, "item": item.id, "points": points, "reason": reason}


def claims(asked: Asked) -> Iterator[dict[str, Any]]:
    """The self-given points, each with the name of its evidence."""
    day = asked.period.end
    for unit, item, own, _ in _points(asked):
        evidence = f"Hồ sơ minh chứng MC-{asked.period.id}-{unit}-{item.id}"
        yield {"unit": unit, "item": item.id, "self_points": own, "evidence": evidence, "date": day}


def _points(asked: Asked) -> Iterator[tuple[str, Item, float, float]]:
    """Unit, item, self-given and appraised points."""
    dice = Dice(asked.seed, APPRAISALS, asked.period.id)
    for unit in asked.units:
        strength = asked.strength[unit.id]
        for item in asked.plan.appraised_in(asked.period.end.year):
            highest = float(item.points)
            if item.rule == DEDUCT:
                most = float(item.at_most or 1)
                lost = 0.0 if dice.chance(0.4 + 0.6 * strength) else min(most, dice.between(1, 4) / 2)
                yield unit.id, item, 0.0 if dice.chance(0.3) else -lost, -lost
                continue
            if item.rule in ("pass_fail", "threshold"):
                points = highest if dice.chance(0.75 + 0.25 * strength) else 0.0
                yield unit.id, item, points, points
                continue
            share = min(1.0, reached(0.97, strength, dice)) if not item.bonus else strength * dice.real(0.2, 1)
            points = _allowed(item, share * highest, highest)
            own = points if dice.chance(0.6) else _allowed(item, min(highest, points + 2 * _STEP), highest)
            yield unit.id, item, max(own, points), points


def _allowed(item: Item, points: float, highest: float) -> float:
    """The nearest points below that the rule of an item allows."""
    if item.rule == "steps":
        return max((float(step) for step in item.steps if float(step) <= points), default=0.0)
    return int(points / _STEP) * _STEP


def nominations(asked: Asked) -> Iterator[dict[str, Any]]:
    """The stronger half of the units, for each award to collectives that asks for nominations."""
    number = 0
    for award in asked.plan.nominated:
        for unit in asked.units if award.kind == COLLECTIVE else ():
            if asked.strength[unit.id] >= 0.5:
                number += 1
                yield {
                    "nominee_id": f"TT-{asked.period.id}-{number:02}",
                    "kind": COLLECTIVE,
                    "unit": unit.id,
                    "name": unit.name,
                    "award": award.id,
                    "achievement": "Tập thể tích cực (minh họa).",
                }


def votes(asked: Asked) -> Iterator[dict[str, Any]]:
    """Nine members; most agree."""
    dice = Dice(asked.seed, VOTES, asked.period.id)
    for each in nominations(asked):
        agree = _MEMBERS - dice.between(0, 2)
        counted = {"members": _MEMBERS, "agree": agree, "disagree": _MEMBERS - agree}
        yield {"nominee_id": each["nominee_id"], **counted}


WRITTEN = {
    REPORTED: own_figures,
    CLAIMS: claims,
    APPRAISALS: appraisals,
    NOMINATIONS: nominations,
    VOTES: votes,
}
