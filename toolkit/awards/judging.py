"""Who may be put forward for which award: conditions, every reason, the order, the cut at the quota.

A tie at the line is never cut: all who share it are left to the council.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

import numpy as np

from ..plan import Award, Plan
from ..scoring.model import UnitScore
from ..scoring.ranking import UNKNOWN, order_of, places, tie_columns
from ..words.formatting import number, percent
from ..words.vocabulary import COLLECTIVE, COUNCIL, INDIVIDUAL, NO, YES
from .model import AwardResult, Nominee, Staffing
from .staff import share_of_women

MOST_WOMEN = Fraction(
    7, 10
)  # NĐ 152/2025, Điều 4 khoản 6: a collective with at least 70% women is preferred among equals


@dataclass(frozen=True)
class Standing:
    """What nominees are judged by: the units' scores, tie-break points and scores in each draw, and the staff.

    ``units`` is how many have no others below them, ``levels`` the level of each where there are several. ``staff`` is the fewest and the most people on strength, None where that is not known.
    """

    units: int
    scores: Mapping[str, UnitScore]
    ties: Mapping[str, Sequence[Any]]
    drawn: Mapping[str, np.ndarray]
    staffing: Mapping[str | None, Staffing]
    staff: tuple[int, int] | None
    levels: Mapping[str, int] = field(default_factory=dict)

    def by_level(self, award: Award) -> bool:
        """Whether nominees of different levels are not held against each other."""
        return award.kind == COLLECTIVE and not award.by and len(set(self.levels.values())) > 1


def judge_nominees(plan: Plan, nominees: Sequence[Nominee], *, standing: Standing) -> list[AwardResult]:
    """Judge every nominee: eligible or not, why, in what order, and whether within the quota.

    Nominees without an award of the plan come last, not eligible.
    """
    judged: dict[str, list[AwardResult]] = {}
    for award in _in_order(plan.awards):
        own = [nominee for nominee in nominees if nominee.award == award.id]
        judged[award.id] = _judged(plan, award, own, standing, before=judged)
    results = [result for award in plan.awards for result in judged[award.id]]
    return results + [AwardResult(n, False, n.faults, None, NO) for n in nominees if not n.award]


def _in_order(awards: Sequence[Award]) -> Iterator[Award]:
    """The awards, each after those that it is not given with."""
    left = {award.id: award for award in awards}
    while left:
        ready = [award for award in left.values() if not set(award.not_with) & set(left)]
        assert ready  # the plan is checked for circles
        for award in ready:
            yield left.pop(award.id)


def _judged(
    plan: Plan, award: Award, own: Sequence[Nominee], standing: Standing, *, before: Mapping[str, list[AwardResult]]
) -> list[AwardResult]:
    """The nominees of one award, judged; ``before`` is what became of those of the awards that are decided before it."""
    names = {each.id: each.name for each in plan.awards}
    others = [(plan.award(id), before[id]) for id in award.not_with]
    having = {who_is(r.nominee): names[each.id] for each, results in others for r in results if r.proposed == YES}
    barred = {nominee: _reasons(award, nominee, standing.scores) for nominee in own}
    for nominee in own:
        if (has := having.get(who_is(nominee))) is not None:
            barred[nominee] = (*barred[nominee], f"đã được đề nghị {has}")
    able = [nominee for nominee in own if not barred[nominee]]
    number_of_places = _places(award, standing)
    found = _settled(award, able, standing)
    if waiting := [each for each, results in others if any(r.proposed == COUNCIL for r in results)]:
        pending = {who_is(r.nominee) for each in waiting for r in before[each.id] if r.proposed == COUNCIL}
        taken = sum(_open_places(each, before[each.id], standing) for each in waiting)
        found = _waiting(award, found, standing, pending=pending, taken=taken, names=[each.name for each in waiting])
    found += [AwardResult(n, False, barred[n], None, NO) for n in own if barred[n]]
    firm: dict[Nominee, float] = {}
    if isinstance(number_of_places, int) and not award.not_with and not standing.by_level(award):
        firm = _firmness(plan, award, own, standing, quota=number_of_places)
    return [replace(result, firmness=firm.get(result.nominee)) for result in found]


def _open_places(award: Award, results: Sequence[AwardResult], standing: Standing) -> int:
    """How many places of an award the council has still to give; all who wait for it, where that is not known."""
    number_of_places, waiting = _places(award, standing), sum(each.proposed == COUNCIL for each in results)
    if not isinstance(number_of_places, int):
        return waiting
    return min(waiting, number_of_places - sum(each.proposed == YES for each in results))


def _waiting(
    award: Award,
    found: Sequence[AwardResult],
    standing: Standing,
    *,
    pending: Set[tuple[str, ...]],
    taken: int,
    names: Sequence[str],
) -> list[AwardResult]:
    """What becomes of nominees while the council has not decided who of those ``pending`` get another award and leave this
    one: ``taken`` of them do, some of whom may be none of its nominees. What is so whoever they are stands; all else the
    council decides, too."""
    waiting = [each.nominee for each in found if who_is(each.nominee) in pending]  # in their order
    elsewhere = len(pending - {who_is(nominee) for nominee in waiting})
    most, least = min(taken, len(waiting)), max(taken - elsewhere, 0)

    def without(leaving: Sequence[Nominee]) -> dict[Nominee, AwardResult]:
        able = [each.nominee for each in found if each.nominee not in leaving]
        return {each.nominee: each for each in _settled(award, able, standing)}

    best, worst = without(waiting[:most]), without(waiting[len(waiting) - least :])  # for who is none of them
    settled = []
    for each in found:
        if each.nominee in waiting:  # at best the others leave
            made = without([other for other in waiting if other != each.nominee][:most])[each.nominee]
            is_sure = made.proposed == NO
        else:
            made = best[each.nominee]
            is_sure = made.proposed == worst[each.nominee].proposed
        undecided = replace(each, proposed=COUNCIL, reasons=(f"còn chờ Hội đồng quyết định {', '.join(names)}",))
        settled.append(replace(made, rank=each.rank) if is_sure else undecided)
    return settled


def who_is(nominee: Nominee) -> tuple[str, ...]:
    """Who a nominee is, whatever the award."""
    if nominee.kind == COLLECTIVE:
        return COLLECTIVE, nominee.unit
    if nominee.kind == INDIVIDUAL:
        return (INDIVIDUAL, nominee.staff_id) if nominee.staff_id else (INDIVIDUAL, nominee.unit, nominee.name)
    return nominee.kind, nominee.id


def _reasons(award: Award, nominee: Nominee, scores: Mapping[str, UnitScore]) -> tuple[str, ...]:
    """Every reason for which a nominee may not be proposed."""
    reasons = list(nominee.faults)
    score = scores.get(nominee.unit)
    if score is None:
        reasons.append("đơn vị không có trong cơ cấu cuối kỳ")
    elif score.score is None:
        reasons.append("đơn vị chưa có điểm")
    elif score.unranked_for:
        reasons.append(f"đơn vị chưa xếp hạng: còn {score.unranked_for}")
    elif award.min_score is not None and score.score < award.min_score:
        reasons.append(f"điểm của đơn vị {number(score.score)} dưới mức tối thiểu {number(award.min_score)}")
    if nominee.pending_case is None:
        reasons.append("chưa rõ có đang bị xem xét kỷ luật hay không")
    elif nominee.pending_case:
        reasons.append("đang bị xem xét kỷ luật")
    if award.vote is not None:
        if nominee.vote is None:
            reasons += [] if nominee.vote_is_unknown else ["chưa có kết quả biểu quyết"]
        elif nominee.vote.share < award.vote.value:
            vote = nominee.vote
            reasons.append(
                f"tỷ lệ phiếu đồng ý {number(vote.agree)}/{number(vote.members)} thành viên "
                f"({percent(vote.share, goal=award.vote.value)}) dưới {percent(award.vote.value)}"
            )
    return tuple(reasons)


def _placed(award: Award, eligible: Sequence[Nominee], standing: Standing) -> list[AwardResult]:
    """The eligible in order: by the unit's score, then by what decides among equals; what stays equal shares the place."""
    if not eligible:
        return []
    scores = np.array([order_of([standing.scores[n.unit].score for n in eligible])])
    (ranks,) = places(scores, among_equals=_among_equals(award, eligible, standing))
    placed = [AwardResult(nominee, True, (), int(rank), YES) for nominee, rank in zip(eligible, ranks)]
    return sorted(placed, key=lambda result: (result.rank, result.nominee.id))


