"""The folder of results, in which people work too: what somebody has changed there is never replaced and never removed.

A new version of such a file is laid beside it. Whatever is about to be replaced is noted first, so that after a run that was
killed the next one still knows which files are the toolkit's own.
"""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from ..words.errors import ToolkitError
from ..words.vocabulary import INTERNAL
from .files import OutputFolder, digest, refusal
from .guard import refuse_personal

BESIDE, ASIDE, _JOURNAL = "bản mới", "ban_cu", ".thidua.journal"
_MARK = re.compile(rf" \({BESIDE}(?: \d+)?\)(?=\.\w+$)")


def places(name: str) -> Iterator[str]:
    """A file's own place, and those beside it that a new version takes while what lies before is somebody's.

    >>> from itertools import islice
    >>> list(islice(places("2024/so_ket.docx"), 3))
    ['2024/so_ket.docx', '2024/so_ket (bản mới).docx', '2024/so_ket (bản mới 2).docx']
    """
    yield name
    stem, _, ending = name.rpartition(".")
    for n in count(1):
        yield f"{stem} ({BESIDE}{f' {n}' if n > 1 else ''}).{ending}"


def proper_name(place: str) -> str:
    """The name of a file that lies at a place.

    >>> proper_name("2024/so_ket (bản mới 2).docx")
    '2024/so_ket.docx'
    """
    return _MARK.sub("", place)


@dataclass
class Delivery:
    """What became of some files, all of them relative to the folder.

    ``made``: the place of each new version → its SHA-256. ``edited``: the places of files that somebody has changed, which
    stay. ``failed``: a place whose file could not be replaced → why. ``aside``: the place of a changed file that was replaced
    after all → where it is kept.
    """

    made: dict[str, str] = field(default_factory=dict)
    edited: set[str] = field(default_factory=set)
    failed: dict[str, str] = field(default_factory=dict)
    aside: dict[str, str] = field(default_factory=dict)


class Results:
    """An output folder that a run holds, and what of the files in it is the toolkit's own.

    ``written`` maps the place of every file that the toolkit has made to its SHA-256; ``is_kept`` says of a file that no
    run may touch it. ``replace_edited``: files that somebody has changed are replaced too, and kept in ``ban_cu``.
    """

    def __init__(
        self,
        folder: OutputFolder,
        *,
        written: Mapping[str, str],
        is_kept: Callable[[str], bool],
        replace_edited: bool = False,
    ):
        self.folder, self._is_kept, self._replace_edited = folder, is_kept, replace_edited
        self._own: dict[str, dict[str, str]] = {}
        for place, sha in written.items():
            self._own.setdefault(proper_name(place), {})[place] = sha
        self._journal, self._noting = unsettled(folder.root), threading.Lock()

    def deliver(self, files: Mapping[str, bytes], *, always: bool = False) -> Delivery:
        """Put new versions of files (name → bytes) in their places, one by one, each whole.

        All of them are written beside their places before the first is moved. A file that somebody has changed stays, and
        the new one is laid beside it; there is none where it would say what the changed one said when it was made, unless
        ``always``. Raises ToolkitError, with nothing replaced, where they cannot be written; PersonalData where one would
        publish such data.
        """
        refuse_personal(files)
        result, wanted = Delivery(), {name: each for name, each in files.items() if not self._is_kept(name)}
        new, shas = {}, {name: digest(content) for name, content in wanted.items()}
        for name in wanted:
            if (place := self._place_for(name, shas[name], always=always)) is not None:
                new[name] = self.folder.place(place)
                if sha_at(new[name]) == shas[name]:
                    del new[name]
        beside = self.folder.written_beside({path: wanted[name] for name, path in new.items()})
        self._note({name: shas[name] for name in new})
        for name in wanted:
            self._lay(name, shas[name], beside.get(new.get(name, Path())), result, always=always)
        return result

    def _lay(self, name: str, sha: str, beside: Path | None, result: Delivery, *, always: bool) -> None:
        """Put one new version in its place; what lies there is looked at once more, just before."""
        edited = [each for each in self._existing(name) if not self._is_own(name, each, sha)]
        place = self._place_for(name, sha, always=always)
        try:
            if self._replace_edited:
                result.aside |= {each: set_aside(self.folder, each) for each in edited}
            else:
                result.edited |= set(edited)
            if beside is not None and place is not None:
                self.folder.move(beside, self.folder.place(place))
            elif place is not None and sha_at(self.folder.root / place) != sha:
                raise ToolkitError(f"{place} vừa bị sửa trong lúc chạy. Cách sửa: chạy lại lệnh.")
        except ToolkitError as error:
            result.failed[place or name] = str(error)
            return
        made = place or next(each for each, own in self._own[name].items() if own == sha)
        result.made[made] = sha
        self._clear(name, but=made)
        for each in result.aside.keys() & set(edited) - {made}:
            self.folder.remove(each, sha256=sha_at(self.folder.root / result.aside[each]))

    def _place_for(self, name: str, sha: str, *, always: bool) -> str | None:
        """Where a new version goes: the first place where nobody's file lies; None where there is no need of it."""
        if self._replace_edited:
            return name
        for place in places(name):
            path = self.folder.root / place
            if not os.path.lexists(path) or self._is_own(name, place, sha):
                return place
            if not always and self._own.get(name, {}).get(place) == sha:
                return None
        raise AssertionError("there is always another place")

    def _existing(self, name: str) -> list[str]:
        """The places of a file where something lies, its own and those in a row beside it."""
        return lying(self.folder.root, name, self._own.get(name, {}))

    def _is_own(self, name: str, place: str, sha: str) -> bool:
        """Whether what lies at a place is the toolkit's, as it was made, or what is about to be made."""
        there = sha_at(self.folder.root / place)
        return there == sha or self._has_made(name, there)

    def _has_made(self, name: str, sha: str) -> bool:
        return sha in self._own.get(name, {}).values() or sha in self._journal.get(name, ())

    def _clear(self, name: str, *, but: str) -> None:
        """Remove older versions of the toolkit's own: there is one of each file, beside what somebody has changed."""
        for place in self._existing(name):
            if place != but and self._has_made(name, there := sha_at(self.folder.root / place)):
                self.folder.remove(place, sha256=there)

    def remove(self, name: str) -> None:
        """Remove what the toolkit has made under a name and makes no more; never what somebody has changed."""
        if not self._is_kept(name):
            for place, sha in self._own.get(name, {}).items():
                self.folder.remove(place, sha256=sha)

    def _note(self, files: Mapping[str, str]) -> None:
        """Write down what is about to be made, before anything is replaced."""
        if not files:
            return
        path = self.folder.root / _JOURNAL
        with self._noting:
            for name, sha in files.items():
                self._journal.setdefault(name, []).append(sha)
            try:
                with open(path, "a", encoding="utf-8") as journal:
                    journal.writelines(json.dumps(pair, ensure_ascii=False) + "\n" for pair in files.items())
                    journal.flush()
                    os.fsync(journal.fileno())
            except OSError as error:
                raise refusal(path, error, "--out") from None

    def settle(self) -> None:
        """Forget the notes: everything that was made stands in a record."""
        with suppress(OSError):
            (self.folder.root / _JOURNAL).unlink(missing_ok=True)


