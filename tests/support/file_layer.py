"""A system that is asked before each change of a file, and may refuse it: a full disk, Windows, a power cut."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

Asked = Callable[[str, Path], None]


def ask_before(monkeypatch: pytest.MonkeyPatch, asked: Asked) -> None:
    """Call ``asked`` with what is about to be done (write, replace, remove) and the file; what it raises, the system says."""
    replace, unlink, fsync = os.replace, os.unlink, os.fsync

    def replaced(source, target, **rest):
        asked("replace", Path(target))
        replace(source, target, **rest)

    def removed(path, **rest):
        if rest.get("dir_fd") is None:  # shutil.rmtree clears what is temporary
            asked("remove", Path(path))
        unlink(path, **rest)

    def written(number):
        asked("write", Path(os.readlink(f"/proc/self/fd/{number}")))
        fsync(number)

    monkeypatch.setattr(os, "replace", replaced)
    monkeypatch.setattr(os, "unlink", removed)
    monkeypatch.setattr(os, "fsync", written)


def held_open(*names: str) -> Asked:
    """Refuse to replace or remove a file that this process has open, or one of these names, as Windows does."""

    def asked(action: str, path: Path) -> None:
        if action != "write" and path.exists() and (path.name in names or path.resolve() in _open_files()):
            raise PermissionError(errno.EACCES, "the process cannot access the file", str(path))

    return asked


def _open_files() -> set[Path]:
    found = set()
    for number in os.listdir("/proc/self/fd"):
        try:
            found.add(Path(os.readlink(f"/proc/self/fd/{number}")))
        except OSError:
            continue
    return found


def full_disk(*, after: int) -> Asked:
    """Let so many files be written, then none."""
    left = [after]

    def asked(action: str, path: Path) -> None:
        if action == "write":
            left[0] -= 1
            if left[0] < 0:
                raise OSError(errno.ENOSPC, "no space left on device", str(path))

    return asked


class Stopped(BaseException):
    """What ends a process between two changes of files."""


class Moments:
    """Counts the changes of files, and ends the run before the one with this number.

    ``is_killed``: nothing happens after it, not even what would be cleared up.
    """

    def __init__(self, at: int = -1, *, is_killed: bool = True):
        self.count, self._at, self._is_killed = 0, at, is_killed

    def __call__(self, action: str, path: Path) -> None:
        if path.name in (".thidua.lock", ".thidua.holder"):  # the process is still there, and lets them go
            return
        self.count += 1
        if self.count - 1 == self._at or (self._is_killed and self.count > self._at >= 0):
            raise Stopped if self._is_killed else KeyboardInterrupt
