"""The models of the plan file, each of its parts checked by itself; ``checks`` says what they say of each other."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ..words.formatting import number
from ..words.markup import table_html
from ..words.vocabulary import CASE_SOURCES, REPORTED, SOURCES
from .amounts import Amount, AmountText, Goal, PeriodText, Points, Ratio, Score, UnitsText
from .conditions import Conditions, columns_asked
from .faults import Fault, refuse
from .shares import Placed, quota_problem, target_faults, vote_problem
from .source_words import NO_WORDS, Sources, SourceWords


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


Identifier = Annotated[str, Field(pattern=r"^[^\W_][\w.-]{0,39}$")]
Text = Annotated[str, Field(min_length=1)]


class Agency(_Model):
    """The agency that runs the movement; its ``id`` stands for the whole of it in the tables."""

    id: Identifier
    name: Text
    parent: str = ""
    place: str = ""
    code: str = ""


class LegalBasis(_Model):
    """A legal ground and the days on which it is in force."""

    text: Text
    from_: date = Field(alias="from")
    to: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.from_ <= day and (self.to is None or day <= self.to)


class Signer(_Model):
    """Who signs: the title in capitals, the name, and the form of authority (TM., KT., TL.) in the title."""

    title: Text
    name: str = ""


class Movement(_Model):
    """The movement: its name, agency, days, reviews, grounds and recipients.

    ``verdict`` says by which figures a review of several years judges: those of its ``final_year``, or all its years
    ``pooled``. The other stands beside it.
    """

    id: Identifier
    name: Text
    agency: Agency
    start: date
    end: date
    interim: tuple[PeriodText, ...] = ()
    final: PeriodText | None = None
    verdict: Literal["final_year", "pooled"] = "final_year"
    legal_basis: tuple[LegalBasis, ...] = ()
    recipients: tuple[Text, ...] = ()
    signer: Signer | None = None
    note: str = ""

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Movement:
        if self.end < self.start:
            refuse([(("end",), "ngày kết thúc trước ngày bắt đầu")])
        return self

    def grounds(self, day: date) -> tuple[str, ...]:
        """The legal grounds in force on a day, in the plan's order."""
        return tuple(ground.text for ground in self.legal_basis if ground.holds(day))


Rule = Literal["linear", "threshold", "steps"]


class Item(_Model):
    """A content or an action, scored by appraisal up to ``points``.

    ``rule`` says which points an appraiser may give: any (``linear``), all or nothing (``threshold``), or nothing or one
    of ``steps``. With ``requires: evidence`` an item without a piece of evidence has 0 points.
    """

    id: Identifier
    name: Text
    points: Points
    rule: Rule = "linear"
    steps: tuple[Points, ...] = ()
    requires: Literal["evidence"] | None = None
    note: str = ""

    def allows(self, points: Fraction) -> bool:
        """Whether an appraiser may give these points."""
        choices = {"linear": None, "threshold": (self.points,), "steps": self.steps}[self.rule]
        return 0 <= points <= self.points if choices is None else points in (0, *map(Fraction, choices))

    @model_validator(mode="after")
    def _steps_fit(self) -> Item:
        if (self.rule == "steps") != bool(self.steps) or any(step > self.points for step in self.steps):
            refuse([(("steps",), "ghi các mức điểm (không quá points) khi và chỉ khi rule: steps")])
        return self


_LOWER, _UPPER = ("from", "above"), ("to", "below")


class Step(_Model):
    """Points for a value within edges: ``from`` and ``to`` belong to the step, ``above`` and ``below`` do not."""

    from_: AmountText | None = Field(None, alias="from")
    above: AmountText | None = None
    to: AmountText | None = None
    below: AmountText | None = None
    points: Points

    def holds(self, value: Fraction) -> bool:
        """Whether a value lies within the edges."""
        return (
            (self.from_ is None or value >= self.from_.value)
            and (self.above is None or value > self.above.value)
            and (self.to is None or value <= self.to.value)
            and (self.below is None or value < self.below.value)
        )

    @property
    def edges(self) -> tuple[tuple[str, Amount], ...]:
        """Its edges by their keys in the plan."""
        every = (("from", self.from_), ("above", self.above), ("to", self.to), ("below", self.below))
        return tuple((key, edge) for key, edge in every if edge is not None)

    @model_validator(mode="after")
    def _has_an_edge(self) -> Step:
        if not self.edges:
            raise ValueError("mỗi mức cần ít nhất một mép: from, above, to hoặc below")
        lower, upper = ([edge.value for key, edge in self.edges if key in keys] for keys in (_LOWER, _UPPER))
        if len({edge.percent for _, edge in self.edges}) == 1 and lower and upper and max(lower) > min(upper):
            raise ValueError("mép dưới (from, above) lớn hơn mép trên (to, below) nên không giá trị nào đạt mức này")
        return self


