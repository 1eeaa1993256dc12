"""What the sample of any plan draws: a stream of its own for each purpose, and how strong each unit is."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from ..units.model import Unit

_T = TypeVar("_T")


class Dice:
    """A stream of random numbers; only ``random()`` of numpy is used, which is stable between versions."""

    def __init__(self, seed: int, *names: object):
        self._rng = np.random.default_rng([seed, zlib.crc32("/".join(map(str, names)).encode())])

    def chance(self, share: float) -> bool:
        """Yes, in this share of the cases."""
        return float(self._rng.random()) < share

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self._rng.random() * (max(high, low) - low + 1))

    def real(self, low: float, high: float) -> float:
        """A number between two."""
        return low + float(self._rng.random()) * (high - low)

    def pick(self, choices: Sequence[_T]) -> _T:
        """One of several."""
        return choices[int(self._rng.random() * len(choices))]


def strengths(units: Sequence[Unit], *, seed: int) -> dict[str, float]:
    """Unit → how strong it is: evenly from 0, the weakest, to 1, who reaches every goal; who is which is drawn."""
    dice = Dice(seed, "strengths")
    order = sorted(units, key=lambda unit: dice.real(0, 1))
    return {unit.id: n / max(len(order) - 1, 1) for n, unit in enumerate(order)}


def reached(goal: float, strength: float, dice: Dice, *, is_lower: bool = False) -> float:
    """What a unit of a strength reaches of a goal: the strongest more than it, the weakest about a tenth less."""
    factor = 0.9 + 0.16 * strength + (1 - strength) * dice.real(-0.04, 0.04)
    return goal * (2 - factor if is_lower else factor)
