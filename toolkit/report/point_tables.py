"""The tables of points: by unit, section and item. They lay out points; they compute none."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from ..evaluation.results import Evaluation
from ..plan import Item, Plan, Target
from ..plan.sections import every_section
from ..scoring.model import ItemScore
from ..words.formatting import number, percent
from ..words.vocabulary import BLOCKED, MISSING, NOT_ASSIGNED, OK, PARTIAL, STATES
from . import claims
from .model import Cell, Table
from .points import item_noun, items_of, standard_text
from .words import (
    band_texts,
    blocked_text,
    points_text,
    rank_text,
    score_text,
    scored_text,
)

# Rank and band are those of the official points.
_VIEWS = {"Điểm tự chấm": "Tự chấm"} | dict.fromkeys(("Điểm thẩm định", "Hạng", "Xếp loại"), "Thẩm định")


def unit_table(evaluation: Evaluation) -> Table:
    """Units by score: rank, band, official and own score."""
    ordered = sorted(evaluation.scores, key=lambda s: (s.group, s.rank is None, s.rank or 0, s.unit))
    names = evaluation.names
    grouped, tree = any(each.group for each in ordered), bool(evaluation.parents)
    above, own = {unit.id: unit.parent for unit in evaluation.units}, evaluation.has_claims
    rows: list[tuple[Cell | str, ...]] = []
    for each in ordered:
        cells = (
            rank_text(each),
            f"{names[each.unit]} ({each.unit})",
            _band(evaluation, each.band),
            score_text(evaluation, each.score),
            *((score_text(evaluation, each.self_score), signed(evaluation, each.difference)) if own else ()),
        )
        within = (f"{each.rank_in_parent or '–'} ({above[each.unit]})" if above[each.unit] else "–",) if tree else ()
        rows.append((*cells[:2], *((each.group,) if grouped else ()), *within, *cells[2:]))
    columns = (
        "Hạng",
        "Đơn vị",
        *(["Khối"] if grouped else []),
        *(["Hạng trong cấp trên"] if tree else []),
        "Xếp loại",
        "Điểm thẩm định" if own or evaluation.plan.appraised else "Điểm",
        *(["Điểm tự chấm", "Chênh lệch"] if own else []),
    )
    foot = dict.fromkeys(columns, "")
    counted, unranked = "; ".join(band_texts(evaluation)), sum(bool(each.unranked_for) for each in ordered)
    foot["Đơn vị"] = f"{scored_text(evaluation)} đơn vị được chấm điểm" + (f": {counted}" if counted else "")
    foot["Đơn vị"] += f" ({unranked} đơn vị chưa xếp hạng)" if unranked else ""
    return Table(
        "Điểm, thứ hạng và xếp loại của các đơn vị",
        columns,
        tuple(rows),
        "cl" + "l" * grouped + "c" * tree + "lr" + "rr" * own,
        heads=2,
        searchable=True,
        filters=("Đơn vị", "Khối", "Xếp loại"),
        views=tuple(_VIEWS.get(name, "") for name in columns) if own else (),
        view_title="Điểm",
        foot=(tuple(foot.values()),),
        note="Xếp hạng theo điểm thẩm định đã làm tròn một lần; các đơn vị bằng điểm cùng hạng, hạng kế tiếp bỏ qua.",
    )


def _band(evaluation: Evaluation, band: str | None) -> Cell:
    """A band, sorted by its place among the others: the higher, the better."""
    names = [each.name for each in reversed(evaluation.plan.scoring.bands_from_the_best)]
    return Cell(band or "–", "whole", sort=names.index(band) if band in names else None)


def points_table(evaluation: Evaluation) -> Table:
    """Unit by item: points of everything, and the totals (Phụ lục II)."""
    items = evaluation.plan.items
    rows = []
    for unit in evaluation.units:
        score = evaluation.score(unit.id)
        rows.append(
            (
                unit.name,
                rank_text(score),
                _band(evaluation, score.band),
                score_text(evaluation, score.score),
                score_text(evaluation, score.self_score),
                *(_points(evaluation.item(unit.id, item.id)) for item in items),
            )
        )
    columns = (
        "Đơn vị",
        "Hạng",
        "Xếp loại",
        "Thẩm định",
        "Tự chấm",
        *(f"{item.id} ({standard_text(item)})" for item in items),
    )
    notes = "Trong ngoặc là điểm chuẩn. KG: không giao; KPS: không phát sinh (hai trường hợp này không tính vào điểm tối đa, tổng quy về 100); "
    notes += "CSL: chưa có số liệu hoặc chưa thẩm định; KTĐ: "
    blocked = [blocked_text(target) for target in evaluation.plan.targets]
    notes += max(blocked, key=lambda text: "do" not in text, default=STATES[BLOCKED])
    notes += "; TT: tạm tính, thiếu số liệu của một số năm" if any(each.partial for each in evaluation.scores) else ""
    notes += " (chấm 0 điểm)." if evaluation.plan.scoring.missing == "zero" else " (không tính vào điểm tối đa)."
    return Table(
        "Điểm từng mục của các đơn vị",
        columns,
        tuple(rows),
        "lcl" + "r" * (len(items) + 2),
        searchable=True,
        filters=("Đơn vị", "Xếp loại"),
        views=tuple({**_VIEWS, "Tự chấm": "Tự chấm", "Thẩm định": "Thẩm định"}.get(name, "") for name in columns),
        view_title="Điểm",
        note=notes,
        dense=True,
        spans=_kinds(evaluation.plan),
    )


def _kinds(plan: Plan) -> tuple[tuple[str, str], ...]:
    """Over the columns of items what they are called, where there are several kinds of them; and whose points stand there,
    whatever total one has chosen to see."""
    contents, actions = ({each.id for each in each_kind} for each_kind in (plan.contents, plan.actions))
    kinds = [
        plan.words.target
        if isinstance(item, Target)
        else item_noun(plan, "contents" if item.id in contents else "actions" if item.id in actions else "")
        for item in plan.items
    ]
    return (
        (*[("", "")] * 5, *((f"{kind.capitalize()} (điểm thẩm định)", "") for kind in kinds))
        if len(set(kinds)) > 1
        else ()
    )


def section_table(evaluation: Evaluation, *, is_whole: bool = True) -> Table:
    """Unit by section of every level, or of the first alone: the points of what it holds, out of the highest possible."""
    sections = list(every_section(evaluation.plan.sections) if is_whole else evaluation.plan.sections)
    deeper = "Dấu ›: thuộc phần ở cột bên trái. " if is_whole else ""
    places = evaluation.plan.standings
    rows: list[tuple[Cell | str, ...]] = []
    for unit in evaluation.units:
        own = {each.item: each for each in evaluation.subtotals[unit.id]}
        rows.append((f"{unit.name} ({unit.id})", *(_subtotal(own[section.id]) for section in sections)))
    return Table(
        "Điểm từng phần của các đơn vị (điểm/điểm tối đa)",
        ("Đơn vị", *(f"{'› ' * (places[section.id].level - 1)}{section.id}. {section.name}" for section in sections)),
        tuple(rows),
        "l" + "r" * len(sections),
        searchable=True,
        filters=("Đơn vị",),
        dense=True,
        note="Điểm của một phần là tổng điểm các mục của nó; phần có điểm riêng: tỷ lệ các mục đạt được, nhân với điểm đó. "
        f"{deeper}Dấu ▼: chưa đạt mức tối thiểu của phần.",
    )


def _subtotal(each: ItemScore) -> Cell:
    if each.points is None:
        return Cell("–", "none")
    most = f"/{number(each.max_points, None)}" if each.max_points else ""
    said = points_text(each.points, each.max_points) + most
    return Cell(said, "bad" if each.reason else "")


def item_table(evaluation: Evaluation, *, kind: str, caption: str) -> Table:
    """The contents or the actions: how many units were appraised, the lowest and the highest points."""
    rows, items = [], items_of(evaluation.plan, kind)
    for item in items:
        scored = _asked(evaluation, [item])
        points = [each.points for each in scored if each.state == OK and each.points is not None]
        full = sum(each == item.edges[1] for each in points)
        span = (
            f"{points_text(min(points), item.edges[1])} – {points_text(max(points), item.edges[1])}"
            if points
            else STATES[MISSING if scored else NOT_ASSIGNED]
        )
        rows.append(
            (
                item.id,
                item.name,
                standard_text(item),
                f"{len(points)}/{len(scored)}",
                str(full),
                Cell(span, "whole") if points else Cell(span, "none"),
                percent(evaluation.item_share(item.id), goal=Fraction(1)),
            )
        )
    return Table(
        caption,
        (
            "Mã",
            item_noun(evaluation.plan, kind).capitalize(),
            "Điểm chuẩn",
            "Đơn vị đã có điểm" if any(i.counts == "self" for i in items) else "Đơn vị đã thẩm định",
            "Đơn vị đạt điểm tối đa",
            claims.SPAN_OF_POINTS,
            "Tỷ lệ điểm đạt",
        ),
        tuple(rows),
        "clrcccr",
        heads=2,
        widths=(0, 40, 0, 0, 0, 0, 0),
        foot=(_item_sums(evaluation, kind),),
    )


def _asked(evaluation: Evaluation, items: Sequence[Item]) -> list[ItemScore]:
    """What the units have of items that are assigned to them."""
    found = (evaluation.item(unit.id, item.id) for item in items for unit in evaluation.units)
    return [each for each in found if each.state != NOT_ASSIGNED]


def _item_sums(evaluation: Evaluation, kind: str) -> tuple[str, ...]:
    items = items_of(evaluation.plan, kind)
    scored = _asked(evaluation, items)
    done = sum(each.state == OK for each in scored)
    name = f"Cộng {len(items)} {item_noun(evaluation.plan, kind)}"
    return "", name, number(sum((item.maximum for item in items), Fraction(0))), f"{done}/{len(scored)}", "", "", ""


def _points(each: ItemScore) -> Cell | str:
    short = {"not_assigned": "KG", "no_cases": "KPS", MISSING: "CSL", BLOCKED: "KTĐ", PARTIAL: "TT"}
    return points_text(each.points, each.max_points) if each.state == OK else Cell(short[each.state], "none")


def signed(evaluation: Evaluation, gap: Decimal | None) -> str:
    """A difference of scores with its sign."""
    if gap is None:
        return "–"
    return ("+" if gap > 0 else "−" if gap < 0 else "") + number(abs(gap), evaluation.plan.scoring.decimals)
