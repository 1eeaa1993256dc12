"""What the office is asked in a period: the appraisal of all units in two rounds, the votes, the prose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ..evaluation.workspace import Workspace
from ..periods import Period
from ..plan import Item, Plan, standard
from ..plan.wording import Telling
from ..scoring.rounds import SECOND
from ..sources import SourceData
from ..units.model import Unit
from ..words.ids import IdIndex
from ..words.vocabulary import INTERNAL
from .folder import opened_period
from .layout import APPRAISAL, IDENTITY, SECOND_APPRAISAL, VERSION, VOTES, Sheet

FOLDER = INTERNAL  # beside the forms of the units: also what says of all units what each said of itself
PROSE = "thidua-nhan-xet"
_SOURCES = (standard.CLAIMS, standard.APPRAISALS, standard.EXPLANATIONS, standard.NOMINATIONS, standard.VOTES)


@dataclass(frozen=True)
class Office:
    """What the office is asked in a period, and what the period's files say already: rows by source.

    ``rounds`` maps the files of the appraisal to the rounds of which they have rows.
    """

    plan: Plan
    period: Period
    units: tuple[Unit, ...]
    rows: Mapping[str, list[dict[str, Any]]]
    template: str = ""
    rounds: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def unit(self) -> Unit:
        """The agency itself."""
        agency = self.plan.movement.agency
        return Unit(agency.id, agency.name)

    @cached_property
    def telling(self) -> Telling:
        """How the forms are told in the plan's words."""
        return self.plan.telling(unit.name for unit in self.units)

    @property
    def identity(self) -> dict[str, str]:
        """What the form is recognised by, in the order of its known cells."""
        values = (self.template, VERSION, self.plan.movement.id, self.period.id, self.unit.id)
        return dict(zip(IDENTITY, values))

    @property
    def items(self) -> dict[str, Item]:
        """The contents and actions, and whatever else an appraiser gives points to."""
        return {item.id: item for item in self.plan.appraised_in(self.period.end.year) if item.counts == "appraised"}

    @property
    def nominees(self) -> dict[str, dict[str, Any]]:
        """The nominees by their ids."""
        return {row["nominee_id"]: row for row in self.rows[standard.NOMINATIONS] if row["nominee_id"]}

    def row_ids(self, sheet: Sheet) -> list[str]:
        """The ids of the rows of a sheet, in order."""
        if sheet in (APPRAISAL, SECOND_APPRAISAL):
            return [f"{unit.id} {item}" for unit in self.units for item in self.items]
        return list(self.nominees) if sheet is VOTES else []


def ask_office(workspace: Workspace, period: Period) -> Office:
    """What is asked of the office, with what the folder of the period holds."""
    with opened_period(workspace, period, only=_SOURCES) as sources:
        rows = {name: sources[name].rows() if sources else [] for name in _SOURCES}
        rounds = _rounds(sources[standard.APPRAISALS]) if sources else {}
    return Office(workspace.plan, period, workspace.standing(period), rows, rounds=rounds)


def _rounds(data: SourceData) -> dict[str, frozenset[str]]:
    """File of the appraisal → the rounds of its rows."""
    found: dict[str, set[str]] = {}
    for row in data.rows():
        found.setdefault(data.place(row).file, set()).add(row["round"] or "")
    return {name: frozenset(rounds) for name, rounds in found.items()}


def first_marks(office: Office) -> dict[tuple[str, str], list[str]]:
    """(unit, item) → the points that rows of the first round say, as the files have them."""
    rows = by_item(office.rows[standard.APPRAISALS], office.items)
    given = {
        key: [row["points"] for row in own if row["points"] and row["round"] != SECOND] for key, own in rows.items()
    }
    return {key: marks for key, marks in given.items() if marks}


def by_item(rows: Iterable[Mapping[str, Any]], items: Iterable[str]) -> dict[tuple[str, str], list[Mapping[str, Any]]]:
    """(unit, item) → its rows, of those whose item is one of ``items``."""
    found: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    ids = IdIndex(items)
    for row in rows:
        if item := ids.find(row["item"]):
            found.setdefault((row["unit"], item), []).append(row)
    return found
