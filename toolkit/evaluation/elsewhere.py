"""Rows of a period that lie in another period's folder and that the period's own lacks.

They are looked for among folders that are read anyway; only where one holds rows of the other's days are the two opened
once more.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import reduce
from operator import and_, or_
from pathlib import Path
from tempfile import TemporaryDirectory

import narwhals as nw

from ..indicators.counting import unallotted_key, with_unallotted
from ..indicators.left_out import Elsewhere
from ..indicators.measuring import Counted
from ..indicators.needs import target_of
from ..indicators.predicates import Predicate, population_of
from ..periods import Period
from ..plan import Target
from ..sources import SourceData
from ..words.errors import Finding, RowPlace
from .assignment import given_on
from .loading import opened_sources
from .places import PeriodFiles


def find_elsewhere(ours: PeriodFiles, theirs: PeriodFiles, *, sources: Sequence[str]) -> Elsewhere:
    """What of ``sources`` is of one period, lies in the folder of another (``theirs``) and has no row of its id in its own."""
    plan, period = given_on(ours.plan, ours.structure), ours.period
    lacking: set[tuple[str | None, str]] = set()
    findings: list[Finding] = []
    for name in sources:
        targets = plan.counting(name)
        if not plan.source(name).id:  # nobody can tell whether a row without an id stands in both folders
            continue
        with TemporaryDirectory(prefix="thidua-") as scratch:
            found = Path(scratch, "left_out.parquet")  # the rows may be many: they wait on the disk
            with opened_sources(replace(theirs, plan=plan), only=[name]) as opened:
                other = opened[name]
                _keep(other, targets, period, found)
            with opened_sources(replace(ours, plan=plan), only=[name]) as opened:
                rows = opened[name].not_there(found, marks=_marks(targets))
        divided: dict[str | None, frozenset[str]] = {
            unallotted_key(unit): receivers for unit, receivers in other.unallotted.items()
        }
        for file, unit, count, first, taking in rows:
            whose: Collection[str | None] = divided.get(unit, {unit})
            keys = {
                (each, target.id)
                for each in whose
                for target, takes in zip(targets, taking)
                if takes and _is_given(plan.target(target_of(target)), each, period)
            }
            if keys:
                lacking |= keys
                place = other.place({"file": file, "row": first})
                findings.append(_finding(keys, count, period=period, other=theirs.period, place=place))
    return Elsewhere(frozenset(lacking), tuple(findings))


def _is_given(target: Target, unit: str | None, period: Period) -> bool:
    return target.is_given(period) and (unit is None or target.assigned_to(unit))


def _finding(
    keys: set[tuple[str | None, str]], count: int, *, period: Period, other: Period, place: RowPlace
) -> Finding:
    units, targets = {unit for unit, _ in keys}, sorted({target.partition("/")[0] for _, target in keys})
    return Finding(
        "DONG-11",
        f"{count} dòng của {period.title} nằm ở thư mục {other.id} mà thư mục {period.id} không có, nên không tính được "
        f"{', '.join(targets)} (dòng đầu tiên được chỉ ra).",
        f"chuyển các dòng này sang thư mục {period.id} (dòng mà ngày khác còn thuộc {other.title} thì để ở cả hai thư mục), "
        "hoặc sửa ngày nếu ghi sai.",
        unit=(units.pop() or "") if len(units) == 1 else "",
        target=targets[0] if len(targets) == 1 else "",
    ).at(place)


def _keep(data: SourceData, targets: Sequence[Counted], period: Period, path: Path) -> None:
    """Write the rows that some target places in ``period`` and takes, or may take: ``t__N`` says which."""
    taking = [_taken(target, data, period) for target in targets]
    flags = _marks(targets)
    rows = (
        with_unallotted(data.lazy(), data)
        .with_columns(*(takes.alias(flag) for flag, takes in zip(flags, taking)))
        .filter(reduce(or_, map(nw.col, flags)))
        .select("file", "row", "unit", data.source.id, *flags)
    )
    nw.to_native(rows).write_parquet(str(path))


def _taken(target: Counted, data: SourceData, period: Period) -> nw.Expr:
    """The target's own date lies in the period, and nothing else of its population is known not to hold."""
    (date, *others) = population_of(target, data, period)
    assert isinstance(date, Predicate)  # rows are moved by the date of a flow
    return reduce(and_, (~each.false for each in others), date.holds)


def _marks(targets: Sequence[Counted]) -> list[str]:
    return [f"t__{n}" for n in range(len(targets))]
