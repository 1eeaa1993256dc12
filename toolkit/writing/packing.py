"""Packages without the clock (XLSX, DOCX): the same parts give the same bytes, on every system."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import IO, Any

_DAY = (2022, 5, 26, 0, 0, 0)
_CLOCK = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_UNIX = 3


def repacked(
    saved: IO[bytes],
    *,
    day: tuple[int, int, int, int, int, int] = _DAY,
    change: Callable[[str, bytes], bytes] = lambda name, part: part,
) -> bytes:
    """The bytes of a ZIP package, packed again with a fixed ``day`` in the place of every time.

    ``change`` takes the name of a part and its bytes, and gives those to be packed.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(saved) as before, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            entry = zipfile.ZipInfo(name, day)
            entry.create_system, entry.compress_type = _UNIX, zipfile.ZIP_DEFLATED
            after.writestr(entry, change(name, before.read(name)))
    return content.getvalue()


def packed(book: Any) -> bytes:
    """The bytes of an openpyxl workbook, without any time."""
    saved = io.BytesIO()
    book.save(saved)
    return repacked(saved, change=_timeless)


def _timeless(name: str, part: bytes) -> bytes:
    return _CLOCK.sub(rb"\g<1>2022-05-26T00:00:00Z", part) if name == "docProps/core.xml" else part
