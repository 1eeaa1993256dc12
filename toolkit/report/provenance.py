"""What stands behind a figure: what is counted, from which files, and the hash of each file."""

from __future__ import annotations

from collections.abc import Sequence

from ..formatting import number
from ..plan import Target
from ..plan.conditions import canonical_value
from ..results import Evaluation, source_of
from ..vocabulary import REPORTED, SOURCES
from .model import Cell, Table

_NATURE = {"flow": "phát sinh trong kỳ", "stock": "trạng thái cuối kỳ"}


def definition_table(evaluation: Evaluation, *, targets: Sequence[Target] = ()) -> Table:
    """What each indicator (or those of ``targets``) counts, in the plan's words, so that a reader can trace a figure."""
    rows = []
    for target in targets or evaluation.plan.targets:
        files = ", ".join(files_of(evaluation, target.source)) or "–"
        rows.append(
            (
                target.id,
                target.name,
                *definition(target),
                _NATURE[target.nature or "flow"],
                number(target.points),
                target.note or "–",
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
            "Tính chất",
            "Điểm chuẩn",
            "Căn cứ, giả định",
            "Tệp",
        ),
        tuple(rows),
        "clllcrll",
        heads=2,
        role="definitions",
        note=evaluation.plan.scoring.note,
    )


def definition(target: Target) -> tuple[str, str]:
    """What the denominator of a target counts, and what of it the numerator counts, in words."""
    denominator = _conditions(target.source, target.population, target.date)
    return denominator, _conditions(target.source, target.success or {}, None)


def _conditions(source: str, conditions: dict, date: str | None) -> str:
    if source == REPORTED:
        return "số do đơn vị báo cáo"
    columns = SOURCES[source]
    words = []
    for name, values in conditions.items():
        column = columns.column(name)
        said = " hoặc ".join(_value(column, value) for value in values)
        words.append(f"{_TRAINED.get(name) or (column.header if column else name)}: {said}")
    if date and columns.column(date):
        words.append(f"xếp kỳ theo {columns.column(date).header}")
    return "; ".join(words) or "mọi dòng của nguồn"


_TRAINED = {"trained_basic": "Đã hoàn thành khóa cơ bản", "trained_data": "Đã hoàn thành khóa dữ liệu"}


def _value(column: object, value: object) -> str:
    if value in ("present", "absent"):
        return "có ghi" if value == "present" else "để trống"
    canonical = canonical_value(column, value) if column is not None and column.values else None
    return column.values[canonical][0] if canonical else str(value)


def files_of(evaluation: Evaluation, source: str) -> list[str]:
    """The files that were read of a source: <source>.<ending> or <source>__<anything>.<ending>."""
    return [name for name in evaluation.inputs if source_of(name) == source]


def input_table(evaluation: Evaluation, *, targets: Sequence[Target] = ()) -> Table:
    """Every file that was read (or those behind ``targets``) and its SHA-256: the bytes that a figure rests on."""
    behind = {name for target in targets for name in files_of(evaluation, target.source)}
    return Table(
        "Tệp đã đọc và mã kiểm tra SHA-256",
        ("Tệp", "SHA-256"),
        tuple((name, Cell(sha, "hash")) for name, sha in evaluation.inputs.items() if not targets or name in behind),
        "ll",
        role="files",
    )
