"""Who has to deliver for a unit: everybody whose rows stand for it in the structure, as long as he stood in the period.

A figure of several units' deliveries is whole only when each of them has delivered.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from ..periods import Period
from ..plan import Plan, Target
from ..sources import SourceData
from ..units.model import Unit
from ..units.structure import Structure


@dataclass(frozen=True)
class Deliverers:
    """Who stands behind each unit of ``structure`` in ``period``."""

    structure: Structure
    period: Period

    def behind(self, unit: str, data: SourceData) -> frozenset[str]:
        """The unit and those whose rows of a source have come to it: those that stood in the period.

        Services have receivers of their own; in a source that does not tell services, all goes to the one receiver.
        """
        by_service = data.source.column("service_id") is not None
        return self.structure.behind(unit, self.period, by_service=by_service)

    def silent(self, unit: str, data: SourceData, *, target: Target | None = None) -> tuple[str, ...]:
        """Those behind a unit that have not delivered a source; of them only whom ``target`` was given to, if any.

        Where files are not named after units, everybody delivers with them.
        """
        if data.by_unit:
            return self.lacking(unit, data, has=data.has_delivered, target=target)
        return () if data.files else tuple(sorted(self.behind(unit, data) or {unit}))

    def lacking(
        self, unit: str, data: SourceData, *, has: Callable[[str], bool], target: Target | None = None
    ) -> tuple[str, ...]:
        """Those behind a unit that have not, as ``has`` says.

        A unit speaks alone for the state at the period's end, which includes what has come to it. One that was founded in
        the period need not speak where all who came to it have.
        """
        behind = self.behind(unit, data)
        owing = {each for each in behind if each == unit or target is None or target.assigned_to(each)}
        have = {each for each in owing if has(each)}
        have |= {unit} & owing if any(has(each) for each in self._all_behind(unit, data) - behind) else set()
        silent = owing - have
        gone = not any(self.structure.stood_on(each, self.period.end) for each in silent)
        if have == {unit} and not data.source.date and gone:
            return ()
        if silent == {unit} and have and self.structure.is_founded_in(unit, self.period):
            return ()
        return tuple(sorted(silent))

    def stands(self, unit: str, data: SourceData) -> bool:
        """Whether anybody behind a unit stood in the period, or has rows all the same: else it owes nothing."""
        return bool(self.behind(unit, data)) or unit in data.units

    def is_refused(self, unit: str, data: SourceData) -> bool:
        """Whether a file or a row that could not be read may be of anybody behind the unit."""
        return data.is_refused(self._all_behind(unit, data))

    def is_known_to_lack(self, unit: str, data: SourceData) -> bool:
        """Whether it is certain that no row of a source stands for the unit."""
        return unit not in data.units and not data.may_hold_unplaced(self._all_behind(unit, data))

    def _all_behind(self, unit: str, data: SourceData) -> frozenset[str]:
        """Everybody whose rows stand for the unit, in the period or before it: files may still name who has gone."""
        by_service = data.source.column("service_id") is not None
        return self.structure.behind(unit, None, by_service=by_service) | {unit}


@dataclass(frozen=True)
class Delivered:
    """What figures are counted from: the plan as it is given in the structure, its units, and what they sent of a period.

    ``lacking`` are the (unit, target) of which rows are known to lie in the folder of another period. ``is_cut``: the files
    are those of a longer period.
    """

    plan: Plan
    units: Sequence[Unit]
    period: Period
    sources: Mapping[str, SourceData]
    deliverers: Deliverers
    lacking: Collection[tuple[str | None, str]] = ()
    is_cut: bool = False
