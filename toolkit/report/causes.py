"""Tables of why cases do not count: of the agency by target, of a unit by target and case."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..evaluation.editions import is_of_people
from ..evaluation.results import Evaluation
from ..indicators.model import FollowUp
from ..plan import Target
from ..words.formatting import number, percent
from . import claims
from .model import Cell, Table
from .words import short_label

_INTERNAL = "mã người: xem bản nội bộ"
_SHOWN_IDS = 30  # of a target in a report; followup.csv has more


def causes_table(evaluation: Evaluation, *, unit: str) -> Table | None:
    """Why the cases of a unit (or of the agency) do not count, target by target; None where there is nothing to tell."""
    rows = [row for target in evaluation.plan.targets for row in _rows(evaluation, unit, target)]
    if not rows:
        return None
    return Table(
        "Nguyên nhân đo được: vì sao trường hợp chưa được tính",
        ("Chỉ tiêu", "Nguyên nhân", "Số lượng", "Tỷ lệ", "Trong đó vướng thêm điều kiện sau"),
        tuple(rows),
        "llrrr",
        compact=True,
        widths=(30, 32, 17, 8, 13),
        note=claims.CAUSES_NOTE,
    )


def _rows(evaluation: Evaluation, unit: str, target: Target) -> Iterator[tuple[Cell | str, ...]]:
    told = claims.causes_told(evaluation, unit, target)
    total, noun = sum(each.cases for each in told), claims.case_noun(evaluation, target) if told else ""
    name = short_label(evaluation.plan, target)
    for each in told:
        others = number(each.others) if each.others else "–"
        yield name, each.text, f"{number(each.cases)} {noun}", _share(each.cases, total), others
    if len(told) > 1:
        several = sum(each.others for each in told)
        row = "Cộng", f"{number(total)} {noun}", _share(total, total), number(several) if several else "–"
        yield name, *(Cell(text, "sum") for text in row)


def _share(part: int, whole: int) -> str:
    return percent(Fraction(part, whole))


def case_rows(evaluation: Evaluation, each: FollowUp) -> Iterator[tuple[str, int, str]]:
    """The cases of a unit that do not count for a target: by all that they fail, how many they are, and the first ids."""
    target, own = evaluation.plan.target(each.target), evaluation.causes_of(each.unit, each.target)
    patterns = dict(own.patterns) if own else dict.fromkeys(each.marks[:1], each.uncounted) or {"": each.uncounted}
    left, none = (
        _SHOWN_IDS,
        _INTERNAL if evaluation.hides_people and is_of_people(evaluation.plan, each.target) else "–",
    )
    for marks, cases in sorted(patterns.items(), reverse=True):
        ids = [id for id, mark in zip(each.case_ids, each.marks) if mark == marks][:left]
        left -= len(ids)
        more = f" và {number(cases - len(ids))} mã khác (xem followup.csv)" if cases > len(ids) and ids else ""
        yield claims.marks_text(evaluation, target, marks) if own else "", cases, (", ".join(ids) or none) + more
