"""Who submits what to whom: the office to the head, the agency to who stands above it; the list and the reports attached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...awards.model import AwardResult
from ...evaluation.results import Evaluation
from ...plan import Award
from ...words.formatting import number
from ...words.vocabulary import COUNCIL, INDIVIDUAL, NOMINEE_KINDS, OK
from ..awards import count_table, unit_name, unit_score_text
from ..document import Report, Section
from ..model import Block, Heading, Letterhead, Paragraph, Signature, Table
from ..so_ket import letterhead
from ..words import movement_text
from .parts import (
    BLANK,
    OFFICE,
    chosen,
    counted,
    grounds,
    headed,
    list_table,
    name_of,
    paper,
    signed,
    titles_of,
    told_post,
    within,
)


def own_submission(evaluation: Evaluation) -> Report:
    """The tờ trình of the office (the council's standing body) to who decides in the agency."""
    awards = within(evaluation)
    office = next((each.submitted_by for each in awards if each.submitted_by), OFFICE)
    agency, subject = evaluation.plan.movement.agency, f"Về việc khen thưởng {movement_text(evaluation)}"
    whole = letterhead(evaluation, kind="Tờ trình", subject=subject)
    head = Letterhead(
        agency.name, office, "Số:          /TTr", whole.place, "Tờ trình", subject, national=whole.national
    )
    attached = ("dự thảo quyết định kèm danh sách", "giấy khen", *_MINUTES)
    blocks = (*_submitted(evaluation, awards, office), _attached(attached))
    return headed(
        evaluation, head, blocks=blocks, closing=signed(evaluation, "- Như trên;", "- Lưu: VP.", title=office)
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
    own = chosen(evaluation, awards)
    names = titles_of(awards)
    tied = [each for each in chosen(evaluation, awards, tied=True) if each.proposed == COUNCIL]
    left = (
        f" Còn {counted(evaluation, tied)} bằng nhau ở ranh giới số lượng, trình sau khi Hội đồng quyết định."
        if tied
        else ""
    )
    said = f"{who} trình {to} xem xét, quyết định tặng {names} cho {counted(evaluation, own)}, theo danh sách dưới đây.{left}"
    lists = (list_table(evaluation, own, caption="Danh sách trình khen thưởng"),) if own else ()
    ids = {award.id for award in awards}
    asked = replace(evaluation, awards=tuple(each for each in evaluation.awards if each.nominee.award in ids))
    counts = (count_table((asked,)),) if asked.awards else ()
    return (Paragraph(f"Kính gửi: {to}", "centre"), *grounds(evaluation), Paragraph(said), *counts, *lists)


def _attached(names: Sequence[str]) -> Paragraph:
    return Paragraph(f"Kèm theo: {'; '.join(names)}./.")


def short_list(evaluation: Evaluation) -> Report:
    """Everybody who is put forward, all awards in one list, each with what was achieved."""
    rows = []
    names = {award.id: award.name for award in evaluation.plan.awards}
    for n, each in enumerate(chosen(evaluation, evaluation.plan.awards, tied=True), 1):
        nominee = each.nominee
        left = " (Hội đồng quyết định)" if each.proposed == COUNCIL else ""
        kind = told_post(each) if nominee.kind == INDIVIDUAL else NOMINEE_KINDS[nominee.kind].lower()
        unit, award = unit_name(evaluation, nominee.unit), names[nominee.award] + left
        rows.append((str(n), name_of(evaluation, each), unit, kind, award, nominee.achievement or BLANK))
    columns = ("STT", "Họ tên, tập thể", "Đơn vị", "Chức vụ, tập huấn", "Hình thức khen", "Tóm tắt thành tích")
    table = Table("Danh sách trích ngang", columns, tuple(rows), "clllll", heads=2)
    about = "Trích ngang tập thể, cá nhân đề nghị khen thưởng"
    closing = signed(evaluation, "- Lưu: VT, VP.")
    return paper(evaluation, kind="Danh sách", about=about, blocks=(table,), closing=closing)


def achievements(evaluation: Evaluation) -> Report:
    """The báo cáo thành tích of each nominee, each on pages of its own: what the toolkit knows, and places for the rest.

    The parts are those that the decrees on commendation have had in common. Which numbered form is in force on the day has not
    been established [A]: its number stays open, for the clerk to check.
    """
    own = chosen(evaluation, evaluation.plan.awards_above, tied=True)
    sections = tuple(_achievement(evaluation, each, n) for n, each in enumerate(own))
    none = Section("mo-dau", "Báo cáo thành tích", (Paragraph("Chưa có trường hợp nào được đề nghị."),))
    return Report(f"Báo cáo thành tích {movement_text(evaluation)}", sections or (none,), evaluation.telling)


def _achievement(evaluation: Evaluation, each: AwardResult, n: int) -> Section:
    award = next(award for award in evaluation.plan.awards if award.id == each.nominee.award)
    name, title = name_of(evaluation, each), f"Báo cáo thành tích đề nghị tặng {award.name}"
    unit = unit_name(evaluation, each.nominee.unit)
    head = letterhead(evaluation, kind="Báo cáo", subject=title.removeprefix("Báo cáo t").join(("T", "")))
    post = each.nominee.post or (each.nominee.person.post if each.nominee.person else "")
    is_person = each.nominee.kind == INDIVIDUAL
    told = (
        f"Họ và tên: {name}. Ngày, tháng, năm sinh: {BLANK}. Đơn vị công tác: {unit}. Chức vụ: {post or BLANK}. Trình độ chuyên môn: {BLANK}."
        if is_person
        else f"Tên tập thể: {name}. Địa điểm trụ sở: {BLANK}. Quá trình thành lập: {BLANK}. Cơ cấu tổ chức, số người: {BLANK}."
    )
    blocks = (
        head,
        Paragraph(f"(Mẫu số {BLANK} ban hành kèm theo Nghị định số {BLANK})", "centre"),
        Heading("I. Sơ lược đặc điểm, tình hình", 2),
        Paragraph(told),
        Heading("II. Thành tích đạt được", 2),
        Paragraph(each.nominee.achievement or BLANK),
        Paragraph(f"Kết quả của đơn vị trong phong trào: {unit_score_text(evaluation, each)} điểm."),
        *_results(evaluation, each.nominee.unit),
        Heading("III. Các hình thức đã được khen thưởng", 2),
        Paragraph(f"{BLANK} (số, ngày, cơ quan ban hành của từng quyết định)./."),
        Signature(
            "Thủ trưởng đơn vị xác nhận", "", (), evaluation.plan.form != "plain", "Người báo cáo" if is_person else ""
        ),
    )
    return Section(f"BC{n + 1}", f"{title}: {name}", blocks, appendix=n > 0)


def _results(evaluation: Evaluation, unit: str) -> tuple[Block, ...]:
    """What the unit came to in each target that it was given."""
    if unit not in evaluation.names:
        return ()
    own = [(t, evaluation.indicator(unit, t.id)) for t in evaluation.plan.targets]
    rows = [
        (t.name, f"{number(i.numerator)}/{number(i.denominator)}", "đạt" if i.met else "chưa đạt")
        for t, i in own
        if i.state == OK and i.met is not None and t.measure.is_quotient
    ]
    columns = ("Chỉ tiêu", "Tử số/mẫu số", "Đánh giá")
    return (Table("Kết quả các chỉ tiêu của đơn vị", columns, tuple(rows), "lrc"),) if rows else ()
