"""Take the forms that came back into the period's folder: whole or not at all, and nothing is replaced unseen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import EXIT_INCOMPLETE, EXIT_OK, EXIT_REFUSED, Finding, ToolkitError
from ..periods import Period
from ..sources import may_hold, scan_folder
from ..structure import Structure
from ..units import UnitNames
from ..vocabulary import SOURCES
from ..workspace import Workspace
from ..writing import OutputFolder, digest, open_output
from .answers import Rows, read_answers
from .differences import csv_bytes, difference
from .layout import SHEETS, TEMPLATE, VERSION
from .questions import Questions, ask
from .reading import Book, read_book
from .send import one_period

EARLIER = "ban_cu"  # beside the periods, where no source is looked for
_SOURCES = {sheet.source.name: sheet.source for sheet in SHEETS}
_AGAIN = "phát lại biểu mẫu bằng thidua form rồi điền lại."


@dataclass
class Collected:
    """What became of the forms. Names are relative to the data folder.

    ``forms`` were taken, ``failed`` could not be; ``written`` and ``removed`` changed in the period's folder, what they
    replace is in ``earlier`` (name → where it is kept now), ``same`` were there already. ``differences`` say row by row
    what a form would change. With ``refused`` nothing was written; ``dry_run`` wrote nothing either.
    """

    forms: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    written: dict[str, bytes] = field(default_factory=dict)
    removed: dict[str, str] = field(default_factory=dict)
    earlier: dict[str, str] = field(default_factory=dict)
    same: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    refused: bool = False

    @property
    def exit_code(self) -> int:
        """0; 3 where a form could not be taken; 4 where nothing was written because something would be replaced."""
        return EXIT_REFUSED if self.refused else EXIT_INCOMPLETE if self.failed else EXIT_OK

    def summary(self) -> dict[str, Any]:
        """Everything but the findings, for machines."""
        names = ("forms", "failed", "same", "differences", "earlier", "refused", "exit_code")
        lists = {"written": sorted(self.written), "removed": sorted(self.removed)}
        return {**{name: getattr(self, name) for name in names}, **lists}

    def lines(self, *, dry_run: bool) -> list[str]:
        """What was done, or would be, in Vietnamese."""
        if self.refused:
            remedy = "xem các dòng khác nhau; nếu lấy theo biểu mẫu thì thêm --replace (bản cũ được giữ lại)."
            if any(finding.code == "BM-05" for finding in self.findings):
                remedy = "xử lý các tệp nêu ở [BM-05] rồi chạy lại."
            return [f"Chưa ghi gì: kỳ này đã có số liệu khác của đơn vị. Cách sửa: {remedy}"]
        done = "Sẽ" if dry_run else "Đã"
        lines = [f"{done} giữ bản cũ của {name} ở {place}" for name, place in sorted(self.earlier.items())]
        lines += [f"{done} ghi {name}" for name in sorted(self.written)]
        lines += [f"{done} bỏ {name}: biểu mẫu không còn dòng nào" for name in sorted(self.removed)]
        lines += [f"Không có gì mới cho {name}" for name in sorted(self.same)]
        return lines + [f"Không nhận được biểu mẫu {name}" for name in self.failed]


def collect(
    workspace: Workspace, period: Period, paths: Sequence[Path], *, replace: bool = False, dry_run: bool = False
) -> Collected:
    """Read filled-in forms and write their rows as ``<source>__<unit>.csv`` into the period's folder.

    A form with a fault is not taken, the others are. Where a unit's file is there with other rows, nothing is written
    unless ``replace``, which keeps the earlier file under ``ban_cu``. Raises UsageError for a range of years.
    """
    questions = ask(workspace, one_period(period))
    result = Collected()
    answers = _read_forms(paths, questions, workspace=workspace, result=result)
    if dry_run:
        _compare(answers, workspace, period, replace=replace, result=result)
        return result
    with open_output(workspace.data, command="collect", option="--data") as folder:
        _compare(answers, workspace, period, replace=replace, result=result)
        if not result.refused:
            _write(folder, result)
    return result


def forms_in(paths: Sequence[Path]) -> list[Path]:
    """The files that were named; a folder stands for the workbooks in it (Windows does not expand ``*.xlsx``)."""
    found = []
    for path in paths:
        inside = sorted(p for p in path.glob("*.xlsx") if not p.name.startswith("~$")) if path.is_dir() else [path]
        found += inside or [path]
    return list(dict.fromkeys(found))


def _read_forms(
    paths: Sequence[Path], questions: Mapping[str, Questions], *, workspace: Workspace, result: Collected
) -> dict[str, dict[str, Rows]]:
    """The answers of every form without a fault, by unit; the faults of the others."""
    answers: dict[str, dict[str, Rows]] = {}
    sent: dict[str, list[str]] = {}
    for path in forms_in(paths):
        try:
            book = read_book(path)
            asked = _recognised(book, questions, workspace)
        except ToolkitError as error:
            result.failed.append(error.findings[0].file)
            result.findings += error.findings
            continue
        sent.setdefault(asked.unit.id, []).append(book.name)
        answers[asked.unit.id], faults = read_answers(book, asked)
        result.findings += sorted(set(faults), key=Finding.sort_key)
        if faults:
            result.failed.append(book.name)
            del answers[asked.unit.id]
    for unit, names in sent.items():
        if len(names) > 1:
            answers.pop(unit, None)
            result.failed += [name for name in names if name not in result.failed]
            result.findings += [_twice(name, unit) for name in names]
    result.forms = [names[0] for unit, names in sent.items() if unit in answers]
    return answers


def _twice(name: str, unit: str) -> Finding:
    return Finding(
        "BM-02", f"có nhiều biểu mẫu của đơn vị {unit}.", "giữ lại một bản, bản mới nhất.", file=name, unit=unit
    )


def _recognised(book: Book, questions: Mapping[str, Questions], workspace: Workspace) -> Questions:
    """What was asked in this form. Raises ToolkitError where it belongs to another plan, period, unit or version."""
    said, one = book.identity, next(iter(questions.values()), None)
    period = one.period.id if one else ""
    problem, remedy = "", _AGAIN
    if said["template"] != TEMPLATE:
        problem = "đây là một loại biểu mẫu khác."
    elif said["version"] != VERSION:
        problem = f"biểu mẫu không phải phiên bản {VERSION} mà bộ công cụ này đọc."
    elif said["plan"] != workspace.plan.movement.id:
        problem, remedy = "biểu mẫu của một kế hoạch khác.", "chỉ đúng thư mục số liệu của kế hoạch đó bằng --data."
    elif said["period"] != period:
        problem = f"biểu mẫu không phải của kỳ {period}."
        remedy = "chạy thidua collect với đúng kỳ ghi ở trang Hướng dẫn của biểu mẫu."
    elif said["unit"] not in questions:
        known = said["unit"] in {unit.id for unit in workspace.units}
        problem = f"đơn vị của biểu mẫu không {'hoạt động vào cuối kỳ' if known else 'có trong danh mục'}."
        remedy = "kiểm tra don_vi.csv, sap_nhap.csv; phát lại biểu mẫu cho đơn vị đang hoạt động."
    if problem:
        raise ToolkitError(problem, [Finding("BM-02", problem, remedy, file=book.name)])
    return questions[said["unit"]]


def _compare(
    answers: Mapping[str, Mapping[str, Rows]], workspace: Workspace, period: Period, *, replace: bool, result: Collected
) -> None:
    """Hold the answers against what the period's folder has: what to write, what would change, what would count twice."""
    folder = workspace.data / period.id
    result.findings += _counted_twice(answers, workspace, period)
    result.refused = any(finding.code == "BM-05" for finding in result.findings)
    for unit, tables in answers.items():
        for name, rows in tables.items():
            place = f"{period.id}/{name}__{unit}.csv"
            path = folder / f"{name}__{unit}.csv"
            content, before = csv_bytes(_SOURCES[name], rows), path.read_bytes() if path.is_file() else None
            changes = difference(_SOURCES[name], before, rows) if before is not None else []
            if before is not None and not changes:
                result.same.append(place)
            elif rows or before is not None:
                result.differences += [f"{place}: {change}" for change in changes]
                result.refused |= bool(changes) and not replace
                if before is not None:
                    result.earlier[place] = _kept_as(workspace.data, period, path)
                if rows:
                    result.written[place] = content
                else:
                    result.removed[place] = digest(before)


