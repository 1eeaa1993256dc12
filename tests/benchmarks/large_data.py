"""Large data, side by side: ``python tests/benchmarks/large_data.py [--rows N …] [--csv N …] [--pandas N …] [--json FILE]``.

Dossiers (``ho_so_tthc``) of one year, with copies and conflicting ids, evaluated in a process of their own each time:

- ``thidua``: the toolkit's own evaluation of the folder, with ``--memory 1GB``: every finding, figure, score, follow-up.
- ``sql``: what an analyst would write for DuckDB by hand: cells brought to known words and those outside counted, days
  outside the known years, unknown units, ids that occur more than once split into copies and conflicts, both targets by
  unit without the copies, rows outside the year, how many cases do not count yet and the first 1 000 ids of them.
- ``pandas``: the same as a good script: categories for words, days as days.
- ``counted``, ``tuned``: pandas for the figures alone, from the file to numerators and denominators by unit: only the columns
  that are needed, no check, no look for copies; as it is first written, and with categories. Beside it, what our counting
  takes from the file to the same figures, without the copies. Libraries are loaded before either clock starts.

From CSV the SQL first loads the file with ``read_csv`` (types and day format given, parallel) into a table.
Ratios are those of one run; beside pandas each way runs three times in turn, and the middle one counts. ``figures`` is the
time after reading: with pandas and SQL after the table is there, with us after what each cell means is known (rows stay in
their file). Peak memory is that of the whole process.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from results import Measured, hand_on, peak_gb

if TYPE_CHECKING:
    import pandas as pd

MEMORY, AIMED = "1GB", 50_000_000  # rows from which on a second of start-up does not count
FIRST, AFTER = "2024-01-01", "2025-01-01"
WORDS = {
    "Hình thức tiếp nhận": ("Trực tuyến", "Trực tiếp", "Bưu chính công ích"),
    "Mức độ": ("toàn trình", "một phần", "4", "3", "2", "1", "chưa cung cấp"),
    "Trả kết quả trực tuyến": ("Có", "Không"),
    "Đã định danh": ("Có", "Không"),
    "Nhập lại dữ liệu": ("Có", "Không"),
    "Trạng thái": ("Đã trả kết quả", "Đang xử lý", "Trả lại", "Rút hồ sơ"),
}
DAYS = ("Ngày tiếp nhận", "Ngày hẹn trả", "Ngày trả kết quả")


def write_folder(folder: Path, *, rows: int) -> Path:
    """A data folder of dossiers alone: those of the sample, 1 000 of them twice and 3 with another content as well."""
    import pyarrow as pa
    import pyarrow.compute as pc

    from toolkit.periods import parse_period
    from toolkit.plan import load_plan
    from toolkit.sample.cases import dossiers
    from toolkit.sample.model import World
    from toolkit.sample.tables import write_chunks
    from toolkit.sample.tally import Tally
    from toolkit.sample.write import shipped_data
    from toolkit.sources import load_transfers, load_units

    (folder / "2024").mkdir(parents=True)
    for name in ("ke_hoach.yaml", "don_vi.csv", "sap_nhap.csv"):
        shutil.copyfile(shipped_data() / name, folder / name)
    units = load_units(folder)
    world = World(load_plan(folder / "ke_hoach.yaml"), units, rows, 2022, load_transfers(folder, units=units))

    def chunks():
        first = None
        for chunk in dossiers(world, period=parse_period("2024"), tally=Tally(len(units))):
            first = first or chunk
            yield chunk
        yield first.slice(0, 1000)
        changed = first.slice(2000, 3)
        later = pc.add(changed.column("due_at").cast(pa.int32()), pa.scalar(1, pa.int32())).cast(pa.date32())
        yield changed.set_column(changed.column_names.index("due_at"), "due_at", later)

    write_chunks(folder / "2024" / "ho_so_tthc.parquet", chunks())
    return folder


def as_csv(folder: Path, to: Path) -> Path:
    """The same folder with the dossiers as CSV, days written as people do."""
    import duckdb

    shutil.copytree(folder, to, ignore=shutil.ignore_patterns("*.parquet"))
    days = ", ".join(f'strftime("{day}", \'%d/%m/%Y\') AS "{day}"' for day in DAYS)
    duckdb.execute(
        f"COPY (SELECT * REPLACE ({days}) FROM '{folder}/2024/ho_so_tthc.parquet') TO '{to}/2024/ho_so_tthc.csv' (HEADER)"
    )
    return to


def run_thidua(folder: Path) -> dict:
    """The toolkit's evaluation."""
    import duckdb
    import narwhals as nw

    import toolkit.indicators.figures as figures
    import toolkit.sources.load as load
    from toolkit.evaluation.workspace import Workspace
    from toolkit.periods import parse_period
    from toolkit.resources import Resources, parse_memory

    read, ended = load._load_part, []

    def reading(*words: object, **named: object) -> object:
        table = read(*words, **named)
        ended.append(time.perf_counter())
        return table

    load._load_part = reading
    workspace = Workspace.open(folder, resources=Resources(parse_memory(MEMORY)))
    count, took = figures.count_cases, []

    def counting(data: object, **words: object) -> object:
        # Load what Narwhals and DuckDB load when they are first used.
        nw.from_native(duckdb.sql("SELECT 1 AS a")).group_by("a").agg(nw.len()).collect("pyarrow")
        began = time.perf_counter()
        found = count(data, **words)
        took.append(time.perf_counter() - began)
        return found

    figures.count_cases = counting
    evaluation = workspace.evaluate(parse_period("2024"))
    query = time.perf_counter() - ended[-1]
    found = {f"{i.unit}/{i.target}": [i.state, str(i.numerator), str(i.denominator)] for i in evaluation.indicators}
    return {
        "figures": {k: v for k, v in found.items() if k.endswith(("/CT3", "/CT4"))},
        "query": query,
        "counting": sum(took),
    }


