"""One figure against its goal: met or not, how far from it, in words that the figures beside them bear out."""

from __future__ import annotations

from fractions import Fraction

from ...indicators.model import Indicator
from ...plan import Amount, Target
from ...plan.blocks import DEDUCT
from ...plan.measures import COUNT, DISTINCT, SHARE, SUM
from ...words.formatting import number, percent, round_half_up, shown_percent
from ...words.vocabulary import OK
from ..model import Cell
from ..words import capitalised, decimals_of, goal_text, unit_text, value_text

NEAR, FAR = Fraction(95, 100), Fraction(70, 100)  # of the way to the goal: nearly there from here; below, far from it


def verdict(indicator: Indicator) -> Cell:
    """Đạt, chưa đạt, or the state."""
    if indicator.state == OK and indicator.value is not None and indicator.goal is None:
        return Cell("Không có mức giao", "none")
    if indicator.state != OK or indicator.met is None:
        return Cell(capitalised(indicator.state_text), "none")
    return Cell("Đạt", "good") if indicator.met else Cell("Chưa đạt", "bad")


def met_text(indicator: Indicator) -> str:
    """The verdict within a sentence: đạt, chưa đạt, or the state."""
    return verdict(indicator).text[:1].lower() + verdict(indicator).text[1:]


def reach(indicator: Indicator, target: Target) -> Fraction:
    """How far the value is on the way from the floor to the goal: 1 at the goal, below 0 short of the floor.

    The attainment that earns points is cut off at 0 and at the cap; what is said is not.
    """
    assert indicator.value is not None and indicator.goal is not None
    if target.is_all_or_nothing:
        return Fraction(bool(indicator.met))
    start = target.floor.value
    return (indicator.value - start) / (indicator.goal.value - start)


def reach_text(indicator: Indicator, target: Target) -> str:
    """How far it is in percent, never rounded up to a goal that is not reached."""
    return percent(reach(indicator, target), goal=None if indicator.met else Fraction(1))


def shown_reach(indicator: Indicator, target: Target) -> Fraction:
    """How far it is, rounded as it is shown."""
    return Fraction(shown_percent(reach(indicator, target), goal=None if indicator.met else Fraction(1)))


def against_goal(indicator: Indicator, target: Target) -> str:
    """How a value that is judged stands to its goal. It exceeds the goal only where the two are shown as different."""
    goal, value = goal_text(indicator.goal), value_text(indicator, target=target)
    assert indicator.goal is not None
    lower = target.lower_is_better(indicator.goal)
    if indicator.met:
        if value == goal:
            return f"đạt mức giao {goal}"
        return f"đạt, thấp hơn mức giao {goal}" if lower else f"vượt mức giao {goal}"
    if target.is_all_or_nothing:
        return f"chưa đạt, cao hơn mức giao {goal}"
    way = reach(indicator, target)
    word = "gần đạt" if way >= NEAR else "chưa đạt" if way >= FAR else "còn cách xa"
    if target.floor.value:
        start = goal_text(target.floor)
        if way > 0:
            return (
                f"{word} mức giao {goal} (đi được {reach_text(indicator, target)} quãng đường từ {start} đến mức giao)"
            )
        return f"{word} mức giao {goal} (chưa {'giảm xuống dưới' if lower else 'vượt'} mức khởi điểm {start})"
    share = reach_text(indicator, target)
    if share == value:
        return f"{word} mức giao {goal}"
    return f"{word}, {'mới ' if way < FAR else ''}bằng {share} mức giao {goal}"


def against_reference(indicator: Indicator, beside: Amount) -> str:
    """How a figure lies beside one of others; empty where it is none that may be compared, as while a part of it lacks."""
    if indicator.state != OK or indicator.value is None:
        return ""
    apart = indicator.value - beside.value
    if not apart:
        return "bằng nhau"
    word, decimals = "cao hơn" if apart > 0 else "thấp hơn", decimals_of(beside)
    size = round_half_up(abs(apart) * (100 if beside.percent else 1), decimals)
    unit = " điểm phần trăm" if beside.percent else unit_text(beside)
    return f"{word} {number(size, decimals)}{unit}" if size else f"{word}, gần như bằng nhau"


def unaimed_text(target: Target) -> str:
    """What a figure without a goal is for."""
    if target.rule == DEDUCT:
        return "không có mức giao, dùng để trừ điểm"
    return "không có mức giao, điểm so giữa các đơn vị"


def needed_text(gap: Fraction | None, indicator: Indicator, target: Target) -> str:
    """By how much the numerator has to change for the goal to be met: which way, and how much; a dash where that is unknown."""
    if gap is None or indicator.goal is None:
        return "–"
    unit = "" if indicator.goal.percent else unit_text(indicator.goal)
    if indicator.goal.percent and target.measure.kind not in (SHARE, COUNT, SUM, DISTINCT):  # a gap of values
        gap, unit = gap * 100, " điểm phần trăm"
    amount = number(gap, None if gap.denominator == 1 else 2) + unit
    return f"cần giảm {amount}" if gap and target.lower_is_better(indicator.goal) else amount


def still_needed_text(gap: Fraction | None, indicator: Indicator, target: Target) -> str:
    """What is still needed, as a sentence; empty where nothing is, or that is not known."""
    if not gap or indicator.goal is None:
        return ""
    counts = target.measure.is_quotient and target.measure.kind == SHARE
    falls = "Tử số" if counts else "Kết quả"
    subject = falls if target.lower_is_better(indicator.goal) else "Còn thiếu"
    return f"{subject} {needed_text(gap, indicator, target)} để đạt mức giao."


def beside_goal(indicator: Indicator, target: Target) -> str:
    """A value with the goal and what an order by distance rests on: ``23,2%, bằng 46,4% mức giao 50%``."""
    value, goal, share = value_text(indicator, target=target), goal_text(indicator.goal), reach_text(indicator, target)
    if target.floor.value or share == value or target.is_all_or_nothing:
        return f"{value}, mức giao {goal}"
    return f"{value}, bằng {share} mức giao {goal}"
