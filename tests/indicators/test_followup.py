"""What is left to do: gaps in cases and the cases themselves, worked out by hand."""

from __future__ import annotations

import csv
import io
from fractions import Fraction

from small import evaluated, plan, reported

from toolkit.evaluation.frames import csv_files
from toolkit.indicators.counting import ids_named

HEAD = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Điện tử,Ký số\n"
ROWS = (
    "d1,A,01/02/2024,,Có,Có\n"
    "d2,A,02/02/2024,,Có,\n"  # not signed
    "d3,A,03/02/2024,,,Có\n"  # not electronic
    "d4,A,04/02/2024,Mật,,\n"  # a secret: in no list
    "d5,A,05/02/2023,,,\n"  # another year
    "d6,B,06/02/2024,,Có,Có\n"
)
TARGET = [
    {
        "id": "T",
        "name": "x",
        "goal": "80%",
        "source": "van_ban",
        "success": {"electronic": True, "signed": True},
        "points": 1,
    }
]


def found(e):
    return {(f.unit, f.target): (f.gap, f.uncounted, f.case_ids) for f in e.follow_up}


def test_the_gap_is_in_whole_cases_and_the_cases_are_named(tmp_path):
    e = evaluated(tmp_path, {"2024/van_ban.csv": HEAD + ROWS}, plan=plan(targets=TARGET))
    # A: 1 of 3; 80% of 3 is 2,4, so 3 are needed: 2 more. B meets the goal. C has no cases.
    assert found(e) == {
        ("A", "T"): (Fraction(2), 2, ("d2", "d3")),
        ("B", "T"): (Fraction(0), 0, ()),
        ("C", "T"): (None, 0, ()),
    }


def test_an_unknown_row_is_no_case_to_follow(tmp_path):
    rows = HEAD + "d1,A,01/02/2024,,có lẽ,Có\nd2,B,01/02/2024,,,Có\n"
    e = evaluated(tmp_path, {"2024/van_ban.csv": rows}, plan=plan(targets=TARGET))
    assert e.indicator("A", "T").state == "blocked"
    assert found(e)["A", "T"] == (None, 0, ())
    assert found(e)["B", "T"] == (1, 1, ("d2",))


def test_gaps_of_numbers_and_of_what_should_be_low(tmp_path):
    # N: 4 meetings are the goal, A had 2,5. L: at most 5%, from 20% down; A has 7 of 40 = 17,5%, 5% are 2: 5 fewer.
    targets = ({"id": "N", "goal": 4, "points": 1}, {"id": "L", "goal": "5%", "floor": "20%", "points": 1})
    rows = 'Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nA,N,"2,5",1\nA,L,7,40\nB,L,2,40\n'
    e = evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": rows}, plan=reported(*targets))
    gaps = {key: gap for key, (gap, _, _) in found(e).items()}
    assert (gaps["A", "N"], gaps["A", "L"], gaps["B", "L"], gaps["C", "L"]) == (Fraction(3, 2), 5, 0, None)


def test_followup_csv_names_the_cases(tmp_path):
    e = evaluated(tmp_path, {"2024/van_ban.csv": HEAD + ROWS}, plan=plan(targets=TARGET))
    rows = list(csv.DictReader(io.StringIO(csv_files(e)["followup.csv"].decode("utf-8"))))
    assert [(r["unit"], r["target"], r["gap"], r["case_ids"], r["uncounted"]) for r in rows] == [
        ("A", "T", "2", "d2;d3", "2"),
        ("B", "T", "0", "", "0"),
        ("C", "T", "", "", "0"),
    ]


def test_a_thousand_cases_are_named_and_all_are_counted(tmp_path):
    rows = "".join(f"d{n:04d},A,01/02/2024,,Có,Không\n" for n in range(1, 1_006))
    e = evaluated(tmp_path, {"2024/van_ban.csv": HEAD + rows}, plan=plan(targets=TARGET))
    (each,) = (each for each in e.follow_up if each.unit == "A")
    assert (each.uncounted, len(each.case_ids), each.case_ids[-1]) == (1_005, 1_000, "d1000")


def test_the_more_units_the_fewer_cases_are_named_so_that_memory_stays_flat():
    assert [ids_named(units) for units in (0, 1, 1_000, 2_000, 15_000, 10**7)] == [1_000, 1_000, 1_000, 500, 66, 10]


def test_late_and_unsent_reports_are_counted_by_unit(tmp_path):
    rows = (
        "Mã báo cáo,Mã đơn vị,Hạn gửi,Ngày gửi,Trên hệ thống quốc gia\n"
        "1,A,15/03/2024,15/03/2024 17:00,Có\n"  # on its last day: in time
        "2,A,15/03/2024,16/03/2024,Có\n"  # late
        "3,A,15/04/2024,,\n"  # not sent
        "4,A,15/12/2024,02/01/2025,Có\n"  # sent after the period: late, and sent, as CT8 counts it
        "5,B,15/12/2023,16/12/2024,Có\n"  # due in another year
    )
    e = evaluated(tmp_path, {"2024/bao_cao.csv": rows, "2024/van_ban.csv": HEAD + ROWS}, plan=plan(targets=TARGET))
    assert e.late_reports == {"A": (2, 1)}
    assert e.latest_days["A", "van_ban"].isoformat() == "2024-02-03"  # the secret of 04/02 is not there
