"""What rows make by each measure: units, all of them together, rows that cannot be known. Sums worked out by hand."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small import UNITS, evaluated, plan

OWN = {
    "hoa_don": {
        "noun": "hóa đơn",
        "columns": {
            "so": {"header": "Số", "type": "id"},
            "don_vi": {"header": "Mã đơn vị", "type": "unit"},
            "ngay": {"header": "Ngày", "type": "date"},
            "tra": {"header": "Ngày trả", "type": "date"},
            "tien": {"header": "Tiền", "type": "number"},
            "ai": {"header": "Ai", "type": "id"},
            "dung": {"header": "Đúng", "type": "yes_no"},
        },
        "key": "so",
        "date": "ngay",
    }
}
HEAD = "Số,Mã đơn vị,Ngày,Ngày trả,Tiền,Ai,Đúng\n"
# A: 2,5 and 4 of N1 (3 and 4 days); B: 1, 1, 7 of N1, N2, N2 (1, 1, 10 days); C has none.
ROWS = (
    'h1,A,01/02/2024,04/02/2024,"2,5",N1,x\nh2,A,01/02/2024,05/02/2024,4,N1,\n'
    "h3,B,01/03/2024,02/03/2024,1,N1,x\nh4,B,01/03/2024,02/03/2024,1,N2,x\nh5,B,01/03/2024,11/03/2024,7,N2,\n"
)
NOTHING = "0/0 no_cases"


def figures(tmp_path, rows=ROWS, **parts):
    target = {"id": "T", "name": "T", "goal": 5, "source": "hoa_don", "points": 1} | parts
    target = {key: each for key, each in target.items() if each is not None}
    made = evaluated(tmp_path, {"2024/hoa_don.csv": HEAD + rows}, plan=plan(targets=[target], sources=OWN), units=UNITS)
    return made, [told(made.indicator(unit, "T")) for unit in ("A", "B", "C", "SO")]


def told(each):
    return f"{each.numerator}/{each.denominator}" if each.state == "ok" else each.state


@pytest.mark.parametrize(
    ("parts", "expected"),  # of A, B, C, all
    [
        ({"measure": "count"}, ["2/1", "3/1", "0/1", "5/1"]),
        ({"measure": {"sum": "tien"}}, ["13/2/1", "9/1", "0/1", "31/2/1"]),
        ({"measure": {"mean": "tien"}}, ["13/2/2", "9/3", "no_cases", "31/2/5"]),
        ({"measure": {"mean_days": ["ngay", "tra"]}}, ["7/2", "12/3", "no_cases", "19/5"]),
        ({"measure": {"median": "tien"}}, ["13/4/1", "1/1", "no_cases", "5/2/1"]),
        ({"measure": {"distinct": "ai"}}, ["1/1", "2/1", "0/1", "2/1"]),
        ({"goal": "50%", "success": {"dung": True}, "weight": "tien"}, ["5/2/13/2", "2/9", "no_cases", "9/2/31/2"]),
        ({"measure": {"sum": "tien"}, "population": {"dung": True}}, ["5/2/1", "2/1", "0/1", "9/2/1"]),
    ],
)
def test_each_measure_of_units_and_of_all_rows(tmp_path, parts, expected):
    assert figures(tmp_path, **parts)[1] == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"measure": {"sum": "tien"}}, "blocked"),
        ({"measure": {"mean": "tien"}}, "blocked"),
        ({"measure": {"median": "tien"}}, "blocked"),
        ({"goal": "50%", "success": {"dung": True}, "weight": "tien"}, "blocked"),
        ({"measure": {"sum": "tien"}, "population": {"tien": "present"}}, "13/2/1"),  # asked for: the row is outside
        ({"measure": "count"}, "3/1"),
        ({"measure": {"distinct": "ai"}}, "1/1"),
    ],
)
def test_an_empty_cell_of_what_is_added_up_blocks_unless_it_is_asked_for(tmp_path, parts, expected):
    assert figures(tmp_path, ROWS + "h6,A,01/02/2024,01/02/2024,,N1,\n", **parts)[1][0] == expected


@pytest.mark.parametrize("cell", ["abc", "85%", "1.2.3"])
def test_a_number_that_cannot_be_read_blocks_and_names_its_row(tmp_path, cell):
    made, (own, other, *_, whole) = figures(tmp_path, ROWS + f"h6,A,01/02/2024,,{cell},N1,\n", measure={"sum": "tien"})
    assert (own, other, whole) == ("blocked", "9/1", "partial")
    assert [(f.code, f.row, f.column) for f in made.findings if f.level == "error" and f.row] == [("O-03", 7, "Tiền")]


def test_too_few_rows_are_told_and_count_in_the_whole(tmp_path):
    made, found = figures(tmp_path, measure={"mean": "tien"}, at_least_rows=3)
    assert found == ["blocked", "9/3", "no_cases", "31/2/5"]
    ((code, unit),) = [(f.code, f.unit) for f in made.findings if f.target == "T"]
    assert (code, unit, made.is_complete) == ("SO-08", "A", False)


def test_a_ratio_of_two_sources_is_of_all_rows(tmp_path):
    ratio = {"of": {"source": "hoa_don", "measure": {"sum": "tien"}}, "to": {"source": "hoa_don", "measure": "count"}}
    _, found = figures(tmp_path, source=None, measure={"ratio": ratio})
    assert found == ["13/2/2", "9/3", "no_cases", "31/2/5"]


def test_a_total_of_who_has_not_delivered_is_no_zero(tmp_path):
    target = {"id": "T", "name": "T", "goal": 5, "source": "hoa_don", "points": 1, "measure": "count"}
    rows = HEAD + "h1,A,01/02/2024,,1,N1,x\n"
    made = evaluated(tmp_path, {"2024/hoa_don__A.csv": rows}, plan=plan(targets=[target], sources=OWN))
    assert [told(made.indicator(unit, "T")) for unit in ("A", "B", "SO")] == ["1/1", "missing", "partial"]
    assert made.indicator("SO", "T").value == Fraction(1)


MEASURES = {
    "DEM": {"measure": "count"},
    "TONG": {"measure": {"sum": "tien"}},
    "BQ": {"measure": {"mean": "tien"}},
    "NGAY": {"measure": {"mean_days": ["ngay", "tra"]}},
    "GIUA": {"measure": {"median": "tien"}},
    "KHAC": {"measure": {"distinct": "ai"}},
    "TL": {"goal": "50%", "success": {"dung": True}},
    "TT": {"goal": "50%", "success": {"dung": True}, "weight": "tien"},
}
TREE = "Mã đơn vị,Tên đơn vị,Cấp trên\nP,Tỉnh P,\nA,Sở A,P\nB,Sở B,P\nC,Sở C,\n"
BELOW = {"A": "A", "B": "B", "C": "C", "P": "AB", "SO": "ABC"}
drawn_rows = st.lists(
    st.tuples(
        st.sampled_from("ABC"), st.integers(1, 28), st.integers(0, 9), st.integers(1, 20), st.sampled_from(["N1", "N2"])
    ).flatmap(lambda row: st.booleans().map(lambda right: (*row, right))),
    min_size=1,
    max_size=12,
)


def plainly(rows):
    """Target → numerator/denominator of rows, by the rules and not by the code; None where there is nothing of it."""
    days, money, right = [row[2] for row in rows], [row[3] for row in rows], [row[5] for row in rows]
    ordered, half = sorted(money), len(money) // 2
    middle = (ordered[half] + Fraction(ordered[~half])) / 2 if rows else None
    known = {
        "BQ": (sum(money), len(rows)),
        "NGAY": (sum(days), len(rows)),
        "GIUA": (middle, 1),
        "TL": (sum(right), len(rows)),
        "TT": (sum(each for each, yes in zip(money, right) if yes), sum(money)),
    }
    always = {"DEM": (len(rows), 1), "TONG": (sum(money), 1), "KHAC": (len({row[4] for row in rows}), 1)}
    return always | (known if rows else dict.fromkeys(known))


@settings(max_examples=12, deadline=None)
@given(drawn_rows)
def test_every_level_is_the_measure_of_all_its_rows(rows):
    text = "".join(
        f"h{n},{unit},{day:02d}/01/2024,{date(2024, 1, day) + timedelta(more):%d/%m/%Y},{money},{who},{'x' if right else ''}\n"
        for n, (unit, day, more, money, who, right) in enumerate(rows)
    )
    targets = [
        {"id": id, "name": id, "goal": 5, "source": "hoa_don", "points": 1} | own for id, own in MEASURES.items()
    ]
    with tempfile.TemporaryDirectory() as folder:
        files = {"2024/hoa_don.csv": HEAD + text}
        made = evaluated(Path(folder), files, plan=plan(targets=targets, sources=OWN), units=TREE)
    for unit, below in BELOW.items():
        for id, expected in plainly([row for row in rows if row[0] in below]).items():
            each = made.indicator(unit, id)
            if expected is None:
                assert each.state == "no_cases", (unit, id)
            else:
                assert (each.state, each.value) == ("ok", Fraction(expected[0]) / expected[1]), (unit, id)


@pytest.mark.parametrize("asked", ["present", "absent"])
@pytest.mark.parametrize("parts", [{"measure": {"sum": "tien"}}, {"measure": "count"}, {"measure": {"mean": "tien"}}])
def test_a_number_that_cannot_be_read_is_neither_there_nor_absent(asked, parts, tmp_path):
    rows = ROWS.replace('"2,5"', "hai triệu rưỡi")
    made, found = figures(tmp_path, rows, population={"tien": asked}, **parts)
    others_have_figures = not set(found[1:3]) <= {"no_cases"}
    assert (found[0], found[3]) == ("blocked", "partial" if others_have_figures else "blocked")
    assert "blocked" not in found[1:3]
    assert not made.is_complete


def test_days_that_come_in_the_wrong_order_count_and_are_named(tmp_path):
    # h1 is paid two days before it was made: A has (−2 + 4) / 2 days. Once for both targets, at the day that is too early.
    rows = ROWS.replace("h1,A,01/02/2024,04/02/2024", "h1,A,01/02/2024,30/01/2024")
    made, found = figures(tmp_path, rows, measure={"mean_days": ["ngay", "tra"]})
    assert found[0] == "2/2"
    (warned,) = [each for each in made.findings if each.code == "DONG-08"]
    assert (warned.row, warned.column) == (2, "Ngày trả")
    assert warned.problem == "1 dòng có ngày này trước Ngày, vẫn được tính vào T (dòng đầu tiên được chỉ ra)."


def test_a_day_within_so_many_of_another_is_named_where_it_comes_before_it(tmp_path):
    rows = ROWS.replace("h3,B,01/03/2024,02/03/2024", "h3,B,01/03/2024,28/02/2024")
    within = {"goal": "50%", "success": {"tra": {"within_days": 5, "of": "ngay"}}}
    made, found = figures(tmp_path, rows, **within)
    assert found[1] == "2/3"
    assert [(f.row, f.column) for f in made.findings if f.code == "DONG-08"] == [(4, "Ngày trả")]