class Target(_Model):
    """A measurable indicator: numerator (``success`` within ``population``) over denominator (``population``).

    ``of`` names the chỉ tiêu of the movement that it measures a part of; without it, it is one by itself.
    """

    id: Identifier
    name: Text
    of: Identifier | None = None
    goal: Goal
    source: Literal[(*CASE_SOURCES, REPORTED)]  # type: ignore[valid-type]
    fallback: Literal["bao_cao_don_vi"] | None = None
    population: Conditions = {}
    date: str | None = None
    success: Conditions | None = None
    nature: Literal["flow", "stock"] | None = None
    floor: AmountText = Amount(value=Fraction(0), percent=False)
    units: UnitsText = "all"
    points: Points
    rule: Rule = "linear"
    steps: tuple[Step, ...] = ()
    note: str = ""

    def earned(self, value: Fraction, *, attainment: Fraction, met: bool) -> Fraction:
        """The points for a value: in proportion to the attainment, all once the goal is met, or those of the best step."""
        if self.rule == "linear":
            return attainment * Fraction(self.points)
        if self.rule == "threshold":
            return Fraction(self.points) if met else Fraction(0)
        return max((Fraction(step.points) for step in self.steps if step.holds(value)), default=Fraction(0))

    def goal_in(self, year: int) -> Amount | None:
        """The goal of a year: its own, else the last one before it; None before the first."""
        if isinstance(self.goal, Amount):
            return self.goal
        listed = [each for each in self.goal if each <= year]
        return self.goal[max(listed)] if listed else None

    def lower_is_better(self, goal: Amount) -> bool:
        """Whether a goal lies below the floor: then the value is to fall."""
        return goal.value < self.floor.value

    def assigned_to(self, unit: str) -> bool:
        """Whether the plan gives this target to the unit."""
        return self.units == "all" or unit in self.units

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that its conditions look at."""
        return columns_asked(self.population, self.success)

    @property
    def goals(self) -> tuple[Amount, ...]:
        """Every goal it has had."""
        return (self.goal,) if isinstance(self.goal, Amount) else tuple(self.goal.values())

    @property
    def _amounts(self) -> list[Placed]:
        """Every amount that a value is held against, and where it stands."""
        goals: list[Placed] = [(("goal",), self.goal)] if isinstance(self.goal, Amount) else []
        if isinstance(self.goal, dict):
            goals = [(("goal", year), goal) for year, goal in self.goal.items()]
        edges = [(("steps", n, key), edge) for n, step in enumerate(self.steps) for key, edge in step.edges]
        return [*goals, (("floor",), self.floor), *edges]

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
        if source is not None and "nature" not in raw:
            raw = {**raw, "nature": "flow" if source.date or source.name == REPORTED else "stock"}
        return raw

    @model_validator(mode="after")
    def _makes_sense(self) -> Target:
        faults: list[Fault] = []
        if (self.rule == "steps") != bool(self.steps) or any(step.points > self.points for step in self.steps):
            faults.append((("steps",), "ghi các mức (điểm không quá points) khi và chỉ khi rule: steps"))
        if any(goal.value == self.floor.value for goal in self.goals):
            faults.append((("goal",), "mức giao không được bằng floor (mức khởi điểm)"))
        if self.source == REPORTED:
            problem = "nguồn bao_cao_don_vi dùng tử số, mẫu số đơn vị báo cáo, không có điều kiện hay ngày"
            faults += [((key,), problem) for key in ("population", "success", "date") if getattr(self, key)]
            if self.fallback:
                faults.append((("fallback",), "nguồn đã là bao_cao_don_vi, không có nguồn thay thế"))
        else:
            if self.success is None:
                faults.append((("success",), "thiếu điều kiện của tử số"))
        lower = any(goal.value < self.floor.value for goal in self.goals)
        faults += target_faults(self._amounts, counts_cases=self.source != REPORTED, lower_is_better=lower)
        refuse(faults)
        if self.source != REPORTED:  # what counts cases is a ratio, however its goal is written: 0.8 is 80%
            goal = self.goal
            ratio = goal.ratio if isinstance(goal, Amount) else {year: each.ratio for year, each in goal.items()}
            object.__setattr__(self, "goal", ratio)
        return self


class Band(_Model):
    """A grade of the score, from its edge (included) up to the next."""

    name: Text
    from_: Score = Field(alias="from")


class Robustness(_Model):
    """How firm ranks are tried: ``draws`` of random weights around the plan's points (Dirichlet), from one ``seed``.

    The higher the ``concentration``, the nearer the weights stay to the plan's: with 100, an item of 6 points of 100
    weighs between about 3 and 10 in nine draws of ten.
    """

    draws: Annotated[int, Field(ge=1_000, le=1_000_000, strict=True)] = 10_000
    concentration: Annotated[int, Field(ge=1, le=100_000, strict=True)] = 100
    seed: Annotated[int, Field(ge=0, strict=True)] = 2022


class Scoring(_Model):
    """The rules of points, score, rank and band. None of them is fixed by the movement's text."""

    cap: Ratio = Fraction(1)
    missing: Literal["zero", "exclude"] = "zero"
    decimals: Annotated[int, Field(ge=0, le=6, strict=True)] = 2
    bands: Annotated[tuple[Band, ...], Field(min_length=1)]
    tie_breaks: tuple[str, ...] = ()
    groups: Literal["kind"] | None = None
    robustness: Robustness = Robustness()
    note: str = ""

    @model_validator(mode="after")
    def _bands_differ(self) -> Scoring:
        edges = [band.from_ for band in self.bands]
        refuse(
            (("bands", n, "from"), "hai mức xếp loại cùng một ngưỡng from")
            for n, edge in enumerate(edges)
            if edge in edges[:n]
        )
        return self


