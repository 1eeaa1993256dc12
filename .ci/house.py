"""Draw the packages and what each imports, from the table of tests/test_architecture.py: ``python .ci/house.py``.

Writes docs/kien_truc.svg and the table of packages in docs/kien_truc.md; with ``--check``, only compares.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PICTURE, PAGE = ROOT / "docs/kien_truc.svg", ROOT / "docs/kien_truc.md"
PLACE = re.compile(r"(?<=<!-- gói: bắt đầu -->\n).*?(?=<!-- gói: hết -->)", re.DOTALL)

# Package → what stands in its box, and its sentence in the table.
PACKAGES = {
    "shipped": (
        "tệp đi kèm",
        "Nói tệp đi kèm bộ công cụ (sổ tay, mẫu) nằm ở đâu, trong bản sao mã nguồn cũng như trong wheel.",
    ),
    "words": (
        "từ ngữ, mã lỗi, số kiểu Việt Nam",
        "Mọi từ mà tệp, kế hoạch, mã nguồn và người đọc dùng chung: nguồn và cột, mã lỗi, cách viết số, dữ liệu cá nhân.",
    ),
    "periods": ("kỳ, giai đoạn", "2024, 2024-H1, 2024-Q3, 2022..2025: ngày đầu, ngày cuối, kỳ trước."),
    "resources": ("bộ nhớ được dùng", "Một lần chạy được dùng bao nhiêu bộ nhớ, giữ bản chuyển đổi ở đâu."),
    "writing": ("ghi tệp nguyên vẹn", "Ghi cả tệp hoặc không ghi, cùng đầu vào cùng từng byte, không dữ liệu cá nhân."),
    "plan": ("kế hoạch", "Đọc `ke_hoach.yaml` thành dữ liệu có kiểu, không đổi được; mọi lỗi có số dòng."),
    "units": ("đơn vị, sắp xếp", "Có những đơn vị nào vào một ngày, đơn vị nào thay đơn vị nào."),
    "sources": (
        "tệp → bảng sạch",
        "Tìm tệp của một kỳ, đọc, đưa mọi giá trị về dạng chuẩn: mỗi nguồn một bảng sạch; nơi duy nhất đọc CSV, XLSX, Parquet.",
    ),
    "sample": ("số liệu minh họa", "Tạo một thư mục số liệu minh họa cỡ bất kỳ, lần nào cũng như nhau."),
    "indicators": ("tử số, mẫu số", "Đếm tử số, mẫu số của từng đơn vị, chỉ tiêu; mỗi con số có một trạng thái."),
    "scoring": ("điểm, hạng, xếp loại", "Điểm từng mục, tổng điểm làm tròn một lần, thứ hạng, xếp loại, độ vững."),
    "mapping": (
        "cột, từ lạ của tệp",
        "Cột, từ của một tệp là cột, từ nào: đề xuất theo tên và nội dung, viết vào kế hoạch khi được đồng ý.",
    ),
    "awards": ("đề nghị, xét khen", "Ai đủ điều kiện được đề nghị khen, theo thứ tự nào, vì sao."),
    "evaluation": (
        "một kết quả, thứ tự các bước",
        "Kết quả không đổi được của một kỳ hay giai đoạn; nơi duy nhất biết thứ tự các bước, so kỳ, truy từng dòng.",
    ),
    "scenarios": ("nếu … thì …", "Kịch bản: điểm, mức giao, con số, cách đếm khác, trên một bản sao của kết quả."),
    "notebook": ("cửa của sổ tay", "Những gì sổ tay hỏi một thư mục số liệu: `tk.evaluate`, `tk.history`, `tk.trace`…"),
    "report": (
        "câu, bảng, hình → HTML, Word",
        "Báo cáo là dữ liệu: mục, câu, bảng, hình; hiện thành HTML hoặc Word; không tính số nào.",
    ),
    "forms": ("biểu mẫu", "Biểu mẫu Excel của từng đơn vị: phát ra, nhận về, đối chiếu."),
    "new": ("thư mục mới", "Lập một thư mục số liệu mới: kế hoạch mẫu hay khung, danh mục đơn vị, kỳ trống, biểu mẫu."),
    "publishing": ("sổ tay → tệp", "Chạy sổ tay, thành HTML, Word, PDF, sổ tính, dữ liệu mở, trang đầu."),
    "widgets": ("mảnh ghép kham_pha", "Các mảnh ghép tương tác của sổ tay `kham_pha`."),
    "running": (
        "một lần chạy",
        "Một lệnh từ đầu đến cuối: cái gì đã cũ, làm lại gì, ghi lại gì, so lại, chia cho nhiều máy.",
    ),
    "commands": ("lệnh thidua", "Dòng lệnh `thidua`: đọc tùy chọn, gọi việc, mã kết thúc, `doctor`."),
    "__main__": ("python -m toolkit", "Để gọi lệnh bằng `python -m toolkit`."),
}
EDGE, WIDE, GAP, TALL, ROW, LANE = 16, 214, 28, 44, 76, 14
Pair = tuple[str, str]


def house() -> dict[str, tuple[str, ...]]:
    """Package → the packages that it imports, from the ground up. Raises KeyError where one has no words here."""
    tree = ast.parse((ROOT / "tests/test_architecture.py").read_text(encoding="utf-8"))
    (table,) = (n.value for n in tree.body if isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) == "HOUSE")
    rows = {name: tuple(below.split()) for name, below in ast.literal_eval(table).items()}
    if strange := set(rows) ^ set(PACKAGES):
        raise KeyError(f"{', '.join(sorted(strange))} cần một dòng trong PACKAGES của .ci/house.py, hoặc không còn nữa")
    return rows


def floors(rows: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Package → its floor: one above the highest that it imports."""
    found: dict[str, int] = {}
    for name, below in rows.items():
        found[name] = 1 + max((found[each] for each in below), default=0)
    return found


