"""The rows of a source (contract, Files handed in; Rows; Delivered or not): what is said of each thing, and who sent it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import cells
from .lists import Lists

COLUMNS: dict[str, dict[str, tuple[str, Callable[[str], Any]]]] = {
    "ho_so_tthc": {
        "id": ("Mã hồ sơ", str.strip), "service_id": ("Mã TTHC", cells.joined),
        "received_at": ("Ngày tiếp nhận", cells.day), "returned_at": ("Ngày trả kết quả", cells.day),
        "channel": ("Hình thức tiếp nhận", lambda t: cells.word("channel", t)),
        "online_result": ("Trả kết quả trực tuyến", cells.yes_no), "identified": ("Đã định danh", cells.yes_no),
        "status": ("Trạng thái", lambda t: cells.word("status", t)),
    },
    "van_ban": {
        "id": ("Số ký hiệu", str.strip), "issued_at": ("Ngày ban hành", cells.day),
        "secrecy": ("Độ mật", lambda t: cells.word("secrecy", t)),
        "electronic": ("Điện tử", cells.yes_no), "signed": ("Ký số", cells.yes_no),
    },
    "du_lieu_mo": {
        "id": ("Mã bộ dữ liệu", str.strip), "required": ("Phải mở", cells.yes_no),
        "published_at": ("Ngày công bố", cells.day),
    },
    "can_bo": {
        "id": ("Mã cán bộ", str.strip), "is_leader": ("Lãnh đạo", cells.yes_no), "is_female": ("Nữ", cells.yes_no),
        "joined_at": ("Ngày vào", cells.day), "left_at": ("Ngày ra", cells.day),
    },
    "tap_huan": {
        "id": ("Mã cán bộ", cells.joined), "course": ("Loại khóa", lambda t: cells.word("course", t)),
        "completed_at": ("Ngày hoàn thành", cells.day),
    },
    "bao_cao_don_vi": {
        "id": ("Mã chỉ tiêu", cells.joined), "numerator": ("Tử số", cells.whole), "denominator": ("Mẫu số", cells.whole),
    },
    "tham_dinh": {"id": ("Mã mục", cells.joined), "points": ("Điểm thẩm định", cells.mark)},
    "minh_chung": {
        "id": ("Mã mục", cells.joined), "self_points": ("Điểm tự chấm", cells.whole), "evidence": ("Minh chứng", str.strip),
    },
    "de_nghi": {
        "id": ("Mã đề nghị", str.strip), "kind": ("Loại", lambda t: cells.word("kind", t)),
        "staff_id": ("Mã cán bộ", cells.joined), "award": ("Hình thức khen", str.strip),
        "pending_case": ("Đang xem xét kỷ luật", cells.yes_no),
    },
    "bieu_quyet": {
        "id": ("Mã đề nghị", cells.joined), "members": ("Số thành viên", cells.whole), "agree": ("Đồng ý", cells.whole),
        "disagree": ("Không đồng ý", cells.whole),
    },
}  # fmt: skip
DATE = {"ho_so_tthc": "received_at", "van_ban": "issued_at"}
NO_UNIT = ("tap_huan", "bieu_quyet")
NOBODY = ""  # the unit of a row whose cell is empty
STRANGER = "?"  # the unit of a row that names somebody who is not in the list


@dataclass(frozen=True)
class Row:
    """What one line says of one thing. Two lines that say the same are one row, however they spell it."""

    id: str
    unit: str
    values: tuple[tuple[str, Any], ...]

    def value(self, column: str) -> Any:
        """What it says in a column; None where the cell is empty."""
        return dict(self.values).get(column)


@dataclass
class Delivery:
    """A source of a period: its rows by the thing of which they speak, and who sent files."""

    things: dict[tuple, dict[Row, None]] = field(default_factory=dict)
    files: int = 0
    senders: set[str] = field(default_factory=set)  # the units after which files are named
    shared: bool = False  # whether a file is named after no unit
    unplaced: set[str | None] = field(default_factory=set)  # senders of files with rows that may be anybody's
    refused: set[str | None] = field(default_factory=set)  # senders of files that were refused; None: a shared file

    def delivered(self, unit: str) -> bool:
        """Contract, Delivered or not: where all files are named after units, a unit without a file is missing."""
        return bool(self.files) and (self.shared or unit in self.senders)

    def may_be_of(self, units: Collection[str]) -> bool:
        """Whether rows without a unit, or in a file that mostly names nobody, may be one of these units'."""
        return any(self.shared or sender is None or sender in units for sender in self.unplaced)


def read_source(folder: Path, source: str, lists: Lists) -> Delivery:
    """Every file ``<source>`` or ``<source>__<anything>`` of a period's folder, read as one."""
    delivery = Delivery()
    for path in sorted(folder.glob("*.csv")) if folder.is_dir() else ():
        name, _, anything = path.stem.partition("__")
        if name == source:
            _read_file(path, source, lists, delivery, lists.unit_of(anything) if anything else None)
    return delivery


def _read_file(path: Path, source: str, lists: Lists, delivery: Delivery, sender: str | None) -> None:
    delivery.files += 1
    delivery.shared |= sender is None
    delivery.senders |= {sender} - {None}
    with path.open(encoding="utf-8-sig", newline="") as file:
        read = [_row(line, source, lists) for line in csv.DictReader(file)]
    if any(row.value("secrecy") is cells.UNKNOWN for row in read):
        delivery.refused.add(sender)  # contract, Files: an unknown mark of secrecy refuses the file
        return
    strangers = sum(row.unit == STRANGER for row in read)
    if source not in NO_UNIT and (any(row.unit == NOBODY for row in read) or 2 * strangers > len(read)):
        delivery.unplaced.add(sender)
    for row in read:
        key = (row.unit, row.id) if source in ("bao_cao_don_vi", "tham_dinh", "minh_chung") else (row.id,)
        delivery.things.setdefault(key, {})[row] = None


def _row(line: dict[str, str], source: str, lists: Lists) -> Row:
    said = {name: read(line[header]) if header in line else _lacking(name) for name, (header, read) in COLUMNS[source].items()}  # fmt: skip
    text = "" if source in NO_UNIT else line["Mã đơn vị"]
    unit = (lists.unit_of(text) or STRANGER) if text.strip() else NOBODY
    return Row(said.pop("id"), unit, tuple(said.items()))


def _lacking(column: str) -> Any:
    """A column that a condition names is needed (issue 17, figures 14): without it nobody knows what it would say.

    Without a column of self points nothing is claimed.
    """
    return None if column == "self_points" else cells.LACKING if column == "secrecy" else cells.UNKNOWN
