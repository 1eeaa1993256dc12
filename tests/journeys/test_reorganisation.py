"""Figures through renames, mergers and splits: worked out by hand, conserved exactly, compared like with like."""

from __future__ import annotations

import csv
import tempfile
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small import codes, evaluated, plan, reported, write_folder

from toolkit.commands.cli import main
from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.words.errors import ToolkitError

UNITS = "Mã đơn vị,Tên đơn vị,Đến ngày\nA,Phòng A,30/06/2025\nB,Phòng B,30/06/2025\nC,Phòng C,\nD,Phòng D,\n"
MOVES = "Từ đơn vị,Đến đơn vị,Ngày,Phạm vi\n"
SPLIT = MOVES + "A,C,01/07/2025,D1; D2\nA,D,01/07/2025,\nB,D,01/07/2025,\n"
TARGETS = [
    {"id": "T1", "name": "Hồ sơ", "goal": "80%", "source": "ho_so_tthc", "success": {"channel": "online"}, "points": 1},
    {
        "id": "T2",
        "name": "Văn bản",
        "goal": "80%",
        "source": "van_ban",
        "success": {"signed": True},
        "points": 1,
        "units": ["A", "B"],
    },
]
DOSSIERS = (
    "Mã hồ sơ,Mã đơn vị,Mã TTHC,Ngày tiếp nhận,Hình thức tiếp nhận\n"
    "1,A,D1,10/02/2025,Trực tuyến\n"  # → C
    "2,A,D2,10/02/2025,Trực tiếp\n"  # → C
    "3,A,D3,10/02/2025,Trực tuyến\n"  # → D, the receiver of what no scope names
    "4,B,D1,10/02/2025,Trực tuyến\n"  # → D: the scope was A's
    "5,C,D1,10/09/2025,Trực tuyến\n"  # C's own
    "6,A,D1,10/09/2025,Trực tuyến\n"  # the old code after the day → C, with a warning
)
DOCUMENTS = (
    "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n1,A,01/02/2025,,Có\n2,B,01/02/2025,,Không\n3,D,01/09/2025,,Có\n"
)


def run(tmp_path, moves=SPLIT, period="2025", **files):
    named = {"sap_nhap.csv": moves, **{f"2025/{name}.csv": text for name, text in files.items()}}
    return evaluated(tmp_path, named, plan=plan(targets=TARGETS), units=UNITS, period=period)


def figures(e, target):
    return {u.id: (e.indicator(u.id, target).numerator, e.indicator(u.id, target).denominator) for u in e.units}


def test_a_split_in_the_middle_of_a_year_reaches_its_receivers(tmp_path):
    e = run(tmp_path, ho_so_tthc=DOSSIERS, van_ban=DOCUMENTS)
    assert figures(e, "T1") == {"C": (3, 4), "D": (2, 2)}  # C: 1, 2, 5, 6; D: 3, 4
    assert (e.indicator("SO", "T1").numerator, e.indicator("SO", "T1").denominator) == (5, 6)
    assert codes(e).count("DV-04") == 1


def test_a_merger_sums_and_a_target_follows_its_unit(tmp_path):
    e = run(tmp_path, ho_so_tthc=DOSSIERS, van_ban=DOCUMENTS)
    # T2 was given to A and B; D stands for both, so it is given T2: A 1/1 + B 0/1 + its own 1/1. C received services
    # of A, but no document: it is not given T2.
    assert figures(e, "T2") == {"C": (None, None), "D": (2, 3)}


def test_before_the_day_nothing_has_moved(tmp_path):
    rows = "".join(line + "\n" for line in DOSSIERS.splitlines()[:5])
    units = write_folder(
        tmp_path, {"sap_nhap.csv": SPLIT, "2025-H1/ho_so_tthc.csv": rows}, plan=plan(targets=TARGETS), units=UNITS
    )
    e = Workspace.open(units).evaluate(parse_period("2025-H1"))
    assert figures(e, "T1") == {"A": (2, 3), "B": (1, 1), "C": (0, 0), "D": (0, 0)}


def test_what_nobody_received_stays_with_the_old_unit_and_a_finding_asks(tmp_path):
    e = run(tmp_path, MOVES + "A,C,01/07/2025,D1;D2\nB,D,01/07/2025,\n", ho_so_tthc=DOSSIERS)
    assert figures(e, "T1") == {"A": (1, 1), "C": (3, 4), "D": (1, 1)}
    assert "SN-02" in codes(e)


def test_the_previous_value_is_computed_in_todays_structure(tmp_path):
    before = {"2024/van_ban.csv": DOCUMENTS.replace("2025", "2024")}
    write_folder(tmp_path, before)
    e = run(tmp_path, van_ban=DOCUMENTS)
    # 2024 in today's structure: D has the same 2 of 3, though A and B had one document each then.
    assert (e.indicator("D", "T2").previous_value, e.indicator("D", "T2").change) == (Fraction(2, 3), 0)


