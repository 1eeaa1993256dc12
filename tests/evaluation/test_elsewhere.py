"""Rows of a period that lie in another's folder: whose figures they are, and what is said of them."""

from __future__ import annotations

import pytest
from small import evaluated, plan

HEAD = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n"
NOW = "1,A,05/01/2024,,Có\n2,B,05/02/2024,,Không\n3,C,05/02/2024,,Không\n"
BEFORE = "1a,A,05/01/2023,,Có\n2a,B,05/02/2023,,Không\n3a,C,05/02/2023,,Không\n"


def said(folder, stray, **parts):
    """What is said of rows that lie in the folder of 2023: unit, targets, number, first row."""
    e = evaluated(folder, {"2023/van_ban.csv": HEAD + BEFORE + stray, "2024/van_ban.csv": HEAD + NOW}, **parts)
    found = [(f.unit, f.target, f.row, f.problem) for f in e.findings if f.code == "DONG-11"]
    return e, found


@pytest.mark.parametrize(
    ("stray", "unit", "blocked"),
    [
        ("9,A,06/06/2024,,Có\n", "A", "A"),
        ("9,A,06/06/2024,,Có\n10,A,07/06/2024,,Không\n", "A", "A"),
        ("1,A,05/01/2024,,Có\n", None, ""),  # the folder of 2024 has it
        ("9,A,06/06/2025,,Có\n", None, ""),  # of neither year
        ("9,A,06/06/2024,Mật,Có\n", None, ""),  # a secret, nowhere named
    ],
)
def test_rows_of_the_period_that_its_own_folder_lacks_leave_the_figure_of_their_unit_unknown(
    tmp_path, stray, unit, blocked
):
    e, found = said(tmp_path, stray)
    assert [each.unit for each in e.indicators if each.state == "blocked"] == list(blocked)
    if unit is None:
        assert found == []
    else:
        count = stray.count("\n")
        assert found == [
            (
                unit,
                "T1",
                5,
                f"{count} dòng của năm 2024 nằm ở thư mục 2023 mà thư mục 2024 không có, nên không tính được T1 "
                "(dòng đầu tiên được chỉ ra).",
            )
        ]


def test_only_targets_that_take_the_row_and_are_given_to_the_unit_are_named(tmp_path):
    one = {"id": "T1", "name": "x", "goal": "80%", "source": "van_ban", "success": {"signed": True}, "points": 5}
    targets = [one, one | {"id": "T2"}, one | {"id": "T3", "units": ["B"]}, one | {"id": "T4", "goal": {2025: "80%"}}]
    e, found = said(tmp_path, "9,A,06/06/2024,,Có\n", plan=plan(targets=targets))
    assert [(unit, target, row) for unit, target, row, _ in found] == [("A", "", 5)]  # of several targets none alone
    assert "nên không tính được T1, T2 (dòng" in found[0][3]
    assert [(each.unit, each.target) for each in e.indicators if each.state == "blocked"] == [("A", "T1"), ("A", "T2")]


def test_a_target_that_does_not_take_the_row_stays_known(tmp_path):
    head = HEAD.replace("Ký số", "Ký số,Điện tử")
    one = {"id": "T1", "name": "x", "goal": "80%", "source": "van_ban", "success": {"signed": True}, "points": 5}
    two = one | {"id": "T2", "population": {"electronic": True}}
    files = {
        "2023/van_ban.csv": head + "1a,A,05/01/2023,,Có,Có\n9,A,06/06/2024,,Có,Không\n",
        "2024/van_ban.csv": head + "1,A,05/01/2024,,Có,Có\n",
    }
    e = evaluated(tmp_path, files, plan=plan(targets=[one, two]))
    assert [(f.unit, f.target) for f in e.findings if f.code == "DONG-11"] == [("A", "T1")]
    assert [e.indicator("A", id).state for id in ("T1", "T2")] == ["blocked", "ok"]


def test_a_row_of_nobody_known_leaves_the_agency_unknown_also_of_what_one_unit_is_given(tmp_path):
    one = {"id": "T1", "name": "x", "goal": "80%", "source": "van_ban", "success": {"signed": True}, "points": 5}
    e, found = said(tmp_path, "9,LẠ,06/06/2024,,Có\n", plan=plan(targets=[one | {"units": ["B"]}]))
    assert [(unit, target) for unit, target, _, _ in found] == [("", "T1")]
    assert e.indicator("SO", "T1").state == "blocked"


def test_a_ratio_is_named_and_not_its_sides(tmp_path):
    side = {"source": "van_ban", "measure": "count"}
    ratio = {"of": side | {"population": {"signed": True}}, "to": side}
    made = {"id": "T1", "name": "x", "goal": 2, "points": 5, "measure": {"ratio": ratio}}
    e, found = said(tmp_path, "9,A,06/06/2024,,Có\n", plan=plan(targets=[made]))
    assert [(unit, target) for unit, target, _, _ in found] == [("A", "T1")] and "không tính được T1 (" in found[0][3]
    assert e.indicator("A", "T1").state == "blocked"


def test_a_row_of_one_of_two_receivers_is_named_of_neither_alone(tmp_path):
    units = "Mã đơn vị,Tên đơn vị\nA,Phòng A\nB,Phòng B\nD,Phòng D\n"
    moves = "Từ đơn vị,Đến đơn vị,Ngày,Phạm vi\nA,B,01/07/2024,S1\nA,D,01/07/2024,\n"
    head = "Mã hồ sơ,Mã đơn vị,Mã TTHC,Ngày tiếp nhận,Đã định danh\n"
    one = {"id": "T1", "name": "x", "goal": "80%", "source": "ho_so_tthc", "success": {"identified": True}, "points": 5}
    files = {
        "sap_nhap.csv": moves,
        "2023/ho_so_tthc.csv": head + "1a,A,S1,05/01/2023,Có\n9,A,,06/06/2024,Có\n",
        "2024/ho_so_tthc.csv": head + "1,A,S1,05/01/2024,Có\n2,A,S2,05/01/2024,Có\n",
    }
    e = evaluated(tmp_path, files, plan=plan(targets=[one]), units=units)
    assert [(f.unit, f.target) for f in e.findings if f.code == "DONG-11"] == [("", "T1")]
    assert [e.indicator(unit, "T1").state for unit in ("B", "D")] == ["blocked", "blocked"]
