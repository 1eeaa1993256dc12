"""The evidence of each item beside its points: for the unit, the appraiser and the council."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..evaluation.results import Evaluation
from ..scoring.model import Piece
from ..scoring.pieces import piece_of
from ..words.formatting import number, short_date
from ..words.vocabulary import OK
from .answers import explanation_cell, reason_text
from .model import Cell, Table
from .words import points_text

NONE = Cell("chưa nêu", "none")


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


def council_table(evaluation: Evaluation) -> Table:
    """Every appraised item of every unit: own points, evidence, official points, why, and what the unit answers to them."""
    answered = any(
        evaluation.explanations_of(u.id, item.id) for u in evaluation.units for item in evaluation.plan.appraised
    )
    rows = [
        (
            unit.short or unit.name,
            f"{item.id}. {item.short or item.name}",
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