def direct(rows: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """The imports that say something new: not those of what a package gets to through another one as well."""
    reach: dict[str, set[str]] = {}
    for name, below in rows.items():
        reach[name] = set(below).union(*(reach[each] for each in below))
    return [(name, each) for name, below in rows.items() for each in below if not any(each in reach[b] for b in below)]


def picture_text() -> str:
    """The picture: the command on top, the words at the bottom; a line leads from a package to what it imports."""
    rows = house()
    level, pairs = floors(rows), direct(house())
    top, spine = max(level.values()), _spine(rows)
    spots = {}
    for floor in range(1, top + 1):
        beside = sorted((name for name in rows if level[name] == floor), key=lambda name: name not in spine)
        spots |= {name: (EDGE + n * (WIDE + GAP), EDGE + (top - floor) * ROW) for n, name in enumerate(beside)}
    lanes = _lanes(
        pairs, level, {floor: max(spots[n][0] for n in rows if level[n] == floor) + WIDE for floor in level.values()}
    )
    across, tall = (
        max(*lanes.values(), *(x + WIDE for x, _ in spots.values())) + EDGE,
        top * ROW - ROW + TALL + 2 * EDGE,
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across} {tall}" width="{across}" height="{tall}" role="img" '
        'font-family="DejaVu Sans, Segoe UI, Helvetica, Arial, sans-serif">',
        "<title>Các gói của toolkit</title>",
        f"<desc>{escape(_described(rows, level))}</desc>",
        f'<rect width="{across}" height="{tall}" fill="#ffffff"/>',
        '<g fill="none" stroke="#7d93a5" stroke-width="1.4">',
        *(_line(spots[upper], spots[lower], lanes.get((upper, lower))) for upper, lower in pairs),
        "</g>",
        *(_box(name, *spots[name]) for name in rows),
    ]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _spine(rows: Mapping[str, Sequence[str]]) -> list[str]:
    """The longest way down, which stands in one column: from the command, always to the highest that is imported."""
    level, way = floors(rows), [max(rows, key=lambda name: floors(rows)[name])]
    while below := rows[way[-1]]:
        way.append(max(below, key=lambda name: (level[name], list(rows).index(name))))
    return way


