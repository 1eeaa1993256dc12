"""Everything one command does: evaluate periods, publish what is out of date, record what each file rests on."""

from __future__ import annotations

import json
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import EXIT_INCOMPLETE, EXIT_OK, ToolkitError, UsageError
from .frames import TABLES, csv_files
from .guard import PersonalData, refuse_personal
from .index import index_page
from .jobs import Job
from .kept import Kept, keeping
from .periods import Period
from .results import Evaluation
from .versions import versions
from .vocabulary import STATES
from .workbook import workbook_bytes
from .workspace import Workspace
from .writing import OutputFolder, digest, open_output

if TYPE_CHECKING:
    from .cluster import Cluster

RECORD, WORKBOOK = "run.json", "so_lieu.xlsx"


@dataclass
class Outcome:
    """What became of one period: its evaluation, the files that hold it, and the reports that failed (name → why)."""

    period: Period
    kept_evaluation: Kept
    files: dict[str, bytes]
    inputs: Mapping[str, str]
    jobs: tuple[Job, ...] = ()
    before: Mapping[str, Any] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)

    @property
    def evaluation(self) -> Evaluation:
        """The evaluation of the period."""
        return self.kept_evaluation.evaluation

    @property
    def exit_code(self) -> int:
        """0, or 3 where a figure or a report could not be produced."""
        return EXIT_OK if self.evaluation.is_complete and not self.failed else EXIT_INCOMPLETE

    @property
    def stale(self) -> list[Job]:
        """The reports of which some file has to be made again."""
        return [job for job in self.jobs if not all(name in self.kept for name in job.files)]


def run(
    workspace: Workspace,
    periods: Sequence[Period],
    *,
    out: Path,
    choose: Callable[[Period], tuple[Job, ...]] = lambda period: (),
    jobs: int = 1,
    engine: str = "thidua",
    force: bool = False,
    pdf: bool = False,
    cluster: Cluster | None = None,
    progress: Callable[..., Any] = lambda items, **_: items,
) -> list[Outcome]:
    """Evaluate the periods into ``out`` and publish those reports that ``choose`` names and that are out of date.

    ``engine`` is one of ``publishing.ENGINES``; with ``pdf`` each HTML file is printed to a PDF beside it. A ``cluster`` counts the cases and makes the
    reports, with the same bytes. ``progress`` wraps what is being worked through (tqdm). Raises
    ToolkitError, with nothing written, where the folder may not be used.
    """
    _refuse_inside_data(out, workspace.data)
    if cluster:
        workspace.count = cluster.count_cases
    outcomes = [
        _evaluated(workspace, period, out=out, choose=choose, force=force)
        for period in progress(periods, desc="Tính", unit="kỳ")
    ]
    reporting = any(outcome.jobs for outcome in outcomes)
    with open_output(out, command="report" if reporting else "evaluate") as folder:
        how = {"jobs": jobs, "engine": engine, "cluster": cluster, "progress": progress}
        _publish(outcomes, workspace=workspace, folder=folder, **how)
        for outcome in outcomes:
            _write(outcome, folder)
        if pdf:
            _print(outcomes, folder=folder, jobs=jobs, progress=progress)
        if reporting:
            folder.write({"index.html": index_page(workspace.plan, out)})
    return outcomes


def planned(
    workspace: Workspace, periods: Iterable[Period], *, choose: Callable[[Period], tuple[Job, ...]]
) -> list[str]:
    """The files that a run would write, for --dry-run."""
    names, reporting = [], False
    for period in periods:
        jobs = choose(period)
        reporting = reporting or bool(jobs)
        own = (
            *(f"{table}.csv" for table in TABLES),
            *((WORKBOOK,) if jobs else ()),
            *(name for job in jobs for name in job.files),
            RECORD,
        )
        names += [f"{period.id}/{name}" for name in own]
    return names + (["index.html"] if reporting else [])


