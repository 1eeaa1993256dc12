"""Units that have sent their own figures where the system has none: told, and counted where the plan allows it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from small import HEAD, PLAN, codes, evaluated, plan

from toolkit import trace
from toolkit.evaluation.frames import csv_files
from toolkit.report import interim_report, unit_sheet
from toolkit.scenarios import Scenario, what_if
from toolkit.words.errors import ToolkitError

ASKED = {**PLAN["targets"][0], "fallback": "bao_cao_don_vi"}
ALLOWED = plan(targets=[ASKED])
SAID = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số,Ghi chú\nA,T1,3,4,\nB,T1,9,10,\n"
OF_A = HEAD + "1,A,01/02/2024,,Có\n2,A,01/02/2024,,Không\n"


def found(e, code):
    return [finding for finding in e.findings if finding.code == code]


def test_one_line_for_each_source_says_what_units_reported_and_which_file_lacks(tmp_path):
    e = evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": SAID})
    assert [e.indicator(unit, "T1").state for unit in ("A", "B", "C", "SO")] == ["missing"] * 4
    (told,) = found(e, "SO-06")
    assert (told.file, told.unit, told.level) == ("2024/van_ban", "", "warning")
    assert told.problem == "chưa có tệp van_ban của hệ thống nên chưa tính được; đơn vị đã báo cáo T1: A 3/4, B 9/10."
    assert [finding.unit for finding in found(e, "SO-02")] == ["C"]
    page = "".join(section._repr_html_() for section in unit_sheet(e, unit="A").sections)
    assert "đơn vị báo cáo 3/4, chưa có tệp của hệ thống" in page
    assert page.count(">chưa có số liệu<") == 1  # the agency as a whole


def test_a_target_may_be_taken_from_the_units_where_the_system_has_no_file(tmp_path):
    e = evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": SAID}, plan=ALLOWED)
    own = e.indicator("A", "T1")
    assert (own.state, own.value, own.source, own.reporting) == ("ok", Fraction(3, 4), "bao_cao_don_vi", 1)
    whole = e.indicator("SO", "T1")  # C has neither reported nor a file
    assert (whole.state, whole.value, whole.source) == ("partial", Fraction(12, 14), "bao_cao_don_vi")
    assert [finding.unit for finding in found(e, "SO-02")] == ["C"] and not found(e, "SO-06")
    (told,) = found(e, "SO-07")
    assert "số lấy theo báo cáo của đơn vị: T1 của A, B." in told.problem
    rows = csv_files(e)["indicators.csv"].decode().splitlines()
    assert [row.rpartition(",")[2] for row in rows[1:]] == [
        "bao_cao_don_vi",
        "bao_cao_don_vi",
        "van_ban",
        "bao_cao_don_vi",
    ]


def test_a_figure_that_a_unit_reports_names_no_case_of_a_file_that_is_not_all_of_it(tmp_path):
    """A came to B in the year and its file lacks: B's figure is its report, not the one document that B's file has."""
    files = {
        "sap_nhap.csv": "Từ đơn vị,Đến đơn vị,Ngày,Phạm vi\nA,B,01/06/2024,\n",
        "2024/van_ban__B.csv": HEAD + "1,B,01/02/2024,,Không\n",
        "2024/van_ban__C.csv": HEAD + "2,C,01/02/2024,,Không\n",
        "2024/bao_cao_don_vi.csv": SAID,
    }
    e = evaluated(tmp_path, files, plan=ALLOWED)
    own = e.indicator("B", "T1")
    assert (own.numerator, own.denominator, own.reporting) == (12, 14, 1)  # what A and B reported
    told = {each.unit: (each.gap, each.case_ids) for each in e.follow_up}
    assert told == {"B": (0, ()), "C": (1, ("2",))}  # 80% of 14 are 12


def test_what_the_system_has_goes_before_and_the_rest_is_marked(tmp_path):
    files = {"2024/bao_cao_don_vi.csv": SAID, "2024/van_ban__A.csv": OF_A}
    e = evaluated(tmp_path, files, plan=ALLOWED)
    assert [e.indicator(unit, "T1").value for unit in ("A", "B")] == [Fraction(1, 2), Fraction(9, 10)]
    whole = e.indicator("SO", "T1")
    assert (whole.value, whole.source) == (Fraction(10, 12), "van_ban; bao_cao_don_vi")
    assert [f.unit for f in found(e, "SO-05")] == ["A"]  # both are known, and differ
    page = interim_report(e)._repr_html_()
    assert "83,3% (10/12), tạm tính trên 2/3 đơn vị, theo báo cáo của 1/2 đơn vị" in page
    assert "90% (9/10), theo báo cáo của đơn vị" in page and "50% (1/2)<" in page
    assert "Văn bản trao đổi; Báo cáo của đơn vị" in page
    assert "B: T1 100%*." in page  # the picture in words
    assert "(*: theo báo cáo của đơn vị)" in page
    traced = trace("2024", unit="B", target="T1", data=tmp_path)
    assert list(traced.rows["file"]) == ["2024/bao_cao_don_vi.csv"]
    assert sum(traced.rows["numerator"]) == 9


def test_a_file_without_rows_of_a_unit_is_no_lack(tmp_path):
    e = evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": SAID, "2024/van_ban.csv": OF_A}, plan=ALLOWED)
    assert e.indicator("B", "T1").state == "no_cases"
    assert "SO-07" not in codes(e)


def test_a_report_that_cannot_be_read_leaves_the_figure_unknown(tmp_path):
    e = evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": SAID.replace("3,4", "5,4") + "C,T1,1,1,\n"}, plan=ALLOWED)
    assert e.indicator("A", "T1").state == "blocked"
    (told,) = found(e, "SO-07")  # of A no figure is taken
    assert told.problem == "chưa có tệp van_ban của hệ thống; số lấy theo báo cáo của đơn vị: T1 của B, C."


TREE = "Mã đơn vị,Tên đơn vị,Cấp trên\nP,Phòng P,\nA,Tổ A,P\nB,Tổ B,P\nC,Phòng C,\n"


def test_a_total_of_reported_figures_is_marked_and_only_those_who_reported_are_named(tmp_path):
    files = {"2024/bao_cao_don_vi.csv": SAID, "2024/van_ban__A.csv": OF_A}
    e = evaluated(tmp_path, files, plan=ALLOWED, units=TREE)
    total = e.indicator("P", "T1")  # 1 of 2 of A's file and 9 of 10 that B reports
    assert (total.value, total.reporting, total.source) == (Fraction(10, 12), 1, "van_ban; bao_cao_don_vi")
    assert total.reported_text == "theo báo cáo của 1/2 đơn vị"
    (told,) = found(e, "SO-07")
    assert told.problem.endswith("số lấy theo báo cáo của đơn vị: T1 của B.")
    traced = trace("2024", unit="P", target="T1", data=tmp_path)
    assert sorted(traced.rows["file"]) == ["2024/bao_cao_don_vi.csv", "2024/van_ban__A.csv", "2024/van_ban__A.csv"]


def test_what_a_scenario_supposes_is_no_report_of_a_unit(tmp_path):
    e = evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": SAID}, plan=ALLOWED)
    supposed = what_if(e, Scenario(name="Thử", period="2024", figures={"A": {"T1": (4, 4)}}))
    assert [supposed.indicator(unit, "T1").reporting for unit in ("A", "B", "SO")] == [0, 1, 1]
    assert supposed.indicator("SO", "T1").reported_text == "theo báo cáo của 1/2 đơn vị"
    moved = what_if(
        e, Scenario(name="Thử", period="2024", figures={"A": {"T1": (2, 4)}, "B": {"T1": (10, 10)}})
    )  # the sum stays 12 of 14
    assert [moved.indicator(unit, "T1").reporting for unit in ("A", "B", "SO")] == [0, 0, 0]


def test_a_file_of_reports_that_cannot_be_read_leaves_the_figures_unknown(tmp_path):
    e = evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": SAID.replace("Mã chỉ tiêu", "Ghi chú khác")}, plan=ALLOWED)
    assert [e.indicator(unit, "T1").state for unit in ("A", "B", "C", "SO")] == ["blocked"] * 4
    assert {f.remedy for f in found(e, "SO-03") if f.unit == "A"} == {
        "sửa các lỗi của nguồn bao_cao_don_vi nêu trong danh sách này."
    }


def test_over_years_the_mark_stays(tmp_path):
    files = {"2023/bao_cao_don_vi.csv": SAID, "2024/van_ban.csv": OF_A}
    e = evaluated(tmp_path, files, plan=ALLOWED, period="2023..2024")
    assert (e.indicator("A", "T1").value, e.indicator("A", "T1").reported_text) == (
        Fraction(4, 6),
        "theo báo cáo của đơn vị",
    )


@pytest.mark.parametrize("source", ["van_ban", "bao_cao_don_vi"])
def test_only_a_systems_target_falls_back_and_only_on_the_units(tmp_path, source):
    asked = {**ASKED, "fallback": "can_bo"} if source == "van_ban" else {**ASKED, "source": source, "success": None}
    with pytest.raises(ToolkitError, match="fallback"):
        evaluated(tmp_path, {}, plan=plan(targets=[{k: v for k, v in asked.items() if v is not None}]))


def test_a_target_taken_from_the_units_is_marked_wherever_its_figure_stands(tmp_path):
    own = {"id": "T1", "name": "Hồ sơ ký số", "goal": "80%", "source": "bao_cao_don_vi", "points": 10}
    e = evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": SAID}, plan=plan(targets=[own, {**ASKED, "id": "T2"}]))
    label = "T1. Hồ sơ ký số (theo báo cáo của đơn vị)"
    page = interim_report(e)._repr_html_()
    assert f"{label}:" in page and f"{label}<" in page  # the sentence; the tables
    # Two pictures, each as caption and as words, one of them also within its picture; and the table of all units.
    assert page.count("(T1: theo báo cáo của đơn vị)") == 6
    assert f"{label}<" in "".join(section._repr_html_() for section in unit_sheet(e, unit="A").sections)
    assert "T2. Văn bản ký số (theo" not in page
