"""The first look of the engine misses no text that the rules for personal data know."""

from __future__ import annotations

import duckdb
import pytest
from personal import PERSONAL

from toolkit.evaluation.personal import MAY_BE_PERSONAL


@pytest.mark.parametrize("text", [text for texts in PERSONAL.values() for text in texts] + ["Ông A, 285123456"])
def test_no_personal_data_escape_the_first_look(text):
    assert duckdb.execute("SELECT regexp_matches(?, ?)", [text, MAY_BE_PERSONAL]).fetchone() == (True,)
