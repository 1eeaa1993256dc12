"""The files beside a report, Word files and the parts of units, made in processes of their own from the evaluations that the run has kept."""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..evaluation.kept import Kept, find_kept
from ..notebook import named_scenarios_of
from ..periods import Period
from ..scenarios import NamedScenario
from ..words.errors import ToolkitError
from ..words.vocabulary import INTERNAL
from .interrupts import leave_to_the_main_thread
from .jobs import Job
from .own import Shown, assembled

if TYPE_CHECKING:
    from ..report.document import Report


@dataclass(frozen=True)
class OwnParts:
    """What a notebook of the office's own shows of a report, and what messages call it."""

    notebook: str
    shown: tuple[Shown, ...]


def word_files(
    kept: Kept, job: Job, *, scenarios: Sequence[NamedScenario] = (), own: OwnParts | None = None
) -> dict[str, bytes]:
    """The files beside a report: name → bytes. ``scenarios`` are those that a sơ kết or tổng kết names; ``own`` is what the
    office's own notebook has shown of it, in the order in which the Word file says the same."""
    from ..report import award_papers, final_report, interim_report, unit_sheet
    from ..report.word import word_bytes

    evaluation, history = kept.evaluation, kept.history
    if job.kind == "kiem_tra":
        return _unit_parts(kept, job)
    if job.kind == "binh_xet":
        return {f"{job.place}/{name}.docx": word_bytes(paper) for name, paper in award_papers(evaluation).items()}
    if job.unit:
        made = partial(unit_sheet, evaluation, unit=job.unit, history=history)
    else:
        whole = final_report if job.kind == "tong_ket" else interim_report
        made = partial(whole, evaluation, history=history, scenarios=scenarios)
    public, internal = made(), made(internal=True)
    if own:
        public = assembled(public, own.shown, name=own.notebook)
        internal = assembled(internal, own.shown, name=own.notebook, is_other_edition=True)
    return {f"{job.name}.docx": word_bytes(public), **_internal_files(job, internal)}


def _internal_files(job: Job, report: Report) -> dict[str, bytes]:
    """The internal edition of a report."""
    from ..report.word import word_bytes
    from .publish import page_bytes

    name = f"{INTERNAL}/{job.name}"
    return {f"{name}.html": page_bytes(report.title, *report.sections), f"{name}.docx": word_bytes(report)}


def _unit_parts(kept: Kept, job: Job) -> dict[str, bytes]:
    from ..evaluation.scrutiny import questions
    from ..report import unit_check
    from .publish import page_bytes

    evaluation, asked = kept.evaluation, questions(kept.evaluation, kept.history)
    reports = {unit: unit_check(evaluation, unit=unit, asked=asked) for unit in job.parts}
    return {f"kiem_tra/{unit}.html": page_bytes(report.title, *report.sections) for unit, report in reports.items()}


def word_files_of(period: Period, data: Path, job: Job, own: OwnParts | None = None) -> dict[str, bytes]:
    """The same, in a process that a run has started."""
    kept = find_kept(period, data=data)
    assert kept is not None, "the run that starts this process keeps its evaluations"
    scenarios = named_scenarios_of(period.id, data=data) if job.may_name_scenarios else ()
    return word_files(kept, job, scenarios=scenarios, own=own)


class Writers:
    """At most ``jobs`` processes for the files beside reports, each started when it is needed, with ``environ``.

    They are programs of their own, not of multiprocessing, which would run the script of whoever asked for the reports
    anew in each of them, and refuses to work in the processes of some schedulers.
    """

    def __init__(self, jobs: int, *, environ: Mapping[str, str]):
        self._environ, self._started = environ, list[subprocess.Popen[bytes]]()
        self._own = threading.local()  # each thread has a process, and asks it for one report after another
        self._pool = ThreadPoolExecutor(max_workers=jobs, initializer=leave_to_the_main_thread)

    def __enter__(self) -> Writers:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()
        for each in self._started:
            assert each.stdin and each.stdout, "they are pipes"
            with suppress(OSError):
                each.stdin.close()
            each.wait()
            each.stdout.close()

    def submit(self, period: Period, data: Path, job: Job, own: OwnParts | None = None) -> Future[dict[str, bytes]]:
        """What ``word_files_of`` gives in one of them."""
        return self._pool.submit(self._ask, (period, data, job, own))

    def stop(self) -> None:
        """End them, whatever they do."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        for each in self._started:
            each.kill()

    def _ask(self, request: tuple[Period, Path, Job, OwnParts | None]) -> dict[str, bytes]:
        process = self._process()
        assert process.stdin and process.stdout, "they are pipes"
        try:
            pickle.dump(request, process.stdin)
            process.stdin.flush()
            files, error = pickle.load(process.stdout)
        except (OSError, EOFError):
            del self._own.process  # the next report gets another
            raise ToolkitError(
                f"Tiến trình lập các tệp đi kèm báo cáo {request[2].name} kết thúc khi chưa xong. "
                "Cách sửa: nếu máy thiếu bộ nhớ thì lập ít báo cáo cùng lúc hơn (--jobs 1), rồi chạy lại lệnh."
            ) from None
        if error is not None:
            raise error
        return files

    def _process(self) -> subprocess.Popen[bytes]:
        if not hasattr(self._own, "process"):
            self._own.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "toolkit.publishing.writer"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=dict(self._environ),
                cwd=Path(
                    __file__
                ).parent,  # matplotlib would read settings from the user's folder; the data's is told in full
            )
            self._started.append(self._own.process)
        return self._own.process
