"""How firm the ranks are: under other reasonable weights, and with one item left out.

Scores and ranks follow the plan's own rules to the last digit: floats only where they are certain, fractions elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from ..plan import Plan
from ..plan.sections import every_section
from ..units.model import Unit
from ..units.tree import levels_of
from ..words.formatting import round_half_up
from .model import ItemScore
from .ranking import UNKNOWN, places, tie_columns
from .totals import Earned, total, total_of

_AT_ONCE = 1_000_000  # ranks that are worked out at the same time: memory grows with them, not with draws times units
_FLOAT_ERROR = 1e-12  # far more than a sum of a few hundred products can be wrong by, as a part of it
_LEAST_WEIGHT = 1e-300  # a drawn weight is never 0: each item that counts has its part in each draw


@dataclass(frozen=True)
class Firmness:
    """The ranks of one unit: 5% and 95% of the draws, the share of draws within the places of the award, and the ranks
    when one item is left out (None where nothing remains of its score)."""

    rank_low: int
    rank_high: int
    top_share: float
    without_low: int | None
    without_high: int | None


def try_weights(
    plan: Plan,
    *,
    units: Sequence[Unit],
    items: Sequence[ItemScore],
    groups: Mapping[str, str],
    ranks: Mapping[str, int | None],
) -> dict[str, Firmness]:
    """Rank the units under random weights around the plan's points. Those that the plan's weights do not rank have no entry.

    An item keeps its share of points earned; only its weight changes. Each draw is scored and ranked by the plan's own
    rules: items that left the maximum stay out, the score is rounded once and half up, tie-breaks follow, what stays
    equal shares the better rank. The interval holds the rank at the plan's own weights (``ranks``) in any case.
    """
    shares = _Shares(plan, [unit for unit in units if ranks.get(unit.id) is not None], items)
    names = [unit.id for unit in shares.units]
    if not names:
        return {}
    draws, at_the_top = _draws(plan), places_at_the_top(plan, len(units))
    own_groups = np.array([groups[name] for name in names])
    ties = dict(zip(plan.scoring.tie_breaks, shares.ties))
    known_levels = levels_of(units)
    levels = [known_levels[name] for name in names]
    found = np.empty((len(names), len(draws)), np.min_scalar_type(len(names)))
    top = np.zeros(len(names), int)
    for some in _blocks(len(draws), width=len(names)):
        drawn = shares.scores(draws[some])
        within, overall = _ranks(drawn, own_groups, list(ties.values()))
        if len(set(levels)) > 1:  # of units within units, those of one level stand beside each other
            overall, _ = _ranks(drawn, np.array(levels), list(ties.values()))
        found[:, some] = within.T
        top += (overall <= at_the_top).sum(axis=0)
    # The first of the ordered draws that has 5%, and 95%, of them at or before it.
    edges = [-(-len(draws) * percent // 100) - 1 for percent in (5, 95)]
    low, high = np.concatenate(
        [np.partition(found[some], edges, axis=1)[:, edges] for some in _blocks(len(names), width=len(draws))]
    ).T
    without = _ranks_without_each(shares, own_groups, ties)
    entries = {}
    for n, name in enumerate(names):
        others, own = [int(rank) for rank in without[:, n] if rank], ranks[name]
        assert own is not None  # who has no rank is not among them
        entries[name] = Firmness(
            rank_low=min(int(low[n]), own),
            rank_high=max(int(high[n]), own),
            top_share=float(top[n] / len(draws)),
            without_low=min(others, default=None),
            without_high=max(others, default=None),
        )
    return entries


def _ranks_without_each(shares: _Shares, groups: np.ndarray, ties: Mapping[str, np.ndarray]) -> np.ndarray:
    """(item, unit): the rank that a unit had without an item, at the plan's own weights; 0 where it then had no score."""
    ranks = []
    for item, scores in shares.scores_without_each().items():
        others = [points for id, points in ties.items() if id != item]
        ranks.append(np.where(scores == UNKNOWN, 0, _ranks(scores[None, :], groups, others)[0][0]))
    return np.array(ranks)


def drawn_scores(plan: Plan, *, units: Sequence[Unit], items: Sequence[ItemScore]) -> dict[str, np.ndarray]:
    """Unit → its score in each draw, in whole units of the plan's last decimal. Units without a score have no entry."""
    shares = _Shares(plan, units, items)
    scores = shares.scores(_draws(plan))
    return {unit.id: scores[:, n] for n, unit in enumerate(shares.units)}


