"""Courses in the file of a unit whose own list of staff has not come: they are of its people, and of nobody else's."""

from __future__ import annotations

from small import evaluated, plan

from toolkit.words.vocabulary import MISSING, OK

TRAINED = {"id": "T1", "name": "Tập huấn", "goal": "80%", "source": "can_bo", "success": {"trained_basic": True}}
STAFF = "Mã cán bộ,Mã đơn vị,Lãnh đạo,Nữ,Ngày vào,Ngày ra\n"
COURSES = "Mã cán bộ,Loại khóa,Ngày hoàn thành\n"


def test_they_leave_the_figures_of_other_units_known(tmp_path):
    files = {
        "2024/can_bo__A.csv": STAFF + "A1,A,,,01/01/2020,\nA2,A,,,01/01/2020,\n",
        "2024/tap_huan__A.csv": COURSES + "A1,Cơ bản,02/03/2024\n",
        "2024/tap_huan__B.csv": COURSES + "B1,Cơ bản,02/03/2024\n",  # of B, whose list of staff is not there
    }
    e = evaluated(tmp_path, files, plan=plan(targets=[{**TRAINED, "points": 10}]))
    a, b = e.indicator("A", "T1"), e.indicator("B", "T1")
    assert (a.state, a.numerator, a.denominator) == (OK, 1, 2)  # A1 of A1 and A2
    assert b.state == MISSING
