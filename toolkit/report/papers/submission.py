"""Who submits what to whom: the office to the head, the agency to who stands above it; the list and the reports attached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...awards.model import AwardResult
from ...evaluation.results import Evaluation
from ...plan import Award
from ...words.formatting import number
from ...words.vocabulary import COUNCIL, INDIVIDUAL, OK
from ..awards import count_table, unit_name, unit_score_text
from ..document import Report, Section
from ..model import Block, Heading, Paragraph, Table
from ..words import aim_text, movement_text, value_text
from .parts import (
    BLANK,
    NOBODY,
    OFFICE,
    chosen,
    counted,
    grounds,
    head_of,
    headed,
    lists,
    name_of,
    noted,
    paper,
    part,
    post_of,
    signed,
    title_of,
    titles_of,
    within,
)


def own_submission(evaluation: Evaluation) -> Report:
    """The tờ trình of the office (the council's standing body) to who decides in the agency."""
    awards = within(evaluation)
    office = next((each.submitted_by for each in awards if each.submitted_by), OFFICE)
    signer = next((each.submitter for each in awards if each.submitter), None)
    issuer, subject = office.partition(" (")[0], f"Về việc khen thưởng {movement_text(evaluation)}"
    head = head_of(evaluation, issuer, kind="Tờ trình", symbol="TTr", subject=subject)
    attached = ("dự thảo quyết định kèm danh sách", "giấy khen", *_MINUTES)
    title, name = (signer.title, signer.name) if signer else (issuer, "")
    return headed(
        evaluation,
        head,
        blocks=(*_submitted(evaluation, awards, office), _attached(attached)),
        closing=signed(evaluation, "- Như trên;", "- Lưu: VP.", title=title, name=name),
    )


def submission_above(evaluation: Evaluation) -> Report:
    """The tờ trình of the agency to who stands above it."""
    awards = evaluation.plan.awards_above
    attached = ("báo cáo thành tích của từng trường hợp", *_MINUTES)
    return paper(
        evaluation,
        kind="Tờ trình",
        about="Về việc đề nghị khen thưởng",
        blocks=(*_submitted(evaluation, awards, evaluation.plan.movement.agency.name), _attached(attached)),
        closing=signed(evaluation, "- Như trên;", "- Lưu: VT, VP."),
    )


_MINUTES = ("biên bản họp của các đơn vị", "biên bản họp Hội đồng", "danh sách trích ngang")


def _submitted(evaluation: Evaluation, awards: Sequence[Award], who: str) -> tuple[Block, ...]:
    to = next((each.submitted_to for each in awards if each.submitted_to), BLANK)
    decider = next((each.decided_by for each in awards if each.decided_by), "")
    own = chosen(evaluation, awards)
    tied = [each for each in chosen(evaluation, awards, tied=True) if each.proposed == COUNCIL]
    ids = {award.id for award in awards}
    asked = replace(evaluation, awards=tuple(each for each in evaluation.awards if each.nominee.award in ids))
    if own:
        given = {each.nominee.award for each in own}
        names = titles_of([award for award in awards if award.id in given])
        whose = "" if not decider or decider == to else f" để trình {decider}"
        verb = f"xem xét{whose} quyết định" if whose else "xem xét, quyết định"
        said = f"{who} trình {to} {verb} tặng {names} cho {counted(evaluation, own)}, theo danh sách dưới đây."
    else:
        said = f"{NOBODY[:-1]} tặng {titles_of(awards)}."
    said += (
        f" Còn {counted(evaluation, tied)} bằng nhau ở ranh giới số lượng, trình sau khi Hội đồng quyết định."
        if tied
        else ""
    )
    counts = (count_table((asked,)),) if asked.awards else ()
    return (
        Paragraph(f"Kính gửi: {to}", "centre"),
        *grounds(evaluation),
        Paragraph(said),
        *counts,
        *lists(evaluation, own),
    )


def _attached(names: Sequence[str]) -> Paragraph:
    return Paragraph(f"{'; '.join(names)}./.", lead="Kèm theo:")


def short_list(evaluation: Evaluation) -> Report:
    """Everybody who is put forward, award by award in one list, each with what was achieved."""
    own = chosen(evaluation, evaluation.plan.awards, tied=True)
    return paper(
        evaluation,
        kind="Danh sách",
        about="Trích ngang tập thể, cá nhân đề nghị khen thưởng",
        blocks=lists(evaluation, own, is_full=True) or (Paragraph(NOBODY),),
        closing=signed(evaluation, "- Lưu: VT, VP."),
    )


def achievements(evaluation: Evaluation) -> Report:
    """The báo cáo thành tích of each nominee, each on pages of its own: what the toolkit knows, and places for the rest.

    The parts are those that the decrees on commendation have had in common; which numbered form is in force on the day the plan
    says (``report_form``), and where it does not the number stays open.
    """
    own = chosen(evaluation, evaluation.plan.awards_above, tied=True)
    sections = tuple(_achievement(evaluation, each, n) for n, each in enumerate(own))
    none = part("mo-dau", "Báo cáo thành tích", (Paragraph(NOBODY),))
    return Report(f"Báo cáo thành tích {movement_text(evaluation)}", sections or (none,), evaluation.telling)


def _achievement(evaluation: Evaluation, each: AwardResult, n: int) -> Section:
    award = next(award for award in evaluation.plan.awards if award.id == each.nominee.award)
    name, unit = name_of(evaluation, each), unit_name(evaluation, each.nominee.unit)
    is_person = each.nominee.kind == INDIVIDUAL
    subject = f"Thành tích đề nghị tặng {title_of(award)}"
    form = next((form.text for form in award.report_form if form.holds(evaluation.period.end)), "")
    blocks: tuple[Block, ...] = (
        head_of(evaluation, unit, kind="Báo cáo", symbol="BC", subject=subject),
        Paragraph(f"({form})" if form else f"(Mẫu số {BLANK} ban hành kèm theo Nghị định số {BLANK})", "centre"),
        *noted(evaluation),
        *_who_it_is(evaluation, each),
        Heading("II. Thành tích đạt được", 2),
        Paragraph(each.nominee.achievement or BLANK),
        *_results(evaluation, each),
        Heading("III. Các hình thức đã được khen thưởng", 2),
        Paragraph(f"{BLANK} (số, ngày, cơ quan ban hành của từng quyết định)./."),
        signed(
            evaluation,
            title="Thủ trưởng đơn vị xác nhận" if is_person else "Thủ trưởng đơn vị",
            secretary="Người báo cáo" * is_person,
        ),
    )
    return part(f"BC{n + 1}", f"{subject}: {name}", blocks, own_page=n > 0)


def _who_it_is(evaluation: Evaluation, each: AwardResult) -> tuple[Block, ...]:
    name, unit = name_of(evaluation, each), unit_name(evaluation, each.nominee.unit)
    if each.nominee.kind == INDIVIDUAL:
        return (
            Heading("I. Sơ lược lý lịch", 2),
            Paragraph(f"Họ và tên: {name}. Ngày, tháng, năm sinh: {BLANK}. Giới tính: {BLANK}."),
            Paragraph(f"Chức vụ: {post_of(each)}. Đơn vị công tác: {unit}, {evaluation.plan.movement.agency.name}."),
            Paragraph(f"Trình độ chuyên môn, nghiệp vụ: {BLANK}."),
        )
    return (
        Heading("I. Sơ lược đặc điểm, tình hình", 2),
        Paragraph(f"Tên tập thể: {name}. Địa điểm trụ sở: {BLANK}."),
        Paragraph(f"Quá trình thành lập: {BLANK}. Cơ cấu tổ chức, số người: {BLANK}."),
        Paragraph(f"Chức năng, nhiệm vụ được giao: {BLANK}."),
    )


def _results(evaluation: Evaluation, each: AwardResult) -> tuple[Block, ...]:
    """What the unit came to in each target that it was given, and in all."""
    unit = each.nominee.unit
    if unit not in evaluation.names:
        return ()
    own = [(t, evaluation.indicator(unit, t.id)) for t in evaluation.plan.targets]
    rows = [
        (
            t.name,
            aim_text(i, t),
            f"{number(i.numerator)}/{number(i.denominator)}",
            value_text(i, target=t),
            "đạt" if i.met else "chưa đạt",
        )
        for t, i in own
        if i.state == OK and i.met is not None and t.measure.is_quotient
    ]
    band = evaluation.score(unit).band or "–"
    foot = (("Tổng điểm, xếp loại", "", "", unit_score_text(evaluation, each), band),)
    columns = ("Chỉ tiêu", "Mức giao", "Tử số/mẫu số", "Kết quả", "Đánh giá")
    caption = f"Kết quả của {unit_name(evaluation, unit)} trong {movement_text(evaluation)}"
    return (Table(caption, columns, tuple(rows), "lrrrc", foot=foot),) if rows else ()
