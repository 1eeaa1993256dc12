"""Shares of the plan: of one kind within a target and of a size that a share can have; else what was probably meant."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from .amounts import Amount, digits, written
from .faults import Fault, Place

Placed = tuple[Place, Amount]  # where an amount stands below its target, and the amount
_LEAST = Fraction(1, 100)  # a share below 1% is mostly one that was written without its decimal place moved


def target_faults(
    amounts: Sequence[Placed],
    *,
    counts_cases: bool,
    lower_is_better: bool,
    is_bounded: bool = True,
    is_number: bool = False,
) -> list[Fault]:
    """The amounts of a target (goals, floor, edges of steps) that cannot be meant as they are written.

    ``is_number``: what is measured is never a share, such as days. ``is_bounded``: none of what is measured can lie beyond 100%. Once one of them is a percentage, all are; 0 alone may stand for 0%, except as a goal, which says how figures are shown.
    """
    in_percent = any(amount.percent for _, amount in amounts)
    faults: list[Fault] = []
    for place, amount in amounts:
        problem = ""
        if is_number:
            likely = f"; có lẽ là {place[-1]}: {digits(amount.value * 100)}"
            problem = (
                f"chỉ tiêu đo bằng số, không phải tỷ lệ, nên viết không có dấu %{likely}" if amount.percent else ""
            )
        elif amount.percent:
            problem = _share_problem(amount.value, key=place[-1], lower_is_better=lower_is_better) if is_bounded else ""
        elif in_percent and (amount.value or place[0] == "goal"):
            problem = f"chỗ khác của chỉ tiêu ghi tỷ lệ có dấu %, chỗ này thì không; có lẽ là {_meant(place[-1], amount.value)}"
        elif counts_cases and not 0 <= amount.value <= 1:
            problem = (
                f"chỉ tiêu đếm hồ sơ là một tỷ lệ, hãy viết có dấu %; có lẽ là {_meant(place[-1], abs(amount.value))}"
            )
        faults += [(place, problem)] if problem else []
    return faults


def _share_problem(value: Fraction, *, key: str | int, lower_is_better: bool) -> str:
    if not 0 <= value <= 1:
        likely = f"; có lẽ là {written(key, value / 100)}" if 10 <= value <= 100 else ""
        return f"tỷ lệ phải từ 0% đến 100%{likely}"
    if 0 < value < _LEAST and not lower_is_better:
        return (
            f"tỷ lệ nhỏ hơn 1%; có lẽ là {written(key, value * 100)}. Nếu đúng là {digits(value * 100)}% "
            f"thì ghi mọi mức của chỉ tiêu bằng số không có dấu %, ở đây là {key}: {digits(value)}"
        )
    return ""


def quota_problem(quota: Amount) -> str:
    """Why a quota cannot be meant as it is written; empty where it can."""
    if quota.percent:
        small = 0 < quota.value < _LEAST
        likely = f"; có lẽ là {written('quota', quota.value * 100)}, hoặc ghi số suất" if small else ""
        return "" if not small and 0 <= quota.value <= 1 else f"tỷ lệ suất khen phải từ 1% đến 100%{likely}"
    if quota.value >= 0 and quota.value.denominator == 1:
        return ""
    likely = f"; có lẽ là {_meant('quota', quota.value)}" if 0 < quota.value < 1 else ""
    return f"phải là số nguyên không âm, hoặc tỷ lệ như 10%{likely}"


def vote_problem(vote: Amount) -> str:
    """Why a share of votes cannot be meant as it is written; empty where it can."""
    if vote.percent and _LEAST <= vote.value <= 1:
        return ""
    value = vote.value * 100 if vote.percent else vote.value
    likely = f"; có lẽ là {_meant('vote', value)}" if 0 < value <= 100 else ""
    return f"phải là tỷ lệ phiếu trên tổng số thành viên, ví dụ 80%{likely}"


def _meant(key: str | int, value: Fraction) -> str:
    """The share that a number without its sign stands for."""
    if value == 1:
        return f"{written(key, Fraction(1))} hoặc {written(key, _LEAST)}"
    return written(key, value if value < 1 else value / 100)
