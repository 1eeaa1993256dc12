"""Read the sheets of a workbook of before 2007 (``.xls``): every cell as what it is, what is hidden and merged as such."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from pathlib import Path

import xlrd

from .grid import Grid
from .sheet_scan import ERROR, NUMBER, PERCENT, TEXT, Broken

_BROKEN = "không đọc được như một sổ tính XLS"


def read_old_sheets(path: Path) -> tuple[list[Grid], int]:
    """The visible sheets, and how many are hidden. Raises Broken."""
    try:
        book = xlrd.open_workbook(path, formatting_info=True, logfile=io.StringIO())
        sheets = [sheet for sheet in book.sheets() if sheet.visibility == 0]
        return [_grid(book, sheet) for sheet in sheets], book.nsheets - len(sheets)
    except MemoryError:
        raise
    except Exception as error:  # whatever its parsing meets in a damaged file: it costs this file, not the period
        is_locked = isinstance(error, xlrd.XLRDError) and "encrypted" in str(error).lower()
        raise Broken("sổ tính có mật khẩu" if is_locked else _BROKEN) from None


def _grid(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Grid:
    grid = Grid(sheet.name)
    for number in range(sheet.nrows):
        info = sheet.rowinfo_map.get(number)
        row = [_cell(book, sheet.cell(number, column)) for column in range(sheet.row_len(number))]
        grid.add(row, is_hidden=info is not None and bool(info.hidden))
    grid.cells.hidden_columns = {column for column, info in sheet.colinfo_map.items() if info.hidden}
    grid.cells.merged = [(top, bottom - 1, left, right - 1) for top, bottom, left, right in sheet.merged_cells]
    return grid.closed()


def _cell(book: xlrd.Book, cell: xlrd.sheet.Cell) -> tuple[str | None, int]:
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return None, TEXT
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return "#", ERROR
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return ("true" if cell.value else "false"), TEXT
    if cell.ctype == xlrd.XL_CELL_DATE:
        return moment(cell.value, from_1904=bool(book.datemode)), NUMBER
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        shown = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
        return plain_number(cell.value), PERCENT if "%" in shown else NUMBER
    return cell.value or None, TEXT


def moment(serial: float, *, from_1904: bool) -> str:
    """The day of a number of days, with its time by the second; the last second of a day is never the next day.

    >>> moment(45438.999999, from_1904=False)
    '2024-05-26 23:59:59'
    """
    first = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
    day = int(serial // 1)
    if not 0 <= day < 2_958_466:  # up to the year 9999
        return plain_number(serial)
    seconds = min(round((serial - day) * 86_400_000), 86_399_999) // 1000
    return (first + timedelta(days=day, seconds=seconds)).isoformat(sep=" ")


def plain_number(value: float) -> str:
    """A number as the file holds it, a whole one without a decimal sign.

    >>> plain_number(5.0), plain_number(0.1)
    ('5', '0.1')
    """
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))
