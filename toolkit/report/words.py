"""Figures in words: how a value, a goal, a change and a state are said. The same words in sentences and tables."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

from ..evaluation.results import Evaluation
from ..indicators.judging import attainment_of
from ..indicators.model import Indicator
from ..periods import Period
from ..plan import Amount, Plan, Target
from ..plan.blocks import DEDUCT
from ..plan.goals import GoalBy, GoalChange
from ..plan.standard import REPORTED
from ..scoring.model import UnitScore
from ..units.model import Unit
from ..words.formatting import NBSP, number, percent, round_half_up
from ..words.vocabulary import BLOCKED, NOT_ASSIGNED, PARTIAL, STATES

_MOST = 12  # decimals, of a goal that has no end of them


_BY_UNITS = "theo báo cáo của đơn vị"


def target_label(target: Target) -> str:
    """A target's id and name; of one whose figures are what units report themselves, with that."""
    return _label(target, target.name)


def short_label(plan: Plan, target: Target) -> str:
    """The same with its short name, for a table in which it stands in many rows."""
    return _label(target, capitalised(called(plan, target.id)))


def _label(target: Target, name: str) -> str:
    return f"{target.id}. {name}" + (f" ({_BY_UNITS})" if target.source == REPORTED else "")


def reported_note(plan: Plan) -> str:
    """Which targets' figures are what units report themselves, to stand after a caption; empty where none are."""
    ids = [target.id for target in plan.targets if target.source == REPORTED]
    return f" ({', '.join(ids)}: {_BY_UNITS})" if ids else ""


def movement_text(evaluation: Evaluation) -> str:
    """The movement and the period; a period that the movement's name says already is not said twice."""
    name, period = evaluation.plan.movement.name, evaluation.period.title
    return f"phong trào thi đua “{name}”" + ("" if period in name.replace(" - ", " – ") else f" {period}")


def capitalised(text: str) -> str:
    """The text with its first letter as a sentence begins."""
    return text[:1].upper() + text[1:]


def called(plan: Plan, item: str) -> str:
    """What an item is called within a sentence: its short name; one that is made from the name begins small there."""
    name = plan.short_names[item]
    own = any(each.id == item and each.short for each in plan.items)
    return name if own or not name[1:2].islower() else name[:1].lower() + name[1:]


def goal_text(goal: Amount | None) -> str:
    """The goal as the plan has it: 80%, 33,33% or 4,5, with all its decimals."""
    if goal is None:
        return STATES["not_assigned"]
    scaled = _scaled(goal.value, goal)
    return number(scaled, _exact_decimals(scaled)) + unit_text(goal)


def aim_text(indicator: Indicator, target: Target) -> str:
    """The goal of a figure; a dash where its target needs none."""
    return "–" if target.goal is None and indicator.state != NOT_ASSIGNED else goal_text(indicator.goal)


def goals_text(target: Target, period: Period) -> str:
    """The goal of a period where it is the same for all; else what it goes by."""
    if target.goal is None:
        return "trừ điểm" if target.rule == DEDUCT else "so giữa các đơn vị"
    if isinstance(target.goal, GoalBy):
        return f"theo {target.goal.column}"
    if isinstance(target.goal, GoalChange):
        return change_goal_text(target.goal)
    return goal_text(target.goal_in(period))


def change_goal_text(goal: GoalChange) -> str:
    """A goal that rests on the value of a year before: ``110% kết quả năm trước``."""
    return f"{number((1 + goal.change) * 100)}% kết quả năm trước"


def unit_goal_text(target: Target, period: Period, unit: Unit) -> str:
    """The goal of a unit, as far as the plan and the unit list say it."""
    if isinstance(target.goal, GoalChange):
        return change_goal_text(target.goal)
    if target.goal is None:
        return "không có mức giao"
    return goal_text(target.goal_for(period, unit.value, earlier=None))


def unit_text(goal: Amount) -> str:
    """What stands after a value or a goal: %, or the unit of measure with a blank that does not break."""
    return "%" if goal.percent else f"{NBSP}{goal.unit}" if goal.unit else ""


def _scaled(value: Fraction, goal: Amount) -> Fraction:
    return value * 100 if goal.percent else value


