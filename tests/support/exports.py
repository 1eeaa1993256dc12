"""Twelve dossiers as many systems would export them: in their shapes, their headers, their words; and other lists.

``CLEAN`` is what all of them say, as the sample's files say it.
"""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

HEAD = (
    "Mã hồ sơ", "Mã đơn vị", "Mã TTHC", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày trả kết quả", "Hình thức tiếp nhận",
    "Mức độ", "Trả kết quả trực tuyến", "Đã định danh", "Nhập lại dữ liệu", "Trạng thái",
)  # fmt: skip
ONLINE, COUNTER, POST = "Trực tuyến", "Trực tiếp", "Bưu chính công ích"
DONE, OPEN, BACK, DRAWN = "Đã trả kết quả", "Đang xử lý", "Trả lại", "Rút hồ sơ"
# id, unit, channel, result online, identified, entered again, status; day of February 2024 on which it came.
_FACTS = (
    ("H01", "A", ONLINE, "Có", "Có", "Không", DONE, 1),
    ("H02", "A", ONLINE, "Có", "Có", "Có", DONE, 2),
    ("H03", "A", ONLINE, "Không", "Không", "Không", DONE, 5),
    ("H04", "A", COUNTER, "Không", "Có", "Không", DONE, 6),
    ("H05", "A", POST, "Không", "Có", "Không", BACK, 13),
    ("H06", "A", ONLINE, "Có", "Có", "Không", DRAWN, 14),
    ("H07", "B", ONLINE, "Có", "Có", "Không", DONE, 15),
    ("H08", "B", ONLINE, "Có", "Có", "Không", DONE, 16),
    ("H09", "B", COUNTER, "Có", "Không", "Không", DONE, 19),
    ("H10", "B", ONLINE, "Không", "Không", "Không", OPEN, 20),
    ("H11", "B", ONLINE, "Có", "Có", "Không", DONE, 26),
    ("H12", "B", POST, "Không", "Có", "Có", BACK, 27),
)
CLEAN = [
    [
        id, unit, "1.001", f"{day:02}/02/2024", f"{day:02}/03/2024", "" if status == OPEN else f"{day:02}/03/2024",
        channel, "toàn trình" if channel == ONLINE else "một phần", online, known, again, status,
    ]
    for id, unit, channel, online, known, again, status, day in _FACTS
]  # fmt: skip
# By hand: identified of those that came online; online from receipt to result and entered once, of those settled.
# A came online: H01, H02, H03, H06, of which H03 is not identified. A settled: H01 to H04, of which H01 alone.
# B came online: H07, H08, H10, H11, of which H10 is not identified. B settled: H07, H08, H09, H11, of which H09 is not.
FIGURES = {("A", "CT3"): (3, 4), ("A", "CT4"): (1, 4), ("B", "CT3"): (3, 4), ("B", "CT4"): (3, 4)}


def rows(
    head: dict[str, str], words: dict[str, str] | None = None, *, days: str = "%d/%m/%Y", clock: str = ""
) -> list[list[str]]:
    """The dossiers under other headers (of the columns in ``head``), with other words, their days in another form."""
    found = [list(head.values())]
    for row in CLEAN:
        cells = dict(zip(HEAD, row))
        listed = []
        for column in head:
            cell = cells.get(column, "")
            if column.startswith("Ngày") and cell:
                cell = datetime.strptime(f"{cell} 14:05", "%d/%m/%Y %H:%M").strftime(days)
            listed.append((words or {}).get(f"{column}={cell}", (words or {}).get(cell, cell)))
        found.append(listed)
    return found


def as_csv(table: list[list[str]], *, sign: str = ",", encoding: str = "utf-8") -> bytes:
    """A table as CSV."""
    sink = io.StringIO()
    csv.writer(sink, delimiter=sign).writerows(table)
    return sink.getvalue().encode(encoding)


def as_xlsx(table: list[list], *, merged: tuple[str, ...] = ()) -> bytes:
    """A table as a workbook."""
    book = openpyxl.Workbook()
    for row in table:
        book.active.append(row)
    for span in merged:
        book.active.merge_cells(span)
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def as_page(table: list[list[str]], *, title: str) -> bytes:
    """A table as the page that a system calls a workbook."""
    wide = len(table[0])
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in table)
    return f"<html><meta charset='utf-8'><table><tr><td colspan={wide}>{title}</td></tr>{lines}</table></html>".encode()


