"""Every scoring rule, worked out by hand: attainment, points, rescaling, rounding, ranks, ties, groups, bands."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import codes, evaluated, plan, reported

from toolkit.scoring.ranking import rank_scores
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


def test_what_did_not_occur_is_set_against_nothing():
    # All three are equal. A tie-break that did not occur to A decides nothing among them, one that all have does.
    for points, expected in (((None, 0, 5), [1, 1, 1]), ((3, 0, 5), [2, 3, 1])):
        ties = {unit: (None if part is None else Fraction(part),) for unit, part in zip("ABC", points)}
        assert list(rank_scores(dict.fromkeys("ABC", Decimal("50")), ties=ties).values()) == expected
    # The second tie-break, which everybody has, decides what the first could not.
    ties = {"A": (None, Fraction(1)), "B": (Fraction(0), Fraction(2)), "C": (Fraction(5), Fraction(1))}
    assert rank_scores(dict.fromkeys("ABC", Decimal("50")), ties=ties) == {"A": 2, "B": 1, "C": 2}
    # Nobody else is touched: D has a better score, E and F are equal and have both.
    scores = {"D": Decimal("60"), "A": Decimal("50"), "B": Decimal("50"), "E": Decimal("40"), "F": Decimal("40")}
    ties = {"D": (None,), "A": (None,), "B": (Fraction(0),), "E": (Fraction(1),), "F": (Fraction(2),)}
    assert rank_scores(scores, ties=ties) == {"D": 1, "A": 2, "B": 2, "E": 5, "F": 4}


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


values = st.integers(0, 1000)


@given(st.dictionaries(st.text("ABCDEFGH", min_size=1, max_size=3), values, min_size=1))
def test_ranks_are_competition_ranks_whatever_the_order(found):
    scores = {unit: Decimal(n) / 100 for unit, n in found.items()}
    ranks = rank_scores(scores)
    assert ranks == {unit: 1 + sum(other > own for other in scores.values()) for unit, own in scores.items()}
    assert rank_scores(dict(reversed(scores.items()))) == ranks


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
