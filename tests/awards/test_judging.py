"""Who is put forward: conditions, reasons, order, quota, ties at the line: worked out by hand."""

from __future__ import annotations

import csv
import io
from fractions import Fraction

import pytest
from small import codes, evaluated, plan, reported

from toolkit.evaluation.frames import csv_files
from toolkit.words.errors import ToolkitError

NOMINEES = "Mã đề nghị,Loại,Mã đơn vị,Mã cán bộ,Tên,Hình thức khen,Đang xem xét kỷ luật,Thành tích\n"
VOTES = "Mã đề nghị,Số thành viên,Đồng ý,Không đồng ý\n"
STAFF = "Mã cán bộ,Mã đơn vị,Lãnh đạo,Nữ,Ngày vào,Ngày ra\n"
UNIT_AWARD = {"id": "tt", "name": "Giấy khen tập thể", "kind": "collective", "min_score": 80, "quota": 1}
PERSON_AWARD = {
    "id": "cn",
    "name": "Giấy khen cá nhân",
    "kind": "individual",
    "quota": 2,
    "priority": ["direct", "female"],
}
UNITS = "Mã đơn vị,Tên đơn vị\nA,Phòng A\nB,Phòng B\nC,Phòng C\nD,Phòng D\n"


def judged(tmp_path, nominees, *, awards, scores, votes="", staff="", units=UNITS, **parts):
    """Evaluate nominees where each unit's score is given: one target, goal 100%, of 100 points."""
    made = reported({"id": "T", "goal": "100%", "points": 100})
    made["awards"] = awards
    rows = "".join(f"{unit},T,{score},100\n" for unit, score in scores.items())
    files = {
        "2024/bao_cao_don_vi.csv": "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\n" + rows,
        "2024/de_nghi.csv": NOMINEES + nominees,
    }
    files |= {"2024/bieu_quyet.csv": VOTES + votes} if votes else {}
    files |= {"2024/can_bo.csv": STAFF + staff} if staff else {}
    return evaluated(tmp_path, files, plan=made, units=units, **parts)


def results(e):
    return {r.nominee.id: (r.eligible, r.rank, r.proposed) for r in e.awards}


def reasons(e):
    return {r.nominee.id: "; ".join(r.reasons) for r in e.awards}


def collectives(*units):
    return "".join(f"{unit}1,Tập thể,{unit},,{unit},tt,,\n" for unit in units)


def test_the_best_within_the_quota_is_proposed_and_the_others_are_told(tmp_path):
    # One place. A 95, B 90; C exactly 80 reaches the minimum; D 79,99… does not.
    e = judged(tmp_path, collectives(*"ABCD"), awards=[UNIT_AWARD], scores={"A": 95, "B": 90, "C": 80, "D": 79})
    assert results(e) == {
        "A1": (True, 1, "yes"),
        "B1": (True, 2, "no"),
        "C1": (True, 3, "no"),
        "D1": (False, None, "no"),
    }
    assert reasons(e) == {
        "A1": "",
        "B1": "ngoài số lượng được khen (1)",
        "C1": "ngoài số lượng được khen (1)",
        "D1": "điểm của đơn vị 79 dưới mức tối thiểu 80",
    }


def test_a_tie_at_the_line_is_left_to_the_council(tmp_path):
    # Two places: A has one, B and C are equal at the second; D is below them.
    award = UNIT_AWARD | {"quota": 2}
    e = judged(tmp_path, collectives(*"ABCD"), awards=[award], scores={"A": 95, "B": 90, "C": 90, "D": 85})
    assert results(e) == {
        "A1": (True, 1, "yes"),
        "B1": (True, 2, "council"),
        "C1": (True, 2, "council"),
        "D1": (True, 4, "no"),
    }
    assert reasons(e)["B1"] == "bằng nhau ở ranh giới: 2 đề nghị cùng hạng cho 1 suất còn lại, Hội đồng quyết định"


def test_a_tie_above_the_line_is_no_matter(tmp_path):
    award = UNIT_AWARD | {"quota": 2}
    e = judged(tmp_path, collectives(*"ABC"), awards=[award], scores={"A": 95, "B": 95, "C": 90})
    assert results(e) == {"A1": (True, 1, "yes"), "B1": (True, 1, "yes"), "C1": (True, 3, "no")}


@pytest.mark.parametrize(("quota", "proposed"), [("50%", 2), ("49%", 1), ("25%", 1), ("24%", 0), (3, 3), (None, 4)])
def test_a_quota_is_a_number_or_a_share_of_the_units_rounded_down(tmp_path, quota, proposed):
    # 4 units: 50% → 2; 49% → 1,96 → 1; 25% → 1; 24% → 0,96 → 0; no quota: everyone who is eligible.
    e = judged(
        tmp_path,
        collectives(*"ABCD"),
        awards=[UNIT_AWARD | {"quota": quota}],
        scores=dict(zip("ABCD", (95, 94, 93, 92))),
    )
    assert sum(r.proposed == "yes" for r in e.awards) == proposed


