"""The commands that make results: what they would do, what they did, what they left as it was."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from ..resources import cores
from ..words.errors import EXIT_OK, UsageError
from ..words.formatting import number
from ..words.vocabulary import INTERNAL
from .said import counted, finding_fields, finding_lines, progress, telling_of

_FILES = 20  # of a kind that are named on the screen


def plan(workspace: Any, periods: Any, choose: Callable[[Any], tuple], options: argparse.Namespace) -> int:
    """Say what a run would do, and why."""
    from ..publishing.jobs import INDEX, INTERNAL_INDEX
    from ..running.planning import plan_run

    outcomes = plan_run(workspace, periods, options=_run_options(choose, options))
    names = [str(options.out / o.period.id / name) for o in outcomes for name in o.writes]
    if names and any(outcome.jobs for outcome in outcomes):
        names += [str(options.out / name) for name in (INDEX, INTERNAL_INDEX)]
    reasons = {f"{o.period.id}/{job.name}": why for o in outcomes for job, why in o.reasons.items()}
    if options.json:
        stale = {o.period.id: [*o.stale_unasked, *o.stale_kept] for o in outcomes if o.stale_unasked or o.stale_kept}
        edited = {o.period.id: o.edited for o in outcomes if o.edited}
        told = {"would_write": names, "reasons": reasons, "stale": stale, "edited": edited}
        options.answer.give({**told, "exit_code": EXIT_OK})
        return EXIT_OK
    for outcome in outcomes:
        count = f"{len(outcome.reasons)}/{len(outcome.jobs)} báo cáo sẽ được lập" if outcome.jobs else "sẽ tính lại"
        print(f"Kỳ {outcome.period.id}: {'không có gì thay đổi' if outcome.is_unchanged else count}")
        for job, why in outcome.reasons.items():
            print(f"  {job.name}: {why}")
        for line in _left(outcome, options, coming=outcome.writes):
            print(f"  {line}")
    print("\n".join(["Sẽ ghi:", *names] if names else ["Không có tệp nào phải ghi."]))
    return EXIT_OK


def evaluate(workspace: Any, periods: Any, choose: Callable[[Any], tuple], options: argparse.Namespace) -> int:
    """Evaluate, report, and say what came of it."""
    from ..publishing.index import front_page
    from ..running.batch import run

    with _cluster(options, workers=options.jobs or cores()) as cluster:
        outcomes = run(workspace, periods, options=_run_options(choose, options, cluster=cluster))
    code = max(outcome.exit_code for outcome in outcomes)
    index = front_page(options.out) if any(outcome.jobs for outcome in outcomes) else None
    for outcome in outcomes:
        if code or not options.quiet:
            rest = str(options.out / outcome.period.id / "findings.csv")
            told = telling_of(workspace, outcome.period)
            for line in finding_lines(outcome.findings, periods=len(outcomes), rest=rest, told=told):
                print(f"{outcome.period.id}: {line}", file=sys.stderr)
        for name, why in outcome.failed.items():
            what = (
                "dùng được sổ tay" if name.endswith(".ipynb") else "ghi được tệp" if "." in name else "lập được báo cáo"
            )
            print(f"Không {what} {name} kỳ {outcome.period.id}: {why}", file=sys.stderr)
        for line in _left(outcome, options):
            print(f"Kỳ {outcome.period.id}: {line}", file=sys.stderr)
    if options.json:
        every = [_answered(outcome, options) for outcome in outcomes]
        options.answer.give({"periods": every, "index": str(index) if index else None, "exit_code": code})
        return code
    for outcome in outcomes:
        same = " (không có gì thay đổi, giữ nguyên)" if outcome.is_unchanged else ""
        line = counted(outcome, outcome.counts, noun=workspace.plan.noun, complete=outcome.complete)
        line = telling_of(workspace, outcome.period).text(line)
        print(f"{line} → {options.out / outcome.period.id}{same}")
    if index:
        print(index)
    return code


def keep(options: argparse.Namespace) -> int:
    """Pin files against every run, let them go again, or say which are pinned."""
    from ..evaluation.workspace import Workspace
    from ..periods import parse_period
    from ..running.keeping import keep as kept_after

    try:
        period = parse_period(options.period)
    except UsageError:  # only the plan knows what it calls so
        period = Workspace.open(options.data).period(options.period)
    named = {"names": options.names, "release": options.release, "dry_run": options.dry_run}
    kept, files = kept_after(options.out, period, **named)
    if options.json:
        options.answer.give({"period": period.id, "kept": list(kept), "files": list(files), "exit_code": EXIT_OK})
        return EXIT_OK
    folder = options.out / period.id
    if not kept:
        print(f"Không lần chạy nào phải giữ gì trong {folder}.")
    else:
        print("\n".join([f"Mọi lần chạy giữ nguyên trong {folder}:", *(f"  {name}" for name in files)]))
    return EXIT_OK


def _answered(outcome: Any, options: argparse.Namespace) -> dict[str, Any]:
    """What became of a period, for programs."""
    return {
        "period": outcome.period.id,
        "outcome": "failed" if outcome.failed else "kept" if outcome.is_unchanged else "made",
        "complete": outcome.complete,
        "unchanged": outcome.is_unchanged,
        "folder": str(options.out / outcome.period.id),
        "files": sorted({*outcome.outputs, "run.json"}),
        "reports": {job.name: _word(outcome, job) for job in outcome.jobs},
        "failed": outcome.failed,
        "edited": outcome.edited,
        "set_aside": outcome.aside,
        "stale": outcome.stale,
        "kept": list(outcome.before.kept) if outcome.before else [],
        "findings": [finding_fields(f) for f in outcome.findings],
    }


def _left(outcome: Any, options: argparse.Namespace, *, coming: Collection[str] = ()) -> Iterator[str]:
    """What a run leaves as it was, and why, each in a line; ``coming`` are files that it is still to write."""
    from ..writing.results import proper_name

    folder, will_be = options.out / outcome.period.id, {proper_name(place): place for place in coming}
    said = []
    for place, beside in outcome.edited.items():
        new = f"bản mới ở {folder / beside}" if beside else "không có bản nào mới hơn"
        if proper_name(place) in will_be:
            new = f"bản mới sẽ ở {folder / will_be[proper_name(place)]}"
        elif beside in outcome.stale_kept:
            new = f"bản do bộ công cụ lập ở {folder / beside}"
        elif not beside and place in outcome.stale:
            new = "đã cũ so với số liệu"
        said.append(f"{folder / place} đã có người sửa nên được giữ nguyên; {new}.")
    said += [
        f"{folder / place} đã được thay; bản có người sửa ở {folder / kept}." for place, kept in outcome.aside.items()
    ]
    yield from said[:_FILES]
    if len(said) > _FILES:
        yield f"và {number(len(said) - _FILES)} tệp nữa có người sửa."
    if outcome.stale_unasked:
        yield f"đã cũ so với số liệu, lần này không được yêu cầu lập: {_reports(outcome.stale_unasked)}."
    if outcome.stale_kept:
        release = f"thidua keep {outcome.period.id} TÊN --release"
        yield f"đã cũ so với số liệu, đang được giữ nguyên (thidua keep): {_reports(outcome.stale_kept)}; thôi giữ: {release}."


def _reports(places: Collection[str]) -> str:
    """What files belong to, those of a folder together, counted."""
    from ..publishing.jobs import names_of
    from ..writing.results import proper_name

    stems = {max(names_of(p) - {proper_name(p)}, key=len, default=proper_name(p)) for p in places}
    stems = {stem.removeprefix(f"{INTERNAL}/") for stem in stems}
    groups = Counter(stem.partition("/")[0] for stem in stems)
    return ", ".join(f"{name} ({number(count)})" if count > 1 else name for name, count in sorted(groups.items()))


def _word(outcome: Any, job: Any) -> str:
    """What has become of a report."""
    return "failed" if job.name in outcome.failed else "made" if job.name in outcome.begun else "kept"


def _run_options(choose: Callable[[Any], tuple], options: argparse.Namespace, *, cluster: Any = None) -> Any:
    """What the words of a command ask of a run."""
    from ..running.outcomes import RunOptions

    return RunOptions(
        options.out,
        choose=choose,
        jobs=options.jobs or cores(),
        engine=getattr(options, "engine", "thidua"),
        force=options.force,
        replace_edited=options.replace_edited,
        pdf=getattr(options, "pdf", False),
        cluster=cluster,
        progress=progress(options),
    )


def _cluster(options: argparse.Namespace, *, workers: int) -> AbstractContextManager[Any]:
    """The machines that share the work; None where this one does all of it."""
    if not getattr(options, "cluster", None):
        return nullcontext()
    from ..running.cluster import joined

    return joined(options.cluster, workers=workers)
