"""Days of the lists of units and of their moves that are years away from the movement: most often a slip in the year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from ..plan.movement import Movement
from ..sources.unit_list import list_file
from ..units.model import Unit
from ..units.structure import Transfer
from ..words.errors import Finding
from ..words.formatting import short_date
from ..words.vocabulary import TRANSFER_LIST, UNIT_LIST

_EARLY, _LATE = 20, 5  # years before the movement and after it from which on such a day is absurd


def list_day_findings(
    data: Path, movement: Movement, *, units: Sequence[Unit], transfers: Sequence[Transfer]
) -> list[Finding]:
    """The units that no period of the movement has, and the moves that none sees happen, by a day years away from it."""
    early = date(movement.start.year - _EARLY, 1, 1)
    late = date(movement.end.year + _LATE, 12, 31)
    return [
        *(_finding(list_file(data, UNIT_LIST.name).name, *told) for told in _of_units(units, early, late)),
        *(_finding(list_file(data, TRANSFER_LIST.name).name, *told) for told in _of_moves(transfers, early, late)),
    ]


def _of_units(units: Sequence[Unit], early: date, late: date) -> Iterator[tuple[str, str, str]]:
    for unit in units:
        if unit.valid_from is not None and unit.valid_from > late:
            said = f"đơn vị {unit.id} bắt đầu ngày {short_date(unit.valid_from)} nên không có mặt ở kỳ nào, không chỉ tiêu nào có"
            yield unit.id, "Từ ngày", f"{said} số của đơn vị."
        if unit.valid_to is not None and unit.valid_to < early:
            said = f"đơn vị {unit.id} thôi hoạt động ngày {short_date(unit.valid_to)} nên không có mặt ở kỳ nào, không chỉ tiêu nào có"
            yield unit.id, "Đến ngày", f"{said} số của đơn vị."


def _of_moves(transfers: Sequence[Transfer], early: date, late: date) -> Iterator[tuple[str, str, str]]:
    for each in transfers:
        if each.day > late:
            when = "chưa có hiệu lực ở kỳ nào, mọi chỉ tiêu của đơn vị vẫn tính cho đơn vị"
            yield (
                each.from_unit,
                "Ngày",
                f"việc chuyển {each.from_unit} sang {each.to_unit} ngày {short_date(each.day)} {when}.",
            )
        if each.day < early:
            when = "có hiệu lực ở mọi kỳ, mọi chỉ tiêu của đơn vị tính cho đơn vị tiếp nhận"
            yield (
                each.from_unit,
                "Ngày",
                f"việc chuyển {each.from_unit} sang {each.to_unit} ngày {short_date(each.day)} {when}.",
            )


def _finding(file: str, unit: str, column: str, problem: str) -> Finding:
    remedy = "kiểm tra năm của ngày; nếu đúng thì không cần sửa."
    return Finding("DV-07", problem, remedy, file=file, column=column, unit=unit)