def _among_equals(award: Award, nominees: Sequence[Nominee], standing: Standing) -> list[np.ndarray]:
    """What decides among equal scores: for collectives the plan's tie-breaks, then the award's priorities."""
    ties = [standing.ties.get(n.unit, ()) if award.kind == COLLECTIVE else () for n in nominees]
    return tie_columns(
        [
            (*own, *(_has(priority, n, standing.staffing) for priority in award.priority))
            for own, n in zip(ties, nominees)
        ]
    )


def _firmness(
    plan: Plan, award: Award, nominees: Sequence[Nominee], standing: Standing, *, quota: int
) -> dict[Nominee, float]:
    """The share of draws in which each nominee who is not barred whatever the weights stands within the places."""
    free = {unit: replace(each, score=Decimal(10**6)) for unit, each in standing.scores.items()}
    able = [n for n in nominees if not _reasons(award, n, free) and n.unit in standing.drawn]
    if not able or not quota:
        return dict.fromkeys(able, 0.0)
    scores = np.column_stack([standing.drawn[n.unit] for n in able])
    if award.min_score is not None:
        scores[scores < ceil(award.min_score * 10**plan.scoring.decimals)] = UNKNOWN
    ranks = places(scores, among_equals=_among_equals(award, able, standing))
    within = ((ranks <= quota) & (scores != UNKNOWN)).mean(axis=0)
    return {n: float(share) for n, share in zip(able, within)}


