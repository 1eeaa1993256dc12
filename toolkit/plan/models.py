"""The models of the plan file. Amounts are exact: nothing in a plan passes through a binary float."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from ..formatting import fold, number
from ..markup import table_html
from ..periods import Period, parse_period
from ..vocabulary import CASE_SOURCES, REPORTED, SOURCES
from .conditions import Conditions, check_conditions


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Amount(_Model):
    """A number of the plan and whether it was written as a percentage: ``80%`` is 4/5 and a percentage."""

    value: Fraction
    percent: bool


def _amount(raw: Any) -> Amount:
    if isinstance(raw, Amount):
        return raw
    if isinstance(raw, bool) or not isinstance(raw, (int, float, str, Decimal)):
        raise ValueError("phải là số hoặc tỷ lệ như 80%")
    text = str(raw).strip()
    percent = text.endswith("%")
    try:
        value = Fraction(Decimal(text.rstrip("%").strip().replace(",", ".")))
    except (InvalidOperation, ValueError, OverflowError):
        raise ValueError("phải là số hoặc tỷ lệ như 80%") from None
    return Amount(value=value / 100 if percent else value, percent=percent)


def _goal(raw: Any) -> Amount | dict[int, Amount]:
    """One goal, or a goal by year."""
    if not isinstance(raw, dict):
        return _amount(raw)
    years = [str(year) for year in raw]
    if not raw or not all(re.fullmatch(r"(19|20|21)\d\d", year) for year in years):
        raise ValueError("mức giao theo năm phải viết dạng {2022: 50%, 2025: 80%}")
    return {int(year): _amount(each) for year, each in zip(years, raw.values())}


def _period_range(raw: Any) -> Period:
    if isinstance(raw, Period):
        return raw
    try:
        return parse_period(raw)
    except Exception:
        raise ValueError("phải là một giai đoạn như 2022..2025") from None


def _whole_percent(raw: Any) -> Fraction:
    amount = _amount(raw)
    if amount.value <= 0:
        raise ValueError("phải lớn hơn 0")
    return amount.value


def _points(value: Decimal) -> Decimal:
    if not value.is_finite() or value < 0:
        raise ValueError("phải là số không âm")
    return value


_NUMBER = WithJsonSchema({"type": "number", "minimum": 0})
_AMOUNT_SCHEMA = {"type": ["string", "number"], "pattern": r"^-?\d+([.,]\d+)?\s*%?$"}
AmountText = Annotated[Amount, BeforeValidator(_amount), WithJsonSchema(_AMOUNT_SCHEMA)]
Goal = Annotated[
    Amount | dict[int, Amount],
    BeforeValidator(_goal),
    WithJsonSchema(
        {
            "anyOf": [
                _AMOUNT_SCHEMA,
                {"type": "object", "patternProperties": {"^[0-9]{4}$": _AMOUNT_SCHEMA}, "additionalProperties": False},
            ]
        }
    ),
]
PeriodText = Annotated[
    Period, BeforeValidator(_period_range), WithJsonSchema({"type": ["string", "integer"], "examples": ["2022..2025"]})
]
Ratio = Annotated[
    Fraction, BeforeValidator(_whole_percent), WithJsonSchema({"type": ["string", "number"], "examples": ["100%"]})
]
Points = Annotated[Decimal, AfterValidator(_points), _NUMBER]
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


class Signer(_Model):
    """Who signs: the title in capitals, the name, and the form of authority (TM., KT., TL.) in the title."""

    title: Text
    name: str = ""


class Movement(_Model):
    """The movement: its name, agency, days, reviews, grounds and recipients."""

    id: Identifier
    name: Text
    agency: Agency
    start: date
    end: date
    interim: tuple[PeriodText, ...] = ()
    final: PeriodText | None = None
    legal_basis: tuple[LegalBasis, ...] = ()
    recipients: tuple[Text, ...] = ()
    signer: Signer | None = None
    note: str = ""

    def grounds(self, day: date) -> tuple[str, ...]:
        """The legal grounds in force on a day, in the plan's order."""
        return tuple(g.text for g in self.legal_basis if g.from_ <= day and (g.to is None or day <= g.to))


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
            raise ValueError("steps: ghi các mức điểm (không quá points) khi và chỉ khi rule: steps")
        return self


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

    @model_validator(mode="after")
    def _has_an_edge(self) -> Step:
        if not any((self.from_, self.above, self.to, self.below)):
            raise ValueError("steps: mỗi mức cần ít nhất một mép: from, above, to hoặc below")
        return self


