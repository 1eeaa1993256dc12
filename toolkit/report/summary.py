"""The figures of a report in brief: how many indicators and how many units are where, so that each count has a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..results import Evaluation
from ..vocabulary import BLOCKED, MISSING, NO_CASES, NOT_ASSIGNED, OK, PARTIAL, STATES
from .model import Table


def summary_table(evaluation: Evaluation) -> Table:
    """Counts of indicators by what became of them and by their change, and of units that met everything or lack figures."""
    own = [evaluation.indicator(evaluation.agency, target.id) for target in evaluation.plan.targets]
    known = [each for each in own if each.state == OK]
    changes = [each.change for each in own if each.change is not None]
    rows = [
        ("Chỉ tiêu của phong trào", len(own)),
        ("Chỉ tiêu đạt mức giao", sum(bool(each.met) for each in known)),
        ("Chỉ tiêu chưa đạt mức giao", sum(not each.met for each in known)),
        *((f"Chỉ tiêu {STATES[s]}", n) for s in _STATES if (n := sum(each.state == s for each in own))),
        *(_changed(changes) if changes else ()),
        ("Đơn vị", len(evaluation.units)),
        ("Đơn vị đạt mọi chỉ tiêu được giao có phát sinh", len(full_units(evaluation))),
        ("Đơn vị có đủ số liệu của mọi chỉ tiêu được giao", len(_complete(evaluation))),
        (
            "Đơn vị còn chỉ tiêu chưa có hoặc không tính được số liệu",
            len(evaluation.units) - len(_complete(evaluation)),
        ),
    ]
    counted = tuple((name, str(count)) for name, count in rows)
    return Table("Tổng hợp số lượng chỉ tiêu và đơn vị", ("Nội dung", "Số lượng"), counted, "lr", compact=True)


def _changed(changes: Sequence[Fraction]) -> Iterator[tuple[str, int]]:
    """How many went up and down; of a period that has none before it, nothing."""
    yield "Chỉ tiêu có số liệu của cả kỳ này và kỳ trước", len(changes)
    yield "Chỉ tiêu tăng so với kỳ trước", sum(change > 0 for change in changes)
    yield "Chỉ tiêu giảm so với kỳ trước", sum(change < 0 for change in changes)


_STATES = (NO_CASES, PARTIAL, MISSING, BLOCKED, NOT_ASSIGNED)


def full_units(evaluation: Evaluation) -> list[str]:
    """The names of the units that meet every target given to them of which there were cases, none of it missing."""
    full = []
    for unit in evaluation.units:
        met = [evaluation.indicator(unit.id, target.id).met for target in evaluation.plan.targets]
        if any(met) and False not in met and unit.id in evaluation.complete_units:
            full.append(unit.name)
    return full


def _complete(evaluation: Evaluation) -> list[str]:
    return [unit.id for unit in evaluation.units if unit.id in evaluation.complete_units]
