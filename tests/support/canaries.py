"""A folder in which every source and column that may hold people holds somebody to be found again, and the search for them."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from small import documents, plan, write_folder

WORDS = [
    "Ánh",
    "Bình",
    "Chi",
    "Dũng",
    "Giang",
    "Hạnh",
    "Khoa",
    "Liên",
    "Minh",
    "Ngọc",
    "Oanh",
    "Phúc",
    "Quyên",
    "Sơn",
    "Tâm",
    "Uyên",
    "Vinh",
    "Xuân",
    "Yến",
    "Bách",
]
STAFF = [f"NV-{unit}-{n:03}" for unit in "ABC" for n in range(701, 709)]
NAMES = [
    f"Lưu Thị Hoàng {word}" for word in WORDS[:12]
]  # of nominees; no surname of the list by which others are known
CASES = [f"KHEN-{n}-7{n:02}" for n in range(1, 13)]
ACHIEVEMENTS = [f"sáng kiến riêng thứ {n} ngàn lẻ {n}" for n in range(1, 13)]
STRANGERS = {  # named in free text, known from no list
    "reason": "Ông Tiêu Công Reason nộp chậm",
    "evidence": "Sổ tay do bà Kha Evidence lập",
    "evidence_id": "Đ/c Ma Pieceid",
    "document": "Báo cáo của Nguyễn Văn Document",
    "link": "kho/Trần Thị Link",
    "mark_evidence": "Tệp của anh Ka Markpiece",
    "explanation": "Chị Sú Explained đã nghỉ thai sản",
    "added": "Đơn của thầy Pờ Added",
    "abstract": "Quyết định khen bà Lý Abstract",
    "issuer": "Văn phòng đ/c Cầm Issuer",
    "decision": "12/QĐ Trần Decision",
    "level": "Cấp của ông Hà Level",
    "granted": "Giấy khen ông Quách Granted",
    "remark": "Biểu dương đồng chí Vi Remark đã làm tốt.",
    "staff_in_reason": "NV-A-703 chưa xong",
    "nominee_in_evidence": f"Ghi chép của {NAMES[0].upper()}",
}
NEVER = ["Lò Unread Cell", "Lò Unread Note"]  # in columns that nobody reads
POSTS = ["tổ trưởng tổ Bảy Postlist", "nhóm trưởng nhóm Tám Postcase"]
MARKED = ["B ND2", "C ND1", "C ND2", "A BP1", "B BP1", "C BP1"]
VOTES = ["61/97", "59/97", "53/97"]

_PLAN = plan(
    targets=[
        {
            "id": "T1",
            "name": "Văn bản ký số",
            "goal": "80%",
            "source": "van_ban",
            "success": {"signed": True},
            "points": 10,
        },
        {
            "id": "T2",
            "name": "Tập huấn",
            "goal": "90%",
            "source": "can_bo",
            "success": {"trained_basic": True},
            "points": 10,
        },
        {"id": "T3", "name": "Báo cáo", "goal": "50%", "source": "bao_cao_don_vi", "points": 5},
    ],
    contents=[{"id": "ND1", "name": "Nội dung một", "points": 5}, {"id": "ND2", "name": "Nội dung hai", "points": 5}],
    actions=[{"id": "BP1", "name": "Biện pháp một", "points": 5}],
    awards=[
        {"id": "gk_tt", "name": "Giấy khen tập thể", "kind": "collective", "min_score": 0, "quota": 2},
        {"id": "gk_cn", "name": "Giấy khen cá nhân", "kind": "individual", "min_score": 0, "quota": 3},
    ],
)


def canary_folder(root: Path) -> Path:
    """One year of three units."""
    return write_folder(root, {f"2024/{name}": text for name, text in _files("2024").items()}, plan=_PLAN)


def _files(year: str) -> dict[str, str]:
    said = STRANGERS
    people = [(case, STAFF[n * 2], NAMES[n], ACHIEVEMENTS[n]) for n, case in enumerate(CASES)]
    rows = [
        f"{case},Cá nhân,{code[3]},{code},{name},gk_cn,{'Có' if n == 4 else ''},{done},{POSTS[1] if n < 4 else ''}"
        for n, (case, code, name, done) in enumerate(people)
    ]
    return {
        "van_ban.csv": documents(year, A=(5, 10), B=(9, 10), C=(10, 10)),
        "can_bo.csv": "Mã cán bộ,Họ tên,Mã đơn vị,Lãnh đạo,Nữ,Ngày vào,Ngày ra,Chức vụ\n"
        + "".join(
            f"{code},{NEVER[0]},{code[3]},{'Có' if code.endswith('1') else 'Không'},Có,01/01/2020,,{POSTS[0]}\n"
            for code in STAFF
        ),
        "tap_huan.csv": f"Mã cán bộ,Loại khóa,Ngày hoàn thành\n{STAFF[0]},Cơ bản,01/02/{year}\nNV-Z-999,Cơ bản,01/02/{year}\n",
        "bao_cao_don_vi.csv": f"Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số,Ghi chú\nA,T3,1,2,{NEVER[1]}\nB,T3,2,2,\nC,T3,x,2,{NEVER[1]}\n",
        "minh_chung.csv": "Mã đơn vị,Mã mục,Điểm tự chấm,Minh chứng,Ngày,Mã minh chứng,Số ký hiệu,Đường dẫn\n"
        f"A,ND1,5,{said['evidence']},01/02/{year},{said['evidence_id']},{said['document']},{said['link']}\n"
        f"B,ND1,5,{said['nominee_in_evidence']},,,,\nA,ND2,4,Kế hoạch số 12,,,,\n",
        "tham_dinh.csv": "Mã đơn vị,Mã mục,Điểm thẩm định,Lý do,Mã minh chứng\n"
        f"A,ND1,4,{said['reason']},{said['mark_evidence']}\nB,ND1,4,{said['staff_in_reason']},\n"
        "A,ND2,3,thiếu báo cáo quý,\n" + "".join(f"{unit},{item},5,,\n" for unit, item in map(str.split, MARKED)),
        "giai_trinh.csv": "Mã đơn vị,Mã mục,Nội dung,Minh chứng,Ngày\n"
        f"A,ND1,{said['explanation']},{said['added']},01/03/{year}\nA,ND2,Đã nộp bổ sung,,\n",
        "van_ban_chi_dao.csv": "Số ký hiệu,Ngày,Trích yếu,Cơ quan ban hành,Mã mục\n"
        f"1/KH,05/01/{year},{said['abstract']},{said['issuer']},ND1\n",
        "khen_thuong.csv": "Số quyết định,Ngày,Cấp,Hình thức khen,Loại,Mã đơn vị,Mã cán bộ\n"
        f"{said['decision']},05/12/{year},{said['level']},{said['granted']},Cá nhân,A,NV-G-888\n",
        "de_nghi.csv": "Mã đề nghị,Loại,Mã đơn vị,Mã cán bộ,Tên,Hình thức khen,Đang xem xét kỷ luật,Thành tích,Chức vụ\n"
        "TT-1,Tập thể,A,,Phòng A,gk_tt,,đã làm tốt,\n" + "\n".join(rows) + "\n",
        "bieu_quyet.csv": "Mã đề nghị,Số thành viên,Đồng ý,Không đồng ý\nTT-1,97,61,36\n"
        + "".join(f"{case},97,{59 if n % 2 else 53},30\n" for n, case in enumerate(CASES)),
        "nhan_xet.md": f"## Mô hình, điển hình\n\nĐã có ba mô hình tốt.\n\n{said['remark']}\n",
    }


@dataclass(frozen=True)
class Canary:
    """Something of somebody, and whether the internal edition should tell it."""

    text: str
    is_told: bool = True


def canaries() -> list[Canary]:
    """All of them: codes, names, cases, what they achieved, votes, free text."""
    told = [*NAMES, *CASES, *STAFF[1:], *STRANGERS.values(), *VOTES, *POSTS, "đang bị xem xét kỷ luật"]
    kept = [*ACHIEVEMENTS, *NEVER, STAFF[0], "NV-Z-999", "NV-G-888"]  # in the papers those of the proposed only
    return [*(Canary(text) for text in told), *(Canary(text, is_told=False) for text in kept)]


def texts_below(folder: Path) -> Iterator[tuple[str, str]]:
    """Each file of a folder and everything that it says, the parts of packages, attributes and JSON included; folded."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            texts = [path.relative_to(folder).as_posix(), *_texts(path.name, path.read_bytes())]
            yield path.relative_to(folder).as_posix(), folded("\n".join(texts))


def _texts(name: str, content: bytes) -> Iterator[str]:
    if name.endswith((".docx", ".xlsx", ".zip")):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for part in package.namelist():
                yield from _texts(part, package.read(part))
        return
    text = content.decode("utf-8", "replace")
    yield html.unescape(text)
    yield html.unescape(re.sub(r"<[^>]*>", "", text))  # what is in several runs of a Word file
    if name.endswith((".json", ".ipynb")):
        yield "\n".join(map(html.unescape, _strings(json.loads(text))))
    if name.endswith(".csv"):
        yield "\n".join(cell for row in csv.reader(io.StringIO(text)) for cell in row)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        if all(isinstance(each, str) for each in value):
            yield "".join(value)
        for inner in value:
            yield from _strings(inner)


def folded(text: str) -> str:
    """A text as it is searched: letters alike whatever their case and form."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
