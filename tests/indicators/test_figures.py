"""The ten indicators of the shipped plan, each worked out by hand, and the five states."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from counting_of import (
    BLOCKED,
    IN,
    MISSING,
    NONE,
    NOT_ASSIGNED,
    OWN,
    YEAR,
    counts,
    figures,
    made_of,
    made_plan,
    said,
    signed_document,
    states,
)
from small import codes, evaluated, plan, reported
from tables import BAD, table, target

from toolkit.evaluation.workspace import Workspace
from toolkit.indicators.delivery import Delivered, Deliverers
from toolkit.indicators.figures import count_figures
from toolkit.indicators.judging import attainment_of
from toolkit.indicators.model import Count
from toolkit.periods import parse_period
from toolkit.sample import shipped_data
from toolkit.sources import SourceFile
from toolkit.units.model import Unit
from toolkit.units.structure import Structure


@pytest.fixture
def indicator(tmp_path):
    """Evaluate the shipped plan and units on one period's files."""

    def evaluate(files, unit, target, period="2024"):
        for name in ("ke_hoach.yaml", "don_vi.csv"):
            (tmp_path / name).write_bytes((shipped_data() / name).read_bytes())
        (tmp_path / period).mkdir()
        for name, text in files.items():
            (tmp_path / period / name).write_text(text, encoding="utf-8")
        return Workspace.open(tmp_path).evaluate(parse_period(period)).indicator(unit, target)

    return evaluate


def counted(each):
    return each.state, each.numerator, each.denominator, each.value, each.met


def test_ct1_counts_eligible_services_at_level_four_or_toan_trinh(indicator):
    services = (
        "Mã TTHC,Tên TTHC,Mã đơn vị,Đủ điều kiện,Mức độ\n"
        "D1,a,NCC,Có,toàn trình\n"  # counts in both
        "D2,b,NCC,Có,4\n"  # both: 4 is toàn trình
        "D3,c,NCC,Có,một phần\n"  # denominator only
        "D4,d,NCC,Có,2\n"  # denominator only
        "D5,e,NCC,Không,toàn trình\n"  # not eligible: neither
        "D6,f,NCC,,4\n"  # empty means no: neither
        "D7,g,LDVL,x,Mức độ 4\n"  # another unit
    )
    # NCC: 2 of 4 (D1, D2 of D1..D4). The agency: 3 of 5.
    assert counted(indicator({"dich_vu_cong.csv": services}, "NCC", "CT1")) == ("ok", 2, 4, Fraction(1, 2), False)


def test_ct2_needs_both_processed_and_archived_and_leaves_secrets_out(indicator):
    files = (
        "Mã hồ sơ công việc,Mã đơn vị,Ngày mở,Độ mật,Xử lý trên mạng,Lưu trữ trên mạng\n"
        "H1,VP,02/01/2024,Thường,Có,Có\n"  # both
        "H2,VP,03/01/2024,,Có,Có\n"  # both: an empty mark is Thường
        "H3,VP,04/01/2024,Thường,Có,Không\n"  # denominator only
        "H4,VP,05/01/2024,Thường,Không,Có\n"  # denominator only
        "H5,VP,06/01/2024,Mật,Có,Có\n"  # secret: neither
        "H6,VP,07/01/2024,Tuyệt mật,Không,Không\n"  # secret: neither
        "H7,VP,31/12/2024 23:59,Thường,Có,Có\n"  # both: the last minute of the year
        "H8,VP,01/01/2025,Thường,Có,Có\n"  # another year: neither
    )
    # 3 of 5; the goal is 90%.
    assert counted(indicator({"ho_so_cong_viec.csv": files}, "VP", "CT2")) == ("ok", 3, 5, Fraction(3, 5), False)


def test_ct3_counts_identified_among_online_dossiers_received_in_the_period(indicator):
    dossiers = (
        "Mã hồ sơ,Mã đơn vị,Ngày tiếp nhận,Hình thức tiếp nhận,Đã định danh,Ngày trả kết quả,Trả kết quả trực tuyến,Nhập lại dữ liệu,Trạng thái\n"
        "1,DVVL,02/01/2024,Trực tuyến,Có,,,,\n"  # both
        "2,DVVL,02/02/2024,trực tuyến,x,,,,\n"  # both
        "3,DVVL,02/03/2024,Trực tuyến,Không,,,,\n"  # denominator only
        "4,DVVL,02/03/2024,Trực tiếp,Có,,,,\n"  # not online: neither
        "5,DVVL,31/12/2023,Trực tuyến,Có,,,,\n"  # received before: neither
    )
    # 2 of 3
    assert counted(indicator({"ho_so_tthc.csv": dossiers}, "DVVL", "CT3")) == ("ok", 2, 3, Fraction(2, 3), False)


