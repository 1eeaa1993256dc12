"""What people write: the units' own figures, their self-given points with evidence, and the appraisal."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pyarrow as pa

from ..periods import Period
from ..plan.standard import SAMPLED
from .model import World, dates, pick_days, progress
from .tally import Tally

_STEP = 0.25
_REASONS = (
    "Minh chứng chưa đủ cho phần tự chấm cao hơn.",
    "Một số việc làm chậm so với kế hoạch của đơn vị.",
    "Có văn bản triển khai nhưng chưa có kết quả cụ thể.",
    "Kết quả chưa được duy trì thường xuyên trong kỳ.",
)


def own_figures(world: World, *, period: Period, tally: Tally) -> Iterator[pa.Table]:
    """``bao_cao_don_vi``: what units report of their targets; the weaker ones see themselves a little better."""
    optimism = np.clip(0.15 - 0.15 * world.strengths(), 0, 0.3)
    rows = []
    for n in world.standing(period):
        unit = world.units[n]
        for target in world.plan.targets:
            whole = int(tally.denominators.get(target.id, np.zeros(n + 1))[n])
            if whole:
                done = int(tally.numerators[target.id][n])
                rows.append((unit.id, target.id, str(done + int((whole - done) * optimism[n])), str(whole)))
    names = ("unit", "target", "numerator", "denominator")
    yield pa.table(
        {
            **{name: pa.array([row[p] for row in rows], pa.string()) for p, name in enumerate(names)},
            "note": [""] * len(rows),
        }
    )


def _appraised(world: World, period: Period) -> list[tuple[int, str, float, float, str]]:
    """Unit, item, self-given points, appraised points and reason, in quarters of a point."""
    items = world.plan.appraised
    draws = world.random(SAMPLED["appraisals"], period.id).random((len(world.units), len(items), 3))
    rows = []
    for n in world.standing(period):
        quality = 0.6 + 0.28 * progress(period) + 0.12 * world.strengths()[n]
        for item, draw in zip(items, draws[n].tolist()):
            highest = float(item.points)
            points = _quarters(min(1.0, max(0.25, quality + 0.2 * (draw[0] - 0.5))) * highest)
            own = min(highest, points + (0.0 if draw[1] < 0.6 else _STEP if draw[1] < 0.9 else 2 * _STEP))
            rows.append((n, item.id, own, points, _REASONS[int(draw[2] * len(_REASONS))] if own > points else ""))
    return rows


def evidence(world: World, *, period: Period, tally: Tally) -> Iterator[pa.Table]:
    """``minh_chung``: self-given points of contents and actions, each with the code of its evidence."""
    rows = _appraised(world, period)
    days = pick_days(world.random(SAMPLED["evidence"], period.id), len(rows), period=period)
    yield pa.table(
        {
            "unit": [world.units[row[0]].id for row in rows],
            "item": [row[1] for row in rows],
            "self_points": [_text(row[2]) for row in rows],
            "evidence": [f"Hồ sơ minh chứng MC-{period.id}-{world.units[row[0]].id}-{row[1]}" for row in rows],
            "date": dates(days),
        }
    )


def appraisals(world: World, *, period: Period, tally: Tally) -> Iterator[pa.Table]:
    """``tham_dinh``: the official points, with a reason wherever they are below the self-given ones."""
    rows = _appraised(world, period)
    yield pa.table(
        {
            "unit": [world.units[row[0]].id for row in rows],
            "item": [row[1] for row in rows],
            "points": [_text(row[3]) for row in rows],
            "reason": [row[4] for row in rows],
        }
    )


def _quarters(points: float) -> float:
    return int(points / _STEP) * _STEP


def _text(points: float) -> str:
    return f"{points:g}".replace(".", ",")


BUILDERS: dict[str, Callable[..., Iterator[pa.Table]]] = {
    "own_figures": own_figures,
    "evidence": evidence,
    "appraisals": appraisals,
}
