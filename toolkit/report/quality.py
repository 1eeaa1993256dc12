"""The state of the data: what is wrong with them, and what has arrived."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..errors import CODES, Finding
from ..formatting import number
from ..indicators import needed_sources
from ..results import Evaluation
from ..vocabulary import BLOCKED, MISSING, OK, SOURCES
from .model import Cell, Table
from .provenance import files_of

_LEVELS = {"error": Cell("Lỗi", "bad"), "warning": Cell("Cảnh báo", "none"), "info": Cell("Thông tin")}


def findings_table(
    evaluation: Evaluation, *, caption: str, levels: tuple[str, ...], of: Sequence[Finding] | None = None
) -> Table:
    """The findings of some levels, one a row; only those in ``of`` where it is given."""
    rows = [
        (
            each.code,
            _LEVELS[each.level],
            " › ".join(p for p in (each.file, each.sheet) if p) or "–",
            str(each.row or "–"),
            each.column or "–",
            " ".join(p for p in (each.unit, each.target) if p) or "–",
            each.problem,
            each.remedy,
        )
        for each in (evaluation.findings if of is None else of)
        if each.level in levels
    ]
    return Table(
        caption,
        ("Mã", "Mức", "Tệp", "Dòng", "Cột", "Đơn vị, chỉ tiêu", "Vấn đề", "Cách sửa"),
        tuple(rows),
        "cclrllll",
        searchable=True,
        filters=("Mã", "Mức", "Đơn vị, chỉ tiêu"),
        widths=(7, 9, 14, 6, 10, 10, 24, 20),
        compact=True,
    )


def delivery_table(evaluation: Evaluation) -> Table:
    """Which unit has delivered which source."""
    names = evaluation.sources
    words = {
        OK: Cell("có", "good"),
        "no_cases": Cell("không phát sinh"),
        MISSING: Cell("chưa có", "bad"),
        BLOCKED: Cell("tệp lỗi", "bad"),
    }
    rows = [
        (f"{unit.name} ({unit.id})", *(words[evaluation.deliveries[unit.id, name]] for name in names))
        for unit in evaluation.units
    ]
    return Table(
        "Số liệu đã nhận theo đơn vị và nguồn",
        ("Đơn vị", *(SOURCES[name].title for name in names)),
        tuple(rows),
        "l" + "c" * len(names),
        searchable=True,
        filters=("Đơn vị",),
        dense=True,
    )


def code_table(evaluation: Evaluation) -> Table:
    """How many findings of each kind, and of each level."""
    counts = Counter((finding.code, finding.level) for finding in evaluation.findings)
    rows = [
        (code, CODES[code][1], _LEVELS[level].text, number(count)) for (code, level), count in sorted(counts.items())
    ]
    sums = Counter(finding.level for finding in evaluation.findings)
    foot = tuple(("", "Cộng", _LEVELS[level].text, number(sums[level])) for level in _LEVELS if sums[level])
    columns = ("Mã", "Loại", "Mức", "Số lượng")
    return Table("Số lượng lỗi, cảnh báo theo loại", columns, tuple(rows), "cllr", heads=2, foot=foot)


def source_table(evaluation: Evaluation) -> Table:
    """The files of each source, the rows that were read of it, and the targets that use it."""
    rows = []
    for name, source in SOURCES.items():
        files = [file.partition("/")[2] for file in files_of(evaluation, name)]
        users = [target.id for target in evaluation.plan.targets if name in needed_sources(target)]
        rows.append(
            (
                source.title,
                ", ".join(files) or "chưa có tệp",
                number(evaluation.rows_read.get(name, 0)),
                ", ".join(users) or "–",
            )
        )
    return Table(
        "Nguồn số liệu, tệp và số dòng được tính",
        ("Nguồn", "Tệp", "Số dòng", "Chỉ tiêu sử dụng"),
        tuple(rows),
        "llrl",
        foot=(("Cộng", "–", number(sum(evaluation.rows_read.values())), "–"),),
        note="Dòng thuộc bí mật nhà nước và dòng trùng lặp hoàn toàn đã được loại trước khi đếm.",
    )