SAME = {column: column for column in HEAD}
SYSTEM = {"Trực tuyến": "Nộp trực tuyến", "Trực tiếp": "Nộp trực tiếp", POST: "Qua BCCI", DONE: "Đã trả KQ", BACK: "Từ chối tiếp nhận", DRAWN: "Công dân rút hồ sơ"}  # fmt: skip
CODES = {ONLINE: "2", COUNTER: "1", POST: "3", DONE: "10", OPEN: "4", BACK: "3", DRAWN: "7", "toàn trình": "4", "một phần": "3", "Có": "true", "Không": "false"}  # fmt: skip


def _one_stop_book() -> bytes:
    """Titles over a header of two rows, a group for each field, a total, who signs."""
    head = {"STT": "STT", **SAME}
    body = rows(head, SYSTEM)[1:]
    for number, row in enumerate(body, 1):
        row[0] = str(number)
    above = [""] * len(head)
    below = list(head.values())
    for at, (parent, child) in {4: ("Ngày, tháng, năm", "Nhận hồ sơ"), 5: ("", "Hẹn trả kết quả"), 6: ("Trả kết quả", "Ngày nhận kết quả")}.items():  # fmt: skip
        above[at], below[at] = parent, child
    for at in (*range(4), *range(7, len(head))):
        above[at], below[at] = below[at], ""
    table = [
        ["SỞ THỬ"], ["SỔ THEO DÕI HỒ SƠ NĂM 2024"], above, below, ["I", "Lĩnh vực Việc làm"], *body[:5],
        ["Lĩnh vực: Người có công"], *body[5:], ["", "", "", "Tổng số: 12 hồ sơ"], [], ["", "", "", "", "Người lập biểu"],
        ["", "", "", "", "Nguyễn Văn A"],
    ]  # fmt: skip
    return as_xlsx(table, merged=("A1:M1", "E3:F3"))


def _database() -> bytes:
    names = ("MaHoSo", "TenDonVi", "MaTTHC", "NgayTiepNhan", "NgayHenTra", "NgayTra", "KenhThucHien", "MucDo", "TraKetQuaTrucTuyen", "DinhDanh", "NhapLaiDuLieu", "TrangThaiHoSo")  # fmt: skip
    return as_csv(rows(dict(zip(HEAD, names)), CODES, days="%Y%m%d%H%M%S"))


def _typed() -> bytes:
    head, *body = rows(SAME, {"Có": "t", "Không": "f"})
    columns = {name: list(cells) for name, cells in zip(head, zip(*body))}
    for name in ("Ngày tiếp nhận", "Ngày hẹn trả", "Ngày trả kết quả"):
        columns[name] = [datetime.strptime(cell, "%d/%m/%Y") if cell else None for cell in columns[name]]
    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink)
    return sink.getvalue()


_SHORT = {**SAME, "Mã hồ sơ": "Mã số HS", "Ngày tiếp nhận": "Ngày giờ tiếp nhận HS", "Ngày trả kết quả": "Ngày trả KQ", "Trạng thái": "Tình trạng HS"}  # fmt: skip
_RESULT = {**SAME, "Trả kết quả trực tuyến": "Hình thức trả kết quả", "Mức độ": "Mức độ DVCTT", "Đã định danh": "TaiKhoanDuocXacThucVoiVNeID"}  # fmt: skip
_PORTAL = {
    "Mã hồ sơ": "Số hồ sơ",
    "x1": "STT",
    "x2": "Chủ hồ sơ",
    "x3": "Đơn vị",
    "Mã đơn vị": "Đơn vị thụ lý",
    "Mã TTHC": "Mã số TTHC",
    "Ngày tiếp nhận": "Thời điểm tiếp nhận",
    "Ngày hẹn trả": "Ngày hẹn",
    "x4": "Ngày kết thúc xử lý",
    "Ngày trả kết quả": "Ngày trả thực tế",
    "Hình thức tiếp nhận": "Phương thức nộp",
    "Mức độ": "Loại DVC",
    "Trả kết quả trực tuyến": "Hình thức trả",
    "Đã định danh": "Xác thực VNeID",
    "Nhập lại dữ liệu": "Nhập lại",
    "Trạng thái": "Tình trạng xử lý",
}
_PORTAL_WORDS = {
    ONLINE: "Hồ sơ nộp trực tuyến",
    COUNTER: "Hồ sơ nộp trực tiếp",
    POST: "Qua bưu điện",
    DONE: "Đã trả",
    OPEN: "Chờ phê duyệt",
    BACK: "Từ chối tiếp nhận",
    DRAWN: "Xin rút",
    "Trả kết quả trực tuyến=Có": "Trả trực tuyến",
    "Trả kết quả trực tuyến=Không": "Trả tại quầy",
    "Đã định danh=Có": "Đã xác thực",
    "Đã định danh=Không": "Chưa xác thực",
    "x3=": "Sở Thử",
}
_NUMBERED = {column: f"({n}) {column.upper()}" for n, column in enumerate(HEAD, 1)}
_OWN_CODES = {ONLINE: "Kênh 9", COUNTER: "Kênh 0", POST: "Kênh 5", DONE: "9", OPEN: "0", BACK: "5", DRAWN: "6"}
# The words by their number of rows, then as they sort: channel 9, 0, 5 (8, 2, 2 rows); status 9, 5, 0, 6 (8, 2, 1, 1).
CODED = "c 2a 3b 4c 5a 6c 7b 8d"
_OF_ONE = {column: column for column in HEAD if column != "Mã đơn vị"}

