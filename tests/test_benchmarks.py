"""What the benchmarks hand on, and how the manual shows it. Nothing is timed here."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent / "benchmarks"


@pytest.fixture
def benchmarks(monkeypatch):
    """The command that runs all benchmarks, as a module."""
    monkeypatch.syspath_prepend(str(HERE))
    spec = importlib.util.spec_from_file_location("all_benchmarks", HERE / "__main__.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    sys.modules.pop("results", None)


def test_a_measurement_is_met_at_its_aim_and_says_by_how_much(benchmarks):
    fast, slow = benchmarks.Measured("a", 12.0, 12, True), benchmarks.Measured("b", 1.5, 1.2, False, "lần", "10 triệu")
    assert (fast.is_met, fast.margin, slow.is_met, slow.margin) == (True, 1.0, False, pytest.approx(0.8))
    assert benchmarks.table([fast, slow]).splitlines()[2:] == [
        "| a | 12 lần | ≥ 12 | đạt |",
        "| b (10 triệu) | 1,5 lần | ≤ 1,2 | **chưa đạt** |",
    ]


def test_measurements_survive_the_file_and_the_picture_is_drawn(benchmarks, tmp_path, capsys):
    found = [
        benchmarks.Measured("a", 2.0, 1, True, note="x"),
        benchmarks.Measured("còn sót", 0.0, 0, False, "tiến trình"),
    ]
    sys.modules["results"].hand_on(found, tmp_path / "m.json")
    assert benchmarks.handed_on(tmp_path / "m.json") == found
    assert "a: 2.00 lần (mức ≥ 1): đạt" in capsys.readouterr().out
    benchmarks.draw(found, tmp_path / "p.png")
    assert (tmp_path / "p.png").read_bytes().startswith(b"\x89PNG")


def test_every_benchmark_is_there_and_the_page_shows_what_was_measured_last(benchmarks):
    assert all((HERE / f"{name}.py").is_file() for name in benchmarks.BENCHMARKS)
    (passage,) = benchmarks._PLACE.findall(benchmarks.PAGE.read_text(encoding="utf-8"))
    assert passage.startswith(benchmarks.written(benchmarks.kept({})))


@pytest.mark.slow
def test_large_data_runs_on_few_rows_and_every_way_gives_the_same_figures(tmp_path):
    few = ["--rows", "2000", "--csv", "2000", "--pandas", "--json", str(tmp_path / "m.json")]
    done = subprocess.run([sys.executable, HERE / "large_data.py", *few], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    assert [line.split()[1:3] for line in done.stdout.splitlines()[:4]] == [
        ["Parquet", "thidua"],
        ["Parquet", "sql"],
        ["CSV", "thidua"],
        ["CSV", "sql"],
    ]
    assert (tmp_path / "m.json").is_file()
