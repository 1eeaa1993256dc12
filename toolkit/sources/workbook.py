"""Read an XLSX workbook: the one visible sheet with the source's headers, every cell as what it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import fastexcel
import numpy as np
import pyarrow as pa

from ..words.errors import Finding
from ..words.formatting import visible
from ..words.privacy import is_personal_name
from ..words.vocabulary import Column
from .body import Body
from .cell_meaning import Conversion
from .charset import legacy_name
from .csv_file import as_table, batches, lost_letters, text_array
from .grid import Grid
from .html_file import read_page_tables
from .kinds import ODS, XLS, XLSX
from .layout import Layout, find_layout, has_required, known_columns, legacy_finding
from .old_workbook import read_old_sheets
from .open_document import read_open_sheets
from .package import Package
from .sheet_scan import ERROR, TEXT, UNCOMPUTED, Broken, Cells, Unsafe
from .tables import ERROR_CELL, HEADER_ROWS, MERGED_CELL, UNREAD_CELL, RawTable, Refused, Wanted, no_workbook, unsafe
from .tables import UNCOMPUTED as UNCOMPUTED_CELL

_SIGNS = {ERROR: ERROR_CELL, UNCOMPUTED: UNCOMPUTED_CELL}
_BLOCK = 20_000
_NAMED = 10  # sheets that a finding names


@dataclass
class _Sheet:
    """A visible sheet: its name as findings show it, its values as texts, from the first row on and from ``cells.first_column`` on, and its kinds."""

    title: str
    values: pa.Table
    cells: Cells

    def rows(self, first: int = 0, count: int | None = None) -> list[tuple]:
        part = self.values.slice(first, count)
        return list(zip(*(column.to_pylist() for column in part.columns)))

    @property
    def head(self) -> list[tuple]:
        """The first rows, in which headers are looked for."""
        return [tuple(visible(cell) if cell else cell for cell in row) for row in self.rows(0, HEADER_ROWS + 1)]


def read_xlsx(path: Path, wanted: Wanted) -> RawTable:
    """Read the known columns of a workbook. Raises Refused."""
    sheets, hidden, from_1904 = _sheets_of_xlsx(path, wanted)
    return _table_of(sheets, wanted, hidden=hidden, from_1904=from_1904)


def read_heads(path: Path, wanted: Wanted, *, kind: str) -> list[list[tuple]]:
    """The first rows of each visible sheet of a workbook or table of a page. Raises Refused."""
    sheets, *_ = _sheets_of_xlsx(path, wanted) if kind == XLSX else _sheets_of_grids(path, wanted, kind=kind)
    return [sheet.head for sheet in sheets]


def _sheets_of_xlsx(path: Path, wanted: Wanted) -> tuple[list[_Sheet], int, bool]:
    """The visible sheets, how many are hidden, and whether days are counted from 1904. Raises Refused."""
    try:
        with Package(path) as package:
            package.check_strings()
            kinds = {title: package.cells(title) for title in package.visible}
            from_1904, hidden = package.from_1904, package.hidden
        book = fastexcel.read_excel(path)
        sheets = [sheet for title, cells in kinds.items() if (sheet := _load(book, title, cells))]
    except Unsafe as trouble:
        raise unsafe(wanted, str(trouble)) from None
    except Broken as trouble:
        raise no_workbook(wanted, str(trouble), row=trouble.row) from None
    except fastexcel.FastExcelError:
        raise no_workbook(wanted, str(Broken())) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        # The reader gave up on something that no look at the package foresees: it costs this file, not the period.
        raise no_workbook(wanted, str(Broken())) from None
    return sheets, hidden, from_1904


def read_grids(path: Path, wanted: Wanted, *, kind: str) -> RawTable:
    """Read the known columns of a workbook of another format, or of the tables of a page, by the same rules. Raises Refused."""
    sheets, hidden = _sheets_of_grids(path, wanted, kind=kind)
    return _table_of(sheets, wanted, hidden=hidden, from_1904=False)


def _sheets_of_grids(path: Path, wanted: Wanted, *, kind: str) -> tuple[list[_Sheet], int]:
    try:
        grids, hidden = _grids(path, kind)
    except Unsafe as trouble:
        raise unsafe(wanted, str(trouble)) from None
    except Broken as trouble:
        raise no_workbook(wanted, str(trouble)) from None
    sheets = [
        _Sheet(
            _shown_title(grid.title),
            pa.table({str(n): text_array(list(c)) for n, c in enumerate(zip(*grid.rows))}),
            grid.cells,
        )
        for grid in grids
        if grid.cells.width
    ]
    return sheets, hidden


def _grids(path: Path, kind: str) -> tuple[list[Grid], int]:
    if kind == XLS:
        return read_old_sheets(path)
    return read_open_sheets(path) if kind == ODS else (read_page_tables(path), 0)


def _table_of(sheets: Sequence[_Sheet], wanted: Wanted, *, hidden: int, from_1904: bool) -> RawTable:
    sheet = _choose(sheets, wanted)
    try:
        layout = find_layout(sheet.head, wanted, sheet=sheet.title)
    except Refused as trouble:
        raise Refused(*_looked_at(trouble.findings, sheets, hidden=hidden)) from None
    return _table(sheet, layout, wanted, from_1904=from_1904)


def _load(book: fastexcel.ExcelReader, title: str, cells: Cells) -> _Sheet | None:
    if not cells.width:
        return None
    loaded = book.load_sheet(title, header_row=None, skip_rows=0, dtypes="string")
    if not loaded.height:
        return None
    batch = loaded.to_arrow()
    if batch.num_columns != cells.width:  # two views of one sheet: what is where would be a guess
        raise Broken("trang tính có cột mà mọi ô có nội dung đều không đọc được")
    return _Sheet(_shown_title(title), pa.Table.from_batches([batch]), cells)


def _shown_title(title: str) -> str:
    return "(tên trang không được nêu)" if is_personal_name(title) else title


def _choose(sheets: Sequence[_Sheet], wanted: Wanted) -> _Sheet:
    """The sheet that has the columns, else the one with most of them; an empty one where there is none."""
    fitting = [sheet for sheet in sheets if has_required(sheet.head, wanted)]
    if len(fitting) > 1:
        raise Refused(
            Finding(
                "TEP-04",
                f"sổ tính có {len(fitting)} trang cùng mẫu của nguồn.",
                "giữ một trang, ẩn hoặc xóa các trang khác.",
                file=wanted.name,
            )
        )
    nothing = _Sheet("", pa.table({}), Cells())
    return fitting[0] if fitting else max(sheets, key=lambda s: known_columns(s.head, wanted), default=nothing)


def _looked_at(findings: Sequence[Finding], sheets: Sequence[_Sheet], *, hidden: int) -> list[Finding]:
    """The findings, those about a missing column with the sheets in which it was looked for."""
    names = ", ".join(f'"{sheet.title}"' for sheet in sheets[:_NAMED]) + (", …" if len(sheets) > _NAMED else "")
    where = f" Đã tìm ở trang {names}" if names else " Không có trang nào đang hiện có số liệu"
    where += f"; {hidden} trang bị ẩn không được đọc." if hidden else "."
    return [replace(f, problem=f.problem + where) if f.code == "COT-01" else f for f in findings]


def _table(sheet: _Sheet, layout: Layout, wanted: Wanted, *, from_1904: bool) -> RawTable:
    sample = "\n".join(cell for row in sheet.rows(0, 300) for cell in row if cell)
    if name := legacy_name(sample):
        raise Refused(legacy_finding(wanted.name, name, sheet=sheet.title))
    _refuse_hidden(sheet, layout, wanted)
    sheet = _filled(sheet, layout, wanted)
    convert = Conversion(sheet.cells, layout, {c.name: c.type for c in wanted.columns}, from_1904)
    body = Body(wanted, layout, sheet.head[layout.at : layout.body], sheet=sheet.title)
    chunks = [
        as_table([convert(row, number) for row, number in zip(kept, numbers)], numbers, layout)
        for kept, numbers in batches(_numbered(sheet), body, size=_BLOCK)
    ]
    notes = (*body.notes(), *_hidden_columns(sheet, layout, wanted))
    if convert.lost_letters:
        raise Refused(lost_letters(wanted.name))
    texts = pa.concat_tables(chunks) if chunks else as_table([], [], layout)
    return RawTable(
        {c: c for c in layout.columns},
        texts,
        sheet=sheet.title,
        notes=notes,
        unused=layout.unused,
        coded=layout.coded,
    )


def _filled(sheet: _Sheet, layout: Layout, wanted: Wanted) -> _Sheet:
    """A cell that was merged over rows counts for each record in them: the unit, the day or the word of a whole group.

    One that was merged over columns leaves those behind the first without a value of their own, which is no empty
    cell. Ids and numbers are one record's own and never repeated; titles, groups and totals are no records.
    """
    merged = [span for span in sorted(sheet.cells.merged) if span[0] >= layout.body]
    if not merged:
        return sheet
    kinds = {column.name: column for column in wanted.columns}
    known = {at + sheet.cells.first_column: kinds[name] for name, at in layout.columns.items()}
    own = [layout.columns[name] for name in wanted.required]
    values = [column.to_pylist() for column in sheet.values.columns]
    until: dict[int, int] = {}  # merged cells do not overlap; a file in which they do costs no more for it
    for top, bottom, left, right in merged:
        last = min(bottom, sheet.values.num_rows - 1)
        rows = range(top, last + 1) if top > until.get(left, -1) and left <= max(known) else ()
        until[left] = max(until.get(left, -1), last)
        for row in rows:
            _fill(sheet, values, known, own, row=row, span=(top, left, right))
    table = dict(zip(sheet.values.column_names, values))
    return replace(sheet, values=pa.table({name: text_array(cells) for name, cells in table.items()}))


def _fill(
    sheet: _Sheet, values: list[list], known: dict[int, Column], own: list[int], *, row: int, span: tuple
) -> None:
    """Give one row its share of a merged cell: what stands in its first cell, or the sign that there is no value."""
    (top, left, right), shift = span, sheet.cells.first_column
    name = known.get(left)
    if left == right and name and row > top and (name.type in ("unit", "date") or name.values):
        if all(values[at][row] for at in own if at + shift != left):
            values[left - shift][row] = values[left - shift][top]
            sheet.cells.mark(row, left, sheet.cells.kind(top, left))
    elif right > left and left - shift not in own and all(values[at][row] for at in own):
        for column in range(left, right + 1):
            if column in known and (row, column) != (top, left):
                values[column - shift][row] = MERGED_CELL


def _numbered(sheet: _Sheet) -> Iterator[tuple[int, tuple]]:
    """Every row with its number. A cell that holds something is no empty cell, even if nothing was read of it."""
    signs, height = _signs(sheet), sheet.values.num_rows
    for first in range(0, height, _BLOCK):
        for number, row in enumerate(sheet.rows(first, _BLOCK), first):
            yield number + 1, _with_signs(row, signs[number]) if number in signs else row
    for number in range(height, max(signs, default=-1) + 1):  # rows of which nothing was read
        yield number + 1, _with_signs((None,) * sheet.cells.width, signs.get(number, {}))


def _signs(sheet: _Sheet) -> dict[int, dict[int, str]]:
    """Row → position → the sign for a cell that holds an error, no value yet, or what was not read."""
    found: dict[int, dict[int, str]] = {}
    for place, codes in sheet.cells.kinds.items():
        at = place - sheet.cells.first_column
        kinds = np.frombuffer(codes, np.uint8)
        read, values = np.zeros(len(kinds), bool), sheet.values.column(at)
        read[: len(values)] = (
            [cell is not None for cell in values.to_pylist()][: len(kinds)] if values.null_count else True
        )
        for number in np.flatnonzero((kinds >= ERROR) | ((kinds > TEXT) & ~read)).tolist():
            found.setdefault(number, {})[at] = _SIGNS.get(int(kinds[number]), UNREAD_CELL)
    return found


def _with_signs(row: tuple, signs: dict[int, str]) -> tuple:
    return tuple(signs.get(at, cell) for at, cell in enumerate(row))


def _refuse_hidden(sheet: _Sheet, layout: Layout, wanted: Wanted) -> None:
    rows = [row for row in sheet.cells.hidden_rows if row >= layout.at]
    if rows:
        raise Refused(
            Finding(
                "TEP-08",
                f"trang có {len(rows)} dòng có nội dung bị ẩn (dòng đầu tiên được chỉ ra), không rõ có tính hay không.",
                "bỏ lọc và bỏ ẩn mọi dòng, xóa dòng không dùng, rồi gửi lại.",
                row=rows[0] + 1,
                file=wanted.name,
                sheet=sheet.title,
            )
        )


def _hidden_columns(sheet: _Sheet, layout: Layout, wanted: Wanted) -> list[Finding]:
    return [
        Finding(
            "TEP-09",
            "cột bị ẩn trong trang tính nhưng vẫn được tính.",
            "bỏ ẩn cột và kiểm tra lại giá trị.",
            column=wanted.titles[column],
            file=wanted.name,
            sheet=sheet.title,
        )
        for column, at in layout.columns.items()
        if at + sheet.cells.first_column in sheet.cells.hidden_columns
    ]
