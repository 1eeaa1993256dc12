"""A few random inputs for each reader; the benchmark runs many."""

from __future__ import annotations

import pytest
from fuzz import READERS
from hypothesis import given, settings


@pytest.mark.parametrize("name", READERS)
def test_random_input_is_read_or_refused(name):
    check, inputs = READERS[name]

    @settings(max_examples=40, deadline=2000, database=None, derandomize=True)
    @given(inputs)
    def each(found):
        check(found)

    each()
