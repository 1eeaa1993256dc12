"""Whom to call about the findings, and the part of the data check that is sent to one unit: its own, and nobody else's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..evaluation import scrutiny
from ..evaluation.editions import edition_of
from ..evaluation.results import Evaluation
from ..evaluation.scrutiny import Questions
from ..indicators.model import Indicator
from ..words.codes import CODES, DIFFERS, ERROR, INFO, LEVELS, WARNING
from ..words.errors import Finding
from ..words.vocabulary import BLOCKED, MISSING
from . import claims, followup, quality, questions
from .document import Report, Section
from .model import Block, Bullets, Cell, Heading, Links, Paragraph, Table, table_or
from .so_ket import letterhead
from .ways import ways
from .work import work_blocks

NOT_QUOTED = "Số dòng là số dòng hiện trong bảng tính (dòng đầu tiên là 1). Giá trị của ô không được nêu, để không lộ dữ liệu cá nhân và bí mật nhà nước."
OFFICE = "Văn phòng (đơn vị tổng hợp)"


def call_blocks(evaluation: Evaluation, asked: Questions) -> tuple[Block, ...]:
    """Findings and questions by whom to call, and the files to send."""
    counts = questions.questions_to(asked)
    called = [("", OFFICE), *((unit.id, f"{unit.name} ({unit.id})") for unit in evaluation.units)]
    rows = [
        row for unit, name in called if (row := _call(name, evaluation.findings_of(unit), counts[unit])) is not None
    ]
    table = Table(
        "Số lỗi, cảnh báo và câu hỏi theo nơi cần liên hệ",
        ("Liên hệ", *(LEVELS[level] for level in (ERROR, WARNING, INFO)), "Câu hỏi", "Các mã", "Cần làm"),
        tuple(rows),
        "lrrrrll",
        compact=True,
        widths=(24, 6, 8, 8, 7, 17, 30),
        note="Lỗi của tệp chung, của danh mục và của kế hoạch do Văn phòng xử lý; lỗi của một dòng thuộc đơn vị mà dòng đó được tính cho.",
    )
    links = tuple((f"kiem_tra/{unit.id}.html", f"{unit.name} ({unit.id})") for unit in evaluation.units)
    return (
        *table_or(table, "Không nơi nào phải sửa hay trả lời gì."),
        Paragraph("Phần riêng của từng đơn vị, để gửi cho đơn vị đó (chỉ có lỗi, thiếu sót và câu hỏi của đơn vị):"),
        Links(links),
    )


def _call(name: str, findings: Sequence[Finding], asked: int) -> tuple[Cell | str, ...] | None:
    if not findings and not asked:
        return None
    levels = Counter(each.level for each in findings)
    said = Counter(each.code for each in findings)
    codes = ", ".join(f"{code} ({count})" if count > 1 else code for code, count in sorted(said.items()))
    errors = Cell(str(levels[ERROR]), "bad") if levels[ERROR] else "0"
    todo = [CODES[code].remedy.replace("`", "") for code in sorted(said)] + ["trả lời các câu hỏi"] * bool(asked)
    done = "; ".join(dict.fromkeys(todo))
    return (name, errors, str(levels[WARNING]), str(levels[INFO]), str(asked), codes or "–", done)


def unit_check(
    evaluation: Evaluation, *, unit: str, history: Sequence[Evaluation] = (), asked: Questions | None = None
) -> Report:
    """The data check of one unit. ``asked`` are the questions of the period, where they are known already.

    Raises KeyError for an unknown unit.
    """
    evaluation, history = edition_of(evaluation, history, internal=False)
    asked = asked or scrutiny.questions(evaluation, history)
    name, own = evaluation.names[unit], evaluation.findings_of(unit)
    title = f"Kiểm tra số liệu {evaluation.period.title} của {name}"
    head = Section(
        "mo-dau",
        title,
        (
            ways(evaluation, kind="kiem_tra", unit=unit),
            letterhead(
                evaluation, kind="Kết quả kiểm tra số liệu", subject=f"{name} ({unit}), {evaluation.period.title}"
            ),
        ),
    )
    parts: tuple[tuple[str, str, tuple[Block, ...]], ...] = (
        (
            "nhan",
            "1. Số liệu đã nhận",
            (questions.delivery_table(evaluation, asked, unit=unit), *_gaps(evaluation, unit)),
        ),
        (
            "loi",
            "2. Lỗi, cảnh báo và cách sửa",
            _faults(evaluation, own, asked),
        ),
        ("hoi-lai", "3. Điều cần hỏi lại", questions.question_blocks(evaluation, asked, unit=unit)),
        (
            "viec",
            "4. Việc cần làm",
            (*work_blocks(evaluation, [unit]), *table_or(followup.gap_table(evaluation, unit))),
        ),
    )
    sections = (Section(id, title, (Heading(title), *blocks)) for id, title, blocks in parts)
    return Report(title, (head, *sections), evaluation.telling)


def in_comparison(evaluation: Evaluation, own: Sequence[Finding], asked: Questions) -> list[Finding]:
    """The findings that are told by the comparison of reported figures with those of the systems, which one period has."""
    if evaluation.period.is_range:
        return []
    shown = {(each.unit, each.target) for each in asked.reconciliations if not each.agrees}
    return [each for each in own if each.code == DIFFERS and (each.unit, each.target) in shown]


def _faults(evaluation: Evaluation, own: Sequence[Finding], asked: Questions) -> tuple[Block, ...]:
    """The findings of a unit without those that stand in the comparison of figures."""
    elsewhere = in_comparison(evaluation, own, asked)
    said = "Số đơn vị báo cáo khác số của hệ thống (SO-05): xem bảng đối chiếu dưới đây; đối chiếu hai nguồn, sửa nguồn sai."
    told = (Paragraph(said, "note"),) if elsewhere else ()
    if len(elsewhere) == len(own):
        return (*told, Paragraph(f"Không có lỗi, cảnh báo nào {'khác ' if told else ''}của đơn vị."))
    caption = "Lỗi, cảnh báo và thông tin"
    table = quality.findings_table(evaluation, caption=caption, levels=tuple(LEVELS), of=own, without=elsewhere)
    return (*told, table, Paragraph(NOT_QUOTED, "note"))


def _gaps(evaluation: Evaluation, unit: str) -> tuple[Bullets | Paragraph, ...]:
    """The targets of a unit without a figure."""
    said = [
        f"{target.id}. {target.name}: {each.state_text if each.state in (MISSING, BLOCKED) else _years(each)}."
        for target in evaluation.plan.targets
        if (each := evaluation.indicator(unit, target.id)).state in (MISSING, BLOCKED) or each.lacking
    ]
    if said:
        return (Bullets(tuple(said)),)
    return (Paragraph(claims.nothing_lacking_text(evaluation, unit)),)


def _years(each: Indicator) -> str:
    return f"thiếu năm {', '.join(each.lacking)}"