def test_a_pending_case_bars_and_one_that_cannot_be_read_does_not_pass(tmp_path):
    rows = "A1,Tập thể,A,,A,tt,Có,\nB1,Tập thể,B,,B,tt,chưa rõ lắm,\nC1,Tập thể,C,,C,tt,Không,\n"
    e = judged(tmp_path, rows, awards=[UNIT_AWARD], scores={"A": 95, "B": 94, "C": 90})
    assert results(e)["C1"] == (True, 1, "yes")
    assert reasons(e) | {"C1": ""} == {
        "A1": "đang bị xem xét kỷ luật",
        "B1": "chưa rõ có đang bị xem xét kỷ luật hay không",
        "C1": "",
    }


@pytest.mark.parametrize(
    ("vote", "eligible", "said"),
    [
        ("9,8,1", False, "tỷ lệ phiếu đồng ý 8/9 thành viên (88,9%) dưới 90%"),  # 8/9 = 88,9% of all members
        ("9,9,0", True, ""),
        ("10,9,0", True, ""),  # one of ten is absent: 9/10 = 90%, exactly
        ("10,8,0", False, "tỷ lệ phiếu đồng ý 8/10 thành viên (80%) dưới 90%"),  # absent members count
        ("9,9,1", False, "kết quả biểu quyết không hợp lệ"),  # ten votes of nine members
        ("0,0,0", False, "kết quả biểu quyết không hợp lệ"),
        ("9.000,8.000,0", False, "kết quả biểu quyết không hợp lệ"),  # 9 or 9000 members
    ],
)
def test_a_vote_is_counted_over_all_members(tmp_path, vote, eligible, said):
    e = judged(
        tmp_path, collectives("A"), awards=[UNIT_AWARD | {"vote": "90%"}], scores={"A": 95}, votes=f"A1,{vote}\n"
    )
    (result,) = e.awards
    assert (result.eligible, reasons(e)["A1"]) == (eligible, said)
    assert ("BQ-01" in codes(e)) == (said == "kết quả biểu quyết không hợp lệ")


def test_without_a_rule_on_votes_they_are_shown_and_bar_nobody(tmp_path):
    e = judged(tmp_path, collectives("A"), awards=[UNIT_AWARD], scores={"A": 95}, votes="A1,9,1,8\nX9,9,9,0\n")
    (result,) = e.awards
    assert (result.eligible, result.proposed, result.nominee.vote.share) == (True, "yes", Fraction(1, 9))
    assert "BQ-02" in codes(e)  # a vote on somebody who was not proposed


def test_a_rule_on_votes_needs_a_vote(tmp_path):
    e = judged(tmp_path, collectives("A"), awards=[UNIT_AWARD | {"vote": "80%"}], scores={"A": 95})
    assert reasons(e) == {"A1": "chưa có kết quả biểu quyết"}


def people(**kinds):
    """Staff rows: name=(unit, leader, woman)."""
    return "".join(
        f"{n},{u},{'Có' if leader else ''},{'Có' if w else ''},01/01/2020,\n" for n, (u, leader, w) in kinds.items()
    )


def individuals(**units):
    return "".join(f"N{n},Cá nhân,{u},{n},Tên {n},Giấy khen cá nhân,Không,\n" for n, u in units.items())


def test_individuals_stand_by_their_units_score_then_by_the_priorities(tmp_path):
    # A 90, B 80. In A: p1 leader and woman, p2 direct man, p3 direct woman. Direct before leader, then women:
    # p3, p2, p1; then p4 of B. Two places: p3 and p2.
    staff = people(p1=("A", 1, 1), p2=("A", 0, 0), p3=("A", 0, 1), p4=("B", 0, 1))
    e = judged(
        tmp_path,
        individuals(p1="A", p2="A", p3="A", p4="B"),
        awards=[PERSON_AWARD],
        scores={"A": 90, "B": 80},
        staff=staff,
    )
    assert {id: r[1:] for id, r in results(e).items()} == {
        "Np3": (1, "yes"),
        "Np2": (2, "yes"),
        "Np1": (3, "no"),
        "Np4": (4, "no"),
    }


