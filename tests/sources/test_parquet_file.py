"""Large Parquet files are not copied: seen where they lie, they give the same rows, figures and findings as small ones."""

from __future__ import annotations

import io
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from corpus import CASES
from corpus.run import figures, rows
from hypothesis import given, settings
from hypothesis import strategies as st
from small import codes, evaluated

from toolkit.plan.standard import SOURCES
from toolkit.sources import large_csv, survey
from toolkit.sources.reading import read_table
from toolkit.sources.staging import create_part
from toolkit.sources.tables import Wanted
from toolkit.sources.values import FINE, reason_sql, text_sql

SOURCE = SOURCES["van_ban"]
WANTED = Wanted.of(SOURCE, name="van_ban.parquet")
TITLES = {column.name: column.header for column in SOURCE.columns}
FILES = [case for case in CASES if any(name.endswith((".parquet", ".csv")) for name in case.files)]


@pytest.fixture
def everything_is_large(monkeypatch):
    monkeypatch.setattr(survey, "LARGE", 1)
    monkeypatch.setattr(large_csv, "LARGE", 1)


def small_and_large(what, case, monkeypatch):
    """What comes of a case (``corpus.run``), its files copied, and seen in place, as large ones are."""
    monkeypatch.setattr(large_csv, "LARGE", 1)  # so that both are read by the same reader
    small = what(case.source, case.files, case.sources)
    monkeypatch.setattr(survey, "LARGE", 1)
    return small, what(case.source, case.files, case.sources)


@pytest.mark.parametrize("case", FILES, ids=lambda case: case.name)
def test_a_delivery_is_understood_in_the_same_way_however_large_its_files_are(case, monkeypatch):
    small, large = small_and_large(rows, case, monkeypatch)
    assert large == small


@pytest.mark.parametrize("case", FILES[::10], ids=lambda case: case.name)
def test_a_delivery_gives_the_same_figures_and_findings_however_large_its_files_are(case, monkeypatch):
    small, large = small_and_large(figures, case, monkeypatch)
    assert large == small


def part(path: Path, *, large: int) -> list[tuple]:
    """The rows that a Parquet file becomes; seen where they lie if it has at least ``large``."""
    with pytest.MonkeyPatch.context() as patch, duckdb.connect() as connection:
        patch.setattr(survey, "LARGE", large)
        connection.execute("SET TimeZone = 'UTC'")
        create_part(connection, source="van_ban", number=0, columns=WANTED.columns, table=read_table(path, WANTED))
        views = connection.execute("SELECT count(*) FROM duckdb_views() WHERE view_name = 'van_ban_0'").fetchone()[0]
        assert views == (large == 1)
        return connection.execute("SELECT * FROM van_ban_0 ORDER BY row").fetchall()


