"""Very many unit sheets in one run: ``python tests/benchmarks/many_sheets.py [UNITS]`` (2 000 by default).

Watches the memory of the driver, of the template process and of the processes that write Word files while
``thidua report --kind phieu_don_vi`` makes a sheet for each unit; then counts what is whole and what is left running.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

from results import Measured, hand_on
from wide import wide_folder

PERIOD, SECONDS = "2024", 1.0


def processes() -> dict[int, tuple[int, str]]:
    """Every process: pid → (parent, command line)."""
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((place / "stat").read_text().rpartition(")")[2].split()[1])
            found[int(place.name)] = parent, (place / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue
    return found


def memory(pid: int) -> float:
    """Resident megabytes."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096 / 1e6
    except OSError:
        return 0.0


def role(pid: int, driver: int, seen: dict[int, tuple[int, str]]) -> str:
    """What a process of the run is; empty for a report's own, which lives a moment."""
    parent, command = seen[pid]
    if pid == driver:
        return "driver"
    if parent == driver:
        return (
            "template" if "toolkit.publishing.engine.template" in command else "Word" if "spawn_main" in command else ""
        )
    return ""


def typical(made: list[tuple[int, dict[str, float]]], name: str, low: int, high: int) -> float:
    """The median memory of a process between two counts of sheets; 0 where it was not seen."""
    seen = [now[name] for count, now in made if name in now and low <= count < high]
    return statistics.median(seen) if seen else 0.0


def main() -> None:
    """Make the sheets, watch, count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("units", nargs="?", type=int, default=2000)
    parser.add_argument("--json", type=Path, help="write the measurements to a file")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        data, out = wide_folder(Path(place) / "data", units=asked.units), Path(place) / "o"
        command = [
            sys.executable,
            "-m",
            "toolkit",
            "report",
            PERIOD,
            "--kind",
            "phieu_don_vi",
            "--quiet",
            "--jobs",
            "2",
        ]
        began = time.monotonic()
        run = subprocess.Popen([*command, "--data", str(data), "--out", str(out)], stderr=subprocess.DEVNULL, text=True)
        made, took = [], {}
        while run.poll() is None:
            seen = processes()
            now: dict[str, float] = {}
            for pid in seen:
                if name := role(pid, run.pid, seen):
                    now[name] = max(now.get(name, 0.0), memory(pid))
                    took[pid] = seen[pid][1]
            made.append((sum(1 for _ in (out / PERIOD).glob("phieu_don_vi/*.html")), now))
            time.sleep(SECONDS)
        wall = time.monotonic() - began
        time.sleep(SECONDS)
        left = [pid for pid in took if pid in processes() and processes()[pid][1] == took[pid]]
        pages = sorted((out / PERIOD / "phieu_don_vi").glob("*.html"))
        whole = sum(page.read_bytes().rstrip().endswith(b"</html>") for page in pages)
        papers = sum(zipfile.ZipFile(path).testzip() is None for path in (out / PERIOD).glob("phieu_don_vi/*.docx"))
    print(f"{asked.units} units: {whole} HTML and {papers} Word files whole, exit code {run.returncode}, {wall:.0f} s")
    print(f"left running: {len(left)}")
    fifths = ((asked.units // 5, 2 * asked.units // 5), (4 * asked.units // 5, asked.units))
    growth = {name: [typical(made, name, *fifth) for fifth in fifths] for name in ("driver", "template", "Word")}
    for name, (early, late) in growth.items():
        print(f"{name}: {early:.0f} MB in the second fifth, {late:.0f} MB in the last")
    found = [
        Measured("phiếu nguyên vẹn (HTML và Word)", (whole + papers) / (2 * asked.units), 1, True),
        Measured("tiến trình còn sót", len(left), 0, False, "tiến trình"),
        *(
            Measured(f"bộ nhớ của tiến trình {name}, cuối so với đầu", late / early, 1.1, False)
            for name, (early, late) in growth.items()
        ),
    ]
    hand_on([replace(each, note=f"{asked.units} phiếu") for each in found], asked.json)


if __name__ == "__main__":
    main()
