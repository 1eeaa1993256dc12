"""What the council reads of an award: how many places there are and why, what a tie at the line comes to, how firm a place is."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ..awards.model import AwardResult
from ..awards.money import prize_of
from ..evaluation.results import Evaluation
from ..plan import Award
from ..words.formatting import number, padded, percent
from ..words.vocabulary import COLLECTIVE, COUNCIL, INDIVIDUAL, NO, YES
from .awards import who
from .charts.ranks import percent_of
from .claims import either_text, listed
from .model import Table
from .words import capitalised

_FIRM, _LIKELY = 0.9, 0.5  # shares of the draws
_MANY_WOMEN = Fraction(7, 10)


def quota_text(evaluation: Evaluation, award: Award) -> str:
    """The sum of a quota: "5% × 148 người = 7,4 → 7 suất"; empty where there is none, or nobody knows of how many."""
    if award.quota is None:
        return ""
    if not award.quota.percent:
        return f"{number(award.quota.value)} suất"
    if award.kind == INDIVIDUAL:
        low, high = evaluation.staff or (None, None)
        sums = [_sum(award, among, "người") for among in dict.fromkeys((low, high)) if among is not None]
        return " đến ".join(sums)
    return (
        "" if evaluation.parents else _sum(award, len(evaluation.units), "tập thể")
    )  # of units within units each level has its own


def _sum(award: Award, among: int, noun: str) -> str:
    assert award.quota is not None
    exact = award.quota.value * among
    rounded = f" → {award.places(among)}" if exact.denominator != 1 else ""
    return f"{percent(award.quota.value)} × {number(among)} {noun} = {number(exact)}{rounded} suất"


def places_of(evaluation: Evaluation, award: Award) -> int | None:
    """How many places there surely are; None where they are not limited, or not known for certain."""
    if award.kind == INDIVIDUAL and award.quota is not None and award.quota.percent:
        low, high = evaluation.staff or (0, -1)
        return award.places(low) if low == high else None
    return None if evaluation.parents else award.places(len(evaluation.units))


def quota_table(evaluation: Evaluation) -> Table:
    """The sum of every award's places."""
    rows = tuple(
        (award.name, quota_text(evaluation, award) or "không giới hạn, hoặc chưa rõ")
        for award in evaluation.plan.awards
    )
    return Table("Số suất của từng hình thức khen", ("Hình thức khen", "Phép tính"), rows, "ll", compact=True)


def tie_table(evaluation: Evaluation) -> Table | None:
    """Of each award with a tie at the line: who it is between, what either cut changes, whom the law prefers; None without one."""
    rows = []
    for award in evaluation.plan.awards:
        own = [each for each in evaluation.awards if each.nominee.award == award.id]
        tied = [each for each in own if each.proposed == COUNCIL]
        if tied:
            given, names = sum(each.proposed == YES for each in own), listed([who(evaluation, each) for each in tied])
            either, law = _either(evaluation, award, given, len(tied)), preference_text(evaluation, award, tied)
            rows.append((award.name, names, either, law or "–"))
    columns = ("Hình thức khen", "Các trường hợp", "Chọn cách nào thành mấy suất", "Luật ưu tiên")
    return Table("Bằng nhau ở ranh giới số lượng", columns, tuple(rows), "llll") if rows else None


def _either(evaluation: Evaluation, award: Award, given: int, tied: int) -> str:
    return either_text(given, tied, places=places_of(evaluation, award))


def preference_text(evaluation: Evaluation, award: Award, tied: Sequence[AwardResult]) -> str:
    """Whom the law in force prefers among equals; empty where the plan names no law that does."""
    grounds = [each.text for each in award.legal_basis if each.holds(evaluation.period.end)]
    if not grounds:
        return ""
    law = "; ".join(grounds)
    women = [who(evaluation, each) for each in tied if _is_preferred(evaluation, award, each)]
    word = "tập thể có từ 70% nữ" if award.kind == COLLECTIVE else "nữ"
    if not women:
        return f"Theo {law}: không trường hợp nào là {word} theo danh sách cán bộ."
    every = " Cả các trường hợp đều được ưu tiên như nhau." if len(women) == len(tied) else ""
    return f"Theo {law}, ưu tiên {word}: {listed(women)}.{every}"


def _is_preferred(evaluation: Evaluation, award: Award, each: AwardResult) -> bool:
    if award.kind == COLLECTIVE:
        staff = evaluation.staffing.get(each.nominee.unit)
        known = staff is not None and staff.women is not None and staff.certain == staff.possible and staff.certain > 0
        return bool(known and staff and Fraction(staff.women or 0, staff.certain) >= _MANY_WOMEN)
    return bool(each.nominee.person and each.nominee.person.is_female)


def firm_text(share: float | None) -> str:
    """How firm a place is, in plain words.

    >>> firm_text(0.95), firm_text(0.6), firm_text(0.2), firm_text(None)
    ('chắc', 'chưa thật chắc', 'không chắc', '–')
    """
    if share is None:
        return "–"
    return "chắc" if share >= _FIRM else "chưa thật chắc" if share >= _LIKELY else "không chắc"


def firmness_text(result: AwardResult) -> str:
    """How firm it is that a nominee is commended; of one who is not put forward, in how many ways of weighing he would be."""
    share = result.firmness
    if share is None:
        return "–"
    if result.proposed != NO:
        return f"{firm_text(share)} ({percent_of(share)})"
    return f"được khen ở {told} phương án" if (told := percent_of(share)) != percent_of(0) else "–"


def has_low_vote(result: AwardResult) -> bool:
    """Whether fewer than half of all members agree."""
    vote = result.nominee.vote
    return vote is not None and vote.share < Fraction(1, 2)


def competence_text(evaluation: Evaluation, award: Award) -> str:
    """Who submits, decides and signs, and the money with its source; what is not known is said to be so."""
    prize = prize_of(evaluation.plan, award, evaluation.period.end)
    told = [
        f"{award.submitted_by} trình {award.submitted_to}" if award.submitted_by and award.submitted_to else "",
        f"{award.decided_by} quyết định" if award.decided_by else "",
        f"người ký: {award.signer.title}" if award.signer else "",
    ]
    if prize.amount is not None and prize.times is not None:
        told.append(
            f"tiền thưởng {number(prize.times)} lần mức lương cơ sở = {number(prize.amount)} đồng ({'; '.join(prize.texts)})"
        )
    else:
        told.append("tiền thưởng: kế hoạch chưa ghi số lần và mức lương cơ sở của ngày này, quyết định để trống")
    return capitalised("; ".join(filter(None, told)) + ".")


def notice_text(evaluation: Evaluation) -> str:
    """For how many days the list is public, where, and who takes objections, with where that comes from; empty where the plan
    says nothing of it."""
    told = evaluation.plan.movement.notice
    said = [
        f"{padded(told.days)} ngày làm việc" if told.days else "",
        f"niêm yết tại {told.place}" if told.place else "",
        f"ý kiến gửi về {told.objections_to}" if told.objections_to else "",
    ]
    if not any(said):
        return ""
    return f"{capitalised('; '.join(filter(None, said)))}. {told.note}".strip()
