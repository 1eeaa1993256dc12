"""What a run may use: memory, and a folder for large exports converted to Parquet, which goes with the run.

Asked for once, at the edge, and handed on to every evaluation; to those of other processes by their environment.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from .words.errors import UsageError

DEFAULT, LEAST = 1_000_000_000, 500_000_000
_UNITS = {"MB": 1_000_000, "GB": 1_000_000_000}
_NO_LIMIT = 1 << 60
_MEMORY = "THIDUA_MEMORY"


@dataclass(frozen=True)
class Resources:
    """What an evaluation may use: bytes of ``memory``, and a folder ``run`` where large files that were converted to Parquet
    are found again as long as the run lasts; without one each evaluation reads them anew."""

    memory: int = DEFAULT
    run: Path | None = None

    @property
    def environ(self) -> dict[str, str]:
        """The variables by which a process that gets them knows of the same."""
        return {_MEMORY: f"{self.memory // 1_000_000}MB"}


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


def requested(*, memory: int | None) -> Resources:
    """What a user asks for; of what is not said, the default: less than that in a container that has little."""
    usual = max(LEAST, min(DEFAULT, machine_memory() // 2 or DEFAULT))
    return Resources(memory or usual)


def cores(root: Path = Path("/")) -> int:
    """How many processors this process may use: those that it is bound to, and the share that its container has of them.

    A share that is no whole number is rounded up. ``root`` is where the system's files are.
    """
    bound = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    shares = []
    for folder in _groups(root, "cpu"):
        quota, period = (_words(folder / "cpu.max") + ["", ""])[:2]  # version 2
        quota, period = quota or _word(folder / "cpu.cfs_quota_us"), period or _word(folder / "cpu.cfs_period_us")
        if quota.isdecimal() and period.isdecimal() and int(period):  # "max" and -1: as much as there is
            shares.append(-(-int(quota) // int(period)))
    return max(1, min([bound, *shares]))


def machine_memory(root: Path = Path("/")) -> int:
    """The bytes of memory that this machine has, or its container if that is less; 0 where the system does not tell.

    ``root`` is where the system's files are.
    """
    physical = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") if hasattr(os, "sysconf") else 0
    told = [
        _word(folder / name) for folder in _groups(root, "memory") for name in ("memory.max", "memory.limit_in_bytes")
    ]
    # "max", nothing, and the largest number that version 1 can write: as much as there is
    limits = [int(text) for text in told if text.isdecimal() and int(text) < _NO_LIMIT]
    return min([physical, *limits]) if physical else min(limits, default=0)


def _groups(root: Path, controller: str) -> Iterator[Path]:
    """The control groups of this process and those around them, whose limits hold too: version 2, or 1 of a controller."""
    for line in _lines(root / "proc/self/cgroup"):
        _, controllers, name = (line.split(":", 2) + ["", ""])[:3]
        if controllers and controller not in controllers.split(","):
            continue
        top, own = root / "sys/fs/cgroup" / (controller if controllers else ""), PurePosixPath(name.strip("/"))
        yield from (top / each for each in (own, *own.parents))


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return []


def _words(path: Path) -> list[str]:
    return " ".join(_lines(path)).split()


def _word(path: Path) -> str:
    return next(iter(_words(path)), "")


def handed_on() -> Resources:
    """What the run that started this process keeps to, or the default."""
    memory = os.environ.get(_MEMORY)
    return Resources(parse_memory(memory) if memory else DEFAULT)
