"""Several years as one: worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from small import plan, reported, write_folder
from years import SPAN, TARGETS, THREE, count_of, made_plan, together, year

from toolkit.awards.model import Staffing
from toolkit.commands.cli import main
from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.report import final_report
from toolkit.report.years import score_years_table
from toolkit.scenarios import Scenario, what_if_in
from toolkit.units.model import Unit
from toolkit.units.moves import Move
from toolkit.words.errors import Finding

HEAD = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n"
SETS = "Mã bộ dữ liệu,Mã đơn vị,Phải mở,Ngày công bố\n"


def documents(year, **found):
    return HEAD + "".join(
        f"{u}{n},{u},01/02/{year},,{'Có' if n < s else 'Không'}\n" for u, (s, a) in found.items() for n in range(a)
    )


FILES = {
    "2022/van_ban.csv": documents(2022, A=(1, 10), B=(1, 1)),
    "2023/van_ban.csv": documents(2023, A=(2, 10)),
    "2024/van_ban.csv": documents(2024, A=(3, 4)),
    "2022/du_lieu_mo.csv": SETS + "1,A,Có,\n2,A,Có,\n",
    "2023/du_lieu_mo.csv": SETS + "1,A,Có,01/01/2023\n2,A,Có,\n",
    "2024/du_lieu_mo.csv": SETS + "1,A,Có,01/01/2023\n2,A,Có,01/05/2024\n3,A,Có,\n4,A,Có,\n",
}


@pytest.fixture
def workspace(tmp_path):
    return Workspace.open(
        write_folder(tmp_path / "d", FILES, plan=plan(targets=TARGETS, movement={"final": "2022..2024"}))
    )


def test_a_flow_is_the_ratio_of_sums_and_a_stock_the_last_year(workspace):
    e = workspace.evaluate(parse_period("2022..2024"))
    # F of A: 1 + 2 + 3 of 10 + 10 + 4 = 6/24, not the mean of 0,1; 0,2; 0,75. The goal is the last year's 80%.
    assert (e.indicator("A", "F").value, e.indicator("A", "F").goal.value) == (Fraction(6, 24), Fraction(4, 5))
    # B: 1/1 in 2022, no cases since. The agency: 7 of 25.
    assert [e.indicator(u, "F").value for u in ("B", "SO")] == [1, Fraction(7, 25)]
    # S of A: the end of 2024, 2 of 4.
    assert e.indicator("A", "S").value == Fraction(1, 2)
    # Points of A: 10 × (1/4) / (4/5) = 3,125 and 5: 8,125 of 20 = 40,625 → 40,63.
    assert e.score("A").score == Decimal("40.63")
    assert (e.is_complete, e.period.id, len(e.years)) == (True, "2022-2024", 3)


def test_contents_take_the_mean_of_their_yearly_points(tmp_path):
    made = plan(targets=TARGETS[:1], contents=[{"id": "N", "name": "x", "points": 4}])
    rows = {
        f"{year}/tham_dinh.csv": f"Mã đơn vị,Mã mục,Điểm thẩm định,Lý do\nA,N,{points},\nB,N,4,\nC,N,4,\n"
        for year, points in ((2022, 1), (2023, 2), (2024, 4))
    }
    e = Workspace.open(write_folder(tmp_path, {**FILES, **rows}, plan=made)).evaluate(parse_period("2022..2024"))
    assert (e.item("A", "N").points, e.item("A", "N").max_points, e.item("A", "N").reason) == (
        Fraction(7, 3),
        4,
        "bình quân 3 năm",
    )


def test_a_year_without_data_is_named_and_the_range_is_not_whole(tmp_path, capsys):
    files = {name: text for name, text in FILES.items() if not name.startswith("2023")}
    write_folder(tmp_path / "d", files, plan=plan(targets=TARGETS, movement={"final": "2022..2024"}))
    place = ["--data", str(tmp_path / "d"), "--out", str(tmp_path / "o")]
    assert main(["evaluate", "2022..2024", *place]) == 3
    assert "[KY-01] 2023: giai đoạn thiếu số liệu của năm 2023." in capsys.readouterr().err
    # With nothing asked for, the final range waits until each of its years is there.
    assert main(["evaluate", "--quiet", *place]) == 0


def test_without_periods_the_final_range_is_evaluated_too(workspace, tmp_path):
    assert [p.id for p in workspace.select()] == ["2022", "2023", "2024", "2022-2024"]
    assert main(["evaluate", "--quiet", "--data", str(workspace.data), "--out", str(tmp_path / "o")]) == 0
    assert (tmp_path / "o/2022-2024/indicators.csv").is_file()


def test_a_range_stands_in_the_structure_of_its_last_day(tmp_path):
    moves = "Từ đơn vị,Đến đơn vị,Ngày,Phạm vi\nB,A,01/03/2024,\n"
    e = Workspace.open(write_folder(tmp_path, {**FILES, "sap_nhap.csv": moves}, plan=plan(targets=TARGETS))).evaluate(
        parse_period("2022..2024")
    )
    assert [unit.id for unit in e.units] == ["A", "C"]
    assert e.indicator("A", "F").value == Fraction(7, 25) == e.indicator("SO", "F").value


def test_the_rules_of_points(tmp_path):
    steps = [{"from": 4, "points": 20}, {"from": 3, "below": 4, "points": 15}, {"above": 0, "below": 3, "points": 5}]
    targets = (
        {"id": "K", "goal": 4, "points": 20, "rule": "steps", "steps": steps},
        {"id": "N", "goal": "80%", "points": 10, "rule": "threshold"},
    )
    rows = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nA,K,4,1\nB,K,3,1\nC,K,0,1\nA,N,8,10\nB,N,7,10\nC,N,10,10\n"
    e = Workspace.open(write_folder(tmp_path, {"2024/bao_cao_don_vi.csv": rows}, plan=reported(*targets))).evaluate(
        parse_period("2024")
    )
    assert [e.item(u, "K").points for u in "ABC"] == [20, 15, 0]  # four meetings, three (the edge belongs to it), none
    assert [e.item(u, "N").points for u in "ABC"] == [10, 0, 10]  # on the goal: all; below it: nothing


def test_an_item_without_evidence_has_no_points_and_says_so(tmp_path):
    made = plan(
        contents=[{"id": "N", "name": "x", "points": 4, "requires": "evidence"}],
        actions=[{"id": "B", "name": "y", "points": 2, "rule": "steps", "steps": [1, 2]}],
    )
    official = "Mã đơn vị,Mã mục,Điểm thẩm định,Lý do\nA,N,4,\nB,N,4,\nA,B,1,\nB,B,1.5,\n"
    evidence = "Mã đơn vị,Mã mục,Điểm tự chấm,Minh chứng,Ngày\nA,N,4,Kế hoạch số 5,\nB,N,4,,\n"
    files = {"2024/van_ban.csv": documents(2024, A=(1, 1), B=(1, 1)), "2024/tham_dinh.csv": official}
    e = Workspace.open(write_folder(tmp_path / "1", {**files, "2024/minh_chung.csv": evidence}, plan=made)).evaluate(
        parse_period("2024")
    )
    assert [(e.item(u, "N").points, e.item(u, "N").reason) for u in "AB"] == [
        (4, ""),
        (0, "không có minh chứng: 0 điểm"),
    ]
    assert [(e.item(u, "B").state, e.item(u, "B").points) for u in "AB"] == [
        ("ok", 1),
        ("blocked", 0),
    ]  # 1,5 is no step
    e = Workspace.open(write_folder(tmp_path / "2", files, plan=made)).evaluate(parse_period("2024"))
    assert e.item("A", "N").state == "missing"  # no file of evidence at all: not known, not zero


def test_what_a_unit_reports_is_held_against_the_system(tmp_path):
    rows = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nA,F,4,4\nB,F,1,1\n"
    e = Workspace.open(
        write_folder(
            tmp_path,
            {"2024/van_ban.csv": documents(2024, A=(3, 4), B=(1, 1)), "2024/bao_cao_don_vi.csv": rows},
            plan=plan(targets=TARGETS[:1]),
        )
    ).evaluate(parse_period("2024"))
    (difference,) = [f for f in e.findings if f.code == "SO-05"]
    assert (difference.unit, difference.target) == ("A", "F")
    assert "đơn vị báo cáo 4/4, hệ thống có 3/4" in difference.problem
    assert e.indicator("A", "F").value == Fraction(3, 4)


MOVES = "Từ đơn vị,Đến đơn vị,Ngày,Phạm vi\nB,A,01/03/2024,\n"


def test_what_a_period_decided_stays_as_it_was_decided(tmp_path):
    awards = [{"id": "tt", "name": "Giấy khen", "kind": "collective", "quota": 1}]
    nominees = "Mã đề nghị,Loại,Mã đơn vị,Mã cán bộ,Tên,Hình thức khen,Đang xem xét kỷ luật,Thành tích\n"
    files = {**FILES, "sap_nhap.csv": MOVES, "2022/de_nghi.csv": nominees + "N1,Tập thể,B,,B,tt,Không,\n"}
    workspace = Workspace.open(write_folder(tmp_path, files, plan=plan(targets=TARGETS[:1], awards=awards)))
    e = workspace.evaluate(parse_period("2022..2024"))
    then = workspace.evaluate(parse_period("2022"))
    year = e.years[0]
    # In 2022 B met the goal of 50% with 1/1 and was proposed; A had 1/10. In the structure of 2024, A has 2/11 of both.
    assert year.indicator("A", "F").value == Fraction(2, 11)
    assert (year.as_decided.score("B").rank, year.as_decided.score("A").score) == (1, then.score("A").score)
    assert [(r.nominee.unit, r.proposed) for r in year.as_decided.awards] == [("B", "yes")]
    assert [h is y for h, y in zip(workspace.history(parse_period("2022..2024")), e.years)] == [True, True, True]
    table = score_years_table(e, e.years)
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["Phòng B (B)"] == ("100,00\N{NO-BREAK SPACE}(hạng\N{NO-BREAK SPACE}1)", "–", "–")
    assert "chính kỳ đó" in table.note
    assert "đề nghị tặng Giấy khen cho 01 tập thể: Phòng B" in str(final_report(e).section("IV").blocks)


def test_a_year_without_an_appraisal_is_named_and_is_no_zero_in_the_mean(tmp_path):
    made = plan(targets=TARGETS[:1], contents=[{"id": "N", "name": "x", "points": 4}])
    head = "Mã đơn vị,Mã mục,Điểm thẩm định,Lý do\n"
    rows = {
        "2022/tham_dinh.csv": head + "A,N,2,\nB,N,4,\nC,N,4,\n",
        "2023/tham_dinh.csv": head + "B,N,4,\nC,N,4,\n",
        "2024/tham_dinh.csv": head + "A,N,4,\nB,N,4,\nC,N,4,\n",
    }
    e = Workspace.open(write_folder(tmp_path, {**FILES, **rows}, plan=made)).evaluate(parse_period("2022..2024"))
    # A has 2 and 4 points; of 2023 nobody knows, so the mean is of two years: 3, not 6/3 = 2.
    assert (e.item("A", "N").points, e.item("A", "N").reason) == (3, "bình quân 2 năm; năm 2023: chưa có số liệu")
    assert [f.problem for f in e.findings if f.code == "DIEM-01"] == [
        "1 mục của đơn vị A chưa được thẩm định trong năm 2023: N."
    ]
    assert not e.is_complete


def test_of_a_year_without_data_nobody_says_that_nothing_occurred(tmp_path):
    files = {name: text for name, text in FILES.items() if not name.startswith("2023")}
    e = Workspace.open(write_folder(tmp_path, files, plan=plan(targets=TARGETS[:1]))).evaluate(
        parse_period("2022..2024")
    )
    # A: 1 + 3 of 10 + 4 without 2023, a part; C had no cases in 2022 and 2024, and 2023 is not known.
    a, c, whole = (e.indicator(u, "F") for u in ("A", "C", "SO"))
    assert (a.state, a.value, a.met, a.lacking) == ("partial", Fraction(4, 14), None, ("2023",))
    assert c.state == "missing"
    # The agency: 1 + 1 + 3 of 10 + 1 + 4, a part of the years, not judged.
    assert (whole.state, whole.numerator, whole.denominator, whole.met) == ("partial", 5, 15, None)
    assert whole.state_text == "tạm tính (năm 2023 có số liệu của 0/3 đơn vị)"


def test_a_unit_gains_nothing_by_keeping_back_a_bad_year(tmp_path):
    files = {f"{y}/van_ban__B.csv": documents(y, B=(6, 10)) for y in (2022, 2023, 2024)}
    files |= {f"{y}/van_ban__A.csv": documents(y, A=(9, 10)) for y in (2023, 2024)}  # of 2022 A says nothing
    award = {"id": "G", "name": "Giấy khen", "kind": "collective", "quota": 1}
    nominees = "Mã đề nghị,Loại,Mã đơn vị,Mã cán bộ,Tên,Hình thức khen,Đang xem xét kỷ luật,Thành tích\n"
    nominees += "".join(f"N{u},Tập thể,{u},,Phòng {u},G,Không,\n" for u in "AB")
    units = "Mã đơn vị,Tên đơn vị,Loại\nA,Phòng A,Phòng\nB,Phòng B,Phòng\n"
    made = plan(targets=[{**TARGETS[0], "goal": "60%"}], awards=[award], movement={"final": "2022..2024"})
    files["2022-2024/de_nghi.csv"] = nominees
    e = Workspace.open(write_folder(tmp_path, files, plan=made, units=units)).evaluate(parse_period("2022..2024"))
    a, b, whole = (e.indicator(u, "F") for u in ("A", "B", "SO"))
    # A: 18/20 of the two years that it sent, neither met nor points; B: 18/30, exactly the goal, all points.
    assert (a.state, a.numerator, a.denominator, a.met, a.attainment) == ("partial", 18, 20, None, None)
    assert (b.state, b.value, b.met) == ("ok", Fraction(3, 5), True)
    assert (whole.state, whole.numerator, whole.denominator) == ("partial", 36, 50)
    assert (e.item("A", "F").points, e.item("A", "F").reason) == (0, "tạm tính (thiếu năm 2022)")
    assert [(s.unit, s.rank, s.band != "") for s in e.scores] == [("A", None, False), ("B", 1, True)]
    assert {r.nominee.unit: (r.proposed, r.reasons) for r in e.awards} == {
        "A": ("no", ("đơn vị chưa xếp hạng: còn 1 chỉ tiêu thiếu số liệu của một số năm",)),
        "B": ("yes", ()),
    }
    assert e.follow_up_of("A")[0].gap is None
    assert not e.is_complete
    page = str([section.blocks for section in final_report(e).sections])
    assert "tạm tính (thiếu năm 2022)" in page
    assert "Chưa xếp hạng 1/2 đơn vị: Phòng A (còn 1 chỉ tiêu thiếu số liệu của một số năm)" in page


def test_own_points_over_years_are_of_the_same_years_as_the_official_ones(tmp_path):
    made = plan(targets=TARGETS[:1], contents=[{"id": "N", "name": "x", "points": 4}])
    official = {
        f"{y}/tham_dinh.csv": "Mã đơn vị,Mã mục,Điểm thẩm định,Lý do\nA,N,2,\nB,N,2,\n" for y in (2022, 2023, 2024)
    }
    own = {
        f"{y}/minh_chung.csv": f"Mã đơn vị,Mã mục,Điểm tự chấm,Minh chứng,Ngày\nA,N,{points},x,\n"
        + ("B,N,4,x,\n" if y != 2023 else "")
        for y, points in ((2022, 2), (2023, 3), (2024, 4))
    }
    e = Workspace.open(write_folder(tmp_path, {**FILES, **official, **own}, plan=made)).evaluate(
        parse_period("2022..2024")
    )
    assert (e.item("A", "N").self_points, e.item("B", "N").self_points) == (3, None)  # B says nothing of 2023
    assert e.score("B").self_score is None


def test_a_unit_of_the_last_year_owes_nothing_before_wherever_files_lie(tmp_path):
    units = "Mã đơn vị,Tên đơn vị,Loại,Từ ngày\nA,Phòng A,Phòng,\nN,Phòng Mới,Phòng,2024-02-01\n"
    files = {f"{y}/van_ban__A.csv": documents(y, A=(8, 10)) for y in (2022, 2023, 2024)}
    files["2024/van_ban__N.csv"] = documents(2024, N=(4, 4))
    e = Workspace.open(write_folder(tmp_path, files, plan=plan(targets=TARGETS[:1]), units=units)).evaluate(
        parse_period("2022..2024")
    )
    assert [e.indicator(u, "F").state for u in ("A", "N", "SO")] == ["ok", "ok", "ok"]
    assert e.indicator("SO", "F").delivered_text == "2022 – 2023: 1/1; 2024: 2/2"
    assert e.is_complete
    assert not e.findings


def test_a_scenario_over_years_leaves_a_part_a_part(tmp_path):
    files = {name: text for name, text in FILES.items() if not name.startswith("2023")}
    workspace = Workspace.open(write_folder(tmp_path, files, plan=plan(targets=TARGETS[:1])))
    changed = what_if_in(workspace, Scenario(name="Thử", period="2022..2024", more={"A": {"F": 2}}))
    whole = changed.indicator("SO", "F")
    # 5 + 2 of 15, still without 2023: not judged.
    assert (whole.state, whole.numerator, whole.met, whole.lacking) == ("partial", 7, None, ("2023",))


@pytest.mark.parametrize(
    ("yearly", "expected"),
    [
        ([(1, 10), (2, 10), (3, 4)], ("ok", 6, 24)),
        ([(1, 10), (0, 0), (3, 4)], ("ok", 4, 14)),
        ([(0, 0), (0, 0), (0, 0)], ("no_cases", 0, 0)),
        ([(1, 10), "not_assigned", (3, 4)], ("ok", 4, 14)),  # a year in which it was not given
        (["not_assigned"] * 3, ("not_assigned", None, None)),
        ([(1, 10), "missing", (3, 4)], ("partial", 4, 14)),
        ([(0, 0), "missing", (0, 0)], ("missing", None, None)),  # nobody knows whether cases occurred
        (["missing", "missing", "not_assigned"], ("missing", None, None)),
        ([(1, 10), "blocked", (3, 4)], ("blocked", None, None)),
    ],
)
def test_a_flow_sums_the_years_in_which_it_counted(yearly, expected):
    e = together(*(year(y, {"F": {"A": said}}) for y, said in zip((2022, 2023, 2024), yearly)))
    assert count_of(e, "A", "F") == expected
    told = [
        (str(y), 0 if said in ("missing", "blocked") else 1, 1)
        for y, said in zip((2022, 2023, 2024), yearly)
        if said != "not_assigned"
    ]
    assert list(e.indicator("A", "F").by_year) == told


def test_the_goal_is_the_last_years_and_points_follow_from_it():
    e = together(year(2022, {"F": {"A": (1, 2)}}), year(2023, {"F": {"A": (3, 10)}}), year(2024, {"F": {"A": (4, 8)}}))
    each = e.indicator("A", "F")
    # 8 of 20 is 40% against the 80% of 2024: half of it, 5 of 10 points.
    assert (each.value, each.goal.value, each.attainment, each.met) == (
        Fraction(2, 5),
        Fraction(4, 5),
        Fraction(1, 2),
        False,
    )
    assert (e.item("A", "F").points, e.score("A").score) == (5, Decimal("50.00"))
    assert (each.delivered, each.expected) == (0, 0)


@pytest.mark.parametrize(
    ("yearly", "expected", "told"),
    [
        ([(1, 2), (1, 3), (2, 4)], ("ok", 2, 4), [("2024", 1, 1)]),
        ([(1, 2), (1, 3), (0, 0)], ("no_cases", 0, 0), [("2024", 1, 1)]),
        ([(1, 2), (1, 3), "missing"], ("missing", None, None), [("2024", 0, 1)]),
        ([(1, 2), (1, 3), "not_assigned"], ("not_assigned", None, None), []),
        (["missing", "missing", (2, 4)], ("ok", 2, 4), [("2024", 1, 1)]),
    ],
)
def test_a_stock_is_that_of_the_last_year(yearly, expected, told):
    e = together(*(year(y, {"S": {"A": said}}) for y, said in zip((2022, 2023, 2024), yearly)))
    assert count_of(e, "A", "S") == expected
    assert list(e.indicator("A", "S").by_year) == told


def test_of_a_stock_without_its_last_year_nothing_is_known():
    e = together(year(2022, {"S": {"A": (1, 2), "SO": (1, 2)}}), year(2023, {"S": {"A": (1, 3), "SO": (1, 3)}}))
    assert count_of(e, "A", "S") == count_of(e, "SO", "S") == ("missing", None, None)
    assert e.indicator("A", "S").by_year == (("2024", 0, 1),)
    assert e.indicator("SO", "S").by_year == (("2024", 0, 3),)
    assert (e.indicator("SO", "S").delivered, e.indicator("SO", "S").expected) == (0, 3)


def test_a_year_without_data_counts_for_those_who_stood_and_had_the_target():
    units = (*THREE[:2], Unit("C", "Phòng C", valid_from=date(2024, 3, 1)))
    figures = {"A": (1, 2), "B": (0, 0), "C": (3, 4), "SO": (4, 6, "3/3")}
    e = together(year(2022, {"F": {"A": (1, 2), "SO": (1, 2)}}), year(2024, {"F": figures}), units=units)
    assert [count_of(e, u, "F")[0] for u in ("A", "B", "C", "SO")] == ["partial", "missing", "ok", "partial"]
    assert [e.indicator(u, "F").lacking for u in ("A", "B", "C", "SO")] == [("2023",), ("2023",), (), ("2023",)]
    assert e.indicator("A", "F").by_year == (("2022", 1, 1), ("2023", 0, 1), ("2024", 1, 1))
    assert e.indicator("SO", "F").by_year == (("2022", 3, 3), ("2023", 0, 3), ("2024", 3, 3))
    # A target that nobody has is not given in 2023 either.
    assert (e.indicator("A", "R").state, e.indicator("A", "R").by_year) == ("not_assigned", ())
    assert [(f.code, f.file, f.problem) for f in e.findings] == [
        ("KY-01", "2023", "giai đoạn thiếu số liệu của năm 2023.")
    ]
    assert e.findings[0].remedy == "đặt số liệu vào thư mục 2023, hoặc chọn giai đoạn khác."


def test_a_year_without_data_counts_for_who_has_come_by_a_service_only_where_rows_say_their_service(tmp_path):
    """N, of 2024, has services of A: in 2023 somebody stood behind its dossiers, and nobody behind its documents."""
    dossiers = TARGETS[0] | {"id": "H", "source": "ho_so_tthc", "success": {"channel": "online"}, "goal": "50%"}
    units = "Mã đơn vị,Tên đơn vị,Từ ngày\nA,Phòng A,\nN,Phòng N,2024-03-01\n"
    files = {
        "sap_nhap.csv": "Từ đơn vị,Đến đơn vị,Ngày,Phạm vi\nA,N,2024-03-01,D1\n",
        "2024/van_ban.csv": documents(2024, A=(1, 2), N=(1, 2)),
        "2024/ho_so_tthc.csv": "Mã hồ sơ,Mã đơn vị,Mã TTHC,Ngày tiếp nhận,Hình thức tiếp nhận\n"
        "1,A,D1,01/02/2024,Trực tuyến\n2,A,D2,01/02/2024,Trực tuyến\n",
    }
    made = plan(targets=[TARGETS[0] | {"goal": "50%"}, dossiers])
    e = Workspace.open(write_folder(tmp_path, files, plan=made, units=units)).evaluate(parse_period("2023..2024"))
    assert [count_of(e, unit, "H") for unit in "AN"] == [("partial", 1, 1)] * 2
    assert [count_of(e, unit, "F") for unit in "AN"] == [("partial", 1, 2), ("ok", 1, 2)]


def test_of_an_agency_the_year_is_told_of_which_most_units_lack():
    first = year(2022, {"F": {"A": (1, 2), "SO": (1, 2, "1/1")}})  # B and C were not given it
    last = year(2023, {"F": {"A": (1, 2), "B": (1, 1), "C": "missing", "SO": (2, 3, "2/3")}})
    whole = together(first, last, period=parse_period("2022..2023")).indicator("SO", "F")
    assert (whole.delivered, whole.expected, whole.by_year) == (2, 3, (("2022", 1, 1), ("2023", 2, 3)))


def test_what_is_reported_in_one_year_and_counted_in_another_is_told_as_reported_too():
    yearly = [year(number, {"F": {"A": (1, 2)}}) for number in (2022, 2023)]
    said = tuple(replace(i, reporting=1) if i.unit == "A" else i for i in yearly[0].indicators)
    for years in ([replace(yearly[0], indicators=said), yearly[1]], [yearly[0], replace(yearly[1], indicators=said)]):
        e = together(*years, period=parse_period("2022..2023"))
        assert e.indicator("A", "F").reporting == 1 and "bao_cao_don_vi" in e.indicator("A", "F").source


def test_without_a_goal_a_target_that_is_compared_has_its_figure_and_its_points(tmp_path):
    """A 3 of 10 and B 6 of 10 over two years: of the highest A has half."""
    made = plan(targets=[{key: v for key, v in TARGETS[0].items() if key != "goal"} | {"normalise": "max"}])
    files = {f"{y}/van_ban.csv": documents(y, A=(s, 5), B=(3, 5)) for y, s in ((2023, 1), (2024, 2))}
    e = Workspace.open(write_folder(tmp_path, files, plan=made)).evaluate(parse_period("2023..2024"))
    assert [count_of(e, unit, "F") for unit in ("A", "SO")] == [("ok", 3, 10), ("ok", 9, 20)]
    assert [e.item(unit, "F").points for unit in "ABC"] == [5, 10, None]


def test_a_goal_that_follows_the_year_before_is_that_of_the_last_year(tmp_path):
    """1, 2, 3 of 10 signed: 10% more than the year before is 11% in 2023 and 22% in 2024; before 2022 there is nothing."""
    made = plan(targets=[TARGETS[0] | {"goal": {"change": "+10%", "from": "previous_year"}}])
    files = {f"{y}/van_ban.csv": documents(y, A=(n, 10)) for n, y in enumerate((2022, 2023, 2024), start=1)}
    e = Workspace.open(write_folder(tmp_path, files, plan=made)).evaluate(parse_period("2022..2024"))
    assert e.indicator("A", "F").goal.value == Fraction(22, 100)
    assert e.indicator("A", "F").value == Fraction(5, 20)


def test_figures_of_its_own_for_a_part_of_the_years_make_no_own_score(tmp_path):
    """Of 2023 neither the system nor A says anything of its documents; what it says of 2024 is no figure of both years."""
    sets = "Mã bộ dữ liệu,Mã đơn vị,Phải mở,Ngày công bố\n1,A,Có,01/01/2023\n"
    files = {
        "2023/du_lieu_mo.csv": sets,
        "2024/du_lieu_mo.csv": sets,
        "2024/van_ban.csv": documents(2024, A=(1, 2)),
        "2024/bao_cao_don_vi.csv": "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nA,F,2,2\n",
    }
    made = plan(targets=[TARGETS[0] | {"goal": "50%"}, TARGETS[1]])
    e = Workspace.open(write_folder(tmp_path, files, plan=made)).evaluate(parse_period("2023..2024"))
    assert (e.indicator("A", "F").state, e.item("A", "F").self_points) == ("partial", None)


def test_before_its_first_goal_a_target_is_given_to_nobody():
    e = together(year(2024, {"F": {"A": (1, 2)}, "R": {"A": (1, 2)}}), period=parse_period("2021..2024"))
    assert e.indicator("A", "F").lacking == ("2022", "2023")  # its first goal is of 2022
    assert e.indicator("A", "R").lacking == ("2021", "2022", "2023")


@pytest.mark.parametrize(
    ("yearly", "state", "delivered", "met"),
    [
        ([(9, 10), (9, 10), (9, 10)], "ok", "3/3", True),
        ([(9, 10, "2/3"), (9, 10), (9, 10, "1/3")], "partial", "1/3", None),  # the worst of the years is told
        ([(9, 10), (9, 10, "2/3"), (9, 10)], "partial", "2/3", None),
        ([(9, 10), "missing", (9, 10)], "partial", "0/3", None),
        ([(9, 10, "3/3"), (9, 10, "9/9"), (9, 10)], "ok", "3/3", True),
        ([(0, 0), "missing", (0, 0)], "missing", "0/3", None),
    ],
)
def test_the_agencys_figure_is_a_part_where_a_year_is(yearly, state, delivered, met):
    e = together(*(year(y, {"F": {"SO": said, "A": (9, 10)}}) for y, said in zip((2022, 2023, 2024), yearly)))
    each = e.indicator("SO", "F")
    assert (each.state, f"{each.delivered}/{each.expected}", each.met) == (state, delivered, met)


@pytest.mark.parametrize(
    ("contents", "points", "most", "state", "reason"),
    [
        ([1, 2, 4], Fraction(7, 3), 4, "ok", "bình quân 3 năm"),
        ([1, "not_assigned", 4], Fraction(5, 2), 4, "ok", "bình quân 2 năm"),
        (["not_assigned", "not_assigned", 3], 3, 4, "ok", ""),
        ([1, "missing", 2], Fraction(3, 2), 4, "ok", "bình quân 2 năm; năm 2023: chưa có số liệu"),
        (["blocked", "missing", 2], 2, 4, "ok", "năm 2022: không tính được; năm 2023: chưa có số liệu"),
        (["missing", "blocked", "not_assigned"], 0, 4, "blocked", "không tính được"),
        (["missing", "not_assigned", "missing"], 0, 4, "missing", "chưa có số liệu"),
        (["not_assigned", "no_cases", "not_assigned"], None, None, "no_cases", "không phát sinh"),
        (["not_assigned"] * 3, None, None, "not_assigned", "không giao"),
    ],
)
def test_a_content_has_the_mean_of_the_years_in_which_it_was_appraised(contents, points, most, state, reason):
    e = together(*(year(y, contents={"A": said}) for y, said in zip((2022, 2023, 2024), contents)))
    each = e.item("A", "N")
    assert (each.points, each.max_points, each.state, each.reason) == (points, most, state, reason)


@pytest.mark.parametrize(
    ("contents", "own", "expected"),
    [
        ([1, 2, 4], [2, 3, 4], 3),
        ([1, 2, 4], [2, None, 4], None),  # of a year that counts it says nothing
        ([1, 2, 4], [2, "unclear", 4], "unclear"),
        ([1, "missing", 4], [2, 0, 4], 3),  # of the years that the official points are of
        ([1, "missing", 4], [2, "unclear", 4], 3),
        ([1, "not_assigned", 4], [0, None, 4], 2),
        (["missing", "missing", "not_assigned"], [2, 4, None], 3),  # none is official: all that counted
        ([1, 2, 4], [None, None, None], None),
    ],
)
def test_own_points_have_the_mean_of_the_same_years(contents, own, expected):
    years = [year(y, contents={"A": said}, own={"A": n}) for y, said, n in zip((2022, 2023, 2024), contents, own)]
    each = together(*years).item("A", "N")
    assert ("unclear" if each.self_blocked else each.self_points) == expected


def test_rows_files_and_late_reports_are_those_of_all_the_years_and_the_rest_of_the_last():
    before = {
        "rows_by_unit": {("A", "van_ban"): 3},
        "rows_read": {"van_ban": 4},
        "late_reports": {"A": (1, 2), "B": (1, 0)},
    }
    last = {
        "rows_by_unit": {("A", "van_ban"): 5, ("B", "can_bo"): 1},
        "rows_read": {"van_ban": 7},
        "late_reports": {"A": (0, 4)},
    }
    day = {("A", "van_ban"): date(2024, 5, 1)}
    move = Move(date(2023, 3, 1), "B", "Phòng B", "A", "Phòng A")
    e = together(
        year(2022, inputs={"2022/a.csv": "1"}, latest_days={("A", "van_ban"): date(2022, 1, 1)}, **before),
        year(2023, rows_read={"van_ban": 0}),
        year(
            2024, inputs={"2024/a.csv": "2"}, latest_days=day, staffing={"A": Staffing(1, 1, 0)}, moves=(move,), **last
        ),
        remarks={"overall": "Tốt."},
    )
    assert e.rows_by_unit == {("A", "van_ban"): 8, ("B", "can_bo"): 1}
    assert e.rows_read == {"van_ban": 11}
    assert e.late_reports == {"A": (1, 6), "B": (1, 0)}
    assert e.inputs == {"2022/a.csv": "1", "2024/a.csv": "2"}
    assert (e.latest_days, e.staffing, e.remarks) == (day, {"A": Staffing(1, 1, 0)}, {"overall": "Tốt."})
    assert e.moves == (move,)
    assert (e.period, e.units, len(e.years), e.plan) == (SPAN, THREE, 3, made_plan())
    assert [each.group for each in e.scores] == ["", "", ""]


def test_what_several_years_say_alike_is_said_as_often_as_one_of_them_says_it():
    first, second, third = (Finding("SO-02", f"lỗi {n}.", "sửa.", file=f"{n}.csv") for n in (1, 2, 3))
    error = Finding("O-03", "điểm không phải là số.", "nhập số.")
    e = together(
        year(2022, findings=(second, first)),
        year(2023, findings=(first, first)),
        year(2024, findings=(first, error)),
        findings=[third],
    )
    assert e.findings == (error, first, first, second, third)
    assert together(*(year(y) for y in (2022, 2023, 2024))).findings == ()


def test_units_of_the_last_year_are_scored_and_ranked_on_the_whole():
    figures = ({"A": (1, 10), "B": (8, 10)}, {"A": (9, 10), "B": (8, 10)}, {"A": (14, 20), "B": "not_assigned"})
    e = together(*(year(y, {"F": each}) for y, each in zip((2022, 2023, 2024), figures)))
    # A: 24 of 40 against 80%: 75. B: 16 of 20: 100. C was given nothing.
    assert [(e.score(u).score, e.score(u).rank) for u in "ABC"] == [
        (Decimal("75.00"), 2),
        (Decimal("100.00"), 1),
        (None, None),
    ]


def test_a_total_of_years_is_held_against_the_goals_of_all_of_them(tmp_path):
    added = {"id": "N", "goal": {2024: 5, 2025: 6}, "measure": {"sum": "numerator"}, "points": 10}
    share = {"id": "T", "goal": "80%", "points": 10}
    head = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\n"
    rows = {2024: "A,N,4,\nB,N,5,\nC,N,0,\n", 2025: "A,N,7,\nB,N,5,\nC,N,0,\n"}
    share_rows = "".join(f"{unit},T,8,10\n" for unit in "ABC")
    files = {f"{year}/bao_cao_don_vi.csv": head + text + share_rows for year, text in rows.items()}
    write_folder(tmp_path, files, plan=reported(added, share))
    e = Workspace.open(tmp_path).evaluate(parse_period("2024..2025"))
    # A: 4 + 7 of 5 + 6; B: 5 + 5 of 11
    assert [(e.indicator(u, "N").value, e.indicator(u, "N").goal.value, e.indicator(u, "N").met) for u in "AB"] == [
        (11, 11, True),
        (10, 11, False),
    ]
    assert e.item("B", "N").points == Fraction(10) * Fraction(10, 11)
    assert e.indicator("A", "T").goal.value == Fraction(4, 5)  # of a share nothing is added up
