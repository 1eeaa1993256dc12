"""Take what came back into the period's folder: whole or not at all, nothing replaced unseen, nothing passed over."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..evaluation.loading import opened_sources
from ..evaluation.workspace import Workspace
from ..periods import Period
from ..sources.kinds import XLSX
from ..units.structure import Structure
from ..words.codes import ERROR
from ..words.errors import Finding, ToolkitError
from ..words.vocabulary import REPORTED, SOURCES
from ..writing.files import OutputFolder, open_output
from .answers import Rows, read_answers
from .collected import Collected, taken_twice
from .comparison import compare
from .differences import csv_bytes, difference
from .inbox import Delivery, open_inbox
from .layout import TEMPLATE, VERSION
from .letters import letter
from .marking import marked_form
from .questions import Questions, ask
from .reading import BROKEN_BOOK, Book, read_book
from .send import FOLDER, one_period

_AGAIN = "phát lại biểu mẫu bằng thidua form rồi điền lại."
_TELL = "báo đơn vị xóa dữ liệu cá nhân khỏi cả tệp rồi gửi lại."
ANSWERS = "tra_loi"
_DELIVERS = (REPORTED, "minh_chung")  # a unit with rows in one of these has sent its form


@dataclass(frozen=True)
class Form:
    """A form that came back, and whose it is (None: that is not known); what it says, and every fault of it."""

    delivery: Delivery
    book: Book | None
    unit: str | None
    rows: Mapping[str, Rows]
    findings: tuple[Finding, ...]

    @property
    def name(self) -> str:
        """The name to call its file by."""
        return self.delivery.name

    @property
    def is_faulty(self) -> bool:
        """Whether it cannot be taken as it is."""
        return any(finding.level == ERROR for finding in self.findings)

    @property
    def is_blank(self) -> bool:
        """Whether nobody has filled it in."""
        return any(finding.code == "BM-03" for finding in self.findings)

    def says_the_same(self, other: Form) -> bool:
        """Whether another form of the unit has the same answers and the same faults."""
        own, others = ([replace(f, file="") for f in form.findings] for form in (self, other))
        return self.rows == other.rows and own == others


def collect(
    workspace: Workspace,
    period: Period,
    paths: Sequence[Path],
    *,
    out: Path,
    replace: bool = False,
    dry_run: bool = False,
) -> Collected:
    """Read filled-in forms and write their rows as ``<source>__<unit>.csv`` into the period's folder.

    ``paths`` are files, folders and ZIP files. A form with a fault is not taken, the others are. Where the period has
    other rows of a unit already, nothing is written unless ``replace``, which keeps the earlier files under ``ban_cu``.
    For each unit an answer is written to ``tra_loi`` in the results of the period, with its own form, the faults marked.
    Raises UsageError for a range of years.
    """
    questions = ask(workspace, one_period(period))
    result = Collected(names=workspace.unit_names)
    with tempfile.TemporaryDirectory(prefix="thidua-") as scratch:
        inbox = open_inbox(paths, scratch=Path(scratch))
        _note(result, inbox.findings)
        forms = [_read(each, questions, workspace, issued=out / period.id / FOLDER) for each in inbox.deliveries]
        taken = _taken(forms, result)
        if dry_run:
            compare(taken, workspace, period, replace=replace, result=result)
        else:
            with open_output(workspace.data, command="collect", option="--data") as folder:
                compare(taken, workspace, period, replace=replace, result=result)
                if not result.refused:
                    _write(folder, result)
        delivered = _delivered(workspace, period) | (set(taken) if dry_run and not result.refused else set())
        result.delivered = [unit for unit in questions if unit in delivered]
        result.lacking = [unit for unit in questions if unit not in delivered]
        if not dry_run and not result.refused:
            with open_output(out, command="collect") as results:
                _answer(forms, questions, result, folder=results)
    return result


def _note(result: Collected, findings: Sequence[Finding]) -> None:
    result.findings += findings
    result.failed += [f.file for f in findings if f.level == ERROR and f.file not in result.failed]


def _read(delivery: Delivery, questions: Mapping[str, Questions], workspace: Workspace, *, issued: Path) -> Form:
    """A form, held against what was asked in it, and against the form in ``issued`` that was sent out, if it is there."""
    try:
        book = read_book(delivery)
    except ToolkitError as error:
        return Form(delivery, None, None, {}, error.findings)
    said = book.identity["unit"]
    try:
        asked = _recognised(book, questions, workspace)
    except ToolkitError as error:
        return Form(delivery, book, said if said in questions else None, {}, error.findings)
    rows, findings = read_answers(book, asked, issued=_issued(issued / f"{asked.unit.id}.xlsx", book))
    return Form(delivery, book, asked.unit.id, rows, tuple(sorted(set(findings), key=Finding.sort_key)))


def _issued(path: Path, book: Book) -> Book | None:
    """The form that was sent out, where it is still there and says that it is the same one."""
    try:
        sent = read_book(Delivery(path.name, path, XLSX)) if path.is_file() else None
    except ToolkitError:
        return None
    return sent if sent and sent.identity == book.identity else None


def _taken(forms: Sequence[Form], result: Collected) -> dict[str, Mapping[str, Rows]]:
    """Unit → the answers to take; in ``result`` whose each form is, and which are the same, faulty or too many."""
    by_unit: dict[str, list[Form]] = {}
    for form in forms:
        if form.unit:
            result.owners[form.name] = form.unit
            by_unit.setdefault(form.unit, []).append(form)
        if form.is_faulty:
            result.failed.append(form.name)
    for own in by_unit.values():
        result.copies.update(_copies(own))
    for form in forms:
        result.findings += form.findings if form.name not in result.copies else ()
    taken: dict[str, Mapping[str, Rows]] = {}
    for unit, own in by_unit.items():
        different = [form for form in own if form.name not in result.copies and not form.is_blank]
        if len(different) > 1:
            result.findings += taken_twice([f.name for f in different], unit, differences=_differences(different))
            result.failed += [form.name for form in different if form.name not in result.failed]
        elif different and not different[0].is_faulty:
            taken[unit] = different[0].rows
            result.forms.append(different[0].name)
    return taken


def _copies(forms: Sequence[Form]) -> dict[str, str]:
    """The forms of a unit that say the same as one before them: name → that one's name."""
    copies: dict[str, str] = {}
    for n, form in enumerate(forms):
        if first := next((each for each in forms[:n] if form.says_the_same(each)), None):
            copies[form.name] = copies.get(first.name, first.name)
    return copies


