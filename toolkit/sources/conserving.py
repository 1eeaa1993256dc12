"""No step makes or loses a row unseen: how many there were before is how many there are after."""

from __future__ import annotations


class RowsChanged(RuntimeError):
    """A step has made or lost rows: a bug of ours, never a fault of the data."""


def conserve(before: int, after: int, *, step: str) -> None:
    """Raise where a step has not kept the number of rows.

    >>> conserve(3, 3, step="naming the units")
    >>> conserve(3, 4, step="naming the units")
    Traceback (most recent call last):
    toolkit.sources.conserving.RowsChanged: naming the units: 3 rows before, 4 after
    """
    if before != after:
        raise RowsChanged(f"{step}: {before} rows before, {after} after")