def test_ct4_counts_dossiers_settled_in_the_period_wherever_they_were_received(indicator):
    dossiers = (
        "Mã hồ sơ,Mã đơn vị,Ngày tiếp nhận,Ngày trả kết quả,Hình thức tiếp nhận,Trả kết quả trực tuyến,Nhập lại dữ liệu,Trạng thái,Đã định danh\n"
        "1,NCC,10/12/2023,05/01/2024,Trực tuyến,Có,Không,Đã trả kết quả,Có\n"  # both: carried over, settled now
        "2,NCC,02/01/2024,09/01/2024,Trực tuyến,Có,,Đã trả kết quả,Có\n"  # both: empty means not entered again
        "3,NCC,02/01/2024,09/01/2024,Trực tuyến,Có,Không,,Có\n"  # both: the status may be absent
        "4,NCC,02/01/2024,09/01/2024,Trực tuyến,Có,Có,Đã trả kết quả,Có\n"  # entered again: denominator only
        "5,NCC,02/01/2024,09/01/2024,Trực tuyến,Không,Không,Đã trả kết quả,Có\n"  # result on paper: denominator only
        "6,NCC,02/01/2024,09/01/2024,Bưu chính công ích,Có,Không,Đã trả kết quả,\n"  # by post: denominator only
        "7,NCC,02/01/2024,09/01/2024,Trực tuyến,Có,Không,Trả lại,Có\n"  # sent back: neither
        "8,NCC,02/01/2024,09/01/2024,Trực tuyến,Có,Không,Rút hồ sơ,Có\n"  # withdrawn: neither
        "9,NCC,20/12/2024,,Trực tuyến,,,Đang xử lý,Có\n"  # not settled: neither
        "10,NCC,20/12/2024,03/01/2025,Trực tuyến,Có,Không,Đã trả kết quả,Có\n"  # settled next year: neither
    )
    # 3 of 6 (1, 2, 3 of 1..6)
    assert counted(indicator({"ho_so_tthc.csv": dossiers}, "NCC", "CT4")) == ("ok", 3, 6, Fraction(1, 2), False)


def test_ct5_takes_a_publication_after_the_period_for_none(indicator):
    datasets = (
        "Mã bộ dữ liệu,Tên bộ dữ liệu,Mã đơn vị,Phải mở,Ngày công bố\n"
        "B1,a,VP,Có,01/03/2023\n"  # both: published before, open now
        "B2,b,VP,Có,31/12/2024\n"  # both: the last day
        "B3,c,VP,Có,01/01/2025\n"  # denominator only: not open yet
        "B4,d,VP,Có,\n"  # denominator only
        "B5,e,VP,Không,01/03/2023\n"  # need not be open: neither
    )
    # 2 of 4
    assert counted(indicator({"du_lieu_mo.csv": datasets}, "VP", "CT5")) == ("ok", 2, 4, Fraction(1, 2), False)


def test_ct6_counts_activities_on_the_platform(indicator):
    activities = "Mã hoạt động,Mã đơn vị,Ngày,Trên nền tảng\nA1,VP,2024-02-01,Có\nA2,VP,2024-02-02,true\nA3,VP,2024-02-03,1\nA4,VP,2023-12-31,Không\n"
    # 3 of 3: A4 lies in another year. The goal of 100% is met.
    assert counted(indicator({"dieu_hanh.csv": activities}, "VP", "CT6")) == ("ok", 3, 3, 1, True)


def test_ct7_needs_electronic_and_signed_and_leaves_secrets_out(indicator):
    documents = (
        "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Điện tử,Ký số\n"
        "1/SL,KHTC,01/02/2024,,Có,Có\n"  # both
        "2/SL,KHTC,01/02/2024,,Có,Không\n"  # denominator only
        "3/SL,KHTC,01/02/2024,,Không,Có\n"  # denominator only
        "4/SL,KHTC,01/02/2024,Tối mật,Có,Có\n"  # secret: neither
    )
    # 1 of 3
    assert counted(indicator({"van_ban.csv": documents}, "KHTC", "CT7")) == ("ok", 1, 3, Fraction(1, 3), False)


def test_ct8_counts_reports_due_in_the_period_that_were_sent_on_the_system(indicator):
    reports = (
        "Mã báo cáo,Mã đơn vị,Hạn gửi,Ngày gửi,Trên hệ thống quốc gia\n"
        "R1,VP,31/03/2024,30/03/2024,Có\n"  # both
        "R2,VP,30/06/2024,15/07/2024,Có\n"  # both: late, but sent on the system
        "R3,VP,30/09/2024,30/09/2024,Không\n"  # denominator only
        "R4,VP,15/12/2024,,Có\n"  # denominator only: never sent
        "R5,VP,15/01/2025,10/01/2025,Có\n"  # due next year: neither
    )
    # 2 of 4
    assert counted(indicator({"bao_cao.csv": reports}, "VP", "CT8")) == ("ok", 2, 4, Fraction(1, 2), False)


