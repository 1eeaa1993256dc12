"""What the folder of a period holds already, for the forms that go out and for those that come back."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from ..evaluation.loading import opened_sources
from ..evaluation.places import PeriodFiles, Place
from ..evaluation.workspace import Workspace
from ..periods import Period
from ..sources import SourceData
from ..units.structure import Structure


@contextmanager
def opened_period(
    workspace: Workspace, period: Period, *, only: Collection[str], then: Period | None = None
) -> Iterator[Mapping[str, SourceData] | None]:
    """The sources ``only`` of a period, for as long as the block runs, in the structure of its last day, or of that of
    another period (``then``); None where it has no folder."""
    folder = workspace.data / period.id
    if not folder.is_dir():
        yield None
        return
    structure = Structure(workspace.units, workspace.transfers, day=(then or period).end)
    files = PeriodFiles(workspace.plan, workspace.units, period, structure, Place(folder), workspace.resources)
    with opened_sources(files, only=only) as sources:
        yield sources
