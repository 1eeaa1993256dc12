"""Appraisals in two rounds: the points of the last one are official, and what cannot be right between them is named."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from ..plan import Plan
from ..sources import SourceData, parse_numbers
from ..words.errors import Finding
from ..words.formatting import fold
from ..words.ids import IdIndex
from .model import Mark, UnitItem
from .pieces import shown_text

Row = Mapping[str, Any]
FIRST, SECOND = "first", "second"
_UNKNOWN = "unknown"  # a round that nobody can read stands, and leaves the item unknown
ByRound = dict[str, Row]
Key = tuple[str | None, str | None, str | None]  # who stands for the unit, the unit that the row names, the item


def of_last_round(rows: Sequence[Row], *, ids: IdIndex, lost: Collection[int]) -> list[Row]:
    """The rows that are official: of each item of each unit those of the last round that says something."""
    last: dict[Key, str] = {}
    for row in rows:
        if _says(row, lost):
            last[_key(row, ids)] = max(last.get(_key(row, ids), FIRST), row["round"] or _UNKNOWN)
    return [row for row in rows if (row["round"] or _UNKNOWN) == last.get(_key(row, ids), row["round"] or _UNKNOWN)]


def round_findings(data: SourceData, *, rows: Sequence[Row], ids: IdIndex) -> list[Finding]:
    """A second round without a first, and points that it changed without a reason."""
    marks: dict[Key, ByRound] = {}
    for row in rows:
        if row["points"] and _key(row, ids)[2]:
            marks.setdefault(_key(row, ids), {})[row["round"] or _UNKNOWN] = row
    return [finding for by_round in marks.values() if SECOND in by_round for finding in _between(by_round, data)]


def _between(by_round: ByRound, data: SourceData) -> Iterator[Finding]:
    second, first = by_round[SECOND], by_round.get(FIRST)
    unit, place = second["unit"] or "", data.place(second)
    if first is None and _UNKNOWN in by_round or second["conflict"] or (first and first["conflict"]):
        return  # what is in doubt is told already
    if first is None:
        problem = "có điểm vòng 2 mà không có điểm vòng 1; điểm vòng 2 vẫn là điểm chính thức."
        yield Finding("DIEM-06", problem, "ghi điểm vòng 1, hoặc sửa cột Vòng.", column="Vòng", unit=unit).at(place)
    elif not _is_equal(first["points"], second["points"], data) and not second["reason"]:
        problem = "điểm vòng 2 khác điểm vòng 1 mà không ghi lý do."
        yield Finding("DIEM-05", problem, "ghi lý do thay đổi điểm.", column="Lý do", unit=unit).at(place)


def _is_equal(one: str, other: str, data: SourceData) -> bool:
    first, second = parse_numbers([one, other], machine="points" in data.machine)
    return first == second if first is not None and second is not None else fold(one) == fold(other)


def marks_of(plan: Plan, data: SourceData) -> dict[UnitItem, tuple[Mark, ...]]:
    """(unit, item) → what appraisers wrote of it, the first round first."""
    ids, rows = IdIndex(item.id for item in plan.items), data.rows()
    numbers = parse_numbers([row["points"] for row in rows], machine="points" in data.machine)
    found: dict[UnitItem, list[Mark]] = {}
    for row, points in zip(rows, numbers):
        item = ids.find(row["item"])
        if item is not None and row["unit"] is not None and (row["points"] or row["reason"]):
            mark = Mark(row["round"] or "", points, row["reason"] or "", shown_text(row.get("evidence_id") or ""))
            found.setdefault((row["unit"], item), []).append(mark)
    return {key: tuple(sorted(marks, key=lambda mark: mark.round)) for key, marks in found.items()}


def _says(row: Row, lost: Collection[int]) -> bool:
    return bool(row["points"] or row["conflict"] or row["file"] in lost)


def _key(row: Row, ids: IdIndex) -> Key:
    return row["unit"], row["unit_was"], ids.find(row["item"])
