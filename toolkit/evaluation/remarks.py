"""The prose of the period, ``nhan_xet.md``: Markdown under the headings of the report's parts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from ..sources import SecretNames
from ..words.errors import Finding
from ..words.formatting import fold
from ..words.privacy import personal_in_cell
from ..words.vocabulary import REMARK_HEADINGS

_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.+?)\s*#*\s*")
_NUMBERING = re.compile(r"^(?:[IVX]+|\d+|[a-zđ])(?:\.\d+)*\s*[.)]\s*")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_MAX_BYTES = 1_000_000


class _Place(NamedTuple):
    """Where a heading belongs: a part of the report, and whether it is that part's own title or one within it."""

    part: str
    is_title: bool


_PLACES = {
    fold(heading): _Place(part, n == 0)
    for part, headings in REMARK_HEADINGS.items()
    for n, heading in enumerate(headings)
}


def read_remarks(path: Path, *, secret: SecretNames | None = None) -> tuple[dict[str, str], list[Finding]]:
    """Part of the report → its Markdown, and the faults: no missing file, but what has no place in the report is one.

    A paragraph that names a document of ``secret`` is left out. A heading may be numbered ("IV. Công tác khen thưởng"). One that is no part's title stays in the text of the part
    above it if it is of a lower level, as a line in bold.
    """
    if path.is_symlink() or not path.is_file():
        return {}, []
    name = f"{path.parent.name}/{path.name}"
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise OSError
        lines = path.read_bytes().decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}, [Finding("TEP-02", "không đọc được nhận xét.", "lưu lại dạng văn bản UTF-8, dưới 1 MB.", file=name)]
    hidden = _naming(lines, secret) if secret else []
    for block in hidden:
        lines[block.start : block.stop] = [""] * len(block)
    parts, loose = _parts(lines)
    findings = [
        Finding(
            "CN-02",
            "đoạn này nêu số, ký hiệu của một văn bản hoặc hồ sơ có ghi độ mật nên không được in.",
            "viết lại đoạn mà không nêu số, ký hiệu đó.",
            file=name,
            row=block.start + 1,
        )
        for block in hidden
    ]
    findings += [
        Finding(
            "CN-01",
            f"đoạn này có {', '.join(kinds)}.",
            "xóa dữ liệu cá nhân khỏi nhận xét; báo cáo còn chứa thì không được ghi ra.",
            file=name,
            row=row,
        )
        for row, line in enumerate(lines, 1)
        if (kinds := personal_in_cell(line))
    ]
    findings += [
        Finding(
            "NX-01",
            "đoạn này không nằm dưới đề mục nào của báo cáo nên không được in.",
            f"đặt dưới một trong các đề mục: {'; '.join(headings[0] for headings in REMARK_HEADINGS.values())}.",
            file=name,
            row=row,
        )
        for row in loose
    ]
    return parts, findings


def _naming(lines: list[str], secret: SecretNames) -> list[range]:
    """The paragraphs and headings that name a secret: lines between empty ones; a heading stands alone."""
    blocks, start = [], 0
    for row, line in enumerate([*lines, ""]):
        is_heading = _HEADING.fullmatch(line) is not None
        if not line.strip() or is_heading:
            blocks += [range(start, row), *([range(row, row + 1)] if is_heading else [])]
            start = row + 1
    return [block for block in blocks if secret.are_in(" ".join(lines[block.start : block.stop]))]


def _parts(lines: list[str]) -> tuple[dict[str, str], list[int]]:
    """Part of the report → the text under its heading; and the rows of the headings whose text has no place."""
    parts: dict[str, list[str]] = {}
    part, level, heading_row, is_code = "", 7, 1, False
    loose: dict[int, list[str]] = {}  # the row of a heading without a place → what stands under it
    for row, line in enumerate(lines, 1):
        is_code = is_code != bool(_FENCE.match(line))
        match = None if is_code else _HEADING.fullmatch(line)
        if match is None:
            (parts[part] if part else loose.setdefault(heading_row, [])).append(line)
            continue
        title = _NUMBERING.sub("", match[2])
        place = _PLACES.get(fold(title)) or _PLACES.get(fold(match[2]))
        if place:
            part, level = place.part, len(match[1])
            parts.setdefault(part, []).extend([] if place.is_title else ["", f"**{title}**", ""])
        elif part and len(match[1]) > level:
            parts[part] += ["", f"**{title}**", ""]
        else:
            part, level, heading_row = "", 7, row
    texts = {part: text for part, under in parts.items() if (text := "\n".join(under).strip())}
    return texts, [row for row, under in loose.items() if any(line.strip() for line in under)]
