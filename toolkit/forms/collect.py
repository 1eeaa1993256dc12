"""Take the forms that came back into the period's folder: whole or not at all, and nothing is replaced unseen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ..evaluation.workspace import Workspace
from ..periods import Period
from ..words.errors import Finding, ToolkitError
from ..writing.files import OutputFolder, open_output
from .answers import Rows, read_answers
from .comparison import Collected, compare
from .layout import TEMPLATE, VERSION
from .questions import Questions, ask
from .reading import Book, read_book
from .send import one_period

_AGAIN = "phát lại biểu mẫu bằng thidua form rồi điền lại."


def collect(
    workspace: Workspace, period: Period, paths: Sequence[Path], *, replace: bool = False, dry_run: bool = False
) -> Collected:
    """Read filled-in forms and write their rows as ``<source>__<unit>.csv`` into the period's folder.

    A form with a fault is not taken, the others are. Where the period has other rows of a unit already, nothing is
    written unless ``replace``, which keeps the earlier files under ``ban_cu``. Raises UsageError for a range of years.
    """
    questions = ask(workspace, one_period(period))
    result = Collected()
    answers = _read_forms(paths, questions, workspace=workspace, result=result)
    if dry_run:
        compare(answers, workspace, period, replace=replace, result=result)
        return result
    with open_output(workspace.data, command="collect", option="--data") as folder:
        compare(answers, workspace, period, replace=replace, result=result)
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


def _write(folder: OutputFolder, result: Collected) -> None:
    """The earlier files first, so that nothing is ever without a copy."""
    kept = {place: (folder.root / name).read_bytes() for name, place in result.earlier.items()}
    folder.write({**kept, **result.written})
    for name, sha256 in result.removed.items():
        folder.remove(name, sha256=sha256)
