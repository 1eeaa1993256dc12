"""Read the points that units give themselves (``minh_chung``) and that appraisers give them (``tham_dinh``)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import Any

from ..indicators.delivery import Deliverers
from ..plan import Item, Plan, Target
from ..plan.standard import CLAIMS
from ..sources import SourceData, lacking_column, number_fault, parse_numbers
from ..units.model import Unit
from ..words.errors import Finding
from ..words.formatting import fold
from ..words.ids import IdIndex
from ..words.vocabulary import BLOCKED, MISSING, OK
from .evidence import units_in_doubt, untied_findings
from .model import GivenPoints, UnitItem
from .rounds import SECOND, of_last_round, round_findings

Row = Mapping[str, Any]
ByNamed = dict[str, GivenPoints]  # by the unit that the row names


def read_points(
    plan: Plan,
    data: SourceData,
    *,
    units: Sequence[Unit],
    deliverers: Deliverers,
    column: str,
    is_first_round: bool = False,
) -> tuple[dict[UnitItem, GivenPoints], list[Finding]]:
    """The points that a source gives to items, and the faults: ``self_points`` of ``minh_chung``, ``points`` of ``tham_dinh``.

    A unit that stands for others has its own points; where it has none, the mean of those that its predecessors had, if
    each of them that stood in the period has some. Official are those of the last round of an appraisal, or, if asked for, of
    the first. Where a file or a row of a unit could not be read, the items that no
    row speaks of are blocked.
    """
    official, ids, rows = column == "points", IdIndex(item.id for item in plan.items), data.rows()
    rows = [row for row in rows if row["round"] != SECOND] if official and is_first_round else rows
    rows, early = _without_early(plan, data, rows=rows, ids=ids, column=column, year=deliverers.period.end.year)
    lost = data.lost.get(column, frozenset()) if official else frozenset()
    counted = of_last_round(rows, ids=ids, lost=lost) if official else rows
    given, findings = _points_of_rows(plan, data, rows=counted, ids=ids, column=column, lost=lost)
    lacking = {
        key: deliverers.behind(key[0], data) - {key[0], *parts} for key, parts in given.items() if key[0] not in parts
    }
    whole = {key: parts for key, parts in given.items() if not lacking.get(key)}
    findings += early
    findings += _mean_findings(whole, data, header=_header(data, column))
    partly = {
        key: GivenPoints(MISSING, None, f"chưa được thẩm định ở đơn vị cũ {', '.join(sorted(names))}")
        for key, names in lacking.items()
        if names and official
    }
    found = {key: parts.get(key[0]) or _inherited(parts) for key, parts in whole.items()}
    unknown = {
        (unit, item.id): GivenPoints(BLOCKED, None, f"không đọc được {data.source.name}")
        for unit in sorted(units_in_doubt(data, rows=rows, units=units, items=ids, deliverers=deliverers))
        for item in _marked_items(plan, official=official)
        if (unit, item.id) not in found
    }
    if official:
        findings += round_findings(data, rows=rows, ids=ids)
        findings += untied_findings(data, rows=rows, items=ids, touched={unit for unit, _ in unknown})
        findings += [
            lacking_column(data, file=file, column=column, problem="không đọc được điểm thẩm định")
            for file in sorted(lost)
        ]
    return {**partly, **found, **unknown}, findings


def _without_early(
    plan: Plan, data: SourceData, *, rows: list[dict[str, Any]], ids: IdIndex, column: str, year: int
) -> tuple[list[dict[str, Any]], list[Finding]]:
    """The rows without those of items that are asked for in later years only, and that their points are not used."""
    later = {item.id: item.from_ for item in plan.appraised if not item.is_asked(year)}
    if not later:
        return rows, []
    kept, findings = list[dict[str, Any]](), list[Finding]()
    for row in rows:
        if (item := ids.find(row["item"]) or "") not in later:
            kept.append(row)
        elif row[column]:
            findings.append(
                Finding(
                    "DIEM-04",
                    f"mục {item} chấm từ năm {later[item]}, điểm ở dòng này không được dùng.",
                    f"bỏ dòng này; mục chấm từ sớm hơn thì sửa from của {item} trong ke_hoach.yaml.",
                    column=_header(data, column),
                    unit=row["unit"] or "",
                    target=item,
                ).at(data.place(row))
            )
    return kept, findings


def _header(data: SourceData, column: str) -> str:
    return next(each.header for each in data.columns if each.name == column)


def _points_of_rows(
    plan: Plan, data: SourceData, *, rows: Sequence[Row], ids: IdIndex, column: str, lost: Collection[int]
) -> tuple[dict[UnitItem, ByNamed], list[Finding]]:
    """(who stands for the unit, item) → the points by the unit that the row names; ``lost`` are the files without them."""
    items, header, official = {item.id: item for item in plan.items}, _header(data, column), column == "points"
    named = [items.get(ids.find(row["item"]) or "") for row in rows]
    words = [_word_points(row[column], item) for row, item in zip(rows, named)]
    numbers = parse_numbers(
        [row[column] if word is None else None for row, word in zip(rows, words)],
        machine=column in data.machine,
        limits=[_limit(item) for item in named],
        files=[row["file"] for row in rows],
    )
    given: dict[UnitItem, ByNamed] = {}
    findings: list[Finding] = []
    for row, item, points in zip(rows, named, (n if w is None else w for n, w in zip(numbers, words))):
        says_something = row[column] or row["conflict"]
        if item is None:
            continue
        if official and says_something and (isinstance(item, Target) or item.counts == "self"):
            findings.append(_unused_finding(row, item, data, header=header))
        elif row["unit"] is not None and row["file"] in lost:
            given.setdefault((row["unit"], item.id), {})[row["unit_was"]] = GivenPoints(BLOCKED, None)
        elif row["unit"] is not None and says_something:
            one, fault = _checked(row, points, item=item, column=column)
            parts = given.setdefault((row["unit"], item.id), {})
            if parts.get(row["unit_was"], one) != one and not row["conflict"]:
                findings += [_finding(fault, row, data, header=header)] if fault else []
                one, fault = one._replace(state=BLOCKED, points=None), _TWO_ROWS
            findings += [_finding(fault, row, data, header=header)] if fault else []
            parts[row["unit_was"]] = one
    return given, findings


def _limit(item: Target | Item | None) -> Fraction | None:
    """The largest number that an item's points may be, of points taken off without their sign."""
    return None if item is None else max(map(abs, item.edges))


