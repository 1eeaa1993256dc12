"""What a result rests on, as one hash: while it stays the same, nothing has to be read, computed or made again.

A report of the whole period rests on the files; a unit's sheet on what it shows, so that of a thousand sheets only those are
made again that would say something else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ..evaluation.data_folder import LISTS, PLAN, DataFolder
from ..evaluation.kept import Kept
from ..indicators.model import Indicator
from ..periods import Period, folder_period, resembles_period
from ..publishing.jobs import Job
from ..publishing.notebooks import own_notebooks, strange_notebooks
from ..scenarios import report_scenario_paths
from ..shipped import versions
from ..sources import sha256
from ..words.strays import is_left_behind
from ..words.vocabulary import NOTEBOOKS


def state_of(workspace: DataFolder, period: Period) -> str:
    """The state of everything that a period's results may rest on: its folder and those of the periods that begin by its
    last day (it may be cut from them), plan and lists, the scenarios that its reports name, folders whose names only look
    like a period's, and the toolkit. Read before anything is computed. What systems leave behind in folders is nobody's
    concern, nor is a period that came beside it: a report leads there once it is made again for another reason."""
    return fingerprint(versions(), tuple(_entries(workspace.data, period)))


def _entries(data: Path, period: Period) -> Iterator[tuple[str, str]]:
    named = [period] if period.name else []
    while named and (before := named[-1].before) is not None:
        named.append(before)
    for path in sorted(data.iterdir()):
        other, is_link = folder_period(path.name, named=named), path.is_symlink()
        if is_link or path.is_dir():
            is_read = other is not None and other.start <= period.end and not is_link
            if is_read or (resembles_period(path.name) and (is_link or not other)):  # the latter is a finding
                yield path.name, "link" if is_link else "folder"
            if is_read:
                every = (each for each in sorted(path.rglob("*")) if not is_left_behind(each.name))
                inside = (each for each in every if each.relative_to(path).parts[0] != NOTEBOOKS)
                yield from ((each.relative_to(data).as_posix(), _content(each)) for each in inside)
        elif path.name == PLAN or path.stem in LISTS:
            yield path.name, _content(path)
    for path in (*report_scenario_paths(data, period), *own_notebooks(data, period).values()):
        yield path.relative_to(data).as_posix(), _content(path)
    yield from strange_notebooks(data, period).items()


def _content(path: Path) -> str:
    if path.is_symlink() or not path.is_file():
        return "link" if path.is_symlink() else "no file"
    try:
        return sha256(path)
    except OSError:
        return "cannot be read"


class Fingerprints:
    """The fingerprint of each report of an evaluated period; ``state`` is that of its files, ``own`` are the office's own
    notebooks for it (name → SHA-256)."""

    def __init__(self, kept: Kept, *, state: str, own: Mapping[str, str] = MappingProxyType({})):
        self._kept, self._state, self._own = kept, state, own

    def of(self, job: Job) -> str:
        """The fingerprint of a report."""
        if not job.unit:
            return fingerprint(job, self._state)
        own = [(name, sha) for name, sha in self._own.items() if name.endswith(f"/{job.kind}.ipynb")]
        return fingerprint(versions(), job, self._sheet(job.unit), *own)

    def _sheet(self, unit: str) -> Any:
        """What the sheet of a unit shows in both editions: its model, and the numbers of its picture, which its texts say rounded.

        The picture itself is not drawn for it: that takes ten times as long as all the rest.
        """
        from ..report import unit_sheet
        from ..report.model import Figure

        evaluation, history = self._kept.evaluation, self._kept.history
        try:
            sheets = [unit_sheet(evaluation, unit=unit, history=history, internal=each) for each in (False, True)]
        except Exception:  # it cannot be made: whoever makes it will say so
            return self._state
        shown = [
            (
                _values(section, but=("blocks", "course")),
                [_values(b, but=("draw",)) if isinstance(b, Figure) else b for b in section.blocks],
            )
            for sheet in sheets
            for section in sheet.sections
        ]
        return shown, evaluation.plan.targets, [own.get(unit, ()) for own in self._by_unit]

    @cached_property
    def _by_unit(self) -> list[dict[str, list[Indicator]]]:
        """Of each evaluation: unit → its indicators."""
        found: list[dict[str, list[Indicator]]] = []
        for evaluation in (self._kept.evaluation, *self._kept.history):
            found.append({})
            for indicator in evaluation.indicators:
                found[-1].setdefault(indicator.unit, []).append(indicator)
        return found


def _values(value: Any, *, but: Collection[str]) -> list[Any]:
    """What a dataclass holds, but for some fields."""
    return [getattr(value, field.name) for field in fields(value) if field.name not in but]


def fingerprint(*values: Any) -> str:
    """A hash of values whose ``repr`` says all of them, and the same in every process."""
    return hashlib.sha256(repr(values).encode("utf-8")).hexdigest()
