"""Take what came back into the period's folder: whole or not at all, nothing replaced unseen, nothing passed over."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence, Set
from functools import partial
from pathlib import Path

from ..evaluation.workspace import Workspace
from ..periods import Period
from ..plan.standard import CLAIMS, REPORTED, SOURCES
from ..units.tree import parents_below
from ..words.codes import ERROR
from ..words.errors import Finding, ToolkitError
from ..words.vocabulary import INTERNAL
from ..writing.files import OutputFolder, open_output
from .answerable import ask_answers
from .answering import write_answers
from .answers import Rows
from .collected import Collected, taken_twice
from .comparison import Answers, compare
from .differences import csv_bytes, difference
from .folder import opened_period
from .inbox import open_inbox
from .office import PROSE, Office, ask_office
from .questions import Questions, ask
from .received import Form, Issued, read_form
from .send import FOLDER, SECOND_FOLDER, one_period, refuse_inside_data
from .whole import whole_of

_OFFICE = {
    "thidua-tham-dinh": "bảng thẩm định",
    "thidua-tham-dinh-vong-2": "bảng thẩm định vòng 2",
    "thidua-bieu-quyet": "kết quả biểu quyết",
    PROSE: "nhận xét của báo cáo",
}
_DELIVERS = (REPORTED, CLAIMS)  # a unit with rows in one of these has sent its form


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
    Raises UsageError for a range of years, or where ``out`` lies within the data.
    """
    refuse_inside_data(out, workspace.data)
    questions = ask(workspace, one_period(period))
    result = Collected(names=workspace.unit_names)
    with tempfile.TemporaryDirectory(prefix="thidua-") as scratch:
        inbox = open_inbox(paths, scratch=Path(scratch), office=out / period.id / INTERNAL)
        _note(result, inbox.findings)
        office, sent = ask_office(workspace, period), out / period.id / FOLDER
        answerable = ask_answers(workspace, period)
        issued = Issued(questions, answerable, office, sent, sent / SECOND_FOLDER)
        forms = [read_form(each, workspace, issued=issued) for each in inbox.deliveries]
        answers = _answers(forms, office, result)
        hold = partial(compare, answers, workspace, period, replace=replace, result=result)
        if dry_run:
            hold()
        else:
            with open_output(workspace.data, command="collect", option="--data") as folder:
                hold()
                if not result.refused:
                    _write(folder, result)
        delivered = _delivered(workspace, period)
        if dry_run and not result.refused:  # as if they were there
            delivered |= {unit for unit, tables in answers.units.items() if {*tables} & {*_DELIVERS}}
        _tell_of_units(result, questions, delivered)
        if forms and not dry_run and not result.refused:  # of a folder that is not there nobody is told anything
            try:
                with open_output(out, command="collect") as results:
                    write_answers(forms, issued, result, folder=results)
            except ToolkitError as error:  # the data are written already
                result.unanswered = str(error)
    return result


def _answers(forms: Sequence[Form], office: Office, result: Collected) -> Answers:
    """What is to be taken; in ``result`` what is not, and why."""
    taken, own = _taken(forms, result)
    prose = own.pop(PROSE, None)
    rows = {whole_of(template, office): rows for template, form in own.items() for rows in form.rows.values()}
    return Answers(taken, rows, prose.delivery.path.read_bytes() if prose else None)


def _tell_of_units(result: Collected, questions: Mapping[str, Questions], delivered: Set[str]) -> None:
    """Which units have answers in the period's folder, and which owe a form and have none; a unit above others owes none."""
    result.delivered = [unit for unit in questions if unit in delivered]
    owing = set(questions) - set(parents_below([each.unit for each in questions.values()]))
    result.lacking = [unit for unit in questions if unit in owing and unit not in delivered]


def _note(result: Collected, findings: Sequence[Finding]) -> None:
    result.findings += findings
    result.failed += [f.file for f in findings if f.level == ERROR and f.file not in result.failed]


def _taken(forms: Sequence[Form], result: Collected) -> tuple[dict[str, dict[str, Rows]], dict[str, Form]]:
    """Unit → the answers to take, and the office's own forms by kind; in ``result`` whose each form is, and which are the
    same, faulty or too many."""
    groups: dict[tuple[str, bool], list[Form]] = {}
    for form in forms:
        if form.unit:
            result.owners[form.name] = form.unit
        elif form.office:
            result.office[form.name] = _OFFICE[form.office]
        if form.unit or form.office:
            groups.setdefault((form.unit or form.office, form.is_answer), []).append(form)
        if form.is_faulty:
            result.failed.append(form.name)
    for own in groups.values():
        result.copies.update(_copies(own))
    for form in forms:
        result.findings += form.findings if form.name not in result.copies else ()
    taken: dict[str, dict[str, Rows]] = {}
    office: dict[str, Form] = {}
    for own in groups.values():
        different = [form for form in own if form.name not in result.copies and not form.is_blank]
        if len(different) > 1:
            names, unit = [form.name for form in different], different[0].unit or ""
            result.findings += taken_twice(names, unit, differences=_differences(different) if unit else ())
            result.failed += [form.name for form in different if form.name not in result.failed]
        elif different and not different[0].is_faulty:
            (form,) = different
            result.forms.append(form.name)
            if form.unit:
                taken.setdefault(form.unit, {}).update(form.rows)
            else:
                office[form.office] = form
    return taken, office


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
    with opened_period(workspace, period, only=_DELIVERS) as sources:
        return frozenset().union(*(sources[name].units for name in _DELIVERS)) if sources else frozenset()


def _write(folder: OutputFolder, result: Collected) -> None:
    """The earlier files first, so that nothing is ever without a copy."""
    kept = {place: (folder.root / name).read_bytes() for name, place in result.earlier.items()}
    folder.write({**kept, **result.written})
    for name, sha256 in result.removed.items():
        folder.remove(name, sha256=sha256)
