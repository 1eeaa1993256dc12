"""Rows of a period that lie in the folder of another: what was counted without them is not the whole."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from small import evaluated, plan, write_folder
from tables import BAD, table, target

from toolkit.evaluation.workspace import Workspace
from toolkit.indicators.left_out import NOTHING, Elsewhere, joined_elsewhere, months_left_out
from toolkit.periods import parse_period
from toolkit.sources import large_csv, survey
from toolkit.words.errors import Finding

HEAD = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Điện tử,Ký số\n"
OWN = "1,A,05/01/2024,,Có,Có\n2,A,05/02/2024,,Có,Không\n3,B,05/03/2024,,Có,Có\n4,C,05/03/2024,,Có,Có\n"
EARLIER = "1a,A,05/01/2023,,Có,Có\n2a,B,05/02/2023,,Có,Không\n3a,C,05/02/2023,,Có,Không\n"
STRAY = "9,A,06/06/2024,,Có,Có\n"  # of 2024, whichever folder it lies in


def states(e, target="T1"):
    return {each.unit: each.state for each in e.indicators if each.target == target}


def told(e):
    return [(f.file, f.row, f.unit, f.level) for f in e.findings if f.code == "DONG-11"]


def two_years(tmp_path, before="", now="", period="2024", **parts):
    files = {"2023/van_ban.csv": HEAD + EARLIER + before, "2024/van_ban.csv": HEAD + OWN + now}
    return evaluated(tmp_path, files, period=period, **parts)


def test_without_rows_elsewhere_nothing_is_said(tmp_path):
    e = two_years(tmp_path)
    assert states(e) == {"SO": "ok", "A": "ok", "B": "ok", "C": "ok"}
    assert told(e) == []


@pytest.fixture(params=["small", "large"])
def size(request, monkeypatch):
    if request.param == "large":
        monkeypatch.setattr(survey, "LARGE", 1)
        monkeypatch.setattr(large_csv, "LARGE", 1)


def test_rows_that_the_year_before_leaves_out_block_their_unit(tmp_path, size):
    e = two_years(tmp_path, before=STRAY + "10,A,07/06/2024,,Có,Không\n")
    assert states(e) == {"SO": "partial", "A": "blocked", "B": "ok", "C": "ok"}
    whole = e.indicator("SO", "T1")
    assert (whole.numerator, whole.denominator, whole.met, whole.delivered, whole.expected) == (2, 2, None, 2, 3)
    assert told(e) == [("2023/van_ban.csv", 5, "A", "error")]
    (finding,) = (f for f in e.findings if f.code == "DONG-11")
    assert "2 dòng của năm 2024 nằm ở thư mục 2023" in finding.problem
    assert "sang thư mục 2024" in finding.remedy
    assert not e.is_complete


def test_rows_that_are_there_as_well_change_nothing(tmp_path, size):
    e = two_years(tmp_path, before=STRAY, now=STRAY)
    assert states(e) == {"SO": "ok", "A": "ok", "B": "ok", "C": "ok"}
    assert e.indicator("A", "T1").value == Fraction(2, 3)
    assert told(e) == []


def test_rows_of_other_years_block_nothing(tmp_path):
    e = two_years(tmp_path, before="9,A,06/06/2025,,Có,Có\n10,A,06/06/2020,,Có,Có\n")
    assert set(states(e).values()) == {"ok"}
    assert told(e) == []


def test_only_targets_that_may_take_the_rows_are_blocked(tmp_path):
    second = {**plan()["targets"][0], "id": "T2", "population": {"electronic": True}}
    e = two_years(tmp_path, before="9,A,06/06/2024,,Không,Có\n", plan=plan(targets=[*plan()["targets"], second]))
    assert states(e, "T1")["A"] == "blocked"
    assert set(states(e, "T2").values()) == {"ok"}


def test_a_unit_to_which_the_target_is_not_given_blocks_nothing(tmp_path):
    given = [{**plan()["targets"][0], "units": ["B", "C"]}]
    e = two_years(tmp_path, before=STRAY, plan=plan(targets=given))
    assert states(e) == {"SO": "ok", "A": "not_assigned", "B": "ok", "C": "ok"}
    assert told(e) == []


def test_rows_of_nobody_elsewhere_block_the_agency_and_who_has_no_row(tmp_path):
    now = HEAD + "1,A,05/01/2024,,Có,Có\n3,B,05/03/2024,,Có,Có\n"
    e = evaluated(tmp_path, {"2023/van_ban.csv": HEAD + EARLIER + "9,,06/06/2024,,Có,Có\n", "2024/van_ban.csv": now})
    assert states(e) == {"SO": "blocked", "A": "ok", "B": "ok", "C": "blocked"}


@pytest.mark.parametrize("marked", ["before", "now"])
def test_a_secret_never_counts_nor_shows(tmp_path, marked):
    secret = "9,A,06/06/2024,Mật,Có,Có\n"
    e = two_years(tmp_path, **{"before": STRAY, "now": "", marked: secret})
    assert set(states(e).values()) == {"ok"}
    assert told(e) == []


def test_rows_of_the_year_before_leave_no_value_to_compare_with(tmp_path):
    e = two_years(tmp_path, now="9,A,06/06/2023,,Có,Có\n")
    before = {each.unit: (each.previous_value, each.change) for each in e.indicators}
    # B: 0/1 in 2023, 1/1 in 2024; of A one row of 2023 lies in 2024, so that neither it nor the agency is known.
    assert before["B"] == (0, 1)
    assert before["A"] == before["SO"] == (None, None)
    assert set(states(e).values()) == {"ok"}
    history = Workspace.open(tmp_path).history(e.period)
    assert [(h.period.id, h.indicator("A", "T1").state) for h in history] == [("2023", "blocked"), ("2024", "ok")]


def test_rows_of_the_year_before_that_are_there_as_well_leave_its_value(tmp_path):
    e = two_years(tmp_path, now="1a,A,05/01/2023,,Có,Có\n")
    assert e.indicator("A", "T1").previous_value == 1


def test_the_year_before_does_not_read_the_year_after(tmp_path):
    e = two_years(tmp_path, now="9,A,06/06/2023,,Có,Có\n", period="2023")
    assert set(states(e).values()) == {"ok"}
    assert list(e.inputs) == ["2023/van_ban.csv"]


def test_a_half_year_looks_into_the_one_just_before(tmp_path):
    files = {"2023-H2/van_ban.csv": HEAD + "1a,A,05/08/2023,,Có,Có\n" + STRAY, "2024-H1/van_ban.csv": HEAD + OWN}
    e = evaluated(tmp_path, files, period="2024-H1")
    assert states(e) == {"SO": "partial", "A": "blocked", "B": "ok", "C": "ok"}
    assert told(e) == [("2023-H2/van_ban.csv", 3, "A", "error")]


def test_a_year_of_a_range_blocks_by_rows_in_any_other_year(tmp_path):
    files = {
        "2022/van_ban.csv": HEAD + "1b,A,05/01/2022,,Có,Có\n2b,B,05/01/2022,,Có,Có\n3b,C,05/01/2022,,Có,Có\n" + STRAY,
        "2023/van_ban.csv": HEAD + EARLIER,
        "2024/van_ban.csv": HEAD + OWN + "8,B,05/05/2022,,Có,Có\n",
    }
    e = evaluated(tmp_path, files, period="2022..2024")
    assert states(e) == {"SO": "partial", "A": "blocked", "B": "blocked", "C": "ok"}
    assert [states(year)["A"] for year in e.years] == ["ok", "ok", "blocked"]
    assert [states(year)["B"] for year in e.years] == ["blocked", "ok", "ok"]
    assert sorted(told(e)) == [("2022/van_ban.csv", 5, "A", "error"), ("2024/van_ban.csv", 6, "B", "error")]
    # The year alone reads only the year before, where nothing of it lies.
    assert set(states(Workspace.open(tmp_path).evaluate(parse_period("2024"))).values()) == {"ok"}
    trace = Workspace.open(tmp_path).trace(parse_period("2022..2024"), unit="SO", target="T1")
    # A and C of 2022, all of 2023, B and C of 2024.
    assert (trace.rows["denominator"].sum(), trace.indicator.denominator) == (7, 7)


def test_rows_move_to_who_stands_for_their_unit(tmp_path):
    root = write_folder(
        tmp_path,
        {"2023/van_ban.csv": HEAD + EARLIER + STRAY, "2024/van_ban.csv": HEAD + OWN},
        units="Mã đơn vị,Tên đơn vị,Tên khác,Loại,Từ ngày,Đến ngày\nA,Phòng A,,Phòng,,31/08/2024\nB,Phòng B,,Phòng,,\nC,Trung tâm C,,Đơn vị sự nghiệp,,\n",
    )
    (root / "sap_nhap.csv").write_text("Từ đơn vị,Đến đơn vị,Ngày,Phạm vi\nA,B,01/09/2024,\n", encoding="utf-8")
    e = Workspace.open(root).evaluate(parse_period("2024"))
    assert states(e) == {"SO": "partial", "B": "blocked", "C": "ok"}
    assert states(e.as_was) == {"SO": "partial", "A": "blocked", "B": "ok", "C": "ok"}


DOSSIERS = "Mã hồ sơ,Mã đơn vị,Mã TTHC,Ngày tiếp nhận,Ngày trả kết quả,Hình thức tiếp nhận\n"
BY_DATE = [
    {
        "id": id,
        "name": id,
        "goal": "50%",
        "source": "ho_so_tthc",
        "population": {date: "present"},
        "date": date,
        "success": {"channel": "online"},
        "points": 5,
    }
    for id, date in (("NHAN", "received_at"), ("TRA", "returned_at"))
]


def carried_over(tmp_path, before, now, period="2024"):
    files = {"2023/ho_so_tthc.csv": DOSSIERS + before, "2024/ho_so_tthc.csv": DOSSIERS + now}
    e = evaluated(tmp_path, files, period=period, plan=plan(targets=BY_DATE))
    return {t: {u: each for u, each in states(e, t).items() if u != "C"} for t in ("NHAN", "TRA")}, e


CARRIED = "H1,A,T1,20/12/2023,05/01/2024,Trực tuyến\n"  # received in one year, settled in the next


def test_what_was_settled_in_the_year_and_lies_only_in_the_folder_of_the_year_before_blocks(tmp_path, size):
    before = CARRIED + "H2,B,T1,03/03/2023,04/04/2023,Trực tuyến\n"
    now = "H3,A,T1,03/03/2024,04/04/2024,Trực tiếp\nH4,B,T1,03/03/2024,,Trực tuyến\nH5,B,T1,01/02/2024,02/02/2024,Trực tiếp\n"
    found, e = carried_over(tmp_path, before, now)
    # Settled in 2024: A's H3 and H1, which the folder of 2024 lacks; B's H5 alone, 0/1. Received in 2024: A 0/1, B 1/2.
    assert found == {
        "NHAN": {"SO": "ok", "A": "ok", "B": "ok"},
        "TRA": {"SO": "partial", "A": "blocked", "B": "ok"},
    }
    assert told(e) == [("2023/ho_so_tthc.csv", 2, "A", "error")]
    (finding,) = (f for f in e.findings if f.code == "DONG-11")
    assert finding.target == "TRA"
    assert "để ở cả hai thư mục" in finding.remedy


def test_what_was_carried_over_and_lies_in_both_folders_blocks_nothing(tmp_path, size):
    found, e = carried_over(tmp_path, CARRIED, CARRIED + "H3,B,T1,03/03/2024,04/04/2024,Trực tiếp\n")
    assert found == {"NHAN": {"SO": "ok", "A": "no_cases", "B": "ok"}, "TRA": {"SO": "ok", "A": "ok", "B": "ok"}}
    assert told(e) == []
    # Received in 2023: A 1/1; settled in 2024: A 1/1, B 0/1.
    assert e.indicator("A", "NHAN").previous_value == 1
    assert (e.indicator("SO", "TRA").numerator, e.indicator("SO", "TRA").denominator) == (1, 2)


def test_what_was_received_the_year_before_and_lies_only_here_leaves_no_value_of_that_year(tmp_path):
    before = "H2,A,T1,03/03/2023,04/04/2023,Trực tuyến\nH6,B,T1,03/03/2023,04/04/2023,Trực tuyến\n"
    now = CARRIED + "H3,A,T1,03/03/2024,04/04/2024,Trực tiếp\nH4,B,T1,03/03/2024,04/04/2024,Trực tiếp\n"
    found, e = carried_over(tmp_path, before, now)
    # Received in 2023: of A H2 and H1, which the folder of 2023 lacks. Settled in 2023: H2, whole.
    assert {s for own in found.values() for s in own.values()} == {"ok"}
    assert [e.indicator(u, "NHAN").previous_value for u in ("SO", "A", "B")] == [None, None, 1]
    assert [e.indicator(u, "TRA").previous_value for u in ("SO", "A", "B")] == [1, 1, 1]


# The same on tables written by hand --------------------------------------------------------------------------------


def test_the_months_of_rows_outside_the_period_are_those_of_every_date_in_use():
    rows = [
        {"received_at": "2023-12-31 23:00", "returned_at": "2025-02-28"},
        {"received_at": "2023-12-01", "returned_at": None},
        {"received_at": "2022-05-05", "returned_at": "2024-01-01"},  # returned in the period
        {"received_at": "2024-06-06", "returned_at": "2025-03-03"},  # received in the period
        {"received_at": BAD, "returned_at": "2019-01-01"},  # when it was received nobody knows
    ]
    data, own = table("ho_so_tthc", *rows), {"source": "ho_so_tthc", "success": {"channel": "online"}}
    received, returned = target("N", **own), target("R", date="returned_at", **own)
    year = parse_period("2024")
    before, after = {date(2023, 12, 1), date(2022, 5, 1)}, {date(2025, 2, 1), date(2025, 3, 1), date(2019, 1, 1)}
    assert months_left_out(data, targets=[received], period=year) == before
    assert months_left_out(data, targets=[returned], period=year) == after
    assert months_left_out(data, targets=[received, returned], period=year) == before | after


def test_what_several_folders_hold_is_put_together():
    one, two = (Finding("DONG-11", problem, "sửa.") for problem in ("a.", "b."))
    first = Elsewhere(frozenset({("A", "T")}), (one,))
    second = Elsewhere(frozenset({("A", "T"), (None, "U")}), (two, one))
    assert joined_elsewhere([first, second]) == Elsewhere(frozenset({("A", "T"), (None, "U")}), (one, two, one))
    assert joined_elsewhere([first, NOTHING]) == first
    assert joined_elsewhere([]) == NOTHING == Elsewhere(frozenset(), ())