def test_both_views_are_written_where_they_differ(tmp_path):
    write_folder(
        tmp_path / "d",
        {"sap_nhap.csv": SPLIT, "2024/van_ban.csv": DOCUMENTS.replace("2025", "2024"), "2025/van_ban.csv": DOCUMENTS},
        plan=plan(targets=TARGETS[1:]),
        units=UNITS,
    )
    assert main(["evaluate", "--quiet", "--data", str(tmp_path / "d"), "--out", str(tmp_path / "o")]) == 0
    assert not (tmp_path / "o/2024/indicators_as_was.csv").exists()
    with open(tmp_path / "o/2025/indicators_as_was.csv", encoding="utf-8", newline="") as file:
        rows = {row["unit"]: (row["numerator"], row["denominator"], row["status"]) for row in csv.DictReader(file)}
    assert rows == {
        "A": ("1", "1", "ok"),
        "B": ("0", "1", "ok"),
        "C": ("", "", "not_assigned"),
        "D": ("", "", "not_assigned"),
        "SO": ("1", "2", "ok"),
    }


def test_reports_of_two_predecessors_are_summed_not_taken_for_duplicates(tmp_path):
    rows = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nA,T1,5,10\nB,T1,5,10\nD,T1,1,4\n"
    made = reported({"id": "T1", "goal": "80%", "points": 1})
    e = evaluated(
        tmp_path,
        {"sap_nhap.csv": MOVES + "A,D,01/07/2025,\nB,D,01/07/2025,\n", "2025/bao_cao_don_vi.csv": rows},
        plan=made,
        units=UNITS,
        period="2025",
    )
    assert figures(e, "T1") == {"C": (None, None), "D": (11, 24)}
    assert codes(e) == ["SO-02"]  # C did not report


def test_an_appraisal_of_the_receiver_stands_before_those_it_inherited(tmp_path):
    made = plan(
        targets=TARGETS[1:], contents=[{"id": "N1", "name": "x", "points": 4}, {"id": "N2", "name": "y", "points": 4}]
    )
    rows = "Mã đơn vị,Mã mục,Điểm thẩm định,Lý do\nA,N1,1,\nB,N1,2,\nD,N1,3,\nA,N2,1,\nB,N2,2,\n"
    e = evaluated(
        tmp_path,
        {
            "sap_nhap.csv": MOVES + "A,D,01/07/2025,\nB,D,01/07/2025,\n",
            "2025/tham_dinh.csv": rows,
            "2025/van_ban.csv": DOCUMENTS,
        },
        plan=made,
        units=UNITS,
        period="2025",
    )
    # Its own 3 stands; where it has none, the mean of A's 1 and B's 2, and it is said.
    assert (e.item("D", "N1").points, e.item("D", "N2").points) == (3, Fraction(3, 2))
    assert e.item("D", "N2").reason == "bình quân của A, B"
    assert [f.unit for f in e.findings if f.code == "DIEM-03"] == ["D"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("A,Z,01/07/2025,\n", "không có trong danh mục"),
        ("A,C,hôm nào,\n", "ngày"),
        ("A,A,01/07/2025,\n", "chính nó"),
        ("A,C,01/07/2025,\nA,D,01/07/2025,\n", "hai đơn vị nhận"),
        ("A,C,01/07/2025,D1\nA,D,01/07/2025,D1\n", "hai đơn vị nhận"),
        ("C,D,01/03/2025,\nA,C,01/07/2025,\n", "đã chuyển sang đơn vị khác"),
        ("C,A,01/07/2025,\n", "không hoạt động"),
    ],
)
def test_a_faulty_list_is_refused(tmp_path, rows, said):
    with pytest.raises(ToolkitError, match=said) as caught:
        run(tmp_path, MOVES + rows, van_ban=DOCUMENTS)
    assert caught.value.exit_code == 4
    assert all(f.code == "SN-01" for f in caught.value.findings)


dossier = st.tuples(st.sampled_from("ABCD"), st.sampled_from(["D1", "D2", "D3"]), st.booleans())
entry = st.tuples(st.sampled_from("AB"), st.sampled_from("CD"), st.sampled_from(["", "D1", "D2", "D1;D2"]))


@settings(max_examples=20, deadline=None)
@given(st.lists(dossier, max_size=12), st.lists(entry, max_size=3, unique_by=lambda e: (e[0], bool(e[2]))))
def test_totals_are_conserved_through_any_reorganisation(dossiers, entries):
    head = "Mã hồ sơ,Mã đơn vị,Mã TTHC,Ngày tiếp nhận,Hình thức tiếp nhận\n"
    rows = head + "".join(
        f"{n},{u},{s},10/02/2025,{'Trực tuyến' if o else 'Trực tiếp'}\n" for n, (u, s, o) in enumerate(dossiers)
    )
    moves = MOVES + "".join(f"{a},{b},01/07/2025,{scope}\n" for a, b, scope in entries)
    living = "Mã đơn vị,Tên đơn vị\nA,a\nB,b\nC,c\nD,d\n"
    with tempfile.TemporaryDirectory() as folder:
        e = evaluated(
            Path(folder),
            {"sap_nhap.csv": moves, "2025/ho_so_tthc.csv": rows},
            plan=plan(targets=TARGETS[:1]),
            units=living,
            period="2025",
        )
    found = figures(e, "T1")
    assert sum(n for n, _ in found.values()) == sum(o for _, _, o in dossiers)
    assert sum(d for _, d in found.values()) == len(dossiers) == e.indicator("SO", "T1").denominator


