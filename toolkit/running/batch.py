"""Everything one command does: evaluate periods, publish what is out of date, record what each file rests on."""

from __future__ import annotations

import os
import threading
import traceback
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from ..evaluation.kept import keep
from ..evaluation.workspace import Workspace
from ..periods import Period
from ..publishing.interrupts import leave_to_the_main_thread
from ..publishing.jobs import INDEX, Job, moved_to
from ..publishing.notebooks import own_name, own_notebooks
from ..publishing.record import RECORD
from ..publishing.results import open_results
from ..scenarios import report_scenario_paths
from ..words.errors import ToolkitError
from ..words.formatting import number
from ..writing.files import refusal
from ..writing.guard import PersonalData
from ..writing.results import Results, proper_name
from .outcomes import Outcome, RunOptions, is_table
from .planning import plan_run

if TYPE_CHECKING:
    from ..publishing.documents import Writers
    from ..publishing.engine import Children

_CHECKPOINT = 10  # seconds after which a run that goes on records what it has made


def run(workspace: Workspace, periods: Sequence[Period], *, options: RunOptions) -> list[Outcome]:
    """Evaluate the periods and publish those reports that are asked for and out of date.

    A run that was broken off goes on from its last report. What somebody has changed in ``out`` stays. Raises ToolkitError,
    with nothing written, where the folder may not be used; whatever else ends it has a note that says how far it came.
    """
    try:
        outcomes = plan_run(workspace, periods, options=options)
    except BaseException as error:
        error.add_note("chưa ghi tệp nào: 0 báo cáo mới, mọi báo cáo còn là bản cũ. Chạy lại lệnh thì chúng được lập.")
        raise
    reporting = any(outcome.jobs for outcome in outcomes)
    command = "report" if reporting else "evaluate"
    with open_results(options.out, command=command, replace_edited=options.replace_edited) as results:
        try:
            for outcome in outcomes:
                _write_tables(outcome, results, is_first=not any(each.made for each in outcomes))
            try:
                _publish(outcomes, workspace=workspace, results=results, options=options)
                if options.pdf:
                    _print(outcomes, results=results, options=options)
                _clear_moved(outcomes, results)
            finally:
                _record(outcomes, results)
        except BaseException as error:
            error.add_note(how_far(outcomes))
            raise
        if reporting or (options.out / INDEX).is_file():
            _write_index(workspace, outcomes[0], results)
    return outcomes


def how_far(outcomes: Sequence[Outcome]) -> str:
    """How many of the reports that were to be made are new, how many are still the old ones, how many are not there."""
    asked = [(outcome, job) for outcome in outcomes for job in outcome.reasons]
    new = sum(job.name in outcome.complete_reports for outcome, job in asked)
    mixed = sum(job.name in outcome.begun - outcome.complete_reports for outcome, job in asked)
    old = sum(
        job.name not in outcome.begun
        and any((outcome.folder / f"{job.place}.{ending}").exists() for ending in ("html", "docx"))
        for outcome, job in asked
    )
    parts = [f"{number(new)}/{number(len(asked))} báo cáo phải lập đã là bản mới", f"{number(old)} còn là bản cũ"]
    parts += [f"{number(mixed)} có tệp mới, có tệp cũ"] if mixed else []
    parts += [f"{number(rest)} chưa có"] if (rest := len(asked) - new - mixed - old) else []
    return f"{', '.join(parts)}; tệp nào cũng nguyên vẹn. Chạy lại lệnh thì phần còn lại được lập."


def _write_index(workspace: Workspace, outcome: Outcome, results: Results) -> None:
    """Write the front page where it would say something else: also which files no longer fit the data."""
    from ..publishing.index import write_index

    try:
        outcome.failed |= write_index(workspace.plan, results, names=workspace.unit_names)
    except ToolkitError as error:
        outcome.failed[INDEX] = str(error)