def both(columns: dict[str, pa.Array]) -> tuple[list[tuple], list[tuple]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "van_ban.parquet"
        pq.write_table(pa.table({TITLES[name]: cells for name, cells in columns.items()}), path)
        return part(path, large=1), part(path, large=10**9)


ids = st.sampled_from(["1/VP", " 1/VP", "2/QĐ", "2/QĐ".replace("Đ", "\u0110"), "1,2E+14", "#N/A", "a\u200bb", "e\u0302", "'", "", "1\u00a0", "\x07", "7 8"])  # fmt: skip
days = st.sampled_from(["01/02/2024", "1/2/2024", "2024-02-01", "02/13/2024", "31/02/2024", "1.2.24", "2567-01-01", "45000", "#REF!", " 05/05/2024 ", "2024-05-05T07:00:00+07:00", "", "01/02/2024 10:30"])  # fmt: skip
words = st.sampled_from(["Có", "Không", "có ", "X", "1", "0", "true", "?", "#N/A", "", "Co\u0301"])
marks = st.sampled_from(["Thường", "Mật", "tối mật", "", "Kín"])
cells = st.lists(st.tuples(*(st.none() | kind for kind in (ids, ids, days, marks, words, words))), min_size=1, max_size=12)  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(cells, st.sampled_from([(20_000, 40), (20_000, 1), (1, 40)]))
def test_every_text_is_understood_in_place_as_it_is_in_a_copy(rows, limits):
    columns = dict(zip(TITLES, (pa.array(column, pa.string()) for column in zip(*rows))))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(survey, "_FEW", limits[0])
        patch.setattr(survey, "CASES", limits[1])
        seen, copied = both(columns)
    assert seen == copied


@given(st.from_regex(survey._CLEAN, fullmatch=True), st.sampled_from(SOURCE.columns))
def test_what_is_called_clean_at_a_glance_is_so_by_every_rule(text, column):
    """Letters, digits and four signs alone: no rule cleans such a text, and none doubts it for its signs."""
    if column.type not in ("id", "unit", "text"):
        return
    cell = "'" + text + "'"
    with duckdb.connect() as connection:
        cleaned, reason = connection.execute(f"SELECT {text_sql(cell)}, {reason_sql(column, cell, cell)}").fetchone()
    assert (cleaned, reason) == (text, FINE)


DAYS = [date(1799, 12, 31), date(1924, 1, 1), date(2124, 12, 31), date(2200, 1, 1), date(1900, 1, 1), date(2024, 2, 3)]
MOMENTS = [datetime(2024, 1, 31, 18, 30), datetime(2024, 2, 1), datetime(2024, 2, 1, 1, 2, 3, 456789)]
IN_UTC = [moment.replace(tzinfo=UTC) for moment in MOMENTS]


@pytest.mark.parametrize(
    "cells",
    [
        pa.array([DAYS[1], DAYS[2], None]),
        pa.array(DAYS),
        pa.array([None, None], pa.date32()),
        pa.array(MOMENTS, pa.timestamp("us")),
        pa.array(MOMENTS, pa.timestamp("ns")),
        pa.array(IN_UTC, pa.timestamp("us", tz="UTC")),
        pa.array(IN_UTC, pa.timestamp("ms", tz="Asia/Ho_Chi_Minh"), safe=False),
        pa.array([45000, 1, None]),
        pa.array([45000.5, 2.0, None]),
        pa.array([True, None]),
    ],
    ids=lambda cells: str(cells.type) + str(len(cells)),
)
def test_days_and_numbers_that_the_file_holds_as_such_are_understood_in_place(cells):
    number = pa.array([f"{n}/VP" for n in range(len(cells))])
    columns = {"document_id": number, "unit": pa.array(["VP"] * len(cells)), "issued_at": cells}
    for name, column in columns.items():
        if name != "issued_at" or not pa.types.is_floating(cells.type):
            seen, copied = both({**columns, "signed": column})
            assert seen == copied
    seen, copied = both({**columns, "document_id": cells, "unit": cells, "signed": cells})
    assert seen == copied


def test_a_day_kept_in_utc_is_the_day_in_vietnam():
    seen, _ = both({"document_id": pa.array(["1"]), "unit": pa.array(["A"]), "issued_at": pa.array(IN_UTC[:1], pa.timestamp("us", tz="UTC"))})  # fmt: skip
    assert datetime(2024, 1, 31, 18, 30) + timedelta(hours=7) in seen[0]


def test_moments_of_96_bits_are_the_days_that_were_written(tmp_path):
    """As older writers keep moments, without a zone: the last instants of 2023 and 2024 stay in their years."""
    moments = [
        datetime(2023, 12, 31, 23, 59, 59, 999999),
        datetime(2024, 1, 1),
        datetime(2024, 12, 31, 23, 59, 59, 999999),
        datetime(2025, 1, 1),
    ]
    columns = {
        "Số ký hiệu": pa.array(["1", "2", "3", "4"]),
        "Mã đơn vị": pa.array(["A"] * 4),
        "Ngày ban hành": pa.array(moments, pa.timestamp("ns")),
        "Độ mật": pa.array([""] * 4),
        "Ký số": pa.array(["Không", "Có", "Không", "Không"]),
    }
    content = io.BytesIO()
    pq.write_table(pa.table(columns), content, use_deprecated_int96_timestamps=True)
    e = evaluated(tmp_path, {"2024/van_ban.parquet": content.getvalue()})
    assert (e.indicator("A", "T1").numerator, e.indicator("A", "T1").denominator) == (1, 2)
    assert [(f.code, f.row) for f in e.findings] == [("DONG-03", 2)]


def test_copies_and_conflicts_of_large_files_are_found_across_files(tmp_path, everything_is_large):
    def content(rows):
        sink = pa.BufferOutputStream()
        titles = ("Số ký hiệu", "Mã đơn vị", "Ngày ban hành", "Độ mật", "Ký số")
        pq.write_table(pa.table(dict(zip(titles, map(pa.array, zip(*rows))))), sink)
        return sink.getvalue().to_pybytes()

    one = [("1", "A", "01/02/2024", "Thường", "Có"), ("2", "A", "01/02/2024", "Thường", "Có"), ("9", "A", "01/02/2024", "Mật", "Có")]  # fmt: skip
    other = [("1", "A", "01/02/2024", "Thường", "Có"), ("3", "B", "01/02/2024", "Thường", "Có"), ("3", "B", "01/02/2024", "Thường", "Không")]  # fmt: skip
    files = {"2024/van_ban__1.parquet": content(one), "2024/van_ban__2.parquet": content(other)}
    e = evaluated(tmp_path, files)
    a, b = (e.indicator(unit, "T1") for unit in "AB")
    assert (a.numerator, a.denominator, b.state) == (2, 2, "blocked")
    places = {(f.code, f.file[-10:], f.row) for f in e.findings if f.code.startswith("DONG")}
    assert places == {("DONG-01", "_2.parquet", 2), ("DONG-02", "_2.parquet", 3), ("DONG-02", "_2.parquet", 4)}
    assert "SO-03" in codes(e)


def test_a_large_file_that_is_damaged_in_the_middle_is_refused(tmp_path, everything_is_large):
    sink = pa.BufferOutputStream()
    rows = 50_000
    pq.write_table(
        pa.table(
            {
                "Số ký hiệu": [str(n) for n in range(rows)],
                "Mã đơn vị": ["A"] * rows,
                "Ngày ban hành": pa.array([date(2024, 1, 1 + n % 28) for n in range(rows)]),
                "Độ mật": ["Thường"] * rows,
                "Ký số": ["Có"] * rows,
            }
        ),  # fmt: skip
        sink,
        compression="zstd",
    )
    content = bytearray(sink.getvalue().to_pybytes())
    content[1000:60_000] = bytes(59_000)
    e = evaluated(tmp_path, {"2024/van_ban.parquet": bytes(content)})
    assert (e.indicator("A", "T1").state, "TEP-02" in codes(e)) == ("blocked", True)


@pytest.mark.parametrize("large", [1, 10], ids=["seen in place", "copied"])
def test_an_id_that_is_no_number_among_numbers_is_an_empty_one_and_costs_its_row_only(tmp_path, monkeypatch, large):
    monkeypatch.setattr(survey, "LARGE", large)
    cells = {"document_id": [1.0, float("nan"), 2.0], "unit": ["A", "A", "B"], "issued_at": [date(2024, 5, 1)] * 3}
    cells |= {"secrecy": [""] * 3, "signed": [True, True, False]}
    file = io.BytesIO()
    pq.write_table(pa.table({TITLES[name]: pa.array(values) for name, values in cells.items()}), file)
    e = evaluated(tmp_path, {"2024/van_ban.parquet": file.getvalue()})
    # A's second row may be a copy of its first or another document; B has 0 of 1.
    assert [(f.code, f.row) for f in e.findings if f.code != "SO-03"] == [("O-04", 3)]
    assert e.indicator("A", "T1").state == "blocked"
    assert (e.indicator("B", "T1").numerator, e.indicator("B", "T1").denominator) == (0, 1)
