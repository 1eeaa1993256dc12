"""Who is put forward (contract, Awards; domain 4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from . import cells
from .figures import Period, on_strength
from .plan import Award
from .rows import NOBODY, STRANGER, Row
from .scores import Score, ranked


@dataclass(frozen=True)
class Proposal:
    """One nominee: whether eligible, the place in the order of the award, the share of votes, and yes, no or council."""

    award: str
    unit: str
    eligible: bool
    rank: int | None
    vote: Fraction | None
    proposed: str


@dataclass(frozen=True)
class Nominee:
    """A nominee as the rows have it; ``row`` is None where its rows differ."""

    id: str
    row: Row | None
    award: Award | None
    unit: str | None
    order: int


def propose(period: Period, folder_period: Period, scores: Mapping[str, Score]) -> dict[str, Proposal]:
    """Nominee id → proposal. ``folder_period`` has the nominations and votes, ``period`` the staff of the end."""
    nominees = _nominees(folder_period)
    votes = {nominee.id: _vote(folder_period, nominee.id) for nominee in nominees}
    found = {}
    barred = {_who(each) for each in nominees if each.row and each.row.value("pending_case") not in (False, None)}
    for award in (None, *period.plan.awards):
        mine = [each for each in nominees if each.award == award]
        once = [each for each in _once_each(mine) if _who(each) not in barred]
        fit = [each for each in once if _eligible(each, award, votes[each.id], scores)]
        ranks = _ranks(fit, award, period, scores) if fit else {}
        places = _places(award, period) if award else {0}
        for each in mine:
            rank = ranks.get(each.id)
            said = "no" if rank is None else _proposed(rank, list(ranks.values()), places)
            share = votes[each.id]
            found[each.id] = Proposal(award.id if award else "", each.unit or "", rank is not None, rank, share if isinstance(share, Fraction) else None, said)  # fmt: skip
    return found


def _nominees(period: Period) -> list[Nominee]:
    found = []
    for n, ((id, *_), rows) in enumerate(period.source("de_nghi").things.items()):
        row = next(iter(rows)) if len(rows) == 1 else None
        first = next(iter(rows))
        named = cells.folded(first.value("award") or "")
        award = next((a for a in period.plan.awards if named in (cells.folded(a.id), cells.folded(a.name))), None)
        unit = None if first.unit in (NOBODY, STRANGER) else period.structure.receiver(first.unit)
        found.append(Nominee(id, row, award, unit, n))
    return found


def _vote(period: Period, id: str) -> Fraction | str | None:
    """Agree ÷ members, absent members in; "bad" where the three numbers cannot be a vote."""
    rows = list(period.source("bieu_quyet").things.get((cells.joined(id),), ()))
    if not rows:
        return None
    if len(rows) > 1:
        return "bad"
    numbers = [rows[0].value(name) for name in ("members", "agree", "disagree")]
    if any(not isinstance(each, Fraction) or each < 0 or each.denominator != 1 for each in numbers):
        return "bad"
    members, agree, disagree = numbers
    return agree / members if members and agree + disagree <= members else "bad"


def _eligible(nominee: Nominee, award: Award | None, vote: Fraction | str | None, scores: Mapping[str, Score]) -> bool:
    """Every condition known to hold; what is not known is no pass. Who is not ranked is not put forward (decision 2)."""
    if nominee.row is None or award is None or nominee.unit not in scores:
        return False
    score = scores[nominee.unit]
    if nominee.row.value("kind") != award.kind:
        return False
    if score.score is None or score.rank is None or (award.min_score is not None and score.score < award.min_score):
        return False
    if vote == "bad":
        return False
    return award.vote is None or (vote is not None and vote >= award.vote)


def _who(nominee: Nominee) -> tuple[str, str | None]:
    """The unit or the person that a nomination is about: a pending case bars them, not one sheet of paper (domain 4)."""
    if nominee.row.value("kind") == "collective":
        return "unit", nominee.unit
    return "staff", nominee.row.value("staff_id") or cells.joined(nominee.id)


def _once_each(nominees: Sequence[Nominee]) -> list[Nominee]:
    """One person, one place per award, whoever nominates (issue 17, figures 6): the first in the file stands."""
    first: dict[tuple, Nominee] = {}
    for each in nominees:
        if each.row:
            first.setdefault(_who(each), each)
    return list(first.values())


def _ranks(nominees: Sequence[Nominee], award: Award, period: Period, scores: Mapping[str, Score]) -> dict[str, int]:
    """By the unit's score, then the priorities in their order; for a collective before them what has ranked its unit."""
    values = {each.id: scores[each.unit].score for each in nominees}
    breakers = {
        each.id: [
            *(scores[each.unit].breakers if award.kind == "collective" else ()),
            *(Fraction(_priority(each, priority, period)) for priority in award.priority),
        ]
        for each in nominees
    }
    return ranked(list(values), values, breakers)


def _priority(nominee: Nominee, priority: str, period: Period) -> bool:
    if nominee.row.value("kind") == "collective":
        return priority == "female" and _mostly_women(nominee.unit, period)
    named = nominee.row.value("staff_id")
    rows = [row for (id,), rows in period.source("can_bo").things.items() if cells.joined(id) == named for row in rows]
    if len(rows) != 1:
        return False
    if priority == "direct":
        return rows[0].value("is_leader") in (False, None)
    return rows[0].value("is_female") is True


def _staff(period: Period, unit: str | None = None) -> list[tuple[Row, bool | None]]:
    """Staff rows (of those behind a unit) with whether they are on strength at the end.

    Nobody knows of a person whose unit is not known whether he is one of the agency's, nor of one with two rows.
    """
    found = []
    for rows in period.source("can_bo").things.values():
        for row in rows:
            holder = None if row.unit in (NOBODY, STRANGER) else period.structure.receiver(row.unit)
            here = on_strength(row, period.year.end)
            if unit is None or holder == unit:
                certain = len(rows) == 1 and holder is not None
                found.append((row, here if certain or here is False else None))
    return found


def _mostly_women(unit: str, period: Period) -> bool:
    """Domain 4: a tập thể with at least 70% women among its staff."""
    staff = [row for row, here in _staff(period, unit) if here]
    women = sum(row.value("is_female") is True for row in staff)
    return bool(staff) and women * 10 >= len(staff) * 7


def _places(award: Award, period: Period) -> set[int | None]:
    """How many places there may be: one number where it is known, several where the staff is not (None: no quota)."""
    if award.quota is None:
        return {None}
    if not award.quota_is_share:
        return {int(award.quota)}
    if award.kind == "collective":
        return {floor(award.quota * len(period.structure.standing))}
    whole = all(
        period.source("can_bo").delivered(each)
        for unit in period.structure.standing
        for each in period.behind(unit, "can_bo")
    )
    if not whole:
        return {0, 10**9}  # decision on case 06: a share of what is not known leaves the order to the council
    staff = _staff(period)
    least = sum(here is True for _, here in staff)
    most = least + len({row.id for row, here in staff if here is None})
    return {floor(award.quota * least), floor(award.quota * most)}


def _proposed(rank: int, ranks: Sequence[int], places: set[int | None]) -> str:
    """Yes within the places, council for all who share a tie at the line, else no; all to the council (case 06) where
    the number of places is not known."""
    return _within(rank, ranks, *places) if len(places) == 1 else "council"


def _within(rank: int, ranks: Sequence[int], places: int | None) -> str:
    if places is None or rank - 1 + ranks.count(rank) <= places:
        return "yes"
    return "council" if rank <= places else "no"
