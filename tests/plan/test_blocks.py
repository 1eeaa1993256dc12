"""A block of the plan file has the keys that are known, and is not changed once it was read."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from toolkit.plan.blocks import Block, Identifier


class _Named(Block):
    id: Identifier


def test_a_key_that_nobody_knows_is_refused_and_nothing_is_changed():
    with pytest.raises(ValidationError):
        _Named.model_validate({"id": "A", "x": 1})
    with pytest.raises(ValidationError):
        _Named(id="A").id = "B"


@pytest.mark.parametrize(
    ("id", "fits"), [("CT9a", True), ("ND-dd", True), ("_x", False), ("a b", False), ("x" * 41, False)]
)
def test_an_id_can_be_a_file_name(id, fits):
    if fits:
        assert _Named(id=id).id == id
    else:
        with pytest.raises(ValidationError):
            _Named(id=id)
