"""What the units report themselves: a numerator and a denominator for each target, by the unit that the rows name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from ..plan import Plan, Target
from ..plan.standard import REPORTED
from ..sources import SourceData, lacking_column, number_fault, parse_numbers
from ..units.model import Unit
from ..words.errors import Finding
from ..words.ids import IdIndex
from ..words.vocabulary import BLOCKED, MISSING, NO_CASES, NOT_ASSIGNED, OK, PARTIAL
from .delivery import Deliverers
from .model import Count

_NUMERATOR, _DENOMINATOR = "Tử số", "Mẫu số"


class Fault(NamedTuple):
    """What is wrong with a row of a report; ``header`` is the column to mend, empty where it is the whole row."""

    code: str
    problem: str
    remedy: str
    header: str = ""


class ReportedRow(NamedTuple):
    """A row of the units' own report, its target (None: not of the plan), what it says, and what is wrong with it."""

    row: Mapping[str, Any]
    target: Target | None
    says: Count
    fault: Fault | None = None


# One target under two spellings of its id; under one spelling, reading the source has found it.
_SAID_TWICE = Fault(
    "DONG-01",
    "chỉ tiêu này của đơn vị đã có ở dòng khác với cùng số liệu, chỉ tính một lần.",
    "xóa dòng thừa.",
)
_SAID_DIFFERENTLY = Fault(
    "DONG-02", "chỉ tiêu này của đơn vị đã có ở dòng khác với số liệu khác.", "giữ lại dòng đúng."
)


def of_all_behind(
    plan: Plan,
    units: Sequence[Unit],
    parts: Mapping[tuple[str | None, str], Mapping[str, Count]],
    data: SourceData,
    deliverers: Deliverers,
) -> tuple[dict[tuple[str | None, str], Count], dict[tuple[str, str], tuple[str, ...]]]:
    """What the units report, each with what those report whose rows have come to it; and who of them is silent.

    Both by unit and target.
    """
    silent: dict[tuple[str, str], tuple[str, ...]] = {}
    reported = {key: _joined(plan, key[1], list(said.values())) for key, said in parts.items()}
    for unit in units if data.files else ():
        for target in plan.targets:
            key, said = (unit.id, target.id), parts.get((unit.id, target.id), {})
            if not said and target.source != REPORTED:
                continue
            told = {who for who, count in said.items() if count.state != MISSING}
            not_there = deliverers.lacking(unit.id, data, has=told.__contains__, target=target)
            if not_there and reported.get(key, Count(MISSING)).state != BLOCKED:
                reported.pop(key, None)
                if target.source == REPORTED:
                    silent[key] = not_there
    return reported, silent


def read_reported(
    plan: Plan, data: SourceData, *, year: int
) -> tuple[dict[tuple[str | None, str], dict[str, Count]], list[Finding]]:
    """What the units report themselves: counts where the goal is a percentage, any numbers where it is not.

    (Unit, target) → by the unit that the rows name; and the faults.
    """
    reported: dict[tuple[str | None, str], dict[str, Count]] = {}
    findings = [
        lacking_column(data, file=file, column=name, problem="không đọc được số liệu đơn vị báo cáo")
        for name in ("numerator", "denominator")
        for file in sorted(data.lost.get(name, ()))
    ]
    untied = []
    for row, target, count, fault in reported_rows(plan, data, year=year):
        if target is None:
            untied.append(row)
            continue
        said = reported.setdefault((row["unit"], target.id), {})
        who = row["unit_was"]
        said[who] = _joined(plan, target.id, (said[who], count)) if who in said else count
        if fault:
            code, problem, remedy, header = fault
            place, unit = data.place(row), row["unit"] or ""
            findings.append(Finding(code, problem, remedy, column=header, unit=unit, target=target.id).at(place))
    wanted = [target for target in plan.targets if target.source == REPORTED]
    findings += [
        Finding(
            "DONG-04",
            "mã chỉ tiêu không có trong kế hoạch, dòng không được dùng.",
            "sửa theo mã trong ke_hoach.yaml.",
            column="Mã chỉ tiêu",
            lowered=all(
                (row["unit"], each.id) in reported for each in wanted if row["unit"] and each.assigned_to(row["unit"])
            ),
        ).at(data.place(row))
        for row in untied
    ]
    return reported, findings


def reported_counts(
    plan: Plan,
    units: Sequence[Unit],
    data: SourceData,
    *,
    reported: Mapping[tuple[str | None, str], Count],
    deliverers: Deliverers,
) -> dict[tuple[str | None, str], Count]:
    """The counts of the targets that the plan takes from what the units report; of None: rows that may be anybody's."""
    counts: dict[tuple[str | None, str], Count] = {}
    for target in (each for each in plan.targets if each.source == REPORTED):
        for unit in units:
            key = unit.id, target.id
            if deliverers.is_refused(unit.id, data):
                counts[key] = Count(BLOCKED)
            elif not deliverers.stands(unit.id, data):
                counts[key] = Count(NOT_ASSIGNED)
            else:
                counts[key] = reported.get(key, Count(MISSING))
        counts[None, target.id] = reported.get((None, target.id), Count(NO_CASES))
    return counts


