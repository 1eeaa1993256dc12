"""The figures of one period: states, numerators, denominators, attainment, what was before, what is left to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from pathlib import Path
from typing import Any

from . import cells
from .lists import BY_SERVICE, AsWas, Lists, Structure
from .periods import Year
from .plan import REPORTED, STOCKS, Plan, Target
from .rows import DATE, NOBODY, STRANGER, Delivery, Row, read_source

OK, NO_CASES, MISSING, NOT_ASSIGNED, BLOCKED, PARTIAL = (
    "ok",
    "no_cases",
    "missing",
    "not_assigned",
    "blocked",
    "partial",
)
KNOWN = (OK, NO_CASES)
DOCUMENTS = ("van_ban", "du_lieu_mo")  # the lists of documents; a dossier of a procedure or a person is none


@dataclass(frozen=True)
class Figure:
    """One target of one unit or of the agency (contract, indicators.csv)."""

    state: str
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    value: Fraction | None = None
    attainment: Fraction | None = None
    met: bool | None = None
    previous: Fraction | None = None
    change: Fraction | None = None
    just_before: Fraction | None = None


@dataclass(frozen=True)
class Gap:
    """How many more cases would meet the goal, and the cases that do not count yet (contract, followup.csv)."""

    gap: Fraction | None
    cases: tuple[str, ...] = ()


@dataclass
class Tally:
    """What the rows of one unit come to; ``unknown`` where some row may or may not count, ``rows`` where it has any."""

    numerator: int = 0
    denominator: int = 0
    unknown: bool = False
    rows: bool = False
    counted: list[str] = field(default_factory=list)
    uncounted: list[str] = field(default_factory=list)


Outcome = tuple[str | None, int, int]  # whose row it is (None: nobody's), in the numerator, in the denominator


@dataclass(frozen=True)
class Counted:
    """The tallies of a target, and whether some row that may count is nobody's."""

    tallies: dict[str, Tally]
    nobodys: bool


class Period:
    """The files of one period, read in the structure of a day."""

    def __init__(self, folder: Path, year: Year, plan: Plan, lists: Lists, *, today: date, name: str = ""):
        self.folder, self.year, self.plan, self.lists = folder / (name or year.name), year, plan, lists
        self.structure: Structure = Structure(lists, today)
        self.beside: Sequence[Period] = ()  # the periods whose folders are read with this one's
        self._read: dict[str, Delivery] = {}
        self._counted: dict[str, Counted] = {}

    def as_was(self) -> Period | None:
        """The same with every unit as it was; None where that is no other view."""
        same = Period(self.folder.parent, self.year, self.plan, self.lists, today=self.year.end, name=self.folder.name)
        same.structure = AsWas(Lists(self.lists.units, ()), self.year.end, self.year.start)
        same.beside = self.beside
        gone = any(each.day <= self.year.end for each in self.lists.transfers)
        return same if gone or same.structure.standing != self.structure.standing else None

    def source(self, name: str) -> Delivery:
        """A source, read once."""
        if name not in self._read:
            self._read[name] = read_source(self.folder, name, self.lists)
        return self._read[name]

    @cached_property
    def secrets(self) -> set[str]:
        """The ids that the list of documents marks as secret, as they are joined."""
        marked = {cells.joined(id) for (id,), rows in self.source("van_ban").things.items() if _is_marked(rows)}
        return {id for id in marked if not id.isdigit()}

    def behind(self, unit: str, source: str) -> tuple[str, ...]:
        """Who owes a delivery of a source for the figure of a unit."""
        return self.structure.behind(unit, source, start=self.year.start, end=self.year.end)

    def silent(
        self, unit: str, source: str, *, has: Callable[[str], bool] | None = None, target: Target | None = None
    ) -> tuple[str, ...]:
        """Who owes a delivery for a unit's figure and has not sent it (decided with issue 17, figures 2).

        What a unit says in a source without dates of its rows is the state at the end, or a report on all that has come
        to it: there it speaks for those who are gone. A unit set up in the period need not speak where all whose rows it
        holds have. A file that still bears the name of one who had gone before the period is its heir's own.
        """
        has = has or self.source(source).delivered
        start, end = self.year.start, self.year.end
        behind = self.behind(unit, source)
        owing = {each for each in behind if each == unit or target is None or target.given_to(each)}
        have = {each for each in owing if has(each)}
        if any(has(each) for each in self.structure.holders(unit, source) - set(behind)):
            have |= {unit} & owing
        silent = owing - have
        if have == {unit} and source not in DATE and all(self.structure.is_gone(each, end) for each in silent):
            return ()
        if silent == {unit} and have and self.structure.is_founded(unit, start, end):
            return ()
        return tuple(sorted(silent))

    def counted(self, target: Target) -> Counted:
        """What the rows of a system come to for a target."""
        if target.id not in self._counted:
            self._counted[target.id] = _count(self, target)
        return self._counted[target.id]

    def courses(self) -> dict[str, dict[Row, None]]:
        """Staff id → what is said of the courses of that person."""
        return {key[0]: rows for key, rows in self.source("tap_huan").things.items()}