STAFF = (
    "Mã cán bộ,Mã đơn vị,Lãnh đạo,Nữ,Ngày vào,Ngày ra\n"
    "S1,VP,Có,Không,01/01/2020,\n"  # on strength
    "S2,VP,Không,Có,01/06/2024,\n"  # on strength
    "S3,VP,Không,Có,31/12/2024,\n"  # on strength: joined on the last day
    "S4,VP,Không,Có,01/01/2020,01/01/2025\n"  # on strength: leaves the day after
    "S5,VP,Không,Có,01/01/2020,31/12/2024\n"  # has left by the last day
    "S6,VP,Không,Có,01/01/2025,\n"  # joins next year
)
COURSES = (
    "Mã cán bộ,Loại khóa,Ngày hoàn thành\n"
    "S1,Cơ bản,01/05/2023\nS1,Cơ bản,01/05/2024\nS1,Dữ liệu,02/05/2024\n"  # two basic courses are one person
    "S2,cơ bản,31/12/2024\n"
    "S3,Cơ bản,02/01/2025\n"  # completed too late
    "S3,Dữ liệu,\n"  # not completed
    "S5,Cơ bản,01/05/2024\n"  # no longer on strength
)


def test_ct9a_counts_distinct_people_on_strength_with_a_basic_course(indicator):
    # 2 of 4: S1, S2 of S1, S2, S3, S4
    assert counted(indicator({"can_bo.csv": STAFF, "tap_huan.csv": COURSES}, "VP", "CT9a")) == (
        "ok",
        2,
        4,
        Fraction(1, 2),
        False,
    )


def test_ct9b_counts_distinct_people_on_strength_with_a_data_course(indicator):
    # 1 of 4: S1; the goal is 50%
    assert counted(indicator({"can_bo.csv": STAFF, "tap_huan.csv": COURSES}, "VP", "CT9b")) == (
        "ok",
        1,
        4,
        Fraction(1, 4),
        False,
    )


DOCUMENTS = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n"


def documents(unit, signed, all_of_them):
    return "".join(f"{unit}{n},{unit},01/02/2024,,{'Có' if n < signed else 'Không'}\n" for n in range(all_of_them))


def test_the_agency_is_the_ratio_of_sums_not_the_mean_of_ratios(tmp_path):
    e = evaluated(tmp_path, {"2024/van_ban.csv": DOCUMENTS + documents("A", 1, 1) + documents("B", 1, 9)})
    # A: 1/1, B: 1/9; the sums are 2/10, the mean of the ratios would be 5/9.
    assert e.indicator("SO", "T1").value == Fraction(2, 10)


def test_a_unit_without_rows_in_a_shared_file_has_no_cases(tmp_path):
    e = evaluated(tmp_path, {"2024/van_ban.csv": DOCUMENTS + documents("A", 1, 1)})
    assert counted(e.indicator("B", "T1")) == ("no_cases", 0, 0, None, None)
    assert e.is_complete


def test_no_file_of_a_source_is_missing_for_all(tmp_path):
    e = evaluated(tmp_path, {"2024/bao_cao.csv": "Mã báo cáo,Mã đơn vị\n"})
    assert {e.indicator(unit, "T1").state for unit in ("A", "B", "C", "SO")} == {"missing"}
    assert not e.is_complete


def test_a_unit_without_a_file_among_files_named_after_units_is_missing(tmp_path):
    e = evaluated(
        tmp_path, {"2024/van_ban__A.csv": DOCUMENTS + documents("A", 1, 2), "2024/van_ban__Phòng B.csv": DOCUMENTS}
    )
    assert [e.indicator(unit, "T1").state for unit in ("A", "B", "C", "SO")] == [
        "ok",
        "no_cases",
        "missing",
        "partial",
    ]
    assert (e.indicator("SO", "T1").delivered, e.indicator("SO", "T1").expected) == (2, 3)


def test_a_target_for_some_units_is_not_assigned_to_the_others(tmp_path):
    target = {
        "id": "T1",
        "name": "x",
        "goal": "80%",
        "source": "van_ban",
        "success": {"signed": True},
        "points": 1,
        "units": ["A"],
    }
    e = evaluated(
        tmp_path,
        {"2024/van_ban.csv": DOCUMENTS + documents("A", 1, 2) + documents("B", 1, 1)},
        plan=plan(targets=[target]),
    )
    assert counted(e.indicator("B", "T1")) == ("not_assigned", None, None, None, None)
    # B's document counts for nobody: the agency is A's 1 of 2.
    assert e.indicator("SO", "T1").value == Fraction(1, 2)


