"""Large files converted once a run: what is found again is what was read, and of known columns only."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from corpus.layouts import cases
from small import plan, write_folder

from toolkit.commands.cli import main
from toolkit.evaluation import workspace
from toolkit.plan.source_words import SourceWords
from toolkit.plan.standard import SOURCES
from toolkit.resources import Resources
from toolkit.sources import converted, engine, large_csv, load
from toolkit.sources.converted import place_of
from toolkit.sources.engine import Engine
from toolkit.sources.tables import Refused, Wanted

CASES = [case for case in cases() if len(case.files) == 1 and not case.sources]
DOSSIERS = "Mã hồ sơ,Họ tên,Mã đơn vị,Ngày tiếp nhận,Hình thức tiếp nhận\nHS1,Bà B,A,01/02/2024,Trực tuyến\nHS2,Ông C,A,31/02/2024,Trực tiếp\n"
TARGETS = [{"id": "T1", "name": "x", "goal": "50%", "source": "ho_so_tthc", "success": {"channel": "online"}, "points": 10}]  # fmt: skip


@pytest.fixture(autouse=True)
def everything_is_large(monkeypatch):
    monkeypatch.setattr(large_csv, "LARGE", 1)
    monkeypatch.setattr(converted, "WORTH", 1)
    for module in (engine, workspace):
        monkeypatch.setattr(module, "is_small", lambda folder: False)


def part(path: Path, source: str, scratch: Path, resources: Resources) -> tuple:
    """What a file becomes: its rows and the findings of its reader, or the findings that refuse it."""
    scratch.mkdir()
    with duckdb.connect() as connection:
        try:
            wanted = Wanted.of(SOURCES[source], name=path.name)
            table = load._load_part(
                Engine(connection, scratch), SOURCES[source], 0, path=path, wanted=wanted, run=resources.run
            )
        except Refused as refused:
            return refused.findings
        return connection.execute(f"SELECT * FROM {source}_0 ORDER BY row").fetchall(), table.notes, table.sheet


def not_read(*_, **__):
    raise AssertionError("read again")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_found_again_is_what_was_read(case, tmp_path, monkeypatch):
    (name,), run = case.files, Resources(run=tmp_path / "run")
    (tmp_path / "run").mkdir()
    path = tmp_path / name
    path.write_bytes(case.files[name])
    source = name.partition(".")[0].partition("__")[0]
    read = part(path, source, tmp_path / "0", Resources())
    assert part(path, source, tmp_path / "1", run) == read
    if isinstance(read[0], list) and path.suffix != ".parquet":
        monkeypatch.setattr(load, "read_table", not_read)
    assert part(path, source, tmp_path / "2", run) == read


@pytest.fixture
def dossiers(tmp_path):
    path = tmp_path / "ho_so_tthc.csv"
    path.write_text(DOSSIERS, encoding="utf-8")
    return path


def kept_of(path: Path, folder: Path) -> list[Path]:
    """What a run's folder holds after one more evaluation has read a file."""
    folder.mkdir(exist_ok=True)
    part(path, "ho_so_tthc", folder.parent / f"s{len(list(folder.parent.iterdir()))}", Resources(run=folder))
    return sorted(each for each in folder.iterdir() if each.suffix == ".parquet")


def test_only_the_known_columns_are_kept(dossiers, tmp_path):
    (found,) = kept_of(dossiers, tmp_path / "run")
    table = pq.read_table(found)
    assert table.num_rows == 2
    assert not {"Bà B", "Ông C"} & {cell for column in table.columns for cell in column.to_pylist()}
    assert not any("Bà B".encode() in each.read_bytes() for each in (tmp_path / "run").iterdir())


def test_another_content_is_another_conversion(dossiers, tmp_path):
    before = kept_of(dossiers, tmp_path / "run")
    dossiers.write_text(DOSSIERS + "HS3,Bà D,A,02/02/2024,Trực tuyến\n", encoding="utf-8")
    assert len({*before, *kept_of(dossiers, tmp_path / "run")}) == 2
    again = part(dossiers, "ho_so_tthc", tmp_path / "again", Resources(run=tmp_path / "run"))
    assert again == part(dossiers, "ho_so_tthc", tmp_path / "fresh", Resources())
    assert len(again[0]) == 3


def test_other_known_columns_are_another_conversion_and_small_files_and_parquet_are_none(dossiers, monkeypatch):
    source, run = SOURCES["ho_so_tthc"], Path("x")
    wanted = Wanted.of(source, name="f.csv")
    places = {place_of(dossiers, wanted, folder=run)}
    places.add(place_of(dossiers, Wanted.of(source, name="g.csv"), folder=run))
    places.add(place_of(dossiers, Wanted.of(source, name="f.csv", words=SourceWords({"unit": ("Nơi",)})), folder=run))
    assert len(places) == 3
    assert place_of(dossiers, wanted, folder=None) is None
    assert place_of(dossiers.rename(dossiers.with_suffix(".parquet")), wanted, folder=run) is None
    monkeypatch.setattr(converted, "WORTH", 10_000)
    assert place_of(dossiers.with_suffix(".parquet").rename(dossiers), wanted, folder=run) is None


def test_a_file_that_changes_while_it_is_read_is_not_kept(dossiers, tmp_path, monkeypatch):
    read = load.read_table

    def reading(path, *words, **more):
        table = read(path, *words, **more)
        path.write_text(DOSSIERS + "HS3,Bà D,A,02/02/2024,Trực tuyến\n", encoding="utf-8")
        return table

    monkeypatch.setattr(load, "read_table", reading)
    assert kept_of(dossiers, tmp_path / "run") == []


def test_a_file_that_cannot_be_opened_is_the_readers_to_refuse(dossiers, tmp_path, monkeypatch):
    def forbidden(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(converted, "sha256", forbidden)
    assert place_of(dossiers, Wanted.of(SOURCES["bao_cao"], name="x"), folder=tmp_path) is None


@pytest.mark.parametrize("step", ["_link", "pickle.dumps"])
def test_a_full_disk_keeps_nothing_and_changes_nothing(step, dossiers, tmp_path, monkeypatch):
    fresh = part(dossiers, "ho_so_tthc", tmp_path / "fresh", Resources())
    (tmp_path / "run").mkdir()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"toolkit.sources.converted.{step}", full)
    assert part(dossiers, "ho_so_tthc", tmp_path / "again", Resources(run=tmp_path / "run")) == fresh
    assert list((tmp_path / "run").iterdir()) == []


def test_a_run_converts_a_file_once_however_often_it_is_evaluated(tmp_path, monkeypatch):
    files = {f"{year}/ho_so_tthc.csv": DOSSIERS.replace("2024", str(year)) for year in (2023, 2024)}
    folder = write_folder(tmp_path / "data", files, plan=plan(targets=TARGETS))
    (folder / "sap_nhap.csv").write_text("Từ đơn vị,Đến đơn vị,Ngày,Phạm vi\nA,B,2024-07-01,\n", encoding="utf-8")
    often, read = [], load.read_table
    monkeypatch.setattr(load, "read_table", lambda path, *a, **k: often.append(path) or read(path, *a, **k))
    assert main(["evaluate", "--data", str(folder), "--out", str(tmp_path / "out"), "--quiet"]) in (0, 3)
    assert sorted(path.parent.name for path in often) == ["2023", "2024"]
