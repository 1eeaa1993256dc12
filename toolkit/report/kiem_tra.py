"""The data check of a period: what arrived, from whom, what is wrong with it, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from ..evaluation import scrutiny
from ..evaluation.editions import edition_of
from ..evaluation.official import require_official
from ..evaluation.results import Evaluation
from ..evaluation.scrutiny import Questions
from ..words.codes import ERROR, WARNING
from ..words.formatting import number
from . import callers, claims, followup, provenance, quality, questions
from .document import Report, Section
from .model import Block, Bullets, Contents, Heading, Paragraph, Table, table_or
from .so_ket import letterhead
from .ways import ways
from .words import capitalised, movement_text

_NO_FAULT = "Không có lỗi, cảnh báo nào."


def check_report(evaluation: Evaluation, *, history: Sequence[Evaluation] = ()) -> Report:
    """What a period's data look like before anyone believes a figure. ``history`` holds the period before, if there is one.

    >>> import toolkit as tk
    >>> tk.check_report(tk.evaluate("2024"))
    Report('Kiểm tra số liệu phong trào thi đua “Chuyển đổi số giai đoạn 2022 – 2025” năm 2024')
    """
    require_official(evaluation, history, what="báo cáo kiểm tra số liệu")
    evaluation, history = edition_of(evaluation, history, internal=False)
    title = f"Kiểm tra số liệu {movement_text(evaluation)}"
    asked = scrutiny.questions(evaluation, history)
    parts = _parts(evaluation, asked)
    note = evaluation.plan.movement.note
    head = Section(
        "mo-dau",
        title,
        (
            ways(evaluation, kind="kiem_tra"),
            letterhead(
                evaluation,
                kind="Kết quả kiểm tra số liệu",
                subject=capitalised(movement_text(evaluation)),
            ),
            Paragraph(
                claims.check_text(evaluation, to_compare=_to_compare(evaluation, asked), errors=_errors(evaluation)),
                lead="Kết luận:",
            ),
            Contents(tuple((part.id, part.title) for part in parts)),
            *((Paragraph(note, "note"),) if note else ()),
        ),
    )
    return Report(title, (head, *parts), evaluation.telling)


def _parts(evaluation: Evaluation, asked: Questions) -> tuple[Section, ...]:
    """What a clerk does with it first: whom to call, what to ask, what to mend; then what arrived, and where it came from."""
    return (
        _part("lien-he", "1. Ai cần làm gì", *callers.call_blocks(evaluation, asked)),
        _part("hoi-lai", "2. Điều cần đối chiếu, hỏi lại", *questions.question_blocks(evaluation, asked)),
        _part("loi", "3. Lỗi, cảnh báo và cách sửa", *_faults(evaluation, asked)),
        _part(
            "don-doc",
            "4. Đôn đốc",
            *table_or(followup.reminder_table(evaluation), "Không đơn vị nào cần đôn đốc."),
            Paragraph(
                "Danh sách mã trường hợp của từng đơn vị có trong phiếu kết quả đơn vị và trong followup.csv.", "note"
            ),
        ),
        _part(
            "nhan",
            "5. Số liệu đã nhận",
            _state_table(evaluation, asked),
            *_lacking(evaluation),
            quality.source_table(evaluation),
            *((questions.delivery_table(evaluation, asked),) if evaluation.sources else ()),
            *((followup.latest_table(evaluation),) if evaluation.latest_days else ()),
        ),
        _part(
            "tep",
            "6. Phụ lục: cách tìm, tệp đã đọc",
            Paragraph(claims.APART_RULE, "note"),
            provenance.input_table(evaluation),
            Paragraph("Đối chiếu mã SHA-256 để biết báo cáo này được lập từ đúng tệp nào.", "note"),
        ),
    )


def _lacking(evaluation: Evaluation) -> tuple[Bullets, ...]:
    """What each unit lacks that has not every figure asked of it."""
    _, *lacking = claims.complete_texts(evaluation)
    return (Bullets(tuple(lacking)),) if lacking else ()


def _to_compare(evaluation: Evaluation, asked: Questions) -> int:
    """How many things are to be held against each other: warnings, and questions that the figures raise."""
    warnings = sum(finding.level == WARNING for _, finding in quality.findings_by_year(evaluation))
    return warnings + questions.questions_to(asked).total()


def _errors(evaluation: Evaluation) -> int:
    return sum(finding.level == ERROR for _, finding in quality.findings_by_year(evaluation))


def _state_table(evaluation: Evaluation, asked: Questions) -> Table:
    whole, complete = len(evaluation.units), len(evaluation.complete_units)
    rows = (
        ("Đơn vị có đủ số liệu/số đơn vị", f"{number(complete)}/{number(whole)}"),
        ("Điều cần đối chiếu, hỏi lại", number(_to_compare(evaluation, asked))),
        ("Lỗi phải sửa", number(_errors(evaluation))),
        ("Dòng số liệu đã đọc", number(sum(evaluation.rows_read.values()))),
    )
    return Table("Tình trạng số liệu", ("Nội dung", "Số lượng"), rows, "lr", compact=True)


def _faults(evaluation: Evaluation, asked: Questions) -> tuple[Block, ...]:
    """The findings; of one period without those that stand in the comparison of figures."""
    levels = ("error", "warning", "info")
    caption = "Danh sách lỗi, cảnh báo và thông tin"
    kinds = table_or(quality.code_table(evaluation))
    if evaluation.period.is_range:
        table = quality.findings_table(evaluation, caption=caption, levels=levels)
        return (*kinds, *table_or(table, _NO_FAULT), *((Paragraph(callers.NOT_QUOTED, "note"),) if table.rows else ()))
    elsewhere = callers.in_comparison(evaluation, evaluation.findings, asked)
    said = "Số đơn vị báo cáo khác số của hệ thống (SO-05): xem mục 2."
    told = (Paragraph(said, "note"),) if elsewhere else ()
    if len(elsewhere) == len(evaluation.findings):
        return (*kinds, *told, Paragraph("Không có lỗi, cảnh báo nào khác." if told else _NO_FAULT))
    table = quality.findings_table(evaluation, caption=caption, levels=levels, without=elsewhere)
    return (*kinds, *told, table, Paragraph(callers.NOT_QUOTED, "note"))


def _part(id: str, title: str, *blocks: Block) -> Section:
    return Section(id, title, (Heading(title), *blocks))
