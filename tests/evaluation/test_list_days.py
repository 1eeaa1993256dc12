"""Days of the lists that are years away from the movement are told, with the unit and what becomes of it."""

from __future__ import annotations

from datetime import date

import pytest
from small import HEAD, evaluated, plan, write_folder

from toolkit.evaluation.list_days import list_day_findings
from toolkit.evaluation.workspace import Workspace
from toolkit.plan import Plan
from toolkit.units.model import Unit
from toolkit.units.structure import Transfer

MOVEMENT = Plan.model_validate(plan()).movement  # from 01/01/2022 to 31/12/2025


def told(tmp_path, *, units=(), transfers=()):
    found = list_day_findings(tmp_path, MOVEMENT, units=units, transfers=transfers)
    assert {(f.code, f.level) for f in found} <= {("DV-07", "warning")}
    return [(f.file, f.column, f.unit) for f in found]


@pytest.mark.parametrize(
    ("days", "column"),
    [
        ({"valid_from": date(2030, 12, 31)}, ""),
        ({"valid_from": date(2031, 1, 1)}, "Từ ngày"),
        ({"valid_from": date(1924, 1, 1)}, ""),  # there since ever
        ({"valid_to": date(2124, 1, 1)}, ""),  # without an end
        ({"valid_to": date(2002, 1, 1)}, ""),
        ({"valid_to": date(2001, 12, 31)}, "Đến ngày"),
    ],
)
def test_a_unit_that_no_period_has_by_such_a_day_is_told(tmp_path, days, column):
    assert told(tmp_path, units=[Unit("A", "A"), Unit("B", "B", **days)]) == ([("don_vi.csv", column, "B")] if column else [])  # fmt: skip


@pytest.mark.parametrize(
    ("day", "is_told"),
    [
        (date(2030, 12, 31), False),
        (date(2031, 1, 1), True),
        (date(2124, 7, 1), True),
        (date(2002, 1, 1), False),
        (date(2001, 12, 31), True),
    ],
)
def test_a_move_that_no_period_sees_is_told(tmp_path, day, is_told):
    found = told(tmp_path, transfers=[Transfer("A", "B", date(2024, 7, 1)), Transfer("C", "B", day)])
    assert found == ([("sap_nhap.csv", "Ngày", "C")] if is_told else [])


def test_they_stand_among_the_findings_of_the_folder(tmp_path):
    units = "Mã đơn vị,Tên đơn vị,Từ ngày,Đến ngày\nA,Phòng A,01/01/2124,\nB,Phòng B,,\n"
    files = {"2024/van_ban.csv": HEAD + "1,B,15/06/2024,,Có\n"}
    assert [i.unit for i in evaluated(tmp_path, files, units=units).indicators] == ["SO", "B"]
    (found,) = Workspace.open(write_folder(tmp_path / "2", files, units=units)).findings
    assert (
        found.problem
        == "đơn vị A bắt đầu ngày 01/01/2124 nên không có mặt ở kỳ nào, không chỉ tiêu nào có số của đơn vị."
    )
