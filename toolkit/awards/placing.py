"""The order of nominees and the cut at the quota.

A tie at the line is never cut: all who share it are left to the council.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np

from ..plan import Award
from ..plan.requirements import COMPARED, DIRECT, FEMALE, VOTE
from ..scoring.model import ItemScore, UnitScore
from ..scoring.ranking import UNKNOWN, order_of, places, tie_columns
from ..words.vocabulary import COLLECTIVE, COUNCIL, INDIVIDUAL, NO, YES
from .model import AwardResult, Nominee, Staffing
from .requiring import Facts, order_value
from .staff import share_of_women

MOST_WOMEN = Fraction(
    7, 10
)  # NĐ 152/2025, Điều 4 khoản 6: a collective with at least 70% women is preferred among equals

_ORDER_WORDS = {**COMPARED, VOTE: "kết quả biểu quyết", DIRECT: "chức vụ", FEMALE: "giới tính"}


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
    items: Mapping[tuple[str, str], ItemScore] = field(default_factory=dict)
    last_day: date = date.min

    @property
    def facts(self) -> Facts:
        """What requirements look at."""
        return Facts(self.scores, self.items, self.last_day)

    def by_level(self, award: Award) -> bool:
        """Whether nominees of different levels are not held against each other."""
        return award.kind == COLLECTIVE and not award.by and len(set(self.levels.values())) > 1


def settled(award: Award, able: Sequence[Nominee], standing: Standing) -> list[AwardResult]:
    """The eligible in order, cut at the quota. Units within units are held against those of their own level: a share is one
    of that level's units; of places that several levels would fill, the council decides."""
    if not standing.by_level(award):
        return _in_places(award, able, standing, most=number_of_places(award, standing))
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


def _in_places(
    award: Award, able: Sequence[Nominee], standing: Standing, *, most: int | None | str
) -> list[AwardResult]:
    """The eligible in order, cut at the quota; where somebody's place is not known, what is so wherever he stands, and for all
    else the council."""
    cut = _cut(_placed(award, able, standing), places=most)
    unknown = _unordered(award, able, standing)
    if not unknown or most is None:
        return cut

    def proposed(nominee: Nominee, *, above: Collection[Nominee]) -> str:
        made = _cut(_ranked(award, able, standing, above=above), places=most)
        return next(each.proposed for each in made if each.nominee == nominee)

    settled = []
    for each in cut:
        own = {each.nominee} & {*unknown}
        at_best = proposed(each.nominee, above=own)
        at_worst = proposed(each.nominee, above={*unknown} - own)
        why = unknown.get(each.nominee, "còn chờ thứ tự chưa rõ của đề nghị khác")
        unclear = replace(each, proposed=COUNCIL, reasons=(f"{why}, Hội đồng quyết định",))
        settled.append(each if at_best == at_worst == each.proposed else unclear)
    return settled


def _placed(award: Award, eligible: Sequence[Nominee], standing: Standing) -> list[AwardResult]:
    """The eligible in order: units by their score, people as the plan orders them; then by what decides among equals. What
    stays equal shares the place."""
    return _ranked(award, eligible, standing, above=eligible)


def _ranked(
    award: Award, eligible: Sequence[Nominee], standing: Standing, *, above: Collection[Nominee]
) -> list[AwardResult]:
    """The same; of whom it is not known what they stand in the order of, those ``above`` have the most of it and the others the
    least."""
    if not eligible:
        return []
    if award.kind == INDIVIDUAL:
        columns = [order_column(name, eligible, standing, above=above) for name in award.order]
    else:
        columns = [order_of([standing.scores[n.unit].score for n in eligible])]
    equal = np.zeros((1, len(eligible)), np.int64)
    (ranks,) = places(equal, among_equals=[*columns, *among_equals_of(award, eligible, standing)])
    placed = [AwardResult(nominee, True, (), int(rank), YES) for nominee, rank in zip(eligible, ranks)]
    return sorted(placed, key=lambda result: (result.rank, result.nominee.id))


def order_column(
    name: str, nominees: Sequence[Nominee], standing: Standing, *, above: Collection[Nominee]
) -> np.ndarray:
    """What people stand in the order of, as whole numbers: more of it is more; see ``_ranked`` for what is not known."""
    values = [order_value(name, nominee, facts=standing.facts) for nominee in nominees]
    known = order_of(values)
    ends = np.array([len(values) if nominee in above else UNKNOWN for nominee in nominees], np.int64)
    return np.where(known == UNKNOWN, ends, known) + 1


def _unordered(award: Award, nominees: Sequence[Nominee], standing: Standing) -> dict[Nominee, str]:
    """The people of whom something is not known that the plan orders them by, with what that is."""
    found: dict[Nominee, str] = {}
    for nominee in nominees if award.kind == INDIVIDUAL else ():
        lacking = [name for name in award.order if order_value(name, nominee, facts=standing.facts) is None]
        if lacking:
            found[nominee] = (
                f"chưa rõ {', '.join(_ORDER_WORDS.get(name, name) for name in lacking)} nên chưa xếp được thứ tự"
            )
    return found


def among_equals_of(award: Award, nominees: Sequence[Nominee], standing: Standing) -> list[np.ndarray]:
    """What decides among equals: for collectives the plan's tie-breaks, then the award's priorities."""
    ties = [standing.ties.get(n.unit, ()) if award.kind == COLLECTIVE else () for n in nominees]
    return tie_columns(
        [
            (*own, *(_has(priority, n, standing.staffing) for priority in award.priority))
            for own, n in zip(ties, nominees)
        ]
    )


def _has(priority: str, nominee: Nominee, staffing: Mapping[str | None, Staffing]) -> bool:
    """Whether a nominee has a priority for certain: ``direct`` holds no leading post, ``female`` is the law's preference."""
    if nominee.kind == COLLECTIVE:
        women = share_of_women(staffing, unit=nominee.unit)
        return priority == "female" and women is not None and women >= MOST_WOMEN
    person = nominee.person
    return person is not None and (person.is_leader is False if priority == "direct" else person.is_female is True)


def number_of_places(award: Award, standing: Standing) -> int | None | str:
    """The places of an award; None without a quota, ``unknown`` where the staff it is a share of is not known."""
    if award.quota is not None and award.quota.percent and standing.by_level(award):
        return sum(award.places(count) or 0 for count in Counter(standing.levels.values()).values())
    if award.quota is None or award.kind != INDIVIDUAL or not award.quota.percent:
        return award.places(standing.units)
    staff = standing.staff
    if staff is None or award.places(staff[0]) != award.places(staff[1]):
        return "unknown"
    return award.places(staff[0])


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
