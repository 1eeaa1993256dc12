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

_NAMED_FIRST = 3  # so many names at most go before the verb


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
    """How many are not met, which is the furthest off, and those that stand in no order with others; empty where all are met."""
    if not unmet:
        return ""
    kinds = [(own, _groups(own, plan)) for own in _kinds(unmet, plan)]
    said = [
        f"{_among(own, len(unmet), plan)}xa mức giao nhất là {_named([i for i in own if i.target in groups[0].names], plan)}"
        for own, groups in kinds
        if len(groups) > 1
    ]
    alone = _named([i for own, groups in kinds if len(groups) == 1 for i in own], plan)
    count = f"{len(unmet)} {noun(plan)} chưa đạt"
    if not said:
        return f"{count}: {alone}."
    return f"{count}; {'; '.join(said)}{f'; ngoài ra còn {alone}' if alone else ''}."


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
    if len(own) == unmet:
        return ""
    if len(own) > _NAMED_FIRST:
        return f"trong {len(own)} {noun(plan)} so được với nhau, "
    return f"trong {listed([called(plan, i.target) for i in own])}, "


def _groups(own: Sequence[Indicator], plan: Plan) -> list[Group]:
    return equal_groups((i.target, shown_reach(i, plan.target(i.target))) for i in own)


def _named(indicators: Sequence[Indicator], plan: Plan) -> str:
    return listed([f"{called(plan, i.target)} ({beside_goal(i, plan.target(i.target))})" for i in indicators])


def order_text(unmet: Sequence[Indicator], plan: Plan) -> str:
    """Where to turn to: what is not met, the furthest off first as far as it can be compared."""
    kinds, word = _kinds(unmet, plan), noun(plan)
    in_order = next((own for own in kinds if len(_groups(own, plan)) > 1), [])
    alone = [called(plan, i.target) for own in kinds if own is not in_order for i in own]
    if not in_order:
        return f"tập trung vào {'các ' if len(unmet) > 1 else ''}{word} chưa đạt: {listed(alone)}"
    said = f"tập trung vào các {word} chưa đạt, theo thứ tự từ xa mức giao nhất: {listed([called(plan, i.target) for i in in_order])}"
    return f"{said}; cùng với {listed(alone)} (đo theo cách khác nên không xếp chung thứ tự)" if alone else said


def shares_text(evaluation: Evaluation, items: Sequence[str], *, word: str) -> str:
    """The highest and the lowest share of the points of items, with all who share the place; empty where they are equal.

    ``word`` is what they are: nội dung, biện pháp."""
    plan = evaluation.plan
    shares = [(called(plan, item), share) for item in items if (share := evaluation.item_share(item)) is not None]
    return _extreme_shares(shares, word=word)


def section_shares_text(evaluation: Evaluation) -> str:
    """The same of the sections of the first level: what all units have earned of what they could."""
    firsts = {section.id: section.name for section in evaluation.plan.sections}
    shares = []
    for id, name in firsts.items():
        own = [each for unit in evaluation.subtotals.values() for each in unit if each.item == id]
        earned = [(each.points, each.max_points) for each in own if each.points is not None and each.max_points]
        most = sum((most for _, most in earned), Fraction(0))
        shares += [(name, sum((points for points, _ in earned), Fraction(0)) / most)] if most else []
    return _extreme_shares(shares, word="phần", of="điểm tối đa")


def _extreme_shares(shares: Sequence[tuple[str, Fraction]], *, word: str, of: str = "điểm chuẩn") -> str:
    groups = equal_groups((name, shown_percent(share, goal=Fraction(1))) for name, share in shares)
    if len(groups) < 2:
        return ""

    def text(group: Group) -> str:
        same = "cùng " if len(group.names) > 1 else ""
        return f"{some(group.names, noun=word)} ({same}{percent(Fraction(group.figure) / 100)} {of})"

    return f"{capitalised(word)} đạt điểm cao nhất: {text(groups[-1])}; thấp nhất: {text(groups[0])}."
