"""The instructions on the first sheet of a form."""

from __future__ import annotations

from ..words.formatting import short_date
from .layout import AWARDS, SHEETS, STAFF
from .questions import Questions


def guide_lines(questions: Questions) -> list[tuple[str, str]]:
    """Label and text of every line; a line without a text is for people to fill in."""
    unit, period = questions.unit, questions.period
    pages = ", ".join(f"“{sheet.title}”" for sheet in SHEETS if questions.row_ids(sheet))
    lines = [
        ("Đơn vị", unit.name),
        ("Hạn gửi", short_date(questions.deadline) if questions.deadline else ""),
        ("Người lập, ngày lập", ""),
        ("Ai điền", "Người được thủ trưởng đơn vị giao; thủ trưởng đơn vị duyệt và chịu trách nhiệm về số liệu."),
        ("Điền gì", f"Các ô màu vàng ở các trang {pages}. Ô màu xám chỉ để đọc, đã khóa (không có mật khẩu)."),
        (
            "Số liệu của kỳ nào",
            f"Cả {period.title}; đơn vị đã tiếp nhận đơn vị khác thì ghi gộp cả phần của đơn vị cũ.",
        ),
        ("Viết số", "Dấu phẩy cho phần thập phân, ví dụ 3,75. Không ghi đơn vị tính, không ghi %, không ghi chữ."),
        ("Viết ngày", "Ngày/tháng/năm đủ bốn chữ số, ví dụ 26/05/2025."),
        ("Chưa có, không phát sinh", "Chưa có số liệu: để trống. Không phát sinh: ghi 0 ở cả tử số và mẫu số."),
        ("Dán số liệu", "Khi dán từ tệp khác, chọn dán giá trị, để các ô còn kiểm tra được điều gõ sai."),
        ("Không ghi", "Bí mật nhà nước; số định danh, số điện thoại, địa chỉ thư của người dân hay cán bộ."),
        (
            "Gửi lại",
            "Lưu dạng Excel (.xlsx), không đặt mật khẩu, không đổi tên trang, không thêm bớt dòng, cột; "
            "gửi lại chính tệp này cho nơi phát biểu mẫu trước hạn gửi. Cần sửa thì gửi lại cả tệp: bản sau thay bản trước.",
        ),
    ]
    if questions.row_ids(AWARDS):
        lines.append(("Đề nghị khen thưởng", "Mã đề nghị được tạo từ mã đơn vị và STT: không đổi chỗ dòng đã gửi."))
    if questions.staff:
        lines.append(("Mã cán bộ", f"Chọn trong danh sách của ô; danh sách ở trang “{STAFF.title}”."))
    return lines
