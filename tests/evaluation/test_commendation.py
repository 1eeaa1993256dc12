"""The nominees of several years together: their own folder, the last year's staff."""

from __future__ import annotations

import pytest
from small import evaluated, reported

FIGURES = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nA,T,9,10\nB,T,8,10\nC,T,7,10\n"
AWARDS = [{"id": "cn", "name": "Giấy khen", "kind": "individual", "order": ["unit_score"], "quota": "50%"}]
NOMINEES = "Mã đề nghị,Loại,Mã đơn vị,Mã cán bộ,Tên,Hình thức khen,Đang xem xét kỷ luật,Thành tích\nD1,Cá nhân,A,1,Bà X,cn,,{said}\n"


@pytest.fixture
def judged(tmp_path):
    def judge(*, said="", **more):
        staff = "Mã cán bộ,Mã đơn vị,Lãnh đạo,Ngày vào,Ngày ra\n1,A,Có,01/01/2020,\n2,B,Không,01/01/2020,\n3,C,lạ,01/01/2020,\n"
        made = reported({"id": "T", "goal": "100%", "points": 100}) | {"awards": AWARDS}
        files = {f"{year}/bao_cao_don_vi.csv": FIGURES for year in (2024, 2025)}
        files |= {"2025/can_bo.csv": staff, "2024-2025/de_nghi.csv": NOMINEES.format(said=said), **more}
        return evaluated(tmp_path, files, plan=made, period="2024-2025")

    return judge


def test_who_the_nominees_are_is_known_from_the_staff_of_the_last_year(judged):
    e = judged()
    assert [(r.nominee.person.is_leader, r.proposed) for r in e.awards] == [(True, "yes")]
    assert e.staff == (3, 3)  # half of three people, rounded down: one place
    assert "2024-2025/de_nghi.csv" in e.inputs


def test_the_faults_of_the_staff_list_are_told_once_with_its_year(judged):
    e = judged()
    assert [(f.file, f.column, f.level) for f in e.findings if f.code == "O-02"] == [
        ("2025/can_bo.csv", "Lãnh đạo", "error")
    ]


def test_a_cell_that_decides_nothing_is_a_warning_as_in_a_single_year(judged):
    e = judged(said="#REF!")
    assert [(f.column, f.level) for f in e.findings if f.file == "2024-2025/de_nghi.csv"] == [("Thành tích", "warning")]


def test_a_list_of_a_single_year_is_not_read_in_the_folder_of_several(judged):
    e = judged(**{"2024-2025/van_ban.csv": "Số ký hiệu,Mã đơn vị\n1,A\n"})
    assert [f.code for f in e.findings if f.file == "2024-2025/van_ban.csv"] == ["TEP-01"]
