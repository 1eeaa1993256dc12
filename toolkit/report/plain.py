"""Text from outside, without what nobody sees in it. Every renderer begins here."""

from __future__ import annotations

from ..words.unseen import UNSEEN


def visible(value: str) -> str:
    """A text without characters that nobody sees.

    >>> visible("a\\u202eb\\x00")
    'ab'
    """
    return UNSEEN.sub("", value).replace("\r", "")
