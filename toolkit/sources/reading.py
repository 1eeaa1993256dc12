"""Read one CSV, XLSX or Parquet file: the one door to the readers."""

from __future__ import annotations

from pathlib import Path

from ..words.errors import Finding
from . import large_csv
from .csv_file import read_csv
from .parquet_file import read_parquet
from .tables import RawTable, Refused, Wanted
from .workbook import read_xlsx


def read_table(path: Path, wanted: Wanted, *, scratch: Path | None = None, by_row: bool = False) -> RawTable:
    """Read the known columns of a file. Raises Refused with findings that name the file as ``wanted.name``.

    With a folder ``scratch``, a large CSV is left to the engine, or unpacked there if ``by_row``.
    """
    try:
        if path.suffix.lower() == ".parquet":
            return read_parquet(path, wanted)
        if path.suffix.lower() == ".xlsx":
            return read_xlsx(path, wanted)
        if scratch is not None and path.stat().st_size >= large_csv.LARGE:
            return large_csv.read_large(path, wanted, scratch=scratch, by_row=by_row)
        return read_csv(path, wanted)
    except OSError:
        raise Refused(
            Finding("TEP-02", "không mở được tệp.", "kiểm tra quyền đọc và gửi lại tệp.", file=wanted.name)
        ) from None
