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
from typing import Any

from .errors import EXIT_INCOMPLETE, EXIT_OK, ToolkitError, UsageError
from .frames import csv_files
from .index import index_page
from .periods import Period
from .results import Evaluation
from .versions import versions
from .vocabulary import STATES
from .workspace import Workspace
from .writing import OutputFolder, digest, open_output

RECORD = "run.json"


@dataclass
class Outcome:
    """What became of one period: its evaluation, the files that hold it, and the reports that failed (kind → why)."""

    period: Period
    evaluation: Evaluation
    files: dict[str, bytes]
    inputs: Mapping[str, str]
    before: Mapping[str, Any] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)

    @property
    def exit_code(self) -> int:
        """0, or 3 where a figure or a report could not be produced."""
        return EXIT_OK if self.evaluation.is_complete and not self.failed else EXIT_INCOMPLETE


def run(
    workspace: Workspace,
    periods: Sequence[Period],
    *,
    out: Path,
    kinds: Sequence[str] = (),
    jobs: int = 1,
    force: bool = False,
    engine: str = "thidua",
    progress: Callable[..., Any] = lambda items, **_: items,
) -> list[Outcome]:
    """Evaluate the periods into ``out`` and publish the reports of ``kinds`` that are out of date.

    ``engine`` is one of ``publishing.ENGINES``; ``progress`` wraps what is being worked through (tqdm). Raises
    ToolkitError, with nothing written, where the folder may not be used.
    """
    _refuse_inside_data(out, workspace.data)
    outcomes = [
        _evaluated(workspace, period, out=out, force=force) for period in progress(periods, desc="Tính", unit="kỳ")
    ]
    with open_output(out, command="report" if kinds else "evaluate") as folder:
        _publish(outcomes, kinds, workspace=workspace, folder=folder, jobs=jobs, engine=engine, progress=progress)
        for outcome in outcomes:
            _write(outcome, folder)
        if kinds:
            folder.write({"index.html": index_page(workspace.plan, out)})
    return outcomes


def planned(periods: Iterable[Period], *, kinds: Sequence[str]) -> list[str]:
    """The files that a run would write, for --dry-run."""
    names = [
        f"{period.id}/{name}"
        for period in periods
        for name in (
            "indicators.csv",
            "items.csv",
            "scores.csv",
            "findings.csv",
            *(f"{kind}.html" for kind in kinds),
            *(f"notebooks/{kind}.ipynb" for kind in kinds),
            RECORD,
        )
    ]
    return names + (["index.html"] if kinds else [])


def _refuse_inside_data(out: Path, data: Path) -> None:
    if out.resolve().is_relative_to(data.resolve()):
        raise UsageError(
            f"Thư mục kết quả {out} nằm trong thư mục số liệu {data}. Cách sửa: chọn thư mục khác bằng --out."
        )


def _evaluated(workspace: Workspace, period: Period, *, out: Path, force: bool) -> Outcome:
    """The evaluation of a period, and which reports of an earlier run still show exactly this."""
    evaluation = workspace.evaluate(period)
    files = csv_files(evaluation)
    outcome = Outcome(period, evaluation, files, workspace.inputs(period), before=_record_of(out / period.id))
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


def _record_of(folder: Path) -> dict[str, Any]:
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) and isinstance(record.get("outputs"), dict) else {}


def _is_intact(path: Path, sha: str) -> bool:
    return path.is_file() and not path.is_symlink() and digest(path.read_bytes()) == sha


def _names(kind: str) -> tuple[str, str]:
    return f"notebooks/{kind}.ipynb", f"{kind}.html"


def _publish(
    outcomes: Sequence[Outcome],
    kinds: Sequence[str],
    *,
    workspace: Workspace,
    folder: OutputFolder,
    jobs: int,
    engine: str,
    progress: Callable[..., Any],
) -> None:
    """Run the notebooks that are out of date, several at once: each has a process of its own."""
    tasks = [
        (outcome, kind)
        for outcome in outcomes
        for kind in kinds
        if not all(name in outcome.kept for name in _names(kind))
    ]
    if not tasks:
        return
    from .engine import stop, warm
    from .publishing import own_profile, publish

    def work(outcome: Outcome, kind: str) -> None:
        parameters = {"period": outcome.period.id, "data": workspace.data.resolve().name}
        try:
            published = publish(
                kind,
                parameters=parameters,
                folder=workspace.data.resolve().parent,
                temporary=folder.temporary,
                engine=engine,
            )
        except ToolkitError as error:
            outcome.failed[kind] = str(error)
        except Exception as error:  # the batch records a bug of ours and goes on with the other reports
            outcome.failed[kind] = (
                f"lỗi của bộ công cụ ({type(error).__name__}). Cách sửa: gửi tệp loi.log trong thư mục kết quả cho người phụ trách."
            )
            folder.write({"loi.log": trace(error).encode("utf-8")})
        else:
            outcome.files.update(zip(_names(kind), (published.notebook, published.html)))

    with (
        own_profile(folder.temporary),
        warm() if engine == "thidua" else nullcontext(),
        ThreadPoolExecutor(max_workers=max(1, min(jobs, len(tasks)))) as pool,
    ):
        pending = [pool.submit(work, *task) for task in tasks]
        try:
            for done in progress(as_completed(pending), desc="Lập báo cáo", unit="báo cáo", total=len(pending)):
                done.result()
        except BaseException:
            stop()
            pool.shutdown(cancel_futures=True)
            raise


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
