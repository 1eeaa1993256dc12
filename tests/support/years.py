"""The years of a range without a folder: each is given as it was evaluated."""

from __future__ import annotations

from fractions import Fraction

from small import plan

from toolkit.evaluation.ranges import evaluate_range
from toolkit.evaluation.results import Evaluation
from toolkit.indicators.model import Indicator
from toolkit.periods import parse_period
from toolkit.plan import Plan
from toolkit.scoring.model import ItemScore
from toolkit.units.model import Unit
from toolkit.units.structure import Structure

TARGETS = [
    {
        "id": "F",
        "name": "Văn bản",
        "goal": {2022: "50%", 2024: "80%"},
        "source": "van_ban",
        "success": {"signed": True},
        "nature": "flow",
        "points": 10,
    },
    {
        "id": "S",
        "name": "Dữ liệu",
        "goal": "100%",
        "source": "du_lieu_mo",
        "population": {"required": True},
        "success": {"published_at": "present"},
        "nature": "stock",
        "points": 10,
    },
]

YEARLY = {
    "targets": [
        {**TARGETS[0], "goal": {2022: "50%", 2024: "80%"}},
        TARGETS[1],
        {**TARGETS[0], "id": "R", "source": "bao_cao_don_vi", "goal": "100%"} | {"success": None},
    ],
    "contents": [{"id": "N", "name": "x", "points": 4}],
    "movement": {"final": "2022..2024"},
    "scoring": {"robustness": {"draws": 1000}},
}
THREE = (Unit("A", "Phòng A"), Unit("B", "Phòng B"), Unit("C", "Phòng C"))
SPAN = parse_period("2022..2024")


def made_plan(**scoring):
    return Plan.model_validate(plan(**{**YEARLY, "scoring": {**YEARLY["scoring"], **scoring}}))


def figure(unit, target, said):
    """An indicator of one year: ``(3, 4)``, a state, or the agency's ``(3, 4, "2/3")`` of whom so many delivered."""
    if isinstance(said, str):
        return Indicator(unit, target, said, delivered=0, expected=3 if unit == "SO" else 0)
    numerator, denominator, got = (*said, "3/3")[:3] if unit == "SO" else (*said, "0/0")
    delivered, expected = map(int, got.split("/"))
    state = "no_cases" if not denominator else "partial" if delivered < expected else "ok"
    return Indicator(
        unit, target, state, Fraction(numerator), Fraction(denominator), delivered=delivered, expected=expected
    )


def content(unit, said, own=None):
    """The content N of one unit in one year: points, or a state; and its own points, or "unclear"."""
    state, points = (said, Fraction(0)) if isinstance(said, str) else ("ok", Fraction(said))
    claim = None if own in (None, "unclear") else Fraction(own)
    return ItemScore(unit, "N", state, points, Fraction(4), claim, self_blocked=own == "unclear")


def year(number, figures=None, *, contents=None, units=THREE, own=None, **parts):
    """One year: target → unit → what its figure is; who is not named has no such target."""
    figures, contents, own = figures or {}, contents or {}, own or {}
    indicators = [
        figure(unit, target, figures.get(target, {}).get(unit, "not_assigned"))
        for target in "FSR"
        for unit in ("SO", *(each.id for each in units))
    ]
    items = [content(u.id, contents.get(u.id, "not_assigned"), own.get(u.id)) for u in units]
    items += [ItemScore(u.id, target, "missing", None, None, None) for u in units for target in "FSR"]
    period = parse_period(str(number))
    return Evaluation(
        made_plan(), period, units, tuple(indicators), tuple(items), (), parts.pop("findings", ()), **parts
    )


def together(*years, period=SPAN, units=THREE, made=None, **parts):
    structure = Structure(units, day=period.end)
    return evaluate_range(made or made_plan(), period=period, years=years, structure=structure, **parts)


def count_of(e, unit, target):
    each = e.indicator(unit, target)
    return each.state, each.numerator, each.denominator
