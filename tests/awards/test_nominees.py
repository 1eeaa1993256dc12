"""Who is proposed and how the council voted, as the files say it: one folder, a case in each row."""

from __future__ import annotations

from datetime import date

import pytest
from small import evaluated, reported

from toolkit.awards.model import Nominee, Person, Vote

PROPOSED = "Mã đề nghị,Loại,Mã đơn vị,Mã cán bộ,Tên,Hình thức khen,Đang xem xét kỷ luật,Thành tích\n"
VOTES = "Mã đề nghị,Số thành viên,Đồng ý,Không đồng ý\n"
STAFF = "Mã cán bộ,Mã đơn vị,Lãnh đạo,Nữ,Ngày vào,Ngày ra\n"
UNITS = "Mã đơn vị,Tên đơn vị\nA,Phòng A\nB,Phòng B\nC,Phòng C\nD,Phòng D\n"
PLAN = reported({"id": "T", "goal": "100%", "points": 100})
PLAN["scoring"]["robustness"] = {"draws": 1000}
PLAN["awards"] = [
    {"id": "tt", "name": "Giấy khen tập thể", "kind": "collective"},
    {"id": "cn", "name": "Giấy khen cá nhân", "kind": "individual", "order": ["unit_score"], "vote": "50%"},
]
PEOPLE = (
    "p1,A,Có,Có,01/01/2020,\np2,A,Không,Không,01/01/2020,\np3,B,Không,Không,01/01/2020,\n"
    "p4,A,Không,Không,01/01/2020,01/05/2024\np5,A,Có,,,\np5,A,Không,,,\nx1,A,,,,\nx-1,A,,,,\n"
    "p6,A,lạ,lạ,hôm nào,\n"
)


def read(folder, proposed, votes="", *, staff=PEOPLE, units=UNITS, **files):
    made = {
        "2024/bao_cao_don_vi.csv": "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\n" + "".join(f"{u},T,9,10\n" for u in "ABCD")
    }
    made["2024/de_nghi.csv"] = proposed if proposed.startswith("Mã") else PROPOSED + proposed
    made |= {"2024/bieu_quyet.csv": VOTES + votes} if votes else {}
    made |= {"2024/can_bo.csv": STAFF + staff} if staff else {}
    made |= {f"2024/{name}.csv": text for name, text in files.items()}
    return evaluated(folder, made, plan=PLAN, units=units)


def found_in(e, code):
    return {f.row: (f.problem, f.level) for f in e.findings if f.code == code}


@pytest.fixture(scope="module")
def proposals(tmp_path_factory):
    rows = (
        "N1,Cá nhân,A,p1,Lan,cn,Không,Sáng kiến\n"  # row 2
        "N2,Cá nhân,A,P 2,Mai,giấy khen CÁ NHÂN,Có,\n"  # 3: the code and the award as people write them
        "N3,Cá nhân,A,p3,Ba,cn,,\n"  # 4: of B by the list
        "N4,Cá nhân,A,p4,Tư,cn,Không,\n"  # 5: has left
        "N5,Cá nhân,A,p5,Năm,cn,Không,\n"  # 6: two rows that differ
        "N6,Cá nhân,A,x 1,Sáu,cn,Không,\n"  # 7: x1 or x-1
        "N7,Cá nhân,A,zz,Bảy,cn,Không,\n"  # 8: on no list
        "N8,Cá nhân,A,,Tám,cn,Không,\n"  # 9: no code
        "N9,Tập thể,B,,B,tt,không rõ,\n"  # 10
        "N10,,C,,C,tt,Không,\n"  # 11: a collective, by its award
        "N11,Cá nhân,C,p2,Mai,tt,Không,\n"  # 12: an award for collectives; p2 is of A, and pending by N2
        "N12,Tập thể,C,,C,,Không,\n"  # 13
        "N13,Tập thể,C,,C,Huân chương,Không,\n"  # 14
        "N14,,D,,D,Huân chương,Không,\n"  # 15
        "N15,lạ,D,,D,tt,Không,\n"  # 16
        "N16,Tập thể,D,,D,tt,Không,\nN16,Tập thể,D,,D,tt,Có,\n"  # 17, 18
        "N17,Tập thể,A,,A,tt,Không,\nN18,Tập thể,A,,A,tt,Không,\n"  # 19, 20
        "N19,Cá nhân,B,p3,Ba,cn,Không,\n"  # 21: her own unit, after N3
        "N20,Cá nhân,A,p6,Chín,cn,Không,\n"  # 22: nothing of p6 can be read
        "N21,Cá nhân,D,,Tám,cn,Không,\nN22,Cá nhân,D,,TÁM,cn,Không,\n"  # 23, 24: no code: known by unit and name
        "N23,Cá nhân,D,,,cn,Không,\nN24,Cá nhân,D,,,cn,Không,\n"  # 25, 26: neither code nor name: nobody knows
        "N25,Cá nhân,D,zz2,Tám,cn,Không,\n"  # 27: perhaps N21, who has no code
    )
    return read(tmp_path_factory.mktemp("proposals"), rows)


