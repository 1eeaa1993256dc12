"""Sections counted a second time, from the page of the plan language: plain numbers, one rule after the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

Got = Mapping[str, Fraction | None]  # item → the points that it has; None: it has left the maximum


@dataclass
class Sections:
    """What the sections of a plan come to: points and maximum of each, those below their least, and the score of 100."""

    parts: dict[str, tuple[Fraction, Fraction] | None] = field(default_factory=dict)
    below: set[str] = field(default_factory=set)
    bonuses: Fraction = Fraction(0)
    score: Fraction | None = None


def most_of(item: Mapping[str, Any]) -> Fraction:
    """What an item adds to the maximum: nothing where it lies beyond it or takes points off."""
    return Fraction(0) if item.get("bonus") or item.get("rule") == "deduct" else Fraction(str(item["points"]))


def leaves_of(section: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The items of a section, those of the sections within it too."""
    return [leaf for each in section["items"] for leaf in (leaves_of(each) if "items" in each else [each])]


def count_sections(sections: list, got: Got, *, unknown: set[str], bonus_cap: Fraction | None = None) -> Sections:
    """The score that points make. ``unknown`` are the items that have left the maximum only because nobody knows them."""
    found = Sections()
    whole = [_count(each, got, unknown, found) for each in sections]
    there = [each for each in whole if each is not None]
    points, most, bonuses = (sum((each[n] for each in there), Fraction(0)) for n in range(3))
    if bonus_cap is not None:
        points -= max(bonuses - bonus_cap, Fraction(0))
    found.score = max(100 * points / most, Fraction(0)) if most else None
    return found


def _count(each: Mapping[str, Any], got: Got, unknown: set[str], found: Sections) -> tuple | None:
    """Points, maximum, and how much of the points are bonuses; None where all of it has left the maximum."""
    if "items" not in each:
        points = got[each["id"]]
        return None if points is None else (points, most_of(each), points if each.get("bonus") else Fraction(0))
    inner = [_count(part, got, unknown, found) for part in each["items"]]
    there = [part for part in inner if part is not None]
    points, most, bonuses = (sum((part[n] for part in there), Fraction(0)) for n in range(3))
    could = most + sum((most_of(leaf) for leaf in leaves_of(each) if leaf["id"] in unknown), Fraction(0))
    share = points / could if there and most else None
    if "points" in each and there:
        own, of = Fraction(str(each["points"])), most or sum(map(most_of, leaves_of(each)), Fraction(0))
        points, bonuses, most = points * own / of, bonuses * own / of, own if most else Fraction(0)
    if "at_least" in each and (share is None or share < Fraction(each["at_least"].rstrip("%")) / 100):
        found.below.add(each["id"])
        if each["else"].get("points") == 0 and points > 0:
            points = bonuses = Fraction(0)
    found.parts[each["id"]] = (points, most) if there else None
    return (points, most, bonuses) if there else None
