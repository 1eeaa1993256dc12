"""What units and appraisers write of items: one row, two rows, a predecessor's row, none that can be read.

Under this plan what is missing counts 0 points.
"""

from __future__ import annotations

from fractions import Fraction

from small import evaluated, plan, reported, write_folder

from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.report import narrative

UNITS = "Mã đơn vị,Tên đơn vị,Từ ngày,Đến ngày\nA,Phòng A,,30/06/2024\nB,Phòng B,,30/06/2024\nC,Phòng C,01/07/2024,\n"
TRANSFERS = "Từ đơn vị,Đến đơn vị,Ngày,Phạm vi\nA,C,01/07/2024,\nB,C,01/07/2024,\n"
FIGURES = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nC,T,9,10\n"


def appraised(folder, rows, *, merged=False, head="Mã đơn vị,Mã mục,Điểm thẩm định,Lý do\n"):
    made = reported({"id": "T", "goal": "100%", "points": 100})
    made["contents"] = [{"id": "N1", "name": "Nội dung", "points": 10}]
    files = {"2024/bao_cao_don_vi.csv": FIGURES, "2024/tham_dinh.csv": head + rows}
    parts = {"units": UNITS} if merged else {}
    return evaluated(folder, files | ({"sap_nhap.csv": TRANSFERS} if merged else {}), plan=made, **parts)


def points(e, unit="C"):
    item = e.item(unit, "N1")
    return item.state, item.points, item.reason


def found(e, *codes):
    return [(f.code, f.row, f.unit) for f in e.findings if f.code in codes]


def test_the_points_of_a_row_come_with_its_reason(tmp_path):
    e = appraised(tmp_path, 'C,N1,"7,5",thiếu một mục\n')
    assert points(e) == ("ok", Fraction(15, 2), "thiếu một mục")


def test_points_beyond_the_items_are_none_and_the_unit_is_told(tmp_path):
    e = appraised(tmp_path, "C,N1,11,\n")
    assert points(e)[0] == "blocked"
    assert found(e, "DIEM-02") == [("DIEM-02", 2, "C")]


def test_points_for_a_target_are_not_used(tmp_path):
    e = appraised(tmp_path, "C,T,50,\nC,N1,5,\n")
    assert e.item("C", "T").points == 90  # 9 of 10 towards a goal of 100%, of 100 points
    assert found(e, "DIEM-04") == [("DIEM-04", 2, "C")]


def test_what_predecessors_had_alike_is_taken_over(tmp_path):
    e = appraised(tmp_path, "A,N1,6,tốt\nB,N1,6,\n", merged=True)
    assert points(e) == ("ok", 6, "tốt")
    assert found(e, "DIEM-03") == []


def test_what_predecessors_had_unlike_is_taken_over_as_the_mean(tmp_path):
    e = appraised(tmp_path, "A,N1,6,\nB,N1,9,\n", merged=True)
    assert points(e) == ("ok", Fraction(15, 2), "bình quân của A, B")
    assert found(e, "DIEM-03") == [("DIEM-03", 0, "C")]


def test_its_own_points_come_before_those_of_its_predecessors(tmp_path):
    e = appraised(tmp_path, "A,N1,6,\nB,N1,9,\nC,N1,8,\n", merged=True)
    assert points(e) == ("ok", 8, "")


def test_what_one_predecessor_lacks_is_not_appraised(tmp_path):
    e = appraised(tmp_path, "A,N1,6,\n", merged=True)
    assert points(e) == ("missing", 0, "chưa được thẩm định ở đơn vị cũ B")


def test_an_item_that_the_plan_does_not_have_makes_the_others_of_its_unit_unknown(tmp_path):
    e = appraised(tmp_path, "C,N9,6,\nA,N1,6,\nB,N1,5,\n")
    assert points(e)[0] == "blocked"
    assert found(e, "DONG-04") == [("DONG-04", 2, "C")]


def test_a_file_without_the_column_says_nothing_of_its_items(tmp_path):
    e = appraised(tmp_path, "C,N1,\n", head="Mã đơn vị,Mã mục,Lý do\n")
    assert points(e)[:2] == ("blocked", 0)


# Words, points that units give themselves, several rows -------------------------------------------------------------

CRITERIA = [
    {"id": "TC1", "name": "TC1", "points": 4, "rule": "pass_fail"},
    {"id": "TC2", "name": "TC2", "points": 6},
    {"id": "TC3", "name": "TC3", "points": 5, "counts": "self"},
    {"id": "TC4", "name": "TC4", "rule": "deduct", "at_most": 5},
]


