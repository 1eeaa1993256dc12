"""Conditions of the plan: a column and what its cell may be; all of a block must hold. ``any_of`` and ``not`` nest blocks."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from ..words.formatting import fold
from ..words.vocabulary import Column, Source
from .comparisons import EDGES, OF, WITHIN, WORDS, WORKING, Comparison, Comparisons, parsed
from .faults import Fault, Faults, Place, refuse
from .meant import column_near

PRESENT, ABSENT = "present", "absent"
ANY_OF, NOT = "any_of", "not"


def conditions_of(raw: Any) -> dict[str, Any]:
    """What a block of the plan file asks of a row. Raises ValueError, with the place of each fault where it is below."""
    if not isinstance(raw, dict) or not all(isinstance(key, str) for key in raw):
        raise ValueError("phải là danh sách cột: giá trị, ví dụ {channel: online}")
    conditions, faults = {}, []
    for key, asked in raw.items():
        try:
            conditions[key] = _asked(key, asked)
        except Faults as error:
            faults += [((key, *place), problem) for place, problem in error.faults]
    refuse(faults)
    return conditions


def _asked(key: str, asked: Any) -> Any:
    """What a key of a block says: for ``any_of`` several blocks, for ``not`` one, for a column its values or comparisons."""
    if key == ANY_OF:
        if not isinstance(asked, (list, tuple)) or not asked:
            refuse([((), "phải là danh sách khối điều kiện, ví dụ any_of: [{channel: online}, {level: full}]")])
        return tuple(_block(each, (n,)) for n, each in enumerate(asked))
    if key == NOT:
        return _block(asked, ())
    if isinstance(asked, Comparisons):
        return asked
    if isinstance(asked, dict):
        return parsed(asked)
    values = tuple(asked) if isinstance(asked, (list, tuple)) else (asked,)
    if not values or any(isinstance(value, (dict, list, tuple, Comparisons)) or value is None for value in values):
        refuse([((), "phải là một giá trị hoặc một danh sách giá trị không rỗng")])
    return values


def _block(raw: Any, place: Place) -> dict[str, Any]:
    try:
        block = conditions_of(raw)
    except Faults as error:
        raise Faults([((*place, *inner), problem) for inner, problem in error.faults]) from None
    except ValueError as error:
        raise Faults([(place, str(error))]) from None
    refuse([] if block else [(place, "khối điều kiện trống")])
    return block


_VALUE = {"type": ["string", "boolean", "number"]}
_SIDE = {"type": ["string", "number"]}
_COMPARED = {
    "type": "object",
    "properties": {
        **dict.fromkeys((*WORDS, OF), _SIDE),
        **dict.fromkeys((WITHIN, WORKING), {"type": "integer", "minimum": 0}),
    },
    "minProperties": 1,
    "additionalProperties": False,
}
Conditions = Annotated[
    dict[str, Any],
    BeforeValidator(conditions_of),
    WithJsonSchema(
        {
            "type": "object",
            "properties": {
                ANY_OF: {"type": "array", "items": {"type": "object"}, "minItems": 1},
                NOT: {"type": "object"},
            },
            "additionalProperties": {"anyOf": [_VALUE, {"type": "array", "items": _VALUE, "minItems": 1}, _COMPARED]},
        }
    ),
]


def columns_asked(*blocks: Mapping[str, Any] | None) -> tuple[str, ...]:
    """The columns that blocks of conditions look at, each once, in their order.

    >>> columns_asked({"a": ("x",)}, {"not": {"b": parsed({"after": "c"})}})
    ('a', 'b', 'c')
    """
    found = []
    for column, asked in each_asked(*blocks):
        found += [column, *(asked.columns if isinstance(asked, Comparisons) else ())]
    return tuple(dict.fromkeys(found))


def each_asked(*blocks: Mapping[str, Any] | None) -> Iterator[tuple[str, Any]]:
    """What blocks ask of one column at a time, however deep it stands: its values or its comparisons."""
    for block in blocks:
        for key, asked in (block or {}).items():
            if key in (ANY_OF, NOT):
                yield from each_asked(*(asked if key == ANY_OF else (asked,)))
            else:
                yield key, asked


def both_hold(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """A block that holds where both do."""
    if not set(one) & set(other):
        return {**one, **other}
    return {NOT: {ANY_OF: ({NOT: dict(one)}, {NOT: dict(other)})}}


@lru_cache(4096)  # the words of closed lists are asked for once more with every file
def fold_value(text: str) -> str:
    """Reduce a cell of a closed list: no case, accents or blanks. Signs stay: "-1" is not "1"."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return re.sub(r"[\s_]+", "", bare.replace("đ", "d"))


def canonical_value(column: Column, value: Any) -> str | None:
    """What the code calls a value of a closed list, from either its word in the files or its canonical name.

    >>> from toolkit.plan.standard import SOURCES
    >>> canonical_value(SOURCES["ho_so_tthc"].column("channel"), "Trực tuyến")
    'online'
    """
    wanted = fold_value(str(value))
    for name, words in column.values.items():
        if wanted in {fold_value(word) for word in (name, *words)}:
            return name
    return None


def condition_faults(target: Mapping[str, Any], source: Source, added: Collection[str] = ()) -> list[Fault]:
    """What a target, as the file has it, asks of columns and values that its source does not have."""
    faults: list[Fault] = []
    for part in ("population", "success"):
        block = target.get(part)
        faults += block_faults(block, (part,), source, added) if isinstance(block, dict) else []
    date = target.get("date")
    dated = [column for column in source.columns if column.type == "date"]
    dates = [column.name for column in dated]
    if isinstance(date, str) and date not in dates:
        problem = f"{date!r} không phải là cột ngày của nguồn {source.name}{column_near(date, dated)}"
        faults.append((("date",), f"{problem}; các cột ngày: {', '.join(dates) or '(không có)'}"))
    return faults