def test_a_missing_column_blocks_what_uses_it_and_nothing_else(tmp_path):
    two = plan(
        targets=[
            {"id": "T1", "name": "x", "goal": "80%", "source": "van_ban", "success": {"signed": True}, "points": 1},
            {"id": "T2", "name": "y", "goal": "80%", "source": "van_ban", "success": {"electronic": True}, "points": 1},
            {
                "id": "T3",
                "name": "z",
                "goal": "80%",
                "source": "van_ban",
                "success": {"electronic": [True, "absent"]},
                "points": 1,
            },
        ]
    )
    e = evaluated(tmp_path, {"2024/van_ban.csv": DOCUMENTS + documents("A", 1, 2)}, plan=two)
    assert [e.indicator("A", t).state for t in ("T1", "T2", "T3")] == [
        "ok",
        "blocked",
        "blocked",
    ]  # absent allows an empty cell
    assert "COT-02" in codes(e)


def test_one_id_with_two_contents_blocks_the_unit_it_touches(tmp_path):
    rows = "X,A,01/02/2024,,Có\nX,A,01/02/2024,,Không\n" + documents("B", 1, 1)
    e = evaluated(tmp_path, {"2024/van_ban.csv": DOCUMENTS + rows})
    assert [e.indicator(unit, "T1").state for unit in ("A", "B")] == ["blocked", "ok"]
    assert "DONG-02" in codes(e)


def test_identical_rows_count_once_in_one_file_or_in_two(tmp_path):
    rows = DOCUMENTS + "X,A,01/02/2024,,Có\nX,A,01/02/2024,,Có\nY,A,01/02/2024,,Không\n"
    e = evaluated(tmp_path, {"2024/van_ban__1.csv": rows, "2024/van_ban__2.csv": rows})
    assert counted(e.indicator("A", "T1"))[1:3] == (1, 2)
    assert codes(e).count("DONG-01") == 4  # X again in the first file; X, X, Y in the second


def test_an_unreadable_cell_in_use_blocks_and_elsewhere_only_warns(tmp_path):
    rows = "X,A,01/02/2024,,có lẽ\nY,B,01/02/2024,,Có\n"
    e = evaluated(
        tmp_path, {"2024/van_ban.csv": DOCUMENTS.replace("Ký số", "Ký số,Điện tử") + rows.replace("\n", ",hỏi lại\n")}
    )
    assert [e.indicator(unit, "T1").state for unit in ("A", "B")] == ["blocked", "ok"]
    assert [(f.column, f.level) for f in e.findings if f.code == "O-02"] == [
        ("Ký số", "error"),
        ("Điện tử", "warning"),
        ("Điện tử", "warning"),
    ]
    assert not any("có lẽ" in f.line() or "hỏi lại" in f.line() for f in e.findings)


def test_rows_of_an_unknown_unit_block_the_agency_and_not_the_units(tmp_path):
    e = evaluated(tmp_path, {"2024/van_ban.csv": DOCUMENTS + documents("A", 1, 1) + documents("LẠ", 1, 1)})
    assert [e.indicator(unit, "T1").state for unit in ("A", "SO")] == ["ok", "blocked"]
    assert "DV-02" in codes(e)


def test_an_unknown_secrecy_mark_refuses_the_file_and_quotes_nothing(tmp_path):
    e = evaluated(tmp_path, {"2024/van_ban.csv": DOCUMENTS + "X,A,01/02/2024,Rất mật,Có\n"})
    assert e.indicator("A", "T1").state == "blocked"
    assert [f.code for f in e.findings if f.row] == ["TEP-05"]
    assert not any("Rất mật" in f.line() or f.unit == "X" for f in e.findings)


def test_rows_outside_the_period_are_left_out_with_a_warning(tmp_path):
    e = evaluated(
        tmp_path, {"2024-Q1/van_ban.csv": DOCUMENTS + "X,A,31/03/2024,,Có\nY,A,01/04/2024,,Có\n"}, period="2024-Q1"
    )
    assert counted(e.indicator("A", "T1"))[1:3] == (1, 1)
    assert codes(e) == ["DONG-03"]
    (outside,) = e.findings
    assert (outside.file, outside.row, outside.unit) == ("2024-Q1/van_ban.csv", 3, "A")


def test_a_goal_by_year_holds_until_the_next_one_and_not_before_the_first(tmp_path):
    by_year = plan(
        targets=[
            {
                "id": "T1",
                "name": "x",
                "goal": {2023: "50%", 2025: "100%"},
                "source": "van_ban",
                "success": {"signed": True},
                "points": 1,
            }
        ]
    )
    rows = {f"{y}/van_ban.csv": DOCUMENTS + f"X,A,01/02/{y},,Có\nY,A,01/02/{y},,Không\n" for y in (2022, 2024, 2025)}
    evaluated(tmp_path, rows, plan=by_year)
    workspace = Workspace.open(tmp_path)
    found = {y: workspace.evaluate(parse_period(str(y))).indicator("A", "T1") for y in (2022, 2024, 2025)}
    assert [found[y].state for y in found] == ["not_assigned", "ok", "ok"]
    assert (found[2024].met, found[2025].met) == (True, False)  # 1/2 against 50%, then against 100%


