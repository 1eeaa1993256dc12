"""The tables of the reports. They lay out figures; they compute none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..errors import Finding
from ..formatting import number, percent
from ..plan import Target
from ..plan.conditions import canonical_value
from ..results import Evaluation, Indicator, ItemScore
from ..vocabulary import BLOCKED, MISSING, OK, REPORTED, SOURCES, STATES
from .model import Cell, Table
from .words import amount_text, attainment_text, change_text, goal_text, score_text, source_title, value_text, verdict

_NATURE = {"flow": "phát sinh trong kỳ", "stock": "trạng thái cuối kỳ"}


def indicator_table(evaluation: Evaluation, *, unit: str, caption: str) -> Table:
    """Every indicator of a unit or of the agency, with what it rests on (Phụ lục I)."""
    rows = []
    for n, target in enumerate(evaluation.plan.targets, 1):
        each = evaluation.indicator(unit, target.id)
        before = (
            amount_text(each.previous_value, goal=each.goal) if each.previous_value is not None and each.goal else ""
        )
        rows.append(
            (
                str(n),
                f"{target.id}. {target.name}",
                goal_text(each.goal),
                number(each.numerator),
                number(each.denominator),
                value_text(each, target=target),
                attainment_text(each),
                verdict(each),
                before,
                change_text(each),
                source_title(each.source),
            )
        )
    return Table(
        caption,
        (
            "STT",
            "Chỉ tiêu",
            "Mức giao",
            "Tử số",
            "Mẫu số",
            "Kết quả",
            "So với mức giao",
            "Đánh giá",
            "Kỳ trước",
            "Tăng, giảm",
            "Nguồn số liệu",
        ),
        tuple(rows),
        "clrrrrrcrrl",
        heads=2,
        searchable=True,
        note="Kết quả là tỷ lệ của tổng tử số trên tổng mẫu số. Số liệu làm tròn khi trình bày; việc đánh giá dùng số chưa làm tròn. “Điểm %” là hiệu của hai tỷ lệ phần trăm.",
    )


def unit_table(evaluation: Evaluation) -> Table:
    """Units by score: rank, band, official and own score."""
    ordered = sorted(evaluation.scores, key=lambda s: (s.group, s.rank is None, s.rank or 0, s.unit))
    names = {unit.id: unit.name for unit in evaluation.units}
    grouped = evaluation.plan.scoring.groups is not None
    rows = []
    for each in ordered:
        gap = each.score - each.self_score if each.score is not None and each.self_score is not None else None
        cells = (
            str(each.rank or "–"),
            f"{names[each.unit]} ({each.unit})",
            score_text(evaluation, each.self_score),
            score_text(evaluation, each.score),
            _signed(evaluation, gap),
            Cell(each.band or "–", "whole"),
        )
        rows.append((*cells[:2], each.group, *cells[2:]) if grouped else cells)
    columns = ("Hạng", "Đơn vị", "Điểm tự chấm", "Điểm thẩm định", "Chênh lệch", "Xếp loại")
    return Table(
        "Bảng 3. Điểm, thứ hạng và xếp loại của các đơn vị",
        (*columns[:2], "Khối", *columns[2:]) if grouped else columns,
        tuple(rows),
        "cllrrrl" if grouped else "clrrrl",
        heads=2,
        searchable=True,
        note="Xếp hạng theo điểm thẩm định đã làm tròn một lần; các đơn vị bằng điểm cùng hạng, hạng kế tiếp bỏ qua.",
    )


def points_table(evaluation: Evaluation) -> Table:
    """Unit by item: points of everything, and the totals (Phụ lục II)."""
    items = evaluation.plan.items
    rows = []
    for unit in evaluation.units:
        score = evaluation.score(unit.id)
        rows.append(
            (
                unit.name,
                *(_points(evaluation.item(unit.id, item.id)) for item in items),
                score_text(evaluation, score.self_score),
                score_text(evaluation, score.score),
                str(score.rank or "–"),
                Cell(score.band or "–", "whole"),
            )
        )
    columns = (
        "Đơn vị",
        *(f"{item.id} ({number(item.points)})" for item in items),
        "Tự chấm",
        "Thẩm định",
        "Hạng",
        "Xếp loại",
    )
    notes = "Trong ngoặc là điểm chuẩn. KG: không giao; KPS: không phát sinh (hai trường hợp này không tính vào điểm tối đa, tổng quy về 100); "
    notes += "CSL: chưa có số liệu hoặc chưa thẩm định; KTĐ: không tính được do lỗi số liệu"
    notes += " (chấm 0 điểm)." if evaluation.plan.scoring.missing == "zero" else " (không tính vào điểm tối đa)."
    return Table(
        "Điểm từng mục của các đơn vị",
        columns,
        tuple(rows),
        "l" + "r" * (len(items) + 2) + "cl",
        searchable=True,
        note=notes,
        dense=True,
    )


def years_table(evaluation: Evaluation, history: Sequence[Evaluation], *, caption: str) -> Table:
    """The agency's indicators over the periods of ``history``, and for several years their sum beside them."""
    rows = []
    for target in evaluation.plan.targets:
        parts = [each.indicator(evaluation.agency, target.id) for each in history]
        known = [each for each in parts if each.state == OK]
        both = len(known) > 1 and known[0] is parts[0] and known[-1] is parts[-1]
        change = change_text(replace(parts[-1], change=parts[-1].value - parts[0].value)) if both else "–"
        whole = (_result_cell(evaluation.indicator(evaluation.agency, target.id), target),) if evaluation.years else ()
        rows.append((f"{target.id}. {target.name}", *(_result_cell(each, target) for each in parts), change, *whole))
    whole_title = ("Cả giai đoạn",) if evaluation.years else ()
    columns = ("Chỉ tiêu", *(e.period.title.capitalize() for e in history), "Kỳ cuối so với kỳ đầu", *whole_title)
    return Table(
        caption,
        columns,
        tuple(rows),
        "l" + "r" * (len(columns) - 1),
        note="Trong ngoặc: tử số/mẫu số. Chỉ tiêu phát sinh của cả giai đoạn là tổng tử số trên tổng mẫu số; chỉ tiêu trạng thái lấy năm cuối."
        if evaluation.years
        else "Trong ngoặc: tử số/mẫu số.",
        compact=True,
    )


