"""The documents that directed the movement: how many, whose, and their list."""

from __future__ import annotations

from collections import Counter

from ..evaluation.results import Evaluation
from ..plan.standard import DIRECTIVES
from ..words.formatting import fold, padded, short_date
from .claims import listed
from .model import Cell, Table
from .words import called, capitalised

_NO_DAY, _NOBODY = "chưa ghi ngày", "chưa ghi cơ quan"


def directives_text(evaluation: Evaluation, *, where: str) -> str:
    """How many documents there are, by who issued them; empty where none is listed. ``where`` the list stands, if anywhere."""
    every = evaluation.directives
    if not every:
        return ""
    names = {fold(each.issuer): each.issuer or _NOBODY for each in reversed(every)}
    counts = Counter(fold(each.issuer) for each in every)
    told = listed([f"{padded(counts[key])} của {names[key]}" for key in dict.fromkeys(fold(e.issuer) for e in every)])
    list_at = f" (danh mục: {where})" if where else ""
    return f"Trong kỳ có {padded(len(every))} văn bản chỉ đạo: {told}{list_at}."


def directives_table(evaluation: Evaluation) -> Table:
    """The documents by day."""
    rows = [
        (
            str(n),
            Cell(each.document or "–", "whole"),
            short_date(each.day) if each.day else Cell(_NO_DAY, "none"),
            each.subject or Cell("chưa ghi", "none"),
            each.issuer or Cell(_NOBODY, "none"),
            *((capitalised(called(evaluation.plan, each.item)) if each.item else "–",) * _is_tied(evaluation)),
        )
        for n, each in enumerate(evaluation.directives, 1)
    ]
    headers = (each.header for each in evaluation.plan.source(DIRECTIVES).columns[:4])
    item = ("Về mục",) * _is_tied(evaluation)
    return Table(
        "Văn bản chỉ đạo trong kỳ",
        ("STT", *headers, *item),
        tuple(rows),
        "clcll" + "l" * len(item),
        heads=2,
        compact=True,
    )


def _is_tied(evaluation: Evaluation) -> bool:
    """Whether any document is about an item of the plan."""
    return any(each.item for each in evaluation.directives)
