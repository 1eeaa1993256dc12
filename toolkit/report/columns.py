"""A table without the columns that tell nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from .model import Cell, Table

_T = TypeVar("_T")
_NOTHING = frozenset({"", "–"})


def without_idle(table: Table, *names: str) -> Table:
    """The table without those of the named columns that have a dash, or nothing, in every row.

    >>> without_idle(Table("Lỗi", ("Mã", "Dòng", "Cột"), (("A", "2", "–"), ("B", "–", "–")), "lrl"), "Dòng", "Cột").columns
    ('Mã', 'Dòng')
    """
    idle = {
        at
        for at, name in enumerate(table.columns)
        if name in names and table.rows and all(_text(row[at]) in _NOTHING for row in table.every_row)
    }
    if not idle:
        return table
    kept = [at for at in range(len(table.columns)) if at not in idle]

    def of_kept(row: Sequence[_T]) -> tuple[_T, ...]:
        return tuple(row[at] for at in kept) if row else ()

    return replace(
        table,
        columns=of_kept(table.columns),
        rows=tuple(of_kept(row) for row in table.rows),
        foot=tuple(of_kept(row) for row in table.foot),
        align="".join(table.align[at] for at in kept),
        heads=sum(at < table.heads for at in kept),
        filters=tuple(name for name in table.filters if name in of_kept(table.columns)),
        widths=of_kept(table.widths),
        views=of_kept(table.views),
        spans=of_kept(table.spans),
    )


def _text(cell: Cell | str) -> str:
    return cell if isinstance(cell, str) else cell.text
