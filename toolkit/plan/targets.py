"""A target: what it counts, against which goal, for which points."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from ..periods import Period
from .amounts import Amount, AmountText, Points, UnitsText
from .blocks import DEDUCT, Block, Identifier, Text
from .conditions import Conditions
from .earning import Curve, Step, along
from .faults import refuse
from .goals import AnyGoal, Goal, GoalBy, GoalChange
from .measures import (
    COUNT,
    DISTINCT,
    FORMULA,
    MEAN_DAYS,
    MEDIAN,
    RATIO,
    SHARE,
    Measure,
    MeasureText,
    Part,
    looked_at,
)
from .reference import ReferenceText, reference_faults
from .rules import counting_faults, points_faults, rule_faults
from .shares import Placed, target_faults
from .standard import REPORTED, SOURCES

_COUNTED = [*(name for name, each in SOURCES.items() if each.is_counted), REPORTED]


def _fallback(raw: Any) -> str:
    if raw != REPORTED:
        raise ValueError(f"chỉ nhận {REPORTED}")
    return REPORTED


FallbackText = Annotated[str, BeforeValidator(_fallback), WithJsonSchema({"const": REPORTED, "type": "string"})]


def _is_unsummed(raw: Any) -> bool:
    return isinstance(raw, dict) and not {MEDIAN, DISTINCT, FORMULA}.isdisjoint(raw)


class Target(Block):
    """A measurable indicator: numerator (``success`` within ``population``) over denominator (``population``).

    ``of`` names the chỉ tiêu of the movement that it measures a part of; without it, it is one by itself.
    """

    id: Identifier
    name: Text
    short: str = ""
    of: Identifier | None = None
    goal: Goal | None = None
    reference: ReferenceText | None = None
    source: Annotated[str, WithJsonSchema({"anyOf": [{"enum": _COUNTED}, {"type": "string"}]})] = ""
    measure: MeasureText = Measure()
    weight: Text | None = None
    at_least_rows: Annotated[int, Field(ge=1, le=1_000_000, strict=True)] | None = None
    unit_of_measure: str = ""
    counts: Literal["appraised", "survey"] = "appraised"
    fallback: FallbackText | None = None
    population: Conditions = {}
    date: str | None = None
    success: Conditions | None = None
    causes: dict[str, Text] = {}
    nature: Literal["flow", "stock"] | None = None
    floor: AmountText = Amount(value=Fraction(0), percent=False)
    better: Literal["higher", "lower"] | None = None
    normalise: Literal["goal", "min_max", "max"] = "goal"
    units: UnitsText = "all"
    points: Points = Decimal(0)
    rule: Literal["linear", "threshold", "pass_fail", "steps", "curve", "deduct"] = "linear"
    steps: tuple[Step, ...] = ()
    curve: Curve = ()
    each: Points | None = None
    at_most: Points | None = None
    bonus: bool = Field(False, strict=True)
    note: str = ""

    @property
    def maximum(self) -> Fraction:
        """What it adds to the highest score that there can be: of a bonus, and of points taken off, nothing."""
        return Fraction(0) if self.bonus or self.rule == DEDUCT else Fraction(self.points)

    @property
    def edges(self) -> tuple[Fraction, Fraction]:
        """The lowest and the highest points that it may have; points may be taken off without an end."""
        if self.rule == DEDUCT:
            return -Fraction(self.at_most or 1_000_000), Fraction(0)
        return Fraction(0), Fraction(self.points)

    def earned(self, value: Fraction, *, attainment: Fraction | None, met: bool | None) -> Fraction | None:
        """The points for a value: in proportion to the attainment, all once the goal is met, those of the best step or of
        the curve, or so many taken off. None where what they go by is not known."""
        if self.rule == DEDUCT:
            off = max(Fraction(self.each or 0) * value, Fraction(0))
            return -min(off, off if self.at_most is None else Fraction(self.at_most))
        if self.rule == "curve":
            return along(self.curve, value)
        if self.rule == "steps":
            return max((Fraction(step.points) for step in self.steps if step.holds(value)), default=Fraction(0))
        if self.rule == "linear":
            return None if attainment is None else attainment * Fraction(self.points)
        return None if met is None else Fraction(self.points) * met

    def goal_in(self, at: Period | int) -> Amount | None:
        """The goal of a period (or a year) for who has no other: its own, else its year's, else that of the last year before;
        None before the first. Of a goal by units the one of all others; one that rests on a year before is not known here."""
        if isinstance(self.goal, Amount):
            return self.goal
        if isinstance(self.goal, GoalBy):
            return self.goal.rest
        if self.goal is None or isinstance(self.goal, GoalChange):
            return None
        if isinstance(at, Period) and at.id in self.goal:
            return self.goal[at.id]
        year = at.end.year if isinstance(at, Period) else at
        listed = [each for each in self.goal if isinstance(each, int) and each <= year]
        return self.goal[max(listed)] if listed else None

    def goal_for(self, at: Period, unit: Callable[[str], str] | None, *, earlier: Fraction | None) -> Amount | None:
        """The goal in a period of a unit, of which ``unit`` says what the unit list has in a column (None: of the agency);
        ``earlier`` is its value of a year before."""
        if isinstance(self.goal, GoalBy) and unit is not None:
            return self.goal.of(unit(self.goal.column))
        if isinstance(self.goal, GoalChange):
            return self.goal.of(earlier, percent=self.in_percent(at), unit=self.unit_of_measure)
        return self.goal_in(at)

    def is_given(self, at: Period | int) -> bool:
        """Whether the plan gives it to anybody in a period. What needs no goal always is."""
        fixed = isinstance(self.goal, (Amount, dict))
        return not fixed or self.goal_in(at) is not None

    def in_percent(self, at: Period | int) -> bool:
        """Whether its values are shares of 100 in a period."""
        if self.goal is None or isinstance(self.goal, GoalChange):
            return self.is_share and self.source != REPORTED
        if isinstance(self.goal, GoalBy):
            return any(each.percent for each in self.goals)
        goal = self.goal_in(at)
        return goal is not None and goal.percent

    def lower_is_better(self, goal: Amount | None) -> bool:
        """Whether the value is to fall: the plan says so, or points are taken off for it, or the goal lies below the floor, or
        below the value of a year before."""
        if self.better or self.rule == DEDUCT:
            return self.better == "lower" or self.rule == DEDUCT
        if isinstance(self.goal, GoalChange):
            return self.goal.change < 0
        return goal is not None and goal.value < self.floor.value

    @property
    def is_all_or_nothing(self) -> bool:
        """Whether a goal is met or not with nothing between: lower is better, and the plan says no value to start from."""
        return self.better == "lower" and not self.floor.value and not isinstance(self.goal, GoalChange)

    def floor_below(self, goal: Amount) -> Fraction:
        """Where attainment starts: the floor; of a goal that is to fall from a year before, the value of that year."""
        if isinstance(self.goal, GoalChange) and self.goal.change < 0:
            return goal.value / (1 + self.goal.change)
        return self.floor.value

    def assigned_to(self, unit: str) -> bool:
        """Whether the plan gives this target to the unit."""
        return self.units == "all" or unit in self.units

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it looks at: those of its conditions, then those that it measures."""
        return looked_at(self)

    @property
    def parts(self) -> tuple[Target | Part, ...]:
        """What is counted for it: itself; of a ratio both sides (``id`` of the target, a slash, the side); of a formula
        nothing."""
        if self.measure.kind == RATIO:
            return tuple(replace(part, id=f"{self.id}/{part.id}") for part in self.measure.parts)
        return () if self.measure.kind == FORMULA else (self,)

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that it counts."""
        return tuple(dict.fromkeys(part.source for part in self.parts))

    @property
    def is_share(self) -> bool:
        """Whether it is a share of rows: whole cases of whole cases."""
        return self.measure.kind == SHARE and not self.weight

    @property
    def goals(self) -> tuple[Amount, ...]:
        """Every goal it has had."""
        if isinstance(self.goal, GoalBy):
            return (*self.goal.amounts.values(), *((self.goal.rest,) if self.goal.rest else ()))
        if self.goal is None or isinstance(self.goal, GoalChange):
            return ()
        return (self.goal,) if isinstance(self.goal, Amount) else tuple(self.goal.values())

    @property
    def _amounts(self) -> list[Placed]:
        """Every amount that a value is held against, and where it stands."""
        goals: list[Placed] = [(("goal",), self.goal)] if isinstance(self.goal, Amount) else []
        if isinstance(self.goal, dict):
            goals = [(("goal", year), goal) for year, goal in self.goal.items()]
        if isinstance(self.goal, GoalBy):
            goals = [(("goal", key), goal) for key, goal in self.goal.amounts.items()]
            goals += [(("goal", "else"), self.goal.rest)] if self.goal.rest else []
        edges: list[Placed] = [
            (("steps", n, key), edge) for n, step in enumerate(self.steps) for key, edge in step.edges
        ]
        return [*goals, (("floor",), self.floor), *edges, *((("curve", n), v) for n, (v, _) in enumerate(self.curve))]

    @property
    def is_stock(self) -> bool:
        """Whether it is the state at the period's end (over years: the last one), not a count over the period."""
        return self.nature == "stock"

    @model_validator(mode="before")
    @classmethod
    def _nature_of_its_source(cls, raw: Any) -> Any:
        source = (
            SOURCES.get(raw.get("source", "")) if isinstance(raw, dict) and isinstance(raw.get("source"), str) else None
        )
        if source is not None and "nature" not in raw and not _is_unsummed(raw.get("measure")):
            raw = {**raw, "nature": "flow" if source.date or source.name == REPORTED else "stock"}
        return raw

    @model_validator(mode="after")
    def _makes_sense(self) -> Target:
        faults = [*points_faults(self), *rule_faults(self), *counting_faults(self)]
        strange = [name for name in self.causes if name not in (self.success or {})]
        faults += [
            (("causes", name), "lời này không của điều kiện nào: khóa phải là một khóa của success") for name in strange
        ]
        lower = self.better == "lower" or any(goal.value < self.floor.value for goal in self.goals)
        shares = self.source != REPORTED and self.measure.kind == SHARE
        bounded = shares or self.source == REPORTED and self.measure.kind == SHARE
        faults += target_faults(
            self._amounts,
            counts_cases=shares,
            lower_is_better=lower,
            is_bounded=bounded,
            is_number=self.measure.kind in (COUNT, DISTINCT, MEAN_DAYS),
        )
        percent = shares or any(goal.percent for goal in self.goals)
        faults += reference_faults(self.reference, percent=percent, is_share=percent and bounded)
        refuse(faults)
        object.__setattr__(self, "goal", self._with_unit(is_share=shares))
        return self

    def _with_unit(self, *, is_share: bool) -> AnyGoal | None:
        """The goal with its unit of measure; what counts cases is a ratio, however its goal is written: 0.8 is 80%."""

        def made(each: Amount) -> Amount:
            return (each.ratio if is_share else each).model_copy(update={"unit": self.unit_of_measure})

        if isinstance(self.goal, Amount):
            return made(self.goal)
        if isinstance(self.goal, GoalBy):
            amounts = {key: made(each) for key, each in self.goal.amounts.items()}
            return GoalBy(self.goal.column, amounts, made(self.goal.rest) if self.goal.rest else None)
        if self.goal is None or isinstance(self.goal, GoalChange):
            return self.goal
        return {key: made(each) for key, each in self.goal.items()}
