"""Why a figure differs from another: units that came or went, numerator, denominator, another definition.

The parts are exact and add up to the difference. Between two ratios of the same units, n/d and m/e, the numerator's part is
(n − m) times the mean of 1/d and 1/e, the denominator's the mean of n and m times (1/d − 1/e): neither is favoured by the order.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from ..indicators.model import Count, Indicator
from ..indicators.reported import joined
from ..plan import Target
from ..words.errors import UsageError
from ..words.formatting import number, percent
from ..words.markup import table_html
from ..words.vocabulary import NO_CASES, OK
from .results import Evaluation

if TYPE_CHECKING:
    import pandas as pd

CAME, WENT, NUMERATOR, DENOMINATOR, DEFINITION, WHOLE = (
    "came",
    "went",
    "numerator",
    "denominator",
    "definition",
    "whole",
)
_HEAD = ("Phần", "Chi tiết", "Góp vào thay đổi")
_RULES = ("source", "population", "success", "date", "measure", "weight", "fallback")  # what decides what is counted


@dataclass(frozen=True)
class ChangePart:
    """A part of a change: ``name`` (came, went, numerator, denominator, definition or whole), what it is, how much of it."""

    name: str
    text: str
    amount: Fraction

    @property
    def title(self) -> str:
        """What the part is called."""
        return _NAMES[self.name]


@dataclass(frozen=True)
class Change:
    """One figure in two evaluations. ``amount`` is the second value less the first, as a fraction, and the sum of ``parts``.

    Where one of the two has no whole figure, or both the period and the definition are others, there is no amount or are
    no parts, and ``reason`` says why.
    """

    target: Target
    before: Indicator
    after: Indicator
    titles: tuple[str, str]
    parts: tuple[ChangePart, ...] = ()
    reason: str = ""

    @property
    def amount(self) -> Fraction | None:
        """The difference of the two values; None where one of them is not known as a whole."""
        if self.before.state != OK or self.after.state != OK or self.before.value is None or self.after.value is None:
            return None
        return self.after.value - self.before.value

    def frame(self) -> pd.DataFrame:
        """The parts as a table: ``part``, ``detail``, ``amount`` (a fraction of 1)."""
        from .table_frame import table_frame

        rows = [{"part": each.name, "detail": each.text, "amount": float(each.amount)} for each in self.parts]
        return table_frame(rows, columns=["part", "detail", "amount"], note=self.reason)

    def _repr_html_(self) -> str:
        values = [self.shown(each.value) for each in (self.before, self.after)]
        body = [(each.title, each.text, self.signed(each.amount)) for each in self.parts]
        if self.amount is not None:
            body.append(("Cộng", f"{values[0]} → {values[1]}", self.signed(self.amount)))
        caption = f"{self.target.id}, {self.after.unit}: {self.titles[0]} → {self.titles[1]}"
        return table_html(caption, _HEAD, body, note=self.reason)

    @property
    def _is_percent(self) -> bool:
        return bool(self.after.goal and self.after.goal.percent)

    def shown(self, value: Fraction | None) -> str:
        """A value of the figure, as it is told in a change."""
        return percent(value, decimals=2) if self._is_percent else number(value)

    def signed(self, amount: Fraction) -> str:
        """An amount of the change with its sign: "+2,5 điểm phần trăm"."""
        sign = "+" if amount > 0 else "−" if amount < 0 else ""
        size = abs(amount)
        return sign + (f"{number(size * 100, 2)} điểm phần trăm" if self._is_percent else number(size))


_NAMES: Mapping[str, str] = {
    CAME: "Đơn vị mới được tính",
    WENT: "Đơn vị không còn được tính",
    NUMERATOR: "Tử số",
    DENOMINATOR: "Mẫu số",
    DEFINITION: "Cách tính",
    WHOLE: "Cả con số",
}


def explain_change(before: Evaluation, after: Evaluation, *, target: str, unit: str = "") -> Change:
    """What makes a figure of one evaluation another in the second; ``unit``: of the agency where it is empty.

    Raises UsageError for a unit or a target that one of them does not have.
    """
    first, second = (_indicator(each, unit or each.agency, target) for each in (before, after))
    rule = after.plan.target(target)
    made = Change(rule, first, second, (before.period.title, after.period.title))
    amount = made.amount
    if amount is None:
        lacking = [
            f"{each.period.title}: {its.state_text}"
            for each, its in ((before, first), (after, second))
            if its.state != OK
        ]
        return replace(made, reason=f"Không so sánh được ({'; '.join(lacking)}).")
    if _rules(before.plan.target(target)) != _rules(rule):
        if before.period != after.period or before.units != after.units:
            reason = "Hai bên khác cả kỳ lẫn cách tính: so sánh từng bước, mỗi bước đổi một điều."
            return replace(made, reason=reason)
        told = "hai bên đếm theo hai cách"
        return replace(made, parts=(ChangePart(DEFINITION, told, amount),))
    own, other = (_members(each, its, target) for each, its in ((before, first), (after, second)))
    if not rule.measure.is_summed or (_value(own, rule), _value(other, rule)) != (first.value, second.value):
        return replace(made, parts=(ChangePart(WHOLE, "không cộng được từ các phần", amount),))
    return replace(made, parts=_parts(own, other, rule))


def _rules(target: Target) -> tuple[object, ...]:
    return tuple(getattr(target, name) for name in _RULES)


def _indicator(evaluation: Evaluation, unit: str, target: str) -> Indicator:
    try:
        return evaluation.indicator(unit, target)
    except KeyError:
        raise UsageError(
            f"{evaluation.period.title.capitalize()} không có chỉ tiêu {target} của đơn vị {unit}. "
            "Cách sửa: chọn đơn vị và chỉ tiêu có ở cả hai bên; cơ cấu khác thì so sánh số của cơ quan."
        ) from None


def _count(indicator: Indicator) -> Count:
    return Count(indicator.state, indicator.numerator, indicator.denominator)


def _members(evaluation: Evaluation, figure: Indicator, target: str) -> dict[str, Count]:
    """The counts that a figure sums: of the agency those of its units."""
    if figure.unit != evaluation.agency:
        return {figure.unit: _count(figure)}
    own = ((unit.id, _count(evaluation.indicator(unit.id, target))) for unit in evaluation.units)
    return {unit: count for unit, count in own if count.state in (OK, NO_CASES)}


def _value(counts: Mapping[str, Count], target: Target) -> Fraction | None:
    return _joined(counts, counts, target).value


def _joined(counts: Mapping[str, Count], units: Collection[str], target: Target) -> Count:
    """What some of the units make together."""
    return joined([counts[unit] for unit in units], is_total=target.measure.is_total)


def _parts(before: Mapping[str, Count], after: Mapping[str, Count], target: Target) -> tuple[ChangePart, ...]:
    """First those who went leave the earlier figure, then the others change, then those who came join the later one."""
    went, came = sorted(before.keys() - after.keys()), sorted(after.keys() - before.keys())
    both = [unit for unit in before if unit in after]
    first, last = _value(before, target) or Fraction(0), _value(after, target) or Fraction(0)
    old, new = _joined(before, both, target), _joined(after, both, target)
    if not old.denominator or not new.denominator or old.numerator is None or new.numerator is None:
        return (ChangePart(WHOLE, "không đơn vị nào có số ở cả hai bên", last - first),)
    start, end = old.numerator / old.denominator, new.numerator / new.denominator
    more = (new.numerator - old.numerator) * (1 / old.denominator + 1 / new.denominator) / 2
    parts = [
        ChangePart(WENT, ", ".join(went), start - first),
        ChangePart(NUMERATOR, f"{number(old.numerator)} → {number(new.numerator)}", more),
        ChangePart(DENOMINATOR, f"{number(old.denominator)} → {number(new.denominator)}", end - start - more),
        ChangePart(CAME, ", ".join(came), last - end),
    ]
    if target.measure.is_total:
        parts = [each for each in parts if each.name != DENOMINATOR]  # it is 1 on both sides
    return tuple(each for each in parts if each.name in (NUMERATOR, DENOMINATOR) or each.text)
