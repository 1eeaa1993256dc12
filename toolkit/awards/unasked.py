"""Nominees whom nobody nominates: every unit, for prizes by rank, and the rows of a source, for awards to others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from ..plan import Award, Plan
from ..sources import SourceData
from ..units.model import Unit
from ..units.tree import parents_below
from ..words.vocabulary import COLLECTIVE, OTHER
from .model import Nominee


def by_rank(plan: Plan, *, units: Sequence[Unit]) -> list[Nominee]:
    """Every unit for each of the plan's prizes by rank; its code is its id there. Of units within units those that have no
    others below them: a total is not ranked beside its parts."""
    above = parents_below(units)
    return [
        Nominee(unit.id, COLLECTIVE, unit=unit.id, award=award.id, name=unit.name)
        for award in plan.awards
        if award.by
        for unit in units
        if unit.id not in above
    ]


def of_sources(plan: Plan, sources: Mapping[str, SourceData], *, first_day: date, last_day: date) -> list[Nominee]:
    """The rows of the sources that awards to others name, in the order of the files; of a source with dates those of the
    period from the first day to the last."""
    found: list[Nominee] = []
    for award in plan.awards:
        if award.source and award.source in sources:
            data = sources[award.source]
            day = data.source.date
            rows = [row for row in data.rows() if not day or _is_within(row[day], first_day, last_day)]
            found += [_nominee(row, award, data) for row in rows]
    return found


def _nominee(row: Mapping[str, Any], award: Award, data: SourceData) -> Nominee:
    source = data.source
    name = next((row[column.name] for column in source.columns if column.type == "text"), "")
    return Nominee(
        row[source.id] or "",
        OTHER,
        unit=row["unit"] or row["unit_was"] or "",
        award=award.id,
        name=name or "",
        faults=tuple(_faults(row, source.id)),
    )


def _is_within(day: Any, first_day: date, last_day: date) -> bool:
    return day is not None and first_day <= day.date() <= last_day


def _faults(row: Mapping[str, Any], id: str) -> Iterator[str]:
    if not row[id]:
        yield "chưa ghi mã"
    elif row["conflict"]:
        yield "cùng mã nhưng nội dung các dòng khác nhau"
