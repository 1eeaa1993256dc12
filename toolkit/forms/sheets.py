"""The sheets of a form as cells: headers, rows to read and to fill in, who signs, the guide; A4, locked without a password."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.worksheet import Worksheet

from ..words.formatting import harmless, short_date
from ..words.unseen import UNSEEN
from .layout import GUIDE, IDENTITY, IDENTITY_ROW, ITEMS, Field, Sheet
from .questions import Asked

_FONT = "Times New Roman"
_EDGE = Side("thin", color="9AA5B1")
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_HEAD, _INPUT, _READ = (PatternFill("solid", fgColor=color) for color in ("1F4E79", "FFF8DC", "F3F5F7"))
_TOP = Alignment(vertical="top", wrap_text=True)
_PLAIN_TEXT = (
    "staff_id",
    "name",
    "evidence",
    "note",
    "achievement",
    "post",
    "reason",
    "nominee_id",
    "explanation",
    "evidence_id",
)


def plain(text: str) -> str:
    """A text of the plan or the unit list as a cell shows it: on one line, no control signs, never a formula."""
    return harmless(" ".join(UNSEEN.sub(" ", text).split()))[:32_000]


def write_table(page: Worksheet, sheet: Sheet, asked: Asked, *, rows: Sequence[Sequence[Any]]) -> None:
    """Write a sheet: its title, how to fill it in, the headers, and the rows as far as they are only read."""
    width = len(sheet.fields)
    told = asked.telling.text
    for n, text in enumerate((f"{told(sheet.title)} – {asked.unit.name}", _period_text(asked), told(sheet.hint)), 1):
        page.merge_cells(start_row=n, end_row=n, start_column=1, end_column=width)
        cell = page.cell(n, 1, plain(text))
        cell.font = Font(_FONT, size=14 if n == 1 else 11, bold=n == 1, italic=n == 3)
        cell.alignment = _TOP
    page.row_dimensions[3].height = 34
    for n, field in enumerate(sheet.fields, 1):
        page.column_dimensions[page.cell(sheet.head, n).column_letter].width = field.width
        cell = page.cell(sheet.head, n, told(field.header))
        cell.font, cell.fill, cell.border = Font(_FONT, size=11, bold=True, color="FFFFFF"), _HEAD, _BOX
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    _fit(page, sheet.head, [], least=2)
    for at, row in enumerate(rows, sheet.head + 1):
        for n, field in enumerate(sheet.fields, 1):
            _write_cell(page.cell(at, n, row[n - 1] if n <= len(row) else None), field)
        _fit(page, at, zip(row, [field.width for field in sheet.fields]), least=2 if sheet is ITEMS else 1)
    page.freeze_panes = page.cell(sheet.head + 1, 2)
    page.print_title_rows = f"{sheet.head}:{sheet.head}"
    _set_page(page, landscape=True)


def _fit(page: Worksheet, row: int, texts: Iterable[tuple[Any, float]], *, least: int = 1) -> None:
    """Make a row as high as its longest text: not every program does it on opening."""
    shown = [(str(text), width) for text, width in texts if text is not None]
    lengths = [(len(text), width) for text, width in shown if not text.startswith("=")]  # a formula shows a number
    lines = max([least, *(ceil(length / (1.1 * width)) for length, width in lengths)])
    page.row_dimensions[row].height = 3 + 15 * lines


def _write_cell(cell: Any, field: Field) -> None:
    name = field.name
    cell.font, cell.border = Font(_FONT, size=11), _BOX
    cell.alignment = Alignment(vertical="top", wrap_text=True, horizontal="left" if field.width > 15 else "center")
    cell.fill = _INPUT if name else _READ
    cell.protection = Protection(locked=not name)
    if name in _PLAIN_TEXT:
        cell.number_format = "@"  # a code keeps its leading zeros
    elif name == "date":
        cell.number_format = "dd/mm/yyyy"


def _period_text(asked: Asked) -> str:
    start, end = asked.period.start, asked.period.end
    return f"Kỳ: {asked.period.title} ({short_date(start)} – {short_date(end)})"


def _set_page(page: Worksheet, *, landscape: bool) -> None:
    """A4, one page wide, page numbers; locked without a password, columns and rows may be widened."""
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.orientation = "landscape" if landscape else "portrait"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_margins.left, page.page_margins.right = (0.4, 0.4) if landscape else (1.2, 0.7)
    page.page_margins.top = page.page_margins.bottom = 0.8
    page.oddHeader.center.text = "&P"
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = False


def write_guide(page: Worksheet, asked: Asked, *, heading: str, lines: Sequence[tuple[str, str]]) -> int:
    """Write the guide: who asks, what the form is known by, and the lines; return the first row below them."""
    page.title = GUIDE
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 26, 72
    agency, movement = asked.plan.movement.agency, asked.plan.movement.name
    told = asked.telling.text
    heads = (
        agency.parent,
        agency.name,
        "",
        told(heading),
        told(f"Phong trào thi đua “{movement}”"),
        _period_text(asked),
    )
    for n, text in enumerate(heads, 1):
        page.merge_cells(start_row=n, end_row=n, start_column=1, end_column=2)
        cell = page.cell(n, 1, plain(text.upper() if n == 1 else text))
        cell.font = Font(_FONT, size=15 if n == 4 else 12, bold=n in (2, 4))
        cell.alignment = Alignment(horizontal="center" if n >= 4 else "left", vertical="top", wrap_text=True)
    page.cell(IDENTITY_ROW - 1, 1, "Nhận dạng biểu mẫu (không sửa)").font = Font(_FONT, size=12, bold=True)
    for n, (name, label) in enumerate(IDENTITY.items(), IDENTITY_ROW):
        write_line(page, n, label, asked.identity[name])
    start = IDENTITY_ROW + len(IDENTITY) + 1
    for n, (label, text) in enumerate(lines, start):
        write_line(page, n, told(label), told(text))
        if not text:  # the deadline and whoever fills in the form are written by people
            page.cell(n, 2).fill, page.cell(n, 2).protection = _INPUT, Protection(locked=False)
    _set_page(page, landscape=False)
    return start + len(lines) + 1


def write_signatures(page: Worksheet, *, row: int, width: int, signers: Sequence[str]) -> None:
    """Write below a table where it is signed: the place and the day, who signs on the left and on the right."""
    half = width // 2
    texts = [(row, half + 1, width, "…………, ngày …… tháng …… năm ……", False)]
    for signer, left, right in zip(signers, (1, half + 1), (half, width)):
        texts += [(row + 1, left, right, signer.upper(), True), (row + 2, left, right, "(Ký, ghi rõ họ tên)", False)]
        texts.append((row + 6, left, right, "", True))  # the name
    for at, left, right, text, bold in texts:
        page.cell(at, left, text or None)
        for column in range(
            left, right + 1
        ):  # centred across them, not merged: to merge would take cells of the table's columns
            cell = page.cell(at, column)
            cell.font = Font(_FONT, size=12, bold=bold, italic=not bold)
            cell.alignment = Alignment(horizontal="centerContinuous", vertical="top")
            cell.protection = Protection(locked=False)


def write_line(page: Worksheet, row: int, label: str, text: str) -> None:
    """Write a line of the guide."""
    for column, value in enumerate((label, text), 1):
        cell = page.cell(row, column, plain(value) or None)
        cell.font, cell.alignment = Font(_FONT, size=12, bold=column == 1), _TOP
        cell.border = _BOX
        cell.number_format = "@"
    _fit(page, row, [(text, page.column_dimensions["B"].width)])
