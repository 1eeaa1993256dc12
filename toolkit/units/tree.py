"""Units within units: who is below whom, at which level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .model import Unit


def parents_below(units: Sequence[Unit]) -> Mapping[str, tuple[str, ...]]:
    """Each unit that has others below it → all of these, of every level, in the order of the units."""
    above = {unit.id: unit.parent for unit in units}
    found: dict[str, list[str]] = {}
    for unit in units:
        parent = unit.parent
        while parent:
            found.setdefault(parent, []).append(unit.id)
            parent = above.get(parent, "")
    return {unit.id: tuple(found[unit.id]) for unit in units if unit.id in found}


def levels_of(units: Sequence[Unit]) -> Mapping[str, int]:
    """Unit → its level: 1 for one that has nobody above it."""
    above, found = {unit.id: unit.parent for unit in units}, dict[str, int]()
    for unit in units:
        level, parent = 1, unit.parent
        while parent:
            level, parent = level + 1, above.get(parent, "")
        found[unit.id] = level
    return found


def is_tree(units: Sequence[Unit]) -> bool:
    """Whether any unit stands below another."""
    return any(unit.parent for unit in units)


def circle_in(above: Mapping[str, str]) -> str:
    """A unit that is above itself by the entries unit → parent; empty where there is none."""
    for unit in above:
        seen, parent = {unit}, above[unit]
        while parent:
            if parent == unit:
                return unit
            if parent in seen:
                break
            seen.add(parent)
            parent = above.get(parent, "")
    return ""