# What one row comes to ------------------------------------------------------------------------------------------


def _all(values: Iterable[bool | None]) -> bool | None:
    """All hold: no where one does not, unknown where one is unknown (docs/vi_sao.md: each condition has three values)."""
    seen = list(values)
    return False if False in seen else None if None in seen else True


def _value(row: Row, column: str, target: Target, period: Period) -> Any:
    if column in ("trained_basic", "trained_data"):
        return _trained(period, row.id, column.removeprefix("trained_"))
    value = row.value(column)
    if target.source in STOCKS and isinstance(value, date) and value > period.year.end:
        return None  # contract, Which rows: stocks are the state at the end, a date after it counts as absent
    return value


def _trained(period: Period, staff: str, course: str) -> Any:
    """At least one such course completed by the period's end; a course without a kind or a day is none (DONG-09)."""
    end, possible = period.year.end, False
    for row in period.courses().get(cells.joined(staff), ()):
        kind, day = row.value("course"), row.value("completed_at")
        if kind is None or day is None or kind not in (course, cells.UNKNOWN):
            continue
        if kind == course and day is not cells.UNKNOWN and day <= end:
            return True
        possible |= day is cells.UNKNOWN or day <= end
    return cells.UNKNOWN if possible else False


def _holds(row: Row, conditions: dict[str, tuple], target: Target, period: Period) -> bool | None:
    yes_no = ("online_result", "identified", "electronic", "signed", "required")
    return _all(
        cells.holds(_value(row, column, target, period), allowed, yes_or_no=column in yes_no)
        for column, allowed in conditions.items()
    )


def _in_period(row: Row, target: Target, period: Period) -> bool | None:
    """Contract, Which rows: a flow by its date, staff by who is on strength, another stock always."""
    if target.source == "can_bo":
        return on_strength(row, period.year.end)
    column = target.date or DATE.get(target.source)
    if column is None:
        return True
    day = row.value(column)
    if day is cells.UNKNOWN:
        return None
    return day is not None and period.year.start <= day <= period.year.end


def on_strength(row: Row, end: date) -> bool | None:
    """Joined by the end, and left later or not at all. The contract lets only the day of leaving be empty."""
    joined, left = row.value("joined_at"), row.value("left_at")
    return _all(
        (
            None if joined in (None, cells.UNKNOWN) else joined <= end,
            None if left is cells.UNKNOWN else left is None or left > end,
        )
    )


def receivers(row: Row, source: str, structure: Structure) -> set[str | None]:
    """Who may hold a row on the day: one, unless the service that decides is not known (kind 23)."""
    if row.unit in (NOBODY, STRANGER):
        return {None}
    service = row.value("service_id")
    if source in BY_SERVICE and service not in (None, "", cells.UNKNOWN):
        return {structure.receiver(row.unit, service)}
    return {structure.receiver(row.unit, part) for part in structure.parts(row.unit, source)}


def _outcomes(row: Row, target: Target, period: Period) -> set[Outcome]:
    known = None if row.value("secrecy") is cells.LACKING else True
    inside = _all((_in_period(row, target, period), _holds(row, target.population, target, period), known))
    success = _holds(row, target.success, target, period)
    found = {(0, 0)} if inside is not True else set()
    if inside is not False:
        found |= {(int(hit), 1) for hit in (True, False) if success in (hit, None)}
    return {(unit, *each) for unit in receivers(row, target.source, period.structure) for each in found}


def _is_marked(rows: Iterable[Row]) -> bool:
    return any(row.value("secrecy") not in (None, "none", cells.LACKING) for row in rows)


def _is_secret(id: str, rows: Iterable[Row], target: Target, period: Period) -> bool:
    """Issue 17, figures 6: a document that any row of any list marks secret is secret, and counts in neither part.

    A bare number is that of a row in its own list, and names no document in another one.
    """
    return _is_marked(rows) or (target.source in DOCUMENTS and cells.joined(id) in period.secrets)


