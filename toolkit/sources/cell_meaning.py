"""What the cell of a workbook certainly means, by its kind and by the type of its column."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from ..words.formatting import visible
from .layout import Layout, Row
from .sheet_scan import ERROR, FILLED, NUMBER, PERCENT, TEXT, UNCOMPUTED, Cells
from .tables import EXACT, MANGLED, UNREAD_CELL

_BEFORE_ALL, _FIRST_DAY = re.compile(r"1\d{3}-\d\d-\d\d"), "1899-12-30"
_SERIAL = re.compile(r"(1[1-9]|[2-6]\d|7[0-2])\d{3}(\.\d+)?")  # days of 1930 to 2099
_WHOLE = re.compile(r"-?\d{1,15}")


class Conversion:
    """Turns the texts of a row's known cells into what they certainly mean, by the kind of each cell."""

    def __init__(self, cells: Cells, layout: Layout, types: dict[str, str], from_1904: bool):
        self._columns = [
            (at, at + cells.first_column, types[name], cells.kinds.get(at + cells.first_column, b""))
            for name, at in layout.columns.items()
        ]
        self._late = cells.late
        self._from_1904 = from_1904
        self.lost_letters = False

    def __call__(self, row: Row, number: int) -> list[str | None]:
        cells = list(row)
        for at, place, kind_of_column, kinds in self._columns:
            cell = cells[at]
            if cell:
                kind = kinds[number - 1] if number <= len(kinds) else TEXT
                if kind_of_column == "date" and (number - 1, place) in self._late:
                    cell = self._late[number - 1, place]
                cells[at] = self._cell(cell, kind_of_column, kind)
        return cells

    def _cell(self, cell: str, column: str, kind: int) -> str:
        if kind in (ERROR, UNCOMPUTED) or cell == UNREAD_CELL:
            return cell
        if kind in (TEXT, FILLED):
            self.lost_letters = self.lost_letters or "\ufffd" in cell
            return visible(cell)
        if column in ("number", "figure"):
            return f"{float(cell) * 100:g}%" if kind == PERCENT and _is_number(cell) else EXACT + _shown(cell)
        if column == "date" and kind == NUMBER and _SERIAL.fullmatch(cell):
            return self._day(cell)
        if column == "date" and _BEFORE_ALL.match(cell) and cell < _FIRST_DAY:
            return UNREAD_CELL  # a number below 0, which no calendar of Excel has
        if column in ("id", "unit") and not _WHOLE.fullmatch(cell):
            return MANGLED  # a date, or a number whose last digits are gone
        return cell

    def _day(self, serial: str) -> str:
        """A day, with its time by the second; the last one of a day is never the next day."""
        first = datetime(1904, 1, 1) if self._from_1904 else datetime(1899, 12, 30)
        day, _, part = serial.partition(".")
        milliseconds = min(round(float(f"0.{part or 0}") * 86_400_000), 86_399_999)
        return (first + timedelta(days=int(day), seconds=milliseconds // 1000)).isoformat(sep=" ")


def _shown(number: str) -> str:
    """A number by the 15 digits that a spreadsheet keeps and shows: 0,1 + 0,2 is 0,3."""
    return f"{float(number):.15g}" if _is_number(number) else number


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
