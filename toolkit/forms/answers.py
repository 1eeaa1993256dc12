"""From the cells of a form to the rows of its three sources; what cannot be understood for certain is a finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

from ..indicators.reported import reported_fault
from ..plan.conditions import canonical_value
from ..sources import is_ambiguous, parse_numbers
from ..sources.unit_list import read_day
from ..words.errors import Finding
from ..words.formatting import fold
from .checking import FIRST_DAY, last_day
from .layout import AWARDS, ITEMS, SHEETS, TARGETS, Sheet, nominee_column
from .questions import Questions
from .reading import EMPTY, Book, Cell

Rows = list[dict[str, str]]
_AGAIN = "điền lại vào biểu mẫu đã phát, không thêm bớt dòng, cột."
_LONGEST_NUMBER = 15  # digits that a spreadsheet keeps of a number


def read_answers(book: Book, questions: Questions) -> tuple[dict[str, Rows], list[Finding]]:
    """The rows of each source (canonical column → text as the period's files have it), and every fault of the form."""
    pages = {sheet: _Page(book, sheet, questions) for sheet in SHEETS if questions.row_ids(sheet)}
    readers = {TARGETS: _targets, ITEMS: _items, AWARDS: _nominees}
    rows = {sheet.source.name: readers[sheet](page, questions) for sheet, page in pages.items()}
    findings = [finding for page in pages.values() for finding in page.findings]
    if not findings and not any(rows.values()):
        findings = [Finding("BM-03", "biểu mẫu chưa điền ô nào.", "điền các ô màu vàng rồi gửi lại.", file=book.name)]
    return rows, findings


class _Page:
    """A sheet of a form that came back: its rows by id, and the faults found so far."""

    def __init__(self, book: Book, sheet: Sheet, questions: Questions):
        self.file, self.sheet, self.unit = book.name, sheet, questions.unit.id
        self.findings: list[Finding] = []
        cells = book.sheets.get(fold(sheet.title))
        self._cells: Mapping[tuple[int, int], Cell] = cells or {}
        heads = [self._at(sheet.head, n).text for n in range(1, len(sheet.fields) + 1)]
        if cells is None:
            self.fault("BM-01", "biểu mẫu thiếu trang này.", _AGAIN)
        elif [fold(head) for head in heads] != [fold(field.header) for field in sheet.fields]:
            self.fault("BM-01", "các cột của trang đã bị thay đổi.", _AGAIN, row=sheet.head)
        else:
            self._places = self._place_rows(questions.row_ids(sheet))

    def rows(self) -> Iterator[tuple[int, str, dict[str, Cell]]]:
        """Row number, id and answers of each row in which somebody has written."""
        for row, id in self._places.items() if not self.findings else ():
            answers = {field.name: self._at(row, n) for n, field in enumerate(self.sheet.fields, 1) if field.name}
            if not all(cell.is_empty for cell in answers.values()):
                yield row, id, answers

    def fault(self, code: str, problem: str, remedy: str, *, row: int = 0, name: str = "", target: str = "") -> None:
        """Note what is wrong; ``name`` is the canonical column."""
        header = self.sheet.fields[self.sheet.position(name) - 1].header if name else ""
        self.findings.append(
            Finding(
                code,
                problem,
                remedy,
                file=self.file,
                sheet=self.sheet.title,
                row=row,
                column=header,
                unit=self.unit,
                target=target,
            )
        )

    def text(self, cell: Cell, *, row: int, name: str) -> str:
        """The text of a cell; a formula without a value, an error or a code of too many digits is a fault."""
        if cell.broken:
            self.fault("BM-04", _BROKEN, "gõ giá trị thay cho công thức.", row=row, name=name)
        elif name == "staff_id" and cell.is_number and abs(cell.value) >= 10**_LONGEST_NUMBER:
            self.fault(
                "O-02", "mã quá dài nên bảng tính đã làm mất chữ số.", "gõ lại mã ở ô dạng chữ.", row=row, name=name
            )
        return "" if cell.broken else cell.text

    def choice(self, cell: Cell, *, row: int, name: str, words: Sequence[str]) -> str:
        """A text that must be one of a list, folded; empty and a fault where it is not."""
        text = self.text(cell, row=row, name=name)
        if cell.is_empty:
            self.fault("O-04", "ô bắt buộc bị để trống.", f"chọn một trong: {'; '.join(words)}.", row=row, name=name)
        return text

    def _place_rows(self, ids: Sequence[str]) -> dict[int, str]:
        """The row of each id, by what the first column says; a row that is gone, doubled or added is a fault."""
        known = {fold(id): id for id in ids}
        places: dict[int, str] = {}
        width = len(self.sheet.fields)
        for row in sorted({row for row, _ in self._cells if row > self.sheet.head}):
            filled = [n for (at, n), cell in self._cells.items() if at == row and not cell.is_empty]
            id = known.get(fold(self._at(row, 1).text))
            if id is not None and id not in places.values():
                places[row] = id
            elif filled:
                self.fault("BM-01", "dòng không có trong biểu mẫu đã phát, hoặc lặp lại.", _AGAIN, row=row)
            if id is not None and any(n > width for n in filled):
                self.fault("BM-01", "có giá trị ở bên phải bảng.", "ghi vào đúng cột, xóa phần bên phải bảng.", row=row)
        if lost := [id for id in ids if id not in places.values()]:
            self.fault("BM-01", f"thiếu dòng {', '.join(lost)}.", "xin phát lại biểu mẫu theo kế hoạch hiện hành.")
        return places

    def _at(self, row: int, column: int) -> Cell:
        return self._cells.get((row, column), EMPTY)


_BROKEN = "ô là công thức không có giá trị, ô báo lỗi hoặc chỉ có giờ."


def _targets(page: _Page, questions: Questions) -> Rows:
    """``bao_cao_don_vi``: counts where the goal is a percentage, any numbers where it is a plain number."""
    targets = {target.id: target for target in questions.targets}
    counted = {id: questions.counts_cases(target) for id, target in targets.items()}
    filled = list(page.rows())
    figures = {
        name: _numbers(page, filled, name=name, whole=[counted[id] for _, id, _ in filled])
        for name in ("numerator", "denominator")
    }
    rows = []
    for n, (row, id, cells) in enumerate(filled):
        pair = figures["numerator"][n], figures["denominator"][n]
        texts = {name: cells[name].text for name in figures}
        unread = any(value is None and not cells[name].is_empty for name, value in zip(figures, pair))
        if not unread and (fault := reported_fault(texts, pair, counts=counted[id])):
            name = next((name for name in ("denominator", "numerator") if not texts[name]), "numerator")
            page.fault(fault.code, fault.problem, fault.remedy, row=row, name=name, target=id)
        note = page.text(cells["note"], row=row, name="note")
        shown = [number_text(value) for value in pair]
        rows.append({"unit": page.unit, "target": id, "numerator": shown[0], "denominator": shown[1], "note": note})
    return rows


def _items(page: _Page, questions: Questions) -> Rows:
    """``minh_chung``: the self-given points, the evidence, and its day."""
    items = {item.id: item for item in questions.items}
    filled = list(page.rows())
    limits = [Fraction(items[id].points) for _, id, _ in filled]
    points = _numbers(page, filled, name="self_points", limits=limits)
    rows = []
    for (row, id, cells), value in zip(filled, points):
        if value is not None and not items[id].allows(value):
            page.fault(
                "DIEM-02",
                "điểm âm, vượt điểm tối đa hoặc không thuộc các mức điểm của mục.",
                "ghi điểm theo cột Điểm tối đa và cột Mức điểm được chấm.",
                row=row,
                name="self_points",
                target=id,
            )
        evidence = page.text(cells["evidence"], row=row, name="evidence")
        day = _day(page, cells["date"], row=row, last=last_day(questions))
        rows.append(
            {"unit": page.unit, "item": id, "self_points": number_text(value), "evidence": evidence, "date": day}
        )
    return rows


def _nominees(page: _Page, questions: Questions) -> Rows:
    """``de_nghi``: the id of a nominee is the unit's code and the number of the row."""
    return [_nominee(page, row, id, cells, questions) for row, id, cells in page.rows()]


def _nominee(page: _Page, row: int, id: str, cells: Mapping[str, Cell], questions: Questions) -> dict[str, str]:
    texts = {name: page.text(cells[name], row=row, name=name) for name in ("staff_id", "name", "achievement")}
    kind, pending = (_word(page, cells[name], row=row, name=name) for name in ("kind", "pending_case"))
    awards = {fold(key): award for label, award in questions.award_labels.items() for key in (label, award.id)}
    said = page.choice(cells["award"], row=row, name="award", words=list(questions.award_labels))
    award = awards.get(fold(said))
    if said and award is None:
        page.fault(
            "O-02", "hình thức khen không có trong kế hoạch.", "chọn trong danh sách của ô.", row=row, name="award"
        )
    elif award and kind and award.kind != kind:
        page.fault(
            "O-02",
            "hình thức khen không dùng cho loại này.",
            "chọn lại Loại hoặc Hình thức khen.",
            row=row,
            name="award",
        )
    needed = [("name", "ghi tên tập thể hoặc cá nhân.")]
    needed += [("staff_id", "ghi mã cán bộ như trong can_bo.")] if kind == "individual" else []
    for name, remedy in needed:
        if cells[name].is_empty:
            page.fault("O-04", "ô bắt buộc bị để trống.", remedy, row=row, name=name)
    shown = {
        name: nominee_column(name).values[word][0] if word else ""
        for name, word in (("kind", kind), ("pending_case", pending))
    }
    return {
        "nominee_id": f"{page.unit}-{int(id):02d}",
        "unit": page.unit,
        "award": award.id if award else "",
        **texts,
        **shown,
    }


def _word(page: _Page, cell: Cell, *, row: int, name: str) -> str:
    """The canonical word of a closed list; empty and a fault where the cell has none of them."""
    column = nominee_column(name)
    words = [spellings[0] for spellings in column.values.values()]
    text = page.choice(cell, row=row, name=name, words=words)
    word = canonical_value(column, text) if text else ""
    if text and not word:
        page.fault("O-02", "giá trị ngoài danh mục.", f"chọn một trong: {'; '.join(words)}.", row=row, name=name)
    return word or ""


def _numbers(
    page: _Page,
    filled: Sequence[tuple[int, str, Mapping[str, Cell]]],
    *,
    name: str,
    whole: Sequence[bool] | None = None,
    limits: Sequence[Fraction] | None = None,
) -> list[Fraction | None]:
    """A column of numbers, typed or pasted as text; None for an empty cell and, with a fault, for what is no number."""
    cells = [answers[name] for _, _, answers in filled]
    texts = [cell.text if isinstance(cell.value, str) else "" for cell in cells]
    read, counts = parse_numbers(texts, limits=limits), parse_numbers(texts, whole=True)
    values = []
    for n, ((row, id, _), cell) in enumerate(zip(filled, cells)):
        is_count = bool(whole and whole[n])
        value = _exact(cell.value) if cell.is_number else (counts if is_count else read)[n]
        if problem := _trouble(cell, value, is_count=is_count):
            page.fault(problem[0], problem[1], problem[2], row=row, name=name, target=id)
        values.append(None if problem else value)
    return values


def _trouble(cell: Cell, value: Fraction | None, *, is_count: bool) -> tuple[str, str, str] | None:
    """Why a cell is no number that can be used: code, problem, remedy; None if it is one, or empty."""
    if cell.broken:
        return "BM-04", _BROKEN, "gõ con số thay cho công thức."
    if cell.is_empty:
        return None
    wanted = "số đếm, ví dụ 45" if is_count else "số, ví dụ 3,75"
    if cell.percent and cell.is_number or "%" in cell.text:
        return (
            "O-03",
            f"ô ghi tỷ lệ phần trăm, ở đây cần {wanted}.",
            "ghi con số, không ghi %; đổi dạng ô về số thường.",
        )
    if value is None:
        problem = "số này có thể đọc theo hai cách." if is_ambiguous(cell.text) else "giá trị không phải là số."
        return (
            "O-03",
            problem,
            f"ghi {wanted}; không ghi chữ, đơn vị tính; bỏ dấu chấm hàng nghìn; chưa có thì để trống.",
        )
    if abs(value) >= 10**_LONGEST_NUMBER:
        return "O-03", "số quá lớn nên bảng tính đã làm tròn.", f"ghi {wanted}."
    if is_count and value.denominator != 1:
        return "SO-01", "tử số, mẫu số phải là số đếm (số nguyên).", "ghi số đếm, không ghi tỷ lệ."
    return None


def _exact(value: Any) -> Fraction:
    """The number that the spreadsheet shows: 15 digits, so that 0,1 + 0,2 is 0,3."""
    return Fraction(value) if isinstance(value, int) else Fraction(Decimal(f"{value:.15g}"))


def number_text(value: Fraction | None) -> str:
    """A number as a Vietnamese file has it, never one that may be read in two ways.

    Three decimals look like thousands (``1,234``), so a zero is added to them.

    >>> number_text(Fraction(1234)), number_text(Fraction(15, 4)), number_text(Fraction(1234, 1000)), number_text(None)
    ('1234', '3,75', '1,2340', '')
    """
    if value is None:
        return ""
    if value.denominator == 1:
        return str(value.numerator)
    with localcontext(prec=100):
        text = f"{Decimal(value.numerator) / Decimal(value.denominator):f}".replace(".", ",")
    return text + "0" if len(text.partition(",")[2]) == 3 else text


def _day(page: _Page, cell: Cell, *, row: int, last: date) -> str:
    """The day of a piece of evidence as dd/mm/yyyy; empty for an empty cell and, with a fault, for what is no day."""
    day = cell.value.date() if isinstance(cell.value, datetime) else cell.value
    if isinstance(day, str):
        day = read_day(cell.text)
    if cell.is_empty:
        return ""
    if isinstance(day, date) and FIRST_DAY <= day <= last and not cell.broken:
        return f"{day:%d/%m}/{day.year:04d}"
    problem = f"ngày không hợp lệ, hoặc ngoài các năm {FIRST_DAY.year} – {last.year}."
    page.fault("O-01", problem, "ghi ngày/tháng/năm, ví dụ 26/05/2024.", row=row, name="date")
    return ""