def _lanes(pairs: Sequence[Pair], level: Mapping[str, int], right: Mapping[int, int]) -> dict[Pair, int]:
    """Where a line runs that passes floors: to the right of every box on them, the longer lines further out."""
    lanes: dict[Pair, int] = {}
    for pair in sorted(pairs, key=lambda pair: level[pair[0]] - level[pair[1]]):
        passed = set(range(level[pair[1]] + 1, level[pair[0]]))
        taken = {x for other, x in lanes.items() if passed & set(range(level[other[1]] + 1, level[other[0]]))}
        if passed:
            x = max(right[floor] for floor in passed) + LANE
            while any(abs(x - other) < LANE for other in taken):
                x += LANE
            lanes[pair] = x
    return lanes


def _line(upper: tuple[int, int], lower: tuple[int, int], lane: int | None) -> str:
    """A curve from the bottom of a box to the top of another; one that passes floors goes down its lane."""
    (x, y), (to, end) = (upper[0] + WIDE // 2, upper[1] + TALL), (lower[0] + WIDE // 2, lower[1])
    gap = ROW - TALL
    if lane is None:
        return f'<path d="M{x} {y}{_curve(x, y, to, end)}"/>'
    return f'<path d="M{x} {y}{_curve(x, y, lane, y + gap)}V{end - gap}{_curve(lane, end - gap, to, end)}"/>'


def _curve(x: int, y: int, to: int, end: int) -> str:
    middle = (y + end) // 2
    return f"C{x} {middle} {to} {middle} {to} {end}"


def _box(name: str, x: int, y: int) -> str:
    middle = x + WIDE // 2
    return (
        f'<g text-anchor="middle"><rect x="{x}" y="{y}" width="{WIDE}" height="{TALL}" rx="6" fill="#eef4f8" stroke="#1b6b93"/>'
        f'<text x="{middle}" y="{y + 18}" font-size="14" font-weight="bold" fill="#0f3d57">{name}</text>'
        f'<text x="{middle}" y="{y + 35}" font-size="12" fill="#222222">{escape(PACKAGES[name][0])}</text></g>'
    )


def _described(rows: Mapping[str, Sequence[str]], level: Mapping[str, int]) -> str:
    """The picture in words, for who does not see it."""
    each = [f"{name} dùng {', '.join(below)}" for name, below in rows.items() if below]
    return f"{len(rows)} gói trên {max(level.values())} tầng, mỗi gói chỉ dùng gói ở tầng dưới. {'; '.join(each)}."


def page_text(page: str) -> str:
    """The page with its table of packages, the ground first."""
    rows = house()
    level = floors(rows)
    lines = ["| tầng | gói | làm gì | dùng |", "|---:|---|---|---|"]
    for name in sorted(rows, key=lambda each: level[each]):
        place = f"toolkit/{name}.py" if (ROOT / f"toolkit/{name}.py").is_file() else f"toolkit/{name}/"
        used = ", ".join(f"`{each}`" for each in rows[name])
        lines.append(f"| {level[name]} | [`{name}`](../{place}) | {PACKAGES[name][1]} | {used} |")
    return PLACE.sub(lambda _: "\n".join(lines) + "\n", page)


if __name__ == "__main__":
    text, drawn = PAGE.read_text(encoding="utf-8"), picture_text()
    if "--check" not in sys.argv:
        PAGE.write_text(page_text(text), encoding="utf-8")
        PICTURE.write_text(drawn, encoding="utf-8")
    elif text != page_text(text) or PICTURE.read_text(encoding="utf-8") != drawn:
        sys.exit("docs/kien_truc.md, docs/kien_truc.svg khác mã nguồn. Cách sửa: chạy python .ci/house.py")
