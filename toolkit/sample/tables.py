"""Write the chunks of one source to one file: CSV or XLSX as people send it, Parquet as systems do."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ..plan.standard import SOURCES
from ..writing.packing import packed


def write_chunks(path: Path, chunks: Iterable[pa.Table]) -> Path:
    """Write tables with canonical names as one file with Vietnamese headers; its ending says the format."""
    headers = {column.name: column.header for column in SOURCES[path.stem].columns}
    named = (chunk.rename_columns([headers[name] for name in chunk.column_names]) for chunk in chunks)
    if path.suffix == ".parquet":
        _write_parquet(path, named)
    elif path.suffix == ".xlsx":
        _write_xlsx(path, named)
    else:
        _write_csv(path, named)
    return path


def _write_parquet(path: Path, chunks: Iterable[pa.Table]) -> None:
    writer = None
    try:
        for chunk in chunks:
            writer = writer or pq.ParquetWriter(path, chunk.schema, compression="zstd")
            writer.write_table(chunk)
    finally:
        if writer:
            writer.close()


def _write_csv(path: Path, chunks: Iterable[pa.Table]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for number, chunk in enumerate(chunks):
            if number == 0:
                writer.writerow(chunk.column_names)
            columns = [pc.strftime(c, format="%d/%m/%Y") if pa.types.is_date(c.type) else c for c in chunk.columns]
            writer.writerows(zip(*(column.to_pylist() for column in columns)))


def _write_xlsx(path: Path, chunks: Iterable[pa.Table]) -> None:
    """One sheet; the same rows give the same bytes."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Số liệu")
    for number, chunk in enumerate(chunks):
        if number == 0:
            sheet.append(chunk.column_names)
        for row in zip(*(column.to_pylist() for column in chunk.columns)):
            sheet.append(row)
    path.write_bytes(packed(book))
