"""Answers in the text of a plan: what is answered changes, comments and all else stay."""

from __future__ import annotations

import pytest

from toolkit.new.answers import Answers, answered, unit_list, units_of
from toolkit.new.shelf import FRAME, PLANS, shipped_plan
from toolkit.periods import parse_period
from toolkit.plan.loader import plan_of
from toolkit.words.errors import UsageError


@pytest.mark.parametrize("name", [FRAME, *PLANS])
def test_a_shipped_plan_without_answers_keeps_every_byte(name):
    text = shipped_plan(name).plan
    assert answered(text, Answers()) == text


def test_answers_change_what_they_are_about_and_nothing_else():
    text = shipped_plan(FRAME).plan
    new = answered(text, Answers("Sở Y tế", "Bệnh viện sạch", (parse_period("2027..2029"),)))
    old_lines, new_lines = text.splitlines(), new.splitlines()
    assert [line for line in new_lines if line not in old_lines] == [
        "  id: benh-vien-sach",
        "  name: Bệnh viện sạch",
        "    id: SYT",
        "    name: Sở Y tế",
        "  start: 2027-01-01",
        "  end: 2029-12-31",
        "  final: 2027..2029",
    ]
    plan = plan_of(new, name="x")
    assert plan.movement.agency.name == "Sở Y tế" and plan.movement.final == parse_period("2027..2029")
    assert plan.targets == plan_of(text, name="x").targets


def test_an_agency_is_never_called_as_one_of_its_units():
    new = answered(shipped_plan(FRAME).plan, Answers(agency="Sở Y tế", units=(("SYT", "Phòng A"),)))
    assert plan_of(new, name="x").movement.agency.id == "SYT2"


@pytest.mark.parametrize("text", ["A B=Phòng", "VP=", "VP=Văn phòng; vp=Phòng khác"])
def test_a_unit_with_a_faulty_code_is_refused(text):
    with pytest.raises(UsageError, match="MÃ=Tên đơn vị"):
        units_of(text)


@pytest.mark.parametrize(
    ("text", "several", "one"),
    [
        ("VP, TC, KT", "VP; TC; KT", "VTK=VP, TC, KT"),
        ("VP=Văn phòng, TC=Phòng Tài chính", "VP=Văn phòng; TC=Phòng Tài chính", ""),
        ("A=Phòng A; B=Phòng B, C=Phòng C", "B=Phòng B; C=Phòng C", ""),
    ],
)
def test_commas_that_may_part_units_or_stand_in_a_name_are_refused_with_both_ways(text, several, one):
    with pytest.raises(UsageError) as refused:
        units_of(text)
    assert f'--units "{several}"' in str(refused.value) and one in str(refused.value)


def test_a_comma_is_of_the_name_where_nothing_else_can_be_meant():
    assert units_of("VHTT=Phòng Văn hóa, Thể thao") == (("VHTT", "Phòng Văn hóa, Thể thao"),)
    assert units_of("VP; Phòng Phòng, chống thiên tai\nBan A") == (
        ("VP", "VP"),
        ("PPCTT", "Phòng Phòng, chống thiên tai"),
        ("BA", "Ban A"),
    )


def test_a_name_with_a_comma_stays_one_cell():
    assert unit_list((("P", "Phòng Phòng, chống"),)).splitlines()[1] == 'P,"Phòng Phòng, chống",,,'
