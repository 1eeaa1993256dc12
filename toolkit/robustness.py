"""How firm the ranks are: under other reasonable weights, and with one item left out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .plan import Plan
from .results import ItemScore
from .units import Unit

_AT_ONCE = 1_000_000  # ranks that are worked out at the same time: memory grows with them, not with draws times units


@dataclass(frozen=True)
class Firmness:
    """The ranks of one unit: 5% and 95% of the draws, the share of draws within the places of the award, and the ranks
    when one item is left out."""

    rank_low: int
    rank_high: int
    top_share: float
    without_low: int
    without_high: int


def try_weights(
    plan: Plan,
    *,
    units: Sequence[Unit],
    items: Sequence[ItemScore],
    groups: Mapping[str, str],
    left_out: Collection[str] = (),
) -> dict[str, Firmness]:
    """Rank the units under random weights around the plan's points. Units without a score have no entry, nor have those
    ``left_out``, which are not ranked.

    An item keeps its share of points earned; only its weight changes. Each draw is scored and ranked by the plan's own
    rules: items that left the maximum stay out, the score is rounded once, equal scores share the better rank.
    """
    earned, weights = _shares(plan, units, items)
    ranked = np.array([unit.id not in left_out for unit in units], bool)
    scored = np.flatnonzero(ranked & (np.nansum(np.where(np.isnan(earned), 0, weights), axis=1) > 0))
    if not len(scored):
        return {}
    earned, names = earned[scored], [units[n].id for n in scored]
    own_groups = np.array([groups[name] for name in names])
    draws, places, decimals = _draws(plan, weights), places_at_the_top(plan, len(units)), plan.scoring.decimals
    ranks = np.empty((len(names), len(draws)), np.min_scalar_type(len(names)))
    top = np.zeros(len(names), int)
    for some in _blocks(len(draws), width=len(names)):
        within, overall = _ranks(draws[some], earned, own_groups, decimals)
        ranks[:, some] = within.T
        top += (overall <= places).sum(axis=0)
    low, high = np.concatenate(
        [
            np.quantile(ranks[some], [0.05, 0.95], axis=1, method="inverted_cdf")
            for some in _blocks(len(names), width=len(draws))
        ],
        axis=1,
    )
    left_out = _ranks(weights * (1 - np.eye(len(weights))), earned, own_groups, decimals)[0]
    return {
        name: Firmness(
            int(low[n]), int(high[n]), float(top[n] / len(draws)), int(left_out[:, n].min()), int(left_out[:, n].max())
        )
        for n, name in enumerate(names)
    }


def drawn_scores(plan: Plan, *, units: Sequence[Unit], items: Sequence[ItemScore]) -> dict[str, np.ndarray]:
    """Unit → its score in each draw, rounded by the plan's rule. Units without a score have no entry."""
    earned, weights = _shares(plan, units, items)
    gammas = _draws(plan, weights)
    counted = ~np.isnan(earned)
    scores = _scores(gammas, np.where(counted, earned, 0.0), counted, plan.scoring.decimals)
    return {unit.id: scores[:, n] for n, unit in enumerate(units) if (counted[n] @ weights) > 0}


def places_at_the_top(plan: Plan, units: int) -> int:
    """The places of the plan's first collective award; one where there is no such award or it has no quota."""
    award = next((award for award in plan.awards if award.kind == "collective"), None)
    places = award.places(units) if award else None
    return 1 if places is None else places


def _blocks(length: int, *, width: int) -> list[slice]:
    """A length in slices of about ``_AT_ONCE`` values, where each place of it has ``width`` of them."""
    step = max(1, _AT_ONCE // width)
    return [slice(first, first + step) for first in range(0, length, step)]


def _shares(plan: Plan, units: Sequence[Unit], items: Sequence[ItemScore]) -> tuple[np.ndarray, np.ndarray]:
    """Share of points earned, units × items (NaN where the item has left the maximum), and the items' points."""
    weighed = [item for item in plan.items if item.points > 0]
    rows, columns = {u.id: n for n, u in enumerate(units)}, {item.id: n for n, item in enumerate(weighed)}
    earned = np.full((len(units), len(weighed)), np.nan)
    for each in items:
        if each.item in columns and each.max_points is not None:
            earned[rows[each.unit], columns[each.item]] = float((each.points or 0) / each.max_points)
    return earned, np.array([float(item.points) for item in weighed])


def _draws(plan: Plan, weights: np.ndarray) -> np.ndarray:
    """Random weights, draws × items: gamma variates, which are a Dirichlet draw up to a factor that no ratio sees."""
    chosen = plan.scoring.robustness
    shapes = weights / weights.sum() * chosen.concentration
    return np.random.default_rng(chosen.seed).standard_gamma(shapes, size=(chosen.draws, len(weights)))


def _scores(weights: np.ndarray, known: np.ndarray, counted: np.ndarray, decimals: int) -> np.ndarray:
    with np.errstate(invalid="ignore"):
        return np.round(np.nan_to_num(100 * (weights @ known.T) / (weights @ counted.T)), decimals)


def _ranks(weights: np.ndarray, earned: np.ndarray, groups: np.ndarray, decimals: int) -> tuple[np.ndarray, np.ndarray]:
    """Ranks within the groups and among all, draws × units."""
    counted = ~np.isnan(earned)
    scores = _scores(weights, np.where(counted, earned, 0.0), counted, decimals)
    overall = _places(scores)
    if len(found := np.unique(groups)) == 1:
        return overall, overall
    within = np.empty_like(overall)
    for group in found:
        within[:, groups == group] = _places(scores[:, groups == group])
    return within, overall


def _places(scores: np.ndarray) -> np.ndarray:
    """The rank of each score in its row: one more than the scores that are better."""
    order = np.argsort(-scores, axis=1)
    ordered = np.take_along_axis(scores, order, axis=1)
    lower = np.diff(ordered, axis=1, prepend=np.inf) < 0  # where a run of equal scores begins
    places = np.maximum.accumulate(np.where(lower, np.arange(1, scores.shape[1] + 1), 1), axis=1)
    ranks = np.empty_like(places)
    np.put_along_axis(ranks, order, places, axis=1)
    return ranks
