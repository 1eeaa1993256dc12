"""Ranks, on the official score: one rule for the plan's weights and for every draw of other weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

UNKNOWN = -1  # in a column of what decides among equals: a unit that has no such figure


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
    ranks: dict[str, int | None] = dict.fromkeys(scores)
    peers: dict[str, list[str]] = {}
    for unit, score in scores.items():
        if score is not None:
            peers.setdefault((groups or {}).get(unit, ""), []).append(unit)
    for members in peers.values():
        own = np.array([order_of([scores[unit] for unit in members])])
        columns = tie_columns([(ties or {}).get(unit, ()) for unit in members])
        ranks.update(zip(members, (int(rank) for rank in places(own, among_equals=columns)[0])))
    return ranks


def tie_columns(ties: Sequence[Sequence[Any]]) -> list[np.ndarray]:
    """What decides among equals, as whole numbers in the same order: one column of all units for each of its parts."""
    return [order_of(column) for column in zip(*ties)]


def order_of(values: Sequence[Any]) -> np.ndarray:
    """The place of each value in the ascending order of the different values; UNKNOWN where there is none."""
    known = {value: n for n, value in enumerate(sorted({value for value in values if value is not None}))}
    return np.array([UNKNOWN if value is None else known[value] for value in values], np.int64)


def places(scores: np.ndarray, *, among_equals: Sequence[np.ndarray] = ()) -> np.ndarray:
    """The rank of each score in its row (draws × units of whole numbers): one more than those that stand before it.

    Each column of ``among_equals`` decides among those that are equal so far, unless one of them has no such figure: what
    did not occur is neither more nor less than what did, so then it decides nothing among them.
    """
    ranks = _competition(scores)
    for column in among_equals:
        unknown = np.zeros((len(ranks), scores.shape[1] + 2), bool)
        rows = np.arange(len(ranks))[:, None]
        lacking = np.flatnonzero(column == UNKNOWN)
        unknown[rows, ranks[:, lacking]] = True
        deciding = np.where(unknown[rows, ranks], 0, column + 1)
        ranks = _competition(-ranks.astype(np.int64) * (len(column) + 1) + deciding)
    return ranks


def _competition(scores: np.ndarray) -> np.ndarray:
    order = np.argsort(-scores, axis=1)
    ordered = np.take_along_axis(scores, order, axis=1)
    lower = np.ones(scores.shape, bool)  # where a run of equal scores begins
    lower[:, 1:] = ordered[:, 1:] < ordered[:, :-1]
    found = np.maximum.accumulate(np.where(lower, np.arange(1, scores.shape[1] + 1), 1), axis=1)
    ranks = np.empty_like(found)
    np.put_along_axis(ranks, order, found, axis=1)
    return ranks
