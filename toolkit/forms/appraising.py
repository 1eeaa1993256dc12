"""The appraisal of all units as the office fills it in: a first round, and a second one with what the units answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ..plan import Item
from ..plan.blocks import DEDUCT
from ..plan.standard import APPRAISALS, CLAIMS, EXPLANATIONS
from ..report.answers import explanation_text
from ..report.pieces import row_text
from ..scoring.explaining import explanation_of
from ..scoring.rounds import SECOND
from ..sources import parse_numbers
from ..units.model import Unit
from .book import cell_number, item_cells
from .layout import APPRAISAL, MATRIX, SECOND_APPRAISAL, Field, Sheet
from .office import Office, by_item
from .sheets import plain, write_signatures, write_table

Row = Mapping[str, Any]
Rows = Mapping[tuple[str, str], Sequence[Row]]
FILES: Mapping[bool, str] = {False: f"{APPRAISALS}.xlsx", True: f"{APPRAISALS}__2.xlsx"}
GUIDE_LINES = (
    ("Ai điền", "Người được giao thẩm định; điểm thẩm định là điểm chính thức."),
    ("Viết số", "Dấu phẩy cho phần thập phân, ví dụ 3,75; không quá điểm tối đa của mục."),
    ("Mã minh chứng", "Mã của minh chứng mà điểm dựa vào, nếu có nhiều; không bắt buộc."),
)


def write_appraisal(book: Workbook, office: Office, *, sheet: Sheet) -> None:
    """Write the sheet of a round into a workbook, and the points unit by item."""
    page = book.create_sheet(sheet.title)
    rows = appraisal_rows(sheet, office)
    write_table(page, sheet, office, rows=rows)
    last = sheet.head + len(rows)
    page.auto_filter.ref = f"A{sheet.head}:{get_column_letter(len(sheet.fields))}{last}"
    page.protection.autoFilter = page.protection.sort = False
    _check_points(page, office, sheet=sheet, last=last)
    signers = office.telling.all_in(("Người thẩm định", "Thủ trưởng cơ quan"))
    write_signatures(page, row=last + 2, width=len(sheet.fields), signers=signers)
    _write_matrix(book, office, sheet=sheet)


def _check_points(page: Worksheet, office: Office, *, sheet: Sheet, last: int) -> None:
    check = DataValidation(
        "decimal", operator="between", formula1="0", formula2=f"$E{sheet.head + 1}", allow_blank=True
    )
    check.errorTitle, check.error = "Giá trị không được nhận", "Hãy ghi điểm từ 0 đến điểm tối đa của mục."
    page.add_data_validation(check)
    if any(item.rule == DEDUCT for item in office.items.values()):  # points taken off have no lowest edge in the sheet
        check.formula1 = "-1000000"
    column = get_column_letter(sheet.position("points"))
    check.add(f"{column}{sheet.head + 1}:{column}{last}")


def appraisal_rows(sheet: Sheet, office: Office) -> list[list[Any]]:
    """The rows of the sheet of a round as they are printed, in the order of their ids."""
    own, given, said = (by_item(office.rows[name], office.items) for name in (CLAIMS, APPRAISALS, EXPLANATIONS))
    write = _second_row if sheet is SECOND_APPRAISAL else _first_row
    return [
        [*_claimed_cells(unit, item, own), *write((unit.id, item.id), given, said)]
        for unit in office.units
        for item in office.items.values()
    ]


def _claimed_cells(unit: Unit, item: Item, own: Rows) -> list[Any]:
    claims = own.get((unit.id, item.id), [])
    points = next((row["self_points"] for row in claims if row["self_points"]), None)
    evidence = "; ".join(plain(text) for row in claims if (text := row_text(row)))
    return [unit.id, plain(unit.name), *item_cells(item), as_number(points), evidence or None]


def _first_row(key: tuple[str, str], given: Rows, said: Rows) -> list[Any]:
    return _mark_cells(_marks_of(given.get(key, []), is_second=False))


def _second_row(key: tuple[str, str], given: Rows, said: Rows) -> list[Any]:
    rows = given.get(key, [])
    first = _mark_cells(_marks_of(rows, is_second=False))
    answers = filter(None, map(explanation_of, said.get(key, [])))
    answer = "; ".join(plain(explanation_text(each)) for each in answers)
    return [2, *first[:2], answer or None, *_mark_cells(_marks_of(rows, is_second=True))]


def _marks_of(rows: Sequence[Row], *, is_second: bool) -> list[Row]:
    return [row for row in rows if (row["round"] == SECOND) is is_second]


def _mark_cells(rows: Sequence[Row]) -> list[Any]:
    """Points, reason and evidence of the one mark that a round has; nothing where there are several."""
    if len(rows) != 1:
        return [None, None, None]
    (row,) = rows
    texts = (plain(row[name]) if row.get(name) else None for name in ("reason", "evidence_id"))
    return [as_number(row["points"]), *texts]


def as_number(text: str | None) -> Any:
    """A number that a file says, as a cell holds it; what is no number for certain as it stands there."""
    value = parse_numbers([text or ""])[0]
    return cell_number(value) if value is not None else plain(text) if text else None


def _write_matrix(book: Workbook, office: Office, *, sheet: Sheet) -> None:
    """The points that are being filled in, unit by item: for the eye only, it takes them from the other sheet. Of the second
    round those of the first stand where there are no others."""
    fields = (Field("Mã đơn vị", 11), Field("Đơn vị", 34), *(Field(item, 9) for item in office.items), Field("Tổng", 9))
    hint = f"Điểm thẩm định từng đơn vị, từng mục: tự lấy từ trang “{sheet.title}”."
    matrix = Sheet(MATRIX, APPRAISAL.source, fields, hint)
    count, last = len(office.items), get_column_letter(len(fields) - 1)
    points = get_column_letter(sheet.position("points"))
    first = get_column_letter(10) if sheet is SECOND_APPRAISAL else points
    rows = []
    for n, unit in enumerate(office.units):
        at = [sheet.head + 1 + n * count + m for m in range(count)]
        cells = [(f"'{sheet.title}'!{points}{row}", f"'{sheet.title}'!{first}{row}") for row in at]
        row = matrix.head + 1 + n
        rows.append([unit.id, plain(unit.name), *(_shown(*pair) for pair in cells), f"=SUM(C{row}:{last}{row})"])
    write_table(book.create_sheet(MATRIX), matrix, office, rows=rows)


def _shown(cell: str, otherwise: str) -> str:
    if cell == otherwise:
        return f'=IF({cell}="","",{cell})'
    return f'=IF({cell}<>"",{cell},IF({otherwise}="","",{otherwise}))'
