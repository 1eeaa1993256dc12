"""Open a workbook that came back: safely, values only, told by what it says of itself and not by its name."""

from __future__ import annotations

import io
import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import XMLParser
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from ..plan.wording import Telling
from ..sources.grid import Grid
from ..sources.kinds import XLS, XLSX
from ..sources.old_workbook import read_old_sheets
from ..sources.open_document import read_open_sheets
from ..sources.package import Package
from ..sources.sheet_scan import ERROR, NUMBER, PERCENT, Broken, Unsafe
from ..words.errors import Finding, ToolkitError
from ..words.formatting import fold
from .inbox import Delivery
from .layout import EVERY_SHEET, GUIDE, IDENTITY, IDENTITY_ROW

_UNPACKED_BYTES, _PARTS = 20_000_000, 500  # a form has 100 kB, unpacked
_ROWS, _COLUMNS = 2000, 40  # of a sheet that are looked at
# What openpyxl raises on a file that only looks like a workbook (defusedxml's refusals are ValueErrors).
BROKEN_BOOK = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    InvalidFileException,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    OSError,
    EOFError,
    RuntimeError,
)


@dataclass(frozen=True)
class Cell:
    """What stands in a cell: its value, whether it is shown as a percentage, whether it is a formula or an error."""

    value: Any
    percent: bool = False
    broken: bool = False

    @property
    def is_number(self) -> bool:
        """Whether the spreadsheet holds a number here, which a date or a yes is not."""
        return isinstance(self.value, (int, float)) and not isinstance(self.value, bool)

    @property
    def text(self) -> str:
        """The value as one line of text in NFC; a date as dd/mm/yyyy, a number as a person would have typed it."""
        value = self.value
        if isinstance(value, (datetime, date)):
            return value.strftime("%d/%m/") + f"{value.year:04d}"
        if isinstance(value, float):
            return f"{value:.15g}"
        lines = unicodedata.normalize("NFC", "" if value is None else str(value)).splitlines()
        shown = (" ".join("".join(c if c.isprintable() else " " for c in line).split()) for line in lines)
        return "; ".join(line for line in shown if line)

    @property
    def is_empty(self) -> bool:
        """Whether nobody has written anything here."""
        return not self.broken and not self.text


EMPTY = Cell(None)


Span = tuple[int, int, int, int]  # first row, last row, first column, last column of cells that were merged


@dataclass(frozen=True)
class Page:
    """A sheet of a form: its title, its cells by row and column (from 1), and which of them were merged."""

    title: str
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Book:
    """A form that came back: the name to call it by, what it says it is, and its sheets by folded title."""

    name: str
    identity: Mapping[str, str]
    pages: Mapping[str, Page] = field(default_factory=dict)


def read_book(delivery: Delivery) -> Book:
    """Read a form. Raises ToolkitError with one finding where it cannot be read or is not a form of ours."""
    try:
        if delivery.kind == XLSX:
            _refuse_unsafe(delivery)
        with warnings.catch_warnings(action="ignore"):  # openpyxl talks about what it leaves out
            return _read_package(delivery) if delivery.kind == XLSX else _read_grids(delivery)
    except zipfile.BadZipFile:
        raise _fault("TEP-02", delivery.name, "không phải sổ tính XLSX, hoặc có mật khẩu.", _SAVE) from None
    except (Broken, Unsafe) as trouble:
        raise _fault("TEP-02", delivery.name, f"{trouble}.", _SAVE) from None
    except BROKEN_BOOK:
        raise _fault("TEP-02", delivery.name, "sổ tính hỏng hoặc có mật khẩu, không đọc được.", _SAVE) from None


def _read_package(delivery: Delivery) -> Book:
    with Package(delivery.path) as package:
        merged = {title: package.cells(title).merged for title in package.visible}
    content = delivery.path.read_bytes()  # openpyxl goes by the ending of a path
    formulas, values = (load_workbook(io.BytesIO(content), read_only=True, data_only=only) for only in (False, True))
    try:
        properties = {name: str(values.custom_doc_props[name].value) for name in values.custom_doc_props.names}
        pages = [
            Page(title, _cells(values[title], formulas[title]), tuple(_from_1(span) for span in merged.get(title, ())))
            for title in values.sheetnames
        ]
        return _book(delivery.name, pages, properties)
    finally:
        formulas.close()
        values.close()


def _read_grids(delivery: Delivery) -> Book:
    """A form that was saved in another format, which keeps no properties."""
    read = read_old_sheets if delivery.kind == XLS else read_open_sheets
    grids, _ = read(delivery.path)
    return _book(delivery.name, [_page_of(grid) for grid in grids], {})


def _book(name: str, pages: Sequence[Page], properties: Mapping[str, str]) -> Book:
    by_title = {fold(page.title): page for page in pages}
    identity = _identity(name, by_title.get(fold(GUIDE)), properties)
    if len(by_title) < len(pages):
        raise _fault("BM-01", name, "có hai trang cùng tên.", "điền lại vào biểu mẫu đã phát.")
    return Book(name, identity, by_title)


def _from_1(span: Span) -> Span:
    top, bottom, left, right = span
    return top + 1, bottom + 1, left + 1, right + 1


