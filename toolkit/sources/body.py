"""Which rows under a header are records: numbering, repeated headers, totals, groups and signatures are left out.

What is certainly no record is left out and reported; a row that may be either refuses the file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..words.errors import MOST_ROWS, Finding
from ..words.formatting import fold
from .layout import Layout, Row
from .tables import Refused, Wanted

# "Công an", "Cổng thông tin", "Cộng tác viên" are no totals: accents count, and so does what follows.
_TOTAL = re.compile(
    r"(tổng cộng|tổng số|tong cong|tong so)\b.*|(tổng|cộng|tong|cong|total|grand total)\s*([:(].*)?"
    r"|(tổng|cộng)( chung| dồn)?( (phòng|đơn vị|nhóm|mục|khối|trang|trung tâm)\b.*)?"
)
_TOTAL_STARTS = frozenset("tTcCgG \t\n\u00a0")
_NUMBERING = re.compile(r"\(?\d{1,3}\)?(\s*=.*)?|[A-D]")
_FIGURE = re.compile(r"-?[\d.,\s]+%?")
_ENUMERATOR = re.compile(r"[IVX]{1,5}\.?|[A-H][.)]?|\d{1,2}(\.\d{1,2})*[.)]")
_WORDS = re.compile(r"\s*[^\W\d_]{2,}[\s:.,–-]+[^\W\d_]{2,}")
_ROMAN = re.compile(r"[IVX]{1,5}\.?")
_GROUP = re.compile(r"([IVX]{1,5}|[A-H]|\d{1,2})([.)]|\s*[-–])?\s+[^\W\d_]{2,}.*")
# What stands under a table: place and date, who signs, notes.
_CLOSING = re.compile(
    r"(.*,)?\s*ngay\s*[\d.…_]*\s*thang\s*[\d.…_]*\s*nam\b.*|\(?ky(,| ten| va ghi| ghi)\b.*|(nguoi|can bo|bo phan) (lap|tong hop)\b.*"
    r"|(thu truong|lanh dao|giam doc|truong phong|pho giam doc|ke toan|chanh van phong)\b.*|(tm|kt|tl|tuq)\. ?[^\W\d_]{2,}.*"
    r"|(ghi chu|noi nhan|xac nhan|lap bang|lap bieu)\b.*"
)


@dataclass
class Body:
    """Judge the rows under a header, one after the other, in the order of the file."""

    wanted: Wanted
    layout: Layout
    header: Sequence[Row]
    sheet: str = ""
    left_out: dict[str, list[int]] = field(default_factory=dict)
    wide: list[int] = field(default_factory=list)
    short: list[int] = field(default_factory=list)
    doubtful: list[int] = field(default_factory=list)
    ragged: int = 0
    last: int = 0
    _closed: bool = False
    _seen: int = 0

    def __post_init__(self):
        columns = self.layout.columns
        self._needed = [columns[name] for name in self.wanted.required]
        self._several = len(self._needed) > 1
        self._unit = columns.get("unit")
        self._known = sorted(columns.values())
        types = {column.name: column.type for column in self.wanted.columns}
        free = [at for name, at in columns.items() if types[name] == "text" and name not in self.wanted.required]
        self._last = max(self._known)
        self._last_needed = -1 if self.wanted.is_list else max(set(self._known) - set(free), default=-1)
        self._figures = [at for name, at in columns.items() if types[name] in ("date", "number", "figure")]
        self._days = [at for name, at in columns.items() if types[name] == "date"]
        self._headers = [tuple(fold(str(cell or "")) for cell in row) for row in self.header]

    def keeps(self, number: int, row: Row) -> bool:
        """Whether a row (its spreadsheet number, its cells) is a record."""
        filled = [position for position, cell in enumerate(row) if cell and not cell.isspace()]
        if not filled:
            return False
        self._seen += 1
        complete = all(position < len(row) and (row[position] or "").strip() for position in self._needed)
        if reason := self._reason(row, filled, complete):
            self.left_out.setdefault(reason, []).append(number)
            return False
        if filled[-1] >= self.layout.width:
            self.wide.append(number)
        self.last = number
        if len(row) <= self._last_needed:
            self.short.append(number)
        elif len(row) <= self._last:
            self.ragged = number
        if self._closed or (
            complete and (_is_total(str(row[filled[0]])) or (not self._several and self._is_named_total(row)))
        ):
            self.doubtful.append(number)
        return True

    def _reason(self, row: Row, filled: Sequence[int], complete: bool) -> str:
        """Why a row is certainly no record; empty if it may be one."""
        if self._seen == 1 and _is_numbering([str(row[p]).strip() for p in filled], width=self.layout.width):
            return "dòng đánh số cột"
        if self._closed:
            case = self._has_figure(row) or (
                complete and sum(p in self._known for p in filled) > max(2, len(self._needed))
            )
            return "" if case else "dòng cuối bảng"
        if (
            fold(str(row[filled[0]])) in self._headers[0]
            and tuple(fold(str(cell or "")) for cell in row) in self._headers
        ):
            return "dòng tiêu đề lặp lại"
        first = str(row[filled[0]]).strip()
        if _is_total(first) and self._is_total_row(row, filled):
            return "dòng tổng cộng"
        if not (complete and self._several) and self._is_total_within(row, filled, complete):
            return "dòng tổng cộng"
        if complete and self._several:
            return "dòng tên nhóm" if self._is_headed(row, filled) else ""
        closing = [p for p in filled if is_closing(row[p] or "")] if len(filled) <= 4 else []
        if closing and not self._has_figure(row) and not set(filled) & set(self._needed) - set(closing):
            self._closed = True
            return "dòng cuối bảng"
        if len(self._known) > 3 and _is_title(row, filled, self._known):
            return "dòng tên nhóm"
        if complete:
            return ""
        if not set(filled) & set(self._known) and all(_FIGURE.fullmatch(str(row[p]).strip()) for p in filled):
            return "dòng chỉ có số thứ tự"
        return "dòng tên nhóm" if _is_group(row, filled, self._known) else ""

    def _is_total_row(self, row: Row, filled: Sequence[int]) -> bool:
        unit = str(row[self._unit] or "") if self._unit is not None and self._unit < len(row) else ""
        if _is_total(unit):
            return True
        own = [p for p in filled if p in self._known]
        if len(self._known) > 3 and own == [filled[0], self._unit] and _FIGURE.fullmatch(unit.strip()):
            return True  # the name of a total, how many rows it is of, and nothing of a case
        return not unit.strip() and all(self._says_no_more(row, position) for position in filled)

    def _is_total_within(self, row: Row, filled: Sequence[int], complete: bool) -> bool:
        """Whether a row without an id or a unit of its own says in whatever column that it is a total."""
        if not any(_is_total(str(row[p])) for p in filled):
            return False
        own = [str(row[p]).strip() for p in self._needed if p in filled]
        if complete and not all(p in self._needed or self._says_no_more(row, p) for p in filled):
            return False
        return all(_is_total(cell) for cell in own) and not self._has_day(row)

    def _is_named_total(self, row: Row) -> bool:
        """Whether the cell that a row needs, where that is a single one, says that it is a total."""
        return bool(self._needed) and _is_total(str(row[self._needed[0]]))

    def _says_no_more(self, row: Row, position: int) -> bool:
        """Whether a cell beside the name of a total is a figure, another such name, or in no column of ours."""
        text = str(row[position])
        return position not in self._known or _is_total(text) or bool(_FIGURE.fullmatch(text.strip()))

    def _is_headed(self, row: Row, filled: Sequence[int]) -> bool:
        """``I | Sở, ban, ngành`` in the columns of a record's id and unit, and nothing else but figures."""
        first, *rest = filled
        return (
            len(self._known) > 3
            and first in self._needed
            and bool(_ROMAN.fullmatch(str(row[first]).strip()))
            and bool(re.match(r"\s*[^\W\d_]{2,}\s+\S", str(row[rest[0]])))
            and all(_FIGURE.fullmatch(str(row[p]).strip()) for p in rest[1:])
        )

    def _has_figure(self, row: Row) -> bool:
        """Whether a cell of a date or of a number is filled: then the row is about a case, whatever its id looks like."""
        return any(p < len(row) and re.match(r"\s*-?\d", row[p] or "") for p in self._figures)

    def _has_day(self, row: Row) -> bool:
        """Whether a cell of a date is filled."""
        return any(p < len(row) and re.match(r"\s*\d", row[p] or "") for p in self._days)

    def notes(self, *, cut: bool = False) -> tuple[Finding, ...]:
        """What was left out, one finding for each kind. Raises Refused where a row was none or the other.

        ``cut``: the file does not end with the end of a line, so that a last row with too few cells is half a row.
        """
        if cut and self.ragged and self.ragged == self.last and not self.wanted.is_list:
            self.short.append(self.last)
        faults = [
            *self._faults(
                self.wide,
                "TEP-02",
                "dòng có nhiều ô hơn dòng tiêu đề, giá trị có thể lệch cột.",
                "kiểm tra dấu phân cách và dấu nháy kép ở dòng này; ô có dấu phẩy phải nằm trong nháy kép.",
            ),
            *self._faults(
                self.short,
                "TEP-02",
                "dòng có ít ô hơn dòng tiêu đề, tệp có thể bị cắt ngang hoặc lệch cột.",
                "ghi đủ số ô của dòng này (ô trống vẫn cần dấu phân cách), hoặc xuất lại tệp.",
            ),
            *self._faults(
                self.doubtful,
                "DONG-07",
                "không rõ dòng này là số liệu hay là dòng tổng cộng, chữ ký.",
                "xóa dòng nếu không phải số liệu; nếu là số liệu thì bỏ chữ tổng cộng, hoặc đưa dòng lên trên phần chữ ký.",
            ),
        ]
        if faults:
            raise Refused(*faults)
        return tuple(self._note(reason, rows) for reason, rows in self.left_out.items())

    def _faults(self, rows: Sequence[int], code: str, problem: str, remedy: str) -> list[Finding]:
        more = f" (và {len(rows) - MOST_ROWS} dòng khác phía dưới)." if len(rows) > MOST_ROWS else "."
        return [
            Finding(
                code,
                problem if n < min(len(rows), MOST_ROWS) else problem.rstrip(".") + more,
                remedy,
                file=self.wanted.name,
                sheet=self.sheet,
                row=row,
            )
            for n, row in enumerate(rows[:MOST_ROWS], 1)
        ]

    def _note(self, reason: str, rows: Sequence[int]) -> Finding:
        others = ", ".join(map(str, rows[1:10])) + ("…" if len(rows) > 10 else "")
        return Finding(
            "DONG-06",
            f"{reason} không phải số liệu nên được bỏ qua" + (f" (cả các dòng {others})." if others else "."),
            "không cần sửa; nếu đây là số liệu thì ghi đủ mã và đơn vị như các dòng khác.",
            file=self.wanted.name,
            sheet=self.sheet,
            row=rows[0],
        )


