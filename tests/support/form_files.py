"""Forms for tests: a tiny plan that asks for every kind of answer, and how to fill one in."""

from __future__ import annotations

import unicodedata
from datetime import datetime

import openpyxl
from small import plan

TARGETS, ITEMS, AWARDS, GUIDE = "Chỉ tiêu", "Nội dung, biện pháp", "Đề nghị khen thưởng", "Hướng dẫn"
OFFERS = [
    {"id": "gk_tt", "name": "Giấy khen tập thể", "kind": "collective"},
    {"id": "gk_cn", "name": "Giấy khen cá nhân", "kind": "individual"},
]
PLAN = plan(
    targets=[
        {"id": "T1", "name": "Hồ sơ ký số", "goal": "80%", "source": "bao_cao_don_vi", "points": 10},
        {"id": "T2", "name": "Sáng kiến mỗi người", "goal": "4.5", "source": "bao_cao_don_vi", "points": 10},
        {"id": "T3", "name": "Chỉ của B", "goal": "50%", "source": "bao_cao_don_vi", "points": 5, "units": ["B"]},
        {"id": "T4", "name": "=1+1", "goal": "90%", "source": "van_ban", "success": {"signed": True}, "points": 5},
    ],
    contents=[{"id": "N1", "name": "Lãnh đạo", "points": 4}],
    actions=[{"id": "B1", "name": "Họp", "points": 3, "rule": "steps", "steps": [1.5, 3]}],
    awards=OFFERS,
)
BEFORE = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số,Ghi chú\nA,T1,30,40,\nA,T2,9,2,\nB,T1,1,1,\n"


def form(here, unit="A"):
    return here / f"outputs/2025/noi_bo/bieu_mau/{unit}.xlsx"


def fill(path, answers, *, name="back.xlsx"):
    """Type answers ({sheet: {cell: value}}) into a copy of a form."""
    book = openpyxl.load_workbook(path)
    for title, cells in answers.items():
        for place, value in cells.items():
            book[title][place] = value
    back = path.parents[4] / name
    book.save(back)
    return back


GOOD = {
    TARGETS: {"H5": 45, "I5": 50, "J5": "đủ hồ sơ", "H6": "10,5", "I6": 2, "H7": 0, "I7": 0},
    ITEMS: {"E5": "3,75", "F5": "Kế hoạch số 12/KH", "G5": datetime(2025, 5, 26), "E6": 1.5},
    AWARDS: {
        "B5": "Cá nhân",
        "C5": "CB-07",
        "D5": unicodedata.normalize("NFD", "Nguyễn Văn Đức"),
        "E5": "Giấy khen cá nhân",
        "F5": "Không",
        "G5": "Số hóa 100% hồ sơ",
    },
}


REPORTED = 'Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số,Ghi chú\nA,T1,45,50,đủ hồ sơ\nA,T2,"10,5",2,\nA,T4,0,0,\n'
EVIDENCE = 'Mã đơn vị,Mã mục,Điểm tự chấm,Minh chứng,Ngày\nA,N1,"3,75",Kế hoạch số 12/KH,26/05/2025\nA,B1,"1,5",,\n'
NOMINATED = [
    ["Mã đề nghị", "Loại", "Mã đơn vị", "Mã cán bộ", "Tên", "Hình thức khen", "Đang xem xét kỷ luật", "Thành tích"],
    ["A-01", "Cá nhân", "A", "CB-07", "Nguyễn Văn Đức", "gk_cn", "Không", "Số hóa 100% hồ sơ"],
]


def collected(here, source, unit="A", period="2025"):
    return (here / f"data/{period}/{source}__{unit}.csv").read_text(encoding="utf-8")


def files(here):
    return {p.relative_to(here / "data").as_posix(): p.read_bytes() for p in (here / "data").rglob("*") if p.is_file()}
