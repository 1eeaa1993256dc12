"""A table of more columns than Word takes, as several tables that each have the first columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from docx.shared import Length

from ..model import Cell, Table
from .paragraphs import plain
from .tables import fits

MOST_COLUMNS = 60  # Word calls a file with a table of more than 63 damaged


def parts_of(table: Table, *, width: Length) -> list[Table]:
    """The table itself, or its columns in as few parts of like size as fit the page; each says which part it is."""
    if len(table.columns) <= MOST_COLUMNS:
        return [table]
    heads = range(max(table.heads, 1))
    others = range(len(heads), len(table.columns))
    most = MOST_COLUMNS - len(heads)
    for count in range(ceil(len(others) / most), len(others) + 1):
        size = ceil(len(others) / count)
        chosen = [[*heads, *others[at : at + size]] for at in range(0, len(others), size)]
        parts = [_part(table, columns, len(heads), (n, len(chosen))) for n, columns in enumerate(chosen, 1)]
        if all(fits(part, width=width) for part in parts):
            break
    return parts


def _part(table: Table, columns: Sequence[int], heads: int, place: tuple[int, int]) -> Table:
    names = [plain(table.columns[at]) for at in (columns[heads], columns[-1])]
    n, count = place
    said = f"{table.caption} (phần {n}/{count}: {names[0]}" + (f" đến {names[1]})" if names[0] != names[1] else ")")

    def chosen(rows: Sequence[tuple[Cell | str, ...]]) -> tuple[tuple[Cell | str, ...], ...]:
        return tuple(tuple(row[at] for at in columns) for row in rows)

    return replace(
        table,
        caption=said,
        columns=tuple(table.columns[at] for at in columns),
        rows=chosen(table.rows),
        foot=chosen(table.foot),
        align="".join(table.align[at] for at in columns),
        widths=(),
        spans=tuple(table.spans[at] for at in columns) if table.spans else (),
        views=(),
        note=table.note if n == count else "",
    )
