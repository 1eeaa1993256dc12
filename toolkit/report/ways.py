"""From a report to the pages around it: the front page, the same report of the period before and after, its Word file."""

from __future__ import annotations

from ..evaluation.fields import Neighbour
from ..evaluation.results import Evaluation
from ..periods import Period
from ..words.vocabulary import INTERNAL
from .model import Ways

FRONT, INTERNAL_FRONT = "index.html", f"{INTERNAL}.html"
_WITH_WORD = ("so_ket", "tong_ket", "phieu_don_vi")


def ways(evaluation: Evaluation, *, kind: str, unit: str = "") -> Ways:
    """The links of a report: its ``kind`` is the name of its file, or of its folder where each ``unit`` has one. Those of the
    internal edition lead to each other; no page of the public one leads to them."""
    is_internal = not evaluation.hides_people
    up, folder = "../" * (1 + bool(unit) + is_internal), f"{INTERNAL}/" if is_internal else ""
    front, title = (INTERNAL_FRONT, "Trang nội bộ") if is_internal else (FRONT, "Trang đầu")
    beside = evaluation.neighbours
    links = [(f"{up}{front}#{place(evaluation.period)}", title)]
    for word, neighbour in (("Kỳ trước", beside.before), ("Kỳ sau", beside.after)):
        if neighbour and (not unit or unit in neighbour.units):
            file = f"{up}{neighbour.period.id}/{folder}{_name(evaluation, neighbour, kind, unit)}.html"
            links.append((file, f"{word}: {neighbour.period.title}"))
    if kind in _WITH_WORD:
        links.append((f"{unit or kind}.docx", "Bản Word"))
    return Ways(tuple(links))


def place(period: Period) -> str:
    """Where a period stands on the front page."""
    return f"ky-{period.id}"


def _name(evaluation: Evaluation, neighbour: Neighbour, kind: str, unit: str) -> str:
    if kind in ("so_ket", "tong_ket"):
        kind = "tong_ket" if neighbour.period == evaluation.plan.movement.final else "so_ket"
    return f"{kind}/{unit}" if unit else kind