def run_sql(folder: Path) -> dict:
    """The same by hand in DuckDB."""
    import duckdb

    path = next((folder / "2024").glob("ho_so_tthc.*"))
    with tempfile.TemporaryDirectory() as scratch, duckdb.connect() as db:
        db.execute(f"SET memory_limit = '600MB'; SET temp_directory = '{scratch}'")
        if path.suffix == ".csv":
            names = db.execute(f"DESCRIBE SELECT * FROM read_csv('{path}', all_varchar = true)").fetchall()
            types = ", ".join(f"'{name}': '{'DATE' if name in DAYS else 'VARCHAR'}'" for name, *_ in names)
            db.execute(
                f"CREATE TABLE raw AS SELECT row_number() OVER () AS row, * FROM read_csv('{path}', header = true, "
                f"delim = ',', quote = '\"', columns = {{{types}}}, dateformat = '%d/%m/%Y')"
            )
        else:
            db.execute(
                f"CREATE VIEW raw AS SELECT file_row_number AS row, * FROM read_parquet('{path}', file_row_number = true)"
            )
        loaded = time.perf_counter()
        words = ", ".join(f'trim("{name}") AS "{name}"' for name in WORDS)
        db.execute(
            f'CREATE VIEW t AS SELECT * REPLACE (trim("Mã hồ sơ") AS "Mã hồ sơ", trim("Mã đơn vị") AS "Mã đơn vị", {words}) FROM raw'
        )
        strange = [f'count(*) FILTER (WHERE "{name}" NOT IN {values!r})' for name, values in WORDS.items()]
        strange += [f"count(*) FILTER (WHERE \"{d}\" < '1800-01-01' OR \"{d}\" >= '2200-01-01')" for d in DAYS]
        strange += [
            'count(*) FILTER (WHERE "Mã hồ sơ" IS NULL)',
            'count(*) FILTER (WHERE "Ngày trả kết quả" < "Ngày tiếp nhận" OR "Ngày hẹn trả" < "Ngày tiếp nhận")',
        ]
        checks = db.execute(f"SELECT {', '.join(strange)} FROM t").fetchone()
        db.execute(
            'CREATE TABLE twice AS SELECT * FROM t WHERE "Mã hồ sơ" IN (SELECT "Mã hồ sơ" FROM t GROUP BY 1 HAVING count(*) > 1)'
        )
        db.execute(
            "CREATE TABLE copies AS SELECT row FROM (SELECT row, row_number() OVER (PARTITION BY ALL_OF ORDER BY row) AS n FROM twice) WHERE n > 1".replace(
                "ALL_OF",
                ", ".join(
                    f'"{name}"'
                    for name, *_ in db.execute("DESCRIBE t").fetchall()
                    if name not in ("row", "file_row_number")
                ),
            )
        )
        db.execute(
            'CREATE TABLE conflicts AS SELECT row FROM (SELECT row, count(*) OVER (PARTITION BY "Mã hồ sơ") AS n FROM twice WHERE row NOT IN (FROM copies)) WHERE n > 1'
        )
        db.execute("CREATE VIEW once AS FROM t WHERE row NOT IN (FROM copies)")
        received = f"\"Ngày tiếp nhận\" >= '{FIRST}' AND \"Ngày tiếp nhận\" < '{AFTER}'"
        returned = f"\"Ngày trả kết quả\" >= '{FIRST}' AND \"Ngày trả kết quả\" < '{AFTER}'"
        d3, s3 = f"{received} AND \"Hình thức tiếp nhận\" = 'Trực tuyến'", "\"Đã định danh\" = 'Có'"
        d4 = f'{returned} AND ("Trạng thái" IS NULL OR "Trạng thái" = \'Đã trả kết quả\')'
        s4 = "\"Hình thức tiếp nhận\" = 'Trực tuyến' AND \"Trả kết quả trực tuyến\" = 'Có' AND coalesce(\"Nhập lại dữ liệu\", 'Không') = 'Không'"
        figures = db.execute(
            f'SELECT "Mã đơn vị", count(*) FILTER (WHERE {d3} AND {s3}), count(*) FILTER (WHERE {d3}), '
            f'count(*) FILTER (WHERE {d4} AND {s4}), count(*) FILTER (WHERE {d4}), max("Ngày tiếp nhận"), '
            f"count(*) FILTER (WHERE NOT ({received}) AND NOT coalesce({returned}, false)) FROM once GROUP BY 1"
        ).fetchall()
        blocked = db.execute('SELECT DISTINCT "Mã đơn vị" FROM t WHERE row IN (FROM conflicts)').fetchall()
        for population, success in ((d3, s3), (d4, s4)):
            db.execute(
                f'SELECT "Mã đơn vị", count(*), min("Mã hồ sơ", 1000) FROM once WHERE {population} AND NOT coalesce({success}, false) GROUP BY 1'
            ).fetchall()
        return {"checks": checks, "blocked": blocked, "rows": figures, "query": time.perf_counter() - loaded}


