"""One commendation in which everybody is left out for a reason of his own, from the files to the council's page: worked out by hand."""

from __future__ import annotations

import csv
import io
import re

import pytest
from small import evaluated, reported

from toolkit import award_papers, award_report
from toolkit.evaluation.frames import csv_files

UNITS = "Mã đơn vị,Tên đơn vị,Từ ngày,Đến ngày\nA,Phòng A,,\nB,Phòng B,,\nC,Phòng C,,\nOLD,Phòng Cũ,,2024-06-30\n"
PLAN = reported({"id": "T", "goal": "100%", "points": 100}) | {
    "awards": [
        {
            "id": "cn",
            "name": "Giấy khen (cá nhân)",
            "kind": "individual",
            "min_score": 70,
            "vote": "50%",
            "quota": 4,
            "requires": [{"trained_basic": True}, {"years_on_strength": ">= 1"}, {"unit_rank": "<= 2"}],
            "order": ["vote"],
            "priority": ["female"],
            "legal_basis": [{"from": "2024-01-01", "text": "Luật X"}],
        },
        {"id": "tt", "name": "Giấy khen (tập thể)", "kind": "collective", "quota": 1},
    ]
}
# Scores 95, 80, 60: C is below 70 and third. P1 and P2 have all the votes; P3 (a woman), P4, P5 (women) and P6 have 8 of 9.
PEOPLE = {  # code → unit of the staff list, woman, joined, left, trained
    "P1": ("A", "Không", "01/01/2020", "", True),
    "P2": ("OLD", "Không", "01/01/2020", "", True),
    "P3": ("A", "Có", "01/01/2020", "", True),
    "P4": ("A", "Không", "01/01/2020", "", True),
    "P5": ("B", "Có", "01/01/2020", "", True),
    "P6": ("B", "Không", "01/01/2020", "01/05/2024", True),
    "U1": ("A", "Không", "01/01/2020", "", False),
    "U2": ("A", "Không", "01/06/2024", "", True),
    "C1": ("C", "Không", "01/01/2020", "", True),
    "K1": ("A", "Không", "01/01/2020", "", True),
    "K2": ("A", "Không", "01/01/2020", "", True),
    "V1": ("A", "Không", "01/01/2020", "", True),
    "V2": ("A", "Không", "01/01/2020", "", True),
}
VOTES = dict.fromkeys(PEOPLE, 8) | {"P1": 9, "P2": 9, "V1": 4}
NOT_ASKED = {"V2"}  # nobody has voted on
OF_A_UNIT = {"P2": "OLD"}  # who nominates whom, where it is not the unit of the list
LEFT_OUT = {
    "P4": "ngoài số lượng được khen (4)",
    "P6": "ngoài số lượng được khen (4)",
    "U1": "không đáp ứng điều kiện “Đã hoàn thành khóa cơ bản: có”",
    "U2": "không đáp ứng điều kiện",
    "C1": "điểm của đơn vị 60 dưới mức tối thiểu 70",
    "K1": "đang bị xem xét kỷ luật",
    "K2": "chưa rõ có đang bị xem xét kỷ luật hay không",
    "V1": "tỷ lệ phiếu đồng ý 4/9 thành viên (44,4%) dưới 50%",
    "V2": "chưa có kết quả biểu quyết",
    "P1-2": "đã có một đề nghị khác cho cùng hình thức khen",
    "X1": "chưa ghi hình thức khen",
    "X2": "hình thức khen không có trong kế hoạch",
    "X3": "hình thức khen này dành cho tập thể",
    "X4": "đơn vị không có trong cơ cấu cuối kỳ",
}
HEAD = "Mã đề nghị,Loại,Mã đơn vị,Mã cán bộ,Tên,Hình thức khen,Đang xem xét kỷ luật,Thành tích\n"


