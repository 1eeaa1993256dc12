"""What lacks: figures that were asked for, appraisals, and the one unit that lacks nothing."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ...evaluation.results import Evaluation
from ...indicators.model import Indicator
from ...plan import Amount, Target
from ...words.formatting import number
from ...words.vocabulary import BLOCKED, MISSING, NOT_ASSIGNED, PARTIAL
from ..words import called
from .among import Group, alphabetical, behind_text, equal_groups, listed, some
from .whole import noun

_MOST_NAMED = 30  # units in a cell


def lacking_text(evaluation: Evaluation) -> str:
    """Which units have a target without a figure; of a long list those with the most of them first. Empty where none has."""
    lacking = [
        (unit.name, sum(_is_lacking(evaluation.indicator(unit.id, target.id)) for target in evaluation.plan.targets))
        for unit in evaluation.units
        if unit.id not in evaluation.complete_units
    ]
    if not lacking:
        return ""
    names, word = alphabetical(name for name, _ in lacking), noun(evaluation.plan)
    if some(names) != listed(names):
        count = dict(lacking)
        groups = equal_groups(((name, count[name]) for name in names), highest_first=True)
        told = behind_text(groups, text=lambda n: f"{n} {word}")
    else:
        told = listed(names)
    return f"{len(lacking)} đơn vị còn {word} chưa có hoặc không tính được số liệu: {told}."


def complete_texts(evaluation: Evaluation) -> tuple[str, ...]:
    """How many units have every figure that was asked of them; then of each other unit what it lacks, and in which years."""
    lacking = [unit for unit in evaluation.units if unit.id not in evaluation.complete_units]
    whole, word = len(evaluation.units), noun(evaluation.plan)
    said = [f"{whole - len(lacking)}/{whole} đơn vị có đủ số liệu của mọi {word} được giao."]
    for unit in lacking:
        own = [evaluation.indicator(unit.id, target.id) for target in evaluation.plan.targets]
        told = listed([called(evaluation.plan, each.target) + _years_text(each) for each in own if _is_lacking(each)])
        said.append(f"{unit.name}: chưa có hoặc không tính được {told}.")
    return tuple(said)


def nothing_lacking_text(evaluation: Evaluation, unit: str) -> str:
    """That a unit lacks no figure; empty where it does. Of nothing given, that nothing is."""
    own = [evaluation.indicator(unit, target.id) for target in evaluation.plan.targets]
    given, word = [each for each in own if each.state != NOT_ASSIGNED], noun(evaluation.plan)
    if any(_is_lacking(each) for each in given):
        return ""
    if not given:
        return f"Đơn vị không được giao {word} nào trong kỳ."
    return f"Mọi {word} được giao đều có số liệu hoặc không phát sinh."


def _years_text(each: Indicator) -> str:
    return f" (năm {', '.join(each.lacking)})" if each.lacking else ""


def _is_lacking(each: Indicator) -> bool:
    """Whether a figure that was asked for is not there, or not whole: over several years, in any of them."""
    return each.state in (MISSING, BLOCKED, PARTIAL) or bool(each.lacking)


def unranked_text(evaluation: Evaluation) -> str:
    """Which units are not ranked, and how many of their items are not appraised or lack a year; empty where all are."""
    lacking = [each for each in evaluation.scores if each.unranked_for]
    if not lacking:
        return ""
    whole = len(lacking) == len(evaluation.scores)
    counts = (
        ([(e.unit, e.unappraised) for e in lacking], "mục chưa được thẩm định"),
        ([(e.unit, e.partial) for e in lacking], "chỉ tiêu thiếu số liệu của một số năm"),
    )
    said = []
    for found, words in counts:
        own = [(evaluation.names[unit], count) for unit, count in found if count]
        if own and whole:
            said.append(f"còn {number(sum(count for _, count in own))} lượt {words}")
        elif own:
            groups = equal_groups(own, highest_first=True)
            said.append(behind_text(groups, text=f"còn {{}} {words}".format))
    units = "các đơn vị" if whole else f"{len(lacking)}/{len(evaluation.scores)} đơn vị"
    return f"Chưa xếp hạng {units}: {'; '.join(said)}."


def gaps_text(gaps: Sequence[tuple[str, Fraction]]) -> str:
    """Units with what each lacks for a goal, the most first, equal ones together; of very many those that lack the most."""
    said: list[str] = []
    named, groups = 0, equal_groups(gaps, highest_first=True)
    for n, group in enumerate(groups):
        if named + len(group.names) > _MOST_NAMED:
            rest = sum(len(each.names) for each in groups[n:])
            return "; ".join([*said, f"{rest} đơn vị khác"])
        named += len(group.names)
        said.append(f"{', '.join(group.names)} ({_each(group)})")
    return "; ".join(said)


def _each(group: Group) -> str:
    amount = number(Fraction(group.figure), None if Fraction(group.figure).denominator == 1 else 2)
    return f"mỗi đơn vị {amount}" if len(group.names) > 1 else amount


def way_text(target: Target, goal: Amount) -> str:
    """Which way a figure has to go to its goal, where that is not up."""
    return "giảm để " if target.lower_is_better(goal) else ""


def nothing_to_do_text(evaluation: Evaluation, unit: str) -> str:
    """What a unit is told that has nothing left to do: that it met all, which is never said of nothing."""
    own = [evaluation.indicator(unit, target.id) for target in evaluation.plan.targets]
    given, word = [each for each in own if each.state != NOT_ASSIGNED], noun(evaluation.plan)
    met = [each for each in given if each.met]
    if not given:
        return f"Đơn vị không được giao {word} nào trong kỳ."
    if not met:
        return f"Trong kỳ không phát sinh trường hợp nào ở các {word} được giao: chưa có {word} đạt hay chưa đạt."
    some_none = "" if len(met) == len(given) else " có phát sinh"
    return f"Duy trì kết quả: mọi {word} được giao{some_none} đã đạt, không thiếu số liệu."
