"""The plan, as far as figures, points and awards need it (contract, The plan file). Written as JSON, which is YAML too."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from .cells import PASSED

REPORTED = "bao_cao_don_vi"
STOCKS = ("dich_vu_cong", "du_lieu_mo", "can_bo", "tap_huan")


@dataclass(frozen=True)
class Step:
    """Points for a value within edges: ``from`` and ``to`` belong to the step, ``above`` and ``below`` do not."""

    edges: Mapping[str, Fraction]
    points: Fraction

    def holds(self, value: Fraction) -> bool:
        """Whether the value lies within every edge that is written (domain 3: an edge says whether it is open)."""
        e = self.edges
        return (
            value >= e.get("from", value)
            and value <= e.get("to", value)
            and not ("above" in e and value <= e["above"])
            and not ("below" in e and value >= e["below"])
        )


@dataclass(frozen=True)
class Target:
    """One target of the plan."""

    id: str
    goals: Mapping[int, Fraction]
    percent: bool
    floor: Fraction
    source: str
    falls_back: bool
    population: Mapping[str, tuple]
    success: Mapping[str, tuple]
    date: str | None
    stock: bool
    units: tuple[str, ...] | None
    points: Fraction
    rule: str
    steps: tuple[Step, ...]
    of: str
    normalise: str
    bonus: bool

    @property
    def maximum(self) -> Fraction:
        """What it adds to the maximum: a bonus lies beyond it."""
        return Fraction(0) if self.bonus else self.points

    def goal(self, year: int) -> Fraction | None:
        """Contract, Delivered or not: a year that is not listed takes the last one before it; before the first none."""
        listed = [each for each in self.goals if each <= year]
        return self.goals[max(listed)] if listed else None

    def given_to(self, unit: str) -> bool:
        """Contract, plan: ``units`` is all or a list."""
        return self.units is None or unit in self.units


@dataclass(frozen=True)
class Item:
    """A content or an action, scored by appraisal; for steps, the points that an appraiser may give besides 0."""

    id: str
    points: Fraction
    rule: str
    steps: tuple[Fraction, ...]
    needs_evidence: bool
    bonus: bool

    @property
    def maximum(self) -> Fraction:
        """What it adds to the maximum: a bonus lies beyond it."""
        return Fraction(0) if self.bonus else self.points

    def allows(self, points: Fraction) -> bool:
        """Linear: anything up to the maximum; threshold: all or nothing; steps: one of them or nothing."""
        if self.rule == "linear":
            return 0 <= points <= self.points
        return points == 0 or points in (self.steps if self.rule == "steps" else (self.points,))

    def points_of(self, said: Any) -> Any:
        """Points as an appraiser says them: "Đạt" is all of an item that is passed or not, and nothing of another one."""
        return self.points if said == PASSED and self.rule == "pass_fail" else said


@dataclass(frozen=True)
class Award:
    """A form of commendation and its conditions."""

    id: str
    name: str
    kind: str
    min_score: Fraction | None
    quota: Fraction | None
    quota_is_share: bool
    vote: Fraction | None
    priority: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """A whole plan."""

    agency: str
    targets: tuple[Target, ...]
    items: tuple[Item, ...]
    cap: Fraction
    missing: str
    decimals: int
    bands: tuple[tuple[str, Fraction], ...]
    tie_breaks: tuple[str, ...]
    by_kind: bool
    bonus_cap: Fraction | None
    awards: tuple[Award, ...]


def amount(raw: Any) -> Fraction:
    """Contract, plan: a goal is "80%" or a number; both exact."""
    text = str(raw).strip()
    return Fraction(text[:-1].strip()) / 100 if text.endswith("%") else Fraction(text)


def _is_share(raw: Any) -> bool:
    return str(raw).strip().endswith("%")


def _conditions(raw: Mapping[str, Any] | None) -> dict[str, tuple]:
    return {column: tuple(each) if isinstance(each, list) else (each,) for column, each in (raw or {}).items()}


def _target(raw: Mapping[str, Any]) -> Target:
    by_year = raw["goal"] if isinstance(raw["goal"], dict) else {0: raw["goal"]}
    edges = ("from", "above", "to", "below")
    return Target(
        id=raw["id"],
        goals={int(year): amount(goal) for year, goal in by_year.items()},
        percent=all(_is_share(goal) for goal in by_year.values()),
        floor=amount(raw.get("floor", 0)),
        source=raw["source"],
        falls_back=raw.get("fallback") == REPORTED,
        population=_conditions(raw.get("population")),
        success=_conditions(raw.get("success")),
        date=raw.get("date"),
        stock=raw.get("nature", "stock" if raw["source"] in STOCKS else "flow") == "stock",
        units=None if raw.get("units", "all") == "all" else tuple(raw["units"]),
        points=amount(raw["points"]),
        rule=raw.get("rule", "linear"),
        steps=tuple(
            Step({edge: amount(step[edge]) for edge in edges if edge in step}, amount(step["points"]))
            for step in raw.get("steps", ())
        ),
        of=raw.get("of", raw["id"]),
        normalise=raw.get("normalise", "goal"),
        bonus=raw.get("bonus", False),
    )


def _item(raw: Mapping[str, Any]) -> Item:
    steps = tuple(amount(step) for step in raw.get("steps", ()))
    return Item(raw["id"], amount(raw["points"]), raw.get("rule", "linear"), steps, raw.get("requires") == "evidence", raw.get("bonus", False))  # fmt: skip


def _award(raw: Mapping[str, Any]) -> Award:
    def of(key: str) -> Fraction | None:
        return None if raw.get(key) is None else amount(raw[key])

    priority = tuple(raw.get("priority", ()))
    share = _is_share(raw.get("quota"))
    return Award(raw["id"], raw["name"], raw["kind"], of("min_score"), of("quota"), share, of("vote"), priority)


def read_plan(folder: Path) -> Plan:
    """The plan of a data folder."""
    raw = json.loads((folder / "ke_hoach.yaml").read_text(encoding="utf-8"), parse_float=str)
    scoring = raw["scoring"]
    bands = sorted(((band["name"], amount(band["from"])) for band in scoring["bands"]), key=lambda band: -band[1])
    return Plan(
        agency=raw["movement"]["agency"]["id"],
        targets=tuple(map(_target, raw["targets"])),
        items=tuple(map(_item, [*raw.get("contents", ()), *raw.get("actions", ())])),
        cap=amount(scoring.get("cap", 1)),
        missing=scoring.get("missing", "zero"),
        decimals=scoring.get("decimals", 2),
        bands=tuple(bands),
        tie_breaks=tuple(scoring.get("tie_breaks", ())),
        by_kind=scoring.get("groups") == "kind",
        bonus_cap=None if scoring.get("bonus_cap") is None else amount(scoring["bonus_cap"]),
        awards=tuple(map(_award, raw.get("awards", ()))),
    )
