"""Whose part of the agency's distance to a goal is how large, worked out by hand."""

from __future__ import annotations

from fractions import Fraction

from small import documents, evaluated, reported

from toolkit.evaluation.shortfall import Shortfall, shortfalls
from toolkit.report import interim_report
from toolkit.report.model import Table
from toolkit.report.tables import shortfall_table


def test_the_parts_of_the_units_add_up_to_the_agencys_distance(tmp_path):
    # Goal 80%: A 2 of 10 lacks 6, B 5 of 10 lacks 3, C 10 of 10 is 2 above; together 17 of 30, 7 short of 24.
    (own,) = shortfalls(evaluated(tmp_path, {"2024/van_ban.csv": documents(A=(2, 10), B=(5, 10), C=(10, 10))}))
    assert (own.target, own.total) == ("T1", 7)
    assert own.parts == {"A": 6, "B": 3, "C": -2}
    assert [own.share(unit) for unit in "ABC"] == [Fraction(2, 3), Fraction(1, 3), None]
    assert (own.behind, own.furthest) == (["A", "B"], ["A"])


def test_parts_are_not_rounded_and_a_unit_without_a_figure_has_none(tmp_path):
    # 80% of 3 is 2,4: A with 1 lacks 1,4; of 7 it is 5,6: B with 2 lacks 3,6.
    (own,) = shortfalls(evaluated(tmp_path, {"2024/van_ban.csv": documents(A=(1, 3), B=(2, 7))}))
    assert own.parts == {"A": Fraction(7, 5), "B": Fraction(18, 5)}
    assert own.total == 5


def test_a_goal_that_is_met_or_that_one_unit_has_alone_has_no_shortfall(tmp_path):
    assert shortfalls(evaluated(tmp_path / "met", {"2024/van_ban.csv": documents(A=(8, 10), B=(9, 10))})) == []
    assert shortfalls(evaluated(tmp_path / "alone", {"2024/van_ban.csv": documents(A=(1, 10))})) == []


def test_where_lower_is_better_what_is_too_much_is_the_distance(tmp_path):
    made = reported({"id": "T1", "goal": "10%", "floor": "50%", "points": 10})
    rows = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nA,T1,30,100\nB,T1,5,100\nC,T1,20,100\n"
    (own,) = shortfalls(evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": rows}, plan=made))
    assert (own.total, own.parts) == (25, {"A": 20, "B": -5, "C": 10})


def test_the_appendix_and_the_table_of_work_say_the_same(tmp_path):
    e = evaluated(tmp_path, {"2024/van_ban.csv": documents(A=(2, 10), B=(5, 10), C=(10, 10))})
    (work,) = [block for block in interim_report(e).section("VI").blocks if isinstance(block, Table)]
    assert work.rows == (("T1. Văn bản ký số", "thiếu 7 văn bản", "Phòng A (6); Phòng B (3)"),)
    table = shortfall_table(e, shortfalls(e))
    assert table.rows == (
        ("Phòng A (A)", "6\u00a0(66,7%)"),
        ("Phòng B (B)", "3\u00a0(33,3%)"),
        ("Trung tâm C (C)", "−2"),
    )
    assert table.foot == (("Toàn cơ quan còn thiếu", "7"),)


def test_a_figure_of_a_thousand_is_not_cut_in_the_table(tmp_path):
    made = reported({"id": "T1", "goal": "90%", "points": 10})
    rows = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nA,T1,765,3001\nB,T1,900,1000\nC,T1,0,0\n"
    e = evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": rows}, plan=made)
    assert shortfall_table(e, shortfalls(e)).rows[0][1] == "1.935,9\u00a0(100%)"  # 90% of 3.001 less 765


def test_only_who_lacks_something_is_behind_and_equal_ones_share_the_first_place():
    own = Shortfall("T", Fraction(5), {"A": Fraction(0), "B": Fraction(3), "C": Fraction(3), "D": Fraction(-1)})
    assert (own.behind, own.furthest) == (["B", "C"], ["B", "C"])
    assert [own.share(unit) for unit in "ABCDE"] == [None, Fraction(1, 2), Fraction(1, 2), None, None]
    small = Shortfall(
        "T", Fraction(1, 2), {"A": Fraction(1, 2), "B": Fraction(1, 4)}
    )  # less than one case is behind too
    assert (small.behind, small.share("A")) == (["A", "B"], Fraction(2, 3))


def test_what_is_no_share_has_no_parts_of_a_distance(tmp_path):
    made = reported({"id": "T1", "goal": 4, "points": 10})  # 9 a person: a quotient of amounts
    rows = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nA,T1,3,2\nB,T1,2,2\n"
    e = evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": rows}, plan=made)
    assert shortfalls(e) == []
