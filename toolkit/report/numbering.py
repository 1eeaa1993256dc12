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
