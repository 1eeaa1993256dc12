"""Put finished files into a folder: all of them or none, and never over a file that says something else."""

from __future__ import annotations

import filecmp
import os
from pathlib import Path

from ..words.errors import ToolkitError


def move_whole(place: Path, folder: Path) -> list[Path]:
    """Move every file below ``place`` to the same name below ``folder``; their new paths. One that is there and equal stays.

    Raises ToolkitError before the first is moved where one differs. Where the system refuses one (OSError), those that were
    moved are taken away again.
    """
    names = sorted(path.relative_to(place) for path in place.rglob("*") if path.is_file())
    there = [name for name in names if os.path.lexists(folder / name)]
    for name in there:
        if not ((folder / name).is_file() and filecmp.cmp(folder / name, place / name, shallow=False)):
            raise not_over(folder, name.as_posix())
    moved: list[Path] = []
    try:
        for name in names:
            if name not in there:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                os.replace(place / name, folder / name)
                moved.append(folder / name)
    except OSError:
        for path in moved:
            path.unlink(missing_ok=True)
        raise
    return [folder / name for name in names]


def not_over(folder: Path, name: str) -> ToolkitError:
    """The refusal to write over a file of a folder."""
    return ToolkitError(
        f"Thư mục {folder} đã có {name} với nội dung khác, không ghi đè. Cách sửa: chọn một thư mục trống hoặc chưa có."
    )
