"""How long the bench computes on a province: a slider moved, a known period chosen again. Run: ``python tests/benchmarks/workbench.py``.

63 units × 10 indicators × 4 years, with the points of twelve contents and actions. Each is done several times; the middle
and the slowest are said, in milliseconds of computation (process time), beside what they may take at most.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from results import Measured, hand_on
from small import plan, write_folder

from toolkit import widgets

UNITS, TARGETS, ITEMS, YEARS, TIMES = 63, 10, 12, (2022, 2023, 2024, 2025), 15
SLIDER, PERIOD = 100, 300  # ms


def write_province(folder: Path) -> Path:
    """A data folder of a province's size; every figure follows from unit, target and year."""
    targets = [
        {"id": f"T{n}", "name": f"Chỉ tiêu {n}", "goal": "80%", "source": "bao_cao_don_vi", "points": 6}
        for n in range(TARGETS)
    ]
    contents = [{"id": f"N{n}", "name": f"Nội dung {n}", "points": 4} for n in range(ITEMS)]
    units = "".join(f"X{n},Sở số {n},,,,\n" for n in range(UNITS))
    files = {}
    for year in YEARS:
        figures = "".join(
            f"X{u},T{t},{(7 * u + 13 * t + 5 * year) % 100},100\n" for u in range(UNITS) for t in range(TARGETS)
        )
        points = "".join(f"X{u},N{n},{(u + n + year) % 5}\n" for u in range(UNITS) for n in range(ITEMS))
        files[f"{year}/bao_cao_don_vi.csv"] = f"Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\n{figures}"
        files[f"{year}/tham_dinh.csv"] = f"Mã đơn vị,Mã mục,Điểm thẩm định\n{points}"
    head = "Mã đơn vị,Tên đơn vị,Tên khác,Loại,Từ ngày,Đến ngày\n"
    return write_folder(folder, files, plan=plan(targets=targets, contents=contents), units=head + units)


def taken(act: Callable[[object], None], values: Iterable[object]) -> list[float]:
    """Milliseconds of computation of an act for each value."""
    found = []
    for value in values:
        began = time.process_time()
        act(value)
        found.append(1000 * (time.process_time() - began))
    return found


def main() -> None:
    """Measure both and hand them on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="write the measurements to a file")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = widgets.workbench(write_province(Path(folder)), period="2025")
        ranking = bench.pieces["Xếp hạng"]
        bench.tabs.value = ranking.title
        slider = ranking.sliders["T1"]
        found = [
            _said(
                "Kéo thanh trượt",
                taken(lambda n: setattr(slider, "value", n), (1 + n % 9 for n in range(TIMES))),
                SLIDER,
            )
        ]
        for title in bench.tabs.options:
            bench.tabs.value = title
            for year in YEARS:
                bench.session.choose_period(str(year))
            again = (str(YEARS[n % len(YEARS)]) for n in range(TIMES))
            found.append(_said(f"Chọn lại kỳ, mục {title}", taken(bench.session.choose_period, again), PERIOD))
    hand_on(found, asked.json)


def _said(what: str, times: list[float], most: int) -> Measured:
    return Measured(what, statistics.median(times), most, False, "ms", f"chậm nhất {max(times):.0f} ms")


if __name__ == "__main__":
    main()
