"""Several years as one: worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from small import plan, reported, write_folder

from toolkit.commands.cli import main
from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.report import final_report
from toolkit.report.years import score_years_table
from toolkit.scenarios import Scenario, what_if_in

HEAD = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n"
SETS = "Mã bộ dữ liệu,Mã đơn vị,Phải mở,Ngày công bố\n"
TARGETS = [
    {
        "id": "F",
        "name": "Văn bản",
        "goal": {2022: "50%", 2024: "80%"},
        "source": "van_ban",
        "success": {"signed": True},
        "nature": "flow",
        "points": 10,
    },
    {
        "id": "S",
        "name": "Dữ liệu",
        "goal": "100%",
        "source": "du_lieu_mo",
        "population": {"required": True},
        "success": {"published_at": "present"},
        "nature": "stock",
        "points": 10,
    },
]


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
    assert "1 được đề nghị khen" in str(final_report(e).section("IV").blocks)


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
    # A: 1 + 3 of 10 + 4 without 2023; C had no cases in 2022 and 2024, and 2023 is not known.
    a, c, whole = (e.indicator(u, "F") for u in ("A", "C", "SO"))
    assert (a.state, a.value, a.lacking) == ("ok", Fraction(4, 14), ("2023",))
    assert c.state == "missing"
    # The agency: 1 + 1 + 3 of 10 + 1 + 4, a part of the years, not judged.
    assert (whole.state, whole.numerator, whole.denominator, whole.met) == ("partial", 5, 15, None)
    assert whole.state_text == "tạm tính (năm 2023 có số liệu của 0/3 đơn vị)"


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
    units = "Mã đơn vị,Tên đơn vị,Loại,Từ ngày\nA,Phòng A,Phòng,\nN,Phòng Mới,Phòng,2024-06-01\n"
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
