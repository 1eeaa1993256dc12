"""Whether a free text names a document that a list of the period marks as a state secret."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from ..words.ids import id_sign, plain

HIDDEN = "(nội dung không được nêu)"  # in the place of such a text; neither a word for "none" nor a mere mark
_UNITS = re.compile(r"\d+|\D")


class SecretNames:
    """The ids of the marked documents, each by its ``id_key``. They never leave the process that read them.

    Only ids of figures and other signs: a bare number is the number of a row, a bare word may be any word.

    >>> from toolkit.words.ids import id_key
    >>> names = SecretNames([id_key("012/BC-VP")])
    >>> names.are_in("Theo báo cáo số 12/bc – vp."), names.are_in("Báo cáo 112/BC-VP, 12/BC-VPS, 12/BC")
    (True, False)
    """

    def __init__(self, keys: Iterable[str] = ()):
        self._keys = frozenset(key for key in keys if re.search(r"\d", key) and re.search(r"[^\d.,-]", key))

    def __reduce__(self) -> tuple[type[SecretNames], tuple[()]]:
        return SecretNames, ()

    def __or__(self, other: SecretNames) -> SecretNames:
        return SecretNames(self._keys | other._keys)

    def __bool__(self) -> bool:
        return bool(self._keys)

    def are_in(self, text: str) -> bool:
        """Whether one of them stands in a text, in whatever spelling."""
        if not self._keys or not text:
            return False
        return any(re.search(_pattern(key), plain(text)) for key in self._likely(id_sign(text)))

    @cached_property
    def _by_sign(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for key in sorted(self._keys):
            found.setdefault(id_sign(key), []).append(key)
        return found

    @cached_property
    def _lengths(self) -> frozenset[int]:
        return frozenset(map(len, self._by_sign))

    def _likely(self, sign: str) -> Iterator[str]:
        """The keys whose signs stand in that of a text: a first look that is quick for many ids and many texts."""
        for length in self._lengths:
            for start in range(len(sign) - length + 1):
                yield from self._by_sign.get(sign[start : start + length], ())


def _pattern(key: str) -> str:
    """What finds every spelling of an id in a plain text, but not within a longer id or number."""
    units = [f"0*{each}" if each.isdigit() else re.escape(each) for each in _UNITS.findall(key)]
    apart = r"(?<!\w)(?<!\w[-/])(?<!\d[.,])", r"(?!\w)(?![-/]\w)(?![.,]\d)"
    return apart[0] + "[ -]*".join(units) + apart[1]