def _count(period: Period, target: Target) -> Counted:
    """Rows: identical ones count once; the same id with different content blocks the figures that it touches."""
    tallies = {unit: Tally() for unit in period.structure.standing}
    counted = Counted(tallies, False)
    for key, rows in period.source(target.source).things.items():
        if _is_secret(key[0], rows, target, period):
            continue
        outcomes = set().union(*(_outcomes(row, target, period) for row in rows))
        nobodys = any(unit is None and denominator for unit, _, denominator in outcomes)
        counted = replace(counted, nobodys=counted.nobodys or nobodys)
        for unit in {unit for unit, _, _ in outcomes} - {None}:
            tallies[unit].rows = True
            possible = {each[1:] if each[0] == unit else (0, 0) for each in outcomes}
            if len(rows) > 1 and any(denominator for _, denominator in possible):
                tallies[unit].unknown = True
            _add(tallies[unit], key[0], possible)
    return counted


def _add(tally: Tally, id: str, possible: set[tuple[int, int]]) -> None:
    if len(possible) > 1:
        tally.unknown = True
        return
    ((numerator, denominator),) = possible
    tally.numerator += numerator
    tally.denominator += denominator
    if denominator:
        (tally.counted if numerator else tally.uncounted).append(id)


# What lies in another folder ---------------------------------------------------------------------------------


def lying_elsewhere(period: Period, target: Target) -> set[str | None]:
    """Whose rows of the period lie in another folder, of which the period's own has no id (None: nobody's).

    Issue 17, figures 13: a period of which part lies in another folder's file is not the whole. A target is touched by the
    rows that its own date places in the period and that it takes or may take, whatever another date says.
    """
    own = period.source(target.source).things
    return {
        unit
        for other in period.beside
        for key, rows in other.source(target.source).things.items()
        if key not in own and not _is_secret(key[0], rows, target, period)
        for row in rows
        if target.source in DATE
        and _in_period(row, target, period) is True
        and _holds(row, target.population, target, period) is not False
        for unit in receivers(row, target.source, period.structure)
        if unit is None or given(period, unit, target)
    }


# What a unit reports itself -------------------------------------------------------------------------------------


def reported(period: Period, unit: str, target: Target) -> Figure:
    """One unit's own row: counts where the goal is a percentage, any numbers otherwise (contract, Rows)."""
    rows = list(period.source(REPORTED).things.get((unit, cells.joined(target.id)), ()))
    if len(rows) != 1:
        return Figure(BLOCKED if rows else MISSING)
    numerator, denominator = rows[0].value("numerator"), rows[0].value("denominator")
    if numerator is None and denominator is None:
        return Figure(MISSING)
    if None in (numerator, denominator) or cells.UNKNOWN in (numerator, denominator):
        return Figure(BLOCKED)
    whole = numerator.denominator == denominator.denominator == 1
    if numerator < 0 or denominator < 0 or (target.percent and (numerator > denominator or not whole)):
        return Figure(BLOCKED)
    if denominator == 0:
        return Figure(BLOCKED) if numerator else Figure(NO_CASES, Fraction(0), Fraction(0))
    return Figure(OK, numerator, denominator)


def report(period: Period, unit: str, target: Target) -> Figure:
    """What was reported of a unit: missing while somebody behind it is silent, else the sum of what came."""
    holders = sorted(period.structure.holders(unit, REPORTED))
    came = {each: reported(period, each, target) for each in holders}
    if period.silent(unit, REPORTED, has=lambda each: came[each].state != MISSING, target=target):
        return Figure(BLOCKED if any(each.state == BLOCKED for each in came.values()) else MISSING)
    told = [each for each in came.values() if each.state != MISSING]
    return summed(told) if told else Figure(MISSING)


def summed(figures: Sequence[Figure]) -> Figure:
    """Ratio of sums; what is missing or blocked in a part is so in the whole (issue 17, figures 2)."""
    for state in (BLOCKED, MISSING):
        if any(each.state == state for each in figures):
            return Figure(state)
    numerator = sum((each.numerator for each in figures), Fraction(0))
    denominator = sum((each.denominator for each in figures), Fraction(0))
    return Figure(OK if denominator else NO_CASES, numerator, denominator)


# A unit's figure ------------------------------------------------------------------------------------------------


def given(period: Period, unit: str, target: Target) -> bool:
    """Whether a unit answers for a target: the plan gives it to the unit, or to one whose rows the unit holds (kind 11)."""
    if target.goal(period.year.number) is None:
        return False
    structure = period.structure
    return target.given_to(unit) or any(
        target.given_to(other.id)
        and any(structure.receiver(other.id, part) == unit for part in structure.parts(other.id, target.source))
        for other in period.lists.units
    )


