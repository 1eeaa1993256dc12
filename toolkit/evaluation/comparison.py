"""The figures of a period beside those of the periods before it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from ..indicators.model import Indicator
from ..words.vocabulary import OK
from .results import Evaluation


def compare(
    evaluation: Evaluation, *, previous: Evaluation | None, just_before: Evaluation | None = None
) -> Evaluation:
    """The same evaluation with the values of the period before, and the changes where both are whole.

    A value that stands for a part of the units is none to compare with. ``just_before`` is the part of the year that came
    just before a half year or a quarter.
    """
    changed = tuple(_changed(each, previous=previous, just_before=just_before) for each in evaluation.indicators)
    inputs = {name: sha for each in (previous, just_before) if each for name, sha in each.inputs.items()}
    return replace(evaluation, indicators=changed, inputs_before=inputs)


def _changed(indicator: Indicator, *, previous: Evaluation | None, just_before: Evaluation | None) -> Indicator:
    before, last = (_whole_value(each, indicator) for each in (previous, just_before))
    now = indicator.value if indicator.state == OK else None
    change = now - before if now is not None and before is not None else None
    return replace(indicator, previous_value=before, change=change, value_just_before=last)


def _whole_value(earlier: Evaluation | None, indicator: Indicator) -> Fraction | None:
    """The value that the same indicator had in another period; none where it was a part, or the unit did not exist."""
    try:
        found = earlier.indicator(indicator.unit, indicator.target) if earlier is not None else None
    except KeyError:
        return None
    return found.value if found is not None and found.state == OK else None
