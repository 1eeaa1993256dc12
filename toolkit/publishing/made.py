"""The periods that lie in an output folder: their records, their indicators, their scores."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path

from ..indicators.model import Indicator
from ..periods import Period, parse_period
from ..plan import Amount, Plan, Target
from ..words.errors import UsageError
from ..words.vocabulary import NO_CASES, NOT_ASSIGNED, OK, PARTIAL
from .record import RECORD, RunRecord

Rows = Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class Standing:
    """What a unit came to in a period: its score and rank, None where it has none, and the group in which it is ranked."""

    unit: str
    group: str
    score: Decimal | None
    rank: int | None


@dataclass(frozen=True)
class Made:
    """A period in the output folder: its record, the rows of its ``indicators.csv``, where its units stand."""

    period: Period
    record: RunRecord
    rows: Rows
    standings: tuple[Standing, ...] = ()

    @property
    def title(self) -> str:
        """The period, as a title begins."""
        return self.period.title[0].upper() + self.period.title[1:]

    def shown(self, name: str) -> str:
        """Where the file lies that people read: their own where somebody has changed it."""
        return name if name in self.record.edited else self.record.places.get(name, name)

    def mark(self, name: str) -> str:
        """What is to be minded of a file, after its title."""
        marks = ["đã có người sửa"] if name in self.record.edited else []
        if not marks and self.record.places.get(name) in self.record.stale:
            marks.append("đã cũ so với số liệu")
        marks += ["được giữ nguyên"] if self.record.is_kept(name) else []
        return f" – {', '.join(marks)}" if marks else ""

    def indicator(self, unit: str, target: Target) -> Indicator | None:
        """An indicator as the file has it; None where it has none."""
        row = next((row for row in self.rows if (row["unit"], row["target"]) == (unit, target.id)), None)
        if row is None:
            return None
        over, under = (Fraction(row[name]) if row[name] else None for name in ("numerator", "denominator"))
        value = over / under if row["status"] in (OK, PARTIAL) and over is not None and under else None
        met, goal = row["met"] == "true" if row["met"] else None, target.goal_in(self.period)
        if goal is None and row["goal"]:  # it rests on a year before, or on the unit
            percent = target.in_percent(self.period)
            goal = Amount(value=Fraction(row["goal"]), percent=percent, unit=target.unit_of_measure)
        reporting = int(row["source"] != "; ".join(target.sources))
        found = Indicator(
            unit, target.id, row["status"], over, under, value=value, goal=goal, met=met, reporting=reporting
        )
        if found.state != PARTIAL or self.period.is_range:  # which years lack a unit, the file does not say
            return found
        states = [each["status"] for each in self.rows if each["target"] == target.id and each["unit"] != unit]
        expected = len(states) - states.count(NOT_ASSIGNED)
        return replace(found, delivered=states.count(OK) + states.count(NO_CASES), expected=expected)


def made_in(plan: Plan, out: Path) -> list[Made]:
    """The periods that have a record in a folder, in order, ranges last. One whose files cannot be read is passed over."""
    return sorted(_read(plan, out), key=lambda each: (each.period.is_range, each.period))


def _read(plan: Plan, out: Path) -> Iterator[Made]:
    for path in out.glob(f"*/{RECORD}"):
        try:
            record = RunRecord.read(path.parent)
            period = parse_period(path.parent.name, named=plan.named_periods)
            if record is None:
                continue
            rows, scores = (_table(path.parent / record.places[f"{name}.csv"]) for name in ("indicators", "scores"))
            standings = tuple(_standing(row) for row in scores)
        except (UsageError, ValueError, OSError, KeyError, InvalidOperation):
            continue
        yield Made(period, record, rows, standings)


def _table(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _standing(row: Mapping[str, str]) -> Standing:
    score, rank = row["score"], row["rank"]
    return Standing(row["unit"], row["group"], Decimal(score) if score else None, int(rank) if rank else None)
