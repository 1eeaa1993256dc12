"""What the sample assumes: how strong each unit is, how each target grows, and where randomness comes from."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..periods import Period
from ..plan import Plan
from ..plan.standard import SAMPLED
from ..units.model import Unit
from ..units.structure import Structure, Transfer

_FIRST_DAY, _DAYS = date(2022, 1, 1), 1461
_STRENGTH = {
    "VP": 0.9,
    "TTRA": 0.1,
    "KHTC": 0.5,
    "LDVL": 0.6,
    "GDNN": -0.3,
    "NCC": 0.3,
    "BTXH": -0.1,
    "PCTN": -0.8,
    "DVVL": 1.0,
    "TTBT": -0.5,
    "CSCN": -1.0,
    "DDNCC": 0.0,
    "TCKH": 0.5,
    "TTBTDD": -0.2,
}
_WEIGHT = {"VP": 3.0, "LDVL": 3.0, "NCC": 2.5, "BTXH": 2.5, "DVVL": 4.0}
# Share of cases that succeed for a middling unit at the start and at the end of the movement.
_GROWTH = {
    "CT1": (0.45, 0.99),
    "CT2": (0.62, 0.92),
    "CT3": (0.70, 0.99),
    "CT4": (0.38, 0.80),
    "CT5": (0.30, 0.97),
    "CT6": (0.70, 0.99),
    "CT7": (0.76, 0.99),
    "CT8": (0.66, 1.00),
    "CT9a": (0.50, 1.02),
    "CT9b": (0.12, 0.56),
}
_SPREAD = 0.1


@dataclass(frozen=True)
class World:
    """Everything that a sample file depends on besides its period.

    ``units`` are all of ``don_vi``. Cases belong to the units of the beginning, in their order; the files name whom the
    unit has become by the day of the case.
    """

    plan: Plan
    units: tuple[Unit, ...]
    rows: int
    seed: int
    transfers: tuple[Transfer, ...] = ()

    @property
    def first_units(self) -> range:
        """The positions of the units that stand at the movement's beginning."""
        return range(sum(unit.exists_on(_FIRST_DAY) for unit in self.units))

    def standing(self, period: Period) -> list[int]:
        """The positions of the units that stand at a period's end."""
        known = {unit.id: n for n, unit in enumerate(self.units)}
        return [known[u.id] for u in Structure(self.units, self.transfers, day=period.end).units]

    def named(self, units: np.ndarray, days: np.ndarray | int, services: pa.Array | None = None) -> np.ndarray:
        """Positions of the units that stand for ``units`` on ``days`` (ordinals), for the services if they are given."""
        known = {unit.id: n for n, unit in enumerate(self.units)}
        found = units.copy()
        for transfer in sorted(self.transfers, key=lambda t: (t.day, not t.scope)):
            moved = (found == known[transfer.from_unit]) & (days >= transfer.day.toordinal())
            if transfer.scope:
                moved &= (
                    np.array(pc.is_in(services, pa.array(sorted(transfer.scope)))) if services is not None else False
                )
            found[moved] = known[transfer.to_unit]
        return found

    def random(self, *names: object) -> np.random.Generator:
        """An independent stream for one purpose; only its ``random()`` is used, which is stable between versions."""
        return np.random.default_rng([self.seed, zlib.crc32("/".join(map(str, names)).encode())])

    @property
    def owners(self) -> tuple[int, ...]:
        """The positions of the units that own public services."""
        targets = [target for target in self.plan.targets if target.source == SAMPLED["services"]]
        owning = [n for n in self.first_units if any(target.assigned_to(self.units[n].id) for target in targets)]
        return tuple(owning or self.first_units)

    def strengths(self) -> np.ndarray:
        """One number between -1 and 1 per unit."""
        return np.array([_STRENGTH.get(unit.id, 0.0) for unit in self.units])

    def shares(self, target: str, progress: float) -> np.ndarray:
        """The share of a target's cases that succeed, per unit; from 1 on, all of them do."""
        first, last = _GROWTH[target]
        return first + (last - first) * progress + _SPREAD * self.strengths()

    def reached_on(self, target: str, unit: int, place: float) -> date:
        """The day on which a unit's share reaches ``place``, for the cases of a stock: done then, done for good."""
        first, last = _GROWTH[target]
        start = first + _SPREAD * self.strengths()[unit]
        return self.day(max(0.01, (place - start) / (last - first)))

    @staticmethod
    def day(progress: float) -> date:
        """The day at a share of the movement's four years; it may lie beyond them."""
        return date.fromordinal(_FIRST_DAY.toordinal() + int(progress * _DAYS))

    def pick_units(self, rng: np.random.Generator, size: int, *, among: Sequence[int]) -> np.ndarray:
        """A unit for each of ``size`` rows: larger units have more."""
        weights = np.cumsum([_WEIGHT.get(self.units[n].id, 1.5) for n in among])
        places = np.searchsorted(weights / weights[-1], rng.random(size), side="right")
        return np.array(among)[np.minimum(places, len(among) - 1)]

    def unit_column(self, units: np.ndarray) -> pa.Array:
        """The codes of units as a column."""
        return words([unit.id for unit in self.units], units)


def progress(period: Period) -> float:
    """How far the movement is at a period's end: 0,25 at the end of 2022, 1 at the end of 2025."""
    return min(1.2, max(0.0, (period.end.toordinal() - _FIRST_DAY.toordinal() + 1) / _DAYS))


def words(choices: Sequence[str], places: np.ndarray) -> pa.Array:
    """A column of few different words."""
    return pa.DictionaryArray.from_arrays(
        pa.array(places.astype(np.int8 if len(choices) < 100 else np.int32)), pa.array(list(choices))
    )


def yes_no(flags: np.ndarray) -> pa.Array:
    """Có or Không."""
    return words(("Không", "Có"), flags)


def dates(ordinals: np.ndarray, *, absent: np.ndarray | None = None) -> pa.Array:
    """A column of days from their ordinals in Python's calendar."""
    return pa.array((ordinals - date(1970, 1, 1).toordinal()).astype(np.int32), mask=absent).cast(pa.date32())


def pick_days(rng: np.random.Generator, size: int, *, period: Period) -> np.ndarray:
    """Ordinals of days within a period."""
    first, last = period.start.toordinal(), period.end.toordinal()
    return first + (rng.random(size) * (last - first + 1)).astype(np.int64)
