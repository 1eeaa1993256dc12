"""The command as people feel it: ``python tests/benchmarks/command.py``. Seconds of wall, the best of three.

How long help takes, an evaluation of one period of the sample, every report of the sample, and all of it once more where
nothing has changed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from results import Measured, hand_on

DATA = Path(__file__).resolve().parents[2] / "data"


def seconds(*words: str, times: int = 3) -> float:
    """The best time of a command of ours, each time in a process of its own."""
    best = float("inf")
    for _ in range(times):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "toolkit", *words], capture_output=True, check=True)
        best = min(best, time.perf_counter() - began)
    return best


def main() -> None:
    """Measure and hand on."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path, help="write the measurements to a file")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as out:
        place = ("--data", str(DATA), "--out", out, "--quiet")
        cold = seconds("evaluate", "2024", *place, "--force")
        first = seconds("report", *place, times=1)
        second = seconds("report", *place)
    found = [
        Measured("thidua --help", seconds("--help"), 0.3, False, "giây"),
        Measured("thidua evaluate một kỳ của số liệu minh họa", cold, 2.5, False, "giây"),
        Measured("thidua report khi không có gì thay đổi", second, 2.0, False, "giây"),
        Measured("lần đầu so với lần không có gì thay đổi", first / second, 10, True, note=f"lần đầu {first:.0f} giây"),
    ]
    hand_on(found, asked.json)


if __name__ == "__main__":
    main()
