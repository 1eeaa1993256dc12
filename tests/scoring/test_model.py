"""Scores as values: what the difference to the own score is, and when there is none to tell."""

from __future__ import annotations

from decimal import Decimal

import pytest

from toolkit.scoring.model import ItemScore, UnitScore


@pytest.mark.parametrize(
    ("own", "official", "lacking", "difference"),
    [
        ("90.00", "85.50", 0, "-4.50"),
        ("80", "85.50", 0, "5.50"),
        ("0.00", "0.00", 0, "0.00"),
        (None, "85.50", 0, None),
        ("90.00", None, 0, None),
        ("90.00", "85.50", 1, None),  # a content without an appraisal: what the points add up to is no score yet
    ],
)
def test_the_difference_is_the_official_score_less_the_own(own, official, lacking, difference):
    scores = [None if each is None else Decimal(each) for each in (own, official)]
    found = UnitScore("A", "", *scores, 1, "", unappraised=lacking)
    assert found.difference == (None if difference is None else Decimal(difference))


def test_the_text_of_an_items_points_does_not_tell_what_was_said_of_people():
    each = ItemScore("A", "N1", "ok", None, None, None, "đồng chí Nguyễn Văn A đi công tác")
    assert "Nguyễn" not in repr(each)
    assert each.reason.endswith("công tác")


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        ({}, ""),
        ({"unappraised": 2}, "2 mục chưa được thẩm định"),
        ({"partial": 1}, "1 chỉ tiêu thiếu số liệu của một số năm"),
        ({"partial": 1, "has_below": True}, "1 chỉ tiêu tạm tính"),
        ({"undeducted": 3, "unappraised": 1}, "1 mục chưa được thẩm định, 3 mục điểm trừ chưa có số liệu"),
    ],
)
def test_who_is_not_ranked_is_told_what_lacks(lacking, said):
    assert UnitScore("A", "", None, Decimal(1), 1, "", **lacking).unranked_for == said


def test_nothing_lacks_and_nothing_is_unread_unless_it_is_said():
    assert not ItemScore("A", "N1", "ok", None, None, None).self_blocked
