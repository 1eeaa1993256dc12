"""A sheet of a form that came back: which rows are its own, what stands in them, and every fault of place or of privacy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from openpyxl.utils import get_column_letter

from ..sources.body import is_closing
from ..words.errors import Finding
from ..words.formatting import fold
from ..words.privacy import personal_in_cell
from .inbox import shown_name
from .layout import TITLES, Sheet
from .questions import Asked
from .reading import EMPTY, Book, Cell, Page, Span

AGAIN = "điền lại vào biểu mẫu đã phát, không thêm bớt dòng, cột."
BROKEN = "ô là công thức không có giá trị, ô báo lỗi hoặc chỉ có giờ."
_STRANGE = "dòng không có trong biểu mẫu đã phát, hoặc lặp lại."
_CODE = re.compile(r"[\w.-]{1,40}")
LONGEST_NUMBER = 15  # digits that a spreadsheet keeps of a number
# A cell merged over rows says the same of each where it holds words; a number may as well be the sum of all.
_OF_EACH_ROW = (
    "note",
    "evidence",
    "date",
    "kind",
    "award",
    "pending_case",
    "achievement",
    "post",
    "reason",
    "explanation",
)


class FilledSheet:
    """The rows of one sheet by id, and the faults found so far."""

    def __init__(self, book: Book, sheet: Sheet, asked: Asked):
        self.file, self.sheet, self.unit = book.name, sheet, asked.unit.id
        self.findings: list[Finding] = []
        page = book.pages.get(fold(sheet.title))
        self._cells = dict(page.cells) if page else {}
        self._places: dict[int, str] = {}
        heads = [self._at(sheet.head, n).text for n in range(1, len(sheet.fields) + 1)]
        if page is None:
            self.fault("BM-01", "biểu mẫu thiếu trang này.", AGAIN)
        elif any(
            fold(head) != fold(field.header) and (head or not field.is_new) for head, field in zip(heads, sheet.fields)
        ):
            self.fault("BM-01", "các cột của trang đã bị thay đổi.", AGAIN, row=sheet.head)
        else:
            self._place_rows(page, asked.row_ids(sheet))

    def rows(self) -> Iterator[tuple[int, str, dict[str, Cell]]]:
        """Row number, id and answers of each row in which somebody has written."""
        for row, id in self._places.items():
            answers = {field.name: self._at(row, n) for n, field in enumerate(self.sheet.fields, 1) if field.name}
            if not all(cell.is_empty for cell in answers.values()):
                yield row, id, answers

    def read_only(self) -> Iterator[tuple[int, str, tuple[Cell, ...]]]:
        """Row number, id and all cells of each row, those to fill in as empty ones."""
        for row, id in self._places.items():
            cells = (self._at(row, n) for n in range(1, len(self.sheet.fields) + 1))
            yield row, id, tuple(EMPTY if field.name else cell for field, cell in zip(self.sheet.fields, cells))

    def fault(
        self,
        code: str,
        problem: str,
        remedy: str,
        *,
        row: int = 0,
        name: str = "",
        target: str = "",
    ) -> None:
        """Note what is wrong; ``name`` is the canonical column."""
        header = self.sheet.fields[self.sheet.position(name) - 1].header if name else ""
        found = Finding(code, problem, remedy, self.file, self.sheet.title, row, header, self.unit, target)
        self.findings.append(found)

    def warn(self, code: str, problem: str, remedy: str, *, row: int = 0, name: str = "") -> None:
        """Note what is to be looked at, and is no fault."""
        self.fault(code, problem, remedy, row=row, name=name)
        self.findings[-1] = replace(self.findings[-1], lowered=True)

    def text(self, cell: Cell, *, row: int, name: str) -> str:
        """The text of a cell; a formula without a value, an error, a code of too many digits, personal data are faults."""
        if cell.broken:
            self.fault("BM-04", BROKEN, "gõ giá trị thay cho công thức.", row=row, name=name)
        elif name == "staff_id" and cell.is_number and abs(cell.value) >= 10**LONGEST_NUMBER:
            remedy = "gõ lại mã ở ô dạng chữ."
            self.fault("O-02", "mã quá dài nên bảng tính đã làm mất chữ số.", remedy, row=row, name=name)
        elif (column := self.sheet.source.column(name)) and column.free and (kinds := personal_in(cell)):
            remedy = "xóa dữ liệu cá nhân khỏi ô; mã cán bộ là mã của cơ quan, không dùng số định danh."
            place = f"{get_column_letter(self.sheet.position(name))}{row}"
            self.fault("BM-06", f"ô {place} có {', '.join(kinds)}.", remedy, row=row, name=name)
        return "" if cell.broken else cell.text

    def choice(self, cell: Cell, *, row: int, name: str, words: Sequence[str]) -> str:
        """A text that must be one of a list; empty and a fault where there is none."""
        text = self.text(cell, row=row, name=name)
        if cell.is_empty:
            self.fault("O-04", "ô bắt buộc bị để trống.", f"chọn một trong: {'; '.join(words)}.", row=row, name=name)
        return text

    def _place_rows(self, page: Page, ids: Sequence[str]) -> None:
        """Find the row of each id, by what the first column says; a row that is gone, doubled or added is a fault."""
        several, width = len(self.sheet.ids) > 1, len(self.sheet.fields)
        known = {tuple(map(fold, id.split() if several else [id])): id for id in ids}
        places: dict[int, str] = {}
        strange: list[int] = []
        for row in sorted({row for row, _ in self._cells if row > self.sheet.head}):
            filled = [n for (at, n), cell in self._cells.items() if at == row and not cell.is_empty]
            id = known.get(tuple(fold(self._at(row, column).text) for column in self.sheet.ids))
            if id is not None and id not in places.values():
                places[row] = id
            elif filled:
                strange.append(row)
            if id is not None and any(n > width for n in filled):
                self.fault("BM-01", "có giá trị ở bên phải bảng.", "ghi vào đúng cột, xóa phần bên phải bảng.", row=row)
        last = max(places, default=0)
        self._judge_below([row for row in strange if row > last])
        for row in strange:
            if row < last:
                self.fault("BM-01", _STRANGE, AGAIN, row=row)
        if lost := [id for id in ids if id not in places.values() and not self.sheet.is_part]:
            spans = "; ".join(
                f"ô gộp {_area(span)}" for span in page.merged if span[3] == 1 and span[0] > self.sheet.head
            )
            problem = f"thiếu dòng {', '.join(lost)}{f' ({spans})' if spans else ''}."
            remedy = (
                "bỏ gộp ô, ghi lại mã của từng dòng." if spans else "xin phát lại biểu mẫu theo kế hoạch hiện hành."
            )
            self.fault("BM-01", problem, remedy)
        if not any(finding.code == "BM-01" for finding in self.findings):
            self._places = places
            for span in page.merged:
                self._spread(span)

    def _judge_below(self, rows: Sequence[int]) -> None:
        """Rows below the table: what is signed, and remarks outside the columns to fill in, are no answers; the rest may be."""
        is_signed = False
        for row in rows:
            cells = [self._at(row, n) for n in range(1, len(self.sheet.fields) + 1)]
            answers = [cell for field, cell in zip(self.sheet.fields, cells) if field.name and not cell.is_empty]
            figures = [cell for cell in answers if cell.broken or not isinstance(cell.value, str)]
            if figures or (answers and _CODE.fullmatch(cells[0].text)):
                self.fault("BM-01", _STRANGE, AGAIN, row=row)
            elif any(is_closing(cell.text) for cell in cells):
                is_signed = True
            elif answers and not is_signed:
                self.fault("BM-01", _STRANGE, AGAIN, row=row)
            elif not is_signed:
                problem, remedy = (
                    "dòng dưới bảng không phải ô để điền nên không được đọc.",
                    "là số liệu thì ghi vào bảng.",
                )
                self.fault("DONG-06", problem, remedy, row=row)

    def _spread(self, span: Span) -> None:
        """Give each row of the table its share of a cell that was merged; where it has none for certain, say so."""
        top, bottom, left, right = span
        rows = [row for row in range(top, bottom + 1) if row in self._places]
        first = self._at(top, left)
        fields = self.sheet.fields[left - 1 : right]
        if not rows or first.is_empty or not any(field.name for field in fields):
            return
        if left == right and top in self._places and fields[0].name in _OF_EACH_ROW:
            for row in rows:
                self._cells[row, left] = first
            problem = (
                f"ô gộp {_area(span)}: nội dung được ghi cho từng dòng {', '.join(self._places[row] for row in rows)}."
            )
            remedy = "không phải như vậy thì bỏ gộp ô, ghi riêng từng dòng rồi gửi lại."
            self.warn("BM-07", problem, remedy, row=top, name=fields[0].name)
            return
        problem = f"ô gộp {_area(span)}: không rõ từng ô trong đó có giá trị nào."
        name = next(field.name for field in fields if field.name)
        self.fault("BM-07", problem, "bỏ gộp ô, ghi giá trị vào từng ô.", row=top, name=name)

    def _at(self, row: int, column: int) -> Cell:
        return self._cells.get((row, column), EMPTY)


def strange_pages(book: Book) -> list[Finding]:
    """The sheets that somebody has added and written in: they are not read, and that is said."""
    known = {fold(title) for title in TITLES}
    added = [page for title, page in book.pages.items() if title not in known]
    return [
        Finding(
            "BM-01",
            "trang này không có trong biểu mẫu đã phát nên không được đọc.",
            "là số liệu, minh chứng thì ghi vào các trang của biểu mẫu; không thì không cần làm gì.",
            file=book.name,
            sheet=shown_name(page.title),
            lowered=True,
        )
        for page in added
        if not all(cell.is_empty for cell in page.cells.values())
    ]


def personal_in(cell: Cell) -> tuple[str, ...]:
    """The kinds of personal data in a cell; of a number also as it was before the spreadsheet took its leading zero."""
    return personal_in_cell(cell.text) or (personal_in_cell(f"0{cell.text}") if cell.is_number else ())


def _area(span: Span) -> str:
    top, bottom, left, right = span
    return f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"
