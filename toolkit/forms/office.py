"""What the office fills in itself: the appraisal of all units with what they say beside it, the votes, the prose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation

from ..evaluation.headings import titles_of
from ..evaluation.workspace import Workspace
from ..periods import Period
from ..plan import Item, Plan, standard
from ..plan.blocks import DEDUCT
from ..plan.wording import Telling
from ..report.pieces import row_text
from ..report.word.package import document_bytes, empty_document
from ..report.word.paragraphs import add_paragraph
from ..sources import parse_numbers
from ..units.model import Unit
from ..words.vocabulary import NOMINEE_KINDS, REMARK_HINT, REMARKS_WORD
from ..writing.packing import packed
from .book import cell_number, item_cells
from .folder import opened_period
from .layout import APPRAISAL, IDENTITY, MATRIX, OFFICE_SHEETS, VERSION, VOTES, Field, Sheet
from .sheets import plain, write_guide, write_signatures, write_table

FOLDER = (
    "noi_bo"  # beside the forms of the units: what names people, and what says of all units what each said of itself
)
PROSE = "thidua-nhan-xet"
_SOURCES = (standard.CLAIMS, standard.APPRAISALS, standard.NOMINATIONS, standard.VOTES)
# The parts of the report that stand within another one: their headings are of a lower level.
_WITHIN = ("contents", "targets", "units", "models", "strengths", "limits", "causes", "lessons")


@dataclass(frozen=True)
class Office:
    """What the office is asked in a period, and what the period's files say already: rows by source."""

    plan: Plan
    period: Period
    units: tuple[Unit, ...]
    rows: Mapping[str, list[dict[str, Any]]]
    template: str = ""

    @property
    def unit(self) -> Unit:
        """The agency itself."""
        agency = self.plan.movement.agency
        return Unit(agency.id, agency.name)

    @cached_property
    def telling(self) -> Telling:
        """How the forms are told in the plan's words."""
        return self.plan.telling(unit.name for unit in self.units)

    @property
    def identity(self) -> dict[str, str]:
        """What the form is recognised by, in the order of its known cells."""
        values = (self.template, VERSION, self.plan.movement.id, self.period.id, self.unit.id)
        return dict(zip(IDENTITY, values))

    @property
    def items(self) -> dict[str, Item]:
        """The contents and actions, and whatever else an appraiser gives points to."""
        return {item.id: item for item in self.plan.appraised if item.counts == "appraised"}

    @property
    def nominees(self) -> dict[str, dict[str, Any]]:
        """The nominees by their ids."""
        return {row["nominee_id"]: row for row in self.rows[standard.NOMINATIONS] if row["nominee_id"]}

    def row_ids(self, sheet: Sheet) -> list[str]:
        """The ids of the rows of a sheet, in order."""
        if sheet is APPRAISAL:
            return [f"{unit.id} {item}" for unit in self.units for item in self.items]
        return list(self.nominees) if sheet is VOTES else []


def ask_office(workspace: Workspace, period: Period) -> Office:
    """What is asked of the office, with what the folder of the period holds."""
    with opened_period(workspace, period, only=_SOURCES) as sources:
        rows = {name: sources[name].rows() if sources else [] for name in _SOURCES}
    return Office(workspace.plan, period, workspace.standing(period), rows)


def office_files(office: Office) -> dict[str, bytes]:
    """The forms of the office that have something to ask: name → bytes."""
    files = {f"{FOLDER}/{REMARKS_WORD}": _prose_bytes(office)}
    if office.items:
        files[f"{FOLDER}/{standard.APPRAISALS}.xlsx"] = _appraisal_bytes(office)
    if office.nominees:
        files[f"{FOLDER}/{standard.VOTES}.xlsx"] = _votes_bytes(office)
    return files


def _book(
    office: Office, template: str, *, heading: str, lines: list[tuple[str, str]]
) -> tuple[Workbook, Office, Sheet]:
    asked = Office(office.plan, office.period, office.units, office.rows, template)
    book = Workbook()
    book.properties.creator = book.properties.title = "thidua"
    for name, value in asked.identity.items():
        book.custom_doc_props.append(StringProperty(name=f"thidua_{name}", value=value))
    book.security = WorkbookProtection(lockStructure=True)
    lines.append(("Nhận lại", f"Chạy thidua collect {office.period.id} với chính tệp này."))
    write_guide(book.active, asked, heading=heading, lines=lines)
    return book, asked, OFFICE_SHEETS[template]


def _appraisal_bytes(office: Office) -> bytes:
    lines = [
        ("Ai điền", "Người được giao thẩm định; điểm thẩm định là điểm chính thức."),
        ("Điền gì", "Các ô màu vàng ở trang “Thẩm định”: điểm và lý do. Ô màu xám là phần đơn vị tự chấm, chỉ để đọc."),
        ("Viết số", "Dấu phẩy cho phần thập phân, ví dụ 3,75; không quá điểm tối đa của mục."),
    ]
    book, asked, sheet = _book(office, "thidua-tham-dinh", heading="BẢNG THẨM ĐỊNH", lines=lines)
    page = book.create_sheet(sheet.title)
    rows = office_rows(sheet, asked)
    write_table(page, sheet, asked, rows=rows)
    page.auto_filter.ref = f"A{sheet.head}:{get_column_letter(len(sheet.fields))}{sheet.head + len(rows)}"
    page.protection.autoFilter = page.protection.sort = False
    check = DataValidation(
        "decimal", operator="between", formula1="0", formula2=f"$E{sheet.head + 1}", allow_blank=True
    )
    check.errorTitle, check.error = "Giá trị không được nhận", "Hãy ghi điểm từ 0 đến điểm tối đa của mục."
    page.add_data_validation(check)
    if any(item.rule == DEDUCT for item in asked.items.values()):  # points taken off have no lowest edge in the sheet
        check.formula1 = "-1000000"
    check.add(f"I{sheet.head + 1}:I{sheet.head + len(rows)}")
    signers = office.telling.all_in(("Người thẩm định", "Thủ trưởng cơ quan"))
    write_signatures(page, row=sheet.head + len(rows) + 2, width=len(sheet.fields), signers=signers)
    _write_matrix(book, asked)
    return packed(book)


