"""A period's tables as one Excel workbook, for those who stay in Excel: values only, never a formula."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ..evaluation.columns import columns_of
from ..evaluation.frames import records
from ..evaluation.official import require_official
from ..evaluation.results import Evaluation
from ..plan import Amount
from ..plan.sections import every_section
from ..report.words import decimals_of
from ..words.codes import LEVELS
from ..words.formatting import harmless, round_half_up
from ..words.vocabulary import NOMINEE_KINDS, PROPOSALS, STATES
from ..writing.packing import packed

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
_WORDS = {
    "status": STATES,
    "proposed": PROPOSALS,
    "kind": NOMINEE_KINDS,
    "level": LEVELS,
}
_WIDE = ("reason", "reasons", "case_ids", "problem", "remedy")
_NOT_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]+")
_WHOLE = "#,##0"
_MOST = 12  # decimals of a number that would otherwise be shown as the edge that it does not reach
_LONGEST = 32_000  # of a cell; Excel takes 32 767 characters


def workbook_bytes(evaluation: Evaluation) -> bytes:
    """One sheet for each table of ``frames``, with a name beside each unit and item. The same results give the same bytes.

    The public edition has none of the nominees. Ratios are numbers shown as percentages; a state without a figure is an empty cell, its word stands in Tình trạng.
    """
    require_official(evaluation, what="sổ số liệu")
    book = Workbook(write_only=True)  # rows go to a file as they come, not into memory
    book.properties.creator = "thidua"
    book.properties.title = _text(f"{evaluation.plan.movement.name}, {evaluation.period.title}")
    names = _names(evaluation)
    goals = {each.target: each.goal for each in evaluation.indicators if each.goal is not None}
    for table, title in SHEETS.items():
        if table == "awards" and evaluation.hides_people:
            continue
        _write(book.create_sheet(evaluation.telling.text(title)), table, evaluation, names, goals)
    return packed(book)


def _names(evaluation: Evaluation) -> dict[str, dict[str, str]]:
    """Column → code → name, for the columns that have a name beside them."""
    agency = evaluation.plan.movement.agency
    items = {item.id: item.name for item in (*evaluation.plan.items, *every_section(evaluation.plan.sections))}
    return {
        "unit": {agency.id: agency.name, **evaluation.names},
        "target": items,
        "item": items,
        "parent": items,
        "award": {award.id: award.name for award in evaluation.plan.awards},
    }


class _Cells:
    """The cells of a page; each style is made once, a number format when it is first asked for: openpyxl would make and look up one for every cell that is given it."""

    def __init__(self, page: Worksheet) -> None:
        self._page = page
        head, wrapped, plain = WriteOnlyCell(page), WriteOnlyCell(page), WriteOnlyCell(page)
        head.font, head.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1F4E79")
        head.alignment = Alignment(wrap_text=True, vertical="center")
        wrapped.alignment, plain.alignment = (Alignment(wrap_text=each, vertical="top") for each in (True, False))
        self._patterns = {"head": head, "wrapped": wrapped, "plain": plain}

    def cell(self, value: float | str, style: str) -> Cell:
        """A cell; a text is never taken for a formula."""
        cell = WriteOnlyCell(self._page, value)
        if style not in self._patterns:
            self._patterns[style] = WriteOnlyCell(self._page)
            self._patterns[style].number_format = style
        if isinstance(value, str):
            cell.data_type = "s"
        cell._style = self._patterns[style]._style
        return cell


def _write(
    page: Worksheet, table: str, evaluation: Evaluation, names: Mapping[str, Mapping], goals: Mapping[str, Amount]
) -> None:
    columns: list[tuple[str, bool]] = []  # a column of the table, and whether it is the name of the one before
    titles: list[str] = []
    for column in columns_of(table, evaluation.plan, evaluation.units):
        columns.append((column.name, False))
        titles.append(evaluation.telling.text(column.title))
        if column.name in names:
            columns.append((column.name, True))
            titles.append(f"{titles[-1]} – tên")
    for n, (name, named) in enumerate(columns, 1):
        width = 60 if name in _WIDE else 44 if named else 14
        page.column_dimensions[get_column_letter(n)].width = width
    page.freeze_panes = "D2" if columns[0][0] == "period" else "A2"
    cells, last = _Cells(page), 1
    words = {**_WORDS, "source": {id: source.title for id, source in evaluation.plan.every_source.items()}}
    page.append([cells.cell(title, "head") for title in titles])
    for record in records(evaluation, table):
        edges, row = _edges(record, evaluation, goals.get(record.get("target", ""))), []
        for name, named in columns:
            value = names[name].get(record[name], "") if named else _said(words, name, record[name])
            shown = _shown(value, name, edges=edges)
            row.append(shown and cells.cell(*shown))
        page.append(row)
        last += 1
    page.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"


def _said(words: Mapping[str, Mapping[str, str]], name: str, value: Any) -> Any:
    """A value in words where the machine has a code for it."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if name not in words or not isinstance(value, str):
        return value
    return "; ".join(words[name].get(each, each) for each in value.split("; "))  # a figure may be of two sources


