"""Sơ kết and tổng kết: the outline of an official report, filled from an evaluation and the office's prose."""

from __future__ import annotations

from collections.abc import Sequence

from ..evaluation.official import require_official
from ..evaluation.results import Evaluation
from ..scenarios import NamedScenario
from ..words.formatting import short_date
from . import claims, narrative, quality, tables, years
from .appendices import appendices_of
from .awards import award_summary, count_table
from .causes import causes_table
from .charts import bullet_chart, heatmap, trend_chart
from .claims import listed
from .document import Report, Section
from .model import Block, Bullets, Contents, Heading, Letterhead, Paragraph, Signature
from .points import items_of
from .prose import prose, prose_or_missing
from .reorganisation import reorganisation_blocks
from .ways import ways
from .words import movement_text
from .work import busy_units, work_blocks

_SYMBOLS = {"Báo cáo": "BC", "Tờ trình": "TTr", "Thông báo": "TB", "Biên bản": "BB"}
_NO_DATE = "ngày       tháng       năm        "


def interim_report(
    evaluation: Evaluation, *, history: Sequence[Evaluation] = (), scenarios: Sequence[NamedScenario] = ()
) -> Report:
    """The sơ kết of a period, or of the movement's years so far. ``history`` are the periods up to this one.

    ``scenarios`` are named in an appendix of their own, beside the official results and apart from them.

    >>> import toolkit as tk
    >>> report = tk.interim_report(tk.evaluate("2024"))
    >>> [section.id for section in report.appendices]
    ['PL1', 'PL2', 'PL3', 'PL4', 'PL5', 'PL6', 'PL7']
    """
    return _movement_report(evaluation, "Sơ kết", history or evaluation.years, scenarios)


def final_report(
    evaluation: Evaluation, *, history: Sequence[Evaluation] = (), scenarios: Sequence[NamedScenario] = ()
) -> Report:
    """The tổng kết of the movement: every year beside the whole, the first against the last; ``scenarios`` in an appendix.

    ``evaluation`` is that of the plan's final range, ``tk.evaluate("2022..2025")``; a year can be shown in this form, too.

    >>> import toolkit as tk
    >>> tk.final_report(tk.evaluate("2024")).section("V").title
    'V. Đánh giá chung'
    """
    return _movement_report(evaluation, "Tổng kết", history or evaluation.years, scenarios)


def _movement_report(
    evaluation: Evaluation, word: str, history: Sequence[Evaluation], scenarios: Sequence[NamedScenario]
) -> Report:
    """The outline of such reports: TT 01/2024/TT-BNV, Điều 3."""
    require_official(evaluation, history, what=f"báo cáo {word.lower()}")
    parts = [
        Section("I", "I. Đặc điểm tình hình", _written(evaluation, "situation")),
        Section("II", "II. Công tác lãnh đạo, chỉ đạo, triển khai", _written(evaluation, "leadership")),
        Section("III.1", "III.1. Các nội dung và biện pháp thi đua", _contents(evaluation)),
        Section("III.2", "III.2. Các chỉ tiêu thi đua", _targets(evaluation, history)),
        Section("III.3", "III.3. Kết quả theo đơn vị", _units(evaluation, history)),
        Section("III.4", "III.4. Mô hình, điển hình, sáng kiến", _written(evaluation, "models")),
        Section("IV", "IV. Công tác khen thưởng", _awards(evaluation)),
        Section("V", "V. Đánh giá chung", _judgement(evaluation)),
        Section(
            "VI",
            "VI. Phương hướng, nhiệm vụ",
            (
                Paragraph(narrative.directions(evaluation)),
                *_written(evaluation, "direction"),
                *work_blocks(evaluation, [unit.id for unit in evaluation.units]),
            ),
        ),
        Section("VII", "VII. Đề xuất, kiến nghị", _written(evaluation, "proposals")),
    ]
    appendices = appendices_of(evaluation, history=history, scenarios=scenarios)
    title = f"Báo cáo {word.lower()} {movement_text(evaluation)}"
    opening = _opening(evaluation, word, Contents(tuple((s.id, s.title) for s in (*parts, *appendices))))
    return Report(
        title,
        (
            Section("mo-dau", title, opening),
            *(_headed(part) for part in parts),
            _closing(evaluation, word, len(appendices)),
            *appendices,
        ),
        evaluation.telling,
    )


def _headed(section: Section) -> Section:
    """The section under its heading; the first of part III comes under the heading of the whole part."""
    heads: tuple[Block, ...] = (Heading(section.title, 2),)
    if section.id.startswith("III."):
        heads = (Heading(section.title.removeprefix("III."), 3),)
        heads = (Heading("III. Kết quả thực hiện", 2), *heads) if section.id == "III.1" else heads
    return Section(section.id, section.title, (*heads, *section.blocks))


def letterhead(evaluation: Evaluation, *, kind: str, subject: str) -> Letterhead:
    """The head of a document of the agency. Number and date are left blank for the clerk.

    The symbol of the kind is that of NĐ 30/2020, Phụ lục III; what is no document of its own has no number. Raises
    UsageError for a scenario: no paper of the agency is made of one.
    """
    require_official(evaluation, what=kind.lower())
    agency, symbol = evaluation.plan.movement.agency, _SYMBOLS.get(kind, "")
    return Letterhead(
        agency.parent,
        agency.name,
        f"Số:          /{'-'.join(part for part in (symbol, agency.code) if part)}" if symbol else "",
        f"{agency.place}, {_NO_DATE}" if agency.place else _NO_DATE,
        kind,
        subject,
        national=evaluation.plan.form != "plain",
    )


