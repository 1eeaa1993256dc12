"""What a target counts; more of its keys stands in test_models, test_bounds and test_measures."""

from __future__ import annotations

import pytest

from toolkit.plan import Target

SHARE = {"id": "T", "name": "T", "goal": "80%", "source": "van_ban", "success": {"signed": True}, "points": 1}


def test_a_target_is_counted_itself_a_ratio_by_its_sides_and_a_formula_not_at_all():
    share = Target.model_validate(SHARE)
    assert share.parts == (share,) and share.sources == ("van_ban",) and share.is_share
    sides = {"of": {"source": "van_ban", "measure": "count"}, "to": {"source": "can_bo", "measure": "count"}}
    bare = {"id": "R", "name": "R", "goal": 5, "points": 1}
    ratio = Target.model_validate({**bare, "measure": {"ratio": sides}})
    assert [part.id for part in ratio.parts] == ["R/of", "R/to"] and ratio.sources == ("van_ban", "can_bo")
    formula = Target.model_validate({**bare, "measure": {"formula": "T / 2"}})
    assert formula.parts == () and formula.sources == ()


def test_goals_bear_the_unit_of_measure():
    made = Target.model_validate(
        {**SHARE, "measure": "count", "success": None, "goal": {2024: 5}, "unit_of_measure": "văn bản"}
    )
    assert [goal.unit for goal in made.goals] == ["văn bản"]


def test_the_words_of_a_cause_are_those_of_a_condition():
    told = Target.model_validate({**SHARE, "causes": {"signed": "chưa ký số"}})
    assert told.causes == {"signed": "chưa ký số"}
    with pytest.raises(ValueError, match="không của điều kiện nào"):
        Target.model_validate({**SHARE, "causes": {"electronic": "không phải bản điện tử"}})