def _write_tables(outcome: Outcome, results: Results, *, is_first: bool) -> None:
    """Write the tables of a period and a record of what holds; a table that there is no more goes.

    Raises ToolkitError where not even the first file of a run can be written.
    """
    if outcome.is_unchanged:
        return
    for name, content in outcome.tables.items():
        try:
            outcome.take(results.deliver({f"{outcome.period.id}/{name}": content}, always=True))
        except ToolkitError as error:
            if is_first and not outcome.made and not isinstance(error, PersonalData):
                raise
            outcome.failed[name] = str(error)
    if outcome.tables and outcome.before:
        for name in outcome.before.places:
            if is_table(name) and name not in outcome.tables:
                results.remove(f"{outcome.period.id}/{name}")
    _record([outcome], results)


def _clear_moved(outcomes: Sequence[Outcome], results: Results) -> None:
    """Take away what an earlier version laid among the public files, once it lies in the internal edition; what somebody has
    changed, or keeps, stays where it is, and is told."""
    for outcome in outcomes:
        there = {proper_name(place) for place in outcome.outputs}
        for name in outcome.before.places if outcome.before else ():
            if moved_to(name) in there:
                results.remove(f"{outcome.period.id}/{name}")


def _record(outcomes: Sequence[Outcome], results: Results) -> None:
    """Write the records of what has been made so far. Where one cannot be written the notes of the run remain."""
    for outcome in outcomes:
        record = outcome.record()
        if record is None:
            continue
        try:
            results.folder.write({f"{outcome.period.id}/{RECORD}": record.content()})
            outcome.failed.pop(RECORD, None)
        except ToolkitError as error:
            outcome.failed[RECORD] = str(error)


def _publish(outcomes: Sequence[Outcome], *, workspace: Workspace, results: Results, options: RunOptions) -> None:
    """Make the reports that are out of date, several at once: each notebook and each Word file in a process of its own."""
    tasks = [(outcome, job) for outcome in outcomes for job in outcome.reasons]
    if not tasks:
        return
    from ..publishing.documents import Writers
    from ..publishing.engine import own_settings

    workers = max(1, min(options.cluster.at_once if options.cluster else options.jobs, len(tasks)))
    libraries = sorted({name for _, job in tasks for name in job.libraries})
    evaluated = ((each.period, each.evaluated) for each in outcomes if each.reasons and each.evaluated)
    folder = results.folder
    try:
        handed = {
            **workspace.resources.environ,
            **keep(folder.temporary / f"kept-{os.getpid()}", evaluated, data=workspace.data),
        }
    except OSError as error:
        for outcome, job in tasks:
            outcome.failed[job.name] = str(refusal(folder.root, error, "--out"))
        return
    forks = options.engine == "thidua" and not options.cluster
    with (
        own_settings(folder.temporary, handed) as children,
        children.templates.warm(*libraries, environ=children.environ) if forks else nullcontext(),
        Writers(min(workers, options.jobs), environ=children.environ) as writers,
        ThreadPoolExecutor(max_workers=workers, initializer=leave_to_the_main_thread) as pool,
    ):
        press = _Press(workspace.data.resolve(), results, options, children, writers)
        pending, recorded = [pool.submit(press.work, *task) for task in tasks], monotonic()
        try:
            for done in options.progress(as_completed(pending), desc="Lập báo cáo", unit="báo cáo", total=len(pending)):
                done.result()
                if monotonic() - recorded > _CHECKPOINT:
                    _record(outcomes, results)
                    recorded = monotonic()
        except BaseException:
            press.stop()
            pool.shutdown(cancel_futures=True)
            raise


