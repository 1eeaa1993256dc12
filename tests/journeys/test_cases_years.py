"""Inputs that gave wrong figures of years, ranks and people: the right values are worked out by hand."""

from __future__ import annotations

import html
import re
from decimal import Decimal
from fractions import Fraction

from case_runs import copied, run

from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.publishing.publish import page_bytes
from toolkit.report import check_report, final_report, interim_report, unit_sheet


def evaluated_case(capsys, tmp_path, case, period="2025", command=("evaluate",)):
    return run(capsys, tmp_path, copied(tmp_path, case), command[0], period, *command[1:])


def evaluation(tmp_path, case, period):
    return Workspace.open(copied(tmp_path, case)).evaluate(parse_period(period))


def told(report):
    """A report as its reader sees it."""
    page = page_bytes(report.title, *report.sections).decode("utf-8")
    page = re.sub(r"<(style|script)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def scores(found, period="2025"):
    return {row["unit"]: row for row in found.table("scores.csv", period=period)}


def awards(found, period="2025"):
    return {row["nominee_id"]: row for row in found.table("awards.csv", period=period)}


def test_a_person_whom_two_units_nominate_takes_one_place(capsys, tmp_path):
    found = evaluated_case(capsys, tmp_path, "07_same_person_twice")
    given = awards(found)
    # A001 works in A by can_bo: the proposal of A stands, that of B is the second for the same person.
    assert {id: row["proposed"] for id, row in given.items()} == {"D1": "yes", "D2": "no", "D3": "yes"}
    assert "đã có một đề nghị khác" in given["D2"]["reasons"]


def test_what_did_not_occur_decides_nothing_among_equals(capsys, tmp_path):
    found = scores(evaluated_case(capsys, tmp_path, "13_no_cases_below_zero"))
    # A: 3 + 3 of 12; B: 6 + 0 + 3 of 18: both 50. Y did not occur for A, so it cannot be set against B's 0.
    assert {unit: (row["score"], row["rank"]) for unit, row in found.items()} == {
        "A": ("50.00", "1"),
        "B": ("50.00", "1"),
    }


def test_an_interval_of_ranks_follows_the_plans_tie_breaks(capsys, tmp_path):
    found = scores(evaluated_case(capsys, tmp_path, "14_rank_interval_without_tie_breaks"))
    # Both have all of what they could have, under any weights: they share the first place in every draw.
    assert {tuple(row[name] for name in ("rank", "rank_low", "rank_high")) for row in found.values()} == {
        ("1", "1", "1")
    }
    assert {float(row["top_share"]) for row in found.values()} == {1}


def test_an_id_that_looks_like_a_signature_is_an_id_where_figures_stand_beside_it(capsys, tmp_path):
    found = evaluated_case(capsys, tmp_path, "20_vote_taken_for_signature")
    given = awards(found)
    assert {id: (r["vote_share"], r["eligible"], r["proposed"]) for id, r in given.items()} == {
        "TT.01": ("1", "true", "yes"),
        "TL.02": ("1", "true", "yes"),
    }
    assert not [f for f in found.table("findings.csv") if "bieu_quyet" in f["file"]]
    assert found.exit_code == 0


def test_cases_are_whole_however_the_goal_is_written(capsys, tmp_path):
    found = evaluated_case(capsys, tmp_path, "22_gap_of_goal_0.8")
    # 0,8 × 11 = 8,8: 9 documents are needed, 3 are there.
    assert [row["gap"] for row in found.table("followup.csv")] == ["6"]
    assert found.count("A", "CT7") == "3/11"


def test_who_did_not_exist_yet_owes_nothing(capsys, tmp_path):
    found = evaluated_case(capsys, tmp_path, "03_new_unit_in_range", "2022..2025")
    items = {(r["unit"], r["item"]): r["points"] for r in found.table("items.csv", period="2022-2025")}
    # N of 2025 alone: 4 of 4 and 6 of 6. A: 2 of 4 in each year, 32/40 of 6 points: 4,8 + 2 = 6,8 of 10.
    assert items == {("A", "ND-a"): "2", ("A", "CT7"): "4.8", ("N", "ND-a"): "4", ("N", "CT7"): "6"}
    told = {u: (r["score"], r["rank"], r["band"]) for u, r in scores(found, "2022-2025").items()}
    assert told == {"A": ("68.00", "2", "Trung bình"), "N": ("100.00", "1", "Xuất sắc")}
    assert found.count("N", "CT7", period="2022-2025") == "10/10"
    assert not found.table("findings.csv", period="2022-2025")
    assert found.exit_code == 0


def test_the_score_of_a_unit_over_years_is_of_its_own_sums(tmp_path):
    e = evaluation(tmp_path, "08_range_self_score", "2022..2025")
    item, own = e.item("A", "CT7"), e.score("A")
    # 1 + 9 + 16 + 10 of 10 + 10 + 20 + 10 = 36/50 of 6 points = 4,32; the mean of the years would be 4,2.
    assert (item.self_points, item.points) == (Fraction(432, 100), Fraction(432, 100))
    assert (own.self_score, own.score) == (Decimal("72.00"), Decimal("72.00"))
    assert "bằng điểm thẩm định" in told(unit_sheet(e, unit="A"))
    assert "hơn điểm thẩm định" not in told(unit_sheet(e, unit="A")) + told(final_report(e))


def test_who_delivered_is_told_by_year(capsys, tmp_path):
    found = evaluated_case(capsys, tmp_path / "1", "09_range_delivered_of_last_year", "2022..2025")
    assert found.count("SO", "CT7", period="2022-2025") == "80/100 partial"
    findings = found.table("findings.csv", period="2022-2025")
    assert {f["unit"]: "năm 2022" in f["problem"] for f in findings} == {"B": True, "D": True}
    assert found.exit_code == 3
    e = evaluation(tmp_path / "2", "09_range_delivered_of_last_year", "2022..2025")
    page = told(final_report(e))
    assert "tạm tính (năm 2022 có số liệu của 1/3 đơn vị)" in page
    assert "2022: 1/3; 2023 – 2025: 3/3" in page
    assert "Đơn vị có đủ số liệu của mọi chỉ tiêu được giao 3 1 " in page  # in 2025, and in each of the four years
    assert "80% (24/30), tạm tính (thiếu năm 2022)" in page
    assert "2022: chưa có; 2023 – 2025: có" in told(check_report(e))


def test_points_that_a_unit_gives_itself_twice_are_not_known(tmp_path):
    e = evaluation(tmp_path, "21_self_points_in_conflict", "2025")
    assert (e.score("A").self_score, e.score("A").score) == (None, Decimal("100.00"))
    assert [f.code for f in e.findings if f.level == "error"] == ["DONG-02"]
    whole, sheet = told(interim_report(e)), told(unit_sheet(e, unit="A"))
    assert "Không đọc được điểm tự chấm của Phòng A (mục ND-a)" in whole
    assert "Không đọc được điểm tự chấm ở mục ND-a" in sheet
    assert "60,00" not in whole + sheet
