"""One form that came back: whose it is, what it says, what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..evaluation.workspace import Workspace
from ..plan.wording import Telling
from ..sources.kinds import XLSX
from ..words.codes import ERROR
from ..words.errors import Finding, ToolkitError
from ..words.vocabulary import REMARKS_WORD
from .answer_form import read_answered
from .answerable import Answerable
from .answers import read_answers
from .filled import strange_pages
from .inbox import WORD, Delivery
from .layout import ANSWERING, OFFICE_SHEETS, TEMPLATE, VERSION
from .office import PROSE, Office
from .office_answers import is_prose, read_office, read_prose
from .questions import Asked, Questions
from .reading import Book, in_standard_words, read_book

_AGAIN = "phát lại biểu mẫu bằng thidua form rồi điền lại."


@dataclass(frozen=True)
class Form:
    """A form that came back, and whose it is (None: that is not known); what it says, and every fault of it.

    ``office`` is what it is where it is the office's own: a key of ``_OFFICE``; ``is_answer``: it answers the marks of the
    first round.
    """

    delivery: Delivery
    book: Book | None
    unit: str | None
    rows: Mapping[str, Any]
    findings: tuple[Finding, ...]
    office: str = ""
    is_answer: bool = False

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


@dataclass(frozen=True)
class Issued:
    """What was asked in the forms of a period: of each unit, of its answers to the appraisal, of the office; ``folder`` is where
    the forms were written, ``answers`` where those of the second round were."""

    questions: Mapping[str, Questions]
    answerable: Mapping[str, Answerable]
    office: Office
    folder: Path
    answers: Path


def read_form(delivery: Delivery, workspace: Workspace, *, issued: Issued) -> Form:
    """A form, held against what was asked in it, and against the form that was sent out, if it is there."""
    office = issued.office
    if delivery.kind == WORD:
        return _read_word(delivery, office)
    try:
        book = read_book(delivery)
    except ToolkitError as error:
        return Form(delivery, None, None, {}, error.findings)
    said, template = book.identity["unit"], book.identity["template"]
    kind, is_answer = template if template in OFFICE_SHEETS else "", template == ANSWERING
    try:
        asked = _recognised(book, issued, workspace)
    except ToolkitError as error:
        unit = said if said in issued.questions else None
        return Form(delivery, book, unit, {}, error.findings, kind, is_answer)
    told = asked.telling
    book = in_standard_words(book, told)
    rows, findings = _read(book, issued, told)
    found = tuple(told.all_in(each) for each in sorted({*findings, *strange_pages(book)}, key=Finding.sort_key))
    return Form(delivery, book, None if kind else asked.unit.id, rows, found, kind, is_answer)


def _read(book: Book, issued: Issued, told: Telling) -> tuple[Mapping[str, Any], list[Finding]]:
    """The rows by source, and every fault."""
    unit, template = book.identity["unit"], book.identity["template"]
    if template in OFFICE_SHEETS:
        return read_office(book, issued.office)
    if template == ANSWERING:
        sent = _issued(issued.answers / f"{unit}.xlsx", book, told)
        return read_answered(book, issued.answerable[unit], issued=sent)
    sent = _issued(issued.folder / f"{unit}.xlsx", book, told)
    return read_answers(book, issued.questions[unit], issued=sent)


def _read_word(delivery: Delivery, office: Office) -> Form:
    if not is_prose(delivery):
        problem = f"không phải {REMARKS_WORD} của kỳ."
        remedy = f"là lời văn của báo cáo thì đặt tên là {REMARKS_WORD}; tệp khác thì không cần nhận."
        return Form(delivery, None, None, {}, (Finding("TEP-02", problem, remedy, file=delivery.name),))
    parts, findings = read_prose(delivery, office)
    return Form(delivery, None, None, parts, tuple(findings), PROSE)


def _issued(path: Path, book: Book, told: Telling) -> Book | None:
    """The form that was sent out, where it is still there and says that it is the same one."""
    try:
        sent = read_book(Delivery(path.name, path, XLSX)) if path.is_file() else None
    except ToolkitError:
        return None
    return in_standard_words(sent, told) if sent and sent.identity == book.identity else None


def _recognised(book: Book, issued: Issued, workspace: Workspace) -> Asked:
    """What was asked in this form. Raises ToolkitError where it belongs to another plan, period, unit or version."""
    said, office = book.identity, issued.office
    period, is_office = office.period.id, said["template"] in OFFICE_SHEETS
    questions: Mapping[str, Asked] = issued.answerable if said["template"] == ANSWERING else issued.questions
    problem, remedy, for_unit = "", _AGAIN, "xin Văn phòng phát lại biểu mẫu rồi điền lại."
    if said["template"] not in (TEMPLATE, ANSWERING) and not is_office:
        problem = "đây là một loại biểu mẫu khác."
    elif said["version"] != VERSION:
        problem = f"biểu mẫu không phải phiên bản {VERSION} mà bộ công cụ này đọc."
    elif said["plan"] != workspace.plan.movement.id:
        problem, remedy = "biểu mẫu của một kế hoạch khác.", "chỉ đúng thư mục số liệu của kế hoạch đó bằng --data."
    elif said["period"] != period:
        problem = f"biểu mẫu không phải của kỳ {period}."
        remedy = "chạy thidua collect với đúng kỳ ghi ở trang Hướng dẫn của biểu mẫu."
        for_unit = f"điền và gửi biểu mẫu của kỳ {period}."
    elif said["unit"] != office.unit.id if is_office else said["unit"] not in questions:
        known = said["unit"] in {unit.id for unit in workspace.units}
        problem = f"đơn vị của biểu mẫu không {'hoạt động vào cuối kỳ' if known else 'có trong danh mục'}."
        remedy = "kiểm tra don_vi.csv, sap_nhap.csv; phát lại biểu mẫu cho đơn vị đang hoạt động."
    if problem:
        fault = Finding("BM-02", problem, remedy, file=book.name, for_unit=for_unit)
        raise ToolkitError(problem, [fault])
    return office if is_office else questions[said["unit"]]
