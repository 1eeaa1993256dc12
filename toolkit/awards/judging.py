"""Who may be put forward for which award: conditions, every reason, the order, the cut at the quota.

A tie at the line is never cut: all who share it are left to the council.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from math import ceil

import numpy as np

from ..plan import Award, Plan
from ..plan.requirements import UNIT_RANK, UNIT_SCORE
from ..scoring.model import UnitScore
from ..scoring.ranking import UNKNOWN, places
from ..words.formatting import number, percent
from ..words.vocabulary import COLLECTIVE, COUNCIL, INDIVIDUAL, NO, YES
from .model import AwardResult, Nominee
from .placing import Standing, among_equals_of, number_of_places, order_column, settled
from .requiring import verdict_of


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
    verdicts = {nominee: verdict_of(plan, award, nominee, facts=standing.facts) for nominee in own}
    barred = {nominee: (*reasons, *verdicts[nominee].failed) for nominee, reasons in barred.items()}
    able = [nominee for nominee in own if not barred[nominee]]
    unsure = {nominee: verdicts[nominee].unknown for nominee in able if verdicts[nominee].unknown}
    most = number_of_places(award, standing)
    found = settled(award, able, standing)
    waiting = [each for each, results in others if any(r.proposed == COUNCIL for r in results)]
    if waiting or unsure:
        pending = {who_is(r.nominee) for each in waiting for r in before[each.id] if r.proposed == COUNCIL}
        taken = sum(_open_places(each, before[each.id], standing) for each in waiting)
        undecided = _Undecided(pending, taken, unsure, tuple(each.name for each in waiting))
        found = _waiting(award, found, standing, undecided)
    found += [AwardResult(n, False, barred[n], None, NO) for n in sorted(own, key=lambda n: n.id) if barred[n]]
    firm: dict[Nominee, float] = {}
    if isinstance(most, int) and _rests_on_scores(award) and not standing.by_level(award) and not unsure:
        own = [nominee for nominee in own if not verdicts[nominee].failed]
        firm = _firmness(plan, award, own, standing, quota=most)
    return [replace(result, firmness=firm.get(result.nominee)) for result in found]


def _open_places(award: Award, results: Sequence[AwardResult], standing: Standing) -> int:
    """How many places of an award the council has still to give; all who wait for it, where that is not known."""
    most, waiting = number_of_places(award, standing), sum(each.proposed == COUNCIL for each in results)
    if not isinstance(most, int):
        return waiting
    return min(waiting, most - sum(each.proposed == YES for each in results))


def _rests_on_scores(award: Award) -> bool:
    """Whether the places follow from the scores alone, so that it can be tried how firm they are."""
    by_units = any(each.compared in (UNIT_RANK, UNIT_SCORE) or each.item for each in award.requires)
    by_score = award.kind != INDIVIDUAL or award.order[:1] == (UNIT_SCORE,)
    return not award.not_with and not by_units and by_score


@dataclass(frozen=True)
class _Undecided:
    """Nominees who may leave an award yet: those ``pending`` elsewhere, of whom ``taken`` leave (some may be none of its
    nominees), for the awards called ``names``; and those ``unsure``, of whom it is not known whether they meet what the award
    requires, with what is not known."""

    pending: Set[tuple[str, ...]]
    taken: int
    unsure: Mapping[Nominee, tuple[str, ...]]
    names: tuple[str, ...]

    def why(self, nominee: Nominee) -> tuple[str, ...]:
        """Why it is not decided about a nominee."""
        others = f"còn chờ Hội đồng quyết định {', '.join(self.names)}" if self.names else ""
        unsure = "còn chờ Hội đồng xem điều kiện chưa rõ của đề nghị khác" if self.unsure else ""
        if nominee in self.unsure:
            return self.unsure[nominee]
        return (others or unsure,)


def _waiting(
    award: Award, found: Sequence[AwardResult], standing: Standing, undecided: _Undecided
) -> list[AwardResult]:
    """What becomes of nominees while it is not decided who of them leave this award. What is so whoever they are stands; all
    else the council decides, too."""
    pending = {each.nominee for each in found if who_is(each.nominee) in undecided.pending}
    waiting = [
        each.nominee for each in found if each.nominee in pending or each.nominee in undecided.unsure
    ]  # in order
    elsewhere = len(undecided.pending - {who_is(nominee) for nominee in pending})
    most = min(undecided.taken, len(pending)) + len({*undecided.unsure} - pending)
    least = min(max(undecided.taken - elsewhere, 0), len(waiting))

    def without(leaving: Sequence[Nominee]) -> dict[Nominee, AwardResult]:
        able = [each.nominee for each in found if each.nominee not in leaving]
        return {each.nominee: each for each in settled(award, able, standing)}

    best, worst = without(waiting[:most]), without(waiting[len(waiting) - least :])  # for who is none of them
    decided = []
    for each in found:
        if each.nominee in waiting:  # at best the others leave
            made = without([other for other in waiting if other != each.nominee][:most])[each.nominee]
            is_sure = made.proposed == NO
        else:
            made = best[each.nominee]
            is_sure = made.proposed == worst[each.nominee].proposed
        unclear = replace(each, proposed=COUNCIL, reasons=undecided.why(each.nominee))
        decided.append(replace(made, rank=each.rank) if is_sure else unclear)
    return decided


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
    people = award.order[1:] if award.kind == INDIVIDUAL else ()
    columns = [order_column(name, able, standing, above=able) for name in people]
    ranks = places(scores, among_equals=[*columns, *among_equals_of(award, able, standing)])
    within = ((ranks <= quota) & (scores != UNKNOWN)).mean(axis=0)
    return {n: float(share) for n, share in zip(able, within)}
