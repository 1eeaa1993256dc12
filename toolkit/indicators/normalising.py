"""Targets that are attained as far as the other units of the period let them be: from the lowest to the highest value, or in
proportion to the highest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType

from ..periods import Period
from ..plan import Plan, Target
from ..words.errors import Finding
from ..words.vocabulary import BLOCKED, MISSING, OK, PARTIAL
from .model import Indicator

MIN_MAX = "min_max"
_SHOWN = 10  # units that a finding names


def normalised(
    plan: Plan, indicators: Sequence[Indicator], *, levels: Mapping[str, int] = MappingProxyType({})
) -> list[Indicator]:
    """The indicators with the attainment of those whose target is compared with the other units. The agency has none: it is
    no unit among others; units are compared with those of their own level (``levels``).

    Only units with a figure are compared. Where all of them are equal, each attains all of it.
    """
    compared = {target.id: target for target in plan.targets if target.normalise != "goal"}
    agency, values = plan.movement.agency.id, dict[tuple[str, int], list[Fraction]]()
    for each in indicators:
        if each.target in compared and _counts(each, agency):
            assert each.value is not None
            values.setdefault((each.target, levels.get(each.unit, 1)), []).append(each.value)
    return [
        replace(
            each,
            attainment=attainment_among(
                each.value,
                compared[each.target],
                values[each.target, levels.get(each.unit, 1)],
                lower=compared[each.target].lower_is_better(each.goal),
            ),
        )
        if each.target in compared and _counts(each, agency) and each.value is not None
        else each
        for each in indicators
    ]


def unfinished_comparisons(plan: Plan, indicators: Sequence[Indicator], *, period: Period) -> list[Finding]:
    """That units were compared while another to which the target is given has no figure yet, or a part of one."""
    agency, findings = plan.movement.agency.id, list[Finding]()
    for target in (each for each in plan.targets if each.normalise != "goal"):
        own = [each for each in indicators if each.target == target.id and each.unit != agency]
        lacking = [each.unit for each in own if each.state in (MISSING, BLOCKED, PARTIAL)]
        shown = ", ".join(lacking[:_SHOWN]) + (
            f" và {len(lacking) - _SHOWN} đơn vị khác" if len(lacking) > _SHOWN else ""
        )
        if lacking and any(_counts(each, agency) for each in own):
            findings.append(
                Finding(
                    "SO-09",
                    f"{target.id} so giữa các đơn vị mà {period.title} còn thiếu số của {shown}: mức đạt và điểm của "
                    "các đơn vị khác sẽ thay đổi khi đủ số.",
                    "bổ sung số liệu còn thiếu rồi lập lại.",
                    target=target.id,
                )
            )
    return findings


def _counts(each: Indicator, agency: str) -> bool:
    return each.unit != agency and each.state == OK and each.value is not None


def attainment_among(value: Fraction, target: Target, values: Sequence[Fraction], *, lower: bool) -> Fraction:
    """How far a value attains a target among those of all units, its own with them: (value − lowest) / (highest − lowest),
    or value / highest; turned round where ``lower`` is better: the lowest then has all of it.

    >>> from toolkit.plan import Target
    >>> t = Target(id="T", name="T", normalise="max", better="lower", source="van_ban", measure="count", points=1)
    >>> attainment_among(Fraction(8), t, [Fraction(2), Fraction(8)], lower=True)
    Fraction(1, 4)
    """
    low, high = min(values), max(values)
    best, worst = (low, high) if lower else (high, low)
    if value == best:
        return Fraction(1)
    if target.normalise == MIN_MAX:
        return (value - worst) / (best - worst)
    if best <= 0:  # of nothing, or of less than nothing, there is no proportion
        return Fraction(0)
    return best / value if lower else max(value / best, Fraction(0))
