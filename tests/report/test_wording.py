"""What the reports no longer say, and what they say instead."""

from __future__ import annotations

import re

import pytest

from toolkit.report.model import Bullets, Cell, Figure, Paragraph, Table

# A number that is told twice, a code where a name belongs, a word of the trade: each has a better one below.
FORBIDDEN = (
    r"[Tt]rong \d+ (chỉ tiêu|mức đo)[^.]*, chưa (chỉ tiêu|mức đo) nào",
    r"\b(\d+) trên \1\b",
    r"không có (chỉ tiêu|mức đo) nào giảm",
    r"lượt chấm",
    r"Tỷ lệ điểm đạt được cao nhất ở",
    r"đạt mọi (chỉ tiêu|mức đo) được giao",
    r"\d+ đề nghị, \d+ đủ điều kiện",
    r"\b(Mạnh|Yếu):",
    r"Giữ được khi đổi trọng số",
    r"[Mm]ọi dòng của nguồn",
    r"đứng trong nhóm được khen",
    r"điểm %",
    r"\bz-score|\bMAD\b|▼",
)
BETTER = {
    "2024-so_ket": (
        "Chưa có chỉ tiêu nào đạt mức giao",
        "cả 10 mức đo đều tăng",
        "Đã thẩm định đủ 6 nội dung của 12 đơn vị",
        "Nội dung đạt điểm cao nhất: xây dựng dữ liệu mở (79,7% điểm chuẩn)",
        "01 đơn vị đạt tất cả mức đo được giao",
        "Các đơn vị giới thiệu 07 tập thể, 07 đủ điều kiện; đề nghị tặng Giấy khen của Giám đốc Sở",
        "điểm phần trăm",
    ),
    "2024-phieu_don_vi": ("Thuộc nhóm cuối: ",),
    "2024-binh_xet": ("Mức chắc chắn của thứ hạng",),
}


def words_of(report):
    """Every word of the blocks of a report, a line for each."""
    said = []
    for block in (block for section in report.sections for block in section.blocks):
        if isinstance(block, Table):
            cells = [cell.text if isinstance(cell, Cell) else cell for row in block.every_row for cell in row]
            said += [block.caption, *block.columns, block.note, *cells]
        elif isinstance(block, Figure):
            said += [block.caption, block.alt]
        elif isinstance(block, Bullets):
            said += block.items
        elif isinstance(block, Paragraph):
            said.append(f"{block.lead} {block.text}")
    return "\n".join(said)


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_no_report_says_it_in_the_old_way(sample_reports, pattern):
    for name, report in sample_reports.items():
        assert re.findall(rf".{{0,40}}{pattern}.{{0,40}}", words_of(report)) == [], name


@pytest.mark.parametrize("name", BETTER)
def test_it_is_said_in_the_better_way(sample_reports, name):
    words = words_of(sample_reports[name]).lower()
    assert [each for each in BETTER[name] if each.lower() not in words] == []
