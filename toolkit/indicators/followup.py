"""Follow-up (đôn đốc): how many more cases would meet a goal, and which cases do not count yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

import narwhals as nw

from ..periods import Period
from ..plan import Plan, Target
from ..plan.measures import COUNT, DISTINCT, SHARE, SUM
from ..sources import SourceData
from ..units.model import Unit
from ..units.tree import parents_below
from ..words.vocabulary import NOT_ASSIGNED, OK
from .causes import Cases, ids_named
from .model import FollowUp, Indicator
from .predicates import day_after, within
from .wholes import given_in_totals


def follow_up(
    plan: Plan, *, units: Sequence[Unit], indicators: Mapping[tuple[str, str], Indicator], cases: Cases
) -> list[FollowUp]:
    """What each unit still has to do for each target it was given, in the order of units and targets."""
    found, named, below = [], ids_named(len(units)), parents_below(units)
    given = {target.id: given_in_totals(target, units, below=below) for target in plan.targets}
    for unit in units:
        for target in plan.targets:
            each = indicators[unit.id, target.id]
            if each.state != NOT_ASSIGNED:
                known = each.state == OK
                inside = (unit.id, *below.get(unit.id, ())) if known else ()
                members = [each for each in inside if each in given[target.id]]
                # What a unit reports itself names no cases; a file that came all the same is not what its figure counts.
                members = [m for m in members if not indicators[m, target.id].from_unit]
                own = [missed for member in members for missed in cases.get((member, target.id), ())]
                ids = sorted((id, missed.marks) for missed in own for id in missed.ids)[:named]
                gap, count = gap_of(each, target) if known else None, sum(missed.cases for missed in own)
                found.append(FollowUp(unit.id, target.id, gap, count, *case_columns(ids)))
    return found


def case_columns(cases: Sequence[tuple[str, str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of cases, and their marks."""
    return tuple(id for id, _ in cases), tuple(marks for _, marks in cases)


def gap_of(indicator: Indicator, target: Target) -> Fraction | None:
    """How much the numerator must still change to meet the goal with the denominator as it is; 0 where it is met. Of a
    mean, a median, a formula it is how much the value itself must.

    Cases are whole, so their gap is rounded up: 80% of 101 cases are met by 81. Where lower is better it is how much the
    numerator must fall. None where there is no goal.

    >>> from toolkit.plan import Target
    >>> t = Target(id="T", name="T", goal="80%", source="van_ban", success={"signed": True}, points=1)
    >>> gap_of(Indicator("A", "T", OK, Fraction(60), Fraction(101), goal=t.goal), t)
    Fraction(21, 1)
    """
    if indicator.goal is None:
        return None
    assert indicator.numerator is not None and indicator.denominator is not None
    counts = target.measure.kind in (SHARE, COUNT, SUM, DISTINCT)
    whole = target.measure.kind in (COUNT, DISTINCT) or target.is_share and indicator.goal.percent
    reached, size = (indicator.numerator, indicator.denominator) if counts else (indicator.value or Fraction(0), 1)
    wanted = indicator.goal.value * size
    if not target.lower_is_better(indicator.goal):
        gap = (Fraction(-(-wanted // 1)) if whole else wanted) - reached
    else:
        gap = reached - (Fraction(wanted // 1) if whole else wanted)
    return max(gap, Fraction(0))


def latest_days(sources: Mapping[str, SourceData], *, last_day: date) -> dict[tuple[str, str], date]:
    """(unit, source) → the last day by the period's end that any of the unit's rows bears."""
    after = day_after(last_day)
    found: dict[tuple[str, str], date] = {}
    for name, data in sources.items():
        day = data.source.date or data.source.duties.latest
        if day and not data.source.duties.optional:
            latest = data.latest_by_unit(day, before=after)
            found.update({(unit, name): last for unit, last in latest.items()})
    return found


def late_reports(data: SourceData, *, period: Period) -> dict[str, tuple[int, int]]:
    """Unit → how many of its reports due in the period were sent after the day they were due, and not sent.

    A report counts as sent whenever it was sent, as it does in a figure (``sent_at: present``).
    """
    due_at, sent_at = data.source.duties.late
    if not data.row_count or data.lost.get(due_at) or data.lost.get(sent_at):
        return {}
    sent, due = nw.col(sent_at), nw.col(due_at)
    one, none = nw.lit(1), nw.lit(0)
    counted = (
        data.lazy()
        .filter(~nw.col("unit").is_null() & ~nw.col("conflict") & within(due_at, data, period).holds)
        .with_columns(
            nw.when(sent.cast(nw.Date) > due.cast(nw.Date)).then(one).otherwise(none).alias("late"),
            nw.when(sent.is_null() & ~nw.col(f"{sent_at}__bad")).then(one).otherwise(none).alias("unsent"),
        )
        .group_by("unit")
        .agg(nw.col("late", "unsent").sum())
        .sort("unit")
    )
    rows = counted.collect("pyarrow").to_native().to_pylist()
    return {row["unit"]: (int(row["late"]), int(row["unsent"])) for row in rows}