def test_change_is_computed_only_where_the_period_before_has_a_value(tmp_path):
    files = {
        "2023/van_ban.csv": DOCUMENTS + "X,A,01/02/2023,,Có\nY,A,01/02/2023,,Không\n",
        "2024/van_ban.csv": DOCUMENTS + documents("A", 3, 4) + documents("B", 1, 1),
    }
    e = evaluated(tmp_path, files)
    assert (e.indicator("A", "T1").previous_value, e.indicator("A", "T1").change) == (Fraction(1, 2), Fraction(1, 4))
    assert (e.indicator("B", "T1").previous_value, e.indicator("B", "T1").change) == (None, None)


def report_of(numerator, denominator):
    return f"Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nA,T1,{numerator},{denominator}\n"


@pytest.mark.parametrize(
    ("numerator", "denominator", "state", "code"),
    [
        ("85", "100", "ok", None),
        ("1.200", "1.500", "ok", None),  # counts: thousands, never 1,2
        ("0", "0", "no_cases", None),
        ("", "", "missing", None),
        ("101", "100", "blocked", "SO-01"),
        ("-1", "100", "blocked", "SO-01"),
        ("8,5", "10", "blocked", "SO-01"),
        ("85%", "100", "blocked", "O-03"),
        ("không có", "10", "blocked", "O-03"),
        ("5", "", "blocked", "SO-01"),
        ("5", "0", "blocked", "SO-01"),
    ],
)
def test_what_a_unit_reports_of_a_percentage_goal(tmp_path, numerator, denominator, state, code):
    e = evaluated(
        tmp_path,
        {"2024/bao_cao_don_vi.csv": report_of(f'"{numerator}"', f'"{denominator}"')},
        plan=reported({"id": "T1", "goal": "80%", "points": 1}),
    )
    assert e.indicator("A", "T1").state == state
    assert code is None or code in codes(e)
    assert e.indicator("B", "T1").state == "missing"  # no row in bao_cao_don_vi


def test_a_plain_goal_takes_any_numbers(tmp_path):
    e = evaluated(
        tmp_path,
        {"2024/bao_cao_don_vi.csv": report_of('"12,5"', "1")},
        plan=reported({"id": "T1", "goal": 10, "points": 1}),
    )
    assert counted(e.indicator("A", "T1")) == ("ok", Fraction(25, 2), 1, Fraction(25, 2), True)


REPORTED = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\n"


@pytest.mark.parametrize("goal", ["80%", 1])
def test_a_target_reported_under_two_spellings_of_its_id_is_never_added_up(tmp_path, goal):
    rows = "A,T1,50,100\nA,t1,70,100\nB,t1,30,60\nB,T1,30,60\nC,T1,8,10\n"
    made = reported({"id": "T1", "goal": goal, "points": 10})
    e = evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": REPORTED + rows}, plan=made)
    # A: two different rows: nobody knows which is right. B: the same figures twice count once. C: as it stands.
    assert [(e.indicator(u, "T1").state, e.indicator(u, "T1").numerator) for u in "ABC"] == [
        ("blocked", None),
        ("ok", 30),
        ("ok", 8),
    ]
    assert [(f.code, f.row, f.unit) for f in e.findings if f.code.startswith("DONG")] == [
        ("DONG-02", 3, "A"),
        ("DONG-01", 5, "B"),
    ]


def test_a_reported_target_needs_its_exact_id(tmp_path):
    made = reported({"id": "CT1.1", "goal": "80%", "points": 10}, {"id": "CT2-d", "goal": "80%", "points": 10})
    rows = "A,CT11,80,100\nA,CT2-đ,1,2\nB,ct1.1,80,100\n"
    e = evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": REPORTED + rows}, plan=made)
    assert [e.indicator("A", t).state for t in ("CT1.1", "CT2-d")] == ["missing", "missing"]
    assert e.indicator("B", "CT1.1").state == "ok"
    assert [f.row for f in e.findings if f.code == "DONG-04"] == [2, 3]


