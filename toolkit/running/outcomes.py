"""What a run is to do for each period, and why: what has changed since an earlier run, and which reports still hold.

What an earlier run has recorded is relied on only where what it rests on, and the file itself, are the same by content.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..evaluation.columns import TABLES
from ..evaluation.frames import csv_files
from ..evaluation.kept import Kept
from ..evaluation.results import Evaluation
from ..evaluation.workspace import Workspace
from ..periods import Period
from ..publishing.jobs import Job, jobs_of
from ..publishing.record import RECORD, Counts, RunRecord, findings_in
from ..scenarios import report_inputs
from ..shipped import versions
from ..words.errors import EXIT_INCOMPLETE, EXIT_OK, Finding, UsageError
from ..writing.files import digest
from ..writing.guard import personal_data_in
from .staleness import Fingerprints, state_of

if TYPE_CHECKING:
    from .cluster import Cluster

WORKBOOK = "so_lieu.xlsx"
TABLE_ENDINGS = (".csv", ".xlsx")


def no_reports(period: Period) -> tuple[Job, ...]:
    """No report of any period: the tables alone."""
    return ()


def silent(items: Any, **_: Any) -> Any:
    """No progress bar."""
    return items


@dataclass(frozen=True)
class RunOptions:
    """What a run is asked for, besides data and periods.

    Results go to ``out``; ``choose`` names the reports of a period. ``jobs`` reports are made at once, by ``engine`` (one
    of ``publishing.ENGINES``) or by the workers of a ``cluster``, with the same bytes; with ``pdf`` each HTML file is
    printed to a PDF beside it. ``force``: also what still holds is made again. ``progress`` wraps what is being worked
    through (tqdm).
    """

    out: Path
    choose: Callable[[Period], tuple[Job, ...]] = no_reports
    jobs: int = 1
    engine: str = "thidua"
    force: bool = False
    pdf: bool = False
    cluster: Cluster | None = None
    progress: Callable[..., Any] = silent


@dataclass
class Outcome:
    """What becomes of one period: its evaluation, the tables that hold it, its reports, and those that failed.

    ``before`` is the record of an earlier run, if there is one; ``holding`` are its files that still hold (name →
    SHA-256), ``made`` those of this run. ``evaluated`` is None where nothing has changed: then nothing is read, computed
    or written. ``reasons`` says of each report that is asked for and does not hold why it is to be made.
    """

    period: Period
    inputs: Mapping[str, str]
    counts: Counts
    complete: bool
    findings: tuple[Finding, ...]
    state: str
    evaluated: Kept | None = None
    tables: Mapping[str, bytes] = field(default_factory=dict)
    jobs: tuple[Job, ...] = ()
    before: RunRecord | None = None
    prints: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[Job, str] = field(default_factory=dict)
    holding: dict[str, str] = field(default_factory=dict)
    made: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    folder: Path = Path()

    @property
    def exit_code(self) -> int:
        """0, or 3 where a figure or a report could not be produced."""
        return EXIT_OK if self.complete and not self.failed else EXIT_INCOMPLETE

    @property
    def is_unchanged(self) -> bool:
        """Nothing that the results rest on has changed, and none of them."""
        return self.evaluated is None

    @property
    def outputs(self) -> dict[str, str]:
        """Every file that holds: name → SHA-256. A report holds when all of its files are there."""
        return {**self.holding, **self.made}

    @property
    def writes(self) -> list[str]:
        """The files that are to be written, as far as they are not there with the same bytes; none with personal data."""
        if self.is_unchanged:
            return []
        there = self.before.intact(self.folder) if self.before else {}
        new = {name: content for name, content in self.tables.items() if there.get(name) != digest(content)}
        tables = [name for name, content in new.items() if not personal_data_in(name, content)]
        return [*tables, *(name for job in self.reasons for name in job.files), RECORD]


def plan_run(workspace: Workspace, periods: Sequence[Period], *, options: RunOptions) -> list[Outcome]:
    """Find out what a run would do, and why; nothing is written."""
    _refuse_inside_data(options.out, workspace.data)
    every = options.progress(periods, desc="Tính", unit="kỳ")
    return [_plan_period(workspace, period, options=options) for period in every]


def _refuse_inside_data(out: Path, data: Path) -> None:
    if out.resolve().is_relative_to(data.resolve()):
        raise UsageError(
            f"Thư mục kết quả {out} nằm trong thư mục số liệu {data}. Cách sửa: chọn thư mục khác bằng --out."
        )


def _plan_period(workspace: Workspace, period: Period, *, options: RunOptions) -> Outcome:
    """Evaluate a period, and find out what of an earlier run still shows exactly this."""
    folder, jobs, state = options.out / period.id, options.choose(period), state_of(workspace.data, period)
    before = RunRecord.read(folder)
    intact = before.intact(folder) if before and not options.force else {}
    if before and not options.force and _holds(before, state=state, intact=intact, jobs=jobs, pdf=options.pdf):
        return Outcome(
            period,
            before.inputs,
            before.counts,
            before.complete,
            findings_in(folder),
            state,
            jobs=jobs,
            before=before,
            holding=dict(before.outputs),
            folder=folder,
        )
    made, asked = before.reports if before else {}, {job.name for job in jobs}
    evaluated = workspace.evaluated(period) if jobs or made else Kept(workspace.evaluate(period), ())
    evaluation, inputs = evaluated.evaluation, report_inputs(workspace, period)
    is_same = before is not None and before.state == state
    holding_tables = _holding_tables(before, intact, with_book=bool(jobs)) if before and is_same else {}
    tables = {} if holding_tables else _tables(evaluation, with_book=bool(jobs))
    every = jobs_of(workspace.plan, period=period, units=workspace.standing(period))
    concerned = [job for job in every if job.name in asked or job.name in made]
    known = made if is_same else {}
    fingerprints = Fingerprints(evaluated, state=state, data=workspace.data.resolve().name)
    prints = {job.name: known.get(job.name) or fingerprints.of(job) for job in concerned}
    holding = {job for job in concerned if made.get(job.name) == prints[job.name]}
    good = {job for job in holding if set(job.files) <= intact.keys()}
    holding_files = [name for job in concerned if job in good for name in (*job.files, f"{job.name}.pdf")]
    return Outcome(
        period,
        inputs,
        Counts.of(evaluation),
        evaluation.is_complete,
        evaluation.findings,
        state,
        evaluated=evaluated,
        tables=tables,
        jobs=jobs,
        before=before,
        prints=prints,
        reasons={job: _reason(job, before, inputs, holding, options.force) for job in jobs if job not in good},
        holding={**holding_tables, **{name: intact[name] for name in holding_files if name in intact}},
        folder=folder,
    )


def _holds(before: RunRecord, *, state: str, intact: Mapping[str, str], jobs: Sequence[Job], pdf: bool) -> bool:
    """Whether an earlier run has made all that is asked for, of the same files, and everything it made is as it was."""
    asked = {name for job in jobs for name in (*job.files, *([f"{job.name}.pdf"] if pdf else []))}
    asked |= {"findings.csv", *([WORKBOOK] if jobs else [])}
    return (
        before.state == state
        and not before.failed
        and asked <= intact.keys()
        and intact.keys() == before.outputs.keys()
    )


def _holding_tables(before: RunRecord, intact: Mapping[str, str], *, with_book: bool) -> dict[str, str]:
    """The tables of an earlier run on the same state, where all that are wanted are there as they were; else none."""
    made = {name: sha for name, sha in before.outputs.items() if name.endswith(TABLE_ENDINGS)}
    wanted = {*(f"{table}.csv" for table in TABLES), *([WORKBOOK] if with_book else [])}
    refused = any(name.endswith(TABLE_ENDINGS) for name in before.failed)
    return {} if refused or not wanted <= made.keys() <= intact.keys() else made


def _reason(job: Job, before: RunRecord | None, inputs: Mapping[str, str], holding: Set[Job], force: bool) -> str:
    """Why a report is to be made."""
    if force:
        return "được yêu cầu làm lại (--force)"
    if before is None or job.name not in before.reports:
        return "chưa có"
    if before.versions != versions():
        return "bộ công cụ hoặc thư viện đã đổi từ lần lập trước"
    if job in holding:
        return "tệp đã lập bị sửa hoặc bị mất"
    old = before.inputs
    changed = sorted(name for name in {*old, *inputs} if old.get(name) != inputs.get(name))
    shown = ", ".join(changed[:3]) + (f" và {len(changed) - 3} tệp khác" if len(changed) > 3 else "")
    return f"số liệu đã đổi: {shown}" if changed else "thư mục số liệu đã đổi"


def _tables(evaluation: Evaluation, *, with_book: bool) -> dict[str, bytes]:
    """The tables of an evaluation: name → bytes."""
    tables = csv_files(evaluation)
    if with_book:
        from ..publishing.workbook import workbook_bytes

        tables[WORKBOOK] = workbook_bytes(evaluation)
    return tables
