"""What units answer to their appraisers between the rounds (``giai_trinh``): shown beside the marks, it changes no points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..plan import Plan
from ..sources import SourceData
from ..words.errors import Finding
from ..words.ids import IdIndex
from .evidence import untied_findings
from .model import Explanation, Mark, UnitItem
from .pieces import shown_text
from .rounds import SECOND

Row = Mapping[str, Any]
Marks = Mapping[UnitItem, Sequence[Mark]]


def explanations_of(plan: Plan, data: SourceData) -> dict[UnitItem, tuple[Explanation, ...]]:
    """(unit, item) → what the unit answers, in the order of the files. Of two different rows about one item both are shown;
    of a text with personal data only that there is one."""
    items = IdIndex(item.id for item in plan.appraised)
    found: dict[UnitItem, list[Explanation]] = {}
    for row in data.rows():
        item = items.find(row["item"])
        if item is not None and row["unit"] is not None and (each := explanation_of(row)):
            found.setdefault((row["unit"], item), []).append(each)
    return {key: tuple(own) for key, own in found.items()}


def explanation_of(row: Row) -> Explanation | None:
    """The answer that a row of the file gives; None where it says nothing."""
    text, evidence = (shown_text(_line(row, name)) for name in ("explanation", "evidence"))
    day = row.get("date")
    return (
        Explanation(text, evidence, day.date() if day and not row.get("date__bad") else None)
        if text or evidence
        else None
    )


def _line(row: Row, name: str) -> str:
    return " ".join((row.get(name) or "").split())


def explaining_findings(plan: Plan, data: SourceData, *, marks: Marks) -> list[Finding]:
    """The explanations that answer nothing, or say nothing, and those that the second round has not answered. None of them
    changes a figure."""
    items = IdIndex(item.id for item in plan.items)
    appraised = {item.id for item in plan.appraised}
    rows = data.rows()
    findings = untied_findings(data, rows=rows, items=items, touched=frozenset())
    open_items: dict[str, list[str]] = {}
    for row in rows:
        item, unit = items.find(row["item"]), row["unit"]
        if item is None or unit is None:
            continue
        own = marks.get((unit, item), ())
        if item not in appraised:
            problem = f"{item} được chấm theo số liệu, không có điểm thẩm định để giải trình; dòng này không được nêu ở báo cáo."
            findings.append(_of(row, data, "GT-01", problem, "số liệu sai thì sửa ở nguồn của chỉ tiêu; bỏ dòng này."))
        elif explanation_of(row) is None:
            findings.append(
                _of(row, data, "GT-02", "dòng giải trình không có nội dung, minh chứng.", "ghi nội dung, hoặc bỏ dòng.")
            )
        elif not any(mark.points is not None for mark in own):
            problem = "mục này của đơn vị chưa có điểm thẩm định nên chưa có gì để giải trình."
            findings.append(_of(row, data, "GT-01", problem, "ghi điểm thẩm định vòng 1, hoặc sửa mã mục, mã đơn vị."))
        elif not any(mark.round == SECOND and mark.points is not None for mark in own):
            open_items.setdefault(unit, []).append(item)
    return findings + [_unanswered(data, unit, dict.fromkeys(listed)) for unit, listed in open_items.items()]


def _of(row: Row, data: SourceData, code: str, problem: str, remedy: str) -> Finding:
    column = "Nội dung" if code == "GT-02" else "Mã mục"
    return Finding(code, problem, remedy, column=column, unit=row["unit"] or "").at(data.place(row))


def _unanswered(data: SourceData, unit: str, items: Mapping[str, None]) -> Finding:
    return Finding(
        "GT-03",
        f"đã giải trình {len(items)} mục chưa có điểm vòng 2 ({', '.join(items)}).",
        "xem giải trình, ghi điểm vòng 2 (giữ nguyên điểm thì ghi lại điểm cũ).",
        file=data.files[0].name if data.files else "",
        unit=unit,
    )
