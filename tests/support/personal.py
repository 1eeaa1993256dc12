"""What people write of themselves and others, by kind: every text of these is personal."""

from __future__ import annotations

from toolkit.words.privacy import ACCOUNT, EMAIL, IDENTITY, PHONE

PERSONAL = {
    PHONE: (
        "0912345678",
        "Liên hệ 0912 345 678.",
        "0912.345.678",
        "091-234-5678",
        "(0271) 3888 999",
        "0271.3888.999",
        "024 3825 1234",
        "02713888999",
        "+84 912 345 678",
        "+84912345678",
        "0084912345678",
        "ĐT: 0271 3 888 999",
        "SĐT 912345678",
        "<td>0987654321</td>",
        "A,17,0912345678",
        "gọi 0912345678, 0987654321.",
        "0912 345 678 - 0987 654 321",
        "09.12.34.56.78",
        "０９１２３４５６７８",
        "0912\u00a0345\u00a0678",
        "zalo 0378123456",
    ),
    IDENTITY: (
        "079203001234",
        "070 092 001 234",
        "0702 9200 1234",
        "CCCD: 079203001234",
        "CMND số 285123456",
        "CMND: 285 123 456",
        "CMND 285.123.456",
        "số định danh cá nhân 123456789012",
        "Căn cước công dân số: 123456789012",
    ),
    ACCOUNT: (
        "STK 1023456789",
        "số tài khoản 19034567890123 Techcombank",
        "19034567890 tại ngân hàng BIDV",
        "Vietcombank 1071001234567",
        "TK: 1903 4567 8901 23",
        "tài khoản của bà Nguyễn Thị Lan: 1071000123456",
    ),
    EMAIL: ("a.nguyen@gmail.com", "thư: Lan_98@vnu.edu.vn;", "(lienhe@sldtbxh.binhphuoc.gov.vn)"),
}
