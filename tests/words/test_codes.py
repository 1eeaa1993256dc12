"""The codes of findings: what a table, the handbook and the exit code take from each."""

from __future__ import annotations

import re

import pytest

from toolkit.words.codes import CODES, LEVELS


@pytest.mark.parametrize("code", CODES)
def test_a_code_has_a_level_and_says_what_is_wrong_and_what_to_do(code):
    each = CODES[code]
    assert re.fullmatch(r"[A-Z]{1,4}-\d\d", code)
    assert each.level in LEVELS
    assert each.title[0].isupper() and not each.title.endswith(".")
    assert each.remedy and not each.remedy.endswith(".")


def test_titles_tell_the_codes_apart():
    titles = [each.title for each in CODES.values()]
    assert len(set(titles)) == len(titles)


def test_every_level_has_its_word_and_is_used():
    assert dict(LEVELS) == {"error": "Lỗi", "warning": "Cảnh báo", "info": "Thông tin"}
    assert {each.level for each in CODES.values()} == set(LEVELS)


def test_a_code_cannot_be_changed_by_who_reads_it():
    with pytest.raises(TypeError):
        CODES["KH-01"] = CODES["KH-02"]
    with pytest.raises(AttributeError):
        CODES["KH-01"].level = "info"