def run_pandas(folder: Path) -> dict:
    """The same as a good analyst writes it in pandas."""
    import pandas as pd

    path = next((folder / "2024").glob("ho_so_tthc.*"))
    if path.suffix == ".csv":
        t = pd.read_csv(path, dtype=dict.fromkeys((*WORDS, "Mã đơn vị", "Mã TTHC"), "category"))
        for day in DAYS:
            t[day] = pd.to_datetime(t[day], format="%d/%m/%Y", errors="coerce")
    else:
        t = pd.read_parquet(path)
        for day in DAYS:
            t[day] = pd.to_datetime(t[day])
    for name in (*WORDS, "Mã đơn vị"):
        t[name] = t[name].astype("category")
    loaded = time.perf_counter()
    t["Mã hồ sơ"] = t["Mã hồ sơ"].str.strip()
    checks = [int((~t[name].isin(values) & t[name].notna()).sum()) for name, values in WORDS.items()]
    checks += [int(((t[day] < "1800-01-01") | (t[day] >= "2200-01-01")).sum()) for day in DAYS]
    checks.append(int(((t[DAYS[2]] < t[DAYS[0]]) | (t[DAYS[1]] < t[DAYS[0]])).sum()))
    twice = t[t["Mã hồ sơ"].duplicated(keep=False)]
    copies = twice.index[twice.duplicated()]
    rest = twice.drop(copies)
    conflicts = rest[rest["Mã hồ sơ"].duplicated(keep=False)]
    t = t.drop(copies)
    d3, n3, d4, n4, out = _flags(t)
    flags = pd.DataFrame({"n3": n3, "d3": d3, "n4": n4, "d4": d4, "out": out})
    figures = flags.groupby(t["Mã đơn vị"], observed=True).sum()
    for d, n in ((d3, n3), (d4, n4)):
        failed = t.loc[d & ~n, ["Mã đơn vị", "Mã hồ sơ"]].sort_values("Mã hồ sơ")
        failed.groupby("Mã đơn vị", observed=True)["Mã hồ sơ"].agg(["size", lambda ids: list(ids[:1000])])
    return {"checks": checks, "blocked": len(conflicts), "rows": figures.reset_index().values.tolist(), "query": time.perf_counter() - loaded}  # fmt: skip


