"""Tables of why cases do not count: of the agency by target, of a unit by target and case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from ..evaluation.editions import is_of_people
from ..evaluation.results import Evaluation
from ..indicators.causes import MONTH, SERVICE
from ..indicators.model import FollowUp
from ..plan import Target
from ..words.formatting import number, percent
from . import claims
from .model import Block, Cell, Table, table_or
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
        widths=(30, 29, 19, 8, 14),
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


_ON_SCREEN = "nêu trong bản HTML của báo cáo này."
_MOST_SERVICES = 3  # of a target, those with the most cases


def spread_tables(evaluation: Evaluation) -> tuple[Block, ...]:
    """The agency's uncounted cases by month, and the services with the most of them; nothing where no source has them."""
    months = {each.target: dict(each.cases) for each in evaluation.spreads if each.by == MONTH and not evaluation.years}
    services = {each.target: each.cases for each in evaluation.spreads if each.by == SERVICE}
    return (
        *((_by_month(evaluation, months),) if len({m for own in months.values() for m in own}) > 1 else ()),
        *table_or(_by_service(evaluation, services)),
    )


def _by_month(evaluation: Evaluation, found: Mapping[str, Mapping[str, int]]) -> Table:
    months = sorted({month for own in found.values() for month in own})
    rows: list[tuple[Cell | str, ...]] = [
        (
            short_label(evaluation.plan, evaluation.plan.target(target)),
            *(number(own.get(month, 0)) for month in months),
            Cell(number(sum(own.values())), "sum"),
        )
        for target, own in found.items()
    ]
    return Table(
        "Trường hợp chưa được tính theo tháng",
        ("Chỉ tiêu", *(f"T{int(month[5:])}" if month else "Chưa ghi ngày" for month in months), "Cộng"),
        tuple(rows),
        "l" + "r" * (len(months) + 1),
        compact=True,
        dense=True,
        elsewhere=_ON_SCREEN,
    )


def _others_text(codes: Sequence[str]) -> str:
    """What is left beside the services that are listed; a case without a code is of no service that is known."""
    known = sum(bool(code) for code in codes)
    told = [f"{number(known)} thủ tục khác"] * bool(known) + ["chưa ghi mã"] * (len(codes) > known)
    return ", ".join(told)


def _concentrated(ordered: Sequence[tuple[str, int]]) -> int:
    """How many of the services, the one with the most cases first, are listed: of more cases than one, equal ones all or none."""
    several = sum(count > 1 for _, count in ordered)
    if several <= _MOST_SERVICES:
        return several
    return sum(count > ordered[_MOST_SERVICES][1] for _, count in ordered)


def _by_service(evaluation: Evaluation, found: Mapping[str, Sequence[tuple[str, int]]]) -> Table:
    rows: list[tuple[Cell | str, ...]] = []
    for target, cases in found.items():
        name, total = short_label(evaluation.plan, evaluation.plan.target(target)), sum(count for _, count in cases)
        ordered = sorted(cases, key=lambda each: (-each[1], each[0]))
        listed = _concentrated(ordered)
        for code, count in ordered[:listed]:
            rows.append((name, Cell(code or "chưa ghi mã", "whole"), number(count), _share(count, total)))
        others = ordered[listed:]
        if not listed:
            continue
        if others:
            count = sum(count for _, count in others)
            rows.append((name, _others_text([code for code, _ in others]), number(count), _share(count, total)))
        rows.append((name, Cell("Cộng", "sum"), Cell(number(total), "sum"), Cell(_share(total, total), "sum")))
    return Table(
        "Trường hợp chưa được tính theo thủ tục hành chính",
        ("Chỉ tiêu", "Thủ tục", "Số lượng", "Tỷ lệ"),
        tuple(rows),
        "llrr",
        heads=2,
        compact=True,
        elsewhere=_ON_SCREEN,
    )
