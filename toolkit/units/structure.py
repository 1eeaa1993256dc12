"""Units over time: who stands for whom on a day, after renames, mergers and splits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..periods import Period
from .model import Unit
from .tree import circle_in


@dataclass(frozen=True)
class Transfer:
    """An entry of ``sap_nhap``: from ``day`` on, ``to_unit`` stands for ``from_unit``, wholly or for the services of ``scope``."""

    from_unit: str
    to_unit: str
    day: date
    scope: frozenset[str] = frozenset()


class Structure:
    """The units that stand on a day, and the receiver of everything that was another unit's before.

    >>> old, new = Unit("A", "Phòng A"), Unit("B", "Phòng B")
    >>> s = Structure((old, new), [Transfer("A", "B", date(2025, 3, 1))], day=date(2025, 12, 31))
    >>> [u.id for u in s.units], s.receiver("A"), s.predecessors("B")
    (['B'], 'B', {'A'})
    """

    def __init__(self, units: Sequence[Unit], transfers: Iterable[Transfer] = (), *, day: date):
        # In the order of their days, the scoped ones of a day first; the order of the lines says nothing.
        self.transfers = tuple(
            sorted(
                (t for t in transfers if t.day <= day),
                key=lambda t: (t.day, not t.scope, t.from_unit, t.to_unit, sorted(t.scope)),
            )
        )
        self._moves: dict[tuple[date, str], list[Transfer]] = {}
        for transfer in self.transfers:
            self._moves.setdefault((transfer.day, transfer.from_unit), []).append(transfer)
        self._days = sorted({transfer.day for transfer in self.transfers})
        self._listed = {unit.id: unit for unit in units}
        self._behind: dict[tuple[Period | None, bool], dict[str, frozenset[str]]] = {}
        whole = {unit.id for unit in units if self._follow(unit.id, None) != unit.id}
        # A unit that has ended without giving away what no scope names still holds it.
        self.unfinished = frozenset(
            u.id
            for u in units
            if not u.exists_on(day) and u.id not in whole and any(t.from_unit == u.id for t in self.transfers)
        )
        standing = tuple(u for u in units if u.id not in whole and (u.exists_on(day) or u.id in self.unfinished))
        self._valid = frozenset(unit.id for unit in standing)
        self.units = self._placed(standing)

    def _placed(self, units: Sequence[Unit]) -> tuple[Unit, ...]:
        """The units, each below whoever stands here for the unit above it; one that would come to be above itself is not."""
        above = {u.id: (self.receiver(u.parent) or "") if u.parent in self._listed else "" for u in units if u.parent}
        above = {unit: parent for unit, parent in above.items() if parent != unit}
        while circle := circle_in(above):
            del above[circle]
        return tuple(replace(u, parent=above.get(u.id, "")) if u.parent else u for u in units)

    @classmethod
    def as_was(cls, units: Sequence[Unit], period: Period) -> Structure:
        """Every unit that existed on some day of a period, each standing for itself alone."""
        then = [
            u
            for u in units
            if (u.valid_from is None or u.valid_from <= period.end)
            and (u.valid_to is None or u.valid_to >= period.start)
        ]
        structure = cls((), day=period.end)
        structure._listed = {unit.id: unit for unit in units}
        structure._valid = frozenset(unit.id for unit in then)
        structure.units = structure._placed(then)
        return structure

    def __eq__(self, other: object) -> bool:
        """Two structures are equal where the same units stand for the same parts, whatever the day."""
        return isinstance(other, Structure) and self._content == other._content

    def __hash__(self) -> int:
        return hash(self._content)

    @property
    def listed(self) -> tuple[Unit, ...]:
        """Every unit of the list, whether it stands or not."""
        return tuple(self._listed.values())

    @property
    def _content(self) -> tuple[tuple[Unit, ...], tuple[Transfer, ...]]:
        return self.units, self.transfers

    def receiver(self, unit: str, service: str | None = None) -> str | None:
        """Who stands for what was a unit's (for a service, if given); None if nobody in the structure does."""
        found = self._follow(unit, service)
        return found if found in self._valid else None

    def services(self, unit: str) -> frozenset[str]:
        """The services that may have another receiver than the rest of what was the unit's."""
        return frozenset(
            service
            for t in self.transfers
            for service in t.scope
            if self.receiver(unit, service) != self.receiver(unit)
        )

    def moved_on(self, unit: str) -> date | None:
        """The day from which files should no longer name the unit; None while it stands."""
        days = [t.day for t in self.transfers if t.from_unit == unit and not t.scope]
        return min(days) if days and unit not in self._valid else None

    def stood_on(self, unit: str, day: date) -> bool:
        """Whether a unit existed on a day and had not yet gone to another."""
        return self._stood(unit, first=day, last=day)

    def is_founded_in(self, unit: str, period: Period) -> bool:
        """Whether a unit began within a period, after its first day."""
        begun = self._listed[unit].valid_from
        return begun is not None and period.start < begun <= period.end

    def behind(self, unit: str, period: Period | None, *, by_service: bool) -> frozenset[str]:
        """Those whose rows stand for a unit here, itself included: of all, or of those that stood on some day of a period.

        ``by_service``: also those of whom only some services have come to it.
        """
        key = period, by_service
        if key not in self._behind:
            self._behind[key] = self._receivers(period, by_service)
        return self._behind[key].get(unit, frozenset())

    def _receivers(self, period: Period | None, by_service: bool) -> dict[str, frozenset[str]]:
        behind: dict[str, set[str]] = {}
        for unit in self._listed:
            for service in (None, *(self.services(unit) if by_service else ())):
                if period is None or self._stood(unit, first=period.start, last=period.end, service=service):
                    behind.setdefault(self.receiver(unit, service) or "", set()).add(unit)
        return {unit: frozenset(members) for unit, members in behind.items() if unit}

    def _stood(self, unit: str, *, first: date, last: date, service: str | None = None) -> bool:
        """Whether a unit existed on some day from ``first`` to ``last`` and had not yet given the service, or all, away."""
        listed, given = self._listed[unit], self._given_on(unit, service)
        begun, ended = max(first, listed.valid_from or first), min(last, listed.valid_to or last)
        return begun <= ended and (given is None or given > begun)

    def _given_on(self, unit: str, service: str | None) -> date | None:
        """The day on which a unit gave a service, or all, to another; None where it has it on the structure's day."""
        if self.receiver(unit, service) == unit:
            return None
        days = [t.day for t in self.transfers if t.from_unit == unit and (not t.scope or service in t.scope)]
        return min(days, default=None)

    def predecessors(self, unit: str) -> set[str]:
        """The other units of which some part has come to this one."""
        sources = {t.from_unit for t in self.transfers}
        return {
            s
            for s in sources
            if s != unit
            and (self.receiver(s) == unit or any(self.receiver(s, each) == unit for each in self.services(s)))
        }

    def _follow(self, unit: str, service: str | None) -> str:
        """Where a part of a unit is in the end. Who hands over what came to him on the same day hands it on."""
        for day in self._days:
            passed = {unit}
            while (receiver := self._next(unit, service, day)) and receiver not in passed:
                passed.add(unit := receiver)
        return unit

    def _next(self, unit: str, service: str | None, day: date) -> str | None:
        moves = self._moves.get((day, unit), ())
        return next((t.to_unit for t in moves if not t.scope or service in t.scope), None)
