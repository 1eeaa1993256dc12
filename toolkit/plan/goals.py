"""Goals of a target: one, by year or period, by a column of the unit list, or so much more or less than a year before."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from ..words.formatting import fold
from .amounts import AMOUNT_SCHEMA, Amount, amount_of
from .declared import unknown_keys
from .faults import Fault, refuse

BY, ELSE, CHANGE, FROM = "by", "else", "change", "from"
PREVIOUS_YEAR = "previous_year"
_YEAR, _PERIOD = re.compile(r"(19|20|21)\d\d"), re.compile(r"((19|20|21)\d\d)-(\w{1,30})")
_CHANGE = re.compile(r"\s*([+-])\s*(\d{1,6}(?:[.,]\d{1,6})?)\s*%\s*")


@dataclass(frozen=True)
class GoalBy:
    """A goal by a ``column`` of the unit list: its value → the goal; ``rest`` is that of all others and of the agency."""

    column: str
    amounts: Mapping[str, Amount]
    rest: Amount | None = None

    def of(self, value: str) -> Amount | None:
        """The goal of a unit with this value in the column."""
        known = {fold(key): amount for key, amount in self.amounts.items()}
        return known.get(fold(value), self.rest)


@dataclass(frozen=True)
class GoalChange:
    """A goal that is the value of a year before, and so much of it more (or, negative, less)."""

    change: Fraction

    def of(self, earlier: Fraction | None, *, percent: bool, unit: str) -> Amount | None:
        """The goal after a value of a year before; none without one, or where nothing would be to change."""
        if not earlier:
            return None
        return Amount(value=earlier * (1 + self.change), percent=percent, unit=unit)


AnyGoal = Amount | dict[int | str, Amount] | GoalBy | GoalChange


def goal_of(raw: Any) -> AnyGoal:
    """What the key ``goal`` says. Raises ValueError, with the place of each fault where it is below."""
    if isinstance(raw, (GoalBy, GoalChange)):
        return raw
    if not isinstance(raw, dict):
        return amount_of(raw)
    if BY in raw:
        return _by(raw)
    if CHANGE in raw or FROM in raw:
        return _change(raw)
    return _by_period(raw)


def _by_period(raw: Mapping[Any, Any]) -> dict[int | str, Amount]:
    keys = [period_key(key) for key in raw]
    if not raw or None in keys:
        strange = [str(key) for key in raw if period_key(key) is None]
        near = difflib.get_close_matches(strange[0], (BY, CHANGE), n=1) if strange else []
        likely = f"; có lẽ là {near[0]}" if near else ""
        raise ValueError(f"mức giao theo năm phải viết dạng {{2022: 50%, 2025: 80%}}{likely}")
    if len(set(keys)) < len(keys):
        raise ValueError("một năm được ghi hai lần")
    goals, faults = dict[int | str, Amount](), list[Fault]()
    for raw_key, key, each in zip(raw, keys, raw.values()):
        try:
            goals |= {key: amount_of(each)} if key is not None else {}
        except ValueError as error:
            faults.append(((raw_key,), str(error)))
    refuse(faults)
    return goals


def period_key(raw: Any) -> int | str | None:
    """A year, or the id of a part of one; None for anything else. ``2025-07`` is the month ``2025-M07``."""
    text = str(raw)
    if _YEAR.fullmatch(text):
        return int(text)
    if found := _PERIOD.fullmatch(text):
        return f"{found[1]}-M{found[3]}" if re.fullmatch(r"0[1-9]|1[0-2]", found[3]) else text
    return None


def _by(raw: Mapping[Any, Any]) -> GoalBy:
    column, faults, amounts = raw[BY], list[Fault](), dict[str, Amount]()
    if not isinstance(column, str) or not fold(column):
        faults.append(((BY,), "phải là tên một cột của don_vi, ví dụ Loại hoặc Mã đơn vị"))
    seen: dict[str, str] = {}
    for key, each in raw.items():
        if key == BY:
            continue
        try:
            amounts[str(key)] = amount_of(each)
        except ValueError as error:
            faults.append(((key,), str(error)))
        if (other := seen.setdefault(fold(str(key)), str(key))) != str(key):
            faults.append(((key,), f"{str(key)!r} trùng với {other!r}"))
    rest = amounts.pop(ELSE, None)
    if not amounts:
        faults.append(((), f"thiếu mức giao của từng giá trị của cột {column}"))
    refuse(faults)
    return GoalBy(str(column), amounts, rest)


def _change(raw: Mapping[Any, Any]) -> GoalChange:
    faults = [*unknown_keys(raw, (CHANGE, FROM))]
    found = _CHANGE.fullmatch(str(raw.get(CHANGE, "")))
    if found is None:
        faults.append(((CHANGE,) if CHANGE in raw else (), 'change phải là tỷ lệ có dấu + hoặc -, ví dụ "+10%"'))
    if raw.get(FROM) != PREVIOUS_YEAR:
        faults.append(((FROM,) if FROM in raw else (), f"from phải là {PREVIOUS_YEAR}: giá trị của một năm trước"))
    refuse(faults)
    assert found is not None
    size = Fraction(found[2].replace(",", ".")) / 100
    if not size or (found[1] == "-" and size >= 1):
        refuse([((CHANGE,), "phải khác 0%, và giảm ít hơn 100%")])
    return GoalChange(size if found[1] == "+" else -size)


Goal = Annotated[
    AnyGoal,
    BeforeValidator(goal_of),
    WithJsonSchema(
        {
            "anyOf": [
                AMOUNT_SCHEMA,
                {
                    "type": "object",
                    "patternProperties": {"^[0-9]{4}(-.+)?$": AMOUNT_SCHEMA},
                    "additionalProperties": False,
                },
                {
                    "type": "object",
                    "properties": {BY: {"type": "string"}},
                    "required": [BY],
                    "additionalProperties": AMOUNT_SCHEMA,
                },
                {
                    "type": "object",
                    "properties": {CHANGE: {"type": "string"}, FROM: {"enum": [PREVIOUS_YEAR]}},
                    "required": [CHANGE, FROM],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]
