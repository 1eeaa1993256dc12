"""Read large files: ``python tests/benchmarks/large_files.py [CSV_ROWS] [XLSX_ROWS]``. Prints seconds and peak memory.

8 000 000 rows of dossiers are a CSV of 1 GB. Each file is read in a process of its own, beside the engine's own reader.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from toolkit.sources.reading import read_table
from toolkit.sources.staging import create_part
from toolkit.sources.tables import Wanted
from toolkit.vocabulary import SOURCES

SOURCE = SOURCES["ho_so_tthc"]


def write_csv(path: Path, rows: int) -> None:
    """Dossiers as a system exports them."""
    head = ", ".join(f'c{n} AS "{column.header}"' for n, column in enumerate(SOURCE.columns))
    duckdb.execute(
        f"COPY (SELECT {head} FROM (SELECT 'HS-2024-' || lpad(i::VARCHAR, 8, '0') AS c0, "
        "(['VP', 'LDVL', 'GDNN', 'NCC', 'BTXH', 'PCTN', 'DVVL'])[1 + i % 7] AS c1, 'TTHC-' || (i % 180) AS c2, "
        "strftime(DATE '2024-01-01' + (i % 350)::INT, '%d/%m/%Y') AS c3, strftime(DATE '2024-01-09' + (i % 350)::INT, '%d/%m/%Y') AS c4, "
        "strftime(DATE '2024-01-05' + (i % 350)::INT, '%d/%m/%Y') AS c5, CASE WHEN i % 3 = 0 THEN 'Trực tiếp' ELSE 'Trực tuyến' END AS c6, "
        "'toàn trình' AS c7, CASE WHEN i % 5 = 0 THEN 'Không' ELSE 'Có' END AS c8, 'Có' AS c9, 'Không' AS c10, 'Đã trả kết quả' AS c11 "
        f"FROM range({rows}) t(i))) TO '{path}' (HEADER, DELIMITER ',')"
    )


def write_xlsx(path: Path, rows: int) -> None:
    """The same dossiers as a workbook."""
    from openpyxl import Workbook

    with tempfile.TemporaryDirectory() as folder:
        write_csv(Path(folder) / "x.csv", rows)
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Số liệu")
        with (Path(folder) / "x.csv").open(encoding="utf-8") as file:
            for line in file:
                sheet.append(line.rstrip("\n").split(","))
        book.save(path)


def read(kind: str, path: Path) -> None:
    """Read one file in one way; print what it took."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch, duckdb.connect() as connection:
        connection.execute(f"SET memory_limit = '500MB'; SET temp_directory = '{scratch}'")
        if kind == "engine":
            connection.execute(f"CREATE TEMP TABLE x AS SELECT * FROM read_csv('{path}', all_varchar = true)")
        else:
            wanted = Wanted.of(SOURCE, name=path.name)
            table = read_table(path, wanted, scratch=Path(scratch), by_row=kind == "by row")
            create_part(connection, source="x", number=0, columns=wanted.columns, table=table)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    cpu = sum(os.times()[:2])
    print(
        f"{path.suffix} {path.stat().st_size / 1e6:5.0f} MB, {kind}: {time.perf_counter() - began:.1f} s ({cpu:.1f} s of processor), peak {peak:.2f} GB",
        flush=True,
    )


def main(csv_rows: int, xlsx_rows: int) -> None:
    """Write the files and read each in every way."""
    with tempfile.TemporaryDirectory() as folder:
        for path, rows, write, kinds in (
            (Path(folder) / "x.csv", csv_rows, write_csv, ("engine", "scan", "by row")),
            (Path(folder) / "x.xlsx", xlsx_rows, write_xlsx, ("workbook",)),
        ):
            write(path, rows)
            for kind in kinds:
                subprocess.run([sys.executable, __file__, kind, str(path)], check=True)


if __name__ == "__main__":
    if len(sys.argv) == 3 and not sys.argv[1].isdigit():
        read(sys.argv[1], Path(sys.argv[2]))
    else:
        main(*(int(n) for n in (sys.argv[1:] + ["8000000", "500000"][len(sys.argv) - 1 :])))
