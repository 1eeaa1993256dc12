"""A unit's own form, to be sent back: each faulty cell red and with a note that says how to mend it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from ..plan.wording import Telling
from ..sources.kinds import XLSX
from ..words.errors import Finding
from ..words.formatting import fold
from ..words.privacy import LEFT_OUT, masked, personal_in_cell
from ..writing.packing import packed
from .answer_form import answer_form_bytes
from .answerable import Answerable
from .book import form_bytes
from .filled import personal_in
from .inbox import Delivery
from .layout import UNIT_SHEETS
from .letters import cell_of
from .questions import Asked, Questions
from .reading import Book, Cell

_FAULTY = PatternFill("solid", fgColor="F4B6B6")
_WIDTH, _HEIGHT = 320, 120  # of a note


def marked_form(delivery: Delivery, book: Book, asked: Asked, *, faults: Sequence[Finding]) -> bytes:
    """The form as the unit sent it, with its faults marked and without personal data.

    One that came in another format than XLSX is written anew: what was typed, on the form as it is sent out.
    """
    if delivery.kind == XLSX:
        workbook = load_workbook(io.BytesIO(delivery.path.read_bytes()))
    else:
        workbook = load_workbook(io.BytesIO(_blank(asked)))
        _type_answers(workbook, book, asked.telling)
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                _clean(cell)
    pages = {fold(sheet.title): sheet for sheet in workbook.worksheets}
    for fault in faults:
        page = pages.get(fold(fault.sheet))
        if page is not None:
            place = cell_of(fault, told=asked.telling) or f"A{fault.row or 1}"
            merged = next((area for area in page.merged_cells.ranges if place in area), None)
            _mark(merged.start_cell if merged else page[place], f"{fault.problem} Cách sửa: {fault.unit_remedy}")
    return packed(workbook)


def _blank(asked: Asked) -> bytes:
    """The form as it is sent out."""
    if isinstance(asked, Questions):
        return form_bytes(asked)
    assert isinstance(asked, Answerable)
    return answer_form_bytes(asked)


def _type_answers(workbook: Any, book: Book, told: Telling) -> None:
    """Type the answers of a form that came back into a new one, each into the row of its id."""
    for sheet in UNIT_SHEETS:
        page = book.pages.get(fold(sheet.title))
        title = told.text(sheet.title)
        if page is None or title not in workbook.sheetnames:
            continue
        new = workbook[title]
        for (row, column), cell in page.cells.items():
            field = sheet.fields[column - 1] if column <= len(sheet.fields) else None
            own = page.cells.get((row, 1), Cell(None))
            if field and field.name and not cell.broken and Cell(new.cell(row, 1).value).text == own.text:
                new.cell(row, column).value = cell.value


def _clean(cell: Any) -> None:
    """Leave personal data out of a cell and its note; what was merged into another cell has no value of its own."""
    if getattr(cell, "comment", None) is not None and personal_in_cell(cell.comment.text):
        cell.comment = None
    shown = Cell(cell.value)
    if personal_in(shown):
        text = masked(shown.text)
        has_words = any(c.isalnum() for c in text.replace(LEFT_OUT, ""))  # besides what was left out
        cell.value = text if has_words and not shown.is_number and not personal_in_cell(text) else None


def _mark(cell: Any, note: str) -> None:
    cell.fill = _FAULTY
    before = f"{cell.comment.text}\n" if cell.comment else ""
    cell.comment = Comment(before + note, "thidua", width=_WIDTH, height=_HEIGHT)
