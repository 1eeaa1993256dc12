"""The agency's figures beside those of others that the plan gives, such as the province's."""

from __future__ import annotations

from collections.abc import Iterator

from ..evaluation.results import Evaluation
from . import claims
from .model import Block, Cell, Table
from .words import goal_text, short_label, value_text


def reference_blocks(evaluation: Evaluation) -> tuple[Block, ...]:
    """A table of the targets that have a figure of others for the period (of several years: for the one that judges)."""
    judge = claims.judged_on(evaluation)
    rows = tuple(_rows(judge))
    if not rows:
        return ()
    return (
        Table(
            f"Kết quả {judge.period.title} so với số tham chiếu ghi trong kế hoạch",
            ("Chỉ tiêu", "Kết quả", "Số tham chiếu", "So với số tham chiếu", "Nguồn của số tham chiếu"),
            rows,
            "lrrrl",
            compact=True,
        ),
    )


def _rows(judge: Evaluation) -> Iterator[tuple[Cell | str, ...]]:
    for target in judge.plan.targets:
        beside = target.reference.of(judge.period) if target.reference else None
        if target.reference is not None and beside is not None:
            own = judge.indicator(judge.agency, target.id)
            shown = beside.model_copy(update={"unit": target.unit_of_measure})
            yield (
                short_label(judge.plan, target),
                value_text(own, target=target),
                goal_text(shown),
                claims.against_reference(own, shown) or Cell("chưa so được", "none"),
                target.reference.text,
            )