def is_closing(text: str) -> bool:
    """Whether a text stands under a table: a place and a day, who signs, a note.

    >>> is_closing("Đồng Xoài, ngày 5 tháng 6 năm 2026"), is_closing("Thủ trưởng đơn vị"), is_closing("Kế hoạch số 12")
    (True, True, False)
    """
    return bool(_CLOSING.fullmatch(_plain(text)))


def _plain(cell: str | None) -> str:
    """A cell without case and accents, with single blanks."""
    bare = "".join(
        c for c in unicodedata.normalize("NFD", str(cell or "")[:300].casefold()) if not unicodedata.combining(c)
    )
    return " ".join(bare.replace("đ", "d").replace("ð", "d").split())


def _is_total(text: str) -> bool:
    return text[:1] in _TOTAL_STARTS and bool(
        _TOTAL.fullmatch(" ".join(unicodedata.normalize("NFC", text[:300]).lower().split()))
    )


def _is_numbering(cells: Sequence[str], *, width: int) -> bool:
    """``(1) (2) (3)``, or ``1 2 3 4`` and ``A B 1 2`` over the whole width: every cell is the number of its column."""
    if len(cells) < 3 or not all(_NUMBERING.fullmatch(cell) for cell in cells):
        return False
    letters = [cell for cell in cells if cell.isalpha()]
    numbers = [int(re.findall(r"\d+", cell)[0]) for cell in cells[len(letters) :] if not cell.isalpha()]
    in_order = letters == list("ABCD")[: len(letters)] and numbers == list(range(1, len(numbers) + 1))
    return (
        in_order
        and len(letters) + len(numbers) == len(cells)
        and (cells[-1].startswith("(") or (len(cells) == width > 4 - (not letters)))
    )


def _is_title(row: Row, filled: Sequence[int], known: Sequence[int]) -> bool:
    """``Lĩnh vực: Việc làm``: a name of several words, and beside it only figures in columns that are none of ours."""
    first, *rest = filled
    is_alone = all(p not in known and _FIGURE.fullmatch(str(row[p]).strip()) for p in rest)
    return is_alone and bool(_WORDS.match(str(row[first])))


def _is_group(row: Row, filled: Sequence[int], known: Sequence[int]) -> bool:
    """``I | Sở, ban, ngành | 120 | 118``: a number of a group, its name, and nothing else but figures."""
    texts = [position for position in filled if not _FIGURE.fullmatch(str(row[position]).strip())]
    if len(texts) == 1:
        return texts[0] == filled[0] and bool(_GROUP.fullmatch(str(row[texts[0]]).strip()))
    return (
        len(texts) == 2
        and texts[0] == filled[0]
        and texts[0] not in known
        and bool(_ENUMERATOR.fullmatch(str(row[texts[0]]).strip()))
        and bool(re.match(r"\s*[^\W\d_]{2,}\s+\S", str(row[texts[1]])))
    )
