"""Read ``don_vi.csv``: the units, each with a safe and unique code."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from ..units.model import Unit, UnitNames, is_code, spelling
from ..units.tree import circle_in
from ..words.errors import Finding, ToolkitError
from ..words.formatting import fold, number
from ..words.vocabulary import UNIT_LIST, Column
from .reading import read_table
from .staging import texts_of
from .tables import SIGNS, RawTable, Refused, Scan, Wanted

_MOST_BYTES, _MOST_UNITS = 10_000_000, 50_000
_OTHER_FILE = "kiểm tra lại có đúng tệp không."


def load_units(folder: Path, *, columns: Sequence[str] = ()) -> tuple[Unit, ...]:
    """The units of a data folder, in the file's order. Raises ToolkitError with every fault of the list.

    ``columns`` are the headers of further columns that the plan asks for; without one of them the list is refused.
    """
    return read_unit_list(folder, columns=columns)[0]


def read_unit_list(
    folder: Path, *, columns: Sequence[str] = (), agency: str = ""
) -> tuple[tuple[Unit, ...], list[Finding]]:
    """The same, with the findings that do not refuse the list: rows that are no unit, such as titles and signatures.

    A unit whose ``Cấp trên`` is the ``agency`` has no unit above it.
    """
    path = list_file(folder, UNIT_LIST.name)
    try:
        further = {f"other_{n}": header for n, header in enumerate(columns)}
        listed = replace(UNIT_LIST, columns=(*UNIT_LIST.columns, *(Column(*each) for each in further.items())))
        wanted = Wanted.of(listed, name=path.name, required=("unit", "name"))
        table, rows = read_list(path, wanted, most=_MOST_UNITS, code="DV-01")
    except Refused as trouble:
        raise _refusal(trouble.findings) from None
    read = [_unit(row, file=path.name, n=n, further=further) for n, row in rows]
    units, faults = [unit for unit, _ in read], [fault for _, found in read for fault in found]
    faults += [
        Finding(
            "DV-01",
            "không có cột này, mà kế hoạch có mức giao hoặc khối xếp hạng theo cột này.",
            "thêm cột vào danh mục, đúng tên như trong ke_hoach.yaml; hoặc sửa kế hoạch.",
            file=path.name,
            column=header,
        )
        for name, header in further.items()
        if name not in table.columns
    ]
    faults += _repeated(units, rows=[n for n, _ in rows], file=path.name)
    faults += _alike_findings([(n, unit) for (n, _), unit in zip(rows, units)], file=path.name)
    if not units:
        faults.append(Finding("DV-01", "danh mục không có đơn vị nào.", "ghi mỗi đơn vị một dòng.", file=path.name))
    if faults:
        raise _refusal(faults)
    units, faults = _within(units, rows=[n for n, _ in rows], agency=agency, file=path.name)
    if faults:
        raise _refusal(faults)
    return tuple(units), list(table.notes)


def _repeated(units: Sequence[Unit], *, rows: Sequence[int], file: str) -> list[Finding]:
    """Codes that stand twice in the list, whatever their letters."""
    seen: dict[str, int] = {}
    faults = []
    for n, unit in zip(rows, units):
        first = seen.setdefault(spelling(unit.id), n)
        if first != n:
            problem = f"mã đơn vị trùng với dòng {first} (không phân biệt chữ hoa, chữ thường)."
            faults.append(Finding("DV-01", problem, "mỗi đơn vị một mã riêng.", file=file, row=n, column="Mã đơn vị"))
    return faults


def _within(units: Sequence[Unit], *, rows: Sequence[int], agency: str, file: str) -> tuple[list[Unit], list[Finding]]:
    """The units, each with the code of the unit above it, however the list calls that; and what is wrong with these cells."""
    names, faults, found = UnitNames(units), list[Finding](), list[Unit]()
    for n, unit in zip(rows, units):
        parent = "" if spelling(unit.parent) == spelling(agency) else names.find(unit.parent) if unit.parent else ""
        if parent is None:
            near = names.nearest(unit.parent)
            likely = f"có lẽ là {near.id}; " if near else ""
            problem = "đơn vị cấp trên không có trong danh mục."
            faults.append(
                _parent_fault(
                    problem, f"{likely}ghi mã một đơn vị của danh mục; trực thuộc cơ quan thì để trống.", file, n
                )
            )
        found.append(replace(unit, parent=parent or ""))
    if not faults and (circle := circle_in({unit.id: unit.parent for unit in found if unit.parent})):
        n = next(n for n, unit in zip(rows, found) if unit.id == circle)
        faults.append(
            _parent_fault(
                "các đơn vị là cấp trên của nhau theo vòng tròn.", "sửa cột Cấp trên của một đơn vị.", file, n
            )
        )
    return found, faults


def _parent_fault(problem: str, remedy: str, file: str, row: int) -> Finding:
    return Finding("DV-01", problem, remedy, file=file, row=row, column="Cấp trên")


def _unit(row: dict[str, str], *, file: str, n: int, further: Mapping[str, str]) -> tuple[Unit, list[Finding]]:
    """The unit of a row, and what is wrong with it."""
    faults = []
    if not is_code(row["unit"]):
        faults.append(
            Finding(
                "DV-01",
                "mã đơn vị để trống hoặc có ký tự không dùng được.",
                "dùng chữ, chữ số, dấu - _ ., bắt đầu bằng chữ hoặc số, tối đa 40 ký tự.",
                file=file,
                row=n,
                column="Mã đơn vị",
            )
        )
    if not row["name"] or row["name"] in SIGNS:
        faults.append(
            Finding("DV-01", "đơn vị không có tên.", "ghi tên đơn vị.", file=file, row=n, column="Tên đơn vị")
        )
    days = {}
    for name, header in (("valid_from", "Từ ngày"), ("valid_to", "Đến ngày")):
        days[name] = read_day(row.get(name, ""))
        if row.get(name) and days[name] is None:
            faults.append(
                Finding(
                    "DV-01",
                    "ngày không hợp lệ.",
                    "ghi ngày/tháng/năm, ví dụ 01/07/2025.",
                    file=file,
                    row=n,
                    column=header,
                )
            )
    if days["valid_from"] and days["valid_to"] and days["valid_to"] < days["valid_from"]:
        faults.append(
            Finding("DV-01", "Đến ngày trước Từ ngày.", "sửa lại hai ngày.", file=file, row=n, column="Đến ngày")
        )
    aliases = tuple(part.strip() for part in row.get("aliases", "").split(";") if part.strip())
    kind, start, end = row.get("kind", ""), days["valid_from"], days["valid_to"]
    others = tuple((header, row.get(name, "")) for name, header in further.items())
    unit = Unit(row["unit"], row["name"], kind, aliases, start, end, short=row.get("short", ""), others=others)
    return replace(unit, parent=row.get("parent", "")), faults


def _alike_findings(rows: Sequence[tuple[int, Unit]], *, file: str) -> list[Finding]:
    """Short names that two units of one time have: a sentence would not say which it means."""
    seen: dict[str, list[tuple[int, Unit]]] = {}
    faults = []
    for n, unit in rows:
        others = seen.setdefault(fold(unit.short), []) if unit.short else []
        if line := next((line for line, other in others if _overlap(unit, other)), 0):
            faults.append(
                Finding(
                    "DV-01",
                    f"tên ngắn trùng với dòng {line}, hoặc chỉ khác ở dấu, chữ hoa.",
                    "mỗi đơn vị một tên ngắn riêng, hoặc để trống.",
                    file=file,
                    row=n,
                    column="Tên ngắn",
                )
            )
        others.append((n, unit))
    return faults


def _overlap(one: Unit, other: Unit) -> bool:
    """Whether there is a day on which both exist."""
    first = max((each.valid_from for each in (one, other) if each.valid_from), default=None)
    last = min((each.valid_to for each in (one, other) if each.valid_to), default=None)
    return first is None or last is None or first <= last


def list_file(folder: Path, name: str) -> Path:
    """The file of a list that stands beside the plan, whatever its format; the CSV's place if there is none."""
    places = [folder / f"{name}.{ending}" for ending in ("csv", "xlsx", "parquet")]
    return next((path for path in places if path.is_file()), places[0])


