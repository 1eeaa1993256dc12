"""Which sources a target cannot do without."""

from __future__ import annotations

from ..plan import Plan, Target
from ..plan.measures import Part


def needed_sources(plan: Plan, target: Target) -> tuple[str, ...]:
    """The sources without which a target is not known: those that it counts, and those that tell what it asks of their
    rows; of a formula those of the targets that it uses."""
    if target.measure.formula is not None:
        inner = [plan.target(id) for id in target.measure.formula.ids]
        return tuple(dict.fromkeys(name for each in inner for name in needed_sources(plan, each)))
    return tuple(dict.fromkeys(name for part in target.parts for name in needed_by(plan, part)))


def needed_by(plan: Plan, part: Target | Part) -> tuple[str, ...]:
    """The sources without which one count is not known."""
    given = {each.column.name: each.source for each in plan.source(part.source).given}
    return tuple(dict.fromkeys((part.source, *(given[name] for name in part.columns if name in given))))


def target_of(part: Target | Part) -> str:
    """The target that something is counted for."""
    return part.id.partition("/")[0]
