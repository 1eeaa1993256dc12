"""Figures of several periods in one tidy table: a row for each period, unit and target."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..words.vocabulary import STATES
from .results import Evaluation

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ["period", "unit", "target", "numerator", "denominator", "value", "goal", "met", "state"]
_EXACT = ["numerator", "denominator", "value", "goal"]


def panel(evaluations: Sequence[Evaluation], *, exact: bool = False) -> pd.DataFrame:
    """The figures of every period, the agency's among them, in the order of periods, targets and units.

    ``period``, ``unit``, ``target``, ``state`` are categories in that order, ``met`` is a boolean that may be missing; the
    numbers are floats, with ``exact`` fractions. A state without a figure has no numbers, never 0.
    """
    import pandas as pd

    from .table_frame import table_frame

    last = evaluations[-1]
    units = [last.agency, *(unit.id for unit in last.units)]
    units += sorted({each.unit for one in evaluations for each in one.indicators} - set(units))
    targets = [target.id for target in last.plan.targets]
    order = {target: n for n, target in enumerate(targets)}, {unit: n for n, unit in enumerate(units)}
    found = table_frame(
        [
            _row(one, each)
            for one in evaluations
            for each in sorted(one.indicators, key=lambda each: (order[0][each.target], order[1][each.unit]))
        ],
        columns=COLUMNS,
    )
    for name in _EXACT:
        found[name] = pd.Series(list(found[name]), dtype=object) if exact else found[name].map(_float).astype("float64")
    periods = [one.period.id for one in evaluations]
    for name, values in (("period", periods), ("unit", units), ("target", targets), ("state", list(STATES))):
        found[name] = pd.Categorical(found[name], categories=values, ordered=name != "state")
    found["met"] = found["met"].astype("boolean")
    return found


def _row(evaluation: Evaluation, each: Any) -> dict[str, Any]:
    goal = each.goal.value if each.goal else None
    known = {name: getattr(each, name) for name in ("unit", "target", "numerator", "denominator", "value", "met")}
    return {**known, "period": evaluation.period.id, "goal": goal, "state": each.state}


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
