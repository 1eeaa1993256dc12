"""What units and appraisers write of items: one row, two rows, a predecessor's row, none that can be read.

Under this plan what is missing counts 0 points.
"""

from __future__ import annotations

from fractions import Fraction

from small import evaluated, reported

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