def set_aside(folder: OutputFolder, place: str) -> str:
    """Keep a copy of a file that somebody has changed in ``ban_cu`` of its edition, under a name that no other has; the name."""
    period, _, rest = place.partition("/") if "/" in place else ("", "", place)
    if rest.startswith(f"{INTERNAL}/"):  # what names people stays among what does
        period, rest = f"{period}/{INTERNAL}", rest.removeprefix(f"{INTERNAL}/")
    content = (folder.root / place).read_bytes()
    stem, _, ending = rest.rpartition(".")
    for n in count(1):
        name = f"{period}/{ASIDE}/{stem}{f' ({n})' if n > 1 else ''}.{ending}".lstrip("/")
        path = folder.place(name)
        if not path.exists() or path.read_bytes() == content:
            folder.write_copy(name, content)
            return name
    raise AssertionError("there is always another name")


def lying(root: Path, name: str, known: Mapping[str, str]) -> list[str]:
    """The places of a file at which something lies: its own, those in a row beside it, and those that are ``known``."""
    found = [place for place in known if os.path.lexists(root / place)]
    for n, place in enumerate(places(name)):
        if os.path.lexists(root / place):
            found.append(place)
        elif n:
            return list(dict.fromkeys(found))
    raise AssertionError("some place is free")


def unsettled(root: Path) -> dict[str, list[str]]:
    """What a run that was killed has made, or was about to: name → SHA-256, the last one last. Usually nothing."""
    found: dict[str, list[str]] = {}
    try:
        lines = (root / _JOURNAL).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return found
    for line in lines:
        with suppress(ValueError, TypeError):  # the last one may be torn
            name, sha = json.loads(line)
            found.setdefault(name, []).append(sha)
    return found


def sha_at(path: Path) -> str:
    """The SHA-256 of what lies at a path; empty where that is no file, or cannot be read."""
    try:
        return digest(path.read_bytes()) if path.is_file() and not path.is_symlink() else ""
    except OSError:
        return ""
