"""Indicators: what every unit and the agency reached of every target, with its state."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from ..periods import Period
from ..plan import Plan, Target
from ..plan.measures import DISTINCT, FORMULA, MEDIAN, RATIO, Part
from ..sources import SourceData, lacking_column
from ..units.model import Unit
from ..words.errors import MOST_ROWS, Finding
from ..words.formatting import number
from ..words.vocabulary import BLOCKED, MISSING, NO_CASES, NOT_ASSIGNED, OK, PARTIAL, REPORTED
from .counting import count_cases, dates_in_use, needed_columns, unallotted_key
from .delivery import Deliverers
from .formulas import with_formulas
from .judging import Goals, indicator_of, with_reports
from .left_out import months_left_out
from .measuring import unsummed, unsummed_together
from .model import Count, Indicator
from .reported import joined, of_all_behind, read_reported, reported_counts

Counts = Mapping[tuple[str | None, str], Count]


@dataclass(frozen=True)
class Figures:
    """The counts of all units and targets; ``claimed`` are the units' own figures for targets that systems count.

    ``silent``: (unit, target) → those behind the unit that have not delivered, where that leaves it without a figure.
    ``left_out``: source → the months (their first days) outside the period in which its rows have a date in use.
    ``few``: (unit, target) of which there are too few rows. ``wholes``: target → what all who delivered make together, of those whose units' figures do not add up to it.
    """

    counts: Counts
    claimed: Counts
    silent: Mapping[tuple[str, str], tuple[str, ...]]
    left_out: Mapping[str, frozenset[date]]
    wholes: Mapping[str, Count] = field(default_factory=dict)
    few: frozenset[tuple[str, str]] = frozenset()


def count_figures(
    plan: Plan,
    *,
    units: Sequence[Unit],
    period: Period,
    sources: Mapping[str, SourceData],
    deliverers: Deliverers,
    as_reported: bool,
    lacking: Collection[tuple[str | None, str]] = (),
    is_cut: bool = False,
) -> tuple[Figures, list[Finding]]:
    """Count every target for every unit of the structure.

    ``lacking`` are the (unit, target) of which rows are known to lie in the folder of another period. ``is_cut``: the files
    are those of a longer period. ``as_reported`` says that this is the structure in which the units reported: only then are
    their own figures, which no scope can split, held against what the systems say.
    """
    parts, findings = read_reported(plan, sources[REPORTED], year=period.end.year)
    reported, silent = of_all_behind(plan, units, parts, sources[REPORTED], deliverers)
    counts: dict[tuple[str | None, str], Count] = {}
    left_out: dict[str, frozenset[date]] = {}
    for name, data in sources.items():
        targets = plan.counting(name)
        if not targets:
            continue
        cases, outside = count_cases(data, targets=targets, period=period)
        cases = _with_unsummed(cases, data, targets=targets, period=period)
        cases = {**cases, **{key: Count(BLOCKED) for key in lacking if key[1] in {target.id for target in targets}}}
        if is_cut:  # rows of other days are expected in files of a longer period
            outside = []
        elif outside or len(dates_in_use(data, targets)) > 1:
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
            needed = [sources[each] for each in needed_by(plan, target)]
            for unit in units:
                key, not_there = (
                    (unit.id, target.id),
                    _silent(unit.id, plan.target(target_of(target)), needed, deliverers),
                )
                counts[key] = _state(
                    unit.id, target, cases, needed, deliverers, not_there, (None, target.id) in lacking
                )
                said = reported.get(key, Count(MISSING))
                if (
                    counts[key].state == MISSING
                    and isinstance(target, Target)
                    and target.fallback
                    and said.state != MISSING
                ):
                    counts[key] = replace(said, from_unit=True)
                elif counts[key].state == MISSING:
                    silent[key] = not_there
    counts |= reported_counts(plan, units, sources[REPORTED], reported=reported, deliverers=deliverers)
    _join_ratios(plan, units, counts, silent)
    wholes = _wholes(plan, units=units, period=period, sources=sources, counts=counts)
    few = _few_findings(plan, units=units, counts=counts, period=period)
    findings += few
    claimed = {key: count for key, count in reported.items() if key[0] and plan.target(key[1]).source != REPORTED}
    findings += [] if not as_reported else _differences(claimed, counts, file=f"{period.id}/{REPORTED}")
    return Figures(
        counts, claimed, silent, left_out, wholes, frozenset((each.unit, each.target) for each in few)
    ), findings


def _with_unsummed(
    cases: Mapping[tuple[str | None, str], Count], data: SourceData, *, targets: Sequence[Target | Part], period: Period
) -> dict[tuple[str | None, str], Count]:
    """The counts, with the value of a measure that is no sum (a median, distinct values) in the place of its rows."""
    found = dict(cases)
    for target in (each for each in targets if not each.measure.is_summed):
        values = unsummed(data, target=target, period=period)
        found |= {
            key: replace(count, numerator=values.get(key[0] or "", Fraction(0)), denominator=Fraction(1))
            for key, count in found.items()
            if key[1] == target.id and key[0] in data.units and count.state == OK
        }
    return found


def _join_ratios(
    plan: Plan,
    units: Sequence[Unit],
    counts: dict[tuple[str | None, str], Count],
    silent: dict[tuple[str, str], tuple[str, ...]],
) -> None:
    """Give each target that is a ratio its count, of those of its two sides."""
    for target in plan.targets:
        if target.measure.kind == RATIO:
            sides = [part.id for part in target.parts]
            of, to = (counts.get((None, id), Count(NO_CASES)) for id in sides)
            rows = (of.denominator or Fraction(0)) + (to.denominator or Fraction(0))
            unknown = BLOCKED in (of.state, to.state)
            counts[None, target.id] = Count(BLOCKED) if unknown else Count(OK if rows else NO_CASES, rows, rows)
            for unit in units:
                counts[unit.id, target.id] = ratio_of(target, *(counts[unit.id, id] for id in sides))
                if counts[unit.id, target.id].state == MISSING:
                    who = [each for id in sides for each in silent.get((unit.id, id), ())]
                    silent[unit.id, target.id] = tuple(dict.fromkeys(who))


def ratio_of(target: Target, of: Count, to: Count) -> Count:
    """The ratio of two counts: of sums as they are, else of their values. Of nothing there is no ratio."""
    for state in (BLOCKED, MISSING, NOT_ASSIGNED, NO_CASES):
        if state in (of.state, to.state):
            return Count(state, Fraction(0), Fraction(0)) if state == NO_CASES else Count(state)
    over, under = (each.value or Fraction(0) for each in (of, to))
    return Count(OK, over, under) if under else Count(NO_CASES, Fraction(0), Fraction(0))


def _wholes(
    plan: Plan,
    *,
    units: Sequence[Unit],
    period: Period,
    sources: Mapping[str, SourceData],
    counts: Counts,
) -> dict[str, Count]:
    """What all who delivered make together, for each target whose units' figures do not add up to that."""
    wholes: dict[str, Count] = {}
    for target in plan.targets:
        if target.measure.kind not in (RATIO, MEDIAN, DISTINCT):
            continue
        given = [unit.id for unit in units if target.assigned_to(unit.id)]
        there = [id for id in given if all(counts[id, part.id].state in (OK, NO_CASES) for part in target.parts)]
        made = [
            _whole(part, [counts[id, part.id] for id in there], sources[part.source], period, there)
            for part in target.parts
        ]
        wholes[target.id] = ratio_of(target, *made) if target.measure.kind == RATIO else made[0]
    return wholes


