"""Numbers of tables and pictures: counted in the finished report, so that none is left out and none comes twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .model import Block, Figure, Table


def numbered(blocks: Sequence[Block], *, counts: Counter[str], appendix: bool = False) -> Iterator[Block]:
    """The blocks with "Bảng n" and "Hình n" in the order in which they stand; ``counts`` goes on from section to section.

    The tables of an appendix have no number: they are found by that of the appendix.
    """
    for block in blocks:
        word = "Hình" if isinstance(block, Figure) else "Bảng" if isinstance(block, Table) and not appendix else ""
        if isinstance(block, Figure | Table):
            counts[word] += 1
            block = replace(block, number=f"{word} {counts[word]}" if word else "")
        yield block


class Course:
    """What a notebook has shown of a report, in order: a part that stands between two others moves the numbers that follow.

    A part that is shown once more keeps its place, so that a cell may be run again.
    """

    def __init__(self) -> None:
        self._held: dict[str, Counter[str]] = {}
        self._first = ""

    def is_first(self, id: str) -> bool:
        """Whether a part is the one that the notebook has shown first, also when it is shown once more."""
        self._first = self._first or id
        return id == self._first

    def numbered(self, id: str, blocks: Sequence[Block], *, appendix: bool = False) -> tuple[Block, ...]:
        """The blocks of a part, their numbers going on from what was shown before it."""
        counts: Counter[str] = Counter()
        for other, held in self._held.items():
            if other == id:
                break
            counts += held
        before = Counter(counts)
        shown = tuple(numbered(blocks, counts=counts, appendix=appendix))
        self._held[id] = counts - before
        return shown