def places_at_the_top(plan: Plan, units: int) -> int:
    """The places of the plan's first collective award; one where there is no such award or it has no quota."""
    award = next((award for award in plan.awards if award.kind == "collective"), None)
    places = award.places(units) if award else None
    return 1 if places is None else places


def _blocks(length: int, *, width: int) -> list[slice]:
    """A length in slices of about ``_AT_ONCE`` values, where each place of it has ``width`` of them."""
    step = max(1, _AT_ONCE // width)
    return [slice(first, first + step) for first in range(0, length, step)]


def _weights(plan: Plan) -> dict[str, Fraction]:
    """The weight of each item in the whole: its points, as far as the sections where it stands let them count."""
    full = total_of(plan, {item.id: Earned(item.maximum, item.maximum) for item in plan.items})
    weights = {item.id: item.maximum * full.factors[item.id] for item in plan.items}
    return {id: weight for id, weight in weights.items() if weight > 0}


def _draws(plan: Plan) -> np.ndarray:
    """Random weights, draws × items: gamma variates, which are a Dirichlet draw up to a factor that no ratio sees."""
    chosen, weights = plan.scoring.robustness, np.array([float(points) for points in _weights(plan).values()])
    shapes = weights / weights.sum() * chosen.concentration
    drawn = np.random.default_rng(chosen.seed).standard_gamma(shapes, size=(chosen.draws, len(weights)))
    return np.maximum(drawn, _LEAST_WEIGHT)


class _Shares:
    """The share of its points that each unit has earned of each item that has points; None where it left the maximum.

    Only units of which something remains. Scores are whole numbers, in units of the plan's last decimal. What a section with
    points of its own is worth, the items that remain in it share; what gates, bonuses and deductions gave or took under the
    plan's own weights stays as it is.
    """

    def __init__(self, plan: Plan, units: Sequence[Unit], items: Sequence[ItemScore]):
        self._weights, self._full = _weights(plan), 100 * 10**plan.scoring.decimals
        self._fixed = _sections_with_points(plan)
        own: dict[str, dict[str, Fraction]] = {unit.id: {} for unit in units}
        extra: dict[str, Fraction] = {unit.id: Fraction(0) for unit in units}
        points: dict[tuple[str, str], Fraction | None] = {}
        by_unit: dict[str, list[ItemScore]] = {}
        for each in items:
            points[each.unit, each.item] = each.points
            by_unit.setdefault(each.unit, []).append(each)
        for unit in own:
            own[unit], extra[unit] = self._earned_by(plan, by_unit.get(unit, []))
        self.units = [unit for unit in units if own[unit.id]]
        self._earned = [own[unit.id] for unit in self.units]
        self._extra = [extra[unit.id] for unit in self.units]
        self.ties = tie_columns([[points.get((u.id, id)) for id in plan.scoring.tie_breaks] for u in self.units])

    def _earned_by(self, plan: Plan, items: Sequence[ItemScore]) -> tuple[dict[str, Fraction], Fraction]:
        """Of one unit: the share of each item that counts, and the points that it has beside all of them."""
        counted = [e for e in items if e.item in self._weights and e.max_points]
        shares = {e.item: (e.points or Fraction(0)) / e.max_points for e in counted if e.max_points}
        if not plan.sections and all(e.max_points != 0 for e in items):
            return shares, Fraction(0)
        whole = total(plan, items)
        shares = {id: share if whole.factors[id] else Fraction(0) for id, share in shares.items()}
        of = {e.item: (e.max_points or Fraction(0)) * whole.factors[e.item] for e in counted}
        return shares, whole.points - sum((share * of[id] for id, share in shares.items()), Fraction(0))

    @cached_property
    def _floats(self) -> tuple[np.ndarray, np.ndarray]:
        """Shares (0 where there is none) and which of them there are, units × items."""
        earned = np.array([[float(own.get(id, 0)) for id in self._weights] for own in self._earned])
        return earned, np.array([[id in own for id in self._weights] for own in self._earned], float)

    def scores(self, weights: np.ndarray) -> np.ndarray:
        """The scores under each row of weights, draws × units, rounded half up exactly."""
        if not self.units:
            return np.empty((len(weights), 0), np.int64)
        earned, counted = self._floats
        scaled = self._full * (weights @ earned.T) / (weights @ counted.T)
        for n, own in enumerate(self._earned) if self._fixed else ():
            if len(own) < len(self._weights):
                shared = _shared_out(weights, list(self._weights), own, self._fixed)
                scaled[:, n] = self._full * (shared @ earned[n]) / (shared @ counted[n])
        if any(self._extra):
            scaled = np.maximum(scaled + self._full * np.array([float(self._beside(n)) for n in range(len(earned))]), 0)
        scores: np.ndarray = np.floor(scaled + 0.5).astype(np.int64)
        doubtful = np.abs(scaled - np.floor(scaled) - 0.5) <= _FLOAT_ERROR * (1 + scaled)
        for n, own in enumerate(self._earned):
            if len(set(own.values())) == 1:  # then no weights change the score
                scores[:, n], doubtful[:, n] = self._rounded(next(iter(own.values())) + self._beside(n)), False
        for draw, n in np.argwhere(doubtful):
            drawn = dict(zip(self._weights, map(Fraction, weights[draw].tolist())))
            points, of = self._worth(self._earned[n], drawn)
            scores[draw, n] = self._rounded(points / of + self._beside(n))
        return scores

    def _beside(self, n: int) -> Fraction:
        """What a unit has beside its items, as a share of the highest that it can have at the plan's own weights."""
        return self._extra[n] / self._worth(self._earned[n], self._weights)[1] if self._extra[n] else Fraction(0)

    def scores_without_each(self) -> dict[str, np.ndarray]:
        """Item → the scores when it is left out; UNKNOWN for a unit of which nothing else remains."""
        whole = [self._worth(own, self._weights) for own in self._earned]
        found = {}
        for item, weight in self._weights.items():
            rest = []
            for own, (earned, of), extra in zip(self._earned, whole, self._extra):
                if item in own and self._fixed:
                    earned, of = self._worth({id: own[id] for id in own if id != item}, self._weights)
                elif item in own:
                    earned, of = earned - own[item] * weight, of - weight
                rest.append((earned + extra, of))
            found[item] = np.array([self._rounded(earned / of) if of else UNKNOWN for earned, of in rest], np.int64)
        return found

    def _worth(self, own: Mapping[str, Fraction], weights: Mapping[str, Fraction]) -> tuple[Fraction, Fraction]:
        """The points that shares make under weights, and the highest that they could."""
        if self._fixed and len(own) < len(weights):
            array = np.array([list(weights.values())], object)
            weights = dict(zip(weights, _shared_out(array, list(weights), own, self._fixed)[0]))
        points = sum((share * weights[id] for id, share in own.items()), Fraction(0))
        return points, sum((weights[id] for id in own), Fraction(0))

    def _rounded(self, share: Fraction) -> int:
        return max(int(round_half_up(share * self._full, 0)), 0)


def _sections_with_points(plan: Plan) -> list[frozenset[str]]:
    """The items of each section that has points of its own, the inner sections first."""
    found = [s for s in every_section(plan.sections) if s.points is not None]
    return [frozenset(leaf.id for leaf in section.leaves()) for section in reversed(found)]


def _shared_out(
    weights: np.ndarray, ids: Sequence[str], own: Collection[str], fixed: Sequence[Collection[str]]
) -> np.ndarray:
    """The weights (draws × items) with those of what has left the maximum given to what remains in the same section."""
    shared = weights.copy()
    for section in fixed:
        every = [n for n, id in enumerate(ids) if id in section]
        there = [n for n in every if ids[n] in own]
        if there and len(there) < len(every):
            shared[:, there] = (
                shared[:, there] * (weights[:, every].sum(axis=1) / shared[:, there].sum(axis=1))[:, None]
            )
    return shared


def _ranks(scores: np.ndarray, groups: np.ndarray, ties: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Ranks within the groups and among all, draws × units."""
    overall = places(scores, among_equals=ties)
    if len(found := np.unique(groups)) == 1:
        return overall, overall
    within = np.empty_like(overall)
    for group in found:
        own = groups == group
        within[:, own] = places(scores[:, own], among_equals=[column[own] for column in ties])
    return within, overall
