"""``index.html``: one page that links every report of an output folder."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .errors import UsageError
from .jobs import KINDS, PAPERS
from .periods import Period, parse_period
from .plan import Plan
from .report.document import Section
from .report.model import Block, Heading, Letterhead, Links, Paragraph

_TABLES = {
    "indicators.csv": "Chỉ tiêu (CSV)",
    "indicators_as_was.csv": "Chỉ tiêu theo cơ cấu khi đó (CSV)",
    "items.csv": "Điểm từng mục (CSV)",
    "scores.csv": "Điểm, thứ hạng, xếp loại (CSV)",
    "awards.csv": "Đề nghị khen thưởng (CSV)",
    "followup.csv": "Đôn đốc (CSV)",
    "findings.csv": "Lỗi và cảnh báo (CSV)",
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
    return Section(period.id, name, (Heading(name), Paragraph(said), *_links(period, record["outputs"])))


def _links(period: Period, outputs: Mapping[str, str]) -> Iterator[Block]:
    """The period's reports, its papers, its unit sheets, its tables: those that are there."""
    reports = {
        f"{kind}.{ending}": f"{title}{more}"
        for kind, title in KINDS.items()
        for ending, more in (("html", ""), ("docx", " (Word)"))
    }
    papers = {f"binh_xet/{name}.docx": f"{title} (Word)" for name, title in PAPERS.items()}
    sheets = {
        name: f"Phiếu {name[13:-5]}"
        for name in sorted(outputs)
        if name.startswith("phieu_don_vi/") and name.endswith(".html")
    }
    checks = {
        name: f"Kiểm tra {name[9:-5]}"
        for name in sorted(outputs)
        if name.startswith("kiem_tra/") and name.endswith(".html")
    }
    for title, titles in (
        ("Báo cáo", reports),
        ("Hồ sơ khen thưởng", papers),
        ("Phiếu đơn vị", sheets),
        ("Kiểm tra số liệu theo đơn vị", checks),
        ("Bảng số liệu", _TABLES),
    ):
        if there := [(f"{period.id}/{name}", text) for name, text in titles.items() if name in outputs]:
            yield Heading(title, 3)
            yield Links(tuple(there))