def _exact_decimals(scaled: Fraction, *, least: int = 0) -> int:
    """How many decimals show a number of the plan whole."""
    return next((n for n in range(least, _MOST) if not scaled * 10**n % 1), _MOST)


def decimals_of(goal: Amount) -> int:
    """The decimals of a figure beside its goal: one of a percentage, two of a number; as many as the goal where it has more."""
    return _exact_decimals(_scaled(goal.value, goal), least=1 if goal.percent else 2)


def value_text(indicator: Indicator, *, target: Target) -> str:
    """The value, never rounded onto a goal that it does not reach; the state where there is no value.

    A part of the units, or of the years, is told with the value.
    """
    if indicator.value is None:
        return indicator.state_text
    return _whole_or_part_text(indicator, target) + _part_text(indicator)


def result_text(indicator: Indicator, *, target: Target) -> str:
    """The value with numerator and denominator: 55,0% (22/40); the value alone where it is no quotient; the state where
    there is no value."""
    if indicator.value is None:
        return indicator.state_text
    if not target.measure.is_quotient:
        return value_text(indicator, target=target)
    return f"{_whole_or_part_text(indicator, target)} ({parts_text(indicator)})" + _part_text(indicator)


def _part_text(indicator: Indicator) -> str:
    """Of what the figure is a part, and whether it is what units report themselves; empty where it is whole and a system's."""
    part = f", {indicator.state_text}" if indicator.state == PARTIAL else ""
    return part + (f", {indicator.reported_text}" if indicator.reported_text else "")


def _whole_or_part_text(indicator: Indicator, target: Target) -> str:
    assert indicator.value is not None
    lower = indicator.goal is not None and target.lower_is_better(indicator.goal)
    return amount_text(indicator.value, goal=scale_of(indicator, target), lower=lower)


def scale_of(indicator: Indicator, target: Target) -> Amount:
    """How a figure is written: as its goal is; without one, a share of rows as a percentage, all else as a plain number."""
    if indicator.goal is not None:
        return indicator.goal
    in_percent = target.is_share and target.source != REPORTED
    return Amount(value=Fraction(0), percent=in_percent, unit=target.unit_of_measure)


def amount_text(value: Fraction, *, goal: Amount, lower: bool = False) -> str:
    """A value in the unit of its goal, with at least the goal's decimals; never rounded onto a goal that it does not reach."""
    shown = shown_amount(value, goal=goal, lower=lower)
    return number(shown, 0 if shown == shown.to_integral_value() else decimals_of(goal)) + unit_text(goal)


def shown_amount(value: Fraction, *, goal: Amount, lower: bool = False) -> Decimal:
    """The number that ``amount_text`` shows. Comparisons in words rest on it: a reader sees nothing else."""
    exact, decimals = _scaled(value, goal), decimals_of(goal)
    shown, reached = round_half_up(exact, decimals), value <= goal.value if lower else value >= goal.value
    if reached or Fraction(shown) != _scaled(goal.value, goal):
        return shown
    step = exact * 10**decimals
    return Decimal(math.ceil(step) if lower else math.floor(step)).scaleb(-decimals)


def points_text(points: Fraction | None, highest: Fraction | Decimal | None) -> str:
    """Points with two decimals, never rounded onto the highest that they do not reach; empty where there are none.

    >>> points_text(Fraction("5.9976"), Decimal(6)), points_text(Fraction(6), Decimal(6))
    ('5,99', '6,00')
    """
    if points is None or highest is None:
        return number(points, 2)
    said = number(shown_amount(points, goal=Amount(value=Fraction(highest), percent=False)), 2)
    return said.replace("-", "−")


def attainment_text(indicator: Indicator, target: Target) -> str:
    """The attainment in percent of the goal; empty without a value, and where it is none of a goal."""
    if indicator.attainment is None or target.normalise != "goal":
        return ""
    return percent(indicator.attainment, goal=None if indicator.met else Fraction(1))


def against_goal_text(indicator: Indicator, target: Target, *, cap: Fraction) -> str:
    """How far a figure that is judged is to its goal, in percent: also of a target whose points rest on the other units."""
    if indicator.met is None or indicator.value is None or indicator.goal is None:
        return ""
    share = attainment_of(indicator.value, target, goal=indicator.goal, cap=cap)
    return percent(share, goal=None if indicator.met else Fraction(1))


