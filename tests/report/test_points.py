"""How points come about, in words."""

from __future__ import annotations

from typing import get_args

from toolkit.plan import Target
from toolkit.report.points import _RULES


def test_every_rule_of_a_target_is_put_into_words():
    assert set(_RULES) == set(get_args(Target.model_fields["rule"].annotation))
