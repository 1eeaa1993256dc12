"""Open a workbook that came back: safely, values only, told by what it says of itself and not by its name."""

from __future__ import annotations

import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from math import isfinite
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import XMLParser
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from ..words.errors import Finding, ToolkitError
from ..words.formatting import fold
from ..words.privacy import is_personal_name
from .layout import GUIDE, IDENTITY, IDENTITY_ROW, SHEETS

_FILE_BYTES, _UNPACKED_BYTES, _PARTS = 5_000_000, 20_000_000, 500  # a form has 20 kB, unpacked 100 kB
_ROWS, _COLUMNS = 2000, 40  # of a sheet that are looked at
# What openpyxl raises on a file that only looks like a workbook (defusedxml's refusals are ValueErrors).
_BROKEN = (
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


@dataclass(frozen=True)
class Book:
    """A form that came back: the name to call it by, what it says it is, and the cells of its sheets by folded title."""

    name: str
    identity: Mapping[str, str]
    sheets: Mapping[str, Mapping[tuple[int, int], Cell]] = field(default_factory=dict)


def shown_name(path: Path) -> str:
    """A file's name as messages may show it: without control signs, and not at all where it may hold personal data."""
    name = "".join(c for c in unicodedata.normalize("NFC", path.name) if c.isprintable())
    return "(tên tệp không được nêu)" if is_personal_name(name) else name


def read_book(path: Path) -> Book:
    """Read a form. Raises ToolkitError with one finding where it cannot be read or is not a form of ours."""
    name = shown_name(path)
    _refuse_unsafe(path, name)
    try:
        with warnings.catch_warnings(action="ignore"):  # openpyxl talks about what it leaves out
            return _read(path, name)
    except _BROKEN:
        raise _fault("TEP-02", name, "sổ tính hỏng hoặc có mật khẩu, không đọc được.", _SAVE) from None


def _read(path: Path, name: str) -> Book:
    formulas, values = (load_workbook(path, read_only=True, data_only=only) for only in (False, True))
    try:
        identity = _identity(values, name)
        sheets = {fold(title): _cells(values[title], formulas[title]) for title in values.sheetnames}
        if len(sheets) < len(values.sheetnames):
            raise _fault("BM-01", name, "có hai trang cùng tên.", "điền lại vào biểu mẫu đã phát.")
        return Book(name, identity, sheets)
    finally:
        formulas.close()
        values.close()


def has_answers(path: Path) -> bool:
    """Whether anybody has typed into a form; true as well for a file that is no form, which is not ours to lose."""
    try:
        book = read_book(path)
    except ToolkitError:
        return True
    places = [
        book.sheets.get(fold(sheet.title), {}).get((row, column), EMPTY)
        for sheet in SHEETS
        for row in range(sheet.head + 1, _ROWS + 1)
        for column, each in enumerate(sheet.fields, 1)
        if each.name
    ]
    return any(not cell.is_empty for cell in places)


class _Nothing:
    """Builds nothing of what a parser reads."""

    def close(self) -> None:
        """End of the document."""


_SAVE = "mở bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx không mật khẩu, rồi gửi lại."


def _refuse_unsafe(path: Path, name: str) -> None:
    """Look at the parts of the file before openpyxl does: their sizes, then for macros and document types.

    openpyxl takes lxml where that is installed, and so goes round defusedxml; a workbook never declares a document type.
    """
    try:
        if path.suffix.lower() != ".xlsx":
            raise _fault("TEP-02", name, "biểu mẫu phải là tệp .xlsx.", _SAVE)
        if path.stat().st_size > _FILE_BYTES:
            raise _fault("TEP-02", name, "tệp lớn hơn 5 MB, không phải biểu mẫu.", "kiểm tra lại có đúng tệp không.")
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > _PARTS or sum(part.file_size for part in parts) > _UNPACKED_BYTES:
                raise _fault("TEP-02", name, "sổ tính nén quá lớn, không phải biểu mẫu.", "gửi lại biểu mẫu đã phát.")
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels")):
                    parser = XMLParser(target=_Nothing(), forbid_dtd=True)
                    parser.feed(archive.read(part))
                    parser.close()
    except FileNotFoundError:
        raise _fault("TEP-02", name, "không có tệp này.", "kiểm tra lại đường dẫn.") from None
    except OSError:
        raise _fault("TEP-02", name, "không mở được tệp.", "kiểm tra quyền đọc của tệp.") from None
    except zipfile.BadZipFile:
        raise _fault("TEP-02", name, "không phải sổ tính XLSX, hoặc có mật khẩu.", _SAVE) from None
    except _BROKEN:
        raise _fault("TEP-02", name, "sổ tính hỏng hoặc có mật khẩu, không đọc được.", _SAVE) from None
    if any("vbaproject" in part.filename.lower() for part in parts):
        raise _fault("TEP-02", name, "sổ tính có macro.", "lưu lại dạng .xlsx (không có macro), rồi gửi lại.")


def _identity(book: Any, name: str) -> dict[str, str]:
    """What the form says it is, by its custom properties and by its known cells; both must say the same."""
    by_property = {
        key: str(book.custom_doc_props[f"thidua_{key}"].value).strip()
        for key in IDENTITY
        if f"thidua_{key}" in book.custom_doc_props.names
    }
    guide = next((title for title in book.sheetnames if fold(title) == fold(GUIDE)), None)
    rows = {"min_row": IDENTITY_ROW, "max_row": IDENTITY_ROW + len(IDENTITY) - 1, "min_col": 2, "max_col": 2}
    found = [cells[0].value if cells else None for cells in book[guide].iter_rows(**rows)] if guide else []
    by_cell = {key: Cell(value).text for key, value in zip(IDENTITY, found) if value is not None}
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
