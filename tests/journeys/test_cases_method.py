"""Part is not the whole: figures, scores and comparisons while somebody has not delivered or was not appraised."""

from __future__ import annotations

import csv
import io
from fractions import Fraction

import pytest
from case_runs import copied, run
from small import evaluated, plan, reported

from toolkit.evaluation.frames import csv_files
from toolkit.evaluation.workspace import Workspace
from toolkit.report.charts import bullet_chart, trend_chart
from toolkit.report.model import Table
from toolkit.report.narrative import directions, strengths, target_sentence, targets_summary, weaknesses
from toolkit.report.phieu_don_vi import unit_sheet
from toolkit.report.summary import summary_table
from toolkit.report.tables import indicator_table
from toolkit.report.years import years_table
from toolkit.scenarios import Scenario, what_if

REPORTED = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\n"
TARGET = {"id": "T1", "goal": "80%", "points": 10}
APPRAISED = plan(
    contents=[{"id": "N1", "name": "Nội dung một", "points": 6}, {"id": "N2", "name": "Nội dung hai", "points": 4}],
)
POINTS = "Mã đơn vị,Mã mục,Điểm thẩm định\n"
# No case of the plan's one target: it leaves the maximum, and the contents alone are scored.
NONE = {"2024/van_ban.csv": "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Điện tử,Ký số\n"}


def rows_of(evaluation, table):
    return list(csv.DictReader(io.StringIO(csv_files(evaluation)[f"{table}.csv"].decode("utf-8"))))


def texts_of(block):
    """Every text of a table."""
    return " ".join(cell if isinstance(cell, str) else cell.text for row in block.rows for cell in row)


@pytest.fixture
def part(tmp_path):
    """A and B have delivered in 2024 (18 of 20, above the goal), C has not; all had in 2023."""
    files = {
        "2023/bao_cao_don_vi.csv": f"{REPORTED}A,T1,5,10\nB,T1,5,10\nC,T1,5,10\n",
        "2024/bao_cao_don_vi.csv": f"{REPORTED}A,T1,9,10\nB,T1,9,10\n",
    }
    return evaluated(tmp_path, files, plan=reported(TARGET))


def test_the_agency_is_partial_while_a_unit_is_missing(part):
    row = next(each for each in rows_of(part, "indicators") if each["unit"] == "SO")
    assert [row[name] for name in ("numerator", "denominator", "value", "status")] == ["18", "20", "0.9", "partial"]
    assert [row[name] for name in ("met", "attainment", "change")] == ["", "", ""]
    assert row["previous_value"] == "0.5"
    assert not part.is_complete
    assert part.indicator("A", "T1").met is True  # what is whole is judged as before


def test_a_part_is_marked_wherever_it_stands_and_neither_judged_nor_compared(part):
    told = "90%, tạm tính trên 2/3 đơn vị"
    target = part.plan.target("T1")
    table = indicator_table(part, unit="SO", caption="")
    assert told in texts_of(table) and "Tạm tính trên 2/3 đơn vị" in texts_of(table)
    assert "90% (18/20), tạm tính trên 2/3 đơn vị" in target_sentence(part, target)[1]
    assert told in bullet_chart(part).alt
    assert bullet_chart(part).caption.startswith("1 chỉ tiêu tạm tính, chưa đánh giá")
    said = [
        *target_sentence(part, target),
        targets_summary(part),
        *strengths(part),
        *weaknesses(part),
        directions(part),
        texts_of(table),
        bullet_chart(part).alt,
    ]
    for word in ("đạt mức giao", "vượt", "tăng", "chưa đạt"):
        assert not [text for text in said if word in text], word