@pytest.mark.parametrize("word", ["Tờ trình", "tờ  TRÌNH", "To\u031b\u0300 tri\u0300nh", " TỜ\u00a0TRÌNH"])
@pytest.mark.parametrize("column", ["loai", "Loại_VB", "order"])
def test_a_text_of_the_plan_finds_its_cells_in_any_case_unicode_form_and_spacing(tmp_path, word, column):
    made = plan(sources={"van_ban": {column: ["Loại văn bản"]}})
    made["targets"][0]["population"] = {column: word}
    documents = (
        "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số,Loại văn bản\n"
        "1,A,26/05/2024,,Có,Tờ trình\n"  # both
        "2,A,26/05/2024,,Có,TỜ TRÌNH\n"  # both
        "3,A,26/05/2024,,,To\u031b\u0300 tri\u0300nh\n"  # denominator
        "4,A,26/05/2024,,,tờ  trình\n"  # denominator
        "5,A,26/05/2024,,,tờ\u00a0trình\n"  # denominator
        "6,A,26/05/2024,,Có,To trinh\n"  # accents count: another word
        "7,A,26/05/2024,,Có,\n"  # nothing
    )
    e = evaluated(tmp_path, {"2024/van_ban.csv": documents}, plan=made)
    assert counted(e.indicator("A", "T1")) == ("ok", 2, 5, Fraction(2, 5), False)


@pytest.mark.parametrize(
    ("channel", "state", "agency"), [("Trực tiếp", "no_cases", "ok"), ("Trực tuyến", "blocked", "blocked")]
)
def test_a_row_without_a_unit_blocks_only_the_targets_for_which_it_may_count(tmp_path, channel, state, agency):
    target = {"id": "T1", "name": "x", "goal": "80%", "source": "ho_so_tthc", "points": 1}
    target |= {"population": {"channel": "online"}, "success": {"identified": True}}
    head = "Mã hồ sơ,Mã đơn vị,Mã TTHC,Ngày tiếp nhận,Hình thức tiếp nhận,Đã định danh\n"
    rows = f"1,A,D1,01/02/2024,Trực tuyến,Có\n2,,D1,02/02/2024,{channel},Có\n"
    e = evaluated(tmp_path, {"2024/ho_so_tthc.csv": head + rows}, plan=plan(targets=[target]))
    # A dossier handed in at the counter is no case of T1, whosever it is: B, without rows, had none for certain.
    assert [e.indicator(unit, "T1").state for unit in ("A", "B", "SO")] == ["ok", state, agency]


# The same on tables written by hand: every state of every unit -----------------------------------------------------


def test_in_a_file_of_all_who_has_no_row_has_no_cases():
    found, findings = figures(table("van_ban", signed_document(), signed_document("B", "false")))
    assert states(found) == {"A": counts(1, 1), "B": counts(0, 1), "C": NONE, None: Count("no_cases")}
    assert (findings, found.claimed, found.silent, found.left_out) == ([], {}, {}, {})


def test_without_a_file_every_unit_is_silent():
    found, findings = figures(table("van_ban"))
    assert states(found) == {"A": MISSING, "B": MISSING, "C": MISSING, None: Count("no_cases")}
    assert found.silent == {("A", "T"): ("A",), ("B", "T"): ("B",), ("C", "T"): ("C",)}
    assert findings == []


def test_among_files_of_units_who_has_none_is_silent():
    found, _ = figures(table("van_ban", signed_document(), files=["van_ban__A", "van_ban__B"]))
    assert states(found) == {"A": counts(1, 1), "B": NONE, "C": MISSING, None: Count("no_cases")}
    assert found.silent == {("C", "T"): ("C",)}


def test_who_is_behind_a_successor_and_silent_leaves_it_without_a_figure():
    found, _ = figures(
        table("van_ban", signed_document("B"), files=["van_ban__B", "van_ban__C"]),
        transfers=[("A", "B", date(2024, 7, 1))],
    )
    assert states(found) == {"B": MISSING, "C": NONE, None: Count("no_cases")}
    assert found.silent == {("B", "T"): ("A",)}


def test_who_is_behind_a_successor_owes_only_what_it_was_given():
    """The target is B's alone: that A, which came to B, has delivered nothing leaves the figure whole."""
    data = table("van_ban", signed_document("B"), files=["van_ban__B"])
    found, _ = figures(data, targets=[target(units=["B"])], transfers=[("A", "B", date(2024, 7, 1))])
    assert (states(found)["B"], found.silent.get(("B", "T"))) == (counts(1, 1), None)


def test_a_unit_that_did_not_stand_in_the_period_is_not_assigned_unless_it_has_rows():
    """C is founded in 2025, in whose structure 2024 is counted as well; files may name it all the same."""
    listed = [Unit("A", "A"), Unit("C", "C", valid_from=date(2025, 1, 1))]
    structure = Structure(listed, day=date(2025, 12, 31))
    for rows, expected in (((), NOT_ASSIGNED), ((signed_document("C"),), counts(1, 1))):
        tables = {"van_ban": table("van_ban", signed_document(), *rows), "bao_cao_don_vi": table("bao_cao_don_vi")}
        delivered = Delivered(made_plan(), structure.units, YEAR, tables, Deliverers(structure, YEAR))
        found, _ = count_figures(delivered, as_reported=True)
        assert states(found)["C"] == expected


