"""Everything one command does: evaluate periods, publish what is out of date, record what each file rests on."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from ..evaluation.kept import keep
from ..evaluation.workspace import Workspace
from ..interrupts import leave_to_the_main_thread
from ..periods import Period
from ..publishing.jobs import INDEX, Job
from ..publishing.record import RECORD, RunRecord
from ..scenarios import report_scenario_paths
from ..shipped import versions
from ..words.errors import ToolkitError
from ..writing.files import OutputFolder, digest, open_output
from .outcomes import Outcome, RunOptions, plan_run

if TYPE_CHECKING:
    from ..publishing.documents import Writers
    from ..publishing.engine import Children

_CHECKPOINT = 10  # seconds after which a run that goes on records what it has made


def run(workspace: Workspace, periods: Sequence[Period], *, options: RunOptions) -> list[Outcome]:
    """Evaluate the periods and publish those reports that are asked for and out of date.

    A run that was broken off goes on from its last report. Raises ToolkitError, with nothing written, where the folder
    may not be used.
    """
    outcomes = plan_run(workspace, periods, options=options)
    reporting = any(outcome.jobs for outcome in outcomes)
    with open_output(options.out, command="report" if reporting else "evaluate") as folder:
        for outcome in outcomes:
            _write_tables(outcome, folder)
        try:
            _publish(outcomes, workspace=workspace, folder=folder, options=options)
            if options.pdf:
                _print(outcomes, folder=folder, options=options)
        finally:
            _record(outcomes, folder)
        if reporting:
            _write_index(workspace, folder)
    return outcomes


def _write_index(workspace: Workspace, folder: OutputFolder) -> None:
    from ..publishing.index import index_page, is_index_of

    plan, names = workspace.plan, workspace.unit_names
    if not is_index_of(plan, folder.root, names=names):
        folder.write({INDEX: index_page(plan, folder.root, names=names)})


def _write_tables(outcome: Outcome, folder: OutputFolder) -> None:
    """Write the tables of a period and a record of what holds; what an earlier run left and no longer holds goes."""
    if outcome.is_unchanged:
        return
    place = outcome.period.id
    refused = folder.write_clean({f"{place}/{name}": content for name, content in outcome.tables.items()})
    for name, content in outcome.tables.items():
        if why := refused.get(f"{place}/{name}"):
            outcome.failed[name] = why
        else:
            outcome.made[name] = digest(content)
    for name, sha in outcome.before.outputs.items() if outcome.before else ():
        if name not in outcome.outputs:
            folder.remove(f"{place}/{name}", sha256=sha)
    _record([outcome], folder)


def _record(outcomes: Sequence[Outcome], folder: OutputFolder) -> None:
    """Write the records of what has been made so far."""
    for outcome in outcomes:
        if outcome.evaluated is None:
            continue
        outputs, plan = outcome.outputs, outcome.evaluated.evaluation.plan
        record = RunRecord(
            parameters={"period": outcome.period.id, "plan": plan.movement.id},
            inputs=outcome.inputs,
            outputs=outputs,
            versions=versions(),
            counts=outcome.counts,
            complete=outcome.complete,
            failed=tuple(outcome.failed),
            state=outcome.state,
            reports={name: sha for name, sha in outcome.prints.items() if f"{name}.html" in outputs},
        )
        folder.write({f"{outcome.period.id}/{RECORD}": record.content()})


def _publish(outcomes: Sequence[Outcome], *, workspace: Workspace, folder: OutputFolder, options: RunOptions) -> None:
    """Make the reports that are out of date, several at once: each notebook and each Word file in a process of its own."""
    tasks = [(outcome, job) for outcome in outcomes for job in outcome.reasons]
    if not tasks:
        return
    from ..publishing.documents import Writers
    from ..publishing.engine import own_settings

    workers = max(1, min(options.cluster.at_once if options.cluster else options.jobs, len(tasks)))
    libraries = sorted({name for _, job in tasks for name in job.libraries})
    evaluated = ((each.period, each.evaluated) for each in outcomes if each.reasons and each.evaluated)
    handed = {**workspace.resources.environ, **keep(folder.temporary / "kept", evaluated, data=workspace.data)}
    forks = options.engine == "thidua" and not options.cluster
    with (
        own_settings(folder.temporary, handed) as children,
        children.templates.warm(*libraries, environ=children.environ) if forks else nullcontext(),
        Writers(min(workers, options.jobs), environ=children.environ) as writers,
        ThreadPoolExecutor(max_workers=workers, initializer=leave_to_the_main_thread) as pool,
    ):
        press = _Press(workspace.data.resolve(), folder, options, children, writers)
        pending, recorded = [pool.submit(press.work, *task) for task in tasks], monotonic()
        try:
            for done in options.progress(as_completed(pending), desc="Lập báo cáo", unit="báo cáo", total=len(pending)):
                done.result()
                if monotonic() - recorded > _CHECKPOINT:
                    _record(outcomes, folder)
                    recorded = monotonic()
        except BaseException:
            press.stop()
            pool.shutdown(cancel_futures=True)
            raise


@dataclass(frozen=True)
class _Press:
    """Makes reports of ``data`` in the processes of a run, and writes the files of each as soon as they are made."""

    data: Path
    folder: OutputFolder
    options: RunOptions
    children: Children
    writers: Writers
    _ending: threading.Event = field(default_factory=threading.Event)
    _logging: threading.Lock = field(default_factory=threading.Lock)

    def work(self, outcome: Outcome, job: Job) -> None:
        """Make a report; one that fails is named in its outcome."""
        try:
            _write(outcome, self._make(outcome, job), self.folder)
        except Exception as error:  # a report's failure is that report's: the batch goes on with the others
            if self._ending.is_set():
                return  # a run that ends takes from its reports what they need; they are not made, and did not fail
            if isinstance(error, ToolkitError):
                outcome.failed[job.name] = str(error)
                return
            outcome.failed[job.name] = (
                f"lỗi của bộ công cụ ({type(error).__name__}). Cách sửa: gửi tệp loi.log trong thư mục kết quả cho người phụ trách."
            )
            with self._logging:
                self.folder.write({"loi.log": trace(error).encode("utf-8")})

    def _make(self, outcome: Outcome, job: Job) -> dict[str, bytes]:
        from ..publishing.publish import publish

        cluster, engine = self.options.cluster, self.options.engine
        parameters = {"data": self.data.name, "period": outcome.period.id, **({"unit": job.unit} if job.unit else {})}
        # What a scenario would give is computed from the data, and those are here.
        is_bound = job.may_name_scenarios and report_scenario_paths(self.data, outcome.period)
        if cluster and outcome.evaluated and not is_bound:
            return cluster.make(outcome.evaluated, job, parameters=parameters, engine=engine)
        words = self.writers.submit(outcome.period, self.data, job) if job.documents else None
        folder, children = self.data.parent, self.children
        published = publish(job.kind, parameters=parameters, folder=folder, engine=engine, children=children)
        return {**dict(zip(job.pages, (published.notebook, published.html))), **(words.result() if words else {})}

    def stop(self) -> None:
        """End whatever runs, in this process and in the others."""
        self._ending.set()
        self.children.templates.stop()
        if self.options.cluster:
            self.options.cluster.stop()
        self.writers.stop()


def _print(outcomes: Sequence[Outcome], *, folder: OutputFolder, options: RunOptions) -> None:
    """Print every HTML file that has no PDF of it yet; the browser reads the written files."""
    from ..publishing.printing import pdf_bytes

    tasks = [
        (outcome, job)
        for outcome in outcomes
        for job in outcome.jobs
        if job.name not in outcome.failed and f"{job.name}.pdf" not in outcome.holding
    ]

    def work(outcome: Outcome, job: Job) -> None:
        try:
            printed = pdf_bytes(folder.root / outcome.period.id / f"{job.name}.html")
            _write(outcome, {f"{job.name}.pdf": printed}, folder)
        except ToolkitError as error:
            outcome.failed[f"{job.name}.pdf"] = str(error)

    with ThreadPoolExecutor(max_workers=max(1, options.jobs)) as pool:
        pending = [pool.submit(work, *task) for task in tasks]
        try:
            for done in options.progress(as_completed(pending), desc="In PDF", unit="tệp", total=len(pending)):
                done.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _write(outcome: Outcome, files: Mapping[str, bytes], folder: OutputFolder) -> None:
    """Write the files of a report, all of them or none, as soon as they are made."""
    folder.write({f"{outcome.period.id}/{name}": content for name, content in files.items()})
    outcome.made |= {name: digest(content) for name, content in files.items()}


def trace(error: BaseException) -> str:
    """Where a bug struck: types, files, lines and functions, never a message, which may hold values of the data."""
    lines = [f"{type(error).__module__}.{type(error).__name__}"]
    for frame in traceback.extract_tb(error.__traceback__):
        lines.append(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}")
    if error.__cause__ is not None:
        lines += ["caused by", trace(error.__cause__)]
    return "\n".join(lines) + "\n"
