"""One number of decimals in a column: "80%" beside "93,3%" is shown as "80,0%", so that the commas stand below one another.

Each renderer asks for it; the figures of a report itself are written as its sentences write them."""

from __future__ import annotations

import re
from dataclasses import replace

from .claims.moves import DOWN, UP
from .model import Cell, Table

_SHARE = re.compile(
    rf"^(?P<whole>(?:(?:{UP}|{DOWN}) )?[+−-]?\d[\d.]*)(?P<tenths>,\d+)?(?P<unit>%| điểm phần trăm)(?P<rest>(?:\s.*)?)$"
)


def even(table: Table) -> Table:
    """The table with a tenth in every share of a column in which one has it, and in every change of shares likewise.

    Both are rounded to the tenth, so that one without has none to show; where one has more decimals, all stay as they are.

    >>> even(Table("Thử", ("Đơn vị", "2024"), (("A", "80% (4/5)"), ("B", "66,7% (2/3)"), ("C", "–")), "lr")).rows
    (('A', '80,0% (4/5)'), ('B', '66,7% (2/3)'), ('C', '–'))
    """
    uneven = [_uneven(table, at) for at in range(len(table.columns))]
    if not any(uneven):
        return table

    def evened(row: tuple[Cell | str, ...]) -> tuple[Cell | str, ...]:
        return tuple(_with_tenth(content, units) for content, units in zip(row, uneven))

    return replace(table, rows=tuple(map(evened, table.rows)), foot=tuple(map(evened, table.foot)))


def _uneven(table: Table, at: int) -> set[str]:
    """The units of which some figures of a column have a tenth and others none."""
    shares = [found for row in table.every_row if (found := _SHARE.match(_text(row[at])))]
    decimals: dict[str, set[int]] = {}
    for found in shares:
        decimals.setdefault(found["unit"], set()).add(len(found["tenths"] or ""))
    return {unit for unit, lengths in decimals.items() if lengths == {0, 2}}


def _with_tenth(content: Cell | str, units: set[str]) -> Cell | str:
    found = _SHARE.match(_text(content))
    if not found or found["tenths"] or found["unit"] not in units:
        return content
    text = f"{found['whole']},0{found['unit']}{found['rest']}"
    return replace(content, text=text) if isinstance(content, Cell) else text


def _text(content: Cell | str) -> str:
    return content.text if isinstance(content, Cell) else content