def run_counted(folder: Path, *, tuned: bool = False) -> dict:
    """The figures alone in pandas."""
    import pandas as pd
    import pyarrow.parquet  # noqa: F401 - what pandas reads with

    began = time.perf_counter()
    words = ["Mã đơn vị", *(name for name in WORDS if name != "Mức độ")]
    t = pd.read_parquet(folder / "2024" / "ho_so_tthc.parquet", columns=[*words, DAYS[0], DAYS[2]])
    for day in (DAYS[0], DAYS[2]):
        t[day] = pd.to_datetime(t[day])
    for name in words if tuned else ():
        t[name] = t[name].astype("category")
    d3, n3, d4, n4, out = _flags(t)
    flags = pd.DataFrame({"n3": n3, "d3": d3, "n4": n4, "d4": d4, "out": out})
    flags.groupby(t["Mã đơn vị"], observed=True).sum()
    return {"rows": [], "counting": time.perf_counter() - began}


def run_tuned(folder: Path) -> dict:
    """The same with words as categories."""
    return run_counted(folder, tuned=True)


def _flags(t: pd.DataFrame) -> tuple[pd.Series, ...]:
    """Denominator and numerator of both targets, and what lies outside the year."""
    received = (t[DAYS[0]] >= FIRST) & (t[DAYS[0]] < AFTER)
    returned = (t[DAYS[2]] >= FIRST) & (t[DAYS[2]] < AFTER)
    d3 = received & (t["Hình thức tiếp nhận"] == "Trực tuyến")
    n3 = d3 & (t["Đã định danh"] == "Có")
    d4 = returned & (t["Trạng thái"].isna() | (t["Trạng thái"] == "Đã trả kết quả"))
    n4 = d4 & (t["Hình thức tiếp nhận"] == "Trực tuyến") & (t["Trả kết quả trực tuyến"] == "Có")
    n4 &= t["Nhập lại dữ liệu"] != "Có"
    return d3, n3, d4, n4, ~received & ~returned


RUNS = {
    "thidua": run_thidua,
    "sql": run_sql,
    "pandas": run_pandas,
    "counted": run_counted,
    "tuned": run_tuned,
}


def measure(how: str, folder: Path) -> dict:
    """Run one way in a process of its own: seconds, seconds of processor, peak memory."""
    done = subprocess.run([sys.executable, __file__, "--run", how, str(folder)], check=True, capture_output=True)
    return json.loads(done.stdout.splitlines()[-1])


