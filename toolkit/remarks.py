"""The prose of the period, ``nhan_xet.md``: Markdown under the headings of the report's sections."""

from __future__ import annotations

import re
from pathlib import Path

from .errors import Finding

_HEADING = re.compile(r"#{1,6}\s+(.+?)\s*#*\s*")
_MAX_BYTES = 1_000_000


def read_remarks(path: Path, *, findings: list[Finding]) -> dict[str, str]:
    """Heading → the Markdown below it. A missing file is no fault; one that cannot be read is a finding."""
    if path.is_symlink() or not path.is_file():
        return {}
    name = f"{path.parent.name}/{path.name}"
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise OSError
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        findings.append(Finding("TEP-02", "không đọc được nhận xét.", "lưu lại dạng văn bản UTF-8, dưới 1 MB.", file=name))
        return {}
    remarks: dict[str, list[str]] = {}
    heading = None
    for line in text.splitlines():
        if match := _HEADING.fullmatch(line):
            heading = match[1]
            remarks.setdefault(heading, [])
        elif heading is not None:
            remarks[heading].append(line)
    return {heading: "\n".join(lines).strip() for heading, lines in remarks.items() if "".join(lines).strip()}
