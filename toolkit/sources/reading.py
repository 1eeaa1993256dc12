"""Read one file of a source, whatever its kind: the one door to the readers."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path

from ..words.errors import Finding
from . import large_csv
from .archive import unpacked
from .csv_file import read_csv
from .kinds import CSV, PARQUET, XLSX, ZIP, kind_of, not_read
from .parquet_file import read_parquet
from .sheet_scan import Broken, Unsafe
from .tables import RawTable, Refused, Wanted, unsafe
from .workbook import read_grids, read_xlsx

NOT_OPENED = (
    "tệp đang mở trong chương trình khác thì đóng lại; nếu không, nhờ người giữ tệp cho quyền đọc, rồi chạy lại."
)


def read_table(path: Path, wanted: Wanted, *, scratch: Path | None = None, by_row: bool = False) -> RawTable:
    """Read the known columns of a file. Raises Refused with findings that name the file as ``wanted.name``.

    With a folder ``scratch``, a large CSV is left to the engine, or unpacked there if ``by_row``.
    """
    try:
        kind = kind_of(path)
        read = _unpacked if kind == ZIP else partial(_read, kind=kind)
        table = read(path, wanted=wanted, scratch=scratch, by_row=by_row)
    except OSError:
        raise Refused(Finding("TEP-02", "không mở được tệp.", NOT_OPENED, file=wanted.name)) from None
    return table if "unit" in table.columns else replace(table, unit=wanted.unit)


def _read(path: Path, *, kind: str, wanted: Wanted, scratch: Path | None, by_row: bool) -> RawTable:
    if reason := not_read(kind):
        problem, remedy = reason
        raise Refused(Finding("TEP-02", f"{problem}.", remedy, file=wanted.name))
    if kind == PARQUET:
        return read_parquet(path, wanted)
    if kind == XLSX:
        return read_xlsx(path, wanted)
    if kind != CSV:
        return read_grids(path, wanted, kind=kind)
    if scratch is not None and path.stat().st_size >= large_csv.LARGE:
        return large_csv.read_large(path, wanted, scratch=scratch, by_row=by_row)
    return read_csv(path, wanted)


def _unpacked(path: Path, *, wanted: Wanted, scratch: Path | None, by_row: bool) -> RawTable:
    """The file in a ZIP. What the engine scans later stays in ``scratch``; without one, all is read into memory."""
    with tempfile.TemporaryDirectory(prefix="thidua-") as own:
        place = Path(tempfile.mkdtemp(dir=scratch)) if scratch else Path(own)
        try:
            inside = unpacked(path, into=place)
        except Unsafe as trouble:
            raise unsafe(wanted, str(trouble)) from None
        except Broken as trouble:
            remedy = "giải nén, rồi đặt từng tệp vào thư mục kỳ với tên của nguồn."
            raise Refused(Finding("TEP-02", f"{trouble}.", remedy, file=wanted.name)) from None
        kind = kind_of(inside)
        if kind == ZIP:
            problem, remedy = "tệp nén nằm trong tệp nén", "giải nén, rồi đặt tệp số liệu vào thư mục kỳ."
            raise Refused(Finding("TEP-02", f"{problem}.", remedy, file=wanted.name))
        return _read(inside, kind=kind, wanted=wanted, scratch=scratch, by_row=by_row)