def _whole(part: Target | Part, own: Sequence[Count], data: SourceData, period: Period, units: Sequence[str]) -> Count:
    """What units make together of one measure."""
    if part.measure.is_summed or not own:
        return joined(own, is_total=part.measure.is_total) if own else Count(MISSING)
    value = unsummed_together(data, target=part, period=period, units=units)
    if value is None:
        return (
            Count(OK, Fraction(0), Fraction(1)) if part.measure.is_total else Count(NO_CASES, Fraction(0), Fraction(0))
        )
    return Count(OK, value, Fraction(1), rows=sum(count.rows or 0 for count in own))


def has_too_few(target: Target, count: Count) -> bool:
    """Whether a figure rests on fewer rows than the plan asks for: it is not told, but its rows count in the whole."""
    return bool(target.at_least_rows and count.state == OK and (count.rows or 0) < target.at_least_rows)


def _few_findings(plan: Plan, *, units: Sequence[Unit], counts: Counts, period: Period) -> list[Finding]:
    return [
        Finding(
            "SO-08",
            f"{target.id} của {unit.id} trong {period.title} chỉ có {counts[unit.id, target.id].rows} "
            f"{plan.source(target.source).noun}, ít hơn {target.at_least_rows} nên không tính; "
            "các dòng đó vẫn vào số chung.",
            "bổ sung số liệu; hoặc sửa at_least_rows trong ke_hoach.yaml.",
            unit=unit.id,
            target=target.id,
        )
        for target in plan.targets
        for unit in units
        if target.assigned_to(unit.id) and has_too_few(target, counts.get((unit.id, target.id), Count(MISSING)))
    ]


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


def needed_sources(plan: Plan, target: Target) -> tuple[str, ...]:
    """The sources without which a target is not known: those that it counts, and those that tell what it asks of their
    rows; of a formula those of the targets that it uses."""
    if target.measure.formula is not None:
        inner = [plan.target(id) for id in target.measure.formula.ids]
        return tuple(dict.fromkeys(name for each in inner for name in needed_sources(plan, each)))
    return tuple(dict.fromkeys(name for part in target.parts for name in needed_by(plan, part)))


