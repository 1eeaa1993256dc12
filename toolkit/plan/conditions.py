"""Conditions of the plan: a column and the values it may have; all columns of a condition must hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from ..words.vocabulary import Column, Source
from .faults import Fault, refuse

PRESENT, ABSENT = "present", "absent"


def _as_tuples(raw: Any) -> dict[str, tuple[Any, ...]]:
    if not isinstance(raw, dict) or not all(isinstance(key, str) for key in raw):
        raise ValueError("phải là danh sách cột: giá trị, ví dụ {channel: online}")
    conditions = {column: _values(allowed) for column, allowed in raw.items()}
    refuse(
        ((column,), "phải là một giá trị hoặc một danh sách giá trị không rỗng")
        for column, values in conditions.items()
        if not values or any(isinstance(value, (dict, list, tuple)) or value is None for value in values)
    )
    return conditions


def _values(allowed: Any) -> tuple[Any, ...]:
    return tuple(allowed) if isinstance(allowed, (list, tuple)) else (allowed,)


_VALUE = {"type": ["string", "boolean", "number"]}
Conditions = Annotated[
    dict[str, tuple[Any, ...]],
    BeforeValidator(_as_tuples),
    WithJsonSchema(
        {
            "type": "object",
            "additionalProperties": {"anyOf": [_VALUE, {"type": "array", "items": _VALUE, "minItems": 1}]},
        }
    ),
]


def fold_value(text: str) -> str:
    """Reduce a cell of a closed list: no case, accents or blanks. Signs stay: "-1" is not "1"."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return re.sub(r"[\s_]+", "", bare.replace("đ", "d"))


def canonical_value(column: Column, value: Any) -> str | None:
    """What the code calls a value of a closed list, from either its word in the files or its canonical name.

    >>> from toolkit.words.vocabulary import SOURCES
    >>> canonical_value(SOURCES["ho_so_tthc"].column("channel"), "Trực tuyến")
    'online'
    """
    wanted = fold_value(str(value))
    for name, words in column.values.items():
        if wanted in {fold_value(word) for word in (name, *words)}:
            return name
    return None


def condition_faults(target: Mapping[str, Any], source: Source, added: Collection[str]) -> list[Fault]:
    """What a target, as the file has it, asks of columns and values that its source does not have."""
    faults: list[Fault] = []
    for part in ("population", "success"):
        conditions = target.get(part)
        for name, allowed in conditions.items() if isinstance(conditions, dict) else ():
            if source.column(name) is None and name not in added:
                known = [column.name for column in source.columns + source.derived] + sorted(added)
                problem = f"nguồn {source.name} không có cột {name!r}; các cột: {', '.join(known)}"
                faults.append(((part, name), problem))
                continue
            for n, value in enumerate(_values(allowed)):
                if problem := _value_problem(value, source.column(name)):
                    faults.append(((part, name, n) if isinstance(allowed, (list, tuple)) else (part, name), problem))
    date = target.get("date")
    dates = [column.name for column in source.columns if column.type == "date"]
    if isinstance(date, str) and date not in dates:
        known_dates = ", ".join(dates) or "(không có)"
        problem = f"{date!r} không phải là cột ngày của nguồn {source.name}; các cột ngày: {known_dates}"
        faults.append((("date",), problem))
    return faults


def _value_problem(value: Any, column: Column | None) -> str:
    """Why a column can never have a value; empty if it can. ``column`` is None for one that the plan adds."""
    if value in (PRESENT, ABSENT) or value is None or isinstance(value, (dict, list, tuple)):
        return ""
    if column is not None and column.type in ("date", "number"):
        return "cột ngày chỉ nhận present hoặc absent"
    if column is not None and column.values:
        found = canonical_value(column, value) is not None
        return "" if found else f"không có giá trị {value!r}; các giá trị: {', '.join(column.values)}"
    return "đây là cột chữ: ghi đúng chữ có trong tệp, ví dụ Có" if isinstance(value, bool) else ""
