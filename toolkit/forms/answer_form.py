"""The form in which a unit answers the marks of the first round: out as a workbook, back as rows of ``giai_trinh``."""

from __future__ import annotations

from datetime import date

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.protection import WorkbookProtection

from ..sources.unit_list import read_day
from ..words.codes import ERROR
from ..words.errors import Finding
from ..words.formatting import fold, short_date
from ..writing.packing import packed
from .answerable import Answerable
from .answers import Rows, day_of
from .checking import check_days
from .filled import FilledSheet
from .greys import note_changes, of_unit
from .layout import ANSWERED, GUIDE
from .reading import EMPTY, Book
from .sheets import write_guide, write_signatures, write_table

_DEADLINE = "Hạn gửi"


def answer_form_bytes(asked: Answerable) -> bytes:
    """The form of one unit, with the items that it may answer. The same questions give the same bytes."""
    book = Workbook()
    book.properties.creator = book.properties.title = "thidua"
    for name, value in asked.identity.items():
        book.custom_doc_props.append(StringProperty(name=f"thidua_{name}", value=value))
    book.security = WorkbookProtection(lockStructure=True)
    heading = "GIẢI TRÌNH VỀ ĐIỂM THẨM ĐỊNH VÒNG 1"
    write_guide(book.active, asked, heading=heading, lines=_guide_lines(asked))
    page = book.create_sheet(asked.telling.text(ANSWERED.title))
    rows = [asked.cells(id) for id in asked.open_items]
    write_table(page, ANSWERED, asked, rows=rows)
    last = ANSWERED.head + len(rows)
    check_days(page, ANSWERED, asked.period, first=ANSWERED.head + 1, last=last)
    signers = asked.telling.all_in(("Người lập", "Thủ trưởng đơn vị"))
    write_signatures(page, row=last + 2, width=len(ANSWERED.fields), signers=signers)
    return packed(book)


def _guide_lines(asked: Answerable) -> list[tuple[str, str]]:
    return [
        ("Đơn vị", asked.unit.name),
        (_DEADLINE, short_date(asked.deadline) if asked.deadline else ""),
        ("Người lập, ngày lập", ""),
        ("Ai điền", "Người được thủ trưởng đơn vị giao; thủ trưởng đơn vị duyệt và ký."),
        (
            "Điền gì",
            f"Các ô màu vàng ở trang “{ANSWERED.title}”. Ở đó chỉ có các mục có điểm thẩm định vòng 1 thấp hơn điểm đơn vị tự "
            "chấm (không tự chấm: thấp hơn điểm tối đa). Đồng ý với điểm thì để trống.",
        ),
        (
            "Sau khi gửi",
            "Người thẩm định xem giải trình, cho điểm vòng 2; giải trình được nêu cạnh điểm cho Hội đồng xem.",
        ),
        ("Viết ngày", "Ngày/tháng/năm đủ bốn chữ số, ví dụ 26/01/2026."),
        ("Không ghi", "Bí mật nhà nước; số định danh, số điện thoại, địa chỉ thư của người dân hay cán bộ."),
        (
            "Gửi lại",
            "Lưu dạng Excel (.xlsx), không đặt mật khẩu, không đổi tên trang, cột; gửi lại chính tệp này trước hạn gửi. "
            "Cần sửa thì gửi lại cả tệp: bản sau thay bản trước.",
        ),
    ]


def read_answered(
    book: Book, asked: Answerable, *, issued: Book | None = None
) -> tuple[dict[str, Rows], list[Finding]]:
    """The rows of ``giai_trinh``, and every fault; ``issued`` is the form as it was sent out, where that is known."""
    page = FilledSheet(book, ANSWERED, asked)
    deadline = _deadline(issued or book)
    rows = []
    for row, id, cells in page.rows():
        texts = {name: page.text(cells[name], row=row, name=name) for name in ("explanation", "evidence")}
        day = day_of(page, cells["date"], row=row, period=asked.period)
        _note_late(page, row, day, deadline=deadline)
        shown = f"{day:%d/%m}/{day.year:04d}" if day else ""
        if any(texts.values()):
            rows.append({"unit": page.unit, "item": id, **texts, "date": shown})
        else:
            remedy = "ghi nội dung giải trình, hoặc xóa ngày ở dòng này."
            page.fault("GT-02", "dòng giải trình không có nội dung.", remedy, row=row, name="explanation", target=id)
    note_changes(page, of_unit(page, asked, issued=issued, known=asked.cells))
    if not rows and all(finding.level != ERROR for finding in page.findings):
        remedy = "đơn vị đồng ý với điểm thẩm định thì không cần làm gì; có ý kiến thì điền các ô màu vàng rồi gửi lại."
        page.warn("BM-03", "biểu mẫu chưa điền ô nào: đơn vị không giải trình.", remedy)
    return {ANSWERED.source.name: rows}, page.findings


def _note_late(page: FilledSheet, row: int, day: date | None, *, deadline: date | None) -> None:
    """An answer after the last day is taken, and named: whether it counts is for people to say."""
    if deadline and day and day > deadline:
        problem = f"giải trình sau hạn gửi {short_date(deadline)}; vẫn được nhận."
        remedy = "có lý do gửi muộn thì báo nơi phát biểu mẫu; không xét thì Văn phòng xóa dòng này khỏi tệp giải trình của kỳ."
        page.fault("GT-04", problem, remedy, row=row, name="date")
    elif deadline and day is None and not any(f.row == row and f.code == "O-01" for f in page.findings):
        problem = f"không ghi ngày nên không biết có đúng hạn {short_date(deadline)} không."
        page.fault("GT-04", problem, "ghi ngày giải trình.", row=row, name="date")


def _deadline(book: Book) -> date | None:
    """The last day to answer, as the guide of a form says."""
    guide = book.pages.get(fold(GUIDE))
    if guide is None:
        return None
    row = next((row for (row, column), cell in guide.cells.items() if column == 1 and cell.text == _DEADLINE), None)
    cell = guide.cells.get((row, 2), EMPTY) if row else EMPTY
    value = cell.value.date() if hasattr(cell.value, "date") else read_day(cell.text)
    return value if isinstance(value, date) else None
