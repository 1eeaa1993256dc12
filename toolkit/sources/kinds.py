"""What kind of file it is, by what it begins with: systems and people give files the wrong ending."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from .charset import decoded

CSV, XLSX, PARQUET, XLS, ODS, HTML, ZIP = "csv", "xlsx", "parquet", "xls", "ods", "html", "zip"
ENDINGS = ("csv", "txt", "xlsx", "xls", "xlsb", "ods", "htm", "html", "zip", "parquet")  # of the files that are read
LOCKED, BINARY_BOOK, XML_BOOK = "locked", "xlsb", "xml"  # known, and not read

_OLE, _PACKED, _PARQUET = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04", b"PAR1"
_HTML = re.compile(
    rb"\s*(<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|meta|style|table|div|center)\b", re.I | re.S
)
_XML_BOOK = b"urn:schemas-microsoft-com:office:spreadsheet"
_LOOKED_AT = 4096
_NOT_READ = {
    LOCKED: ("sổ tính có mật khẩu", "mở bằng Excel, bỏ mật khẩu rồi lưu lại dạng XLSX."),
    BINARY_BOOK: ("là sổ tính dạng XLSB, chưa đọc được", "mở bằng Excel hoặc LibreOffice, lưu lại dạng XLSX."),
    XML_BOOK: ("là bảng tính dạng XML 2003, chưa đọc được", "mở bằng Excel hoặc LibreOffice, lưu lại dạng XLSX."),
}


def kind_of(path: Path) -> str:
    """The kind of a file; what cannot be told by its beginning is what its ending says, else CSV. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(_LOOKED_AT)
        if head.startswith(_OLE):
            return LOCKED if _has_locked_package(head + file.read(2_000_000)) else XLS
    ending = path.suffix.lower().lstrip(".")
    if head.startswith(_PARQUET):
        return PARQUET
    if head.startswith(_PACKED):
        return _packed_kind(path) or (ending if ending in (XLSX, ODS) else ZIP)
    text = _as_bytes(head)
    if _XML_BOOK in text:
        return XML_BOOK
    if _HTML.match(text):
        return HTML
    is_text = not head.startswith(b"PK") and bool(head) and bool(decoded(head[: head.rfind(b"\n") + 1] or head)[1])
    return ending if ending in (XLSX, PARQUET, XLS, ODS, ZIP) and not is_text else CSV


def not_read(kind: str) -> tuple[str, str] | None:
    """Why a kind is not read, and what to do; None for one that is."""
    return _NOT_READ.get(kind)


def _packed_kind(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as packed:
            names = packed.namelist()
            if "mimetype" in names and "content.xml" in names:
                return ODS
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return ""
    if any(name.endswith("workbook.bin") for name in names):
        return BINARY_BOOK
    return XLSX if "[Content_Types].xml" in names else ""


def _has_locked_package(text: bytes) -> bool:
    """Whether an OLE file holds a workbook that Office has locked: the name of the stream stands in its directory."""
    return "EncryptedPackage".encode("utf-16-le") in text


def _as_bytes(head: bytes) -> bytes:
    """The beginning of a text as plain letters, whatever Unicode it is written in."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head.replace(b"\x00", b"")[2:]
    return head.removeprefix(b"\xef\xbb\xbf")
