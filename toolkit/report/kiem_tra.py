"""The data check of a period: what arrived, from whom, what is wrong with it, and what to do."""

from __future__ import annotations

from ..results import Evaluation
from . import followup, narrative, provenance, quality
from .document import Report, Section
from .model import Bullets, Contents, Heading, Paragraph
from .so_ket import letterhead
from .summary import summary_table


def check_report(evaluation: Evaluation) -> Report:
    """What a period's data look like before anyone believes a figure."""
    title = f"Kiểm tra số liệu phong trào thi đua “{evaluation.plan.movement.name}” {evaluation.period.title}"
    parts = (
        Section(
            "tong-quan",
            "1. Tổng quan",
            (
                Heading("1. Tổng quan"),
                Paragraph(narrative.quality_summary(evaluation)),
                *_verdict(evaluation),
                summary_table(evaluation),
                quality.code_table(evaluation),
            ),
        ),
        Section(
            "nhan",
            "2. Số liệu đã nhận",
            (Heading("2. Số liệu đã nhận"), quality.source_table(evaluation), quality.delivery_table(evaluation)),
        ),
        Section(
            "loi",
            "3. Lỗi, cảnh báo và cách sửa",
            (
                Heading("3. Lỗi, cảnh báo và cách sửa"),
                quality.findings_table(
                    evaluation, caption="Danh sách lỗi, cảnh báo và thông tin", levels=("error", "warning", "info")
                ),
                Paragraph(
                    "Số dòng là số dòng hiện trong bảng tính (dòng đầu tiên là 1). Giá trị của ô không được nêu, để không lộ dữ liệu cá nhân và bí mật nhà nước.",
                    "note",
                ),
            ),
        ),
        Section(
            "don-doc",
            "4. Đôn đốc",
            (
                Heading("4. Đôn đốc"),
                Paragraph(
                    "Danh sách mã trường hợp của từng đơn vị có trong phiếu kết quả đơn vị và trong followup.csv.",
                    "note",
                ),
                followup.reminder_table(evaluation),
                followup.latest_table(evaluation),
            ),
        ),
        Section(
            "tep",
            "5. Tệp đã đọc",
            (
                Heading("5. Tệp đã đọc"),
                provenance.input_table(evaluation),
                Paragraph("Đối chiếu mã SHA-256 để biết báo cáo này được lập từ đúng tệp nào.", "note"),
            ),
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
                subject=f"Phong trào thi đua “{evaluation.plan.movement.name}” {evaluation.period.title}",
            ),
            Contents(tuple((part.id, part.title) for part in parts)),
            *((Paragraph(note, "note"),) if note else ()),
        ),
    )
    return Report(title, (head, *parts))


def _verdict(evaluation: Evaluation) -> tuple[Bullets, ...]:
    lacking = [u for u in evaluation.units if u.id not in evaluation.complete_units]
    said = [
        f"{len(evaluation.units) - len(lacking)}/{len(evaluation.units)} đơn vị có đủ số liệu của mọi chỉ tiêu được giao."
    ]
    said += [
        f"{unit.name} ({unit.id}): chưa có hoặc không tính được "
        + narrative.listed(
            [
                t.id
                for t in evaluation.plan.targets
                if evaluation.indicator(unit.id, t.id).state in ("missing", "blocked")
            ]
        )
        + "."
        for unit in lacking
    ]
    return (Bullets(tuple(said)),)
