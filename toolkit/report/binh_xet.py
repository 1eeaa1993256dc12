"""Commendation: every nominee with its conditions, reasons, order and firmness; who is proposed; ties for the council."""

from __future__ import annotations

from datetime import date

from ..awards.requiring import order_text, requirement_text
from ..evaluation.results import Evaluation
from ..plan import Award, Plan
from ..plan.requirements import VOTE
from ..words.formatting import number, padded, percent
from ..words.vocabulary import COLLECTIVE, COUNCIL, INDIVIDUAL, NO, OTHER, YES
from .awards import (
    award_summary,
    considered_word,
    count_table,
    post_text,
    proposed_tables,
    unit_name,
    unit_score_text,
    vote_text,
    who,
)
from .charts import rank_chart
from .charts.ranks import percent_of
from .claims import FIRM_UNITS, firm_count, listed, unranked_text
from .columns import without_idle
from .council import competence_text, firmness_text, has_low_vote, notice_text, quota_table, tie_table
from .document import Report, Section
from .model import Block, Bullets, Cell, Contents, Heading, Paragraph, Table
from .pieces import council_table
from .so_ket import letterhead
from .ways import ways
from .words import capitalised, movement_text

_PROPOSED = {YES: Cell("Đề nghị khen", "good"), NO: Cell("Không", "none"), COUNCIL: Cell("Hội đồng quyết định", "bad")}
_PRIORITY = {
    "direct": "người trực tiếp làm việc, không giữ chức vụ lãnh đạo",
    "female": "nữ",
}
_MANY_WOMEN = "tập thể có từ 70% nữ trở lên"
_FIRMNESS = "Mức chắc chắn của thứ hạng"
_FIRMNESS_NOTE = (
    f"“{_FIRMNESS}”: tỷ lệ phương án trọng số mà đề nghị vẫn đủ điểm và nằm trong số lượng được khen (tính cả khi bằng nhau ở "
    "ranh giới)."
)


def award_report(evaluation: Evaluation) -> Report:
    """The proposal for commendation of a period. It names people: it is for the council and for the dossier.

    >>> import toolkit as tk
    >>> tk.award_report(tk.evaluate("2024"))
    Report('Bình xét khen thưởng phong trào thi đua “Chuyển đổi số giai đoạn 2022 – 2025” năm 2024')
    """
    movement = evaluation.plan.movement
    title = f"Bình xét khen thưởng {movement_text(evaluation)}"
    parts = [
        Section(
            "1",
            "1. Căn cứ và cách xét",
            (
                Heading("1. Căn cứ và cách xét"),
                *rules(evaluation),
                *((quota_table(evaluation),) if evaluation.plan.awards else ()),
            ),
        ),
        *(_award_section(evaluation, award, n) for n, award in enumerate(evaluation.plan.awards, 2)),
    ]
    last = len(parts) + 1
    parts.append(_council_section(evaluation, last))
    parts.append(
        Section(
            str(last + 1),
            f"{last + 1}. Danh sách đề nghị khen thưởng",
            (Heading(f"{last + 1}. Danh sách đề nghị khen thưởng"), *proposed_tables(evaluation)),
        )
    )
    attached = "(Thông tin để Hội đồng tham khảo, không thay đổi thứ hạng chính thức)"
    title_1, title_2 = "Phụ lục I. Độ vững của thứ hạng", "Phụ lục II. Điểm và minh chứng từng mục"
    appendices = [_appendix("PL", title_1, *firmness_blocks(evaluation), attached=attached)]
    if evaluation.plan.appraised:
        attached = "(Đơn vị tự chấm, nêu minh chứng; điểm thẩm định là điểm chính thức)"
        appendices.append(_appendix("PL2", title_2, council_table(evaluation), attached=attached, wide=True))
    head = letterhead(evaluation, kind="Bình xét khen thưởng", subject=capitalised(movement_text(evaluation)))
    opening = (
        ways(evaluation, kind="binh_xet"),
        head,
        Contents(tuple((s.id, s.title) for s in (*parts, *appendices))),
        *((Paragraph(movement.note, "note"),) if movement.note else ()),
        Paragraph(award_summary(evaluation)),
        *((count_table((evaluation,)),) if evaluation.awards else ()),
    )
    return Report(title, (Section("mo-dau", title, opening), *parts, *appendices), evaluation.telling)


def _appendix(id: str, title: str, *blocks: Block, attached: str, wide: bool = False) -> Section:
    """An appendix: its number, its title in capitals, the line below it, its blocks."""
    numeral, _, name = title.partition(". ")
    head = (Heading(numeral, 2), Paragraph(name.upper(), "title"), Paragraph(attached, "attached"))
    return Section(id, title, (*head, *blocks), appendix=True, wide=wide)


