"""Kill and interrupt a run at many moments: ``python tests/benchmarks/stopped.py [MOMENTS]``. What it counts must be 0.

Real runs of a small folder whose reports people have changed and whose figures are new. Half of them are killed, half are
interrupted, at moments from the first to the last of a run. Afterwards each file must be the old one or the new one, each
changed one as it was; every tenth run is followed by another, which must end as if nothing had been.
"""

from __future__ import annotations

import argparse
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from results import Measured, hand_on

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

from quick import change_figures, files_of, two_years  # noqa: E402

EDITED = ("2024/so_ket.docx", "2024/kiem_tra.html", "2024/notebooks/so_ket.ipynb", "2024/scores.csv")
RECORDS = ("index.html", "noi_bo.html", "2023/run.json", "2024/run.json", "loi.log")  # they say how far a run came
MINE = b"changed by a person"


def started(root: Path) -> subprocess.Popen[bytes]:
    """A run of all reports."""
    place = ["--quiet", "--data", str(root / "data"), "--out", str(root / "o")]
    return subprocess.Popen(
        [sys.executable, "-m", "toolkit", "report", *place],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def whole(root: Path) -> dict[str, bytes]:
    """The results, without what a run that was killed leaves until the next."""
    return {name: content for name, content in files_of(root / "o").items() if ".thidua" not in name}


def faults(then: dict[str, bytes], before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    """Files that are lost, changed, or neither the old nor the new one."""
    lost = [f"{name}: lost" for name in before.keys() - then.keys()]
    lost += [f"{name}: not as the person left it" for name in EDITED if then.get(name) != MINE]
    known = {name: (before.get(name), after.get(name)) for name in then if name not in RECORDS}
    return lost + [f"{name}: neither old nor new" for name, both in known.items() if then[name] not in both]


def main() -> None:
    """Stop runs, look at what they leave, and hand on how much of it is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("moments", nargs="?", type=int, default=200)
    parser.add_argument("--json", type=Path, help="write the measurements to a file")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        two_years(root)
        started(root).wait()
        for name in EDITED:
            (root / "o" / name).write_bytes(MINE)
        change_figures(root)
        shutil.copytree(root / "o", root / "before")
        before, began = whole(root), time.monotonic()
        assert started(root).wait() == 0
        takes, after = time.monotonic() - began, whole(root)
        found = []
        for moment in range(asked.moments):
            shutil.rmtree(root / "o")
            shutil.copytree(root / "before", root / "o")
            run = started(root)
            time.sleep(takes * (moment + 0.5) / asked.moments)
            run.send_signal(signal.SIGKILL if moment % 2 else signal.SIGINT)
            run.wait()
            found += faults(whole(root), before, after)
            if moment % 10 == 9:
                ended = started(root).wait()
                found += [] if ended == 0 else [f"the next run ended with {ended}"]
                found += [f"{name}: not as if nothing had been" for name in _other(whole(root), after)]
                found += [f"{path.name}: left behind" for path in (root / "o").rglob(".thidua*")]
    for each in found:
        print(each, file=sys.stderr)
    note = f"{asked.moments} lần dừng một lần chạy"
    hand_on([Measured("tệp mất, hỏng, hoặc bản sửa tay bị thay", len(found), 0, False, "tệp", note)], asked.json)


def _other(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in {*one, *other} - {"loi.log"} if one.get(name) != other.get(name))


if __name__ == "__main__":
    main()