@dataclass(frozen=True)
class _Press:
    """Makes reports of ``data`` in the processes of a run, and writes the files of each as soon as they are made."""

    data: Path
    results: Results
    options: RunOptions
    children: Children
    writers: Writers
    _ending: threading.Event = field(default_factory=threading.Event)
    _logging: threading.Lock = field(default_factory=threading.Lock)
    _bugs: list[str] = field(default_factory=list)

    def work(self, outcome: Outcome, job: Job) -> None:
        """Make a report; one that fails is named in its outcome."""
        try:
            _write(outcome, job.name, self._make(outcome, job), self.results)
        except Exception as error:  # a report's failure is that report's: the batch goes on with the others
            if self._ending.is_set():
                return  # a run that ends takes from its reports what they need; they are not made, and did not fail
            if isinstance(error, ToolkitError):
                outcome.failed[job.name] = str(error)
                return
            outcome.failed[job.name] = (
                f"lỗi của bộ công cụ ({type(error).__name__}). Cách sửa: gửi tệp loi.log trong thư mục kết quả cho người phụ trách."
            )
            with self._logging, suppress(ToolkitError):  # that it cannot be written ends no run
                self._bugs.append(trace(error))
                self.results.folder.write({"loi.log": "\n".join(self._bugs).encode("utf-8")})

    def _make(self, outcome: Outcome, job: Job) -> dict[str, bytes]:
        from ..publishing.documents import OwnParts
        from ..publishing.own import shown_in
        from ..publishing.publish import publish

        cluster, engine = self.options.cluster, self.options.engine
        parameters = {"data": self.data.name, "period": outcome.period.id, **({"unit": job.unit} if job.unit else {})}
        # What a scenario would give is computed from the data, and those are here.
        is_bound = job.may_name_scenarios and report_scenario_paths(self.data, outcome.period)
        own = own_notebooks(self.data, outcome.period).get(job.kind)
        if cluster and outcome.evaluated and not is_bound and not own:
            return cluster.make(outcome.evaluated, job, parameters=parameters, engine=engine)
        after = own is not None and job.has_same_in_word  # its Word file says what the notebook has shown
        words = self.writers.submit(outcome.period, self.data, job) if job.documents and not after else None
        folder, children = self.data.parent, self.children
        published = publish(job.kind, parameters=parameters, folder=folder, engine=engine, children=children, own=own)
        if own is not None and after:
            shown = OwnParts(own_name(own), shown_in(published.notebook, name=own_name(own)))
            words = self.writers.submit(outcome.period, self.data, job, shown)
        return {**dict(zip(job.pages, (published.notebook, published.html))), **(words.result() if words else {})}

    def stop(self) -> None:
        """End whatever runs, in this process and in the others."""
        self._ending.set()
        self.children.templates.stop()
        if self.options.cluster:
            self.options.cluster.stop()
        self.writers.stop()


def _print(outcomes: Sequence[Outcome], *, results: Results, options: RunOptions) -> None:
    """Print every HTML file that has no PDF of it yet; the browser reads the written files."""
    from ..publishing.printing import pdf_bytes

    held = {(outcome.period, proper_name(place)) for outcome in outcomes for place in outcome.holding}
    tasks = [
        (outcome, job)
        for outcome in outcomes
        for job in outcome.jobs
        if job.name not in outcome.failed and (options.force or (outcome.period, f"{job.place}.pdf") not in held)
    ]

    def work(outcome: Outcome, job: Job) -> None:
        page = {proper_name(place): place for place in outcome.outputs}[f"{job.place}.html"]
        try:
            if page in outcome.edited:
                raise ToolkitError(f"{page} đã có người sửa nên không được in. Cách sửa: in tệp đó từ trình duyệt.")
            printed = pdf_bytes(results.folder.root / outcome.period.id / page)
            _write(outcome, f"{job.place}.pdf", {f"{job.place}.pdf": printed}, results)
        except ToolkitError as error:
            outcome.failed[f"{job.place}.pdf"] = str(error)

    with ThreadPoolExecutor(max_workers=max(1, options.jobs)) as pool:
        pending = [pool.submit(work, *task) for task in tasks]
        try:
            for done in options.progress(as_completed(pending), desc="In PDF", unit="tệp", total=len(pending)):
                done.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _write(outcome: Outcome, name: str, files: Mapping[str, bytes], results: Results) -> None:
    """Put the files of a report in their places as soon as they are made; one that cannot be replaced fails alone."""
    outcome.begun.add(name)
    try:
        delivery = results.deliver({f"{outcome.period.id}/{file}": content for file, content in files.items()})
    except ToolkitError:
        outcome.begun.discard(name)  # nothing of it was replaced
        raise
    outcome.take(delivery)
    if not delivery.failed:
        outcome.complete_reports.add(name)


def trace(error: BaseException) -> str:
    """Where a bug struck: types, files, lines and functions, never a message, which may hold values of the data."""
    lines = [f"{type(error).__module__}.{type(error).__name__}"]
    for frame in traceback.extract_tb(error.__traceback__):
        lines.append(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}")
    if error.__cause__ is not None:
        lines += ["caused by", trace(error.__cause__)]
    return "\n".join(lines) + "\n"
