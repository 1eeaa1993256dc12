"""Bands and what they require."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from toolkit.plan import Scoring
from toolkit.plan.grading import Robustness


def made(*bands):
    return Scoring.model_validate({"bands": list(bands)})


def test_bands_stand_from_the_best():
    plain = made({"name": "Khá", "from": 50}, {"name": "Tốt", "from": 80})
    assert [band.name for band in plain.bands_from_the_best] == ["Tốt", "Khá"] and not plain.gates
    gated = made({"name": "Khá", "from": 50}, {"name": "Tốt", "requires": {"met": "all"}})
    assert [band.name for band in gated.bands_from_the_best] == ["Khá", "Tốt"] and gated.gates


@pytest.mark.parametrize(
    "band",
    [
        {"name": "A"},
        {"name": "A", "requires": {}},
        {"name": "A", "requires": {"met": 0}},
        {"name": "A", "requires": {"met": True}},
        {"name": "A", "requires": {"met": "TC1"}},
        {"name": "A", "requires": {"met": []}},
        {"name": "A", "requires": {"section": {"P": 50}}},
        {"name": "A", "requires": {"section": {"P": "120%"}}},
    ],
)
def test_a_band_that_asks_for_nothing_or_for_what_is_none_is_refused(band):
    with pytest.raises(ValidationError):
        made(band)


def test_equal_edges_are_refused_unless_more_is_required():
    with pytest.raises(ValidationError):
        made({"name": "A", "from": 50}, {"name": "B", "from": 50})
    made({"name": "A", "from": 50, "requires": {"met": 1}}, {"name": "B", "from": 50})
    with pytest.raises(ValidationError):
        made({"name": "A", "requires": {"met": 1}}, {"name": "A", "from": 0})


def _refused(*bands):
    """Where the fault is, and what it says."""
    with pytest.raises(ValidationError) as told:
        made(*bands)
    return str(told.value)


def test_what_is_refused_is_named_with_its_place():
    same = _refused({"name": "A", "from": 50}, {"name": "B", "from": 60}, {"name": "C", "from": 50})
    assert "hai mức xếp loại cùng một ngưỡng from" in same
    twice = _refused({"name": "A", "requires": {"met": 1}}, {"name": "A", "from": 0})
    assert "hai mức xếp loại cùng tên 'A'" in twice
    # Two bands that ask for more may both be without an edge.
    made({"name": "A", "requires": {"met": 2}}, {"name": "B", "requires": {"met": 1}})


def test_what_a_band_asks_to_be_met_is_kept_as_it_is_written():
    for asked, kept in (("all", "all"), (1, 1), (["TC1", "TC2"], ("TC1", "TC2"))):
        assert made({"name": "A", "requires": {"met": asked}}).bands[0].requires.met == kept


def test_the_rules_that_a_plan_does_not_write():
    """Full points at most, a target without figures earns nothing, two decimals, ten thousand draws."""
    rules = made({"name": "A", "from": 0})
    assert (rules.cap, rules.missing, rules.decimals, rules.bonus_cap, rules.tie_breaks) == (1, "zero", 2, None, ())
    assert (rules.robustness.draws, rules.robustness.concentration, rules.robustness.seed) == (10_000, 100, 2022)


@pytest.mark.parametrize(
    ("key", "low", "high"), [("draws", 1_000, 1_000_000), ("concentration", 1, 100_000), ("seed", 0, 10**9)]
)
def test_the_robustness_of_ranks_has_bounds(key, low, high):
    assert getattr(Robustness.model_validate({key: low}), key) == low
    assert getattr(Robustness.model_validate({key: high}), key) == high
    with pytest.raises(ValidationError):
        Robustness.model_validate({key: low - 1})


def test_a_band_from_nought_stands_below_one_from_a_single_point():
    rules = made({"name": "Thấp", "from": 0}, {"name": "Cao", "from": 1})
    assert [band.name for band in rules.bands_from_the_best] == ["Cao", "Thấp"]
