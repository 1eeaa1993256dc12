"""What sections, bands and gates say of each other: each contradiction where it stands."""

from __future__ import annotations

import pytest

from toolkit.plan.checks import cross_faults

ITEMS = [
    {"id": "N1", "name": "a", "points": 2},
    {"id": "N2", "name": "b", "rule": "deduct", "at_most": 5},
    {"id": "N3", "name": "c", "points": 3, "bonus": True},
    {"id": "T1", "name": "d", "points": 3, "source": "bao_cao_don_vi", "normalise": "max"},
]


def problems(band, *, items=ITEMS, scoring=None, **section):
    raw = {
        "sections": [{"id": "P", "name": "P", "items": items, **section}],
        "scoring": {"bands": [band, {"name": "Khá", "from": 0}], **(scoring or {})},
    }
    return cross_faults(raw)


@pytest.mark.parametrize(
    ("band", "place", "said"),
    [
        ({"met": ["N11"]}, ("met", 0), "có lẽ là N"),
        ({"met": ["N1", "N2"]}, ("met", 1), "điểm trừ"),
        ({"met": ["N3"]}, ("met", 0), "điểm thưởng"),
        ({"met": "all"}, ("met",), "T1 không có mức giao"),
        ({"met": 2}, ("met",), "chỉ có 1 mục"),
        ({"section": {"PP": "50%"}}, ("section", "PP"), "có lẽ là P"),
    ],
)
def test_what_a_band_requires_must_be_there_and_be_possible(band, place, said):
    (fault,) = problems({"name": "Tốt", "requires": band})
    assert fault[0] == ("scoring", "bands", 0, "requires", *place)
    assert said in fault[1]


def test_what_is_possible_has_no_fault():
    assert problems({"name": "Tốt", "requires": {"met": ["N1"], "section": {"P": "50%"}}}) == []
    assert problems({"name": "Tốt", "requires": {"met": 1}}, scoring={"bonus_cap": 2}) == []


def test_a_gate_names_a_band_that_there_is():
    gate = {"at_least": "50%", "else": {"band_at_most": "Kha"}}
    (fault,) = problems({"name": "Tốt", "from": 80}, **gate)
    assert fault[0] == ("sections", 0, "else", "band_at_most") and "có lẽ là Khá" in fault[1]


def test_a_section_of_bonuses_and_deductions_alone_has_no_points_to_share():
    found = problems({"name": "Tốt", "from": 80}, items=ITEMS[1:3], points=5)
    assert [place for place, _ in found] == [("sections", 0, "points")]


def test_a_cap_of_bonuses_needs_a_bonus():
    (fault,) = problems({"name": "Tốt", "from": 80}, items=ITEMS[:1], scoring={"bonus_cap": 2})
    assert fault[0] == ("scoring", "bonus_cap")