def middle(ways: list[str], folder: Path, *, times: int) -> list[dict]:
    """Of several runs of each way, taken in turn, the one with the middle time."""
    runs = [[measure(how, folder) for how in ways] for _ in range(times)]
    return [sorted(own, key=lambda run: run["seconds"])[times // 2] for own in zip(*runs)]


def run_here(how: str, folder: Path) -> None:
    """Run one way in this process and print what it took."""
    began = time.perf_counter()
    found = RUNS[how](folder)
    seconds, cpu = time.perf_counter() - began, sum(os.times()[:2])
    print(json.dumps({"how": how, "seconds": round(seconds, 2), "figures": round(found.pop("query", seconds), 2), "counting": round(found.pop("counting", 0), 2), "cpu": round(cpu, 2), "peak_gb": round(peak_gb(), 2), "found": found}, default=str))  # fmt: skip


def main() -> None:
    """Write the data, run every way on it, print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, nargs="*", default=[1_000_000, 5_000_000], help="from Parquet")
    parser.add_argument("--csv", type=int, nargs="*", default=[2_000_000])
    parser.add_argument("--pandas", type=int, nargs="*", default=[2_000_000])
    parser.add_argument("--folder", type=Path, help="where the data are written, for the time of the run")
    parser.add_argument("--json", type=Path, help="write the measurements to a file")
    parser.add_argument("--run", nargs=2)
    options = parser.parse_args()
    if options.run:
        run_here(options.run[0], Path(options.run[1]))
        return
    made = []
    with tempfile.TemporaryDirectory(dir=options.folder) as place:
        for rows in sorted({*options.rows, *options.csv, *options.pandas}):
            folder = write_folder(Path(place) / f"p{rows}", rows=rows)
            if rows in {*options.rows, *options.pandas}:
                beside = rows in options.pandas
                ways = ["thidua", "sql", *(["pandas", "counted", "tuned"] if beside else [])]
                made += _compared(folder, rows, "Parquet", ways, times=3 if beside else 1)
            if rows in options.csv:
                csv = as_csv(folder, Path(place) / f"c{rows}")
                made += _compared(csv, rows, "CSV", ["thidua", "sql"])
                shutil.rmtree(csv)
            shutil.rmtree(folder)
    hand_on(judged(made), options.json)


def judged(made: list[dict]) -> list[Measured]:
    """What was measured beside what is asked for."""
    found = []
    for ours in (each for each in made if each["how"] == "thidua"):
        others = {each["how"]: each for each in made if (each["rows"], each["from"]) == (ours["rows"], ours["from"])}
        size = f"{ours['rows'] / 1e6:g} triệu hồ sơ, {ours['from']}"
        sql, pandas = others["sql"], others.get("pandas")
        if ours["from"] == "CSV" or ours["rows"] >= AIMED:
            found.append(
                Measured(f"{size}: thời gian so với SQL viết tay", ours["seconds"] / sql["seconds"], 1.2, False)
            )
        if pandas:
            for way, said, aim in (("counted", "pandas", 3), ("tuned", "pandas chỉnh kỹ", 1)):
                name = f"{size}: riêng các con số, từ tệp, {said} so với thidua"
                found.append(Measured(name, others[way]["counting"] / ours["counting"], aim, True))
            found.append(Measured(f"{size}: thời gian so với pandas", ours["seconds"] / pandas["seconds"], 1, False))
            found.append(Measured(f"{size}: bộ nhớ so với pandas", ours["peak_gb"] / pandas["peak_gb"], 0.25, False))
        if ours["from"] == "Parquet":
            found.append(Measured(f"{size}: bộ nhớ cao nhất với --memory 1GB", ours["peak_gb"], 1.3, False, "GB"))
    read = sorted(
        (each for each in made if (each["how"], each["from"]) == ("thidua", "Parquet")), key=lambda e: e["rows"]
    )
    if len(read) > 1:
        least, most = read[0], read[-1]
        name = f"{most['rows'] / 1e6:g} triệu hồ sơ so với {least['rows'] / 1e6:g} triệu: bộ nhớ cao nhất"
        found.append(Measured(name, most["peak_gb"] / least["peak_gb"], 1.1, False))
    return found


def _compared(folder: Path, rows: int, form: str, ways: list[str], *, times: int = 1) -> list[dict]:
    found = [{"rows": rows, "from": form, **run} for run in middle(ways, folder, times=times)]
    _agree(*(each.pop("found") for each in found))
    for each in found:
        ratio = found[0]["seconds"] / each["seconds"], found[0]["cpu"] / each["cpu"]
        print(
            f"{rows:>11,} {form:<8}{each['how']:<8}{each['seconds']:8.1f} s {each['cpu']:8.1f} s CPU {each['figures']:8.1f} s figures {each['counting']:6.2f} s counting "
            f"{each['peak_gb']:6.2f} GB   thidua / this: {ratio[0]:.2f} (CPU {ratio[1]:.2f})",
            flush=True,
        )
    return found


def _agree(ours: dict, *others: dict) -> None:
    """Stop where the figures of two ways differ: what is compared must be the same work."""
    for unit, n3, d3, n4, d4, *_ in (row for other in others for row in other["rows"]):
        for target, pair in (("CT3", [n3, d3]), ("CT4", [n4, d4])):
            state, *known = ours["figures"][f"{unit}/{target}"]
            assert state == "blocked" or [int(n) for n in known] == pair, (unit, target, known, pair)


if __name__ == "__main__":
    main()
