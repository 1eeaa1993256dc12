"""Large CSV files: scanned by the engine or row by row through disk, they give the same rows as small ones."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from corpus.forms import changed, csv_bytes, table
from corpus.layouts import cases
from corpus.run import figures
from small import codes, evaluated

from toolkit.plan.standard import SOURCES
from toolkit.sources import large_csv
from toolkit.sources.csv_file import read_csv
from toolkit.sources.reading import read_table
from toolkit.sources.staging import create_part
from toolkit.sources.tables import Refused, Wanted

SOURCE = SOURCES["van_ban"]
WANTED = Wanted.of(SOURCE, name="van_ban.csv")
CASES = [case for case in cases() if set(case.files) == {"van_ban.csv"} and not case.sources]


@pytest.fixture
def everything_is_large(monkeypatch):
    monkeypatch.setattr(large_csv, "LARGE", 1)


def rows(path: Path, **how) -> list[tuple] | str | None:
    """The part that a file becomes, or the code that refuses it; None where it is not regular."""
    with duckdb.connect() as connection:
        try:
            raw = read_table(path, WANTED, **how)
        except Refused as refused:
            return refused.findings[0].code
        if not create_part(connection, source="van_ban", number=0, columns=WANTED.columns, table=raw):
            return None
        return connection.execute("SELECT * FROM van_ban_0 ORDER BY row").fetchall()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_file_gives_the_same_rows_whoever_reads_it(case, tmp_path, everything_is_large):
    path = tmp_path / "van_ban.csv"
    path.write_bytes(case.files["van_ban.csv"])
    by_row = rows(path, scratch=tmp_path, by_row=True)
    scanned = rows(path, scratch=tmp_path)
    small = rows(path)
    if "cp1258 chắc" not in case.name and "utf-32" not in case.name:  # these are read only where the file is small
        assert isinstance(small, str) == isinstance(by_row, str)
        assert isinstance(small, str) or by_row == small
    assert scanned in (None, small, by_row)


@pytest.mark.parametrize("name", ["csv utf-8", "csv CRLF", "csv dấu chấm phẩy", "csv mọi ô trong nháy kép", "csv utf-8 có BOM", "dòng tên bảng phía trên"])  # fmt: skip
def test_a_regular_file_is_scanned(name, tmp_path, everything_is_large):
    (case,) = [case for case in CASES if case.name == name]
    path = tmp_path / "van_ban.csv"
    path.write_bytes(case.files["van_ban.csv"].replace(b"\n\n", b"\n"))
    assert large_csv.read_large(path, WANTED, scratch=tmp_path).scan.copying
    assert rows(path, scratch=tmp_path) is not None


def test_findings_of_a_large_file_name_the_exact_row(everything_is_large):
    content = [table("van_ban")[0], *[[f"{n}/VP", "VP", "01/02/2024", "", "Có", "Có"] for n in range(2, 30_002)]]
    bad = csv_bytes(changed(content, {(25_001, "Ngày ban hành"): "31/02/2024", (25_003, "Ký số"): "?"}))
    found = figures("van_ban", {"van_ban.csv": bad})[1]
    assert {(f.code, f.row) for f in found if f.row} == {("O-01", 25_001), ("O-02", 25_003)}


def test_an_irregular_large_file_is_read_row_by_row_and_its_rows_are_exact(everything_is_large):
    content = table("van_ban")
    text = csv_bytes([content[0], *content[1:10], [], *content[10:]]).replace(b"24/2024/DDNCC", b'"24\n2024"')
    found, findings = figures(
        "van_ban", {"van_ban.csv": text.replace("17/05/2024,Thường".encode(), "17/05/24,Thường".encode())}
    )
    assert [(f.code, f.row) for f in findings if f.row] == [("O-01", 26)]
    assert found["DDNCC", "CT7"][0] == "blocked"


def test_a_quoted_line_end_does_not_shift_the_rows_of_a_scanned_file(tmp_path, everything_is_large):
    content = table("van_ban")
    path = tmp_path / "van_ban.csv"
    path.write_bytes(csv_bytes(changed(content, {(5, "Số ký hiệu"): "5\n5"})))
    assert rows(path, scratch=tmp_path) is None
    assert rows(path, scratch=tmp_path, by_row=True) == rows(path)


def test_a_small_file_needs_no_scratch(tmp_path):
    path = tmp_path / "van_ban.csv"
    path.write_bytes(csv_bytes(table("van_ban")))
    assert read_csv(path, WANTED).rows.num_rows == 24


def test_nothing_is_left_behind(tmp_path, everything_is_large, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "t"))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "t").mkdir()
    rows_of = "".join(f"{n},A,01/02/2024,,Có\n\n" for n in range(50))
    e = evaluated(tmp_path / "d", {"2024/van_ban.csv": "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n" + rows_of})
    assert (e.indicator("A", "T1").denominator, codes(e)) == (50, [])
    assert list((tmp_path / "t").iterdir()) == []