class Award(_Model):
    """A form of commendation and its conditions; ``legal_basis`` is where the law says them."""

    id: Identifier
    name: Text
    kind: Literal["collective", "individual"]
    min_score: Score | None = None
    quota: AmountText | None = None
    vote: AmountText | None = None
    priority: tuple[Literal["direct", "female"], ...] = ()
    legal_basis: tuple[LegalBasis, ...] = ()
    note: str = ""

    def places(self, among: int) -> int | None:
        """How many may be proposed: the quota, or its share of ``among`` rounded down; None where there is no quota.

        >>> Award(id="a", name="A", kind="collective", quota="10%").places(12)
        1
        """
        if self.quota is None:
            return None
        return int(self.quota.value * among if self.quota.percent else self.quota.value)

    @model_validator(mode="after")
    def _makes_sense(self) -> Award:
        faults: list[Fault] = []
        if self.quota is not None and (problem := quota_problem(self.quota)):
            faults.append((("quota",), problem))
        if self.vote is not None and (problem := vote_problem(self.vote)):
            faults.append((("vote",), problem))
        refuse(faults)
        return self


class Plan(_Model):
    """A whole plan. Frozen: two evaluations of one plan cannot differ by it."""

    movement: Movement
    targets: Annotated[tuple[Target, ...], Field(min_length=1)]
    contents: tuple[Item, ...] = ()
    actions: tuple[Item, ...] = ()
    scoring: Scoring
    awards: tuple[Award, ...] = ()
    sources: Sources = {}

    @property
    def items(self) -> tuple[Target | Item, ...]:
        """Everything that earns points, in the plan's order."""
        return (*self.targets, *self.contents, *self.actions)

    def _repr_html_(self) -> str:
        rows = ((i.id, i.name, number(i.points)) for i in self.items)
        return table_html(self.movement.name, ("Mã", "Chỉ tiêu, nội dung, biện pháp", "Điểm chuẩn"), rows)

    def words_of(self, source: str) -> SourceWords:
        """What the plan adds to a source: headers, columns, words of closed columns."""
        return self.sources.get(source, NO_WORDS)

    def target(self, id: str) -> Target:
        """The target with this id."""
        return next(target for target in self.targets if target.id == id)
