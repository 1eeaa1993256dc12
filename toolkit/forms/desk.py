"""Keep one mark of an appraiser at once: by the reader, the checks and the writer of the form that comes back whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..evaluation.workspace import Workspace
from ..periods import Period
from ..plan.standard import APPRAISALS
from ..scoring.rounds import SECOND
from ..words.codes import ERROR
from ..words.errors import Finding
from ..words.formatting import fold
from ..writing.files import digest, open_output
from .appraising import appraisal_rows
from .collected import Collected
from .comparison import Answers, compare
from .layout import APPRAISAL, OFFICE_SHEETS, SECOND_APPRAISAL, Sheet
from .office import Office, ask_office, by_item
from .office_answers import read_office
from .reading import Book, Cell, Page
from .whole import whole_of

DESK = "bàn thẩm định"  # what the findings call it


@dataclass(frozen=True)
class Typed:
    """A mark as it was typed: of which item of which unit, the points, why, on which evidence they rest."""

    unit: str
    item: str
    points: str = ""
    reason: str = ""
    evidence_id: str = ""


@dataclass(frozen=True)
class Kept:
    """What became of a mark: the file that it stands in now and the SHA-256 of that, or why it was not taken; and what is odd."""

    file: str = ""
    sha256: str = ""
    refusals: tuple[Finding, ...] = ()
    doubts: tuple[Finding, ...] = ()


def keep_mark(workspace: Workspace, period: Period, typed: Typed, *, is_second: bool = False, known: str = "") -> Kept:
    """Write a mark into the file of its round, whole or not at all; every other row of it stays as it is.

    ``known`` is the SHA-256 of the file as it was written here last: of any other one a copy goes to ``ban_cu``. Nothing is
    written where the mark has a fault, or where some other row could not be kept.
    """
    with open_output(workspace.data, command="collect", option="--data") as folder:
        office = ask_office(workspace, period)
        sheet = SECOND_APPRAISAL if is_second else APPRAISAL
        template = next(name for name, each in OFFICE_SHEETS.items() if each is sheet)
        if twice := _marked_twice(office, is_second=is_second):
            return Kept(refusals=(_not_kept(f"{', '.join(twice)} có hai điểm trong cùng một vòng"),))
        book = _book(office, sheet, template, typed)
        if book is None:
            return Kept(refusals=(_not_kept(f"không có mục {typed.item} của đơn vị {typed.unit}"),))
        tables, findings = read_office(book, office)
        own = [finding for finding in findings if finding.code != "BM-03"]
        if errors := tuple(finding for finding in own if finding.level == ERROR):
            return Kept(refusals=errors)
        whole, result = whole_of(template, office), Collected()
        answers = Answers({}, {whole: tables[APPRAISALS]}, None)
        compare(answers, workspace, period, replace=True, result=result)
        if result.refused:
            return Kept(refusals=tuple(result.findings))
        if lost := _others(result.differences, f"{whole.place}: {typed.unit} {typed.item}"):
            return Kept(refusals=(_not_kept(f"sẽ mất hoặc đổi dòng khác: {'; '.join(lost[:3])}"),))
        earlier = {place: name for name, place in result.earlier.items() if not _is_known(folder.root / name, known)}
        folder.write(
            {**{place: (folder.root / name).read_bytes() for place, name in earlier.items()}, **result.written}
        )
        for name, sha256 in result.removed.items():
            folder.remove(name, sha256=sha256)
        content = result.written.get(whole.place)
        doubts = tuple(finding for finding in own if finding.row == _row_of(office, sheet, typed))
        return Kept(whole.place, digest(content) if content else known, doubts=doubts)


def typed_marks(office: Office, *, is_second: bool) -> dict[tuple[str, str], list[Mapping[str, Any]]]:
    """(unit, item) → the rows of a round that say something; more than one where appraisers differ."""
    rows = by_item(office.rows[APPRAISALS], office.items)
    given = {key: [row for row in own if (row["round"] == SECOND) is is_second] for key, own in rows.items()}
    return {key: own for key, own in given.items() if own}


def _marked_twice(office: Office, *, is_second: bool) -> list[str]:
    return [f"{unit} {item}" for (unit, item), own in typed_marks(office, is_second=is_second).items() if len(own) > 1]


def _book(office: Office, sheet: Sheet, template: str, typed: Typed) -> Book | None:
    """The form of a round as it would come back with this mark filled in; None where it has no row for it."""
    row = _row_of(office, sheet, typed)
    if not row:
        return None
    cells = {(sheet.head, n): Cell(field.header) for n, field in enumerate(sheet.fields, 1)}
    for at, values in enumerate(appraisal_rows(sheet, office), sheet.head + 1):
        cells |= {(at, n): Cell(value) for n, value in enumerate(values, 1) if value is not None}
    for name in ("points", "reason", "evidence_id"):
        cells[row, sheet.position(name)] = Cell(getattr(typed, name).strip() or None)
    identity = {**office.identity, "template": template}
    return Book(DESK, identity, {fold(sheet.title): Page(sheet.title, cells)})


def _row_of(office: Office, sheet: Sheet, typed: Typed) -> int:
    ids = office.row_ids(sheet)
    id = f"{typed.unit} {typed.item}"
    return sheet.head + 1 + ids.index(id) if id in ids else 0


def _others(differences: Sequence[str], own: str) -> list[str]:
    """The differences that are about other rows than the one that was typed."""
    return [each for each in differences if not (each.startswith(f"{own}: ") or each.startswith(f"{own} 2: "))]


def _is_known(path: Path, known: str) -> bool:
    return bool(known) and path.is_file() and digest(path.read_bytes()) == known


def _not_kept(problem: str) -> Finding:
    remedy = "sửa tệp thẩm định của kỳ (thidua check nêu từng dòng), rồi chấm tiếp."
    return Finding("BM-05", f"chưa ghi được điểm: {problem}.", remedy, file=DESK)
