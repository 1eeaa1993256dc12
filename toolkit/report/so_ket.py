"""The sơ kết of one period: the outline of an official report, filled from an evaluation and the office's prose."""

from __future__ import annotations

from ..formatting import short_date
from ..results import Evaluation
from . import narrative, tables
from .charts import bullet_chart, heatmap
from .document import Report, Section
from .model import Block, Bullets, Contents, Heading, Letterhead, Paragraph, Signature
from .prose import MISSING_PROSE, prose, prose_or_missing

_NO_SERIAL = "Số:          /BC-"
_NO_DATE = "ngày       tháng       năm        "


def interim_report(evaluation: Evaluation) -> Report:
    """The sơ kết report of a period. Its sections follow the outline of such reports (TT 01/2024/TT-BNV, Đ3)."""
    parts = [
        Section("I", "I. Đặc điểm tình hình", _written(evaluation, "situation")),
        Section("II", "II. Công tác lãnh đạo, chỉ đạo, triển khai", _written(evaluation, "leadership")),
        Section("III.1", "III.1. Các nội dung và biện pháp thi đua", _contents(evaluation)),
        Section("III.2", "III.2. Các chỉ tiêu thi đua", _targets(evaluation)),
        Section("III.3", "III.3. Kết quả theo đơn vị", _units(evaluation)),
        Section("III.4", "III.4. Mô hình, điển hình, sáng kiến", _written(evaluation, "models")),
        Section("IV", "IV. Công tác khen thưởng", _written(evaluation, "awards")),
        Section("V", "V. Đánh giá chung", _judgement(evaluation)),
        Section(
            "VI",
            "VI. Phương hướng, nhiệm vụ",
            (Paragraph(narrative.directions(evaluation)), *_written(evaluation, "direction")),
        ),
        Section("VII", "VII. Đề xuất, kiến nghị", _written(evaluation, "proposals")),
    ]
    appendices = _appendices(evaluation)
    title = f"Báo cáo sơ kết phong trào thi đua “{evaluation.plan.movement.name}” {evaluation.period.title}"
    opening = _opening(evaluation, Contents(tuple((s.id, s.title) for s in (*parts, *appendices))))
    return Report(
        title,
        (
            Section("mo-dau", title, opening),
            *(_headed(part) for part in parts),
            _closing(evaluation, len(appendices)),
            *appendices,
        ),
    )


def _headed(section: Section) -> Section:
    """The section under its heading; the first of part III comes under the heading of the whole part."""
    heads: tuple[Block, ...] = (Heading(section.title, 2),)
    if section.id.startswith("III."):
        heads = (Heading(section.title.removeprefix("III."), 3),)
        heads = (Heading("III. Kết quả thực hiện", 2), *heads) if section.id == "III.1" else heads
    return Section(section.id, section.title, (*heads, *section.blocks))


def letterhead(evaluation: Evaluation, *, kind: str, subject: str) -> Letterhead:
    """The head of a document of the agency. Number and date are left blank for the clerk."""
    agency = evaluation.plan.movement.agency
    return Letterhead(
        agency.parent,
        agency.name,
        f"{_NO_SERIAL}{agency.code}" if agency.code else _NO_SERIAL.removesuffix("-"),
        f"{agency.place}, {_NO_DATE}" if agency.place else _NO_DATE,
        kind,
        subject,
    )


def _opening(evaluation: Evaluation, contents: Contents) -> tuple[Block, ...]:
    movement, period = evaluation.plan.movement, evaluation.period
    grounds = tuple(Paragraph(f"Căn cứ {ground};", "ground") for ground in movement.grounds(period.end))
    return (
        letterhead(evaluation, kind="Báo cáo", subject=f"Sơ kết phong trào thi đua “{movement.name}” {period.title}"),
        contents,
        *grounds,
        Paragraph(
            f"{movement.agency.name} báo cáo kết quả thực hiện phong trào thi đua “{movement.name}” {period.title} "
            f"(số liệu từ ngày {short_date(period.start)} đến ngày {short_date(period.end)}) như sau:"
        ),
        Paragraph(narrative.targets_summary(evaluation)),
        *((Paragraph(movement.note, "note"),) if movement.note else ()),
    )


def _written(evaluation: Evaluation, part: str) -> tuple[Block, ...]:
    return prose_or_missing(evaluation.remarks.get(part))


def _added(evaluation: Evaluation, part: str) -> tuple[Block, ...]:
    """Prose that may be added to what the figures say."""
    return prose(evaluation.remarks.get(part, ""))