def test_a_share_of_the_staff_counts_who_is_on_strength_at_the_end(tmp_path):
    # 4 on the list: one joins in 2025, one left on the last day: 2 remain. 50% of 2 = 1 place.
    staff = people(p1=("A", 0, 0), p2=("B", 0, 0)) + "p3,A,,,01/01/2025,\np4,A,,,01/01/2020,31/12/2024\n"
    award = PERSON_AWARD | {"quota": "50%"}
    e = judged(tmp_path, individuals(p1="A", p2="B"), awards=[award], scores={"A": 90, "B": 80}, staff=staff)
    assert [r.proposed for r in e.awards] == ["yes", "no"]
    assert (e.staffing["A"].certain, e.staffing["B"].certain) == (1, 1)


def test_a_share_of_a_staff_that_is_not_known_leaves_the_order_to_the_council(tmp_path):
    award = PERSON_AWARD | {"quota": "50%"}
    e = judged(tmp_path, individuals(p1="A"), awards=[award], scores={"A": 90})
    assert results(e) == {"Np1": (True, 1, "council")}
    # Two certain and one whose day of joining cannot be read: 50% of 2 and of 3 are both 1: the place is certain.
    staff = people(p1=("A", 0, 0), p2=("B", 0, 0)) + "p3,A,,,hôm nào,\n"
    e = judged(tmp_path / "2", individuals(p1="A"), awards=[award], scores={"A": 90}, staff=staff)
    assert results(e) == {"Np1": (True, 1, "yes")}


def test_of_equal_collectives_that_with_seventy_percent_women_comes_first(tmp_path):
    # A: 7 women of 10 = 70%; B: 2 of 3 = 66,7%.
    staff = people(**{f"a{n}": ("A", 0, n < 7) for n in range(10)}, **{f"b{n}": ("B", 0, n < 2) for n in range(3)})
    award = UNIT_AWARD | {"priority": ["female"]}
    e = judged(tmp_path, collectives("B", "A"), awards=[award], scores={"A": 90, "B": 90}, staff=staff)
    assert results(e) == {"A1": (True, 1, "yes"), "B1": (True, 2, "no")}


def test_what_cannot_be_judged_is_said_and_never_lost(tmp_path):
    rows = (
        "X1,Tập thể,A,,A,Huân chương,,\n"  # no award of the plan
        "X2,Cá nhân,A,p1,Tên,tt,,\n"  # an award for collectives
        "X3,Tập thể,Z,,Z,tt,,\n"  # no such unit
        "X4,Tập thể,C,,C,tt,,\n"  # the unit has no score
        "A1,Tập thể,A,,A,tt,,\nA2,Tập thể,A,,A,tt,,\n"  # twice for the same
        "D1,Tập thể,D,,D,tt,,\nD1,Tập thể,D,,D,tt,Có,\n"  # one id, two contents
    )
    e = judged(tmp_path, rows, awards=[UNIT_AWARD], scores={"A": 95, "D": 90}, units=UNITS)
    said = reasons(e)
    assert said["X1"] == "hình thức khen không có trong kế hoạch"
    assert "dành cho tập thể" in said["X2"]
    assert said["X3"] == "đơn vị không có trong cơ cấu cuối kỳ"
    assert said["X4"].startswith("điểm của đơn vị 0 dưới")  # missing counts as zero by the plan
    assert said["A2"] == "đã có một đề nghị khác cho cùng hình thức khen"
    assert "nội dung các dòng khác nhau" in said["D1"]
    assert {"DE-01", "DE-03", "DV-02", "DONG-02"} <= set(codes(e))
    assert len(e.awards) == 8
    assert [r.nominee.id for r in e.awards if r.proposed == "yes"] == ["A1"]


def test_one_person_takes_one_place_whoever_nominates(tmp_path):
    staff = people(p1=("B", 0, 0), p2=("A", 0, 0))
    rows = (
        "N1,Cá nhân,A,P1,Lan,cn,Không,\n"  # the first, but p1 works in B
        "N2,Cá nhân,B,p1,Lan,cn,Không,\n"
        "N3,Cá nhân,C,,Hoa,cn,Không,\n"  # no code: known by unit and name
        "N4,Cá nhân,C,,HOA,cn,Không,\n"
        "N5,Cá nhân,D,,Hoa,cn,Không,\n"  # of another unit: another person
        "N6,Cá nhân,A,p2,Mai,cn,Không,\n"
        "N7,Cá nhân,A,p3,Mai,cn,Không,\n"  # two codes are two people, whatever their names
    )
    e = judged(tmp_path, rows, awards=[PERSON_AWARD | {"quota": 9}], scores=dict.fromkeys("ABCD", 90), staff=staff)
    second = {r.nominee.id for r in e.awards if "đã có một đề nghị khác cho cùng hình thức khen" in r.reasons}
    assert second == {"N1", "N4"}
    assert [f.row for f in e.findings if f.code == "DE-03"] == [2, 5]


