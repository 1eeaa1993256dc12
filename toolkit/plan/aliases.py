"""``sources`` of the plan: other headers of a source's columns, and columns that the plan adds to a source."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from ..words.formatting import fold
from ..words.vocabulary import Source
from .faults import Fault

_NAME = re.compile(r"(?!.*__)[^\W\d_]\w{0,39}")
# The names of what the readers themselves keep of each row.
_RESERVED = frozenset(
    ("file", "row", "unit", "unit_text", "unit_was", "unit_empty", "conflict", "copy", "ended", "moved_on")
)


def _spellings(raw: Any) -> tuple[str, ...]:
    words = (raw,) if isinstance(raw, str) else raw
    if not isinstance(words, (list, tuple)) or not all(isinstance(word, str) for word in words):
        raise ValueError("phải là tên cột trong tệp hoặc danh sách tên, ví dụ [TenDonVi]")
    return tuple(words)


Spellings = Annotated[
    tuple[str, ...],
    BeforeValidator(_spellings),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"items": {"type": "string"}, "type": "array"}]}),
]


def columns_named(source: Source, aliases: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Each key of a source's aliases → the column it is about and the headers it gives to it.

    A key is the column itself, or, where its one word names a column, a header: ``{TenDonVi: unit}``.

    >>> from toolkit.words.vocabulary import SOURCES
    >>> columns_named(SOURCES["van_ban"], {"unit": ["TenDonVi"], "Chữ ký": ["signed"]})
    {'unit': ('unit', ('TenDonVi',)), 'Chữ ký': ('signed', ('Chữ ký',))}
    """
    named = {}
    for key, words in aliases.items():
        is_header = source.column(key) is None and len(words) == 1 and source.column(words[0]) is not None
        named[key] = (words[0], (key,)) if is_header else (key, tuple(words))
    return named


def added_columns(source: Source, aliases: Mapping[str, Sequence[str]]) -> set[str]:
    """The columns that a plan adds to a source."""
    return {column for column, _ in columns_named(source, aliases).values() if source.column(column) is None}


def alias_faults(source: Source, aliases: Mapping[str, Sequence[str]]) -> list[Fault]:
    """Names that no column may have, and headers that would stand for two columns or for none."""
    headers = {fold(column.header): column.name for column in source.columns}
    columns = {column.name.casefold(): column.name for column in source.columns}
    faults: list[Fault] = []
    for key, (column, words) in columns_named(source, aliases).items():
        faults += [((key,), problem) for problem in _name_problems(column, source, columns)]
        columns.setdefault(column.casefold(), column)
        for word in words:
            if not fold(word):
                faults.append(((key,), f"tên cột {word!r} không có chữ hay số nào"))
            elif headers.setdefault(fold(word), column) != column:
                faults.append(((key,), f"tên cột {word!r} đã là của cột {headers[fold(word)]}"))
    return faults


def _name_problems(column: str, source: Source, columns: Mapping[str, str]) -> list[str]:
    if column in {each.name for each in source.derived}:
        return ["cột này do bộ công cụ tính, không đọc từ tệp"]
    if source.column(column) is not None:
        return []
    if column.casefold() in _RESERVED or not _NAME.fullmatch(column):
        return [
            f"không đặt được tên cột {column!r}: dùng chữ, số, dấu _ đơn, và không dùng {', '.join(sorted(_RESERVED))}"
        ]
    if (other := columns.get(column.casefold(), column)) != column:
        return [f"tên cột {column!r} chỉ khác {other!r} ở chữ hoa, chữ thường"]
    return []
