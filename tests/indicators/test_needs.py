"""Which sources a target cannot do without."""

import pytest
from counting_of import made_plan
from tables import target

from toolkit.indicators.needs import needed_sources


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
