"""Which files of a period's folder belong to which source. What is no source's is reported and never read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from ..errors import Finding, harmless
from ..units import UnitNames
from ..vocabulary import REMARKS, SOURCES

_NAME = re.compile(r"(?P<source>[a-z_]+?)(?:__(?P<part>.+))?\.(?P<ending>csv|xlsx|parquet)", re.IGNORECASE)
_COPY = re.compile(r"\(\d+\)\s*\.\w+$")
PERSONAL = re.compile(r"\d{9,}|@")


@dataclass(frozen=True)
class SourceFile:
    """A file of a source. ``unit`` is the unit that its name ends with, if any; ``refused`` means it is never read."""

    source: str
    path: Path
    name: str
    unit: str | None = None
    refused: bool = False


def scan_folder(folder: Path, *, names: UnitNames) -> tuple[dict[str, list[SourceFile]], list[Finding]]:
    """The files of each source, in the order of their names, and a finding for everything else in the folder."""
    found: dict[str, list[SourceFile]] = {}
    findings: list[Finding] = []
    for path in sorted(folder.iterdir(), key=lambda p: unicodedata.normalize("NFC", p.name)):
        shown = harmless(f"{folder.name}/{unicodedata.normalize('NFC', path.name)}")
        if PERSONAL.search(path.name):
            shown = f"{folder.name}/(tên tệp không được nêu)"
            findings.append(
                Finding(
                    "TEP-03",
                    "tên tệp chứa dãy số dài hoặc địa chỉ thư, có thể là dữ liệu cá nhân.",
                    "đổi tên tệp theo mẫu nguồn__mã đơn vị.",
                    file=shown,
                )
            )
            if match := _source_of(path):
                found.setdefault(match[0], []).append(SourceFile(match[0], path, shown, refused=True))
            continue
        match = _source_of(path)
        if match is None:
            if path.name != REMARKS or path.is_symlink() or not path.is_file():
                findings.append(
                    Finding(
                        "TEP-01",
                        "không phải tệp của nguồn nào nên không được đọc.",
                        "đặt tên theo nguồn, ví dụ van_ban.xlsx hoặc van_ban__VP.csv; bỏ bản sao, liên kết, thư mục.",
                        file=shown,
                    )
                )
            continue
        source, part = match
        found.setdefault(source, []).append(SourceFile(source, path, shown, names.find(part) if part else None))
    return found, findings


def _source_of(path: Path) -> tuple[str, str] | None:
    match = _NAME.fullmatch(unicodedata.normalize("NFC", path.name))
    if match is None or match["source"].lower() not in SOURCES or _COPY.search(path.name):
        return None
    if path.is_symlink() or not path.is_file():
        return None
    return match["source"].lower(), match["part"] or ""
