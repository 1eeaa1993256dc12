"""Ids that join two files, matched as people and programs write them: ``12.0`` for ``12``, another case, blanks, dashes, zeros,
full-width letters and figures.

An id that is written exactly as in the list goes before every other reading. What could be two of the list is neither.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_DASHES = "‐‑‒–—―−_"
_BLANKS = "\t\n\r\u00a0\u202f\u2007\u3000"
# Full-width signs, as East Asian keyboards write them → the signs that they are.
WIDE = {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)}
_KEPT = {"ð": "đ", "ɖ": "đ", **{wide: sign for wide, sign in WIDE.items() if sign not in "0-.,_"}}
_LOST = {wide: sign for wide, sign in WIDE.items() if sign in "0-.,"}  # of which no sign of an id holds any
_LOST |= dict.fromkeys(f"{_DASHES}＿", "-") | dict.fromkeys(_BLANKS, " ")
_ALIKE, _PLAIN = "".join([*_KEPT, *_LOST]), "".join([*_KEPT.values(), *_LOST.values()])
_UNSIGNED = str.maketrans("", "", "0-., ")
_MADE_PLAIN = str.maketrans(_ALIKE, _PLAIN)
_SQL_ALIKE, _SQL_PLAIN, _SQL_KEPT = (each.replace("'", "''") for each in (_ALIKE, _PLAIN, "".join(_KEPT.values())))
# One after the other, each wherever it fits: what RE2 and Python's ``re`` read alike.
_STEPS = (
    (r"^([0-9]+)[.,]0+$", r"\1"),  # a whole number as a column of numbers with gaps is written
    (r"[ -]+", "-"),
    (r"^-|-$", ""),
    (r"-?([/.,:;])-?", r"\1"),
    (r"([^0-9])-", r"\1"),  # a dash tells two numbers apart, but no letters
    (r"-([^0-9])", r"\1"),
    (r"(^|[^0-9.,])0+([0-9])", r"\1\2"),
)


def id_key(text: str) -> str:
    """The form in which two spellings of an id are the same. Accents count, and so do the figures after a dot.

    >>> id_key("CB – VP–001") == id_key("cb vp 1") == id_key("CBVP01"), id_key("12.0"), id_key("1-11") == id_key("11-1")
    (True, '12', False)
    """
    key = plain(text.strip())
    for pattern, put in _STEPS:
        key = re.sub(pattern, put, key)
    return key


def plain(text: str) -> str:
    """A text in small letters of one form, with one kind of dash and of blank."""
    return unicodedata.normalize("NFC", text).lower().translate(_MADE_PLAIN)


def id_key_sql(text: str) -> str:
    """The same of SQL text."""
    key = f"translate(lower(nfc_normalize(trim({text}))), '{_SQL_ALIKE}', '{_SQL_PLAIN}')"
    for pattern, put in _STEPS:
        key = f"regexp_replace({key}, '{pattern}', '{put}', 'g')"
    return key


class IdIndex:
    """Finds the id of a list that a text means.

    >>> ids = IdIndex(["1", "2", "02", "TT-3"])
    >>> ids.find("1.0"), ids.find("02"), ids.find("2.0"), ids.find("tt 03")
    ('1', '02', None, 'TT-3')
    """

    def __init__(self, ids: Iterable[str]):
        self._ids = frozenset(ids)
        self._by_key: dict[str, set[str]] = {}
        for id in self._ids:
            self._by_key.setdefault(id_key(id), set()).add(id)

    def find(self, text: str | None) -> str | None:
        """The one id that is written so; None where there is none, or more than one could be meant."""
        found = self.meant(text) if text else ()
        return next(iter(found)) if len(found) == 1 else None

    def is_shared(self, text: str) -> bool:
        """Whether more than one id could be meant."""
        return len(self.meant(text)) > 1

    def meant(self, text: str) -> frozenset[str]:
        """Every id that could be meant."""
        return frozenset({text} if text in self._ids else self._by_key.get(id_key(text), ()))


def id_sign(text: str) -> str:
    """What all spellings of an id share and is quickly told: what it holds but zeros, blanks, dashes, dots."""
    return plain(text).translate(_UNSIGNED)


def id_sign_sql(text: str) -> str:
    """The same of SQL text."""
    return f"translate(lower({text}), '{_SQL_ALIKE}0-., ', '{_SQL_KEPT}')"
