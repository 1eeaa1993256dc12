"""Hold the answers against what the period's folder has: what is new, what would change, what would count twice."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace as changed
from pathlib import Path

from ..evaluation.workspace import Workspace
from ..periods import Period
from ..plan.standard import SOURCES
from ..sources import SourceFile, may_hold, scan_folder
from ..units.model import UnitNames
from ..units.structure import Structure
from ..words.errors import Finding
from ..words.vocabulary import REMARKS, REMARKS_WORD
from ..writing.files import digest
from .answers import Rows
from .collected import Collected
from .differences import csv_bytes, difference, without_rows
from .whole import Whole

EARLIER = "ban_cu"  # beside the periods: in sight of a clerk, and where no source is looked for


@dataclass(frozen=True)
class Answers:
    """What came back: unit → source → rows; the rows of the office's own forms, which are of all units; a Word file of prose."""

    units: Mapping[str, Mapping[str, Rows]]
    office: Mapping[Whole, Rows]
    prose: bytes | None


def compare(answers: Answers, workspace: Workspace, period: Period, *, replace: bool, result: Collected) -> None:
    """Say in ``result`` what the answers would write, change and remove."""
    comparison = _Comparison(workspace, period, result)
    for unit, tables in answers.units.items():
        for name, rows in tables.items():
            comparison.hold(unit, name, rows)
    for whole, rows in answers.office.items():
        comparison.hold_whole(whole, rows)
    if answers.prose:
        comparison.hold_prose(answers.prose)
    counted_twice = any(finding.code == "BM-05" for finding in result.findings)
    result.refused = counted_twice or (bool(result.differences) and not replace)


