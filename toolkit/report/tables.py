"""The tables of the reports. They lay out figures; they compute none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from ..evaluation.results import Evaluation
from ..evaluation.shortfall import Shortfall
from ..indicators.model import Indicator
from ..plan import Item, Target
from ..plan.sections import every_section
from ..scoring.model import ItemScore
from ..words.formatting import NBSP, number, percent
from ..words.vocabulary import BLOCKED, MISSING, NOT_ASSIGNED, OK, PARTIAL, STATES
from . import claims
from .claims import change_text, verdict
from .model import Cell, Table
from .points import item_noun, items_of, standard_text
from .provenance import working
from .sparks import spark
from .words import (
    aim_text,
    amount_text,
    attainment_text,
    band_texts,
    blocked_text,
    capitalised,
    goals_text,
    points_text,
    rank_text,
    reported_note,
    result_text,
    scale_of,
    score_text,
    scored_text,
    source_title,
    target_label,
    value_text,
)

_VIEWS = {"Điểm tự chấm": "Tự chấm", "Điểm thẩm định": "Thẩm định", "Tự chấm": "Tự chấm", "Thẩm định": "Thẩm định"}
_VIEWS |= {"Hạng": "Thẩm định", "Xếp loại": "Thẩm định"}  # they are those of the official points


def indicator_table(evaluation: Evaluation, *, unit: str, caption: str, history: Sequence[Evaluation] = ()) -> Table:
    """Every indicator of a unit or of the agency, with what it rests on (Phụ lục I); the period before where there is one."""
    own = [evaluation.indicator(unit, target.id) for target in evaluation.plan.targets]
    compared = any(each.previous_value is not None for each in own)
    both = compared and any(each.value_just_before is not None for each in own)

    def is_apart(target: Target) -> bool:
        return unit == evaluation.agency and claims.has_goals_of_units(target)

    rows = [
        (
            str(n),
            target_label(target),
            goals_text(target, evaluation.period) if is_apart(target) else aim_text(each, target),
            number(each.numerator) if target.measure.is_quotient or target.measure.is_total else "–",
            number(each.denominator) if target.measure.is_quotient else "–",
            claims.OF_EACH_UNIT
            if is_apart(target)
            else Cell(
                value_text(each, target=target),
                working=working(evaluation, each),
                spark=spark(history or (evaluation,), unit=unit, target=target),
            ),
            attainment_text(each, target),
            "–" if is_apart(target) else verdict(each),
            *((_before_text(each, each.previous_value, target), change_text(each) or "–") if compared else ()),
            *((_before_text(each, each.value_just_before, target),) if both else ()),
            source_title(evaluation.plan, each.source),
        )
        for n, (target, each) in enumerate(zip(evaluation.plan.targets, own), 1)
    ]
    columns = ("STT", "Chỉ tiêu", "Mức giao", "Tử số", "Mẫu số", "Kết quả", "So với mức giao", "Đánh giá")
    note = "Kết quả là tỷ lệ của tổng tử số trên tổng mẫu số"
    if not all(target.measure.is_quotient for target in evaluation.plan.targets):
        note += "; chỉ tiêu không có mẫu số: xem định nghĩa chỉ tiêu"
    note += ". Số liệu làm tròn khi trình bày; việc đánh giá dùng số chưa làm tròn."
    return Table(
        caption,
        (
            *columns,
            *((capitalised(claims.before_label(evaluation)), claims.CHANGE) if compared else ()),
            *((capitalised(claims.just_before_label(evaluation)),) if both else ()),
            "Nguồn số liệu",
        ),
        tuple(rows),
        "clrrrrrc" + ("rr" if compared else "") + ("r" if both else "") + "l",
        heads=2,
        searchable=True,
        filters=("Nguồn số liệu",),
        note=f"{note} “Điểm phần trăm” là hiệu của hai tỷ lệ phần trăm." if compared else note,
    )


def _before_text(each: Indicator, value: Fraction | None, target: Target) -> str:
    if value is None:
        return "–"
    lower = each.goal is not None and target.lower_is_better(each.goal)
    return amount_text(value, goal=scale_of(each, target), lower=lower)


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
        views=tuple(_VIEWS.get(name, "") for name in columns),
        view_title="Điểm",
        note=notes,
        dense=True,
    )


def result_cell(evaluation: Evaluation, each: Indicator, *, elsewhere: bool = False) -> Cell:
    """A result of an evaluation; ``elsewhere``: in the report of another period."""
    shown = result_text(each, target=evaluation.plan.target(each.target))
    mark = "none" if each.met is None else "good" if each.met else "bad"
    return Cell(shown, mark, working(evaluation, each, elsewhere=elsewhere))


def shortfall_table(evaluation: Evaluation, lacking: Sequence[Shortfall]) -> Table:
    """Unit by target not met: what the unit is behind the goal, and its share of what all those behind lack."""
    rows = [
        (f"{unit.name} ({unit.id})", *(_part(evaluation.indicator(unit.id, each.target), each) for each in lacking))
        for unit in evaluation.units
    ]
    return Table(
        "Phần của từng đơn vị trong khoảng cách đến mức giao",
        ("Đơn vị", *(each.target for each in lacking)),
        tuple(rows),
        "l" + "r" * len(lacking),
        searchable=True,
        filters=("Đơn vị",),
        compact=True,
        foot=(("Toàn cơ quan còn thiếu", *(_amount(each.total) for each in lacking)),),
        note=claims.PARTS_NOTE,
    )


def _part(indicator: Indicator, lacking: Shortfall) -> Cell | str:
    part, share = lacking.parts.get(indicator.unit), lacking.share(indicator.unit)
    if part is None:
        return Cell(STATES[indicator.state], "none")
    return _amount(part) + (f"{NBSP}({percent(share)})" if share else "")


def _amount(part: Fraction) -> str:
    return number(part, None if part.denominator == 1 else 1).replace("-", "−")


def value_table(
    evaluation: Evaluation,
    *,
    caption: str = "Kết quả từng chỉ tiêu của các đơn vị (trong ngoặc: tử số/mẫu số)",
    version: str = "",
    worked: bool = True,
) -> Table:
    """Unit by target: the value of each indicator, and whether it meets the goal. ``version``: in which structure. ``worked``:
    with what each figure rests on, which is long where it is said of a second table beside the first."""
    rows: list[tuple[Cell | str, ...]] = []
    for unit in evaluation.units:
        cells = []
        for target in evaluation.plan.targets:
            cell = result_cell(evaluation, evaluation.indicator(unit.id, target.id))
            cells.append(cell if worked else replace(cell, working=None))
        met = [evaluation.indicator(unit.id, t.id).met for t in evaluation.plan.targets]
        rows.append((unit.name, *cells, f"{met.count(False)}/{len(met) - met.count(None)}"))
    goals = [f"{t.id} ({goals_text(t, evaluation.period)})" for t in evaluation.plan.targets]
    return Table(
        caption,
        ("Đơn vị", *goals, f"Số {claims.noun(evaluation.plan)} chưa đạt/được giao có số liệu"),
        tuple(rows),
        "l" + "c" * len(goals) + "r",
        searchable=True,
        filters=("Đơn vị",),
        version=version,
        foot=_counts(evaluation),
        note=f"Trong ngoặc ở tiêu đề là mức giao. Dấu ✗: chưa đạt mức giao.{reported_note(evaluation.plan)}",
    )


def _counts(evaluation: Evaluation) -> tuple[tuple[str, ...], ...]:
    """For each target, of how many units: those behind among those with a figure, those that delivered among the assigned."""
    behind, delivered = [], []
    for target in evaluation.plan.targets:
        met = [evaluation.indicator(unit.id, target.id).met for unit in evaluation.units]
        whole = evaluation.indicator(evaluation.agency, target.id)
        behind.append(f"{met.count(False)}/{len(met) - met.count(None)}")
        delivered.append(whole.delivered_text)
    sent = f"Số đơn vị có gửi số liệu/được giao{', từng năm' if evaluation.years else ''}"
    return (claims.BEHIND_OF_JUDGED, *behind, ""), (sent, *delivered, "")


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
    return "", name, number(sum((item.maximum for item in items), Fraction(0))), f"{done}/{len(scored)}", "–", "–", "–"


def _points(each: ItemScore) -> Cell | str:
    short = {"not_assigned": "KG", "no_cases": "KPS", MISSING: "CSL", BLOCKED: "KTĐ", PARTIAL: "TT"}
    return points_text(each.points, each.max_points) if each.state == OK else Cell(short[each.state], "none")


def signed(evaluation: Evaluation, gap: Decimal | None) -> str:
    """A difference of scores with its sign."""
    if gap is None:
        return "–"
    return ("+" if gap > 0 else "−" if gap < 0 else "") + number(abs(gap), evaluation.plan.scoring.decimals)
