"""Rows that name a unit on days on which it was not there yet, or not there any more: they count, and are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time
from functools import reduce
from operator import and_, or_
from typing import NamedTuple

import narwhals as nw

from ..periods import Period
from ..plan import Plan
from ..sources import SourceData
from ..units.model import Unit
from ..units.structure import Structure
from ..words.errors import Finding
from ..words.formatting import short_date
from .counting import dates_in_use
from .predicates import day_after, within


class _Absence(NamedTuple):
    """Whether all days of a row lie where the unit that it names is not there, and how that is said."""

    unit: Unit
    condition: nw.Expr
    how: str


def lifetime_findings(
    plan: Plan, structure: Structure, sources: Mapping[str, SourceData], *, period: Period
) -> list[Finding]:
    """The rows of a period whose every date in use lies before the unit that they name began, or after it ended.

    Rows from the day on which all of a unit went to another are none of them: they have a finding of their own (DV-04).
    """
    findings = []
    for data in (each for each in sources.values() if each.files and each.source.date):
        dates = dates_in_use(data, plan.counting(data.source.name))
        absences = list(_absences(structure, dates, period)) if dates else []
        if not absences:
            continue
        counted = reduce(or_, (within(date, data, period).true for date in dates))
        asked = [
            (each, counted & (nw.col("unit_was") == each.unit.id) & ~nw.col("unit").is_null() & each.condition)
            for each in absences
        ]
        there = data.count_where([condition for _, condition in asked])
        for absence, condition in (pair for pair, rows in zip(asked, there) if rows):
            findings += _told(data, absence, condition)
    return findings


def _absences(structure: Structure, dates: Sequence[str], period: Period) -> Iterator[_Absence]:
    """When units were not there, of those that began or ended after the period had begun or before it ended."""
    for unit in structure.listed:
        if unit.valid_from is not None and unit.valid_from > period.start:
            begun = datetime.combine(unit.valid_from, time.min)
            before = reduce(and_, (nw.col(date).is_null() | (nw.col(date) < begun) for date in dates))
            yield _Absence(unit, before, f"trước khi đơn vị thành lập ({short_date(unit.valid_from)})")
        if unit.valid_to is not None and unit.valid_to < period.end:
            ended, moved = day_after(unit.valid_to), structure.moved_on(unit.id)
            after = reduce(and_, (nw.col(date).is_null() | (nw.col(date) >= ended) for date in dates))
            if moved is not None:
                gone = datetime.combine(moved, time.min)
                after &= reduce(and_, (nw.col(date).is_null() | (nw.col(date) < gone) for date in dates))
            yield _Absence(unit, after, f"sau khi đơn vị thôi hoạt động ({short_date(unit.valid_to)})")


def _told(data: SourceData, absence: _Absence, condition: nw.Expr) -> list[Finding]:
    return [
        Finding(
            "DV-06",
            f"{count} dòng ghi đơn vị {absence.unit.id} có mọi ngày {absence.how}, vẫn được tính (dòng đầu tiên được chỉ ra).",
            "kiểm tra mã đơn vị và ngày của dòng, hoặc Từ ngày, Đến ngày trong don_vi.csv; phần mềm đã ghi lại việc cũ theo mã "
            "mới thì không cần sửa.",
            unit=absence.unit.id,
            column=data.header(data.source.date),
            for_unit="kiểm tra mã đơn vị và ngày của dòng; phần mềm đã ghi lại việc cũ theo mã mới thì không cần sửa.",
        ).at(data.place({"file": file, "row": row}))
        for file, count, (row,) in data.by_file(condition)
    ]
