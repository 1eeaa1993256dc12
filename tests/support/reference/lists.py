"""The unit list and the transfers, and who stands for whom on a day (contract, Units; Units over time)."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from . import cells

BY_SERVICE = ("ho_so_tthc", "dich_vu_cong")  # the sources whose rows name a service (Mã TTHC)


@dataclass(frozen=True)
class Unit:
    """A unit of the list; ``first`` and ``last`` are the days from which and to which it stands."""

    id: str
    names: frozenset[str]
    kind: str
    first: date | None
    last: date | None
    parent: str = ""  # the name or code of the unit above it


@dataclass(frozen=True)
class Transfer:
    """From a day on, what was one unit's is another's: everything (no scope), or the services of the scope."""

    giver: str
    receiver: str
    day: date
    scope: frozenset[str]


@dataclass(frozen=True)
class Lists:
    """Units in the order of the list, and transfers."""

    units: tuple[Unit, ...]
    transfers: tuple[Transfer, ...]

    def unit_of(self, text: str) -> str | None:
        """Contract, Units: a file may give the code, whatever the case, the name or an alias."""
        return self._names.get(cells.folded(text))

    @cached_property
    def _names(self) -> dict[str, str]:
        return {name: unit.id for unit in self.units for name in unit.names}

    def of(self, id: str) -> Unit:
        """The unit with a code."""
        return next(unit for unit in self.units if unit.id == id)


@dataclass(frozen=True)
class Structure:
    """The structure of a day: who stands then, and whose rows each has (contract, Units over time)."""

    lists: Lists
    today: date

    def _way(self, unit: str, service: str | None) -> list[Transfer]:
        """The transfers that what a unit held has gone through, each not before the one that brought it there.

        Chains are followed; a transfer of the same day counts as after (case 12: the order of lines does not matter).
        On one day a scope goes before the receiver of everything that no scope names.
        """
        way: list[Transfer] = []
        while True:
            arrived = way[-1].day if way else date.min
            onward = [
                each
                for each in self.lists.transfers
                if each.giver == unit
                and arrived <= each.day <= self.today
                and (not each.scope or service in each.scope)
                and each not in way
            ]
            if not onward:
                return way
            way.append(min(onward, key=lambda each: (each.day, not each.scope)))
            unit = way[-1].receiver

    @cached_property
    def standing(self) -> tuple[str, ...]:
        """Who has a row: who stands on the day; a dissolved unit has none, unless nobody received what is left of it."""
        return tuple(unit.id for unit in self.lists.units if self._stands(unit))

    def _stands(self, unit: Unit) -> bool:
        if unit.first and unit.first > self.today:
            return False
        way = self._way(unit.id, None)
        if way:
            return way[-1].receiver == unit.id
        gave_parts = any(each.giver == unit.id and each.day <= self.today for each in self.lists.transfers)
        return unit.last is None or unit.last >= self.today or gave_parts

    def above(self, unit: str) -> tuple[str, ...]:
        """Who stands above a unit, the nearest first (docs/ke_hoach.md, Đơn vị nhiều cấp)."""
        found: list[str] = []
        while (parent := self.lists.of(unit).parent) and (unit := self.lists.unit_of(parent) or "") in self.standing:
            found.append(unit)
        return tuple(found)

    @cached_property
    def below(self) -> dict[str, tuple[str, ...]]:
        """Each unit that has others below it → all of them."""
        found = {unit: tuple(each for each in self.standing if unit in self.above(each)) for unit in self.standing}
        return {unit: others for unit, others in found.items() if others}

    def receiver(self, unit: str, service: str | None = None) -> str | None:
        """Who has on this day what was a unit's; None where nobody has."""
        way = self._way(unit, service)
        last = way[-1].receiver if way else unit
        return last if last in self.standing else None

    def services(self, unit: str) -> frozenset[str]:
        """The services of a unit that some scope has named: of them, it matters which service a row has."""
        seen = {unit}
        while True:
            named = [each for each in self.lists.transfers if each.giver in seen and each.day <= self.today]
            reached = seen | {each.receiver for each in named}
            if reached == seen:
                return frozenset(service for each in named for service in each.scope)
            seen = reached

    def parts(self, unit: str, source: str) -> tuple[str | None, ...]:
        """The parts of a unit that may have gone different ways: each service of a scope, and the rest (None)."""
        return (None, *sorted(self.services(unit))) if source in BY_SERVICE else (None,)

    def holders(self, heir: str, source: str) -> frozenset[str]:
        """Everybody of whom the heir holds a part on this day, itself with them."""
        others = {
            unit.id
            for unit in self.lists.units
            for part in self.parts(unit.id, source)
            if self.receiver(unit.id, part) == heir
        }
        return frozenset({heir, *others})

    def behind(self, heir: str, source: str, *, start: date, end: date) -> tuple[str, ...]:
        """Of those, who held such a part on some day of a period, and so has something to deliver for it.

        Issue 17, figures 2 and 3: delivered means that everybody behind the figure delivered; who did not exist yet, or
        any more, owes nothing.
        """
        return tuple(unit.id for unit in self.lists.units if self._held(unit, heir, source, start, end))

    def _held(self, unit: Unit, heir: str, source: str, start: date, end: date) -> bool:
        first, last = max(start, unit.first or start), min(end, unit.last or end)
        for part in self.parts(unit.id, source):
            way = self._way(unit.id, part)
            has_it = not way or way[-1].receiver == unit.id  # never given away, or come back
            if self.receiver(unit.id, part) == heir and first <= last and (has_it or way[0].day > first):
                return True
        return False

    def is_gone(self, unit: str, day: date) -> bool:
        """Whether a unit no longer stands on a day: past its last day, or wholly handed over."""
        last = self.lists.of(unit).last
        return (last is not None and last < day) or any(
            each.giver == unit and not each.scope and each.day <= day for each in self.lists.transfers
        )

    def is_founded(self, unit: str, start: date, end: date) -> bool:
        """Whether a unit is set up within a period."""
        first = self.lists.of(unit).first
        return first is not None and start < first <= end


@dataclass(frozen=True)
class AsWas(Structure):
    """Each unit that stood on some day of a period, for itself alone (contract, Units over time: the other view).

    ``lists`` have no transfers; ``start`` is the period's first day, ``today`` its last.
    """

    start: date = date.min

    def _stands(self, unit: Unit) -> bool:
        return (unit.first or self.today) <= self.today and (unit.last or self.today) >= self.start


def _rows(path: Path) -> Iterable[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _unit(row: dict[str, str]) -> Unit:
    id, name = row["Mã đơn vị"], row["Tên đơn vị"]
    others = row.get("Tên khác") or ""
    names = frozenset(cells.folded(each) for each in (id, name, *others.split(";")) if each.strip())
    return Unit(id, names, row.get("Loại") or "", cells.day(row.get("Từ ngày") or ""), cells.day(row.get("Đến ngày") or ""), row.get("Cấp trên") or "")  # fmt: skip


def _transfer(row: dict[str, str]) -> Transfer:
    scope = frozenset(cells.joined(each) for each in (row["Phạm vi"] or "").split(";") if each.strip())
    return Transfer(row["Từ đơn vị"], row["Đến đơn vị"], cells.day(row["Ngày"]), scope)


def read_lists(folder: Path) -> Lists:
    """The lists of a data folder, which are faultless there."""
    return Lists(tuple(map(_unit, _rows(folder / "don_vi.csv"))), tuple(map(_transfer, _rows(folder / "sap_nhap.csv"))))
