"""Headers and words that are the same but for the way of writing, and those that only look so."""

from __future__ import annotations

import pytest

from toolkit.mapping.likeness import TURNS, likeness, same_meaning, tokens


def test_words_are_taken_apart_and_written_out():
    assert tokens("Mã số HS") == ("ma", "so", "ho", "so")
    assert tokens("MaSoHoSo") == tokens("ma_so_ho_so") == tokens("MÃ SỐ\nHỒ SƠ")
    assert tokens("— —") == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mã số HS", "Mã số hồ sơ"),
        ("Đã trả KQ hồ sơ", "Đã trả kết quả"),
        ("Ngày giờ tiếp nhận HS", "Ngày giờ tiếp nhận"),
        ("Qua dịch vụ BCCI", "Dịch vụ bưu chính công ích"),
        ("Người dân rút hồ sơ", "Công dân rút hồ sơ"),
        ("Thời điểm trả KQ", "Ngày trả kết quả"),
        ("Cơ quan xử lý", "Đơn vị xử lý"),
    ],
)
def test_another_way_of_writing_is_the_same(one, other):
    assert same_meaning(one, other) and likeness(one, other) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Chưa trả kết quả", "Đã trả kết quả"),
        ("Chờ trả kết quả", "Đã trả kết quả"),
        ("Không tiếp nhận", "Tiếp nhận"),
        ("Từ chối tiếp nhận", "Tiếp nhận"),
        ("Ngày hẹn trả", "Ngày trả"),
        ("Chưa cung cấp", "Cung cấp thông tin"),
        ("Thời điểm hẹn trả", "Ngày trả"),
    ],
)
def test_what_turns_the_meaning_round_is_neither_the_same_nor_alike(one, other):
    assert not same_meaning(one, other)
    assert "hẹn trả" in one or likeness(one, other, turns=TURNS) == 0
