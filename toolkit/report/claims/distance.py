"""Which of the agency's targets are furthest off their goals, and which are nearest. Only what is alike is put in an order."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ...evaluation.results import Evaluation
from ...indicators.model import Indicator
from ...plan import Plan
from ...words.formatting import percent, shown_percent
from .among import Group, equal_groups, extremes_text, listed
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
        f"{_among(own, len(unmet))}xa mức giao nhất là {_named([i for i in own if i.target in groups[0].names], plan)}"
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
            if among := _among(own, len(unmet)):
                return f"{among[:1].upper()}{among[1:]}gần mức giao nhất là {_named(nearest, plan)}."
            return f"{noun(plan).capitalize()} gần mức giao nhất là {_named(nearest, plan)}."
    return ""


def _among(own: Sequence[Indicator], unmet: int) -> str:
    """Among which an order holds; empty where it holds among all: what cannot be compared may be further off."""
    return f"trong {listed([i.target for i in own])}, " if len(own) < unmet else ""


def _groups(own: Sequence[Indicator], plan: Plan) -> list[Group]:
    return equal_groups((i.target, shown_reach(i, plan.target(i.target))) for i in own)


def _named(indicators: Sequence[Indicator], plan: Plan) -> str:
    return listed([f"{i.target} ({beside_goal(i, plan.target(i.target))})" for i in indicators])


def order_text(unmet: Sequence[Indicator], plan: Plan) -> str:
    """Where to turn to: what is not met, the furthest off first as far as it can be compared."""
    kinds = _kinds(unmet, plan)
    names = [listed([i.target for i in own]) for own in kinds]
    word = noun(plan)
    if len(kinds) == 1 and len(unmet) > 1:
        return f"tập trung vào các {word} chưa đạt, theo thứ tự từ xa mức giao nhất: {names[0]}"
    if len(unmet) == 1:
        return f"tập trung vào {word} chưa đạt: {names[0]}"
    return f"tập trung vào các {word} chưa đạt, không so được với nhau thì nêu riêng: {'; '.join(names)}"


def shares_text(evaluation: Evaluation, items: Sequence[str]) -> str:
    """The highest and the lowest share of the points of items, with all who share the place; empty where they are equal."""
    shares = [(item, share) for item in items if (share := evaluation.item_share(item)) is not None]
    groups = equal_groups((item, shown_percent(share, goal=Fraction(1))) for item, share in shares)
    return extremes_text(groups, text=lambda shown: percent(Fraction(shown) / 100))
