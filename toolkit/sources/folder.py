"""Which files of a period's folder belong to which source. What is no source's is reported and never read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..plan.standard import SOURCES
from ..units.model import UnitNames
from ..words.errors import Finding, ToolkitError, harmless
from ..words.formatting import fold
from ..words.privacy import is_personal_name
from ..words.strays import is_left_behind, opened_by
from ..words.vocabulary import NOTEBOOKS, REMARKS, REMARKS_WORD
from .kinds import ENDINGS

_NAME = re.compile(r"(?P<source>[a-z0-9_]+?)(?:__(?P<part>.+))?\.(?P<ending>" + "|".join(ENDINGS) + ")", re.IGNORECASE)
_COPY = re.compile(r"\(\d+\)\s*\.\w+$")
_COPY_SIGN = re.compile(r"\s*(\(\d+\)|- Copy|- bản sao)+$", re.IGNORECASE)
# What a delivery is cut into when its files are no units': van_ban__2, van_ban__thang_03, van_ban__bo_sung.
_PIECE = re.compile(
    r"((thang|quy|ky|nam|tuan|ngay|phan|dot|tap|lan|so|part|tu|den|[tqhp])?\d)+|bosung|conlai|khac|chung|tonghop|toanso"
)


@dataclass(frozen=True)
class SourceFile:
    """A file of a source. ``part`` is what its name has after ``__``, ``unit`` the unit that this names, if any.

    ``stray``: the part seems to name a unit that nobody is. ``refused``: the file is never read.
    """

    source: str
    path: Path
    name: str
    part: str = ""
    unit: str | None = None
    stray: bool = False
    refused: bool = False


def scan_folder(
    folder: Path, *, names: UnitNames, sources: Collection[str] = tuple(SOURCES)
) -> tuple[dict[str, list[SourceFile]], list[Finding]]:
    """The files of each of ``sources``, in the order of their names, and a finding for everything else in the folder."""
    found: dict[str, list[SourceFile]] = {}
    findings: list[Finding] = []
    inside = listed(folder)
    for path in inside:
        if is_left_behind(path.name) or (path.name == NOTEBOOKS and path.is_dir() and not path.is_symlink()):
            continue
        if opened := opened_by(path.name, there=[each.name for each in inside]):
            findings.append(_open(folder, opened))
            continue
        shown = harmless(f"{folder.name}/{unicodedata.normalize('NFC', path.name)}")
        if is_personal_name(path.name):
            shown = f"{folder.name}/(tên tệp không được nêu)"
            findings.append(
                Finding(
                    "TEP-03",
                    "tên tệp chứa dãy số dài hoặc địa chỉ thư, có thể là dữ liệu cá nhân.",
                    "đổi tên tệp theo mẫu nguồn__mã đơn vị.",
                    file=shown,
                )
            )
            if match := _source_of(path, sources):
                found.setdefault(match[0], []).append(SourceFile(match[0], path, shown, refused=True))
            continue
        match = _source_of(path, sources)
        if match is None:
            if not _is_remarks(path):
                findings.append(Finding("TEP-01", *_stranger(path, sources), file=shown))
            continue
        source, part = match
        unit = names.find(part) if part else None
        found.setdefault(source, []).append(SourceFile(source, path, shown, part, unit))
    judged = {source: _judged(files, names) for source, files in found.items()}
    findings += [fault for _, faults in judged.values() for fault in faults]
    return {source: files for source, (files, _) in judged.items()}, findings


def listed(folder: Path) -> list[Path]:
    """What lies in a period's folder, by name. Raises ToolkitError where nobody may look into it."""
    try:
        return sorted(folder.iterdir(), key=lambda path: unicodedata.normalize("NFC", path.name))
    except PermissionError:
        raise ToolkitError(
            f"Không mở được thư mục kỳ {folder}: không có quyền đọc. Cách sửa: nhờ người giữ thư mục cho quyền đọc, rồi chạy lại."
        ) from None


def _open(folder: Path, opened: str) -> Finding:
    name = "(tên tệp không được nêu)" if is_personal_name(opened) else unicodedata.normalize("NFC", opened)
    return Finding(
        "TEP-12",
        "tệp đang mở trong Excel, Word hoặc LibreOffice, nên có thể còn thay đổi chưa lưu.",
        "lưu, đóng tệp đó rồi chạy lại.",
        file=harmless(f"{folder.name}/{name}"),
    )


