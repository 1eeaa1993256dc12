"""Days years away from the period leave figures: the warning names which."""

from __future__ import annotations

from small import evaluated, plan

HEAD = "Mã hồ sơ,Mã đơn vị,Ngày tiếp nhận,Ngày trả kết quả,Hình thức tiếp nhận,Đã định danh\n"
SOUND = "1,A,01/02/2024,05/02/2024,Trực tuyến,Có\n"
PLAN = plan(
    targets=[
        {"id": "CT3", "name": "Định danh", "goal": "80%", "source": "ho_so_tthc", "success": {"identified": True}, "points": 5},
        {"id": "CT4", "name": "Trực tuyến", "goal": "80%", "source": "ho_so_tthc", "population": {"returned_at": "present"}, "date": "returned_at", "success": {"channel": "online"}, "points": 5},
    ]
)  # fmt: skip


def told(tmp_path, row):
    e = evaluated(tmp_path, {"2024/ho_so_tthc.csv": HEAD + SOUND + row}, plan=PLAN)
    figures = [(each.numerator, each.denominator) for each in (e.indicator("A", "CT3"), e.indicator("A", "CT4"))]
    return figures, [(f.row, f.column, f.problem) for f in e.findings if f.code == "DONG-10"]


def test_received_decades_before_leaves_the_figure_by_the_day_of_receipt(tmp_path):
    figures, found = told(tmp_path, "2,A,15/06/1994,20/06/2024,Trực tuyến,Có\n")
    assert figures == [(1, 1), (2, 2)]
    assert [(row, column) for row, column, _ in found] == [(3, "Ngày tiếp nhận")]
    assert "CT3" in found[0][2] and "CT4" not in found[0][2]


def test_returned_years_after_leaves_the_figure_by_the_day_of_return(tmp_path):
    figures, found = told(tmp_path, "2,A,15/06/2024,20/06/2042,Trực tuyến,Có\n")
    assert figures == [(2, 2), (1, 1)]
    assert [(row, column) for row, column, _ in found] == [(3, "Ngày trả kết quả")]
    assert "CT4" in found[0][2] and "CT3" not in found[0][2]


def test_carried_over_from_last_year_into_the_next_is_nothing_strange(tmp_path):
    for n, row in enumerate(("2,A,15/06/2022,20/06/2024,Trực tuyến,Có\n", "2,A,15/06/2024,20/06/2025,Trực tuyến,Có\n")):
        assert told(tmp_path / str(n), row)[1] == []


def test_outside_by_every_date_is_told_once(tmp_path):
    e = evaluated(tmp_path, {"2024/ho_so_tthc.csv": HEAD + SOUND + "2,A,15/06/1994,20/06/1994,Trực tuyến,Có\n"}, plan=PLAN)  # fmt: skip
    assert [f.code for f in e.findings if f.row == 3] == ["DONG-03"]


def test_a_day_of_a_stock_years_after_the_end_is_told(tmp_path):
    """Joined in 2042 for 2024: not on strength, so not among the staff of any target."""
    staff = "Mã cán bộ,Mã đơn vị,Lãnh đạo,Nữ,Ngày vào,Ngày ra\n1,A,Không,Có,01/02/2020,\n2,A,Không,Có,01/02/2042,\n"
    targets = [
        {"id": "S", "name": "Nữ", "goal": "50%", "source": "can_bo", "success": {"is_female": True}, "points": 5}
    ]
    e = evaluated(tmp_path, {"2024/can_bo.csv": staff}, plan=plan(targets=targets))
    assert (e.indicator("A", "S").numerator, e.indicator("A", "S").denominator) == (1, 1)
    assert [(f.row, f.column) for f in e.findings if f.code == "DONG-10"] == [(3, "Ngày vào")]