def nominee(e, id):
    return next(r.nominee for r in e.awards if r.nominee.id == id)


TWICE = "đã có một đề nghị khác cho cùng hình thức khen"


@pytest.mark.parametrize(
    ("id", "kind", "award", "faults"),
    [
        ("N1", "individual", "cn", ()),
        ("N2", "individual", "cn", ()),
        ("N3", "individual", "cn", (TWICE,)),
        ("N8", "individual", "cn", ()),
        ("N9", "collective", "tt", ()),
        ("N10", "collective", "tt", ()),
        ("N11", "individual", "tt", ("hình thức khen này dành cho tập thể",)),
        ("N12", "collective", "", ("chưa ghi hình thức khen",)),
        ("N13", "collective", "", ("hình thức khen không có trong kế hoạch",)),
        ("N14", "", "", ("hình thức khen không có trong kế hoạch", "không rõ là tập thể hay cá nhân")),
        ("N15", "", "tt", ("không rõ là tập thể hay cá nhân",)),
        ("N16", "collective", "tt", ("cùng mã đề nghị nhưng nội dung các dòng khác nhau",)),
        ("N17", "collective", "tt", ()),
        ("N18", "collective", "tt", (TWICE,)),
        ("N19", "individual", "cn", ()),
        ("N21", "individual", "cn", ()),
        ("N22", "individual", "cn", (TWICE,)),
        ("N23", "individual", "cn", ()),
        ("N24", "individual", "cn", ()),
        ("N25", "individual", "cn", (TWICE,)),
    ],
)
def test_a_proposal_is_of_a_kind_for_an_award_and_has_its_faults(proposals, id, kind, award, faults):
    each = nominee(proposals, id)
    assert (each.kind, each.award) == (kind, award)
    if id == "N16":  # its two rows are two proposals for the same award, too
        assert each.faults[0] == faults[0]
    else:
        assert each.faults == faults


def test_a_nominee_carries_what_the_row_says(proposals):
    each = nominee(proposals, "N1")
    assert (each.unit, each.name, each.staff_id, each.achievement) == ("A", "Lan", "p1", "Sáng kiến")
    assert (nominee(proposals, "N2").staff_id, nominee(proposals, "N7").staff_id) == ("p2", "zz")
    each = nominee(proposals, "N12")
    assert (each.unit, each.name, each.staff_id, each.achievement) == ("C", "C", "", "")
    assert nominee(proposals, "N23").name == ""


JOINED = date(2020, 1, 1)


@pytest.mark.parametrize(
    ("id", "person"),
    [
        ("N1", Person("A", True, True, (), True, joined_at=JOINED)),
        ("N2", Person("A", False, False, (), True, joined_at=JOINED)),
        ("N3", Person("B", False, False, (), True, joined_at=JOINED)),
        ("N4", Person("A", False, False, (), False, joined_at=JOINED)),
        ("N5", None),
        ("N6", None),
        ("N7", None),
        ("N8", None),
        ("N17", None),
        ("N20", Person("A", None, None, (), None)),
    ],
)
def test_a_nominee_is_the_person_of_the_staff_list(proposals, id, person):
    assert nominee(proposals, id).person == person


def test_a_pending_case_is_the_nominees_own_and_in_every_proposal(proposals):
    pending = {r.nominee.id: r.nominee.pending_case for r in proposals.awards}
    assert [pending[id] for id in ("N1", "N2", "N3", "N9", "N11", "N17")] == [False, True, False, None, True, False]
    assert pending["N8"] is pending["N21"] is False  # who has no code is nobody else