def _refuse_inside_data(out: Path, data: Path) -> None:
    if out.resolve().is_relative_to(data.resolve()):
        raise UsageError(
            f"Thư mục kết quả {out} nằm trong thư mục số liệu {data}. Cách sửa: chọn thư mục khác bằng --out."
        )


def _evaluated(
    workspace: Workspace, period: Period, *, out: Path, choose: Callable[[Period], tuple[Job, ...]], force: bool
) -> Outcome:
    """The evaluation of a period, and which reports of an earlier run still show exactly this."""
    jobs = choose(period)
    kept = workspace.evaluated(period) if jobs else Kept(workspace.evaluate(period), ())
    tables = csv_files(kept.evaluation)
    if jobs:
        tables[WORKBOOK] = workbook_bytes(kept.evaluation)
    (files, refused), inputs = _publishable(tables), workspace.inputs(period)
    outcome = Outcome(period, kept, files, inputs, jobs, before=_record_of(out / period.id), failed=refused)
    old = outcome.before.get("outputs", {})
    same = (
        outcome.before.get("inputs") == dict(outcome.inputs)
        and outcome.before.get("versions") == versions()
        and all(old.get(name) == digest(content) for name, content in files.items())
    )
    if same and not force:
        outcome.kept = {
            name: sha for name, sha in old.items() if name not in files and _is_intact(out / period.id / name, sha)
        }
    return outcome


def _publishable(tables: Mapping[str, bytes]) -> tuple[dict[str, bytes], dict[str, str]]:
    """The tables without personal data, and why each of the others is not written."""
    files, refused = dict(tables), {}
    for name, content in tables.items():
        try:
            refuse_personal({name: content})
        except PersonalData as error:
            refused[name] = str(error)
            del files[name]
    return files, refused


def _record_of(folder: Path) -> dict[str, Any]:
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) and isinstance(record.get("outputs"), dict) else {}


def _is_intact(path: Path, sha: str) -> bool:
    return path.is_file() and not path.is_symlink() and digest(path.read_bytes()) == sha


def _publish(
    outcomes: Sequence[Outcome],
    *,
    workspace: Workspace,
    folder: OutputFolder,
    jobs: int,
    engine: str,
    cluster: Cluster | None,
    progress: Callable[..., Any],
) -> None:
    """Make the reports that are out of date, several at once: each notebook and each Word file in a process of its own."""
    tasks = [(outcome, job) for outcome in outcomes for job in outcome.stale]
    if not tasks:
        return
    from .documents import processes, word_files_of
    from .engine import stop, warm
    from .publishing import own_profile, publish

    data, workers = workspace.data.resolve(), max(1, min(cluster.at_once if cluster else jobs, len(tasks)))
    parameters = {"data": data.name}

    def make(outcome: Outcome, job: Job) -> dict[str, bytes]:
        own = {**parameters, "period": outcome.period.id, **({"unit": job.unit} if job.unit else {})}
        if cluster:
            return cluster.make(outcome.kept_evaluation, job, parameters=own, engine=engine)
        words = writers.submit(word_files_of, outcome.period, data, job) if job.documents else None
        place = {"folder": data.parent, "temporary": folder.temporary}
        published = publish(job.kind, parameters=own, engine=engine, **place)
        return {**dict(zip(job.pages, (published.notebook, published.html))), **(words.result() if words else {})}

    def work(outcome: Outcome, job: Job) -> None:
        try:
            made = make(outcome, job)
            refuse_personal(made)
        except ToolkitError as error:
            outcome.failed[job.name] = str(error)
        except Exception as error:  # the batch records a bug of ours and goes on with the other reports
            outcome.failed[job.name] = (
                f"lỗi của bộ công cụ ({type(error).__name__}). Cách sửa: gửi tệp loi.log trong thư mục kết quả cho người phụ trách."
            )
            folder.write({"loi.log": trace(error).encode("utf-8")})
        else:
            outcome.files.update(made)

    kept = ((outcome.period, outcome.kept_evaluation) for outcome in outcomes if outcome.jobs)
    with (
        keeping(folder.temporary / "kept", kept, data=workspace.data),
        own_profile(folder.temporary),
        warm() if engine == "thidua" and not cluster else nullcontext(),
        processes(min(workers, jobs)) as writers,
        ThreadPoolExecutor(max_workers=workers) as pool,
    ):
        pending = [pool.submit(work, *task) for task in tasks]
        try:
            for done in progress(as_completed(pending), desc="Lập báo cáo", unit="báo cáo", total=len(pending)):
                done.result()
        except BaseException:
            stop()
            if cluster:
                cluster.stop()
            writers.shutdown(wait=False, cancel_futures=True)
            pool.shutdown(cancel_futures=True)
            raise


