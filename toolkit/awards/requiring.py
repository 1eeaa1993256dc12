"""Whether nominees meet what an award requires: yes, no with the reason, or not known, which the council decides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from ..plan import Award, Plan
from ..plan.requirements import COMPARED, DIRECT, FEMALE, UNIT_RANK, UNIT_SCORE, VOTE, YEARS, Requirement
from ..plan.standard import STAFF
from ..scoring.model import ItemScore, UnitScore
from ..words.formatting import number
from ..words.vocabulary import INDIVIDUAL, OK, STATES
from .model import Nominee, Person

_ORDERED: Mapping[str, str] = {
    **COMPARED,
    VOTE: "tỷ lệ phiếu đồng ý",
    DIRECT: "người trực tiếp làm việc",
    FEMALE: "nữ",
}


class Verdict(NamedTuple):
    """What becomes of the requirements of an award: those that are not met, and those of which nobody knows, in words."""

    failed: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


class Facts(NamedTuple):
    """What requirements look at: the scores of the units, the points of their items, and the last day."""

    scores: Mapping[str, UnitScore]
    items: Mapping[tuple[str, str], ItemScore]
    last_day: date


def verdict_of(plan: Plan, award: Award, nominee: Nominee, *, facts: Facts) -> Verdict:
    """Hold a nominee against everything that an award requires."""
    failed: list[str] = []
    unknown: list[str] = []
    for each in award.requires:
        value, told = _value(each, nominee, facts)
        if value is None:
            unknown.append(f"chưa rõ điều kiện “{requirement_text(plan, each)}”{told}")
        elif not _is_met(each, value):
            failed.append(f"không đáp ứng điều kiện “{requirement_text(plan, each)}”{told}")
    return Verdict(tuple(failed), tuple(unknown))


def _is_met(each: Requirement, value: Any) -> bool:
    return each.holds(value) if each.compared else value is each.wanted


def requirement_text(plan: Plan, each: Requirement) -> str:
    """A requirement in words."""
    if each.compared:
        return f"{COMPARED[each.compared]} {each.edge_text}"
    if each.item:
        return f"đơn vị {'đạt' if each.wanted else 'không đạt'} {plan.short_names[each.item]}"
    column = plan.source(STAFF).column(each.column)
    return f"{column.header if column else each.column}: {'có' if each.wanted else 'không'}"


def order_text(plan: Plan, award: Award) -> str:
    """What the nominees of an award stand in the order of, in words."""
    if award.kind != INDIVIDUAL:
        return COMPARED[UNIT_SCORE]
    return ", rồi ".join(_order_word(plan, name) for name in award.order)


def _order_word(plan: Plan, name: str) -> str:
    if name in _ORDERED:
        return _ORDERED[name]
    column = plan.source(STAFF).column(name)
    header = column.header if column else name
    return f"{header[:1].lower()}{header[1:]}"


def _value(each: Requirement, nominee: Nominee, facts: Facts) -> tuple[Any, str]:
    """What a requirement looks at, None where that is not known; and what it is, in brackets."""
    if each.item:
        return _item_value(facts.items.get((nominee.unit, each.item)))
    score = facts.scores.get(nominee.unit)
    if each.compared == UNIT_RANK:
        rank = score.rank if score else None
        return rank, f" (hạng {rank})" if rank else ""
    if each.compared == UNIT_SCORE:
        points = None if score is None or score.unranked_for or score.score is None else Fraction(score.score)
        return points, f" ({number(points)} điểm)" if points is not None else ""
    person = nominee.person
    if person is None:
        return None, f" (không có trong {STAFF})"
    if each.compared == YEARS:
        years = full_years(person, last_day=facts.last_day)
        return years, " (chưa có ngày vào)" if years is None else f" ({years} năm)"
    value = dict(person.flags).get(each.column)
    return value, f" (không đọc được ở {STAFF})" if value is None else ""


def _item_value(score: ItemScore | None) -> tuple[bool | None, str]:
    if score is None:
        return None, ""
    return score.met, f" ({STATES[score.state]})" if score.met is None and score.state != OK else ""


def full_years(person: Person, *, last_day: date) -> int | None:
    """How many full years somebody has been on strength when the last day is over; None where the first day is not known.

    Who joined on 1 January has served a year when 31 December is over.
    """
    joined, after = person.joined_at, last_day + timedelta(days=1)
    if joined is None:
        return None
    return after.year - joined.year - ((after.month, after.day) < (joined.month, joined.day))


def order_value(name: str, nominee: Nominee, *, facts: Facts) -> Any:
    """What people stand in the order of, more before less; None where it is not known."""
    person = nominee.person
    if name == VOTE:
        return nominee.vote.share if nominee.vote else None
    if name == UNIT_SCORE:
        return facts.scores[nominee.unit].score
    if person is None:
        return None
    if name == DIRECT:
        return None if person.is_leader is None else not person.is_leader
    if name == FEMALE:
        return person.is_female
    return full_years(person, last_day=facts.last_day) if name == YEARS else dict(person.flags).get(name)