def test_a_value_made_of_a_part_is_no_value_to_compare_with(tmp_path):
    files = {
        "2023/bao_cao_don_vi.csv": f"{REPORTED}A,T1,5,10\nB,T1,5,10\n",
        "2024/bao_cao_don_vi.csv": f"{REPORTED}A,T1,9,10\nB,T1,9,10\nC,T1,9,10\n",
    }
    e = evaluated(tmp_path, files, plan=reported(TARGET))
    whole = e.indicator("SO", "T1")
    assert (whole.state, whole.previous_value, whole.change) == ("ok", None, None)
    assert (e.indicator("A", "T1").previous_value, e.indicator("A", "T1").change) == (0.5, Fraction(2, 5))
    history = Workspace.open(tmp_path).history(e.period)
    table = years_table(e, history, unit="SO", caption="")
    assert "50% (10/20), tạm tính trên 2/3 đơn vị" in texts_of(table)
    assert "tăng" not in texts_of(table)
    assert "tạm tính trên 2/3 đơn vị" in trend_chart(history, unit="SO", label="Toàn cơ quan").alt


@pytest.mark.parametrize(
    ("rows", "state"),
    [
        ("A,T1,9,10\nB,T1,x,10\n", "partial"),  # B cannot be read, C is silent: 9 of 10 is A's
        ("A,T1,0,0\nB,T1,0,0\n", "missing"),  # whoever delivered has no case: the part has no figure
        ("A,T1,0,0\nB,T1,x,10\nC,T1,0,0\n", "blocked"),
        ("A,T1,9,10\nB,T1,0,0\nC,T1,9,10\n", "ok"),
        ("A,T1,0,0\nB,T1,0,0\nC,T1,0,0\n", "no_cases"),
    ],
)
def test_the_agencys_state_follows_from_those_of_its_units(tmp_path, rows, state):
    e = evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": REPORTED + rows}, plan=reported(TARGET))
    assert e.indicator("SO", "T1").state == state


def test_without_appraisal_nobody_is_ranked_graded_or_held_against_the_own_score(tmp_path):
    own = "Mã đơn vị,Mã mục,Điểm tự chấm,Minh chứng\nA,N1,6,x\nA,N2,4,x\n"
    e = evaluated(tmp_path, {**NONE, "2024/minh_chung.csv": own}, plan=APPRAISED)
    a = e.score("A")
    assert (a.score, a.rank, a.band, a.difference, a.unappraised) == (0, None, "", None, 2)
    assert (a.rank_low, a.rank_high, a.top_share) == (None, None, None)
    assert not e.is_complete


def test_the_others_are_ranked_from_1_while_one_is_not_appraised(tmp_path):
    rows = "A,N1,6\nB,N1,3\nB,N2,2\nC,N1,6\nC,N2,2\n"  # A lacks N2: B has 50 points of 100, C 80
    e = evaluated(tmp_path, {**NONE, "2024/tham_dinh.csv": POINTS + rows}, plan=APPRAISED)
    ranks = {row["unit"]: [row[name] for name in ("score", "rank", "band")] for row in rows_of(e, "scores")}
    assert ranks == {"A": ["60.00", "", ""], "B": ["50.00", "2", "Khá"], "C": ["80.00", "1", "Tốt"]}
    assert {(s.rank_low, s.rank_high) for s in e.scores if s.unit != "A"} <= {(1, 1), (1, 2), (2, 2)}


def test_dossiers_of_one_of_six_units_are_told_as_a_part(capsys, tmp_path):
    data = copied(tmp_path, "../../../data")
    (data / "2024" / "ho_so_tthc.csv").unlink()
    (data / "2024" / "ho_so_tthc__DVVL.csv").write_bytes(
        (copied(tmp_path / "case", "clerk") / "ho_so_tthc__DVVL.csv").read_bytes()
    )
    done = run(capsys, tmp_path, data, "evaluate", "2024")
    assert done.exit_code == 3
    assert [done.count(unit, "CT3", period="2024") for unit in ("DVVL", "SO")] == ["105/105", "105/105 partial"]
    assert [done.count(unit, "CT4", period="2024") for unit in ("DVVL", "SO")] == ["83/102", "83/102 partial"]
    row = done.indicator("SO", "CT4", period="2024")
    assert [row[name] for name in ("met", "attainment", "change")] == ["", "", ""]
    assert "2 con số tạm tính" in done.screen


