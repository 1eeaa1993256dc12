"""What a cell of a form accepts while one types: ranges, drop-downs, messages in Vietnamese.

Pasting goes round these checks; the reader makes all of them again.
"""

from __future__ import annotations

from datetime import date

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ..periods import Period
from ..plan.amounts import digits
from ..words.vocabulary import YES_NO
from .layout import AWARDS, ITEMS, STAFF, TARGETS, Sheet, nominee_column
from .questions import Questions

FIRST_DAY = date(2000, 1, 1)
_LONGEST = 255  # signs of a formula in a check; a spreadsheet takes no more
_WRONG = PatternFill("solid", bgColor="F4B6B6")


def last_day(period: Period) -> date:
    """The last day that a piece of evidence may have: the end of the year after the period."""
    return date(period.end.year + 1, 12, 31)


def add_checks(page: Worksheet, sheet: Sheet, questions: Questions, *, awards: str) -> None:
    """Give the cells of a sheet their checks. ``awards`` is the range of the names of the awards."""
    first, last = sheet.head + 1, sheet.head + len(questions.row_ids(sheet))
    if sheet is TARGETS:
        _check_figures(page, questions, first=first)
    elif sheet is ITEMS:
        _check_points(page, questions, first=first)
        check_days(page, sheet, questions.period, first=first, last=last)
    elif sheet is AWARDS:
        kinds = nominee_column("kind").values
        for name, words in (("kind", kinds), ("pending_case", YES_NO)):
            listed = ",".join(spellings[0] for spellings in words.values())
            _add_list(page, f'"{listed}"', _range(page, sheet, name, first, last))
        _add_list(page, awards, _range(page, sheet, "award", first, last))
        if questions.staff:  # a collective has none, and a list may lack somebody: any other code is taken as well
            codes = f"'{STAFF.title}'!$A${STAFF.head + 1}:$A${STAFF.head + len(questions.staff)}"
            check = DataValidation("list", formula1=codes, allow_blank=True, showErrorMessage=False)
            page.add_data_validation(check)
            check.add(_range(page, sheet, "staff_id", first, last))


def check_days(page: Worksheet, sheet: Sheet, period: Period, *, first: int, last: int) -> None:
    """Let the cells of the column of days take only days that a form may name."""
    start, end = (f"DATE({day.year},{day.month},{day.day})" for day in (FIRST_DAY, last_day(period)))
    check = DataValidation("date", operator="between", formula1=start, formula2=end)
    _add(page, check, f"ngày/tháng/năm, từ năm {FIRST_DAY.year} đến năm {last_day(period).year}")
    check.add(_range(page, sheet, "date", first, last))


def _check_figures(page: Worksheet, questions: Questions, *, first: int) -> None:
    """Counts where the goal is a percentage, any numbers where it is not."""
    whole = DataValidation("whole", operator="greaterThanOrEqual", formula1="0")
    real = DataValidation("decimal", operator="between", formula1="-1E+15", formula2="1E+15")
    percent = [questions.counts_cases(target) for target in questions.targets]
    for check, words, wanted in ((whole, "số đếm: số nguyên từ 0 trở lên, không ghi %", True), (real, "một số", False)):
        rows = [row for row, is_count in enumerate(percent, first) if is_count is wanted]
        if rows:
            _add(page, check, words)
        for row in rows:
            check.add(_range(page, TARGETS, "numerator", row, row))
            check.add(_range(page, TARGETS, "denominator", row, row))
            if wanted:
                _warn_above(page, row)


def _warn_above(page: Worksheet, row: int) -> None:
    """Redden a numerator above its denominator while it stands there."""
    above, below = (_range(page, TARGETS, name, row, row) for name in ("numerator", "denominator"))
    page.conditional_formatting.add(
        above, FormulaRule([f"AND(ISNUMBER({above}),ISNUMBER({below}),{above}>{below})"], fill=_WRONG)
    )


def _check_points(page: Worksheet, questions: Questions, *, first: int) -> None:
    for row, item in enumerate(questions.items, first):
        cell = _range(page, ITEMS, "self_points", row, row)
        steps = [digits(each) for each in item.choices]
        formula, words = f"OR({','.join(f'{cell}={step}' for step in steps)})", "; ".join(map(_comma, steps))
        if steps and len(formula) <= _LONGEST:
            check = DataValidation("custom", formula1=formula)
            _add(page, check, f"một trong các mức điểm: {words[:150]}")
        else:
            low, high = (digits(edge) for edge in item.edges)
            check = DataValidation("decimal", operator="between", formula1=low, formula2=high)
            _add(page, check, f"điểm từ {_comma(low)} đến {_comma(high)}")
        check.add(cell)


def _comma(value: object) -> str:
    return str(value).replace(".", ",")


def _add_list(page: Worksheet, values: str, cells: str) -> None:
    check = DataValidation("list", formula1=values)
    _add(page, check, "một giá trị trong danh sách của ô")
    check.add(cells)


def _add(page: Worksheet, check: DataValidation, words: str) -> None:
    check.allow_blank, check.showErrorMessage, check.showInputMessage = True, True, True
    check.errorTitle, check.error = "Giá trị không được nhận", f"Hãy ghi {words}."
    check.promptTitle, check.prompt = "Cách ghi", f"Ghi {words}."
    page.add_data_validation(check)


def _range(page: Worksheet, sheet: Sheet, name: str, first: int, last: int) -> str:
    """The cells of a column from one row to another; a single cell without a colon."""
    ends = [page.cell(row, sheet.position(name)).coordinate for row in (first, last)]
    return ends[0] if first == last else ":".join(ends)
