"""The nominees of several years together: their own folder, the last year's staff."""

from __future__ import annotations

import pytest
from small import evaluated, reported

from toolkit.words.errors import Finding

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


def test_the_staff_of_the_last_year_are_owed_by_who_stood_in_it(tmp_path):
    """D came to A in 2024, so that it owes no list of 2025; B's is not there, which leaves the places unknown."""
    units = "Mã đơn vị,Tên đơn vị,Đến ngày\nA,Phòng A,\nB,Phòng B,\nD,Phòng D,\n"
    made = reported({"id": "T", "goal": "100%", "points": 100}) | {"awards": AWARDS}
    rows = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nA,T,9,10\nB,T,8,10\n"
    head = "Mã cán bộ,Mã đơn vị,Lãnh đạo,Ngày vào,Ngày ra\n"
    files = {
        "sap_nhap.csv": "Từ đơn vị,Đến đơn vị,Ngày,Phạm vi\nD,A,01/07/2024,\n",
        "2024/bao_cao_don_vi.csv": rows + "D,T,1,10\n",
        "2025/bao_cao_don_vi.csv": rows,
        "2025/can_bo__A.csv": head + "1,A,Có,01/01/2020,\n2,A,Không,01/01/2020,\n",
        "2025/can_bo__B.csv": head + "3,B,Không,01/01/2020,\n4,B,Không,01/01/2020,\n",
        "2024-2025/de_nghi.csv": NOMINEES.format(said=""),
    }
    e = evaluated(tmp_path / "whole", files, plan=made, units=units, period="2024-2025")
    assert e.staff == (4, 4) and "CB-01" not in {f.code for f in e.findings}
    del files["2025/can_bo__B.csv"]
    e = evaluated(tmp_path / "part", files, plan=made, units=units, period="2024-2025")
    assert e.staff is None and [f.unit for f in e.findings if f.code == "CB-01"] == ["B"]
    assert [r.proposed for r in e.awards] == ["council"]
    team = NOMINEES.format(said="").replace("D1,Cá nhân,A,1,Bà X", "D1,Tập thể,A,,A")
    both = [*AWARDS, {"id": "tt", "name": "Giấy khen tập thể", "kind": "collective", "quota": 1}]
    files["2024-2025/de_nghi.csv"] = team.replace(",cn,", ",tt,")
    e = evaluated(tmp_path / "team", files, plan=made | {"awards": both}, units=units, period="2024-2025")
    assert "CB-01" not in {f.code for f in e.findings}  # nobody of the staff is put forward
    files["2024-2025/de_nghi.csv"] += "D2,Cá nhân,A,1,Bà X,cn,,\n"
    e = evaluated(tmp_path / "both", files, plan=made | {"awards": both}, units=units, period="2024-2025")
    assert [f.unit for f in e.findings if f.code == "CB-01"] == ["B"]


def test_all_that_is_found_stands_in_one_order(judged):
    e = judged(**{"2024-2025/van_ban.csv": "Số ký hiệu,Mã đơn vị\n1,A\n"})
    assert len(e.findings) > 1 and list(e.findings) == sorted(e.findings, key=Finding.sort_key)


def test_how_firm_a_place_is_follows_the_drawn_scores(judged):
    assert [each.firmness for each in judged().awards] == [1.0]  # the only nominee, one place


def test_prizes_by_rank_need_no_folder_of_proposals(tmp_path):
    prize = {"id": "nhat", "name": "Giải Nhất", "kind": "collective", "quota": 1, "by": "rank"}
    made = reported({"id": "T", "goal": "100%", "points": 100}) | {"awards": [prize]}
    files = {f"{year}/bao_cao_don_vi.csv": FIGURES for year in (2024, 2025)}
    e = evaluated(tmp_path, files, plan=made, period="2024-2025")
    assert {each.nominee.id: each.proposed for each in e.awards} == {"A": "yes", "B": "no", "C": "no"}