@pytest.mark.parametrize(("kept", "ranked"), [("none", 0), ("all but VP", 11)])
def test_a_unit_without_appraisal_is_not_ranked_and_not_put_forward(capsys, tmp_path, kept, ranked):
    data = copied(tmp_path, "../../../data")
    path = data / "2024" / "tham_dinh.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.unlink()
    if kept != "none":
        path.write_text("".join(line for line in lines if not line.startswith("VP,")), encoding="utf-8")
    done = run(capsys, tmp_path, data, "evaluate", "2024")
    scores = {row["unit"]: row for row in done.table("scores.csv", period="2024")}
    assert (scores["VP"]["rank"], scores["VP"]["band"], scores["VP"]["rank_low"]) == ("", "", "")
    ranks = sorted(int(row["rank"]) for row in scores.values() if row["rank"])
    assert len(ranks) == ranked and ranks[:1] in ([], [1])
    awards = [row for row in done.table("awards.csv", period="2024") if ranked == 0 or row["unit"] == "VP"]
    assert awards and {row["proposed"] for row in awards} == {"no"}
    assert all("chưa xếp hạng: còn 12 mục chưa được thẩm định" in row["reasons"] for row in awards)
    assert done.exit_code == 3


def test_a_successor_is_not_known_while_a_predecessor_is_silent(capsys, tmp_path):
    done = run(capsys, tmp_path, copied(tmp_path, "02_predecessor_file_missing"), "evaluate", "2025")
    assert (done.exit_code, done.count("C", "CT7"), done.count("D", "CT7")) == (3, "missing", "5/10")
    assert done.count("SO", "CT7") == "5/10 partial"
    score = next(row for row in done.table("scores.csv") if row["unit"] == "C")
    assert score["score"] != "100.00"
    said = next(row for row in done.table("findings.csv") if row["code"] == "SO-02")
    assert said["unit"] == "C" and "còn thiếu số liệu của B" in said["problem"]


def test_with_the_files_of_all_predecessors_a_newly_founded_unit_is_whole(capsys, tmp_path):
    data = copied(tmp_path, "02_predecessor_file_missing")
    rows = (data / "2025" / "van_ban__A.csv").read_text(encoding="utf-8")
    (data / "2025" / "van_ban__B.csv").write_text(
        rows.replace("A2025", "B2025").replace(",A,", ",B,"), encoding="utf-8"
    )
    done = run(capsys, tmp_path, data, "evaluate", "2025")
    assert (done.exit_code, done.count("C", "CT7"), done.count("SO", "CT7")) == (0, "20/20", "25/30")


MERGED = "Mã đơn vị,Tên đơn vị,Từ ngày,Đến ngày\nA,Phòng A,2022-01-01,2025-06-30\nB,Phòng B,2022-01-01,2025-06-30\nC,Phòng C,2025-07-01,\n"
MERGER = "Từ đơn vị,Đến đơn vị,Ngày,Phạm vi\nA,C,2025-07-01,\nB,C,2025-07-01,\n"


@pytest.mark.parametrize(
    ("rows", "state", "numerator"),
    [
        ("A,T1,5,10\n", "missing", None),  # B is silent
        ("A,T1,5,10\nC,T1,3,4\n", "missing", None),  # each tells its own part, and B none
        ("A,T1,5,10\nB,T1,,\n", "missing", None),  # a row without figures says nothing
        ("A,T1,5,10\nB,T1,1,2\n", "ok", 6),
        ("A,T1,5,10\nB,T1,1,2\nC,T1,3,4\n", "ok", 9),
        ("C,T1,8,12\n", "ok", 8),  # at the end of the period C reports for all that it has become
    ],
)
def test_what_units_report_is_whole_when_all_behind_it_have_reported(tmp_path, rows, state, numerator):
    files = {"sap_nhap.csv": MERGER, "2025/bao_cao_don_vi.csv": REPORTED + rows}
    e = evaluated(tmp_path, files, plan=reported(TARGET), units=MERGED, period="2025")
    assert (e.indicator("C", "T1").state, e.indicator("C", "T1").numerator) == (state, numerator)