def rules(evaluation: Evaluation) -> tuple[Block, ...]:
    """The grounds in force and the rule of each award, in the plan's words."""
    plan = evaluation.plan
    grounds = [Paragraph(f"Căn cứ {ground};", "ground") for ground in plan.movement.grounds(evaluation.period.end)]
    said = (
        f"Việc bình xét thực hiện từ cơ sở, dân chủ, công khai, minh bạch: {'đơn vị đề nghị; ' if plan.nominated else ''}điểm của đơn vị là điểm thẩm định; "
        "mọi trường hợp không được đề nghị đều nêu lý do; trường hợp bằng nhau ở ranh giới số lượng do Hội đồng quyết định. "
        "Không xét người, tập thể đang bị xem xét kỷ luật, điều tra, xác minh đơn thư."
    )
    return (
        *grounds,
        Paragraph(said),
        *(
            Paragraph(
                f"{_rule(award, plan, evaluation.period.end)} {competence_text(evaluation, award)}",
                lead=f"{award.name}:",
            )
            for award in plan.awards
        ),
        *((Paragraph(text, lead="Công khai:"),) if (text := notice_text(evaluation)) else ()),
    )


def _rule(award: Award, plan: Plan, day: date) -> str:
    parts = []
    if award.min_score is not None:
        parts.append(f"điểm của đơn vị từ {number(award.min_score)}")
    if award.quota is not None:
        among = "số tập thể" if award.kind == COLLECTIVE else "số người có mặt cuối kỳ"
        parts.append(
            f"tối đa {percent(award.quota.value)} {among}"
            if award.quota.percent
            else f"tối đa {number(award.quota.value)} suất"
        )
    excluded = [each.name for each in plan.awards if each.id in award.not_with]
    if award.requires:
        parts.append(f"điều kiện: {', '.join(requirement_text(plan, each) for each in award.requires)}")
    parts += [f"không xét ai đã được đề nghị {', '.join(excluded)}"] if excluded else []
    if award.by:
        return f"{'; '.join(parts)}; giải theo thứ hạng của đơn vị, không cần đề nghị. {award.note}".strip()
    if award.source:
        title = plan.source(award.source).title
        parts.append(f"mỗi dòng của {title} là một đối tượng")
        return f"{'; '.join(parts)}; xếp theo điểm của đơn vị. {award.note}".strip()
    parts.append(
        f"phiếu đồng ý từ {percent(award.vote.value)} tổng số thành viên Hội đồng"
        if award.vote
        else "tỷ lệ phiếu tối thiểu không quy định"
        if VOTE in award.order
        else "tỷ lệ phiếu không quy định, được nêu để tham khảo"
    )
    order = f"xếp theo {order_text(plan, award)}"
    if award.kind == INDIVIDUAL and not award.order:
        order = "kế hoạch không quy định thứ tự giữa các cá nhân nên quá số suất thì Hội đồng quyết định"
    if award.priority:
        of_people = [_PRIORITY[each] for each in award.priority]
        first = ", rồi ".join(of_people) if award.kind == INDIVIDUAL else _MANY_WOMEN * ("female" in award.priority)
        order += f"; khi bằng nhau, ưu tiên {first}" if first else ""
    grounds = [ground.text for ground in award.legal_basis if ground.holds(day)]
    order += f" ({'; '.join(grounds)})" if grounds else ""
    return f"{'; '.join(parts)}; {order}. {award.note}".strip()


def _award_section(evaluation: Evaluation, award: Award, number_: int) -> Section:
    own = [each for each in evaluation.awards if each.nominee.award == award.id]
    title = f"{number_}. {award.name}"
    fit, chosen = sum(each.eligible for each in own), sum(each.proposed == YES for each in own)
    said = (
        f"{len(own)} {considered_word(evaluation, own)}; {fit} đủ điều kiện; {chosen} được đề nghị khen."
        if own
        else "Chưa có đề nghị nào."
    )
    low = [who(evaluation, each) for each in own if has_low_vote(each)]
    said += f" Dưới một nửa số thành viên đồng ý: {listed(low)}." if low else ""
    return Section(award.id, title, (Heading(title), Paragraph(said), nominee_table(evaluation, award)))


