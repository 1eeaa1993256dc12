"""The least change: how few more cases meet a goal, or lift a unit's score to a mark."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate

from ..evaluation.results import Evaluation
from ..indicators.followup import gap_of
from ..indicators.judging import attainment_of
from ..plan import Plan, Target
from ..plan.sections import every_section
from ..scoring.totals import total
from ..words.errors import UsageError
from ..words.vocabulary import OK


def least_cases_for_goal(evaluation: Evaluation, *, unit: str, target: str) -> Fraction | None:
    """By how much the numerator must change at least for the goal to be met, the denominator staying; 0 where it is met.

    Where lower is better it is how much it must fall. ``unit`` may be the agency. None where there is no figure.
    """
    each = evaluation.indicator(unit, target)
    return gap_of(each, evaluation.plan.target(target)) if each.state == OK and each.goal is not None else None


def least_cases_for_score(evaluation: Evaluation, *, unit: str, score: Decimal) -> dict[str, int] | None:
    """The fewest more cases with which a unit's rounded score reaches a mark: target → cases; None if no cases can.

    Only targets that count cases as a percentage and where more is better can take more of them. Empty where the mark is
    reached already. Raises UsageError under a plan of which ``can_be_searched`` says no.
    """
    if not can_be_searched(evaluation.plan):
        raise UsageError(
            "Không tìm được số trường hợp ít nhất: kế hoạch có phần mất điểm dưới một mức, trần điểm thưởng hoặc chỉ tiêu so "
            "giữa các đơn vị. Cách sửa: thử từng thay đổi bằng một kịch bản."
        )
    whole = total(evaluation.plan, evaluation.items_of(unit))
    if not whole.highest:
        return None
    half = Fraction(1, 2) / 10**evaluation.plan.scoring.decimals  # the score is rounded half up
    needed = (Fraction(score) - half) * whole.highest / 100 - whole.points
    if needed <= 0:
        return {}
    gains = {t.id: [g * whole.factors[t.id] for g in _gains(evaluation, unit, t)] for t in evaluation.plan.targets}
    return _fewest(gains, needed)


def can_be_searched(plan: Plan) -> bool:
    """Whether what each case adds to a score does not hang on other cases: then the fewest can be looked for."""
    gated = any(section.else_ and section.else_.points is not None for section in every_section(plan.sections))
    return not gated and plan.scoring.bonus_cap is None and all(t.normalise == "goal" for t in plan.targets)


def _gains(evaluation: Evaluation, unit: str, target: Target) -> list[Fraction]:
    """What 0, 1, 2 … more cases of a target add to its points, up to the last that adds anything."""
    each = evaluation.indicator(unit, target.id)
    cap, goal, count = evaluation.plan.scoring.cap, each.goal, each.numerator
    if each.state != OK or goal is None or not goal.percent or not target.is_share or goal.value <= target.floor.value:
        return [Fraction(0)]
    assert count is not None and each.denominator is not None  # the state says so
    ratios = [(count + more) / each.denominator for more in range(int(each.denominator - count) + 1)]
    earned = [
        target.earned(ratio, attainment=attainment_of(ratio, target, goal=goal, cap=cap), met=ratio >= goal.value)
        or Fraction(0)
        for ratio in ratios
    ]
    gains = [points - earned[0] for points in earned]
    while len(gains) > 1 and gains[-1] == gains[-2]:
        gains.pop()
    return gains


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
