"""Who is put forward: conditions, reasons, order, quota, ties at the line: worked out by hand."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from small import codes, evaluated, plan, reported

from toolkit.awards.judging import judge_nominees, who_is
from toolkit.awards.model import Nominee, Person, Staffing, Vote
from toolkit.awards.placing import Standing
from toolkit.evaluation.frames import csv_files
from toolkit.plan import Plan
from toolkit.scoring.model import UnitScore
from toolkit.words.errors import ToolkitError

NOMINEES = "Mã đề nghị,Loại,Mã đơn vị,Mã cán bộ,Tên,Hình thức khen,Đang xem xét kỷ luật,Thành tích\n"
VOTES = "Mã đề nghị,Số thành viên,Đồng ý,Không đồng ý\n"
STAFF = "Mã cán bộ,Mã đơn vị,Lãnh đạo,Nữ,Ngày vào,Ngày ra\n"
UNIT_AWARD = {"id": "tt", "name": "Giấy khen tập thể", "kind": "collective", "min_score": 80, "quota": 1}
PERSON_AWARD = {
    "id": "cn",
    "name": "Giấy khen cá nhân",
    "kind": "individual",
    "order": ["unit_score"],
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
        "N8,Cá nhân,D,CB-N2,Tú,cn,Không,\n"  # a code that no list has, once more in another spelling
        "N9,Cá nhân,A,cb n02,Tú,cn,Không,\n"
    )
    e = judged(tmp_path, rows, awards=[PERSON_AWARD | {"quota": 9}], scores=dict.fromkeys("ABCD", 90), staff=staff)
    second = {r.nominee.id for r in e.awards if "đã có một đề nghị khác cho cùng hình thức khen" in r.reasons}
    assert second == {"N1", "N4", "N9"}
    assert [f.row for f in e.findings if f.code == "DE-03"] == [2, 5, 10]


def test_who_is_under_investigation_by_one_proposal_is_so_in_every_other(tmp_path):
    other = PERSON_AWARD | {"id": "bk", "name": "Bằng khen"}
    rows = "N1,Cá nhân,A,p1,Lan,cn,Không,\nN2,Cá nhân,A,p1,Lan,bk,Có,\nN3,Cá nhân,A,p2,Mai,cn,Không,\n"
    rows += (
        "N4,Cá nhân,A,CB-9,Tú,cn,Không,\nN5,Cá nhân,A,CB 09,Tú,bk,Có,\n"  # a code that no list has, in two spellings
    )
    e = judged(tmp_path, rows, awards=[PERSON_AWARD, other], scores={"A": 90}, staff=people(p1=("A", 0, 0)))
    pending = "đang bị xem xét kỷ luật"
    assert reasons(e) == {"N1": pending, "N2": pending, "N3": "", "N4": pending, "N5": pending}


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


# The same without a folder: the scores, the staff and the draws are given.


def stands(*scores, lacking=0):
    """The scores of A, B, C …; None is a unit without one."""
    return {
        unit: UnitScore(unit, "", None, None if n is None else Decimal(n), 1, "", unappraised=lacking)
        for unit, n in zip("ABCDEF", scores)
    }


def judge(*nominees, award, scores=None, units=4, ties=None, drawn=None, staffing=None, staff=None, decimals=2):
    """Judge nominees of one award."""
    made = plan(awards=[award])
    made["scoring"]["decimals"] = decimals
    standing = Standing(
        units=units,
        scores=stands(90, 80, 70, 60) if scores is None else scores,
        ties=ties or {},
        drawn={unit: np.array(own) for unit, own in (drawn or {}).items()},
        staffing=staffing or {},
        staff=staff,
    )
    return judge_nominees(Plan.model_validate(made), nominees, standing=standing)


def unit_of(unit, id="", **parts):
    """A collective that is proposed."""
    return Nominee(id or f"{unit}1", "collective", unit, "tt", **parts)


def person_of(unit, id, leader=None, woman=None, **parts):
    """An individual who is proposed."""
    return Nominee(id, "individual", unit, "cn", person=Person(unit, leader, woman, (), True), **parts)


COLLECTIVE = {"id": "tt", "name": "Giấy khen tập thể", "kind": "collective"}
INDIVIDUAL = {"id": "cn", "name": "Giấy khen cá nhân", "kind": "individual", "order": ["unit_score"]}


@pytest.mark.parametrize(
    ("award", "scores", "parts", "reasons"),
    [
        ({}, (90,), {}, []),
        ({}, (0,), {}, []),
        ({"min_score": 90}, (90,), {}, []),
        ({"min_score": 90}, ("89.99",), {}, ["điểm của đơn vị 89,99 dưới mức tối thiểu 90"]),
        ({"min_score": 0}, (0,), {}, []),
        ({}, (None,), {}, ["đơn vị chưa có điểm"]),
        ({}, (), {}, ["đơn vị không có trong cơ cấu cuối kỳ"]),
        ({}, (90,), {"pending_case": True}, ["đang bị xem xét kỷ luật"]),
        ({}, (90,), {"pending_case": None}, ["chưa rõ có đang bị xem xét kỷ luật hay không"]),
        ({}, (90,), {"faults": ("một lỗi", "lỗi khác")}, ["một lỗi", "lỗi khác"]),
        (
            {"min_score": 95, "vote": "90%"},
            (90,),
            {"faults": ("một lỗi",), "pending_case": True},
            [
                "một lỗi",
                "điểm của đơn vị 90 dưới mức tối thiểu 95",
                "đang bị xem xét kỷ luật",
                "chưa có kết quả biểu quyết",
            ],
        ),
        ({"vote": "90%"}, (90,), {}, ["chưa có kết quả biểu quyết"]),
        (
            {"vote": "90%"},
            (90,),
            {"faults": ("không đọc được kết quả biểu quyết",), "vote_is_unknown": True},
            ["không đọc được kết quả biểu quyết"],
        ),
        ({"vote": "90%"}, (90,), {"vote": Vote(10, 9, 1)}, []),
        (
            {"vote": "90%"},
            (90,),
            {"vote": Vote(1000, 899, 0)},
            ["tỷ lệ phiếu đồng ý 899/1.000 thành viên (89,9%) dưới 90%"],
        ),
        (
            {"vote": "90%"},
            (90,),
            {"vote": Vote(10000, 8999, 0)},  # never shown as if it were reached
            ["tỷ lệ phiếu đồng ý 8.999/10.000 thành viên (89,9%) dưới 90%"],
        ),
        ({}, (90,), {"vote": Vote(10, 0, 10)}, []),  # not regulated: shown, not enforced
    ],
)
def test_every_reason_that_bars_a_nominee_is_given(award, scores, parts, reasons):
    (found,) = judge(unit_of("A", **parts), award=COLLECTIVE | award, scores=stands(*scores))
    assert list(found.reasons) == reasons
    assert (found.eligible, found.rank, found.proposed) == ((True, 1, "yes") if not reasons else (False, None, "no"))


def test_a_unit_that_lacks_an_appraisal_is_not_put_forward():
    (found,) = judge(unit_of("A"), award=COLLECTIVE, scores=stands(90, lacking=2), drawn={"A": [9000]})
    assert found.reasons == ("đơn vị chưa xếp hạng: còn 2 mục chưa được thẩm định",)
    assert found.firmness is None


def test_results_stand_by_place_then_by_id_and_the_barred_come_after():
    given = [unit_of("B", "N4"), unit_of("A", "N3", pending_case=True), unit_of("C", "N9"), unit_of("C", "N2")]
    stray = Nominee("N0", "collective", "A", "", faults=("chưa ghi hình thức khen",))
    found = judge(stray, *given, award=COLLECTIVE)
    assert [(r.nominee.id, r.rank, r.proposed, r.eligible) for r in found] == [
        ("N4", 1, "yes", True),
        ("N2", 2, "yes", True),
        ("N9", 2, "yes", True),
        ("N3", None, "no", False),
        ("N0", None, "no", False),
    ]
    assert found[-1].reasons == ("chưa ghi hình thức khen",)
    assert all(r.firmness is None for r in found)  # without a quota there is no line


@pytest.mark.parametrize(
    ("quota", "scores", "proposed", "said"),
    [
        (1, (90, 80, 70), "yes no no", ["", "ngoài số lượng được khen (1)", "ngoài số lượng được khen (1)"]),
        (2, (90, 80, 70), "yes yes no", ["", "", "ngoài số lượng được khen (2)"]),
        (3, (90, 90, 90), "yes yes yes", ["", "", ""]),
        (2, (90, 90, 70), "yes yes no", ["", "", "ngoài số lượng được khen (2)"]),
        (0, (90, 80, 70), "no no no", ["ngoài số lượng được khen (0)"] * 3),
        (
            2,
            (90, 90, 90),
            "council council council",
            ["bằng nhau ở ranh giới: 3 đề nghị cùng hạng cho 2 suất còn lại, Hội đồng quyết định"] * 3,
        ),
        (
            2,
            (90, 80, 80),
            "yes council council",
            ["", *["bằng nhau ở ranh giới: 2 đề nghị cùng hạng cho 1 suất còn lại, Hội đồng quyết định"] * 2],
        ),
        ("50%", (90, 80, 70), "yes yes no", ["", "", "ngoài số lượng được khen (2)"]),  # of 4 units
        ("99%", (90, 80, 70), "yes yes yes", ["", "", ""]),  # 3,96 is 3
    ],
)
def test_the_quota_cuts_where_no_tie_is_cut(quota, scores, proposed, said):
    found = judge(*map(unit_of, "ABC"), award=COLLECTIVE | {"quota": quota}, scores=stands(*scores))
    assert [r.proposed for r in found] == proposed.split()
    assert ["; ".join(r.reasons) for r in found] == said
    assert all(r.eligible for r in found)


@pytest.mark.parametrize(
    ("quota", "staff", "proposed"),
    [
        ("10%", (10, 19), ["yes", "no"]),  # one place at the fewest and at the most
        ("10%", (10, 20), ["council", "council"]),
        ("10%", (9, 9), ["no", "no"]),
        ("10%", None, ["council", "council"]),
        (1, None, ["yes", "no"]),  # a number of places needs no staff
        (None, None, ["yes", "yes"]),
    ],
)
def test_a_share_of_the_staff_needs_the_staff(quota, staff, proposed):
    drawn = {"A": [2], "B": [1]}
    found = judge(
        person_of("A", "N1"), person_of("B", "N2"), award=INDIVIDUAL | {"quota": quota}, staff=staff, drawn=drawn
    )
    assert [r.proposed for r in found] == proposed
    unknown = proposed == ["council", "council"]
    assert [r.firmness is None for r in found] == [unknown or quota is None] * 2
    why = "chưa biết số lượng được khen vì chưa rõ số cán bộ vào cuối kỳ"
    assert [r.reasons == (why,) for r in found] == [unknown] * 2
    assert [r.rank for r in found] == [1, 2]


def test_a_share_for_collectives_is_of_the_units_whatever_the_staff():
    found = judge(unit_of("A"), unit_of("B"), award=COLLECTIVE | {"quota": "25%"}, staff=None)
    assert [r.proposed for r in found] == ["yes", "no"]


LEADER, DIRECT = (True, False), (False, False)
LEADER_WOMAN, DIRECT_WOMAN, UNKNOWN_WOMAN = (True, True), (False, True), (None, True)


@pytest.mark.parametrize(
    ("priority", "ranks"),
    [
        ([], [1, 1, 1, 1, 1, 1]),
        (["direct"], [3, 1, 3, 1, 3, 3]),
        (["female"], [4, 4, 1, 1, 1, 4]),
        (["direct", "female"], [5, 2, 3, 1, 3, 5]),
        (["female", "direct"], [5, 4, 2, 1, 2, 5]),
    ],
)
def test_priorities_decide_in_the_order_of_the_award_and_only_what_is_certain_counts(priority, ranks):
    kinds = (LEADER, DIRECT, LEADER_WOMAN, DIRECT_WOMAN, UNKNOWN_WOMAN)
    given = [person_of("A", f"N{n}", *kind) for n, kind in enumerate(kinds)]
    given.append(Nominee("N5", "individual", "A", "cn"))  # nobody knows who that is
    found = judge(*given, award=INDIVIDUAL | {"priority": priority})
    assert [rank for _, rank in sorted((r.nominee.id, r.rank) for r in found)] == ranks


def test_a_priority_never_lifts_above_a_better_score():
    found = judge(
        person_of("B", "N1", *DIRECT_WOMAN), person_of("A", "N2", *LEADER), award=INDIVIDUAL | {"priority": ["direct"]}
    )
    assert [r.nominee.id for r in found] == ["N2", "N1"]


@pytest.mark.parametrize(
    ("a", "ranks"),
    [
        (Staffing(10, 10, 7), [1, 2]),  # 70% exactly
        (Staffing(100, 100, 69), [1, 1]),
        (Staffing(10, 11, 10), [1, 1]),  # one more may be on strength: not certain
        (Staffing(10, 10, None), [1, 1]),
        (Staffing(0, 0, 0), [1, 1]),
    ],
)
def test_of_equal_collectives_that_with_seventy_percent_women_for_certain_comes_first(a, ranks):
    staffing = {"A": a, "B": Staffing(10, 10, 6)}
    found = judge(
        *map(unit_of, "AB"), award=COLLECTIVE | {"priority": ["female"]}, scores=stands(80, 80), staffing=staffing
    )
    assert [r.rank for r in found] == ranks
    found = judge(
        *map(unit_of, "AB"), award=COLLECTIVE | {"priority": ["direct"]}, scores=stands(80, 80), staffing=staffing
    )
    assert [r.rank for r in found] == [1, 1]  # posts are people's


def test_tie_breaks_of_the_plan_order_collectives_and_go_before_priorities():
    ties = {"A": [Fraction(1)], "B": [Fraction(2)]}
    staffing = {"A": Staffing(10, 10, 10), "B": Staffing(10, 10, 0)}
    award = COLLECTIVE | {"priority": ["female"]}
    found = judge(*map(unit_of, "AB"), award=award, scores=stands(80, 80), ties=ties, staffing=staffing)
    assert [(r.nominee.unit, r.rank) for r in found] == [("B", 1), ("A", 2)]
    ties = {"A": [None], "B": [Fraction(2)]}  # what did not occur to A decides nothing; the priority does
    found = judge(*map(unit_of, "AB"), award=award, scores=stands(80, 80), ties=ties, staffing=staffing)
    assert [(r.nominee.unit, r.rank) for r in found] == [("A", 1), ("B", 2)]
    people = person_of("A", "N1"), person_of("B", "N2")
    found = judge(*people, award=INDIVIDUAL, scores=stands(80, 80), ties={"A": [Fraction(1)], "B": [Fraction(2)]})
    assert [r.rank for r in found] == [1, 1]  # the units' tie-breaks are no merit of a person


DRAWN = {"A": [9000, 7999, 8000, 5000], "B": [8500, 8500, 8500, 4000], "C": [8500, 100, 100, 100]}


@pytest.mark.parametrize(
    ("award", "expected"),
    [
        ({"quota": 1}, [0.5, 0.5, 0]),
        ({"quota": 2}, [1, 1, 0.25]),  # in the first draw B and C tie at the line: both stand within
        ({"quota": 3}, [1, 1, 1]),
        ({"quota": 0}, [0, 0, 0]),
        ({"quota": 1, "min_score": 80}, [0.25, 0.5, 0]),  # in the last draw nobody reaches 80,00
        ({"quota": 3, "min_score": 80}, [0.5, 0.75, 0.25]),
        ({"quota": 3, "min_score": "79.994"}, [0.5, 0.75, 0.25]),  # 79,99 does not reach it
        ({"quota": 3, "min_score": "79.99"}, [0.75, 0.75, 0.25]),
        ({}, [None] * 3),
    ],
)
def test_the_firmness_is_the_share_of_draws_within_the_places(award, expected):
    found = judge(*map(unit_of, "ABC"), award=COLLECTIVE | award, drawn=DRAWN, scores=stands(90, 85, 82))
    assert [r.firmness for r in sorted(found, key=lambda r: r.nominee.unit)] == expected


def test_who_is_barred_by_the_score_alone_might_stand_under_other_weights():
    award = COLLECTIVE | {"quota": 1, "min_score": 80}
    nominees = unit_of("A"), unit_of("B", pending_case=True), unit_of("C"), unit_of("D")
    found = judge(*nominees, award=award, drawn=DRAWN, scores=stands(79, 85, 82, 82))
    # B is barred whatever the weights and in nobody's way; of D no draws are known. C has 85 once, behind A.
    assert {r.nominee.unit: r.firmness for r in found} == {"A": 0.5, "B": None, "C": 0.0, "D": None}
    assert {r.nominee.unit: r.eligible for r in found} == {"A": False, "B": False, "C": True, "D": True}


def test_ties_in_a_draw_are_broken_as_in_the_plan():
    ties = {"A": [Fraction(1)], "B": [Fraction(2)]}
    found = judge(*map(unit_of, "AB"), award=COLLECTIVE | {"quota": 1}, ties=ties, drawn={"A": [5, 7], "B": [5, 6]})
    assert {r.nominee.unit: r.firmness for r in found} == {"A": 0.5, "B": 0.5}


def test_each_award_has_its_own_places():
    made = plan(awards=[COLLECTIVE | {"quota": 1}, INDIVIDUAL | {"quota": 1}])
    standing = Standing(units=2, scores=stands(90, 80), ties={}, drawn={}, staffing={}, staff=None)
    nominees = [unit_of("A"), unit_of("B"), person_of("B", "N1")]
    found = judge_nominees(Plan.model_validate(made), nominees, standing=standing)
    assert [(r.nominee.id, r.proposed) for r in found] == [("A1", "yes"), ("B1", "no"), ("N1", "yes")]


def test_two_people_of_a_unit_are_two_and_a_unit_is_one_whatever_its_papers():
    assert who_is(person_of("A", "N1", staff_id="a1")) != who_is(person_of("A", "N2", staff_id="a2"))
    assert who_is(person_of("A", "N1", staff_id="a1")) == who_is(person_of("B", "N2", staff_id="a1"))
    assert who_is(person_of("A", "N1", name="Lan")) != who_is(person_of("A", "N2", name="Hoa"))
    assert who_is(unit_of("A", "D1")) == who_is(unit_of("A", "D2")) != who_is(unit_of("B", "D3"))
