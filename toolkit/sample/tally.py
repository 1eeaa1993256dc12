"""Keep count of what the sample writes, so that the units' own reports can be near the truth."""

from __future__ import annotations

import numpy as np


class Tally:
    """Numerators and denominators by target, one number per unit."""

    def __init__(self, units: int):
        self._units = units
        self.numerators: dict[str, np.ndarray] = {}
        self.denominators: dict[str, np.ndarray] = {}

    def add(self, target: str, units: np.ndarray, *, population: np.ndarray, success: np.ndarray) -> None:
        """Count rows of a target: ``units`` are positions, the others flags."""
        for sums, flags in ((self.denominators, population), (self.numerators, population & success)):
            sums[target] = sums.get(target, np.zeros(self._units, np.int64)) + np.bincount(
                units[flags], minlength=self._units
            )
