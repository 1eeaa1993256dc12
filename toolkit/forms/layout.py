"""Where everything stands on a form: said once, for the writer and for the reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ..plan import standard
from ..plan.standard import APPRAISALS, CLAIMS, REPORTED, SOURCES
from ..words.vocabulary import Column, Source

TEMPLATE, VERSION = "thidua-bieu-mau-don-vi", "1"
GUIDE = "Hướng dẫn"
IDENTITY_ROW = 9  # the first of the known cells (column B of the guide) that say which form this is
NOMINATIONS = 30  # rows of the list of nominees

# What identifies a form: the name of the custom property, and the label beside the known cell.
IDENTITY: Mapping[str, str] = MappingProxyType(
    {
        "template": "Mã biểu mẫu",
        "version": "Phiên bản biểu mẫu",
        "plan": "Mã kế hoạch",
        "period": "Mã kỳ",
        "unit": "Mã đơn vị",
    }
)

NOMINEES = SOURCES[standard.NOMINATIONS]


@dataclass(frozen=True)
class Field:
    """A column of a sheet. ``name`` is the canonical column that a unit fills in; empty for one that it only reads.

    ``of_plan``: what a unit reads there stands in the plan word for word. ``is_new``: forms that were sent out before lack it.
    """

    header: str
    width: float
    name: str = ""
    of_plan: bool = False
    is_new: bool = False


@dataclass(frozen=True, eq=False)
class Sheet:
    """A sheet to be filled in: the source that it becomes, its columns, and how to fill it in.

    The columns ``ids`` hold the id of the row: a target, an item, or the number of a nominee; a unit and an item.
    ``is_part``: it was sent out with some of the rows only.
    """

    title: str
    source: Source
    fields: tuple[Field, ...]
    hint: str
    head: int = 4  # the row of the headers; the first row to fill in is the next one
    ids: tuple[int, ...] = (1,)
    is_part: bool = False

    def position(self, name: str) -> int:
        """The number of the column that fills in a canonical column."""
        return next(n for n, field in enumerate(self.fields, 1) if field.name == name)


TARGETS = Sheet(
    "Chỉ tiêu",
    SOURCES[REPORTED],
    (
        Field("Mã chỉ tiêu", 10),
        Field("Chỉ tiêu", 30, of_plan=True),
        Field("Mức giao", 9, of_plan=True),
        Field("Cách tính", 38),
        Field("Kỳ trước: tử số", 10),
        Field("Kỳ trước: mẫu số", 10),
        Field("Kỳ trước: kết quả", 11),
        Field("Tử số", 11, "numerator"),
        Field("Mẫu số", 11, "denominator"),
        Field("Ghi chú", 26, "note"),
    ),
    "Ghi số đếm của cả kỳ vào các ô màu vàng: tử số là số đạt, mẫu số là số phải xét; không ghi tỷ lệ %. "
    "Không phát sinh thì ghi 0 và 0. Chưa có số liệu thì để trống cả hai ô. Chỉ tiêu có nguồn là hệ thống: điểm thẩm định "
    "dùng số của hệ thống, số ghi ở đây dùng để tự chấm và đối chiếu.",
)
ITEMS = Sheet(
    "Nội dung, biện pháp",
    SOURCES[CLAIMS],
    (
        Field("Mã mục", 10),
        Field("Nội dung, biện pháp", 50, of_plan=True),
        Field("Điểm tối đa", 9, of_plan=True),
        Field("Mức điểm được chấm", 24),
        Field("Điểm tự chấm", 11, "self_points"),
        Field("Minh chứng", 52, "evidence"),
        Field("Ngày", 13, "date"),
    ),
    "Ghi điểm tự chấm (từ 0 đến điểm tối đa, dùng dấu phẩy cho phần thập phân), số ký hiệu hoặc tên văn bản, tài liệu "
    "minh chứng, và ngày của minh chứng (ngày/tháng/năm).",
)
AWARDS = Sheet(
    "Đề nghị khen thưởng",
    NOMINEES,
    (
        Field("STT", 6),
        Field("Loại", 12, "kind"),
        Field("Mã cán bộ", 15, "staff_id"),
        Field("Tên", 32, "name"),
        Field("Hình thức khen", 36, "award"),
        Field("Đang xem xét kỷ luật", 15, "pending_case"),
        Field("Thành tích", 52, "achievement"),
        Field("Chức vụ", 24, "post", is_new=True),
    ),
    "Mỗi tập thể, cá nhân một dòng. Chọn Loại, Hình thức khen, Đang xem xét kỷ luật trong danh sách của ô. "
    "Cá nhân phải có mã cán bộ; chức vụ ghi như sẽ đứng trong quyết định. Không đề nghị ai thì để trống cả trang.",
)
SHEETS = (TARGETS, ITEMS, AWARDS)
# What a unit answers to the marks of the first round.
ANSWERING = "thidua-giai-trinh"
ANSWERED = Sheet(
    "Giải trình",
    SOURCES[standard.EXPLANATIONS],
    (
        Field("Mã mục", 9),
        Field("Nội dung, biện pháp", 34, of_plan=True),
        Field("Điểm tối đa", 8, of_plan=True),
        Field("Điểm tự chấm", 8),
        Field("Minh chứng đã nêu", 32),
        Field("Điểm thẩm định", 8),
        Field("Lý do", 28),
        Field("Nội dung giải trình", 44, "explanation"),
        Field("Minh chứng bổ sung", 30, "evidence"),
        Field("Ngày", 13, "date"),
    ),
    "Ghi vào các ô màu vàng điều đơn vị giải trình, minh chứng bổ sung (số ký hiệu, tên văn bản) và ngày giải trình "
    "(ngày/tháng/năm). Đồng ý với điểm thẩm định thì để trống dòng đó.",
    is_part=True,
)
UNIT_SHEETS = (*SHEETS, ANSWERED)
# What the office itself fills in, for all units. The headers are those of the sources, so that a sheet is read as one, too.
APPRAISAL = Sheet(
    "Thẩm định",
    SOURCES[APPRAISALS],
    (
        Field("Mã đơn vị", 11),
        Field("Đơn vị", 26),
        Field("Mã mục", 9),
        Field("Nội dung, biện pháp", 40),
        Field("Điểm tối đa", 8),
        Field("Mức điểm được chấm", 16),
        Field("Điểm tự chấm", 8),
        Field("Minh chứng", 40),
        Field("Điểm thẩm định", 10, "points"),
        Field("Lý do", 34, "reason"),
        Field("Mã minh chứng", 14, "evidence_id", is_new=True),
    ),
    "Ghi điểm thẩm định vào các ô màu vàng; khác điểm tự chấm thì ghi lý do. Chưa thẩm định thì để trống. Trang “Tổng hợp” "
    "tự lấy điểm từ trang này.",
    ids=(1, 3),
)
SECOND_APPRAISAL = Sheet(
    "Thẩm định vòng 2",
    SOURCES[APPRAISALS],
    (
        *APPRAISAL.fields[:8],
        Field("Vòng", 6),
        Field("Điểm vòng 1", 8),
        Field("Lý do vòng 1", 24),
        Field("Giải trình của đơn vị", 40),
        *APPRAISAL.fields[8:],
    ),
    "Ghi điểm vòng 2 vào các ô màu vàng của mục được xem lại; khác điểm vòng 1 thì phải ghi lý do. Mục không xem lại thì để "
    "trống: điểm vòng 1 vẫn là điểm chính thức. Giữ nguyên điểm sau khi xem giải trình thì ghi lại điểm cũ.",
    ids=(1, 3),
)
VOTES = Sheet(
    "Biểu quyết",
    SOURCES[standard.VOTES],
    (
        Field("Mã đề nghị", 14),
        Field("Loại", 10),
        Field("Đơn vị", 26),
        Field("Tên", 28),
        Field("Hình thức khen", 30),
        Field("Số thành viên", 10, "members"),
        Field("Đồng ý", 10, "agree"),
        Field("Không đồng ý", 10, "disagree"),
    ),
    "Ghi số thành viên của Hội đồng (cả người vắng mặt), số đồng ý, số không đồng ý. Chưa biểu quyết thì để trống cả dòng.",
)
OFFICE_SHEETS: Mapping[str, Sheet] = MappingProxyType(
    {"thidua-tham-dinh": APPRAISAL, "thidua-tham-dinh-vong-2": SECOND_APPRAISAL, "thidua-bieu-quyet": VOTES}
)
EVERY_SHEET = (*UNIT_SHEETS, *OFFICE_SHEETS.values())
MATRIX = "Tổng hợp"  # the points of the appraisal, unit by item: for the eye only
# Only read: the codes to choose nominees from.
STAFF = Sheet(
    "Danh sách cán bộ",
    SOURCES[standard.STAFF],
    (Field("Mã cán bộ", 60), Field("Lãnh đạo", 12)),
    "Mã của cán bộ trong đơn vị, để chọn ở trang “Đề nghị khen thưởng”. Danh sách sai thì báo lại nơi phát biểu mẫu.",
)

TITLES = frozenset((GUIDE, MATRIX, STAFF.title, *(each.title for each in EVERY_SHEET)))


def nominee_column(name: str) -> Column:
    """A column of the list of nominees. Raises KeyError for one that it has not."""
    return {column.name: column for column in NOMINEES.columns}[name]
