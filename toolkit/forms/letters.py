"""The answer to a unit about its form, ready to be sent: received, or what is to be mended and where, or not yet there."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import get_column_letter

from ..plan.wording import AS_WRITTEN, Telling
from ..words.codes import ERROR
from ..words.errors import Finding
from .layout import UNIT_SHEETS
from .questions import Asked


def cell_of(finding: Finding, *, told: Telling = AS_WRITTEN) -> str:
    """The cell that a finding is about, as a spreadsheet calls it; empty where it is about no single one. ``told`` is how the
    form is told.

    >>> cell_of(Finding("O-03", "sai.", "sửa.", sheet="Chỉ tiêu", row=5, column="Ghi chú"))
    'J5'
    """
    for sheet in UNIT_SHEETS:
        headers = [told.text(field.header) for field in sheet.fields]
        if finding.sheet == told.text(sheet.title) and finding.row and finding.column in headers:
            return f"{get_column_letter(headers.index(finding.column) + 1)}{finding.row}"
    return ""


def letter(questions: Asked, *, what: str, faults: Sequence[Finding], taken: Sequence[str], is_marked: bool) -> str:
    """The text of the answer about ``what`` (a form of the unit): ``taken`` are the names of the unit's files that were,
    ``is_marked`` whether its form goes back."""
    told = questions.telling
    errors = [fault for fault in faults if fault.level == ERROR]
    doubts = [fault for fault in faults if fault.level != ERROR]
    movement, period = questions.plan.movement, questions.period.title
    lines = [f"Kính gửi: {questions.unit.name}", ""]
    if taken:
        lines.append(f"{movement.agency.name} đã nhận {what} {period} của đơn vị (tệp {', '.join(taken)}).")
    elif errors:
        lines.append(f"{what[0].upper()}{what[1:]} {period} của đơn vị chưa nhận được vì còn chỗ phải sửa:")
        lines += ["", *_numbered(errors, told), ""]
        if is_marked:
            lines.append("Bản gửi kèm là biểu mẫu của đơn vị, các ô phải sửa được tô đỏ và có ghi chú cách sửa.")
        lines.append("Đề nghị đơn vị sửa rồi gửi lại cả tệp.")
    elif any(fault.code == "BM-03" for fault in doubts):
        lines.append(f"{movement.agency.name} đã nhận {what} {period} của đơn vị, trong đó chưa ghi gì.")
    else:
        lines.append(f"{movement.agency.name} chưa nhận được {what} {period} của đơn vị.")
        lines.append("Đề nghị đơn vị điền biểu mẫu đã phát và gửi lại trước hạn.")
    if doubts:
        lines += ["", "Đề nghị đơn vị xem lại:", "", *_numbered(doubts, told)]
    return told.text("\n".join([*lines, "", f"Phong trào thi đua “{movement.name}”.", ""]))


def _numbered(faults: Sequence[Finding], told: Telling) -> list[str]:
    several = len({fault.file for fault in faults}) > 1
    said = [
        f"{_place(fault, told, with_file=several)}{fault.problem} Cách sửa: {fault.unit_remedy}" for fault in faults
    ]
    return [f"{n}. {line[:1].upper()}{line[1:]}" for n, line in enumerate(said, 1)]


def _place(fault: Finding, told: Telling, *, with_file: bool) -> str:
    cell = cell_of(fault, told=told)
    where = [f"tệp {fault.file}"] if with_file else []
    where += [f"trang “{fault.sheet}”"] if fault.sheet else []
    where += [f"ô {cell} (cột “{fault.column}”)"] if cell else [f"dòng {fault.row}"] if fault.row else []
    return f"{', '.join(where)}: " if where else ""