def office_rows(sheet: Sheet, office: Office) -> list[list[Any]]:
    """The rows of a sheet as they are printed, in the order of their ids."""
    if sheet is not APPRAISAL:
        return _vote_rows(office)
    own, given = _by_item(office.rows[standard.CLAIMS]), _by_item(office.rows[standard.APPRAISALS])
    return [_appraisal_row(unit, item, own, given) for unit in office.units for item in office.items.values()]


def _vote_rows(office: Office) -> list[list[Any]]:
    names = {unit.id: unit.name for unit in office.units}
    awards = {award.id: award.name for award in office.plan.awards}
    voted = {row["nominee_id"]: row for row in office.rows[standard.VOTES]}
    rows = []
    for id, nominee in office.nominees.items():
        votes = voted.get(id, {})
        unit, award = names.get(nominee["unit"], ""), awards.get(nominee["award"], nominee["award"])
        told = (NOMINEE_KINDS.get(nominee["kind"], ""), unit, nominee["name"], award)
        counts = (_as_number(votes.get(name)) for name in ("members", "agree", "disagree"))
        rows.append([plain(id), *(plain(text) if text else None for text in told), *counts])
    return rows


def _by_item(rows: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], list[Mapping[str, Any]]]:
    found: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        found.setdefault((row["unit"], row["item"]), []).append(row)
    return found


def _appraisal_row(unit: Unit, item: Item, own: Mapping, given: Mapping) -> list[Any]:
    claims, appraised = own.get((unit.id, item.id), []), given.get((unit.id, item.id), [])
    id, name, most, allowed = item_cells(item)
    points = next((row["self_points"] for row in claims if row["self_points"]), None)
    evidence = "; ".join(plain(text) for row in claims if (text := row_text(row)))
    last = max((row["round"] or "" for row in appraised), default="")
    of_last = [row for row in appraised if (row["round"] or "") == last]
    official = of_last[0] if len(of_last) == 1 else {"points": None, "reason": None}
    reason = plain(official["reason"]) if official["reason"] else None
    return [
        unit.id,
        plain(unit.name),
        id,
        name,
        most,
        allowed,
        _as_number(points),
        evidence or None,
        _as_number(official["points"]),
        reason,
    ]


def _as_number(text: str | None) -> Any:
    """A number that a file says, as a cell holds it; what is no number for certain as it stands there."""
    value = parse_numbers([text or ""])[0]
    return cell_number(value) if value is not None else plain(text) if text else None


def _write_matrix(book: Workbook, office: Office) -> None:
    """The points that are being filled in, unit by item: for the eye only, it takes them from the other sheet."""
    fields = (Field("Mã đơn vị", 11), Field("Đơn vị", 34), *(Field(item, 9) for item in office.items), Field("Tổng", 9))
    sheet = Sheet(
        MATRIX, APPRAISAL.source, fields, "Điểm thẩm định từng đơn vị, từng mục: tự lấy từ trang “Thẩm định”."
    )
    count, last = len(office.items), get_column_letter(len(fields) - 1)
    rows = []
    for n, unit in enumerate(office.units):
        places = [f"'{APPRAISAL.title}'!I{APPRAISAL.head + 1 + n * count + m}" for m in range(count)]
        row = sheet.head + 1 + n
        rows.append([unit.id, plain(unit.name), *(f'=IF({p}="","",{p})' for p in places), f"=SUM(C{row}:{last}{row})"])
    write_table(book.create_sheet(MATRIX), sheet, office, rows=rows)


def _votes_bytes(office: Office) -> bytes:
    lines = [
        ("Ai điền", "Thư ký Hội đồng, theo biên bản kiểm phiếu."),
        ("Điền gì", "Các ô màu vàng ở trang “Biểu quyết”; người vắng mặt tính trong số thành viên."),
    ]
    book, asked, sheet = _book(office, "thidua-bieu-quyet", heading="KẾT QUẢ BIỂU QUYẾT", lines=lines)
    page = book.create_sheet(sheet.title)
    rows = office_rows(sheet, asked)
    write_table(page, sheet, asked, rows=rows)
    check = DataValidation("whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
    check.errorTitle, check.error = "Giá trị không được nhận", "Hãy ghi số người: số nguyên từ 0 trở lên."
    page.add_data_validation(check)
    check.add(f"F{sheet.head + 1}:H{sheet.head + len(rows)}")
    signers = ("Thư ký Hội đồng", "Chủ tịch Hội đồng")
    write_signatures(page, row=sheet.head + len(rows) + 2, width=len(sheet.fields), signers=signers)
    return packed(book)


def _prose_bytes(office: Office) -> bytes:
    """A Word file with the headings of the report, each with a line to write instead of."""
    document = empty_document("Nhận xét")
    document.core_properties.keywords = "/".join((PROSE, VERSION, office.plan.movement.id, office.period.id))
    add_paragraph(document, f"Nhận xét {office.period.title}", style="Title")
    for part, (heading, *_) in titles_of(office.plan, office.period).parts.items():
        add_paragraph(document, heading, style="Heading2" if part in _WITHIN else "Heading1")
        add_paragraph(document, REMARK_HINT, style="Note")
    return document_bytes(document)
