"""The three kinds of trouble: a Finding in the data, a ToolkitError with what to do, and our own bugs (anything else)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType

ERROR, WARNING, INFO = "error", "warning", "info"
EXIT_OK, EXIT_BUG, EXIT_USAGE, EXIT_INCOMPLETE, EXIT_REFUSED = 0, 1, 2, 3, 4

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
        "TEP-01": (WARNING, "Tệp không thuộc nguồn nào"),
        "TEP-02": (ERROR, "Tệp không đọc được"),
        "TEP-03": (ERROR, "Tên tệp chứa dữ liệu cá nhân"),
        "TEP-04": (ERROR, "Sổ tính có nhiều trang cùng mẫu"),
        "TEP-05": (ERROR, "Độ mật không xác định"),
        "TEP-06": (INFO, "Tệp không có dòng số liệu"),
        "COT-01": (ERROR, "Thiếu cột bắt buộc"),
        "COT-02": (ERROR, "Thiếu cột mà chỉ tiêu sử dụng"),
        "COT-03": (ERROR, "Hai cột cùng tên"),
        "O-01": (ERROR, "Ngày không hợp lệ"),
        "O-02": (ERROR, "Giá trị ngoài danh mục"),
        "O-03": (ERROR, "Không phải là số"),
        "O-04": (ERROR, "Ô bắt buộc bị để trống"),
        "DONG-01": (WARNING, "Dòng trùng lặp hoàn toàn"),
        "DONG-02": (ERROR, "Cùng mã nhưng nội dung khác nhau"),
        "DONG-03": (WARNING, "Dòng ngoài kỳ"),
        "DONG-04": (WARNING, "Mã mục hoặc mã chỉ tiêu không có trong kế hoạch"),
        "DONG-05": (WARNING, "Cán bộ tập huấn không có trong danh sách"),
        "DONG-09": (WARNING, "Dòng tập huấn thiếu loại khóa hoặc ngày hoàn thành"),
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
        "DE-01": (ERROR, "Hình thức khen không có trong kế hoạch"),
        "DE-02": (WARNING, "Người được đề nghị không khớp danh sách cán bộ"),
        "DE-03": (WARNING, "Đề nghị trùng"),
        "BQ-01": (ERROR, "Kết quả biểu quyết không hợp lệ"),
        "BQ-02": (WARNING, "Biểu quyết cho mã đề nghị không có"),
        "NX-01": (WARNING, "Đề mục của nhận xét không có trong báo cáo"),
    }
)


@dataclass(frozen=True)
class Finding:
    """A fault in the data: what is wrong, where, and what to do. Cell values are never quoted.

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
        super().__init__("\n".join([message, *(f"  {n}. {f.line()}" for n, f in enumerate(self.findings, 1))]))


class UsageError(ToolkitError):
    """The command was typed wrongly: an unknown period, unit, kind or value of an option."""

    exit_code = EXIT_USAGE