# What an appraiser may write of an item that has all its points or none; folded.
_WORDS = {"dat": True, "khongdat": False}


def _word_points(text: str | None, item: Target | Item | None) -> Fraction | None:
    """The points that the words "Đạt" and "Không đạt" stand for, of an item that knows them; None for anything else."""
    if text is None or not isinstance(item, Item) or item.rule != "pass_fail" or fold(text) not in _WORDS:
        return None
    return Fraction(item.points) * _WORDS[fold(text)]


Fault = tuple[str, str, str]  # code, problem, remedy
_TWO_ROWS = "DONG-02", "cùng một mục của đơn vị có hai dòng khác nhau.", "giữ lại một dòng."
_NOT_ALLOWED = (
    "DIEM-02",
    "điểm âm, vượt điểm tối đa hoặc không thuộc các mức điểm của mục.",
    "kiểm tra lại điểm theo ke_hoach.yaml.",
)


def _finding(fault: Fault, row: Row, data: SourceData, *, header: str) -> Finding:
    return Finding(*fault, column=header, unit=row["unit"]).at(data.place(row))


def _checked(
    row: Row, points: Fraction | None, *, item: Target | Item, column: str
) -> tuple[GivenPoints, Fault | None]:
    """What a row says of an item, and what is wrong with it; of a row in conflict with another that is told already."""
    reason = row.get("reason") or ""
    blocked = GivenPoints(BLOCKED, None, reason)
    if row["conflict"]:
        return blocked, None
    if points is None:
        problem, remedy = number_fault(row[column])
        return blocked, ("O-03", f"điểm {problem}.", f"{remedy}.")
    official = column == "points"
    low, high = item.edges
    is_strict = isinstance(item, Item) and (official or item.counts == "self")
    allowed = item.allows(points) if is_strict and isinstance(item, Item) else low <= points <= high
    return (GivenPoints(OK, points, reason), None) if allowed else (blocked, _NOT_ALLOWED)


def _marked_items(plan: Plan, *, official: bool) -> tuple[Target | Item, ...]:
    """The items that a source gives points to: an appraiser to all but the targets, which figures decide."""
    return plan.appraised if official else plan.items


def _inherited(parts: ByNamed) -> GivenPoints:
    """The points of a unit that has none of its own: its predecessors', or the mean of theirs where they differ."""
    if any(part.state == BLOCKED for part in parts.values()):
        return GivenPoints(BLOCKED, None)
    values = [part.points for part in parts.values() if part.points is not None]
    if len(set(values)) == 1:
        return GivenPoints(OK, values[0], next((part.reason for part in parts.values() if part.reason), ""))
    mean = sum(values, Fraction(0)) / len(values)
    return GivenPoints(OK, mean, f"bình quân của {', '.join(sorted(parts))}")


def _mean_findings(given: Mapping[UnitItem, ByNamed], data: SourceData, *, header: str) -> list[Finding]:
    """A finding for each unit that has, for some item, the mean of what its predecessors were given."""
    means: dict[str, dict[str, list[str]]] = {}  # unit → item → its predecessors
    for (unit, item), parts in given.items():
        if unit not in parts and _inherited(parts).state == OK and len({part.points for part in parts.values()}) > 1:
            means.setdefault(unit, {})[item] = sorted(parts)
    return [
        Finding(
            "DIEM-03",
            f"đơn vị chưa có điểm riêng ở {len(items)} mục ({', '.join(items)}): lấy bình quân điểm của các đơn vị cũ "
            f"{', '.join(sorted({name for names in items.values() for name in names}))}.",
            "ghi điểm của đơn vị tiếp nhận nếu đã thẩm định.",
            file=data.files[0].name if data.files else "",
            column=header,
            unit=unit,
        )
        for unit, items in sorted(means.items())
    ]


def _unused_finding(row: Row, target: Target | Item, data: SourceData, *, header: str) -> Finding:
    what = f"chỉ tiêu {target.id} được chấm theo số liệu", "sửa số liệu nguồn của chỉ tiêu nếu sai, và bỏ dòng này."
    if isinstance(target, Item):
        what = f"mục {target.id} tính theo điểm tự chấm (counts: self)", f"sửa {CLAIMS} nếu sai, và bỏ dòng này."
    return Finding(
        "DIEM-04",
        f"{what[0]}, điểm thẩm định ở dòng này không được dùng.",
        what[1],
        column=header,
        unit=row["unit"] or "",
        target=target.id,
    ).at(data.place(row))
