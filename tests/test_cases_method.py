"""Part is not the whole: figures, scores and comparisons while somebody has not delivered or was not appraised."""

from __future__ import annotations

import csv
import io
from fractions import Fraction

import pytest
from case_runs import copied, run
from small import evaluated, plan, reported

from toolkit.frames import csv_files
from toolkit.report.charts import bullet_chart, trend_chart
from toolkit.report.narrative import directions, strengths, target_sentence, targets_summary, weaknesses
from toolkit.report.tables import indicator_table, years_table
from toolkit.workspace import Workspace

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
    data = copied(tmp_path, "../../data")
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
    assert "2 chỉ tiêu tạm tính" in done.screen


@pytest.mark.parametrize(("kept", "ranked"), [("none", 0), ("all but VP", 11)])
def test_a_unit_without_appraisal_is_not_ranked_and_not_put_forward(capsys, tmp_path, kept, ranked):
    data = copied(tmp_path, "../../data")
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
