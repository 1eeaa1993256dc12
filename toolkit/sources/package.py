"""Look into the package of an XLSX file before anything else does: sizes, entities, hidden rows, the kind of each cell.

The library that reads the values gives an empty cell for an error and for a formula without a value, and does not
say what is hidden; and it would unpack whatever it is given.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

_UNPACKED, _PARTS = 2_000_000_000, 5_000
_RATIO, _RATIO_FROM = 250, 50_000_000  # no real sheet packs better; small parts may
_SMALL_PART = 50_000_000  # what is parsed as a whole
_CELLS = 40_000_000  # rows × columns that the reader would lay out in memory
_BLOCK = 4_000_000
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


class Package:
    """The parts of an XLSX file. Raises Unsafe or Broken on opening."""

    def __init__(self, path: Path):
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise _no_package(path) from None
        self._check(path.stat().st_size)
        book = self._part("xl/workbook.xml") if "xl/workbook.xml" in self._zip.namelist() else self._part(self._main())
        properties = next((e for e in book.iter() if _tag(e) == "workbookPr"), None)
        self.from_1904 = properties is not None and properties.get("date1904", "").encode() in _TRUE
        self._sheets = {
            e.get("name", ""): (e.get("state", "visible"), _relation(e)) for e in book.iter() if _tag(e) == "sheet"
        }
        self._targets = self._relations()

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    @property
    def visible(self) -> list[str]:
        """The names of the visible sheets of cells, in their order."""
        shown = [name for name, (state, _) in self._sheets.items() if state == "visible"]
        return [name for name in shown if "worksheets/" in self._targets.get(self._sheets[name][1], "")]

    @property
    def hidden(self) -> int:
        """How many sheets are hidden."""
        return sum(state != "visible" for state, _ in self._sheets.values())

    def _check(self, size: int) -> None:
        parts = self._zip.infolist()
        if any(part.flag_bits & 1 for part in parts):
            raise Broken("sổ tính có mật khẩu")
        if len(parts) > _PARTS or sum(part.compress_size for part in parts) > size:
            raise Unsafe("cấu trúc tệp nén bất thường")
        if sum(part.file_size for part in parts) > _UNPACKED or any(
            part.file_size > _RATIO_FROM and part.file_size > _RATIO * max(part.compress_size, 1) for part in parts
        ):
            raise Unsafe("tệp nén bung ra quá lớn")

    def _blocks(self, name: str) -> Iterator[bytes]:
        try:
            with self._zip.open(name) as part:
                while block := part.read(_BLOCK):
                    yield block
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
            raise Broken from None

    def check_markup(self, name: str) -> None:
        """Refuse a part with a document type: it may hold entities that grow or that reach outside."""
        for number, block in enumerate(self._blocks(name)):
            if (number == 0 and b"\x00" in block[:100]) or b"<!DOCTYPE" in block or b"<!ENTITY" in block:
                raise Unsafe("tệp XML bên trong có khai báo DOCTYPE hoặc ENTITY")

    def _part(self, name: str) -> Element:
        if self._zip.NameToInfo.get(name) is None or self._zip.getinfo(name).file_size > _SMALL_PART:
            raise Broken
        self.check_markup(name)
        try:
            return fromstring(b"".join(self._blocks(name)), forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError):
            raise Broken from None

    def _main(self) -> str:
        for each in self._part("_rels/.rels").iter():
            if each.get("Type", "").endswith("/officeDocument"):
                return each.get("Target", "").lstrip("/")
        raise Broken

    def _relations(self) -> dict[str, str]:
        names = [n for n in self._zip.namelist() if n.endswith("_rels/workbook.xml.rels")]
        found = {}
        for each in self._part(names[0]).iter() if names else ():
            target = each.get("Target", "")
            folder = PurePosixPath(names[0]).parents[1]
            found[each.get("Id", "")] = target.lstrip("/") if target.startswith("/") else str(folder / target)
        return found

    def percents(self) -> frozenset[int]:
        """The styles that show a number as a percentage."""
        name = next((n for n in self._zip.namelist() if n.endswith("xl/styles.xml")), "")
        if not name:
            return frozenset()
        root = self._part(name)
        formats = {
            int(e.get("numFmtId", 0)) for e in root.iter() if _tag(e) == "numFmt" and "%" in e.get("formatCode", "")
        }
        cells = next((e for e in root.iter() if _tag(e) == "cellXfs"), ())
        return frozenset(n for n, xf in enumerate(cells) if int(xf.get("numFmtId", 0)) in formats | {9, 10})

    def check_strings(self) -> None:
        """Look through the part that holds the texts of all sheets."""
        for name in self._zip.namelist():
            if name.endswith("sharedStrings.xml"):
                self.check_markup(name)

    def cells(self, sheet: str) -> Cells:
        """The kind of every cell of a sheet, in one pass over its part."""
        cells, scan, rest = Cells(), _Scan(self.percents()), b""
        for block in self._blocks(self._targets.get(self._sheets[sheet][1], "")):
            text = rest + block
            cut = text.rfind(b"row>") + 4
            if cut < 4 and len(text) > 16 * _BLOCK:
                raise Unsafe("một dòng của trang quá lớn")
            scan.read(text[: max(cut, 0)] if cut >= 4 else b"", cells)
            rest = text[cut:] if cut >= 4 else text
        scan.read(rest, cells)
        return cells


class _Scan:
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


def _no_package(path: Path) -> Broken:
    """Why a file is no ZIP: what Office locks with a password begins as its workbooks of old do."""
    try:
        with path.open("rb") as file:
            is_old = file.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    except OSError:
        is_old = False
    return Broken("là sổ tính có mật khẩu, hoặc kiểu cũ (.xls) đã đổi tên") if is_old else Broken()


def _is_hidden(attributes: dict[bytes, bytes], size: bytes) -> bool:
    """Whether a row or a column is hidden, or of no size."""
    return attributes.get(b"hidden") in _TRUE or attributes.get(size) in (b"0", b"0.0")


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _relation(element: Element) -> str:
    return next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
