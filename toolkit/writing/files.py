"""The only place that writes results: whole files or none, one run at a time, never through a link."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from ..words.errors import ToolkitError
from .guard import PersonalData, refuse_personal

_LOCK, _HOLDER, _TEMPORARY = ".thidua.lock", ".thidua.holder", ".thidua-tmp"


def digest(content: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


class OutputFolder:
    """A folder that this run holds alone. Made by ``open_output``; ``option`` is the one that chooses another."""

    def __init__(self, root: Path, option: str = "--out"):
        self.root, self._option = root, option

    @property
    def temporary(self) -> Path:
        """A private folder for work in progress; it goes when the run ends."""
        folder = self.root / _TEMPORARY
        folder.mkdir(exist_ok=True)
        return folder

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write files (relative name → bytes), each of them whole: first beside its place, then moved onto it.

        All of them are written before the first is moved. A file that is there with the same bytes is left alone.
        Raises ToolkitError where the disk or a right is lacking, PersonalData where a result would publish such data;
        the data folder (``--data``) is where they live.
        """
        if self._option != "--data":
            refuse_personal(files)
        self._write(files)

    def write_clean(self, files: Mapping[str, bytes]) -> dict[str, str]:
        """Write those files that hold no personal data, as ``write`` does; why each of the others was not written."""
        refused: dict[str, str] = {}
        for name, content in files.items():
            try:
                refuse_personal({name: content})
            except PersonalData as error:
                refused[name] = str(error)
        self._write({name: content for name, content in files.items() if name not in refused})
        return refused

    def _write(self, files: Mapping[str, bytes]) -> None:
        places = {self._place(name): content for name, content in files.items()}
        written = {path: self._written_beside(path, content) for path, content in places.items()}
        for path, beside in written.items():
            try:
                if beside:
                    os.replace(beside, path)
            except OSError as error:
                raise _refusal(path, error, self._option) from None

    def _written_beside(self, path: Path, content: bytes) -> Path | None:
        """The whole file under another name; None where it is there already with the same bytes."""
        beside = path.with_name(f"{_TEMPORARY}-{path.name}")
        try:
            if path.is_file() and path.read_bytes() == content:
                return None
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.unlink(missing_ok=True)
            with open(beside, "xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            return beside
        except OSError as error:
            raise _refusal(path, error, self._option) from None

    def remove(self, name: str, *, sha256: str) -> None:
        """Remove a result that is out of date, unless somebody has changed it since it was written."""
        path = self._place(name)
        if path.is_file() and digest(path.read_bytes()) == sha256:
            path.unlink()

    def _place(self, name: str) -> Path:
        path = self.root / name
        root = self.root.resolve()
        if (
            path.is_symlink()
            or not path.parent.resolve().is_relative_to(root)
            or not path.absolute().is_relative_to(self.root.absolute())
        ):
            raise ToolkitError(f"{path} là liên kết ra ngoài thư mục kết quả. Cách sửa: xóa liên kết đó rồi chạy lại.")
        return path


@contextmanager
def open_output(root: Path, *, command: str, option: str = "--out") -> Iterator[OutputFolder]:
    """Hold a folder for one run. A second run on it is refused, and told who holds it.

    ``option`` is what a user types to choose another folder; messages name it.
    """
    root = Path(root)
    try:
        root.mkdir(parents=True, exist_ok=True)
        lock = FileLock(root / _LOCK, timeout=0)
        lock.acquire()
    except Timeout:
        raise ToolkitError(
            f"Thư mục {root} đang được một lần chạy khác sử dụng{_holder(root)}. "
            f"Cách sửa: chờ lần chạy đó kết thúc, hoặc chọn thư mục khác bằng {option}."
        ) from None
    except OSError as error:
        raise _refusal(root, error, option) from None
    try:
        _sweep(root)
        (root / _HOLDER).write_text(f"tiến trình {os.getpid()}, lệnh {command}", encoding="utf-8")
        yield OutputFolder(root, option)
    finally:
        _sweep(root)
        for name in (_HOLDER, _LOCK):
            (root / name).unlink(missing_ok=True)
        lock.release()
        (root / _LOCK).unlink(missing_ok=True)


def _holder(root: Path) -> str:
    try:
        return f" ({(root / _HOLDER).read_text(encoding='utf-8')[:100]})"
    except OSError:
        return ""


def _sweep(root: Path) -> None:
    """Clear what a run that was killed has left."""
    shutil.rmtree(root / _TEMPORARY, ignore_errors=True)
    for left in (*root.glob(f"{_TEMPORARY}-*"), *root.glob(f"*/{_TEMPORARY}-*"), *root.glob(f"*/*/{_TEMPORARY}-*")):
        if left.is_file() and not left.is_symlink():
            left.unlink(missing_ok=True)


def _refusal(path: Path, error: OSError, option: str) -> ToolkitError:
    reasons = {
        28: "hết dung lượng đĩa",
        13: "không có quyền ghi",
        30: "ổ đĩa chỉ cho đọc",
        20: "một phần của đường dẫn không phải thư mục",
        17: "đã có tệp trùng tên",
    }
    reason = reasons.get(error.errno or 0, "hệ điều hành từ chối")
    return ToolkitError(
        f"Không ghi được vào {path}: {reason}. Cách sửa: kiểm tra dung lượng đĩa và quyền ghi, hoặc chọn thư mục khác bằng {option}."
    )
