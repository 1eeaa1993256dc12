"""What the sheet of a unit says of its points: contents and actions, sections."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ..evaluation.results import Evaluation
from ..plan.sections import every_section
from ..words.formatting import number, percent
from ..words.vocabulary import OK
from .answers import reason_text
from .claims import listed
from .model import Block, Cell, Paragraph, Table
from .pieces import pieces_cell
from .points import standard_text
from .words import called, points_text


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
    differ = [e.item for e in items if e.state == OK and e.self_points is not None and e.self_points != e.points]
    said += (
        f" Điểm thẩm định khác điểm tự chấm ở {len(differ)} mục: {listed([called(evaluation.plan, item) for item in differ])}."
        if differ
        else ""
    )
    if not differ:
        return (Paragraph(f"{said} Điểm từng mục: xem Phụ lục I."),)
    caption = "Các mục có điểm thẩm định khác điểm tự chấm"
    return (Paragraph(said), unit_item_table(evaluation, unit, caption=caption, only=differ))


def unit_item_table(evaluation: Evaluation, unit: str, *, caption: str, only: Sequence[str] | None = None) -> Table:
    """Contents and actions, ``only`` some of them where given: own points, evidence, official points and their reason."""
    rows: list[tuple[Cell | str, ...]] = []
    for item in evaluation.plan.appraised:
        each = evaluation.item(unit, item.id)
        if only is None or item.id in only:
            rows.append(
                (
                    f"{item.id}. {item.name}",
                    standard_text(item),
                    points_text(each.self_points, each.max_points)
                    or Cell("không đọc được" if each.self_blocked else "chưa tự chấm", "none"),
                    pieces_cell(evaluation, unit, item.id),
                    points_text(each.points, each.max_points) if each.state == OK else Cell(each.reason, "none"),
                    reason_text(evaluation, each),
                )
            )
    columns = ("Mục", "Điểm chuẩn", "Tự chấm", "Minh chứng", "Thẩm định", "Lý do")
    return Table(
        caption,
        columns,
        tuple(rows),
        "lrrlrl",
        compact=True,
        searchable=only is None,
        foot=(_appraised_sum(evaluation, unit) if only is None else _differing_sum(evaluation, unit, only),),
    )


def _earned(evaluation: Evaluation, unit: str) -> tuple[int, int, Fraction, Fraction]:
    """Of the contents and actions of a unit: those appraised, all of them, the points earned, the highest possible."""
    items = [evaluation.item(unit, item.id) for item in evaluation.plan.appraised]
    earned = [each for each in items if each.state == OK and each.max_points is not None]
    points, highest = (sum((getattr(e, name) for e in earned), Fraction(0)) for name in ("points", "max_points"))
    return len(earned), len(items), points, highest


def _differing_sum(evaluation: Evaluation, unit: str, only: Sequence[str]) -> tuple[str, ...]:
    """The points of some items together, the unit's own and the official ones."""
    own = [evaluation.item(unit, item) for item in only]
    sums = (
        sum((p for p in points if p is not None), Fraction(0))
        for points in zip(*((e.self_points, e.points) for e in own))
    )
    most = sum((each.max_points or Fraction(0) for each in own), Fraction(0))
    own_sum, official_sum = (number(each, 2) for each in sums)
    return (f"Cộng {len(only)} mục", number(most), own_sum, "", official_sum, "")


def _appraised_sum(evaluation: Evaluation, unit: str) -> tuple[str, ...]:
    done, count, points, highest = _earned(evaluation, unit)
    share = f"{percent(points / highest, goal=Fraction(1))} điểm chuẩn" if highest else "–"
    return (
        f"Cộng các mục đã thẩm định ({done}/{count} mục)",
        number(highest, 2),
        "–",
        "–",
        points_text(points, highest),
        share,
    )


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
