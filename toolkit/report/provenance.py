"""What stands behind a figure: what is counted, from which files, and the hash of each file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..evaluation.results import Evaluation, source_of
from ..indicators.model import Indicator
from ..indicators.needs import needed_sources
from ..plan import Target
from ..plan.standard import REPORTED
from ..words.vocabulary import NOT_ASSIGNED
from .claims import verdict
from .definitions import definition, scope_text
from .model import Cell, Table, Working
from .points import points_rule
from .words import aim_text, parts_text


def definition_table(evaluation: Evaluation, *, targets: Sequence[Target] = ()) -> Table:
    """What each indicator (or those of ``targets``) counts, in the plan's words, so that a reader can trace a figure."""
    rows = []
    for target in targets or evaluation.plan.targets:
        files = ", ".join(files_behind(evaluation, target)) or "–"
        rows.append(
            (
                target.id,
                target.name,
                *definition(target, plan=evaluation.plan),
                scope_text(target, plan=evaluation.plan),
                points_rule(target, evaluation.plan),
                _grounds(target),
                files,
            )
        )
    return Table(
        "Định nghĩa chỉ tiêu, điểm chuẩn và tệp số liệu",
        (
            "Mã",
            "Chỉ tiêu",
            "Mẫu số đếm",
            "Tử số đếm thêm điều kiện",
            "Tính chất, giao cho, mức đạt",
            "Điểm chuẩn",
            "Căn cứ, giả định",
            "Tệp",
        ),
        tuple(rows),
        "clllllll",
        heads=2,
        role="definitions",
        widths=(4, 15, 14, 15, 19, 5, 20, 8),
        note=evaluation.plan.scoring.note,
    )


def _grounds(target: Target) -> str:
    """Where a definition comes from, and where the figures come from that the target is held against."""
    said = f"Số tham chiếu: {target.reference.text}." if target.reference else ""
    return " ".join(filter(None, (target.note, said))) or "–"


def working(evaluation: Evaluation, indicator: Indicator, *, elsewhere: bool = False) -> Working:
    """What a figure of an evaluation rests on, in words. ``elsewhere``: it stands in the report of another period, so that
    its files are others than those of the report's own figures."""
    target = evaluation.plan.target(indicator.target)
    behind = files_behind(evaluation, target) if indicator.state != NOT_ASSIGNED else ()
    files = tuple(behind) if elsewhere else None
    return Working(
        target.id,
        verdict(indicator).text,
        parts_text(indicator) if indicator.denominator is not None and target.measure.is_quotient else "",
        aim_text(indicator, target),
        evaluation.holds(indicator),
        files,
    )


def files_of(evaluation: Evaluation, source: str) -> list[str]:
    """The files that were read of a source: <source>.<ending> or <source>__<anything>.<ending>."""
    return [name for name in evaluation.inputs if source_of(name) == source]


def files_behind(evaluation: Evaluation, target: Target) -> list[str]:
    """The files that a target's figures of an evaluation rest on: of its own source and of those that it needs besides.

    Over several years those of the years that are summed; of a state, of the last one only.
    """
    if not evaluation.years:
        instead = (REPORTED,) if target.fallback else ()  # of the units of which the system has no file
        return [
            name
            for source in (*needed_sources(evaluation.plan, target), *instead)
            for name in files_of(evaluation, source)
        ]
    years = evaluation.years
    if target.is_stock:
        years = tuple(year for year in years if year.period.end == evaluation.period.end)
    given = [y for y in years if y.indicator(y.agency, target.id).state != NOT_ASSIGNED]
    return [name for year in given for name in files_behind(year, target)]


def input_table(evaluation: Evaluation, *, targets: Sequence[Target] = ()) -> Table:
    """Every file that was read (or those behind ``targets``) and its SHA-256: the bytes that a figure rests on.

    The plan, the unit list and the transfers stand first, where every file is listed.
    """
    behind = {name for target in targets for name in files_behind(evaluation, target)}
    every = {**({} if targets else evaluation.lists), **evaluation.inputs}
    return _hashes("Tệp đã đọc và mã kiểm tra SHA-256", {n: h for n, h in every.items() if not targets or n in behind})


def earlier_table(
    evaluation: Evaluation, history: Sequence[Evaluation], *, targets: Sequence[Target] = ()
) -> Table | None:
    """The files behind the figures of other periods that stand beside those of this one; None where there are none."""
    known = {**evaluation.inputs_before}
    for each in history:
        known.update(each.inputs)
    sources = {
        source for target in targets or evaluation.plan.targets for source in needed_sources(evaluation.plan, target)
    }
    every = {
        name: sha for name, sha in sorted(known.items()) if name not in evaluation.inputs and source_of(name) in sources
    }
    return _hashes("Tệp của các kỳ được so sánh và mã kiểm tra SHA-256", every) if every else None


def _hashes(caption: str, files: Mapping[str, str]) -> Table:
    rows = tuple((name, Cell(sha, "hash")) for name, sha in files.items())
    where = f"{len(rows)} tệp, nêu trong bản HTML của báo cáo này và trong run.json của kỳ."
    return Table(caption, ("Tệp", "SHA-256"), rows, "ll", role="files", elsewhere=where)