def criteria(folder, given, own=""):
    """What C has of each criterion: its state and points. ``given`` is what the appraiser writes, ``own`` what C does."""
    made = plan(targets=[], sections=[{"id": "P", "name": "P", "items": CRITERIA}])
    files = {"2024/tham_dinh.csv": "Mã đơn vị,Mã mục,Điểm thẩm định,Lý do\n" + given}
    files |= {"2024/minh_chung.csv": "Mã đơn vị,Mã mục,Điểm tự chấm\n" + own} if own else {}
    e = evaluated(folder, files, plan=made)
    return {id: (e.item("C", id).state, e.item("C", id).points) for id in ("TC1", "TC2", "TC3", "TC4")}, e


def test_words_are_points_of_criteria_that_know_them_and_of_no_others(tmp_path):
    passed, _ = criteria(tmp_path / "1", "C,TC1,Đạt,\nC,TC2,6,\nC,TC4,-2,\n", own="C,TC3,5\n")
    assert passed == {"TC1": ("ok", 4), "TC2": ("ok", 6), "TC3": ("ok", 5), "TC4": ("ok", -2)}
    failed, e = criteria(tmp_path / "2", "C,TC1,không đạt,\nC,TC2,Đạt,\nC,TC4,2,\n", own="C,TC3,6\n")
    assert failed["TC1"] == ("ok", 0)
    assert [failed[id][0] for id in ("TC2", "TC3", "TC4")] == ["blocked"] * 3
    assert sorted(found(e, "O-03", "DIEM-02")) == [("DIEM-02", 2, "C"), ("DIEM-02", 4, "C"), ("O-03", 3, "C")]


def test_an_appraiser_does_not_decide_what_units_say_themselves(tmp_path):
    scored, e = criteria(tmp_path, "C,TC1,Có,\nC,TC3,1,\n", own="C,TC3,4\n")
    assert scored["TC1"][0] == "blocked"  # "Có" is no word of a criterion
    assert scored["TC3"] == ("ok", 4)
    assert found(e, "DIEM-04") == [("DIEM-04", 3, "C")]


def test_a_predecessor_of_which_a_row_cannot_be_read_makes_no_mean(tmp_path):
    e = appraised(tmp_path, "A,N1,6,\nB,N1,x,\n", merged=True)
    assert points(e)[:2] == ("blocked", 0)
    assert found(e, "DIEM-03") == []


def test_two_rows_of_one_unit_that_differ_are_none(tmp_path):
    """Their ids are written otherwise, so that they are not one id with two contents."""
    e = appraised(tmp_path, "C,N1,6,\nC,n1 ,9,\n")
    assert points(e)[:2] == ("blocked", 0)
    assert [f.code for f in e.findings if f.row] == ["DONG-02"]


def test_an_item_that_comes_later_is_asked_of_nobody_before(tmp_path):
    later = {"id": "N2", "name": "Mới", "points": 10, "from": 2025}
    contents = [{"id": "N1", "name": "Cũ", "points": 10}, later]
    head = "Mã đơn vị,Mã mục,Điểm thẩm định\n"
    old = "".join(f"{unit},N1,{points}\n" for unit, points in zip("ABC", (9, 8, 7)))
    new = "".join(f"{unit},N2,5\n" for unit in "ABC")
    files = {"2024/tham_dinh.csv": head + old + "A,N2,4\n", "2025/tham_dinh.csv": head + old + new}
    folder = write_folder(tmp_path, files, plan=plan(targets=[], contents=contents, sections=[]))
    workspace = Workspace.open(folder)
    before, after = (workspace.evaluate(parse_period(year)) for year in ("2024", "2025"))
    # of 10 points in 2024, of 20 in 2025
    assert [str(before.score(unit).score) for unit in "ABC"] == ["90.00", "80.00", "70.00"]
    assert [str(after.score(unit).score) for unit in "ABC"] == ["70.00", "65.00", "60.00"]
    assert [before.score(unit).rank for unit in "ABC"] == [1, 2, 3]
    assert before.item("A", "N2").state == "not_assigned"
    told = [(f.code, f.row, f.target) for f in before.findings if f.code.startswith("DIEM")]
    assert told == [("DIEM-04", 5, "N2")]  # points for what is not asked for yet
    both = workspace.evaluate(parse_period("2024..2025"))
    assert both.item("A", "N2").points == 5  # the mean of the years in which it counted
    assert "Đã thẩm định đủ 1 nội dung của 3 đơn vị." in narrative.items_summary(before, kind="contents")
