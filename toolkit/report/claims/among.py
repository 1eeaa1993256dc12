"""Several figures of one kind in an order: who is first and last, with all who are equal; lists that are cut."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ...words.formatting import NBSP, sort_key

NAMED = 5  # in a sentence; the rest stand in the table


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: a, b và c.

    >>> listed(["CT1", "CT2", "CT4"]), listed(["CT1"])
    ('CT1, CT2 và CT4', 'CT1')
    """
    return f"{', '.join(names[:-1])} và {names[-1]}" if len(names) > 1 else "".join(names)


def alphabetical(names: Iterable[str]) -> list[str]:
    """Names as a Vietnamese dictionary has them."""
    return sorted(names, key=sort_key)


def some(names: Iterable[str], *, noun: str = "đơn vị") -> str:
    """Names in a sentence, of which a long list is cut; nothing is said of those left out but how many they are."""
    names = list(names)
    if len(names) <= NAMED + 1:
        return listed(names)
    return f"{', '.join(names[:NAMED])} và {len(names) - NAMED}{NBSP}{noun} khác"


@dataclass(frozen=True)
class Group:
    """Those whose figures are shown as one and the same, and the figure."""

    figure: Decimal | Fraction
    names: tuple[str, ...]


def equal_groups(figures: Iterable[tuple[str, Any]], *, highest_first: bool = False) -> list[Group]:
    """Names by their figure as it is shown, the lowest first; equal ones stand together, in the order given.

    >>> [group.names for group in equal_groups([("A", Fraction(4)), ("B", Fraction(1)), ("C", Fraction(4))])]
    [('B',), ('A', 'C')]
    """
    found: dict[Any, list[str]] = {}
    for name, figure in figures:
        found.setdefault(figure, []).append(name)
    return [Group(figure, tuple(found[figure])) for figure in sorted(found, reverse=highest_first)]


def extremes_text(groups: Sequence[Group], *, text: Callable[[Any], str], place: str = "ở") -> str:
    """The highest and the lowest, all who share the place; empty where all are equal or there is only one.

    ``groups`` are the lowest first; ``text`` writes a figure.
    """
    if len(groups) < 2:
        return ""
    high, low = (f"{place} {some(group.names)} ({_each(group, text)})" for group in (groups[-1], groups[0]))
    return f"cao nhất {high}, thấp nhất {low}"


def behind_text(groups: Sequence[Group], *, text: Callable[[Any], str], noun: str = "đơn vị") -> str:
    """Names with figures, in the order of the groups (the worst first). A list that is long is cut between groups, so that
    nobody is named before one who is equal; of a group that is too large by itself it says how many."""
    said: list[str] = []
    named = 0
    for n, group in enumerate(groups):
        rest = sum(len(each.names) for each in groups[n:])
        more = len(group.names)
        if named + more > NAMED and not (named + rest <= NAMED + 1):
            if not said:
                said.append(f"{more}{NBSP}{noun} cùng {text(group.figure)}")
                rest -= more
            return listed([*said, f"{rest}{NBSP}{noun} khác"]) if rest else listed(said)
        said.append(f"{listed(group.names)} ({_each(group, text)})")
        named += more
    return listed(said)


def _each(group: Group, text: Callable[[Any], str]) -> str:
    return f"{'cùng ' if len(group.names) > 1 else ''}{text(group.figure)}"
