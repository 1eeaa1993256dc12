"""The prose of the sample: illustrative, and without figures, which stand in the tables alone."""

from __future__ import annotations

from ..periods import Period

_OPENING = """## Đặc điểm tình hình

*(Nội dung minh họa.)*

**Thuận lợi.** Phong trào thi đua trong {title} được Ban Giám đốc Sở quan tâm chỉ đạo; kế hoạch của tỉnh và của Sở giao rõ chỉ tiêu, thời gian và trách nhiệm người đứng đầu. Hạ tầng mạng, chữ ký số chuyên dùng và hệ thống quản lý văn bản đã được trang bị đến các phòng, đơn vị.

**Khó khăn.** {difficulty}

## Công tác lãnh đạo, chỉ đạo, triển khai

*(Nội dung minh họa.)*

Sở đã phổ biến kế hoạch phát động phong trào đến toàn thể công chức, viên chức, người lao động qua Trang thông tin điện tử, phần mềm quản lý văn bản và các cuộc họp giao ban. Văn phòng Sở theo dõi, đôn đốc; lãnh đạo các phòng, đơn vị chịu trách nhiệm về kết quả và số liệu của đơn vị mình.

{leadership}
"""

_MIDDLE = """
## Mô hình, điển hình, sáng kiến

*(Nội dung minh họa.)*

- **Trung tâm Dịch vụ việc làm.** Tổ hỗ trợ người dân, doanh nghiệp nộp hồ sơ trực tuyến tại nơi tiếp nhận; người đến nộp tự làm được hồ sơ ở lần sau.
- **Văn phòng Sở.** Lịch công tác, giao việc và theo dõi tiến độ trên một nền tảng chung; các phòng không còn gửi báo cáo tiến độ bằng giấy.
- {model}

## Ưu điểm

*(Nội dung minh họa.)*

Nhận thức của người đứng đầu và đội ngũ công chức, viên chức về chuyển đổi số có chuyển biến rõ. Các đơn vị chủ động rà soát thủ tục hành chính, số hóa hồ sơ, tập huấn kỹ năng số; việc tự chấm có minh chứng kèm theo và được thẩm định.

## Tồn tại, hạn chế

*(Nội dung minh họa.)*

Kết quả giữa các đơn vị chưa đồng đều. Còn hồ sơ nộp trực tiếp hoặc phải nhập lại dữ liệu; còn hồ sơ công việc xử lý trên mạng nhưng chưa lưu trữ trên mạng. {limit}
"""

_CLOSING = """
## Nguyên nhân

*(Nội dung minh họa.)*

**Khách quan.** {outside} Một bộ phận người dân, nhất là người cao tuổi và đối tượng chính sách, chưa quen sử dụng dịch vụ công trực tuyến.

**Chủ quan.** Một số đơn vị chưa kiểm tra thường xuyên số liệu của mình; việc phân công người theo dõi chuyển đổi số có nơi còn kiêm nhiệm.

## Bài học kinh nghiệm

*(Nội dung minh họa.)*

Nơi nào người đứng đầu trực tiếp theo dõi và dùng số liệu hằng ngày, nơi đó chuyển biến nhanh và bền. Hướng dẫn tại chỗ cho người dân có hiệu quả hơn chỉ tuyên truyền bằng văn bản.

## Phương hướng, nhiệm vụ

*(Nội dung minh họa.)*

- Tiếp tục rà soát các hồ sơ chưa đạt theo danh sách việc cần làm của từng đơn vị.
- {next_step}
- Duy trì tập huấn kỹ năng số, ưu tiên người mới vào làm và người chưa được tập huấn.

## Đề xuất, kiến nghị

*(Nội dung minh họa.)*

- **Với cơ quan quản lý các hệ thống dùng chung.** Tiếp tục hoàn thiện việc kết nối, chia sẻ dữ liệu để người dân chỉ phải nhập dữ liệu một lần.
- **Với các phòng, đơn vị thuộc Sở.** Kiểm tra số liệu của đơn vị mình trước khi gửi, cập nhật minh chứng thường xuyên.
"""

_EARLY = {
    "difficulty": "Đây là giai đoạn đầu của phong trào; nhiều quy trình còn làm song song trên giấy và trên mạng, dữ liệu của các lĩnh vực còn phân tán.",
    "leadership": "Trọng tâm của kỳ là rà soát dịch vụ công đủ điều kiện, lập danh mục dữ liệu mở và tổ chức các lớp kỹ năng số cơ bản.",
    "model": "**Các phòng.** Mỗi phòng có một người làm đầu mối hướng dẫn đồng nghiệp ký số và lưu trữ hồ sơ trên mạng.",
    "limit": "Một số bộ dữ liệu trong danh mục phải mở chưa được công bố; số người được bồi dưỡng về dữ liệu còn ít.",
    "outside": "Các hệ thống của Trung ương và địa phương đang trong quá trình kết nối.",
    "next_step": "Hoàn thành nâng cấp các dịch vụ công đủ điều kiện; công bố các bộ dữ liệu còn lại trong danh mục.",
}
_LATE = {
    "difficulty": "Yêu cầu về chất lượng dữ liệu và an toàn thông tin ngày càng cao trong khi nhân lực chuyên trách còn mỏng.",
    "leadership": "Trọng tâm của kỳ là nâng chất lượng hồ sơ toàn trình, dùng lại dữ liệu đã số hóa và bồi dưỡng kỹ năng phân tích, khai thác dữ liệu.",
    "model": "**Các phòng chuyên môn.** Dùng chung bộ dữ liệu đã công bố khi xây dựng báo cáo, không yêu cầu đơn vị cung cấp lại.",
    "limit": "Việc dùng lại dữ liệu đã số hóa ở một số lĩnh vực còn chậm so với yêu cầu.",
    "outside": "Việc thay đổi, sắp xếp các hệ thống dùng chung đòi hỏi thời gian thích ứng.",
    "next_step": "Duy trì kết quả đã đạt, đưa các cách làm tốt thành quy trình thường xuyên của đơn vị.",
}
_WHOLE = {
    "difficulty": "Trong giai đoạn có thay đổi về tổ chức, về hệ thống dịch vụ công và về quy định thi đua, khen thưởng; số liệu của các năm phải được quy về cơ cấu tổ chức cuối giai đoạn để so sánh.",
    "leadership": "Trọng tâm hai năm đầu là hạ tầng, dịch vụ công và kỹ năng số cơ bản; hai năm sau là chất lượng hồ sơ, dữ liệu mở và năng lực khai thác dữ liệu.",
    "model": "**Văn phòng Sở và các phòng.** Mẫu báo cáo dùng chung lấy số liệu trực tiếp từ các hệ thống, giảm việc yêu cầu đơn vị báo cáo lại.",
    "limit": "Một số chỉ tiêu chỉ đạt vào cuối giai đoạn; khoảng cách giữa các đơn vị thu hẹp chậm.",
    "outside": "Các hệ thống dùng chung và cơ cấu tổ chức thay đổi trong giai đoạn.",
    "next_step": "Đưa các chỉ tiêu đã đạt vào kế hoạch thường xuyên; tiếp tục theo dõi các chỉ tiêu chưa đạt trong phong trào thi đua tiếp theo.",
}


def remarks_text(period: Period) -> str:
    """The Markdown of ``nhan_xet.md`` for a period."""
    parts = _WHOLE if period.is_range else _EARLY if period.end.year < 2024 else _LATE
    return f"# Nhận xét {period.title} (minh họa)\n\n" + (_OPENING + _MIDDLE + _CLOSING).format(
        title=period.title, **parts
    )