def _raw(period: Period, unit: str, target: Target) -> Figure:
    """State, numerator and denominator of a unit that answers for a target.

    Contract, plan: with ``fallback`` a unit of which the system has no file has the figure that it reports itself.
    """
    figure = _of_source(period, unit, target)
    if figure.state == MISSING and target.falls_back:
        return report(period, unit, target)
    return figure


def _of_source(period: Period, unit: str, target: Target) -> Figure:
    """The same from the plan's source alone."""
    owing = period.behind(unit, target.source)
    if not owing:
        return Figure(NOT_ASSIGNED)  # it did not exist yet, or any more, and stands for nobody who did
    if target.source == REPORTED:
        return report(period, unit, target)
    sources = [target.source] + (["tap_huan"] if _needs_training(target) else [])
    holders = period.structure.holders(unit, target.source)
    if any(period.source(source).refused & {None, *holders} for source in sources):
        return Figure(BLOCKED)
    if any(period.silent(unit, source, target=target) for source in sources):
        return Figure(MISSING)
    counted = period.counted(target)
    tally = counted.tallies[unit]
    elsewhere = lying_elsewhere(period, target)
    if unit in elsewhere:
        return Figure(BLOCKED)
    unplaced = None in elsewhere or (counted.nobodys and period.source(target.source).may_be_of(holders))
    if tally.unknown or (unplaced and not tally.rows):
        return Figure(
            BLOCKED
        )  # docs/vi_sao.md: while a row bears no unit, nobody can say of a unit without rows that it had no case
    return Figure(OK if tally.denominator else NO_CASES, Fraction(tally.numerator), Fraction(tally.denominator))


def _needs_training(target: Target) -> bool:
    return any(column.startswith("trained_") for column in (*target.population, *target.success))


def _agency(period: Period, target: Target, own: Sequence[Figure]) -> Figure:
    """The sum of those who delivered, unless rows of nobody may be missing from it."""
    whole = _together(own)
    return Figure(BLOCKED) if whole.state != NOT_ASSIGNED and _has_nobodys(period, target) else whole


def _together(own: Sequence[Figure]) -> Figure:
    """The sum of those who delivered; partial while somebody is missing or blocked (decision 1)."""
    answering = [each for each in own if each.state != NOT_ASSIGNED]
    if not answering:
        return Figure(NOT_ASSIGNED)
    known = [each for each in answering if each.state in KNOWN]
    counts = any(each.state == OK for each in known)  # a part without a single case is no figure
    if len(known) < len(answering) and not counts:
        return Figure(BLOCKED if any(each.state == BLOCKED for each in answering) else MISSING)
    whole = summed(known)
    return whole if len(known) == len(answering) else replace(whole, state=PARTIAL)


def _has_nobodys(period: Period, target: Target) -> bool:
    """docs/vi_sao.md: rows of nobody may be missing from the sum of the agency, whose figure is then not known."""
    if target.source != REPORTED:
        return period.counted(target).nobodys or None in lying_elsewhere(period, target)
    return any(
        id == cells.joined(target.id)
        and (unit in (NOBODY, STRANGER) or period.structure.receiver(unit) is None)
        and reported(period, unit, target).state != NO_CASES  # nothing of nothing adds nothing
        for unit, id in period.source(REPORTED).things
    )


def judged(figure: Figure, target: Target, goal: Fraction | None, *, cap: Fraction) -> Figure:
    """Value, attainment between 0 and the cap, and whether the goal is met (contract, plan: floor)."""
    if figure.state not in (OK, PARTIAL) or not figure.denominator:
        return figure
    value = figure.numerator / figure.denominator
    if figure.state == PARTIAL:
        return replace(figure, value=value)
    attainment = min(max((value - target.floor) / (goal - target.floor), Fraction(0)), cap)
    met = value >= goal if goal > target.floor else value <= goal
    return replace(figure, value=value, attainment=attainment, met=met)


def figures_of(period: Period) -> dict[tuple[str, str], Figure]:
    """(unit, target) → its figure, the agency's rows under its own id; nothing compared yet."""
    found: dict[tuple[str, str], Figure] = {}
    for target in period.plan.targets:
        goal = target.goal(period.year.number)
        parts = {unit: _own(period, unit, target) for unit in period.structure.standing}
        made = {unit: _of_unit(period, unit, target, parts) for unit in parts}
        made[period.plan.agency] = _agency(period, target, list(parts.values()))
        found |= {(u, target.id): judged(each, target, goal, cap=period.plan.cap) for u, each in made.items()}
    return among_the_others(period, found)


