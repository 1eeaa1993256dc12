"""What each command does and says: on the screen in words, or as JSON. Everything heavy is imported when it is needed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..resources import cores, requested
from ..words.codes import CODES
from ..words.errors import EXIT_INCOMPLETE, EXIT_OK, Finding
from ..words.formatting import number

_FINDINGS = 500  # that are printed of one period


def run(command: str, options: argparse.Namespace) -> int:
    """Do what a command asks for; its exit code. Raises ToolkitError where it refuses."""
    if command == "doctor":
        from .doctor import examine

        return examine(options)
    if command == "sample":
        return _sample(options)
    from ..evaluation.workspace import Workspace

    resources = requested(memory=getattr(options, "memory", None))
    workspace = Workspace.open(options.data, resources=resources)
    if command in ("form", "collect"):
        return (_form if command == "form" else _collect)(workspace, options)
    periods = workspace.select(options.periods)
    if command == "check":
        return _check(workspace, periods, options)
    if command == "verify":
        return _verify(workspace, periods, options)
    if command == "publish":
        return _publish(workspace, periods, options)
    choose = _reports_of(workspace, periods, options) if command == "report" else lambda period: ()
    return (_plan if options.dry_run else _evaluate)(workspace, periods, choose, options)


def _reports_of(workspace: Any, periods: Any, options: argparse.Namespace) -> Callable[[Any], tuple]:
    from ..running.reporting import choice_of

    return choice_of(workspace, periods, kinds=options.kind or (), units=(options.unit,) if options.unit else ())


def _sample(options: argparse.Namespace) -> int:
    from ..periods import parse_period
    from ..sample import write_sample

    periods = [parse_period(text) for text in options.periods.split(",")]
    if options.dry_run:
        if options.json:
            options.answer.give({"would_write": [str(options.folder)], "exit_code": EXIT_OK})
        else:
            print(f"Sẽ tạo số liệu minh họa trong {options.folder}.")
        return EXIT_OK
    made = {"rows": options.rows, "periods": periods, "seed": options.seed}
    files = write_sample(options.folder, **made, progress=_progress(options))
    if options.json:
        options.answer.give({"files": [str(path) for path in files], "exit_code": EXIT_OK})
    else:
        print(f"Đã tạo {len(files)} tệp số liệu minh họa trong {options.folder}.")
    return EXIT_OK


def _form(workspace: Any, options: argparse.Namespace) -> int:
    from ..forms import write_forms
    from ..periods import parse_period

    names = write_forms(
        workspace,
        parse_period(options.period),
        out=options.out,
        units=options.unit,
        force=options.force,
        dry_run=options.dry_run,
    )
    files = [str(name) for name in names]
    if options.json:
        options.answer.give({"would_write" if options.dry_run else "files": files, "exit_code": EXIT_OK})
    else:
        print("\n".join(["Sẽ ghi:" if options.dry_run else f"Đã lập {len(files)} biểu mẫu:", *files]))
    return EXIT_OK


def _collect(workspace: Any, options: argparse.Namespace) -> int:
    from ..forms import collect
    from ..periods import parse_period

    period = parse_period(options.period)
    result = collect(
        workspace, period, options.files, out=options.out, replace=options.replace, dry_run=options.dry_run
    )
    if options.json:
        options.answer.give({**result.summary(), "findings": [finding_fields(f) for f in result.findings]})
        return result.exit_code
    for line in (*result.file_lines(), *result.differences):
        print(line)
    for finding in result.findings:
        print(finding.line(), file=sys.stderr)
    for line in result.lines(dry_run=options.dry_run):
        print(line, file=sys.stderr if result.refused else sys.stdout)
    print(result.delivery_line(period=period.id))
    if result.answers:
        print(f"Đã lập {len(result.answers)} tệp trả lời đơn vị, để gửi đi: {options.out / period.id / 'tra_loi'}")
    return result.exit_code


def _check(workspace: Any, periods: Any, options: argparse.Namespace) -> int:
    evaluations = [workspace.evaluate(period) for period in _progress(options)(periods, desc="Kiểm tra", unit="kỳ")]
    code = EXIT_OK if all(evaluation.is_complete for evaluation in evaluations) else EXIT_INCOMPLETE
    if options.json:
        options.answer.give(
            {
                "periods": [
                    {
                        "period": e.period.id,
                        "outcome": "complete" if e.is_complete else "incomplete",
                        "complete": e.is_complete,
                        "findings": [finding_fields(f) for f in e.findings],
                    }
                    for e in evaluations
                ],
                "exit_code": code,
            }
        )
        return code
    for evaluation in evaluations:
        print(_summary(evaluation))
        for finding in evaluation.findings:
            print(f"  {finding.line()}")
    return code


def _verify(workspace: Any, periods: Any, options: argparse.Namespace) -> int:
    from ..running.verifying import verify

    found = {
        p.id: verify(workspace, p, out=options.out) for p in _progress(options)(periods, desc="Đối chiếu", unit="kỳ")
    }
    code = EXIT_INCOMPLETE if any(found.values()) else EXIT_OK
    if options.json:
        every = [
            {"period": id, "outcome": "different" if own else "same", "differences": [asdict(d) for d in own]}
            for id, own in found.items()
        ]
        options.answer.give({"periods": every, "exit_code": code})
        return code
    for id, own in found.items():
        print(f"Kỳ {id}: {f'{len(own)} chỗ khác' if own else 'kết quả khớp với số liệu'}")
        for difference in own:
            print(f"  {difference.line()}")
    return code


def _publish(workspace: Any, periods: Any, options: argparse.Namespace) -> int:
    from ..publishing.opendata import publish

    made = publish(
        workspace,
        _progress(options)(periods, desc="Dữ liệu mở", unit="kỳ"),
        out=options.out,
        dry_run=options.dry_run,
    )
    code = EXIT_OK if all(each.evaluation.is_complete and not each.refused for each in made) else EXIT_INCOMPLETE
    for each in made:
        if each.refused:
            print(f"Không công bố được dữ liệu mở kỳ {each.period.id}: {each.refused}", file=sys.stderr)
    files = [str(options.out / name) for each in made for name in each.files]
    if options.json:
        refused = {each.period.id: each.refused for each in made if each.refused}
        options.answer.give(
            {"would_write" if options.dry_run else "files": files, "failed": refused, "exit_code": code}
        )
        return code
    for each in made:
        print(_summary(each.evaluation))
    print("\n".join(["Sẽ ghi:" if options.dry_run else f"Đã ghi {len(files)} tệp dữ liệu mở:", *files]))
    return code


def _plan(workspace: Any, periods: Any, choose: Callable[[Any], tuple], options: argparse.Namespace) -> int:
    """What a run would do, and why."""
    from ..publishing.jobs import INDEX
    from ..running.outcomes import plan_run

    outcomes = plan_run(workspace, periods, options=_run_options(choose, options))
    names = [str(options.out / o.period.id / name) for o in outcomes for name in o.writes]
    if names and any(outcome.jobs for outcome in outcomes):
        names.append(str(options.out / INDEX))
    reasons = {f"{o.period.id}/{job.name}": why for o in outcomes for job, why in o.reasons.items()}
    if options.json:
        options.answer.give({"would_write": names, "reasons": reasons, "exit_code": EXIT_OK})
        return EXIT_OK
    for outcome in outcomes:
        count = f"{len(outcome.reasons)}/{len(outcome.jobs)} báo cáo sẽ được lập" if outcome.jobs else "sẽ tính lại"
        print(f"Kỳ {outcome.period.id}: {'không có gì thay đổi' if outcome.is_unchanged else count}")
        for job, why in outcome.reasons.items():
            print(f"  {job.name}: {why}")
    print("\n".join(["Sẽ ghi:", *names] if names else ["Không có tệp nào phải ghi."]))
    return EXIT_OK


def _evaluate(workspace: Any, periods: Any, choose: Callable[[Any], tuple], options: argparse.Namespace) -> int:
    from ..publishing.jobs import INDEX
    from ..running.batch import run

    with _cluster(options, workers=options.jobs or cores()) as cluster:
        outcomes = run(workspace, periods, options=_run_options(choose, options, cluster=cluster))
    code = max(outcome.exit_code for outcome in outcomes)
    index = options.out / INDEX if any(outcome.jobs for outcome in outcomes) else None
    for outcome in outcomes:
        if code or not options.quiet:
            _tell_findings(outcome.period, outcome.findings, table=options.out / outcome.period.id / "findings.csv")
        for kind, why in outcome.failed.items():
            print(f"Không lập được báo cáo {kind} kỳ {outcome.period.id}: {why}", file=sys.stderr)
    if options.json:
        options.answer.give(
            {
                "periods": [
                    {
                        "period": o.period.id,
                        "outcome": "failed" if o.failed else "kept" if o.is_unchanged else "made",
                        "complete": o.complete,
                        "unchanged": o.is_unchanged,
                        "folder": str(options.out / o.period.id),
                        "files": sorted({*o.outputs, "run.json"}),
                        "reports": {job.name: _word(o, job) for job in o.jobs},
                        "failed": o.failed,
                        "findings": [finding_fields(f) for f in o.findings],
                    }
                    for o in outcomes
                ],
                "index": str(index) if index else None,
                "exit_code": code,
            }
        )
        return code
    for outcome in outcomes:
        same = " (không có gì thay đổi, giữ nguyên)" if outcome.is_unchanged else ""
        print(f"{_counted(outcome.period, outcome.counts, outcome.complete)} → {options.out / outcome.period.id}{same}")
    if index:
        print(index)
    return code


def _word(outcome: Any, job: Any) -> str:
    """What has become of a report."""
    return "failed" if job.name in outcome.failed else "made" if f"{job.name}.html" in outcome.made else "kept"


def _run_options(choose: Callable[[Any], tuple], options: argparse.Namespace, *, cluster: Any = None) -> Any:
    """What the words of a command ask of a run."""
    from ..running.outcomes import RunOptions

    return RunOptions(
        options.out,
        choose=choose,
        jobs=options.jobs or cores(),
        engine=getattr(options, "engine", "thidua"),
        force=options.force,
        pdf=getattr(options, "pdf", False),
        cluster=cluster,
        progress=_progress(options),
    )


def _tell_findings(period: Any, findings: Sequence[Finding], *, table: Path) -> None:
    """Print the findings of a period, the gravest of very many; all of them stand in their table."""
    for finding in findings[:_FINDINGS]:
        print(f"{period.id}: {finding.line()}", file=sys.stderr)
    if len(findings) > _FINDINGS:
        print(f"{period.id}: và {number(len(findings) - _FINDINGS)} mục nữa: xem đủ trong {table}.", file=sys.stderr)


def _cluster(options: argparse.Namespace, *, workers: int) -> AbstractContextManager[Any]:
    """The machines that share the work; None where this one does all of it."""
    if not getattr(options, "cluster", None):
        return nullcontext()
    from ..running.cluster import joined

    return joined(options.cluster, workers=workers)


def _summary(evaluation: Any) -> str:
    from ..publishing.record import Counts

    return _counted(evaluation.period, Counts.of(evaluation), evaluation.is_complete)


def _counted(period: Any, counts: Any, complete: bool) -> str:
    state = "đủ số liệu" if complete else "CÒN SỐ LIỆU THIẾU HOẶC KHÔNG TÍNH ĐƯỢC"
    levels, part = counts.findings, counts.states.get("partial", 0)
    return (
        f"Kỳ {period.id}: {counts.units} đơn vị, {counts.targets_met}/{counts.targets} chỉ tiêu đạt, "
        f"{f'{part} chỉ tiêu tạm tính, ' if part else ''}"
        f"{levels['error']} lỗi, {levels['warning']} cảnh báo; {state}"
    )


def _progress(options: argparse.Namespace) -> Any:
    """A progress bar on a terminal; nothing anywhere else."""
    from functools import partial

    from tqdm import tqdm

    return partial(tqdm, file=sys.stderr, disable=True if options.quiet else None, leave=False)


def finding_fields(finding: Finding) -> dict[str, Any]:
    """A finding for JSON."""
    names = ("code", "level", "file", "sheet", "row", "column", "unit", "target", "problem", "remedy")
    return {"title": CODES[finding.code].title, **{name: getattr(finding, name) for name in names}}
