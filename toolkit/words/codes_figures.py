"""Codes of findings about rows, figures, points, awards, forms and the prose of reports."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .code import DIFFERS, ERROR, INFO, WARNING, Code

CODES: Mapping[str, Code] = MappingProxyType(
    {
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
        "SO-10": Code(
            WARNING,
            "Đơn vị báo cáo chỉ tiêu không giao cho mình",
            "bỏ dòng; có giao thì thêm đơn vị vào `units` của chỉ tiêu, hoặc mức giao của năm vào `goal`",
            detail="dòng không được dùng",
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
