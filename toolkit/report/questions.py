"""The questions that a period's data raise: who has sent what and until when, what differs from before, from others, from the systems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction

from ..evaluation.results import Evaluation
from ..evaluation.scrutiny import Coverage, Outlier, Questions, Reconciliation
from ..indicators.model import Count, Indicator
from ..plan.standard import REPORTS
from ..words.formatting import number, percent, short_date
from ..words.vocabulary import OK, STATES
from . import claims
from .model import Block, Bullets, Cell, Paragraph, Table
from .quality import delivered_cell
from .words import capitalised


def delivery_table(evaluation: Evaluation, asked: Questions, *, unit: str = "") -> Table:
    """What each unit (or one) has delivered of each source: delivered, late, missing, in words."""
    names = evaluation.sources
    rows: list[tuple[Cell | str, ...]] = [
        (
            _name(evaluation, each),
            *(_delivery(evaluation, each, name, asked.silent.get((each, name))) for name in names),
        )
        for each in ((unit,) if unit else evaluation.names)
    ]
    return Table(
        "Số liệu đã nhận theo đơn vị và nguồn",
        ("Đơn vị", *(evaluation.plan.source(name).title for name in names)),
        tuple(rows),
        "l" + "c" * len(names),
        searchable=not unit,
        compact=True,
        widths=(18, *(0 for _ in names)),
        note=f"{claims.LATE_NOTE}Cột báo cáo định kỳ nêu thêm số báo cáo gửi chậm, chưa gửi.",
    )


def _delivery(evaluation: Evaluation, unit: str, source: str, last: date | None) -> Cell:
    late, unsent = evaluation.late_reports.get(unit, (0, 0)) if source == REPORTS else (0, 0)
    reports = [f"{late} báo cáo gửi chậm"] * bool(late) + [f"{unsent} báo cáo chưa gửi"] * bool(unsent)
    if evaluation.deliveries[unit, source] != OK or evaluation.years:
        cell = delivered_cell(evaluation, unit=unit, source=source)
        return Cell("; ".join((cell.text, *reports)), "bad") if reports else cell
    count = evaluation.rows_by_unit.get((unit, source))
    said = [f"có, {number(count)} dòng" if count else "có"] + ([f"chậm: dừng ở {short_date(last)}"] if last else [])
    said += reports
    return Cell("; ".join(said), "bad" if len(said) > 1 else "good")


def question_blocks(evaluation: Evaluation, asked: Questions, *, unit: str = "") -> tuple[Block, ...]:
    """Every question of a period, or those to one unit."""
    if evaluation.period.is_range:
        return (Paragraph("Các câu hỏi nêu ở báo cáo kiểm tra số liệu của từng năm."),)
    own = asked.to(unit)
    blocks: list[Block] = list(_early_ends(evaluation, asked, unit))
    if own.before and own.coverage:
        blocks.append(_coverage_table(evaluation, own.before, own.coverage))
    if own.jumps:
        blocks.append(_outlier_table(evaluation, own.jumps, claims.jumps_caption(evaluation), _points))
    if own.outliers:
        blocks.append(_outlier_table(evaluation, own.outliers, claims.APART_FROM_OTHERS, percent))
    if any(not each.agrees for each in own.reconciliations):
        said = "" if unit else claims.differing_text(evaluation)
        blocks += [Paragraph(said)] if said else []
        blocks.append(_reconciliation_table(evaluation, own.reconciliations))
    blocks = blocks or [Paragraph("Không có điều gì cần hỏi lại về số liệu.")]
    return (*blocks, *(() if own.before else (Paragraph(claims.no_before_text(evaluation)),)))


def _early_ends(evaluation: Evaluation, asked: Questions, unit: str) -> tuple[Bullets, ...]:
    """The sources that stop early: for all units, for some, or (``unit``) for one."""
    said = []
    for (whose, source), day in asked.silent.items():
        title, end = evaluation.plan.source(source).title, short_date(evaluation.period.end)
        if whose and unit in ("", whose):
            said.append(
                f"{title}: dòng mới nhất của {_name(evaluation, whose)} là ngày {short_date(day)}, {claims.OTHERS_LATER}"
            )
        elif not whose and not unit:
            said.append(
                f"{title}: số liệu của mọi đơn vị chỉ có đến ngày {short_date(day)}, trong khi kỳ kết thúc ngày {end}."
            )
    return (Bullets(tuple(said)),) if said else ()


def questions_to(asked: Questions) -> Counter[str]:
    """How many questions each unit is asked; the key is empty for those about a source as a whole.

    Figures that differ from the systems' are findings (SO-05) and not counted again.
    """
    silent = Counter(unit for unit, _ in asked.silent)
    figures = [each.unit for found in (asked.outliers, asked.jumps) for each in found]
    return silent + Counter([*figures, *(each.unit for each in asked.coverage)])


def _coverage_table(evaluation: Evaluation, before: Evaluation, found: Sequence[Coverage]) -> Table:
    rows = [
        (
            _name(evaluation, each.unit) if each.unit else "Mọi đơn vị",
            evaluation.plan.source(each.source).title,
            number(each.before),
            number(each.now),
            Cell(claims.coverage_text(evaluation, each), "bad"),
        )
        for each in found
    ]
    return Table(
        f"Số dòng khác nhiều so với {before.period.title}",
        ("Đơn vị", "Nguồn", capitalised(claims.before_label(evaluation)), "Kỳ này", "Câu hỏi"),
        tuple(rows),
        "llrrl",
        heads=2,
        note=claims.coverage_note(evaluation),
    )


def _outlier_table(
    evaluation: Evaluation, found: Sequence[Outlier], caption: str, shown: Callable[[Fraction], str]
) -> Table:
    rows = [
        (
            _name(evaluation, each.unit),
            each.target,
            shown(each.value),
            shown(each.middle),
            _cases(evaluation.indicator(each.unit, each.target)),
        )
        for each in found
    ]
    return Table(
        caption,
        ("Đơn vị", "Chỉ tiêu", "Đơn vị này", "Mức giữa của các đơn vị", "Tử số/mẫu số"),
        tuple(rows),
        "lcrrr",
        heads=2,
        note=claims.APART_NOTE,
    )


def _points(change: Fraction) -> str:
    sign = "+" if change > 0 else "−" if change < 0 else ""
    return f"{sign}{number(abs(change) * 100, 1)} điểm phần trăm"


def _reconciliation_table(evaluation: Evaluation, every: Sequence[Reconciliation]) -> Table:
    rows = [
        (
            _name(evaluation, each.unit),
            each.target,
            _cases(each.own),
            _cases(each.system),
            evaluation.plan.source(evaluation.plan.target(each.target).source).title,
        )
        for each in every
        if not each.agrees
    ]
    agreeing = len(every) - len(rows)
    return Table(
        "Đối chiếu số đơn vị tự báo cáo với số của hệ thống (tử số/mẫu số)",
        ("Đơn vị", "Chỉ tiêu", "Đơn vị báo cáo", "Hệ thống", "Nguồn của hệ thống"),
        tuple(rows),
        "lcrrl",
        heads=2,
        note=f"Đã đối chiếu {number(len(every))} số; {number(agreeing)} số khớp, không liệt kê. Điểm thẩm định dùng số của hệ thống.",
    )


def _cases(each: Count | Indicator) -> str:
    return f"{number(each.numerator)}/{number(each.denominator)}" if each.state == OK else STATES[each.state]


def _name(evaluation: Evaluation, unit: str) -> str:
    return f"{evaluation.names[unit]} ({unit})"
