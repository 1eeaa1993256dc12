"""The minutes of the units' own meetings and of the council, and the notice for everybody to object to."""

from __future__ import annotations

from ...awards.model import AwardResult
from ...evaluation.results import Evaluation
from ...words.vocabulary import COUNCIL, NOMINEE_KINDS
from ..awards import award_summary, count_table, kinds_of, share_text, unit_name, who
from ..document import Report, Section
from ..model import Block, Cell, Heading, Paragraph, Signature, Table
from ..so_ket import letterhead
from ..words import movement_text
from .parts import BLANK, OFFICE, chosen, list_table, name_of, paper, signed

_TIME = f"Thời gian: {BLANK} giờ {BLANK}, ngày {BLANK} tháng {BLANK} năm {BLANK}. Địa điểm: {BLANK}"
_LED = f"Chủ trì: {BLANK} Thư ký: {BLANK}"


def unit_minutes(evaluation: Evaluation) -> Report:
    """The minutes of each unit that has nominated somebody, each on a page of its own."""
    nominated = {award.id for award in evaluation.plan.nominated}
    by_unit: dict[str, list[AwardResult]] = {}
    for each in evaluation.awards:
        if each.nominee.award in nominated:
            by_unit.setdefault(each.nominee.unit, []).append(each)
    units = [unit for unit in evaluation.names if unit in by_unit] + sorted(by_unit.keys() - evaluation.names.keys())
    sections = tuple(_unit_minutes(evaluation, unit, by_unit[unit], n) for n, unit in enumerate(units))
    none = Section("mo-dau", "Biên bản", (Paragraph("Chưa đơn vị nào đề nghị."),))
    return Report(f"Biên bản họp của các đơn vị {movement_text(evaluation)}", sections or (none,), evaluation.telling)


def _unit_minutes(evaluation: Evaluation, unit: str, own: list[AwardResult], n: int) -> Section:
    name, names = unit_name(evaluation, unit), {award.id: award.name for award in evaluation.plan.awards}
    rows = tuple(
        (str(at), name_of(evaluation, each), names[each.nominee.award], BLANK, BLANK, BLANK)
        for at, each in enumerate(own, 1)
    )
    columns = ("STT", "Tập thể, cá nhân", "Hình thức khen", "Đồng ý", "Không đồng ý", "Không biểu quyết")
    national = evaluation.plan.form != "plain"
    blocks: tuple[Block, ...] = (
        letterhead(
            evaluation, kind="Biên bản", subject=f"Họp {name} xét đề nghị khen thưởng {movement_text(evaluation)}"
        ),
        Heading("I. Thời gian, địa điểm, thành phần", 2),
        Paragraph(_TIME),
        Paragraph(_LED),
        Paragraph(f"Tổng số người của đơn vị: {BLANK}; có mặt: {BLANK}; vắng mặt: {BLANK}."),
        Heading("II. Nội dung", 2),
        Paragraph("Cuộc họp thảo luận dân chủ, công khai và biểu quyết từng đề nghị."),
        Table("Biểu quyết các đề nghị của đơn vị", columns, rows, "cllrrr", heads=2),
        Heading("III. Kết luận", 2),
        Paragraph(f"Cuộc họp thống nhất đề nghị: {BLANK}. Kết thúc lúc {BLANK} giờ {BLANK} cùng ngày./."),
        Signature("Chủ trì cuộc họp", "", (), national, "Thư ký"),
    )
    return Section(f"BB{n + 1}", f"Biên bản họp {name}", blocks, appendix=n > 0)


