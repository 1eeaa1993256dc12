"""Prizes by rank and awards to others: who is a nominee, who gets one, what waits for the council; worked out by hand."""

from __future__ import annotations

import pytest
from small import UNITS, evaluated, reported

HEAD = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\n"
FIRST = {"id": "nhat", "name": "Giải Nhất", "kind": "collective", "quota": 1, "by": "rank"}
SECOND = {"id": "nhi", "name": "Giải Nhì", "kind": "collective", "quota": 1, "by": "rank", "not_with": ["nhat"]}
OTHERS = {"id": "dn", "name": "Bằng khen", "subjects": ["other"], "source": "doanh_nghiep", "quota": 1}
SOURCE = {
    "doanh_nghiep": {
        "columns": {
            "ma": {"header": "Mã DN", "type": "id"},
            "dv": {"header": "Mã đơn vị", "type": "unit"},
            "ten": {"header": "Tên DN", "type": "text"},
            "ngay": {"header": "Ngày", "type": "date"},
        },
        "key": ["ma"],
        "date": "ngay",
    }
}


FOUR = "Mã đơn vị,Tên đơn vị\n" + "".join(f"{unit},Phòng {unit}\n" for unit in "ABCD")


def proposed(tmp_path, scores, awards, *, units=UNITS, **more):
    """Award → nominee → what becomes of it; ``scores`` are of 100."""
    plan = reported({"id": "T1", "goal": "100%", "points": 10})
    plan |= {"awards": awards, **({"sources": SOURCE} if "2024/doanh_nghiep.csv" in more else {})}
    rows = "".join(f"{unit},T1,{score},100\n" for unit, score in scores.items())
    e = evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": HEAD + rows, **more}, plan=plan, units=units)
    found: dict[str, dict[str, str]] = {}
    for each in e.awards:
        found.setdefault(each.nominee.award, {})[each.nominee.id] = each.proposed
    return found


def test_who_has_the_first_prize_has_not_the_second(tmp_path):
    found = proposed(tmp_path, {"A": 90, "B": 80, "C": 70}, [SECOND, FIRST])  # in whatever order they stand
    assert found == {
        "nhat": {"A": "yes", "B": "no", "C": "no"},
        "nhi": {"A": "no", "B": "yes", "C": "no"},
    }


def test_while_the_council_decides_the_first_prize_those_who_share_it_wait_for_the_second(tmp_path):
    # Of A and B, who are equal, one gets the first prize and the other the second: C gets none whoever it is.
    found = proposed(tmp_path, {"A": 90, "B": 90, "C": 70}, [FIRST, SECOND])
    assert found["nhat"] == {"A": "council", "B": "council", "C": "no"}
    assert found["nhi"] == {"A": "council", "B": "council", "C": "no"}
    # With two second prizes, C has one whoever is first: of A and B only one is left.
    found = proposed(tmp_path / "2", {"A": 90, "B": 90, "C": 70}, [FIRST, {**SECOND, "quota": 2}])
    assert found["nhi"] == {"A": "council", "B": "council", "C": "yes"}


def test_of_the_first_prizes_only_those_are_open_that_nobody_has_yet(tmp_path):
    """Two first prizes: A has one, B and C share the line for the other. The second prize goes to whichever is left, not to D."""
    found = proposed(tmp_path, {"A": 95, "B": 90, "C": 90, "D": 70}, [{**FIRST, "quota": 2}, SECOND], units=FOUR)
    assert found["nhat"] == {"A": "yes", "B": "council", "C": "council", "D": "no"}
    assert found["nhi"] == {"A": "no", "B": "council", "C": "council", "D": "no"}


def test_who_is_second_only_if_another_is_first_waits_too(tmp_path):
    """A and B share the line of the first; for the second A and C are nominated: C has it if A is first."""
    asked = [{key: each[key] for key in each if key != "by"} for each in (FIRST, SECOND)]
    nominees = "".join(f"{n},Tập thể,{unit},{unit},{award},Không\n" for n, unit, award in (("n1", "A", "nhat"), ("n2", "B", "nhat"), ("n3", "A", "nhi"), ("n4", "C", "nhi")))  # fmt: skip
    files = {"2024/de_nghi.csv": "Mã đề nghị,Loại,Mã đơn vị,Tên,Hình thức khen,Đang xem xét kỷ luật\n" + nominees}
    found = proposed(tmp_path, {"A": 90, "B": 90, "C": 80}, asked, **files)
    assert found == {"nhat": {"n1": "council", "n2": "council"}, "nhi": {"n3": "council", "n4": "council"}}


def test_others_are_the_rows_of_the_period_by_their_units_score(tmp_path):
    rows = "Mã DN,Mã đơn vị,Tên DN,Ngày\nD1,A,Một,01/02/2024\nD2,B,Hai,01/02/2024\nD3,B,Ba,01/02/2023\n"
    found = proposed(tmp_path, {"A": 70, "B": 90}, [OTHERS], **{"2024/doanh_nghiep.csv": rows})
    assert found == {"dn": {"D1": "no", "D2": "yes"}}  # D3 is of the year before


def test_equal_others_at_the_edge_go_to_the_council(tmp_path):
    rows = "Mã DN,Mã đơn vị,Tên DN,Ngày\nD1,A,Một,01/02/2024\nD2,A,Hai,01/02/2024\n"
    found = proposed(tmp_path, {"A": 70, "B": 60}, [OTHERS], **{"2024/doanh_nghiep.csv": rows})
    assert found == {"dn": {"D1": "council", "D2": "council"}}


@pytest.mark.parametrize("score", [0, 50])
def test_a_prize_may_ask_for_a_least_score(tmp_path, score):
    found = proposed(tmp_path, {"A": score, "B": 90, "C": 95}, [{**FIRST, "quota": 3, "min_score": 60}])
    assert found["nhat"] == {"A": "no", "B": "yes", "C": "yes"}


def test_others_bear_their_name_and_what_lacks_a_code_or_a_day_is_no_nominee_that_is_judged(tmp_path):
    rows = (
        "Mã DN,Mã đơn vị,Tên DN,Ngày\nD1,A,Một,31/12/2024\nD2,A,,01/01/2024\n"
        ",A,Không mã,01/02/2024\nD4,A,Không ngày,\nD5,A,Sau,01/01/2025\n"
    )
    plan = reported({"id": "T1", "goal": "100%", "points": 10}) | {"awards": [OTHERS | {"quota": 5}], "sources": SOURCE}
    files = {"2024/bao_cao_don_vi.csv": HEAD + "A,T1,90,100\n", "2024/doanh_nghiep.csv": rows}
    found = [
        (each.nominee.id, each.nominee.name, each.proposed, each.reasons)
        for each in evaluated(tmp_path, files, plan=plan).awards
    ]
    assert found == [("D1", "Một", "yes", ()), ("D2", "", "yes", ()), ("", "Không mã", "no", ("chưa ghi mã",))]
