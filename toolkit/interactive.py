"""What a notebook asks of a data folder: by a period and the folder's name, from wherever the notebook stands."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from .kept import Kept, find_kept, stamp_of
from .periods import Period, parse_period
from .results import Evaluation
from .tracing import Trace
from .workspace import PLAN, Workspace


def evaluate_period(period: str | int, *, data: str | Path = "data") -> Evaluation:
    """Evaluate one period of a data folder, for notebooks. ``data`` is found from the folders of notebooks, too.

    ``period`` is 2024, "2024-H1", "2024-Q3" or a range "2022..2025". Raises ToolkitError where the plan or the unit list
    is faulty, UsageError for a period without a folder; faults of the data are findings of the evaluation.

    >>> import toolkit as tk
    >>> evaluation = tk.evaluate("2024")
    >>> evaluation.score("VP").band, evaluation.is_complete
    ('Xuất sắc', True)
    """
    if kept := kept_for(period, data):
        return kept.evaluation
    workspace, chosen = _opened(period, data)
    return workspace.evaluate(chosen)


def history_of(period: str | int, *, data: str | Path = "data") -> tuple[Evaluation, ...]:
    """The evaluations of the periods up to this one (or the years of a range), all in the structure of its last day.

    Raises what ``evaluate`` raises.

    >>> import toolkit as tk
    >>> [each.period.id for each in tk.history("2024")]
    ['2022', '2023', '2024']
    """
    if kept := kept_for(period, data):
        return kept.history
    workspace, chosen = _opened(period, data)
    return workspace.history(chosen)


def trace(period: str | int, *, unit: str, target: str, data: str | Path = "data") -> Trace:
    """The rows of the files that make up one figure, read again: an evaluation is a value and holds no file open.

    ``unit`` may be the agency. Raises UsageError for a unit or a target that the period does not have, ToolkitError where a
    file has changed since it was evaluated.

    >>> import toolkit as tk
    >>> found = tk.trace("2024", unit="VP", target="CT7")
    >>> [int(found.rows[part].sum()) for part in ("numerator", "denominator")] == [
    ...     found.indicator.numerator, found.indicator.denominator]
    True
    """
    workspace, chosen = _opened(period, data)
    return workspace.trace(chosen, unit=unit, target=target)


def kept_for(period: str | int, data: str | Path) -> Kept | None:
    """What the run that started this process has kept for a period, if anything."""
    folder = locate(data)
    return find_kept(parse_period(period), data=folder) if folder.is_dir() else None


def _opened(period: str | int, data: str | Path) -> tuple[Workspace, Period]:
    workspace = known_workspace(data)
    (chosen,) = workspace.select([str(period)])
    return workspace, chosen


def known_workspace(data: str | Path) -> Workspace:
    """A data folder as it was last read, for as long as no file of it changes: a notebook asks more than once."""
    folder = locate(data)
    return _unchanged(folder, stamp_of(folder)) if folder.is_dir() else Workspace.open(folder)


@lru_cache(maxsize=1)
def _unchanged(folder: Path, stamp: tuple) -> Workspace:
    return Workspace.open(folder)


def locate(folder: str | Path) -> Path:
    """A data folder as given, or the same up to three levels up.

    JupyterLab runs a notebook in the notebook's own folder: ``notebooks/``, or ``outputs/2024/notebooks/``.
    """
    given = Path(folder)
    if given.is_absolute() or given.is_dir():
        return given
    above = (Path("/".join([".."] * levels)) / given for levels in (1, 2, 3))
    return next((path for path in above if (path / PLAN).is_file()), given)
