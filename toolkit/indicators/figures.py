"""The counts of every unit and target, from what systems hold and what units report, each with its state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from ..plan import Plan, Target
from ..plan.measures import Part
from ..plan.standard import REPORTED
from ..sources import SourceData
from ..words.errors import Finding
from ..words.vocabulary import BLOCKED, MISSING, NO_CASES, NOT_ASSIGNED, OK
from .counting import count_cases, dates_in_use, unallotted_key
from .delivery import Delivered
from .doubts import (
    column_findings,
    date_findings,
    differences,
    few_findings,
    order_findings,
    outside_findings,
    ungiven_findings,
)
from .empty_cells import empty_findings
from .left_out import months_left_out
from .model import Count, Counts
from .needs import needed_by, target_of
from .reported import of_all_behind, read_reported, reported_counts
from .wholes import ratio_counts, wholes_of, with_unsummed


@dataclass(frozen=True)
class Figures:
    """The counts of all units and targets; ``claimed`` are the units' own figures for targets that systems count.

    ``silent``: (unit, target) → those behind the unit that have not delivered, where that leaves it without a figure.
    ``left_out``: source → the months (their first days) outside the period in which its rows have a date in use.
    ``few``: (unit, target) of which there are too few rows. ``wholes``: (unit or agency, target) → what
    all who delivered make together, of those whose units' figures do not add up to it.
    """

    counts: Counts
    claimed: Counts
    silent: Mapping[tuple[str, str], tuple[str, ...]]
    left_out: Mapping[str, frozenset[date]]
    wholes: Mapping[tuple[str, str], Count] = field(default_factory=dict)
    few: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class _Counted:
    """What one source comes to: as in ``Figures``, of its targets alone."""

    counts: Counts
    silent: Mapping[tuple[str, str], tuple[str, ...]]
    left_out: frozenset[date]


def count_figures(delivered: Delivered, *, as_reported: bool) -> tuple[Figures, list[Finding]]:
    """Count every target for every unit of the structure.

    ``as_reported`` says that this is the structure in which the units reported: only then are their own figures, which no
    scope can split, held against what the systems say.
    """
    plan, units, period = delivered.plan, delivered.units, delivered.period
    own, deliverers = delivered.sources[REPORTED], delivered.deliverers
    parts, findings = read_reported(plan, own, year=period.end.year)
    reported, silent = of_all_behind(plan, units, parts, own, deliverers)
    counts: dict[tuple[str | None, str], Count] = {}
    left_out: dict[str, frozenset[date]] = {}
    for name in (name for name in delivered.sources if plan.counting(name)):
        found, more = _count_source(delivered, delivered.sources[name], reported=reported)
        counts |= found.counts
        silent |= found.silent
        left_out |= {name: found.left_out} if found.left_out else {}
        findings += more
    counts |= reported_counts(plan, units, own, reported=reported, deliverers=deliverers)
    ratios = ratio_counts(plan, units, counts)
    silent |= _silent_on_ratios(delivered, ratios, silent)
    counts |= ratios
    few = few_findings(plan, units=units, counts=counts, period=period)
    claimed = {key: count for key, count in reported.items() if _is_claim(plan, *key)}
    findings += few
    findings += ungiven_findings(plan, units, own, period=period) if as_reported else []
    findings += differences(claimed, counts, file=f"{period.id}/{REPORTED}") if as_reported else []
    too_few = frozenset((each.unit, each.target) for each in few)
    return Figures(counts, claimed, silent, left_out, wholes_of(delivered, counts), too_few), findings


def _is_claim(plan: Plan, unit: str | None, target: str) -> bool:
    """Whether a unit says of itself what a system counts for a target that it was given."""
    rule = plan.target(target)
    return unit is not None and rule.source != REPORTED and rule.assigned_to(unit)


def _count_source(delivered: Delivered, data: SourceData, *, reported: Counts) -> tuple[_Counted, list[Finding]]:
    """The counts of the targets of one source; where it has no file, of those that fall back on the units' reports."""
    period, targets = delivered.period, delivered.plan.counting(data.source.name)
    cases, outside = count_cases(data, targets=targets, period=period)
    cases = with_unsummed(cases, data, targets=targets, period=period)
    ids = {target.id for target in targets}
    cases |= {key: Count(BLOCKED) for key in delivered.lacking if key[1] in ids}
    left_out = frozenset[date]()
    if delivered.is_cut:  # rows of other days are expected in files of a longer period
        outside = []
    elif outside or len(dates_in_use(data, targets)) > 1:
        left_out = months_left_out(data, targets=targets, period=period)
    counts: dict[tuple[str | None, str], Count] = {}
    silent: dict[tuple[str, str], tuple[str, ...]] = {}
    for target in targets:
        counts[None, target.id] = cases.get((None, target.id), Count(NO_CASES))
        for unit in delivered.units:
            key = unit.id, target.id
            count = _count_of(delivered, unit.id, target, cases)
            if count.state == MISSING and (said := _said_instead(delivered, unit.id, target, reported)):
                count = said
            elif count.state == MISSING:
                silent[key] = _silent(delivered, unit.id, target)
            counts[key] = count
    blocked = {target for (_, target), count in cases.items() if count.state == BLOCKED}
    unknown = [target for target in targets if target.id in blocked]
    findings = [
        *column_findings(data, targets),
        *empty_findings(data, unknown, period=period),
        *date_findings(data, targets),
        *order_findings(data, targets),
    ]
    return _Counted(counts, silent, left_out), [
        *findings,
        *outside_findings(data, outside, targets=targets, period=period),
    ]


