"""The papers of the commendation dossier, to be completed and signed: proposal, minutes, list, public notice."""

from __future__ import annotations

from collections.abc import Mapping

from ..awards.model import AwardResult
from ..evaluation.results import Evaluation
from ..words.vocabulary import COUNCIL, INDIVIDUAL, NOMINEE_KINDS, YES
from .awards import award_summary, count_table, kinds_of, post_text, proposed_tables, share_text, unit_name, who
from .binh_xet import rules
from .document import Report, Section
from .model import Block, Cell, Heading, Paragraph, Signature, Table
from .so_ket import letterhead
from .words import movement_text

BLANK = "…………"


def award_papers(evaluation: Evaluation) -> Mapping[str, Report]:
    """File name → paper: ``to_trinh``, ``bien_ban_hop``, ``danh_sach_trich_ngang``, ``thong_bao_cong_khai``.

    Places that only people can fill in (numbers, dates, names of the council, votes still to be cast) are left open.

    >>> import toolkit as tk
    >>> sorted(tk.award_papers(tk.evaluate("2024")))
    ['bien_ban_hop', 'danh_sach_trich_ngang', 'thong_bao_cong_khai', 'to_trinh']
    """
    return {
        "to_trinh": _proposal(evaluation),
        "bien_ban_hop": _minutes(evaluation),
        "danh_sach_trich_ngang": _list(evaluation),
        "thong_bao_cong_khai": _notice(evaluation),
    }


def _paper(
    evaluation: Evaluation,
    *,
    kind: str,
    about: str,
    blocks: tuple[Block, ...],
    recipients: tuple[str, ...],
    signer: str = "",
) -> Report:
    movement = evaluation.plan.movement
    subject = f"{about} {movement_text(evaluation)}"
    note = (Paragraph(movement.note, "note"),) if movement.note else ()
    head = movement.signer
    national = evaluation.plan.form != "plain"
    sign = Signature(head.title if head else "Thủ trưởng cơ quan", head.name if head else "", recipients, national)
    sign = Signature(signer, "", recipients, national) if signer else sign
    title = f"{kind} {subject[0].lower()}{subject[1:]}"
    body = (letterhead(evaluation, kind=kind, subject=subject), *note, *blocks, sign)
    return Report(title, (Section("mo-dau", title, body),), evaluation.telling)


def _proposal(evaluation: Evaluation) -> Report:
    agency = evaluation.plan.movement.agency
    blocks = (
        Paragraph(f"Kính gửi: {BLANK}", "centre"),
        *rules(evaluation),
        Paragraph(f"{agency.name} báo cáo kết quả bình xét: {_lower(award_summary(evaluation))}"),
        *((count_table((evaluation,)),) if evaluation.awards else ()),
        *proposed_tables(evaluation),
        Paragraph(
            f"Kèm theo: biên bản họp Hội đồng Thi đua - Khen thưởng; danh sách trích ngang; báo cáo thành tích. Kính trình {BLANK} xem xét, quyết định./."
        ),
    )
    return _paper(
        evaluation,
        kind="Tờ trình",
        about="Về việc đề nghị khen thưởng",
        blocks=blocks,
        recipients=("- Như trên;", "- Lưu: VT, VP."),
    )