def _result_cell(each: Indicator, target: Target) -> Cell:
    shown = value_text(each, target=target)
    if each.state != OK:
        return Cell(shown, "none")
    return Cell(f"{shown} ({number(each.numerator)}/{number(each.denominator)})", "good" if each.met else "bad")


def score_years_table(evaluation: Evaluation, history: Sequence[Evaluation]) -> Table:
    """The units' scores and ranks over the periods of ``history``, in today's structure."""
    rows = []
    for unit in evaluation.units:
        cells = []
        for each in history:
            found = next((s for s in each.scores if s.unit == unit.id), None)
            cells.append(f"{score_text(each, found.score)} (hạng {found.rank})" if found and found.rank else "–")
        rows.append((f"{unit.name} ({unit.id})", *cells))
    return Table(
        "Bảng 4. Điểm thẩm định và hạng của các đơn vị qua các kỳ",
        ("Đơn vị", *(each.period.title.capitalize() for each in history)),
        tuple(rows),
        "l" + "r" * len(history),
        searchable=True,
        note="Mọi kỳ tính theo cơ cấu tổ chức ngày cuối kỳ báo cáo.",
    )


def value_table(
    evaluation: Evaluation, *, caption: str = "Kết quả từng chỉ tiêu của các đơn vị (trong ngoặc: tử số/mẫu số)"
) -> Table:
    """Unit by target: the value of each indicator, and whether it meets the goal."""
    rows = []
    for unit in evaluation.units:
        cells = []
        for target in evaluation.plan.targets:
            cells.append(_result_cell(evaluation.indicator(unit.id, target.id), target))
        rows.append((unit.name, *cells))
    goals = [f"{t.id} ({goal_text(t.goal_in(evaluation.period.end.year))})" for t in evaluation.plan.targets]
    return Table(
        caption,
        ("Đơn vị", *goals),
        tuple(rows),
        "l" + "c" * len(goals),
        searchable=True,
        note="Trong ngoặc ở tiêu đề là mức giao. Dấu ▼: chưa đạt mức giao.",
    )


def item_table(evaluation: Evaluation, *, kind: str, caption: str) -> Table:
    """The contents or the actions: how many units were appraised, the lowest and the highest points."""
    rows = []
    for item in getattr(evaluation.plan, kind):
        scored = [evaluation.item(unit.id, item.id) for unit in evaluation.units]
        points = [each.points for each in scored if each.state == OK and each.points is not None]
        full = sum(each == item.points for each in points)
        span = f"{number(min(points), 2)} – {number(max(points), 2)}" if points else STATES[MISSING]
        rows.append(
            (
                item.id,
                item.name,
                number(item.points),
                f"{len(points)}/{len(scored)}",
                str(full),
                span,
                percent(evaluation.item_share(item.id)),
            )
        )
    return Table(
        caption,
        (
            "Mã",
            "Nội dung" if kind == "contents" else "Biện pháp",
            "Điểm chuẩn",
            "Đơn vị đã thẩm định",
            "Đơn vị đạt điểm tối đa",
            "Thấp nhất – cao nhất",
            "Tỷ lệ điểm đạt",
        ),
        tuple(rows),
        "clrcccr",
        heads=2,
    )


