"""The blocks of the front page, which is only on a screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .model import Block


@dataclass(frozen=True)
class Tile:
    """A period at a glance: ``lines`` are a figure or a word each, with what it is; ``mark`` of the ``state`` as in a cell;
    ``links`` lead to files."""

    id: str
    title: str
    lines: tuple[tuple[str, str], ...]
    state: str
    mark: str = ""
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Tiles:
    """Tiles side by side, for a page that is only on a screen."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True)
class Fold:
    """Blocks under a line that opens them, for a page that is only on a screen; on paper they are open."""

    title: str
    blocks: tuple[Block, ...]
