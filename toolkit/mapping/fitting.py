"""How well a header of a file fits a column that the file lacks: by its name, and by what stands under it."""

from __future__ import annotations

from dataclasses import dataclass

from ..sources.inspecting import Contents
from ..units.model import UnitNames
from ..words.vocabulary import Column
from .likeness import same_meaning

ALIKE = 0.6  # how alike a header or a word has to be to be proposed
FITS, HALF = 0.9, 0.5  # the share of a column's cells that are what the proposed column holds: certain, likely


@dataclass(frozen=True)
class Offer:
    """A header that may be a column: how alike by name (1: another way of writing), which share of its cells fits;
    ``may_be``: what stands under it does not speak against it."""

    column: Column
    header: str
    likeness: float
    fits: float
    is_named: bool
    may_be: bool

    @property
    def score(self) -> float:
        """How much speaks for it: what is more comes first."""
        return self.likeness + self.fits

    @property
    def is_same(self) -> bool:
        """Whether both the name and the cells say that it is the column."""
        return self.is_named and self.fits >= FITS

    @property
    def is_likely(self) -> bool:
        """Whether it is proposed: by its name and its cells, or by cells that only such a column has."""
        is_closed = self.column.type in ("choice", "unit")
        by_name = self.likeness >= ALIKE and self.fits >= HALF
        told_by_cells = is_closed and self.fits >= HALF
        # the words of the list are asked for, too
        return by_name or told_by_cells or (self.likeness == 1.0 and self.column.type == "choice")


def fit(column: Column, contents: Contents, *, is_key: bool, is_named: bool, units: UnitNames) -> float:
    """The share of the filled cells that are what a column holds; half of them where there are none to tell by.

    One word of a list tells nothing of a column whose name does not."""
    if not contents.filled:
        return HALF if column.type not in ("choice", "unit") else 0.0
    if column.type == "unit":
        known = sum(count for text, count, _ in contents.words if units.find(text))
        return known / sum(count for _, count, _ in contents.words)
    if column.type == "id":
        return contents.different / contents.filled if is_key else 1.0
    if column.type == "choice":
        meant = {word: value or same_value(column, word) for word, _, value in contents.words}
        tells = is_named or len({*meant.values()} - {None}) > 1
        return sum(n for word, n, _ in contents.words if meant[word] and tells) / contents.filled
    return contents.read / contents.filled


def same_value(column: Column, word: str) -> str | None:
    """The one value for which a word is only another way of writing."""
    found = [name for name, spelled in column.values.items() if any(same_meaning(word, each) for each in spelled)]
    return found[0] if len(found) == 1 else None
