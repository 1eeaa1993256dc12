"""What was meant by words that the plan has not: proposed only where one thing is near."""

from __future__ import annotations

import pytest

from toolkit.plan.amounts import amount_of
from toolkit.plan.meant import amount_near, column_near, day_near, decimal_near, part_near, split_number
from toolkit.plan.outline import PARTS
from toolkit.words.vocabulary import Column

COLUMNS = (Column("tra_loi", "Ngày trả lời", "date"), Column("han", "Hạn trả lời", "date"))


@pytest.mark.parametrize(
    ("word", "meant"),
    [("Ngày trả lời", "tra_loi"), ("ngay tra loi", "tra_loi"), ("HAN", "han"), ("tra_lo", "tra_loi"), ("x", "")],
)
def test_a_column_is_known_by_its_name_and_by_its_header(word, meant):
    assert column_near(word, COLUMNS) == (f"; có lẽ là {meant}" if meant else "")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("tối thiểu 80%", "80%"),
        ("≥ 80 %", "80%"),
        ("100%.", "100%"),
        ("80 phần trăm", "80%"),
        ("5 triệu đồng", "5, còn “triệu đồng” thì ghi ở unit_of_measure của chỉ tiêu"),
        ("1.234.567,5 đồng", "1234567.5, còn “đồng” thì ghi ở unit_of_measure của chỉ tiêu"),
        ("1,000,000", "1000000"),
        ("4,5 điểm", "4.5, còn “điểm” thì ghi ở unit_of_measure của chỉ tiêu"),
        ("80 – 90%", ""),
        ("3/5", ""),
        ("1.2.3", ""),
        ("cao", ""),
    ],
)
def test_the_one_number_of_a_text_is_proposed(text, meant):
    assert amount_near(text) == (f"; có lẽ là {meant}" if meant else "")


@pytest.mark.parametrize("text", ["1.500", "12,000", " 250.000 "])
def test_what_is_a_thousand_to_one_and_one_to_another_is_no_amount(text):
    with pytest.raises(ValueError, match="hàng nghìn thì viết liền"):
        amount_of(text)


@pytest.mark.parametrize("text", ["8.333", "0.500", "33.330%", "1.5", "1500"])
def test_what_can_be_read_in_one_way_is_an_amount(text):
    assert amount_of(text)


def test_numbers_with_a_comma_are_known_again():
    assert decimal_near("0,5") == "0.5"
    assert [decimal_near(each) for each in ("1,2,3", "x", 5)] == ["", "", ""]
    assert split_number({"goal": 4, "5": None, "points": 10}) == ("goal", "4.5")
    assert split_number({"goal": 4, "5%": None}) == ("goal", "4.5%")
    assert split_number({"goal": 4, 2025: None}) is None  # a year that is left open
    assert split_number({"goal": "80%", 5: None}) is None
    assert split_number({"bonus": True, 5: None}) is None


def test_days_are_known_again():
    assert (day_near("5/3/2025"), day_near("31/02/2025"), day_near("2025")) == ("; có lẽ là 2025-03-05", "", "")


def test_parts_are_known_by_what_they_hold_and_by_their_titles():
    said = ["sections", "Ranking", "Công tác khen thưởng", "target", "đơn vị"]
    assert [part_near(each, PARTS) for each in said] == ["contents", "units", "awards", "targets", ""]
