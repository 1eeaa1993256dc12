"""Short names of what a plan has: for prose, pictures and narrow screens, where a code says nothing and a name is too long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Protocol

from ..words.formatting import fold, shortened


class Named(Protocol):
    """What has an id, a name, and perhaps a short one."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def short(self) -> str: ...


def short_names(every: Iterable[Named]) -> Mapping[str, str]:
    """Id → short name: the one that is given, else the beginning of the name; with its id where two would be alike."""
    return _short_names(tuple((each.id, each.name, each.short) for each in every))


@lru_cache(maxsize=64)
def _short_names(every: tuple[tuple[str, str, str], ...]) -> Mapping[str, str]:
    found = {id: short or shortened(name) for id, name, short in every}
    alike = Counter(fold(each) for each in found.values())
    return {id: f"{each} ({id})" if alike[fold(each)] > 1 else each for id, each in found.items()}
