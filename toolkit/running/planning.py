"""What a run is to do for each period, and why: what has changed since an earlier run, and which reports still hold.

What an earlier run has recorded is relied on only where what it rests on, and the file itself, are the same by content.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from pathlib import Path

from ..evaluation.frames import EDITION_TABLES, edition_files
from ..evaluation.kept import Kept
from ..evaluation.results import Evaluation
from ..evaluation.workspace import Workspace
from ..periods import Period
from ..publishing.jobs import OPEN_DATA, Job, jobs_of, names_of
from ..publishing.notebooks import own_inputs, strange_notebooks
from ..publishing.record import Counts, Lying, RunRecord, findings_in
from ..scenarios import refuse_secret_reports, report_inputs
from ..shipped import versions
from ..words.errors import UsageError
from ..writing.results import proper_name
from .outcomes import TABLE_ENDINGS, WORKBOOKS, Outcome, RunOptions, is_table
from .staleness import Fingerprints, state_of


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
    folder, jobs, state = options.out / period.id, options.choose(period), state_of(workspace, period)
    before = RunRecord.read(folder)
    found = before.look(folder) if before else Lying()
    standing = _standing(before, found, options) if before else {}
    if before and _holds(before, state=state, standing=standing, jobs=jobs, options=options):
        return _unchanged(period, before, found, options=options, standing=standing)
    made = before.reports if before else {}
    evaluated = workspace.evaluated(period) if jobs or made else Kept(workspace.evaluate(period), ())
    evaluation = evaluated.evaluation
    inputs = report_inputs(workspace, period) | own_inputs(workspace.data, period)
    if jobs:  # the processes that make the reports do not know the secrets
        refuse_secret_reports(evaluation.secret, data=workspace.data, period=period)
    is_same = before is not None and before.state == state
    with_book = bool(jobs) or (before is not None and WORKBOOKS[0] in before.places)
    holding_tables = _holding_tables(before, standing, with_book=with_book) if before and is_same else []
    tables = {} if holding_tables and not options.force else _tables(evaluation, with_book=with_book)
    every = jobs_of(workspace.plan, period=period, units=workspace.standing(period))
    concerned = [job for job in every if job.name in made or job in jobs]
    fingerprints = Fingerprints(evaluated, state=state, own=own_inputs(workspace.data, period))
    prints = _prints(concerned, before, fingerprints, is_same=is_same)
    holding = {job for job in concerned if made.get(job.name) == prints[job.name]}
    good = {job for job in holding if set(job.files) <= standing.keys()}
    names = [*holding_tables, *(name for job in good for name in job.files)]
    names += [name for name in standing if name in made and made[name] == prints.get(name)]
    names += [name for name in standing if name.startswith(f"{OPEN_DATA}/") and made.get(OPEN_DATA) == state]
    held = {standing[name] for name in names if name in standing}
    stale = [job for job in jobs if (options.force or job not in good) and not _is_kept_whole(job, before)]
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
        found=found,
        prints=prints,
        reasons={job: _reason(job, before, inputs, holding, options.force) for job in stale},
        holding={place: sha for place, sha in (before.outputs if before else {}).items() if place in held},
        failed=strange_notebooks(workspace.data, period) if jobs else {},
        folder=folder,
    )


def _unchanged(
    period: Period, before: RunRecord, found: Lying, *, options: RunOptions, standing: Mapping[str, str]
) -> Outcome:
    """What an earlier run has made, all of which still holds: nothing is evaluated."""
    folder = options.out / period.id
    return Outcome(
        period,
        before.inputs,
        before.counts,
        before.complete,
        findings_in(folder, before),
        before.state,
        jobs=options.choose(period),
        before=before,
        found=found,
        holding={place: before.outputs[place] for place in standing.values() if place not in before.stale},
        folder=folder,
    )


def _prints(
    jobs: Sequence[Job], before: RunRecord | None, fingerprints: Fingerprints, *, is_same: bool
) -> dict[str, str]:
    """What each report, and its PDF, rests on now: name → fingerprint. On the same state those that held still do."""
    stale = {name for place in before.stale for name in names_of(place)} if before else set()
    known = {name: sha for name, sha in before.reports.items() if name not in stale} if before and is_same else {}
    prints = {job.name: known.get(job.name) or fingerprints.of(job) for job in jobs}
    return prints | {f"{job.place}.pdf": prints[job.name] for job in jobs}


def _standing(before: RunRecord, found: Lying, options: RunOptions) -> dict[str, str]:
    """The files that need not be made again as long as the data stay the same: name → where they lie.

    A report that somebody has worked on stands, a table does not: programs and the front page read it.
    """
    worked_on = set() if options.replace_edited else {p for p in found.edited if not p.endswith(TABLE_ENDINGS)}
    changed = {proper_name(place) for place in found.edited} if options.replace_edited else set()
    standing = {}
    for name, place in before.places.items():
        if before.is_kept(name) or ((place in found.intact or place in worked_on) and name not in changed):
            standing[name] = place
    return standing


def _is_kept_whole(job: Job, before: RunRecord | None) -> bool:
    return before is not None and all(before.is_kept(name) for name in job.files)


def _holds(
    before: RunRecord, *, state: str, standing: Mapping[str, str], jobs: Sequence[Job], options: RunOptions
) -> bool:
    """Whether an earlier run has made all that is asked for, of the same files, and everything of it is as it was."""
    asked = {name for job in jobs for name in (*job.files, *([f"{job.place}.pdf"] if options.pdf else []))}
    tables = {name for name in before.places if is_table(name)}
    asked |= {"findings.csv", *tables, *(WORKBOOKS if jobs else ())}
    current = {name for name, place in standing.items() if place not in before.stale or before.is_kept(name)}
    return not options.force and before.state == state and not before.failed and asked <= current


def _holding_tables(before: RunRecord, standing: Mapping[str, str], *, with_book: bool) -> list[str]:
    """The tables of an earlier run on the same state, where all that are wanted are there as they were; else none."""
    made = {name for name, place in before.places.items() if is_table(name) and place not in before.stale}
    wanted = {*EDITION_TABLES, *(WORKBOOKS if with_book else ())}
    refused = any(is_table(name) for name in before.failed)
    return [] if refused or not wanted <= made <= standing.keys() else sorted(made)


def _reason(job: Job, before: RunRecord | None, inputs: Mapping[str, str], holding: Set[Job], force: bool) -> str:
    """Why a report is to be made."""
    if force:
        return "được yêu cầu làm lại (--force)"
    if before is None or job.name not in {name for place in before.outputs for name in names_of(place)}:
        return "chưa có"
    if job.name not in before.reports:
        return "lần trước chưa lập xong"
    if before.versions != versions():
        return "bộ công cụ hoặc thư viện đã đổi từ lần lập trước"
    if job in holding:
        return "tệp đã lập bị sửa hoặc bị mất"
    old = before.inputs
    changed = sorted(name for name in {*old, *inputs} if old.get(name) != inputs.get(name))
    shown = ", ".join(changed[:3]) + (f" và {len(changed) - 3} tệp khác" if len(changed) > 3 else "")
    return f"số liệu đã đổi: {shown}" if changed else "số liệu đã đổi từ khi lập báo cáo này"


def _tables(evaluation: Evaluation, *, with_book: bool) -> dict[str, bytes]:
    """The tables of an evaluation: name → bytes."""
    tables = edition_files(evaluation)
    if with_book:
        from ..publishing.workbook import workbook_bytes

        tables |= dict(zip(WORKBOOKS, (workbook_bytes(each) for each in (evaluation.public, evaluation))))
    return tables
