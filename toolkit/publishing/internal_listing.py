"""What of a period is for the house alone: what names people, and what somebody has changed of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..report.model import Block, Heading, Links, Paragraph
from ..report.papers import PAPERS
from ..words.formatting import sort_key
from ..words.vocabulary import INTERNAL
from .jobs import KINDS
from .listing import to_mind
from .made import Made

INTERNAL_ONLY = (
    "Các tệp dưới đây nêu tên người, mã cán bộ, kỷ luật, phiếu biểu quyết: chỉ dùng trong cơ quan, không đăng lên mạng, không gửi "
    "kèm bản công khai. Bản công khai của từng kỳ ở trang đầu."
)
_REPORTS = {
    "binh_xet.html": KINDS["binh_xet"],
    "so_ket.html": f"{KINDS['so_ket']}, bản có tên người",
    "tong_ket.html": f"{KINDS['tong_ket']}, bản có tên người",
}
_TABLES = {
    "so_lieu.xlsx": "Mọi bảng trong một sổ tính, cả khen thưởng (Excel)",
    "awards.csv": "Đề nghị khen thưởng (CSV)",
    "followup.csv": "Đôn đốc, có mã cán bộ (CSV)",
    "items.csv": "Điểm từng mục, lý do như đã ghi (CSV)",
}


def internal_lists(made: Made, *, names: Mapping[str, str]) -> Iterator[Block]:
    """The files of a period that name people, under headings of their own: those that are there, and which of them to mind."""
    sheets = {
        f"phieu_don_vi/{each.unit}.html": names.get(each.unit, each.unit)
        for each in sorted(made.standings, key=lambda each: sort_key(names.get(each.unit, each.unit)))
    }
    lists = (
        ("báo cáo", _REPORTS),
        ("hồ sơ khen thưởng (Word)", {f"binh_xet/{name}.docx": text for name, text in PAPERS.items()}),
        ("bảng số liệu", _TABLES),
        ("phiếu kết quả đơn vị, bản có mã cán bộ", sheets),
    )
    found = False
    for title, titles in lists:
        there = {name: text for name, text in titles.items() if f"{INTERNAL}/{name}" in made.record.places}
        if there:
            found = True
            yield Heading(f"{made.title}: {title}", 3)  # the search over all files reads it
            yield _links(made, there)
    if not found:
        yield Paragraph("Chưa có tệp nội bộ nào của kỳ.")
    yield from to_mind(made, internal=True)


def _links(made: Made, titles: Mapping[str, str]) -> Links:
    entries, word = [], {}
    for name, text in titles.items():
        file = f"{INTERNAL}/{name}"
        address = f"{made.period.id}/{made.shown(file)}"
        entries.append((address, f"{text}{made.mark(file)}"))
        document = f"{file.removesuffix('.html')}.docx"
        if name.endswith(".html") and document in made.record.places:
            word[address] = f"{made.period.id}/{made.shown(document)}"
    return Links(tuple(entries), word)