def test_the_period_before_owes_the_reports_of_all_who_stood_then(tmp_path):
    files = {
        "sap_nhap.csv": MERGER,
        "2024/bao_cao_don_vi.csv": REPORTED + "A,T1,5,10\n",
        "2025/bao_cao_don_vi.csv": REPORTED + "C,T1,8,10\n",
    }
    e = evaluated(tmp_path, files, plan=reported(TARGET), units=MERGED, period="2025")
    now = e.indicator("C", "T1")  # 2024 without B is no value to compare with
    assert (now.value, now.previous_value, now.change) == (Fraction(8, 10), None, None)


def test_a_refused_file_blocks_also_whom_only_services_came_to(tmp_path):
    target = {"id": "T1", "name": "Hồ sơ", "goal": "80%", "source": "ho_so_tthc", "success": {"channel": "online"}}
    head = "Mã hồ sơ,Mã đơn vị,Mã TTHC,Ngày tiếp nhận,Hình thức tiếp nhận\n"
    files = {
        "sap_nhap.csv": "Từ đơn vị,Đến đơn vị,Ngày,Phạm vi\nA,B,2025-03-01,D1\n",
        "2025/ho_so_tthc__A.csv": "Mã đơn vị,Ngày tiếp nhận\nA,01/02/2025\n",  # no id: refused
        "2025/ho_so_tthc__B.csv": head + "1,B,D1,01/02/2025,Trực tuyến\n",
        "2025/ho_so_tthc__C.csv": head + "2,C,D2,01/02/2025,Trực tuyến\n",
    }
    e = evaluated(tmp_path, files, plan=plan(targets=[{**target, "points": 1}]), period="2025")
    assert [e.indicator(unit, "T1").state for unit in "ABC"] == ["blocked", "blocked", "ok"]


def test_a_target_follows_the_rows_that_moved_and_no_others(capsys, tmp_path):
    done = run(capsys, tmp_path, copied(tmp_path, "11_heir_by_service_only"), "report", "2025", "--kind", "so_ket")
    # D is given A's target and answers with its own 10 of 10 documents beside A's 5 of 10; B got services, no document.
    assert [done.count(unit, "CT7") for unit in ("B", "D", "SO")] == ["not_assigned", "15/20", "15/20"]
    text = done.text("so_ket.html")
    assert "Tổng của cơ quan ở hai cách là một" not in text
    assert "Tổng của cơ quan ở hai cách khác nhau ở CT7" in text


@pytest.mark.parametrize("exchanged", [False, True])
def test_a_chain_on_one_day_does_not_depend_on_the_order_of_lines(capsys, tmp_path, exchanged):
    data = copied(tmp_path, "12_same_day_chain")
    if exchanged:
        head, one, two = (data / "sap_nhap.csv").read_text(encoding="utf-8").splitlines()
        (data / "sap_nhap.csv").write_text("\n".join((head, two, one)) + "\n", encoding="utf-8")
    done = run(capsys, tmp_path, data, "evaluate", "2025")
    assert (done.exit_code, done.count("D", "CT7"), done.count("SO", "CT7")) == (0, "24/30", "24/30")
    assert not [row for row in done.table("findings.csv") if row["code"] == "DV-03"]


def test_a_share_of_the_staff_is_not_known_while_a_list_is_missing(capsys, tmp_path):
    done = run(capsys, tmp_path, copied(tmp_path, "06_quota_of_partial_staff"), "evaluate", "2025")
    awards = {row["nominee_id"]: row for row in done.table("awards.csv")}
    assert {row["proposed"] for row in awards.values()} == {"council"}
    assert not any(character.isdigit() for row in awards.values() for character in row["reasons"])
    said = [row for row in done.table("findings.csv") if row["code"] == "CB-01"]
    assert [row["unit"] for row in said] == ["D"]


