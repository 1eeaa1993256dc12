"""The evidence of each item beside its points: for the unit, the appraiser and the council."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ..evaluation.results import Evaluation
from ..plan import Item
from ..scoring.model import Piece
from ..scoring.pieces import piece_of
from ..words.formatting import fold, number, padded, short_date
from ..words.vocabulary import OK
from .answers import explanation_cell, reason_text
from .model import Cell, Table
from .words import called, capitalised, points_text

NONE = Cell("chưa nêu", "none")
_IN_SHEETS = "mỗi việc của một đơn vị; xem phiếu của từng đơn vị, số lượng nêu trong bản HTML của báo cáo này."
_MOST_NAMED = 2  # things done of one item; the sheets of the units tell them all


def pieces_cell(evaluation: Evaluation, unit: str, item: str) -> Cell | str:
    """The pieces of evidence of an item, one after another; in words where there is none."""
    return "; ".join(map(piece_text, evaluation.evidence_of(unit, item))) or NONE


def row_text(row: Mapping[str, Any]) -> str:
    """The piece of evidence that a row of the file names, in words; empty where it names none."""
    piece = piece_of(row)
    return piece_text(piece) if piece else ""


def piece_text(piece: Piece) -> str:
    """A piece of evidence in words: what it is, its number, its code, where it lies, its day.

    >>> piece_text(Piece("Kế hoạch tuyên truyền", id="MC1", document="12/KH-VP", link="kho/12"))
    'Kế hoạch tuyên truyền, số 12/KH-VP, mã MC1, tại kho/12'
    """
    parts = [
        piece.text,
        f"số {piece.document}" if piece.document else "",
        f"mã {piece.id}" if piece.id else "",
        f"tại {piece.link}" if piece.link else "",
    ]
    said = ", ".join(filter(None, parts))
    said = said if piece.text else f"{said[:1].upper()}{said[1:]}"
    return f"{said} ({short_date(piece.day)})" if piece.day else said


def evidence_table(evaluation: Evaluation, *, items: Sequence[Item], caption: str) -> tuple[Table, ...]:
    """What was done for each item, by the evidence that units name for it; nothing where none names any."""
    rows, is_named = [], False
    for item in items:
        found = [(unit.id, piece) for unit in evaluation.units for piece in evaluation.evidence_of(unit.id, item.id)]
        units, name = {unit for unit, _ in found}, capitalised(called(evaluation.plan, item.id))
        counts = number(len(units)), number(len(found))
        is_named |= bool(found) and not _is_alike(found)
        rows.append((item.id, name, *counts, _done_text(evaluation, found) if found else NONE))
    if not evaluation.pieces and not any(year.pieces for year in evaluation.years):
        return ()
    return (
        Table(
            f"Việc đã làm theo minh chứng của các đơn vị: {caption}",
            ("Mã", "Mục", "Đơn vị có minh chứng", "Minh chứng", "Việc đã làm (đơn vị)"),
            tuple(rows),
            "clrrl",
            heads=2,
            compact=True,
            widths=(7, 24, 10, 10, 49),
            note=(f"Mỗi mục nêu tối đa {_MOST_NAMED} việc, việc của nhiều đơn vị trước. " if is_named else "")
            + "Toàn bộ minh chứng có ở phiếu của từng đơn vị.",
            elsewhere="" if is_named else _IN_SHEETS,
        ),
    )


def _done_text(evaluation: Evaluation, found: Sequence[tuple[str, Piece]]) -> str:
    """The different things done, those of many units first, each with whose it is; how many more there are."""
    by = _by_text(found)
    if _is_alike(found):
        return f"{padded(len(by))} việc, mỗi việc của một đơn vị"
    ordered = sorted(by.values(), key=lambda done: -len(set(done.units)))
    told = [f"{done.text.rstrip('.;')} ({_whose(evaluation, done.units)})" for done in ordered[:_MOST_NAMED]]
    more = len(ordered) - len(told)
    return "; ".join(told) + (f"; và {padded(more)} việc khác" if more else "")


class _Done(NamedTuple):
    """A thing done, as the first unit words it, and the units that did it."""

    text: str
    units: list[str]


def _by_text(found: Sequence[tuple[str, Piece]]) -> dict[str, _Done]:
    """The different things done, by their folded texts."""
    by: dict[str, _Done] = {}
    for unit, piece in found:
        text = piece.text or piece_text(piece)
        by.setdefault(fold(text), _Done(text, [])).units.append(unit)
    return by


def _is_alike(found: Sequence[tuple[str, Piece]]) -> bool:
    """Whether many units did one thing each: to name some of them tells nothing."""
    by = _by_text(found)
    return len(by) > _MOST_NAMED and all(len(set(done.units)) == 1 for done in by.values())


def _whose(evaluation: Evaluation, units: Sequence[str]) -> str:
    one, *others = dict.fromkeys(units)
    return f"{padded(len(others) + 1)} đơn vị" if others else evaluation.short_names[one]


def council_table(evaluation: Evaluation) -> Table:
    """Every appraised item of every unit: own points, evidence, official points, why, and what the unit answers to them."""
    answered = any(
        evaluation.explanations_of(u.id, item.id) for u in evaluation.units for item in evaluation.plan.appraised
    )
    rows = [
        (
            unit.short or unit.name,
            f"{item.id}. {capitalised(item.short or item.name)}",
            number(each.self_points, 2) or Cell("không đọc được" if each.self_blocked else "chưa tự chấm", "none"),
            pieces_cell(evaluation, unit.id, item.id),
            points_text(each.points, each.max_points) if each.state == OK else Cell(each.reason, "none"),
            reason_text(evaluation, each),
            *((explanation_cell(evaluation, unit.id, item.id),) if answered else ()),
        )
        for unit in evaluation.units
        for item in evaluation.plan.appraised
        if (each := evaluation.item(unit.id, item.id))
    ]
    return Table(
        "Điểm tự chấm, minh chứng, điểm thẩm định từng mục của các đơn vị",
        (
            "Đơn vị",
            "Nội dung, biện pháp",
            "Tự chấm",
            "Minh chứng",
            "Thẩm định",
            "Lý do",
            *(("Giải trình",) if answered else ()),
        ),
        tuple(rows),
        "llrlrll" if answered else "llrlrl",
        heads=2,
        searchable=True,
        compact=True,
        filters=("Đơn vị", "Nội dung, biện pháp"),
        widths=(12, 17, 7, 22, 8, 16, 18) if answered else (14, 22, 8, 28, 9, 19),
    )
