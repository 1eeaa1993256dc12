"""One pass over the part of a sheet in an XLSX package: what each cell is, and what is hidden, merged or hostile."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_CELLS = 40_000_000  # rows × columns that the reader would lay out in memory
_ROWS, _COLUMNS = 1_048_576, 16_384  # of a sheet; what lies beyond makes the reader of the values give up the process
# A cell as nearly everybody writes it; and in any order of its attributes, with any other ones.
_USUAL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"(?: s="(\d{1,5})")?(?: t="(\w+)")?(?: ?/>|>(.*?)</c>)', re.S)
_CELL = re.compile(
    rb"<(?:\w+:)?c(?=[\s/>])(?:\s+r=\"([A-Za-z]{1,3})(\d{1,7})\"|\s+s=\"(\d{1,5})\"|\s+t=\"(\w+)\"|\s+(?![rst]=)[\w:]+=\"[^\"]*\")*\s*(?:/>|>(.*?)</(?:\w+:)?c>)",
    re.S,
)
_OPENING = re.compile(rb"<(?:\w+:)?c[\s/>]")
_ROW = re.compile(rb"<(?:\w+:)?row(?=[\s/>])([^>]*?)(?:/>|>(.*?)</(?:\w+:)?row>)", re.S)
_COL = re.compile(rb"<(?:\w+:)?col\s([^>]*)>")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_ATTRIBUTE = re.compile(rb'\b(r|t|s|hidden|min|max|ht|width)\s*=\s*["\']([^"\']*)["\']')
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>[^<]")
_INDEX = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>(\d{1,9})<")  # of a text among those of all sheets
_WRITTEN = re.compile(rb"<(?:\w+:)?[tv](?:\s[^>]*)?>\s*[^<\s]")
_ABYSS = re.compile(rb">\s*-(?:\d{11,}|[\d.]+[eE]\+?\d{2,})")  # no day is so far back: the reader would give up
_LATE = re.compile(rb">\s*(\d{5}\.9999\d*)\s*<")  # the last seconds of a day, which the reader takes for the next
_TRUE = (b"1", b"true")

# Of FILLED and of numbers the reader of the values must give something; of the two last it gives nothing.
TEXT, FILLED, NUMBER, PERCENT, ERROR, UNCOMPUTED = range(6)


class Unsafe(Exception):
    """A package that must not be unpacked; the reason in Vietnamese."""


class Broken(Exception):
    """No workbook that can be read: why, in Vietnamese, and in which row, where that is known."""

    def __init__(self, reason: str = "không đọc được như một sổ tính XLSX", *, row: int = 0):
        super().__init__(reason)
        self.row = row


@dataclass
class Cells:
    """What a sheet's cells are: column → a code for each row (from 0), and the hidden rows and columns (from 0).

    ``merged`` holds the cells that were merged: (first row, last row, first column, last column); ``late`` the days of
    cells in their last seconds, as the numbers that they are.
    """

    kinds: dict[int, bytearray] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    late: dict[tuple[int, int], str] = field(default_factory=dict)
    first_column: int = 0
    width: int = 0

    def mark(self, row: int, column: int, code: int) -> None:
        """Note the code of one cell."""
        kinds = self.kinds.setdefault(column, bytearray())
        if len(kinds) <= row:
            kinds.extend(bytes(row + 1 - len(kinds)))
        kinds[row] = code

    def kind(self, row: int, column: int) -> int:
        """The code of one cell."""
        kinds = self.kinds.get(column, b"")
        return kinds[row] if row < len(kinds) else TEXT


class Scan:
    """Goes through the rows of a sheet's part, a block of whole rows at a time."""

    def __init__(self, percents: frozenset[int]):
        self._percents = {str(n).encode() for n in percents}
        self._columns: dict[bytes, int] = {}
        self._row, self._last, self._first = -1, -1, -1

    def read(self, text: bytes, cells: Cells) -> None:
        """Take in a block: mark each cell that is no plain text."""
        if any(sign in text for sign in (b"<!", b"<?xml-")):
            raise Unsafe("trang tính có khai báo DOCTYPE, ENTITY hoặc đoạn CDATA")
        for match in _COL.finditer(text):
            found = dict(_ATTRIBUTE.findall(match[1]))
            if _is_hidden(found, b"width"):
                cells.hidden_columns.update(range(int(found.get(b"min", 1)) - 1, min(int(found.get(b"max", 1)), 16384)))
        for match in _ROW.finditer(text):
            found = dict(_ATTRIBUTE.findall(match[1]))
            self._next_row(found.get(b"r"))
            filled = self._cells(match[2], cells) if match[2] else False
            if filled and _is_hidden(found, b"ht"):
                cells.hidden_rows.append(self._row)
        for left, top, right, bottom in _MERGED.findall(text) if b"mergeCell" in text else ():
            cells.merged.append((int(top) - 1, int(bottom) - 1, self._column(left), self._column(right)))
        if (self._row + 1) * (self._last - max(self._first, 0) + 1) > _CELLS:
            raise Unsafe("có ô nằm quá xa bảng số liệu")
        cells.first_column, cells.width = max(self._first, 0), self._last - max(self._first, 0) + 1

    def _next_row(self, number: bytes | None) -> None:
        """Go to a row: the next, or the one that it says it is, which must come later."""
        row = self._row + 1 if number is None else int(number) - 1 if number.isdigit() and len(number) < 8 else -1
        if not self._row < row < _ROWS:
            raise Broken("số thứ tự dòng của trang tính không hợp lệ", row=self._row + 2)
        self._row = row

    def _cells(self, text: bytes, cells: Cells) -> bool:
        column, filled, own = -1, False, str(self._row + 1).encode()
        found = _USUAL.findall(text)
        if len(found) != (opened := len(_OPENING.findall(text))):
            found = _CELL.findall(text)
        if len(found) != opened:
            raise self._hostile
        for place, row, style, kind, inside in found:
            before, column = column, self._column(place) if place else column + 1
            if column <= before or column >= _COLUMNS or (row and row != own):
                raise self._hostile
            code = self._code(kind, style, inside) if inside else None
            if code is None:
                continue
            filled = True
            self._first, self._last = min(self._first, column) if self._first >= 0 else column, max(self._last, column)
            if code:
                cells.mark(self._row, column, code)
            if code == NUMBER and (late := _LATE.search(inside)):
                cells.late[self._row, column] = late[1].decode()
        return filled

    def _code(self, kind: bytes, style: bytes, inside: bytes) -> int | None:
        """What stands in a cell; None if nothing does."""
        if kind == b"e":
            return ERROR
        is_usual = inside.startswith((b"<v>", b"<is>"))
        if not is_usual and _FORMULA.search(inside) and not _VALUE.search(inside):
            return UNCOMPUTED if kind != b"str" else TEXT
        if kind == b"s":  # an index that is none would be taken for the first text
            if not _INDEX.search(inside) and _VALUE.search(inside):
                raise self._hostile
            return TEXT
        if kind not in (b"", b"n"):
            return FILLED if _WRITTEN.search(inside) else TEXT
        if not (inside.startswith(b"<v>") and inside[3:4] != b"<") and not _VALUE.search(inside):
            return FILLED if _WRITTEN.search(inside) else None
        if _ABYSS.search(inside):
            raise self._hostile
        return PERCENT if style in self._percents else NUMBER

    @property
    def _hostile(self) -> Broken:
        return Broken("dòng này của trang tính có ô mà địa chỉ hoặc nội dung không hợp lệ", row=self._row + 1)

    def _column(self, place: bytes) -> int:
        if place not in self._columns:
            number = 0
            for char in place.upper():
                number = 26 * number + char - 64
            self._columns[place] = number - 1
        return self._columns[place]


def _is_hidden(attributes: dict[bytes, bytes], size: bytes) -> bool:
    """Whether a row or a column is hidden, or of no size."""
    return attributes.get(b"hidden") in _TRUE or attributes.get(size) in (b"0", b"0.0")
