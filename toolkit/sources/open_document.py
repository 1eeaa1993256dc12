"""Read the sheets of an OpenDocument spreadsheet (``.ods``): every cell as what it is, what is hidden and merged as such."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from .grid import MOST_CELLS, Grid
from .sheet_scan import NUMBER, PERCENT, TEXT, Broken, Unsafe

_MOST_BYTES, _RATIO, _RATIO_FROM = 2_000_000_000, 250, 50_000_000
_WIDEST = 16_384
_BROKEN = "không đọc được như một sổ tính ODS"
_BLANK = {"s": " ", "tab": "\t", "line-break": "\n"}


def read_open_sheets(path: Path) -> tuple[list[Grid], int]:
    """The visible sheets, and how many are hidden. Raises Broken or Unsafe."""
    try:
        with zipfile.ZipFile(path) as package:
            part = package.getinfo("content.xml")
            if part.flag_bits & 1 or b"encryption-data" in _manifest(package):
                raise Broken("sổ tính có mật khẩu")
            is_bomb = part.file_size > _RATIO_FROM and part.file_size > _RATIO * max(part.compress_size, 1)
            if part.file_size > _MOST_BYTES or is_bomb:
                raise Unsafe("tệp nén bung ra quá lớn")
            with package.open(part) as content:
                return _Reader().read(content)
    except DefusedXmlException:
        raise Unsafe("tệp XML bên trong có khai báo DOCTYPE hoặc ENTITY") from None
    except (
        KeyError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ParseError,
        ValueError,
    ):
        raise Broken(_BROKEN) from None


def _manifest(package: zipfile.ZipFile) -> bytes:
    name = "META-INF/manifest.xml"
    return package.read(name) if name in package.namelist() and package.getinfo(name).file_size < 10_000_000 else b""


class _Reader:
    """Goes through the document once; only the table that is being read is kept."""

    def __init__(self) -> None:
        self._grids: list[Grid] = []
        self._hidden_styles: set[str] = set()
        self._hidden = 0
        self._columns = 0  # told of so far in the table that is read
        self._depth = 0  # a table within a cell of a table is no sheet

    def read(self, content: object) -> tuple[list[Grid], int]:
        grid, is_shown = Grid(""), False
        for event, element in iterparse(content, events=("start", "end"), forbid_dtd=True):
            tag = _name(element.tag)
            if event == "start" and tag == "table":
                self._depth += 1
                if self._depth == 1:
                    self._columns = 0
                    grid, is_shown = Grid(_get(element, "name")), _get(element, "style-name") not in self._hidden_styles
            elif event == "end" and tag == "style":
                self._style(element)
            elif event == "end" and tag == "table":
                self._depth -= 1
                if not self._depth:
                    self._hidden += not is_shown
                    self._grids += [grid.closed()] if is_shown else []
                    element.clear()
            elif event == "end" and tag == "table-column" and self._depth == 1:
                self._column(grid, element)
            elif event == "end" and tag == "table-row" and self._depth == 1:
                if is_shown:
                    _add_row(grid, element)
                element.clear()
        return self._grids, self._hidden

    def _style(self, element: Element) -> None:
        for each in element:
            if _name(each.tag) == "table-properties" and _get(each, "display") == "false":
                self._hidden_styles.add(_get(element, "name"))

    def _column(self, grid: Grid, element: Element) -> None:
        count = min(_count(element, "number-columns-repeated"), _WIDEST)
        if _get(element, "visibility") in ("collapse", "filter"):
            grid.cells.hidden_columns.update(range(self._columns, self._columns + count))
        self._columns += count


def _add_row(grid: Grid, element: Element) -> None:
    """Add a row as often as it is repeated; an empty one only to keep the numbers of those that follow."""
    row: list[tuple[str | None, int]] = []
    empty = 0  # repeated cells without content are laid out only before one that has some
    number = len(grid.rows)
    for cell in element:
        tag = _name(cell.tag)
        if tag not in ("table-cell", "covered-table-cell"):
            continue
        count = min(_count(cell, "number-columns-repeated"), _WIDEST)
        text, kind = _content(cell)
        if text is None:
            empty += count
        else:
            row += [(None, TEXT)] * empty + [(text, kind)] * count
            empty = 0
        down, across = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if (down > 1 or across > 1) and text is not None:
            left = len(row) - count
            grid.cells.merged.append((number, number + down - 1, left, left + across - 1))
    repeated = _count(element, "number-rows-repeated")
    if row and (number + repeated) * max(len(row), 1) > MOST_CELLS:
        raise Unsafe("có ô nằm quá xa bảng số liệu")
    if not row and number + repeated > 1_048_576:
        return  # the rest of the sheet
    is_hidden = _get(element, "visibility") in ("collapse", "filter")
    for _ in range(repeated):
        grid.add(row, is_hidden=is_hidden)


def _content(cell: Element) -> tuple[str | None, int]:
    """What a cell holds: the value that the file states, or its text. An error is written as a text that names it."""
    kind, value = _get(cell, "value-type"), _get(cell, "value")
    if kind in ("float", "currency", "percentage") and value:
        whole = value.removesuffix(".0")
        return whole, PERCENT if kind == "percentage" else NUMBER
    if kind == "date" and (day := _get(cell, "date-value")):
        return day.replace("T", " "), NUMBER
    if kind == "boolean" and (said := _get(cell, "boolean-value")):
        return said, TEXT
    text = "\n".join("".join(_letters(each)) for each in cell if _name(each.tag) == "p")
    return text or None, TEXT


def _letters(element: Element) -> Iterator[str]:
    """The text of a paragraph: blanks, tabs and ends of lines are elements of their own; a remark beside it is none of it."""
    yield element.text or ""
    for each in element:
        tag = _name(each.tag)
        if tag in _BLANK:
            yield _BLANK[tag] * (min(_count(each, "c"), 1000) if tag == "s" else 1)
        elif tag not in ("annotation", "note"):
            yield from _letters(each)
        yield each.tail or ""


def _count(element: Element, name: str) -> int:
    said = _get(element, name)
    return max(int(said), 1) if said.isdigit() and len(said) < 9 else 1


def _name(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _get(element: Element, name: str) -> str:
    """An attribute by its name without its namespace."""
    return next((value for key, value in element.attrib.items() if _name(key) == name), "")
