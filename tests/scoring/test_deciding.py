"""Which columns decide something under a plan, so that a fault in one of their cells is an error and elsewhere a warning."""

from __future__ import annotations

import pytest
from small import evaluated, plan

from toolkit.plan import Plan
from toolkit.plan.standard import SOURCES
from toolkit.scoring.deciding import deciding_columns

STAFF_TARGET = {
    "id": "S",
    "name": "s",
    "goal": "90%",
    "source": "can_bo",
    "success": {"trained_basic": True},
    "points": 5,
}
LETTERS = {"id": "V", "name": "v", "goal": "90%", "source": "van_ban", "success": {"signed": True}, "points": 5}
PERSON = {"id": "cn", "name": "cn", "kind": "individual"}
COLLECTIVE = {"id": "tt", "name": "tt", "kind": "collective"}


def deciding(**parts):
    made = {"targets": [LETTERS], **parts}
    return {name: deciding_columns(Plan.model_validate(plan(**made)), source) for name, source in SOURCES.items()}


def test_a_target_needs_what_its_conditions_and_its_date_name_and_who_the_row_is_of():
    found = deciding()
    assert found["van_ban"] == {
        "document_id",
        "unit",
        "issued_at",
        "secrecy",
        "signed",
    }  # whether it is a secret decides, too
    assert found["can_bo"] == found["ho_so_tthc"] == found["du_lieu_mo"] == frozenset()
    assert found["tap_huan"] == {"staff_id", "course", "completed_at"}
    assert found["bao_cao_don_vi"] == {"target", "numerator", "denominator"}
    assert found["tham_dinh"] == {"item", "points", "round"}


def test_two_targets_of_one_source_need_the_columns_of_both():
    second = LETTERS | {"id": "W", "success": {"is_electronic": True}}
    assert deciding(targets=[LETTERS, second])["van_ban"] == {
        "document_id",
        "unit",
        "issued_at",
        "secrecy",
        "signed",
        "is_electronic",
    }


def test_evidence_decides_where_an_item_asks_for_it():
    asks = {"id": "N", "name": "n", "points": 4, "requires": "evidence"}
    assert deciding()["minh_chung"] == {"item", "self_points"}
    assert deciding(contents=[{**asks, "requires": None}])["minh_chung"] == {"item", "self_points"}
    for part in ("contents", "actions"):
        found = deciding(**{part: [asks]})
        assert found["minh_chung"] == {"item", "self_points", "evidence"}
        assert found["tham_dinh"] == {"item", "points", "round"}  # what else appraisers write decides nothing


@pytest.mark.parametrize(
    ("awards", "staff"),
    [
        ([], set()),
        ([COLLECTIVE], set()),
        ([PERSON], {"staff_id", "joined_at", "left_at", "is_leader"}),
        ([COLLECTIVE | {"priority": ["female"]}], {"staff_id", "joined_at", "left_at", "is_female"}),
        ([COLLECTIVE | {"priority": ["direct"]}], set()),
        (
            [COLLECTIVE, PERSON | {"priority": ["female"]}],
            {"staff_id", "joined_at", "left_at", "is_leader", "is_female"},
        ),
    ],
)
def test_awards_need_the_nominees_the_votes_and_of_the_staff_what_they_look_at(awards, staff):
    found = deciding(awards=awards)
    assert found["can_bo"] == staff
    assert found["ho_so_tthc"] == set()  # no target counts its cases
    nominees = {"nominee_id", "kind", "staff_id", "award", "pending_case"}
    votes = {"nominee_id", "members", "agree", "disagree"}
    assert (found["de_nghi"], found["bieu_quyet"]) == ((nominees, votes) if awards else (set(), set()))


def test_awards_add_to_what_a_target_needs_of_the_staff():
    found = deciding(targets=[STAFF_TARGET], awards=[PERSON])["can_bo"]
    assert {"staff_id", "unit", "joined_at", "left_at", "is_leader"} == found


LETTER_ROWS = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Điện tử,Ký số\n"
STAFF_ROWS = "Mã cán bộ,Mã đơn vị,Lãnh đạo,Nữ,Ngày vào,Ngày ra\n"


@pytest.mark.parametrize(
    ("awards", "leader", "female"),
    [
        ([], "warning", "warning"),
        ([PERSON], "error", "warning"),
        ([PERSON | {"priority": ["female"]}], "error", "error"),
    ],
)
def test_a_fault_in_a_cell_is_an_error_only_where_its_column_decides(tmp_path, awards, leader, female):
    letters = (
        LETTER_ROWS + "1,A,01/02/2024,,lạ,Có\n2,A,01/02/2024,,Có,lạ\n3,A,hôm nào,,Có,Có\n4,A,01/02/2024,,#N/A,Có\n"
    )
    staff = STAFF_ROWS + "p1,A,lạ,Có,,\np2,A,Có,lạ,,\np3,A,,,khi nào,\n"
    made = plan(targets=[LETTERS], awards=awards)
    e = evaluated(tmp_path, {"2024/van_ban.csv": letters, "2024/can_bo.csv": staff}, plan=made)
    levels = {(f.column, f.row): f.level for f in e.findings if f.code in ("O-01", "O-02", "O-05")}
    assert levels == {
        ("Điện tử", 2): "warning",  # no target looks at it
        ("Ký số", 3): "error",
        ("Ngày ban hành", 4): "error",
        ("Điện tử", 5): "warning",
        ("Lãnh đạo", 2): leader,
        ("Nữ", 3): female,
        ("Ngày vào", 4): "error" if awards else "warning",
    }


COLUMNS = {"ma": {"header": "Mã", "type": "id"}, "don_vi": {"header": "Mã đơn vị", "type": "unit"}, "so": {"header": "Số thẻ", "type": "id"}, "ten": {"header": "Tên", "type": "text"}}  # fmt: skip


def own_sources(**parts):
    made = Plan.model_validate(plan(**parts))
    return {name: deciding_columns(made, source) for name, source in made.every_source.items()}


def test_who_gets_an_award_decides_in_the_source_of_its_nominees():
    shop = {"columns": COLUMNS, "key": ["ma"]}
    award = {"id": "dn", "name": "dn", "subjects": ["other"], "source": "cua_hang"}
    assert own_sources(sources={"cua_hang": shop}, awards=[award])["cua_hang"] == {"ma", "unit"}
    assert own_sources(sources={"cua_hang": shop})["cua_hang"] == frozenset()


def test_of_a_source_that_tells_of_another_what_ties_them_and_what_is_asked_decides():
    """Cards tell whether somebody of the list has paid: the number of the card in both, and what is asked of the card."""
    people = {
        "columns": COLUMNS,
        "key": ["ma"],
        "derived": {"da_nop": {"any_in": "the", "by": {"so": "so_the"}, "where": {"nop": True}}},
    }
    cards = {
        "columns": {
            "so_the": {"header": "Thẻ số", "type": "id"},
            "nop": {"header": "Đã nộp", "type": "yes_no"},
            "mau": {"header": "Màu", "type": "text"},
        },
        "key": ["so_the"],
    }
    paid = {"id": "P", "name": "p", "goal": "90%", "source": "nguoi", "success": {"da_nop": True}, "points": 5}
    named = {**paid, "success": {"ten": ["x"]}}
    sources = {"nguoi": people, "the": cards}
    found = own_sources(sources=sources, targets=[paid])
    assert found["the"] == {"so_the", "nop"}
    assert found["nguoi"] >= {"so", "ma"}
    assert "ten" not in found["nguoi"]
    assert "ten" in own_sources(sources=sources, targets=[named])["nguoi"]
