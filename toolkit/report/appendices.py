"""The appendices of sơ kết and tổng kết: every figure of the report, the nominees, the documents, the data behind them."""

from __future__ import annotations

from collections.abc import Sequence

from ..results import Evaluation
from ..vocabulary import COLLECTIVE, INDIVIDUAL
from . import narrative, tables
from .awards import anonymous_table
from .document import Section
from .model import Block, Bullets, Heading, Paragraph
from .prose import prose

_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII")


def appendices_of(evaluation: Evaluation) -> tuple[Section, ...]:
    """The appendices in their order (domain: I targets, II units, III and IV nominees, V documents, VI data)."""
    agency, title = evaluation.plan.movement.agency.name, evaluation.period.title
    own = tables.indicator_table(
        evaluation, unit=evaluation.agency, caption=f"Kết quả các chỉ tiêu của {agency}, {title}"
    )
    quality = tables.findings_table(evaluation, caption="Lỗi và cảnh báo của số liệu", levels=("error", "warning"))
    parts: list[tuple[str, bool, Sequence[Block]]] = [
        (f"Kết quả các chỉ tiêu {title}", True, (own,)),
        (
            f"Điểm, xếp hạng và kết quả theo đơn vị {title}",
            True,
            (tables.points_table(evaluation), tables.value_table(evaluation)),
        ),
        ("Tập thể được đề nghị khen thưởng", False, (anonymous_table(evaluation, COLLECTIVE),)),
        ("Cá nhân được đề nghị khen thưởng", False, (anonymous_table(evaluation, INDIVIDUAL),)),
        ("Văn bản chỉ đạo, căn cứ", False, _documents(evaluation)),
        (f"Số liệu thiếu, nghi ngờ {title}", True, (Paragraph(narrative.quality_summary(evaluation)), quality)),
        (
            "Định nghĩa chỉ tiêu và nguồn số liệu",
            True,
            (tables.definition_table(evaluation), tables.input_table(evaluation)),
        ),
    ]
    if evaluation.as_was is not None:
        said = (
            "Bảng này ghi kết quả theo đơn vị như cơ cấu khi đó, mỗi đơn vị chỉ có số liệu của chính mình; các bảng khác của báo cáo "
            "theo cơ cấu ngày cuối kỳ, đơn vị tiếp nhận mang cả số liệu của đơn vị cũ. Tổng của cơ quan ở hai cách là một."
        )
        view = tables.value_table(evaluation.as_was, caption="Kết quả theo cơ cấu khi đó (trong ngoặc: tử số/mẫu số)")
        parts.append((f"Kết quả theo cơ cấu tổ chức khi đó {title}", True, (Paragraph(said), view)))
    return tuple(_appendix(n, *part, evaluation=evaluation) for n, part in enumerate(parts, 1))


def _documents(evaluation: Evaluation) -> tuple[Block, ...]:
    grounds = Bullets(tuple(f"{ground}." for ground in evaluation.plan.movement.grounds(evaluation.period.end)))
    return (grounds, *prose(evaluation.remarks.get("documents", "")))


def _appendix(number: int, title: str, wide: bool, blocks: Sequence[Block], *, evaluation: Evaluation) -> Section:
    numeral = _ROMAN[number]
    head = (
        Heading(f"Phụ lục {numeral}", 2),
        Paragraph(title.upper(), "title"),
        Paragraph(f"(Kèm theo Báo cáo của {evaluation.plan.movement.agency.name})", "attached"),
    )
    return Section(f"PL{number}", f"Phụ lục {numeral}. {title}", (*head, *blocks), appendix=True, wide=wide)