def test_faults_of_proposals_are_told_with_their_place(proposals):
    assert {row: level for row, (_, level) in found_in(proposals, "DE-01").items()} == dict.fromkeys(
        (13, 14, 15), "error"
    )
    text = "hình thức khen để trống hoặc không có trong kế hoạch, đề nghị chưa được xét."
    assert {problem for problem, _ in found_in(proposals, "DE-01").values()} == {text}
    rest = "nên không biết chức vụ, tập huấn, giới tính."
    other, gone = (
        "theo can_bo, người này thuộc đơn vị khác.",
        "theo can_bo, người này không còn làm việc vào ngày cuối kỳ.",
    )
    assert found_in(proposals, "DE-02") == {
        4: (other, "warning"),
        5: (gone, "warning"),
        6: (f"can_bo có nhiều dòng khác nhau của mã cán bộ này {rest}", "error"),
        7: (f"mã cán bộ có thể là của nhiều người trong can_bo {rest}", "error"),
        8: (f"mã cán bộ không có trong can_bo {rest}", "error"),
        12: (other, "warning"),
        **dict.fromkeys((9, 23, 24, 25, 26), (f"chưa ghi mã cán bộ {rest}", "warning")),
        27: (f"mã cán bộ không có trong can_bo {rest}", "error"),
    }
    twice = {(f.row, f.unit) for f in proposals.findings if f.code == "DE-03"}
    assert (
        {(4, "A"), (20, "A"), (24, "D"), (27, "D")} <= twice <= {(4, "A"), (20, "A"), (24, "D"), (27, "D"), (18, "D")}
    )
    columns = {(f.code, f.column) for f in proposals.findings if f.code in ("DE-01", "DE-02")}
    assert columns == {("DE-01", "Hình thức khen"), ("DE-02", "Mã cán bộ")}
    assert {f.unit for f in proposals.findings if f.code == "DE-01"} == {"C", "D"}
    assert {f.file for f in proposals.findings if f.code.startswith("DE-")} == {"2024/de_nghi.csv"}


def test_without_a_staff_list_nobody_is_held_against_it(tmp_path):
    e = read(tmp_path, "N1,Cá nhân,A,p1,Lan,cn,Không,\n", staff="")
    assert found_in(e, "DE-02") == {}
    assert nominee(e, "N1").person is None


def test_an_empty_cell_of_the_staff_list_says_no(tmp_path):
    e = read(tmp_path, "N1,Cá nhân,A,p7,Lan,cn,Không,\n", staff="p7,A,,,01/01/2020,\n")
    person = nominee(e, "N1").person
    assert (person.is_leader, person.is_female, person.on_strength) == (False, False, True)


def test_who_is_proposed_by_no_unit_is_of_none(tmp_path):
    e = read(tmp_path, "N1,Tập thể,,,A,tt,Không,\n")
    assert (nominee(e, "N1").unit, nominee(e, "N1").award) == ("", "tt")


def test_a_unit_that_has_gone_and_nobody_stands_for_is_named_as_the_row_names_it(tmp_path):
    units = "Mã đơn vị,Tên đơn vị,Từ ngày,Đến ngày\nA,Phòng A,,\nX,Phòng X,,30/06/2023\n"
    e = read(tmp_path, "N1,Tập thể,X,,X,tt,Không,\n", units=units)
    assert nominee(e, "N1").unit == "X"


def test_two_of_one_name_are_two_where_each_has_a_code(tmp_path):
    rows = (
        "N1,Cá nhân,A,p1,Lan,cn,Không,\nN2,Cá nhân,A,p2,LAN,cn,Không,\n"
        "N3,Cá nhân,B,p3,Ba,cn,Không,\nN4,Cá nhân,B,,Ba,cn,Không,\nN5,Cá nhân,B,zz,Ba,cn,Không,\n"
    )
    e = read(tmp_path, rows)
    # N4 has no code and may be N3; N5 has another code than N3, but may be N4.
    assert [nominee(e, id).faults for id in ("N1", "N2", "N3", "N4", "N5")] == [(), (), (), (TWICE,), (TWICE,)]


def test_a_file_without_the_column_of_pending_cases_says_nothing_of_them(tmp_path):
    e = read(tmp_path, "Mã đề nghị,Loại,Mã đơn vị,Hình thức khen\nN1,Tập thể,A,tt\n")
    assert nominee(e, "N1").pending_case is None


def test_of_a_staff_list_that_cannot_be_read_whole_nobody_is_called_a_stranger(tmp_path):
    e = read(
        tmp_path, "N1,Cá nhân,A,p1,Lan,cn,Không,\n", staff="", can_bo__A=STAFF + "p2,A,,,,\n", can_bo__B=b"\x00\x01"
    )
    assert found_in(e, "DE-02")[2][0].startswith("không đọc được hết can_bo nên không biết")