_OLD_BOOK = Path(__file__).parents[1] / "data/formats/so_mot_cua.xls"  # the first of them, saved so by LibreOffice

# Name → the files of the period, and what a clerk answers to the one question that is left after ``thidua map --yes``.
EXPORTS: dict[str, tuple[dict[str, bytes], str]] = {
    "sổ một cửa, lưu dạng XLS": ({"ho_so_tthc.xls": _OLD_BOOK.read_bytes()}, ""),
    "sổ một cửa": ({"ho_so_tthc.xlsx": _one_stop_book()}, ""),
    "cơ sở dữ liệu, mã số": ({"ho_so_tthc.csv": _database()}, ""),
    "trang HTML mang đuôi xls": ({"ho_so_tthc.xls": as_page(rows(SAME, SYSTEM, days="%H:%M %d/%m/%Y"), title="DANH SÁCH HỒ SƠ")}, ""),
    "văn bản UTF-16, tab, viết tắt": ({"ho_so_tthc.txt": as_csv(rows(_SHORT, {DONE: "Đã trả KQ hồ sơ"}), sign="\t", encoding="utf-16")}, ""),
    "chấm phẩy, ngày bằng chữ": ({"ho_so_tthc.csv": as_csv(rows(SAME, days="ngày %d tháng %m năm %Y"), sign=";")}, ""),
    "ô hai dòng": ({"ho_so_tthc.xlsx": as_xlsx(rows({**SAME, "Ngày tiếp nhận": "Ngày\ntiếp nhận"}, {"toàn trình": "DVC trực tuyến\ntoàn trình"}, days="%d/%m/%Y\n%H:%M"))}, ""),
    "hình thức trả kết quả": ({"ho_so_tthc.csv": as_csv(rows(_RESULT, {"Trả kết quả trực tuyến=Có": "Trực tuyến", "Trả kết quả trực tuyến=Không": "Tại bộ phận một cửa", "Đã định danh=Có": "x", "Đã định danh=Không": "", "một phần": "DVC mức độ 3"}))}, ""),
    "tệp của từng đơn vị": (
        {f"ho_so_tthc__{unit}.csv": as_csv([row for row in rows(_OF_ONE, SYSTEM) if row[0] not in others]) for unit, others in (("A", [r[0] for r in CLEAN if r[1] != "A"]), ("B", [r[0] for r in CLEAN if r[1] != "B"]))},
        "",
    ),
    "Parquet có kiểu": ({"ho_so_tthc.parquet": _typed()}, ""),
    "một từ riêng của phần mềm": ({"ho_so_tthc.csv": as_csv(rows(SAME, {**SYSTEM, DONE: "Hoàn tất quy trình"}))}, "1a"),
    "cột đánh số, chữ in hoa": ({"ho_so_tthc.xlsx": as_xlsx([["DANH SÁCH"], *rows(_NUMBERED)[:1], [f"({n})" for n in range(1, 13)], *rows(SAME)[1:]])}, ""),
    "cổng tỉnh, hai cột đơn vị": ({"ho_so_tthc.csv": as_csv(rows(_PORTAL, _PORTAL_WORDS))}, ""),
    "mã số riêng": ({"ho_so_tthc.csv": as_csv(rows({**SAME, "Trạng thái": "Diễn biến"}, _OWN_CODES))}, CODED),
}  # fmt: skip


def _list(*table: str, sign: str = ",", encoding: str = "utf-8") -> bytes:
    return as_csv([row.split("|") for row in table], sign=sign, encoding=encoding)