def _kept_as(data: Path, period: Period, path: Path) -> str:
    """The first free name for an earlier file; its ending stays, so that a double click opens it."""
    n = 1
    while (data / EARLIER / period.id / f"{path.stem}.{n}.csv").exists():
        n += 1
    return f"{EARLIER}/{period.id}/{path.stem}.{n}.csv"


def _counted_twice(answers: Mapping[str, Mapping[str, Rows]], workspace: Workspace, period: Period) -> list[Finding]:
    """The other files of a source in which a unit has rows already."""
    folder, names = workspace.data / period.id, UnitNames(workspace.units)
    found = scan_folder(folder, names=names)[0] if folder.is_dir() else {}
    structure = Structure(workspace.units, workspace.transfers, day=period.end)
    return [
        Finding(
            "BM-05",
            f"tệp này đã có dòng của đơn vị {unit} (hoặc không đọc được nên không biết); nhận thêm biểu mẫu thì tính hai lần.",
            f"xóa các dòng của {unit} khỏi tệp này, giữ nguyên dòng của đơn vị khác, rồi chạy lại.",
            file=file.name,
            unit=unit,
        )
        for unit, tables in answers.items()
        for name, rows in tables.items()
        if rows and name in SOURCES
        for file in found.get(name, [])
        if file.path.name != f"{name}__{unit}.csv"
        and may_hold(
            file,
            unit=unit,
            source=SOURCES[name],
            aliases=workspace.plan.sources.get(name, {}),
            names=names,
            structure=structure,
        )
    ]


def _write(folder: OutputFolder, result: Collected) -> None:
    """The earlier files first, so that nothing is ever without a copy."""
    kept = {place: (folder.root / name).read_bytes() for name, place in result.earlier.items()}
    folder.write({**kept, **result.written})
    for name, sha256 in result.removed.items():
        folder.remove(name, sha256=sha256)