def blocked_text(target: Target) -> str:
    """That a figure could not be computed; why, where there is only one reason."""
    alone = target.at_least_rows or target.measure.formula
    return STATES[BLOCKED] if alone else f"{STATES[BLOCKED]} do lỗi số liệu"


def parts_text(indicator: Indicator) -> str:
    """Numerator/denominator."""
    return f"{number(indicator.numerator)}/{number(indicator.denominator)}"


def source_title(plan: Plan, name: str) -> str:
    """A source by its title; several are parted by semicolons; what is none is a formula."""
    return "; ".join(plan.source(each).title for each in name.split("; ")) if name else "công thức"


def unknown_self_text(evaluation: Evaluation, unit: str) -> str:
    """Why a unit has no score of its own: what it said cannot be read, or it did not say it of every item; else empty."""
    blocked, absent = _unknown_claims(evaluation, unit)
    if blocked:
        return f"Không đọc được điểm tự chấm ở mục {', '.join(blocked)} nên không có tổng điểm tự chấm."
    return f"Đơn vị chưa tự chấm {absent} mục nên không có tổng điểm tự chấm." if absent else ""


def unknown_selves_text(evaluation: Evaluation) -> str:
    """Which units have no score of their own, and why; empty where all have."""
    lacking = [s.unit for s in evaluation.scores if s.self_score is None and s.score is not None]
    blocked = {unit: items for unit in lacking if (items := _unknown_claims(evaluation, unit)[0])}
    told = [f"{evaluation.names[unit]} (mục {', '.join(items)})" for unit, items in list(blocked.items())[:5]]
    rest = f" và {len(blocked) - 5} đơn vị khác" if len(blocked) > 5 else ""
    said = [f"Không đọc được điểm tự chấm của {'; '.join(told)}{rest} nên không có tổng điểm tự chấm."] if told else []
    silent = sum(unit not in blocked and bool(_unknown_claims(evaluation, unit)[1]) for unit in lacking)
    said += [f"{silent} đơn vị chưa tự chấm đủ các mục nên không có tổng điểm tự chấm."] if silent else []
    return " ".join(said)


def _unknown_claims(evaluation: Evaluation, unit: str) -> tuple[list[str], int]:
    """The items of which a unit's own points cannot be read, and how many contents and actions it says nothing of."""
    own, judged = evaluation.items_of(unit), {i.id for i in evaluation.plan.appraised if i.points or i.rule == DEDUCT}
    absent = [
        i for i in own if i.item in judged and i.max_points is not None and i.self_points is None and not i.self_blocked
    ]
    return [i.item for i in own if i.self_blocked], len(absent)


def scored_text(evaluation: Evaluation) -> str:
    """How many of the units have a score that is ranked."""
    return f"{sum(s.rank is not None for s in evaluation.scores)}/{len(evaluation.units)}"


def rank_text(score: UnitScore) -> str:
    """The rank; that there is none, and why, while an appraisal or the figures of a year lack."""
    if score.rank is None and score.unranked_for:
        return f"chưa xếp hạng ({score.unranked_for})"
    return str(score.rank or "–")


def placed_text(score: UnitScore) -> str:
    """The rank within a sentence: "hạng 3"; or that there is none yet."""
    return rank_text(score) if score.unranked_for else f"hạng {score.rank or '–'}"


def band_texts(evaluation: Evaluation) -> tuple[str, ...]:
    """How many of the ranked units are in each band, the best first; those below every band last."""
    scored = [s.band for s in evaluation.scores if s.rank is not None]
    bands = dict.fromkeys(band.name for band in evaluation.plan.scoring.bands_from_the_best)
    counted = [f"{scored.count(band)} đơn vị xếp loại {band}" for band in bands if band in scored]
    below = sum(not band for band in scored)
    return (*counted, *([f"{below} đơn vị dưới mọi mức xếp loại"] if below else []))


def score_text(evaluation: Evaluation, score: Decimal | None) -> str:
    """A score with the decimals that the plan declares; a dash where there is none."""
    return "–" if score is None else number(score, evaluation.plan.scoring.decimals)
