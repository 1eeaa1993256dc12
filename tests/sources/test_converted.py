"""Large files converted once: what is found again is what was read, and nothing is kept that may not leave its file."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from corpus.layouts import cases
from small import plan, write_folder

from toolkit.commands.cli import main
from toolkit.evaluation import evaluate as evaluation
from toolkit.evaluation import workspace
from toolkit.resources import Resources
from toolkit.shipped import versions
from toolkit.sources import converted, large_csv, load
from toolkit.sources.converted import place_of
from toolkit.sources.tables import Refused, Wanted
from toolkit.words.vocabulary import SOURCES

CASES = [case for case in cases() if len(case.files) == 1 and not case.sources]
DOSSIERS = "Mã hồ sơ,Họ tên,Mã đơn vị,Ngày tiếp nhận,Hình thức tiếp nhận\nHS1,Bà B,A,01/02/2024,Trực tuyến\nHS2,Ông C,A,31/02/2024,Trực tiếp\n"
TARGETS = [{"id": "T1", "name": "x", "goal": "50%", "source": "ho_so_tthc", "success": {"channel": "online"}, "points": 10}]  # fmt: skip


@pytest.fixture(autouse=True)
def everything_is_large(monkeypatch):
    monkeypatch.setattr(large_csv, "LARGE", 1)
    monkeypatch.setattr(converted, "WORTH", 1)
    for module in (evaluation, workspace):
        monkeypatch.setattr(module, "is_small", lambda folder: False)
    monkeypatch.delenv("THIDUA_EXPORTS", raising=False)
    monkeypatch.setenv("THIDUA_EXPORTS", "")  # so that what a command sets is taken back afterwards


def part(path: Path, source: str, scratch: Path, resources: Resources) -> tuple:
    """What a file becomes: its rows and the findings of its reader, or the findings that refuse it."""
    scratch.mkdir()
    with duckdb.connect() as connection:
        try:
            wanted = Wanted.of(SOURCES[source], name=path.name)
            table = load._load_part(connection, SOURCES[source], 0, path, wanted, scratch, resources)
        except Refused as refused:
            return refused.findings
        return connection.execute(f"SELECT * FROM {source}_0 ORDER BY row").fetchall(), table.notes, table.sheet


def not_read(*_, **__):
    raise AssertionError("read again")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_found_again_is_what_was_read(case, tmp_path, monkeypatch):
    (name,), kept = case.files, Resources(run=tmp_path / "run")
    path = tmp_path / name
    path.write_bytes(case.files[name])
    source = name.partition(".")[0].partition("__")[0]
    read = part(path, source, tmp_path / "0", Resources())
    assert part(path, source, tmp_path / "1", kept) == read
    if isinstance(read[0], list) and path.suffix != ".parquet":
        monkeypatch.setattr(load, "read_table", not_read)
    assert part(path, source, tmp_path / "2", kept) == read


@pytest.fixture
def dossiers(tmp_path):
    path = tmp_path / "ho_so_tthc.csv"
    path.write_text(DOSSIERS, encoding="utf-8")
    return path


def kept_of(path: Path, folder: Path) -> list[Path]:
    part(path, "ho_so_tthc", folder.parent / f"s{len(list(folder.parent.iterdir()))}", Resources(kept=folder))
    return sorted(each for each in folder.iterdir() if each.suffix == ".parquet")


def test_only_the_known_columns_are_kept(dossiers, tmp_path):
    (found,) = kept_of(dossiers, tmp_path / "kept")
    table = pq.read_table(found)
    assert table.num_rows == 2
    assert not {"Bà B", "Ông C"} & {cell for column in table.columns for cell in column.to_pylist()}
    assert "Bà B".encode() not in found.read_bytes()


def test_another_content_takes_the_place_of_the_older_one(dossiers, tmp_path):
    before = kept_of(dossiers, tmp_path / "kept")
    dossiers.write_text(DOSSIERS + "HS3,Bà D,A,02/02/2024,Trực tuyến\n", encoding="utf-8")
    after = kept_of(dossiers, tmp_path / "kept")
    assert len(before) == len(after) == 1
    assert before != after
    assert [stat.S_IMODE(each.stat().st_mode) for each in (tmp_path / "kept").iterdir()] == [0o600, 0o600]


@pytest.mark.parametrize("ending", [".parquet", ".json"])
def test_what_is_damaged_is_read_anew(ending, dossiers, tmp_path):
    (found,) = kept_of(dossiers, tmp_path / "kept")
    broken = found.with_suffix(ending)
    whole = broken.read_bytes()
    broken.write_bytes(whole[: len(whole) // 2])
    fresh = part(dossiers, "ho_so_tthc", tmp_path / "fresh", Resources())
    assert part(dossiers, "ho_so_tthc", tmp_path / "again", Resources(kept=tmp_path / "kept")) == fresh
    assert json.loads(found.with_suffix(".json").read_text("utf-8"))["sha256"] == converted.sha256(found)


def test_other_known_columns_or_another_code_are_other_conversions(dossiers, monkeypatch):
    source, resources = SOURCES["ho_so_tthc"], Resources(kept=Path("x"))
    plain = Wanted.of(source, name="f.csv")
    places = {place_of(dossiers, plain, source, resources)}
    places.add(place_of(dossiers, Wanted.of(source, name="g.csv"), source, resources))
    places.add(place_of(dossiers, Wanted.of(source, name="f.csv", aliases={"unit": ["Nơi"]}), source, resources))
    for name in ("thidua", "fastexcel"):
        monkeypatch.setattr(converted, "versions", lambda name=name: {**versions(), name: "another"})
        places.add(place_of(dossiers, plain, source, resources))
    assert len(places) == 5


def test_beyond_the_run_no_source_is_kept_that_has_secrets_people_or_free_text(dossiers):
    places = {
        name: place_of(dossiers, Wanted.of(source, name="f.csv"), source, Resources(run=Path("run"), kept=Path("kept")))
        for name, source in SOURCES.items()
    }
    assert {name for name, place in places.items() if place.parent.name == "kept"} == {
        "ho_so_tthc",
        "bao_cao",
        "dieu_hanh",
    }
    assert {place.parent.name for place in places.values()} == {"run", "kept"}
    source = SOURCES["ho_so_tthc"]
    added = Wanted.of(source, name="f.csv", aliases={"remark": ["Ghi chú"]})
    assert place_of(dossiers, added, source, Resources(kept=Path("kept"))) is None


def test_a_file_that_changes_while_it_is_read_is_not_kept(dossiers, tmp_path, monkeypatch):
    read = load.read_table

    def reading(path, *words, **more):
        table = read(path, *words, **more)
        path.write_text(DOSSIERS + "HS3,Bà D,A,02/02/2024,Trực tuyến\n", encoding="utf-8")
        return table

    monkeypatch.setattr(load, "read_table", reading)
    part(dossiers, "ho_so_tthc", tmp_path / "first", Resources(kept=tmp_path / "kept"))
    assert not (tmp_path / "kept").exists()


def test_a_file_that_cannot_be_opened_is_the_readers_to_refuse(dossiers, tmp_path, monkeypatch):
    def forbidden(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(converted, "sha256", forbidden)
    assert (
        place_of(dossiers, Wanted.of(SOURCES["bao_cao"], name="x"), SOURCES["bao_cao"], Resources(run=tmp_path)) is None
    )


def test_a_full_disk_keeps_nothing_and_changes_nothing(dossiers, tmp_path, monkeypatch):
    fresh = part(dossiers, "ho_so_tthc", tmp_path / "fresh", Resources())

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(converted, "_link", full)
    assert part(dossiers, "ho_so_tthc", tmp_path / "again", Resources(kept=tmp_path / "kept")) == fresh
    assert list((tmp_path / "kept").iterdir()) == []


def test_a_later_run_reads_what_an_earlier_one_kept(tmp_path, monkeypatch, capsys):
    folder = write_folder(tmp_path / "data", {"2024/ho_so_tthc.csv": DOSSIERS}, plan=plan(targets=TARGETS))
    kept, asked = tmp_path / "kept", ["--data", str(folder), "--keep-exports", str(tmp_path / "kept"), "--quiet"]
    code = main(["evaluate", *asked, "--out", str(tmp_path / "o1")])
    assert stat.S_IMODE(kept.stat().st_mode) == 0o700
    assert len(list(kept.iterdir())) == 2
    read = load.read_table
    monkeypatch.setattr(
        load, "read_table", lambda path, *a, **k: not_read() if path.stem == "ho_so_tthc" else read(path, *a, **k)
    )
    assert main(["evaluate", *asked, "--out", str(tmp_path / "o2"), "--force"]) == code
    first, second = ({p.name: p.read_bytes() for p in (tmp_path / out / "2024").iterdir()} for out in ("o1", "o2"))
    assert first == second
    assert b"31/02" not in first["findings.csv"]
    assert b"ho_so_tthc.csv" in first["findings.csv"]  # the day that there is not


@pytest.mark.parametrize("inside", ["data", "out"])
def test_what_is_kept_is_neither_data_nor_a_result(inside, tmp_path, capsys):
    folder = write_folder(tmp_path / "data", {"2024/ho_so_tthc.csv": DOSSIERS}, plan=plan(targets=TARGETS))
    places = {"data": folder, "out": tmp_path / "out"}
    asked = ["--data", str(folder), "--out", str(places["out"]), "--keep-exports", str(places[inside] / "kept")]
    assert main(["evaluate", *asked]) == 2
    assert "Cách sửa: chỉ một thư mục riêng bằng --keep-exports" in capsys.readouterr().err
    assert not (places[inside] / "kept").exists()


def test_a_run_converts_a_file_once_however_often_it_is_evaluated(tmp_path, monkeypatch):
    files = {f"{year}/ho_so_tthc.csv": DOSSIERS.replace("2024", str(year)) for year in (2023, 2024)}
    folder = write_folder(tmp_path / "data", files, plan=plan(targets=TARGETS))
    (folder / "sap_nhap.csv").write_text("Từ đơn vị,Đến đơn vị,Ngày,Phạm vi\nA,B,2024-07-01,\n", encoding="utf-8")
    often, read = [], load.read_table
    monkeypatch.setattr(load, "read_table", lambda path, *a, **k: often.append(path) or read(path, *a, **k))
    assert main(["evaluate", "--data", str(folder), "--out", str(tmp_path / "out"), "--quiet"]) in (0, 3)
    assert sorted(path.parent.name for path in often) == ["2023", "2024"]
