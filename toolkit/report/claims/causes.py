"""Why cases do not count, in words: each case by the first condition, in the plan's order, that it fails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...evaluation.results import Evaluation
from ...indicators.model import FAILS, UNCLEAR, first_failing
from ...plan import Target
from ...words.formatting import NBSP, number
from ..definitions import failing_text
from .among import listed

OF_REPORTS = "không rõ nguyên nhân: số do đơn vị báo cáo"
_UNREAD = "chưa rõ điều kiện nào trước: ô không đọc được"


@dataclass(frozen=True)
class Cause:
    """How many cases do not count for one reason; ``others`` of them fail a later condition as well."""

    text: str
    cases: int
    others: int = 0


def causes_told(evaluation: Evaluation, unit: str, target: Target) -> list[Cause]:
    """The reasons for which cases of a unit (or of the agency) do not count, in the plan's order. They sum to all such cases.

    Empty where all count, or where the reasons are not known.
    """
    own = evaluation.causes_of(unit, target.id)
    found: list[Cause] = []
    if own is not None:
        for n, text in enumerate(failing_texts(evaluation, target)):
            alike = [(marks, cases) for marks, cases in own.patterns if first_failing(marks) == n]
            others = sum(cases for marks, cases in alike if marks.count(FAILS) > 1)
            found.append(Cause(text, sum(cases for _, cases in alike), others))
        found.append(Cause(_UNREAD, own.unclear))
    found.append(Cause(OF_REPORTS, _of_reports(evaluation, unit, target, own.total if own else 0)))
    return [each for each in found if each.cases]


def _of_reports(evaluation: Evaluation, unit: str, target: Target, known: int) -> int:
    """How many cases a figure misses of which only a number was reported."""
    each = evaluation.indicator(unit, target.id)
    if not each.reporting or not target.success or each.numerator is None or each.denominator is None:
        return 0
    return int(each.denominator - each.numerator) - known


def failing_texts(evaluation: Evaluation, target: Target) -> tuple[str, ...]:
    """What fails, for each condition of the numerator: the plan's own words, else those of the columns."""
    return tuple(failing_text(target, name, plan=evaluation.plan) for name in target.success or {})


def marks_text(evaluation: Evaluation, target: Target, marks: str) -> str:
    """All that cases with these marks fail."""
    told = list(zip(marks, failing_texts(evaluation, target)))
    failing = [text for mark, text in told if mark == FAILS]
    unread = [text for mark, text in told if mark == UNCLEAR]
    return "; ".join([*failing, *(f"có thể cũng {text} (ô không đọc được)" for text in unread)])


def case_noun(evaluation: Evaluation, target: Target) -> str:
    """What is counted of a target: hồ sơ, văn bản, người."""
    return evaluation.plan.source(target.source).noun or "trường hợp"


def causes_text(evaluation: Evaluation, unit: str, target: Target) -> str:
    """One sentence on why cases do not count; empty where there are none, or that is not known."""
    told, noun = causes_told(evaluation, unit, target), case_noun(evaluation, target) if target.source else ""
    if not told:
        return ""
    total = sum(each.cases for each in told)
    head = f"{number(total)}{NBSP}{noun} chưa được tính"
    if len(told) == 1:
        return f"{head}{', đều' if total > 1 else ''} do {told[0].text}."
    said = f"{head}: {listed([f'{number(each.cases)} {each.text}' for each in told])}"
    own = evaluation.causes_of(unit, target.id)
    if own is None or not own.several:
        return f"{said}."
    return f"{said}; trong đó {number(own.several)}{NBSP}{noun} không đáp ứng từ hai điều kiện trở lên."


def leading_causes(evaluation: Evaluation) -> Iterator[tuple[Target, Cause, int]]:
    """For each target that the agency does not reach, the reason with the most cases (the first of those that are equal),
    and how many cases do not count at all."""
    for target in evaluation.plan.targets:
        told = causes_told(evaluation, evaluation.agency, target)
        if told and evaluation.indicator(evaluation.agency, target.id).met is False:
            yield target, max(told, key=lambda each: each.cases), sum(each.cases for each in told)