def test_who_is_under_investigation_by_one_proposal_is_so_in_every_other(tmp_path):
    other = PERSON_AWARD | {"id": "bk", "name": "Bằng khen"}
    rows = "N1,Cá nhân,A,p1,Lan,cn,Không,\nN2,Cá nhân,A,p1,Lan,bk,Có,\nN3,Cá nhân,A,p2,Mai,cn,Không,\n"
    e = judged(tmp_path, rows, awards=[PERSON_AWARD, other], scores={"A": 90}, staff=people(p1=("A", 0, 0)))
    assert reasons(e) == {"N1": "đang bị xem xét kỷ luật", "N2": "đang bị xem xét kỷ luật", "N3": ""}


def test_collectives_equal_in_score_are_ordered_by_what_both_have(tmp_path):
    made = reported(*({"id": id, "goal": "100%", "points": 50} for id in "XY"))
    made["awards"], made["scoring"]["tie_breaks"] = [UNIT_AWARD | {"min_score": 40}], ["Y"]
    # Y did not occur to A: A and B have 50 and share the one place, which the council then gives.
    figures = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nA,X,1,2\nA,Y,0,0\nB,X,2,2\nB,Y,0,2\n"
    files = {"2024/bao_cao_don_vi.csv": figures, "2024/de_nghi.csv": NOMINEES + collectives(*"AB")}
    e = evaluated(tmp_path, files, plan=made, units=UNITS)
    assert results(e) == {"A1": (True, 1, "council"), "B1": (True, 1, "council")}


def test_the_staff_list_is_held_against_the_nomination(tmp_path):
    staff = people(p1=("B", 0, 0)) + "p2,A,,,01/01/2020,01/05/2024\n"
    e = judged(
        tmp_path, individuals(p1="A", p2="A", p9="A"), awards=[PERSON_AWARD], scores={"A": 90, "B": 80}, staff=staff
    )
    assert sorted(f.problem.split(",")[0] for f in e.findings if f.code == "DE-02") == [
        "mã cán bộ không có trong can_bo nên không biết chức vụ",
        "theo can_bo",
        "theo can_bo",
    ]


def test_awards_csv_has_the_columns_of_the_contract_and_no_name(tmp_path):
    e = judged(tmp_path, collectives("A", "B"), awards=[UNIT_AWARD], scores={"A": 95, "B": 90}, votes="A1,9,8,1\n")
    text = csv_files(e)["awards.csv"].decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert list(rows[0]) == [
        "award",
        "nominee_id",
        "kind",
        "unit",
        "eligible",
        "reasons",
        "rank",
        "vote_share",
        "proposed",
    ]
    assert rows[0] | {"vote_share": ""} == {
        "award": "tt",
        "nominee_id": "A1",
        "kind": "collective",
        "unit": "A",
        "eligible": "true",
        "reasons": "",
        "rank": "1",
        "vote_share": "",
        "proposed": "yes",
    }
    assert float(rows[0]["vote_share"]) == pytest.approx(8 / 9)
    assert (rows[1]["proposed"], rows[1]["vote_share"]) == ("no", "")


@pytest.mark.parametrize(
    "award", [{"quota": -1}, {"quota": 1.5}, {"vote": 5}, {"vote": "0%"}, {"vote": "101%"}, {"priority": ["rich"]}]
)
def test_an_award_that_makes_no_sense_is_refused(tmp_path, award):
    with pytest.raises(ToolkitError, match="KH-02"):
        evaluated(tmp_path, {"2024/van_ban.csv": "Số ký hiệu,Mã đơn vị\n"}, plan=plan(awards=[UNIT_AWARD | award]))


def test_a_nominee_says_whether_it_would_stand_under_other_weights(tmp_path):
    made = reported({"id": "X", "goal": "100%", "points": 50}, {"id": "Y", "goal": "100%", "points": 50})
    made["awards"] = [UNIT_AWARD | {"min_score": 40}]
    # A and B are opposite (50 and 50), C is behind both in everything, D barred.
    figures = "A,X,9,10\nA,Y,1,10\nB,X,1,10\nB,Y,9,10\nC,X,0,10\nC,Y,0,10\nD,X,9,10\nD,Y,9,10\n"
    rows = collectives(*"ABC") + "D1,Tập thể,D,,D,tt,Có,\n"
    files = {
        "2024/bao_cao_don_vi.csv": "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\n" + figures,
        "2024/de_nghi.csv": NOMINEES + rows,
    }
    e = evaluated(tmp_path, files, plan=made, units=UNITS)
    firm = {r.nominee.id: r.firmness for r in e.awards}
    assert 0.45 < firm["A1"] < 0.55
    assert 0.45 < firm["B1"] < 0.55
    assert (firm["C1"], firm["D1"]) == (0.0, None)
