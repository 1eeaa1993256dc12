"""Units and how files may call them: spellings that are the same, and near ones that are only suggested."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.units.model import Unit, UnitNames, is_code, spelling

FIRST, LAST = date(2024, 3, 1), date(2024, 9, 30)


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "expected"),  # the day before the first, the first, the last, the day after
    [
        (None, None, [True, True, True, True]),
        (FIRST, None, [False, True, True, True]),
        (None, LAST, [True, True, True, False]),
        (FIRST, LAST, [False, True, True, False]),
    ],
)
def test_a_unit_exists_from_its_first_day_to_its_last(valid_from, valid_to, expected):
    unit = Unit("A", "Phòng A", valid_from=valid_from, valid_to=valid_to)
    days = (date(2024, 2, 29), FIRST, LAST, date(2024, 10, 1))
    assert [unit.exists_on(day) for day in days] == expected


def test_a_notebook_shows_a_unit_as_one_row():
    unit = Unit("A", "Phòng A", "Phòng", ("P.A", "<A>"), FIRST)
    assert unit._repr_html_() == (
        "<table><caption>Đơn vị</caption><thead><tr>"
        '<th scope="col">Mã</th><th scope="col">Tên</th><th scope="col">Loại</th><th scope="col">Tên khác</th>'
        '<th scope="col">Từ ngày</th><th scope="col">Đến ngày</th></tr></thead><tbody>'
        '<tr><th scope="row">A</th><td>Phòng A</td><td>Phòng</td><td>P.A; &lt;A&gt;</td><td>01/3/2024</td><td></td></tr>'
        "</tbody></table>"
    )


@pytest.mark.parametrize(
    "other",
    [
        "văn phòng sở",
        "  Văn\u00a0 phòng\nSở ",
        "VĂN PHÒNG SỞ",
        unicodedata.normalize("NFD", "Văn phòng Sở"),
        "Văn ph\u200bòng\u202e Sở",
        "Văn phòng Ｓở",  # as some keyboards write S
    ],
)
def test_case_blanks_marks_and_forms_make_no_other_name(other):
    assert spelling(other) == spelling("Văn phòng Sở")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà giải", "Hòa giải"),  # a tone on either vowel
        ("Khoẻ", "Khỏe"),
        ("Thuỷ", "Thủy"),
        ("Ðiều hoà", "Điều hòa"),  # U+00D0 for Đ
        ("A – B", "A-B"),
        ("A—B", "A - B"),
        ("1−2", "1-2"),
    ],
)
def test_tones_and_dashes_may_stand_as_people_write_them(one, other):
    assert spelling(one) == spelling(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hoa", "Hòa"), ("Hòa", "Hóa"), ("Dân", "Dan"), ("Đa", "Da"), ("P.A", "PA"), ("A1", "A2"), ("A B", "AB")],
)
def test_accents_letters_and_signs_make_another_name(one, other):
    assert spelling(one) != spelling(other)


def test_tones_are_moved_within_their_word_only():
    assert spelling("hòa hoa") != spelling("hoa hòa")
    assert spelling("Hòa2b") == spelling("Hoà2b") != spelling("Hoa2b")


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=30))
def test_a_spelling_is_its_own_spelling(text):
    assert spelling(spelling(text)) == spelling(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("VP", True),
        ("P.KHTC", True),
        ("Đ1_a-b.2", True),
        ("1", True),
        ("A" * 40, True),
        ("A" * 41, False),
        ("", False),
        ("_A", False),
        (".A", False),
        ("A.", False),  # Windows drops a last dot
        ("A B", False),
        ("../x", False),
        ("a/b", False),
        ("NUL", False),
        ("nul.txt", False),
        ("com1", False),
        ("COM10", True),
        ("CONG", True),
        (unicodedata.normalize("NFD", "PHÒNG"), True),
    ],
)
def test_a_code_can_be_a_file_name_anywhere(text, expected):
    assert is_code(text) is expected


UNITS = [
    Unit("VP", "Văn phòng", aliases=("Văn phòng Sở",)),
    Unit("TTA", "Trung tâm Anh Sơn", aliases=("Trung tâm",)),
    Unit("TTB", "Trung tâm Bảo trợ", aliases=("Trung tâm", "VP")),
    Unit("KT", "Phòng Kế toán", aliases=("Phòng Kế toán",)),
]


@pytest.fixture
def names():
    """The names of these units, of which nobody has asked anything yet."""
    return UnitNames(UNITS)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("VP", "VP"),  # a code goes before another's alias
        ("vp", "VP"),
        ("VĂN PHÒNG  SỞ", "VP"),
        ("Văn phòng", "VP"),
        ("phòng kế toán", "KT"),
        ("Trung tâm", None),  # two are called so
        ("Trung tam Bao tro", None),  # a near spelling is nobody
        ("", None),
    ],
)
def test_a_unit_is_found_by_code_name_or_alias_and_never_by_a_near_spelling(names, text, unit):
    assert names.find(text) == unit


def test_a_name_of_two_units_is_shared(names):
    assert [names.is_shared(text) for text in ("trung TÂM", "Trung tâm Bảo trợ", "Phòng Kế toán", "VP", "?")] == [
        True,
        False,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Trung tam Bao tro", "TTB"),
        ("Trung tâm Bảo trợ", "TTB"),
        ("Phòng Kế tóan", "KT"),
        ("V\u0420", "VP"),  # a Cyrillic Р
        ("Văn phong sơ", "VP"),
        ("Trung tâm", None),  # two are called so
        ("trung tam", None),
        ("Đội xe", None),
        ("Trung tâm Anh Bảo", "TTA"),
        ("", None),
    ],
)
def test_the_one_unit_that_a_text_is_most_like_is_suggested(names, text, unit):
    found = names.nearest(text)
    assert (found and found.id) == unit
    assert names.nearest(text) is found


def test_of_a_text_without_end_only_the_first_two_hundred_characters_are_compared(names):
    """With one x after it, VP is still most like VP; with two it is like nothing."""
    assert (names.nearest("VPx").id, names.nearest("VPxx")) == ("VP", None)
    assert names.nearest("VP" + " " * 197 + "x" * 10_000).id == "VP"
    assert names.nearest("VP" + " " * 196 + "x" * 10_000) is None


def test_a_list_may_come_one_by_one_and_knows_nobody_if_empty():
    assert UnitNames(iter([Unit("A", "Phòng A")])).find("phòng a") == "A"
    nobody = UnitNames([])
    assert (nobody.find("A"), nobody.is_shared("A"), nobody.nearest("A")) == (None, False, None)
