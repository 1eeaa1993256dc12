"""Write docs/ma_loi.md, every code of a finding with its remedy: ``python .ci/codes.py``; with ``--check``, only compare."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from toolkit.words.codes import CODES, LEVELS, Code  # noqa: E402

PAGE = ROOT / "docs/ma_loi.md"
GROUPS = {
    "KH": "Kế hoạch",
    "DV": "Đơn vị",
    "SN": "Sắp xếp đơn vị",
    "TEP": "Tệp",
    "COT": "Cột",
    "O": "Ô",
    "DONG": "Dòng",
    "SO": "Số liệu của chỉ tiêu",
    "KY": "Kỳ",
    "DIEM": "Điểm",
    "GT": "Giải trình",
    "MC": "Minh chứng",
    "CB": "Cán bộ",
    "DE": "Đề nghị khen thưởng",
    "BQ": "Biểu quyết",
    "BM": "Biểu mẫu",
    "CN": "Dữ liệu cá nhân, bí mật nhà nước",
    "NX": "Nhận xét",
}
INTRODUCTION = """# Mã lỗi

Trang này được lập từ `toolkit/words/codes_files.py` và `codes_figures.py` bằng lệnh `python .ci/codes.py`: sửa ở đó, không sửa ở đây.

Mỗi lỗi trên một dòng: `[MÃ] tệp › trang › dòng N › cột "X": vấn đề. Cách sửa: …`. Số dòng như bảng tính hiện. Giá trị của ô không bao giờ được nêu. Tìm mã bằng Ctrl+F.

- **lỗi**: có con số hoặc quyết định không đưa ra được cho đến khi sửa. Lỗi không chạm đến con số nào được hạ thành cảnh báo.
- **cảnh báo**: vẫn tính, nhưng cần xem lại.
- **thông tin**: để biết; không phải sửa nếu đúng như vậy."""


def codes_text() -> str:
    """The whole page. Raises KeyError for a code whose letters have no heading."""
    parts = [INTRODUCTION]
    for letters, title in GROUPS.items():
        rows = [_row(id, code) for id, code in CODES.items() if id.partition("-")[0] == letters]
        parts += [f"## {title}", "\n".join(["| mã | mức | nghĩa | cách sửa |", "|---|---|---|---|", *rows])]
    if strange := {id.partition("-")[0] for id in CODES} ^ set(GROUPS):
        raise KeyError(f"{', '.join(sorted(strange))} cần một dòng trong GROUPS của .ci/codes.py, hoặc không còn nữa")
    return "\n\n".join(parts) + "\n"


def _row(id: str, code: Code) -> str:
    meaning = f"{code.title}: {code.detail}" if code.detail else code.title
    return f"| {id} | {LEVELS[code.level].lower()} | {meaning} | {code.remedy} |"


if __name__ == "__main__":
    if "--check" in sys.argv:
        if PAGE.read_text(encoding="utf-8") != codes_text():
            sys.exit("docs/ma_loi.md khác mã nguồn. Cách sửa: chạy python .ci/codes.py")
    else:
        PAGE.write_text(codes_text(), encoding="utf-8")
