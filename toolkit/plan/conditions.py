"""Conditions of the plan: a column and the values it may have; all columns of a condition must hold."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from ..vocabulary import SOURCES, Column

PRESENT, ABSENT = "present", "absent"


def _as_tuples(raw: Any) -> dict[str, tuple]:
    if not isinstance(raw, dict) or not all(isinstance(key, str) for key in raw):
        raise ValueError("phải là danh sách cột: giá trị, ví dụ {channel: online}")
    conditions = {}
    for column, allowed in raw.items():
        values = tuple(allowed) if isinstance(allowed, (list, tuple)) else (allowed,)
        if not values or any(isinstance(value, (dict, list, tuple)) or value is None for value in values):
            raise ValueError(f"{column}: phải là một giá trị hoặc một danh sách giá trị không rỗng")
        conditions[column] = values
    return conditions


_VALUE = {"type": ["string", "boolean", "number"]}
Conditions = Annotated[
    dict[str, tuple],
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

    >>> canonical_value(SOURCES["ho_so_tthc"].column("channel"), "Trực tuyến")
    'online'
    """
    wanted = fold_value(str(value))
    for name, words in column.values.items():
        if wanted in {fold_value(word) for word in (name, *words)}:
            return name
    return None


def check_conditions(target: Any, where: str, added: set[str]) -> None:
    """Refuse columns and values that the source of a target does not have; ValueError names them."""
    source = SOURCES[target.source]
    known = [column.name for column in source.columns + source.derived] + sorted(added)
    for part in ("population", "success"):
        for name, values in (getattr(target, part) or {}).items():
            column = source.column(name)
            if column is None and name not in added:
                raise ValueError(
                    f"{where}.{part}: nguồn {source.name} không có cột {name!r}; các cột: {', '.join(known)}"
                )
            for value in values:
                if value in (PRESENT, ABSENT) or column is None:
                    continue
                if column.type in ("date", "number"):
                    raise ValueError(f"{where}.{part}.{name}: cột ngày chỉ nhận present hoặc absent")
                if column.values and canonical_value(column, value) is None:
                    raise ValueError(
                        f"{where}.{part}.{name}: không có giá trị {value!r}; các giá trị: {', '.join(column.values)}"
                    )
    if target.date is not None:
        column = source.column(target.date)
        if column is None or column.type != "date":
            dates = ", ".join(c.name for c in source.columns if c.type == "date") or "(không có)"
            raise ValueError(
                f"{where}.date: {target.date!r} không phải là cột ngày của nguồn {source.name}; các cột ngày: {dates}"
            )
