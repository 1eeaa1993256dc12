"""Figures in words: how a value, a goal, a change and a state are said. The same words in sentences and tables."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

from ..formatting import NBSP, number, percent, round_half_up
from ..plan import Amount, Target
from ..results import Evaluation, Indicator, UnitScore
from ..vocabulary import OK, PARTIAL, SOURCES, STATES
from .model import Cell


def movement_text(evaluation: Evaluation) -> str:
    """The movement and the period; a period that the movement's name says already is not said twice."""
    name, period = evaluation.plan.movement.name, evaluation.period.title
    return f"phong trào thi đua “{name}”" + ("" if period in name.replace(" - ", " – ") else f" {period}")


def capitalised(text: str) -> str:
    """The text with its first letter as a sentence begins."""
    return text[:1].upper() + text[1:]


def goal_text(goal: Amount | None) -> str:
    """The goal as the plan has it: 80%, or 4,5."""
    if goal is None:
        return STATES["not_assigned"]
    return percent(goal.value, decimals=2) if goal.percent else number(goal.value)


def value_text(indicator: Indicator, *, target: Target) -> str:
    """The value, never rounded onto a goal that it does not reach; the state where there is no value.

    A part of the units is told with the value.
    """
    if indicator.value is None or indicator.goal is None:
        return indicator.state_text
    shown = _whole_or_part_text(indicator, target)
    return f"{shown}, {indicator.state_text}" if indicator.state == PARTIAL else shown


def result_text(indicator: Indicator, *, target: Target) -> str:
    """The value with numerator and denominator: 55,0% (22/40); the state where there is no value."""
    if indicator.value is None or indicator.goal is None:
        return indicator.state_text
    shown = f"{_whole_or_part_text(indicator, target)} ({parts_text(indicator)})"
    return f"{shown}, {indicator.state_text}" if indicator.state == PARTIAL else shown


def _whole_or_part_text(indicator: Indicator, target: Target) -> str:
    assert indicator.value is not None and indicator.goal is not None
    lower = indicator.goal.value < target.floor.value
    reached = indicator.value <= indicator.goal.value if lower else indicator.value >= indicator.goal.value
    return amount_text(indicator.value, goal=indicator.goal, met=reached, lower=lower)


def amount_text(value: Fraction, *, goal: Amount, met: bool | None = None, lower: bool = False) -> str:
    """A value in the unit of its goal: one decimal of a percentage, two of a number."""
    scale, decimals, sign = (100, 1, "%") if goal.percent else (1, 2, "")
    shown = round_half_up(value * scale, decimals)
    reaches = Fraction(shown) <= goal.value * scale if lower else Fraction(shown) >= goal.value * scale
    if met is False and reaches:
        step = Decimal(1).scaleb(-decimals)
        exact = Decimal(value.numerator * scale) / Decimal(value.denominator)
        shown = exact.quantize(step, rounding=ROUND_CEILING if lower else ROUND_FLOOR)
    return number(shown, 0 if shown == shown.to_integral_value() else decimals) + sign


def attainment_text(indicator: Indicator) -> str:
    """The attainment in percent of the goal; empty without a value."""
    if indicator.attainment is None:
        return ""
    return percent(indicator.attainment, goal=None if indicator.met else Fraction(1))


def verdict(indicator: Indicator) -> Cell:
    """Đạt, chưa đạt, or the state."""
    if indicator.state != OK:
        return Cell(capitalised(indicator.state_text), "none")
    return Cell("Đạt", "good") if indicator.met else Cell("Chưa đạt", "bad")


def parts_text(indicator: Indicator) -> str:
    """Numerator/denominator."""
    return f"{number(indicator.numerator)}/{number(indicator.denominator)}"


def change_text(indicator: Indicator) -> str:
    """The change against the period before, with its direction; empty where one of the two has no value."""
    if indicator.change is None or indicator.goal is None:
        return ""
    size = round_half_up(
        abs(indicator.change) * (100 if indicator.goal.percent else 1), 1 if indicator.goal.percent else 2
    )
    if not size:
        return "không đổi" if not indicator.change else "gần như không đổi"
    unit = f" điểm{NBSP}%" if indicator.goal.percent else ""
    decimals = 0 if size == size.to_integral_value() else 1 if indicator.goal.percent else 2
    return f"{'tăng' if indicator.change > 0 else 'giảm'} {number(size, decimals)}{unit}"


def source_title(name: str) -> str:
    """A source by its title."""
    return SOURCES[name].title


def scored_text(evaluation: Evaluation) -> str:
    """How many of the units have a score that is ranked."""
    return f"{sum(s.rank is not None for s in evaluation.scores)}/{len(evaluation.units)}"


def rank_text(score: UnitScore) -> str:
    """The rank; without one while an appraisal lacks, that and of how many items."""
    if score.rank is None and score.unappraised:
        return f"chưa xếp hạng ({score.unappraised} mục chưa được thẩm định)"
    return str(score.rank or "–")


def placed_text(score: UnitScore) -> str:
    """The rank within a sentence: "hạng 3"; or that there is none yet."""
    return rank_text(score) if score.unappraised else f"hạng {score.rank or '–'}"


def unranked_text(evaluation: Evaluation) -> str:
    """Which units are not ranked, and how many items of theirs are not appraised; empty where all are."""
    lacking = [each for each in evaluation.scores if each.unappraised]
    if not lacking:
        return ""
    items = sum(each.unappraised for each in lacking)
    if len(lacking) == len(evaluation.scores):
        return f"Chưa xếp hạng các đơn vị: còn {number(items)} lượt mục chưa được thẩm định."
    shown = ", ".join(f"{evaluation.names[e.unit]} (còn {e.unappraised} mục chưa được thẩm định)" for e in lacking[:5])
    rest = f" và {len(lacking) - 5} đơn vị khác" if len(lacking) > 5 else ""
    return f"Chưa xếp hạng {len(lacking)}/{len(evaluation.scores)} đơn vị: {shown}{rest}."


def band_texts(evaluation: Evaluation) -> tuple[str, ...]:
    """How many units are in each band, the best first; those below every band last."""
    scored = [s.band for s in evaluation.scores if s.rank is not None]
    bands = [band.name for band in sorted(evaluation.plan.scoring.bands, key=lambda b: b.from_, reverse=True)]
    counted = [f"{scored.count(band)} đơn vị xếp loại {band}" for band in bands if band in scored]
    below, unranked = sum(not band for band in scored), sum(bool(s.unappraised) for s in evaluation.scores)
    counted += [f"{below} đơn vị dưới mọi mức xếp loại"] if below else []
    return (*counted, *([f"{unranked} đơn vị chưa xếp hạng"] if unranked else []))


def score_text(evaluation: Evaluation, score: Decimal | None) -> str:
    """A score with the decimals that the plan declares; a dash where there is none."""
    return "–" if score is None else number(score, evaluation.plan.scoring.decimals)
