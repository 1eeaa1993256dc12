"""Who may be put forward for which award: conditions, every reason, the order, the cut at the quota.

A tie at the line is never cut: all who share it are left to the council.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from .formatting import number, percent
from .plan import Award, Plan
from .results import AwardResult, Nominee, Staffing, UnitScore
from .staff import share_of_women
from .units import Unit
from .vocabulary import COLLECTIVE, COUNCIL, INDIVIDUAL, NO, YES

MOST_WOMEN = Fraction(
    7, 10
)  # NĐ 152/2025, Điều 4 khoản 6: a collective with at least 70% women is preferred among equals


def judge_nominees(
    plan: Plan,
    nominees: Sequence[Nominee],
    *,
    units: Sequence[Unit],
    scores: Mapping[str, UnitScore],
    ties: Mapping[str, Sequence],
    staffing: Mapping[str | None, Staffing],
    staff: tuple[int, int] | None,
) -> list[AwardResult]:
    """Judge every nominee: eligible or not, why, in what order, and whether within the quota.

    ``ties`` are the units' points of the plan's tie-break items. ``staff`` is the fewest and the most people on
    strength, None where that is not known. Nominees without an award of the plan come last, not eligible.
    """
    results = []
    for award in plan.awards:
        own = [nominee for nominee in nominees if nominee.award == award.id]
        reasons = {n: _reasons(award, nominee, scores) for n, nominee in enumerate(own)}
        eligible = [nominee for n, nominee in enumerate(own) if not reasons[n]]
        judged = _placed(award, eligible, scores=scores, ties=ties, staffing=staffing)
        judged = _cut(award, judged, places=_places(award, units=len(units), staff=staff))
        results += [*judged, *(AwardResult(o, False, reasons[n], None, NO) for n, o in enumerate(own) if reasons[n])]
    results += [AwardResult(n, False, n.faults, None, NO) for n in nominees if not n.award]
    return results


def _reasons(award: Award, nominee: Nominee, scores: Mapping[str, UnitScore]) -> tuple[str, ...]:
    """Every reason for which a nominee may not be proposed."""
    reasons = list(nominee.faults)
    score = scores.get(nominee.unit)
    if score is None:
        reasons.append("đơn vị không có trong cơ cấu cuối kỳ")
    elif score.score is None:
        reasons.append("đơn vị chưa có điểm")
    elif award.min_score is not None and score.score < award.min_score:
        reasons.append(f"điểm của đơn vị {number(score.score)} dưới mức tối thiểu {number(award.min_score)}")
    if nominee.pending_case is None:
        reasons.append("chưa rõ có đang bị xem xét kỷ luật hay không")
    elif nominee.pending_case:
        reasons.append("đang bị xem xét kỷ luật")
    if award.vote is not None:
        if nominee.vote is None:
            reasons += [] if "kết quả biểu quyết không hợp lệ" in reasons else ["chưa có kết quả biểu quyết"]
        elif nominee.vote.share < award.vote.value:
            vote = nominee.vote
            reasons.append(
                f"tỷ lệ phiếu đồng ý {number(vote.agree)}/{number(vote.members)} thành viên "
                f"({percent(vote.share, goal=award.vote.value)}) dưới {percent(award.vote.value)}"
            )
    return tuple(reasons)


def _placed(
    award: Award,
    eligible: Sequence[Nominee],
    *,
    scores: Mapping[str, UnitScore],
    ties: Mapping[str, Sequence],
    staffing: Mapping[str | None, Staffing],
) -> list[AwardResult]:
    """The eligible in order: by the unit's score, then by the award's priorities; equal ones share the better place."""

    def key(nominee: Nominee) -> tuple:
        breaks = [-1 if points is None else points for points in ties.get(nominee.unit, ())]
        own = breaks if award.kind == COLLECTIVE else []
        return (scores[nominee.unit].score, *own, *(_has(p, nominee, staffing) for p in award.priority))

    keys = sorted((key(nominee) for nominee in eligible), reverse=True)
    placed = [AwardResult(nominee, True, (), keys.index(key(nominee)) + 1, YES) for nominee in eligible]
    return sorted(placed, key=lambda result: (result.rank, result.nominee.id))


def _has(priority: str, nominee: Nominee, staffing: Mapping[str | None, Staffing]) -> bool:
    """Whether a nominee has a priority for certain: ``direct`` holds no leading post, ``female`` is the law's preference."""
    if nominee.kind == COLLECTIVE:
        women = share_of_women(staffing, unit=nominee.unit)
        return priority == "female" and women is not None and women >= MOST_WOMEN
    person = nominee.person
    return person is not None and (person.is_leader is False if priority == "direct" else person.is_female is True)


def _places(award: Award, *, units: int, staff: tuple[int, int] | None) -> int | None | str:
    """The places of an award; None without a quota, ``unknown`` where the staff it is a share of is not known."""
    if award.quota is None or award.kind != INDIVIDUAL or not award.quota.percent:
        return award.places(units)
    if staff is None or award.places(staff[0]) != award.places(staff[1]):
        return "unknown"
    return award.places(staff[0])


def _cut(award: Award, placed: Sequence[AwardResult], *, places: int | None | str) -> list[AwardResult]:
    """Propose those within the quota; leave a tie at the line to the council; say to the others that the places are gone."""
    if places is None:
        return list(placed)
    if isinstance(places, str):
        why = ("chưa biết số lượng được khen vì chưa rõ số cán bộ vào cuối kỳ",)
        return [replace(result, proposed=COUNCIL, reasons=why) for result in placed]
    cut = []
    for result in placed:
        before = sum(other.rank < result.rank for other in placed)
        together = sum(other.rank == result.rank for other in placed)
        if before + together <= places:
            cut.append(result)
        elif before < places:
            why = f"bằng nhau ở ranh giới: {together} đề nghị cùng hạng cho {places - before} suất còn lại, Hội đồng quyết định"
            cut.append(replace(result, proposed=COUNCIL, reasons=(why,)))
        else:
            cut.append(replace(result, proposed=NO, reasons=(f"ngoài số lượng được khen ({places})",)))
    return cut
