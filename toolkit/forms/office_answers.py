"""From the office's own forms that came back to the rows of the appraisal and of the votes; and its prose."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from docx import Document

from ..evaluation.remarks import read_remarks
from ..sources import parse_numbers
from ..words.codes import ERROR
from ..words.errors import Finding
from ..words.formatting import fold
from ..words.vocabulary import REMARKS_WORD
from .answers import Rows, number_text, numbers_of
from .filled import FilledSheet
from .greys import note_changes, of_office
from .inbox import Delivery
from .layout import OFFICE_SHEETS, SECOND_APPRAISAL, VERSION, VOTES
from .office import PROSE, Office, first_marks
from .reading import Book, Cell

_COUNTS = ("members", "agree", "disagree")


def read_office(book: Book, office: Office) -> tuple[dict[str, Rows], list[Finding]]:
    """The rows of the one source that the form is for, and every fault."""
    sheet = OFFICE_SHEETS[book.identity["template"]]
    page = FilledSheet(book, sheet, office)
    rows = (_votes if sheet is VOTES else _points)(page, office)
    note_changes(page, of_office(page, office))
    if not rows and not any(finding.level == ERROR for finding in page.findings):
        remedy = "chưa đến lúc điền thì không cần làm gì; đã điền thì lưu tệp rồi chạy lại."
        page.warn("BM-03", "biểu mẫu chưa điền ô nào.", remedy)
    return {sheet.source.name: rows}, page.findings


def _points(page: FilledSheet, office: Office) -> Rows:
    """``tham_dinh``: the marks of a round. A column that nobody has filled in is none of the file's."""
    filled = list(page.rows())
    items = [office.items[id.split()[1]] for _, id, _ in filled]
    points = numbers_of(page, filled, name="points", limits=[item.most for item in items])
    rows = []
    for (row, id, cells), item, value in zip(filled, items, points):
        if value is not None and not item.allows(value):
            problem = "điểm âm, vượt điểm tối đa hoặc không thuộc các mức điểm của mục."
            page.fault(
                "DIEM-02", problem, "ghi điểm theo cột Mức điểm được chấm.", row=row, name="points", target=item.id
            )
        unit, _ = id.split()
        texts = {name: page.text(cells[name], row=row, name=name) for name in ("reason", "evidence_id")}
        rows.append({"unit": unit, "item": item.id, "points": number_text(value), **texts})
    if page.sheet is SECOND_APPRAISAL:
        _note_unfounded(page, filled, points, office)
        rows = [{**row, "round": "2"} for row in rows]
    if not any(row["evidence_id"] for row in rows):
        rows = [{name: text for name, text in row.items() if name != "evidence_id"} for row in rows]
    return rows


def _note_unfounded(
    page: FilledSheet,
    filled: Sequence[tuple[int, str, Mapping[str, Cell]]],
    points: Sequence[Fraction | None],
    office: Office,
) -> None:
    """Note each second mark that follows no first one, or changes it without a reason: ``check`` would say so as well."""
    first = {key: marks[0] for key, marks in first_marks(office).items() if len(marks) == 1}
    for (row, id, cells), value in zip(filled, points):
        unit, item = id.split()
        before = first.get((unit, item))
        if value is None:
            continue
        if before is None:
            problem = "có điểm vòng 2 mà không có điểm vòng 1."
            page.fault("DIEM-06", problem, "ghi điểm vòng 1 trước.", row=row, name="points", target=item)
        elif cells["reason"].is_empty and parse_numbers([before]) != [value]:
            problem = "điểm vòng 2 khác điểm vòng 1 mà không ghi lý do."
            page.fault("DIEM-05", problem, "ghi lý do thay đổi điểm.", row=row, name="reason", target=item)


def _votes(page: FilledSheet, office: Office) -> Rows:
    filled = list(page.rows())
    counts = {name: numbers_of(page, filled, name=name, whole=[True] * len(filled)) for name in _COUNTS}
    rows = []
    for n, (row, id, cells) in enumerate(filled):
        members, agree, disagree = (counts[name][n] for name in _COUNTS)
        for name in ("members", "agree"):
            if cells[name].is_empty:
                page.fault("BQ-01", "thiếu số phiếu.", "ghi đủ số thành viên, số đồng ý.", row=row, name=name)
        if members is not None and agree is not None and agree + (disagree or 0) > members:
            problem = "nhiều phiếu hơn số thành viên."
            page.fault(
                "BQ-01", problem, "kiểm tra lại; người vắng mặt tính trong số thành viên.", row=row, name="members"
            )
        rows.append({"nominee_id": id, **{name: number_text(counts[name][n]) for name in _COUNTS}})
    return rows


def is_prose(delivery: Delivery) -> bool:
    """Whether a Word file is the prose of a period, by what it says of itself or by its name."""
    return bool(_said(delivery)) or fold(Path(delivery.name.rpartition("/")[2]).stem).startswith("nhanxet")


def _said(delivery: Delivery) -> list[str]:
    """What a Word file says it is: template, version, plan, period; nothing for one that is not ours."""
    try:
        keywords = Document(str(delivery.path)).core_properties.keywords or ""
    except (KeyError, ValueError, SyntaxError, OSError):
        return []
    said = keywords.split("/")
    return said if len(said) == 4 and said[0] == PROSE else []


def read_prose(delivery: Delivery, office: Office) -> tuple[Mapping[str, Any], list[Finding]]:
    """Part of the report → its text, and every fault: what could not be printed, and personal data."""
    said, own = _said(delivery), [PROSE, VERSION, office.plan.movement.id, office.period.id]
    if said and said != own:
        problem = f"nhận xét không phải của kỳ {office.period.id}, hoặc của một kế hoạch khác."
        remedy = "chạy thidua collect với đúng kỳ; đúng là nhận xét của kỳ này thì chép lời văn sang tệp mới phát."
        return {}, [Finding("BM-02", problem, remedy, file=delivery.name)]
    with tempfile.TemporaryDirectory(prefix="thidua-") as place:
        folder = Path(place) / office.period.id
        folder.mkdir()
        shutil.copyfile(delivery.path, folder / REMARKS_WORD)
        parts, findings = read_remarks(folder, plan=office.plan, period=office.period)
    findings = [_of(delivery, finding) for finding in findings]
    if not parts and not any(finding.level == ERROR for finding in findings):
        remedy = "viết dưới các đề mục; chưa đến lúc viết thì không cần làm gì."
        findings.append(Finding("BM-03", "nhận xét chưa viết gì.", remedy, file=delivery.name, lowered=True))
    return parts, findings


def _of(delivery: Delivery, finding: Finding) -> Finding:
    """A finding about the prose with the name of the file that came; personal data are not taken at all."""
    code = "BM-06" if finding.code == "CN-01" else finding.code
    problem = re.sub(r"đoạn này có", "có", finding.problem) if code == "BM-06" else finding.problem
    return Finding(code, problem, finding.remedy, file=delivery.name)
