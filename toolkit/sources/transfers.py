"""Read ``sap_nhap.csv``: which unit stands for which from a day on. There need not be one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from ..units.model import Unit, UnitNames
from ..units.structure import Structure, Transfer
from ..words.errors import Finding, ToolkitError
from ..words.vocabulary import TRANSFER_LIST
from .tables import Refused, Wanted
from .unit_list import list_file, read_day, read_list

_MOST_TRANSFERS = 1_000


def load_transfers(folder: Path, *, units: Sequence[Unit]) -> tuple[Transfer, ...]:
    """The entries of a data folder's ``sap_nhap``; none if there is no such file. Raises ToolkitError with every fault."""
    return read_transfer_list(folder, units=units)[0]


def read_transfer_list(folder: Path, *, units: Sequence[Unit]) -> tuple[tuple[Transfer, ...], list[Finding]]:
    """The same, with the findings that do not refuse the list: rows that are no entry."""
    path = list_file(folder, TRANSFER_LIST.name)
    if not path.is_file():
        return (), []
    notes: list[Finding] = []
    faults: list[Finding] = []
    transfers: list[Transfer] = []
    try:
        wanted = Wanted.of(TRANSFER_LIST, name=path.name, required=("from_unit", "to_unit", "date"))
        table, rows = read_list(path, wanted, most=_MOST_TRANSFERS, code="SN-01")
        notes += table.notes
        names, known = UnitNames(units), {unit.id: unit for unit in units}
        services: dict[str, str] = {}
        for n, row in rows:
            transfer, wrong = _transfer(row, names=names, services=services, file=path.name, n=n)
            faults += wrong
            if transfer and not known[transfer.to_unit].exists_on(transfer.day):
                faults.append(
                    _fault(
                        path.name,
                        n,
                        "Đến đơn vị",
                        "đơn vị tiếp nhận không hoạt động vào ngày sắp xếp.",
                        "sửa ngày, hoặc sửa Từ ngày, Đến ngày trong don_vi.csv.",
                    )
                )
            elif transfer:
                transfers.append(transfer)
    except Refused as trouble:
        faults += trouble.findings
    faults += _contradictions(units, transfers, file=path.name) if not faults else []
    if faults:
        raise ToolkitError(f"Danh sách sắp xếp đơn vị có {len(faults)} lỗi.", faults)
    return tuple(transfers), notes


def _transfer(
    row: dict[str, str], *, names: UnitNames, services: dict[str, str], file: str, n: int
) -> tuple[Transfer | None, list[Finding]]:
    """An entry, or what is wrong with it; ``services`` has the first spelling of each service that the list names, in which
    all of them are kept."""
    faults, found = [], {}
    for column, header in (("from_unit", "Từ đơn vị"), ("to_unit", "Đến đơn vị")):
        found[column] = names.find(row.get(column, ""))
        if found[column] is None:
            near = names.nearest(row.get(column, ""))
            hint = f' (gần giống nhất: "{near.name}", mã {near.id})' if near else ""
            remedy = f"sửa theo mã trong don_vi.csv{hint}; hoặc thêm đơn vị vào don_vi.csv."
            faults.append(_fault(file, n, header, "đơn vị không có trong danh mục.", remedy))
    day = read_day(row.get("date", ""))
    if day is None:
        faults.append(
            _fault(file, n, "Ngày", "ngày để trống hoặc không hợp lệ.", "ghi ngày/tháng/năm, ví dụ 01/03/2025.")
        )
    if found["from_unit"] and found["from_unit"] == found["to_unit"]:
        faults.append(
            _fault(file, n, "Đến đơn vị", "một đơn vị không thể chuyển sang chính nó.", "sửa một trong hai mã.")
        )
    if faults or day is None:
        return None, faults
    parts = [part.strip() for part in row.get("scope", "").split(";") if part.strip()]
    scope = frozenset(services.setdefault(_plain(part), part) for part in parts)
    return Transfer(str(found["from_unit"]), str(found["to_unit"]), day, scope), []


def _plain(service: str) -> str:
    """Spellings that are certainly of one service: any case, blanks, dash. Leading zeros may tell two apart."""
    return re.sub(r"[\s\u00a0]+", "", service).lower().translate(str.maketrans("‐‑‒–—―−", "-------"))


def _contradictions(units: Sequence[Unit], transfers: Sequence[Transfer], *, file: str) -> list[Finding]:
    """A part that has two receivers on one day, or that goes to a unit which had gone itself."""
    faults = []
    for n, one in enumerate(transfers):
        for other in transfers[:n]:
            same = one.from_unit == other.from_unit and one.day == other.day and one.to_unit != other.to_unit
            if same and (one.scope & other.scope or (not one.scope and not other.scope)):
                faults.append(
                    _fault(
                        file,
                        0,
                        "Phạm vi",
                        f"một phần của đơn vị {one.from_unit} có hai đơn vị nhận trong cùng một ngày.",
                        "ghi Phạm vi để mỗi mã TTHC chỉ có một đơn vị nhận.",
                    )
                )
        if _comes_back(one, transfers):
            faults.append(
                _fault(
                    file,
                    0,
                    "Đến đơn vị",
                    f"trong cùng một ngày, phần chuyển đi của đơn vị {one.from_unit} lại chuyển về chính nó.",
                    "sửa đơn vị nhận hoặc ngày; hai đơn vị đổi tên cho nhau thì ghi hai ngày khác nhau.",
                )
            )
        before = [t for t in transfers if t.day < one.day]
        if all(t.from_unit != one.to_unit for t in before):
            continue
        standing = Structure(units, before, day=one.day - timedelta(days=1))
        comes_back = () if one.scope else (one.from_unit,)  # a unit that had gone to another is set up out of it again
        if standing.receiver(one.to_unit) not in (None, one.to_unit, *comes_back):
            faults.append(
                _fault(
                    file,
                    0,
                    "Đến đơn vị",
                    f"đơn vị {one.to_unit} đã chuyển sang đơn vị khác trước ngày nhận.",
                    "ghi đơn vị đang hoạt động vào ngày đó.",
                )
            )
    return faults


def _comes_back(one: Transfer, transfers: Sequence[Transfer]) -> bool:
    """Whether what an entry moves, followed through the entries of its day, arrives where it came from."""
    together = [t for t in transfers if t.day == one.day]
    scoped = {service for t in together for service in t.scope}
    elsewhere = {service for t in together if t.from_unit == one.from_unit for service in t.scope}
    for service in one.scope or {None, *(scoped - elsewhere)}:
        unit, passed = one.to_unit, set()
        while unit != one.from_unit and unit not in passed:
            passed.add(unit)
            moves = [t for t in together if t.from_unit == unit]
            whole = [t for t in moves if not t.scope]
            unit = next((t.to_unit for t in [t for t in moves if service in t.scope] + whole), "")
        if unit == one.from_unit:
            return True
    return False


def _fault(file: str, n: int, column: str, problem: str, remedy: str) -> Finding:
    return Finding("SN-01", problem, remedy, file=file, row=n, column=column)
