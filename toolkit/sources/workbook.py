"""Read an XLSX workbook: the one visible sheet with the source's headers, every cell as what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import fastexcel
import pyarrow as pa

from ..errors import Finding
from ..formatting import visible
from ..vocabulary import Column
from .body import Body
from .charset import legacy_name
from .csv_file import as_table, batches, lost_letters, text_array
from .folder import PERSONAL
from .layout import Layout, find_layout, has_required, known_columns, legacy_finding
from .package import ERROR, NUMBER, PERCENT, TEXT, UNCOMPUTED, Broken, Cells, Package, Unsafe
from .tables import ERROR_CELL, EXACT, HEADER_ROWS, MANGLED, MERGED_CELL, RawTable, Refused, Wanted
from .tables import UNCOMPUTED as UNCOMPUTED_CELL

_SERIAL = re.compile(r"\d{5}(\.\d+)?")
_WHOLE = re.compile(r"-?\d{1,15}")
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
    try:
        with Package(path) as package:
            package.check_strings()
            kinds = {title: package.cells(title) for title in package.visible}
            from_1904, hidden = package.from_1904, package.hidden
        book = fastexcel.read_excel(path)
        sheets = [sheet for title, cells in kinds.items() if (sheet := _load(book, title, cells))]
    except Unsafe as trouble:
        raise Refused(
            Finding(
                "TEP-10",
                f"{trouble}; tệp không được mở.",
                "mở tệp bằng Excel hoặc LibreOffice, chép riêng bảng số liệu sang sổ tính mới rồi gửi lại.",
                file=wanted.name,
            )
        ) from None
    except (Broken, fastexcel.FastExcelError):
        raise Refused(
            Finding(
                "TEP-02",
                "không phải sổ tính XLSX đọc được, hoặc có mật khẩu.",
                "mở bằng Excel, lưu lại dạng XLSX không mật khẩu.",
                file=wanted.name,
            )
        ) from None
    sheet = _choose(sheets, wanted)
    try:
        layout = find_layout(sheet.head if sheet else [], wanted, sheet=sheet.title if sheet else "")
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
        raise Broken
    shown = "(tên trang không được nêu)" if PERSONAL.search(title) else title
    return _Sheet(shown, pa.Table.from_batches([batch]), cells)


def _choose(sheets: Sequence[_Sheet], wanted: Wanted) -> _Sheet | None:
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
    return fitting[0] if fitting else max(sheets, key=lambda s: known_columns(s.head, wanted), default=None)


def _looked_at(findings: Sequence[Finding], sheets: Sequence[_Sheet], *, hidden: int) -> list[Finding]:
    """The findings, those about a missing column with the sheets in which it was looked for."""
    names = ", ".join(f'"{sheet.title}"' for sheet in sheets[:_NAMED]) + (", …" if len(sheets) > _NAMED else "")
    where = f" Đã tìm ở trang {names}" if names else " Không có trang nào đang hiện có số liệu"
    where += f"; {hidden} trang bị ẩn không được đọc." if hidden else "."
    return [replace(f, problem=f.problem + where) if f.code == "COT-01" else f for f in findings]


def _table(sheet: _Sheet, layout: Layout, wanted: Wanted, *, from_1904: bool) -> RawTable:
    where = {"file": wanted.name, "sheet": sheet.title}
    sample = "\n".join(cell for row in sheet.rows(0, 300) for cell in row if cell)
    if name := legacy_name(sample):
        raise Refused(legacy_finding(wanted.name, name, sheet=sheet.title))
    _refuse_hidden(sheet, layout, where)
    sheet = _filled(sheet, layout, wanted)
    convert = _Conversion(sheet.cells, layout, {c.name: c.type for c in wanted.columns}, from_1904)
    body = Body(wanted, layout, sheet.head[layout.at : layout.body], sheet=sheet.title)
    chunks = [
        as_table([convert(row, number) for row, number in zip(kept, numbers)], numbers, layout)
        for kept, numbers in batches(_numbered(sheet), body, size=_BLOCK)
    ]
    notes = (*body.notes(), *_hidden_columns(sheet, layout, wanted, where))
    if convert.lost_letters:
        raise Refused(lost_letters(wanted.name))
    texts = pa.concat_tables(chunks) if chunks else as_table([], [], layout)
    return RawTable({c: c for c in layout.columns}, texts=texts, sheet=sheet.title, notes=notes, unused=layout.unused)


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
    """Every row with its number. A cell that holds an error or no value yet is no empty cell."""
    marked = {c - sheet.cells.first_column: k for c, k in sheet.cells.kinds.items() if max(k) >= ERROR}
    for first in range(0, sheet.values.num_rows, _BLOCK):
        for number, row in enumerate(sheet.rows(first, _BLOCK), first):
            for column, kinds in marked.items():
                if number < len(kinds) and kinds[number] >= ERROR:
                    sign = ERROR_CELL if kinds[number] == ERROR else UNCOMPUTED_CELL
                    row = (*row[:column], sign, *row[column + 1 :])
            yield number + 1, row


def _refuse_hidden(sheet: _Sheet, layout: Layout, where: dict[str, str]) -> None:
    rows = [row for row in sheet.cells.hidden_rows if row >= layout.at]
    if rows:
        raise Refused(
            Finding(
                "TEP-08",
                f"trang có {len(rows)} dòng có nội dung bị ẩn (dòng đầu tiên được chỉ ra), không rõ có tính hay không.",
                "bỏ lọc và bỏ ẩn mọi dòng, xóa dòng không dùng, rồi gửi lại.",
                row=rows[0] + 1,
                **where,
            )
        )


def _hidden_columns(sheet: _Sheet, layout: Layout, wanted: Wanted, where: dict[str, str]) -> list[Finding]:
    return [
        Finding(
            "TEP-09",
            "cột bị ẩn trong trang tính nhưng vẫn được tính.",
            "bỏ ẩn cột và kiểm tra lại giá trị.",
            column=wanted.titles[column],
            **where,
        )
        for column, at in layout.columns.items()
        if at + sheet.cells.first_column in sheet.cells.hidden_columns
    ]


class _Conversion:
    """Turns the texts of a row's known cells into what they certainly mean, by the kind of each cell."""

    def __init__(self, cells: Cells, layout: Layout, types: dict[str, str], from_1904: bool):
        self._columns = [
            (at, types[name], cells.kinds.get(at + cells.first_column, b"")) for name, at in layout.columns.items()
        ]
        self._from_1904 = from_1904
        self.lost_letters = False

    def __call__(self, row: tuple, number: int) -> list[str | None]:
        cells = list(row)
        for at, kind_of_column, kinds in self._columns:
            cell = cells[at]
            if cell:
                kind = kinds[number - 1] if number <= len(kinds) else TEXT
                cells[at] = self._cell(cell, kind_of_column, kind)
        return cells

    def _cell(self, cell: str, column: str, kind: int) -> str:
        if kind in (ERROR, UNCOMPUTED):
            return cell
        if kind == TEXT:
            self.lost_letters = self.lost_letters or "\ufffd" in cell
            if column == "date" and not self._from_1904 and _SERIAL.fullmatch(cell.strip()):
                return self._day(cell.strip())
            return visible(cell)
        if column == "number":
            return f"{float(cell) * 100:g}%" if kind == PERCENT and _is_number(cell) else EXACT + cell
        if column == "date" and kind == NUMBER and _SERIAL.fullmatch(cell):
            return self._day(cell)
        if column in ("id", "unit") and not _WHOLE.fullmatch(cell):
            return MANGLED  # a date, or a number whose last digits are gone
        return cell

    def _day(self, serial: str) -> str:
        first = datetime(1904, 1, 1) if self._from_1904 else datetime(1899, 12, 30)
        return (first + timedelta(days=float(serial))).isoformat(sep=" ", timespec="seconds")


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
