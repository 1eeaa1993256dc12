"""What deserves a question before a figure is believed: rows that are many fewer or more than before, values that stand
apart from those of the other units, sources that stop early, units whose own figures differ from the systems'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from statistics import median

from ..indicators.model import Count, Indicator
from ..plan import Plan
from ..units.tree import parents_below
from ..words.vocabulary import NO_CASES, OK
from .results import Evaluation, by_unit

FEWEST_CASES = 20  # a ratio of fewer cases, or a number of fewer rows, jumps about by itself
FEWEST_MOVED = 5  # a deviation of fewer cases than that may be chance, whatever its percentage
FEWEST_UNITS = 5  # below that there is no middle to stand apart from
THRESHOLD = Fraction(7, 2)  # of the robust z-score, after Iglewicz and Hoaglin (1993)
LEAST_SPREAD = Fraction(
    2, 100
)  # where nearly all units have the same value, two points of a percentage count as the spread
_MAD_TO_DEVIATION = Fraction(14826, 10000)
_SILENT_PART = 4  # silent for more than a quarter of the period
_ROWS_OF_A_FLOW = 12  # with so many rows over a period, a quarter without any is seldom chance


@dataclass(frozen=True)
class Coverage:
    """The rows of a unit (empty: of all) in a source, now and in the period before, at most half or at least twice as many."""

    unit: str
    source: str
    now: int
    before: int


@dataclass(frozen=True)
class Outlier:
    """A unit whose value of a target stands apart: ``value`` and the ``middle`` of the units are ratios, or changes of them."""

    unit: str
    target: str
    value: Fraction
    middle: Fraction
    z: Fraction


@dataclass(frozen=True)
class Reconciliation:
    """What a unit reports itself for a target that a system counts, beside what the system has."""

    unit: str
    target: str
    own: Count
    system: Indicator

    @property
    def agrees(self) -> bool:
        """Whether both numbers are the same."""
        return (self.own.numerator, self.own.denominator) == (self.system.numerator, self.system.denominator)


@dataclass(frozen=True)
class Questions:
    """Everything that the data of a period are asked, found once for all units. ``before`` is the period before; without
    one, and of a range of years, less can be asked. ``silent`` is (unit, source) → its last day."""

    before: Evaluation | None
    silent: Mapping[tuple[str, str], date]
    coverage: Sequence[Coverage]
    jumps: Sequence[Outlier]
    outliers: Sequence[Outlier]
    reconciliations: Sequence[Reconciliation]

    def to(self, unit: str) -> Questions:
        """Those to one unit; an empty ``unit`` stands for all."""
        if not unit:
            return self
        return replace(
            self,
            coverage=self._coverage.get(unit, ()),
            jumps=self._jumps.get(unit, ()),
            outliers=self._outliers.get(unit, ()),
            reconciliations=self._reconciliations.get(unit, ()),
        )

    @cached_property
    def _coverage(self) -> dict[str, tuple[Coverage, ...]]:
        return by_unit(self.coverage)

    @cached_property
    def _jumps(self) -> dict[str, tuple[Outlier, ...]]:
        return by_unit(self.jumps)

    @cached_property
    def _outliers(self) -> dict[str, tuple[Outlier, ...]]:
        return by_unit(self.outliers)

    @cached_property
    def _reconciliations(self) -> dict[str, tuple[Reconciliation, ...]]:
        return by_unit(self.reconciliations)


def questions(evaluation: Evaluation, history: Sequence[Evaluation] = ()) -> Questions:
    """Everything to ask of a period; ``history`` holds the period before, if there is one."""
    if evaluation.period.is_range:
        return Questions(None, {}, (), (), (), ())
    before = period_before(evaluation, history)
    return Questions(
        before,
        silent=silent(evaluation),
        coverage=coverage(evaluation, before) if before else (),
        jumps=jumps(evaluation, before) if before else (),
        outliers=outliers(evaluation),
        reconciliations=reconciliations(evaluation),
    )


def period_before(evaluation: Evaluation, history: Sequence[Evaluation]) -> Evaluation | None:
    """The period just before, out of a history; None for a range, whose years are looked at one by one."""
    if evaluation.period.is_range:
        return None
    return next((each for each in history if each.period == evaluation.period.previous()), None)


def _counted(plan: Plan) -> list[str]:
    """The sources whose rows are counted, or tell of such. What units write of themselves has one row an item, and merged
    units have two."""
    every = plan.every_source
    telling = {told.source for each in every.values() for told in each.given}
    return [name for name, source in every.items() if source.is_counted or name in telling]


def coverage(evaluation: Evaluation, before: Evaluation) -> list[Coverage]:
    """The sources and units whose rows became at most half or at least twice as many; small numbers are left alone."""
    sources = [
        name for name in _counted(evaluation.plan) if evaluation.rows_read.get(name) or before.rows_read.get(name)
    ]
    every = [Coverage("", n, evaluation.rows_read.get(n, 0), before.rows_read.get(n, 0)) for n in sources]
    every += [
        Coverage(unit.id, n, evaluation.rows_by_unit.get((unit.id, n), 0), before.rows_by_unit.get((unit.id, n), 0))
        for unit in evaluation.units
        for n in sources
    ]
    return [each for each in every if _changed_much(each.now, each.before)]


def _changed_much(now: int, before: int) -> bool:
    """At most half or at least twice as many, and not few in both periods.

    >>> _changed_much(50, 100), _changed_much(51, 100), _changed_much(9, 19), _changed_much(0, 20)
    (True, False, False, True)
    """
    return max(now, before) >= FEWEST_CASES and (2 * now <= before or now >= 2 * before)


def outliers(evaluation: Evaluation) -> list[Outlier]:
    """The units whose value of a percentage target stands apart from the other units' values of the same period."""
    return [
        each
        for target in evaluation.plan.targets
        for each in _apart(target.id, {i: i.value for i in _solid(evaluation, target.id) if i.value is not None})
    ]


