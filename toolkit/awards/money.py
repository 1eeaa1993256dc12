"""The money that goes with an award: how many base salaries, by the law of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ..plan import Award, Plan


@dataclass(frozen=True)
class Prize:
    """What an award brings: the amount in đồng (None where the plan does not know it for the day), and whence it is known."""

    amount: Fraction | None = None
    times: Fraction | None = None
    texts: tuple[str, ...] = ()


def prize_of(plan: Plan, award: Award, day: date) -> Prize:
    """The money of an award by the law in force on a day: so many base salaries. Neither is taken from another day."""
    times = next((each for each in award.money if each.holds(day)), None)
    salary = next((each for each in plan.movement.base_salary if each.holds(day)), None)
    if times is None or salary is None:
        return Prize(texts=tuple(each.text for each in (times, salary) if each))
    number = Fraction(times.times)
    return Prize(number * salary.amount, number, (times.text, salary.text))
