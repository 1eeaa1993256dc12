"""A code: what its level is called, and that nobody changes it."""

from __future__ import annotations

import pytest

from toolkit.words.code import ERROR, INFO, LEVELS, WARNING, Code


def test_the_levels_are_three_and_have_their_words():
    assert dict(LEVELS) == {ERROR: "Lỗi", WARNING: "Cảnh báo", INFO: "Thông tin"}
    with pytest.raises(TypeError):
        LEVELS[ERROR] = "x"


def test_a_code_is_frozen_and_needs_no_detail():
    code = Code(ERROR, "Thiếu cột", "thêm cột")
    assert (code.level, code.title, code.remedy, code.detail) == ("error", "Thiếu cột", "thêm cột", "")
    with pytest.raises(AttributeError):
        code.level = INFO
