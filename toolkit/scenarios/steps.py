"""What each number of further cases would give a unit: score, rank and band, exactly as ``what_if`` says, case by case."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from ..evaluation.results import Evaluation
from ..indicators.judging import indicator_of
from ..indicators.model import Count
from ..plan import Target
from ..scoring.bands import band_of
from ..scoring.model import ItemScore
from ..scoring.points import NO_CLAIM, target_score
from ..scoring.ranking import rank_scores
from ..scoring.totals import total
from ..words.vocabulary import OK


@dataclass(frozen=True)
class Step:
    """From how many more cases on, up to the next step, a unit would have this score, rank and band."""

    cases: int
    score: Decimal
    rank: int
    band: str


def can_step(evaluation: Evaluation, *, unit: str, target: Target) -> bool:
    """Whether more cases of a target, the denominator staying, change only what the unit itself has: a share with cases left,
    of which more is better, in a plan where no figure is made of others or compared with them."""
    each, score = evaluation.indicator(unit, target.id), evaluation.score(unit)
    return (
        each.state == OK
        and score.rank is not None
        and not score.has_below
        and target.is_share
        and target.in_percent(evaluation.period)
        and target.normalise == "goal"
        and not any(other.measure.formula for other in evaluation.plan.targets)
        and each.goal is not None
        and not target.lower_is_better(each.goal)
        and bool(each.denominator and each.numerator is not None and each.numerator < each.denominator)
    )


def steps_of(evaluation: Evaluation, *, unit: str, target: Target, most: int) -> tuple[tuple[Step, ...], int]:
    """What 0, 1, 2 … more cases would give, as the steps where something changes, and up to how many cases they say so: all
    that are left, ``most`` at most."""
    each = evaluation.indicator(unit, target.id)
    assert each.numerator is not None and each.denominator is not None, "can_step says so"
    last = min(int(each.denominator - each.numerator), most)
    steps: list[Step] = []
    for step in _every(evaluation, unit, target, last):
        if not steps or replace(step, cases=0) != replace(steps[-1], cases=0):
            steps.append(step)
    return tuple(steps), last


def _every(evaluation: Evaluation, unit: str, target: Target, last: int) -> Iterator[Step]:
    plan, old = evaluation.plan, evaluation.indicator(unit, target.id)
    assert old.numerator is not None, "can_step says so"
    items = list(evaluation.items_of(unit))
    at = next(n for n, item in enumerate(items) if item.item == target.id)
    known: tuple[object, int] | None = None
    for cases in range(last + 1):
        count = Count(OK, old.numerator + cases, old.denominator)
        new = indicator_of(plan, unit, target, count, goal=old.goal)
        items[at] = target_score(plan, new, own=NO_CLAIM)
        whole = total(plan, items)
        score = whole.score(plan.scoring.decimals)
        assert score is not None, "a unit with a rank has a score"
        decides = (score, items[at].points)
        if known is None or known[0] != decides:
            known = decides, _rank(evaluation, unit, score, items)
        yield Step(cases, score, known[1], band_of(plan, score=score, items=items, total=whole)[0])


def _rank(evaluation: Evaluation, unit: str, score: Decimal, items: Sequence[ItemScore]) -> int:
    """Its place among the ranked units of its group, of which only those of the same score are looked at."""
    own = evaluation.score(unit)
    ranked = evaluation.ranked_scores[own.group]
    first, end = bisect_left(ranked, score, key=_score), bisect_right(ranked, score, key=_score)
    before = len(ranked) - end - (own.score is not None and own.score > score)
    ids = evaluation.plan.scoring.tie_breaks
    equals = [each for _, each in ranked[first:end] if each != unit] if ids else []
    ties = {each: _points(evaluation.items_of(each), ids) for each in equals} | {unit: _points(items, ids)}
    rank = rank_scores(dict.fromkeys(ties, score), ties=ties)[unit]
    assert rank is not None, "it has a score"
    return before + rank


def _points(items: Sequence[ItemScore], ids: Sequence[str]) -> list[Fraction | None]:
    own = {each.item: each.points for each in items}
    return [own.get(id) for id in ids]


def _score(each: tuple[Decimal, str]) -> Decimal:
    return each[0]
