"""A sheet as readers of other formats give it: what stands in each cell, and what kind of cell it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .sheet_scan import TEXT, Cells

MOST_CELLS = 40_000_000  # rows × columns that are laid out in memory


@dataclass
class Grid:
    """A sheet: its name, the text of each cell row by row (None: empty), and the kinds of its cells."""

    title: str
    rows: list[list[str | None]] = field(default_factory=list)
    cells: Cells = field(default_factory=Cells)

    def add(self, row: Sequence[tuple[str | None, int]], *, is_hidden: bool = False) -> None:
        """Append a row of (text, kind). A row without anything in it is never a hidden one."""
        number = len(self.rows)
        self.rows.append([text for text, _ in row])
        for column, (text, kind) in enumerate(row):
            if text is not None and kind != TEXT:
                self.cells.mark(number, column, kind)
        if is_hidden and any(text is not None for text, _ in row):
            self.cells.hidden_rows.append(number)

    def closed(self) -> Grid:
        """The sheet with every row of the same width and without empty rows at its end."""
        while self.rows and not any(self.rows[-1]):
            self.rows.pop()
        self.cells.width = max((len(row) for row in self.rows), default=0)
        for row in self.rows:
            row.extend([None] * (self.cells.width - len(row)))
        return self