def jumps(evaluation: Evaluation, before: Evaluation) -> list[Outlier]:
    """The units whose change against the period before stands apart from the other units' changes."""
    found = []
    for target in evaluation.plan.targets:
        known = {each.unit for each in _solid(before, target.id)}
        each = [i for i in _solid(evaluation, target.id) if i.unit in known]
        found += _apart(target.id, {i: i.change for i in each if i.change is not None})
    return found


def _solid(evaluation: Evaluation, target: str) -> list[Indicator]:
    """The units' percentages of enough cases. Plain numbers follow the size of a unit and are not compared."""
    above = parents_below(evaluation.units)  # the total of others is not compared with them
    every = [evaluation.indicator(unit.id, target) for unit in evaluation.units if unit.id not in above]
    return [i for i in every if i.state == OK and i.goal and i.goal.percent and (i.denominator or 0) >= FEWEST_CASES]


def _apart(target: str, values: Mapping[Indicator, Fraction]) -> list[Outlier]:
    scores = robust_z({each.unit: value for each, value in values.items()})
    middle: Fraction = median(values.values()) if values else Fraction(0)
    return [
        Outlier(each.unit, target, value, middle, scores[each.unit])
        for each, value in values.items()
        if abs(scores.get(each.unit, Fraction(0))) > THRESHOLD
        and abs(value - middle) * (each.denominator or 0) >= FEWEST_MOVED
    ]


def robust_z(values: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """The distance of each value from the median in robust standard deviations (1,4826 × MAD); empty for too few units.

    Median and MAD (the median distance from the median) are not moved by the very values that are looked for.

    >>> z = robust_z({u: Fraction(v, 100) for u, v in zip("ABCDE", (80, 85, 90, 95, 20))})
    >>> round(float(z["E"]), 2), round(float(z["B"]), 2)
    (-8.77, 0.0)
    """
    if len(values) < FEWEST_UNITS:
        return {}
    middle = median(values.values())
    spread = max(median(abs(value - middle) for value in values.values()), LEAST_SPREAD)
    return {unit: (value - middle) / (spread * _MAD_TO_DEVIATION) for unit, value in values.items()}


def silent(evaluation: Evaluation) -> dict[tuple[str, str], date]:
    """(unit, source) → its last day, where that lies a quarter of the period or more before the last day of all units.

    The key ("", source) stands for a source whose last day of all lies as far before the period's end.
    """
    period, found = evaluation.period, {}
    if period.is_range:
        return {}
    quarter = timedelta(days=((period.end - period.start).days + 1) // _SILENT_PART)
    for name in (name for name, source in evaluation.plan.every_source.items() if source.date):
        days = {unit: day for (unit, source), day in evaluation.latest_days.items() if source == name}
        newest = max(days.values(), default=period.end)
        if newest <= period.end - quarter:
            found["", name] = newest
        found.update(
            {
                (unit, name): day
                for unit, day in days.items()
                if day <= newest - quarter and evaluation.rows_by_unit.get((unit, name), 0) >= _ROWS_OF_A_FLOW
            }
        )
    return found


def reconciliations(evaluation: Evaluation) -> list[Reconciliation]:
    """Each figure that a unit reports itself and a system counts as well, in the order of units and targets. What a unit says
    of itself is not of those below it, whose cases are in its figure."""
    return [
        Reconciliation(unit.id, target.id, own, system)
        for unit in evaluation.units
        if unit.id not in evaluation.parents
        for target in evaluation.plan.targets
        if (own := evaluation.claimed.get((unit.id, target.id))) is not None
        and own.state in (OK, NO_CASES)
        and (system := evaluation.indicator(unit.id, target.id)).state in (OK, NO_CASES)
    ]