def test_a_unit_that_stood_for_four_months_reaches_its_receiver_and_keeps_its_row_in_the_view_as_it_was(tmp_path):
    units = "Mã đơn vị,Tên đơn vị,Từ ngày,Đến ngày\nA,Phòng A,,\nD,Tổ D,01/03/2025,30/06/2025\n"
    rows = (
        "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n"
        "1,A,01/02/2025,,Có\n2,A,01/09/2025,,\n3,D,01/03/2025,,Có\n4,D,30/06/2025,,Có\n"
    )
    files = {"sap_nhap.csv": MOVES + "D,A,01/07/2025,\n", "2025/van_ban.csv": rows}
    target = [{**TARGETS[1], "units": "all"}]
    e = evaluated(tmp_path / "1", files, plan=plan(targets=target), units=units, period="2025")
    # At the end of the year A stands for D: 1 of 2 of its own and 2 of 2 of D's. As it was: each its own.
    assert figures(e, "T2") == {"A": (3, 4)}
    assert figures(e.as_was, "T2") == {"A": (1, 2), "D": (2, 2)}
    assert e.indicator("SO", "T2").value == e.as_was.indicator("SO", "T2").value == Fraction(3, 4)
    # Without a receiver its rows are nobody's: A's figures stand, the agency's sum cannot be known.
    alone = evaluated(tmp_path / "2", {"2025/van_ban.csv": rows}, plan=plan(targets=target), units=units, period="2025")
    assert figures(alone, "T2")["A"] == (1, 2)
    assert (alone.indicator("SO", "T2").state, "DV-03" in codes(alone)) == ("blocked", True)


def test_a_unit_that_is_set_up_again_out_of_its_receiver_has_everything_back(tmp_path):
    units = "Mã đơn vị,Tên đơn vị,Từ ngày,Đến ngày\nA,Phòng A,,\nN,Phòng N,01/03/2025,31/08/2025\n"
    head, early = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n", "1,A,01/02/2025,,Có\n2,N,01/06/2025,,\n"
    files = {
        "sap_nhap.csv": MOVES + "A,N,01/03/2025,\nN,A,01/09/2025,\n",
        "2025-H1/van_ban.csv": head + early,
        "2025/van_ban.csv": head + early + "3,A,01/10/2025,,Có\n",
    }
    made = plan(targets=[{**TARGETS[1], "units": "all"}])
    half = evaluated(tmp_path / "1", files, plan=made, units=units, period="2025-H1")
    assert figures(half, "T2") == {"N": (1, 2)}
    year = evaluated(tmp_path / "2", files, plan=made, units=units, period="2025")
    assert figures(year, "T2") == {"A": (2, 3)}
    assert year.indicator("SO", "T2").value == Fraction(2, 3)
    # Its figure holds the rows of N; that N had held its own does not make it one of its own predecessors.
    assert year.holds(year.indicator("A", "T2")) == "gồm số liệu của Phòng N (N), nhập về ngày 01/9/2025"


def test_who_left_without_a_successor_is_told_what_can_be_done_and_it_works(tmp_path):
    units = "Mã đơn vị,Tên đơn vị,Đến ngày\nA,Phòng A,\nX,Phòng X,31/12/2023\n"
    head = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n"
    files = {
        "2023/van_ban.csv": head + "1,A,01/02/2023,,Có\n2,X,01/02/2023,,\n",
        "2024/van_ban.csv": head + "3,A,01/02/2024,,Có\n",
    }
    made = plan(targets=[{**TARGETS[1], "units": "all"}])
    alone = evaluated(tmp_path / "1", files, plan=made, units=units, period="2023..2024")
    (told,) = (each for each in alone.findings if each.code == "DV-03")
    assert "ghi đơn vị giữ hồ sơ của nó làm đơn vị tiếp nhận" in told.remedy
    # X's one document of 2023 was the agency's work: A, which keeps its records, stands for it from 2024 on.
    kept = {**files, "sap_nhap.csv": MOVES + "X,A,01/01/2024,\n"}
    both = evaluated(tmp_path / "2", kept, plan=made, units=units, period="2023..2024")
    assert (both.indicator("SO", "T2").value, codes(both)) == (Fraction(2, 3), [])
    year = evaluated(tmp_path / "3", kept, plan=made, units=units, period="2023")
    assert figures(year, "T2") == {"A": (1, 1), "X": (0, 1)}  # what that year decided stands
