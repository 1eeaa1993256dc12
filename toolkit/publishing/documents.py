"""The files beside a report, Word files and the parts of units, made in processes of their own from the evaluations that the run has kept."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from ..evaluation.kept import Kept, find_kept
from ..notebook import named_scenarios_of
from ..periods import Period
from ..scenarios import NamedScenario
from .jobs import Job


def word_files(kept: Kept, job: Job, *, scenarios: Sequence[NamedScenario] = ()) -> dict[str, bytes]:
    """The files beside a report: name → bytes. ``scenarios`` are those that a sơ kết or tổng kết names."""
    from ..report import award_papers, final_report, interim_report, unit_sheet
    from ..report.word import word_bytes

    evaluation, history = kept.evaluation, kept.history
    if job.kind == "kiem_tra":
        return _unit_parts(kept, job)
    if job.kind == "binh_xet":
        return {f"binh_xet/{name}.docx": word_bytes(paper) for name, paper in award_papers(evaluation).items()}
    if job.unit:
        report = unit_sheet(evaluation, unit=job.unit, history=history)
    else:
        whole = final_report if job.kind == "tong_ket" else interim_report
        report = whole(evaluation, history=history, scenarios=scenarios)
    return {f"{job.name}.docx": word_bytes(report)}


def _unit_parts(kept: Kept, job: Job) -> dict[str, bytes]:
    from ..evaluation.scrutiny import questions
    from ..report import unit_check
    from .publish import page_bytes

    evaluation, asked = kept.evaluation, questions(kept.evaluation, kept.history)
    reports = {unit: unit_check(evaluation, unit=unit, asked=asked) for unit in job.parts}
    return {f"kiem_tra/{unit}.html": page_bytes(report.title, *report.sections) for unit, report in reports.items()}


def word_files_of(period: Period, data: Path, job: Job) -> dict[str, bytes]:
    """The same, in a process that a run has started."""
    kept = find_kept(period, data=data)
    assert kept is not None, "the run that starts this process keeps its evaluations"
    scenarios = named_scenarios_of(period.id, data=data) if job.may_name_scenarios else ()
    return word_files(kept, job, scenarios=scenarios)


def processes(jobs: int) -> ProcessPoolExecutor:
    """Processes for Word files: started afresh, since this one has threads and connections."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(max_workers=jobs, mp_context=context, initializer=_prepare)


def _prepare() -> None:
    os.chdir(Path(__file__).parent)  # matplotlib would read settings from the user's folder; the data's is told in full
    _end_with_the_run()


def _end_with_the_run() -> None:
    """End this process when the one that started it is gone, even if it was killed: nobody would fetch its work.

    An interrupt is for that one, which then ends this one.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def watch() -> None:
        parent = multiprocessing.parent_process()
        assert parent is not None, "a run started this process"
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