def _has(priority: str, nominee: Nominee, staffing: Mapping[str | None, Staffing]) -> bool:
    """Whether a nominee has a priority for certain: ``direct`` holds no leading post, ``female`` is the law's preference."""
    if nominee.kind == COLLECTIVE:
        women = share_of_women(staffing, unit=nominee.unit)
        return priority == "female" and women is not None and women >= MOST_WOMEN
    person = nominee.person
    return person is not None and (person.is_leader is False if priority == "direct" else person.is_female is True)


def _places(award: Award, standing: Standing) -> int | None | str:
    """The places of an award; None without a quota, ``unknown`` where the staff it is a share of is not known."""
    if award.quota is not None and award.quota.percent and standing.by_level(award):
        return sum(award.places(count) or 0 for count in Counter(standing.levels.values()).values())
    if award.quota is None or award.kind != INDIVIDUAL or not award.quota.percent:
        return award.places(standing.units)
    staff = standing.staff
    if staff is None or award.places(staff[0]) != award.places(staff[1]):
        return "unknown"
    return award.places(staff[0])


def _settled(award: Award, able: Sequence[Nominee], standing: Standing) -> list[AwardResult]:
    """The eligible in order, cut at the quota. Units within units are held against those of their own level: a share is one
    of that level's units; of places that several levels would fill, the council decides."""
    if not standing.by_level(award):
        return _cut(_placed(award, able, standing), places=_places(award, standing))
    own: dict[int, list[Nominee]] = {}
    for nominee in able:
        own.setdefault(standing.levels[nominee.unit], []).append(nominee)
    placed = {level: _placed(award, nominees, standing) for level, nominees in sorted(own.items())}
    quota = award.quota
    if quota is not None and quota.percent:
        count = Counter(standing.levels.values())
        return [each for level, of in placed.items() for each in _cut(of, places=award.places(count[level]))]
    most = award.places(standing.units)
    if len(placed) < 2 or most is None or len(able) <= most:
        return [each for of in placed.values() for each in _cut(of, places=most)]
    why = (f"đơn vị của {len(placed)} cấp được đề nghị cho {most} suất: xếp riêng từng cấp, Hội đồng quyết định",)
    return [
        replace(each, proposed=COUNCIL, reasons=why) if each.proposed == YES else each
        for of in placed.values()
        for each in _cut(of, places=most)
    ]


def _cut(placed: Sequence[AwardResult], *, places: int | None | str) -> list[AwardResult]:
    """Propose those within the quota; leave a tie at the line to the council; say to the others that the places are gone."""
    if places is None:
        return list(placed)
    if isinstance(places, str):
        unsure = ("chưa biết số lượng được khen vì chưa rõ số cán bộ vào cuối kỳ",)
        return [replace(result, proposed=COUNCIL, reasons=unsure) for result in placed]
    ranks, cut = [result.rank or 0 for result in placed], []
    for result, rank in zip(placed, ranks):
        before, together = sum(other < rank for other in ranks), ranks.count(rank)
        if before + together <= places:
            cut.append(result)
        elif before < places:
            why = f"bằng nhau ở ranh giới: {together} đề nghị cùng hạng cho {places - before} suất còn lại, Hội đồng quyết định"
            cut.append(replace(result, proposed=COUNCIL, reasons=(why,)))
        else:
            cut.append(replace(result, proposed=NO, reasons=(f"ngoài số lượng được khen ({places})",)))
    return cut