def test_a_refused_file_blocks_whose_it_may_be_before_anything_else():
    lost = SourceFile("van_ban", Path("x"), "2024/van_ban__C.csv", unit="C")
    of_units = table("van_ban", signed_document(), files=["van_ban__A", "van_ban__C"], refused=(lost,))
    found, _ = figures(of_units)
    assert states(found) == {"A": counts(1, 1), "B": MISSING, "C": BLOCKED, None: Count("no_cases")}
    of_all = table("van_ban", signed_document(), files=["van_ban"], refused=(lost,))
    assert states(figures(of_all)[0]) == {"A": BLOCKED, "B": BLOCKED, "C": BLOCKED, None: Count("no_cases")}


def test_rows_of_nobody_block_who_has_no_row_of_its_own():
    rows = signed_document(), signed_document(None)
    found, _ = figures(table("van_ban", *rows, unplaced=frozenset({0})))
    assert states(found) == {"A": counts(1, 1), "B": BLOCKED, "C": BLOCKED, None: counts(1, 1)}
    # Where the row of nobody is no case, nobody lacks one.
    no_case = target(population={"electronic": True})
    found, _ = figures(table("van_ban", *rows, unplaced=frozenset({0})), targets=[no_case])
    assert states(found) == {"A": NONE, "B": NONE, "C": NONE, None: NONE}
    # Where nobody knows whether it is one, somebody may.
    bad = signed_document(), signed_document(None, electronic=BAD)
    found, _ = figures(table("van_ban", *bad, unplaced=frozenset({0})), targets=[no_case])
    assert states(found) == {"A": NONE, "B": BLOCKED, "C": BLOCKED, None: BLOCKED}


def test_rows_of_nobody_in_the_file_of_a_unit_are_no_other_units():
    rows = signed_document(), signed_document(None, file=1)
    data = table("van_ban", *rows, files=["van_ban__A", "van_ban__B", "van_ban__C"], unplaced=frozenset({1}))
    assert states(figures(data)[0]) == {"A": counts(1, 1), "B": BLOCKED, "C": NONE, None: counts(1, 1)}


def test_rows_of_a_divided_unit_that_nobody_can_place_block_who_may_have_them():
    rows = signed_document("A"), signed_document("B", unit_was="X", unallotted=True)
    found, _ = figures(table("van_ban", *rows, unallotted={"X": frozenset("BC")}))
    assert states(found) == {"A": counts(1, 1), "B": BLOCKED, "C": BLOCKED, None: Count("no_cases")}
    found, _ = figures(
        table("van_ban", *rows, unallotted={"X": frozenset("BC")}), targets=[target(population={"electronic": True})]
    )
    assert states(found)["B"] == states(found)["C"] == NONE
    bad = signed_document("B", unit_was="X", unallotted=True, signed=BAD)
    assert states(figures(table("van_ban", bad, unallotted={"X": frozenset("BC")}))[0])["C"] == BLOCKED


def test_a_divided_unit_of_which_every_row_has_its_place_blocks_nobody():
    found, _ = figures(table("van_ban", signed_document("B"), unallotted={"X": frozenset("BC")}))
    assert states(found) == {"A": NONE, "B": counts(1, 1), "C": NONE, None: Count("no_cases")}


def test_who_is_trained_needs_the_courses_as_well():
    staff = table("can_bo", {"unit": "A", "joined_at": "2020-01-01", "trained_basic": "true"})
    asked = target(source="can_bo", success={"trained_basic": True})
    without, _ = figures(staff, table("tap_huan"), targets=[asked])
    assert states(without)["A"] == MISSING
    assert without.silent["A", "T"] == ("A",)
    courses = table("tap_huan", {"unit": None, "staff_id": "1", "course": "basic"})
    assert states(figures(staff, courses, targets=[asked])[0])["A"] == counts(1, 1)
    women = target(source="can_bo", success={"is_female": True})
    assert states(figures(staff, table("tap_huan"), targets=[women])[0])["A"] == counts(0, 1)


def test_rows_that_lie_in_another_folder_block_whose_they_are():
    data = table("van_ban", signed_document(), signed_document("B"))
    found, _ = figures(data, lacking={("A", "T"), ("A", "other")})
    assert states(found) == {"A": BLOCKED, "B": counts(1, 1), "C": NONE, None: Count("no_cases")}
    assert set(found.counts) == {("A", "T"), ("B", "T"), ("C", "T"), (None, "T")}
    nobodys, _ = figures(data, lacking={(None, "T")})
    assert states(nobodys) == {"A": counts(1, 1), "B": counts(1, 1), "C": BLOCKED, None: BLOCKED}