@dataclass(frozen=True)
class _Edge:
    """How a column is written: as a percentage or a number, with so many decimals at least, and the edges that its numbers
    are judged by: a number that is not on an edge is not shown on it. Where it ``is_plain``, whole numbers have no decimals."""

    percent: bool
    decimals: int
    at: tuple[Fraction, ...] = ()
    is_plain: bool = False


def _edges(record: Mapping[str, Any], evaluation: Evaluation, goal: Amount | None) -> dict[str, _Edge]:
    """Column → how it is written in this row."""
    found = {"attainment": _Edge(True, 1, (Fraction(1),)), "top_share": _Edge(True, 1, (Fraction(0), Fraction(1)))}
    award = next((each for each in evaluation.plan.awards if each.id == record.get("award")), None)
    found["vote_share"] = _Edge(True, 1, (award.vote.value,) if award and award.vote else ())
    if goal is not None:
        own = _Edge(goal.percent, decimals_of(goal), (goal.value,), is_plain=not goal.percent)
        found |= {"value": own, "previous_value": own, "goal": own, "change": replace(own, at=(Fraction(0),))}
    scores = _Edge(False, evaluation.plan.scoring.decimals)
    found |= {"score": scores, "self_score": scores}
    highest = record.get("max_points")
    points = _Edge(False, 2, (Fraction(0), *([Fraction(highest)] if highest is not None else [])))
    return found | dict.fromkeys(("points", "self_points", "max_points"), points)


def _shown(value: Any, name: str, *, edges: Mapping[str, _Edge]) -> tuple[float | str, str] | None:
    """What a cell holds, and its style; None for an empty one."""
    if value is None or value == "":
        return None
    if isinstance(value, (Fraction, Decimal, float)):
        whole = isinstance(value, Fraction) and value.denominator == 1
        return int(value) if whole else float(value), _format(Fraction(value), edges.get(name), whole=whole)
    if isinstance(value, int):
        return value, _WHOLE
    return _text(str(value)), "wrapped" if name in _WIDE else "plain"


def _format(value: Fraction, edge: _Edge | None, *, whole: bool) -> str:
    """The number format: decimals enough that a number that lies beside an edge is not shown as lying on it."""
    if edge is None or (whole and edge.is_plain):
        return _WHOLE if whole else "#,##0.00"
    scale, decimals = 100 if edge.percent else 1, edge.decimals
    near = [at * scale for at in edge.at if 0 < abs(value - at) * scale < 1]
    while decimals < _MOST and any(Fraction(round_half_up(value * scale, decimals)) == at for at in near):
        decimals += 1
    places = "." + "0" * decimals if decimals else ""
    return f"0{places}%" if edge.percent else f"{_WHOLE}{places}"


def _text(value: str) -> str:
    """A text that is shown as it is and never run."""
    return harmless(_NOT_TEXT.sub(" ", value))[:_LONGEST]
