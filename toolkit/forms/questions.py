"""What the plan asks of one unit in one period: the content of its form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from ..evaluation.assignment import given_on
from ..evaluation.workspace import Workspace
from ..indicators.model import Indicator
from ..periods import Period
from ..plan import Award, Item, Plan, Target
from ..plan.standard import STAFF
from ..plan.wording import Telling
from ..sources import scan_folder
from ..units.model import Unit, UnitNames
from ..units.structure import Structure
from ..words.formatting import fold
from ..words.privacy import personal_in_cell
from .folder import opened_period
from .layout import AWARDS, IDENTITY, ITEMS, NOMINATIONS, TARGETS, TEMPLATE, VERSION, Sheet


class Asked(Protocol):
    """What a form asks, as far as every form has it."""

    @property
    def plan(self) -> Plan: ...
    @property
    def period(self) -> Period: ...
    @property
    def unit(self) -> Unit: ...
    @property
    def identity(self) -> dict[str, str]: ...
    @property
    def telling(self) -> Telling: ...
    def row_ids(self, sheet: Sheet) -> list[str]: ...


@dataclass(frozen=True)
class Questions:
    """The targets that the plan gives to a unit, and what the unit had in the period before (by target).

    ``staff`` are the codes of its people, each with whether it leads; ``deadline`` is the last day to send the form back.
    """

    plan: Plan
    period: Period
    unit: Unit
    targets: tuple[Target, ...]
    previous: Mapping[str, Indicator]
    staff: tuple[tuple[str, bool], ...] = ()
    deadline: date | None = None

    def counts_cases(self, target: Target) -> bool:
        """Whether a target asks for counts: its goal is a percentage. Else it asks for plain numbers."""
        return target.in_percent(self.period)

    @property
    def items(self) -> tuple[Item, ...]:
        """The contents and actions."""
        return self.plan.appraised_in(self.period.end.year)

    @cached_property
    def telling(self) -> Telling:
        """How the form is told in the plan's words."""
        return self.plan.telling((self.unit.name,))

    @property
    def identity(self) -> dict[str, str]:
        """What the form is recognised by, in the order of its known cells."""
        values = (TEMPLATE, VERSION, self.plan.movement.id, self.period.id, self.unit.id)
        return dict(zip(IDENTITY, values))

    def row_ids(self, sheet: Sheet) -> list[str]:
        """The ids of the rows of a sheet, in order; none where the plan asks nothing there."""
        if sheet is TARGETS:
            return [target.id for target in self.targets]
        if sheet is ITEMS:
            return [item.id for item in self.items]
        return [str(n) for n in range(1, NOMINATIONS + 1)] if sheet is AWARDS and self.plan.nominated else []

    @property
    def award_labels(self) -> dict[str, Award]:
        """The awards as the drop-down names them; two of one name are told apart by their ids."""
        names = [fold(award.name) for award in self.plan.nominated]
        return {
            award.name if names.count(fold(award.name)) == 1 else f"{award.name} ({award.id})": award
            for award in self.plan.nominated
        }


def ask(
    workspace: Workspace, period: Period, *, previous: bool = False, deadline: date | None = None
) -> dict[str, Questions]:
    """What is asked of every unit of the structure at the period's end, by the unit's code.

    With ``previous``, the figures of the period before come along, where it has a folder, and the staff as last listed.
    """
    structure = Structure(workspace.units, workspace.transfers, day=period.end)
    given = given_on(workspace.plan, structure)
    before = workspace.evaluate_before(period) if previous else None
    staff = _staff(workspace, period) if previous and workspace.plan.nominated else {}
    asked = [target for target in given.targets if target.is_given(period)]
    questions = {}
    for unit in structure.units:
        targets = tuple(target for target in asked if target.assigned_to(unit.id))
        figures = {t.id: before.indicator(unit.id, t.id) for t in targets} if before else {}
        people = tuple(staff.get(unit.id, ()))
        questions[unit.id] = Questions(workspace.plan, period, unit, targets, figures, people, deadline)
    return questions


def _staff(workspace: Workspace, period: Period) -> dict[str, list[tuple[str, bool]]]:
    """Unit → the codes of its people, of the latest list: of the period itself, or else of one before it.

    Who had left before the period is none of them; a code that may be an identity number is not told.
    """
    past = (each for each in (period, period.just_before(), period.previous()) if each)
    for each in past:
        folder = workspace.data / each.id
        if not folder.is_dir() or not scan_folder(folder, names=UnitNames(workspace.units))[0].get(STAFF):
            continue
        with opened_period(workspace, each, only=[STAFF], then=period) as sources:
            rows = sources[STAFF].rows() if sources else []
        listed: dict[str, dict[str, bool]] = {}
        for row in rows:
            id, unit, left = row["staff_id"], row["unit"], row["left_at"]
            if id and unit and not personal_in_cell(id) and (left is None or left.date() >= period.start):
                listed.setdefault(unit, {})[id] = row["is_leader"] == "true"
        return {unit: sorted(people.items()) for unit, people in listed.items()}
    return {}
