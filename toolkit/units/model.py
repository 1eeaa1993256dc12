"""The list of units: who they are, how files may call them, on which days they exist."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from ..words.formatting import TONES, fold, latinised, short_date, visible
from ..words.ids import WIDE
from ..words.markup import table_html

# Letters and dashes that look the same, after case is gone.
_SAME = str.maketrans({"ð": "đ", "ɖ": "đ", **dict.fromkeys("‐‑‒–—―−", "-"), **WIDE})
_CODE = re.compile(r"[^\W_][\w.-]{0,39}")
# Names that Windows keeps for devices: a report cannot be called so.
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Unit:
    """A unit of the agency. ``valid_from`` and ``valid_to`` are its first and last day; None is open. ``parent`` is the unit
    above it; empty where it stands right below the agency."""

    id: str
    name: str
    kind: str = ""
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    short: str = ""  # for prose and pictures; empty where the list gives none
    parent: str = ""
    others: tuple[tuple[str, str], ...] = ()  # further columns of the list that the plan asks for: header and cell

    def value(self, header: str) -> str:
        """What the list says of the unit in a column; empty where it says nothing."""
        known = {
            "Mã đơn vị": self.id,
            "Tên đơn vị": self.name,
            "Tên ngắn": self.short,
            "Loại": self.kind,
            "Cấp trên": self.parent,
            **dict(self.others),
        }
        return {fold(title): cell for title, cell in known.items()}.get(fold(header), "")

    def _repr_html_(self) -> str:
        days = (short_date(day) if day else "" for day in (self.valid_from, self.valid_to))
        row = (self.id, self.name, self.kind, "; ".join(self.aliases), *days)
        return table_html("Đơn vị", ("Mã", "Tên", "Loại", "Tên khác", "Từ ngày", "Đến ngày"), [row])

    def exists_on(self, day: date) -> bool:
        """Whether the unit exists on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@lru_cache(maxsize=1 << 16)
def spelling(text: str) -> str:
    """The form in which two spellings of a unit are the same: any case, blanks, dash, Unicode form. Accents count.

    A tone may stand on either vowel (hoà, hòa), so it is moved to the end of its word; Ð (U+00D0) is Đ.

    >>> spelling("  văn  phòng\\u00a0Sở ") == spelling("Văn phòng Sở")
    True
    >>> spelling("Ðiều hoà – Khoẻ") == spelling("Điều hòa - Khỏe"), spelling("Hoa") == spelling("Hòa")
    (True, False)
    """
    plain = unicodedata.normalize("NFC", visible(text)).casefold().translate(_SAME)
    words = re.sub(r" ?- ?", "-", " ".join(plain.split()))
    return unicodedata.normalize("NFC", re.sub(r"[^\W\d_]+", _tone_last, unicodedata.normalize("NFC", words)))


def _tone_last(word: re.Match[str]) -> str:
    parts = unicodedata.normalize("NFD", word[0])
    tones = "".join(part for part in parts if part in TONES)
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES)) + tones


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
        self._by_id = {unit.id: unit for unit in units}
        self._codes = {spelling(unit.id): unit.id for unit in units}
        self._names: dict[str, set[str]] = {}
        for unit in units:
            for name in (unit.name, *unit.aliases):
                self._names.setdefault(spelling(name), set()).add(unit.id)
        self._near: dict[str, Unit | None] = {}

    def find(self, text: str) -> str | None:
        """The code of the unit that a file calls so; None when nobody, or more than one, is called so."""
        key = spelling(text)
        named = self._names.get(key, set())
        return self._codes.get(key) or (next(iter(named)) if len(named) == 1 else None)

    def is_shared(self, text: str) -> bool:
        """Whether more than one unit is called so."""
        return len(self._names.get(spelling(text), ())) > 1

    def nearest(self, text: str) -> Unit | None:
        """The one unit that a text is most like, to be suggested, never taken; None if there is none or more than one."""
        key = spelling(latinised(text[:200]))
        if key not in self._near:
            self._near[key] = self._nearest(key)
        return self._near[key]

    def _nearest(self, key: str) -> Unit | None:
        if len(self._spelled.get(key, ())) == 1:
            return self._by_id[next(iter(self._spelled[key]))]
        near = difflib.get_close_matches(fold(key), self._bare, n=2, cutoff=0.75)
        ids = {id for name in near[:1] for id in self._bare[name]}
        return self._by_id[next(iter(ids))] if len(ids) == 1 else None

    @cached_property
    def _spelled(self) -> dict[str, set[str]]:
        return {**self._names, **{code: {id} for code, id in self._codes.items()}}

    @cached_property
    def _bare(self) -> dict[str, set[str]]:
        return {fold(name): ids for name, ids in self._spelled.items()}
