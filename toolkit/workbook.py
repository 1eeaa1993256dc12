"""A period's tables as one Excel workbook, for those who stay in Excel: values only, never a formula."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from .formatting import harmless
from .frames import TABLES, records
from .packing import packed
from .results import Evaluation
from .vocabulary import COLLECTIVE, COUNCIL, INDIVIDUAL, NO, SOURCES, STATES, YES

SHEETS: Mapping[str, str] = MappingProxyType(
    {
        "indicators": "Chỉ tiêu",
        "items": "Điểm từng mục",
        "scores": "Xếp hạng",
        "awards": "Khen thưởng",
        "followup": "Đôn đốc",
        "findings": "Lỗi, cảnh báo",
    }
)
TITLES: Mapping[str, str] = MappingProxyType(
    {
        "period": "Kỳ",
        "unit": "Mã đơn vị",
        "target": "Mã chỉ tiêu",
        "item": "Mã mục",
        "numerator": "Tử số",
        "denominator": "Mẫu số",
        "value": "Kết quả",
        "goal": "Mức giao",
        "attainment": "Mức đạt so với mức giao",
        "met": "Đạt",
        "status": "Tình trạng",
        "previous_value": "Kỳ trước",
        "change": "Tăng, giảm",
        "source": "Nguồn",
        "self_points": "Điểm tự chấm",
        "points": "Điểm thẩm định",
        "max_points": "Điểm tối đa",
        "reason": "Lý do",
        "group": "Khối",
        "self_score": "Tổng tự chấm",
        "score": "Tổng điểm",
        "rank": "Hạng",
        "band": "Xếp loại",
        "rank_low": "Hạng cao nhất (90% phương án)",
        "rank_high": "Hạng thấp nhất (90% phương án)",
        "top_share": "Tỷ lệ phương án trong số được khen",
        "award": "Hình thức khen",
        "nominee_id": "Mã đề nghị",
        "kind": "Loại",
        "eligible": "Đủ điều kiện",
        "reasons": "Lý do",
        "vote_share": "Tỷ lệ phiếu",
        "proposed": "Kết quả",
        "gap": "Còn thiếu",
        "case_ids": "Mã các trường hợp chưa đạt",
        "uncounted": "Số trường hợp chưa đạt",
        "code": "Mã",
        "level": "Mức",
        "file": "Tệp",
        "sheet": "Trang tính",
        "row": "Dòng",
        "column": "Cột",
        "problem": "Vấn đề",
        "remedy": "Cách sửa",
    }
)
_WORDS = {
    "status": STATES,
    "proposed": {YES: "đề nghị", NO: "không", COUNCIL: "Hội đồng quyết định"},
    "kind": {COLLECTIVE: "Tập thể", INDIVIDUAL: "Cá nhân"},
    "level": {"error": "Lỗi", "warning": "Cảnh báo", "info": "Thông tin"},
    "source": {name: source.title for name, source in SOURCES.items()},
}
_RATIOS = ("attainment", "top_share", "vote_share")
_LIKE_THE_GOAL = ("value", "goal", "previous_value", "change")
_WIDE = ("reason", "reasons", "case_ids", "problem", "remedy")
_NOT_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]+")
_HEAD = PatternFill("solid", fgColor="1F4E79")
_LONGEST = 32_000  # of a cell; Excel takes 32 767 characters


def workbook_bytes(evaluation: Evaluation) -> bytes:
    """One sheet for each table of ``frames``, with a name beside each unit and item. The same results give the same bytes.

    Ratios are numbers shown as percentages; a state without a figure is an empty cell, its word stands in Tình trạng.
    """
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = "thidua"
    book.properties.title = _text(f"{evaluation.plan.movement.name}, {evaluation.period.title}")
    names = _names(evaluation)
    percents = {each.target: each.goal.percent for each in evaluation.indicators if each.goal is not None}
    for table, title in SHEETS.items():
        _write(book.create_sheet(title), table, evaluation, names, percents)
    return packed(book)


def _names(evaluation: Evaluation) -> dict[str, dict[str, str]]:
    """Column → code → name, for the columns that have a name beside them."""
    agency = evaluation.plan.movement.agency
    items = {item.id: item.name for item in evaluation.plan.items}
    return {
        "unit": {agency.id: agency.name, **{unit.id: unit.name for unit in evaluation.units}},
        "target": items,
        "item": items,
        "award": {award.id: award.name for award in evaluation.plan.awards},
    }


def _write(
    page: Worksheet, table: str, evaluation: Evaluation, names: Mapping[str, Mapping], percents: Mapping[str, bool]
) -> None:
    columns: list[tuple[str, bool]] = []  # a column of the table, and whether it is the name of the one before
    for name in TABLES[table]:
        columns += [(name, False)] + ([(name, True)] if name in names else [])
    for n, (name, named) in enumerate(columns, 1):
        cell = page.cell(1, n, f"{TITLES[name]} – tên" if named else TITLES[name])
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), _HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        width = 60 if name in _WIDE else 44 if named else 14
        page.column_dimensions[get_column_letter(n)].width = width
    last = 1
    for last, record in enumerate(records(evaluation, table), 2):
        for n, (name, named) in enumerate(columns, 1):
            value = names[name].get(record[name], "") if named else _said(name, record[name])
            _fill(page.cell(last, n), value, name, percent=percents.get(record.get("target", ""), False))
    page.freeze_panes = "D2" if columns[0][0] == "period" else "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"


def _said(name: str, value: Any) -> Any:
    """A value in words where the machine has a code for it."""
    if isinstance(value, bool):
        return "có" if value else "không"
    return _WORDS[name].get(value, value) if name in _WORDS and value is not None else value


def _fill(cell: Any, value: Any, name: str, *, percent: bool) -> None:
    if value is None or value == "":
        return
    if isinstance(value, (Fraction, Decimal, float)) and not isinstance(value, bool):
        whole = isinstance(value, Fraction) and value.denominator == 1
        cell.value = int(value) if whole else float(value)
        cell.number_format = _format(name, percent=percent, whole=whole)
    elif isinstance(value, int):
        cell.value, cell.number_format = value, "#,##0"
    else:
        cell.value, cell.data_type = _text(str(value)), "s"
        cell.alignment = Alignment(wrap_text=name in _WIDE, vertical="top")


def _format(name: str, *, percent: bool, whole: bool) -> str:
    if name in _RATIOS or (name in _LIKE_THE_GOAL and percent):
        return "0.0%"
    return "#,##0" if whole and name not in ("points", "max_points", "self_points") else "#,##0.00"


def _text(value: str) -> str:
    """A text that is shown as it is and never run."""
    return harmless(_NOT_TEXT.sub(" ", value))[:_LONGEST]
