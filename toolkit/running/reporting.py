"""Reports from a program: what ``thidua report`` does for one period, as a function that leaves the process as it is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..evaluation.workspace import Workspace
from ..notebook import locate
from ..periods import Period
from ..publishing.index import front_page
from ..publishing.jobs import KINDS, Job, jobs_of
from ..publishing.publish import ENGINES
from ..resources import cores, parse_memory, requested
from ..words.errors import Finding, UsageError
from ..words.formatting import number
from ..words.nearest import nearest
from .batch import run
from .outcomes import Outcome, RunOptions

_CODES = 30  # of units that a message lists


@dataclass(frozen=True)
class ReportRun:
    """What ``tk.report`` has done for a period.

    ``made`` are the files that it wrote, ``kept`` those that were there and still hold; ``edited`` maps each file that
    somebody has changed, and that stays, to the new one beside it (None: there is nothing new). ``failed`` says of each
    report or table that could not be made why, and what to do. ``is_complete``: nothing failed, no figure is missing or
    blocked, and all prose is printed. ``index`` is the page that links the reports of all periods.
    """

    period: Period
    folder: Path
    made: tuple[Path, ...]
    kept: tuple[Path, ...]
    edited: Mapping[Path, Path | None]
    failed: Mapping[str, str]
    is_complete: bool
    findings: tuple[Finding, ...]
    index: Path


def report(
    period: str | int,
    *,
    data: str | Path = "data",
    out: str | Path = "outputs",
    kinds: Collection[str] | None = None,
    units: Collection[str] | None = None,
    jobs: int | None = None,
    memory: str | None = None,
    engine: str = "thidua",
    force: bool = False,
    replace_edited: bool = False,
    pdf: bool = False,
) -> ReportRun:
    """Evaluate a period and make its reports in ``out``, those that are out of date; what ``thidua report`` makes.

    ``kinds`` chooses reports (kiem_tra, so_ket, tong_ket, binh_xet, phieu_don_vi), ``units`` the units that get a sheet;
    None means all. With ``replace_edited`` files in ``out`` that somebody has
    changed are replaced, and kept in ``ban_cu``. ``jobs`` reports are made at the same time (None: one for each core), evaluating with ``memory``
    ("4GB"; None: 1GB). Relative folders are those of the moment of the call.

    It may be called from any thread, and several times at once for different ``out``: it prints nothing, and changes
    neither the environment, nor the working directory, nor how signals are handled. Raises UsageError for a period, kind
    or unit that there is not, ToolkitError where plan or unit list are faulty or another run holds ``out``: then nothing
    was written.

    >>> import toolkit as tk
    >>> tk.report("2024", kinds=["so_kt"])
    Traceback (most recent call last):
    toolkit.words.errors.UsageError: Không có loại báo cáo 'so_kt'. Có phải 'so_ket'? Cách sửa: chọn một trong các loại: \
kiem_tra, so_ket, tong_ket, binh_xet, phieu_don_vi.
    """
    if engine not in ENGINES:
        raise UsageError(f"Không có cách chạy sổ tay {engine!r}. Cách sửa: chọn một trong: {', '.join(ENGINES)}.")
    folder = Path(out).absolute()
    resources = requested(memory=parse_memory(memory) if memory else None)
    workspace = Workspace.open(locate(data).absolute(), resources=resources)
    periods = workspace.select([str(period)])
    choose = choice_of(workspace, periods, kinds=kinds or (), units=units or ())
    options = RunOptions(
        folder, choose=choose, jobs=jobs or cores(), engine=engine, force=force, pdf=pdf, replace_edited=replace_edited
    )
    (outcome,) = run(workspace, periods, options=options)
    return _run_of(outcome, folder)


def _run_of(outcome: Outcome, folder: Path) -> ReportRun:
    place = folder / outcome.period.id
    return ReportRun(
        outcome.period,
        place,
        made=tuple(place / name for name in sorted(outcome.made)),
        kept=tuple(place / name for name in sorted(outcome.holding.keys() - outcome.made.keys())),
        edited={place / name: place / new if new else None for name, new in outcome.edited.items()},
        failed=dict(outcome.failed),
        is_complete=not outcome.exit_code,
        findings=tuple(outcome.findings),
        index=front_page(folder),
    )


def choice_of(
    workspace: Workspace, periods: Sequence[Period], *, kinds: Collection[str], units: Collection[str]
) -> Callable[[Period], tuple[Job, ...]]:
    """Which reports of a period are asked for. Raises UsageError for a kind or a unit that there is not."""
    kinds, units = ((each,) if isinstance(each, str) else tuple(each) for each in (kinds, units))
    for kind in kinds:
        if kind not in KINDS:
            raise UsageError(
                f"Không có loại báo cáo {kind!r}.{nearest(kind, KINDS)} Cách sửa: chọn một trong các loại: {', '.join(KINDS)}."
            )
    _refuse_unmade(workspace, periods, kinds)
    known = sorted({unit.id for period in periods for unit in workspace.standing(period)})
    for unit in units:
        if unit not in known:
            more = f" và {number(len(known) - _CODES)} mã khác trong danh mục đơn vị" if len(known) > _CODES else ""
            raise UsageError(
                f"Không có đơn vị {unit!r} trong các kỳ này.{nearest(unit, known)} Cách sửa: chọn một trong các mã: {', '.join(known[:_CODES])}{more}."
            )
    return lambda period: jobs_of(
        workspace.plan, period=period, units=workspace.standing(period), kinds=kinds, only=units
    )


def _refuse_unmade(workspace: Workspace, periods: Sequence[Period], kinds: Sequence[str]) -> None:
    """Raise UsageError for a kind of report that none of the periods has: what was asked for would be made of nothing."""
    plan = workspace.plan
    made = {job.kind for period in periods for job in jobs_of(plan, period=period, units=workspace.standing(period))}
    final, asked = plan.movement.final, ", ".join(period.id for period in periods)
    for kind in kinds:
        if kind in made or not periods:
            continue
        if kind == "tong_ket":
            remedy = f"thidua report {final.id} --kind {kind}" if final else "ghi final ở movement của ke_hoach.yaml"
            why = "tổng kết lập cho cả giai đoạn của kế hoạch"
        elif kind == "so_ket":
            why, remedy = "giai đoạn cuối có tổng kết", f"chọn một kỳ khác, hoặc --kind tong_ket cho {asked}"
        elif kind == "binh_xet":
            why, remedy = "kế hoạch không có hình thức khen", "ghi awards trong ke_hoach.yaml"
        else:
            why, remedy = "các kỳ này không có đơn vị nào", "xem lại don_vi.csv"
        raise UsageError(f"Kỳ {asked} không có báo cáo {kind}: {why}. Cách sửa: {remedy}.")
