"""The values of the plan file. Amounts are exact: nothing in a plan passes through a binary float."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from ..periods import Period, parse_period
from .faults import refuse
from .meant import TWO_WAYS, amount_near, is_thousand_or_one, two_ways


class Amount(BaseModel):
    """A number of the plan and whether it was written as a percentage: ``80%`` is 4/5 and a percentage."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    value: Fraction
    percent: bool
    unit: str = Field("", repr=False)  # what it is an amount of, such as "tỷ đồng"

    @property
    def ratio(self) -> Amount:
        """The same amount as a percentage."""
        return self if self.percent else self.model_copy(update={"percent": True})


# As long as any amount is in earnest: a number such as 1e999999999 would fill the memory.
_WRITTEN = re.compile(r"\s*([+-]?\d{1,15}(?:[.,]\d{1,15})?)\s*(%?)\s*", re.ASCII)
_MOST_POINTS, _MOST_DECIMALS = 1_000_000, 15


def amount_of(raw: Any) -> Amount:
    """The amount that a value of the plan file stands for. Raises ValueError for what is neither number nor percentage.

    >>> amount_of("80%")
    Amount(value=Fraction(4, 5), percent=True)
    """
    if isinstance(raw, Amount):
        return raw
    if isinstance(raw, bool) or not isinstance(raw, (int, float, str, Decimal)):
        raise ValueError("phải là số hoặc tỷ lệ như 80%")
    found = _WRITTEN.fullmatch(str(raw))
    if found is None:
        raise ValueError(f"phải là số hoặc tỷ lệ như 80%{amount_near(str(raw))}")
    if isinstance(raw, str) and is_thousand_or_one(raw):
        raise ValueError(f"{TWO_WAYS}: {two_ways(raw)}")
    value, percent = Fraction(found[1].replace(",", ".")), bool(found[2])
    return Amount(value=value / 100 if percent else value, percent=percent)


def written(key: str | int, share: Fraction) -> str:
    """A share as it stands in the plan file.

    >>> written("floor", Fraction(1, 2))
    '"floor: 50%"'
    """
    return f'"{key}: {digits(share * 100)}%"'


def digits(value: Fraction) -> str:
    """A number of the plan as it is written there.

    >>> digits(Fraction(3333, 100))
    '33.33'
    """
    return f"{(Decimal(value.numerator) / Decimal(value.denominator)).normalize():f}"


def _units(raw: Any) -> str | tuple[str, ...]:
    if raw == "all":
        return "all"
    if not isinstance(raw, (list, tuple)):
        raise ValueError("phải là all hoặc danh sách mã đơn vị, ví dụ [A, B]")
    refuse(
        ((n,), "mã đơn vị phải là chữ, đặt trong dấu nháy kép")
        for n, unit in enumerate(raw)
        if not isinstance(unit, str)
    )
    return tuple(raw)


def _period_range(raw: Any) -> Period:
    if isinstance(raw, Period):
        return raw
    try:
        return parse_period(raw)
    except Exception:
        raise ValueError("phải là một giai đoạn như 2022..2025") from None


def _cap(raw: Any) -> Fraction:
    """The cap of the attainment: a percentage, or the same as a number that cannot be taken for one of percent."""
    cap = amount_of(raw)
    least, most = (Fraction(1, 10), 10) if cap.percent else (Fraction(1, 10), 2)
    if least <= cap.value <= most:
        return cap.value
    meant = cap.value * 100 if cap.percent and cap.value < 1 else cap.value / 100
    likely = f"; có lẽ là {written('cap', meant)}" if Fraction(1, 10) <= meant <= 10 else ""
    raise ValueError(f"phải là tỷ lệ từ 10% đến 1000%, ví dụ 100%{likely}")


def share_of(raw: Any) -> Amount:
    """A share from 0% to 100%, written with its sign. Raises ValueError for anything else."""
    share = amount_of(raw)
    if share.percent and 0 <= share.value <= 1:
        return share
    likely = share.value if not share.percent and 0 < share.value <= 1 else share.value / 100
    near = f"; có lẽ là {digits(likely * 100)}%" if 0 < likely <= 1 else ""
    raise ValueError(f"phải là tỷ lệ từ 0% đến 100%, ví dụ 50%{near}")


def _points(value: Decimal) -> Decimal:
    if not value.is_finite() or value < 0:
        raise ValueError("phải là số không âm")
    if value > _MOST_POINTS or -int(value.as_tuple().exponent) > _MOST_DECIMALS:
        raise ValueError("phải là số không quá một triệu, có không quá 15 chữ số thập phân")
    return value


def _score(value: Decimal) -> Decimal:
    """An edge of the score, which is out of 100."""
    _points(value)
    if 0 < value < 1:
        raise ValueError(f"điểm tính trên thang 100; có lẽ là {(value * 100).normalize():f}")
    return value


_NUMBER = WithJsonSchema({"type": "number", "minimum": 0})
AMOUNT_SCHEMA = {"type": ["string", "number"], "pattern": r"^-?\d+([.,]\d+)?\s*%?$"}
AmountText = Annotated[Amount, BeforeValidator(amount_of), WithJsonSchema(AMOUNT_SCHEMA)]
PeriodText = Annotated[
    Period, BeforeValidator(_period_range), WithJsonSchema({"type": ["string", "integer"], "examples": ["2022..2025"]})
]
Ratio = Annotated[Fraction, BeforeValidator(_cap), WithJsonSchema({"type": ["string", "number"], "examples": ["100%"]})]
UnitsText = Annotated[
    Literal["all"] | tuple[str, ...],
    BeforeValidator(_units),
    WithJsonSchema({"anyOf": [{"const": "all", "type": "string"}, {"items": {"type": "string"}, "type": "array"}]}),
]
Points = Annotated[Decimal, AfterValidator(_points), _NUMBER]
Score = Annotated[Decimal, AfterValidator(_score)]