def test_the_mean_of_some_predecessors_points_is_no_points(tmp_path):
    files = {
        **{name.replace("2024", "2025"): text for name, text in NONE.items()},
        "sap_nhap.csv": MERGER,
        "2025/tham_dinh.csv": POINTS + "A,N1,6\nB,N1,3\nA,N2,4\n",
        "2025/minh_chung.csv": "Mã đơn vị,Mã mục,Điểm tự chấm\nA,N1,6\nB,N1,4\nA,N2,4\n",
    }
    e = evaluated(tmp_path, files, plan=APPRAISED, units=MERGED, period="2025")
    one, two = e.item("C", "N1"), e.item("C", "N2")
    assert (one.points, one.self_points) == (Fraction(9, 2), 5)
    assert (two.state, two.self_points, two.reason) == ("missing", None, "chưa được thẩm định ở đơn vị cũ B")
    assert e.score("C").rank is None


def test_a_half_year_is_compared_with_the_same_half_of_the_year_before(tmp_path):
    values = {"2023-H2": 2, "2023-H1": 5, "2024-H1": 8}
    files = {f"{period}/bao_cao_don_vi.csv": f"{REPORTED}A,T1,{n},10\n" for period, n in values.items()}
    units = "Mã đơn vị,Tên đơn vị\nA,Phòng A\n"
    e = evaluated(tmp_path, files, plan=reported(TARGET), units=units, period="2024-H1")
    own = e.indicator("A", "T1")
    assert (own.previous_value, own.change, own.value_just_before) == (0.5, Fraction(3, 10), Fraction(1, 5))
    table = indicator_table(e, unit="SO", caption="")
    row = dict(zip(table.columns, table.rows[0]))
    assert [row[name] for name in ("Cùng kỳ năm trước", "Tăng, giảm", "6 tháng cuối năm 2023")] == [
        "50%",
        "tăng 30 điểm phần trăm",
        "20%",
    ]
    # "Kỳ trước" could be either of the two: every table says which.
    sheet, summary = (
        unit_sheet(e, unit="A", history=Workspace.open(tmp_path).history(e.period)),
        dict(summary_table(e).rows),
    )
    heads = {head for section in sheet.sections for b in section.blocks if isinstance(b, Table) for head in b.columns}
    assert "So với cùng kỳ năm trước" in heads and "So với kỳ trước" not in heads
    assert summary["Chỉ tiêu tăng so với cùng kỳ năm trước"] == "1"
    assert set(Workspace.open(tmp_path).inputs(e.period)) >= {f"{period}/bao_cao_don_vi.csv" for period in values}


def test_without_the_same_part_of_the_year_before_nothing_is_compared(tmp_path):
    files = {f"{period}/bao_cao_don_vi.csv": f"{REPORTED}A,T1,5,10\n" for period in ("2024-Q1", "2024-Q2")}
    units = "Mã đơn vị,Tên đơn vị\nA,Phòng A\n"
    e = evaluated(tmp_path, files, plan=reported(TARGET), units=units, period="2024-Q2")
    assert (e.indicator("A", "T1").previous_value, e.indicator("A", "T1").change) == (None, None)
    assert "Quý I năm 2024" not in indicator_table(e, unit="SO", caption="").columns


def test_a_scenario_that_gives_the_missing_figures_makes_the_agency_whole(part):
    whole = what_if(part, Scenario(name="Giả sử", period="2024", figures={"C": {"T1": (2, 10)}})).indicator("SO", "T1")
    # 9/10 + 9/10 + 2/10: 20 of 30, of all three units, held against the goal of 80% and against the 15 of 30 of 2023
    assert (whole.state, whole.numerator, whole.denominator, whole.met) == ("ok", 20, 30, False)
    assert (whole.delivered, whole.expected, whole.change) == (3, 3, Fraction(1, 6))


def test_a_scenario_for_another_unit_leaves_the_agency_a_part(part):
    whole = what_if(part, Scenario(name="Giả sử", period="2024", figures={"A": {"T1": (1, 10)}})).indicator("SO", "T1")
    assert (whole.state, whole.numerator, whole.met, whole.change) == ("partial", 10, None, None)
