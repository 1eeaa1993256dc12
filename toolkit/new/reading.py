"""Read an official text, from Word or as plain text, as its paragraphs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ..evaluation.word_text import NoWordText, word_paragraphs
from ..sources.charset import decoded
from ..words.errors import UsageError
from .outline import Counting, marker_of

_MOST_BYTES = 20_000_000
# What a line in capitals begins with that does not go on with the one above it.
_LETTERHEAD = (
    r"(UBND|ỦY BAN|SỞ|BỘ|BAN|CỤC|CHI CỤC|CÔNG TY|TỔNG CÔNG TY|TẬP ĐOÀN|NGÂN HÀNG|CHI NHÁNH|TRƯỜNG|ĐẠI HỌC|HỌC VIỆN|BỆNH VIỆN|"
    r"VIỆN|KHOA|TRẠM|TRUNG TÂM|PHÒNG|HỘI|LIÊN ĐOÀN|CÔNG ĐOÀN|KHO BẠC|CỘNG H[ÒO]A|KẾ HOẠCH|QUYẾT ĐỊNH)\b"
)
_GROUND = (
    r"(Thực hiện|Căn cứ|Theo|Xét) (Luật|Nghị|Quyết định|Kế hoạch|Chỉ thị|Công văn|Thông tư|Chương trình|đề nghị)\b"
)
_UNIT = 15  # letters of a unit of measure
_SHORT = 60  # a heading, or the last line of a paragraph: a line that is broken is longer


def paragraphs_of(path: Path) -> list[str]:
    """The paragraphs of ``.docx`` or ``.txt``. Raises UsageError for a file that is neither, or cannot be read."""
    kind = path.suffix.lower()
    if kind not in (".docx", ".txt"):
        raise _refusal(path, "không phải tệp .docx hay .txt", "lưu văn bản thành .docx (Word) hoặc .txt rồi chạy lại")
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise _refusal(path, "lớn hơn 20 MB", "kiểm tra lại có đúng tệp văn bản không")
        if kind == ".docx":
            read = (unicodedata.normalize("NFC", each) for each in word_paragraphs(path))
            return [said for each in read if (said := row_text(each) if "\t" in each else each)]
        text = unicodedata.normalize("NFC", decoded(path.read_bytes())[0])
        return list(unbroken(text.splitlines()))
    except NoWordText as error:
        raise _refusal(path, str(error), "mở bằng Word, lưu lại thành .docx") from None
    except OSError as error:
        raise _refusal(path, str(error.strerror), "kiểm tra tên tệp và quyền đọc") from None


def row_text(row: str) -> str:
    """A row of a table as a sentence: without its number, a lone number with what it is a number of. Of a row of headings
    nothing.

    >>> row_text("1\\tHồ sơ đúng hạn\\t%\\t95"), row_text("TT\\tChỉ tiêu\\tĐVT\\tMức"), row_text("2\\tThời gian\\tngày\\t≤ 3")
    ('Hồ sơ đúng hạn: 95%', '', 'Thời gian: ≤ 3 ngày')
    """
    cells = [each.strip() for each in row.split("\t")]
    if re.fullmatch(r"(?:s(?:ố )?)?\.?tt\.?", cells[0], re.I):
        return ""
    cells = cells[1:] if re.fullmatch(r"[\dIVX.]{1,6}|[a-zđ]\)?", cells[0]) else cells
    numbers = [n for n, each in enumerate(cells) if re.fullmatch(r"[≥≤<>]?\s*\d[\d.]*(?:,\d+)?", each)]
    if len(numbers) == 1:
        cells = _with_unit(cells, numbers[0])
    name, *rest = [each for each in cells if each] or [""]
    return f"{name}: {', '.join(rest)}" if rest else name


def _with_unit(cells: Sequence[str], at: int) -> list[str]:
    """The cells of a row with the unit of measure, where one has it, behind the number."""
    unit = next((each for each in cells[1:] if each == "%" or each.islower() and len(each) <= _UNIT), "")
    if not unit:
        return list(cells)
    told = f"{cells[at]}%" if unit == "%" else f"{cells[at]} {unit}"
    return [told if n == at else each for n, each in enumerate(cells) if n == at or each != unit]


def _refusal(path: Path, why: str, remedy: str) -> UsageError:
    return UsageError(f"Không đọc được {path}: {why}. Cách sửa: {remedy}.")


def unbroken(lines: Iterable[str]) -> Iterator[str]:
    """The paragraphs of a text whose lines were broken, and perhaps set apart by empty ones.

    >>> list(unbroken(["1. 90% hồ sơ công việc được", "", "xử lý trên mạng.", "2. Khác"]))
    ['1. 90% hồ sơ công việc được xử lý trên mạng.', '2. Khác']
    """
    counting, current = Counting(), ""
    for line in filter(None, (" ".join(each.split()) for each in lines)):
        if current and not _begins(line, after=current, counting=counting):
            current += f" {line}"
            continue
        if current:
            yield current
        current = line
        if marker := marker_of(line):
            counting.take(marker)
    if current:
        yield current


def _begins(line: str, *, after: str, counting: Counting) -> bool:
    """Whether a line begins a paragraph after another."""
    closed = bool(re.search(r"[.;:!?/”]$", after))
    if marker := marker_of(line):
        return counting.follows(marker) or (closed and counting.may_follow(marker))
    if line.isupper() and re.match(_LETTERHEAD, line) or re.match(_GROUND, line):
        return True
    if line.isupper() or after.isupper():
        return line.isupper() != after.isupper() or marker_of(after) is None and not after.isupper()
    is_new = line[0].isupper() or not line[0].isalpha()
    return is_new and (closed or len(after) < _SHORT)
