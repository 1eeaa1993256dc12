"""What the staff list says: how many people a unit has on strength, how many women, and what is known of a nominee."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction

from ..indicators.delivery import Deliverers
from ..plan import Plan
from ..sources import SourceData
from ..units.model import Unit
from ..words.errors import Finding
from ..words.ids import IdIndex
from ..words.vocabulary import INDIVIDUAL
from .model import Person, Staffing


def staff_by_unit(data: SourceData, *, last_day: date, silent: Collection[str] = ()) -> dict[str | None, Staffing]:
    """Distinct people on strength at the period's end by unit; the key None holds those of no known unit.

    On strength: joined by the last day, and not left by then. Who cannot be read for certain is only possible. Of the
    units whose list did not arrive whole (``silent``) nothing is said.
    """
    if not data.files:
        return {}
    sure, maybe = _on_strength(data)
    women = f"count(DISTINCT staff_id) FILTER ({sure} AND is_female = 'true')"
    unclear = f"bool_or({maybe} AND (is_female__bad OR {_lost('is_female', data)}))"
    rows = data.connection.execute(
        f"SELECT unit, count(DISTINCT staff_id) FILTER ({sure}), count(DISTINCT coalesce(staff_id, file || '/' || row)) FILTER ({maybe}), "
        f"CASE WHEN NOT {unclear} THEN {women} END FROM can_bo GROUP BY unit ORDER BY unit",
        {"after": _after(last_day)},
    ).fetchall()
    return {unit: Staffing(*counts) for unit, *counts in rows if unit not in silent}


def silent_on_staff(units: Sequence[Unit], *, data: SourceData, deliverers: Deliverers) -> tuple[str, ...]:
    """The units whose staff list did not arrive whole: theirs or that of a unit which has come to them."""
    return tuple(unit.id for unit in units if deliverers.silent(unit.id, data) or deliverers.is_refused(unit.id, data))


def staff_findings(plan: Plan, *, data: SourceData, silent: Sequence[str]) -> list[Finding]:
    """The units whose staff list is missing where an award has places by a share of the staff."""
    shares = [a.id for a in plan.awards if a.kind == INDIVIDUAL and a.quota is not None and a.quota.percent]
    if not shares:
        return []
    if not data.files:
        problem = f"chưa có danh sách can_bo nên chưa biết số cán bộ, chưa tính được số lượng được khen ({', '.join(shares)})."
        return [Finding("CB-01", problem, "gửi danh sách can_bo của mọi đơn vị.")]
    return [
        Finding(
            "CB-01",
            f"danh sách can_bo của đơn vị {unit} chưa đủ nên chưa biết số cán bộ của cơ quan, chưa tính được số lượng được khen ({', '.join(shares)}).",
            "gửi can_bo của đơn vị, và của đơn vị cũ đã về đơn vị nếu còn trong kỳ.",
            unit=unit,
        )
        for unit in silent
    ]


def staff_range(
    staffing: Mapping[str | None, Staffing], *, data: SourceData, silent: Sequence[str]
) -> tuple[int, int] | None:
    """The fewest and the most people that the agency may have on strength; None where the list did not arrive whole."""
    if not data.files or data.refused or silent:
        return None
    known = [each for unit, each in staffing.items() if unit is not None]
    return sum(each.certain for each in known), sum(each.possible for each in staffing.values())


def people(data: SourceData, ids: Collection[str], *, last_day: date) -> dict[str, Person]:
    """What is known at the period's end of the people with these codes; nothing of anyone else is read."""
    if not data.files or not ids:
        return {}
    sure, maybe = _on_strength(data)
    flags = ("is_leader", "is_female", "trained_basic", "trained_data")
    picks = ", ".join(
        f"CASE WHEN NOT ({name}__bad OR {_lost(name, data)}) THEN {name} IS NOT DISTINCT FROM 'true' END"
        for name in flags
    )
    rows = data.connection.execute(
        f"SELECT staff_id, unit, {picks}, CASE WHEN {sure} THEN true WHEN NOT ({maybe}) THEN false END "
        "FROM can_bo WHERE NOT conflict AND list_contains($ids, staff_id)",
        {"after": _after(last_day), "ids": sorted(ids)},
    ).fetchall()
    return {id: Person(*known) for id, *known in rows}


def listed_ids(data: SourceData) -> IdIndex:
    """The codes of the staff list."""
    if not data.files:
        return IdIndex(())
    rows = data.connection.execute("SELECT DISTINCT staff_id FROM can_bo WHERE staff_id IS NOT NULL").fetchall()
    return IdIndex(id for (id,) in rows)


def share_of_women(staffing: Mapping[str | None, Staffing], *, unit: str) -> Fraction | None:
    """Women among the unit's staff on strength; None where it is not known for certain."""
    each = staffing.get(unit)
    if each is None or each.women is None or not each.certain or each.certain != each.possible:
        return None
    return Fraction(each.women, each.certain)


def _on_strength(data: SourceData) -> tuple[str, str]:
    """SQL: certainly on strength, possibly on strength."""
    joined, left = _lost("joined_at", data), _lost("left_at", data)
    sure = f"(NOT conflict AND coalesce(joined_at < $after, false) AND NOT ({left} OR left_at__bad) AND (left_at IS NULL OR left_at >= $after))"
    gone = "coalesce(joined_at >= $after, false) OR coalesce(left_at < $after, false)"
    return sure, f"(NOT ({gone}) OR {joined})" if joined != "false" else f"(NOT ({gone}))"


def _lost(column: str, data: SourceData) -> str:
    files: Sequence[int] = sorted(data.lost.get(column, ()))
    return f"file IN ({', '.join(map(str, files))})" if files else "false"


def _after(last_day: date) -> datetime:
    return datetime.combine(last_day, datetime.min.time()) + timedelta(days=1)
