"""``sources`` of the plan: other headers and words of a source's columns, and columns that the plan adds to a source.

``aliases`` and ``values`` name a column, and a value, by the Vietnamese word or by the canonical one. Every other key is
of the short form: ``{unit: [TenDonVi]}``, ``{TenDonVi: unit}``, or a column of the plan's own.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from ..words.formatting import fold
from ..words.vocabulary import Column, Source
from .conditions import canonical_value, fold_value
from .declared import OWN
from .derived import sources_in
from .faults import Fault, Place, refuse
from .source_schema import ALIASES, SOURCE, VALUES
from .standard import EXAMPLE, SOURCES

_NAME = re.compile(r"(?!.*__)[^\W\d_]\w{0,39}")
# The names of what the readers themselves keep of each row, and words of conditions.
_TAKEN = frozenset(
    ("file", "row", "unit", "unit_text", "unit_was", "unit_empty", "conflict", "copy", "ended", "moved_on")
    + ("any_of", "not", "period_start", "period_end")
)
_NEAR = 0.6  # how alike a key has to be to one that is known for it to be named


@dataclass(frozen=True)
class SourceWords:
    """What a plan adds to a source. ``headers``: column → other headers of it, or all those of a column that the plan
    adds. ``values``: column with a closed list → canonical value → other words for it. ``source`` is the source as the plan
    has it, whole (None: as every plan has it)."""

    headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    source: Source | None = None

    def added(self, source: Source) -> list[str]:
        """The columns that the plan adds to a source."""
        return [column for column in self.headers if source.column(column) is None]


NO_WORDS = SourceWords()


def source_words(source: Source, keys: Mapping[Any, Any]) -> SourceWords:
    """What the keys of one source in the plan say; what is faulty in them is passed over (``source_faults`` tells it).

    >>> keys = {"TenDonVi": "unit", "aliases": {"Số ký hiệu": ["Số VB"]}, "values": {"Ký số": {"Có": ["Đã ký"]}}}
    >>> source_words(SOURCES["van_ban"], keys)
    SourceWords(headers={'unit': ('TenDonVi',), 'document_id': ('Số VB',)}, values={'signed': {'true': ('Đã ký',)}}, source=None)
    """
    headers: dict[str, tuple[str, ...]] = {}
    for column, words in _short(source, keys):
        headers[column] = (*headers.get(column, ()), *words)
    for key, raw in _mapping(keys.get(ALIASES)).items():
        name, spellings = _column_named(source, key, tuple(headers)), _spellings(raw)
        if name and spellings:
            headers[name] = (*headers.get(name, ()), *spellings)
    values: dict[str, dict[str, tuple[str, ...]]] = {}
    for key, raw in _mapping(keys.get(VALUES)).items():
        closed = _closed(source, key)
        for value, words in _mapping(raw).items():
            name, spellings = canonical_value(closed, value) if closed else None, _spellings(words, numbers=True)
            if closed and name and spellings:
                own = values.setdefault(closed.name, {})
                own[name] = (*own.get(name, ()), *spellings)
    return SourceWords(headers, values)


def source_faults(source: Source, keys: Mapping[Any, Any]) -> list[Fault]:
    """Keys, columns and values that there are not, names that no column may have, and headers or words that would mean
    two things or none."""
    faults = [*_shape_faults(source, keys)]
    headers = {fold(column.header): column.name for column in source.columns}
    columns = {column.name.casefold(): column.name for column in source.columns}
    named: list[tuple[Place, str, tuple[str, ...]]] = []
    for key, column, words in _short_keys(source, keys):
        faults += [((key,), problem) for problem in _name_problems(column, source, columns)]
        columns.setdefault(column.casefold(), column)
        named.append(((key,), column, words))
    added = tuple(column for _, column, _ in named)
    for key, raw in _mapping(keys.get(ALIASES)).items():
        if found := _column_named(source, key, added):
            named.append(((ALIASES, key), found, _spellings(raw) or ()))
    for place, column, words in named:
        for word in words:
            if not fold(word):
                faults.append((place, f"tên cột {word!r} không có chữ hay số nào"))
            elif headers.setdefault(fold(word), column) != column:
                faults.append((place, f"tên cột {word!r} đã là của cột {headers[fold(word)]}"))
    return [*faults, *_value_faults(source, keys)]


def plan_sources(raw: Any) -> tuple[dict[str, SourceWords], list[Fault]]:
    """Every source of the plan with what is said of it, and what is wrong with that; what is faulty is left out."""
    faults: list[Fault] = []
    kept: dict[str, Mapping[Any, Any]] = {}
    for name, keys in raw.items():
        if name not in SOURCES and not (isinstance(keys, dict) and isinstance(name, str) and set(keys) & set(OWN)):
            faults.append(((name,), f"không có nguồn {name!r}{_meant(name, SOURCES)}; nguồn mới thì khai columns"))
        elif not isinstance(keys, dict):
            faults.append(((name,), "phải là một khối khóa: giá trị, ví dụ {aliases: {Mã hồ sơ: [Mã số hồ sơ]}}"))
        else:
            kept[name] = keys
    typed, more = sources_in(kept, standard=SOURCES, words=lambda source, _: source)
    faults += more
    found = {}
    for name, keys in kept.items():
        own = {key: each for key, each in keys.items() if not _is_declared(key, each, is_own=name not in SOURCES)}
        faults += [((name, *place), problem) for place, problem in source_faults(typed[name], own)]
        words = source_words(typed[name], own)
        whole = _with_added(typed[name], words)
        found[name] = words if whole == SOURCES.get(name) else replace(words, source=whole)
    return found, faults


def _is_declared(key: Any, raw: Any, *, is_own: bool) -> bool:
    """Whether a key is of what a source is declared by; a standard source takes any other for a column of the short form."""
    if is_own:
        return key not in (ALIASES, VALUES)
    return key == "columns" and isinstance(raw, dict) or key == "title" and isinstance(raw, str)


def _with_added(source: Source, words: SourceWords) -> Source:
    """A source with the columns of the short form: texts."""
    added = (Column(name, next(iter(words.headers[name]), name), free=True) for name in words.added(source))
    return replace(source, columns=(*source.columns, *added))


def _read(raw: Any) -> dict[str, SourceWords]:
    """Every source of the plan with what is said of it. Raises Faults."""
    if not isinstance(raw, dict):
        raise ValueError(
            f"phải là một khối khóa: giá trị, ví dụ {{{EXAMPLE}: {{aliases: {{Mã hồ sơ: [Mã số hồ sơ]}}}}}}"
        )
    if raw and all(isinstance(each, SourceWords) for each in raw.values()):
        return raw  # what was read already
    found, faults = plan_sources(raw)
    refuse(faults)
    return found


Sources = Annotated[
    dict[str, SourceWords],
    BeforeValidator(_read),
    WithJsonSchema(
        {
            "type": "object",
            "properties": dict.fromkeys(SOURCES, SOURCE),
            "additionalProperties": SOURCE,
        }
    ),
]


def _mapping(raw: Any) -> Mapping[Any, Any]:
    return raw if isinstance(raw, dict) else {}


def _spellings(raw: Any, *, numbers: bool = False) -> tuple[str, ...] | None:
    """One word or several; None where it is neither. ``numbers``: whole numbers are words as well."""
    words = raw if isinstance(raw, (list, tuple)) else (raw,)
    kinds = (str, int) if numbers else (str,)
    fits = all(isinstance(word, kinds) and not isinstance(word, bool) for word in words)
    return tuple(str(word) for word in words) if fits else None


def _short(source: Source, keys: Mapping[Any, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield from ((column, words) for _, column, words in _short_keys(source, keys))


def _short_keys(source: Source, keys: Mapping[Any, Any]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The keys of the short form, each with the column it is about and the headers that it gives to it.

    A key is the column itself, or, where its one word names a column, a header: ``{TenDonVi: unit}``.
    """
    for key, raw in keys.items():
        words = _spellings(raw)
        if key in (ALIASES, VALUES) or not isinstance(key, str) or words is None:
            continue
        is_header = source.column(key) is None and len(words) == 1 and source.column(words[0]) is not None
        yield (key, words[0], (key,)) if is_header else (key, key, words)


