"""What a result rests on, as one hash: while it stays the same, nothing has to be read, computed or made again.

A report of the whole period rests on the files; a unit's sheet on what it can say: the unit's own figures, the agency's,
and of the other units how far they reach each goal.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from ..evaluation.kept import Kept
from ..evaluation.results import Evaluation, source_of
from ..evaluation.workspace import LISTS, PLAN
from ..indicators.figures import needed_sources
from ..periods import Period, folder_period, resembles_period
from ..publishing.jobs import Job
from ..scenarios import report_scenario_paths
from ..shipped import versions
from ..sources import sha256


def state_of(data: Path, period: Period) -> str:
    """The state of everything that a period's results may rest on: its folder and those of the periods that end by its
    last day, plan and lists, the scenarios that its reports name, the names that folders of periods have, and the toolkit. Read before anything is computed."""
    return fingerprint(versions(), data.resolve().name, tuple(_entries(data, period)))


def _entries(data: Path, period: Period) -> Iterator[tuple[str, str]]:
    for path in sorted(data.iterdir()):
        other, is_link = folder_period(path.name), path.is_symlink()
        if is_link or path.is_dir():
            if other or resembles_period(path.name):  # a name that only looks so is a finding
                yield path.name, "link" if is_link else "folder"
            if other and other.end <= period.end and not is_link:
                yield from ((each.relative_to(data).as_posix(), _content(each)) for each in sorted(path.rglob("*")))
        elif path.name == PLAN or path.stem in LISTS:
            yield path.name, _content(path)
    for path in report_scenario_paths(data, period):
        yield path.relative_to(data).as_posix(), _content(path)


def _content(path: Path) -> str:
    if path.is_symlink() or not path.is_file():
        return "link" if path.is_symlink() else "no file"
    return sha256(path)


class Fingerprints:
    """The fingerprint of each report of an evaluated period, ``state`` being that of its files."""

    def __init__(self, kept: Kept, *, state: str):
        self._state = state
        self._every = (kept.evaluation, *kept.history)

    @cached_property
    def _shared(self) -> str:
        return fingerprint(versions(), *(_shared(each) for each in self._every))

    @cached_property
    def _own(self) -> list[Mapping[str, list]]:
        return [_by_unit(each) for each in self._every]

    def of(self, job: Job) -> str:
        """The fingerprint of a report."""
        if not job.unit:
            return fingerprint(job, self._state)
        return fingerprint(job, self._shared, *(own.get(job.unit, ()) for own in self._own))


def _shared(evaluation: Evaluation) -> tuple:
    """What the sheets of all units show: the plan, the agency's figures, how the units stand, the
    files behind the targets."""
    agency = [each for each in evaluation.indicators if each.unit == evaluation.agency]
    ranked = [(each.group, each.rank is not None) for each in evaluation.scores]
    names = [(unit.id, unit.name) for unit in evaluation.units]
    periods = [each.period for each in (evaluation, *evaluation.years)]
    sources = {source for target in evaluation.plan.targets for source in needed_sources(target)}
    read = {**evaluation.inputs_before, **evaluation.inputs}
    files = {name: sha for name, sha in read.items() if source_of(name) in sources}
    return evaluation.plan, periods, names, agency, evaluation.standings, ranked, files, evaluation.moves


def _by_unit(evaluation: Evaluation) -> Mapping[str, list]:
    """What is a unit's own: figures, points, score, what it has delivered and has still to do."""
    own: dict[str, list] = {unit.id: [] for unit in evaluation.units}
    for each in (*evaluation.indicators, *evaluation.items, *evaluation.scores, *evaluation.follow_up):
        if each.unit in own:
            own[each.unit].append(each)
    for unit, reports in evaluation.late_reports.items():
        own.setdefault(unit, []).append(("reports", reports))
    for (unit, source), state in sorted(evaluation.deliveries.items()):
        own.setdefault(unit, []).append((source, state))
    return own


def fingerprint(*values: Any) -> str:
    """A hash of values of any shape that results have; the order of sets and mappings does not matter."""
    return hashlib.sha256(repr(_plain(values)).encode("utf-8")).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.__class__.__name__, _plain(dict(value))
    if is_dataclass(value):
        return value.__class__.__name__, [(f.name, _plain(getattr(value, f.name))) for f in fields(value)]
    if isinstance(value, Mapping):
        return sorted(((_plain(key), _plain(each)) for key, each in value.items()), key=repr)
    if isinstance(value, (set, frozenset)):
        return sorted((_plain(each) for each in value), key=repr)
    return [_plain(each) for each in value] if isinstance(value, (tuple, list)) else repr(value)
