"""The models of the plan file, each of its parts checked by itself; ``checks`` says what they say of each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Annotated

from pydantic import Field, model_validator

from ..periods import Period, parse_period
from ..words.formatting import fold, number
from ..words.markup import table_html
from ..words.vocabulary import UNIT_LIST, Source
from .agency import standing_on
from .awards import Award
from .blocks import Block
from .calendar import Calendar, calendar_faults, counts_working_days, with_calendar
from .faults import refuse
from .goals import GoalBy
from .grading import Scoring
from .items import Item
from .measures import Part
from .movement import Movement, NamedPeriod
from .names import short_names
from .outline import PARTS, Outline
from .requirements import ORDERS
from .sections import Section, Standing, TargetId, standings
from .source_words import NO_WORDS, Sources, SourceWords
from .standard import REPORTED, SOURCES
from .targets import Target
from .wording import AS_WRITTEN, STANDARD, Form, Telling, Words, telling, texts_of


class Plan(Block):
    """A whole plan. Frozen: two evaluations of one plan cannot differ by it."""

    movement: Movement
    targets: tuple[Target, ...] = ()
    contents: tuple[Item, ...] = ()
    actions: tuple[Item, ...] = ()
    sections: tuple[Section, ...] = ()
    scoring: Scoring
    awards: tuple[Award, ...] = ()
    sources: Sources = {}
    periods: tuple[NamedPeriod, ...] = ()
    holidays: Annotated[tuple[date, ...], Field(max_length=400)] = ()
    workdays: Annotated[tuple[date, ...], Field(max_length=400)] = ()
    words: Words = Words()
    form: Form = "nd30"
    report: Outline = Outline()

    def on(self, day: date) -> Plan:
        """The plan as it stands on a day, with the agency in force on it."""
        agencies = standing_on(self.movement.agencies, day)
        if agencies is self.movement.agencies:
            return self
        return self.model_copy(update={"movement": self.movement.model_copy(update={"agencies": agencies})})

    @property
    def named_periods(self) -> tuple[Period, ...]:
        """The periods of its own, each compared with the one before it in the list."""
        made: list[Period] = []
        for each in self.periods:
            made.append(Period(each.from_, each.to, each.id, each.name, made[-1] if made else None))
        return tuple(made)

    @property
    def first_period(self) -> Period:
        """The first period that one evaluates: the year in which the movement begins, or one of its own that no year holds."""
        over = (each for each in self.named_periods if each.start.year < each.end.year)
        return next(over, parse_period(self.movement.start.year))

    @property
    def items(self) -> tuple[Target | Item, ...]:
        """Everything that earns points, in the plan's order."""
        known = {target.id: target for target in self.targets}
        leaves = [leaf for section in self.sections for leaf in section.leaves()]
        within = {leaf.id for leaf in leaves}
        apart = [target for target in self.targets if target.id not in within]
        inside = [leaf if isinstance(leaf, Item) else known[leaf.id] for leaf in leaves]
        return (*apart, *self.contents, *self.actions, *inside)

    @property
    def noun(self) -> str:
        """What its targets are called where they are counted: a chỉ tiêu may have parts (``of``), which are measured apart."""
        return "mức đo" if any(target.of for target in self.targets) else "chỉ tiêu"

    @property
    def aimed(self) -> tuple[Target, ...]:
        """The targets that are attained as far as their goal is reached: pictures are drawn of these."""
        return tuple(target for target in self.targets if target.goal is not None and target.normalise == "goal")

    @property
    def appraised(self) -> tuple[Item, ...]:
        """The items that people appraise, in the plan's order."""
        leaves = (leaf for section in self.sections for leaf in section.leaves())
        return (*self.contents, *self.actions, *(leaf for leaf in leaves if isinstance(leaf, Item)))

    def appraised_in(self, year: int) -> tuple[Item, ...]:
        """The items that people appraise in a year."""
        return tuple(item for item in self.appraised if item.is_asked(year))

    @property
    def asked_of_people(self) -> tuple[str, ...]:
        """The columns of yes and no of the staff list that awards ask for, each once."""
        required = [each.column for award in self.awards for each in award.requires if each.column]
        ordered = [name for award in self.awards for name in award.order if name not in ORDERS]
        return tuple(dict.fromkeys((*required, *ordered)))

    @property
    def awards_above(self) -> tuple[Award, ...]:
        """The awards that the agency itself submits, to who stands above it."""
        agencies = {fold(each.name) for each in self.movement.every_agency}
        return tuple(award for award in self.awards if fold(award.submitted_by) in agencies)

    @property
    def nominated(self) -> tuple[Award, ...]:
        """The awards for which somebody is to be nominated: not prizes by rank, nor those to the rows of a source."""
        return tuple(award for award in self.awards if not award.by and not award.source)

    @property
    def standings(self) -> Mapping[str, Standing]:
        """Where everything in the sections stands, by its id."""
        return standings(self.sections)

    def _repr_html_(self) -> str:
        rows = ((i.id, i.name, number(i.points)) for i in self.items)
        return table_html(self.movement.name, ("Mã", "Chỉ tiêu, nội dung, biện pháp", "Điểm chuẩn"), rows)

    @model_validator(mode="after")
    def _targets_of_sections(self) -> Plan:
        """The targets in sections are targets as the others are; the sections keep their ids."""
        leaves = [leaf for section in self.sections for leaf in section.leaves()]
        if found := tuple(leaf for leaf in leaves if isinstance(leaf, Target)):
            object.__setattr__(self, "targets", (*self.targets, *found))
            kept = tuple(
                section.mapped(lambda leaf: TargetId(id=leaf.id) if isinstance(leaf, Target) else leaf)
                for section in self.sections
            )
            object.__setattr__(self, "sections", kept)
        if not self.items:
            refuse([((), "thiếu targets: kế hoạch chưa có chỉ tiêu nào (hoặc sections: các phần có tiêu chí)")])
        return self

    @model_validator(mode="after")
    def _working_days(self) -> Plan:
        """Conditions that count working days know the plan's."""
        refuse(calendar_faults(self.holidays, self.workdays))
        if any(map(counts_working_days, self.targets)):
            object.__setattr__(self, "targets", tuple(self.timed(target) for target in self.targets))
        return self

    def timed(self, target: Target) -> Target:
        """A target whose conditions know the plan's working days."""
        blocks = {name: with_calendar(getattr(target, name), self.calendar) for name in ("population", "success")}
        parts = tuple(
            replace(
                part,
                population=with_calendar(part.population, self.calendar),
                success=with_calendar(part.success, self.calendar),
            )
            for part in target.measure.parts
        )
        return target.model_copy(update={**blocks, "measure": replace(target.measure, parts=parts)})

    @property
    def calendar(self) -> Calendar:
        """The working days."""
        return Calendar(self.holidays, self.workdays)

    @model_validator(mode="after")
    def _natures(self) -> Plan:
        """What counts a source of the plan's own is a flow where that has a date, else a stock."""
        known = self.every_source  # one that is misspelt is told of elsewhere
        for target in self.targets:
            if target.nature is None:
                dated = any(known[name].date for name in target.sources if name in known)
                summed = target.measure.is_summed and dated
                object.__setattr__(target, "nature", "flow" if summed else "stock")
        return self

    def is_state(self, target: Target) -> bool:
        """Whether a target is the state at the period's end, which work can still change. What cannot be added up over the
        years, such as a median, is counted as a stock, but of rows with days it is over with its period."""
        return target.is_stock and not any(self.source(name).date for name in target.sources)

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

    def award(self, id: str) -> Award:
        """The award with this id."""
        return next(award for award in self.awards if award.id == id)

    @property
    def short_names(self) -> Mapping[str, str]:
        """Item → what prose and pictures call it."""
        return short_names(self.items)

    @property
    def _names(self) -> Iterator[str]:
        """Every text of its own; the standard titles of a report's parts are none."""
        standard = frozenset(PARTS.values())
        return (text for text in texts_of(self) if text not in standard)

    def telling(self, names: Iterable[str] = ()) -> Telling:
        """How the texts of the code are told in the plan's words; its own texts and ``names`` stay as they are."""
        return AS_WRITTEN if self.words == STANDARD else telling(self.words, (*self._names, *names))

    def target(self, id: str) -> Target:
        """The target with this id."""
        return next(target for target in self.targets if target.id == id)