def _own(period: Period, unit: str, target: Target) -> Figure:
    """What a unit has by itself of a target that is given to it or to a unit above it (docs/ke_hoach.md, Đơn vị nhiều cấp).

    Who has others below it owes nothing of its own.
    """
    if not any(given(period, each, target) for each in (unit, *period.structure.above(unit))):
        return Figure(NOT_ASSIGNED)
    figure = _raw(period, unit, target)
    silent = figure.state == MISSING and unit in period.structure.below
    return Figure(NOT_ASSIGNED) if silent else figure


def _of_unit(period: Period, unit: str, target: Target, parts: dict[str, Figure]) -> Figure:
    """A unit's figure: its own; of one that has others below it the total of all of them and its own."""
    below = period.structure.below.get(unit)
    if below:
        return _together([parts[each] for each in (unit, *below)])
    return parts[unit] if given(period, unit, target) else Figure(NOT_ASSIGNED)


def among_the_others(period: Period, figures: dict[tuple[str, str], Figure]) -> dict[tuple[str, str], Figure]:
    """The figures with the attainment of targets that are compared among units (``normalise``): of those of one level that
    have a figure. The agency is no unit among others."""
    made, structure = dict(figures), period.structure
    for target in (each for each in period.plan.targets if each.normalise != "goal"):
        made[period.plan.agency, target.id] = replace(figures[period.plan.agency, target.id], attainment=None)
        own = {unit: figures[unit, target.id] for unit in structure.standing}
        for unit, figure in own.items():
            level = len(structure.above(unit))
            values = [f.value for u, f in own.items() if f.state == OK and len(structure.above(u)) == level]
            share = _among(figure.value, values, target) if figure.state == OK else None
            made[unit, target.id] = replace(figure, attainment=share)
    return made


def _among(value: Fraction, values: Sequence[Fraction], target: Target) -> Fraction:
    """``min_max``: the worst is 0, the best 1. ``max``: the part of the best; where lower is better the best of the part."""
    lower = max(target.goals.values()) < target.floor
    best, worst = (min(values), max(values)) if lower else (max(values), min(values))
    if value == best:
        return Fraction(1)
    if target.normalise == "min_max":
        return (value - worst) / (best - worst)
    return Fraction(0) if best <= 0 else best / value if lower else value / best


def compared(
    now: dict[tuple[str, str], Figure],
    before: dict[tuple[str, str], Figure] | None,
    just_before: dict[tuple[str, str], Figure] | None = None,
) -> dict[tuple[str, str], Figure]:
    """A previous value is computed in today's structure; a part of the whole is not compared (decision 1)."""
    made = {}
    for key, figure in now.items():
        previous, last = (each[key].value if each and each[key].state == OK else None for each in (before, just_before))
        both = previous is not None and figure.state == OK
        change = figure.value - previous if both else None
        made[key] = replace(figure, previous=previous, change=change, just_before=last)
    return made


def gaps_of(period: Period, figures: dict[tuple[str, str], Figure]) -> dict[tuple[str, str], Gap]:
    """(unit, target) → what is left to do, for every target that is given to a unit."""
    return {
        (unit, target.id): _gap(period, unit, target, figures[unit, target.id])
        for target in period.plan.targets
        for unit in period.structure.standing
        if figures[unit, target.id].state != NOT_ASSIGNED
    }


def _gap(period: Period, unit: str, target: Target, figure: Figure) -> Gap:
    if figure.state != OK:
        return Gap(None)
    goal = target.goal(period.year.number)
    lower = goal < target.floor
    counts = target.source != REPORTED or target.percent  # kind 22: what is counted, not how the number is written
    up: Callable[[Fraction], Any] = ceil if counts else Fraction
    down: Callable[[Fraction], Any] = floor if counts else Fraction
    needed = goal * figure.denominator
    gap = figure.numerator - down(needed) if lower else up(needed) - figure.numerator
    if target.source == REPORTED or _of_source(period, unit, target).state == MISSING and not period.structure.below:
        return Gap(max(Fraction(0), Fraction(gap)))  # a report names no cases
    return Gap(max(Fraction(0), Fraction(gap)), tuple(sorted(_cases(period, unit, target, lower=lower))))


def _cases(period: Period, unit: str, target: Target, *, lower: bool) -> Iterable[str]:
    """The cases that keep a figure from its goal: of a unit that has others below it, those of all whose rows are in it."""
    for each in (unit, *period.structure.below.get(unit, ())):
        if _own(period, each, target).state != NOT_ASSIGNED:
            tally = period.counted(target).tallies[each]
            yield from tally.counted if lower else tally.uncounted