def _contents(evaluation: Evaluation) -> tuple[Block, ...]:
    blocks: list[Block] = [*_added(evaluation, "results"), *_added(evaluation, "contents")]
    for number, (kind, caption) in enumerate(
        (("contents", "nội dung thi đua"), ("actions", "biện pháp tổ chức thực hiện")), 1
    ):
        blocks.append(Paragraph(narrative.items_summary(evaluation, kind=kind), lead=f"{caption.capitalize()}."))
        if getattr(evaluation.plan, kind):
            blocks.append(
                tables.item_table(
                    evaluation, kind=kind, caption=f"Bảng 1{'ab'[number - 1]}. Kết quả thẩm định các {caption}"
                )
            )
    return tuple(blocks)


def _targets(evaluation: Evaluation) -> tuple[Block, ...]:
    sentences = [narrative.target_sentence(evaluation, target) for target in evaluation.plan.targets]
    return (
        *_added(evaluation, "targets"),
        bullet_chart(evaluation),
        *(Paragraph(text, lead=lead) for lead, text in sentences),
        Paragraph("Tử số, mẫu số, nguồn số liệu và kết quả kỳ trước của từng chỉ tiêu: xem Phụ lục I.", "note"),
    )


def _units(evaluation: Evaluation) -> tuple[Block, ...]:
    return (
        *_added(evaluation, "units"),
        *(Paragraph(text) for text in narrative.units_summary(evaluation)),
        tables.unit_table(evaluation),
        heatmap(evaluation),
        *((Paragraph(evaluation.plan.scoring.note, "note"),) if evaluation.plan.scoring.note else ()),
    )


def _judgement(evaluation: Evaluation) -> tuple[Block, ...]:
    return (
        *_added(evaluation, "overall"),
        Heading("1. Ưu điểm", 3),
        Bullets(narrative.strengths(evaluation)),
        *_written(evaluation, "strengths"),
        Heading("2. Tồn tại, hạn chế", 3),
        Bullets(narrative.weaknesses(evaluation)),
        *_written(evaluation, "limits"),
        Heading("3. Nguyên nhân", 3),
        *_written(evaluation, "causes"),
        Heading("4. Bài học kinh nghiệm", 3),
        *_written(evaluation, "lessons"),
    )


def _closing(evaluation: Evaluation, appendices: int) -> Section:
    movement = evaluation.plan.movement
    closing = Paragraph(
        f"Trên đây là báo cáo sơ kết phong trào thi đua “{movement.name}” {evaluation.period.title} của {movement.agency.name}"
        f" (kèm theo {appendices} phụ lục)./."
    )
    signer = movement.signer
    recipients = [f"- {name.rstrip(';.')};" for name in movement.recipients]
    recipients[-1:] = [line.rstrip(";") + "." for line in recipients[-1:]]
    return Section(
        "ket",
        "Nơi nhận và người ký",
        (
            closing,
            Signature(
                signer.title if signer else "Thủ trưởng cơ quan", signer.name if signer else "", tuple(recipients)
            ),
        ),
    )


def _appendices(evaluation: Evaluation) -> tuple[Section, ...]:
    agency, title = evaluation.plan.movement.agency.name, evaluation.period.title
    quality = tables.findings_table(evaluation, caption="Lỗi và cảnh báo của số liệu", levels=("error", "warning"))
    return (
        _appendix(
            "PL1",
            "I",
            f"Kết quả các chỉ tiêu {title}",
            evaluation,
            tables.indicator_table(
                evaluation, unit=evaluation.agency, caption=f"Kết quả các chỉ tiêu của {agency}, {title}"
            ),
        ),
        _appendix(
            "PL2",
            "II",
            f"Điểm, xếp hạng và kết quả theo đơn vị {title}",
            evaluation,
            tables.points_table(evaluation),
            tables.value_table(evaluation),
        ),
        _appendix(
            "PL3",
            "III",
            f"Số liệu thiếu, nghi ngờ {title}",
            evaluation,
            Paragraph(narrative.quality_summary(evaluation)),
            quality,
        ),
        _appendix(
            "PL4",
            "IV",
            "Định nghĩa chỉ tiêu và nguồn số liệu",
            evaluation,
            tables.definition_table(evaluation),
            tables.input_table(evaluation),
        ),
    )


def _appendix(id: str, numeral: str, title: str, evaluation: Evaluation, *blocks: Block) -> Section:
    head = (
        Heading(f"Phụ lục {numeral}", 2),
        Paragraph(title.upper(), "title"),
        Paragraph(f"(Kèm theo Báo cáo của {evaluation.plan.movement.agency.name})", "attached"),
    )
    return Section(id, f"Phụ lục {numeral}. {title}", (*head, *blocks), appendix=True, wide=True)


__all__ = ["MISSING_PROSE", "interim_report", "letterhead"]
