"""Write one form as a workbook: what is asked, cells to fill in, checks, protection, A4."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.worksheet import Worksheet

from ..plan import Item, Target
from ..report.definitions import definition
from ..report.words import goal_text, source_title, value_text
from ..words.formatting import harmless, number, short_date
from ..words.unseen import UNSEEN
from ..words.vocabulary import REPORTED
from ..writing.packing import packed
from .checking import add_checks
from .guide import guide_lines
from .layout import GUIDE, IDENTITY, IDENTITY_ROW, ITEMS, SHEETS, TARGETS, Field, Sheet
from .questions import Questions

_FONT = "Times New Roman"
_EDGE = Side("thin", color="9AA5B1")
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_HEAD, _INPUT, _READ = (PatternFill("solid", fgColor=color) for color in ("1F4E79", "FFF8DC", "F3F5F7"))
_TOP = Alignment(vertical="top", wrap_text=True)


def form_bytes(questions: Questions) -> bytes:
    """The form of one unit. The same questions give the same bytes."""
    book = Workbook()
    book.properties.creator = book.properties.title = "thidua"
    for name, value in questions.identity.items():
        book.custom_doc_props.append(StringProperty(name=f"thidua_{name}", value=value))
    book.security = WorkbookProtection(lockStructure=True)
    awards = _write_guide(book.active, questions)
    for sheet in SHEETS:
        if ids := questions.row_ids(sheet):
            page = book.create_sheet(sheet.title)
            _write_table(page, sheet, questions, rows=[known_cells(sheet, id, questions) for id in ids])
            add_checks(page, sheet, questions, awards=awards)
    return packed(book)


def plain(text: str) -> str:
    """A text of the plan or the unit list as a cell shows it: on one line, no control signs, never a formula."""
    return harmless(" ".join(UNSEEN.sub(" ", text).split()))[:32_000]


def known_cells(sheet: Sheet, id: str, questions: Questions) -> list[Any]:
    """The cells of a row that the unit only reads."""
    if sheet is TARGETS:
        return _target_cells(next(t for t in questions.targets if t.id == id), questions)
    if sheet is ITEMS:
        return _item_cells(next(i for i in questions.items if i.id == id))
    return [int(id)]


def _target_cells(target: Target, questions: Questions) -> list[Any]:
    before = questions.previous.get(target.id)
    figures = [before.numerator, before.denominator] if before else [None, None]
    return [
        target.id,
        plain(target.name),
        goal_text(target.goal_in(questions.period.end.year)),
        plain(_words(target, questions)),
        *(_cell_number(figure) for figure in figures),
        value_text(before, target=target) if before else "–",
    ]


def _words(target: Target, questions: Questions) -> str:
    """What to count."""
    if target.source == REPORTED:
        return f"Số do đơn vị báo cáo. {target.note}"
    population, success = definition(target, plan=questions.plan)
    return f"Mẫu số: {population}. Tử số: trong đó, {success}. Nguồn: {source_title(target.source)}."


def _item_cells(item: Item) -> list[Any]:
    steps = {
        "linear": f"từ 0 đến {number(item.points)}",
        "threshold": f"0 hoặc {number(item.points)}",
        "steps": "; ".join(number(step) for step in sorted({Decimal(0), *item.steps})),
    }
    need = ". Không có minh chứng: 0 điểm" if item.requires else ""
    return [item.id, plain(item.name), _cell_number(Fraction(item.points)), steps[item.rule] + need]


def _cell_number(value: Fraction | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(value)


def _write_table(page: Worksheet, sheet: Sheet, questions: Questions, *, rows: Sequence[Sequence[Any]]) -> None:
    width = len(sheet.fields)
    for n, text in enumerate((f"{sheet.title} – {questions.unit.name}", _period_text(questions), sheet.hint), 1):
        page.merge_cells(start_row=n, end_row=n, start_column=1, end_column=width)
        cell = page.cell(n, 1, plain(text))
        cell.font = Font(_FONT, size=14 if n == 1 else 11, bold=n == 1, italic=n == 3)
        cell.alignment = _TOP
    page.row_dimensions[3].height = 34
    for n, field in enumerate(sheet.fields, 1):
        page.column_dimensions[page.cell(sheet.head, n).column_letter].width = field.width
        cell = page.cell(sheet.head, n, field.header)
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
    lines = max([least, *(ceil(len(str(text)) / (1.1 * width)) for text, width in texts if text is not None)])
    page.row_dimensions[row].height = 3 + 15 * lines


def _write_cell(cell: Any, field: Field) -> None:
    name = field.name
    cell.font, cell.border = Font(_FONT, size=11), _BOX
    cell.alignment = Alignment(vertical="top", wrap_text=True, horizontal="left" if field.width > 15 else "center")
    cell.fill = _INPUT if name else _READ
    cell.protection = Protection(locked=not name)
    if name in ("staff_id", "name", "evidence", "note", "achievement"):
        cell.number_format = "@"  # a code keeps its leading zeros
    elif name == "date":
        cell.number_format = "dd/mm/yyyy"


def _period_text(questions: Questions) -> str:
    start, end = questions.period.start, questions.period.end
    return f"Kỳ: {questions.period.title} ({short_date(start)} – {short_date(end)})"


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


def _write_guide(page: Worksheet, questions: Questions) -> str:
    """Write the guide; return the range of the names of the awards, for the drop-down."""
    page.title = GUIDE
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 26, 72
    agency = questions.plan.movement.agency
    heads = (agency.parent, agency.name, "", "BIỂU MẪU TỰ ĐÁNH GIÁ CỦA ĐƠN VỊ")
    for n, text in enumerate(
        (*heads, f"Phong trào thi đua “{questions.plan.movement.name}”", _period_text(questions)), 1
    ):
        page.merge_cells(start_row=n, end_row=n, start_column=1, end_column=2)
        cell = page.cell(n, 1, plain(text.upper() if n == 1 else text))
        cell.font = Font(_FONT, size=15 if n == 4 else 12, bold=n in (2, 4))
        cell.alignment = Alignment(horizontal="center" if n >= 4 else "left", vertical="top", wrap_text=True)
    page.cell(IDENTITY_ROW - 1, 1, "Nhận dạng biểu mẫu (không sửa)").font = Font(_FONT, size=12, bold=True)
    for n, (name, label) in enumerate(IDENTITY.items(), IDENTITY_ROW):
        _write_line(page, n, label, questions.identity[name])
    lines, start = guide_lines(questions), IDENTITY_ROW + len(IDENTITY) + 1
    for n, (label, text) in enumerate(lines, start):
        _write_line(page, n, label, text)
        if not text:  # the deadline and whoever fills in the form are written by people
            page.cell(n, 2).fill, page.cell(n, 2).protection = _INPUT, Protection(locked=False)
    first = start + len(lines) + 1
    for n, label in enumerate(questions.award_labels, first):
        _write_line(page, n, "Hình thức khen" if n == first else "", label)
    _set_page(page, landscape=False)
    return f"'{GUIDE}'!$B${first}:$B${first + len(questions.award_labels) - 1}"


def _write_line(page: Worksheet, row: int, label: str, text: str) -> None:
    for column, value in enumerate((label, text), 1):
        cell = page.cell(row, column, plain(value) or None)
        cell.font, cell.alignment = Font(_FONT, size=12, bold=column == 1), _TOP
        cell.border = _BOX
        cell.number_format = "@"
    _fit(page, row, [(text, page.column_dimensions["B"].width)])
