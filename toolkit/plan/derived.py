"""The sources of a plan beside each other: what other sources tell of the rows of one (``derived``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from ..words.vocabulary import Column, Derived, Source
from .calendar import asks_for_working_days
from .conditions import block_faults, columns_asked, conditions_of
from .declared import column_of, declared, near, unknown_keys
from .faults import Fault, Faults

_OF_A_DERIVED = ("any_in", "by", "where", "header")


def derived_of(source: Source, raw: Any, *, others: Mapping[str, Source]) -> tuple[tuple[Derived, ...], list[Fault]]:
    """What the key ``derived`` says that other sources tell of the rows of a source, and what is wrong with it."""
    if not isinstance(raw, dict):
        return (), [((), "phải là một khối tên cột: {any_in, by, where}")]
    found, faults = list[Derived](), list[Fault]()
    for key, each in raw.items():
        column, problems = column_of(key, {"type": "yes_no", "header": _header(key, each)}, source.columns)
        faults += [((key,), problem) for place, problem in problems]
        made, more = _derived(column, each, source, others) if column else (None, [])
        faults += [((key, *place), problem) for place, problem in more]
        found += [made] if made else []
    return tuple(found), faults


def _header(key: Any, raw: Any) -> Any:
    return raw.get("header", key) if isinstance(raw, dict) else key


def _derived(
    column: Column, raw: Any, source: Source, others: Mapping[str, Source]
) -> tuple[Derived | None, list[Fault]]:
    if not isinstance(raw, dict):
        return None, [((), "phải là một khối, ví dụ {any_in: lop_hoc, by: {ma: ma_nguoi}, where: {loai: co_ban}}")]
    faults = [*unknown_keys(raw, _OF_A_DERIVED)]
    known = [name for name in others if name != source.name]
    if raw.get("any_in") not in known:
        return None, [*faults, (("any_in",), f"không có nguồn {raw.get('any_in')!r}{near(raw.get('any_in'), known)}")]
    other = others[raw["any_in"]]
    pair = raw.get("by")
    own, theirs = next(iter(pair.items())) if isinstance(pair, dict) and len(pair) == 1 else (pair, pair)
    for name, side in ((own, source), (theirs, other)):
        if (held := side.column(name) if isinstance(name, str) else None) is None or held.type not in ("id", "text"):
            ids = [each.name for each in side.columns if each.type == "id"]
            faults.append(
                (("by",), f"nguồn {side.name} không có cột mã {name!r}; các cột mã: {', '.join(ids) or '(không có)'}")
            )
    where = raw.get("where", {})
    try:
        where = conditions_of(where)
        faults += block_faults(raw.get("where", {}), ("where",), replace(other, given=()))
        if asks_for_working_days(where):
            faults.append((("where",), "within_working_days chỉ dùng trong population, success của chỉ tiêu"))
    except Faults as error:
        faults += [(("where", *place), problem) for place, problem in error.faults]
    except ValueError as error:
        faults.append((("where",), str(error)))
    return (
        None if faults else Derived(column, other.name, (str(own), str(theirs)), where, columns_asked(where))
    ), faults


def sources_in(
    raw: Mapping[str, Mapping[Any, Any]], *, standard: Mapping[str, Source], words: Callable[[Source, Any], Source]
) -> tuple[dict[str, Source], list[Fault]]:
    """Every source that a plan speaks of, whole: what it declares (``words`` adds the columns of the short form), then what
    the sources tell of each other."""
    found, faults = dict[str, Source](), list[Fault]()
    for name, keys in raw.items():
        made, problems = declared(name, keys, base=standard.get(name))
        faults += [((name, *place), problem) for place, problem in problems]
        found[name] = words(made, keys)
    for name, keys in raw.items():
        if name not in standard and "derived" in keys:
            given, problems = derived_of(found[name], keys["derived"], others={**standard, **found})
            faults += [((name, "derived", *place), problem) for place, problem in problems]
            found[name] = replace(found[name], given=given)
    return found, faults
