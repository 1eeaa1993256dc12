"""Texts that name somebody: by what is known of the period, and by the way in which people are named."""

from __future__ import annotations

import unicodedata

import pytest

from toolkit.words.people import HIDDEN_PERSON, People

KNOWN = People.known_by(codes=["CB-VP-001", "12", "x"], names=["Lò Văn  Pó", "Phòng Ké", ""])


@pytest.mark.parametrize(
    "text",
    [
        "Nguyễn Văn An nộp chậm",
        "do TRẦN THỊ BÌNH lập",
        "Bà Lan chưa ký",
        "đ/c Tám vắng họp",
        "Nguyen Van An",
        "đã giao lò văn pó",
        unicodedata.normalize("NFD", "Lò Văn Pó"),
        "(CB-VP-001)",
        "cb-vp-001.",
    ],
)
def test_a_text_that_names_somebody_is_known(text):
    assert KNOWN.are_named_in(text)
    assert KNOWN.hidden(text) == HIDDEN_PERSON


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Kế hoạch số 12",
        "Đồng chí Giám đốc chỉ đạo",
        "học tập Hồ Chí Minh",
        "HỒ SƠ MINH CHỨNG",
        "Sở tại Bà Rịa",
        "CB-VP-0012",
        "thiếu báo cáo quý IV",
        "Lò Văn Póc",
    ],
)
def test_a_text_that_names_nobody_stays(text):
    assert KNOWN.hidden(text) == text


def test_of_prose_only_the_paragraph_that_names_somebody_is_left_out():
    assert KNOWN.hidden_paragraphs("Một.\n\nBiểu dương đồng chí Lan.\n\nHai.") == f"Một.\n\n{HIDDEN_PERSON}\n\nHai."


def test_codes_and_names_that_are_nobody_s_are_not_known():
    assert (KNOWN.have("CB-vp-001"), KNOWN.have("12"), KNOWN.have("x")) == (True, False, False)
    assert not People().are_told_in("CB-VP-001")
