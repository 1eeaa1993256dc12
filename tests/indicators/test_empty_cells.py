"""Empty cells that leave a figure unknown are named; those that leave it as it is are not."""

from __future__ import annotations

import pytest
from small import evaluated, plan

SOURCE = {
    "columns": {
        "ma": {"header": "Mã", "type": "id"},
        "don_vi": {"header": "Mã đơn vị", "type": "unit"},
        "ngay": {"header": "Ngày nhận", "type": "date"},
        "han": {"header": "Hạn", "type": "date"},
        "xong": {"header": "Ngày xong", "type": "date"},
        "diem": {"header": "Điểm", "type": "number"},
    },
    "key": ["ma"],
    "date": "ngay",
}
HEAD = "Mã,Mã đơn vị,Ngày nhận,Hạn,Ngày xong,Điểm\n"
ROWS = "1,A,01/02/2024,05/02/2024,04/02/2024,5\n2,A,01/02/2024,,04/02/2024,\n3,B,01/02/2024,,,4\n"


def told(tmp_path, rows=ROWS, **target):
    made = {"id": "T", "name": "T", "goal": 1, "source": "viec", "points": 1, **target}
    targets = [{key: value for key, value in made.items() if value is not None}]
    e = evaluated(tmp_path, {"2024/viec.csv": HEAD + rows}, plan=plan(sources={"viec": SOURCE}, targets=targets))
    found = [(f.row, f.column, f.target) for f in e.findings if f.code == "O-04"]
    return found, {unit: e.indicator(unit, "T").state for unit in "AB"}, e


@pytest.mark.parametrize("measure", [{"mean": "diem"}, {"sum": "diem"}, {"median": "diem"}])
def test_an_empty_cell_that_is_measured_is_named_with_its_row(tmp_path, measure):
    found, states, e = told(tmp_path, measure=measure)
    assert found == [(3, "Điểm", "T")] and states == {"A": "blocked", "B": "ok"}
    (finding,) = (f for f in e.findings if f.code == "O-04")
    assert (finding.unit, finding.unit_remedy) == ("A", "ghi giá trị.")
    assert "thì thêm diem: present vào population của T" in finding.remedy


def test_what_the_population_asks_to_be_there_is_not_missed(tmp_path):
    found, states, _ = told(tmp_path, measure={"mean": "diem"}, population={"diem": "present"})
    assert found == [] and states == {"A": "ok", "B": "ok"}


def test_an_empty_other_side_is_named_only_where_the_compared_cell_is_there(tmp_path):
    found, states, _ = told(tmp_path, goal="80%", success={"xong": {"on_or_before": "han"}})
    # the row of B has no end: it is late whatever the day that it was due
    assert found == [(3, "Hạn", "T")] and states == {"A": "blocked", "B": "ok"}


def test_of_a_ratio_the_target_is_named_and_rows_beyond_the_population_are_not(tmp_path):
    whole = {"source": "viec", "measure": "count"}
    of = {"source": "viec", "measure": {"sum": "diem"}, "population": {"xong": "present"}}
    rows = ROWS + "4,B,01/02/2024,,,\n"
    found, states, _ = told(tmp_path, rows, measure={"ratio": {"of": of, "to": whole}}, source=None)
    assert found == [(3, "Điểm", "T")] and states == {"A": "blocked", "B": "ok"}


def test_a_cell_that_cannot_be_read_is_told_of_as_that_alone(tmp_path):
    found, _, e = told(tmp_path, "1,A,01/02/2024,,,năm\n", measure={"sum": "diem"})
    assert found == [] and "O-03" in {f.code for f in e.findings}
