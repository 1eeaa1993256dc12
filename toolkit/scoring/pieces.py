"""The pieces of evidence that units name for their items, for those who appraise, decide, or read their sheet."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from ..plan import Plan
from ..plan.blocks import DEDUCT
from ..sources import SourceData
from ..sources.placing import PERSONAL
from ..words.errors import Finding
from ..words.ids import IdIndex
from ..words.privacy import personal_in_cell
from .evidence import says_none
from .model import GivenPoints, Piece, UnitItem

_TEXTS = ("evidence", "evidence_id", "document", "link")


def pieces_of(plan: Plan, data: SourceData) -> dict[UnitItem, tuple[Piece, ...]]:
    """(unit, item) → its pieces in the order of the files. A row that says there is none is no piece; of a text with
    personal data only that there is one is told, so that a report with it may be written."""
    items = IdIndex(item.id for item in plan.items)
    found: dict[UnitItem, list[Piece]] = {}
    for row in data.rows():
        item = items.find(row["item"])
        if item is not None and row["unit"] is not None and (piece := piece_of(row)):
            found.setdefault((row["unit"], item), []).append(piece)
    return {key: tuple(pieces) for key, pieces in found.items()}


def unproven_findings(
    plan: Plan, appraised: Mapping[UnitItem, GivenPoints], *, data: SourceData, known: Collection[str]
) -> list[Finding]:
    """A finding for each of the units in ``known`` (of which all evidence was read) that has points for items of which it
    names no evidence: the council should see them. The points stand."""
    pieces, without = pieces_of(plan, data), dict[str, list[str]]()
    items = [item for item in plan.appraised if item.counts == "appraised" and item.rule != DEDUCT]
    for unit in known:
        for item in items:
            given = appraised.get((unit, item.id))
            if given is not None and given.points and (unit, item.id) not in pieces:
                without.setdefault(unit, []).append(item.id)
    return [
        Finding(
            "DIEM-07",
            f"được chấm điểm ở {len(listed)} mục không có minh chứng nào ({', '.join(listed)}).",
            "bổ sung minh chứng, hoặc xem lại điểm.",
            file=data.files[0].name,
            column="Minh chứng",
            unit=unit,
        )
        for unit, listed in without.items()
    ]


def piece_of(row: Mapping[str, Any]) -> Piece | None:
    """The piece that a row of evidence names; None where it names none."""
    texts = {name: " ".join((row.get(name) or "").split()) for name in _TEXTS if not row.get(f"{name}__bad")}
    if says_none(texts.get("evidence", "")):
        texts["evidence"] = ""
    if not any(texts.values()):
        return None
    text, id, document, link = (shown_text(texts.get(name, "")) for name in _TEXTS)
    day = row.get("date")
    return Piece(text, id, document, link, day.date() if day and not row.get("date__bad") else None)


def shown_text(text: str) -> str:
    """A text of people as a report shows it: of one with personal data only that there is one."""
    return PERSONAL if personal_in_cell(text) else text