@pytest.fixture(scope="module")
def votes(tmp_path_factory):
    rows = "".join(f"N{n},Cá nhân,A,,Người {n},cn,Không,\n" for n in range(1, 17)) + "T1,Tập thể,A,,A,tt,Không,\n"
    cast = (
        "N1,9,7,2\nN2,9,,0\nN3,9,9,1\nN4,0,0,0\nN5,9,8,\n"  # rows 2 to 6
        'N6,9,"8,5",0\nN7,9,-1,0\nN8,chín,8,0\n'  # 7 to 9
        "N 9,9,9,0\nn9,9,9,0\n"  # 10, 11: the same vote twice
        "N10,9,9,0\nn10,9,8,1\n"  # 12, 13: two that differ
        "N11,9,9,0\nN11,9,8,0\n"  # 14, 15: one id, two contents
        "N12,9,0,0\nN13,9,0,9\nN14,,9,0\n"  # 16 to 18
        "ZZ,9,9,0\n,9,9,0\n"  # 19, 20: nobody's
        "N16,1.234,1.101,0\n"  # 21: counts have no decimals
    )
    return read(tmp_path_factory.mktemp("votes"), rows, cast)


INVALID = "kết quả biểu quyết không hợp lệ"
UNKNOWN = "chưa rõ kết quả biểu quyết: có phiếu của mã đề nghị không khớp"


@pytest.mark.parametrize(
    ("id", "vote", "faults"),
    [
        ("N1", Vote(9, 7, 2), ()),
        ("N2", None, (INVALID,)),
        ("N3", None, (INVALID,)),
        ("N4", None, (INVALID,)),
        ("N5", Vote(9, 8, 0), ()),
        ("N6", None, (INVALID,)),
        ("N7", None, (INVALID,)),
        ("N8", None, (INVALID,)),
        ("N9", Vote(9, 9, 0), ()),
        ("N10", None, (INVALID,)),
        ("N11", None, (INVALID,)),
        ("N12", Vote(9, 0, 0), ()),
        ("N13", Vote(9, 0, 9), ()),
        ("N14", None, (INVALID,)),
        ("N15", None, (UNKNOWN,)),  # perhaps ZZ's
        ("N16", Vote(1234, 1101, 0), ()),
        ("T1", None, ()),  # its award asks for no vote
    ],
)
def test_a_vote_counts_only_where_it_can_be_right(votes, id, vote, faults):
    each = nominee(votes, id)
    assert (each.vote, each.faults) == (vote, faults)


def test_votes_that_cannot_be_right_are_told_with_their_place(votes):
    count = "không phải số đếm (số nguyên từ 0)."
    assert {row: problem for row, (problem, _) in found_in(votes, "BQ-01").items()} == {
        3: "thiếu số đồng ý.",
        4: "nhiều phiếu hơn số thành viên.",
        5: "số thành viên bằng 0.",
        7: f"số đồng ý {count}",
        8: f"số đồng ý {count}",
        9: "số thành viên không phải là số.",
        13: "mã đề nghị này đã có một kết quả khác.",
        18: "thiếu số thành viên.",
    }
    untied = found_in(votes, "BQ-02")
    assert {row: level for row, (_, level) in untied.items()} == {19: "error"} or set(untied) == {19, 20}
    assert {f.column for f in votes.findings if f.code == "BQ-02"} == {"Mã đề nghị"}
    remedies = {f.row: f.remedy for f in votes.findings if f.code == "BQ-01"}
    assert remedies[3] == "ghi đủ số thành viên, số đồng ý, số không đồng ý."
    assert remedies[5] == "ghi số thành viên của hội đồng, cả người vắng mặt."
    assert remedies[7] == "ghi số người, ví dụ 9."
    assert remedies[9] == "nhập số, ví dụ 12,5; không kèm chữ."


def test_a_vote_for_nobody_is_a_warning_where_every_nominee_has_his(tmp_path):
    e = read(tmp_path, "N1,Cá nhân,A,p1,Lan,cn,Không,\nT1,Tập thể,A,,A,tt,Không,\n", "N1,9,9,0\nZZ,9,9,0\n")
    assert {level for _, level in found_in(e, "BQ-02").values()} == {"warning"}
    assert nominee(e, "N1").faults == ()


def test_of_votes_that_cannot_be_read_it_is_not_said_that_there_were_none(tmp_path):
    proposed = "N1,Cá nhân,A,p1,Lan,cn,Không,\nN2,Cá nhân,A,p2,Mai,cn,Không,\nT1,Tập thể,A,,A,tt,Không,\n"
    e = read(tmp_path, proposed, "N1,9,9,0\n", bieu_quyet__B=b"\x00\x01\x02")
    assert nominee(e, "N1").faults == nominee(e, "T1").faults == ()
    assert nominee(e, "N2").faults == ("không đọc được kết quả biểu quyết",)


def test_the_text_of_a_nominee_holds_nothing_of_the_person():
    each = Nominee("N1", "individual", "A", "cn", "Lan", "p1", "Sáng kiến", True, None, Vote(9, 9, 0), ("lỗi",))
    assert repr(each) == "Nominee(kind='individual', unit='A', award='cn')"
