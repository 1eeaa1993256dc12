"""Look into the package of an XLSX file before anything else does: sizes, entities, hidden rows, the kind of each cell.

The library that reads the values gives an empty cell for an error and for a formula without a value, and does not
say what is hidden; and it would unpack whatever it is given.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from .sheet_scan import Broken, Cells, Scan, Unsafe

_UNPACKED, _PARTS = 2_000_000_000, 5_000
_RATIO, _RATIO_FROM = 250, 50_000_000  # no real sheet packs better; small parts may
_SMALL_PART = 50_000_000  # what is parsed as a whole
_BLOCK = 4_000_000


class Package:
    """The parts of an XLSX file. Raises Unsafe or Broken on opening."""

    def __init__(self, path: Path):
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise _no_package(path) from None
        self._check(path.stat().st_size)
        book = self._part("xl/workbook.xml") if "xl/workbook.xml" in self._zip.namelist() else self._part(self._main())
        properties = next((e for e in book.iter() if _tag(e) == "workbookPr"), None)
        self.from_1904 = properties is not None and properties.get("date1904", "") in ("1", "true")
        self._sheets = {
            e.get("name", ""): (e.get("state", "visible"), _relation(e)) for e in book.iter() if _tag(e) == "sheet"
        }
        self._targets = self._relations()

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    @property
    def visible(self) -> list[str]:
        """The names of the visible sheets of cells, in their order."""
        shown = [name for name, (state, _) in self._sheets.items() if state == "visible"]
        return [name for name in shown if "worksheets/" in self._targets.get(self._sheets[name][1], "")]

    @property
    def hidden(self) -> int:
        """How many sheets are hidden."""
        return sum(state != "visible" for state, _ in self._sheets.values())

    def _check(self, size: int) -> None:
        parts = self._zip.infolist()
        if any(part.flag_bits & 1 for part in parts):
            raise Broken("sổ tính có mật khẩu")
        if len(parts) > _PARTS or sum(part.compress_size for part in parts) > size:
            raise Unsafe("cấu trúc tệp nén bất thường")
        if sum(part.file_size for part in parts) > _UNPACKED or any(
            part.file_size > _RATIO_FROM and part.file_size > _RATIO * max(part.compress_size, 1) for part in parts
        ):
            raise Unsafe("tệp nén bung ra quá lớn")

    def _blocks(self, name: str) -> Iterator[bytes]:
        try:
            with self._zip.open(name) as part:
                while block := part.read(_BLOCK):
                    yield block
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
            raise Broken from None

    def check_markup(self, name: str) -> None:
        """Refuse a part with a document type: it may hold entities that grow or that reach outside."""
        for number, block in enumerate(self._blocks(name)):
            if (number == 0 and b"\x00" in block[:100]) or b"<!DOCTYPE" in block or b"<!ENTITY" in block:
                raise Unsafe("tệp XML bên trong có khai báo DOCTYPE hoặc ENTITY")

    def _part(self, name: str) -> Element:
        if self._zip.NameToInfo.get(name) is None or self._zip.getinfo(name).file_size > _SMALL_PART:
            raise Broken
        self.check_markup(name)
        try:
            return fromstring(b"".join(self._blocks(name)), forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError):
            raise Broken from None

    def _main(self) -> str:
        for each in self._part("_rels/.rels").iter():
            if each.get("Type", "").endswith("/officeDocument"):
                return each.get("Target", "").lstrip("/")
        raise Broken

    def _relations(self) -> dict[str, str]:
        names = [n for n in self._zip.namelist() if n.endswith("_rels/workbook.xml.rels")]
        found = {}
        for each in self._part(names[0]).iter() if names else ():
            target = each.get("Target", "")
            folder = PurePosixPath(names[0]).parents[1]
            found[each.get("Id", "")] = target.lstrip("/") if target.startswith("/") else str(folder / target)
        return found

    def percents(self) -> frozenset[int]:
        """The styles that show a number as a percentage."""
        name = next((n for n in self._zip.namelist() if n.endswith("xl/styles.xml")), "")
        if not name:
            return frozenset()
        root = self._part(name)
        formats = {
            int(e.get("numFmtId", 0)) for e in root.iter() if _tag(e) == "numFmt" and "%" in e.get("formatCode", "")
        }
        cells = next((e for e in root.iter() if _tag(e) == "cellXfs"), ())
        return frozenset(n for n, xf in enumerate(cells) if int(xf.get("numFmtId", 0)) in formats | {9, 10})

    def check_strings(self) -> None:
        """Look through the part that holds the texts of all sheets."""
        for name in self._zip.namelist():
            if name.endswith("sharedStrings.xml"):
                self.check_markup(name)

    def cells(self, sheet: str) -> Cells:
        """The kind of every cell of a sheet, in one pass over its part."""
        cells, scan, rest = Cells(), Scan(self.percents()), b""
        for block in self._blocks(self._targets.get(self._sheets[sheet][1], "")):
            text = rest + block
            cut = text.rfind(b"row>") + 4
            if cut < 4 and len(text) > 16 * _BLOCK:
                raise Unsafe("một dòng của trang quá lớn")
            scan.read(text[: max(cut, 0)] if cut >= 4 else b"", cells)
            rest = text[cut:] if cut >= 4 else text
        scan.read(rest, cells)
        return cells


def _no_package(path: Path) -> Broken:
    """Why a file is no ZIP: what Office locks with a password begins as its workbooks of old do."""
    try:
        with path.open("rb") as file:
            is_old = file.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    except OSError:
        is_old = False
    return Broken("là sổ tính có mật khẩu, hoặc kiểu cũ (.xls) đã đổi tên") if is_old else Broken()


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _relation(element: Element) -> str:
    return next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
