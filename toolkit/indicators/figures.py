"""Indicators: what every unit and the agency reached of every target, with its state."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from ..periods import Period
from ..plan import Plan, Target
from ..sources import SourceData, lacking_column
from ..units.model import Unit
from ..words.errors import MOST_ROWS, Finding
from ..words.formatting import number
from ..words.vocabulary import BLOCKED, MISSING, NO_CASES, NOT_ASSIGNED, OK, PARTIAL, REPORTED
from .counting import count_cases, dates_in_use, needed_columns, unallotted_key
from .delivery import Deliverers
from .left_out import months_left_out
from .model import Count, Indicator
from .reported import joined, of_all_behind, read_reported

Counts = Mapping[tuple[str | None, str], Count]


@dataclass(frozen=True)
class Figures:
    """The counts of all units and targets; ``claimed`` are the units' own figures for targets that systems count.

    ``silent``: (unit, target) → those behind the unit that have not delivered, where that leaves it without a figure.
    ``left_out``: source → the months (their first days) outside the period in which its rows have a date in use.
    """

    counts: Counts
    claimed: Counts
    silent: Mapping[tuple[str, str], tuple[str, ...]]
    left_out: Mapping[str, frozenset[date]]


def count_figures(
    plan: Plan,
    *,
    units: Sequence[Unit],
    period: Period,
    sources: Mapping[str, SourceData],
    deliverers: Deliverers,
    as_reported: bool,
    lacking: Collection[tuple[str | None, str]] = (),
) -> tuple[Figures, list[Finding]]:
    """Count every target for every unit of the structure.

    ``lacking`` are the (unit, target) of which rows are known to lie in the folder of another period.

    ``as_reported`` says that this is the structure in which the units reported: only then are their own figures, which
    no scope can split, held against what the systems say.
    """
    parts, findings = read_reported(plan, sources[REPORTED], year=period.end.year)
    reported, silent = of_all_behind(plan, units, parts, sources[REPORTED], deliverers)
    counts: dict[tuple[str | None, str], Count] = {}
    left_out: dict[str, frozenset[date]] = {}
    for name, data in sources.items():
        targets = [target for target in plan.targets if target.source == name and name != REPORTED]
        if not targets:
            continue
        cases, outside = count_cases(data, targets=targets, period=period)
        cases = {**cases, **{key: Count(BLOCKED) for key in lacking if key[1] in {target.id for target in targets}}}
        if outside or len(dates_in_use(data, targets)) > 1:
            left_out[name] = months_left_out(data, targets=targets, period=period)
        findings += _column_findings(data, targets)
        findings += _date_findings(data, targets)
        findings += [
            Finding(
                "DONG-03",
                f"{rows.count} dòng có mọi ngày đều ngoài {period.title}, không được tính (dòng đầu tiên được chỉ ra).",
                "chuyển các dòng này sang thư mục đúng kỳ, hoặc sửa ngày.",
                unit=rows.unit,
            ).at(data.place({"file": rows.file, "row": rows.row}))
            for rows in outside
        ]
        for target in targets:
            counts[None, target.id] = cases.get((None, target.id), Count(NO_CASES))
            needed = [sources[each] for each in needed_sources(target)]
            for unit in units:
                key, not_there = (unit.id, target.id), _silent(unit.id, target, needed, deliverers)
                counts[key] = _state(
                    unit.id, target, cases, needed, deliverers, not_there, (None, target.id) in lacking
                )
                said = reported.get(key, Count(MISSING))
                if counts[key].state == MISSING and target.fallback and said.state != MISSING:
                    counts[key] = replace(said, from_unit=True)
                elif counts[key].state == MISSING:
                    silent[key] = not_there
    for target in plan.targets:
        if target.source == REPORTED:
            for unit in units:
                if deliverers.is_refused(unit.id, sources[REPORTED]):
                    counts[unit.id, target.id] = Count(BLOCKED)
                elif not deliverers.stands(unit.id, sources[REPORTED]):
                    counts[unit.id, target.id] = Count(NOT_ASSIGNED)
                else:
                    counts[unit.id, target.id] = reported.get((unit.id, target.id), Count(MISSING))
            counts[None, target.id] = reported.get((None, target.id), Count(NO_CASES))
    claimed = {key: count for key, count in reported.items() if key[0] and plan.target(key[1]).source != REPORTED}
    findings += [] if not as_reported else _differences(claimed, counts, file=f"{period.id}/{REPORTED}")
    return Figures(counts, claimed, silent, left_out), findings


def _differences(claimed: Counts, counts: Counts, *, file: str) -> list[Finding]:
    """Where a unit reports other figures than the systems hold: both numbers, for the two to be brought together."""
    return [
        Finding(
            "SO-05",
            f"{key[1]} của {key[0]}: đơn vị báo cáo {number(own.numerator)}/{number(own.denominator)}, hệ thống có {number(counted.numerator)}/{number(counted.denominator)}; điểm thẩm định dùng số của hệ thống.",
            "đối chiếu hai nguồn với đơn vị, sửa nguồn sai.",
            file=file,
            unit=key[0] or "",
            target=key[1],
        )
        for key, own in sorted(claimed.items())
        if own.state in (OK, NO_CASES)
        and (counted := counts.get(key)) is not None
        and counted.state in (OK, NO_CASES)
        and (own.numerator, own.denominator) != (counted.numerator, counted.denominator)
    ]


def needed_sources(target: Target) -> tuple[str, ...]:
    """The sources without which a target is not known: its own, and the courses where it asks who is trained."""
    trained = any(name.startswith("trained_") for name in target.columns)
    return (target.source, "tap_huan") if trained and target.source == "can_bo" else (target.source,)


def _silent(unit: str, target: Target, needed: Sequence[SourceData], deliverers: Deliverers) -> tuple[str, ...]:
    """Those behind a unit that have not delivered one of the sources that a target needs."""
    return tuple(dict.fromkeys(each for data in needed for each in deliverers.silent(unit, data, target=target)))


def _state(
    unit: str,
    target: Target,
    cases: Counts,
    needed: Sequence[SourceData],
    deliverers: Deliverers,
    silent: Sequence[str],
    is_anybodys_elsewhere: bool,
) -> Count:
    own = needed[0]
    if any(deliverers.is_refused(unit, data) for data in needed):
        return Count(BLOCKED)
    if not deliverers.stands(unit, own):
        return Count(NOT_ASSIGNED)
    if silent:
        return Count(MISSING)
    for divided, receivers in own.unallotted.items():
        theirs = cases.get((unallotted_key(divided), target.id), Count(NO_CASES))
        if unit in receivers and (theirs.state == BLOCKED or theirs.denominator):
            return Count(BLOCKED)
    unplaced = "unit" in own.source.required and not deliverers.is_known_to_lack(unit, own) or is_anybodys_elsewhere
    nobodys = cases.get((None, target.id), Count(NO_CASES))
    if unplaced and unit not in own.units and (nobodys.state == BLOCKED or nobodys.denominator):
        return Count(BLOCKED)
    return cases.get((unit, target.id), Count(NO_CASES, Fraction(0), Fraction(0)))


def _column_findings(data: SourceData, targets: Sequence[Target]) -> list[Finding]:
    findings = []
    for name, files in data.lost.items():
        users = [t.id for t in targets if name in needed_columns(t, data.source)]
        for at in sorted(files) if users else ():
            finding = lacking_column(data, file=at, column=name, problem=f"không tính được {', '.join(users)}")
            findings.append(replace(finding, target=users[0] if len(users) == 1 else ""))
    return findings


def _date_findings(data: SourceData, targets: Sequence[Target]) -> list[Finding]:
    required = [d for d in dates_in_use(data, targets) if d == data.source.date]
    required += ["joined_at"] if data.source.name == "can_bo" else []
    findings = []
    for day in required:
        findings += [
            Finding(
                "O-04",
                f"không ghi ngày nên không biết dòng thuộc kỳ nào{_others(shown, count)}.",
                "ghi ngày/tháng/năm, ví dụ 26/05/2024.",
                column=data.header(day),
            ).at(data.place({"file": file, "row": row}))
            for file, count, rows in data.blank_by_file(day, first=MOST_ROWS)
            for shown, row in enumerate(rows, 1)
        ]
    return findings


def _others(shown: int, count: int) -> str:
    """What the last finding that is shown says of the rest."""
    return f" (và {count - shown} dòng khác phía dưới)" if shown == MOST_ROWS < count else ""


def build_indicators(
    plan: Plan, *, units: Sequence[Unit], period: Period, counts: Counts, claimed: Counts = MappingProxyType({})
) -> list[Indicator]:
    """The indicators of the agency and of every unit, in the order of the targets, the agency first.

    ``claimed`` are the units' own figures for targets that systems count: told where the systems have none.
    """
    indicators = []
    for target in plan.targets:
        goal = target.goal_in(period.end.year)
        own = {
            u.id: counts[u.id, target.id] if target.assigned_to(u.id) and goal is not None else Count(NOT_ASSIGNED)
            for u in units
        }
        states = [count.state for count in own.values()]
        expected = sum(state != NOT_ASSIGNED for state in states)
        delivered = sum(state in (OK, NO_CASES) for state in states)
        total = _total(list(own.values()), counts.get((None, target.id), Count(NO_CASES)))
        whole = indicator_of(plan, plan.movement.agency.id, target, period, total, delivered, expected)
        reporting = sum(count.from_unit and count.state in (OK, NO_CASES) for count in own.values())
        indicators.append(with_reports(whole, reporting, target))
        for unit, count in own.items():
            each, said = indicator_of(plan, unit, target, period, count), claimed.get((unit, target.id))
            is_told = count.state == MISSING and said is not None and said.state in (OK, NO_CASES)
            indicators.append(replace(each, reported=said) if is_told else each)
    return indicators


def with_reports(each: Indicator, reporting: int, target: Target) -> Indicator:
    """An indicator of which the figures of so many units are what they report themselves."""
    if not reporting:
        return each
    mixed = reporting < each.delivered
    return replace(each, reporting=reporting, source=f"{target.source}; {REPORTED}" if mixed else REPORTED)


def _total(counts: Sequence[Count], nobodys: Count) -> Count:
    """The agency's count: the sum of those who delivered, ``partial`` while somebody has not or cannot be counted.

    Cases of nobody known leave the sum unknown; so does it where those who delivered have no case.
    """
    states = {count.state for count in counts} - {NOT_ASSIGNED}
    if not states:
        return Count(NOT_ASSIGNED)
    if nobodys.state == BLOCKED or nobodys.denominator:
        return Count(BLOCKED)
    if states <= {OK, NO_CASES}:
        return joined([count for count in counts if count.state != NOT_ASSIGNED])
    if OK not in states:
        return Count(BLOCKED if BLOCKED in states else MISSING)
    return replace(joined([count for count in counts if count.state in (OK, NO_CASES)]), state=PARTIAL)


def attainment_of(value: Fraction, target: Target, *, goal: Fraction, cap: Fraction) -> Fraction:
    """(value − floor) / (goal − floor), between 0 and the cap."""
    return min(max((value - target.floor.value) / (goal - target.floor.value), Fraction(0)), cap)


def indicator_of(
    plan: Plan, unit: str, target: Target, period: Period, count: Count, delivered: int = 0, expected: int = 0
) -> Indicator:
    """The indicator that a count makes against the goal of the period's last year; a part is not judged."""
    goal = target.goal_in(period.end.year)
    value = attainment = met = None
    if count.state in (OK, PARTIAL) and goal is not None:
        value = count.value
    if count.state == OK and goal is not None and value is not None:
        attainment = attainment_of(value, target, goal=goal.value, cap=plan.scoring.cap)
        met = value >= goal.value if goal.value > target.floor.value else value <= goal.value
    made = Indicator(
        unit,
        target.id,
        count.state,
        count.numerator,
        count.denominator,
        value,
        goal,
        attainment,
        met,
        source=target.source,
        delivered=delivered,
        expected=expected,
    )
    return with_reports(made, int(count.from_unit), target)
