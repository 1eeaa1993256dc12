"""Illustrative rows of any source, made from what a plan declares: columns, dates, and the conditions that count it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from ..periods import Period
from ..plan import Plan, Target
from ..plan.amounts import Amount
from ..plan.blocks import DEDUCT
from ..plan.measures import COUNT, DISTINCT, MEAN, MEDIAN, SUM, Part
from ..units.model import Unit
from ..words.vocabulary import Column, Source
from .dice import Dice, reached
from .fulfilling import Cells, Row

_GROWTH = 0.12  # a year, of what is added up


class Asked(NamedTuple):
    """What is wanted of a source: by which plan, in which period, of which units and how strong they are."""

    plan: Plan
    period: Period
    units: Sequence[Unit]
    strength: dict[str, float]
    rows: int
    seed: int


def rows_of(source: Source, asked: Asked) -> Iterator[Cells]:
    """The rows of a source, unit by unit."""
    dice = Dice(asked.seed, source.name, asked.period.id)
    parts = asked.plan.counting(source.name)
    number = 0
    for unit in asked.units:
        own = [part for part in parts if not isinstance(part, Target) or part.assigned_to(unit.id)]
        if parts and not own:
            continue
        count = _count(own, unit, asked, dice)
        for _ in range(count):
            number += 1
            cells = {c.name: _usual(c, source, asked, dice, number=number) for c in source.columns}
            cells["unit"] = unit.id
            _set_days(cells, source, asked.period, dice)
            for part in sorted(own, key=lambda each: _goal(each, asked, unit) is not None):  # a goal has the last word
                _set_numbers(cells, part, asked, unit, dice, count=count)
            row = Row(cells, source, asked.period, dice)
            for part in own:
                row.fulfil(part.population)
                good = dice.chance(_share(part, asked, unit, dice))
                (row.fulfil if good else row.fail)(part.success)
            yield row.cells


def _goal(part: Any, asked: Asked, unit: Unit) -> Amount | None:
    """The goal of a target for a unit; none of a side of a ratio."""
    return part.goal_for(asked.period, unit.value, earlier=None) if isinstance(part, Target) else None


def _share(part: Target | Part, asked: Asked, unit: Unit, dice: Dice) -> float:
    goal = _goal(part, asked, unit)
    wanted = float(goal.value) if goal and goal.percent else 0.85
    return reached(wanted, asked.strength[unit.id], dice)


def _count(parts: Sequence[Target | Part], unit: Unit, asked: Asked, dice: Dice) -> int:
    """How many rows a unit has: about the goal of a count, few of what takes points off, else its share of all."""
    usual = max(4, asked.rows // max(len(asked.units), 1))
    for part in parts:
        if isinstance(part, Target) and part.rule == DEDUCT:
            return dice.between(0, round(3 * (1 - asked.strength[unit.id])))
        goal = _goal(part, asked, unit)
        if part.measure.kind in (COUNT, DISTINCT) and goal and not goal.percent:
            return max(1, round(reached(float(goal.value), asked.strength[unit.id], dice)))
        if part.id.endswith("/of"):
            return max(1, round(usual * (0.7 + 0.3 * asked.strength[unit.id])))
    return usual


def _usual(column: Column, source: Source, asked: Asked, dice: Dice, *, number: int) -> Any:
    if column.type == "id":
        letters = "".join(word[0] for word in source.name.split("_")).upper()
        people = dice.between(1, max(2, asked.rows))
        return f"{letters}-{asked.period.id}-{number:05}" if column.name in source.key else f"{letters}-N{people:05}"
    if column.type == "yes_no":
        return dice.chance(0.7)
    if column.type == "choice":
        is_open = column.name == source.secrecy and "none" in column.values and dice.chance(0.97)
        return "none" if is_open else dice.pick(list(column.values))
    if column.type == "number":
        return dice.between(1, 10)
    return None if column.type in ("date", "unit") else f"{column.header} minh họa {number}"


def _set_days(cells: Cells, source: Source, period: Period, dice: Dice) -> None:
    """Days in the order of the columns, all of them within the period; of a stock before its end."""
    columns = [column.name for column in source.columns if column.type == "date"]
    if source.strength:
        since, until = source.strength
        cells[since] = period.start - timedelta(dice.between(30, 3000))
        cells[until] = period.end - timedelta(dice.between(1, 20)) if dice.chance(0.04) else None
        columns = [name for name in columns if name not in source.strength]
    length = (period.end - period.start).days
    room = min(25, length // 2)
    day = period.start + timedelta(dice.between(0, length - room))
    at = columns.index(source.date) if source.date in columns else 0
    for n, name in enumerate(columns):
        cells[name] = day + timedelta((n - at) * dice.between(1, 6)) if n != at else day


def _set_numbers(cells: Cells, part: Target | Part, asked: Asked, unit: Unit, dice: Dice, *, count: int) -> None:
    """Numbers whose sum, or mean, comes near the goal."""
    if part.measure.kind not in (SUM, MEAN, MEDIAN):
        return
    goal, strength = _goal(part, asked, unit), asked.strength[unit.id]
    (column,) = part.measure.columns
    value, spread = reached(float(goal.value) if goal else 10.0 * count, strength, dice), 0.08
    if part.measure.kind == SUM:
        years = asked.period.start.year - asked.plan.movement.start.year
        value, spread = value / count * (1 + _GROWTH * years * (0.5 + strength)), 0.3
    cells[column] = round(value * dice.real(1 - spread, 1 + spread), 1)
