"""Codes of findings about the plan, the lists of units, files, their columns and cells."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .code import ERROR, INFO, WARNING, Code

CODES: Mapping[str, Code] = MappingProxyType(
    {
        "KH-01": Code(ERROR, "Kế hoạch viết sai cú pháp", "xem thụt dòng, dấu hai chấm, dấu ngoặc, khóa viết hai lần"),
        "KH-02": Code(ERROR, "Kế hoạch thiếu, thừa hoặc sai giá trị", "sửa khóa ở dòng được nêu"),
        "KH-03": Code(
            ERROR,
            "Kế hoạch còn chỗ để ngỏ",
            "điền giá trị ở dòng được nêu (thidua new --from để ngỏ những gì văn bản không nói)",
        ),
        "KH-04": Code(
            WARNING, "Mức giao của một tổng là của đơn vị và của cả cơ quan", "cơ quan có mức khác thì ghi `else`"
        ),
        "DV-01": Code(ERROR, "Danh mục đơn vị sai", "sửa mã, tên, ngày ở dòng được nêu"),
        "DV-02": Code(ERROR, "Đơn vị không có trong danh mục", "sửa theo mã, hoặc thêm tên khác vào `don_vi.csv`"),
        "DV-03": Code(
            ERROR,
            "Đơn vị không còn hoạt động vào cuối kỳ",
            "ghi đơn vị tiếp nhận vào `sap_nhap.csv` (không ai nhận việc: đơn vị giữ hồ sơ), hoặc sửa Đến ngày",
        ),
        "DV-04": Code(
            WARNING,
            "Dòng ghi đơn vị cũ sau ngày sắp xếp",
            "ghi mã của đơn vị tiếp nhận",
            detail="đã tính cho đơn vị tiếp nhận",
        ),
        "DV-06": Code(
            WARNING,
            "Dòng ghi đơn vị vào ngày đơn vị chưa có hoặc không còn",
            "kiểm tra mã đơn vị và ngày của dòng, hoặc Từ ngày, Đến ngày của danh mục",
            detail="mọi ngày của dòng đều trước Từ ngày hoặc sau Đến ngày; vẫn được tính",
        ),
        "DV-07": Code(
            WARNING,
            "Ngày của danh mục cách phong trào nhiều năm",
            "kiểm tra năm của ngày",
            detail="Từ ngày, Đến ngày, ngày sắp xếp sớm hơn quá 20 năm hoặc muộn hơn quá 5 năm",
        ),
        "SN-01": Code(
            ERROR, "Danh sách sắp xếp đơn vị sai", "sửa mã, ngày, phạm vi ở dòng được nêu", detail="`sap_nhap.csv`"
        ),
        "SN-02": Code(
            WARNING,
            "Chưa có đơn vị nhận phần còn lại",
            "thêm vào `sap_nhap.csv` một dòng có Phạm vi để trống; không đơn vị nào nhận thì để nguyên",
            detail="đơn vị đã thôi hoạt động mà chưa giao hết",
        ),
        "SN-03": Code(
            ERROR,
            "Phạm vi không khớp mã thủ tục nào",
            "ghi mã như trong hồ sơ; đúng mã thì bổ sung vào danh mục dịch vụ công của kỳ",
            detail="mã thủ tục ở `Phạm vi` không có trong hồ sơ và danh mục dịch vụ của kỳ",
        ),
        "TEP-01": Code(
            WARNING,
            "Tệp không thuộc nguồn nào",
            "đặt tên theo nguồn; bỏ bản sao, liên kết, thư mục",
            detail="không được đọc",
        ),
        "TEP-02": Code(ERROR, "Tệp không đọc được", "lưu lại dạng CSV UTF-8 hoặc XLSX không mật khẩu"),
        "TEP-03": Code(ERROR, "Tên tệp chứa dữ liệu cá nhân", "đổi tên tệp"),
        "TEP-04": Code(ERROR, "Sổ tính có nhiều trang cùng mẫu", "giữ một trang, ẩn hoặc xóa trang khác"),
        "TEP-05": Code(
            ERROR,
            "Độ mật không xác định",
            "ghi Thường, Mật, Tối mật, Tuyệt mật; để trống là Thường",
            detail="cả tệp không được dùng",
        ),
        "TEP-06": Code(
            INFO,
            "Tệp không có dòng nào được tính",
            "kiểm tra lại; đúng như vậy thì không cần sửa",
            detail="trống, mọi dòng trùng tệp khác, hoặc là bí mật nhà nước",
        ),
        "TEP-07": Code(
            ERROR,
            "Chữ viết bằng mã cũ hoặc bị hỏng",
            "xuất lại với mã UTF-8; chữ TCVN3, VNI thì chuyển sang Unicode",
            detail="TCVN3, VNI, hoặc hỏng khi chuyển mã",
        ),
        "TEP-08": Code(
            ERROR, "Trang tính có dòng bị ẩn", "bỏ lọc, bỏ ẩn, xóa dòng không dùng", detail="không rõ có tính hay không"
        ),
        "TEP-09": Code(
            WARNING, "Trang tính có cột bị ẩn", "bỏ ẩn cột và kiểm tra lại", detail="các cột đó vẫn được tính"
        ),
        "TEP-10": Code(
            ERROR,
            "Tệp có cấu trúc nguy hiểm",
            "chép riêng bảng số liệu sang sổ tính mới",
            detail="nén bung quá lớn, khai báo ENTITY, ô quá xa; tệp không được mở",
        ),
        "TEP-11": Code(
            WARNING,
            "Tên tệp ghi một đơn vị không có trong danh mục",
            "ghi mã đơn vị; tệp chung của nhiều đơn vị thì đánh số, ví dụ `van_ban__1.csv`",
            detail="phần sau `__` của tên tệp",
        ),
        "TEP-12": Code(
            WARNING, "Tệp số liệu đang mở", "lưu, đóng tệp rồi chạy lại", detail="có thể còn thay đổi chưa lưu"
        ),
        "COT-01": Code(
            ERROR,
            "Thiếu cột bắt buộc",
            "thêm cột; hoặc chạy `thidua map` để khai tên khác",
            detail="cột mã hoặc cột đơn vị",
        ),
        "COT-02": Code(
            ERROR,
            "Thiếu cột mà chỉ tiêu sử dụng",
            "thêm cột, hoặc chạy `thidua map`; chỉ các chỉ tiêu dùng cột đó không tính được",
        ),
        "COT-03": Code(ERROR, "Hai cột cùng tên", "giữ một cột"),
        "COT-04": Code(
            ERROR, "Tên cột có chữ cái lạ", "gõ lại tên cột", detail="của bảng chữ cái khác, trông giống chữ Việt"
        ),
        "O-01": Code(ERROR, "Ngày không hợp lệ", "ghi ngày/tháng/năm hoặc năm-tháng-ngày"),
        "O-02": Code(
            ERROR, "Giá trị ngoài danh mục", "ghi một trong các giá trị được nêu; từ riêng của phần mềm: `thidua map`"
        ),
        "O-03": Code(
            ERROR, "Không phải là số", "nhập số, ví dụ 12,5; bỏ ký hiệu %", detail="hoặc có thể đọc theo hai cách"
        ),
        "O-04": Code(
            ERROR, "Ô bắt buộc bị để trống", "ghi giá trị; dòng tổng cộng thì xóa", detail="ô mã, ô chỉ tiêu cần"
        ),
        "O-05": Code(
            ERROR,
            "Ô lỗi hoặc công thức chưa có kết quả",
            "sửa công thức, tính lại rồi lưu, hoặc nhập giá trị; bỏ gộp ô",
            detail="hoặc ô bị gộp với ô bên cạnh",
        ),
        "O-06": Code(
            ERROR,
            "Mã bị bảng tính làm hỏng",
            "định dạng cột mã là văn bản, chép lại mã",
            detail="bị đổi thành số hoặc ngày",
        ),
    }
)
