"""The figures of a report in brief: how many indicators and how many units are where, so that each count has a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..evaluation.results import Evaluation
from ..words.vocabulary import BLOCKED, MISSING, NO_CASES, NOT_ASSIGNED, OK, PARTIAL, STATES
from . import claims
from .model import Table


def summary_table(evaluation: Evaluation) -> Table:
    """Counts of indicators by what became of them and by their change, and of units that met everything or lack figures.

    Of several years the last stands beside all of them, and the head says which is the verdict.
    """
    columns: Sequence[Evaluation] = (evaluation,)
    titles = ["Số lượng"]
    if evaluation.years:
        columns, judge = (evaluation.years[-1], evaluation), claims.judged_on(evaluation)
        titles = [
            f"{each.period.title.capitalize()}{' (kết luận chính thức)' if each is judge else ''}" for each in columns
        ]
    counts = [dict(_counts(each)) for each in columns]
    names = max(counts, key=len)
    rows = [(name, *(str(each.get(name, 0)) for each in counts)) for name in names]
    return Table(
        "Tổng hợp số lượng chỉ tiêu và đơn vị",
        ("Nội dung", *titles),
        tuple(rows),
        "l" + "r" * len(titles),
        compact=True,
    )


def _counts(evaluation: Evaluation) -> Iterator[tuple[str, int]]:
    own = claims.by_state(evaluation)
    word = claims.noun(evaluation.plan)
    named = word.capitalize()
    yield "Chỉ tiêu của phong trào", claims.wholes(evaluation.plan)
    if word != "chỉ tiêu":
        yield "Mức đo của các chỉ tiêu", len(evaluation.plan.targets)
    yield f"{named} đạt mức giao", sum(bool(each.met) for each in own[OK])
    yield f"{named} chưa đạt mức giao", sum(not each.met for each in own[OK])
    if own[claims.NO_GOAL]:
        yield f"{named} không có mức giao", len(own[claims.NO_GOAL])
    if own[claims.OF_UNITS]:
        yield f"{named} chỉ có mức giao riêng của từng đơn vị", len(own[claims.OF_UNITS])
    for state in (NO_CASES, PARTIAL, MISSING, BLOCKED, NOT_ASSIGNED):
        if own[state]:
            yield f"{named} {STATES[state]}", len(own[state])
    yield from claims.change_counts(evaluation, named)
    complete = sum(unit.id in evaluation.complete_units for unit in evaluation.units)
    yield "Đơn vị", len(evaluation.units)
    yield f"Đơn vị đạt tất cả {word} được giao{claims.occurring_text(evaluation)}", len(claims.full_units(evaluation))
    yield f"Đơn vị có đủ số liệu của mọi {word} được giao", complete
    yield f"Đơn vị còn {word} chưa có hoặc không tính được số liệu", len(evaluation.units) - complete
