"""The codes of findings, each written once: level, title, the usual remedy. ``docs/ma_loi.md`` is made of them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

ERROR, WARNING, INFO = "error", "warning", "info"
DIFFERS = "SO-05"  # of a figure that a unit reports otherwise than the systems have it
LEVELS: Mapping[str, str] = MappingProxyType({ERROR: "Lỗi", WARNING: "Cảnh báo", INFO: "Thông tin"})


class Code(NamedTuple):
    """What every finding of a code has in common; the finding itself says where, and what exactly to do.

    ``level`` is ``error``, ``warning`` or ``info``. ``title`` is the short one of tables. ``detail`` says more exactly
    when the code is given, where the title does not.
    """

    level: str
    title: str
    remedy: str
    detail: str = ""


# Stable: a code is never used for another fault. After a change: python .ci/codes.py
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
        "DONG-01": Code(WARNING, "Dòng trùng lặp hoàn toàn", "xóa dòng thừa", detail="chỉ tính một lần"),
        "DONG-02": Code(ERROR, "Cùng mã nhưng nội dung khác nhau", "giữ dòng đúng"),
        "DONG-03": Code(
            WARNING, "Dòng ngoài kỳ", "chuyển sang đúng thư mục kỳ, hoặc sửa ngày", detail="không được tính"
        ),
        "DONG-04": Code(ERROR, "Mã mục hoặc mã chỉ tiêu không có trong kế hoạch", "sửa mã"),
        "DONG-05": Code(ERROR, "Cán bộ tập huấn không có trong danh sách", "sửa mã, hoặc bổ sung người"),
        "DONG-06": Code(
            INFO,
            "Dòng không phải số liệu được bỏ qua",
            "không cần sửa; nếu là số liệu thì ghi đủ mã và đơn vị",
            detail="đánh số cột, tổng cộng, tên nhóm, chữ ký",
        ),
        "DONG-07": Code(
            ERROR,
            "Không rõ dòng có phải số liệu",
            "xóa dòng, hoặc sửa để thấy rõ là số liệu",
            detail="hay là dòng tổng cộng, chữ ký",
        ),
        "DONG-08": Code(
            WARNING,
            "Ngày sau đứng trước ngày trước",
            "kiểm tra hai ngày với hồ sơ gốc",
            detail="trả kết quả trước khi tiếp nhận; ngày được so đứng trước ngày gốc",
        ),
        "DONG-09": Code(
            WARNING,
            "Dòng tập huấn thiếu loại khóa hoặc ngày hoàn thành",
            "ghi đủ hai cột; chưa học xong thì bỏ dòng",
            detail="không được tính",
        ),
        "DONG-10": Code(
            WARNING,
            "Ngày cách kỳ nhiều năm",
            "kiểm tra năm của ngày với hồ sơ gốc",
            detail="sớm hơn quá 5 năm (danh sách: 60 năm) hoặc muộn hơn quá 1 năm; các chỉ tiêu được nêu không tính dòng theo ngày này, hoặc có thể sai vì nó",
        ),
        "DONG-11": Code(
            ERROR,
            "Dòng của kỳ nằm ở thư mục kỳ khác",
            "chuyển các dòng sang thư mục của kỳ (hồ sơ nhận năm trước, trả năm sau thì để ở cả hai), hoặc sửa ngày",
            detail="thư mục đó được đọc cùng (kỳ so sánh, năm khác của giai đoạn) mà thư mục của kỳ không có dòng ấy; các chỉ tiêu được nêu không tính được",
        ),
        "SO-01": Code(ERROR, "Tử số, mẫu số không hợp lệ", "kiểm tra lại hai số"),
        "SO-02": Code(WARNING, "Chưa có số liệu", "gửi số liệu, hoặc bỏ đơn vị khỏi chỉ tiêu"),
        "SO-03": Code(ERROR, "Không tính được chỉ tiêu", "sửa các lỗi của nguồn"),
        "SO-04": Code(INFO, "Kỳ này chưa giao chỉ tiêu", "thêm mức giao của năm, nếu có giao"),
        DIFFERS: Code(
            WARNING,
            "Số đơn vị báo cáo khác số của hệ thống",
            "đối chiếu hai nguồn với đơn vị, sửa nguồn sai",
            detail="điểm thẩm định dùng số của hệ thống",
        ),
        "SO-06": Code(
            WARNING,
            "Đơn vị đã báo cáo, hệ thống chưa có tệp",
            "đặt tệp của hệ thống vào thư mục kỳ, hoặc ghi `fallback` ở chỉ tiêu",
            detail="số đơn vị báo cáo không được tính",
        ),
        "SO-07": Code(
            INFO,
            "Số lấy theo báo cáo của đơn vị",
            "có tệp của hệ thống thì đặt vào thư mục kỳ",
            detail="hệ thống chưa có tệp, kế hoạch cho phép (`fallback`)",
        ),
        "SO-08": Code(
            WARNING,
            "Ít số liệu hơn mức kế hoạch đòi hỏi",
            "bổ sung số liệu, hoặc sửa `at_least_rows` của chỉ tiêu",
            detail="chỉ tiêu của đơn vị không tính được; các dòng của đơn vị vẫn vào số của cơ quan",
        ),
        "SO-09": Code(
            WARNING,
            "Mức đạt so giữa các đơn vị khi còn đơn vị thiếu số",
            "bổ sung số liệu còn thiếu",
            detail="`normalise`: mức đạt, điểm của các đơn vị khác là tạm tính",
        ),
        "KY-01": Code(WARNING, "Giai đoạn thiếu năm", "bổ sung thư mục của năm đó, hoặc chọn giai đoạn khác"),
        "KY-02": Code(
            WARNING,
            "Thư mục giống tên một kỳ nhưng không phải",
            "đặt tên đúng mẫu `2024`, `2024-H1`, `2024-Q3`, `2022-2025`; bản sao, liên kết thì chuyển đi nơi khác",
            detail="không được đọc",
        ),
        "KY-03": Code(
            ERROR, "Thư mục của kỳ không có tệp số liệu", "đặt các tệp nguồn vào thư mục đó, hoặc bỏ thư mục"
        ),
        "KY-04": Code(
            INFO,
            "Kế hoạch chưa ghi ngày nghỉ nào trong kỳ",
            "ghi các ngày nghỉ lễ, Tết ở `holidays`; kỳ không có ngày nghỉ thì không cần sửa",
            detail="ngày làm việc khi đó là mọi ngày thứ Hai đến thứ Sáu",
        ),
        "DIEM-01": Code(WARNING, "Mục chưa được thẩm định", "ghi điểm vào tệp thẩm định"),
        "DIEM-02": Code(ERROR, "Điểm ngoài khung", "sửa điểm", detail="âm hoặc vượt điểm tối đa"),
        "DIEM-03": Code(
            INFO,
            "Điểm bình quân của các đơn vị cũ",
            "ghi điểm của đơn vị tiếp nhận nếu đã thẩm định",
            detail="đơn vị tiếp nhận chưa có điểm riêng",
        ),
        "DIEM-04": Code(
            WARNING,
            "Điểm thẩm định cho một chỉ tiêu",
            "sửa số liệu nguồn của chỉ tiêu nếu sai; bỏ dòng này",
            detail="không được dùng: chỉ tiêu chấm theo số liệu",
        ),
        "DIEM-05": Code(WARNING, "Điểm vòng 2 khác vòng 1, không có lý do", "ghi lý do thay đổi điểm"),
        "DIEM-06": Code(WARNING, "Có điểm vòng 2 mà không có điểm vòng 1", "ghi điểm vòng 1, hoặc sửa cột Vòng"),
        "DIEM-07": Code(
            WARNING,
            "Mục được chấm điểm mà đơn vị không nêu minh chứng",
            "bổ sung minh chứng, hoặc xem lại điểm",
            detail="điểm thẩm định vẫn được dùng",
        ),
        "GT-01": Code(
            WARNING, "Giải trình cho mục không có điểm thẩm định", "sửa mã mục, mã đơn vị; hoặc ghi điểm vòng 1"
        ),
        "GT-02": Code(WARNING, "Dòng giải trình không có nội dung", "ghi nội dung, hoặc bỏ dòng"),
        "GT-03": Code(WARNING, "Giải trình chưa có điểm vòng 2", "ghi điểm vòng 2; giữ nguyên thì ghi lại điểm cũ"),
        "GT-04": Code(
            WARNING, "Giải trình sau hạn gửi, hoặc không ghi ngày", "Văn phòng quyết định có xét không; ghi ngày"
        ),
        "MC-01": Code(
            WARNING,
            "Ô minh chứng không nêu minh chứng",
            "ghi tên, số hiệu của minh chứng; không có thì để trống",
            detail="ghi là không có, hoặc chỉ đánh dấu",
        ),
        "DE-01": Code(
            ERROR, "Hình thức khen không có trong kế hoạch", "ghi mã hoặc tên ở `awards`", detail="hoặc để trống"
        ),
        "DE-02": Code(
            ERROR, "Người được đề nghị không khớp danh sách cán bộ", "sửa mã cán bộ, hoặc sửa danh sách cán bộ"
        ),
        "CB-01": Code(
            WARNING,
            "Danh sách cán bộ chưa đủ nên chưa biết số lượng được khen",
            "gửi danh sách cán bộ của đơn vị",
            detail="tỷ lệ của số cán bộ; Hội đồng quyết định",
        ),
        "DE-03": Code(
            WARNING,
            "Đề nghị trùng",
            "giữ lại một đề nghị; hai người trùng tên thì ghi đủ mã cán bộ",
            detail="một tập thể, cá nhân có hai đề nghị cho cùng hình thức khen, dù do hai đơn vị đề nghị",
        ),
        "BQ-01": Code(
            ERROR,
            "Kết quả biểu quyết không hợp lệ",
            "ghi đủ số thành viên, đồng ý, không đồng ý",
            detail="số phiếu sai",
        ),
        "BQ-02": Code(ERROR, "Biểu quyết cho mã đề nghị không có", "sửa mã đề nghị", detail="trong tệp đề nghị"),
        "BM-01": Code(
            ERROR,
            "Biểu mẫu bị thay đổi, hoặc không phải biểu mẫu đã phát",
            "điền lại vào biểu mẫu đã phát, không thêm bớt dòng, cột, trang",
        ),
        "BM-02": Code(
            ERROR,
            "Biểu mẫu của kỳ, đơn vị, kế hoạch hoặc phiên bản khác",
            "chạy `collect` với đúng kỳ, hoặc phát lại biểu mẫu",
        ),
        "BM-03": Code(ERROR, "Biểu mẫu chưa điền", "điền các ô màu vàng rồi gửi lại"),
        "BM-04": Code(
            ERROR,
            "Ô của biểu mẫu không có giá trị dùng được",
            "gõ giá trị thay cho công thức",
            detail="công thức không có giá trị, ô báo lỗi hoặc chỉ có giờ",
        ),
        "BM-05": Code(
            ERROR,
            "Đơn vị đã có số liệu ở tệp khác của kỳ",
            "xóa các dòng của đơn vị khỏi tệp đó rồi chạy lại",
            detail="nhận thêm thì tính hai lần",
        ),
        "BM-06": Code(
            ERROR,
            "Biểu mẫu có dữ liệu cá nhân",
            "xóa số căn cước, CMND, điện thoại, tài khoản, địa chỉ thư khỏi ô rồi gửi lại",
            detail="biểu mẫu không được nhận; nội dung ô không được nêu",
        ),
        "BM-07": Code(
            ERROR,
            "Ô của biểu mẫu bị gộp",
            "bỏ gộp ô, ghi giá trị vào từng ô",
            detail="chữ và ngày gộp qua nhiều dòng được ghi cho từng dòng (cảnh báo); số, mã thì không được nhận",
        ),
        "BM-08": Code(
            WARNING,
            "Ô chỉ để đọc của biểu mẫu có nội dung khác",
            "phần in sẵn không đúng thì sửa kế hoạch hoặc số liệu, rồi phát lại biểu mẫu",
            detail="nội dung đó không được dùng",
        ),
        "BM-09": Code(WARNING, "Ngày của minh chứng ngoài kỳ", "kiểm tra lại ngày; đúng như vậy thì không cần sửa"),
        "CN-01": Code(
            WARNING,
            "Ô chữ tự do chứa dữ liệu cá nhân",
            "xóa số căn cước, CMND, điện thoại, tài khoản, địa chỉ thư khỏi ô; báo cáo nào còn chứa thì không được ghi ra",
            detail="ghi chú, minh chứng, lý do, thành tích, tên…, hoặc mã cán bộ",
        ),
        "CN-02": Code(
            WARNING,
            "Chữ tự do nêu số của văn bản, hồ sơ mật",
            "viết lại mà không nêu số, ký hiệu đó; nếu không phải bí mật nhà nước thì sửa Độ mật ở danh sách",
            detail="chữ của ô, của đoạn nhận xét không được đưa vào báo cáo; con số không đổi",
        ),
        "NX-01": Code(
            ERROR,
            "Lời văn của nhận xét không được in",
            "đặt dưới một đề mục được nêu",
            detail="không nằm dưới đề mục nào của báo cáo",
        ),
        "NX-03": Code(
            INFO,
            "Đề mục của nhận xét được hiểu theo đề mục gần giống",
            "không phải như vậy thì sửa đề mục",
            detail="nội dung được in ở đề mục đó",
        ),
        "NX-04": Code(
            WARNING,
            "Hình, công thức, chú thích của nhận xét không được in",
            "chèn vào bản Word của báo cáo trước khi trình ký",
        ),
        "NX-05": Code(
            ERROR, "Có hai tệp nhận xét", "gộp vào một tệp, bỏ tệp kia", detail="chỉ `nhan_xet.docx` được in"
        ),
    }
)
