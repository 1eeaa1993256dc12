"""The list of units: who they are, how files may call them, on which days they exist."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_CODE = re.compile(r"[^\W_][\w.-]{0,39}")
# Names that Windows keeps for devices: a report cannot be called so.
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Unit:
    """A unit of the agency. ``valid_from`` and ``valid_to`` are its first and last day; None is open."""

    id: str
    name: str
    kind: str = ""
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None

    def exists_on(self, day: date) -> bool:
        """Whether the unit exists on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


def spelling(text: str) -> str:
    """The form in which two spellings of a unit are the same: NFC, one blank, any case. Accents count.

    >>> spelling("  văn  phòng\\u00a0Sở ") == spelling("Văn phòng Sở")
    True
    """
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


def is_code(text: str) -> bool:
    """Whether a text may be a unit's code: it becomes a file name.

    >>> is_code("P.KHTC"), is_code("../x"), is_code("NUL")
    (True, False, False)
    """
    return (
        bool(_CODE.fullmatch(unicodedata.normalize("NFC", text)))
        and not _RESERVED.fullmatch(text)
        and not text.endswith(".")
    )


class UnitNames:
    """Finds a unit by its code, else by its name or an alias; never by a near spelling."""

    def __init__(self, units: Iterable[Unit]):
        units = tuple(units)
        self._codes = {spelling(unit.id): unit.id for unit in units}
        self._names: dict[str, set[str]] = {}
        for unit in units:
            for name in (unit.name, *unit.aliases):
                self._names.setdefault(spelling(name), set()).add(unit.id)

    def find(self, text: str) -> str | None:
        """The code of the unit that a file calls so; None when nobody, or more than one, is called so."""
        key = spelling(text)
        named = self._names.get(key, set())
        return self._codes.get(key) or (next(iter(named)) if len(named) == 1 else None)
