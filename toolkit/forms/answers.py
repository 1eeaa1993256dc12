"""From the cells of a form to the rows of its three sources; what cannot be understood for certain is a finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import partial
from typing import Any

from ..indicators.reported import reported_fault
from ..periods import Period
from ..plan.conditions import canonical_value
from ..plan.standard import STAFF
from ..sources import is_ambiguous, parse_numbers
from ..sources.unit_list import read_day
from ..words.codes import ERROR
from ..words.errors import Finding
from ..words.formatting import fold
from .book import known_cells
from .checking import FIRST_DAY, last_day
from .filled import BROKEN, LONGEST_NUMBER, FilledSheet
from .greys import note_changes, of_unit
from .layout import AWARDS, ITEMS, SHEETS, TARGETS, nominee_column
from .questions import Questions
from .reading import Book, Cell

Rows = list[dict[str, str]]


def read_answers(
    book: Book, questions: Questions, *, issued: Book | None = None
) -> tuple[dict[str, Rows], list[Finding]]:
    """The rows of each source (canonical column → text as the period's files have it), and every fault of the form.

    ``issued`` is the form as it was sent out, where that is known.
    """
    pages = {sheet: FilledSheet(book, sheet, questions) for sheet in SHEETS if questions.row_ids(sheet)}
    readers = {TARGETS: _targets, ITEMS: _items, AWARDS: _nominees}
    rows = {sheet.source.name: readers[sheet](page, questions) for sheet, page in pages.items()}
    for page in pages.values():
        note_changes(
            page, of_unit(page, questions, issued=issued, known=partial(known_cells, page.sheet, questions=questions))
        )
    findings = [finding for page in pages.values() for finding in page.findings]
    if not any(rows.values()) and all(finding.level != ERROR for finding in findings):
        findings = [Finding("BM-03", "biểu mẫu chưa điền ô nào.", "điền các ô màu vàng rồi gửi lại.", file=book.name)]
    return rows, findings


def _targets(page: FilledSheet, questions: Questions) -> Rows:
    """``bao_cao_don_vi``: counts where the goal is a percentage, any numbers where it is a plain number."""
    targets = {target.id: target for target in questions.targets}
    counted = {id: questions.counts_cases(target) for id, target in targets.items()}
    filled = list(page.rows())
    figures = {
        name: numbers_of(page, filled, name=name, whole=[counted[id] for _, id, _ in filled])
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


def _items(page: FilledSheet, questions: Questions) -> Rows:
    """``minh_chung``: the self-given points, the evidence, and its day."""
    items = {item.id: item for item in questions.items}
    filled = list(page.rows())
    limits = [items[id].most for _, id, _ in filled]
    points = numbers_of(page, filled, name="self_points", limits=limits)
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
        day = _day(page, cells["date"], row=row, questions=questions)
        rows.append(
            {"unit": page.unit, "item": id, "self_points": number_text(value), "evidence": evidence, "date": day}
        )
    return rows


def _nominees(page: FilledSheet, questions: Questions) -> Rows:
    """``de_nghi``: the id of a nominee is the unit's code and the number of the row."""
    rows = [_nominee(page, row, id, cells, questions) for row, id, cells in page.rows()]
    if not any(row["post"] for row in rows):  # forms that were sent out before had no place for it
        return [{name: text for name, text in row.items() if name != "post"} for row in rows]
    return rows


def _nominee(page: FilledSheet, row: int, id: str, cells: Mapping[str, Cell], questions: Questions) -> dict[str, str]:
    texts = {name: page.text(cells[name], row=row, name=name) for name in ("staff_id", "name", "achievement", "post")}
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
    needed += [("staff_id", f"ghi mã cán bộ như trong {STAFF}.")] if kind == "individual" else []
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


def _word(page: FilledSheet, cell: Cell, *, row: int, name: str) -> str:
    """The canonical word of a closed list; empty and a fault where the cell has none of them."""
    column = nominee_column(name)
    words = [spellings[0] for spellings in column.values.values()]
    text = page.choice(cell, row=row, name=name, words=words)
    word = canonical_value(column, text) if text else ""
    if text and not word:
        page.fault("O-02", "giá trị ngoài danh mục.", f"chọn một trong: {'; '.join(words)}.", row=row, name=name)
    return word or ""


def numbers_of(
    page: FilledSheet,
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
        return "BM-04", BROKEN, "gõ con số thay cho công thức."
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
    if abs(value) >= 10**LONGEST_NUMBER:
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


def _day(page: FilledSheet, cell: Cell, *, row: int, questions: Questions) -> str:
    """The day of a piece of evidence as dd/mm/yyyy; empty for an empty cell and, with a fault, for what is no day."""
    period = questions.period
    day = day_of(page, cell, row=row, period=period)
    if day is None:
        return ""
    if not period.start <= day <= period.end:
        problem = f"ngày của minh chứng nằm ngoài {period.title}."
        remedy = "kiểm tra lại ngày; đúng như vậy thì không cần sửa."
        page.fault("BM-09", problem, remedy, row=row, name="date")
    return f"{day:%d/%m}/{day.year:04d}"


def day_of(page: FilledSheet, cell: Cell, *, row: int, period: Period) -> date | None:
    """The day in a cell; None for an empty cell and, with a fault, for what is no day of the years that a form may name."""
    day = cell.value.date() if isinstance(cell.value, datetime) else cell.value
    if isinstance(day, str):
        day = read_day(cell.text)
    if cell.is_empty:
        return None
    last = last_day(period)
    if not isinstance(day, date) or not FIRST_DAY <= day <= last or cell.broken:
        problem = f"ngày không hợp lệ, hoặc ngoài các năm {FIRST_DAY.year} – {last.year}."
        page.fault("O-01", problem, "ghi ngày/tháng/năm, ví dụ 26/05/2024.", row=row, name="date")
        return None
    return day
