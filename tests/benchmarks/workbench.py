"""How long the bench computes on a province: a slider moved, a known period chosen again. Run: ``python tests/benchmarks/workbench.py``.

63 units × 10 indicators × 4 years, with the points of twelve contents and actions; then every other change of a tab, and each
picture alone; at last how soon a saved file is seen. Each is done several times; the middle
and the slowest are said, in milliseconds of computation (process time), beside what they may take at most.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from results import Measured, hand_on
from small import plan, write_folder

from toolkit import widgets
from toolkit.evaluation.changes import explain_change
from toolkit.report import charts
from toolkit.report.charts.drawing import MOST_BESIDE
from toolkit.widgets import following

UNITS, TARGETS, ITEMS, YEARS, TIMES = 63, 10, 12, (2022, 2023, 2024, 2025), 15
SAVES, SEEN, SHARE = 5, 2, 1  # seconds from saving to the figures; percent of a core for looking
SLIDER, PERIOD, CHANGE, PICTURE = 300, 300, 300, 150  # ms


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
    """Measure all and hand it on."""
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
        found += [_said(f"{what}, mục {title}", _of_piece(bench, title, act), CHANGE) for title, what, act in CHANGES]
        found += [
            _said(f"Hình {name}", taken(lambda _, one=one: one.draw("svg"), range(TIMES)), PICTURE)
            for name, one in _pictures(bench)
        ]
    with tempfile.TemporaryDirectory() as folder:
        found += followed(write_province(Path(folder)))
    hand_on(found, asked.json)


async def _from_saving(folder: Path) -> list[float]:
    """Seconds on the clock from saving a file of the folder until its figures are there, as a kernel runs it."""
    bench, file, found = widgets.workbench(folder, period="2025"), folder / "2025/bao_cao_don_vi.csv", []
    before = file.read_text(encoding="utf-8")
    for n in range(SAVES):
        bench.session.news = ""
        file.write_text(before.replace("X1,T1,", f"X1,T1,{n}", 1), encoding="utf-8")
        began = time.monotonic()
        while not bench.session.news and time.monotonic() - began < 60:
            await asyncio.sleep(0.01)
        found.append(time.monotonic() - began)
        assert bench.session.news.startswith("Đã đọc lại"), bench.session.news
    return found


def _share_of_looking(folder: Path) -> float:
    """Percent of a core that goes into looking whether files were saved."""
    follower = following.Follower(widgets.Session(folder, period="2025"))
    took = statistics.median(taken(lambda _: follower.look(), range(50)))
    return 100 * took / (1000 * following._SECONDS)


def followed(folder: Path) -> list[Measured]:
    """How soon what is saved is seen, and what looking costs."""
    times, what = asyncio.run(_from_saving(folder)), f"{UNITS} đơn vị, {len(YEARS)} năm"
    return [
        Measured("Từ lúc lưu tệp đến khi có con số mới", statistics.median(times), SEEN, False, "giây", f"{what}; chậm nhất {max(times):.1f} giây"),
        Measured("Xem có tệp vừa lưu không", _share_of_looking(folder), SHARE, False, "% một nhân", what),
    ]  # fmt: skip


def _of_piece(bench: widgets.Bench, title: str, act: Callable[[Any, int], None]) -> list[float]:
    """Milliseconds of a change, again and again, while a piece is seen."""
    bench.tabs.value = title
    piece = bench.pieces[title]
    act(piece, 0)
    return taken(lambda n: act(piece, n), range(1, TIMES + 1))


def _add(desk: Any, n: int) -> None:
    desk.kind.value, desk.text.value = "goals", f"{50 + n}%"  # another one each time: none is known already
    desk._act(desk.add)()


CHANGES: Sequence[tuple[str, str, Callable[[Any, int], None]]] = (
    ("Tổng quan", "Chọn ô", lambda piece, n: piece.session.choose_cell(f"X{n}", f"T{n % TARGETS}")),
    ("Chỉ tiêu", "Chọn chỉ tiêu", lambda piece, n: setattr(piece.session, "target", f"T{n % TARGETS}")),
    ("Chỉ tiêu", "Chọn đơn vị", lambda piece, n: setattr(piece.session, "unit", f"X{n}")),
    ("Chỉ tiêu", "Nhóm theo", lambda piece, n: setattr(piece.by, "value", ("unit", "reason")[n % 2])),
    ("Đơn vị", "Chọn đơn vị", lambda piece, n: setattr(piece.session, "unit", f"X{n}")),
    ("Xếp hạng", "Chọn đơn vị so sánh", lambda piece, n: setattr(piece.one, "value", f"X{n}")),
    ("Kịch bản", "Thêm thay đổi", _add),
)


def _pictures(bench: widgets.Bench) -> list[tuple[str, Any]]:
    """Each picture of the tabs, of the period and cell that are looked at."""
    session = bench.session
    e, unit, target = session.evaluation, session.unit, session.target
    change = explain_change(session.history[-2], session.history[-1], target=target, unit=unit)
    made = {
        "các chỉ tiêu của cơ quan": charts.bullet_chart(e),
        "một chỉ tiêu qua các đơn vị": charts.units_of_target(e, target),
        "một chỉ tiêu qua các kỳ": charts.over_time(e, target, unit=unit, history=session.history),
        "vì sao khác kỳ trước": charts.waterfall(change),
        "một đơn vị giữa các đơn vị": charts.unit_among(e, unit),
        "khoảng hạng": charts.rank_chart(e, most=MOST_BESIDE),
        "kịch bản": charts.before_and_after(e, bench.pieces["Kịch bản"].session.evaluation, name="x"),
        "ngày có dữ liệu": charts.last_days(e),
    }
    return [(name, one) for name, one in made.items() if one is not None]


def _said(what: str, times: list[float], most: int) -> Measured:
    return Measured(what, statistics.median(times), most, False, "ms", f"chậm nhất {max(times):.0f} ms")


if __name__ == "__main__":
    main()
