"""What somebody may have meant who typed a word that is not known."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str:
    """A question that names the known word nearest to a mistyped one, after a space; empty where none is near.

    >>> nearest("reprot", ["check", "report"]), nearest("x", ["check", "report"])
    (" Có phải 'report'?", '')
    """
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" Có phải {near[0]!r}?" if near else ""
