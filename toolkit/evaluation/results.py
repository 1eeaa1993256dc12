"""The shape of results. Plain frozen values: computed once, read by every view, changed by none.

Ratios are fractions (0,923 is 92,3%), points and scores are points; all are exact, rounded only when shown.
None means that there is no such figure, never zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Protocol, TypeVar

from ..awards.granted import Commendation
from ..indicators.model import COLUMNS, Causes, FollowUp, Indicator, cells_of
from ..plan.names import short_names
from ..plan.wording import Telling, texts_of
from ..scoring.model import Explanation, ItemScore, Piece, UnitScore
from ..scoring.points import subtotals
from ..units.moves import held_text, moves_to
from ..units.tree import levels_of, parents_below
from ..words.codes import ERROR
from ..words.errors import UNTIED, Finding
from ..words.markup import table_html
from ..words.vocabulary import BLOCKED, INCOMPLETE, MISSING, OFFICIAL, OK, PARTIAL, SCENARIO
from .directives import Directive
from .fields import Fields


class _OfUnit(Protocol):
    @property
    def unit(self) -> str: ...


_Row = TypeVar("_Row", bound=_OfUnit)
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


@dataclass(frozen=True, repr=False)
class Evaluation(Fields):
    """One period, evaluated. The only thing that tables, charts, sentences and reports read. What it holds: ``Fields``."""

    def __repr__(self) -> str:
        """Short, and without anybody in it: a notebook keeps this text where nobody sees it."""
        return f"Evaluation({self._title!r})"

    def _repr_html_(self) -> str:
        """The agency's indicators, for notebooks."""
        own = [each for each in self.indicators if each.unit == self.agency]
        return table_html(f"{self.plan.movement.name}, {self._title}", COLUMNS, [cells_of(each) for each in own])

    @property
    def _title(self) -> str:
        supposed = f"kịch bản “{self.scenario}” (không chính thức), " if self.scenario else ""
        complete = "đủ số liệu" if self.is_complete else "còn số liệu thiếu hoặc không tính được"
        found = f"{len(self.units)} đơn vị, {len(self.findings)} lỗi và cảnh báo"
        return f"{supposed}{self.period.title}: {found}, {complete}"

    @property
    def nature(self) -> str:
        """What it is: ``official``, ``partial`` (official, but some figures are not known) or ``scenario``."""
        return SCENARIO if self.scenario else OFFICIAL if self.is_complete else INCOMPLETE

    @property
    def agency(self) -> str:
        """The id under which the whole agency stands in the tables."""
        return self.plan.movement.agency.id

    @cached_property
    def public(self) -> Evaluation:
        """The same without anybody's name, code, vote or case: what the public edition of the reports is made of."""
        from .editions import public_edition

        return public_edition(self)

    @property
    def as_decided(self) -> Evaluation:
        """The period in its own structure: its scores, ranks and awards are a fact, whatever units there are today."""
        return self.decided or self

    def indicator(self, unit: str, target: str) -> Indicator:
        """The indicator of a unit (or of the agency) for a target. Raises KeyError."""
        return _known(self._by_key, (unit, target), kind="chỉ tiêu")

    def item(self, unit: str, item: str) -> ItemScore:
        """The points of a unit for an item. Raises KeyError."""
        return _known(self._items_by_key, (unit, item), kind="mục")

    def evidence_of(self, unit: str, item: str) -> tuple[Piece, ...]:
        """The pieces of evidence of a unit for an item, over several years of all of them."""
        own = self.pieces.get((unit, item), ())
        return own + tuple(piece for year in self.years for piece in year.pieces.get((unit, item), ()))

    def explanations_of(self, unit: str, item: str) -> tuple[Explanation, ...]:
        """What a unit answered to the marks of an item, over several years in each of them."""
        own = self.explanations.get((unit, item), ())
        return own + tuple(each for year in self.years for each in year.explanations.get((unit, item), ()))

    @property
    def directives(self) -> tuple[Directive, ...]:
        """The documents that directed the movement; over several years those of all of them."""
        return self.own_directives + tuple(each for year in self.years for each in year.own_directives)

    @property
    def granted(self) -> tuple[Commendation, ...]:
        """The commendations granted; over several years those of all of them."""
        return self.own_granted + tuple(each for year in self.years for each in year.own_granted)

    def score(self, unit: str) -> UnitScore:
        """The score of a unit. Raises KeyError."""
        return _known(self._scores_by_unit, unit, kind="đơn vị")

    def holds(self, indicator: Indicator) -> str:
        """Whose rows a unit's indicator holds besides its own, and since when; empty where it holds nobody else's."""
        if indicator.unit == self.agency or indicator.denominator is None:
            return ""
        target, start = self.plan.target(indicator.target), self.period.start
        since = self.years[-1].period.start if self.years and target.is_stock else start
        by_service = any(self.plan.source(name).column("service_id") for name in target.sources)
        return held_text(moves_to(self.moves, indicator.unit, since=since, by_service=by_service))

    @cached_property
    def subtotals(self) -> Mapping[str, tuple[ItemScore, ...]]:
        """Unit → the points of each section of the plan, in its order."""
        return {unit.id: tuple(subtotals(self.plan, self.items_of(unit.id))) for unit in self.units}

    @cached_property
    def has_claims(self) -> bool:
        """Whether any unit has given itself points, or figures of its own, for anything."""
        return any(each.self_points is not None or each.self_blocked for each in self.items)

    def item_share(self, item: str) -> Fraction | None:
        """Of the points that the appraised units could earn for an item, the share that they earned."""
        scored = [each for each in self.items if each.item == item and each.state == OK and each.max_points]
        most = sum((each.max_points or Fraction(0) for each in scored), Fraction(0))
        return sum((each.points or Fraction(0) for each in scored), Fraction(0)) / most if scored else None

    @cached_property
    def standings(self) -> Mapping[tuple[str, int], tuple[Fraction, ...]]:
        """Target and level → the values of the units of the level that have one, from the worst to the best; negative where lower is better."""
        own: dict[tuple[str, int], list[Fraction]] = {}
        lower = {t.id: t.lower_is_better for t in self.plan.targets}
        for each in self.indicators:
            judged = each.goal is not None or self.plan.target(each.target).goal is None
            if each.unit != self.agency and each.state == OK and each.value is not None and judged:
                own.setdefault((each.target, self.levels[each.unit]), []).append(
                    -each.value if lower[each.target](each.goal) else each.value
                )
        return {target: tuple(sorted(values)) for target, values in own.items()}

    @cached_property
    def ranked_scores(self) -> Mapping[str, tuple[tuple[Decimal, str], ...]]:
        """Group → the scores of its units with a rank, from the lowest to the highest, and whose each is."""
        own: dict[str, list[tuple[Decimal, str]]] = {}
        for each in self.scores:
            if each.rank is not None and each.score is not None:
                own.setdefault(each.group, []).append((each.score, each.unit))
        return {group: tuple(sorted(found)) for group, found in own.items()}

    @cached_property
    def levels(self) -> Mapping[str, int]:
        """Unit → its level: 1 where no unit is above it."""
        return levels_of(self.units)

    @cached_property
    def parents(self) -> Mapping[str, tuple[str, ...]]:
        """Each unit that has others below it → all of these."""
        return parents_below(self.units)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Unit → its name, in the order of the units."""
        return {unit.id: unit.name for unit in self.units}

    @cached_property
    def short_names(self) -> Mapping[str, str]:
        """Unit → what prose and pictures call it, in the order of the units."""
        return short_names(self.units)

    @cached_property
    def telling(self) -> Telling:
        """How the texts of the code are told of this plan: in its words, names as they are."""
        return self.plan.telling(text for unit in self.units for text in texts_of(unit))

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """The sources of which it is known who has delivered them."""
        known = {source for _, source in self.deliveries}
        return tuple(name for name in self.plan.every_source if name in known)

    def follow_up_of(self, unit: str) -> tuple[FollowUp, ...]:
        """What one unit still has to do."""
        return self._follow_up_by_unit.get(unit, ())

    def causes_of(self, unit: str, target: str) -> Causes | None:
        """Why cases of a unit (or of the agency) do not count; None where all count, or that is not known."""
        return self._causes_by_key.get((unit, target))

    def items_of(self, unit: str) -> tuple[ItemScore, ...]:
        """The points of one unit."""
        return self._items_by_unit.get(unit, ())

    def findings_of(self, unit: str) -> tuple[Finding, ...]:
        """The findings about which a unit is called; an empty ``unit`` is the office, for whatever is no unit's own."""
        return self._findings_by_unit.get(unit, ())

    def look_up(self) -> None:
        """Find now all that is found once, so that the processes that are forked from this one need not find it again."""
        for name, each in vars(type(self)).items():
            if isinstance(each, cached_property):
                getattr(self, name)
        if not self.hides_people:
            self.public.look_up()

    @cached_property
    def _follow_up_by_unit(self) -> dict[str, tuple[FollowUp, ...]]:
        return by_unit(self.follow_up)

    @cached_property
    def _causes_by_key(self) -> dict[tuple[str, str], Causes]:
        return {(each.unit, each.target): each for each in self.causes}

    @cached_property
    def _items_by_unit(self) -> dict[str, tuple[ItemScore, ...]]:
        return by_unit(self.items)

    @cached_property
    def _findings_by_unit(self) -> dict[str, tuple[Finding, ...]]:
        own = by_unit(self.findings)
        return {"": tuple(f for f in self.findings if f.unit not in self.names)} | {
            unit: own[unit] for unit in self.names if unit in own
        }

    @cached_property
    def _scores_by_unit(self) -> dict[str, UnitScore]:
        return {each.unit: each for each in self.scores}

    @cached_property
    def _by_key(self) -> dict[tuple[str, str], Indicator]:
        return {(each.unit, each.target): each for each in self.indicators}

    @cached_property
    def _items_by_key(self) -> dict[tuple[str, str], ItemScore]:
        return {(each.unit, each.item): each for each in self.items}

    @cached_property
    def is_complete(self) -> bool:
        """Whether every figure could be produced: nothing missing, nothing blocked, no part for the whole, no id that should
        join two files but matches nothing."""
        states = {each.state for each in self.indicators} | {each.state for each in self.items}
        whole = all(year.is_complete for year in self.years) and len(self.years) in (0, len(self.period.years()))
        untied = any(each.code in UNTIED and each.level == ERROR for each in self.findings)
        return whole and not states & {MISSING, BLOCKED, PARTIAL} and not untied

    @cached_property
    def complete_units(self) -> frozenset[str]:
        """The units of which every indicator that was given has a figure or no cases; over several years, in each of them."""
        faulty = {each.unit for each in self.indicators if each.state in (MISSING, BLOCKED, PARTIAL) or each.lacking}
        return frozenset(unit.id for unit in self.units) - faulty


def by_unit(rows: Iterable[_Row]) -> dict[str, tuple[_Row, ...]]:
    """Unit → its rows, in their order."""
    own: dict[str, list[_Row]] = {}
    for each in rows:
        own.setdefault(each.unit, []).append(each)
    return {unit: tuple(found) for unit, found in own.items()}


def source_of(file: str) -> str:
    """The source of a file that an evaluation has read.

    >>> source_of("2024/van_ban__VP.xlsx"), source_of("2024/Van_ban.csv")
    ('van_ban', 'van_ban')
    """
    return file.partition("/")[2].rpartition(".")[0].partition("__")[0].lower()


def _known(known: Mapping[_Key, _Value], key: _Key, *, kind: str) -> _Value:
    """What is known under a key; else a KeyError that names what there is."""
    if key not in known:
        codes = sorted({str(part) for each in known for part in (each if isinstance(each, tuple) else (each,))})
        raise KeyError(f"không có {kind} {key}; các mã: {', '.join(codes)}")
    return known[key]
