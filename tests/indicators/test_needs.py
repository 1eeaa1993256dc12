"""Which sources a target cannot do without."""

import pytest
from counting_of import made_plan
from tables import target

from toolkit.indicators.needs import needed_sources, target_of
from toolkit.plan import Target


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (target(), ("van_ban",)),
        (target(source="can_bo", success={"is_female": True}), ("can_bo",)),
        (target(source="can_bo", success={"trained_data": True}), ("can_bo", "tap_huan")),
        (
            target(source="can_bo", population={"trained_basic": True}, success={"is_female": True}),
            ("can_bo", "tap_huan"),
        ),
        (target(source="bao_cao_don_vi"), ("bao_cao_don_vi",)),
    ],
)
def test_a_target_needs_its_source_and_the_courses_where_it_asks_who_is_trained(asked, expected):
    assert needed_sources(made_plan(asked), asked) == expected


def test_a_column_of_the_plan_that_is_called_like_training_needs_no_courses():
    asked = target().model_copy(update={"success": {"trained_by": ("x",)}})
    assert needed_sources(made_plan(asked), asked) == ("van_ban",)


def test_a_formula_needs_what_its_targets_need_and_a_side_of_a_ratio_is_of_its_target():
    sides = {"of": {"source": "van_ban", "measure": "count"}, "to": {"source": "dieu_hanh", "measure": "count"}}
    ratio = Target.model_validate({"id": "R", "name": "R", "goal": 2, "points": 1, "measure": {"ratio": sides}})
    trained = target("X", source="can_bo", success={"trained_data": True})
    formula = Target.model_validate({"id": "F", "name": "F", "goal": 2, "points": 1, "measure": {"formula": "X + R"}})
    assert needed_sources(made_plan(ratio, trained, formula), formula) == ("can_bo", "tap_huan", "van_ban", "dieu_hanh")
    assert [target_of(part) for part in (*ratio.parts, trained)] == ["R", "R", "X"]
