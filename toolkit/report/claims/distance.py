"""Which of the agency's targets are furthest off their goals, and which are nearest. Only what is alike is put in an order."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ...evaluation.results import Evaluation
from ...indicators.model import Indicator
from ...plan import Plan
from ...words.formatting import percent, shown_percent
from ..words import called, capitalised, goal_text, value_text
from .among import Group, equal_groups, listed, some
from .figures import beside_goal, reach, shown_reach
from .whole import noun


def _kinds(indicators: Sequence[Indicator], plan: Plan) -> list[list[Indicator]]:
    """Those that can be compared, the furthest off first: shares of a goal with each other; what has a floor or is a plain
    number, by itself."""
    kinds: dict[str, list[Indicator]] = {}
    for each in indicators:
        target = plan.target(each.target)
        is_share = (
            each.goal is not None and each.goal.percent and not target.floor.value and not target.is_all_or_nothing
        )
        kinds.setdefault("%" if is_share else each.target, []).append(each)
    return [sorted(own, key=lambda i: (reach(i, plan.target(i.target)), i.target)) for own in kinds.values()]


def furthest_text(unmet: Sequence[Indicator], plan: Plan) -> str:
    """How many are not met, and which is the furthest off; empty where all are met."""
    if not unmet:
        return ""
    kinds = [(own, _groups(own, plan)) for own in _kinds(unmet, plan)]
    said = [
        f"{_among(own, len(unmet), plan)}xa mức giao nhất là {_named([i for i in own if i.target in groups[0].names], plan)}"
        if len(groups) > 1
        else _named(own, plan)
        for own, groups in kinds
    ]
    all_alike = len(kinds) == 1 and len(kinds[0][1]) == 1  # then they are only named
    return f"{len(unmet)} {noun(plan)} chưa đạt{': ' if all_alike else '; '}{'; '.join(said)}."


def nearest_text(unmet: Sequence[Indicator], plan: Plan) -> str:
    """Which is the nearest to its goal; empty where there are not two to compare."""
    for own in _kinds(unmet, plan):
        groups = _groups(own, plan)
        if len(groups) > 1:
            nearest = [i for i in own if i.target in groups[-1].names]
            if among := _among(own, len(unmet), plan):
                return f"{among[:1].upper()}{among[1:]}gần mức giao nhất là {_named(nearest, plan)}."
            return f"{noun(plan).capitalize()} gần mức giao nhất là {_named(nearest, plan)}."
    return ""


def edges_text(unmet: Sequence[Indicator], plan: Plan) -> str:
    """Which is the nearest to its goal and which the furthest from it, as far as they can be compared; one alone by name."""
    for own in _kinds(unmet, plan):
        groups = _groups(own, plan)
        if len(groups) > 1:
            near, far = (_briefly([i for i in own if i.target in groups[at].names], plan) for at in (-1, 0))
            said = f"{_among(own, len(unmet), plan)}gần mức giao nhất là {near}; xa nhất là {far}."
            return f"{said[:1].upper()}{said[1:]}"
    return f"Chưa đạt: {_named(unmet, plan)}." if len(unmet) == 1 else ""


def _briefly(indicators: Sequence[Indicator], plan: Plan) -> str:
    told = [
        f"{called(plan, i.target)} ({value_text(i, target=plan.target(i.target))}, mức giao {goal_text(i.goal)})"
        for i in indicators
    ]
    return some(told, noun=noun(plan))


def by_distance(unmet: Sequence[Indicator], plan: Plan) -> list[str]:
    """The targets that are not met, the furthest off first among those that can be compared."""
    return [each.target for own in _kinds(unmet, plan) for each in own]


def _among(own: Sequence[Indicator], unmet: int, plan: Plan) -> str:
    """Among which an order holds; empty where it holds among all: what cannot be compared may be further off."""
    return f"trong {listed([called(plan, i.target) for i in own])}, " if len(own) < unmet else ""


def _groups(own: Sequence[Indicator], plan: Plan) -> list[Group]:
    return equal_groups((i.target, shown_reach(i, plan.target(i.target))) for i in own)


def _named(indicators: Sequence[Indicator], plan: Plan) -> str:
    return listed([f"{called(plan, i.target)} ({beside_goal(i, plan.target(i.target))})" for i in indicators])


def order_text(unmet: Sequence[Indicator], plan: Plan) -> str:
    """Where to turn to: what is not met, the furthest off first as far as it can be compared."""
    kinds = _kinds(unmet, plan)
    names = [listed([called(plan, i.target) for i in own]) for own in kinds]
    word = noun(plan)
    if len(kinds) == 1 and len(unmet) > 1:
        return f"tập trung vào các {word} chưa đạt, theo thứ tự từ xa mức giao nhất: {names[0]}"
    if len(unmet) == 1:
        return f"tập trung vào {word} chưa đạt: {names[0]}"
    return f"tập trung vào các {word} chưa đạt, không so được với nhau thì nêu riêng: {'; '.join(names)}"


def shares_text(evaluation: Evaluation, items: Sequence[str], *, word: str) -> str:
    """The highest and the lowest share of the points of items, with all who share the place; empty where they are equal.

    ``word`` is what they are: nội dung, biện pháp."""
    shares = [(item, share) for item in items if (share := evaluation.item_share(item)) is not None]
    plan = evaluation.plan
    groups = equal_groups((called(plan, item), shown_percent(share, goal=Fraction(1))) for item, share in shares)
    if len(groups) < 2:
        return ""

    def text(group: Group) -> str:
        same = "cùng " if len(group.names) > 1 else ""
        return f"{some(group.names, noun=word)} ({same}{percent(Fraction(group.figure) / 100)} điểm chuẩn)"

    return f"{capitalised(word)} đạt điểm cao nhất: {text(groups[-1])}; thấp nhất: {text(groups[0])}."