def nominee_table(evaluation: Evaluation, award: Award) -> Table:
    """Every nominee of an award, the eligible in order, then the others with their reasons."""
    own = [each for each in evaluation.awards if each.nominee.award == award.id]
    ordered = sorted(own, key=lambda each: (each.rank is None, each.rank or 0, each.nominee.id))
    of_people = award.kind == INDIVIDUAL
    whom = "Đối tượng, đơn vị" if award.kind == OTHER else "Tập thể"
    rows = [
        (
            str(each.rank or "–"),
            Cell(each.nominee.id, "whole"),
            who(evaluation, each),
            *((post_text(each),) if of_people else ()),
            unit_score_text(evaluation, each),
            Cell(vote_text(each), "bad") if has_low_vote(each) else vote_text(each),
            firmness_text(each),
            _PROPOSED[each.proposed],
            "; ".join(each.reasons) or "–",
        )
        for each in ordered
    ]
    columns = ("Điểm đơn vị", "Phiếu đồng ý", _FIRMNESS, "Kết quả", "Lý do")
    told = any(each.firmness is not None for each in own)
    table = Table(
        f"Các đề nghị {award.name[0].lower()}{award.name[1:]}",
        ("Thứ tự", "Mã đề nghị", *(("Họ tên, đơn vị", "Chức vụ, tập huấn") if of_people else (whom,)), *columns),
        tuple(rows),
        "clllrrrcl" if of_people else "cllrrrcl",
        heads=3,
        searchable=True,
        compact=True,
        widths=(0, 0, 19, 14, 0, 0, 10, 10, 14) if of_people else (0, 0, 24, 0, 0, 0, 0, 22),
        note=_FIRMNESS_NOTE if told else "",
    )
    return without_idle(table, _FIRMNESS)


def _council_section(evaluation: Evaluation, number_: int) -> Section:
    title = f"{number_}. Trường hợp Hội đồng quyết định"
    tied = [each for each in evaluation.awards if each.proposed == COUNCIL]
    said: Block = Paragraph("Không có trường hợp nào bằng nhau ở ranh giới số lượng.")
    if tied:
        said = Bullets(tuple(f"{who(evaluation, e)} ({e.nominee.id}): {'; '.join(e.reasons)}." for e in tied))
    more = (table,) if (table := tie_table(evaluation)) else ()
    return Section("hoi-dong", title, (Heading(title), said, *more, *_of_no_award(evaluation)))


def _of_no_award(evaluation: Evaluation) -> tuple[Block, ...]:
    """The nominations that stand under no award of the plan, lest nobody reads them."""
    awards = {award.id for award in evaluation.plan.awards}
    own = [each for each in evaluation.awards if each.nominee.award not in awards]
    if not own:
        return ()
    said = f"{padded(len(own))} đề nghị không thuộc hình thức khen nào của kế hoạch nên chưa được xét:"
    return (
        Paragraph(said),
        Bullets(tuple(f"{who(evaluation, e)} ({e.nominee.id}): {'; '.join(e.reasons)}." for e in own)),
    )


def firmness_blocks(evaluation: Evaluation) -> tuple[Block, ...]:
    """How firm the ranks are: a sentence, a picture, a table."""
    chosen = evaluation.plan.scoring.robustness
    ranked = sorted((s for s in evaluation.scores if s.rank is not None), key=lambda s: (s.group, s.rank, s.unit))
    if not ranked:
        return (Paragraph(unranked_text(evaluation) or "Chưa đơn vị nào có điểm để xếp hạng."),)
    said = (
        f"Trọng số các mục được thay đổi ngẫu nhiên {number(chosen.draws)} lần quanh điểm của kế hoạch (phân phối Dirichlet, "
        f"độ tập trung {number(chosen.concentration)}, số khởi tạo {chosen.seed}); mỗi lần chấm điểm và xếp hạng lại theo đúng quy tắc. "
        "Cách thử này là giả định của bộ công cụ, khai trong tệp kế hoạch."
    )
    rows = [
        (
            f"{unit_name(evaluation, s.unit)} ({s.unit})",
            str(s.rank),
            f"{s.rank_low} – {s.rank_high}",
            f"{s.without_low} – {s.without_high}" if s.without_low else "–",
            percent_of(s.top_share),
        )
        for s in ranked
    ]
    table = Table(
        "Khoảng thứ hạng của các đơn vị",
        ("Đơn vị", "Hạng chính thức", "Khoảng 90% phương án", "Khi bỏ một mục bất kỳ", "Trong nhóm được khen tập thể"),
        tuple(rows),
        "lcccr",
        foot=((FIRM_UNITS, f"{firm_count(ranked)}/{len(ranked)}", "–", "–", "–"),),
        note="Khoảng 90%: từ hạng ở phân vị 5% đến hạng ở phân vị 95% của các phương án trọng số.",
    )
    return (Paragraph(said), rank_chart(evaluation), table)
