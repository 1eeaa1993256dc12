"""What is said of units: who leads, who is behind by the share of what was given, where a unit stands among the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ...evaluation.results import Evaluation
from ...plan import Target
from ...plan.sections import every_section
from ...scoring.model import UnitScore
from ...words.formatting import number, padded, sort_key
from ...words.vocabulary import NO_CASES, OK
from ..words import amount_text, score_text, shown_amount
from .among import alphabetical, behind_text, equal_groups, listed, some
from .whole import noun

FEWEST = 3  # units with a figure, for thirds of them to be told
_MET_NOTHING = 20  # named in a sentence; of a province the rest are counted


@dataclass(frozen=True)
class Met:
    """Of the targets given to a unit that are judged, how many it meets."""

    name: str
    met: int
    judged: int

    @property
    def share(self) -> Fraction:
        """The share that it meets."""
        return Fraction(self.met, self.judged)


def met_by_unit(evaluation: Evaluation) -> list[Met]:
    """Each unit of which any target is judged, in the order of the units."""
    found = []
    for unit in evaluation.units:
        own = [evaluation.indicator(unit.id, target.id).met for target in evaluation.plan.targets]
        if judged := len(own) - own.count(None):
            found.append(Met(unit.name, own.count(True), judged))
    return found


def full_units(evaluation: Evaluation) -> list[str]:
    """The names of the units that meet every target given to them of which there were cases, none of it missing."""
    complete = {unit.name for unit in evaluation.units if unit.id in evaluation.complete_units}
    return [each.name for each in met_by_unit(evaluation) if each.met == each.judged and each.name in complete]


def full_text(evaluation: Evaluation, *, names: Mapping[str, str] | None = None, most: int | None = None) -> str:
    """Which units meet everything; empty where none does. ``names`` maps whole names to others; of more than ``most`` it
    only says how many they are."""
    full, word = alphabetical(full_units(evaluation)), noun(evaluation.plan)
    told = f": {some([(names or {}).get(each, each) for each in full])}" if most is None or len(full) <= most else ""
    over = "Tính cả giai đoạn, " if evaluation.years else ""
    return (
        f"{over}{padded(len(full))} đơn vị đạt tất cả {word} được giao{occurring_text(evaluation)}{told}."
        if full
        else ""
    )


def occurring_text(evaluation: Evaluation) -> str:
    """That only targets with cases are meant, where a unit that meets everything was given one without."""
    full = set(full_units(evaluation))
    own = [each.id for each in evaluation.units if each.name in full]
    empty = any(evaluation.indicator(u, t.id).state == NO_CASES for u in own for t in evaluation.plan.targets)
    return " có phát sinh" if empty else ""


def full_count_text(evaluation: Evaluation) -> str:
    """How many units meet everything, for a caption; that nothing is judged, where no unit has a figure."""
    full, word = len(full_units(evaluation)), noun(evaluation.plan)
    if not met_by_unit(evaluation):
        return f"chưa đơn vị nào có {word} để đánh giá"
    if not full:
        return f"chưa có đơn vị nào đạt tất cả {word} được giao"
    return f"{padded(full)} đơn vị đạt tất cả {word} được giao{occurring_text(evaluation)}"


def nothing_met_text(evaluation: Evaluation, *, named: int) -> str:
    """How many units meet nothing of what was given and has figures, by their short names where they are few."""
    nothing = [each for each in met_by_unit(evaluation) if not each.met]
    if not nothing:
        return ""
    over = "Tính cả giai đoạn, " if evaluation.years else ""
    short = {unit.name: evaluation.short_names[unit.id] for unit in evaluation.units}
    names = f": {listed(alphabetical(short[each.name] for each in nothing))}" if len(nothing) <= named else ""
    return f"{over}{padded(len(nothing))} đơn vị chưa đạt {noun(evaluation.plan)} nào{names}."


def weakest_text(evaluation: Evaluation) -> str:
    """Who meets nothing of what was given and has figures; else who meets the smallest share. Empty where nobody is behind.

    A count would call those weak who were given much.
    """
    every, word = met_by_unit(evaluation), noun(evaluation.plan)
    nothing = sorted((each for each in every if not each.met), key=lambda each: (-each.judged, sort_key(each.name)))
    if nothing:
        named = [f"{each.name} (0/{each.judged})" for each in nothing[:_MET_NOTHING]]
        rest = [f"{len(nothing) - _MET_NOTHING} đơn vị khác"] if len(nothing) > _MET_NOTHING else []
        return f"{len(nothing)} đơn vị chưa đạt {word} nào trong số được giao có số liệu: {listed([*named, *rest])}."
    groups = equal_groups((each.name, each.share) for each in every)
    if not groups or groups[0].figure == 1:
        return ""
    behind = [each for each in every if each.share == groups[0].figure]
    told = some([f"{e.name} ({e.judged - e.met}/{e.judged})" for e in sorted(behind, key=lambda e: sort_key(e.name))])
    if len(groups) == 1:
        same = f"Các đơn vị cùng tỷ lệ {word} chưa đạt" if len(behind) > 1 else f"{word.capitalize()} chưa đạt"
        return f"{same} trên số được giao có số liệu: {told}."
    return f"Đơn vị có tỷ lệ {word} chưa đạt trên số được giao có số liệu cao nhất: {told}."


def spread_text(evaluation: Evaluation, target: Target) -> str:
    """In how many of its units a target is met; who is behind, or the furthest behind where everybody is."""
    judged = [i for u in evaluation.units if (i := evaluation.indicator(u.id, target.id)).met is not None]
    behind = [each for each in judged if not each.met]
    if len(judged) < 2:
        return ""
    if not behind:
        return f"Cả {len(judged)} đơn vị có số liệu đều đạt."
    goal = behind[0].goal
    assert goal is not None
    lower = target.lower_is_better(goal)
    word = "cao nhất" if lower else "thấp nhất"

    def text(shown: Decimal | Fraction) -> str:
        return amount_text(Fraction(shown) / (100 if goal.percent else 1), goal=goal, lower=lower)

    figures = [
        (evaluation.short_names[each.unit], shown_amount(each.value, goal=goal, lower=lower))
        for each in behind
        if each.value is not None
    ]
    groups = equal_groups(figures, highest_first=lower)
    if len(behind) < len(judged):
        head = f"Chưa đạt ở {len(behind)}/{len(judged)} đơn vị có số liệu"
        names = [evaluation.short_names[each.unit] for each in behind]
        if some(names) == listed(names):
            return f"{head}: {listed(names)}."
        return f"{head}, {word} trước: {behind_text(groups, text=text)}."
    head = f"Cả {len(judged)} đơn vị có số liệu đều chưa đạt"
    if len(groups) == 1:
        return f"{head}, cùng {text(groups[0].figure)}."
    last, same = groups[0], "cùng " * (len(groups[0].names) > 1)
    return f"{head}, {word} là {some(last.names)} ({same}{text(last.figure)})."


def all_equal_text(evaluation: Evaluation, target: Target) -> str:
    """Why everybody has all the points of a target that is compared with the other units; empty where they differ."""
    own = [evaluation.indicator(unit.id, target.id) for unit in evaluation.units]
    values = [each.value for each in own if each.state == OK]
    if target.normalise == "goal" or len(values) < 2 or len(set(values)) > 1:
        return ""
    return f"Kết quả của {len(values)} đơn vị có số liệu bằng nhau nên các đơn vị đó đều được đủ điểm."


def leaders_text(
    evaluation: Evaluation, scored: Sequence[UnitScore], group: str, *, names: Mapping[str, str] | None = None
) -> str:
    """Who is first in a group, and who is last, with their scores; all who share a place. ``names`` are what they are
    called, where not by their whole names."""
    names, ordered = names or evaluation.names, sorted(scored, key=lambda s: (s.rank or 0, s.unit))
    within = f"Trong khối {group}, " if group else ""
    if len(ordered) == 1:
        said = f"{within}chỉ có một đơn vị được xếp hạng: {names[ordered[0].unit]}"
        return f"{said[0].upper()}{said[1:]} ({score_text(evaluation, ordered[0].score)} điểm)."
    first = alphabetical(names[s.unit] for s in ordered if s.rank == 1)
    head = f"{within}hạng nhất" if group else "Hạng nhất"
    together = f"cùng có {len(first)} đơn vị: {some(first)}" if len(first) > 1 else f"là {first[0]}"
    said = f"{head} {together} ({score_text(evaluation, ordered[0].score)} điểm)"
    place, lowest = ordered[-1].rank or 0, ordered[-1].score
    if place > 1:
        last = [s for s in ordered if s.rank == place]
        # Units of one score may have ranks of their own, by the plan's tie-breaks: then the place is told, not the score.
        word = "thấp nhất là" if len(last) == sum(s.score == lowest for s in ordered) else "xếp cuối là"
        said += f"; {word} {some(alphabetical(names[s.unit] for s in last))} ({score_text(evaluation, lowest)} điểm)"
    return said + "."


def differences_text(evaluation: Evaluation) -> str:
    """Where the official score differs most from the unit's own; empty where there is nothing to compare."""
    both = [each for each in evaluation.scores if each.difference is not None]
    if not both or not evaluation.has_claims:
        return ""
    groups = equal_groups(((each.unit, abs(each.difference or Decimal(0))) for each in both), highest_first=True)
    if not groups[0].figure:
        if len(both) == len(evaluation.scores):
            return "Điểm thẩm định của mọi đơn vị bằng điểm tự chấm."
        return f"Điểm thẩm định bằng điểm tự chấm ở {len(both)} đơn vị có cả hai."
    most = [evaluation.score(unit) for unit in groups[0].names]
    if len(most) > 1:
        amount = number(groups[0].figure, evaluation.plan.scoring.decimals)
        names = some(alphabetical(evaluation.names[each.unit] for each in most))
        return f"Chênh lệch giữa điểm tự chấm và điểm thẩm định lớn nhất ({amount} điểm) ở {len(most)} đơn vị: {names}."
    own, official = (score_text(evaluation, score) for score in (most[0].self_score, most[0].score))
    return (
        f"Chênh lệch giữa điểm tự chấm và điểm thẩm định lớn nhất ở {evaluation.names[most[0].unit]}: "
        f"tự chấm {own}, thẩm định {official}."
    )


