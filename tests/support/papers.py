"""A long report for tests of form, and how a page of a PDF is measured."""

from __future__ import annotations

import re
from dataclasses import dataclass

from toolkit.report.document import Report, Section
from toolkit.report.model import Bullets, Cell, Contents, Figure, Heading, Letterhead, Paragraph, Signature, Table

POINTS_PER_MM = 72 / 25.4
PARTS = 20
WORDS = "Đơn vị rà soát, cập nhật, công khai đầy đủ kết quả xử lý công việc trên hệ thống của cơ quan; "


@dataclass(frozen=True)
class Piece:
    """A text on a page: its box in mm from the page's upper left corner, its size in points, its font."""

    left: float
    right: float
    top: float
    bottom: float
    size: float
    font: str

    @property
    def middle(self) -> float:
        """Its middle, across."""
        return (self.left + self.right) / 2

    @property
    def style(self) -> str:
        """Empty, Bold, Italic or BoldItalic."""
        return re.sub(r".*(Serif|Roman)|PS(MT)?|MT|[^A-Za-z]", "", self.font)


def pieces(page, text: str) -> list[Piece]:
    """Every place of a page where the text stands."""
    found = []
    for match in page.search(re.escape(text).replace(r"\ ", r"\s+")):
        letters = [char for char in match["chars"] if char["text"].strip()]
        fonts = {char["fontname"].partition("+")[2] for char in letters}
        assert len(fonts) == 1, (text, fonts)
        box = [match[side] / POINTS_PER_MM for side in ("x0", "x1", "top", "bottom")]
        found.append(Piece(*box, round(letters[0]["size"], 1), fonts.pop()))
    return found


def rules(page) -> list[tuple[float, float, float]]:
    """The thin lines across a page, from the top: left, right and top in mm."""
    across = {
        (round(each["x0"], 1), round(each["x1"], 1), round(each["top"], 1))
        for each in (*page.lines, *page.rects)
        if each["bottom"] - each["top"] < 2 < each["x1"] - each["x0"]
    }
    return [
        tuple(value / POINTS_PER_MM for value in each) for each in sorted(across, key=lambda each: (each[2], each[0]))
    ]


def long_report(figure: Figure) -> Report:
    """Headings at every place of a page, a table over pages, a picture, appendices upright and wide, long and short."""
    parts = [
        Section(
            f"p{n}",
            f"Phần {n}",
            (
                Heading(f"Đề mục lớn {n}."),
                Heading(f"Đề mục nhỏ {n}.", 3),
                Paragraph(WORDS * (1 + n % 4)),
                small_table(n),
            ),
        )
        for n in range(1, PARTS + 1)
    ]
    head = Letterhead(
        "UBND tỉnh", "Sở Thử nghiệm", "Số:        /BC-ST", "Thử, ngày      tháng      năm", "Báo cáo", "Thử"
    )
    return Report(
        "Báo cáo thử",
        (
            Section("dau", "Mở đầu", (head, Contents((("p1", "Phần 1"),)), Bullets(("Gạch đầu dòng.",)))),
            *parts,
            Section("bang", "Bảng", (long_table("Bảng dài", rows=25), figure)),
            Section(
                "ket",
                "Kết",
                (Paragraph("Hết./."), Signature("Giám đốc", "Nguyễn Văn A", ("- Như trên;", "- Lưu: VT."))),
            ),
            *(
                Section(f"PL{n}", f"Phụ lục {n}", annex(n, rows=rows), appendix=True, wide=wide)
                for n, rows, wide in ((1, 30, True), (2, 30, False), (3, 2, True), (4, 30, True))
            ),
        ),
    )


def small_table(number: int) -> Table:
    """A table of two to four short rows with a note: among many of them some meet the end of a page."""
    rows = tuple((str(n), f"ô {number}.{n}") for n in range(2 + number % 3))
    return Table(f"Bảng nhỏ {number}", ("Thứ tự", "Ô"), rows, "cl", note=f"Ghi chú: bảng nhỏ {number}.")


def annex(number: int, *, rows: int) -> tuple:
    """The blocks of an appendix."""
    head = (
        Heading(f"Phụ lục {number}"),
        Paragraph("TÊN PHỤ LỤC", "title"),
        Paragraph("(Kèm theo Báo cáo)", "attached"),
    )
    return (*head, long_table(f"Bảng phụ lục {number}", rows=rows))


def long_table(caption: str, *, rows: int) -> Table:
    """A table whose rows take several lines; each begins and ends with its number."""
    texts = tuple(
        (str(n), f"đầu{n}: {WORDS * 3}cuối{n}.", Cell("Đạt", "good") if n % 2 else Cell("Chưa đạt", "bad"))
        for n in range(1, rows + 1)
    )
    return Table(
        caption, ("Thứ tự", "Nội dung của dòng", "Đánh giá"), texts, "clc", heads=2, note=f"Ghi chú: {caption}."
    )
