"""A condition of the plan in words: columns and values as files have them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from ..plan import Plan
from ..plan.comparisons import EDGES, PERIOD_END, PERIOD_START, Comparison, Comparisons
from ..plan.conditions import ABSENT, ANY_OF, NOT, PRESENT, canonical_value
from ..words.formatting import number, short_date
from ..words.vocabulary import Column, Derived, Source

BY_THE_END = "không sau ngày cuối kỳ"
EMPTY = "để trống"
_COMPARED: Mapping[str, str] = MappingProxyType(
    {
        "at_least": "từ {} trở lên",
        "at_most": "không quá {}",
        "above": "trên {}",
        "below": "dưới {}",
        "on_or_before": "không sau {}",
        "before": "trước {}",
        "on_or_after": "từ {} trở đi",
        "after": "sau {}",
        "within_days": "chậm nhất {days} ngày sau {}",
        "within_working_days": "chậm nhất {days} ngày làm việc sau {} (thứ Hai đến thứ Sáu và ngày làm bù, trừ ngày nghỉ của kế hoạch)",
    }
)


class Spelled:
    """The columns of a source and their values as files have them; a plan may add columns and other headers."""

    def __init__(self, plan: Plan, source: str):
        self._plan, self._source, self._others = plan, plan.source(source), plan.words_of(source).headers

    def title(self, name: str) -> str:
        """The header of a column, and the other headers that the plan gives it."""
        column = self._source.column(name)
        first = column.header if column else name
        more = [word for word in dict.fromkeys(self._others.get(name, ())) if word != first]
        return first + (f" (hoặc cột {', '.join(f'“{word}”' for word in more)})" if more else "")

    def conditions(self, block: Mapping[str, Any]) -> list[str]:
        """What a block of conditions asks, each in words."""
        said: list[str] = []
        for key, asked in block.items():
            if key == ANY_OF:
                said.append("ít nhất một trong: " + " hoặc ".join(self._inner(each) for each in asked))
            elif key == NOT:
                said.append(f"trừ trường hợp {self._inner(asked)}")
            elif isinstance(asked, Comparisons):
                said.append(f"{self.title(key)}: {' và '.join(self._compared(each) for each in asked.parts)}")
            else:
                said.append(self._condition(key, asked))
        return said

    def failing(self, key: str, asked: Any) -> str:
        """What is said of a row that certainly does not do what a condition asks."""
        if key in (ANY_OF, NOT):
            return f"không đáp ứng: {self.conditions({key: asked})[0]}"
        column = self._source.column(key)
        told = next((each.column for each in self._source.given if each.column.name == key), None)
        title = told.header if told else column.header if column else key
        if isinstance(asked, Comparisons):
            return f"{title}: không đáp ứng “{' và '.join(self._compared(each) for each in asked.parts)}”"
        if set(asked) <= {PRESENT, ABSENT}:
            return f"{title}: {'có ghi' if ABSENT in asked else _value(column, ABSENT, self._source)}"
        known = told or column
        if known is not None and known.type == "yes_no":
            wanted = {canonical_value(known, each) for each in asked}
            return f"{title}: {' hoặc '.join(names[0] for name, names in known.values.items() if name not in wanted)}"
        return f"{title} không phải {' hoặc '.join(_value(column, each, self._source) for each in asked)}"

    def _inner(self, block: Mapping[str, Any]) -> str:
        return f"({' và '.join(self.conditions(block))})"

    def _compared(self, each: Comparison) -> str:
        """A comparison in words; of a day in a list that is the state at the period's end, also that a later day is none."""
        words = _COMPARED[each.how].format(self._side(each), days=each.days)
        is_state = each.asks_for_days and not self._source.date and each.other not in EDGES
        return words + (f" ({BY_THE_END})" if is_state else "")

    def _side(self, each: Comparison) -> str:
        other = each.other
        if isinstance(other, date):
            return short_date(other)
        if isinstance(other, Fraction):
            return number(other)
        kind = "ngày" if each.asks_for_days else "số"
        return {PERIOD_START: "ngày đầu kỳ", PERIOD_END: "ngày cuối kỳ"}.get(
            other
        ) or f"{kind} ở cột {self.title(other)}"

    def _condition(self, name: str, values: Sequence) -> str:
        """A condition of the plan: a column and what may stand in it."""
        column = self._source.column(name)
        if told := next((each for each in self._source.given if each.column.name == name), None):
            return self._told(told, values)
        said = [_value(column, value, self._source) for value in values]
        if column is not None and column.type == "yes_no" and EMPTY not in said:
            said += [EMPTY] if any(canonical_value(column, value) == "false" for value in values) else []
        return f"{self.title(name)}: {' hoặc '.join(dict.fromkeys(said))}"

    def _told(self, told: Derived, values: Sequence) -> str:
        """Whom another source tells to be so; the list itself does not say it."""
        wanted = {value if value in (PRESENT, ABSENT) else canonical_value(told.column, value) for value in values}
        other, (own, theirs) = Spelled(self._plan, told.source), told.by
        named = other.title(theirs)
        alike = f"cùng {named}" if named == self.title(own) else f"có {named} là {self.title(own)}"
        row = " và ".join((f"dòng {alike}", *other.conditions(told.where))).replace(" và ", " có ", 1)
        if wanted & {PRESENT} or {"true", "false"} <= wanted:
            return f"tệp {told.source} có hay không có {row}"
        return f"tệp {told.source} {'có ít nhất một' if 'true' in wanted else 'không có'} {row}"


def _value(column: Column | None, value: object, source: Source) -> str:
    if value == ABSENT:
        return EMPTY + (" hoặc sau ngày cuối kỳ" if column is not None and _is_state(column, source) else "")
    if value == PRESENT:
        return f"có ghi, {BY_THE_END}" if column is not None and _is_state(column, source) else "có ghi"
    if column is None or not column.values:
        return f"“{value}”"
    canonical = canonical_value(column, value)
    return column.values[canonical][0] if canonical else str(value)


def _is_state(column: Column, source: Source) -> bool:
    """A day in a list that is the state at the period's end: a later day is no day yet."""
    return column.type == "date" and not source.date