def _judged(files: Sequence[SourceFile], names: UnitNames) -> tuple[list[SourceFile], list[Finding]]:
    """The files of a source, those marked whose part seems to name a unit but names none, with a finding for each of these.

    A part is taken for a unit's if a unit is called almost so, or if it stands beside files of units and is no piece's.
    """
    unknown = {file: names.nearest(file.part) for file in files if file.part and not file.unit}
    by_unit = any(file.unit for file in files) or any(unknown.values())
    judged: list[SourceFile] = []
    findings = []
    for file in files:
        near, is_piece = unknown.get(file), _is_piece(file.part, alone=not by_unit)
        if file in unknown and (near or not is_piece):
            nearest = f' (gần giống nhất: "{near.name}", mã {near.id})' if near else ""
            findings.append(
                Finding(
                    "TEP-11",
                    'phần sau "__" của tên tệp không phải đơn vị nào trong danh mục, không rõ là tệp của đơn vị nào.',
                    f"đổi phần đó thành mã đơn vị như trong don_vi.csv{nearest}; tệp chung của nhiều đơn vị thì đánh số, ví dụ {file.source}__1.",
                    file=file.name,
                )
            )
            file = replace(file, stray=by_unit)
        judged.append(file)
    return judged, findings


def _is_piece(part: str, *, alone: bool) -> bool:
    """Whether a part is certainly no unit: a number, a month, "bổ sung"; a letter, where no file names a unit."""
    return bool(_PIECE.fullmatch(fold(part))) or (alone and len(part) == 1)


def _is_remarks(path: Path) -> bool:
    """Whether a file is the prose of the period. Where case does not count in file names, any case is as good."""
    if path.is_symlink() or not path.is_file():
        return False
    proper = path.with_name(path.name.lower())
    return proper.name in (REMARKS, REMARKS_WORD) and (path == proper or (proper.exists() and path.samefile(proper)))


def _stranger(path: Path, sources: Collection[str]) -> tuple[str, str]:
    """What is wrong about a file of no source, and what to do with it."""
    if path.is_file() and not path.is_symlink() and fold(path.stem) == fold(Path(REMARKS).stem):
        names = f"{REMARKS_WORD} hoặc {REMARKS}"
        problem = f"nhận xét chỉ được đọc từ tệp tên là {names}, đúng từng chữ, nên tệp này không được đọc."
        proper = REMARKS_WORD if path.suffix.lower() == ".docx" else REMARKS
        known = next((name for name in (REMARKS_WORD, REMARKS) if path.with_name(name).exists()), "")
        remedy = f"chép lời văn vào {known} rồi bỏ tệp này." if known else f"đổi tên tệp thành {proper}."
        is_text = path.suffix.lower() in (".md", ".txt", "", ".docx")
        return problem, remedy if is_text else f"lưu lại dạng Word (.docx), đặt tên là {REMARKS_WORD}, rồi bỏ tệp này."
    return (
        "không phải tệp của nguồn nào nên không được đọc.",
        f"đặt tên theo nguồn, ví dụ {_proper_name(path, sources)}; bỏ bản sao, liên kết, thư mục.",
    )


def _proper_name(path: Path, sources: Collection[str]) -> str:
    """How a file should be called whose name is almost a source's: another ending, a blank, one ``_`` too few."""
    bare = _COPY_SIGN.sub("", unicodedata.normalize("NFC", path.stem))
    source = max((name for name in sources if fold(bare).startswith(fold(name))), key=len, default="")
    if not source:
        example = next(iter(sources), "nguon")
        return f"{example}.xlsx hoặc {example}__VP.csv"
    if path.suffix.lower().lstrip(".") not in ENDINGS:
        return f"{source}.xlsx, sau khi mở bằng Excel hoặc LibreOffice và lưu lại dạng XLSX"
    part = re.split(r"[\W_]+", bare)[len(source.split("_")) :] if fold(bare) != fold(source) else []
    return f"{source}{'__' + '_'.join(part) if part else ''}{path.suffix.lower()}"


def source_named(path: Path, *, sources: Collection[str] = tuple(SOURCES)) -> tuple[str, str] | None:
    """Which of ``sources`` a file is named after, and what its name has after ``__``; None where it is named otherwise."""
    match = _NAME.fullmatch(unicodedata.normalize("NFC", path.name))
    known = match is not None and match["source"].lower() in sources
    return (match["source"].lower(), match["part"] or "") if match and known else None


def _source_of(path: Path, sources: Collection[str]) -> tuple[str, str] | None:
    is_file = path.is_file() and not path.is_symlink() and not _COPY.search(path.name)
    return source_named(path, sources=sources) if is_file else None
