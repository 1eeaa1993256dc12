"""Twelve dossiers as eleven systems would export them: in their shapes, their headers, their words.

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
_OF_ONE = {column: column for column in HEAD if column != "Mã đơn vị"}

_OLD_BOOK = Path(__file__).parents[1] / "data/formats/so_mot_cua.xls"  # the first of them, saved so by LibreOffice

# Name → the files of the period, and how many questions are left after ``thidua map --yes``.
EXPORTS: dict[str, tuple[dict[str, bytes], int]] = {
    "sổ một cửa, lưu dạng XLS": ({"ho_so_tthc.xls": _OLD_BOOK.read_bytes()}, 0),
    "sổ một cửa": ({"ho_so_tthc.xlsx": _one_stop_book()}, 0),
    "cơ sở dữ liệu, mã số": ({"ho_so_tthc.csv": _database()}, 0),
    "trang HTML mang đuôi xls": ({"ho_so_tthc.xls": as_page(rows(SAME, SYSTEM, days="%H:%M %d/%m/%Y"), title="DANH SÁCH HỒ SƠ")}, 0),
    "văn bản UTF-16, tab, viết tắt": ({"ho_so_tthc.txt": as_csv(rows(_SHORT, {DONE: "Đã trả KQ hồ sơ"}), sign="\t", encoding="utf-16")}, 0),
    "chấm phẩy, ngày bằng chữ": ({"ho_so_tthc.csv": as_csv(rows(SAME, days="ngày %d tháng %m năm %Y"), sign=";")}, 0),
    "ô hai dòng": ({"ho_so_tthc.xlsx": as_xlsx(rows({**SAME, "Ngày tiếp nhận": "Ngày\ntiếp nhận"}, {"toàn trình": "DVC trực tuyến\ntoàn trình"}, days="%d/%m/%Y\n%H:%M"))}, 0),
    "hình thức trả kết quả": ({"ho_so_tthc.csv": as_csv(rows(_RESULT, {"Trả kết quả trực tuyến=Có": "Trực tuyến", "Trả kết quả trực tuyến=Không": "Tại bộ phận một cửa", "Đã định danh=Có": "x", "Đã định danh=Không": "", "một phần": "DVC mức độ 3"}))}, 0),
    "tệp của từng đơn vị": (
        {f"ho_so_tthc__{unit}.csv": as_csv([row for row in rows(_OF_ONE, SYSTEM) if row[0] not in others]) for unit, others in (("A", [r[0] for r in CLEAN if r[1] != "A"]), ("B", [r[0] for r in CLEAN if r[1] != "B"]))},
        0,
    ),
    "Parquet có kiểu": ({"ho_so_tthc.parquet": _typed()}, 0),
    "một từ riêng của phần mềm": ({"ho_so_tthc.csv": as_csv(rows(SAME, {**SYSTEM, DONE: "Hoàn tất quy trình"}))}, 1),
}  # fmt: skip