def read_list(path: Path, wanted: Wanted, *, most: int, code: str) -> tuple[RawTable, list[tuple[int, dict[str, str]]]]:
    """A list that stands beside the plan, and its rows. Raises Refused, too where it is larger than any such list."""
    if path.is_file() and path.stat().st_size > _MOST_BYTES:
        raise Refused(Finding(code, f"tệp lớn hơn {_MOST_BYTES // 1_000_000} MB.", _OTHER_FILE, file=path.name))
    table = read_table(path, wanted)
    rows = list_rows(table, wanted)
    if len(rows) > most:
        problem = f"danh sách có {number(len(rows))} dòng, nhiều nhất là {number(most)}."
        raise Refused(Finding(code, problem, _OTHER_FILE, file=path.name))
    return table, rows


def list_rows(table: RawTable, wanted: Wanted) -> list[tuple[int, dict[str, str]]]:
    """The rows of a list as texts without blanks around them, each with its number in the spreadsheet. Raises Refused."""
    found = (
        texts_of(wanted.columns, table, name=wanted.name) if isinstance(table.rows, Scan) else table.rows.to_pylist()
    )
    return [
        (row["row__"], {name: (cell or "").strip() for name, cell in row.items() if name != "row__"}) for row in found
    ]


def read_day(text: str) -> date | None:
    """A day written dd/mm/yyyy (or with ``-``, ``.``) or yyyy-mm-dd, with or without a time; None for anything else."""
    text = re.sub(
        r"^(\d{1,2}:\d{2}(?::\d{2})?),?\s+(\d{1,2}[/.-].*)$", r"\2 \1", text
    )  # the time first, as browsers write
    match = re.fullmatch(
        r"(?:(\d{1,2})([/.-])(\d{1,2})\2(\d{4})|(\d{4})-(\d{2})-(\d{2}))(?:[ T]\d{1,2}:\d{2}[\d:.]*)?", text
    )
    if not match:
        return None
    day, month, year = (match[1], match[3], match[4]) if match[1] else (match[7], match[6], match[5])
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _refusal(findings) -> ToolkitError:  # noqa: ANN001
    return ToolkitError(f"Danh mục đơn vị có {len(findings)} lỗi.", findings)
