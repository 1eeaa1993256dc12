"""A source as the plan declares it: its columns with their types, its key, its day, who is there, what others tell of it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from ..words.formatting import fold
from ..words.vocabulary import YES_NO, Column, Source
from .conditions import fold_value
from .faults import Fault

TYPES = ("id", "unit", "date", "number", "yes_no", "choice", "text")
ADDED = ("columns", "aliases", "values", "title")  # what a plan may say of a standard source
OWN = (*ADDED, "noun", "key", "date", "secrecy", "on_strength", "derived")
_OF_A_COLUMN = ("header", "type", "values", "free")
_SOURCE_NAME = re.compile(r"(?!.{41})[a-z][a-z0-9]*(_[a-z0-9]+)*")
_COLUMN_NAME = re.compile(r"(?!.*__)[^\W\d_]\w{0,39}")
_TAKEN = ("don_vi", "sap_nhap", "ke_hoach", "nhan_xet")  # files of other meaning
# The names of what the readers keep of each row, and words that conditions and the engine call something else.
RESERVED = frozenset(
    [
        "file",
        "row",
        "unit",
        "unit_text",
        "unit_was",
        "unit_empty",
        "conflict",
        "copy",
        "ended",
        "moved_on",
        "any_of",
        "not",
        "period_start",
        "period_end",
        "all",
        "and",
        "any",
        "array",
        "as",
        "asc",
        "both",
        "case",
        "cast",
        "check",
        "collate",
        "column",
        "constraint",
        "create",
        "default",
        "desc",
        "describe",
        "distinct",
        "do",
        "else",
        "end",
        "except",
        "false",
        "fetch",
        "for",
        "foreign",
        "from",
        "group",
        "having",
        "in",
        "initially",
        "intersect",
        "into",
        "lateral",
        "leading",
        "limit",
        "null",
        "offset",
        "on",
        "only",
        "or",
        "order",
        "pivot",
        "placing",
        "primary",
        "qualify",
        "references",
        "returning",
        "select",
        "show",
        "some",
        "summarize",
        "symmetric",
        "table",
        "then",
        "to",
        "trailing",
        "true",
        "union",
        "unique",
        "unpivot",
        "using",
        "variadic",
        "when",
        "where",
        "window",
        "with",
        "unallotted",
        "is_copy",
        "receiver",
        "rows",
        "marked",
    ]
)


def declared(name: str, keys: Mapping[Any, Any], *, base: Source | None = None) -> tuple[Source, list[Fault]]:
    """The source that the keys of a plan declare, or ``base`` with what they add to it, and the faults of the keys. What is
    faulty is left out. What other sources tell of it is not looked at (``derived_of``)."""
    faults: list[Fault] = []
    columns = list(base.columns if base else ())
    raw = keys.get("columns", {})
    if not isinstance(raw, dict) or (base is None and not raw):
        faults.append((("columns",) if "columns" in keys else (), "columns phải là một khối tên cột: {header, type}"))
        raw = {}
    for key, each in raw.items():
        column, problems = column_of(key, each, columns)
        faults += [(("columns", key, *place), problem) for place, problem in problems]
        columns += [column] if column else []
    if base is not None:
        title = keys.get("title")
        return replace(base, columns=tuple(columns), title=title if isinstance(title, str) else base.title), faults
    made, more = _own(name, keys, columns)
    return made, [*faults, *(more if columns else ())]


def column_of(key: Any, raw: Any, before: Collection[Column]) -> tuple[Column | None, list[Fault]]:
    """A column of a source, and what is wrong with it."""
    if not isinstance(key, str) or not _COLUMN_NAME.fullmatch(key):
        return None, [((), f"không đặt được tên cột {key!r}: bắt đầu bằng chữ, rồi chữ, số, dấu _ đơn")]
    if not isinstance(raw, dict):
        return None, [((), "phải là một khối, ví dụ {header: Ngày nhận, type: date}")]
    faults = [*unknown_keys(raw, _OF_A_COLUMN)]
    kind, header, values = raw.get("type", "text"), raw.get("header", key), dict[str, tuple[str, ...]]()
    if kind not in TYPES:
        faults.append((("type",), f"không có kiểu {kind!r}{near(kind, TYPES)}; các kiểu: {', '.join(TYPES)}"))
        kind = "text"
    if not isinstance(header, str) or not fold(header):
        faults.append((("header",), "phải là tên cột trong tệp"))
        header = key
    if (other := next((c for c in before if fold(c.header) == fold(header)), None)) is not None:
        faults.append((("header",), f"tên cột {header!r} đã là của cột {other.name}"))
    name = "unit" if kind == "unit" else key
    if kind != "unit" and key.casefold() in RESERVED:
        faults.append(((), f"tên {key!r} đã có nghĩa khác; đặt tên khác, ví dụ {key}_1"))
    if (other := next((c for c in before if c.name.casefold() == name.casefold()), None)) is not None:
        problem = "một nguồn chỉ có một cột đơn vị" if kind == "unit" else f"đã có cột {other.name!r}"
        faults.append(((), problem))
        return None, faults
    if kind == "choice":
        values, problems = _values(raw.get("values"))
        faults += [(("values", *place), problem) for place, problem in problems]
    elif "values" in raw:
        faults.append((("values",), "values chỉ dùng với type: choice"))
    free = raw.get("free", False)
    if not isinstance(free, bool) or (free and kind not in ("text", "id")):
        faults.append((("free",), "phải là true hoặc false, và chỉ dùng với cột chữ"))
    return Column(name, header, kind, YES_NO if kind == "yes_no" else MappingProxyType(values), free is True), faults


def _values(raw: Any) -> tuple[dict[str, tuple[str, ...]], list[Fault]]:
    """The values of a closed list with their words, and what is wrong with them."""
    if not isinstance(raw, dict) or not raw:
        return {}, [((), "phải là một khối giá trị: [các từ trong tệp], ví dụ {online: [Trực tuyến, Qua mạng]}")]
    values, faults, meant = dict[str, tuple[str, ...]](), list[Fault](), dict[str, str]()
    for key, words in raw.items():
        spelled = words if isinstance(words, list) else [words]
        if not isinstance(key, str) or not _COLUMN_NAME.fullmatch(key) or key in ("present", "absent"):
            faults.append(
                ((key,), f"không đặt được tên giá trị {key!r}: dùng chữ, số, dấu _, đặt trong dấu nháy nếu cần")
            )
            continue
        if not all(isinstance(word, (str, int)) and not isinstance(word, bool) for word in spelled):
            faults.append(((key,), "phải là từ trong tệp hoặc danh sách từ, ví dụ [Trực tuyến, Qua mạng]"))
            continue
        values[key] = tuple(map(str, spelled)) or (key,)
        for word in (key, *values[key]):
            if not fold_value(word):
                faults.append(((key,), f"từ {word!r} không có chữ hay số nào"))
            elif (other := meant.setdefault(fold_value(word), key)) != key:
                faults.append(((key,), f"từ {word!r} đã có nghĩa là {other!r}"))
    return values, faults


def _own(name: str, keys: Mapping[Any, Any], columns: list[Column]) -> tuple[Source, list[Fault]]:
    """A source of the plan's own, and what is wrong with all of it but its columns."""
    faults = [*unknown_keys(keys, OWN)]
    if not _SOURCE_NAME.fullmatch(name) or name in _TAKEN:
        faults.append(
            ((), f"không đặt được tên nguồn {name!r}: dùng chữ thường không dấu, số, dấu _ đơn, ví dụ phan_anh")
        )
    unit_as = next((str(key) for key, each in _mapping(keys.get("columns")).items() if _is_unit(each)), "unit")
    by_name = {unit_as if column.name == "unit" else column.name: column for column in columns}

    def named(key: str, *, kinds: Collection[str] = (), what: str = "") -> str:
        """The one column that a key names."""
        if key not in keys:
            return ""
        (found, *_), problems = _chosen(keys[key], by_name, kinds=kinds, what=what)
        faults.extend(((key, *place), problem) for place, problem in problems)
        return found

    text = {key: _text(keys, key, faults) for key in ("title", "noun")}
    key_columns: tuple[str, ...] = ()
    if "key" in keys:
        key_columns, problems = _chosen(keys["key"], by_name)
        faults += [(("key", *place), problem) for place, problem in problems]
    date = named("date", kinds=("date",), what="cột ngày")
    secrecy = named("secrecy", kinds=("choice",), what="cột có type: choice")
    if secrecy and "none" not in by_name[secrecy].values:
        faults.append((("secrecy",), f"values của cột {secrecy} phải có giá trị none: từ chỉ dòng không mật"))
    strength: tuple[str, ...] = ()
    if "on_strength" in keys:
        strength, problems = _chosen(keys["on_strength"], by_name, kinds=("date",), what="cột ngày")
        faults += [(("on_strength", *place), problem) for place, problem in problems]
        if len(strength) != 2 and not problems:
            faults.append((("on_strength",), "phải là hai cột ngày, [ngày vào, ngày ra]"))
        if date:
            faults.append((("on_strength",), "chỉ dùng với nguồn không có date, là trạng thái cuối kỳ"))
    made = Source(
        name,
        text["title"] or name,
        tuple(columns),
        key=tuple("unit" if each == unit_as and each in by_name else each for each in key_columns),
        date=date,
        noun=text["noun"] or "trường hợp",
        secrecy=secrecy,
        strength=strength if len(strength) == 2 else (),
        is_counted="unit" in {column.name for column in columns},
        is_own=True,
        unit_as=unit_as,
    )
    return made, faults


