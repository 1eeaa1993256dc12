"""The documents that directed the movement in a period, as the office lists them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..periods import Period
from ..plan import Plan
from ..sources import SourceData
from ..sources.placing import shown_text, split_by_period
from ..words.errors import Finding
from ..words.ids import IdIndex


@dataclass(frozen=True)
class Directive:
    """A document: its number and symbol, day, subject, who issued it, and the item of the plan that it is about, if any."""

    document: str
    day: date | None
    subject: str
    issuer: str
    item: str = ""


def directives_in(
    plan: Plan, data: SourceData, period: Period, *, is_cut: bool = False
) -> tuple[tuple[Directive, ...], list[Finding]]:
    """The documents of a period by day (those without one last), and what is wrong. ``is_cut``: the files are those of a longer
    period, so that a row of another part of it is no fault."""
    items = IdIndex(item.id for item in plan.items)
    inside, findings = split_by_period(data, first_day=period.start, last_day=period.end, is_cut=is_cut)
    made: list[Directive] = []
    for row in inside:
        item = items.find(row["item"])
        if row["item"] and item is None:
            problem = "mã mục không có trong kế hoạch; văn bản vẫn có trong báo cáo, không gắn với mục nào."
            place = data.place(row)
            remedy = "sửa theo mã trong ke_hoach.yaml."
            findings.append(Finding("DONG-04", problem, remedy, column="Mã mục", lowered=True).at(place))
        day = row["date"].date() if row["date"] else None
        texts = [shown_text(row, name) for name in ("document_id", "abstract", "issuer")]
        made.append(Directive(texts[0], day, texts[1], texts[2], item or ""))
    return tuple(sorted(made, key=lambda each: (each.day is None, each.day or date.min, each.document))), findings