def needed_by(plan: Plan, part: Target | Part) -> tuple[str, ...]:
    """The sources without which one count is not known."""
    given = {each.column.name: each.source for each in plan.source(part.source).given}
    return tuple(dict.fromkeys((part.source, *(given[name] for name in part.columns if name in given))))


def _silent(unit: str, target: Target, needed: Sequence[SourceData], deliverers: Deliverers) -> tuple[str, ...]:
    """Those behind a unit that have not delivered one of the sources that a target needs."""
    return tuple(dict.fromkeys(each for data in needed for each in deliverers.silent(unit, data, target=target)))


def _state(
    unit: str,
    target: Target | Part,
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
    none = (
        Count(OK, Fraction(0), Fraction(1), rows=0)
        if target.measure.is_total
        else Count(NO_CASES, Fraction(0), Fraction(0))
    )
    return cases.get((unit, target.id), none)


def _column_findings(data: SourceData, targets: Sequence[Target | Part]) -> list[Finding]:
    findings = []
    for name, files in data.lost.items():
        users = [target_of(t) for t in targets if name in needed_columns(t, data.source)]
        for at in sorted(files) if users else ():
            finding = lacking_column(data, file=at, column=name, problem=f"không tính được {', '.join(users)}")
            findings.append(replace(finding, target=users[0] if len(users) == 1 else ""))
    return findings


def _date_findings(data: SourceData, targets: Sequence[Target | Part]) -> list[Finding]:
    required = [d for d in dates_in_use(data, targets) if d == data.source.date]
    required += data.source.strength[:1]
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


def target_of(part: Target | Part) -> str:
    """The target that something is counted for."""
    return part.id.partition("/")[0]


def build_indicators(
    plan: Plan,
    *,
    units: Sequence[Unit],
    counts: Counts,
    goals: Goals,
    wholes: Mapping[str, Count] = MappingProxyType({}),
    claimed: Counts = MappingProxyType({}),
) -> list[Indicator]:
    """The indicators of the agency and of every unit, in the order of the targets, the agency first.

    ``claimed`` are the units' own figures for targets that systems count: told where the systems have none.
    """
    indicators, agency = [], plan.movement.agency.id
    for target in (target for target in plan.targets if target.measure.kind != FORMULA):
        given = {u.id: counts[u.id, target.id] if target.assigned_to(u.id) else Count(NOT_ASSIGNED) for u in units}
        states = [count.state for count in given.values()]
        parts = {
            "delivered": sum(state in (OK, NO_CASES) for state in states),
            "expected": sum(state != NOT_ASSIGNED for state in states),
        }
        nobodys = counts.get((None, target.id), Count(NO_CASES))
        total = _total(target, list(given.values()), nobodys, whole=wholes.get(target.id))
        total = Count(BLOCKED) if has_too_few(target, total) else total
        if goals[agency, target.id] is None:
            total, parts = Count(NOT_ASSIGNED), {}
        whole = indicator_of(plan, agency, target, total, goal=goals[agency, target.id], **parts)
        reporting = sum(count.from_unit and count.state in (OK, NO_CASES) for count in given.values())
        indicators.append(with_reports(whole, reporting, target))
        for unit, count in given.items():
            goal = goals[unit, target.id]
            count = Count(BLOCKED) if has_too_few(target, count) else count
            count = count if goal is not None else Count(NOT_ASSIGNED)
            each, said = indicator_of(plan, unit, target, count, goal=goal), claimed.get((unit, target.id))
            is_told = count.state == MISSING and said is not None and said.state in (OK, NO_CASES)
            indicators.append(replace(each, reported=said) if is_told else each)
    return with_formulas(plan, indicators, units=[agency, *(unit.id for unit in units)], goals=goals)


def _total(target: Target, counts: Sequence[Count], nobodys: Count, *, whole: Count | None) -> Count:
    """The agency's count: the sum of those who delivered, ``partial`` while somebody has not or cannot be counted.

    Cases of nobody known leave the sum unknown; so does it where those who delivered have no case. ``whole`` is what they
    make together where that is no sum.
    """
    states = {count.state for count in counts} - {NOT_ASSIGNED}
    if not states:
        return Count(NOT_ASSIGNED)
    if nobodys.state == BLOCKED or nobodys.denominator:
        return Count(BLOCKED)
    if states <= {OK, NO_CASES}:
        return whole or joined(
            [count for count in counts if count.state != NOT_ASSIGNED], is_total=target.measure.is_total
        )
    if OK not in states:
        return Count(BLOCKED if BLOCKED in states else MISSING)
    there = [count for count in counts if count.state in (OK, NO_CASES)]
    made = whole or joined(there, is_total=target.measure.is_total)
    return replace(made, state=PARTIAL) if made.state == OK else made
