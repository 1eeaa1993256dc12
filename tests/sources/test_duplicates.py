"""Copies and clashing rows, against the rule in plain Python: whatever the rows, and however few are compared at a time."""

from __future__ import annotations

import io

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small import HEAD, evaluated, plan

from toolkit.sources import duplicates
from toolkit.sources.duplicates import Likeness, find_duplicates

ROWS = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c", None]), st.sampled_from(["", "x", "y", None]), st.integers(1, 3)),
    max_size=12,
)


def found(rows, like):
    """The copies and the clashing rows, each as (file, row); row n of ``rows`` is row n of its file."""
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE s (file INTEGER, row BIGINT, id VARCHAR, text VARCHAR)")
        for n, (key, text, file) in enumerate(rows):
            connection.execute("INSERT INTO s VALUES (?, ?, ?, ?)", [file, n, key, text])
        find_duplicates(connection, "s", like)
        assert not connection.execute("SELECT * FROM duckdb_tables() WHERE table_name = 'suspects'").fetchall()
        return tuple(
            sorted(connection.execute(f"SELECT file, row FROM s_alike WHERE {which}").fetchall())
            for which in ("is_copy", "NOT is_copy")
        )


def expected(rows, *, keyed):
    """By the rule: of equal rows all but the first, by file and row, are copies; the others of a key clash with each other."""
    placed = sorted((file, n, key, text) for n, (key, text, file) in enumerate(rows) if not keyed or key is not None)
    seen, copies, firsts = set(), [], {}
    for file, n, key, text in placed:
        if (key, text) in seen:
            copies.append((file, n))
        else:
            seen.add((key, text))
            firsts.setdefault(key, []).append((file, n))
    clashing = [place for places in firsts.values() if len(places) > 1 for place in places]
    return sorted(copies), sorted(clashing) if keyed else []


@pytest.mark.parametrize("together", [1, 2, 1_000_000])
@settings(deadline=None, max_examples=30)
@given(rows=ROWS)
def test_of_a_key(together, rows):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duplicates, "_TOGETHER", together)
        like = Likeness("id", "id, text", "id IS NULL", is_keyed=True)
        placed = sorted(rows, key=lambda row: row[2])  # a file's rows come in its order
        assert found(placed, like) == expected(placed, keyed=True)


@settings(deadline=None, max_examples=30)
@given(rows=ROWS)
def test_without_a_key_rows_are_copies_or_nothing(rows):
    like = Likeness("id, text", "id, text", "false", is_keyed=False)
    assert found(rows, like) == expected(rows, keyed=False)


def test_a_copy_in_between_is_no_second_content():
    # Row 0 and 2 are equal, row 1 is not: 2 is the copy of 0; 0 and 1 clash.
    rows = [("a", "x", 1), ("a", "y", 1), ("a", "x", 1), ("b", "x", 1)]
    like = Likeness("id", "id, text", "id IS NULL", is_keyed=True)
    assert found(rows, like) == ([(1, 2)], [(1, 0), (1, 1)])


STAFF = "Mã cán bộ,Mã đơn vị,Lãnh đạo,Nữ,Ngày vào,Ngày ra\n"
LEADERS = {
    "id": "LD",
    "name": "Lãnh đạo",
    "goal": "50%",
    "source": "can_bo",
    "success": {"is_leader": True},
    "points": 5,
}


def on_strength(tmp_path, rows):
    e = evaluated(tmp_path, {"2024/can_bo.csv": STAFF + rows}, plan=plan(targets=[LEADERS]))
    found = {each.unit: (each.state, each.numerator, each.denominator) for each in e.indicators}
    return found, [(f.row, f.unit) for f in e.findings if f.code == "DONG-02"]


def test_one_code_of_a_list_in_two_spellings_is_neither_one_person_nor_two(tmp_path):
    rows = "CB01,A,Có,,01/01/2020,\nCB02,A,Không,,01/01/2020,\ncb 1,A,Có,,01/01/2020,\nCB09,B,Có,,01/01/2020,\n"
    found, findings = on_strength(tmp_path, rows)
    # Of A two people or three are on strength, nobody knows; B has the one, who leads.
    assert found == {"A": ("blocked", None, None), "B": ("ok", 1, 1), "C": ("no_cases", 0, 0), "SO": ("partial", 1, 1)}
    assert findings == [(2, "A"), (4, "A")]


def test_codes_that_no_spelling_joins_are_different_people(tmp_path):
    found, findings = on_strength(
        tmp_path, "CB1,A,Có,,01/01/2020,\nCB10,A,Không,,01/01/2020,\nCB1-1,A,Không,,01/01/2020,\n"
    )
    assert found["A"] == ("ok", 1, 3)
    assert findings == []


def _lost_ids(form, days):
    """Two documents of A whose own ids nobody can read any more, and one of B."""
    if form == "parquet":  # 10^16 and 10^16 + 2, kept as numbers with decimals, whose last digits are not certain
        columns = {
            "Số ký hiệu": [1e16, 1e16 + 2, 3.0],
            "Mã đơn vị": ["A", "A", "B"],
            "Ngày ban hành": [*days, "01/02/2024"],
            "Độ mật": ["", "", ""],
            "Ký số": ["Có", "Có", "Có"],
        }
        pq.write_table(pa.table(columns), made := io.BytesIO())
        return {"2024/van_ban.parquet": made.getvalue()}
    rows = "".join(f'"{form}",A,{day},,Có\n' for day in days)
    return {"2024/van_ban.csv": f"{HEAD}{rows}3,B,01/02/2024,,Có\n"}


@pytest.mark.parametrize("days", [("01/02/2024", "01/02/2024"), ("01/02/2024", "01/03/2024")])
@pytest.mark.parametrize(("form", "code"), [("parquet", "O-06"), ("1,23E+14", "O-06"), ("#N/A", "O-05")])
def test_rows_whose_ids_nobody_can_read_are_told_as_that_and_never_as_one_row_or_one_id(tmp_path, form, code, days):
    e = evaluated(tmp_path, _lost_ids(form, days))
    # "Delete the superfluous row" would lose a document: two ids stood there, and neither is known.
    assert sorted((f.code, f.row) for f in e.findings if f.row) == [(code, 2), (code, 3)]
    found = {each.unit: (each.state, each.numerator, each.denominator) for each in e.indicators}
    assert found["A"] == ("blocked", None, None) and found["B"] == ("ok", 1, 1)