def _page_of(grid: Grid) -> Page:
    cells = {
        (row, column): _cell_of(text, grid.cells.kind(row - 1, column - 1))
        for row, texts in enumerate(grid.rows[:_ROWS], 1)
        for column, text in enumerate(texts[:_COLUMNS], 1)
        if text is not None
    }
    return Page(grid.title, cells, tuple(_from_1(span) for span in grid.cells.merged))


def _cell_of(text: str, kind: int) -> Cell:
    """A cell by its text and by what the reader of another format says that it is: a number, a day, an error or a text."""
    if kind not in (NUMBER, PERCENT):
        return Cell(text, broken=kind == ERROR)
    try:
        return Cell(int(text) if text.lstrip("-").isdecimal() else float(text), percent=kind == PERCENT)
    except ValueError:
        return Cell(datetime.fromisoformat(text))


def in_standard_words(book: Book, told: Telling) -> Book:
    """A form whose sheets and headers are told in a plan's words, with those that the code knows it by."""
    pages = dict(book.pages)
    for sheet in EVERY_SHEET:
        page = pages.pop(fold(told.text(sheet.title)), None)
        if page is None:
            continue
        cells = dict(page.cells)
        for column, known in enumerate(sheet.fields, 1):
            place = (sheet.head, column)
            if place in cells and fold(cells[place].text) == fold(told.text(known.header)):
                cells[place] = Cell(known.header)
        pages[fold(sheet.title)] = replace(page, cells=cells)
    return replace(book, pages=pages)


def answers_in(delivery: Delivery, told: Telling) -> dict[tuple[str, int, int], str] | None:
    """What people have typed into a form: title, row and column → text, a number with a dot; None for a file that is no form."""
    try:
        book = in_standard_words(read_book(delivery), told)
    except ToolkitError:
        return None
    return {
        (sheet.title, row, column): cell.text.replace(",", ".")
        for sheet in EVERY_SHEET
        if (page := book.pages.get(fold(sheet.title)))
        for (row, column), cell in page.cells.items()
        if row > sheet.head and column <= len(sheet.fields) and sheet.fields[column - 1].name and not cell.is_empty
    }


class _Nothing:
    """Builds nothing of what a parser reads."""

    def close(self) -> None:
        """End of the document."""


_SAVE = "mở bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx không mật khẩu, rồi gửi lại."


def _refuse_unsafe(delivery: Delivery) -> None:
    """Look at the parts of the file before openpyxl does: their sizes, then for macros and document types.

    openpyxl takes lxml where that is installed, and so goes round defusedxml; a workbook never declares a document type.
    """
    with zipfile.ZipFile(delivery.path) as archive:
        parts = archive.infolist()
        if len(parts) > _PARTS or sum(part.file_size for part in parts) > _UNPACKED_BYTES:
            raise Unsafe("sổ tính nén quá lớn, không phải biểu mẫu")
        if any("vbaproject" in part.filename.lower() for part in parts):
            remedy = "lưu lại dạng .xlsx (không có macro), rồi gửi lại."
            raise _fault("TEP-02", delivery.name, "sổ tính có macro.", remedy)
        for part in parts:
            if part.filename.lower().endswith((".xml", ".rels")):
                parser = XMLParser(target=_Nothing(), forbid_dtd=True)
                parser.feed(archive.read(part))
                parser.close()


def _identity(name: str, guide: Page | None, properties: Mapping[str, str]) -> dict[str, str]:
    """What the form says it is, by its custom properties and by its known cells; both must say the same."""
    by_property = {key: text.strip() for key in IDENTITY if (text := properties.get(f"thidua_{key}")) is not None}
    found = {key: guide.cells.get((row, 2), EMPTY) for row, key in enumerate(IDENTITY, IDENTITY_ROW)} if guide else {}
    by_cell = {key: cell.text for key, cell in found.items() if not cell.is_empty}
    identity = {key: unicodedata.normalize("NFC", text) for key, text in {**by_cell, **by_property}.items()}
    if set(identity) != set(IDENTITY):
        raise _fault("BM-01", name, "không phải biểu mẫu do bộ công cụ phát.", "điền vào đúng biểu mẫu đã phát.")
    if any(by_cell.get(key, value) != value for key, value in identity.items()):
        raise _fault("BM-01", name, "phần nhận dạng của biểu mẫu đã bị sửa.", "điền lại vào biểu mẫu đã phát.")
    return identity


def _cells(values: Any, formulas: Any) -> dict[tuple[int, int], Cell]:
    size = {"min_row": 1, "max_row": _ROWS, "min_col": 1, "max_col": _COLUMNS}
    cells = {}
    for row, (shown, written) in enumerate(zip(values.iter_rows(**size), formulas.iter_rows(**size)), 1):
        for column, (value, formula) in enumerate(zip(shown, written), 1):
            if value.value is not None or formula.value is not None:
                cells[row, column] = _cell(value)
    return cells


def _cell(cell: Any) -> Cell:
    """A cell by its value; a formula without one, an error, a bare time or no finite number is broken."""
    value = cell.value
    broken = value is None or cell.data_type == "e" or isinstance(value, (time, timedelta))
    broken = broken or (isinstance(value, float) and not isfinite(value))
    return Cell(value, percent="%" in str(cell.number_format or ""), broken=broken)


def _fault(code: str, name: str, problem: str, remedy: str) -> ToolkitError:
    return ToolkitError(f"Không nhận được biểu mẫu {name}.", [Finding(code, problem, remedy, file=name)])
