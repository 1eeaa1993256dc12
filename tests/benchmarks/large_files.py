"""Read large files: ``python tests/benchmarks/large_files.py [--csv ROWS] [--xlsx ROWS]``: seconds and peak memory.

8 000 000 rows of dossiers are a CSV of 1 GB. Each file is read in a process of its own, beside the engine's own reader.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
from results import Measured, hand_on, peak_gb

from toolkit.plan.standard import SOURCES
from toolkit.sources.reading import read_table
from toolkit.sources.staging import create_part
from toolkit.sources.tables import Wanted

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
    cpu = sum(os.times()[:2])
    print(json.dumps({"seconds": time.perf_counter() - began, "cpu": cpu, "peak": peak_gb()}))


def main() -> None:
    """Write the files, read each in every way, hand on the memory that each took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--csv", type=int, default=8_000_000, help="rows")
    parser.add_argument("--xlsx", type=int, default=500_000, help="rows")
    parser.add_argument("--json", type=Path, help="write the measurements to a file")
    parser.add_argument("--read", nargs=2)
    asked = parser.parse_args()
    if asked.read:
        read(asked.read[0], Path(asked.read[1]))
        return
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for name, rows, write, kinds, aim in (
            ("x.csv", asked.csv, write_csv, {"engine": "", "scan": "quét", "by row": "từng dòng"}, 1),
            ("x.xlsx", asked.xlsx, write_xlsx, {"workbook": "sổ tính"}, 2),
        ):
            path = Path(folder) / name
            write(path, rows)
            size = path.stat().st_size / 1e9
            for kind, said in kinds.items():
                done = subprocess.run([sys.executable, __file__, "--read", kind, path], check=True, capture_output=True)
                took = json.loads(done.stdout)
                print(
                    f"{name} {size:.2f} GB, {kind}: " + ", ".join(f"{k} {v:.2f}" for k, v in took.items()), flush=True
                )
                what = f"{path.suffix[1:].upper()} {size:.2f} GB, {rows / 1e6:g} triệu dòng, đọc kiểu {said}: bộ nhớ"
                note = f"{took['seconds']:.0f} giây"
                found += [Measured(what.replace(".", ","), took["peak"], aim, False, "GB", note)] if said else []
    hand_on(found, asked.json)


if __name__ == "__main__":
    main()