def _opening(evaluation: Evaluation, word: str, contents: Contents) -> tuple[Block, ...]:
    movement, period = evaluation.plan.movement, evaluation.period
    plans = movement.carried_out(period.end)
    begun = f"Thực hiện {listed(plans)}, " if plans else ""
    days = f"số liệu từ ngày {short_date(period.start)} đến ngày {short_date(period.end)}"
    findings = [finding for _, finding in quality.findings_by_year(evaluation)]
    return (
        ways(evaluation, kind="tong_ket" if word == "Tổng kết" else "so_ket"),
        letterhead(evaluation, kind="Báo cáo", subject=f"{word} {movement_text(evaluation)}"),
        Heading("Tóm tắt", 2),
        *(
            Paragraph(text, "brief", lead)
            for lead, text in claims.brief(evaluation, findings, busy=busy_units(evaluation))
        ),
        contents,
        Paragraph(
            f"{begun}{movement.agency.name} báo cáo kết quả thực hiện {movement_text(evaluation)} ({days}) như sau:"
        ),
        *((Paragraph(movement.note, "note"),) if movement.note else ()),
    )


def _written(evaluation: Evaluation, part: str) -> tuple[Block, ...]:
    return prose_or_missing(evaluation.remarks.get(part))


def _added(evaluation: Evaluation, part: str) -> tuple[Block, ...]:
    """Prose that may be added to what the figures say."""
    return prose(evaluation.remarks.get(part, ""))


def _contents(evaluation: Evaluation) -> tuple[Block, ...]:
    blocks: list[Block] = [*_added(evaluation, "results"), *_added(evaluation, "contents")]
    kinds = (("contents", "nội dung thi đua"), ("actions", "biện pháp tổ chức thực hiện"), ("criteria", "tiêu chí"))
    for kind, caption in kinds:
        if not items_of(evaluation.plan, kind) and (evaluation.plan.sections or kind == "criteria"):
            continue
        blocks.append(Paragraph(narrative.items_summary(evaluation, kind=kind), lead=f"{caption.capitalize()}."))
        if items_of(evaluation.plan, kind):
            blocks.append(tables.item_table(evaluation, kind=kind, caption=f"Kết quả thẩm định các {caption}"))
    return tuple(blocks) or (Paragraph("Kế hoạch không có mục nào chấm bằng thẩm định."),)


def _targets(evaluation: Evaluation, history: Sequence[Evaluation]) -> tuple[Block, ...]:
    if not evaluation.plan.targets:
        return *_added(evaluation, "targets"), *(Paragraph(t) for t in narrative.targets_summary(evaluation))
    sentences = [narrative.target_sentence(evaluation, target) for target in evaluation.plan.targets]
    over_time: tuple[Block, ...] = ()
    if len(history) > 1:
        trend = trend_chart(history, unit=evaluation.agency, label="Toàn cơ quan")
        caption = "Kết quả các chỉ tiêu của cơ quan qua các kỳ"
        table = years.years_table(evaluation, history, unit=evaluation.agency, caption=caption)
        both = (years.verdict_table(evaluation),) if evaluation.years else ()
        over_time = (*both, *(Paragraph(text) for text in narrative.years_summary(history)), trend, table)
    return (
        *_added(evaluation, "targets"),
        *(Paragraph(text) for text in narrative.targets_summary(evaluation)),
        *((bullet_chart(evaluation),) if evaluation.plan.aimed else ()),
        *((Paragraph(first),) if (first := claims.first_period_text(evaluation)) else ()),
        *(Paragraph(text, lead=lead) for lead, text in sentences),
        *over_time,
        Paragraph("Tử số, mẫu số và nguồn số liệu của từng chỉ tiêu: xem Phụ lục I.", "note"),
    )


def _units(evaluation: Evaluation, history: Sequence[Evaluation]) -> tuple[Block, ...]:
    return (
        *_added(evaluation, "units"),
        *(Paragraph(text) for text in narrative.units_summary(evaluation)),
        tables.unit_table(evaluation),
        *((years.score_years_table(evaluation, history),) if len(history) > 1 else ()),
        *((heatmap(evaluation),) if evaluation.plan.aimed else ()),
        *reorganisation_blocks(evaluation, history),
        *((Paragraph(evaluation.plan.scoring.note, "note"),) if evaluation.plan.scoring.note else ()),
    )


def _awards(evaluation: Evaluation) -> tuple[Block, ...]:
    """What the nominations came to, without the name of a person: those stand in the papers of commendation."""
    past = [each.as_decided for each in evaluation.years]
    each_year = [Paragraph(award_summary(e), lead=f"{e.period.title.capitalize()}.") for e in past]
    return (
        Paragraph(award_summary(evaluation)),
        *each_year,
        *((count_table((*past, evaluation)),) if evaluation.awards else ()),
        Paragraph("Danh sách tập thể, cá nhân được đề nghị: xem Phụ lục III, Phụ lục IV và hồ sơ khen thưởng.", "note"),
        *_added(evaluation, "awards"),
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
        *_measured_causes(evaluation),
        *_written(evaluation, "causes"),
        Heading("4. Bài học kinh nghiệm", 3),
        *_written(evaluation, "lessons"),
    )


def _measured_causes(evaluation: Evaluation) -> tuple[Block, ...]:
    """Why cases do not count, by the figures that judge."""
    judge = claims.judged_on(evaluation)
    table = causes_table(judge, unit=judge.agency)
    return (table,) if table else ()


def _closing(evaluation: Evaluation, word: str, appendices: int) -> Section:
    movement = evaluation.plan.movement
    closing = Paragraph(
        f"Trên đây là báo cáo {word.lower()} {movement_text(evaluation)} của {movement.agency.name}"
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
                signer.title if signer else "Thủ trưởng cơ quan",
                signer.name if signer else "",
                tuple(recipients),
                national=evaluation.plan.form != "plain",
            ),
        ),
    )