def reported_rows(plan: Plan, data: SourceData, *, year: int) -> list[ReportedRow]:
    """Read each row of the units' own report, in the order of the files.

    A figure that a unit says twice counts once; said differently it is blocked.
    """
    rows, known = data.rows(), {target.id: target for target in plan.targets}
    ids, lost = IdIndex(known), data.lost.get("numerator", frozenset()) | data.lost.get("denominator", frozenset())
    columns = {name: [row[name] for row in rows] for name in ("numerator", "denominator")}
    files = [row["file"] for row in rows]
    numbers, wholes = (
        {
            name: parse_numbers(texts, machine=name in data.machine, whole=whole, files=files)
            for name, texts in columns.items()
        }
        for whole in (False, True)
    )
    read: list[ReportedRow] = []
    said: dict[tuple[str | None, str | None, str], Count] = {}
    for n, row in enumerate(rows):
        target = known.get(ids.find(row["target"]) or "")
        if target is None:
            read.append(ReportedRow(row, None, Count(MISSING)))
            continue
        counts = target.in_percent(year)
        source = wholes if counts else numbers
        pair = tuple(source[name][n] for name in ("numerator", "denominator"))
        is_lost = row["file"] in lost
        if target.measure.is_total and row["numerator"] and not row["denominator"]:
            row, pair = {**row, "denominator": "1"}, (pair[0], Fraction(1))  # a number of its own is of nothing
        fault = None if is_lost else reported_fault(row, pair, counts=counts)
        fault = fault or (_total_fault(pair) if target.measure.is_total and not is_lost else None)
        if row["conflict"] or fault or is_lost:
            count = Count(BLOCKED)
        else:
            count = Count(MISSING) if pair[1] is None else Count(OK if pair[1] else NO_CASES, pair[0], pair[1])
        key = (row["unit"], row["unit_was"], target.id)
        if key in said and not row["conflict"] and not fault:
            same = said[key] == count
            count, fault = (Count(MISSING), _SAID_TWICE) if same else (Count(BLOCKED), _SAID_DIFFERENTLY)
        said.setdefault(key, count)
        read.append(ReportedRow(row, target, count, fault))
    return read


def _joined(plan: Plan, target: str, counts: Sequence[Count]) -> Count:
    """What several parts of a unit make together for a target."""
    return joined(counts, is_total=plan.target(target).measure.is_total)


def joined(counts: Sequence[Count], *, is_total: bool = False) -> Count:
    """The count of several parts: the sum of those that delivered. One part that is unknown leaves all unknown.

    ``is_total``: of numbers of their own, not of shares; their denominator stays 1.
    """
    states = {count.state for count in counts}
    if BLOCKED in states or not states:
        return Count(BLOCKED)
    summed = [count for count in counts if count.state in (OK, NO_CASES, PARTIAL)]
    if not summed:
        return Count(MISSING if MISSING in states else NOT_ASSIGNED)
    numerator = sum((count.numerator or Fraction(0) for count in summed), Fraction(0))
    denominator = sum((count.denominator or Fraction(0) for count in summed), Fraction(0))
    denominator = Fraction(1) if is_total else denominator
    rows = sum(count.rows or 0 for count in summed)
    state = PARTIAL if PARTIAL in states else OK if denominator else NO_CASES
    return Count(state, numerator, denominator, rows=rows)


def _total_fault(pair: tuple[Fraction | None, ...]) -> Fault | None:
    """What is wrong with a number of its own: the plan adds up numerators, so that it is of nothing."""
    if pair[1] is None or pair[1] == 1:
        return None
    problem = "kế hoạch cộng tử số của các đơn vị nên mẫu số phải là 1 hoặc để trống."
    return Fault("SO-01", problem, "ghi số tuyệt đối ở Tử số; Mẫu số để trống.", _DENOMINATOR)


def reported_fault(row: Mapping[str, Any], pair: tuple[Fraction | None, ...], *, counts: bool) -> Fault | None:
    """What is wrong with a reported numerator and denominator; None if nothing is."""
    texts = (row["numerator"], row["denominator"])
    if not any(texts):
        return None
    if not all(texts):
        return Fault(
            "SO-01",
            "chỉ có một trong hai số: tử số, mẫu số.",
            "ghi đủ cả hai; số liệu không có mẫu thì ghi mẫu số là 1.",
        )
    numerator, denominator = pair
    if numerator is None or denominator is None:
        header, text = (_NUMERATOR, texts[0]) if numerator is None else (_DENOMINATOR, texts[1])
        problem, remedy = number_fault(text)
        return Fault("O-03", f"{header.lower()} {problem}.", f"{remedy}.", header)
    if counts and (numerator.denominator != 1 or denominator.denominator != 1):
        header = _NUMERATOR if numerator.denominator != 1 else _DENOMINATOR
        return Fault("SO-01", "tử số, mẫu số phải là số đếm (số nguyên).", "ghi số đếm, không ghi tỷ lệ.", header)
    if denominator < 0 or (counts and numerator < 0):
        header = _DENOMINATOR if denominator < 0 else _NUMERATOR
        return Fault("SO-01", "tử số hoặc mẫu số âm.", "kiểm tra lại số liệu.", header)
    if counts and numerator > denominator:
        return Fault("SO-01", "tử số lớn hơn mẫu số.", "kiểm tra lại hai số.", _NUMERATOR)
    if denominator == 0 and numerator != 0:
        return Fault("SO-01", "mẫu số bằng 0 nhưng tử số khác 0.", "kiểm tra lại hai số.", _DENOMINATOR)
    return None
