"""Rows that name a unit before it began or after it ended count, and are told by file and unit."""

from __future__ import annotations

import pytest
from small import HEAD, evaluated, plan

from toolkit.sources import large_csv, survey

UNITS = """Mã đơn vị,Tên đơn vị,Từ ngày,Đến ngày
A,Phòng A,01/07/2024,
B,Phòng B,,30/06/2024
C,Trung tâm C,,31/03/2024
D,Phòng D,,
"""
# B goes to A as it ends; C ends three months before all of it goes to D.
MOVES = "Từ đơn vị,Đến đơn vị,Ngày,Phạm vi\nB,A,01/07/2024,\nC,D,01/07/2024,\n"


def told(e):
    found = [(f.file, f.row, f.unit, f.level, f.problem.partition(",")[0]) for f in e.findings if f.code == "DV-06"]
    return sorted(found)


@pytest.mark.parametrize("is_large", [False, True])
def test_rows_before_a_unit_began_and_after_it_ended_count_and_are_told(is_large, tmp_path, monkeypatch):
    if is_large:
        monkeypatch.setattr(large_csv, "LARGE", 1)
        monkeypatch.setattr(survey, "LARGE", 1)
    first = HEAD + "1,A,30/06/2024,,Có\n2,A,01/07/2024,,Có\n3,A,02/01/2024,,Không\n4,B,30/06/2024,,Có\n"
    second = (
        HEAD
        + "5,A,29/02/2024,,Có\n6,C,31/03/2024,,Có\n7,C,01/04/2024,,Không\n8,C,01/07/2024,,Không\n9,B,01/08/2024,,Có\n"
    )
    files = {"sap_nhap.csv": MOVES, "2024/van_ban__1.csv": first, "2024/van_ban__2.csv": second}
    e = evaluated(tmp_path, files, units=UNITS)
    # A has its own four rows and B's two; all but row 3 are signed. D has C's three, one of them signed.
    assert [(e.indicator(u, "T1").numerator, e.indicator(u, "T1").denominator) for u in "AD"] == [(5, 6), (1, 3)]
    before, after = "có mọi ngày trước khi đơn vị thành lập (01/7/2024)", "có mọi ngày sau khi đơn vị thôi hoạt động (31/3/2024)"  # fmt: skip
    assert told(e) == [
        ("2024/van_ban__1.csv", 2, "A", "warning", f"2 dòng ghi đơn vị A {before}"),
        ("2024/van_ban__2.csv", 2, "A", "warning", f"1 dòng ghi đơn vị A {before}"),
        ("2024/van_ban__2.csv", 4, "C", "warning", f"1 dòng ghi đơn vị C {after}"),
    ]
    # From the day of the transfer on it is the old unit that is told of.
    assert [(f.row, f.column) for f in e.findings if f.code == "DV-04"] == [(5, "Mã đơn vị"), (6, "Mã đơn vị")]


DOSSIERS = "Mã hồ sơ,Mã đơn vị,Ngày tiếp nhận,Ngày trả kết quả,Đã định danh\n"
BY_RETURN = {"id": "R", "name": "r", "goal": "80%", "source": "ho_so_tthc", "date": "returned_at", "success": {"identified": True}, "points": 5}  # fmt: skip
BY_RECEIPT = {**BY_RETURN, "id": "N", "date": "received_at"}


def test_what_a_new_unit_settles_of_what_came_before_it_is_nothing_strange(tmp_path):
    rows = (
        "1,A,01/03/2024,02/08/2024,Có\n2,A,01/03/2024,02/04/2024,Có\n3,A,01/03/2024,,Có\n4,A,01/03/2023,01/04/2023,Có\n"
    )
    files = {"sap_nhap.csv": MOVES, "2024/ho_so_tthc.csv": DOSSIERS + rows}
    e = evaluated(tmp_path, files, units=UNITS, plan=plan(targets=[BY_RETURN, BY_RECEIPT]))
    assert [(f.row, f.problem[:6]) for f in e.findings if f.code == "DV-06"] == [(3, "2 dòng")]  # not 2, nor 5 of 2023
    e = evaluated(tmp_path / "2", files, units=UNITS, plan=plan(targets=[BY_RETURN]))
    assert [(f.row, f.problem[:6]) for f in e.findings if f.code == "DV-06"] == [(3, "1 dòng")]


def test_a_unit_of_the_whole_period_is_never_told_of(tmp_path):
    units = "Mã đơn vị,Tên đơn vị,Từ ngày,Đến ngày\nA,Phòng A,01/01/2024,31/12/2024\n"
    e = evaluated(tmp_path, {"2024/van_ban.csv": HEAD + "1,A,01/01/2024,,Có\n2,A,31/12/2024,,Có\n3,A,31/12/2023,,Có\n"}, units=units)  # fmt: skip
    assert told(e) == []
    assert (e.indicator("A", "T1").numerator, e.indicator("A", "T1").denominator) == (2, 2)


def test_what_is_left_with_a_unit_that_ended_is_told(tmp_path):
    """B gave one service away and ended: what is left stays with it."""
    moves = "Từ đơn vị,Đến đơn vị,Ngày,Phạm vi\nB,A,01/07/2024,TT1\n"
    e = evaluated(tmp_path, {"sap_nhap.csv": moves, "2024/van_ban.csv": HEAD + "1,B,01/06/2024,,Có\n2,B,01/08/2024,,Không\n"}, units=UNITS)  # fmt: skip
    assert (e.indicator("B", "T1").numerator, e.indicator("B", "T1").denominator) == (1, 2)
    assert [(row, unit) for _, row, unit, _, _ in told(e)] == [(3, "B")]