class _Comparison:
    """The period's folder, and the answers that have been held against it so far."""

    def __init__(self, workspace: Workspace, period: Period, result: Collected):
        self._data, self._period, self._result = workspace.data, period, result
        self._names, self._words_of = UnitNames(workspace.units), workspace.plan.words_of
        self._structure = Structure(workspace.units, workspace.transfers, day=period.end)
        folder = workspace.data / period.id
        self._files = scan_folder(folder, names=self._names)[0] if folder.is_dir() else {}

    def hold(self, unit: str, name: str, rows: Rows) -> None:
        """Hold the rows of one source of one unit against its own file and against the files that units share."""
        place = f"{self._period.id}/{name}__{unit}.csv"
        own = self._data / place
        before = own.read_bytes() if own.is_file() else None
        others = [
            file
            for file in self._files.get(name, [])
            if rows and file.path.name != own.name and self._holds(file, unit=unit, name=name)
        ]
        if not others:
            self._replace_own(place, before, name=name, rows=rows)
        elif before is not None or len(others) > 1 or not self._take_over(others[0], place, unit, name, rows):
            self._result.findings += [_twice(file, unit) for file in others]

    def hold_whole(self, whole: Whole, rows: Rows) -> None:
        """Hold the rows of a form of the office against the one file that it may have."""
        own = self._data / whole.place
        files = self._files.get(whole.source, [])
        mixed = [file for file in files if file.name in whole.mixed]
        others = [file for file in files if file.path.name != own.name and file.name not in whole.beside]
        self._result.findings += [_mixed(file) for file in mixed]
        self._result.findings += [_other(file) for file in others if file not in mixed]
        if not others and not mixed:
            self._replace_own(whole.place, own.read_bytes() if own.is_file() else None, name=whole.source, rows=rows)

    def hold_prose(self, content: bytes) -> None:
        """Hold the prose against the one that is there, in Word or as a text: of two only one is printed."""
        place = f"{self._period.id}/{REMARKS_WORD}"
        own, text = self._data / place, self._data / self._period.id / REMARKS
        if own.is_file() and own.read_bytes() == content:
            self._result.same.append(place)
            return
        if own.is_file():
            self._keep(place)
            self._result.differences.append(f"{place}: lời văn khác bản đang có.")
        if text.is_file():
            old = f"{self._period.id}/{REMARKS}"
            self._keep(old)
            self._result.removed[old] = digest(text.read_bytes())
            self._result.differences.append(f"{old}: được thay bằng {REMARKS_WORD}.")
        self._result.written[place] = content

    def _replace_own(self, place: str, before: bytes | None, *, name: str, rows: Rows) -> None:
        changes = [] if before is None else difference(SOURCES[name], before, rows)
        if before is not None and not changes:
            self._result.same.append(place)
        elif before is not None:
            self._keep(place)
            self._result.differences += [f"{place}: {change}" for change in changes]
        if rows and (changes or before is None):
            self._result.written[place] = csv_bytes(SOURCES[name], rows)
        elif changes:
            self._result.removed[place] = digest(before or b"")

    def _take_over(self, file: SourceFile, place: str, unit: str, name: str, rows: Rows) -> bool:
        """Take the unit's rows out of a CSV that others share, which stays as it is, byte for byte; whether that goes."""
        common = f"{self._period.id}/{file.path.name}"
        content = self._result.written.get(common) or file.path.read_bytes()
        parts = without_rows(content, SOURCES[name], of=lambda text: self._receiver(text) == unit)
        if file.refused or file.path.suffix.lower() != ".csv" or parts is None:
            return False
        rest, taken = parts
        with tempfile.TemporaryDirectory() as private:  # by the reader of every evaluation: are they gone?
            path = Path(private) / file.path.name
            path.write_bytes(rest)
            if self._holds(changed(file, path=path), unit=unit, name=name):
                return False
        changes = difference(SOURCES[name], taken, rows)
        if not changes:
            self._result.same.append(f"{common} ({unit})")
            return True
        self._keep(common)
        self._result.written.update({common: rest, place: csv_bytes(SOURCES[name], rows)})
        self._result.differences += [f"{common} ({unit}): {change}" for change in changes]
        return True

    def _holds(self, file: SourceFile, *, unit: str, name: str) -> bool:
        return may_hold(
            file,
            unit=unit,
            source=SOURCES[name],
            words=self._words_of(name),
            names=self._names,
            structure=self._structure,
        )

    def _receiver(self, text: str) -> str | None:
        code = self._names.find(text)
        return self._structure.receiver(code) if code else None

    def _keep(self, place: str) -> None:
        """Give the file that is there the first free name among the earlier ones; its ending stays."""
        path, n = Path(place), 1
        while (self._data / EARLIER / path.with_suffix(f".{n}{path.suffix}")).exists():
            n += 1
        self._result.earlier[place] = f"{EARLIER}/{path.with_suffix(f'.{n}{path.suffix}').as_posix()}"


def _other(file: SourceFile) -> Finding:
    return Finding(
        "BM-05",
        f"kỳ đã có tệp này của nguồn {file.source}; nhận thêm biểu mẫu thì có hai bản.",
        f"chuyển tệp này đi nơi khác, hoặc gộp vào {file.source}.csv, rồi chạy lại.",
        file=file.name,
    )


def _mixed(file: SourceFile) -> Finding:
    return Finding(
        "BM-05",
        "tệp này có điểm của cả hai vòng (hoặc không đọc được nên không biết); nhận thêm biểu mẫu thì có điểm bị mất hay tính hai lần.",
        f"để điểm vòng 1 ở {file.source}.csv, điểm vòng 2 ở {file.source}__2.csv, rồi chạy lại.",
        file=file.name,
    )


def _twice(file: SourceFile, unit: str) -> Finding:
    return Finding(
        "BM-05",
        f"tệp này đã có dòng của đơn vị {unit} (hoặc không đọc được nên không biết); nhận thêm biểu mẫu thì tính hai lần.",
        f"xóa các dòng của {unit} khỏi tệp này, giữ nguyên dòng của đơn vị khác, rồi chạy lại.",
        file=file.name,
        unit=unit,
    )
