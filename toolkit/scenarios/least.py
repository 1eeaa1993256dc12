"""The least change: how few more cases meet a goal, or lift a unit's score to a mark."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, product
from math import prod

from ..evaluation.results import Evaluation
from ..indicators.followup import gap_of
from ..indicators.judging import attainment_of
from ..indicators.normalising import attainment_among
from ..plan import Plan, Target
from ..plan.sections import every_section
from ..scoring.model import ItemScore
from ..scoring.totals import total
from ..words.errors import UsageError
from ..words.vocabulary import OK

_MOST_PAIRS = 4_000_000  # of cases of targets that count alike
_MOST_WAYS = 3_000  # of the groups but the largest: of that one the fewest is found by halving


def least_cases_for_goal(evaluation: Evaluation, *, unit: str, target: str) -> Fraction | None:
    """By how much the numerator must change at least for the goal to be met, the denominator staying; 0 where it is met.

    Where lower is better it is how much it must fall. ``unit`` may be the agency. None where there is no figure.
    """
    each = evaluation.indicator(unit, target)
    return gap_of(each, evaluation.plan.target(target)) if each.state == OK and each.goal is not None else None


def least_cases_for_score(evaluation: Evaluation, *, unit: str, score: Decimal) -> dict[str, int] | None:
    """The fewest more cases with which a unit's rounded score reaches a mark: target → cases; None if no cases can.

    Only targets that count cases as a percentage and where more is better can take more of them; what the other units have
    stays. Empty where the mark is reached already. Raises UsageError where sections that are lost below a share, or a limit
    of the bonuses, leave more ways than can be tried.
    """
    plan, items = evaluation.plan, evaluation.items_of(unit)
    whole = total(plan, items)
    if not whole.highest:
        return None
    if (whole.score(plan.scoring.decimals) or Decimal(0)) >= score:
        return {}
    gains = {t.id: _gains(evaluation, unit, t) for t in plan.targets}
    if not _hang_together(plan):
        half = Fraction(1, 2) / 10**plan.scoring.decimals  # the score is rounded half up
        needed = (Fraction(score) - half) * whole.highest / 100 - whole.points
        return _fewest({id: [gain * whole.factors[id] for gain in own] for id, own in gains.items()}, needed)
    return _fewest_of_groups(plan, items, gains, score)


def _hang_together(plan: Plan) -> bool:
    """Whether what a case adds to a score hangs on other cases: on a section that is lost below a share, on the limit of
    the bonuses."""
    gated = any(section.else_ and section.else_.points is not None for section in every_section(plan.sections))
    return gated or plan.scoring.bonus_cap is not None


def _fewest_of_groups(
    plan: Plan, items: Sequence[ItemScore], gains: Mapping[str, list[Fraction]], score: Decimal
) -> dict[str, int] | None:
    """The fewest cases where they hang together. Targets of one section (bonuses apart) count alike: of each such group only
    what n cases add at most matters, and more points in a group never lower the score."""
    groups: dict[tuple[str, bool], dict[str, list[Fraction]]] = {}
    for id, gained in gains.items():
        if len(gained) > 1:
            parent = plan.standings[id].parent if id in plan.standings else ""
            groups.setdefault((parent, plan.target(id).bonus), {})[id] = gained
    wide = any(prod(len(gained) for gained in own.values()) > _MOST_PAIRS for own in groups.values())
    most = [sum((max(gained) for gained in own.values()), Fraction(0)) for own in groups.values()]
    tried = [] if wide else sorted((_choices(own, top) for own, top in zip(groups.values(), most)), key=len)
    if wide or prod(len(choices) for choices in tried[:-1]) > _MOST_WAYS:
        raise UsageError(
            "Không tìm được số trường hợp ít nhất: có quá nhiều cách vì kế hoạch có phần mất điểm dưới một mức hoặc trần điểm "
            "thưởng. Cách sửa: thử từng thay đổi bằng một kịch bản."
        )

    def reaches(taken: Sequence[_Choice]) -> bool:
        added = {choice.taken[0][0]: choice.gain for choice in taken if choice.taken}
        changed = [replace(i, points=(i.points or 0) + added[i.item]) if i.item in added else i for i in items]
        return (total(plan, changed).score(plan.scoring.decimals) or Decimal(0)) >= score

    best: tuple[_Choice, ...] | None = None
    for first in product(*tried[:-1]):
        last = tried[-1] if tried else []
        place = bisect_left(last, True, key=lambda choice: reaches((*first, choice)))
        if place < len(last) and (best is None or _cases((*first, last[place])) < _cases(best)):
            best = (*first, last[place])
    return None if best is None else {id: many for choice in best for id, many in choice.taken}


def _cases(taken: Sequence[_Choice]) -> int:
    return sum(choice.cases for choice in taken)


def _gains(evaluation: Evaluation, unit: str, target: Target) -> list[Fraction]:
    """What 0, 1, 2 … more cases of a target add to its points, up to the last that adds anything."""
    each = evaluation.indicator(unit, target.id)
    goal, count = each.goal, each.numerator
    in_cases = target.is_share and target.in_percent(evaluation.period)
    if each.state != OK or not in_cases or target.lower_is_better(goal):
        return [Fraction(0)]
    if target.normalise == "goal" and (goal is None or not goal.percent or goal.value <= target.floor.value):
        return [Fraction(0)]
    assert count is not None and each.denominator is not None  # the state says so
    ratios = [(count + more) / each.denominator for more in range(int(each.denominator - count) + 1)]
    attained = _attained_among(evaluation, unit, target, ratios)
    if target.normalise == "goal" and goal is not None:
        cap = evaluation.plan.scoring.cap
        attained = [attainment_of(ratio, target, goal=goal, cap=cap) for ratio in ratios]
    earned = [
        target.earned(ratio, attainment=attainment, met=None if goal is None else ratio >= goal.value) or Fraction(0)
        for ratio, attainment in zip(ratios, attained)
    ]
    gains = [points - earned[0] for points in earned]
    while len(gains) > 1 and gains[-1] == gains[-2]:
        gains.pop()
    return gains


def _attained_among(
    evaluation: Evaluation, unit: str, target: Target, ratios: Sequence[Fraction]
) -> list[Fraction | None]:
    """How far each value would attain a target among the other units of the level, whose values stay."""
    if target.normalise == "goal":
        return []
    level = evaluation.levels[unit]
    others = [
        i.value
        for i in evaluation.indicators
        if i.target == target.id and i.state == OK and i.value is not None and evaluation.levels.get(i.unit) == level
        if i.unit != unit
    ]
    return [attainment_among(ratio, target, [ratio, *others], lower=False) for ratio in ratios]


@dataclass(frozen=True)
class _Choice:
    cases: int
    gain: Fraction
    taken: tuple[tuple[str, int], ...] = ()


def _fewest(gains: dict[str, list[Fraction]], needed: Fraction) -> dict[str, int] | None:
    """The fewest cases that gain what is needed.

    Where each further case adds no more than the one before, the best n cases are the n that add most. Targets with
    jumps (thresholds, steps, a floor) are tried at every case that adds something.
    """
    smooth: dict[str, list[Fraction]] = {}  # target → what each further case adds
    jumps: dict[str, list[Fraction]] = {}  # target → what 0, 1, 2 … more cases add together
    for id, gained in gains.items():
        steps = [after - before for before, after in zip(gained, gained[1:])]
        falling = all(one >= other for one, other in zip(steps, steps[1:]))
        # A step down (points of a band that is left above) is never taken where each is less than the one before.
        (smooth if falling else jumps)[id] = [step for step in steps if step > 0] if falling else gained
    ordered = sorted(((step, id) for id, steps in smooth.items() for step in steps), key=lambda s: -s[0])
    sums = list(accumulate((step for step, _ in ordered), initial=Fraction(0)))
    best: tuple[int, dict[str, int]] | None = None
    for choice in _choices(jumps, needed):
        rest = bisect_left(sums, needed - choice.gain)
        if rest < len(sums) and (best is None or choice.cases + rest < best[0]):
            taken = Counter(id for _, id in ordered[:rest])
            best = (choice.cases + rest, {**dict(choice.taken), **taken})
    return best[1] if best else None


def _choices(jumps: dict[str, list[Fraction]], needed: Fraction) -> Sequence[_Choice]:
    """Every number of cases of the targets with jumps that gains more than any smaller number does."""
    choices = [_Choice(0, Fraction(0))]
    for id, gained in jumps.items():
        worth = [n for n in range(1, len(gained)) if gained[n] > gained[n - 1]]
        more = [_Choice(c.cases + n, c.gain + gained[n], (*c.taken, (id, n))) for c in choices for n in worth]
        kept: list[_Choice] = []
        for choice in sorted([*choices, *more], key=lambda c: (c.cases, -c.gain)):
            if not kept or kept[-1].gain < min(choice.gain, needed):
                kept.append(choice)
        choices = kept
    return choices
