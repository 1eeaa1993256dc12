"""The data check of a period: what arrived, from whom, what is wrong with it, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from ..evaluation import scrutiny
from ..evaluation.official import require_official
from ..evaluation.results import Evaluation
from . import callers, claims, followup, narrative, provenance, quality, questions
from .document import Report, Section
from .model import Block, Bullets, Contents, Heading, Paragraph
from .so_ket import letterhead
from .summary import summary_table
from .words import capitalised, movement_text


def check_report(evaluation: Evaluation, *, history: Sequence[Evaluation] = ()) -> Report:
    """What a period's data look like before anyone believes a figure. ``history`` holds the period before, if there is one.

    >>> import toolkit as tk
    >>> tk.check_report(tk.evaluate("2024"))
    Report('Kiểm tra số liệu phong trào thi đua “Chuyển đổi số giai đoạn 2022 – 2025” năm 2024')
    """
    require_official(evaluation, history, what="báo cáo kiểm tra số liệu")
    title = f"Kiểm tra số liệu {movement_text(evaluation)}"
    asked = scrutiny.questions(evaluation, history)
    parts = (
        _part(
            "tong-quan",
            "1. Tổng quan",
            Paragraph(narrative.quality_summary(evaluation)),
            Bullets(claims.complete_texts(evaluation)),
            summary_table(evaluation),
            quality.code_table(evaluation),
        ),
        _part(
            "nhan",
            "2. Số liệu đã nhận",
            quality.source_table(evaluation),
            questions.delivery_table(evaluation, asked),
            followup.latest_table(evaluation),
        ),
        _part("lien-he", "3. Cần liên hệ với ai", *callers.call_blocks(evaluation, asked)),
        _part("hoi-lai", "4. Điều cần hỏi lại", *questions.question_blocks(evaluation, asked)),
        _part(
            "loi",
            "5. Lỗi, cảnh báo và cách sửa",
            quality.findings_table(
                evaluation, caption="Danh sách lỗi, cảnh báo và thông tin", levels=("error", "warning", "info")
            ),
            Paragraph(callers.NOT_QUOTED, "note"),
        ),
        _part(
            "don-doc",
            "6. Đôn đốc",
            Paragraph(
                "Danh sách mã trường hợp của từng đơn vị có trong phiếu kết quả đơn vị và trong followup.csv.", "note"
            ),
            followup.reminder_table(evaluation),
        ),
        _part(
            "tep",
            "7. Tệp đã đọc",
            provenance.input_table(evaluation),
            Paragraph("Đối chiếu mã SHA-256 để biết báo cáo này được lập từ đúng tệp nào.", "note"),
        ),
    )
    note = evaluation.plan.movement.note
    head = Section(
        "mo-dau",
        title,
        (
            letterhead(
                evaluation,
                kind="Kết quả kiểm tra số liệu",
                subject=capitalised(movement_text(evaluation)),
            ),
            Contents(tuple((part.id, part.title) for part in parts)),
            *((Paragraph(note, "note"),) if note else ()),
        ),
    )
    return Report(title, (head, *parts))


def _part(id: str, title: str, *blocks: Block) -> Section:
    return Section(id, title, (Heading(title), *blocks))
