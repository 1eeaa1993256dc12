"""What somebody has changed outside the cells to fill in: it is said, and never used."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.utils import get_column_letter

from .filled import FilledSheet
from .office import Office
from .office_files import office_rows
from .questions import Asked
from .reading import Book, Cell

_LEFT = "không cần làm gì thêm; phần in sẵn không đúng thì báo Văn phòng sửa kế hoạch hoặc số liệu."


@dataclass(frozen=True)
class Printed:
    """What stood in the cells that are only read: id of the row → its cells, which columns (from 0) are compared with it,
    and what it is, for people."""

    rows: Mapping[str, Sequence[Cell]]
    columns: Sequence[int]
    name: str


def of_unit(
    filled: FilledSheet, asked: Asked, *, issued: Book | None, known: Callable[[str], Sequence[Any]]
) -> Printed:
    """What a unit's form said as it was sent out (``issued``), or else what the plan says word for word: of the cells that it
    would have today, ``known`` by the id of the row."""
    sheet = filled.sheet
    if issued:
        rows = {id: cells for _, id, cells in FilledSheet(issued, sheet, asked).read_only()}
        return Printed(rows, [n for n, field in enumerate(sheet.fields) if not field.name], "biểu mẫu đã phát")
    today = {id: _cells(known(id)) for id in asked.row_ids(sheet)}
    return Printed(today, [n for n, field in enumerate(sheet.fields) if field.of_plan], "kế hoạch hiện hành")


def of_office(filled: FilledSheet, office: Office) -> Printed:
    """What a form of the office would say today: it has no other copy than the one that is filled in."""
    sheet = filled.sheet
    rows = {id: _cells(row) for id, row in zip(office.row_ids(sheet), office_rows(sheet, office))}
    columns = [n for n, field in enumerate(sheet.fields) if not field.name]
    return Printed(rows, columns, "kế hoạch và số liệu hiện nay của kỳ")


def note_changes(filled: FilledSheet, printed: Printed) -> None:
    """Note in ``filled`` each row whose locked cells say something else than was printed there."""
    fields = filled.sheet.fields
    for row, id, cells in filled.read_only():
        places = [
            f"{get_column_letter(n + 1)}{row} ({fields[n].header})"
            for n in printed.columns
            if id in printed.rows and _shown(cells[n]) != _shown(printed.rows[id][n])
        ]
        if places:
            problem = f"ô chỉ để đọc {', '.join(places)} khác với {printed.name}; nội dung đó không được dùng."
            filled.fault("BM-08", problem, _LEFT, row=row)


def _cells(values: Sequence[Any]) -> tuple[Cell, ...]:
    return tuple(Cell(value) for value in values)


def _shown(cell: Cell) -> str:
    """What a reader sees in a cell; a percentage that the spreadsheet took for a number as the text that it was."""
    if cell.is_number and cell.percent:
        return f"{cell.value * 100:.10g}%".replace(".", ",")
    return cell.text
