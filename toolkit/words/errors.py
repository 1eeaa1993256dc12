"""The three kinds of trouble: a Finding in the data, a ToolkitError with what to do, and our own bugs (anything else)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType

from .privacy import masked

ERROR, WARNING, INFO = "error", "warning", "info"
LEVELS: Mapping[str, str] = MappingProxyType({ERROR: "Lỗi", WARNING: "Cảnh báo", INFO: "Thông tin"})
EXIT_OK, EXIT_BUG, EXIT_USAGE, EXIT_INCOMPLETE, EXIT_REFUSED = 0, 1, 2, 3, 4

_UNSAFE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_LONGEST = 1000

# Stable codes: level and short title. README lists them with their remedies.
CODES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "KH-01": (ERROR, "Kế hoạch viết sai cú pháp"),
        "KH-02": (ERROR, "Kế hoạch thiếu, thừa hoặc sai giá trị"),
        "DV-01": (ERROR, "Danh mục đơn vị sai"),
        "DV-02": (ERROR, "Đơn vị không có trong danh mục"),
        "DV-03": (ERROR, "Đơn vị không còn hoạt động vào cuối kỳ"),
        "DV-04": (WARNING, "Dòng ghi đơn vị cũ sau ngày sắp xếp"),
        "SN-01": (ERROR, "Danh sách sắp xếp đơn vị sai"),
        "SN-02": (WARNING, "Chưa có đơn vị nhận phần còn lại"),
        "SN-03": (ERROR, "Phạm vi không khớp mã thủ tục nào"),
        "TEP-01": (WARNING, "Tệp không thuộc nguồn nào"),
        "TEP-02": (ERROR, "Tệp không đọc được"),
        "TEP-03": (ERROR, "Tên tệp chứa dữ liệu cá nhân"),
        "TEP-04": (ERROR, "Sổ tính có nhiều trang cùng mẫu"),
        "TEP-05": (ERROR, "Độ mật không xác định"),
        "TEP-06": (INFO, "Tệp không có dòng nào được tính"),
        "TEP-07": (ERROR, "Chữ viết bằng mã cũ hoặc bị hỏng"),
        "TEP-08": (ERROR, "Trang tính có dòng bị ẩn"),
        "TEP-09": (WARNING, "Trang tính có cột bị ẩn"),
        "TEP-10": (ERROR, "Tệp có cấu trúc nguy hiểm"),
        "TEP-11": (WARNING, "Tên tệp ghi một đơn vị không có trong danh mục"),
        "COT-01": (ERROR, "Thiếu cột bắt buộc"),
        "COT-02": (ERROR, "Thiếu cột mà chỉ tiêu sử dụng"),
        "COT-03": (ERROR, "Hai cột cùng tên"),
        "COT-04": (ERROR, "Tên cột có chữ cái lạ"),
        "O-01": (ERROR, "Ngày không hợp lệ"),
        "O-02": (ERROR, "Giá trị ngoài danh mục"),
        "O-03": (ERROR, "Không phải là số"),
        "O-04": (ERROR, "Ô bắt buộc bị để trống"),
        "O-05": (ERROR, "Ô lỗi hoặc công thức chưa có kết quả"),
        "O-06": (ERROR, "Mã bị bảng tính làm hỏng"),
        "DONG-01": (WARNING, "Dòng trùng lặp hoàn toàn"),
        "DONG-02": (ERROR, "Cùng mã nhưng nội dung khác nhau"),
        "DONG-03": (WARNING, "Dòng ngoài kỳ"),
        "DONG-04": (ERROR, "Mã mục hoặc mã chỉ tiêu không có trong kế hoạch"),
        "DONG-05": (ERROR, "Cán bộ tập huấn không có trong danh sách"),
        "DONG-06": (INFO, "Dòng không phải số liệu được bỏ qua"),
        "DONG-07": (ERROR, "Không rõ dòng có phải số liệu"),
        "DONG-08": (WARNING, "Ngày sau đứng trước ngày trước"),
        "DONG-09": (WARNING, "Dòng tập huấn thiếu loại khóa hoặc ngày hoàn thành"),
        "DONG-10": (WARNING, "Ngày cách kỳ nhiều năm"),
        "DONG-11": (ERROR, "Dòng của kỳ nằm ở thư mục kỳ khác"),
        "SO-01": (ERROR, "Tử số, mẫu số không hợp lệ"),
        "SO-02": (WARNING, "Chưa có số liệu"),
        "SO-03": (ERROR, "Không tính được chỉ tiêu"),
        "SO-04": (INFO, "Kỳ này chưa giao chỉ tiêu"),
        "SO-05": (WARNING, "Số đơn vị báo cáo khác số của hệ thống"),
        "KY-01": (WARNING, "Giai đoạn thiếu năm"),
        "KY-02": (WARNING, "Thư mục giống tên một kỳ nhưng không phải"),
        "DIEM-01": (WARNING, "Mục chưa được thẩm định"),
        "DIEM-02": (ERROR, "Điểm ngoài khung"),
        "DIEM-03": (INFO, "Điểm bình quân của các đơn vị cũ"),
        "DIEM-04": (WARNING, "Điểm thẩm định cho một chỉ tiêu"),
        "MC-01": (WARNING, "Ô minh chứng không nêu minh chứng"),
        "DE-01": (ERROR, "Hình thức khen không có trong kế hoạch"),
        "DE-02": (ERROR, "Người được đề nghị không khớp danh sách cán bộ"),
        "CB-01": (WARNING, "Danh sách cán bộ chưa đủ nên chưa biết số lượng được khen"),
        "DE-03": (WARNING, "Đề nghị trùng"),
        "BQ-01": (ERROR, "Kết quả biểu quyết không hợp lệ"),
        "BQ-02": (ERROR, "Biểu quyết cho mã đề nghị không có"),
        "BM-01": (ERROR, "Biểu mẫu bị thay đổi, hoặc không phải biểu mẫu đã phát"),
        "BM-02": (ERROR, "Biểu mẫu của kỳ, đơn vị, kế hoạch hoặc phiên bản khác"),
        "BM-03": (ERROR, "Biểu mẫu chưa điền"),
        "BM-04": (ERROR, "Ô của biểu mẫu không có giá trị dùng được"),
        "BM-05": (ERROR, "Đơn vị đã có số liệu ở tệp khác của kỳ"),
        "CN-01": (WARNING, "Ô chữ tự do chứa dữ liệu cá nhân"),
        "NX-01": (WARNING, "Đề mục của nhận xét không có trong báo cáo"),
    }
)


# Ids that join two files and match nothing: as errors they leave a figure or an award undecided.
UNTIED = frozenset({"BQ-02", "DE-02", "DONG-05", "SN-03"})


def harmless(text: str) -> str:
    """A text that no terminal and no reader can be fooled with: control and direction marks shown as a dot, cut if huge.

    >>> harmless("a\\x1b[31mb\\u202ec")
    'a·[31mb·c'
    """
    shown = text if text.isascii() and text.isprintable() else _UNSAFE.sub("·", text)
    return shown if len(shown) <= _LONGEST else shown[:_LONGEST] + "…"


@dataclass(frozen=True)
class Finding:
    """A fault in the data: what is wrong, where, and what to do. Cell values are never quoted, personal data never shown.

    ``row`` is numbered as a spreadsheet shows it (the first line is 1); 0 means no single row.

    >>> Finding("O-03", "giá trị không phải là số.", "nhập số.", file="2024/tham_dinh.csv", row=3, column="Điểm thẩm định").line()
    '[O-03] 2024/tham_dinh.csv › dòng 3 › cột "Điểm thẩm định": giá trị không phải là số. Cách sửa: nhập số.'
    """

    code: str
    problem: str
    remedy: str
    file: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""
    unit: str = ""
    target: str = ""
    lowered: bool = False

    def __post_init__(self):
        for name in ("problem", "remedy", "file", "sheet", "column", "unit", "target"):
            object.__setattr__(self, name, masked(harmless(getattr(self, name))))

    @property
    def level(self) -> str:
        """``error``, ``warning`` or ``info``; an error that touches no figure is lowered to a warning."""
        return WARNING if self.lowered else CODES[self.code][0]

    def line(self) -> str:
        """The finding on one line, in the form that every message of the toolkit has."""
        where = [self.file, self.sheet]
        where += [f"dòng {self.row}"] if self.row else []
        where += [f'cột "{self.column}"'] if self.column else []
        place = " › ".join(part for part in where if part)
        head = f"[{self.code}] {place}: " if place else f"[{self.code}] "
        return " ".join(f"{head}{self.problem} Cách sửa: {self.remedy}".split())

    def sort_key(self) -> tuple:
        """Order of findings everywhere: errors first, then by place."""
        rank = {ERROR: 0, WARNING: 1, INFO: 2}[self.level]
        return (rank, *(getattr(self, f.name) for f in fields(self) if f.name not in ("lowered",)))


class ToolkitError(Exception):
    """A refusal in Vietnamese that says what to do; it carries every finding that caused it."""

    exit_code = EXIT_REFUSED

    def __init__(self, message: str, findings: Iterable[Finding] = ()):
        self.findings = tuple(findings)
        super().__init__("\n".join([masked(message), *(f"  {n}. {f.line()}" for n, f in enumerate(self.findings, 1))]))


class UsageError(ToolkitError):
    """The command was typed wrongly: an unknown period, unit, kind or value of an option."""

    exit_code = EXIT_USAGE