def council_minutes(evaluation: Evaluation) -> Report:
    """The minutes of the council: members, for, against, not voting."""
    tied = [each for each in evaluation.awards if each.proposed == COUNCIL]
    summary = award_summary(evaluation)
    said = "; ".join(f"{who(evaluation, each)}: {BLANK}" for each in tied)
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
        Paragraph(
            "Hội đồng thảo luận và biểu quyết từng đề nghị. Tỷ lệ phiếu tính trên tổng số thành viên, kể cả thành viên vắng mặt."
        ),
        *(_voting_table(evaluation, kind) for kind in kinds_of(evaluation)),
        Heading("III. Trường hợp bằng nhau ở ranh giới số lượng", 2),
        Paragraph(f"Hội đồng quyết định {len(tied)} trường hợp: {said}." if tied else "Không có."),
        Heading("IV. Kết luận", 2),
        Paragraph(
            f"Hội đồng thống nhất đề nghị khen thưởng {BLANK} tập thể, {BLANK} cá nhân. Cuộc họp kết thúc lúc {BLANK} giờ {BLANK} cùng ngày./."
        ),
    )
    return paper(
        evaluation,
        kind="Biên bản",
        about="Họp Hội đồng Thi đua - Khen thưởng xét khen thưởng",
        blocks=blocks,
        closing=signed(evaluation, title="Chủ trì cuộc họp", secretary="Thư ký"),
    )


def _voting_table(evaluation: Evaluation, kind: str) -> Table:
    """Every eligible nominee with the votes cast, or places for them."""
    by_rank = {award.id for award in evaluation.plan.awards if award.by}
    own = sorted(
        (e for e in evaluation.awards if e.nominee.kind == kind and e.eligible and e.nominee.award not in by_rank),
        key=lambda e: (e.nominee.award, e.rank, e.nominee.id),
    )
    rows: list[tuple[Cell | str, ...]] = [
        (str(n), Cell(e.nominee.id, "whole"), who(evaluation, e), *_votes(e)) for n, e in enumerate(own, 1)
    ]
    votes = ("Tổng số thành viên", "Đồng ý", "Không đồng ý", "Không biểu quyết", "Tỷ lệ")
    return Table(
        f"Biểu quyết các đề nghị {NOMINEE_KINDS[kind].lower()} đủ điều kiện",
        ("STT", "Mã đề nghị", "Tập thể, cá nhân", *votes),
        tuple(rows),
        "cllrrrrr",
        heads=3,
    )


def _votes(result: AwardResult) -> tuple[str, ...]:
    vote = result.nominee.vote
    if vote is None:
        return (BLANK,) * 5
    silent = vote.members - vote.agree - vote.disagree
    return str(vote.members), str(vote.agree), str(vote.disagree), str(silent), share_text(vote)


def notice(evaluation: Evaluation) -> Report:
    """The public notice: who is put forward for what, without votes, and until when and where to object."""
    awards = evaluation.plan.awards
    own = chosen(evaluation, awards)
    place = next(
        (award.submitted_by for award in awards if award.submitted_by and award not in evaluation.plan.awards_above),
        OFFICE,
    )
    lists = tuple(
        list_table(evaluation, those, caption=f"{NOMINEE_KINDS[kind]} dự kiến đề nghị khen thưởng")
        for kind in kinds_of(evaluation)
        if (those := [each for each in own if each.nominee.kind == kind])
    )
    blocks = (
        Paragraph(
            f"{evaluation.plan.movement.agency.name} thông báo công khai danh sách tập thể, cá nhân dự kiến đề nghị khen thưởng để lấy ý kiến."
        ),
        *(lists or (Paragraph("Chưa có trường hợp nào được đề nghị."),)),
        Paragraph(
            f"Thời gian công khai: {BLANK} ngày làm việc, từ ngày {BLANK} đến hết ngày {BLANK}, tại {BLANK}. Ý kiến (ghi rõ họ tên, "
            f"đơn vị, nội dung) gửi về {place} trong thời gian này. Hết thời hạn, nếu không có ý kiến khác, hồ sơ được trình cấp "
            "có thẩm quyền./."
        ),
    )
    recipients = ("- Các phòng, đơn vị;", "- Niêm yết công khai;", "- Lưu: VT, VP.")
    about = "Công khai danh sách đề nghị khen thưởng"
    return paper(evaluation, kind="Thông báo", about=about, blocks=blocks, closing=signed(evaluation, *recipients))
