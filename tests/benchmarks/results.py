"""One measurement, and how a benchmark hands its measurements on: ``--json FILE``."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Measured:
    """What was measured, in Vietnamese: a value beside the one that is asked for.

    ``at_least`` says whether the value has to reach ``aim`` or may not exceed it; ``unit`` is "lần", "giây", "GB" …
    """

    what: str
    value: float
    aim: float
    at_least: bool
    unit: str = "lần"
    note: str = ""

    @property
    def is_met(self) -> bool:
        """Whether the value is as asked."""
        return self.value >= self.aim if self.at_least else self.value <= self.aim

    @property
    def margin(self) -> float:
        """How many times better than asked; below 1 where it is worse."""
        return self.value / self.aim if self.at_least else self.aim / max(self.value, 1e-9)

    def line(self) -> str:
        """For a terminal."""
        sign = "≥" if self.at_least else "≤"
        return f"{self.what}: {self.value:.2f} {self.unit} (mức {sign} {self.aim:g}): {'đạt' if self.is_met else 'CHƯA ĐẠT'}"


def peak_gb() -> float:
    """The most memory that this process has held. Not ru_maxrss, which a process takes over from the one that started it."""
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) * 1024 / 1e9


def hand_on(found: Sequence[Measured], path: Path | None) -> None:
    """Print the measurements, and write them where a file is asked for."""
    for each in found:
        print(each.line())
    if path:
        path.write_text(json.dumps([asdict(each) for each in found], ensure_ascii=False), encoding="utf-8")


def handed_on(path: Path) -> list[Measured]:
    """The measurements of a file."""
    return [Measured(**each) for each in json.loads(path.read_text(encoding="utf-8"))]
