"""Commendations that have been granted, by decision: of people only that somebody was commended, never who."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..sources import SourceData
from ..sources.placing import shown_text, split_by_period
from ..words.errors import Finding


@dataclass(frozen=True)
class Commendation:
    """One commendation: by which decision of which level, what was granted, to which kind (empty: not known), and whose unit.

    Who was commended is not held: reports tell numbers by level and kind.
    """

    decision: str
    day: date | None
    level: str
    award: str
    kind: str
    unit: str


def granted_in(
    data: SourceData, *, first_day: date, last_day: date, is_cut: bool = False
) -> tuple[tuple[Commendation, ...], list[Finding]]:
    """The commendations of a period in the order of the files, and those dated outside. ``is_cut``: the files are those of a
    longer period, so that a row of another part of it is no fault."""
    inside, findings = split_by_period(data, first_day=first_day, last_day=last_day, is_cut=is_cut)
    return tuple(map(_commendation, inside)), findings


def _commendation(row: Mapping[str, Any]) -> Commendation:
    day = row["date"]
    return Commendation(
        shown_text(row, "decision_id"),
        day.date() if day else None,
        shown_text(row, "level"),
        shown_text(row, "award"),
        row["kind"] or "",
        row["unit"] or "",
    )