def _column_named(source: Source, key: Any, added: Iterable[str] = ()) -> str | None:
    """The column that a key names, by its header or by its canonical name."""
    names = {fold(column.header): column.name for column in source.columns}
    names |= {fold(column.name): column.name for column in source.columns} | {fold(name): name for name in added}
    return names.get(fold(key)) if isinstance(key, str) and fold(key) else None


def _closed(source: Source, key: Any) -> Column | None:
    """The column with a closed list that a key names."""
    column = source.column(_column_named(source, key) or "")
    return column if column is not None and column.values else None


def _shape_faults(source: Source, keys: Mapping[Any, Any]) -> Iterator[Fault]:
    """What is not of the right type, and keys that name nothing."""
    added = tuple(column for _, column, _ in _short_keys(source, keys))
    for key, raw in keys.items():
        if key in (ALIASES, VALUES):
            if not isinstance(raw, dict):
                yield (key,), "phải là một khối khóa: giá trị, ví dụ {Mã hồ sơ: [Mã số hồ sơ]}"
        elif isinstance(raw, dict) or not isinstance(key, str):
            yield (key,), f"không có khóa {key!r} ở đây{_meant(key, (ALIASES, VALUES))}"
        elif _spellings(raw) is None:
            yield (key,), "phải là tên cột trong tệp hoặc danh sách tên, ví dụ [TenDonVi]"
    for key, raw in _mapping(keys.get(ALIASES)).items():
        if _column_named(source, key, added) is None:
            yield (ALIASES, key), f"nguồn {source.name} không có cột {key!r}{_meant(key, _titles(source, added))}"
        elif _spellings(raw) is None:
            yield (ALIASES, key), "phải là tên cột trong tệp hoặc danh sách tên, ví dụ [Mã số hồ sơ]"


