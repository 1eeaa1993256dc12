"""What a run may use: memory, and a folder where large exports are kept as Parquet for later runs.

Asked for once, at the edge, and handed on to every evaluation, also to those of the processes that are started.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .words.errors import UsageError

DEFAULT, LEAST = 1_000_000_000, 500_000_000
_UNITS = {"MB": 1_000_000, "GB": 1_000_000_000}
_MEMORY, _EXPORTS = "THIDUA_MEMORY", "THIDUA_EXPORTS"


@dataclass(frozen=True)
class Resources:
    """What an evaluation may use: bytes of ``memory``; a folder ``run`` for large files converted to Parquet, which goes
    with the run, and a folder ``kept`` for those that later runs find again. Without folders nothing is kept."""

    memory: int = DEFAULT
    run: Path | None = None
    kept: Path | None = None


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


def ask(*, memory: int | None, exports: Path | None, outside: Sequence[Path] = ()) -> None:
    """Let the processes that this one starts keep to the same.

    Raises UsageError where the folder cannot be used, or lies in one of ``outside``: what is kept is neither data nor a result.
    """
    if memory:
        os.environ[_MEMORY] = f"{memory // 1_000_000}MB"
    if exports:
        if any(exports.resolve().is_relative_to(folder.resolve()) for folder in outside):
            raise UsageError(
                f"Thư mục {exports} nằm trong thư mục số liệu hoặc kết quả. Cách sửa: chỉ một thư mục riêng bằng --keep-exports."
            )
        try:
            exports.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            raise UsageError(
                f"Không tạo được thư mục {exports}. Cách sửa: chỉ một thư mục ghi được bằng --keep-exports."
            ) from None
        os.environ[_EXPORTS] = str(exports.resolve())


def asked() -> Resources:
    """What the command that started this process was asked to keep to, or the default."""
    memory, exports = os.environ.get(_MEMORY), os.environ.get(_EXPORTS)
    return Resources(parse_memory(memory) if memory else DEFAULT, kept=Path(exports) if exports else None)