def test_only_the_targets_of_a_source_are_counted_from_it():
    meetings = target("M", source="dieu_hanh", success={"on_platform": True})
    found, _ = figures(
        table("dich_vu_cong", {"service_id": "D1"}),
        table("van_ban", signed_document()),
        table("dieu_hanh", {"date": IN, "on_platform": "false"}),
        targets=[meetings, target()],
    )
    assert (states(found)["A"], states(found, "M")["A"]) == (counts(1, 1), counts(0, 1))
    assert {id for _, id in found.counts} == {"T", "M"}


# What units report -------------------------------------------------------------------------------------------------


def test_a_reported_target_is_what_its_unit_says():
    later = {"C": {"valid_to": date(2023, 12, 31)}}
    found, _ = figures(table("bao_cao_don_vi", said("A", "1", "2")), targets=[OWN], valid=later)
    assert states(found, "R") == {"A": counts(1, 2), "B": MISSING, None: Count("no_cases")}
    assert found.silent == {("B", "R"): ("B",)}
    assert found.claimed == {}
    nobodys, _ = figures(table("bao_cao_don_vi", said(None, "1", "2")), targets=[OWN])
    assert states(nobodys, "R")[None] == counts(1, 2)


def test_a_report_that_could_not_be_read_blocks_whose_it_may_be():
    data = table("bao_cao_don_vi", said("A", "1", "2"), doubted=frozenset("B"))
    assert states(figures(data, targets=[OWN])[0], "R")["B"] == BLOCKED


def test_who_did_not_stand_reports_nothing():
    listed = [Unit("A", "A"), Unit("C", "C", valid_from=date(2025, 1, 1))]
    structure = Structure(listed, day=date(2025, 12, 31))
    tables = {"bao_cao_don_vi": table("bao_cao_don_vi", said("A", "1", "2"))}
    delivered = Delivered(made_plan(OWN), structure.units, YEAR, tables, Deliverers(structure, YEAR))
    found, _ = count_figures(delivered, as_reported=True)
    assert states(found, "R") == {"A": counts(1, 2), "C": NOT_ASSIGNED, None: Count("no_cases")}


# Against the goal --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("numerator", "denominator", "goal", "floor", "attainment", "met"),
    [
        (3, 5, "80%", 0, Fraction(3, 4), False),  # 60% of 80%
        (4, 5, "80%", 0, 1, True),  # the goal itself is met
        (5, 5, "80%", 0, 1, True),  # no more than the cap
        (0, 5, "80%", 0, 0, False),
        (3, 5, "80%", "50%", Fraction(1, 3), False),  # (60 − 50) / (80 − 50)
        (2, 5, "80%", "50%", 0, False),  # below the floor
        (1, 10, "5%", "20%", Fraction(2, 3), False),  # lower is better: (10 − 20) / (5 − 20)
        (1, 20, "5%", "20%", 1, True),
        (0, 20, "5%", "20%", 1, True),
        (6, 20, "5%", "20%", 0, False),
    ],
)
def test_attainment_goes_from_the_floor_to_the_goal(numerator, denominator, goal, floor, attainment, met):
    asked = target(goal=goal, floor=floor)
    each = made_of(asked, counts(numerator, denominator))
    assert (each.value, each.attainment, each.met) == (Fraction(numerator, denominator), attainment, met)
    assert (each.unit, each.target, each.state, each.goal, each.source) == ("A", "T", "ok", asked.goal, "van_ban")


def test_the_cap_of_the_plan_lets_more_than_the_goal_count():
    half_again = attainment_of(Fraction(3, 2), target(goal="100%"), goal=target(goal="100%").goal, cap=Fraction(6, 5))
    assert half_again == Fraction(6, 5)
    made = made_plan().model_copy(update={"scoring": made_plan().scoring.model_copy(update={"cap": Fraction(6, 5)})})
    assert made_of(target(goal="50%"), counts(1, 1), plan=made).attainment == Fraction(6, 5)


@pytest.mark.parametrize(
    ("count", "value", "judged"),
    [
        (counts(1, 2), Fraction(1, 2), True),
        (counts(1, 2, "partial"), Fraction(1, 2), False),  # a part is shown and not judged
        (NONE, None, False),
        (MISSING, None, False),
        (BLOCKED, None, False),
        (NOT_ASSIGNED, None, False),
    ],
)
def test_only_a_whole_figure_is_judged(count, value, judged):
    each = made_of(target(), count)
    assert (each.state, each.value, each.attainment is not None, each.met is not None) == (
        count.state,
        value,
        judged,
        judged,
    )
    assert (each.numerator, each.denominator) == (count.numerator, count.denominator)
    assert made_of(target(goal={2025: "80%"}), count).value is None


def test_the_goal_is_that_of_the_periods_last_year():
    asked = target(goal={2023: "50%", 2025: "100%"})
    found = [
        made_of(asked, counts(1, 2), period=parse_period(text)).met
        for text in ("2023", "2024", "2025", "2023..2025", "2022")
    ]
    assert found == [True, True, False, False, None]