def _value_faults(source: Source, keys: Mapping[Any, Any]) -> Iterator[Fault]:
    closed = [column for column in source.columns if column.values]
    for key, raw in _mapping(keys.get(VALUES)).items():
        column = _closed(source, key)
        if column is None:
            of = f"nguồn {source.name} không có cột danh mục {key!r}"
            yield (VALUES, key), of + _meant(key, [title for each in closed for title in (each.header, each.name)])
        elif not isinstance(raw, dict):
            yield (VALUES, key), "phải là một khối giá trị: [các từ trong tệp], ví dụ {Có: [Đã ký]}"
        else:
            yield from (((VALUES, key, value), problem) for value, problem in _word_faults(column, raw))


def _word_faults(column: Column, raw: Mapping[Any, Any]) -> Iterator[tuple[Any, str]]:
    """Values of a column that there are not, and words that would stand for two of them."""
    meant = {fold_value(word): name for name, words in column.values.items() for word in (name, *words)}
    for value, words in raw.items():
        name, spellings = canonical_value(column, value), _spellings(words, numbers=True)
        if name is None:
            known = [each for name, words in column.values.items() for each in (words[0], name)]
            yield value, f"cột {column.header!r} không có giá trị {_shown(value)!r}{_meant(_shown(value), known)}"
        elif spellings is None:
            yield value, "phải là từ trong tệp hoặc danh sách từ, ví dụ [Đã trả KQ]"
        else:
            for word in spellings:
                if not fold_value(word):
                    yield value, f"từ {word!r} không có chữ hay số nào"
                elif (other := meant.setdefault(fold_value(word), name)) != name:
                    yield value, f"từ {word!r} đã có nghĩa là {column.values[other][0]!r}"


def _titles(source: Source, added: Iterable[str]) -> list[str]:
    return [title for column in source.columns for title in (column.header, column.name)] + list(added)


def _shown(key: Any) -> str:
    return str(key).lower() if isinstance(key, bool) else str(key)


def _meant(key: Any, known: Iterable[str]) -> str:
    """What may have been meant; where nothing is near, all that there is."""
    names = list(known)
    folded = {fold(name): name for name in reversed(names)}
    near = difflib.get_close_matches(fold(str(key)), list(folded), n=1, cutoff=_NEAR)
    return f"; có phải {folded[near[0]]!r}?" if near else f"; ở đây có: {', '.join(names)}"


def _name_problems(column: str, source: Source, columns: Mapping[str, str]) -> list[str]:
    if column in {each.name for each in source.derived}:
        return ["cột này do bộ công cụ tính, không đọc từ tệp"]
    if source.column(column) is not None:
        return []
    if column.casefold() in _TAKEN or not _NAME.fullmatch(column):
        return [
            f"không đặt được tên cột {column!r}: dùng chữ, số, dấu _ đơn, và không dùng {', '.join(sorted(_TAKEN))}"
        ]
    if (other := columns.get(column.casefold(), column)) != column:
        return [f"tên cột {column!r} chỉ khác {other!r} ở chữ hoa, chữ thường"]
    return []
