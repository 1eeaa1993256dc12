"""Text from outside, without what nobody sees in it. Every renderer begins here."""

from __future__ import annotations

import re

# Control and direction characters: invisible, and able to make a text read as another. The last are no text at all.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


def visible(value: str) -> str:
    """A text without characters that nobody sees.

    >>> visible("a\\u202eb\\x00")
    'ab'
    """
    return _UNSEEN.sub("", value)
