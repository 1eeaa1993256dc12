"""Which columns decide: a cell of these that cannot be read leaves a figure, a score or an award unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..indicators.counting import needed_columns
from ..plan import Plan
from ..sources import SourceData
from ..words.codes import ERROR
from ..words.errors import Finding
from ..words.vocabulary import CASE_SOURCES, INDIVIDUAL, REPORTED

_CELLS = ("O-01", "O-02", "O-05")  # faults in cells that not every column makes serious


def deciding_columns(plan: Plan, sources: Mapping[str, SourceData]) -> dict[str, frozenset[str]]:
    """Source → the columns of it that decide something under the plan."""
    found = {name: _of_cases(plan, sources[name]) for name in CASE_SOURCES}
    people = [award for award in plan.awards if award.kind == INDIVIDUAL]
    if people:
        found["can_bo"] |= {"staff_id", "joined_at", "left_at", "is_leader"}
    if any("female" in award.priority for award in plan.awards):
        found["can_bo"] |= {"staff_id", "joined_at", "left_at", "is_female"}
    items = (*plan.contents, *plan.actions)
    evidence = {"evidence"} if any(item.requires for item in items) else set()
    return {
        **found,
        "tap_huan": frozenset({"staff_id", "course", "completed_at"}),
        REPORTED: frozenset({"target", "numerator", "denominator"}),
        "minh_chung": frozenset({"item", "self_points", *evidence}),
        "tham_dinh": frozenset({"item", "points"}),
        "de_nghi": frozenset({"nominee_id", "kind", "staff_id", "award", "pending_case"})
        if plan.awards
        else frozenset(),
        "bieu_quyet": frozenset({"nominee_id", "members", "agree", "disagree"}) if plan.awards else frozenset(),
    }


def _of_cases(plan: Plan, data: SourceData) -> frozenset[str]:
    targets = [target for target in plan.targets if target.source == data.source.name]
    if not targets:
        return frozenset()
    columns = {column for target in targets for column in needed_columns(target, data)}
    columns |= {column.name for column in data.columns if column.type in ("id", "unit")}
    return frozenset(columns | ({"service_id"} if data.unallotted else set()))


def lowered(plan: Plan, findings: Sequence[Finding], sources: Mapping[str, SourceData]) -> list[Finding]:
    """Faults in cells that decide nothing are warnings: they touch no figure."""
    decide = {
        name: {column.header for column in sources[name].columns if column.name in columns}
        for name, columns in deciding_columns(plan, sources).items()
    }
    of_file = {file.name: name for name, data in sources.items() for file in data.files}
    return [
        replace(f, lowered=True)
        if f.code in _CELLS
        and f.level == ERROR
        and f.column
        and f.column not in decide.get(of_file.get(f.file, ""), {f.column})
        else f
        for f in findings
    ]
