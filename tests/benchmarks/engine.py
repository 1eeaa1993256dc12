"""Reports per second, beside what one would do without the toolkit. Run: ``python tests/benchmarks/engine.py``.

As many reports as ``make report`` makes unit sheets of the sample, four ways, one after the other, each from a cold
start and on the same cores:

  loop   a shell loop of ``papermill`` and ``jupyter nbconvert``
  xargs  the same commands, two at a time, by ``xargs -P2``
  batch  the toolkit: one evaluation, its engine, two jobs, one warm exporter
  plain  no Jupyter: one process evaluates once, runs the notebook's code for each report and fills the same template

All four take turns, and the least that each took counts: other work of the machine can only add. Trust the ratios of one
run, not its seconds. ``--evaluated`` gives the evaluation to the loop and to xargs as well, made once before the clock
starts: what is measured then is starting, running, drawing and converting alone.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import resource
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from results import Measured, hand_on

from toolkit.evaluation.kept import find_kept, keep
from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.publishing import publish as publishing
from toolkit.publishing.engine import warm
from toolkit.publishing.jobs import Job
from toolkit.sample import write_sample

PERIOD = parse_period("2024")


@dataclass(frozen=True)
class Work:
    """What is to be made: a kind of report, in a folder that holds the data, so many times."""

    kind: str
    folder: Path
    reports: int
    units: tuple[str, ...] = ()

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.folder / "data"

    @property
    def notebook(self) -> Path:
        """The notebook of the kind."""
        return publishing.NOTEBOOKS / f"{self.kind}.ipynb"

    def parameters(self, number: int) -> dict[str, str]:
        """The parameters of one report; the units take turns where each has its own."""
        unit = {"unit": self.units[number % len(self.units)]} if self.units else {}
        return {"period": PERIOD.id, "data": "data", **unit}

    @contextmanager
    def evaluated(self) -> Iterator[None]:
        """Evaluate once, as ``thidua report`` does, for all that runs meanwhile."""
        if find_kept(PERIOD, data=self.data):
            yield
            return
        kept = Workspace.open(self.data).evaluated(PERIOD)
        handed = keep(Path(tempfile.mkdtemp(dir=self.folder)) / "kept", [(PERIOD, kept)], data=self.data)
        os.environ.update(handed)
        yield
        for name in handed:
            del os.environ[name]

    def command(self, number: int) -> str:
        """One report as a user of papermill and nbconvert makes it."""
        binaries = Path(sys.executable).parent
        given = " ".join(f"-p {name} {shlex.quote(value)}" for name, value in self.parameters(number).items())
        return (
            f"{binaries}/papermill {self.notebook} {number}.ipynb --no-progress-bar {given}"
            f" && {binaries}/jupyter nbconvert --to html --template thidua {number}.ipynb"
        )


def loop(work: Work) -> None:
    """One after the other."""
    for number in range(work.reports):
        _quietly(["bash", "-c", work.command(number)], work.folder)


def xargs(work: Work) -> None:
    """Two at a time."""
    lines = "\0".join(work.command(number) for number in range(work.reports))
    _quietly(["xargs", "-0", "-P2", "-I{}", "bash", "-c", "{}"], work.folder, lines)


def again(way: str) -> Callable[[Work], None]:
    """A way that runs in a fresh process of this script."""

    def run(work: Work) -> None:
        words = [sys.executable, Path(__file__).resolve(), "--way", way, "--reports", work.reports]
        place = ["--kind", work.kind, "--folder", work.folder, "--units", " ".join(work.units)]
        _quietly([*words, *place], work.folder)

    return run


def batch(work: Work) -> None:
    """As ``thidua report`` publishes."""

    def one(number: int) -> None:
        notebook = publishing.execute(work.notebook, parameters=work.parameters(number), folder=work.folder)
        (work.folder / f"{number}.ipynb").write_bytes(publishing.notebook_bytes(notebook))
        (work.folder / f"{number}.html").write_bytes(publishing.html_bytes(notebook))

    with work.evaluated(), warm(*Job(work.kind).libraries), ThreadPoolExecutor(2) as pool:
        list(pool.map(one, range(work.reports)))


def plain(work: Work) -> None:
    """The notebook's code as a plain program."""
    cells = json.loads(work.notebook.read_text("utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    with work.evaluated():
        for number in range(work.reports):
            shown: list = []
            names = {"display": lambda *each, to=shown: to.extend(each)}
            for source in sources:
                _run(source, names)
                names.update({name: value for name, value in work.parameters(number).items() if name in names})
            (work.folder / f"{number}.html").write_bytes(publishing.page_bytes("", *shown))


def _run(source: str, names: dict) -> None:
    """A cell: its statements, and what its last expression gives is displayed."""
    tree = ast.parse(source)
    if tree.body and isinstance(tree.body[-1], ast.Expr) and not ast.unparse(tree.body[-1]).startswith("display("):
        tree.body[-1].value = ast.Call(ast.Name("display", ast.Load()), [tree.body[-1].value], [])
    exec(compile(ast.fix_missing_locations(tree), "cell", "exec"), names)


def _quietly(command: list, folder: Path, given: str = "") -> None:
    done = subprocess.run([str(word) for word in command], cwd=folder, input=given, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)


def measured(way: Callable[[Work], None], work: Work) -> tuple[float, float, list[bytes]]:
    """Seconds of wall and of CPU for a report, and the reports."""
    for old in work.folder.glob("*.html"):
        old.unlink()
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    way(work)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    pages = [(work.folder / f"{number}.html").read_bytes() for number in range(work.reports)]
    return wall / work.reports, used / work.reports, pages


def options() -> argparse.Namespace:
    """What is asked on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kind", default="phieu_don_vi", help="the report (default phieu_don_vi, the unit sheet)")
    parser.add_argument("--reports", type=int, default=56, help="how many (default 56, as `make report`)")
    parser.add_argument("--loops", type=int, default=6, help="and no more than these by loop and xargs (default 6)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each way is measured (default 3)")
    parser.add_argument("--rows", type=int, default=60, help="size of the sample (default 60)")
    parser.add_argument("--evaluated", action="store_true", help="give the loop and xargs an evaluation, too")
    parser.add_argument("--json", type=Path, help="write the measurements to a file")
    for hidden in ("--way", "--folder", "--units"):
        parser.add_argument(hidden, help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> None:
    """Measure every way and print the table."""
    asked = options()
    if asked.way:
        {"batch": batch, "plain": plain}[asked.way](
            Work(asked.kind, Path(asked.folder), asked.reports, tuple(asked.units.split()))
        )
        return
    with tempfile.TemporaryDirectory() as place:
        work = Work(asked.kind, Path(place), asked.reports)
        write_sample(work.data, rows=asked.rows, periods=[PERIOD], seed=1)
        if asked.kind == "phieu_don_vi":
            units = Workspace.open(work.data).evaluate(PERIOD).units
            work = replace(work, units=tuple(unit.id for unit in units))
        few = replace(work, reports=min(work.reports, asked.loops))  # no start-up to spread: a few tell as much as many
        ways = {
            "loop": (loop, few),
            "xargs": (xargs, few),
            "batch": (again("batch"), work),
            "plain": (again("plain"), work),
        }
        with work.evaluated() if asked.evaluated else nullcontext():
            rounds = [{name: measured(way, share) for name, (way, share) in ways.items()} for _ in range(asked.rounds)]
        found = {name: tuple(map(min, zip(*(each[name][:2] for each in rounds)))) for name in ways}
        pages = {name: rounds[-1][name][2] for name in ways}
    print(f"{asked.reports} × {asked.kind} of {asked.rows} rows, {os.cpu_count()} cores")
    print(f"{'way':<8}{'s/report':>10}{'CPU s':>8}{'× loop':>8}{'CPU × plain':>13}")
    for name, (wall, cpu) in found.items():
        speed, cost = found["loop"][0] / wall, cpu / found["plain"][1]
        print(f"{name:<8}{wall:>10.2f}{cpu:>8.2f}{speed:>8.1f}{cost:>13.2f}")
    wall, cpu = found["batch"]
    print(
        "same pages as the loop:", all(_text(one) == _text(other) for one, other in zip(pages["batch"], pages["loop"]))
    )
    title = "phiếu đơn vị" if asked.kind == "phieu_don_vi" else asked.kind
    reached = [
        Measured(f"{title}: nhanh hơn vòng lặp papermill, nbconvert", found["loop"][0] / wall, 12, True),
        Measured(f"{title}: nhanh hơn xargs -P2", found["xargs"][0] / wall, 6, True),
        Measured(f"{title}: bộ xử lý so với hàm Python thường", cpu / found["plain"][1], 1.3, False),
    ]
    hand_on(reached, asked.json)


def _text(page: bytes) -> list[str]:
    """A page without its empty lines, which nbconvert's command leaves in."""
    return [line for line in page.decode("utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    main()
