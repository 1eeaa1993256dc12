"""What a unit has changed outside the cells to fill in: it is said, and never used."""

from __future__ import annotations

from openpyxl.utils import get_column_letter

from .book import known_cells
from .filled import FilledSheet
from .questions import Questions
from .reading import Book, Cell


def note_changes(filled: FilledSheet, questions: Questions, *, issued: Book | None) -> None:
    """Note in ``filled`` each row whose locked cells say something else.

    They are held against the form as it was sent out (``issued``), or else against what the plan says word for word.
    """
    sheet = filled.sheet
    if issued:
        wanted = {id: cells for _, id, cells in FilledSheet(issued, sheet, questions).read_only()}
        compared, against = [n for n, field in enumerate(sheet.fields) if not field.name], "biểu mẫu đã phát"
    else:
        wanted = {
            id: tuple(Cell(value) for value in known_cells(sheet, id, questions)) for id in questions.row_ids(sheet)
        }
        compared, against = [n for n, field in enumerate(sheet.fields) if field.of_plan], "kế hoạch hiện hành"
    for row, id, cells in filled.read_only():
        places = [
            f"{get_column_letter(n + 1)}{row} ({sheet.fields[n].header})"
            for n in compared
            if id in wanted and _shown(cells[n]) != _shown(wanted[id][n])
        ]
        if places:
            filled.fault(
                "BM-08",
                f"ô chỉ để đọc {', '.join(places)} khác với {against}; nội dung đó không được dùng.",
                f"kiểm tra lại với đơn vị; muốn đổi {id} thì sửa kế hoạch.",
                row=row,
            )


def _shown(cell: Cell) -> str:
    """What a reader sees in a cell; a percentage that the spreadsheet took for a number as the text that it was."""
    if cell.is_number and cell.percent:
        return f"{cell.value * 100:.10g}%".replace(".", ",")
    return cell.text