def _said_instead(delivered: Delivered, unit: str, target: Target | Part, reported: Counts) -> Count | None:
    """What a unit reports itself, where the plan takes that for a system without a file; None where it says nothing."""
    if not isinstance(target, Target) or not target.fallback:
        return None
    if delivered.deliverers.is_refused(unit, delivered.sources[REPORTED]):
        return Count(BLOCKED, from_unit=True)
    said = reported.get((unit, target.id), Count(MISSING))
    return None if said.state == MISSING else replace(said, from_unit=True)


def _needed(delivered: Delivered, target: Target | Part) -> list[SourceData]:
    return [delivered.sources[name] for name in needed_by(delivered.plan, target)]


def _silent(delivered: Delivered, unit: str, target: Target | Part) -> tuple[str, ...]:
    """Those behind a unit that have not delivered one of the sources that a target needs."""
    of, deliverers = delivered.plan.target(target_of(target)), delivered.deliverers
    owing = (deliverers.silent(unit, data, target=of) for data in _needed(delivered, target))
    return tuple(dict.fromkeys(each for silent in owing for each in silent))


def _silent_on_ratios(
    delivered: Delivered, ratios: Counts, silent: Mapping[tuple[str, str], tuple[str, ...]]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Those who have not delivered one of the sides of a ratio."""
    return {
        (unit, id): tuple(
            dict.fromkeys(each for part in delivered.plan.target(id).parts for each in silent.get((unit, part.id), ()))
        )
        for (unit, id), count in ratios.items()
        if unit and count.state == MISSING
    }


def _count_of(delivered: Delivered, unit: str, target: Target | Part, cases: Counts) -> Count:
    """One unit's count: that of its cases, unless it owes something, or rows that nobody can place may be its own."""
    deliverers, needed = delivered.deliverers, _needed(delivered, target)
    own = needed[0]
    if any(deliverers.is_refused(unit, data) for data in needed):
        return Count(BLOCKED)
    if not deliverers.stands(unit, own):
        return Count(NOT_ASSIGNED)
    if _silent(delivered, unit, target):
        return Count(MISSING)
    for divided, receivers in own.unallotted.items():
        theirs = cases.get((unallotted_key(divided), target.id), Count(NO_CASES))
        if unit in receivers and (theirs.state == BLOCKED or theirs.denominator):
            return Count(BLOCKED)
    is_anybodys = "unit" in own.source.required and not deliverers.is_known_to_lack(unit, own)
    nobodys = cases.get((None, target.id), Count(NO_CASES))
    if (
        (is_anybodys or (None, target.id) in delivered.lacking)
        and unit not in own.units
        and (nobodys.state == BLOCKED or nobodys.denominator)
    ):
        return Count(BLOCKED)
    no_sum = Count(OK, Fraction(0), Fraction(1), rows=0)
    none = no_sum if target.measure.is_total else Count(NO_CASES, Fraction(0), Fraction(0))
    return cases.get((unit, target.id), none)
