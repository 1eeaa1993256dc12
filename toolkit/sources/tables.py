"""Read one CSV, XLSX or Parquet file into a table of texts with the row of its headers. Only known columns are kept."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ..errors import Finding
from ..formatting import fold

_HEADER_ROWS = 30  # headers are looked for in the first rows, under titles
_XLSX_BYTES = 2_000_000_000  # unpacked; beyond it a workbook is a bomb
_CSV_REMEDY = "mở bằng Excel hoặc LibreOffice, lưu lại dạng CSV UTF-8 hoặc XLSX."

Headers = Mapping[str, str]  # folded header → canonical name


class Refused(Exception):
    """A file that cannot be read safely; it carries its findings."""

    def __init__(self, *findings: Finding):
        super().__init__()
        self.findings = findings


@dataclass(frozen=True)
class RawTable:
    """A file's known columns. ``first_row`` is the spreadsheet row of the first record.

    ``texts`` holds text columns, or is None where ``parquet`` is to be scanned by the engine. ``machine``
    names the columns whose cells are real numbers, where a dot is certainly the decimal sign.
    """

    columns: Mapping[str, str]
    rows: pa.Array | None = None
    texts: pa.Table | None = None
    parquet: Path | None = None
    sheet: str = ""
    machine: frozenset[str] = field(default_factory=frozenset)


def read_table(
    path: Path, *, name: str, headers: Headers, required: Sequence[str], titles: Mapping[str, str]
) -> RawTable:
    """Read the known columns of a file. Raises Refused with findings that name the file as ``name``."""
    try:
        if path.suffix.lower() == ".parquet":
            return _read_parquet(path, name=name, headers=headers, required=required, titles=titles)
        if path.suffix.lower() == ".xlsx":
            return _read_xlsx(path, name=name, headers=headers, required=required, titles=titles)
        return _read_csv(path, name=name, headers=headers, required=required, titles=titles)
    except OSError:
        raise Refused(
            Finding("TEP-02", "không mở được tệp.", "kiểm tra quyền đọc và gửi lại tệp.", file=name)
        ) from None


def _read_csv(
    path: Path, *, name: str, headers: Headers, required: Sequence[str], titles: Mapping[str, str]
) -> RawTable:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(Finding("TEP-02", "tệp không phải mã UTF-8.", _CSV_REMEDY, file=name)) from None
    if "\x00" in text:
        raise Refused(Finding("TEP-02", "tệp có ký tự rỗng, không phải CSV.", _CSV_REMEDY, file=name))
    best = max(";,\t", key=lambda sign: _best_header(_head(text, sign), headers)[1])
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=best, strict=True))
    except csv.Error:
        raise Refused(
            Finding("TEP-02", "dấu nháy kép hoặc ô quá dài làm tệp không đọc được.", _CSV_REMEDY, file=name)
        ) from None
    return _from_rows(rows, name=name, sheet="", headers=headers, required=required, titles=titles)


def _head(text: str, sign: str) -> list[list[str]]:
    lines = text.split("\n", _HEADER_ROWS * 4)[: _HEADER_ROWS * 4]
    try:
        return list(csv.reader(io.StringIO("\n".join(lines), newline=""), delimiter=sign))[:_HEADER_ROWS]
    except csv.Error:
        return []


def _read_xlsx(
    path: Path, *, name: str, headers: Headers, required: Sequence[str], titles: Mapping[str, str]
) -> RawTable:
    import fastexcel

    broken = Refused(
        Finding(
            "TEP-02",
            "không phải sổ tính XLSX đọc được, hoặc có mật khẩu.",
            "mở bằng Excel, lưu lại dạng XLSX không mật khẩu.",
            file=name,
        )
    )
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(part.file_size for part in archive.infolist()) > _XLSX_BYTES:
                raise Refused(Finding("TEP-02", "sổ tính nén quá lớn.", "chia thành nhiều tệp nhỏ.", file=name))
        book = fastexcel.read_excel(path)
        sheets = {
            s.name: s
            for s in (book.load_sheet(n, header_row=None, skip_rows=0, dtypes="string") for n in book.sheet_names)
            if s.visible == "visible" and s.height
        }
        tables = {
            title: [list(row) for row in zip(*(c.to_pylist() for c in s.to_arrow().columns))]
            for title, s in sheets.items()
        }
    except (zipfile.BadZipFile, fastexcel.FastExcelError):
        raise broken from None
    fitting = [
        t for t, rows in tables.items() if set(required) <= set(_best_header(rows[:_HEADER_ROWS], headers)[2].values())
    ]
    if len(fitting) > 1:
        raise Refused(
            Finding(
                "TEP-04",
                f"sổ tính có {len(fitting)} trang cùng mẫu của nguồn.",
                "giữ một trang, ẩn hoặc xóa các trang khác.",
                file=name,
            )
        )
    title = (
        fitting[0]
        if fitting
        else max(tables, key=lambda t: _best_header(tables[t][:_HEADER_ROWS], headers)[1], default="")
    )
    rows = tables.get(title, [])
    table = _from_rows(rows, name=name, sheet=title, headers=headers, required=required, titles=titles)
    typed = book.load_sheet(title, header_row=_best_header(rows[:_HEADER_ROWS], headers)[0], dtypes=None).to_arrow()
    real = {fold(f.name) for f in typed.schema if pa.types.is_floating(f.type) or pa.types.is_integer(f.type)}
    machine = frozenset(canonical for folded, canonical in headers.items() if folded in real)
    return RawTable(table.columns, rows=table.rows, texts=table.texts, sheet=title, machine=machine)


def _read_parquet(
    path: Path, *, name: str, headers: Headers, required: Sequence[str], titles: Mapping[str, str]
) -> RawTable:
    try:
        schema = pq.read_schema(path)
    except (pa.ArrowException, OSError):
        raise Refused(Finding("TEP-02", "không phải tệp Parquet đọc được.", "xuất lại tệp.", file=name)) from None
    columns = _columns(
        [[f.name for f in schema]], 0, name=name, sheet="", headers=headers, required=required, titles=titles
    )
    real = {
        f.name
        for f in schema
        if pa.types.is_floating(f.type) or pa.types.is_integer(f.type) or pa.types.is_decimal(f.type)
    }
    names = [f.name for f in schema]
    chosen = {canonical: names[position] for canonical, position in columns.items()}
    return RawTable(chosen, parquet=path, machine=frozenset(c for c, n in chosen.items() if n in real))


def _from_rows(
    rows: list[list], *, name: str, sheet: str, headers: Headers, required: Sequence[str], titles: Mapping[str, str]
) -> RawTable:
    at = _best_header(rows[:_HEADER_ROWS], headers)[0]
    columns = _columns(rows, at, name=name, sheet=sheet, headers=headers, required=required, titles=titles)
    width = len(rows[at])
    kept, numbers = [], []
    for number, row in enumerate(rows[at + 1 :], at + 2):
        if any(cell and str(cell).strip() for cell in row):
            if any(cell and str(cell).strip() for cell in row[width:]):
                raise Refused(
                    Finding(
                        "TEP-02",
                        "dòng có nhiều ô hơn dòng tiêu đề, giá trị có thể lệch cột.",
                        "kiểm tra dấu phân cách và dấu nháy kép ở dòng này.",
                        file=name,
                        sheet=sheet,
                        row=number,
                    )
                )
            kept.append(row)
            numbers.append(number)
    data = {c: pa.array([(row[p] if p < len(row) else None) for row in kept], pa.string()) for c, p in columns.items()}
    return RawTable({c: c for c in columns}, rows=pa.array(numbers, pa.int64()), texts=pa.table(data), sheet=sheet)


def _best_header(rows: Sequence[Sequence], headers: Headers) -> tuple[int, int, dict[int, str]]:
    """Of the first rows, the one with most known headers: its index, how many, and position → canonical name."""
    best: tuple[int, int, dict[int, str]] = (0, 0, {})
    for at, row in enumerate(rows):
        known = {
            p: headers[fold(str(cell))] for p, cell in enumerate(row) if cell is not None and fold(str(cell)) in headers
        }
        if len(known) > best[1]:
            best = (at, len(known), known)
    return best


def _columns(
    rows: list, at: int, *, name: str, sheet: str, headers: Headers, required: Sequence[str], titles: Mapping[str, str]
) -> dict[str, int]:
    known = _best_header([rows[at]], headers)[2] if rows else {}
    columns: dict[str, int] = {}
    faults = []
    for position, canonical in known.items():
        if canonical in columns:
            faults.append(
                Finding(
                    "COT-03",
                    "hai cột trong tệp cùng là cột này.",
                    "giữ một cột, xóa hoặc đổi tên cột kia.",
                    file=name,
                    sheet=sheet,
                    row=at + 1,
                    column=titles[canonical],
                )
            )
        columns.setdefault(canonical, position)
    faults += [
        Finding(
            "COT-01",
            "thiếu cột bắt buộc nên không đọc được tệp.",
            "thêm cột này, đúng tên như mẫu, hoặc khai tên khác ở sources trong ke_hoach.yaml.",
            file=name,
            sheet=sheet,
            column=titles[c],
        )
        for c in required
        if c not in columns
    ]
    if faults:
        raise Refused(*faults)
    return columns
