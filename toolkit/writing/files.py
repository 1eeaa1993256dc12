"""The only place that writes results: whole files or none, one run at a time, never through a link."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from ..words.errors import ToolkitError
from ..words.strays import owner_files
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

    def write_copy(self, name: str, content: bytes) -> None:
        """Write a copy of a file that is somebody's own: whatever he has written into it."""
        self._write({name: content})

    def _write(self, files: Mapping[str, bytes]) -> None:
        places = {self.place(name): content for name, content in files.items()}
        new = {path: content for path, content in places.items() if not _is_there(path, content)}
        for path, beside in self.written_beside(new).items():
            self.move(beside, path)

    def written_beside(self, files: Mapping[Path, bytes]) -> dict[Path, Path]:
        """Each file whole under another name beside its place: place → that name. All of them, or none and ToolkitError."""
        written: dict[Path, Path] = {}
        for path, content in files.items():
            written[path] = path.with_name(f"{_TEMPORARY}-{path.name}")
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                written[path].unlink(missing_ok=True)
                with open(written[path], "xb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
            except OSError as error:
                for each in written.values():  # a full disk needs the room
                    with suppress(OSError):
                        each.unlink(missing_ok=True)
                raise refusal(path, error, self._option) from None
        return written

    def move(self, beside: Path, path: Path) -> None:
        """Replace a file by the whole one beside it. Raises ToolkitError, with the old one as it was, where that cannot be."""
        try:
            if path.is_file() and not path.stat().st_mode & stat.S_IWUSR:
                raise _not_replaced(path, "tệp chỉ cho đọc", "bỏ thuộc tính chỉ đọc của tệp")
            os.replace(beside, path)
        except (OSError, ToolkitError) as error:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            if isinstance(error, ToolkitError):
                raise
            raise (_held(path, error) or refusal(path, error, self._option)) from None

    def remove(self, name: str, *, sha256: str) -> None:
        """Remove a result that is out of date, unless somebody has changed it since it was written, or has it open."""
        path = self.place(name)
        with suppress(OSError):
            if path.is_file() and digest(path.read_bytes()) == sha256:
                path.unlink()

    def place(self, name: str) -> Path:
        """Where a file lies. Raises ToolkitError where that is not in this folder."""
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
        raise refusal(root, error, option) from None
    try:
        _sweep(root)
        try:
            (root / _HOLDER).write_text(f"tiến trình {os.getpid()}, lệnh {command}", encoding="utf-8")
        except OSError as error:
            raise refusal(root, error, option) from None
        yield OutputFolder(root, option)
    finally:
        _sweep(root)
        with suppress(OSError):
            (root / _HOLDER).unlink(missing_ok=True)
        _let_go(lock, root / _LOCK)


def _let_go(lock: FileLock, path: Path) -> None:
    """Release a lock and remove its file: where an open file can be removed, before another run can have made a new one.

    Elsewhere (Windows) it is removed afterwards, which the system refuses where another run holds it by then.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError:
        lock.release()
        with suppress(OSError):
            path.unlink(missing_ok=True)
    lock.release()


def _holder(root: Path) -> str:
    try:
        return f" ({(root / _HOLDER).read_text(encoding='utf-8')[:100]})"
    except OSError:
        return ""


def _sweep(root: Path) -> None:
    """Clear what a run that was killed has left."""
    shutil.rmtree(root / _TEMPORARY, ignore_errors=True)
    for depth in ("", "*/", "*/*/", "*/*/*/", "*/*/*/*/"):
        for left in root.glob(f"{depth}{_TEMPORARY}-*"):
            with suppress(OSError):
                if left.is_file() and not left.is_symlink():
                    left.unlink(missing_ok=True)


def _is_there(path: Path, content: bytes) -> bool:
    """Whether a file is there already with the same bytes."""
    try:
        return path.is_file() and path.read_bytes() == content
    except OSError:
        return False


def _held(path: Path, error: OSError) -> ToolkitError | None:
    """What is said of a file that the system does not let go; None where something else is wrong."""
    if error.errno not in (errno.EACCES, errno.EPERM, errno.EBUSY) or not path.is_file():
        return None
    if is_open(path):
        return _not_replaced(path, "tệp đang mở", "lưu, đóng rồi chạy lại")
    return _not_replaced(
        path,
        "tệp đang mở trong một chương trình khác, hoặc bị khóa",
        "nếu đang mở: lưu, đóng rồi chạy lại; nếu không: bỏ khóa của tệp",
    )


def _not_replaced(path: Path, why: str, remedy: str) -> ToolkitError:
    return ToolkitError(f"không thay được {path}: {why}; bản cũ còn nguyên. Cách sửa: {remedy}.")


def is_open(path: Path) -> bool:
    """Whether Word, Excel or LibreOffice say, by the file that they put beside it, that they have a file open."""
    return any(path.with_name(name).exists() for name in owner_files(path.name))


def refusal(path: Path, error: OSError, option: str) -> ToolkitError:
    """What is said where a file cannot be written."""
    reasons = {
        errno.ENOSPC: "hết dung lượng đĩa",
        getattr(errno, "EDQUOT", -1): "hết dung lượng được cấp",
        errno.EACCES: "không có quyền ghi",
        errno.EPERM: "không có quyền ghi",
        errno.EROFS: "ổ đĩa chỉ cho đọc",
        errno.ENOTDIR: "một phần của đường dẫn không phải thư mục",
        errno.EEXIST: "đã có tệp trùng tên",
    }
    remedies = {
        errno.ENOSPC: "dọn bớt đĩa",
        getattr(errno, "EDQUOT", -1): "dọn bớt đĩa, hoặc xin thêm dung lượng",
        errno.EACCES: "nhờ người giữ thư mục cho quyền ghi",
        errno.EPERM: "nhờ người giữ thư mục cho quyền ghi",
    }
    reason = reasons.get(error.errno or 0, "hệ điều hành từ chối")
    remedy = remedies.get(error.errno or 0, "kiểm tra thư mục đó")
    return ToolkitError(
        f"Không ghi được vào {path}: {reason}. Cách sửa: {remedy}, hoặc chọn thư mục khác bằng {option}."
    )