def _text(keys: Mapping[Any, Any], key: str, faults: list[Fault]) -> str:
    raw = keys.get(key, "")
    if key in keys and (not isinstance(raw, str) or not raw.strip()):
        faults.append(((key,), "phải là chữ"))
    return raw if isinstance(raw, str) else ""


def _chosen(
    raw: Any, columns: Mapping[str, Column], *, kinds: Collection[str] = (), what: str = ""
) -> tuple[tuple[str, ...], list[Fault]]:
    """The columns that a name or a list of names names (at least one text), and what is wrong with them."""
    listed = raw if isinstance(raw, list) else [raw]
    faults: list[Fault] = [] if listed else [((), "phải là tên cột, hoặc danh sách tên cột")]
    known = [name for name, column in columns.items() if not kinds or column.type in kinds]
    for n, each in enumerate(listed):
        if each not in known:
            problem = f"{each!r} không phải là {what or 'cột'} của nguồn{near(each, known)}; các cột: {', '.join(known) or '(không có)'}"
            faults.append(((n,) if isinstance(raw, list) else (), problem))
    if len(set(map(str, listed))) < len(listed):
        faults.append(((), "một cột được nêu hai lần"))
    return ("",) if faults or not listed else tuple(listed), faults


def unknown_keys(raw: Mapping[Any, Any], known: Iterable[str]) -> Iterable[Fault]:
    """The keys of a block that are none, each with the nearest that is."""
    known = tuple(known)
    for key in raw:
        if key not in known:
            yield (key,), f"không có khóa {key!r} ở đây{near(key, known)}; các khóa: {', '.join(known)}"


def _is_unit(raw: Any) -> bool:
    return isinstance(raw, dict) and raw.get("type") == "unit"


def _mapping(raw: Any) -> Mapping[Any, Any]:
    return raw if isinstance(raw, dict) else {}


def near(word: Any, known: Iterable[str]) -> str:
    """What may have been meant by a word that is none."""
    found = difflib.get_close_matches(str(word), list(known), n=1)
    return f"; có lẽ là {found[0]}" if found else ""
