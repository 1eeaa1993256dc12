"""The prose of the period, ``nhan_xet.md``: Markdown under the headings of the report's parts."""

from __future__ import annotations

import re
from pathlib import Path

from ..words.errors import Finding
from ..words.formatting import fold
from ..words.privacy import personal_in_cell
from ..words.vocabulary import REMARK_HEADINGS

_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.+?)\s*#*\s*")
_NUMBERING = re.compile(r"^(?:[IVX]+|\d+|[a-zđ])(?:\.\d+)*\s*[.)]\s*")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_MAX_BYTES = 1_000_000
_PLACES = {
    fold(heading): (part, n == 0) for part, headings in REMARK_HEADINGS.items() for n, heading in enumerate(headings)
}


def read_remarks(path: Path, *, findings: list[Finding]) -> dict[str, str]:
    """Part of the report → its Markdown. A missing file is no fault; what has no place in the report is a finding.

    A heading may be numbered ("IV. Công tác khen thưởng"). One that is no part's title stays in the text of the part
    above it if it is of a lower level, as a line in bold.
    """
    if path.is_symlink() or not path.is_file():
        return {}
    name = f"{path.parent.name}/{path.name}"
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise OSError
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        findings.append(
            Finding("TEP-02", "không đọc được nhận xét.", "lưu lại dạng văn bản UTF-8, dưới 1 MB.", file=name)
        )
        return {}
    lines = text.splitlines()
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
    return _parts(lines, findings, name)


def _parts(lines: list[str], findings: list[Finding], name: str) -> dict[str, str]:
    parts: dict[str, list[str]] = {"": []}
    part, level, heading_row, is_code = "", 7, 0, False
    loose: dict[int, list[str]] = {}  # the row of a heading without a place → what stands under it
    for row, line in enumerate(lines, 1):
        is_code = is_code != bool(_FENCE.match(line))
        match = None if is_code else _HEADING.fullmatch(line)
        if match is None:
            (parts[part] if part else loose.setdefault(heading_row, [])).append(line)
            continue
        title = _NUMBERING.sub("", match[2])
        found = _PLACES.get(fold(title)) or _PLACES.get(fold(match[2]))
        if found:
            part, level = found[0], len(match[1])
            parts.setdefault(part, []).extend([] if found[1] else ["", f"**{title}**", ""])
        elif part and len(match[1]) > level:
            parts[part] += ["", f"**{title}**", ""]
        else:
            part, level, heading_row = "", 7, row
    findings += [
        Finding(
            "NX-01",
            "đoạn này không nằm dưới đề mục nào của báo cáo nên không được in.",
            f"đặt dưới một trong các đề mục: {'; '.join(headings[0] for headings in REMARK_HEADINGS.values())}.",
            file=name,
            row=row or 1,
        )
        for row, under in loose.items()
        if any(line.strip() for line in under)
    ]
    texts = {part: "\n".join(under).strip() for part, under in parts.items() if part}
    return {part: text for part, text in texts.items() if text}
