"""The state of the data: what is wrong with them, and what has arrived."""

from __future__ import annotations

from ..results import Evaluation
from ..vocabulary import BLOCKED, MISSING, OK, SOURCES
from .model import Cell, Table


def findings_table(evaluation: Evaluation, *, caption: str, levels: tuple[str, ...]) -> Table:
    """The findings of some levels, one a row."""
    words = {"error": Cell("Lỗi", "bad"), "warning": Cell("Cảnh báo", "none"), "info": Cell("Thông tin")}
    rows = [
        (
            each.code,
            words[each.level],
            " › ".join(p for p in (each.file, each.sheet) if p) or "–",
            str(each.row or "–"),
            each.column or "–",
            " ".join(p for p in (each.unit, each.target) if p) or "–",
            each.problem,
            each.remedy,
        )
        for each in evaluation.findings
        if each.level in levels
    ]
    return Table(
        caption,
        ("Mã", "Mức", "Tệp", "Dòng", "Cột", "Đơn vị, chỉ tiêu", "Vấn đề", "Cách sửa"),
        tuple(rows),
        "cclrllll",
        searchable=True,
        filters=("Mã", "Mức", "Đơn vị, chỉ tiêu"),
        widths=(8, 9, 15, 6, 12, 12, 20, 18),
    )


def delivery_table(evaluation: Evaluation) -> Table:
    """Which unit has delivered which source."""
    names = [name for name in SOURCES if any(source == name for _, source in evaluation.deliveries)]
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
        "Bảng 1. Số liệu đã nhận theo đơn vị và nguồn",
        ("Đơn vị", *(SOURCES[name].title for name in names)),
        tuple(rows),
        "l" + "c" * len(names),
        searchable=True,
        filters=("Đơn vị",),
        dense=True,
    )