class Target(_Model):
    """A measurable indicator: numerator (``success`` within ``population``) over denominator (``population``)."""

    id: Identifier
    name: Text
    goal: Goal
    source: Literal[(*CASE_SOURCES, REPORTED)]  # type: ignore[valid-type]
    population: Conditions = {}
    date: str | None = None
    success: Conditions | None = None
    nature: Literal["flow", "stock"] | None = None
    floor: AmountText = Amount(value=Fraction(0), percent=False)
    units: Literal["all"] | tuple[str, ...] = "all"
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

    def assigned_to(self, unit: str) -> bool:
        """Whether the plan gives this target to the unit."""
        return self.units == "all" or unit in self.units

    @property
    def goals(self) -> tuple[Amount, ...]:
        """Every goal it has had."""
        return (self.goal,) if isinstance(self.goal, Amount) else tuple(self.goal.values())

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
        if not self.goals:
            raise ValueError("goal: chưa có mức giao nào")
        if (self.rule == "steps") != bool(self.steps) or any(step.points > self.points for step in self.steps):
            raise ValueError("steps: ghi các mức (điểm không quá points) khi và chỉ khi rule: steps")
        if any(goal.value == self.floor.value for goal in self.goals):
            raise ValueError("goal: mức giao không được bằng floor (mức khởi điểm)")
        if self.source != REPORTED:
            if self.success is None:
                raise ValueError("success: thiếu điều kiện của tử số")
            if any(not goal.percent and goal.value > 1 for goal in self.goals):
                raise ValueError('goal: chỉ tiêu đếm hồ sơ là một tỷ lệ, hãy viết có dấu %, ví dụ "80%"')
        elif self.population or self.success or self.date:
            raise ValueError(
                "source: bao_cao_don_vi dùng tử số, mẫu số đơn vị báo cáo, không có population, success hay date"
            )
        return self


class Band(_Model):
    """A grade of the score, from its edge (included) up to the next."""

    name: Text
    from_: Decimal = Field(alias="from")


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
        if len(set(edges)) < len(edges):
            raise ValueError("bands: hai mức xếp loại cùng một ngưỡng from")
        return self


class Award(_Model):
    """A form of commendation and its conditions."""

    id: Identifier
    name: Text
    kind: Literal["collective", "individual"]
    min_score: Decimal | None = None
    quota: AmountText | None = None
    vote: AmountText | None = None
    priority: tuple[Literal["direct", "female"], ...] = ()
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
        if self.quota is not None and (self.quota.value < 0 or (not self.quota.percent and self.quota.value % 1)):
            raise ValueError("quota: phải là số nguyên không âm, hoặc tỷ lệ như 10%")
        if self.vote is not None and not (self.vote.percent and 0 < self.vote.value <= 1):
            raise ValueError("vote: phải là tỷ lệ phiếu trên tổng số thành viên, ví dụ 80%")
        return self


class Plan(_Model):
    """A whole plan. Frozen: two evaluations of one plan cannot differ by it."""

    movement: Movement
    targets: Annotated[tuple[Target, ...], Field(min_length=1)]
    contents: tuple[Item, ...] = ()
    actions: tuple[Item, ...] = ()
    scoring: Scoring
    awards: tuple[Award, ...] = ()
    sources: dict[str, dict[str, str | tuple[str, ...]]] = {}

    @property
    def items(self) -> tuple[Target | Item, ...]:
        """Everything that earns points, in the plan's order."""
        return (*self.targets, *self.contents, *self.actions)

    def _repr_html_(self) -> str:
        rows = ((i.id, i.name, number(i.points)) for i in self.items)
        return table_html(self.movement.name, ("Mã", "Chỉ tiêu, nội dung, biện pháp", "Điểm chuẩn"), rows)

    def target(self, id: str) -> Target:
        """The target with this id."""
        return next(target for target in self.targets if target.id == id)

    @model_validator(mode="after")
    def _hangs_together(self) -> Plan:
        seen: set[str] = set()
        for item in self.items:
            if item.id.casefold() in seen:
                raise ValueError(f"mã mục {item.id} xuất hiện hai lần")
            seen.add(item.id.casefold())
        known = {item.id for item in self.items}
        if strange := [id for id in self.scoring.tie_breaks if id not in known]:
            raise ValueError(f"scoring.tie_breaks: mã mục không có trong kế hoạch: {', '.join(strange)}")
        seen_awards = [fold(name) for award in self.awards for name in {award.id, award.name}]
        if len(set(seen_awards)) < len(seen_awards):
            raise ValueError("awards: mỗi hình thức khen phải có mã và tên riêng")
        if self.movement.end < self.movement.start:
            raise ValueError("movement.end: ngày kết thúc trước ngày bắt đầu")
        if strange := [name for name in self.sources if name not in SOURCES]:
            raise ValueError(f"sources: không có nguồn {', '.join(strange)}; các nguồn: {', '.join(SOURCES)}")
        for n, target in enumerate(self.targets):
            if target.source != REPORTED:
                check_conditions(target, f"targets.{n}", set(self.sources.get(target.source, {})))
        return self
