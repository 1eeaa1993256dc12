"""Bands and what they require."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from toolkit.plan import Scoring


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