def held_back_text(evaluation: Evaluation, score: UnitScore) -> str:
    """Why a unit's band is lower than its points would make it; empty where it is not."""
    if not score.held_back:
        return ""
    parts = listed(_sections(evaluation, score))
    return f"Xếp loại không cao hơn vì phần {parts} chưa đạt mức tối thiểu của kế hoạch."


def _sections(evaluation: Evaluation, score: UnitScore) -> list[str]:
    """The sections that hold a unit's band back, by their names."""
    names = {each.id: each.name for each in every_section(evaluation.plan.sections)}
    return [names.get(id, id) for id in score.held_back]


def all_held_back_text(evaluation: Evaluation) -> str:
    """Which units have a lower band than their points would make it, and for which sections; empty where none has."""
    held = [each for each in evaluation.scores if each.held_back]
    named = [f"{evaluation.names[each.unit]} ({'; '.join(_sections(evaluation, each))})" for each in held]
    return f"Xếp loại bị giới hạn vì có phần chưa đạt mức tối thiểu: {some(named)}." if named else ""


def own_score_text(evaluation: Evaluation, score: UnitScore) -> str:
    """A unit's own score beside the official one; empty where there is no difference to tell."""
    gap = score.difference
    if gap is None:
        return ""
    own = f"Điểm tự chấm là {score_text(evaluation, score.self_score)}"
    if not gap:
        return f"{own}, bằng điểm thẩm định."
    return f"{own}, {'thấp' if gap > 0 else 'cao'} hơn điểm thẩm định {number(abs(gap), evaluation.plan.scoring.decimals)} điểm."
