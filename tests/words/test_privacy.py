"""Personal data are found in what people write, and codes, dates and statistics are not taken for them."""

from __future__ import annotations

import random
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from personal import PERSONAL

from toolkit.words.privacy import IDENTITY, PHONE, is_personal_name, masked, personal_in_cell, personal_kinds

ROOT = Path(__file__).resolve().parents[2]
HARMLESS = (
    "000.00.00.H10-240526-0001",
    "000.00.13.H10-240526-0102",
    "H10.17.36-20240526-0001",
    "H10.03-240526-0123456789",
    "G22.99.08-210415-0912",
    "HS-2024-0000393",
    "HS-0912345678",
    "CV-2024-0000001",
    "MC-2024-VP-ND-a",
    "TTHC-BTXH-02",
    "1.002345",
    "1.002345.000.00.00.H10",
    "2.000286.000.00.00.H10",
    "12/QĐ-SLĐTBXH",
    "0123/2024/QĐ-UBND",
    "162/KH-UBND ngày 26/5/2022",
    "3f0912345678aa",
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "26/5/2022",
    "26.05.2022 10:30",
    "01.02.2024 - 03.04.2024",
    "2024-05-26 10:30:00",
    "20240526101530",
    "1.234.567.890",
    "kinh phí 285123456 đồng",
    "0.912345678",
    "1.0912345678",
    "0.079203001234",
    "0,9123456789",
    "0.000033333333333333335",
    "84912345678",
    "07 08 09 10 11",
    "1 2 3 4 5 6 7 8 9 10 11 12",
    "(1) (2) (3) (4) (5) (6) (7) (8)",
    "0 0 100 100 0 0 0 0",
    "điện thoại 12.345.678 thuê bao",
    "có 12.345.678 tài khoản",
    "số tài khoản định danh: 1.234.567.890",
    "Tài khoản định danh,0.123456789012",
    "2022-2025",
    "@media print{@page :first{}}",
    "a@b",
    "x = a@b.T",
)


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in PERSONAL.items() for text in texts])
def test_personal_data_are_found_and_named(kind, text):
    assert kind in personal_kinds(text)
    assert kind in personal_in_cell(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_codes_dates_and_statistics_are_no_personal_data(text):
    assert personal_kinds(text) == ()
    assert personal_in_cell(text) == ()
    assert masked(text) == text


def test_nine_digits_alone_count_only_in_a_cell_of_free_text():
    assert personal_kinds("Bà A, 285123456") == ()
    assert personal_in_cell("Bà A, 285123456") == (IDENTITY,)
    assert personal_in_cell("đã thu hút 285123456 lượt") == ()


@pytest.mark.parametrize("text", [text for texts in PERSONAL.values() for text in texts])
def test_a_masked_text_holds_nothing_personal_any_more(text):
    shown = masked(f"Ghi chú của đơn vị: {text}; hết.")
    assert personal_kinds(shown) == ()
    assert shown.startswith("Ghi chú của đơn vị")
    assert shown.endswith("; hết.")


@given(st.text("0123456789 .-+()@abH,/đt:\n", max_size=60))
def test_any_text_is_masked_without_trouble(text):
    if not personal_kinds(text):
        assert masked(text) == text
    else:
        assert "(không nêu)" in masked(text)


@given(
    st.sampled_from(["03", "05", "07", "08", "09"]), st.integers(0, 99_999_999), st.sampled_from(["", " ", ".", "-"])
)
def test_every_mobile_number_is_found_however_it_is_grouped(head, rest, separator):
    third = {"03": "2", "05": "6", "07": "0", "08": "1", "09": "0"}[head]
    digits = head + third + f"{rest % 10_000_000:07}"
    grouped = separator.join((digits[:4], digits[4:7], digits[7:]))
    assert personal_kinds(f"Bà B, {grouped}, trưởng phòng") == (PHONE,)


@given(st.integers(1, 999_999), st.dates())
def test_no_dossier_code_of_any_day_is_taken_for_personal_data(number, day):
    for code in (
        f"000.00.00.H10-{day:%y%m%d}-{number:04}",
        f"HS-{day:%Y}-{number:07}",
        f"H10.17-{day:%Y%m%d}-{number:06}",
    ):
        assert personal_in_cell(code) == ()


def codes(numbers, prefix):
    """Codes as systems write them in one cell, whatever length their numbers reach."""
    return ";".join(f"{prefix}-2024-{number}" for number in numbers)


@given(
    st.lists(st.integers(1_000_000, 99_999_999), min_size=4, max_size=30),
    st.sampled_from(["HS", "CV", "000.00.00.H10-HS", "Q", "DVC-BHXH"]),
)
def test_no_list_of_codes_is_taken_for_personal_data(numbers, prefix):
    assert personal_kinds(codes(numbers, prefix)) == ()


def test_a_code_that_is_cut_where_the_look_back_begins_is_no_number_of_its_own():
    # Found at 64 million dossiers: of 2024-3122879 the look back saw 024-3122879, a telephone.
    assert not [n for n in range(60) if personal_kinds("CV-2024-3122879;" + "x" * n + ";31228820;")]
    assert not [n for n in range(60) if personal_kinds("31228820;" + "x" * n + ";0912345678901;")]


@pytest.mark.parametrize("number", ["0912345678", "(024) 3825 1234", "+84912345678", "012203004567"])
def test_a_number_between_codes_is_found(number):
    listed = [codes(range(40), "CV"), number, codes(range(999_990, 1_000_030), "CV")]
    assert personal_kinds(";".join(listed)), number
    assert number not in masked(";".join(listed))


def test_the_sample_and_its_plan_hold_nothing_personal():
    for path in sorted((ROOT / "data").rglob("*")):
        if path.suffix in (".csv", ".yaml", ".md"):
            assert personal_kinds(path.read_text(encoding="utf-8")) == (), path.name


def test_a_page_of_a_megabyte_is_looked_through_in_a_moment_and_the_time_grows_with_its_length():
    numbers = random.Random(1)
    row = "<tr><td>Phòng Kế hoạch</td><td>{}</td><td>1.234,5</td><td>26/5/2022</td><td>HS-2024-{:07}</td></tr>"
    page = "".join(row.format(numbers.randint(1, 99), numbers.randint(1, 999999)) for _ in range(11_000))
    worst = ("0123456789" * 10, "0-", "0912 ", "a@", "@a.", "(0", "tài khoản 1 ", "09.12.", "cmnd 1 ", "1 ")
    for text in (page, *(part * (1_000_000 // len(part)) for part in worst)):
        began = time.process_time()
        personal_kinds(text)
        assert time.process_time() - began < 4, re.escape(text[:20])


def test_a_name_of_a_file_may_be_personal_by_a_long_number_or_a_sign_of_an_address():
    assert is_personal_name("079084001.csv")  # nine digits: an old identity number
    assert not is_personal_name("07908400.csv")
    assert is_personal_name("nguyen@vp.csv")
