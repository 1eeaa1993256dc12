"""Where the year will end at the present pace: a middle and an interval, with the assumption said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from ..evaluation.results import Evaluation
from ..plan.standard import REPORTED
from ..words.vocabulary import OK

ASSUMPTION = (
    "Giả định: từ ngày cuối có số liệu đến hết kỳ, trường hợp phát sinh đều như từ đầu kỳ và mỗi trường hợp đạt với xác suất như "
    "các trường hợp đã có. Khoảng dự báo 90% tính cả sự ngẫu nhiên của trường hợp sắp tới và việc chưa biết chắc xác suất đó; không tính "
    "mùa vụ, không tính biện pháp mới."
)
_DRAWS = 20_000


@dataclass(frozen=True)
class Projection:
    """A ratio at the period's end: the middle, and between which values it lies in nine cases of ten.

    ``as_of`` is the last day that the source's rows bear, ``elapsed`` the share of the period until then, ``chance`` the
    share of draws in which the goal is met.
    """

    as_of: date
    elapsed: float
    middle: float
    low: float
    high: float
    chance: float


def project(evaluation: Evaluation, *, unit: str, target: str, as_of: date | None = None) -> Projection | None:
    """Project a ratio of cases to the period's end. ``unit`` may be the agency.

    None where there is no pace: no figure, a state at the period's end, a reported figure, a range of years, no rows with
    a day. Cases come evenly (a Poisson process whose rate is known from those that came), and each counts with one
    probability (Beta posterior of Jeffreys' prior): 20 000 draws from the plan's seed, quantiles of 5% and 95%.
    """
    rule, each, period = evaluation.plan.target(target), evaluation.indicator(unit, target), evaluation.period
    days = [day for (_, source), day in evaluation.latest_days.items() if source == rule.source]
    seen = as_of or max(days, default=None)
    if (
        each.state != OK
        or each.goal is None
        or rule.is_stock
        or rule.source == REPORTED
        or not rule.is_share
        or period.is_range
        or seen is None
    ):
        return None
    elapsed = min(((seen - period.start).days + 1) / ((period.end - period.start).days + 1), 1.0)
    if elapsed <= 0:
        return None
    assert each.numerator is not None and each.denominator is not None  # the state says so
    counted, whole = float(each.numerator), float(each.denominator)
    random = np.random.default_rng(evaluation.plan.scoring.robustness.seed)
    rates = random.gamma(whole + 0.5, 1 / elapsed, _DRAWS)
    coming = random.poisson(rates * (1 - elapsed))
    success = random.binomial(coming, random.beta(counted + 0.5, whole - counted + 0.5, _DRAWS))
    ratios = (counted + success) / (whole + coming)
    low, middle, high = (float(q) for q in np.quantile(ratios, [0.05, 0.5, 0.95]))
    goal, higher = float(each.goal.value), each.goal.value > rule.floor.value
    met = ratios >= goal if higher else ratios <= goal
    return Projection(seen, elapsed, middle, low, high, float(met.mean()))
