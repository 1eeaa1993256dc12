"""What lies between the marks of an item: earlier rounds, the evidence that a mark rests on, and what the unit answers."""

from __future__ import annotations

from ..evaluation.results import Evaluation
from ..scoring.model import Explanation, ItemScore, Mark
from ..scoring.rounds import FIRST, SECOND
from ..words.formatting import short_date
from ..words.vocabulary import OK
from .model import Block, Cell, Paragraph, Signature, Table
from .words import points_text

LINES = " ".join("…" * 84)  # to be written on by hand: about three lines of a sheet of paper, more on a narrow screen


def reason_text(evaluation: Evaluation, each: ItemScore) -> str:
    """Why an item has its points: the reason, the evidence that the mark rests on, and what the first round had given."""
    marks = evaluation.marks.get((each.unit, each.item), ())
    given = {mark.round for mark in marks if mark.points is not None}
    last = SECOND if SECOND in given else FIRST
    ids = dict.fromkeys(mark.evidence_id for mark in marks if mark.round == last and mark.evidence_id)
    parts = [
        each.reason.rstrip(". ") if each.state == OK else "",
        f"theo minh chứng {', '.join(ids)}" if ids else "",
        *(_earlier(mark, each) for mark in marks if last == SECOND and mark.round == FIRST),
    ]
    return "; ".join(filter(None, parts)) or "–"


def _earlier(mark: Mark, each: ItemScore) -> str:
    said = "không đọc được" if mark.points is None else f"{points_text(mark.points, each.max_points)} điểm"
    return f"vòng 1: {said}{f' ({mark.reason})' if mark.reason else ''}"


def explanation_cell(evaluation: Evaluation, unit: str, item: str) -> Cell | str:
    """What a unit answers to the mark of an item; a dash where it answers nothing."""
    return "; ".join(map(explanation_text, evaluation.explanations_of(unit, item))) or "–"


def explanation_text(each: Explanation) -> str:
    """An answer in words: what it says, the evidence that it adds, its day.

    >>> explanation_text(Explanation("Đã bổ sung ảnh", "Ảnh hội nghị"))
    'Đã bổ sung ảnh, minh chứng: Ảnh hội nghị'
    """
    said = ", ".join(filter(None, (each.text.rstrip(". "), f"minh chứng: {each.evidence}" if each.evidence else "")))
    said = said if each.text else f"{said[:1].upper()}{said[1:]}"
    return f"{said} ({short_date(each.day)})" if each.day else said


def answer_blocks(evaluation: Evaluation, unit: str) -> tuple[Block, ...]:
    """What a unit answers, or lines for it; and where its head signs, who answers for its results."""
    rows = tuple(
        (
            f"{item.id}. {item.name}",
            _mark_cell(evaluation, unit, item.id),
            explanation_cell(evaluation, unit, item.id),
        )
        for item in evaluation.plan.appraised
        if evaluation.explanations_of(unit, item.id)
    )
    columns = ("Mục", "Thẩm định", "Giải trình của đơn vị")
    said: tuple[Block, ...] = (Paragraph("Ý kiến của đơn vị về kết quả và điểm thẩm định:"), Paragraph(LINES))
    if rows:
        caption = "Giải trình của đơn vị về điểm thẩm định"
        said = (
            Paragraph(f"Đơn vị đã giải trình {len(rows)} mục."),
            Table(caption, columns, rows, "lrl", compact=True, widths=(30, 10, 60)),
        )
    return (*said, Signature("Thủ trưởng đơn vị", "", (), evaluation.plan.form != "plain"))


def _mark_cell(evaluation: Evaluation, unit: str, item: str) -> Cell | str:
    each = evaluation.item(unit, item)
    return points_text(each.points, each.max_points) if each.state == OK else Cell(each.reason, "none")
