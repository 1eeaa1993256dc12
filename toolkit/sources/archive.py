"""A ZIP file with one delivery in it, as mail and systems pack one."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path, PurePosixPath

from .kinds import ENDINGS, ZIP
from .sheet_scan import Broken, Unsafe

_MOST_BYTES, _RATIO, _RATIO_FROM = 20_000_000_000, 250, 50_000_000
_BLOCK = 4_000_000


def unpacked(path: Path, *, into: Path) -> Path:
    """The one file of data in a ZIP, unpacked into a folder under a name of ours. Raises Broken or Unsafe."""
    try:
        with zipfile.ZipFile(path) as packed:
            inside = [part for part in packed.infolist() if _is_data(part)]
            if len(inside) != 1:
                raise Broken(f"tệp nén có {len(inside)} tệp số liệu, không phải một")
            (part,) = inside
            if part.flag_bits & 1:
                raise Broken("tệp nén có mật khẩu")
            is_bomb = part.file_size > _RATIO_FROM and part.file_size > _RATIO * max(part.compress_size, 1)
            if part.file_size > _MOST_BYTES or is_bomb:
                raise Unsafe("tệp nén bung ra quá lớn")
            target = into / f"unpacked{PurePosixPath(part.filename).suffix.lower()}"
            with packed.open(part) as source, target.open("wb") as copy:
                left = part.file_size
                while block := source.read(_BLOCK):
                    left -= len(block)
                    if left < 0:
                        raise Unsafe("tệp nén bung ra lớn hơn kích thước nó ghi")
                    copy.write(block)
            return target
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise Broken("không mở được tệp nén") from None


def _is_data(part: zipfile.ZipInfo) -> bool:
    """Whether a part is a file that is read: not a folder, not what systems add, not another ZIP."""
    name = PurePosixPath(part.filename)
    is_noise = name.name.startswith((".", "~$")) or "__MACOSX" in name.parts
    ending = name.suffix.lower().lstrip(".")
    return not part.is_dir() and not is_noise and ending in ENDINGS and ending != ZIP
