"""Several faults of one part of the plan are raised as one."""

from __future__ import annotations

import pytest

from toolkit.plan.faults import Faults, refuse


def test_every_fault_of_a_part_is_raised_at_once_with_its_place():
    with pytest.raises(Faults) as caught:
        refuse(each for each in [(("goal", 2024), "sai"), ((), "thiếu")])
    assert caught.value.faults == ((("goal", 2024), "sai"), ((), "thiếu"))
    assert str(caught.value) == "sai; thiếu"
    assert isinstance(caught.value, ValueError)  # what pydantic takes for a fault of the file


def test_where_nothing_is_wrong_nothing_is_raised():
    assert refuse([]) is None
    assert refuse(iter(())) is None
