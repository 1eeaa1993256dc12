"""The models of the plan file, each of its parts checked by itself; ``checks`` says what they say of each other."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, model_validator

from ..periods import Period, folder_period
from ..words.formatting import fold, number
from ..words.markup import table_html
from ..words.vocabulary import REPORTED, UNIT_LIST, Source
from .amounts import AmountText, PeriodText, Points, Ratio, Score
from .blocks import Block, Identifier, Rule, Text
from .faults import Fault, refuse
from .goals import GoalBy
from .measures import Part
from .shares import quota_problem, vote_problem
from .source_words import NO_WORDS, Sources, SourceWords
from .standard import SOURCES
from .targets import Target


class Agency(Block):
    """The agency that runs the movement; its ``id`` stands for the whole of it in the tables."""

    id: Identifier
    name: Text
    parent: str = ""
    place: str = ""
    code: str = ""


class LegalBasis(Block):
    """A legal ground and the days on which it is in force."""

    text: Text
    from_: date = Field(alias="from")
    to: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.from_ <= day and (self.to is None or day <= self.to)


class Signer(Block):
    """Who signs: the title in capitals, the name, and the form of authority (TM., KT., TL.) in the title."""

    title: Text
    name: str = ""


class Movement(Block):
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


class Item(Block):
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


class Band(Block):
    """A grade of the score, from its edge (included) up to the next."""

    name: Text
    from_: Score = Field(alias="from")


class Robustness(Block):
    """How firm ranks are tried: ``draws`` of random weights around the plan's points (Dirichlet), from one ``seed``.

    The higher the ``concentration``, the nearer the weights stay to the plan's: with 100, an item of 6 points of 100
    weighs between about 3 and 10 in nine draws of ten.
    """

    draws: Annotated[int, Field(ge=1_000, le=1_000_000, strict=True)] = 10_000
    concentration: Annotated[int, Field(ge=1, le=100_000, strict=True)] = 100
    seed: Annotated[int, Field(ge=0, strict=True)] = 2022


class Scoring(Block):
    """The rules of points, score, rank and band. None of them is fixed by the movement's text."""

    cap: Ratio = Fraction(1)
    missing: Literal["zero", "exclude"] = "zero"
    decimals: Annotated[int, Field(ge=0, le=6, strict=True)] = 2
    bands: Annotated[tuple[Band, ...], Field(min_length=1)]
    tie_breaks: tuple[str, ...] = ()
    groups: Text | None = None
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


class Award(Block):
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


class NamedPeriod(Block):
    """A period of the plan's own: some days with a name."""

    id: Identifier
    name: Text
    from_: date = Field(alias="from")
    to: date

    @model_validator(mode="after")
    def _makes_sense(self) -> NamedPeriod:
        faults: list[Fault] = []
        if self.to < self.from_:
            faults.append((("to",), "ngày cuối trước ngày đầu"))
        if (self.to - self.from_).days > 366:
            faults.append((("to",), "một kỳ dài nhất một năm; nhiều năm thì viết dạng 2022..2025"))
        if folder_period(self.id):
            faults.append((("id",), "đây là mã của một năm, nửa năm, quý, tháng; đặt mã khác, ví dụ 2025-NH"))
        refuse(faults)
        return self


class Plan(Block):
    """A whole plan. Frozen: two evaluations of one plan cannot differ by it."""

    movement: Movement
    targets: Annotated[tuple[Target, ...], Field(min_length=1)]
    contents: tuple[Item, ...] = ()
    actions: tuple[Item, ...] = ()
    scoring: Scoring
    awards: tuple[Award, ...] = ()
    sources: Sources = {}
    periods: tuple[NamedPeriod, ...] = ()

    @property
    def named_periods(self) -> tuple[Period, ...]:
        """The periods of its own, each compared with the one before it in the list."""
        made: list[Period] = []
        for each in self.periods:
            made.append(Period(each.from_, each.to, each.id, each.name, made[-1] if made else None))
        return tuple(made)

    @property
    def items(self) -> tuple[Target | Item, ...]:
        """Everything that earns points, in the plan's order."""
        return (*self.targets, *self.contents, *self.actions)

    def _repr_html_(self) -> str:
        rows = ((i.id, i.name, number(i.points)) for i in self.items)
        return table_html(self.movement.name, ("Mã", "Chỉ tiêu, nội dung, biện pháp", "Điểm chuẩn"), rows)

    @model_validator(mode="after")
    def _natures(self) -> Plan:
        """What counts a source of the plan's own is a flow where that has a date, else a stock."""
        for target in self.targets:
            if target.nature is None:
                dated = any(self.source(name).date for name in target.sources)
                summed = target.measure.is_summed and dated
                object.__setattr__(target, "nature", "flow" if summed else "stock")
        return self

    @property
    def unit_columns(self) -> tuple[str, ...]:
        """The columns of the unit list, beside those that every list has, that the plan asks for."""
        known = {fold(column.header) for column in UNIT_LIST.columns}
        asked = [target.goal.column for target in self.targets if isinstance(target.goal, GoalBy)]
        asked += [self.scoring.groups] if self.scoring.groups not in (None, "kind") else []
        return tuple(dict.fromkeys(each for each in asked if fold(each) not in known))

    def counting(self, source: str) -> list[Target | Part]:
        """What is counted of a source's rows: for targets, or for sides of ratios."""
        return [part for target in self.targets for part in target.parts if part.source == source != REPORTED]

    @property
    def every_source(self) -> dict[str, Source]:
        """All sources of a period by their names: the standard ones as the plan has them, then its own."""
        return {**SOURCES, **{name: each.source for name, each in self.sources.items() if each.source}}

    def source(self, name: str) -> Source:
        """A source as the plan has it."""
        return self.words_of(name).source or SOURCES[name]

    def words_of(self, source: str) -> SourceWords:
        """What the plan adds to a source: headers, columns, words of closed columns."""
        return self.sources.get(source, NO_WORDS)

    def target(self, id: str) -> Target:
        """The target with this id."""
        return next(target for target in self.targets if target.id == id)
