"""Every scoring rule, worked out by hand: attainment, points, rescaling, rounding, ranks, ties, groups, bands."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import codes, evaluated, plan, reported

from toolkit.indicators.model import Count, Indicator
from toolkit.periods import parse_period
from toolkit.plan import Plan
from toolkit.scoring.evidence import Evidence
from toolkit.scoring.model import GivenPoints, ItemScore
from toolkit.scoring.points import (
    NO_CLAIM,
    Claim,
    Said,
    claim_of,
    item_score,
    score_items,
    score_units,
    self_total,
    subtotals,
    target_score,
    tie_points,
    unappraised,
    undeducted,
)
from toolkit.scoring.totals import total
from toolkit.units.model import Unit
from toolkit.words.formatting import round_half_up

HEAD = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\n"


def score(tmp_path, rows, *targets, scoring=None, more=None, **parts):
    made = reported(*targets)
    made["scoring"].update(scoring or {})
    made.update(parts)
    return evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": HEAD + rows, **(more or {})}, plan=made)


def test_points_are_linear_up_to_the_goal(tmp_path):
    e = score(tmp_path, "A,T1,40,100\nB,T1,80,100\nC,T1,90,100\n", {"id": "T1", "goal": "80%", "points": 10})
    # A: 40% of a goal of 80% is half: 5 of 10 points. B: all. C: beyond the goal, the cap of 100% keeps 10.
    assert [e.item(u, "T1").points for u in "ABC"] == [5, 10, 10]
    assert [e.score(u).score for u in "ABC"] == [Decimal("50.00"), Decimal("100.00"), Decimal("100.00")]
    assert [e.score(u).rank for u in "ABC"] == [3, 1, 1]


def test_a_cap_above_100_lets_points_exceed_their_maximum(tmp_path):
    e = score(
        tmp_path, "A,T1,90,100\nB,T1,100,100\n", {"id": "T1", "goal": "80%", "points": 10}, scoring={"cap": "120%"}
    )
    # A: 90/80 = 112,5% → 11,25 points; B: 125% is capped at 120% → 12 points of 10: a score of 120.
    assert [(e.item(u, "T1").points, e.item(u, "T1").max_points) for u in "AB"] == [(Fraction(45, 4), 10), (12, 10)]
    assert e.score("B").score == Decimal("120.00")


def test_a_floor_is_where_attainment_starts(tmp_path):
    e = score(
        tmp_path, "A,T1,60,100\nB,T1,40,100\nC,T1,75,100\n", {"id": "T1", "goal": "90%", "floor": "50%", "points": 8}
    )
    # (60−50)/(90−50) = 1/4 → 2 points; 40 lies below the floor → 0; (75−50)/40 = 5/8 → 5 points.
    assert [e.item(u, "T1").points for u in "ABC"] == [2, 0, 5]


def test_a_goal_below_its_floor_means_that_lower_is_better(tmp_path):
    e = score(
        tmp_path, "A,T1,5,100\nB,T1,8,100\nC,T1,20,100\n", {"id": "T1", "goal": "5%", "floor": "10%", "points": 10}
    )
    # A: (5−10)/(5−10) = 1 → met; B: (8−10)/(−5) = 2/5 → 4 points; C: beyond the floor → 0.
    assert [e.item(u, "T1").points for u in "ABC"] == [10, 4, 0]
    assert [e.indicator(u, "T1").met for u in "ABC"] == [True, False, False]


TWO = ({"id": "T1", "goal": "100%", "points": 30}, {"id": "T2", "goal": "100%", "points": 20})


def test_items_without_cases_leave_the_maximum_and_the_rest_is_rescaled(tmp_path):
    e = score(tmp_path, "A,T1,2,3\nA,T2,0,0\n", *TWO)
    # T2 has no cases: 20 of 30 points remain, 66,666… → 66,67.
    assert (e.item("A", "T2").points, e.item("A", "T2").max_points) == (None, None)
    assert e.score("A").score == Decimal("66.67")


def test_a_missing_item_scores_zero_or_leaves_the_maximum_as_the_plan_says(tmp_path):
    e = score(tmp_path / "zero", "A,T1,3,4\n", *TWO)
    assert (e.item("A", "T2").points, e.item("A", "T2").max_points) == (0, 20)
    assert e.score("A").score == Decimal("45.00")  # 22,5 of 50
    e = score(tmp_path / "exclude", "A,T1,3,4\n", *TWO, scoring={"missing": "exclude"})
    assert (e.item("A", "T2").points, e.item("A", "T2").max_points) == (None, None)
    assert e.score("A").score == Decimal("75.00")  # 22,5 of 30


def test_a_unit_with_nothing_to_score_has_no_score_no_rank_and_no_band(tmp_path):
    e = score(tmp_path, "A,T1,0,0\nB,T1,1,2\nC,T1,1,2\n", {"id": "T1", "goal": "100%", "points": 5})
    assert (e.score("A").score, e.score("A").rank, e.score("A").band) == (None, None, "")
    assert e.is_complete


def test_half_is_rounded_up_once_and_decimals_are_the_plans(tmp_path):
    rows = "A,T1,17425,20000\n"  # 87,125 exactly: to the even neighbour it would be 87,12
    assert score(tmp_path / "2", rows, {"id": "T1", "goal": "100%", "points": 100}).score("A").score == Decimal("87.13")
    assert score(tmp_path / "1", rows, {"id": "T1", "goal": "100%", "points": 100}, scoring={"decimals": 1}).score(
        "A"
    ).score == Decimal("87.1")
    assert score(tmp_path / "0", rows, {"id": "T1", "goal": "100%", "points": 100}, scoring={"decimals": 0}).score(
        "A"
    ).score == Decimal("87")


def test_scores_that_differ_only_beyond_the_rounding_share_the_rank(tmp_path):
    e = score(
        tmp_path, "A,T1,90001,100000\nB,T1,90002,100000\nC,T1,5,10\n", {"id": "T1", "goal": "100%", "points": 100}
    )
    # 90,001 and 90,002 are both 90,00: rank 1 and 1, the next is 3.
    assert [e.score(u).rank for u in "ABC"] == [1, 1, 3]


def test_one_tenth_and_two_tenths_make_three_tenths(tmp_path):
    e = score(
        tmp_path,
        "A,T1,1,10\nA,T2,2,10\nB,T1,3,10\nB,T2,0,10\n",
        *({"id": t, "goal": "100%", "points": 1} for t in ("T1", "T2")),
    )
    assert e.score("A").rank == e.score("B").rank == 1


def test_tie_breaks_are_followed_in_order_and_what_stays_equal_shares_the_rank(tmp_path):
    rows = "A,T1,1,2\nA,T2,1,1\nB,T1,1,1\nB,T2,1,2\nC,T1,1,1\nC,T2,1,2\n"
    targets = tuple({"id": t, "goal": "100%", "points": 10} for t in ("T1", "T2"))
    # All have 15 of 20. By T2: A 10, B and C 5. By T1: A 5, B and C 10.
    assert [score(tmp_path / "t2", rows, *targets, scoring={"tie_breaks": ["T2"]}).score(u).rank for u in "ABC"] == [
        1,
        2,
        2,
    ]
    assert [
        score(tmp_path / "t1", rows, *targets, scoring={"tie_breaks": ["T1", "T2"]}).score(u).rank for u in "ABC"
    ] == [3, 1, 1]
    assert [score(tmp_path / "no", rows, *targets).score(u).rank for u in "ABC"] == [1, 1, 1]


def test_groups_rank_each_kind_beside_its_like(tmp_path):
    e = score(
        tmp_path,
        "A,T1,1,2\nB,T1,3,4\nC,T1,1,4\n",
        {"id": "T1", "goal": "100%", "points": 10},
        scoring={"groups": "kind"},
    )
    assert [(e.score(u).group, e.score(u).rank) for u in "ABC"] == [("Phòng", 2), ("Phòng", 1), ("Đơn vị sự nghiệp", 1)]


def test_a_band_begins_at_its_edge_after_rounding(tmp_path):
    e = score(tmp_path, "A,T1,79995,100000\nB,T1,79994,100000\nC,T1,0,1\n", {"id": "T1", "goal": "100%", "points": 100})
    # 79,995 is rounded to 80,00 and is Tốt; 79,994 is 79,99 and is Khá.
    assert [(e.score(u).score, e.score(u).band) for u in "ABC"] == [
        (Decimal("80.00"), "Tốt"),
        (Decimal("79.99"), "Khá"),
        (Decimal("0.00"), "Chưa đạt"),
    ]


ITEMS = {
    "contents": [{"id": "N1", "name": "Nội dung", "points": 4}],
    "actions": [{"id": "B1", "name": "Biện pháp", "points": 2}],
}
SELF = "Mã đơn vị,Mã mục,Điểm tự chấm,Minh chứng,Ngày\n"
OFFICIAL = "Mã đơn vị,Mã mục,Điểm thẩm định,Lý do\n"
NOTHING = {"id": "T1", "goal": "100%", "points": 4}


def appraise(tmp_path, claims, points, rows="A,T1,1,2\n"):
    return score(
        tmp_path,
        rows,
        NOTHING,
        more={"2024/minh_chung.csv": SELF + claims, "2024/tham_dinh.csv": OFFICIAL + points},
        **ITEMS,
    )


def test_the_official_score_counts_the_appraised_points_and_the_own_score_the_own(tmp_path):
    e = appraise(tmp_path, 'A,N1,4,x,01/02/2024\nA,B1,"1,5",y,\n', 'A,N1,3,thiếu minh chứng\nA,B1,"1,5",\n')
    assert (e.item("A", "N1").points, e.item("A", "N1").self_points, e.item("A", "N1").reason) == (
        3,
        4,
        "thiếu minh chứng",
    )
    # Official: 2 (T1: half of 4) + 3 + 1,5 = 6,5 of 10. Own: T1 as reported 2, + 4 + 1,5 = 7,5 of 10.
    assert (e.score("A").score, e.score("A").self_score) == (Decimal("65.00"), Decimal("75.00"))


def test_nobody_is_ranked_on_what_he_claims_himself(tmp_path):
    e = appraise(tmp_path, "A,N1,4,x,\n", "")
    assert (e.item("A", "N1").state, e.item("A", "N1").points, e.item("A", "N1").self_points) == ("missing", 0, 4)
    assert "DIEM-01" in codes(e)
    # Official: 2 of 10. A says nothing of B1, which is not 0 points of its own: it has no score of its own.
    assert (e.score("A").score, e.score("A").self_score) == (Decimal("20.00"), None)


@pytest.mark.parametrize(("points", "code"), [("5", "DIEM-02"), ("-1", "DIEM-02"), ("tốt", "O-03")])
def test_points_outside_the_frame_block_the_item(tmp_path, points, code):
    e = appraise(tmp_path, "", f"A,N1,{points},\n")
    assert e.item("A", "N1").state == "blocked"
    assert code in codes(e)


def test_two_different_appraisals_of_one_item_block_it(tmp_path):
    e = appraise(tmp_path, "", "A,N1,3,\nA,N1,4,\n")
    assert e.item("A", "N1").state == "blocked"
    assert "DONG-02" in codes(e)


def test_an_item_that_the_plan_does_not_have_is_reported(tmp_path):
    assert "DONG-04" in codes(appraise(tmp_path, "", "A,N9,3,\n"))


def test_self_score_takes_the_units_own_figures_where_it_gave_them(tmp_path):
    documents = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n1,A,01/02/2024,,Có\n2,A,01/02/2024,,Không\n3,B,01/02/2024,,Có\n4,B,01/02/2024,,Không\n"
    e = evaluated(
        tmp_path, {"2024/van_ban.csv": documents, "2024/bao_cao_don_vi.csv": HEAD + "A,T1,2,2\n"}, plan=plan()
    )
    # Official for both: 1 of 2 against 80% → 62,5. A claims 2 of 2 → 100; B claims nothing: the official figure stands.
    assert [(e.score(u).self_score, e.score(u).score) for u in "AB"] == [
        (Decimal("100.00"), Decimal("62.50")),
        (Decimal("62.50"), Decimal("62.50")),
    ]


@given(st.fractions(min_value=-1000, max_value=1000), st.integers(0, 4))
def test_rounding_is_within_half_a_step_and_symmetric(value, decimals):
    rounded = Fraction(round_half_up(value, decimals))
    assert abs(rounded - value) <= Fraction(1, 2 * 10**decimals)
    assert round_half_up(-value, decimals) == -round_half_up(value, decimals)


def appraised_rows(tmp_path, rows, *, contents=None, **parts):
    """Evaluate what an appraiser wrote beside one reported target in full."""
    contents = (
        contents
        if contents is not None
        else [{"id": "ND-d", "name": "d", "points": 4}, {"id": "N1", "name": "n", "points": 10}]
    )
    return score(
        tmp_path,
        "A,T1,1,1\nB,T1,1,1\nC,T1,1,1\n",
        {"id": "T1", "goal": "100%", "points": 10},
        more={"2024/tham_dinh.csv": "Mã đơn vị,Mã mục,Điểm thẩm định,Lý do\n" + rows},
        contents=contents,
        **parts,
    )


def test_points_for_an_item_need_its_id_as_people_write_it(tmp_path):
    e = appraised_rows(tmp_path, "A,ND-đ,3,\nA,n1,7,\nB,N-1,7,\nB,nd-D,2,\nC,ND-đ,3,\nC,ND-d,3,\nC,N01,7\n")
    # ND-đ is nobody's: it is not credited to ND-d, and nobody knows whether it is A's points for it. C has all it needs.
    assert [(e.item(u, i).state, e.item(u, i).points) for u in "ABC" for i in ("ND-d", "N1")] == [
        *[("blocked", 0), ("ok", 7)],
        *[("ok", 2), ("ok", 7)],
        *[("ok", 3), ("ok", 7)],
    ]
    assert [(f.row, f.level) for f in e.findings if f.code == "DONG-04"] == [(2, "error"), (6, "warning")]


def test_evidence_is_for_an_item_by_its_id_as_people_write_it(tmp_path):
    contents = [{"id": "N1", "name": "n", "points": 10, "requires": "evidence"}]
    proof = {
        "2024/minh_chung.csv": "Mã đơn vị,Mã mục,Điểm tự chấm,Minh chứng\nA,n1,,BC số 5\nB,N-1,,BC số 6\nC,M1,,BC\n"
    }
    made = reported({"id": "T1", "goal": "100%", "points": 10})
    made["contents"] = contents
    points = {"2024/tham_dinh.csv": "Mã đơn vị,Mã mục,Điểm thẩm định\nA,N1,8\nB,N1,8\nC,N1,8\n"}
    e = evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": HEAD + "A,T1,1,1\n", **proof, **points}, plan=made)
    assert [e.item(u, "N1").points for u in "AB"] == [8, 8]
    assert e.item("C", "N1").state == "blocked"  # its evidence is for an item that nobody knows


def test_an_item_appraised_twice_under_two_spellings_of_its_id_has_no_points(tmp_path):
    e = appraised_rows(
        tmp_path, "A,N1,7,lý do\nA,n1,7,lý do khác\nB,N1,7,\nB,n1,8,\nC,N1,7,như nhau\nC,n1,7,như nhau\n"
    )
    assert [e.item(u, "N1").state for u in "ABC"] == ["blocked", "blocked", "ok"]
    assert [f.row for f in e.findings if f.code == "DONG-02"] == [3, 5]


def test_points_of_an_appraiser_for_a_target_are_not_used_and_he_is_told(tmp_path):
    e = appraised_rows(tmp_path, "A,T1,3,khai sai\nB,t1,99,\nC,T1,,chưa xem\n", contents=[])
    assert [e.item(u, "T1").points for u in "ABC"] == [10, 10, 10]
    found = [(f.code, f.level, f.row, f.column, f.unit, f.target) for f in e.findings]
    assert found == [
        ("DIEM-04", "warning", 2, "Điểm thẩm định", "A", "T1"),
        ("DIEM-04", "warning", 3, "Điểm thẩm định", "B", "T1"),
    ]
    assert "chấm theo số liệu" in e.findings[0].problem
    assert e.is_complete


def test_kinds_that_differ_by_case_blanks_or_unicode_form_are_one_group(tmp_path):
    kinds = ("Phòng", "phòng", "PHO\u0300NG", "Trung  tâm")
    units = "Mã đơn vị,Tên đơn vị,Loại\n" + "".join(f"{u},Đơn vị {u},{k}\n" for u, k in zip("ABCD", kinds))
    made = reported({"id": "T1", "goal": "100%", "points": 10})
    made["scoring"]["groups"] = "kind"
    rows = "A,T1,50,100\nB,T1,70,100\nC,T1,60,100\nD,T1,10,100\n"
    e = evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": HEAD + rows}, plan=made, units=units)
    assert [(e.score(u).group, e.score(u).rank) for u in "ABCD"] == [
        ("Phòng", 3),
        ("Phòng", 1),
        ("Phòng", 2),
        ("Trung  tâm", 1),
    ]


# One folder with a case in each row: who has points of his own, who has them from units that came to him, what is refused.

MARKED = {
    "contents": [{"id": "N1", "name": "x", "points": 10}, {"id": "N2", "name": "y", "points": 4}],
    "actions": [{"id": "B1", "name": "z", "points": 2, "rule": "steps", "steps": [1, 2]}],
}
LISTED = "Mã đơn vị,Tên đơn vị,Từ ngày,Đến ngày\n" + "".join(
    [f"{unit},Đơn vị {unit},,\n" for unit in "ABCDE"]
    + [f"O{n},Đơn vị cũ {n},,30/06/2024\n" for n in range(1, 8)]
    + [f"{unit},Đơn vị {unit},01/07/2024,\n" for unit in "PQRS"]
)
GONE = "Từ đơn vị,Đến đơn vị,Ngày,Phạm vi\n" + "".join(
    f"{old},{new},01/07/2024,\n"
    for old, new in (("O1", "P"), ("O2", "P"), ("O3", "Q"), ("O4", "R"), ("O5", "R"), ("O6", "S"), ("O7", "S"))
)
POINTS_ROWS = (
    'A,N1,7,rõ\nA,N2,"2,5",\nA,B1,2,\n'  # rows 2 to 4
    "B,N1,10,\nB,N2,0,\nB,B1,0,\n"  # 5 to 7: the edges of what may be given
    'C,N1,"10,5",\nC,N2,-1,\nC,B1,"1,5",\n'  # 8 to 10: above, below, between the steps
    "D,N1,tốt,\nD,N2,,chưa xem\nD,T1,3,\n"  # 11 to 13: no number; nothing said; a target
    "O1,N1,6,một\nO2,N1,8,hai\nO1,N2,3,\n"  # 14 to 16
    "O3,N1,5,cũ\nQ,N1,4,mới\nO3,N2,1,xưa\n"  # 17 to 19
    "O4,N1,11,\nO5,N1,3,\n"  # 20, 21
    "O6,N1,9,\nO7,N1,9,như nhau\nO6,N2,4,a\nO7,N2,2,b\n"  # 22 to 25
)
OWN_ROWS = (
    "A,N1,8,x,\nA,N2,,x,\nA,T1,15,x,\n"  # rows 2 to 4
    "B,N1,bảy,x,\nB,T1,99,x,\n"  # 5, 6
    "C,N1,-1,x,\nC,N2,4,x,\nC,B1,1,x,\n"  # 7 to 9
    "O1,N1,5,x,\nO2,N1,7,x,\nO1,N2,2,x,\n"  # 10 to 12
    'D,B1,"1,5",x,\n'  # 13: an appraiser may give 1 or 2; what a unit claims is its own affair
)
WITHOUT = "chưa được thẩm định"


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    rows = "".join(f"{unit},T1,1,2\n" for unit in "ABCDEPQRS")
    files = {"2024/minh_chung.csv": SELF + OWN_ROWS, "2024/tham_dinh.csv": OFFICIAL + POINTS_ROWS, "sap_nhap.csv": GONE}
    made = {**reported({"id": "T1", "goal": "100%", "points": 20}), **MARKED}
    made["scoring"]["robustness"] = {"draws": 1000}
    folder = tmp_path_factory.mktemp("marked")
    return evaluated(folder, {"2024/bao_cao_don_vi.csv": HEAD + rows, **files}, plan=made, units=LISTED)


@pytest.mark.parametrize(
    ("unit", "n1", "n2", "b1"),
    [
        ("A", ("ok", 7, "rõ"), ("ok", Fraction(5, 2), ""), ("ok", 2, "")),
        ("B", ("ok", 10, ""), ("ok", 0, ""), ("ok", 0, "")),
        ("C", *[("blocked", 0, "không tính được")] * 3),
        ("D", ("blocked", 0, "không tính được"), ("missing", 0, WITHOUT), ("missing", 0, WITHOUT)),
        ("E", *[("missing", 0, WITHOUT)] * 3),
        # The mean of 6 and 8; of N2 O2 has none, so nobody knows the whole.
        (
            "P",
            ("ok", 7, "bình quân của O1, O2"),
            ("missing", 0, "chưa được thẩm định ở đơn vị cũ O2"),
            ("missing", 0, WITHOUT),
        ),
        ("Q", ("ok", 4, "mới"), ("ok", 1, "xưa"), ("missing", 0, WITHOUT)),
        ("R", ("blocked", 0, "không tính được"), ("missing", 0, WITHOUT), ("missing", 0, WITHOUT)),
        ("S", ("ok", 9, "như nhau"), ("ok", 3, "bình quân của O6, O7"), ("missing", 0, WITHOUT)),
    ],
)
def test_points_of_an_appraiser_by_unit_and_item(marked, unit, n1, n2, b1):
    found = [marked.item(unit, item) for item in ("N1", "N2", "B1")]
    assert [(each.state, each.points, each.reason) for each in found] == [n1, n2, b1]
    assert [each.max_points for each in found] == [10, 4, 2]


@pytest.mark.parametrize(
    ("unit", "t1", "n1", "n2", "b1"),
    [
        ("A", 15, 8, None, None),
        ("B", "unclear", "unclear", None, None),
        ("C", None, "unclear", 4, 1),
        ("D", None, None, None, Fraction(3, 2)),
        ("P", None, 6, None, None),  # the mean of 5 and 7; of N2 O2 says nothing
        ("Q", None, None, None, None),
    ],
)
def test_points_that_units_give_themselves(marked, unit, t1, n1, n2, b1):
    found = [marked.item(unit, item) for item in ("T1", "N1", "N2", "B1")]
    assert ["unclear" if each.self_blocked else each.self_points for each in found] == [t1, n1, n2, b1]
    assert all(each.self_points is None for each in found if each.self_blocked)


def test_what_is_wrong_with_points_is_said_with_its_place(marked):
    found = {
        (f.code, f.file.partition("/")[2], f.row, f.column, f.unit, f.level)
        for f in marked.findings
        if f.code in ("DIEM-02", "O-03", "DIEM-03", "DIEM-04", "DONG-02", "DONG-04")
    }
    official, own = ("tham_dinh.csv", "Điểm thẩm định"), ("minh_chung.csv", "Điểm tự chấm")

    def at(code, place, row, unit, level="error"):
        return code, place[0], row, place[1], unit, level

    assert found == {
        at("DIEM-02", official, 8, "C"),
        at("DIEM-02", official, 9, "C"),
        at("DIEM-02", official, 10, "C"),
        at("O-03", official, 11, "D"),
        at("DIEM-04", official, 13, "D", "warning"),
        at("DIEM-02", official, 20, "R"),
        at("DIEM-03", official, 0, "P", "info"),
        at("DIEM-03", official, 0, "S", "info"),
        at("O-03", own, 5, "B"),
        at("DIEM-02", own, 6, "B"),
        at("DIEM-02", own, 7, "C"),
        at("DIEM-03", own, 0, "P", "info"),
    }
    said = {(f.unit, f.column): f.problem for f in marked.findings if f.code == "DIEM-03"}
    assert "ở 1 mục (N1): lấy bình quân điểm của các đơn vị cũ O1, O2." in said["P", "Điểm thẩm định"]
    assert "ở 1 mục (N2): lấy bình quân điểm của các đơn vị cũ O6, O7." in said["S", "Điểm thẩm định"]
    assert next(f.target for f in marked.findings if f.code == "DIEM-04") == "T1"
    assert {f.problem for f in marked.findings if f.code == "O-03"} == {"điểm không phải là số."}
    assert {f.remedy for f in marked.findings if f.code == "O-03"} == {"nhập số, ví dụ 12,5; không kèm chữ."}


def test_the_score_counts_what_is_known_and_an_own_score_needs_every_item(marked):
    # Of 36 points. A: 10 (half of T1) + 7 + 2,5 + 2 = 21,5 → 59,72. B: 10 + 10. Nobody gave itself points for all.
    assert [marked.score(unit).score for unit in "AB"] == [Decimal("59.72"), Decimal("55.56")]
    assert all(each.self_score is None for each in marked.scores)
    assert [marked.score(unit).unappraised for unit in "ABCDEPQRS"] == [0, 0, 3, 3, 3, 2, 1, 3, 1]
    assert [marked.score(unit).rank for unit in "ABCDEPQRS"] == [1, 2, *[None] * 7]
    assert [marked.score(unit).band for unit in "ABC"] == ["Khá", "Khá", ""]


@pytest.mark.parametrize(
    ("files", "states"),
    [
        # A file of A that cannot be read: of A nothing is known. C's file has no points: that column is lost.
        ({"A": b"\x00\x01\x02", "B": "B,N1,3,\nB,N2,3,\nB,B1,1,\n"}, {"A": "bbb", "B": "ooo", "C": "mmm"}),
        ({"A": "A,N1,3,\n", "C": "Mã đơn vị,Mã mục,Lý do\nC,N1,x\nC,N2,\n"}, {"A": "omm", "B": "mmm", "C": "bbm"}),
        ({"A": "A,N1,3,\nA,N9,3,\n"}, {"A": "obb", "B": "mmm"}),  # nobody knows which item N9 is
        ({"A": "A,N1,3,\nA,N2,3,\nA,B1,2,\nA,N9,3,\n"}, {"A": "ooo"}),
    ],
)
def test_of_an_item_that_a_file_may_speak_of_unreadably_nothing_is_known(tmp_path, files, states):
    made = {**reported({"id": "T1", "goal": "100%", "points": 20}), **MARKED}
    made["scoring"]["robustness"] = {"draws": 1000}
    named = {
        f"2024/tham_dinh__{unit}.csv": text if text[:2] == b"\x00\x01" or text.startswith("Mã") else OFFICIAL + text
        for unit, text in files.items()
    }
    e = evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": HEAD + "A,T1,1,1\n", **named}, plan=made)
    short = {"b": "blocked", "o": "ok", "m": "missing"}
    for unit, letters in states.items():
        assert [e.item(unit, item).state for item in ("N1", "N2", "B1")] == [short[letter] for letter in letters]
        unread = [e.item(unit, i).reason for i in ("N1", "N2", "B1") if e.item(unit, i).state == "blocked"]
        assert set(unread) <= {"không đọc được tham_dinh", "không tính được"}
    assert [(f.file, f.column) for f in e.findings if f.code == "COT-02"] == (
        [("2024/tham_dinh__C.csv", "Điểm thẩm định")] if "C" in files else []
    )


# Points of items and scores of units, without a folder.


def made_plan(**scoring):
    parts = reported({"id": "T1", "goal": "80%", "points": 10}, {"id": "T2", "goal": {2024: "50%"}, "points": 20})
    parts["scoring"] |= {"robustness": {"draws": 1000}, **scoring}
    parts["contents"] = [{"id": "N1", "name": "x", "points": 4, "requires": "evidence"}]
    parts["actions"] = [{"id": "B1", "name": "y", "points": 6}, {"id": "B0", "name": "z", "points": 0}]
    return Plan.model_validate(parts)


UNIT = Unit("A", "Phòng A")


def scored(state="ok", *, share=Fraction(1, 2), **parts):
    """The items of A, whose two targets stand at a share of their goals."""
    made = parts.pop("plan", None) or made_plan()
    indicators = {
        ("A", target.id): Indicator("A", target.id, state, None, None, share, target.goal_in(2024), share, share >= 1)
        for target in made.targets
    }
    found = score_items(made, units=[UNIT], indicators=indicators, said=Said(**parts))
    assert [each.unit for each in found] == ["A"] * 5
    return {each.item: each for each in found}


def test_every_item_of_the_plan_has_its_points_in_the_order_of_the_plan():
    found = scored(
        appraised={("A", "N1"): GivenPoints("ok", Fraction(3), "tốt"), ("A", "B1"): GivenPoints("ok", Fraction(6), "")},
        self_points={("A", "N1"): GivenPoints("ok", Fraction(4), ""), ("A", "T2"): GivenPoints("ok", Fraction(19), "")},
        evidence=Evidence(given=frozenset({("A", "N1")})),
    )
    assert [(e.item, e.state, e.points, e.max_points, e.self_points, e.reason) for e in found.values()] == [
        ("T1", "ok", 5, 10, None, ""),
        ("T2", "ok", 10, 20, 19, ""),
        ("N1", "ok", 3, 4, 4, "tốt"),
        ("B1", "ok", 6, 6, None, ""),
        ("B0", "missing", 0, 0, None, "chưa được thẩm định"),
    ]


@pytest.mark.parametrize(
    ("state", "missing", "points", "most", "own", "reason"),
    [
        ("ok", "zero", 5, 10, 3, ""),
        ("missing", "zero", 0, 10, 3, "chưa có số liệu"),
        ("blocked", "zero", 0, 10, 3, "không tính được"),
        ("missing", "exclude", None, None, 3, "chưa có số liệu"),
        ("blocked", "exclude", None, None, 3, "không tính được"),
        ("no_cases", "zero", None, None, None, "không phát sinh"),
        ("not_assigned", "zero", None, None, None, "không giao"),
    ],
)
def test_what_becomes_of_an_item_by_its_state(state, missing, points, most, own, reason):
    found = scored(
        state, plan=made_plan(missing=missing), self_points={("A", "T1"): GivenPoints("ok", Fraction(3), "")}
    )["T1"]
    assert (found.state, found.points, found.max_points, found.self_points) == (state, points, most, own)
    assert (found.reason, found.self_blocked) == (reason, False)


def test_an_item_without_evidence_has_the_points_that_its_evidence_allows():
    appraised = {("A", item): GivenPoints("ok", Fraction(3), "tốt") for item in ("N1", "B1")}
    silent, doubted = Evidence(silent=frozenset("A")), Evidence(doubted=frozenset("A"))
    for evidence, expected in (
        (Evidence(), ("ok", 0, "không có minh chứng: 0 điểm")),
        (silent, ("missing", 0, "chưa có tệp minh chứng")),
        (doubted, ("blocked", 0, "không đọc được minh chứng")),
    ):
        found = scored(appraised=appraised, evidence=evidence)
        assert (found["N1"].state, found["N1"].points, found["N1"].reason) == expected
        assert (found["B1"].state, found["B1"].points) == ("ok", 3)  # asks for none


def test_nothing_is_assigned_to_a_unit_that_did_not_stand_unless_it_was_appraised():
    found = scored(appraised={("A", "B1"): GivenPoints("ok", Fraction(3), "")}, absent={"A"})
    assert [(found[i].state, found[i].points, found[i].max_points) for i in ("N1", "B1", "B0")] == [
        ("not_assigned", None, None),
        ("ok", 3, 6),
        ("not_assigned", None, None),
    ]
    assert found["N1"].reason == "không giao"
    assert scored(absent={"B"})["B1"].state == "missing"


@pytest.mark.parametrize(
    ("count", "points", "blocked"),
    [
        (Count("ok", Fraction(2), Fraction(5)), 5, False),  # 40% of a goal of 80%
        (Count("ok", Fraction(0), Fraction(5)), 0, False),
        (Count("blocked"), None, True),
        (Count("missing"), None, False),
        (Count("no_cases", Fraction(0), Fraction(0)), None, False),
    ],
)
def test_a_units_own_figures_earn_points_by_the_rule_of_the_target(count, points, blocked):
    found = scored(claimed={("A", "T1"): count})["T1"]
    assert (found.points, found.self_points, found.self_blocked) == (5, points, blocked)


def test_own_figures_go_before_own_points_and_points_stand_where_the_figures_say_nothing():
    points = {("A", "T1"): GivenPoints("ok", Fraction(9), ""), ("A", "T2"): GivenPoints("blocked", None, "")}
    assert scored(self_points=points)["T1"].self_points == 9
    assert scored(self_points=points)["T2"].self_blocked
    assert (
        scored(self_points=points, claimed={("A", "T1"): Count("ok", Fraction(4), Fraction(5))})["T1"].self_points == 10
    )
    assert scored(self_points=points, claimed={("A", "T1"): Count("missing")})["T1"].self_points == 9
    assert scored(self_points=points, claimed={("A", "T1"): Count("blocked")})["T1"].self_blocked


def test_a_target_without_a_goal_in_the_year_claims_nothing():
    count = Count("ok", Fraction(1), Fraction(2))
    made = made_plan()
    assert claim_of(made, made.target("T2"), count, goal=made.target("T2").goal_in(parse_period("2024"))).points == 20
    assert claim_of(made, made.target("T2"), count, goal=made.target("T2").goal_in(parse_period("2023"))) == NO_CLAIM
    assert (
        claim_of(made, made.target("T2"), count, goal=made.target("T2").goal_in(parse_period("2022..2024"))).points
        == 20
    )  # the year of its end
    assert claim_of(made, made.target("T2"), None, goal=made.target("T2").goal_in(parse_period("2024"))) == NO_CLAIM


def of(item, points, most, own=None, *, state="ok", unit="A", blocked=False):
    """The points of one item, as whole numbers or fractions."""
    parts = [None if part is None else Fraction(part) for part in (points, most, own)]
    return ItemScore(unit, item, state, *parts, self_blocked=blocked)


def test_the_official_total_rescales_to_what_remains_and_rounds_once():
    def score_of(items, decimals):
        return total(made_plan(), items).score(decimals)

    two = [of("T1", 5, 10), of("T2", 20, 20)]
    assert score_of(two, 2) == Decimal("83.33")  # 25 of 30
    assert score_of([*two, of("N1", None, None)], 1) == Decimal("83.3")
    assert score_of([of("N1", None, None)], 2) is None
    assert score_of([of("B0", 0, 0)], 2) is None
    assert score_of([of("T1", 12, 10)], 0) == Decimal("120")
    assert score_of([of("T1", "1/200", 1), of("T2", "1/200", 1)], 0) == Decimal("1")  # 0,5: half goes up


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([of("T1", 5, 10, 8), of("N1", 1, 4, 4)], "85.71"),  # 12 of 14
        ([of("T1", 5, 10), of("N1", 1, 4, 4)], "64.29"),  # T1 as it stands: 9 of 14
        ([of("T1", 5, 10), of("N1", 1, 4)], None),  # nothing said of a content
        ([of("T1", 5, 10), of("N1", 1, 4, 0)], "35.71"),  # nought is said: 5 of 14
        ([of("T1", 5, 10), of("N1", None, None)], "50.00"),  # the content has left the maximum
        ([of("T1", 5, 10), of("B0", 0, 0)], "50.00"),  # nothing to give there
        (
            [of("T1", 5, 10), of("N1", None, None, 4)],
            "64.29",
        ),  # not appraised, and left out officially; claimed all the same
        ([of("T1", None, None), of("N1", 1, 4, 2)], "50.00"),
        ([of("T1", 5, 10, blocked=True), of("N1", 1, 4, 4)], None),
        ([of("T1", 5, 10), of("N1", 1, 4, blocked=True)], None),
        ([of("T1", None, None)], None),
    ],
)
def test_the_own_total_takes_official_figures_for_targets_and_no_others(items, expected):
    assert self_total(items, made_plan()) == (None if expected is None else Decimal(expected))
    if expected == "85.71":
        assert self_total(items, made_plan(decimals=1)) == Decimal("85.7")


def test_contents_and_actions_with_points_lack_an_appraisal_where_it_is_missing_or_unreadable():
    items = [
        of("T1", 0, 10, state="missing"),
        of("N1", 0, 4, state="missing"),
        of("B1", 0, 6, state="blocked"),
        of("B0", 0, 0, state="missing"),
    ]
    assert unappraised(made_plan(), items) == 2
    assert unappraised(made_plan(), items[:2]) == 1
    assert unappraised(made_plan(), [of("N1", 1, 4), of("B1", None, None, state="not_assigned")]) == 0


def test_units_are_scored_ranked_and_graded_on_the_rounded_score():
    made = made_plan(tie_breaks=["T2", "T1"], groups="kind")
    units = [Unit(id, id, kind) for id, kind in zip("ABCDE", ("Phòng", "phòng", "Phòng", "Trung tâm", "Phòng"))]
    items = [
        *(of("T1", n, 10, unit=unit) for unit, n in zip("ABCD", (10, 0, 4, 1))),
        *(of("T2", n, 20, unit=unit) for unit, n in zip("ABCD", (6, 16, 20, 2))),
        of("N1", 4, 4, 3, unit="C"),
        of("B1", 0, 6, unit="E", state="missing"),
        of("T1", 9, 10, unit="E"),
    ]
    found = {each.unit: each for each in score_units(made, units=units, items=items)}
    # A and B have 16 of 30, and B more of T2. C: 28 of 34. D alone is of its kind. E, not appraised, has 9 of 16.
    assert [found[u].score for u in "ABCDE"] == [Decimal(n) for n in ("53.33", "53.33", "82.35", "10.00", "56.25")]
    assert [found[u].rank for u in "ABCDE"] == [3, 2, 1, 1, None]
    assert [found[u].group for u in "ABCDE"] == ["Phòng", "Phòng", "Phòng", "Trung tâm", "Phòng"]
    assert [found[u].band for u in "ABCDE"] == ["Khá", "Khá", "Tốt", "Chưa đạt", ""]
    assert [found[u].unappraised for u in "ABCDE"] == [0, 0, 0, 0, 1]
    # Own points: A, B and D as the figures stand; C says 3 of N1: 27 of 34; E says nothing of B1.
    assert [found[u].self_score for u in "ABCD"] == [Decimal(n) for n in ("53.33", "53.33", "79.41", "10.00")]
    assert found["E"].self_score is None
    assert (found["C"].rank_low, found["C"].without_low, found["E"].rank_low) == (1, 1, None)
    assert (found["D"].rank_low, found["D"].rank_high, found["D"].top_share) == (1, 1, 0.0)
    without = score_units(made, units=units, items=items, claims=False)
    assert [each.self_score for each in without] == [None] * 5
    assert [each.score for each in without] == [found[u].score for u in "ABCDE"]
    alike = score_units(made_plan(tie_breaks=["T2", "T1"]), units=units, items=items)
    assert [(each.group, each.rank) for each in alike] == [("", 3), ("", 2), ("", 1), ("", 4), ("", None)]


def test_tie_points_are_those_of_the_plans_items_in_their_order():
    items = [of("T1", 5, 10), of("T2", None, None), of("T1", 7, 10, unit="B")]
    units = [UNIT, Unit("B", "Phòng B")]
    assert tie_points(made_plan(tie_breaks=["T2", "T1"]), units=units, items=items) == {"A": [None, 5], "B": [None, 7]}
    assert tie_points(made_plan(), units=units, items=items) == {"A": [], "B": []}


def test_a_number_of_two_readings_is_read_by_its_maximum_or_by_its_own_file(tmp_path):
    made = reported({"id": "T1", "goal": "100%", "points": 10})
    made["scoring"]["robustness"] = {"draws": 1000}
    made["contents"] = [{"id": "N1", "name": "x", "points": 2000}, {"id": "N2", "name": "y", "points": 10}]
    files = {"A": 'A,N1,1.500,\nA,N2,"2,5",\n', "B": "B,N1,1.500,\nB,N2,1.500,\n"}
    named = {f"2024/tham_dinh__{unit}.csv": OFFICIAL + text for unit, text in files.items()}
    e = evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": HEAD + "A,T1,1,1\n", **named}, plan=made)
    # In A's file a comma is the decimal sign: 1.500 is 1500. That says nothing of B's file, and 1500 and 1,5 are both
    # possible there; of N2, which has 10 points, only 1,5 is.
    assert [(e.item(u, "N1").state, e.item(u, "N1").points) for u in "AB"] == [("ok", 1500), ("blocked", 0)]
    assert e.item("B", "N2").points == Fraction(3, 2)
    assert [(f.row, f.unit) for f in e.findings if f.code == "O-03"] == [(2, "B")]


def test_a_file_without_own_points_claims_nothing_and_is_no_fault(tmp_path):
    files = {
        "2024/minh_chung.csv": "Mã đơn vị,Mã mục,Minh chứng\nA,N1,BC 5\n",
        "2024/tham_dinh.csv": OFFICIAL + "A,N1,3,\n",
    }
    e = score(tmp_path, "A,T1,1,2\n", NOTHING, more=files, **ITEMS)
    each = e.item("A", "N1")
    assert (each.points, each.self_points, each.self_blocked) == (3, None, False)
    assert "COT-02" not in codes(e)


def test_points_for_nobody_knows_which_item_are_a_warning_where_the_plan_has_none_to_give(tmp_path):
    e = score(tmp_path, "A,T1,1,2\n", NOTHING, more={"2024/tham_dinh.csv": OFFICIAL + "A,N9,3,\n"})
    assert [(f.code, f.level) for f in e.findings if f.code == "DONG-04"] == [("DONG-04", "warning")]


def test_own_figures_earn_the_points_of_the_step_that_they_reach():
    steps = [{"from": "60%", "points": 10}, {"from": "30%", "below": "60%", "points": 4}]
    made = Plan.model_validate(reported({"id": "T1", "goal": "80%", "points": 10, "rule": "steps", "steps": steps}))
    counts = [Count("ok", Fraction(n), Fraction(10)) for n in (7, 6, 5, 3, 2)]
    found = [
        claim_of(made, made.target("T1"), count, goal=made.target("T1").goal_in(parse_period("2024"))).points
        for count in counts
    ]
    assert found == [10, 10, 4, 4, 0]


@pytest.mark.parametrize(("missing", "points", "most"), [("zero", 0, 10), ("exclude", None, None)])
def test_a_target_that_lacks_a_year_earns_nothing_yet_and_says_which(missing, points, most):
    years = (("2023", 0, 1), ("2024", 1, 1))
    part = Indicator("A", "T1", "partial", value=Fraction(1, 2), by_year=years)
    found = target_score(made_plan(missing=missing), part, own=Claim(Fraction(3)))
    assert (found.state, found.points, found.max_points, found.self_points) == ("partial", points, most, 3)
    assert found.reason == "tạm tính (thiếu năm 2023)"


def test_a_unit_that_lacks_a_year_of_a_target_has_a_score_but_neither_rank_nor_band():
    units = [Unit(id, id) for id in "ABC"]
    items = [
        *(of("T1", 0, 10, unit="A", state="partial"), of("T2", 20, 20, unit="A")),
        *(of("T1", 5, 10, unit="B"), of("T2", 10, 20, unit="B")),
        *(of("T1", 0, 10, unit="C", state="partial"), of("T2", 0, 20, unit="C", state="partial")),
    ]
    found = score_units(made_plan(), units=units, items=items)
    # A: 20 of 30, and ahead of B, which has 15 of 30 and is ranked without it. C: 0 of 30.
    assert [each.score for each in found] == [Decimal("66.67"), Decimal("50.00"), Decimal("0.00")]
    assert [each.partial for each in found] == [1, 0, 2]
    assert [(each.rank, each.rank_low, each.top_share) for each in found] == [
        (None, None, None),
        (1, 1, 1.0),
        (None, None, None),
    ]
    assert [each.band for each in found] == ["", "Khá", ""]


def test_own_figures_earn_all_the_points_of_a_threshold_once_they_meet_the_goal():
    made = Plan.model_validate(reported({"id": "T1", "goal": "80%", "points": 10, "rule": "threshold"}))
    counts = [Count("ok", Fraction(n), Fraction(10)) for n in (9, 8, 7, 0)]
    found = [
        claim_of(made, made.target("T1"), count, goal=made.target("T1").goal_in(parse_period("2024"))).points
        for count in counts
    ]
    assert found == [10, 10, 0, 0]


DEDUCTING = {"id": "TRU", "name": "t", "rule": "deduct", "each": 1, "at_most": 3, "measure": "count", "source": "van_ban"}  # fmt: skip


def test_what_takes_points_off_is_lacking_too_where_it_is_not_known():
    leaves = [
        {"id": "N", "name": "n", "points": 4},
        {"id": "O", "name": "o", "rule": "deduct", "at_most": 2},
        {"id": "Z", "name": "z", "points": 0},
        DEDUCTING,
    ]
    rules = Plan.model_validate(plan(targets=[], sections=[{"id": "P", "name": "p", "items": leaves}]))
    known = [of("N", 4, 4), of("O", 0, 0), of("Z", 0, 0), of("TRU", -1, 0)]
    assert (unappraised(rules, known), undeducted(rules, known)) == (0, 0)
    for state, both in (("missing", 1), ("blocked", 1), ("no_cases", 0)):
        lost = [of(id, 0, 0, state=state) for id in ("O", "Z", "TRU")]
        assert (unappraised(rules, lost), undeducted(rules, lost)) == (both, both)
    part = [of("O", 0, 0, state="partial"), of("TRU", 0, 0, state="partial")]
    assert (unappraised(rules, part), undeducted(rules, part)) == (0, 1)
    (one,) = score_units(rules, units=[UNIT], items=[of("N", 4, 4), of("TRU", 0, 0, state="missing")])
    assert (one.score, one.rank, one.band, one.undeducted) == (Decimal("100.00"), None, "", 1)


@pytest.mark.parametrize(
    ("item", "state", "points", "met"),
    [
        ("N1", "ok", 4, True),
        ("N1", "ok", "3.99", False),
        ("N1", "missing", None, None),
        ("B0", "ok", 0, None),  # an item without points is no criterion
    ],
)
def test_an_appraised_item_is_met_with_all_its_points(item, state, points, met):
    rules = made_plan()
    given = GivenPoints(state, None if points is None else Fraction(points))
    (asked,) = (each for each in rules.appraised if each.id == item)
    assert item_score(rules, asked, unit="A", official=given, own=NO_CLAIM).met is met


def test_a_section_that_earns_enough_is_not_told_to_earn_too_little():
    leaf = {"id": "N", "name": "n", "points": 10}
    section = {"id": "P", "name": "p", "items": [leaf], "at_least": "50%", "else": {"points": 0}}
    rules = Plan.model_validate(plan(targets=[], sections=[section]))
    assert [each.reason for each in subtotals(rules, [of("N", 5, 10)])] == [""]
    assert [each.reason for each in subtotals(rules, [of("N", 4, 10)])] == ["dưới 50% điểm của phần"]


def test_units_of_one_level_stand_beside_each_other():
    units = [Unit("P", "P"), Unit("A", "A", parent="P"), Unit("B", "B", parent="P"), Unit("D", "D"), Unit("C", "C", parent="D")]  # fmt: skip
    shares = {"P": 9, "D": 8, "A": 7, "B": 6, "C": 5}
    rules = Plan.model_validate(reported({"id": "T1", "goal": "80%", "points": 10}))
    items = [of("T1", points, 10, unit=unit) for unit, points in shares.items()]
    found = {each.unit: each for each in score_units(rules, units=units, items=items)}
    assert {unit: (each.rank, each.rank_in_parent) for unit, each in found.items()} == {
        "P": (1, None), "D": (2, None), "A": (1, 1), "B": (2, 2), "C": (3, 1)
    }  # fmt: skip
    assert {unit: each.top_share for unit, each in found.items()} == {"P": 1, "D": 0, "A": 1, "B": 0, "C": 0}
    assert {unit for unit, each in found.items() if each.has_below} == {"P", "D"}


def test_what_a_unit_says_of_what_takes_points_off_is_its_own_claim(tmp_path):
    """Three documents of A take 3 of its points off; it says one: 10 of 10 less 3 is 70, less 1 is 90."""
    targets = [{"id": "T1", "goal": "80%", "points": 10}]
    made = reported(*targets)
    made["targets"].append(DEDUCTING)
    files = {
        "2024/van_ban.csv": "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n"
        + "".join(f"{n},A,01/02/2024,,Có\n" for n in "123"),
        "2024/bao_cao_don_vi.csv": "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nA,T1,8,10\nA,TRU,1,1\n",
    }
    e = evaluated(tmp_path, files, plan=made)
    assert (e.item("A", "TRU").points, e.item("A", "TRU").self_points) == (-3, -1)
    assert (e.score("A").score, e.score("A").self_score) == (Decimal("70.00"), Decimal("90.00"))