def definition_table(evaluation: Evaluation) -> Table:
    """What each indicator counts, in the plan's words, so that a reader can trace a figure."""
    rows = []
    for target in evaluation.plan.targets:
        files = ", ".join(files_of(evaluation, target.source)) or "–"
        rows.append(
            (
                target.id,
                target.name,
                *definition(target),
                _NATURE[target.nature or "flow"],
                number(target.points),
                target.note or "–",
                files,
            )
        )
    return Table(
        "Định nghĩa chỉ tiêu, điểm chuẩn và tệp số liệu",
        (
            "Mã",
            "Chỉ tiêu",
            "Mẫu số đếm",
            "Tử số đếm thêm điều kiện",
            "Tính chất",
            "Điểm chuẩn",
            "Căn cứ, giả định",
            "Tệp",
        ),
        tuple(rows),
        "clllcrll",
        heads=2,
        note=evaluation.plan.scoring.note,
    )


def definition(target: Target) -> tuple[str, str]:
    """What the denominator of a target counts, and what of it the numerator counts, in words."""
    denominator = _conditions(target.source, target.population, target.date)
    return denominator, _conditions(target.source, target.success or {}, None)


def _conditions(source: str, conditions: dict, date: str | None) -> str:
    if source == REPORTED:
        return "số do đơn vị báo cáo"
    columns = SOURCES[source]
    words = []
    for name, values in conditions.items():
        column = columns.column(name)
        said = " hoặc ".join(_value(column, value) for value in values)
        words.append(f"{_TRAINED.get(name) or (column.header if column else name)}: {said}")
    if date and columns.column(date):
        words.append(f"xếp kỳ theo {columns.column(date).header}")
    return "; ".join(words) or "mọi dòng của nguồn"


_TRAINED = {"trained_basic": "Đã hoàn thành khóa cơ bản", "trained_data": "Đã hoàn thành khóa dữ liệu"}


def _value(column: object, value: object) -> str:
    if value in ("present", "absent"):
        return "có ghi" if value == "present" else "để trống"
    canonical = canonical_value(column, value) if column is not None and column.values else None
    return column.values[canonical][0] if canonical else str(value)


def findings_table(
    evaluation: Evaluation, *, caption: str, levels: tuple[str, ...], of: Sequence[Finding] | None = None
) -> Table:
    """The findings of some levels, one a row; only those in ``of`` where it is given."""
    words = {"error": Cell("Lỗi", "bad"), "warning": Cell("Cảnh báo", "none"), "info": Cell("Thông tin")}
    rows = [
        (
            each.code,
            words[each.level],
            " › ".join(p for p in (each.file, each.sheet) if p) or "–",
            str(each.row or "–"),
            each.column or "–",
            " ".join(p for p in (each.unit, each.target) if p) or "–",
            each.problem,
            each.remedy,
        )
        for each in (evaluation.findings if of is None else of)
        if each.level in levels
    ]
    return Table(
        caption,
        ("Mã", "Mức", "Tệp", "Dòng", "Cột", "Đơn vị, chỉ tiêu", "Vấn đề", "Cách sửa"),
        tuple(rows),
        "cclrllll",
        searchable=True,
    )


def files_of(evaluation: Evaluation, source: str) -> list[str]:
    """The files that were read of a source: <source>.<ending> or <source>__<anything>.<ending>."""
    return [
        name
        for name in evaluation.inputs
        if name.partition("/")[2].rpartition(".")[0].partition("__")[0].lower() == source
    ]


def input_table(evaluation: Evaluation) -> Table:
    """Every file that was read and its SHA-256, so that a figure can be traced to the bytes it rests on."""
    return Table(
        "Tệp đã đọc và mã kiểm tra SHA-256",
        ("Tệp", "SHA-256"),
        tuple((name, Cell(digest, "hash")) for name, digest in evaluation.inputs.items()),
        "ll",
    )


def _points(each: ItemScore) -> Cell | str:
    short = {"not_assigned": "KG", "no_cases": "KPS", MISSING: "CSL", BLOCKED: "KTĐ"}
    return number(each.points, 2) if each.state == OK else Cell(short[each.state], "none")


def _signed(evaluation: Evaluation, gap: object) -> str:
    if gap is None:
        return "–"
    return ("+" if gap > 0 else "−" if gap < 0 else "") + number(abs(gap), evaluation.plan.scoring.decimals)
