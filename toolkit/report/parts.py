"""The parts of sơ kết and tổng kết by their names in the plan's outline: what each of them holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..evaluation.results import Evaluation
from . import claims, narrative, point_tables, quality, years
from .awards import award_summary, count_table
from .causes import causes_table, spread_tables
from .charts import bullet_chart, heatmap, trend_chart
from .directives import directives_text
from .granted import granted_table, granted_text
from .model import Block, Bullets, Heading, Paragraph
from .pieces import evidence_table
from .points import items_of
from .prose import prose, prose_or_missing
from .references import reference_blocks
from .reorganisation import reorganisation_blocks
from .work import busy_units, work_blocks

Places = Mapping[str, str]  # part → how the text refers to it; what the report has not is not there


def part_blocks(
    name: str, evaluation: Evaluation, *, history: Sequence[Evaluation], places: Places
) -> tuple[Block, ...]:
    """What a part holds. Raises KeyError for a name that is no part."""
    made = {
        "summary": lambda: summary_blocks(evaluation, places),
        "situation": lambda: _written(evaluation, "situation"),
        "leadership": lambda: _leadership(evaluation, places),
        "contents": lambda: _contents(evaluation),
        "targets": lambda: _targets(evaluation, history, places),
        "units": lambda: _units(evaluation, history),
        "models": lambda: _written(evaluation, "models"),
        "awards": lambda: _awards(evaluation, places),
        "overall": lambda: _judgement(evaluation),
        "directions": lambda: _directions(evaluation),
        "proposals": lambda: _written(evaluation, "proposals"),
    }
    return made[name]()


def summary_blocks(evaluation: Evaluation, places: Places) -> tuple[Block, ...]:
    """The main points in a few lines."""
    findings = [finding for _, finding in quality.findings_by_year(evaluation)]
    work = places.get("directions", "phiếu kết quả của từng đơn vị")
    told = claims.brief(evaluation, findings, busy=busy_units(evaluation), work=work)
    return tuple(Paragraph(text, "brief", lead) for lead, text in told)


def _directions(evaluation: Evaluation) -> tuple[Block, ...]:
    return (
        Paragraph(narrative.directions(evaluation)),
        *_written(evaluation, "direction"),
        *work_blocks(evaluation, [unit.id for unit in evaluation.units]),
    )


def _leadership(evaluation: Evaluation, places: Places) -> tuple[Block, ...]:
    said = directives_text(evaluation, where=places.get("documents", ""))
    return (*((Paragraph(said),) if said else ()), *_written(evaluation, "leadership"))


def _written(evaluation: Evaluation, part: str) -> tuple[Block, ...]:
    return prose_or_missing(evaluation.remarks.get(part))


def _added(evaluation: Evaluation, part: str) -> tuple[Block, ...]:
    """Prose that may be added to what the figures say."""
    return prose(evaluation.remarks.get(part, ""))


def _contents(evaluation: Evaluation) -> tuple[Block, ...]:
    blocks: list[Block] = [*_added(evaluation, "results"), *_added(evaluation, "contents")]
    criteria = evaluation.plan.words.criterion
    kinds = (("contents", "nội dung thi đua"), ("actions", "biện pháp tổ chức thực hiện"), ("criteria", criteria))
    for kind, caption in kinds:
        if not items_of(evaluation.plan, kind):
            continue
        blocks.append(Paragraph(narrative.items_summary(evaluation, kind=kind), lead=f"{caption.capitalize()}."))
        blocks.append(point_tables.item_table(evaluation, kind=kind, caption=f"Kết quả thẩm định các {caption}"))
        blocks += evidence_table(evaluation, items=items_of(evaluation.plan, kind), caption=caption)
    return tuple(blocks) or (Paragraph("Kế hoạch không có mục nào chấm bằng thẩm định."),)


def _targets(evaluation: Evaluation, history: Sequence[Evaluation], places: Places) -> tuple[Block, ...]:
    if not evaluation.plan.targets:
        return *_added(evaluation, "targets"), *(Paragraph(t) for t in narrative.targets_summary(evaluation))
    told = places.get("all_figures", "")
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
        *reference_blocks(evaluation),
        *over_time,
        *((Paragraph(f"Tử số, mẫu số và nguồn số liệu của từng chỉ tiêu: xem {told}.", "note"),) if told else ()),
    )


def _units(evaluation: Evaluation, history: Sequence[Evaluation]) -> tuple[Block, ...]:
    return (
        *_added(evaluation, "units"),
        *(Paragraph(text) for text in narrative.units_summary(evaluation)),
        point_tables.unit_table(evaluation),
        *((point_tables.section_table(evaluation, is_whole=False),) if evaluation.plan.sections else ()),
        *((years.score_years_table(evaluation, history),) if len(history) > 1 else ()),
        *((heatmap(evaluation),) if evaluation.plan.aimed else ()),
        *reorganisation_blocks(evaluation, history),
        *((Paragraph(evaluation.plan.scoring.note, "note"),) if evaluation.plan.scoring.note else ()),
    )


def _awards(evaluation: Evaluation, places: Places) -> tuple[Block, ...]:
    """What the nominations came to, without the name of a person: those stand in the papers of commendation."""
    lists = [places[name] for name in ("collectives", "individuals") if name in places]
    told = f"{', '.join(lists)} và " if lists else ""
    past = [each.as_decided for each in evaluation.years]
    each_year = [Paragraph(award_summary(e), lead=f"{e.period.title.capitalize()}.") for e in past]
    done = (Paragraph(granted_text(evaluation)), granted_table(evaluation)) if evaluation.granted else ()
    return (
        *done,
        Paragraph(award_summary(evaluation)),
        *each_year,
        *((count_table((*past, evaluation)),) if evaluation.awards else ()),
        Paragraph(f"Danh sách tập thể, cá nhân được đề nghị: xem {told}hồ sơ khen thưởng.", "note"),
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
    return (table, *spread_tables(judge)) if table else ()
