"""The minutes of the units' own meetings and of the council, and the notice for everybody to object to."""

from __future__ import annotations

from ...awards.model import AwardResult
from ...evaluation.results import Evaluation
from ...plan import Award
from ...words.formatting import padded
from ...words.vocabulary import COUNCIL, INDIVIDUAL
from ..awards import award_summary, count_table, share_text, unit_name, who
from ..council import preference_text
from ..document import Report, Section
from ..model import Block, Heading, Paragraph, Table
from ..words import movement_text
from .parts import (
    BLANK,
    COUNCIL_NAME,
    DAY,
    NOBODY,
    OFFICE,
    SHORT_BLANK,
    chosen,
    head_of,
    headed,
    lists,
    name_of,
    noted,
    paper,
    part,
    post_of,
    signed,
)

_TIME = f"Thời gian: {BLANK} giờ {BLANK}, {DAY}. Địa điểm: {BLANK}."
_LED = f"Chủ trì: {BLANK}. Thư ký: {BLANK}."
_VOTES = ("Đồng ý", "Không đồng ý", "Không biểu quyết")


def unit_minutes(evaluation: Evaluation) -> Report:
    """The minutes of each unit that has nominated somebody, each on a page of its own."""
    nominated = {award.id for award in evaluation.plan.nominated}
    by_unit: dict[str, list[AwardResult]] = {}
    for each in evaluation.awards:
        if each.nominee.award in nominated:
            by_unit.setdefault(each.nominee.unit, []).append(each)
    units = [unit for unit in evaluation.names if unit in by_unit] + sorted(by_unit.keys() - evaluation.names.keys())
    sections = tuple(_unit_minutes(evaluation, unit, by_unit[unit], n) for n, unit in enumerate(units))
    none = part("mo-dau", "Biên bản", (Paragraph("Chưa đơn vị nào đề nghị."),))
    return Report(f"Biên bản họp của các đơn vị {movement_text(evaluation)}", sections or (none,), evaluation.telling)


def _unit_minutes(evaluation: Evaluation, unit: str, own: list[AwardResult], n: int) -> Section:
    name = unit_name(evaluation, unit)
    subject = f"Họp {name} xét đề nghị khen thưởng {movement_text(evaluation)}"
    blocks: tuple[Block, ...] = (
        head_of(evaluation, name, kind="Biên bản", symbol="BB", subject=subject),
        *noted(evaluation),
        Heading("I. Thời gian, địa điểm, thành phần", 2),
        Paragraph(_TIME),
        Paragraph(_LED),
        Paragraph(f"Tổng số người của đơn vị: {BLANK}; có mặt: {BLANK}; vắng mặt: {BLANK}."),
        Heading("II. Nội dung", 2),
        Paragraph("Cuộc họp thảo luận dân chủ, công khai và biểu quyết từng đề nghị."),
        *(
            _unit_table(evaluation, award, those)
            for award in evaluation.plan.awards
            if (those := [each for each in own if each.nominee.award == award.id])
        ),
        Heading("III. Kết luận", 2),
        Paragraph(f"Cuộc họp thống nhất đề nghị: {BLANK}. Kết thúc lúc {BLANK} giờ {BLANK} cùng ngày./."),
        signed(evaluation, title="Chủ trì cuộc họp", secretary="Thư ký"),
    )
    return part(f"BB{n + 1}", f"Biên bản họp {name}", blocks, own_page=n > 0)


def _unit_table(evaluation: Evaluation, award: Award, own: list[AwardResult]) -> Table:
    """Whom the unit puts forward for an award, with places for the votes of its people."""
    of_people = award.kind == INDIVIDUAL
    rows = tuple(
        (str(n), name_of(evaluation, each), *((post_of(each),) if of_people else ()), *((SHORT_BLANK,) * 3))
        for n, each in enumerate(own, 1)
    )
    whom = ("Họ và tên", "Chức vụ") if of_people else ("Tập thể",)
    return Table(award.name, ("STT", *whom, *_VOTES), rows, "c" + "l" * len(whom) + "rrr", heads=2)


