"""What a run may use: memory, and a folder for large exports converted to Parquet, which goes with the run.

Asked for once, at the edge, and handed on to every evaluation, also to those of the processes that are started.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from .words.errors import UsageError

DEFAULT, LEAST = 1_000_000_000, 500_000_000
_UNITS = {"MB": 1_000_000, "GB": 1_000_000_000}
_MEMORY = "THIDUA_MEMORY"


@dataclass(frozen=True)
class Resources:
    """What an evaluation may use: bytes of ``memory``, and a folder ``run`` where large files that were converted to Parquet
    are found again as long as the run lasts; without one each evaluation reads them anew."""

    memory: int = DEFAULT
    run: Path | None = None


USUAL = Resources()


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


def ask(*, memory: int | None) -> None:
    """Let the processes that this one starts keep to the same."""
    if memory:
        os.environ[_MEMORY] = f"{memory // 1_000_000}MB"


def asked() -> Resources:
    """What the command that started this process was asked to keep to, or the default."""
    memory = os.environ.get(_MEMORY)
    return Resources(parse_memory(memory) if memory else DEFAULT)
