"""Where a heading of the remarks leads."""

from __future__ import annotations

import pytest

from toolkit.evaluation.headings import heading_of, underlined

LIKE = [
    ("## Kiến nghị, đề xuất", "proposals", "Đề xuất, kiến nghị"),
    ("## VI. Phương hướng, nhiệm vụ năm 2026", "direction", "Phương hướng, nhiệm vụ"),
    ("## Khó khăn, vướng mắc", "situation", "Khó khăn"),
    ("## Tồn tại, hạn chế và nguyên nhân", "limits", "Tồn tại, hạn chế"),
    ("## Công tác chỉ đạo, điều hành", "leadership", "Công tác lãnh đạo, chỉ đạo"),
    ("## Chuyện khác", "", ""),
    ("## Công tác đào tạo", "", ""),
    ("## Thuận lợi, hạn chế", "", ""),  # as near to two parts
]


@pytest.mark.parametrize(("line", "part", "resembles"), LIKE)
def test_a_heading_goes_where_it_resembles_one_heading_and_no_other(line, part, resembles):
    heading = heading_of(line)
    assert (heading.part, heading.resembles) == (part, resembles)


EXACT = [
    ("# V. Ưu điểm", "strengths", True),
    ("### **Nguyên nhân khách quan**", "causes", False),
    ("## Ưu điểm {#uu-diem}", "strengths", True),
    ("**IV. Công tác khen thưởng**", "awards", True),
    ("BÀI HỌC KINH NGHIỆM", "lessons", True),
    ("2. Tồn tại, hạn chế", "limits", True),
    ("Phần IV: Công tác khen thưởng", "awards", True),
]


@pytest.mark.parametrize(("line", "part", "is_title"), EXACT)
def test_a_heading_may_be_numbered_bold_or_in_capitals(line, part, is_title):
    heading = heading_of(line)
    assert (heading.part, heading.is_title, heading.resembles) == (part, is_title, "")


PLAIN = [
    ("IV. Bài học kinh nghiệm rút ra", "lessons", "Bài học kinh nghiệm"),
    ("**II. CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO**", "leadership", ""),
]


@pytest.mark.parametrize(("line", "part", "resembles"), PLAIN)
def test_a_line_with_a_roman_number_is_a_heading_without_any_style(line, part, resembles):
    heading = heading_of(line)
    assert (heading.part, heading.resembles) == (part, resembles)


NO_HEADING = ["1. Bài học kinh nghiệm rút ra", "I. Việc khác", "II. Ưu điểm là làm sớm.", "i) Ưu điểm nổi bật"]


@pytest.mark.parametrize(
    "line", [*NO_HEADING, "Ưu điểm", "**Khách quan.** Do", "**Khó khăn**", "KẾT LUẬN", "- Ưu điểm", ""]
)
def test_what_is_no_heading_stays_text(line):
    assert heading_of(line) is None


def test_an_underlined_line_is_a_heading_and_no_row_changes():
    lines = ["Ưu điểm", "=======", "", "Tốt.", "", "| a |", "|---|"]
    assert underlined(lines) == ["# Ưu điểm", "", "", "Tốt.", "", "| a |", "|---|"]
