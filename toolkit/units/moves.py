"""Which unit's affairs have come to which other, when and how far: what a successor's figures hold besides its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..words.formatting import short_date
from .model import Unit
from .structure import Transfer


@dataclass(frozen=True)
class Move:
    """An entry of ``sap_nhap`` with the names of both units; an empty ``scope`` is everything that no other entry names."""

    day: date
    from_unit: str
    from_name: str
    to_unit: str
    to_name: str
    scope: tuple[str, ...] = ()
    is_rest: bool = False  # other entries of the same unit name services that went elsewhere


def moves_of(transfers: Iterable[Transfer], *, units: Sequence[Unit]) -> tuple[Move, ...]:
    """The transfers as they are told, in the order of their days."""
    names, every = {unit.id: unit.name for unit in units}, tuple(transfers)
    parted = {each.from_unit for each in every if each.scope}
    made = [
        Move(
            each.day,
            each.from_unit,
            names.get(each.from_unit, each.from_unit),
            each.to_unit,
            names.get(each.to_unit, each.to_unit),
            tuple(sorted(each.scope)),
            not each.scope and each.from_unit in parted,
        )
        for each in every
    ]
    return tuple(sorted(made, key=lambda move: (move.day, move.from_unit, move.to_unit, move.scope)))


def moves_to(moves: Sequence[Move], unit: str, *, since: date, by_service: bool) -> tuple[Move, ...]:
    """The moves after the day ``since`` by which rows of other units have come to a unit, chains followed to their start.

    What had been its own before it came back is not told. ``by_service``: the rows say which service they are about, so
    that parts of a unit can have moved.

    >>> day = date(2025, 3, 1)
    >>> chain = [Move(day, "A", "A", "B", "B"), Move(date(2025, 7, 1), "B", "B", "C", "C")]
    >>> [move.from_unit for move in moves_to(chain, "C", since=date(2025, 1, 1), by_service=False)]
    ['B', 'A']
    """
    every = _arrived(moves, unit, since=since, by_service=by_service)
    return tuple(move for move in dict.fromkeys(every) if move.from_unit != unit)


def _arrived(moves: Sequence[Move], unit: str, *, since: date, by_service: bool) -> list[Move]:
    found: list[Move] = []
    for n, move in enumerate(moves):
        if move.to_unit == unit and move.day > since and (by_service or not move.scope):
            own = move if by_service else replace(move, is_rest=False)
            rest = [each for at, each in enumerate(moves) if at != n and each.day <= move.day]
            found += [own, *_arrived(rest, move.from_unit, since=since, by_service=by_service)]
    return found


def moves_from(moves: Sequence[Move], unit: str, *, since: date) -> tuple[Move, ...]:
    """The moves after the day ``since`` by which affairs of a unit have gone to others."""
    return tuple(move for move in moves if move.from_unit == unit and move.day > since)


def held_text(moves: Sequence[Move]) -> str:
    """Whose rows a successor's figure holds besides its own, and since when; empty where it holds nobody's.

    >>> held_text([Move(date(2025, 3, 1), "A", "Phòng A", "B", "Phòng B")])
    'gồm số liệu của Phòng A (A), nhập về ngày 01/3/2025'
    """
    return f"gồm {'; '.join(_told(move, moves[0].to_unit) for move in moves)}" if moves else ""


def _told(move: Move, holder: str) -> str:
    through = "" if move.to_unit == holder else f"{move.to_name} ({move.to_unit}) "
    return f"{part_text(move)} của {move.from_name} ({move.from_unit}), nhập về {through}ngày {short_date(move.day)}"


def part_text(move: Move) -> str:
    """Which part of a unit's figures has moved."""
    if move.scope:
        return f"số liệu các thủ tục {', '.join(move.scope)}"
    return "phần số liệu còn lại" if move.is_rest else "số liệu"