def block_faults(block: Mapping[str, Any], place: Place, source: Source, added: Collection[str] = ()) -> list[Fault]:
    """What a block asks of columns and values that a source does not have. What has not the right type is passed over: the models say so."""
    faults: list[Fault] = []
    for key, asked in block.items():
        if key in (ANY_OF, NOT):
            inner = enumerate(asked) if key == ANY_OF and isinstance(asked, (list, tuple)) else [(None, asked)]
            for n, each in inner:
                at = (*place, key) if n is None else (*place, key, n)
                faults += block_faults(each, at, source, added) if isinstance(each, dict) else []
        elif source.is_own and _is_of_unit(key, source):
            faults.append(
                ((*place, key), "điều kiện không hỏi cột đơn vị; chỉ tiêu giao cho đơn vị nào thì ghi ở units")
            )
        elif source.column(key) is None and key not in added:
            faults.append(((*place, key), _strange_column(key, source, added)))
        elif isinstance(asked, (dict, Comparisons)):
            faults += _comparison_faults(key, asked, (*place, key), source)
        else:
            faults += _values_faults(key, asked, (*place, key), source)
    return faults


def _is_of_unit(key: str, source: Source) -> bool:
    """Whether a key names the column of the unit, by any of its names."""
    unit = source.column("unit")
    return key in ("unit", source.unit_as) or unit is not None and fold(key) == fold(unit.header)


def _strange_column(key: str, source: Source, added: Collection[str]) -> str:
    """That a source has no such column, which one is meant, and which there are."""
    known = [each for each in source.columns + source.derived if not (source.is_own and each.name == "unit")]
    likely = column_near(key, [*known, *(Column(name, name) for name in sorted(added))])
    listed = [column.name for column in known] + sorted(added)
    return f"nguồn {source.name} không có cột {key!r}{likely}; các cột: {', '.join(listed)}"


def _values_faults(key: str, asked: Any, place: Place, source: Source) -> list[Fault]:
    listed = isinstance(asked, (list, tuple))
    return [
        ((*place, n) if listed else place, problem)
        for n, value in enumerate(asked if listed else (asked,))
        if (problem := _value_problem(value, source.column(key)))
    ]


# What means yes or no and nothing else; "x" and "1" may be texts.
_YES_OR_NO = frozenset(("co", "khong", "dung", "sai", "yes", "no", "true", "false"))


def _value_problem(value: Any, column: Column | None) -> str:
    """Why a column can never have a value; empty if it can. ``column`` is None for one that the plan adds."""
    if value in (PRESENT, ABSENT) or value is None or isinstance(value, (dict, list, tuple, Comparisons)):
        return ""
    if column is not None and column.type in ("date", "number"):
        what, words = ("ngày", "on_or_before: 2025-03-05") if column.type == "date" else ("số", "at_least: 5")
        likely = {"true": "; có lẽ là present", "co": "; có lẽ là present"}.get(fold_value(str(value)), "")
        return f"cột {what} chỉ nhận present, absent hoặc phép so sánh, ví dụ {{{words}}}{likely}"
    if column is not None and column.values:
        return "" if canonical_value(column, value) is not None else _strange_value(value, column)
    if isinstance(value, bool) or fold_value(str(value)) in _YES_OR_NO:
        return "đây là cột chữ, không phải cột có/không: ghi đúng chữ có trong tệp, hoặc khai cột ở columns với type: yes_no"
    return ""


def _strange_value(value: Any, column: Column) -> str:
    """That a closed list has no such value, which one is meant, and what may be written."""
    if column.type == "yes_no":
        return f"cột có/không không có giá trị {value!r}: ghi true (Có) hoặc false (Không)"
    near = _near(str(value), [*column.values, *(word for words in column.values.values() for word in words)])
    known = (
        f"{name} ({words[0]})" if words[:1] not in ((), (name,)) else name for name, words in column.values.items()
    )
    return f"không có giá trị {value!r}{near}; các giá trị: {', '.join(known)}"


def _comparison_faults(key: str, asked: Any, place: Place, source: Source) -> list[Fault]:
    """What a comparison asks of a column that is no number or day, or of another side that is not of its kind."""
    if isinstance(asked, dict):
        try:
            asked = parsed(asked)
        except ValueError:  # the models say what is wrong with it
            return []
    column = source.column(key)
    faults: list[Fault] = []
    for each in asked.parts:
        kind, words = ("date", "ngày") if each.asks_for_days else ("number", "số")
        if column is None or column.type != kind:
            faults.append(((*place, each.how), f"{each.how} chỉ so cột {words}, cột này không phải cột {words}"))
        elif each.column is not None and (problem := _side_problem(each, key, kind, words, source)):
            faults.append(((*place, OF if each.how in (WITHIN, WORKING) else each.how), problem))
    return faults


def _side_problem(each: Comparison, key: str, kind: str, words: str, source: Source) -> str:
    columns = [column for column in source.columns if column.type == kind and column.name != key]
    alike = [column.name for column in columns]
    if each.column in alike:
        return ""
    if each.column == key:
        return "so cột với chính nó"
    edges = EDGES if kind == "date" else ()
    near = column_near(each.column, [*columns, *(Column(edge, edge) for edge in edges)])
    known = ", ".join((*alike, *edges)) or "(không có)"
    return f"nguồn {source.name} không có cột {words} {each.column!r} để so{near}; so được với: {known}"


def _near(word: str, known: Collection[str]) -> str:
    """What a word was probably meant to be, as the rest of a sentence."""
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"; có lẽ là {near[0]}" if near else ""