# The other lists, as other systems name their columns.
OTHERS: dict[str, bytes] = {
    "van_ban.csv": _list(
        "STT|Số hiệu|Ngày phát hành|Trích yếu|Phòng ban soạn thảo|Độ bảo mật|Phương thức phát hành|Trạng thái ký",
        "1|1/VP|01/02/2024|v/v|A|Bình thường|Liên thông|Đã ký số", "2|2/VP|02/02/2024|v/v|A|Bình thường|Liên thông|Ký tay",
        "3|3/VP|05/02/2024|v/v|B|Bình thường|Bản giấy|Ký tay", "4|4/VP|06/02/2024|v/v|B||Trục liên thông|Đã ký số",
        sign="\t", encoding="utf-16",
    ),
    "ho_so_cong_viec.xlsx": as_xlsx([
        ["DANH MỤC HỒ SƠ NĂM 2024"], ["STT", "KÝ HIỆU HỒ SƠ", "TIÊU ĐỀ", "ĐƠN VỊ LẬP HỒ SƠ", "NGÀY BẮT ĐẦU", "MỨC ĐỘ MẬT", "XỬ LÝ TRÊN MÔI TRƯỜNG MẠNG", "NỘP LƯU ĐIỆN TỬ"],
        ["1", "HS1", "x", "Phòng A", "01/02/2024", "Không mật", "Có", "Có"], ["2", "HS2", "x", "Phòng B", "02/02/2024", "Không mật", "Có", "Không"],
        ["3", "HS3", "x", "Phòng B", "05/02/2024", "", "Có", "Có"],
    ]),
    "dich_vu_cong.xls": as_page(
        [["Mã số TTHC", "Tên dịch vụ", "Phòng chủ trì", "Loại dịch vụ công", "Đủ điều kiện toàn trình"], ["1.001", "x", "A", "DVCTT toàn trình", "x"],
         ["1.002", "x", "B", "DVCTT một phần", "x"], ["1.003", "x", "B", "Cung cấp thông tin", ""]],
        title="DANH MỤC",
    ),
    "du_lieu_mo.csv": _list(
        "(1) Mã dữ liệu|(2) Tên dữ liệu|(3) Đơn vị chủ quản|(4) Bắt buộc công bố|(5) Ngày đăng tải", "D1|x|A|Có|01/02/2024", "D2|x|B|Có|02/02/2024", "D3|x|B|Có|",
    ),
    "dieu_hanh.csv": _list("Mã nhiệm vụ|Đơn vị chủ trì|Ngày thực hiện|Trên nền tảng số", "N1|A|01/02/2024|x", "N2|B|02/02/2024|", "N3|B|05/02/2024|x", sign=";"),
    "bao_cao.csv": _list(
        "Mã báo cáo|Cơ quan gửi|Hạn nộp báo cáo|Thời gian gửi|Hình thức gửi", "B1|A|01/02/2024|01/02/2024 16:30|Hệ thống thông tin báo cáo quốc gia",
        "B2|B|01/03/2024|01/03/2024|Văn bản giấy", "B3|B|01/04/2024|01/04/2024|Hệ thống báo cáo quốc gia",
    ),
    "can_bo.csv": _list(
        "STT|Số hiệu CBCCVC|Phái|Đơn vị|Phòng ban|Chức vụ lãnh đạo|Ngày tuyển dụng|Ngày vào làm việc|Ngày thôi việc",
        "1|CB1|Nữ|Sở Thử|A|Trưởng phòng|01/02/2009|01/02/2010|", "2|CB2|Nam|Sở Thử|A||01/02/2009|01/02/2011|", "3|CB3|Nam|Sở Thử|B|Phó Trưởng phòng|01/02/2009|01/02/2012|",
        "4|CB4|Nữ|Sở Thử|B||01/02/2009|01/02/2013|01/03/2024",
    ),
    "tap_huan.csv": _list(
        "Mã nhân viên|Tên khóa học|Ngày cấp chứng nhận", "CB1|Tập huấn kỹ năng số cơ bản|01/02/2024", "CB1|Phân tích và khai thác dữ liệu|01/03/2024", "CB2|Bồi dưỡng kỹ năng số cơ bản|01/02/2024",
    ),
}  # fmt: skip
# By hand, of the whole agency: 1/VP and 4/VP are electronic and signed; HS1, HS3; of two services that are fit one; D1, D2;
# N1, N3; B1, B3; CB4 has left, of the others CB1 and CB2 are trained; of the leaders CB1 and CB3 the first knows data.
OTHER_FIGURES = {
    "VB": (2, 4),
    "HSCV": (2, 3),
    "DVC": (1, 2),
    "DLM": (2, 3),
    "DH": (2, 3),
    "BC": (2, 3),
    "CB": (2, 3),
    "LD": (1, 2),
}
