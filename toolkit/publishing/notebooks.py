"""The office's own copies of notebooks: ``so_tay/<kind>.ipynb`` in a period's folder, or in the data folder for every period.

They run in place of those that come with the toolkit.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..periods import Period, folder_period
from ..words.privacy import is_personal_name
from ..words.vocabulary import NOTEBOOKS
from ..writing.files import digest
from .jobs import KINDS


def own_notebooks(data: Path, period: Period) -> dict[str, Path]:
    """Kind of report → the office's own notebook for a period: that of the period before that for all of them."""
    files = {path.stem: path for folder in _folders(data, period) for path in _files(folder)}
    return {kind: path for kind, path in files.items() if kind in KINDS}


def strange_notebooks(data: Path, period: Period) -> dict[str, str]:
    """Notebooks in these folders that are named after no report: name → what is wrong and what to do."""
    strange = (path for folder in _folders(data, period) for path in _files(folder) if path.stem not in KINDS)
    remedy = f"Cách sửa: đặt tên theo báo cáo mà sổ tay thay cho: {', '.join(f'{kind}.ipynb' for kind in KINDS)}."
    return {
        own_name(path): f"tên tệp không phải của báo cáo nào nên sổ tay không được chạy. {remedy}" for path in strange
    }


def own_inputs(data: Path, period: Period) -> dict[str, str]:
    """The SHA-256 of each of a period's own notebooks, by its name in the data folder."""
    return {
        path.relative_to(data).as_posix(): digest(path.read_bytes()) for path in own_notebooks(data, period).values()
    }


def own_name(path: Path) -> str:
    """What messages call a notebook; one of the toolkit by its file's name alone."""
    if is_personal_name(path.name):
        return f"{NOTEBOOKS}/(tên tệp không được nêu)"
    above = path.parent.parent.name
    named = f"{above}/" if folder_period(above) else ""
    return f"{named}{NOTEBOOKS}/{path.name}" if path.parent.name == NOTEBOOKS else path.name


def _folders(data: Path, period: Period) -> Iterator[Path]:
    """The folders, the one that counts more last."""
    yield data / NOTEBOOKS
    named = [period] if period.name else []
    yield from (
        path / NOTEBOOKS
        for path in sorted(data.iterdir())
        if path.is_dir() and not path.is_symlink() and folder_period(path.name, named=named) == period
    )


def _files(folder: Path) -> list[Path]:
    if folder.is_symlink() or not folder.is_dir():
        return []
    return [path for path in sorted(folder.glob("*.ipynb")) if path.is_file() and not path.is_symlink()]
