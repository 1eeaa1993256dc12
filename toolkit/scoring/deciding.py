"""Which columns decide: a cell of these that cannot be read leaves a figure, a score or an award unknown."""

from __future__ import annotations

from collections.abc import Iterator

from ..indicators.counting import needed_columns
from ..plan import Plan
from ..plan.standard import CLAIMS, NOMINATIONS, STAFF, VOTES
from ..words.vocabulary import INDIVIDUAL, Source


def deciding_columns(plan: Plan, source: Source) -> frozenset[str]:
    """The columns of a source that decide something under the plan. A fault in another one touches no figure."""
    told = frozenset(_telling(plan, source))
    if any(award.source == source.name for award in plan.awards):
        told |= {*source.key, "unit"}
    if source.is_counted:
        return told | _of_cases(plan, source) | (_of_staff(plan, source) if source.name == STAFF else frozenset())
    if source.name in (NOMINATIONS, VOTES):
        return frozenset(source.duties.decides) if plan.awards else frozenset()
    asked = source.name == CLAIMS and any(item.requires for item in plan.appraised)
    return frozenset((*source.duties.decides, *(("evidence",) if asked else ()))) or told


def _telling(plan: Plan, source: Source) -> Iterator[str]:
    """What decides of a source that tells of another's rows: whose row it is, and what is asked of it."""
    for each in plan.every_source.values():
        for told in each.given:
            if told.source == source.name:
                yield from (told.by[1], *told.asked)
            asked = any(told.column.name in part.columns for part in plan.counting(source.name))
            asked = asked or (each.name == STAFF and told.column.name in plan.asked_of_people)
            if each.name == source.name and asked:
                yield told.by[0]


def _of_cases(plan: Plan, source: Source) -> frozenset[str]:
    targets = plan.counting(source.name)
    if not targets:
        return frozenset()
    needed = {column for target in targets for column in needed_columns(target, source)}
    return frozenset(needed | {column.name for column in source.columns if column.type in ("id", "unit")})


def _of_staff(plan: Plan, source: Source) -> frozenset[str]:
    """What awards ask of the staff list: who somebody is, whether on strength, and what an award prefers."""
    on_strength = {*source.key, *source.strength}
    leaders = {*on_strength, "is_leader"} if any(award.kind == INDIVIDUAL for award in plan.awards) else set()
    women = {*on_strength, "is_female"} if any("female" in award.priority for award in plan.awards) else set()
    own = {column.name for column in source.columns}
    asked = {*on_strength, *plan.asked_of_people} & own if plan.asked_of_people else set()
    return frozenset(leaders | women | asked)
