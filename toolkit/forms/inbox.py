"""What has come back: every file of the folders and ZIP files that were named, and why one of them is not looked at."""

from __future__ import annotations

import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..sources.kinds import CSV, LOCKED, ODS, XLS, XLSX, ZIP, kind_of, not_read
from ..words.errors import Finding
from ..words.privacy import is_personal_name
from ..words.strays import is_left_behind, opened_by

WORD = "docx"
_READ = (XLSX, XLS, ODS, WORD)
_OF_FORMS, _MADE = (
    ("xlsx", "xls", "ods", "docx", "zip"),
    ("so_lieu", "so_ket", "tong_ket"),
)  # endings of forms; what reports lie beside those of the office
_FILE_BYTES = 5_000_000  # of a form, which has 20 kB; prose may hold pictures
_WORD_BYTES = 30_000_000
_ZIP_FILES, _ZIP_BYTES = 500, 200_000_000
_IN_ZIP = " › "
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
_SEND = (
    "gửi lại đúng biểu mẫu đã phát, dạng .xlsx; tệp số liệu của hệ thống thì đặt vào thư mục kỳ của thư mục số liệu."
)
_UNPACK = "giải nén, rồi chỉ thư mục đã giải nén cho thidua collect."
_PACKED = "là tệp nén dạng khác ZIP, chưa mở được.", _UNPACK
_MAIL = "là thư điện tử.", "mở thư, lưu tệp đính kèm ra thư mục rồi chạy lại."
_SCAN = "là bản in hoặc bản chụp, không đọc được số.", "xin chính tệp Excel đã điền; bản ký giữ làm hồ sơ."
_OLD_WORD = "là tệp Word dạng cũ (.doc).", "mở bằng Word hoặc LibreOffice, lưu lại dạng .docx."
_BY_ENDING = {  # known by their names alone, or by the same first bytes as an old workbook
    **dict.fromkeys((".rar", ".7z", ".gz", ".tar"), _PACKED),
    **dict.fromkeys((".msg", ".eml"), _MAIL),
    **dict.fromkeys((".pdf", ".jpg", ".jpeg", ".png", ".heic", ".tif", ".tiff"), _SCAN),
    ".doc": _OLD_WORD,
}


@dataclass(frozen=True)
class Delivery:
    """A file that may be one of ours: the name to call it by, where it lies, what kind it is by its content."""

    name: str
    path: Path
    kind: str


@dataclass(frozen=True)
class Inbox:
    """The files to read, and what is said of the others: an error for each that is not taken, warnings beside them."""

    deliveries: tuple[Delivery, ...]
    findings: tuple[Finding, ...]


def open_inbox(paths: Sequence[Path], *, scratch: Path, office: Path | None = None) -> Inbox:
    """Look through files, folders with their subfolders, and ZIP files, which are unpacked into ``scratch``.

    In the folder of the ``office``, where its own forms lie among what the toolkit has made of the period, nothing else is looked at.
    """
    findings: list[Finding] = []
    named: dict[Path, str] = {}
    for path, name in _named(paths, findings, office):
        named.setdefault(path.resolve(), name)
    found = [each for path, name in named.items() for each in _sorted_out(path, name, scratch)]
    deliveries = [each for each in found if isinstance(each, Delivery)]
    deliveries.sort(key=lambda each: _IN_ZIP in each.name)  # a form in a ZIP is the copy of the one that lies beside it
    return Inbox(tuple(deliveries), (*findings, *(each for each in found if isinstance(each, Finding))))


def shown_name(name: str) -> str:
    """The name of a file or a sheet as messages may show it: without control signs, and not at all where it may hold personal data."""
    shown = "".join(c for c in unicodedata.normalize("NFC", name) if c.isprintable())
    return "(tên không được nêu)" if is_personal_name(shown) else shown


def _named(paths: Sequence[Path], findings: list[Finding], office: Path | None) -> Iterator[tuple[Path, str]]:
    """Every file that was named, or lies in a folder that was, with the name to call it by."""
    for path in paths:
        if not path.is_dir():
            yield path, shown_name(path.name)
            continue
        inside = [each for each in sorted(path.rglob("*")) if each.is_symlink() or not each.is_dir()]
        inside = [each for each in inside if not _is_junk(each.relative_to(path))]
        if office and path.resolve() == office.resolve():
            inside = [each for each in inside if each.parent == path and _may_be_of_office(each.name)]
        if not inside:
            findings.append(_fault(shown_name(str(path)), "thư mục không có tệp nào.", "kiểm tra lại đường dẫn."))
        for each in inside:
            name = shown_name(each.relative_to(path).as_posix())
            if each.is_symlink():
                findings.append(_fault(name, "là liên kết, không được đọc theo.", "chép chính tệp đó vào thư mục."))
            else:
                yield each, name


def _may_be_of_office(name: str) -> bool:
    """Whether a file beside the forms of the office may be one of them, rather than a report, a table or a list.

    >>> [_may_be_of_office(each) for each in ("tham_dinh.xlsx", "Bieu quyet 2.ods", "so_lieu.xlsx", "so_ket (bản mới).docx", "awards.csv")]
    [True, True, False, False, False]
    """
    stem, _, ending = name.rpartition(".")
    return ending.lower() in _OF_FORMS and not stem.startswith(_MADE)


