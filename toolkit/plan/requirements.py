"""What an award asks of a nominee besides points: of a person what the staff list says, of a unit its rank, score and items."""

from __future__ import annotations

import difflib
import operator
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from ..words.formatting import number
from ..words.vocabulary import Column
from .amounts import digits
from .faults import Fault, Place
from .meant import column_near

ITEM, MET = "item", "met"
UNIT_RANK, UNIT_SCORE, YEARS = "unit_rank", "unit_score", "years_on_strength"
COMPARED: Mapping[str, str] = MappingProxyType(
    {UNIT_RANK: "hạng của đơn vị", UNIT_SCORE: "điểm của đơn vị", YEARS: "số năm công tác"}
)
VOTE, DIRECT, FEMALE = "vote", "direct", "female"
ORDERS = (
    VOTE,
    UNIT_SCORE,
    DIRECT,
    FEMALE,
    YEARS,
)  # what people may stand in the order of, besides columns of the staff list
_HOW: Mapping[str, tuple[Callable[[Any, Any], bool], str]] = MappingProxyType(
    {
        "<=": (operator.le, "không quá {}"),
        ">=": (operator.ge, "từ {} trở lên"),
        "<": (operator.lt, "dưới {}"),
        ">": (operator.gt, "trên {}"),
        "=": (operator.eq, "bằng {}"),
    }
)
_COMPARISON = re.compile(r"\s*(<=|>=|<|>|=)\s*(\d{1,9}(?:\.\d{1,6})?)\s*")


@dataclass(frozen=True)
class Requirement:
    """One thing that an award asks for: of an item (``item``) or of a column of the staff list (``column``) yes or no, else of
    ``compared`` (a key of COMPARED) how it stands to a number."""

    wanted: bool = True
    item: str = ""
    column: str = ""
    compared: str = ""
    how: str = ""
    edge: Fraction = Fraction(0)

    @property
    def is_personal(self) -> bool:
        """Whether it asks something of a person; else of the unit."""
        return bool(self.column) or self.compared == YEARS

    def holds(self, value: Fraction | int) -> bool:
        """Whether a number stands as asked.

        >>> requirement_of({"unit_rank": "<= 5"}).holds(5)
        True
        """
        return _HOW[self.how][0](value, self.edge)

    @property
    def written(self) -> dict[str, Any]:
        """As a plan writes it.

        >>> requirement_of({"unit_score": ">=79.5"}).written
        {'unit_score': '>= 79.5'}
        """
        if self.item:
            return {ITEM: self.item, MET: self.wanted}
        if self.column:
            return {self.column: self.wanted}
        return {self.compared: f"{self.how} {digits(self.edge)}"}

    @property
    def edge_text(self) -> str:
        """How the number must stand, in words."""
        return _HOW[self.how][1].format(number(self.edge))


def requirement_of(raw: Any) -> Requirement:
    """A requirement as the plan writes it. Raises ValueError.

    >>> requirement_of({"item": "CT4", "met": True}).item
    'CT4'
    """
    if isinstance(raw, Requirement):
        return raw
    if not isinstance(raw, dict) or not raw:
        raise ValueError(
            'phải là một điều kiện, ví dụ {trained_basic: true}, {unit_rank: "<= 5"}, {item: CT4, met: true}'
        )
    if ITEM in raw or MET in raw:
        return _of_item(raw)
    if len(raw) > 1:
        raise ValueError(f"mỗi điều kiện một khóa; tách {', '.join(map(str, raw))} thành nhiều điều kiện của danh sách")
    ((name, value),) = raw.items()
    if name in COMPARED:
        return _compared(name, value)
    if not isinstance(value, bool):
        raise ValueError(f"{name} phải là true hoặc false")
    return Requirement(value, column=str(name))


def _of_item(raw: Mapping[Any, Any]) -> Requirement:
    if set(raw) != {ITEM, MET} or not isinstance(raw[ITEM], str) or not isinstance(raw[MET], bool):
        raise ValueError("điều kiện về một mục ghi đủ mã và đạt hay không, ví dụ {item: CT4, met: true}")
    return Requirement(raw[MET], item=raw[ITEM])


def _compared(name: str, value: Any) -> Requirement:
    match = _COMPARISON.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        alone = isinstance(value, int) and not isinstance(value, bool)
        edge = value if alone else 5
        likely = "<=" if name == UNIT_RANK else ">="
        raise ValueError(f'{name} phải là phép so sánh với một số, ví dụ "{likely} {edge}"')
    return Requirement(compared=name, how=match[1], edge=Fraction(match[2]))


def _requirements(raw: Any) -> tuple[Requirement, ...]:
    """One block, or a list of them: all must hold."""
    if isinstance(raw, (list, tuple)):
        return tuple(requirement_of(each) for each in raw)
    return (requirement_of(raw),)


RequirementsText = Annotated[
    tuple[Requirement, ...],
    BeforeValidator(_requirements),
    WithJsonSchema(
        {
            "type": "array",
            "items": {
                "anyOf": [
                    {
                        "type": "object",
                        "properties": {ITEM: {"type": "string"}, MET: {"type": "boolean"}},
                        "required": [ITEM, MET],
                        "additionalProperties": False,
                    },
                    *(
                        {
                            "type": "object",
                            "properties": {name: {"type": "string", "pattern": "^ *(<=|>=|<|>|=) *[0-9.]+ *$"}},
                            "required": [name],
                            "additionalProperties": False,
                        }
                        for name in COMPARED
                    ),
                    {
                        "type": "object",
                        "minProperties": 1,
                        "maxProperties": 1,
                        "additionalProperties": {"type": "boolean"},
                    },
                ]
            },
        }
    ),
]


def award_faults(
    entries: Iterable[tuple[Place, Mapping[str, Any]]], *, items: Collection[str], staff: Collection[Column]
) -> Iterator[Fault]:
    """Items and columns that awards ask for and that there are not, each with what is nearest."""
    flags = [column for column in staff if column.type == "yes_no"]
    for place, award in entries:
        asked = award.get("requires")
        for n, raw in enumerate(asked if isinstance(asked, list) else [asked]):
            where = (*place, "requires", *((n,) if isinstance(asked, list) else ()))
            try:
                each = requirement_of(raw) if raw is not None else None
            except ValueError:  # said by the award itself
                continue
            if each and each.item and each.item not in items:
                yield (*where, ITEM), f"không có mục {each.item!r}{_near(each.item, items)}"
            elif each and each.column and each.column not in {column.name for column in flags}:
                yield (*where, each.column), _strange_column(each.column, flags, (*COMPARED, ITEM))
        ordered = award.get("order")
        for n, name in enumerate(ordered if isinstance(ordered, list) else ()):
            if isinstance(name, str) and name not in ORDERS and name not in {column.name for column in flags}:
                yield (*place, "order", n), _strange_column(name, flags, ORDERS)


def _strange_column(name: str, flags: Collection[Column], words: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(name, words, n=1)
    likely = f"; có lẽ là {near[0]}" if near else column_near(name, flags)
    known = ", ".join((*words, *(column.name for column in flags)))
    return f"{name!r} không phải điều kiện hay cột có/không của danh sách cán bộ{likely}; dùng được: {known}"


def _near(word: str, words: Collection[str]) -> str:
    near = difflib.get_close_matches(word, list(words), n=1)
    return f"; có lẽ là {near[0]}" if near else f"; các mã: {', '.join(sorted(words)[:20])}"
