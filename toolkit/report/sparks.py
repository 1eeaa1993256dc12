"""The course of a figure in a line as small as a word: its values over the periods beside its goals, for tables on a screen."""

from __future__ import annotations

from collections.abc import Sequence

from ..evaluation.results import Evaluation
from ..indicators.model import Indicator
from ..plan import Target
from ..words.vocabulary import OK
from .model import Spark
from .words import value_text

MOST = 12  # periods, the last ones


def spark(history: Sequence[Evaluation], *, unit: str, target: Target) -> Spark | None:
    """The values of a unit (or of the agency) over ``history``, with the goal of each period; None where there is no value."""
    shown = [(each, _of(each, unit, target)) for each in history[-MOST:]]
    values = tuple(own.value if own and own.state == OK else None for _, own in shown)
    if all(value is None for value in values):
        return None
    goals = tuple(own.goal.value if own and own.goal else None for _, own in shown)
    told = "; ".join(f"{each.period.id}: {value_text(own, target=target)}" for each, own in shown if own)
    return Spark(values, goals, told)


def _of(evaluation: Evaluation, unit: str, target: Target) -> Indicator | None:
    try:
        return evaluation.indicator(unit, target.id)
    except KeyError:  # a unit that did not stand then
        return None