def council_minutes(evaluation: Evaluation) -> Report:
    """The minutes of the council: members, for, against, not voting, award by award."""
    summary = award_summary(evaluation)
    every = (_voting_table(evaluation, award) for award in evaluation.plan.nominated)
    tables = tuple(table for table in every if table)
    said = "Hội đồng thảo luận và biểu quyết từng đề nghị đủ điều kiện. Tỷ lệ phiếu tính trên tổng số thành viên, kể cả thành viên vắng mặt."
    voted: tuple[Block, ...] = (Paragraph(said), *tables) if tables else ()
    blocks: tuple[Block, ...] = (
        Heading("I. Thời gian, địa điểm, thành phần", 2),
        Paragraph(_TIME),
        Paragraph(_LED),
        Paragraph(
            f"Tổng số thành viên Hội đồng: {BLANK}; có mặt: {BLANK}; vắng mặt: {BLANK} (lấy ý kiến bằng văn bản: {BLANK})."
        ),
        Heading("II. Nội dung", 2),
        Paragraph(f"Văn phòng báo cáo kết quả bình xét: {summary[0].lower()}{summary[1:].rstrip('.')}."),
        *((count_table((evaluation,)),) if evaluation.awards else ()),
        *voted,
        Heading("III. Trường hợp bằng nhau ở ranh giới số lượng", 2),
        *_ties(evaluation),
        Heading("IV. Kết luận", 2),
        Paragraph(
            f"Hội đồng thống nhất đề nghị khen thưởng {BLANK} tập thể, {BLANK} cá nhân. Cuộc họp kết thúc lúc {BLANK} giờ {BLANK} cùng ngày./."
        ),
    )
    subject = f"Họp {COUNCIL_NAME} xét khen thưởng {movement_text(evaluation)}"
    head = head_of(evaluation, COUNCIL_NAME, kind="Biên bản", symbol="BB-HĐ", subject=subject)
    return headed(
        evaluation, head, blocks=blocks, closing=signed(evaluation, title="Chủ trì cuộc họp", secretary="Thư ký")
    )


def _ties(evaluation: Evaluation) -> tuple[Paragraph, ...]:
    """Whom the council decides on, award by award, whom the law prefers, and a place for what it decides."""
    told = []
    for award in evaluation.plan.awards:
        tied = [each for each in evaluation.awards if each.nominee.award == award.id and each.proposed == COUNCIL]
        if tied:
            law = preference_text(evaluation, award, tied)
            names = "; ".join(f"{who(evaluation, each)}: {BLANK}" for each in tied)
            told.append(
                Paragraph(
                    f"{padded(len(tied))} trường hợp. {f'{law} ' if law else ''}Hội đồng quyết định: {names}.",
                    lead=f"{award.name}:",
                )
            )
    return tuple(told) or (Paragraph("Không có."),)


def _voting_table(evaluation: Evaluation, award: Award) -> Table | None:
    """Every eligible nominee of an award with the votes cast, or places for them; None where there is none."""
    own = sorted(
        (each for each in evaluation.awards if each.nominee.award == award.id and each.eligible),
        key=lambda each: (each.rank, each.nominee.id),
    )
    rows = tuple((str(n), who(evaluation, each), *_votes(each)) for n, each in enumerate(own, 1))
    whom = "Họ tên, đơn vị" if award.kind == INDIVIDUAL else "Tập thể"
    columns = ("STT", whom, "Tổng số thành viên", *_VOTES, "Tỷ lệ")
    return (
        Table(f"Biểu quyết {award.name[0].lower()}{award.name[1:]}", columns, rows, "clrrrrr", heads=2)
        if rows
        else None
    )


def _votes(result: AwardResult) -> tuple[str, ...]:
    vote = result.nominee.vote
    if vote is None:
        return (SHORT_BLANK,) * 5
    silent = vote.members - vote.agree - vote.disagree
    return str(vote.members), str(vote.agree), str(vote.disagree), str(silent), share_text(vote)


def notice(evaluation: Evaluation) -> Report:
    """The public notice: who is put forward for what, without votes, for how many days, and where to object."""
    plan, told = evaluation.plan, evaluation.plan.movement.notice
    office = (each.submitted_by for each in plan.awards if each.submitted_by and each not in plan.awards_above)
    where = told.objections_to or next(office, OFFICE)
    days = f"{padded(told.days)} ngày làm việc" if told.days else f"{BLANK} ngày làm việc"
    own = chosen(evaluation, plan.awards)
    blocks = (
        Paragraph(
            f"{plan.movement.agency.name} thông báo công khai danh sách tập thể, cá nhân dự kiến đề nghị khen thưởng để lấy ý kiến."
        ),
        *(lists(evaluation, own) or (Paragraph(NOBODY),)),
        Paragraph(
            f"{days}, từ ngày {BLANK} đến hết ngày {BLANK}; niêm yết tại {told.place or BLANK}.",
            lead="Thời gian công khai:",
        ),
        Paragraph(
            f"gửi về {where} trong thời gian công khai; ghi rõ họ tên, đơn vị, nội dung. Hết thời hạn, nếu không có ý kiến khác, "
            "hồ sơ được trình cấp có thẩm quyền./.",
            lead="Ý kiến:",
        ),
    )
    recipients = ("- Các phòng, đơn vị;", "- Niêm yết công khai;", "- Lưu: VT, VP.")
    about = "Công khai danh sách đề nghị khen thưởng"
    return paper(evaluation, kind="Thông báo", about=about, blocks=blocks, closing=signed(evaluation, *recipients))