def _files():
    pending = {"K1": "Có", "K2": "lạ"}
    rows = [
        f"{code},Cá nhân,{OF_A_UNIT.get(code, unit)},{code},Người {code},cn,{pending.get(code, 'Không')},\n"
        for code, (unit, *_) in PEOPLE.items()
    ]
    rows += [
        "P1-2,Cá nhân,A,P1,Người P1,cn,Không,\n",
        "X1,Cá nhân,A,K1,Người K1,,Không,\n",
        "X2,Cá nhân,A,K2,Người K2,Huân chương,Không,\n",
        "X3,Cá nhân,A,V1,Người V1,tt,Không,\n",
        "X4,Tập thể,Z,,Phòng Z,tt,,\n",
        "TT,Tập thể,A,,Phòng A,tt,,\n",
    ]
    staff = "".join(
        f"{code},{unit},Không,{woman},{come},{gone}\n" for code, (unit, woman, come, gone, _) in PEOPLE.items()
    )
    trained = "".join(f"{code},Cơ bản,01/02/2024\n" for code, (*_, done) in PEOPLE.items() if done)
    votes = "".join(f"{code},9,{n},0\n" for code, n in (VOTES | {"P1-2": 9}).items() if code not in NOT_ASKED)
    return {
        "sap_nhap.csv": "Từ đơn vị,Đến đơn vị,Ngày,Phạm vi\nOLD,B,01/07/2024,\n",
        "2024/bao_cao_don_vi.csv": "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nA,T,95,100\nB,T,80,100\nC,T,60,100\n",
        "2024/can_bo.csv": "Mã cán bộ,Mã đơn vị,Lãnh đạo,Nữ,Ngày vào,Ngày ra\n" + staff,
        "2024/tap_huan.csv": "Mã cán bộ,Loại khóa,Ngày hoàn thành\n" + trained,
        "2024/de_nghi.csv": HEAD + "".join(rows),
        "2024/bieu_quyet.csv": "Mã đề nghị,Số thành viên,Đồng ý,Không đồng ý\n" + votes,
    }


@pytest.fixture(scope="module")
def evaluation(tmp_path_factory):
    return evaluated(tmp_path_factory.mktemp("left-out"), _files(), plan=PLAN, units=UNITS)


@pytest.fixture(scope="module")
def found(evaluation):
    return {each.nominee.id: each for each in evaluation.awards}


def told(report):
    html = re.sub(r"<style.*?</style>", "", report._repr_html_(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize(("case", "reason"), LEFT_OUT.items())
def test_who_is_left_out_is_told_why_in_the_file_and_before_the_council(evaluation, found, case, reason):
    assert found[case].proposed == "no" and reason in "; ".join(found[case].reasons)
    rows = csv.DictReader(io.StringIO(csv_files(evaluation)["awards.csv"].decode()))
    assert reason in next(row["reasons"] for row in rows if row["nominee_id"] == case)
    assert reason in told(award_report(evaluation))


def test_nobody_else_is_left_out(found):
    assert {case for case, each in found.items() if each.proposed != "yes"} == set(LEFT_OUT)
    assert {case for case, each in found.items() if each.proposed == "yes"} == {"P1", "P2", "P3", "P5", "TT"}


def test_the_tie_for_the_last_two_places_is_decided_by_whom_the_law_prefers(found):
    # Four have 8 of 9; two places are left of four: the two women take them.
    assert [found[case].rank for case in ("P1", "P2", "P3", "P5", "P4", "P6")] == [1, 1, 3, 3, 5, 5]


def test_a_person_of_a_merged_unit_is_one_of_the_unit_that_took_it_over(evaluation, found):
    assert found["P2"].nominee.unit == "B"
    assert "Người P2" in told(award_papers(evaluation)["thong_bao_cong_khai"])


def test_of_two_proposals_of_a_person_one_takes_one_place(found):
    assert [found[case].proposed for case in ("P1", "P1-2")] == ["yes", "no"]


def test_a_nominee_who_has_left_is_told_and_the_council_reads_it_beside_the_name(evaluation):
    said = [each.problem for each in evaluation.findings if each.code == "DE-02"]
    assert said == ["theo can_bo, người này không còn làm việc vào ngày cuối kỳ."]
    assert "không còn làm việc vào ngày cuối kỳ" in told(award_report(evaluation))
