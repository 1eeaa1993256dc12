"""What is told of a cell that has no value: the code of the finding, the problem, the remedy."""

from __future__ import annotations

from ..words.vocabulary import Column
from .values import (
    BUDDHIST,
    DAMAGED_ID,
    EITHER,
    ERROR_CELL,
    HALF_DAYS,
    LONG,
    MERGED,
    MIXED,
    MONTH_FIRST,
    NO_DAY,
    NO_VALUE_YET,
    OTHER,
    PERCENT,
    SERIAL,
    SHORT_YEAR,
    UNREAD,
)

DATE_REASONS = {
    SERIAL: (
        "ngày là dãy số của Excel, không biết tính từ năm 1900 hay 1904.",
        "trong Excel, định dạng cột thành ngày rồi lưu lại; hoặc ghi ngày/tháng/năm.",
    ),
    SHORT_YEAR: ("năm chỉ có hai chữ số.", "ghi đủ bốn chữ số của năm, ví dụ 26/05/2024."),
    BUDDHIST: ("năm lớn bất thường, có thể là Phật lịch.", "ghi năm dương lịch, ví dụ 26/05/2024."),
    MONTH_FIRST: (
        "ngày viết theo kiểu tháng/ngày/năm.",
        "ghi ngày/tháng/năm, ví dụ 26/05/2024, và kiểm tra mọi ngày khác của cột.",
    ),
    HALF_DAYS: ("ngày có AM hoặc PM, không rõ tháng hay ngày đứng trước.", "ghi ngày/tháng/năm, giờ theo 24 giờ."),
    MIXED: (
        "cột có cả ngày kiểu tháng/ngày/năm nên ngày này có thể bị đảo ngày và tháng.",
        "ghi mọi ngày của cột theo ngày/tháng/năm, ví dụ 26/05/2024; trong Excel thì định dạng cả cột là ngày rồi kiểm tra lại.",
    ),
    NO_DAY: (
        "ngày 30/12/1899, 31/12/1899 hoặc 01/01/1900 là cách phần mềm ghi một ô ngày không có giá trị, không rõ có ngày hay không.",
        "có ngày thì ghi ngày/tháng/năm, ví dụ 26/05/2024; chưa có thì để trống.",
    ),
    OTHER: ("ngày không hợp lệ.", "ghi ngày/tháng/năm, ví dụ 26/05/2024."),
}

NUMBER_REASONS = {
    PERCENT: ("giá trị là tỷ lệ phần trăm, không phải số.", "ghi số, bỏ ký hiệu %."),
    EITHER: (
        "số có thể đọc theo hai cách (dấu hàng nghìn hay dấu thập phân).",
        "bỏ dấu hàng nghìn, dùng dấu phẩy cho phần thập phân, ví dụ 1234 hoặc 1,5.",
    ),
    LONG: (
        "số dài quá nên không đọc đúng được từng chữ số.",
        "ghi số nhỏ hơn một triệu tỷ, không quá 18 chữ số thập phân.",
    ),
    OTHER: ("giá trị không phải là số.", "nhập số, ví dụ 12,5; không kèm chữ."),
}


def cell_fault(column: Column, reason: int, *, is_mark: bool = False) -> tuple[str, str, str] | None:
    """The code, the problem and the remedy of a cell that a reason has left without a value; None if it has one."""
    if reason == ERROR_CELL:
        return (
            "O-05",
            "ô là lỗi của bảng tính (#N/A, #REF!, #VALUE!…), không phải giá trị.",
            "sửa công thức, hoặc nhập giá trị; nếu không có thì để trống.",
        )
    if reason == NO_VALUE_YET:
        return (
            "O-05",
            "ô là công thức chưa có kết quả.",
            "mở tệp bằng Excel hoặc LibreOffice để tính lại rồi lưu; hoặc dán giá trị thay công thức.",
        )
    if reason == MERGED:
        return (
            "O-05",
            "ô bị gộp với ô bên cạnh nên không có giá trị riêng.",
            "bỏ gộp ô, rồi ghi giá trị vào từng ô.",
        )
    if reason == UNREAD:
        return (
            "O-01" if column.type == "date" else "O-05",
            "ô có nội dung nhưng không đọc được: kiểu của ô không hợp với nội dung, như số lạ mang dạng ngày.",
            "gõ lại giá trị; ô ngày thì ghi ngày/tháng/năm, ví dụ 26/05/2024.",
        )
    if reason == DAMAGED_ID:
        return (
            "O-06",
            "mã bị bảng tính đổi thành số hoặc ngày (như 1,23E+14), các chữ số đã mất.",
            "định dạng cột mã là văn bản (Text), rồi chép lại mã từ phần mềm gốc.",
        )
    if column.type == "number" and reason in NUMBER_REASONS:
        return ("O-03", *NUMBER_REASONS[reason])
    if column.type == "date" and reason in DATE_REASONS:
        return ("O-01", *DATE_REASONS[reason])
    if reason == OTHER and column.type != "number" and not is_mark:
        return "O-02", "giá trị ngoài danh mục.", f"ghi một trong: {_allowed_words(column)}."
    return None


def _allowed_words(column: Column) -> str:
    if column.type == "yes_no":
        return "Có hoặc Không"
    return ", ".join(word for words in column.values.values() for word in words[:1])
