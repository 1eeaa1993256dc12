"""Where one unit stands among the others: its place by each target, what leads and what lags."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from ...evaluation.results import Evaluation
from ...indicators.model import Indicator
from ...words.vocabulary import OK
from ..words import called
from .among import listed
from .units import FEWEST


@dataclass(frozen=True)
class Place:
    """The place of a unit among ``count`` with a figure, and how many others share it."""

    place: int
    count: int
    equals: int

    @property
    def text(self) -> str:
        """The place, with how many others share it: 9/12 (cùng 1)."""
        return f"{self.place}/{self.count}" + (f" (cùng {self.equals})" if self.equals else "")

    @property
    def said(self) -> str:
        """The place in a sentence."""
        return f"hạng {self.place}/{self.count}" + (f", cùng {self.equals} đơn vị khác" if self.equals else "")


def place_of(evaluation: Evaluation, own: Indicator) -> Place | None:
    """Where a unit stands by its value, as the target wants it; None where it has no figure."""
    target = evaluation.plan.target(own.target)
    if own.state != OK or own.value is None or (own.goal is None and target.goal is not None):
        return None
    mine = -own.value if target.lower_is_better(own.goal) else own.value
    others = evaluation.standings[own.target, evaluation.levels[own.unit]]
    above = len(others) - bisect_right(others, mine)
    return Place(1 + above, len(others), bisect_right(others, mine) - bisect_left(others, mine) - 1)


def standing_texts(evaluation: Evaluation, unit: str) -> tuple[str, ...]:
    """Where the unit is among the first and among the last third of those that have a figure, three at least.

    Who is equal to the last is not strong, and to the first not weak; where so many are equal that a unit would be both,
    it is neither.
    """
    best: list[str] = []
    last: list[str] = []
    compared = level = few = 0
    for target in evaluation.plan.targets:
        place = place_of(evaluation, evaluation.indicator(unit, target.id))
        if place is None:
            continue
        if place.count < FEWEST:
            few += 1
            continue
        compared += 1
        third, above = max(1, place.count // 3), place.place - 1
        below = place.count - place.place - place.equals
        is_first, is_last = above < third and below > 0, below < third and above > 0
        level += is_first and is_last or not above and not below
        if is_first != is_last:
            (best if is_first else last).append(f"{called(evaluation.plan, target.id)} ({place.said})")
    if not compared:
        return ("Chưa so sánh được: không chỉ tiêu nào của đơn vị có số liệu của ít nhất ba đơn vị.",)
    apart = (
        (level, "chỉ tiêu mà mọi đơn vị, hoặc gần hết, bằng nhau"),
        (few, "chỉ tiêu có số liệu của dưới ba đơn vị"),
    )
    told = listed([f"{count} {words}" for count, words in apart if count])
    but = f" (không kể {told})" if told else ""
    return (
        f"Thuộc nhóm dẫn đầu: {listed(best)}."
        if best
        else f"Chưa có chỉ tiêu nào thuộc một phần ba đơn vị đứng đầu{but}.",
        f"Thuộc nhóm cuối: {listed(last)}."
        if last
        else f"Không có chỉ tiêu nào thuộc một phần ba đơn vị đứng cuối{but}.",
    )
