"""What a movement and its named periods say: days, grounds, agencies. Every expectation by hand."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError
from small import plan

from toolkit.plan import Plan
from toolkit.plan.awards import LegalBasis
from toolkit.plan.movement import Movement, NamedPeriod


def said(model, /, **parts):
    with pytest.raises(ValidationError) as caught:
        model.model_validate(parts)
    return str(caught.value)


def test_a_legal_ground_is_in_force_from_its_first_day_to_its_last():
    ground = LegalBasis.model_validate({"text": "NĐ", "from": date(2024, 1, 1), "to": date(2025, 6, 30)})
    days = (date(2023, 12, 31), date(2024, 1, 1), date(2025, 6, 30), date(2025, 7, 1))
    assert [ground.holds(day) for day in days] == [False, True, True, False]
    assert LegalBasis.model_validate({"text": "NĐ", "from": date(2024, 1, 1)}).holds(date(2999, 1, 1))


def test_the_grounds_of_a_day_are_those_in_force_in_the_plans_order():
    grounds = [
        {"text": "b", "from": "2024-01-01"},
        {"text": "a", "from": "2020-01-01", "to": "2023-12-31"},
        {"text": "c", "from": "2020-01-01"},
    ]
    movement = Plan.model_validate(plan(movement={"legal_basis": grounds})).movement
    assert movement.grounds(date(2024, 1, 1)) == ("b", "c")
    assert movement.grounds(date(2023, 12, 31)) == ("a", "c")
    assert movement.carried_out(date(2024, 1, 1)) == ()


def test_what_the_movement_carries_out_is_told_apart():
    grounds = [
        {"from": "2022-01-01", "text": "Luật"},
        {"from": "2022-01-01", "to": "2023-12-31", "text": "Kế hoạch cũ", "carried_out": True},
        {"from": "2024-01-01", "text": "Kế hoạch", "carried_out": True},
    ]
    movement = Plan.model_validate(plan(movement={"legal_basis": grounds})).movement
    assert movement.carried_out(date(2024, 1, 1)) == ("Kế hoạch",)


def test_a_movement_may_last_one_day_and_not_less():
    one = plan(movement={"start": "2022-01-01", "end": "2022-01-01"})["movement"]
    assert Movement.model_validate(one).verdict == "final_year"
    assert "ngày kết thúc trước ngày bắt đầu" in said(Movement, **{**one, "end": "2021-12-31"})


@pytest.mark.parametrize(
    ("id", "first", "last", "problem"),
    [
        ("dot_1", "2024-01-01", "2024-01-01", None),
        ("dot_1", "2024-01-01", "2025-01-01", None),  # 366 days after the first of a leap year
        ("dot_1", "2024-01-01", "2025-01-02", "một kỳ dài nhất một năm"),
        ("dot_1", "2024-01-02", "2024-01-01", "ngày cuối trước ngày đầu"),
        ("2024-Q1", "2024-01-01", "2024-03-31", "đây là mã của một năm"),
    ],
)
def test_a_named_period_has_a_name_of_its_own_and_lasts_a_day_to_a_year(id, first, last, problem):
    parts = {"id": id, "name": "Đợt 1", "from": first, "to": last}
    if problem:
        assert problem in said(NamedPeriod, **parts)
    else:
        made = NamedPeriod.model_validate(parts)
        assert (made.from_, made.to) == (date.fromisoformat(first), date.fromisoformat(last))