def _minutes(evaluation: Evaluation) -> Report:
    tied = [each for each in evaluation.awards if each.proposed == COUNCIL]
    blocks: tuple[Block, ...] = (
        Heading("I. Thời gian, địa điểm, thành phần", 2),
        Paragraph(f"Thời gian: {BLANK} giờ {BLANK}, ngày {BLANK} tháng {BLANK} năm {BLANK}. Địa điểm: {BLANK}"),
        Paragraph(f"Chủ trì: {BLANK} Thư ký: {BLANK}"),
        Paragraph(
            f"Tổng số thành viên Hội đồng: {BLANK}; có mặt: {BLANK}; vắng mặt: {BLANK} (lấy ý kiến bằng văn bản: {BLANK})."
        ),
        Heading("II. Nội dung", 2),
        Paragraph(_sentence(f"Văn phòng báo cáo kết quả bình xét: {_lower(award_summary(evaluation))}")),
        *((count_table((evaluation,)),) if evaluation.awards else ()),
        Paragraph(
            "Hội đồng thảo luận và biểu quyết từng đề nghị. Tỷ lệ phiếu tính trên tổng số thành viên, kể cả thành viên vắng mặt."
        ),
        *(_voting_table(evaluation, kind) for kind in kinds_of(evaluation)),
        Heading("III. Trường hợp bằng nhau ở ranh giới số lượng", 2),
        Paragraph(
            f"Hội đồng quyết định {len(tied)} trường hợp: "
            + "; ".join(f"{who(evaluation, e)} ({e.nominee.id}): {BLANK}" for e in tied)
            + "."
            if tied
            else "Không có."
        ),
        Heading("IV. Kết luận", 2),
        Paragraph(
            f"Hội đồng thống nhất đề nghị khen thưởng {BLANK} tập thể, {BLANK} cá nhân. Cuộc họp kết thúc lúc {BLANK} giờ {BLANK} cùng ngày./."
        ),
        Paragraph("Thư ký (ký, ghi rõ họ tên): …………"),
    )
    return _paper(
        evaluation,
        kind="Biên bản",
        about="Họp Hội đồng Thi đua - Khen thưởng xét khen thưởng",
        blocks=blocks,
        recipients=("- Thành viên Hội đồng;", "- Lưu: VT, VP."),
        signer="Chủ trì cuộc họp",
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
    return Table(
        f"Biểu quyết các đề nghị {NOMINEE_KINDS[kind].lower()} đủ điều kiện",
        ("STT", "Mã đề nghị", "Tập thể, cá nhân", "Tổng số thành viên", "Đồng ý", "Không đồng ý", "Tỷ lệ"),
        tuple(rows),
        "cllrrrr",
        heads=3,
    )


def _votes(result: AwardResult) -> tuple[str, ...]:
    vote = result.nominee.vote
    if vote is None:
        return (BLANK,) * 4
    return str(vote.members), str(vote.agree), str(vote.disagree), share_text(vote)


def _list(evaluation: Evaluation) -> Report:
    rows = []
    chosen = [e for e in evaluation.awards if e.proposed in (YES, COUNCIL)]
    names = {award.id: award.name for award in evaluation.plan.awards}
    for n, each in enumerate(
        sorted(chosen, key=lambda e: (list(names).index(e.nominee.award), e.rank, e.nominee.id)), 1
    ):
        nominee = each.nominee
        state = " (Hội đồng quyết định)" if each.proposed == COUNCIL else ""
        rows.append(
            (
                str(n),
                nominee.name or unit_name(evaluation, nominee.unit),
                unit_name(evaluation, nominee.unit),
                post_text(each) if nominee.kind == INDIVIDUAL else NOMINEE_KINDS[nominee.kind].lower(),
                names[nominee.award] + state,
                nominee.achievement or BLANK,
            )
        )
    table = Table(
        "Danh sách trích ngang",
        ("STT", "Họ tên, tập thể", "Đơn vị", "Chức vụ, tập huấn", "Hình thức khen", "Tóm tắt thành tích"),
        tuple(rows),
        "clllll",
        heads=2,
    )
    return _paper(
        evaluation,
        kind="Danh sách",
        about="Trích ngang tập thể, cá nhân đề nghị khen thưởng",
        blocks=(table,),
        recipients=("- Lưu: VT, VP.",),
    )


def _notice(evaluation: Evaluation) -> Report:
    blocks = (
        Paragraph(
            f"{evaluation.plan.movement.agency.name} thông báo công khai danh sách tập thể, cá nhân dự kiến đề nghị khen thưởng để lấy ý kiến."
        ),
        *proposed_tables(evaluation),
        Paragraph(
            f"Ý kiến gửi về {BLANK} trước ngày {BLANK}. Sau thời hạn này, nếu không có ý kiến khác, hồ sơ được trình cấp có thẩm quyền./."
        ),
    )
    recipients = ("- Các phòng, đơn vị;", "- Niêm yết công khai;", "- Lưu: VT, VP.")
    return _paper(
        evaluation,
        kind="Thông báo",
        about="Công khai danh sách đề nghị khen thưởng",
        blocks=blocks,
        recipients=recipients,
    )


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."
