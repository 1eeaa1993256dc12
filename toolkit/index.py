"""``index.html``: one page that links every report of an output folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .errors import UsageError
from .periods import Period, parse_period
from .plan import Plan
from .report.document import Section
from .report.model import Block, Heading, Letterhead, Links, Paragraph

_TITLES = {
    "so_ket.html": "Báo cáo sơ kết",
    "kiem_tra.html": "Kiểm tra số liệu",
    "indicators.csv": "Chỉ tiêu (CSV)",
    "items.csv": "Điểm từng mục (CSV)",
    "scores.csv": "Điểm, thứ hạng, xếp loại (CSV)",
    "findings.csv": "Lỗi và cảnh báo (CSV)",
    "notebooks/so_ket.ipynb": "Sổ tay sơ kết đã chạy",
    "notebooks/kiem_tra.ipynb": "Sổ tay kiểm tra đã chạy",
}


def index_page(plan: Plan, out: Path) -> bytes:
    """The page for the periods that have a record in ``out``, the latest first."""
    from .publishing import page_bytes

    agency, movement = plan.movement.agency, plan.movement
    title = f"Kết quả phong trào thi đua “{movement.name}”"
    head: list[Block] = [
        Letterhead(agency.parent, agency.name, "", "", "Kết quả đánh giá", f"Phong trào thi đua “{movement.name}”")
    ]
    head += [Paragraph(movement.note, "note")] if movement.note else []
    sections = [Section("mo-dau", title, tuple(head))]
    for period, record in sorted(_records(out), key=lambda pair: pair[0], reverse=True):
        sections.append(_period_section(period, record))
    return page_bytes(title, *sections)


def _records(out: Path) -> list[tuple[Period, dict[str, Any]]]:
    found = []
    for path in out.glob("*/run.json"):
        try:
            found.append((parse_period(path.parent.name), json.loads(path.read_text(encoding="utf-8"))))
        except (UsageError, ValueError):
            continue
    return found


def _period_section(period: Period, record: dict[str, Any]) -> Section:
    counts, name = record["counts"], period.title[0].upper() + period.title[1:]
    said = f"{counts['targets_met']}/{counts['targets']} chỉ tiêu đạt mức giao; {counts['units']} đơn vị; {counts['findings']['error']} lỗi, {counts['findings']['warning']} cảnh báo."
    said += "" if record["complete"] else " Còn số liệu thiếu hoặc không tính được."
    links = [(f"{period.id}/{file}", text) for file, text in _TITLES.items() if file in record["outputs"]]
    return Section(period.id, name, (Heading(name), Paragraph(said), Links(tuple(links))))
