"""Ranks and bands, on the official score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from .plan import Band


def rank_scores(
    scores: Mapping[str, Decimal | None],
    *,
    groups: Mapping[str, str] | None = None,
    ties: Mapping[str, Sequence[Fraction | None]] | None = None,
) -> dict[str, int | None]:
    """Rank within each group: equal scores share the better rank and the next is skipped (1, 2, 2, 4).

    ``ties`` holds each unit's points of the plan's tie-break items, in order; what stays equal shares the rank.
    A unit without a score has no rank.

    >>> rank_scores({"A": Decimal("90"), "B": Decimal("85"), "C": Decimal("85"), "D": Decimal("80")})
    {'A': 1, 'B': 2, 'C': 2, 'D': 4}
    """
    keys = {}
    for unit, score in scores.items():
        if score is not None:
            keys[unit] = (score, *(Fraction(-1) if points is None else points for points in (ties or {}).get(unit, ())))
    ranks: dict[str, int | None] = dict.fromkeys(scores)
    peers: dict[str, list[str]] = {}
    for unit in keys:
        peers.setdefault((groups or {}).get(unit, ""), []).append(unit)
    for members in peers.values():
        members.sort(key=lambda unit: keys[unit], reverse=True)
        for place, unit in enumerate(members, 1):
            equal = place > 1 and keys[unit] == keys[members[place - 2]]
            ranks[unit] = ranks[members[place - 2]] if equal else place
    return ranks


def band_of(score: Decimal | None, bands: Sequence[Band]) -> str:
    """The band whose lower edge (included) is the highest that the score reaches; empty below all of them."""
    reached = [band for band in bands if score is not None and score >= band.from_]
    return max(reached, key=lambda band: band.from_).name if reached else ""
