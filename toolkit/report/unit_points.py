"""What the sheet of a unit says of its points: contents and actions, sections."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ..evaluation.results import Evaluation
from ..plan.sections import every_section
from ..scoring.model import ItemScore
from ..words.formatting import number, percent
from ..words.vocabulary import OK
from .answers import reason_text
from .claims import listed
from .model import Block, Cell, Paragraph, Table
from .pieces import pieces_cell
from .points import standard_text
from .words import called, capitalised, points_text


def appraised_blocks(evaluation: Evaluation, unit: str) -> tuple[Block, ...]:
    """The sum of contents and actions, and those of which the unit thinks otherwise than its appraiser."""
    items = [evaluation.item(unit, item.id) for item in evaluation.plan.appraised]
    if not items:
        return (Paragraph("Kế hoạch không chấm điểm nội dung, biện pháp."),)
    done, count, points, highest = _earned(evaluation, unit)
    said = f"Đã thẩm định {done}/{count} nội dung, biện pháp"
    said += (
        f": {points_text(points, highest)}/{number(highest, 2)} điểm ({percent(points / highest, goal=Fraction(1))})."
        if highest
        else "."
    )
    differ = [each.item for each in items if _differs(each)]
    said += (
        f" Điểm thẩm định khác điểm tự chấm ở {len(differ)} mục: {listed([called(evaluation.plan, item) for item in differ])}."
        if differ
        else ""
    )
    if not differ:
        return (Paragraph(f"{said} Điểm từng mục: xem Phụ lục I."),)
    return (Paragraph(said), _differing_table(evaluation, unit, differ))


def _differing_table(evaluation: Evaluation, unit: str, items: Sequence[str]) -> Table:
    """What unit and appraiser see otherwise, and why; the evidence stands in the appendix."""
    rows = [
        (
            f"{item}. {capitalised(called(evaluation.plan, item))}",
            points_text(each.self_points, each.max_points),
            points_text(each.points, each.max_points),
            reason_text(evaluation, each),
        )
        for item in items
        for each in (evaluation.item(unit, item),)
    ]
    return Table(
        "Các mục có điểm thẩm định khác điểm tự chấm",
        ("Mục", "Tự chấm", "Thẩm định", "Lý do"),
        tuple(rows),
        "lrrl",
        compact=True,
        foot=(_differing_sum(evaluation, unit, items),),
        note="Minh chứng và điểm của mọi mục: xem Phụ lục I.",
    )


def unit_item_table(evaluation: Evaluation, unit: str) -> Table:
    """Contents and actions with their evidence; a reason where the table of what differs does not give it."""
    items = [(item, evaluation.item(unit, item.id)) for item in evaluation.plan.appraised]
    rows: list[tuple[Cell | str, ...]] = [
        (
            f"{item.id}. {item.name}",
            standard_text(item),
            points_text(each.self_points, each.max_points)
            or Cell("không đọc được" if each.self_blocked else "chưa tự chấm", "none"),
            pieces_cell(evaluation, unit, item.id),
            points_text(each.points, each.max_points) if each.state == OK else Cell(each.reason, "none"),
        )
        for item, each in items
    ]
    columns: tuple[str, ...] = ("Mục", "Điểm chuẩn", "Tự chấm", "Minh chứng", "Thẩm định")
    align, foot, note = "lrrlr", _appraised_sum(evaluation, unit), ""
    reasons = [reason_text(evaluation, each) for _, each in items]
    others = {reason for reason, (_, each) in zip(reasons, items) if not _differs(each)} - {"–"}
    if others and len(set(reasons)) == 1:
        note = f"Điểm thẩm định của mọi mục: {reasons[0]}."
    elif others:
        told = ("nêu ở phần 4" if _differs(each) and own != "–" else own for own, (_, each) in zip(reasons, items))
        rows = [(*row, reason) for row, reason in zip(rows, told)]
        columns, align, foot = (*columns, "Lý do"), f"{align}l", (*foot, "")
    return Table(
        "Điểm tự chấm và điểm thẩm định các nội dung, biện pháp",
        columns,
        tuple(rows),
        align,
        compact=True,
        searchable=True,
        foot=(foot,),
        note=note,
    )


def _differs(each: ItemScore) -> bool:
    return each.state == OK and each.self_points is not None and each.self_points != each.points


def _earned(evaluation: Evaluation, unit: str) -> tuple[int, int, Fraction, Fraction]:
    """Of the contents and actions of a unit: those appraised, all of them, the points earned, the highest possible."""
    items = [evaluation.item(unit, item.id) for item in evaluation.plan.appraised]
    earned = [each for each in items if each.state == OK and each.max_points is not None]
    points, highest = (sum((getattr(e, name) for e in earned), Fraction(0)) for name in ("points", "max_points"))
    return len(earned), len(items), points, highest


def _differing_sum(evaluation: Evaluation, unit: str, only: Sequence[str]) -> tuple[str, ...]:
    """The points of some items together, the unit's own and the official ones, of how many."""
    own = [evaluation.item(unit, item) for item in only]
    sums = (
        sum((p for p in points if p is not None), Fraction(0))
        for points in zip(*((e.self_points, e.points) for e in own))
    )
    most = sum((each.max_points or Fraction(0) for each in own), Fraction(0))
    own_sum, official_sum = (number(each, 2) for each in sums)
    return (f"Cộng {len(only)} mục", own_sum, official_sum, f"trên {number(most)} điểm chuẩn")


def _appraised_sum(evaluation: Evaluation, unit: str) -> tuple[str, ...]:
    done, count, points, highest = _earned(evaluation, unit)
    share = f" ({percent(points / highest, goal=Fraction(1))} điểm chuẩn)" if highest else ""
    name = f"Cộng các mục đã thẩm định ({done}/{count} mục)"
    return (name, number(highest, 2), "", "", f"{points_text(points, highest)}{share}")


def unit_section_table(evaluation: Evaluation, unit: str) -> Table:
    """The points of each section of a unit, and of what in it the unit earns the least that it has to."""
    sections, places = {s.id: s for s in every_section(evaluation.plan.sections)}, evaluation.plan.standings
    rows = [
        (
            f"{'› ' * (places[each.item].level - 1)}{each.item}. {sections[each.item].name}",
            points_text(each.self_points, each.max_points) or "–",
            "–" if each.points is None else points_text(each.points, each.max_points),
            number(each.max_points) or "–",
            Cell(each.reason, "bad") if each.reason else "–",
        )
        for each in evaluation.subtotals[unit]
    ]
    columns = ("Phần", "Tự chấm", "Thẩm định", "Điểm tối đa", "Ghi chú")
    return Table("Điểm từng phần", columns, tuple(rows), "lrrrl", compact=True)
