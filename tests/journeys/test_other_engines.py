"""Data that lie elsewhere: Dask and Spark count as DuckDB does, and what the manual says of databases and clusters runs."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import duckdb
import narwhals as nw
import pytest
from browsing import need
from sample_folder import sample_workspace
from small import write_folder

import toolkit
from toolkit.commands.arguments import parse
from toolkit.evaluation.assignment import given_on
from toolkit.evaluation.frames import csv_files
from toolkit.evaluation.loading import opened_sources
from toolkit.evaluation.places import PeriodFiles, Place
from toolkit.evaluation.workspace import Workspace
from toolkit.indicators.counting import count_cases, used_columns
from toolkit.periods import parse_period
from toolkit.plan import Target
from toolkit.sources import SourceData
from toolkit.units.structure import Structure

pytestmark = pytest.mark.slow
PERIOD = parse_period("2024")
WORKSPACE = sample_workspace()
MANUAL = (Path(toolkit.__file__).resolve().parents[1] / "docs/nhieu_may.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", MANUAL, re.S)
ROWS = (("1", "A", "2024-02-01", None, True, True), ("2", "A", "2024-02-02", "Thường", True, False))
ROWS += (("3", "B", "2024-02-01", "Mật", True, False), ("4", "B", "2023-02-01", None, True, False))
ROWS += (("5", "B", "2024-03-01", None, False, True),)
NAMES = ("so_ky_hieu", "don_vi", "ngay", "do_mat", "dien_tu", "ky_so")
DOCUMENTS = (
    "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Điện tử,Ký số\n"
    "1,A,01/02/2024,,Có,Có\n2,A,02/02/2024,Thường,Có,Không\n3,B,01/02/2024,Mật,Có,Không\n5,B,01/03/2024,,Không,Có\n"
)


@pytest.fixture(scope="module")
def spark(tmp_path_factory):
    """Spark on this machine."""
    need(default_jre_headless=shutil.which("java"))
    if importlib.util.find_spec("pyspark") is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(
            'needs pyspark: pip install -c constraints.txt -e ".[spark]"'
        )
    from pyspark.sql import SparkSession

    settings = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2", "spark.sql.session.timeZone": "UTC"}
    settings |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    settings |= {"spark.sql.warehouse.dir": str(tmp_path_factory.mktemp("spark"))}
    session = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    yield session
    session.stop()


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder to work in, with data of a period whose documents are still elsewhere; and their results."""
    data = write_folder(tmp_path / "data", {"2024/van_ban.csv": DOCUMENTS})
    results = csv_files(Workspace.open(data).evaluate(PERIOD))
    (data / "2024/van_ban.csv").unlink()
    monkeypatch.chdir(tmp_path)
    return tmp_path, results


def block_with(word: str) -> str:
    """The Python of the manual that has a word in it."""
    (found,) = [block for kind, block in BLOCKS if kind == "python" and word in block]
    return found


def counted_sources(only: tuple[str, ...]) -> Iterator[tuple[SourceData, list[Target]]]:
    """The sources of the sample's period that targets count, and these targets."""
    structure = Structure(WORKSPACE.units, WORKSPACE.transfers, day=PERIOD.end)
    plan, folder = given_on(WORKSPACE.plan, structure), WORKSPACE.data / PERIOD.id
    files = PeriodFiles(plan, WORKSPACE.units, PERIOD, structure, Place(folder))
    with opened_sources(files, only=only) as sources:
        for name in only:
            if targets := [target for target in plan.targets if target.source == name]:
                yield sources[name], targets


def written(data: SourceData, targets: list[Target], folder: Path) -> list[str]:
    """The rows of a source in two Parquet files, the columns that are counted alone."""
    columns = ", ".join(f'"{column}"' for column in used_columns(data, targets))
    table, half = data.connection.table(data.source.name), data.row_count // 2
    for name, rows in {"a": table.limit(half), "b": table.limit(data.row_count, half)}.items():
        rows.project(columns).write_parquet(str(folder / f"{data.source.name}-{name}.parquet"))
    return [str(folder / f"{data.source.name}-{name}.parquet") for name in "ab"]


def test_a_dask_frame_is_counted_as_duckdb_counts(tmp_path):
    import dask.dataframe

    for data, targets in counted_sources(("van_ban", "can_bo", "tap_huan")):
        files = written(data, targets, tmp_path)
        rows = dask.dataframe.read_parquet(files, dtype_backend="pyarrow")
        with warnings.catch_warnings():  # Narwhals will ask for a plugin of its own for Dask, once there is one
            warnings.filterwarnings("ignore", message="Dask support is moving", category=FutureWarning)
            frame = nw.from_native(rows)
        assert rows.npartitions == 2
        here = count_cases(data, targets=targets, period=PERIOD)
        assert count_cases(data, targets=targets, period=PERIOD, frame=frame) == here


def test_a_spark_frame_is_counted_as_duckdb_counts(spark, tmp_path):
    for data, targets in counted_sources(("ho_so_tthc", "dich_vu_cong", "van_ban", "can_bo", "tap_huan")):
        frame = nw.from_native(spark.read.parquet(*written(data, targets, tmp_path)))
        here = count_cases(data, targets=targets, period=PERIOD)
        assert count_cases(data, targets=targets, period=PERIOD, frame=frame) == here, data.source.name


def test_documents_in_a_database_give_the_results_of_their_export(place):
    root, results = place
    with duckdb.connect(str(root / "kho.duckdb")) as store:
        kinds = ("VARCHAR", "VARCHAR", "DATE", "VARCHAR", "BOOLEAN", "BOOLEAN")
        store.execute(f"CREATE TABLE van_ban ({', '.join(map(' '.join, zip(NAMES, kinds)))})")
        store.executemany("INSERT INTO van_ban VALUES (?, ?, ?, ?, ?, ?)", ROWS)
    exec(compile(block_with("duckdb.connect"), "nhieu_may.md", "exec"), {})
    assert csv_files(Workspace.open(root / "data").evaluate(PERIOD)) == results


def test_documents_in_spark_give_the_results_of_their_export(spark, place):
    root, results = place
    rows = spark.createDataFrame(
        ROWS, ", ".join(f"{name} {'boolean' if name in NAMES[4:] else 'string'}" for name in NAMES)
    )
    rows.withColumn("ngay", rows["ngay"].cast("date")).createOrReplaceTempView("van_ban")
    # Spark was started in another folder, and knows no other.
    block = block_with("SparkSession").replace('"xuat"', repr(str(root / "xuat")))
    exec(compile(block, "nhieu_may.md", "exec"), {})
    assert csv_files(Workspace.open(root / "data").evaluate(PERIOD)) == results


@pytest.mark.parametrize("line", [line for kind, block in BLOCKS if kind == "bash" for line in block.splitlines()])
def test_the_manual_types_commands_that_there_are(line):
    program, *words = line.removeprefix(".venv/bin/").split()
    if program == "thidua":
        assert parse(words)[1].cluster
    elif program == "dask":
        ended = subprocess.run([sys.executable, "-m", "dask", words[0], "--help"], capture_output=True, text=True)
        assert [word for word in words[1:] if word.startswith("--") and word not in ended.stdout] == []
    else:
        assert line.endswith('-m pip install -c constraints.txt -e ".[cluster]"')
