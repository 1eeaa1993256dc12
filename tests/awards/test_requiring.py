"""What an award requires: each thing that is not met is a reason, what nobody knows is for the council."""

from __future__ import annotations

from datetime import date

import pytest
from small import evaluated, reported

from toolkit.awards.model import Person
from toolkit.awards.requiring import full_years

NOMINEES = "Mã đề nghị,Loại,Mã đơn vị,Mã cán bộ,Tên,Hình thức khen,Đang xem xét kỷ luật,Thành tích,Chức vụ\n"
STAFF = "Mã cán bộ,Mã đơn vị,Lãnh đạo,Nữ,Ngày vào,Ngày ra,Chức vụ\n"
COURSES = "Mã cán bộ,Loại khóa,Ngày hoàn thành\n"
REPORT = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nA,T,90,100\nB,T,80,100\nC,T,70,100\n"
UNITS = "Mã đơn vị,Tên đơn vị\nA,Phòng A\nB,Phòng B\nC,Phòng C\n"


def judged(tmp_path, *, award, nominees, staff="", courses="p1,Cơ bản,01/02/2024\n", votes=""):
    """Three units with 90, 80 and 70 points of 100; the goal is 80%."""
    made = reported({"id": "T", "goal": "80%", "points": 100})
    made["awards"] = [{"name": "Giấy khen", "id": "gk", **award}]
    rows = "".join(f"N{id},{kind},{unit},{id},Tên {id},gk,Không,,\n" for id, (kind, unit) in nominees.items())
    files = {
        "2024/bao_cao_don_vi.csv": REPORT,
        "2024/de_nghi.csv": NOMINEES + rows,
        "2024/tap_huan.csv": COURSES + courses,
        **({"2024/can_bo.csv": STAFF + staff} if staff else {}),
        **({"2024/bieu_quyet.csv": "Mã đề nghị,Số thành viên,Đồng ý,Không đồng ý\n" + votes} if votes else {}),
    }
    return evaluated(tmp_path, files, plan=made, units=UNITS)


def told(e):
    return {r.nominee.id: (r.proposed, "; ".join(r.reasons)) for r in e.awards}


STAFF_ROWS = (
    "p1,A,Không,Có,01/01/2023,,Chuyên viên\np2,A,Không,Không,02/01/2023,,\np3,B,x,Không,hôm nào,,\np4,B,Có,Có,,,\n"
)
PEOPLE = {id: ("Cá nhân", unit) for id, unit in (("p1", "A"), ("p2", "A"), ("p3", "B"), ("p4", "B"), ("p9", "C"))}


def test_a_column_of_the_staff_list_is_met_or_not_or_not_known(tmp_path):
    award = {"kind": "individual", "requires": [{"trained_basic": True}]}
    e = judged(tmp_path, award=award, nominees=PEOPLE, staff=STAFF_ROWS)
    said = "không đáp ứng điều kiện “Đã hoàn thành khóa cơ bản: có”"
    assert told(e) == {
        "Np1": ("yes", ""),
        "Np2": ("no", said),
        "Np3": ("no", said),
        "Np4": ("no", said),
        "Np9": ("council", "chưa rõ điều kiện “Đã hoàn thành khóa cơ bản: có” (không có trong can_bo)"),
    }
    without = judged(tmp_path / "2", award=award, nominees=PEOPLE)  # no list at all: nobody is refused for it
    assert {proposed for proposed, _ in told(without).values()} == {"council"}


def test_years_are_full_ones_when_the_period_is_over(tmp_path):
    award = {"kind": "individual", "requires": [{"years_on_strength": ">= 2"}]}
    e = judged(tmp_path, award=award, nominees=PEOPLE, staff=STAFF_ROWS)
    found = told(e)
    assert found["Np1"] == ("yes", "")  # 1/1/2023 to 31/12/2024: two full years
    assert found["Np2"] == ("no", "không đáp ứng điều kiện “số năm công tác từ 2 trở lên” (1 năm)")
    assert found["Np3"][0] == "council" and "chưa có ngày vào" in found["Np3"][1]


@pytest.mark.parametrize(("joined", "years"), [("2023-01-01", 2), ("2023-01-02", 1), ("2024-12-31", 0)])
def test_a_day_of_joining_counts_as_served(joined, years):
    person = Person("A", None, None, (), True, joined_at=date.fromisoformat(joined))
    assert full_years(person, last_day=date(2024, 12, 31)) == years


UNIT_RULES = [
    ([{"unit_rank": "<= 1"}], {"NA": "", "NB": "không đáp ứng điều kiện “hạng của đơn vị không quá 1” (hạng 3)"}),
    ([{"unit_score": "> 95"}], {"NA": "", "NC": "không đáp ứng điều kiện “điểm của đơn vị trên 95” (87,5 điểm)"}),
    ([{"item": "T", "met": True}], {"NA": "", "NC": "không đáp ứng điều kiện “đơn vị đạt T”"}),
    ([{"item": "T", "met": False}], {"NC": "", "NA": "không đáp ứng điều kiện “đơn vị không đạt T”"}),
]


@pytest.mark.parametrize(("requires", "said"), UNIT_RULES)
def test_a_unit_is_held_to_its_rank_its_score_and_its_items(tmp_path, requires, said):
    # A 90% and B 80% of a goal of 80% have 100 points and share rank 1; C has 70/80 of them: 87,5, rank 3
    units = {id: ("Tập thể", id) for id in "ABC"}
    e = judged(tmp_path, award={"kind": "collective", "requires": requires}, nominees=units)
    found = {id: reason for id, (_, reason) in told(e).items()}
    expected = {id: text for id, text in said.items() if id != "NB"}
    assert {id: found[id] for id in expected} == expected
    if "unit_rank" in requires[0]:
        assert found["NB"] == "" and found["NC"] == said["NB"]


def test_who_is_not_known_to_qualify_leaves_open_only_what_hangs_on_him(tmp_path):
    # Two places. Nobody knows whether p9 is trained, nor whether she is a woman: she may take one. p1 has a place whatever
    # becomes of that, p2 has one only without her, and p4, of a unit with fewer points, has none either way.
    courses = "p1,Cơ bản,01/02/2024\np2,Cơ bản,01/02/2024\n"
    award = {"kind": "individual", "requires": [{"trained_basic": True}], "order": ["unit_score", "female"], "quota": 2}
    people = {"p1": ("Cá nhân", "A"), "p2": ("Cá nhân", "A"), "p9": ("Cá nhân", "A"), "p4": ("Cá nhân", "C")}
    staff = "p1,A,Không,Có,01/01/2023,,\np2,A,Không,Không,02/01/2023,,\n"
    e = judged(tmp_path, award=award, nominees=people, staff=staff, courses=courses)
    found = {id: proposed for id, (proposed, _) in told(e).items()}
    assert found == {"Np1": "yes", "Np9": "council", "Np2": "council", "Np4": "no"}
