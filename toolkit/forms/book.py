"""Write one form as a workbook: what is asked, cells to fill in, checks, protection, A4."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.worksheet import Worksheet

from ..plan import Item, Target
from ..plan.blocks import DEDUCT
from ..plan.standard import REPORTED
from ..report.definitions import definition
from ..report.words import source_title, unit_goal_text, value_text
from ..words.formatting import number
from ..writing.packing import packed
from .checking import add_checks
from .guide import guide_lines
from .layout import GUIDE, ITEMS, SHEETS, STAFF, TARGETS, Sheet
from .questions import Questions
from .sheets import plain, write_guide, write_line, write_signatures, write_table

_SIGNERS = ("Người lập", "Thủ trưởng đơn vị")


def form_bytes(questions: Questions) -> bytes:
    """The form of one unit. The same questions give the same bytes."""
    book = Workbook()
    book.properties.creator = book.properties.title = "thidua"
    for name, value in questions.identity.items():
        book.custom_doc_props.append(StringProperty(name=f"thidua_{name}", value=value))
    book.security = WorkbookProtection(lockStructure=True)
    first = write_guide(book.active, questions, heading="BIỂU MẪU TỰ ĐÁNH GIÁ CỦA ĐƠN VỊ", lines=guide_lines(questions))
    for n, label in enumerate(questions.award_labels, first):
        write_line(book.active, n, "Hình thức khen" if n == first else "", label)
    awards = f"'{GUIDE}'!$B${first}:$B${first + len(questions.award_labels) - 1}"
    for sheet in SHEETS:
        if ids := questions.row_ids(sheet):
            page = book.create_sheet(questions.telling.text(sheet.title))
            write_table(page, sheet, questions, rows=[known_cells(sheet, id, questions=questions) for id in ids])
            signers = questions.telling.all_in(_SIGNERS)
            write_signatures(page, row=sheet.head + len(ids) + 2, width=len(sheet.fields), signers=signers)
            add_checks(page, sheet, questions, awards=awards)
    if questions.staff:
        _write_staff(book.create_sheet(STAFF.title), questions)
    return packed(book)


def _write_staff(page: Worksheet, questions: Questions) -> None:
    """The codes of the unit's people, to choose nominees from; no names, which the lists do not hold."""
    write_table(page, STAFF, questions, rows=[[code, "Có" if leads else "Không"] for code, leads in questions.staff])


def known_cells(sheet: Sheet, id: str, *, questions: Questions) -> list[Any]:
    """The cells of a row that the unit only reads."""
    if sheet is TARGETS:
        return _target_cells(next(t for t in questions.targets if t.id == id), questions)
    if sheet is ITEMS:
        return item_cells(next(i for i in questions.items if i.id == id))
    return [int(id)]


def _target_cells(target: Target, questions: Questions) -> list[Any]:
    before = questions.previous.get(target.id)
    figures = [before.numerator, before.denominator] if before else [None, None]
    return [
        target.id,
        plain(target.name),
        unit_goal_text(target, questions.period, questions.unit),
        plain(questions.telling.text(_words(target, questions))),
        *(cell_number(figure) for figure in figures),
        value_text(before, target=target) if before else "–",
    ]


def _words(target: Target, questions: Questions) -> str:
    """What to count."""
    if target.source == REPORTED:
        return f"Số do đơn vị báo cáo. {target.note}"
    population, success = definition(target, plan=questions.plan)
    title = source_title(questions.plan, "; ".join(target.sources))
    if not target.is_share:
        return f"Mẫu số: {population}. Tử số: {success}. Nguồn: {title}."
    case = questions.plan.source(target.source).noun
    return (
        f"Mẫu số: số {case} trong nguồn {title} đáp ứng đủ: {population}. "
        f"Tử số: trong đó, số {case} đáp ứng thêm: {success}."
    )


def item_cells(item: Item) -> list[Any]:
    """What a form says of a content or an action: id, name, the highest points, and which points it may have."""
    low, high = item.edges
    said = f"từ {number(low)} đến {number(high)}"
    if item.choices:
        said = (" hoặc " if len(item.choices) == 2 else "; ").join(number(each) for each in item.choices)
    said += " (điểm thưởng)" if item.bonus else " (điểm trừ)" if item.rule == DEDUCT else ""
    need = ". Không có minh chứng: 0 điểm" if item.requires else ""
    return [item.id, plain(item.name), cell_number(high), said + need]


def cell_number(value: Fraction | None) -> int | float | None:
    """A number as a cell holds it."""
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(value)