def _differences(forms: Sequence[Form]) -> list[str]:
    """In what two forms of a unit differ, row by row; free text is never quoted."""
    first, second = forms[:2]
    if first.is_faulty or second.is_faulty:  # what one of them says is not known
        return []
    return [
        f"{SOURCES[name].title}, {change.rstrip('.')}"
        for name, rows in second.rows.items()
        for change in difference(SOURCES[name], csv_bytes(SOURCES[name], first.rows.get(name, [])), rows)
    ]


def _delivered(workspace: Workspace, period: Period) -> frozenset[str]:
    """The units of which the period's folder has answers, however they came there."""
    folder = workspace.data / period.id
    if not folder.is_dir():
        return frozenset()
    structure = Structure(workspace.units, workspace.transfers, day=period.end)
    with opened_sources(
        workspace.plan,
        units=workspace.units,
        period=period,
        folder=folder,
        structure=structure,
        only=_DELIVERS,
        resources=workspace.resources,
    ) as sources:
        return frozenset().union(*(sources[name].units for name in _DELIVERS))


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


def _answer(
    forms: Sequence[Form], questions: Mapping[str, Questions], result: Collected, *, folder: OutputFolder
) -> None:
    """Write the answer to each unit that has sent something, or that has not delivered."""
    files: dict[str, bytes] = {}
    for unit, asked in questions.items():
        own = [form for form in forms if form.unit == unit and form.name not in result.copies]
        if not own and unit in result.delivered:
            continue  # what was taken in an earlier run has its answer
        place = f"{asked.period.id}/{ANSWERS}/{unit}"
        faults = [f for f in result.findings if f.file in {form.name for form in own}]
        marked = next((form for form in own if form.book and form.name in result.failed and form.is_faulty), None)
        if marked and (content := _marked(marked, asked)):
            files[f"{place}.xlsx"] = content
        files[f"{place}.txt"] = letter(
            asked,
            faults=faults,
            taken=[f.name for f in own if f.name in result.forms],
            is_marked=f"{place}.xlsx" in files,
        ).encode()
    refused = folder.write_clean(files)
    result.answers = [name for name in files if name not in refused]
    result.findings += [
        Finding("CN-01", "không lập được bản đánh dấu vì còn dữ liệu cá nhân ngoài các ô để điền.", _TELL, file=name)
        for name in refused
    ]


def _marked(form: Form, asked: Questions) -> bytes | None:
    """The form with its faults marked; None where only its cells could be read, not the whole workbook."""
    try:
        return marked_form(form.delivery, form.book, asked, faults=form.findings) if form.book else None
    except BROKEN_BOOK:
        return None