def _print(outcomes: Sequence[Outcome], *, folder: OutputFolder, jobs: int, progress: Callable[..., Any]) -> None:
    """Print every HTML file that has no PDF of it yet; the browser reads the written files."""
    from .printing import pdf_bytes

    tasks = [
        (outcome, job)
        for outcome in outcomes
        for job in outcome.jobs
        if job.name not in outcome.failed and f"{job.name}.pdf" not in outcome.kept
    ]

    def work(outcome: Outcome, job: Job) -> None:
        try:
            outcome.files[f"{job.name}.pdf"] = pdf_bytes(folder.root / outcome.period.id / f"{job.name}.html")
        except ToolkitError as error:
            outcome.failed[f"{job.name}.pdf"] = str(error)

    with ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:
        pending = [pool.submit(work, *task) for task in tasks]
        for done in progress(as_completed(pending), desc="In PDF", unit="tệp", total=len(pending)):
            done.result()
    for outcome in {id(outcome): outcome for outcome, _ in tasks}.values():
        _write(outcome, folder)


def _write(outcome: Outcome, folder: OutputFolder) -> None:
    """Write the files of a period, the record last; what an earlier run left and no longer holds goes."""
    place = outcome.period.id
    outputs = {**outcome.kept, **{name: digest(content) for name, content in outcome.files.items()}}
    for name, sha in outcome.before.get("outputs", {}).items():
        if name not in outputs and isinstance(sha, str):
            folder.remove(f"{place}/{name}", sha256=sha)
    folder.write({f"{place}/{name}": content for name, content in outcome.files.items()})
    folder.write({f"{place}/{RECORD}": record_bytes(outcome, outputs)})


def record_bytes(outcome: Outcome, outputs: Mapping[str, str]) -> bytes:
    """``run.json``: what was asked, read and written, by which versions. No clock time, no path of the machine."""
    evaluation = outcome.evaluation
    own = [each.state for each in evaluation.indicators if each.unit == evaluation.agency]
    states, levels = (
        Counter(each.state for each in evaluation.indicators),
        Counter(finding.level for finding in evaluation.findings),
    )
    record = {
        "parameters": {"period": outcome.period.id, "plan": evaluation.plan.movement.id},
        "inputs": dict(outcome.inputs),
        "outputs": dict(outputs),
        "versions": versions(),
        "counts": {
            "units": len(evaluation.units),
            "targets": len(evaluation.plan.targets),
            "rows": dict(evaluation.rows_read),
            "targets_met": sum(bool(each.met) for each in evaluation.indicators if each.unit == evaluation.agency),
            "targets_with_value": own.count("ok"),
            "states": {state: states.get(state, 0) for state in STATES},
            "findings": {level: levels.get(level, 0) for level in ("error", "warning", "info")},
        },
        "complete": evaluation.is_complete,
        "failed": sorted(outcome.failed),
    }
    return (json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8")


def trace(error: BaseException) -> str:
    """Where a bug struck: types, files, lines and functions, never a message, which may hold values of the data."""
    lines = [f"{type(error).__module__}.{type(error).__name__}"]
    for frame in traceback.extract_tb(error.__traceback__):
        lines.append(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}")
    if error.__cause__ is not None:
        lines += ["caused by", trace(error.__cause__)]
    return "\n".join(lines) + "\n"
