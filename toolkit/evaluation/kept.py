"""Evaluate once, show often: a run keeps its evaluations in its private folder for the notebooks that it starts.

Only a run's own folder is ever read, named to its processes by the environment; what is kept there holds while no file of
the data has changed.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..periods import Period
from ..words.strays import is_left_behind, opened_by
from .results import Evaluation

_PLACE = "THIDUA_KEPT"
Stamp = tuple[object, ...]
_SIZE = 8  # evaluations that a process holds unpacked


@dataclass(frozen=True)
class Kept:
    """The evaluation of a period and those of the periods up to it."""

    evaluation: Evaluation
    history: tuple[Evaluation, ...]


def keep(folder: Path, kept: Iterable[tuple[Period, Kept]], *, data: Path) -> dict[str, str]:
    """Write these evaluations into a private folder; the variables by which processes that get them will find it."""
    folder.mkdir(mode=0o700)
    stamp = stamp_of(data)
    for period, each in kept:
        (folder / f"{period.id}.pickle").write_bytes(pickle.dumps((stamp, each)))
    return {_PLACE: str(folder.resolve())}


def find_kept(period: Period, *, data: Path) -> Kept | None:
    """What the run that started this process has kept for a period, if the data are still the same."""
    place = os.environ.get(_PLACE)
    path = Path(place) / f"{period.id}.pickle" if place else None
    if path is None or not path.is_file():
        return None
    stamp, kept = _unpacked(str(path))
    return kept if stamp == stamp_of(data) else None


def unpack_kept() -> None:
    """Unpack what the run has kept, and look up in it what the reports will, once for all the processes that are forked from
    this one."""
    place = os.environ.get(_PLACE)
    for path in sorted(Path(place).glob("*.pickle"))[-_SIZE:] if place else ():
        _, kept = _unpacked(str(path))
        for evaluation in (kept.evaluation, *kept.history):
            evaluation.look_up()


@lru_cache(maxsize=_SIZE)
def _unpacked(path: str) -> tuple[Stamp, Kept]:
    stamp, kept = pickle.loads(Path(path).read_bytes())
    return stamp, kept


def stamp_of(data: Path) -> Stamp:
    """Name, size and time of every file of the data: enough to know within one run that nothing has changed.

    That somebody opens a file, or only looks at a folder, changes nothing.
    """
    every = (path for path in (*data.iterdir(), *data.glob("*/*")) if path.is_file())
    files = sorted(path for path in every if not is_left_behind(path.name) and not opened_by(path.name))
    return tuple(
        (path.relative_to(data).as_posix(), path.stat().st_size, path.stat().st_mtime_ns) for path in files
    ) + (str(data.resolve()),)
