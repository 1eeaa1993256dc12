"""Reorganisations as they are told: the table of the report, the line of a unit's sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ..evaluation.results import Evaluation
from ..units.moves import Move, held_text, moves_from, moves_to, part_text
from ..words.formatting import short_date
from .model import Block, Bullets, Paragraph, Table


def reorganisation_blocks(evaluation: Evaluation, history: Sequence[Evaluation]) -> tuple[Block, ...]:
    """The table of what has moved since the first day of any figure of a report; nothing where nothing has."""
    since = _first_day(evaluation, history)
    rows = tuple(
        (
            short_date(move.day),
            f"{move.from_name} ({move.from_unit})",
            f"{move.to_name} ({move.to_unit})",
            f"các thủ tục {', '.join(move.scope)}" if move.scope else "phần còn lại" if move.is_rest else "toàn bộ",
        )
        for move in evaluation.moves
        if move.day > since
    )
    note = "Số liệu của đơn vị cũ, trong cả các kỳ trước ngày sắp xếp, tính cho đơn vị tiếp nhận; kỳ trước cũng tính theo cơ cấu này."
    columns = ("Ngày", "Từ đơn vị", "Đến đơn vị", "Phạm vi")
    return (Table("Sắp xếp tổ chức", columns, rows, "clll", heads=2, compact=True, note=note),) if rows else ()


def held_blocks(evaluation: Evaluation) -> tuple[Block, ...]:
    """One line for each unit whose figures of the period hold those of others."""
    lines = [
        f"{unit.name} ({unit.id}): {held_text(came)}."
        for unit in evaluation.units
        if (came := moves_to(evaluation.moves, unit.id, since=evaluation.period.start, by_service=True))
    ]
    return (Bullets(tuple(lines)),) if lines else ()


def unit_blocks(evaluation: Evaluation, unit: str, history: Sequence[Evaluation]) -> tuple[Block, ...]:
    """What has come to a unit and what has left it, as a line of its sheet."""
    since = _first_day(evaluation, history)
    came = moves_to(evaluation.moves, unit, since=since, by_service=True)
    said = [f"số liệu của đơn vị {held_text(came)}"] if came else []
    said += [_left(move) for move in moves_from(evaluation.moves, unit, since=since)]
    return (Paragraph(_sentence(said), lead="Sắp xếp tổ chức."),) if said else ()


def _left(move: Move) -> str:
    return f"{part_text(move)} của đơn vị chuyển cho {move.to_name} ({move.to_unit}) từ ngày {short_date(move.day)}"


def _sentence(parts: Sequence[str]) -> str:
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."


def _first_day(evaluation: Evaluation, history: Sequence[Evaluation]) -> date:
    """The first day that any figure beside those of the evaluation speaks of: its own, the period before, the history."""
    period = evaluation.period
    compared = [each for each in (period.previous(), period.just_before()) if each]
    return min(each.start for each in (period, *compared, *(e.period for e in history)))
