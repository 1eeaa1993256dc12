"""The forms that the office fills in itself, as files: the appraisal, the votes, the prose."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation

from ..evaluation.headings import titles_of
from ..plan import standard
from ..report.word.package import document_bytes, empty_document
from ..report.word.paragraphs import add_paragraph
from ..words.vocabulary import NOMINEE_KINDS, REMARK_HINT, REMARKS_WORD
from ..writing.packing import packed
from .appraising import FILES, GUIDE_LINES, appraisal_rows, as_number, write_appraisal
from .layout import APPRAISAL, OFFICE_SHEETS, SECOND_APPRAISAL, VERSION, VOTES, Sheet
from .office import FOLDER, PROSE, Office
from .sheets import plain, write_guide, write_signatures, write_table

# The parts of the report that stand within another one: their headings are of a lower level.
_WITHIN = ("contents", "targets", "units", "models", "strengths", "limits", "causes", "lessons")


def office_files(office: Office) -> dict[str, bytes]:
    """The forms of the office that have something to ask: name → bytes."""
    files = {f"{FOLDER}/{REMARKS_WORD}": _prose_bytes(office)}
    if office.items:
        files[f"{FOLDER}/{FILES[False]}"] = _appraisal_bytes(office, APPRAISAL)
    if office.nominees:
        files[f"{FOLDER}/{standard.VOTES}.xlsx"] = _votes_bytes(office)
    return files


def second_round_files(office: Office) -> dict[str, bytes]:
    """The appraisal of the second round, with the marks of the first and what the units answered: name → bytes."""
    return {f"{FOLDER}/{FILES[True]}": _appraisal_bytes(office, SECOND_APPRAISAL)}


def _book(
    office: Office, template: str, *, heading: str, lines: list[tuple[str, str]]
) -> tuple[Workbook, Office, Sheet]:
    asked = replace(office, template=template)
    book = Workbook()
    book.properties.creator = book.properties.title = "thidua"
    for name, value in asked.identity.items():
        book.custom_doc_props.append(StringProperty(name=f"thidua_{name}", value=value))
    book.security = WorkbookProtection(lockStructure=True)
    lines.append(("Nhận lại", f"Chạy thidua collect {office.period.id} với chính tệp này."))
    write_guide(book.active, asked, heading=heading, lines=lines)
    return book, asked, OFFICE_SHEETS[template]


def _appraisal_bytes(office: Office, sheet: Sheet) -> bytes:
    is_second = sheet is SECOND_APPRAISAL
    what = f"Các ô màu vàng ở trang “{sheet.title}”: điểm và lý do. Ô màu xám chỉ để đọc"
    what += ": điểm vòng 1, phần đơn vị tự chấm và giải trình." if is_second else ": phần đơn vị tự chấm."
    template = next(name for name, each in OFFICE_SHEETS.items() if each is sheet)
    heading = "BẢNG THẨM ĐỊNH VÒNG 2" if is_second else "BẢNG THẨM ĐỊNH"
    book, asked, _ = _book(office, template, heading=heading, lines=[*GUIDE_LINES, ("Điền gì", what)])
    write_appraisal(book, asked, sheet=sheet)
    return packed(book)


def office_rows(sheet: Sheet, office: Office) -> list[list[Any]]:
    """The rows of a sheet as they are printed, in the order of their ids."""
    return _vote_rows(office) if sheet is VOTES else appraisal_rows(sheet, office)


def _vote_rows(office: Office) -> list[list[Any]]:
    names = {unit.id: unit.name for unit in office.units}
    awards = {award.id: award.name for award in office.plan.awards}
    voted = {row["nominee_id"]: row for row in office.rows[standard.VOTES]}
    rows = []
    for id, nominee in office.nominees.items():
        votes = voted.get(id, {})
        unit, award = names.get(nominee["unit"], ""), awards.get(nominee["award"], nominee["award"])
        told = (NOMINEE_KINDS.get(nominee["kind"], ""), unit, nominee["name"], award)
        counts = (as_number(votes.get(name)) for name in ("members", "agree", "disagree"))
        rows.append([plain(id), *(plain(text) if text else None for text in told), *counts])
    return rows


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
