"""The figures of a report in brief: how many indicators and how many units are where, so that each count has a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..evaluation.results import Evaluation
from ..words.vocabulary import BLOCKED, MISSING, NO_CASES, NOT_ASSIGNED, OK, PARTIAL, STATES
from . import claims
from .model import Table

_KINDS = {
    claims.NO_GOAL: "không có mức giao",
    claims.OF_UNITS: "chỉ có mức giao riêng của từng đơn vị",
    **{state: STATES[state] for state in (NO_CASES, PARTIAL, MISSING, BLOCKED, NOT_ASSIGNED)},
}


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
    kinds = [kind for kind in _KINDS if any(claims.by_state(each)[kind] for each in columns)]
    occurring = max(
        map(claims.occurring_text, columns), key=len
    )  # true of the others, too: what they were given occurred
    rows = [
        *_rows([_figures(each, kinds) for each in columns]),
        *_rows([dict(claims.change_counts(each, claims.noun(each.plan).capitalize())) for each in columns]),
        *_rows([_units(each, occurring) for each in columns]),
    ]
    return Table(
        "Tổng hợp số lượng chỉ tiêu và đơn vị",
        ("Nội dung", *titles),
        tuple(rows),
        "l" + "r" * len(titles),
        compact=True,
    )


def _rows(counts: Sequence[Mapping[str, int]]) -> Iterator[tuple[str, ...]]:
    """A row for each name; a dash where a column does not count such, which is not the same as none."""
    for name in dict.fromkeys(name for own in counts for name in own):
        yield name, *(str(own[name]) if name in own else "–" for own in counts)


def _figures(evaluation: Evaluation, kinds: Sequence[str]) -> dict[str, int]:
    """How many figures meet their goal, and how many are of each of the other ``kinds``, also where none is."""
    own, word = claims.by_state(evaluation), claims.noun(evaluation.plan)
    named = word.capitalize()
    found = {"Chỉ tiêu của phong trào": claims.wholes(evaluation.plan)}
    if word != "chỉ tiêu":
        found["Mức đo của các chỉ tiêu"] = len(evaluation.plan.targets)
    found[f"{named} đạt mức giao"] = sum(bool(each.met) for each in own[OK])
    found[f"{named} chưa đạt mức giao"] = sum(not each.met for each in own[OK])
    return found | {f"{named} {_KINDS[kind]}": len(own[kind]) for kind in kinds}


def _units(evaluation: Evaluation, occurring: str) -> dict[str, int]:
    complete = sum(unit.id in evaluation.complete_units for unit in evaluation.units)
    word = claims.noun(evaluation.plan)
    return {
        "Đơn vị": len(evaluation.units),
        f"Đơn vị đạt tất cả {word} được giao{occurring}": len(claims.full_units(evaluation)),
        f"Đơn vị có đủ số liệu của mọi {word} được giao": complete,
        f"Đơn vị còn {word} chưa có hoặc không tính được số liệu": len(evaluation.units) - complete,
    }
