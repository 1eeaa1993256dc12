"""Who is on strength at the period's end, how many are women, and of which units the list did not arrive whole."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from small import evaluated, reported
from tables import table

from toolkit.awards.model import Staffing
from toolkit.awards.staff import people, share_of_women

HEAD = "Mã cán bộ,Mã đơn vị,Lãnh đạo,Nữ,Ngày vào,Ngày ra\n"
PROPOSED = "Mã đề nghị,Loại,Mã đơn vị,Mã cán bộ,Tên,Hình thức khen,Đang xem xét kỷ luật,Thành tích\n"
SHARE = {"id": "cn", "name": "cn", "kind": "individual", "quota": "10%"}
NUMBER = {"id": "bk", "name": "bk", "kind": "individual", "quota": 1}
UNITS = "Mã đơn vị,Tên đơn vị\n" + "".join(f"{unit},Phòng {unit}\n" for unit in "ABCDE")


def read(folder, *, awards=(SHARE,), nominees="N1,Cá nhân,A,a1,Lan,cn,Không,\n", lists=None, units=UNITS, **files):
    made = {
        f"2024/{name}.csv": text if isinstance(text, bytes) or text[:2] == "Mã" else HEAD + text
        for name, text in files.items()
    }
    made["2024/bao_cao_don_vi.csv"] = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nA,T,9,10\n"
    made["2024/de_nghi.csv"] = PROPOSED + nominees
    parts = reported({"id": "T", "goal": "100%", "points": 100})
    parts["scoring"]["robustness"] = {"draws": 1000}
    parts["awards"] = list(awards)
    return evaluated(folder, {**made, **(lists or {})}, plan=parts, units=units)


@pytest.fixture(scope="module")
def staff(tmp_path_factory):
    rows = (
        "a1,A,,Có,01/01/2020,\na2,A,,Không,31/12/2024,\n"  # on strength, the second since the last day
        "a3,A,,Có,01/01/2025,\na4,A,,Có,01/01/2020,31/12/2024\n"  # not yet; no more: gone on the last day
        "a5,A,,Có,01/01/2020,01/01/2025\n"  # still there
        "a1,A,,Có,01/01/2020,\n"  # twice in the file: one person
        "b1,B,,Có,hôm nào,\nb2,B,,,01/01/2020,lúc nào\nb3,B,,,,\nb4,B,,Có,01/01/2020,\n"  # three who may be there
        "c1,C,,Có,01/01/2020,\nc1,C,,Không,01/01/2020,\nc2,C,,Không,01/01/2020,\n"  # two rows of c1 differ
        "d1,D,,lạ,01/01/2020,\nd2,D,,Có,01/01/2020,\n"  # on strength, woman or not
        "e1,E,,lạ,01/01/2020,01/02/2024\ne2,E,,Có,01/01/2020,\n"  # who has left does not matter
    )
    return read(tmp_path_factory.mktemp("staff"), can_bo=rows)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("A", Staffing(3, 3, 2)),
        ("B", Staffing(1, 4, 1)),
        ("C", Staffing(1, 2, 0)),
        ("D", Staffing(2, 2, None)),
        ("E", Staffing(1, 1, 1)),
    ],
)
def test_on_strength_are_those_who_had_come_by_the_last_day_and_had_not_left(staff, unit, expected):
    assert staff.staffing[unit] == expected


def test_the_agency_has_the_sums_and_a_person_of_no_unit_may_be_anybodys(staff, tmp_path):
    assert staff.staff == (8, 12)
    e = read(tmp_path, can_bo="a1,A,,,01/01/2020,\nx1,,,,01/01/2020,\nx2,,,,01/01/2020,\n")
    assert (e.staffing["A"], e.staff) == (Staffing(1, 1, 0), (1, 3))


def test_a_column_that_lacks_leaves_unknown_what_it_would_tell(tmp_path):
    e = read(tmp_path, can_bo="Mã cán bộ,Mã đơn vị,Nữ,Ngày vào\na1,A,Có,01/01/2020\n")
    assert (e.staffing["A"], e.staff) == (Staffing(0, 1, 0), (0, 1))  # may have left
    e = read(tmp_path / "2", can_bo="Mã cán bộ,Mã đơn vị,Ngày vào,Ngày ra\na1,A,01/01/2020,\na2,A,01/01/2025,\n")
    assert e.staffing["A"] == Staffing(1, 1, None)  # a2 has not come; a1 may be a woman
    e = read(tmp_path / "3", can_bo="Mã cán bộ,Mã đơn vị,Nữ,Ngày ra\na1,A,Có,\n")
    assert e.staffing["A"] == Staffing(0, 1, 0)
    e = read(tmp_path / "4", can_bo="Mã cán bộ,Mã đơn vị,Nữ,Ngày ra\na1,A,Có,\na2,A,Có,01/02/2024\n")
    assert e.staffing["A"] == Staffing(0, 1, 0)  # whenever a2 came, it has left: so says a figure of the staff, too
    (person,) = [r.nominee.person for r in e.awards]
    assert (person.unit, person.is_leader, person.is_female, person.on_strength) == ("A", None, True, None)


def test_no_list_at_all_is_asked_of_everybody_once(tmp_path):
    e = read(tmp_path)
    assert (e.staffing, e.staff) == ({}, None)
    (found,) = [f for f in e.findings if f.code == "CB-01"]
    assert found.problem == "chưa có danh sách can_bo nên chưa biết số cán bộ, chưa tính được số lượng được khen (cn)."
    assert (found.remedy, found.unit) == ("gửi danh sách can_bo của mọi đơn vị.", "")


def test_units_whose_list_did_not_arrive_whole_are_named(tmp_path):
    rows = {f"can_bo__{unit}": f"{unit.lower()}1,{unit},,,01/01/2020,\n" for unit in "ABC"}
    e = read(tmp_path, awards=[SHARE, SHARE | {"id": "c2", "name": "c2"}, NUMBER], **rows, can_bo__D=b"\x00\x01")
    found = [f for f in e.findings if f.code == "CB-01"]
    assert [f.unit for f in found] == ["D", "E"]  # unreadable; not there
    assert "danh sách can_bo của đơn vị E chưa đủ" in found[1].problem
    assert found[1].problem.endswith("chưa tính được số lượng được khen (cn, c2).")
    assert found[1].remedy == "gửi can_bo của đơn vị, và của đơn vị cũ đã về đơn vị nếu còn trong kỳ."
    assert (set(e.staffing), e.staff) == ({"A", "B", "C"}, None)


@pytest.mark.parametrize(
    ("awards", "nominees"),
    [
        ([NUMBER], "N1,Cá nhân,A,a1,Lan,bk,Không,\n"),  # a number of places needs no staff
        ([SHARE | {"quota": None}], "N1,Cá nhân,A,a1,Lan,cn,Không,\n"),
        ([SHARE | {"kind": "collective"}], "N1,Tập thể,A,,A,cn,Không,\n"),  # a share of the units
        ([SHARE], "N1,Tập thể,A,,A,cn,Không,\n"),  # nobody is proposed
    ],
)
def test_a_list_that_nothing_hangs_on_is_asked_of_nobody(tmp_path, awards, nominees):
    e = read(tmp_path, awards=awards, nominees=nominees)
    assert "CB-01" not in {f.code for f in e.findings}


def test_the_list_of_a_unit_that_has_gone_belongs_to_who_stands_for_it(tmp_path):
    moves = {"sap_nhap.csv": "Từ đơn vị,Đến đơn vị,Ngày,Phạm vi\nB,A,01/07/2024,\n"}
    units = "Mã đơn vị,Tên đơn vị\nA,Phòng A\nB,Phòng B\n"
    rows = {"can_bo__A": "a1,A,,Có,01/01/2020,\n", "can_bo__B": "b1,B,,,01/01/2020,\n"}
    e = read(tmp_path, lists=moves, units=units, **rows)
    assert (e.staffing, e.staff) == ({"A": Staffing(2, 2, 1)}, (2, 2))


def test_rows_without_a_code_are_each_somebody_though_they_stand_alike_in_two_files(tmp_path):
    moves = {"sap_nhap.csv": "Từ đơn vị,Đến đơn vị,Ngày,Phạm vi\nB,A,01/07/2024,\n"}
    units = "Mã đơn vị,Tên đơn vị\nA,Phòng A\nB,Phòng B\n"
    rows = {
        "can_bo__A": "a1,A,,Có,01/01/2020,\n,A,,Có,01/01/2020,\n",
        "can_bo__B": "b1,B,,,01/01/2020,\n,B,,,01/01/2020,\n",
    }
    e = read(tmp_path, lists=moves, units=units, **rows)
    # Certain are a1 and b1, a woman and a man; in row 3 of either file somebody without a code may be on strength.
    assert (e.staffing, e.staff) == ({"A": Staffing(2, 4, 1)}, (2, 4))


def test_a_list_that_cannot_be_read_leaves_the_agency_unknown_though_nobody_stands_for_its_unit(tmp_path):
    units = "Mã đơn vị,Tên đơn vị,Từ ngày,Đến ngày\nA,Phòng A,,\nX,Phòng X,,30/06/2023\n"
    e = read(tmp_path, units=units, can_bo__A="a1,A,,Có,01/01/2020,\n", can_bo__X=b"\x00\x01\x02")
    assert (e.staffing["A"], e.staff) == (Staffing(1, 1, 1), None)


@pytest.mark.parametrize(
    ("each", "share"),
    [
        (Staffing(10, 10, 7), Fraction(7, 10)),
        (Staffing(10, 10, 0), Fraction(0)),
        (Staffing(1, 1, 1), Fraction(1)),
        (Staffing(10, 11, 7), None),
        (Staffing(10, 10, None), None),
        (Staffing(0, 0, 0), None),
    ],
)
def test_the_share_of_women_is_known_only_for_certain(each, share):
    assert share_of_women({"A": each, None: Staffing(5, 5, 5)}, unit="A") == share
    assert share_of_women({"B": each}, unit="A") is None


def test_who_stands_above_others_owes_no_list_and_who_has_one_that_is_refused_has_no_numbers(tmp_path):
    units = "Mã đơn vị,Tên đơn vị,Cấp trên\nP,Sở P,\nC,Phòng C,P\nD,Phòng D,P\n"
    lists = {f"can_bo__{unit}": f"{unit}1,{unit},,Có,01/01/2020,\n" for unit in "CD"}
    nominees = "N1,Cá nhân,C,C1,Lan,cn,Không,\n"
    e = read(tmp_path / "1", units=units, nominees=nominees, **lists)
    assert (e.staff, [f.unit for f in e.findings if f.code == "CB-01"]) == ((2, 2), [])
    # Beside a list of everybody, one that cannot be read may hold more people of any unit.
    both = {"can_bo": "".join(lists.values()), "can_bo__D": b"\x00\x01"}
    e = read(tmp_path / "2", units=units, nominees=nominees, **both)
    assert (e.staffing, e.staff) == ({}, None)
    assert {f.unit for f in e.findings if f.code == "CB-01"} >= {"C", "D"}


def test_of_people_only_those_are_read_who_are_asked_for_and_only_what_is_said_once():
    rows = [
        {"staff_id": id, "joined_at": "2020-01-01", "is_female": "true", "conflict": twice}
        for id, twice in (("a1", False), ("a2", False), ("a3", True))
    ]
    found = people(table("can_bo", *rows), {"a1", "a3"}, last_day=date(2024, 12, 31))
    assert {id: (each.unit, each.is_female, each.on_strength) for id, each in found.items()} == {
        "a1": ("A", True, True)
    }
