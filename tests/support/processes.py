"""What runs on this machine, for tests that kill it: read from ``/proc``."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

linux = pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at processes in /proc")


def processes(*, with_ended: bool = False) -> dict[int, int]:
    """Every process that runs: pid → parent; if wanted those as well that have ended and wait for their parent to ask."""
    found = {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = place.read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if with_ended or state != "Z":
            found[int(place.parent.name)] = int(parent)
    return found


def family(root: int, *, with_ended: bool = False) -> set[int]:
    """The processes that descend from one, itself left out."""
    every, found = processes(with_ended=with_ended), {root}
    while more := {pid for pid, parent in every.items() if parent in found} - found:
        found |= more
    return found - {root}


def command_of(pid: int) -> str:
    """The words of a process; empty where it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""


def wait_for(condition, *, seconds: float = 60):
    """Wait until a condition holds; what it gives."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.02)
    return found