def _is_junk(path: Path | PurePosixPath) -> bool:
    return is_left_behind(path.name) or "__MACOSX" in path.parts


def _sorted_out(path: Path, name: str, scratch: Path | None) -> Iterator[Delivery | Finding]:
    """What a file is: one to read, or several in a ZIP (not where there is no ``scratch``), or none of ours, and why."""
    beside = [each.name for each in path.parent.iterdir()] if path.parent.is_dir() else []
    if opened := opened_by(PurePosixPath(name.rpartition(_IN_ZIP)[2]).name, there=beside):
        problem = "tệp đang mở trong Excel, Word hoặc LibreOffice, nên có thể còn thay đổi chưa lưu."
        yield Finding("TEP-12", problem, "lưu, đóng tệp rồi chạy lại.", file=shown_name(opened))
        return
    try:
        if not path.exists():
            kind = "tệp" if path.suffix else "thư mục"
            yield _fault(name, f"không có {kind} này.", "kiểm tra lại đường dẫn.")
        elif (kind := _kind(path)) == ZIP:
            inside = _fault(name, "tệp nén nằm trong tệp nén.", _UNPACK)
            yield from _unpacked(path, name, scratch) if scratch else (inside,)
        elif reason := _refusal(kind, path.stat().st_size, ending=PurePosixPath(name).suffix.lower()):
            yield _fault(name, *reason)
        else:
            yield Delivery(name, path, kind)
    except OSError:
        yield _fault(name, "không mở được tệp.", "kiểm tra quyền đọc của tệp.")


def _kind(path: Path) -> str:
    kind = kind_of(path)
    return WORD if kind == XLSX and _holds_prose(path) else kind


def _holds_prose(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as package:
            return "word/document.xml" in package.namelist()
    except _UNREADABLE:
        return False


def _refusal(kind: str, size: int, *, ending: str) -> tuple[str, str] | None:
    """Why a file of this kind and size is not read, and what to do; None where it is."""
    if kind in (XLS, LOCKED, CSV) and (reason := _BY_ENDING.get(ending)):
        return reason
    if reason := not_read(kind):
        return f"{reason[0]}.", f"{reason[1].rstrip('.')}, rồi gửi lại."
    if kind not in _READ:
        return "không phải tệp Excel hay Word của biểu mẫu đã phát.", _SEND
    most = _WORD_BYTES if kind == WORD else _FILE_BYTES
    return (f"tệp lớn hơn {most // 1_000_000} MB, không phải biểu mẫu.", _SEND) if size > most else None


def _unpacked(path: Path, name: str, scratch: Path) -> Iterator[Delivery | Finding]:
    """What is in a ZIP, each file under a name of ours; one that is locked, too large or packed again is named."""
    try:
        with zipfile.ZipFile(path) as packed:
            parts = [p for p in packed.infolist() if not p.is_dir() and not _is_junk(PurePosixPath(p.filename))]
            if not parts:
                yield _fault(name, "tệp nén không có tệp nào.", "kiểm tra lại tệp với nơi gửi.")
            elif len(parts) > _ZIP_FILES or sum(part.file_size for part in parts) > _ZIP_BYTES:
                yield _fault(name, "tệp nén bung ra quá lớn, không phải biểu mẫu.", _UNPACK)
            else:
                place = scratch / f"zip{len(list(scratch.iterdir()))}"
                place.mkdir()
                for n, part in enumerate(parts):
                    yield from _unpacked_part(
                        packed, part, f"{name}{_IN_ZIP}{shown_name(_name_of(part))}", place / str(n)
                    )
    except _UNREADABLE:
        yield _fault(name, "không mở được tệp nén.", _UNPACK)


def _name_of(part: zipfile.ZipInfo) -> str:
    """The name of a part as who packed it had it: Windows writes its own letters, which the format has no sign for.

    >>> part = zipfile.ZipInfo("Phòng.xlsx".encode("utf-8").decode("cp437")); _name_of(part)
    'Phòng.xlsx'
    """
    if part.flag_bits & 0x800 or part.filename.isascii():
        return part.filename
    for letters in ("utf-8", "cp1258"):
        with suppress(UnicodeError):
            return unicodedata.normalize("NFC", part.filename.encode("cp437").decode(letters))
    return part.filename


def _unpacked_part(
    packed: zipfile.ZipFile, part: zipfile.ZipInfo, name: str, place: Path
) -> Iterator[Delivery | Finding]:
    if part.flag_bits & 1:
        yield _fault(name, "tệp nén có mật khẩu.", "bỏ mật khẩu, hoặc giải nén rồi gửi lại.")
        return
    try:
        with packed.open(part) as content:
            read = content.read(part.file_size + 1)  # no more than the ZIP says that there is
    except _UNREADABLE:
        yield _fault(name, "không giải nén được tệp này.", _UNPACK)
        return
    place = place.with_suffix(PurePosixPath(part.filename).suffix.lower()[:10])
    place.write_bytes(read[: part.file_size])
    yield from _sorted_out(place, name, None)


def _fault(name: str, problem: str, remedy: str) -> Finding:
    return Finding("TEP-02", problem, remedy, file=name)
