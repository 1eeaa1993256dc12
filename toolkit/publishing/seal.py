"""A page that says of itself whether anybody has changed it, and what it rests on: for pages that no record names."""

from __future__ import annotations

import re
from pathlib import Path

from ..writing.files import digest

_MARK, _SEAL = b'<meta name="seal" content="%s.%s">', re.compile(rb'<meta name="seal" content="(\w+)\.(\w+)">')


def sealed(page: bytes, rests_on: str) -> bytes:
    """The page with a mark of what it rests on, and one of its own bytes.

    >>> page = sealed(b"<head></head>", "x")
    >>> is_as_made(page), is_as_made(page.replace(b"<head>", b"<head> ")), is_sealed_for(page, "x"), is_sealed_for(page, "y")
    (True, False, True, False)
    >>> is_sealed_for(b"a text of somebody", "x")
    False
    """
    rests = digest(rests_on.encode() + page).encode()
    return page.replace(b"</head>", _MARK % (rests, digest(rests + page).encode()) + b"</head>", 1)


def is_sealed_for(page: bytes, rests_on: str) -> bool:
    """Whether a page is as it was made, and rests on this."""
    return _SEAL.search(page) is not None and sealed(_SEAL.sub(b"", page), rests_on) == page


def is_as_made(page: bytes) -> bool:
    """Whether nobody has changed a page since."""
    found = _SEAL.search(page)
    return found is not None and digest(found[1] + _SEAL.sub(b"", page)).encode() == found[2]


def is_made_at(path: Path) -> bool:
    """Whether what lies at a path is such a page, and nobody has changed it."""
    try:
        return path.is_file() and is_as_made(path.read_bytes())
    except OSError:
        return False
