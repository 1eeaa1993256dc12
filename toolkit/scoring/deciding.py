"""Which columns decide: a cell of these that cannot be read leaves a figure, a score or an award unknown."""

from __future__ import annotations

from ..indicators.counting import needed_columns
from ..plan import Plan
from ..words.vocabulary import CASE_SOURCES, INDIVIDUAL, REPORTED, Source

_OF_AWARDS = {
    "de_nghi": frozenset({"nominee_id", "kind", "staff_id", "award", "pending_case"}),
    "bieu_quyet": frozenset({"nominee_id", "members", "agree", "disagree"}),
}


def deciding_columns(plan: Plan, source: Source) -> frozenset[str]:
    """The columns of a source that decide something under the plan. A fault in another one touches no figure."""
    if source.name in CASE_SOURCES:
        return _of_cases(plan, source) | (_of_staff(plan) if source.name == "can_bo" else frozenset())
    if source.name in _OF_AWARDS:
        return _OF_AWARDS[source.name] if plan.awards else frozenset()
    evidence = {"evidence"} if any(item.requires for item in (*plan.contents, *plan.actions)) else set()
    return {
        "tap_huan": frozenset({"staff_id", "course", "completed_at"}),
        REPORTED: frozenset({"target", "numerator", "denominator"}),
        "minh_chung": frozenset({"item", "self_points", *evidence}),
        "tham_dinh": frozenset({"item", "points"}),
    }[source.name]


def _of_cases(plan: Plan, source: Source) -> frozenset[str]:
    targets = [target for target in plan.targets if target.source == source.name]
    if not targets:
        return frozenset()
    needed = {column for target in targets for column in needed_columns(target, source)}
    return frozenset(needed | {column.name for column in source.columns if column.type in ("id", "unit")})


def _of_staff(plan: Plan) -> frozenset[str]:
    """What awards ask of the staff list: who somebody is, whether on strength, and what an award prefers."""
    on_strength = {"staff_id", "joined_at", "left_at"}
    leaders = {*on_strength, "is_leader"} if any(award.kind == INDIVIDUAL for award in plan.awards) else set()
    women = {*on_strength, "is_female"} if any("female" in award.priority for award in plan.awards) else set()
    return frozenset(leaders | women)
