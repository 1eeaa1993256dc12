"""How much memory a run may take: asked for once, at the edge, and handed on to every evaluation."""

from __future__ import annotations

import os
import re

from .errors import UsageError

DEFAULT, LEAST = 1_000_000_000, 500_000_000
_UNITS = {"MB": 1_000_000, "GB": 1_000_000_000}
_PLACE = "THIDUA_MEMORY"


def parse_memory(text: str) -> int:
    """The bytes of ``1GB`` or ``500MB``. Raises UsageError.

    >>> parse_memory("1.5GB"), parse_memory("500 mb")
    (1500000000, 500000000)
    """
    found = re.fullmatch(r"\s*(\d{1,6}(?:[.,]\d{1,3})?)\s*(MB|GB)\s*", text.upper(), re.ASCII)
    size = int(float(found[1].replace(",", ".")) * _UNITS[found[2]]) if found else 0
    if size < LEAST:
        raise UsageError(
            f"Bộ nhớ {text!r} không dùng được. Cách sửa: ghi số kèm MB hoặc GB, ít nhất 500MB, ví dụ --memory 1GB."
        )
    return size


def ask(size: int) -> None:
    """Let the processes that this one starts keep to the same memory."""
    os.environ[_PLACE] = f"{size // 1_000_000}MB"


def asked() -> int:
    """What the command that started this process was asked to keep to, or the default."""
    return parse_memory(os.environ[_PLACE]) if os.environ.get(_PLACE) else DEFAULT
