"""What one part of the plan says of another. Read from the bare file, so that faults elsewhere hide none of these."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from ..words.formatting import fold
from ..words.vocabulary import Source
from .conditions import condition_faults
from .faults import Fault, Place
from .measures import FORMULA, measure_faults, measure_of
from .requirements import award_faults
from .section_checks import section_faults
from .sections import raw_leaves, raw_sections, raw_targets
from .source_words import plan_sources
from .standard import REPORTED, SOURCES, STAFF

_IDS = ("mã mục", "mã kỳ")
_ITEMS = ("targets", "contents", "actions")
Entry = tuple[Place, dict[str, Any]]  # where it stands, and what it says


def cross_faults(raw: dict[str, Any]) -> list[Fault]:
    """Every contradiction between the parts of a plan. What has not the right type is passed over: the models say so."""
    return [
        *_likeness(raw),
        *_tie_breaks(raw),
        *_conditions(raw),
        *section_faults(raw, items=_items(raw)),
        *_awards(raw),
    ]


def _entries(raw: dict[str, Any], part: str) -> Iterator[Entry]:
    listed = raw.get(part)
    for n, each in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(each, dict):
            yield (part, n), each


def _items(raw: dict[str, Any]) -> list[Entry]:
    """Everything that earns points."""
    return [*(entry for part in _ITEMS for entry in _entries(raw, part)), *raw_leaves(raw)]


def _words(entries: Iterable[Entry], keys: tuple[str, ...]) -> Iterator[tuple[Place, str]]:
    for place, each in entries:
        yield from (((*place, key), each[key]) for key in keys if isinstance(each.get(key), str))


def _likeness(raw: dict[str, Any]) -> list[Fault]:
    """Two ids that differ by case, accents or signs alone would be taken for each other by people."""
    kinds = {
        "mã mục": _words([*_items(raw), *raw_sections(raw)], ("id",)),
        "tên ngắn": [word for word in _words(_items(raw), ("short",)) if word[1]],
        "mã kỳ": _words(_entries(raw, "periods"), ("id",)),
        "mã hoặc tên hình thức khen": _words(_entries(raw, "awards"), ("id", "name")),
    }
    faults: list[Fault] = []
    for kind, words in kinds.items():
        seen: dict[str, tuple[Place, str]] = {}
        for place, word in words:
            other_place, other = seen.setdefault(fold(word), (place, word))
            if place[:-1] != other_place[:-1]:
                faults.append((place, _alike(kind, word, other, taken=seen)))
    return [*faults, *_spellings_of_wholes(raw)]


def _alike(kind: str, word: str, other: str, *, taken: Collection[str]) -> str:
    """That two are called the same, or nearly so, and which id the second may have instead."""
    same = "đã dùng ở chỗ khác của kế hoạch" if word == other else ""
    problem = same or f"trùng với {other!r}, hoặc chỉ khác ở dấu, chữ hoa hay dấu câu"
    likely = f"; đặt mã khác, ví dụ {_free(word, taken)}" if kind in _IDS else ""
    return f"{kind} {word!r} {problem}{likely}"


def _free(id: str, taken: Collection[str]) -> str:
    """The next id of the same kind that nothing has: after LV1, LV2."""
    stem = id.rstrip("0123456789")
    first = int(id[len(stem) :][-6:] or 1) + 1
    return next(each for n in count(first) if fold(each := f"{stem}{n}") not in taken)


def _awards(raw: dict[str, Any]) -> list[Fault]:
    """Awards that name others or sources that there are not, or exclude each other in a circle."""
    entries = list(_entries(raw, "awards"))
    known = {str(each.get("id")): each for _, each in entries}
    sources = _sources(raw)
    named = {
        id: [str(n) for n in each.get("not_with") or () if n in known]
        for id, each in known.items()
        if isinstance(each.get("not_with") or [], list)
    }
    items, staff = {word for _, word in _words(_items(raw), ("id",))}, sources[STAFF]
    faults = [*award_faults(entries, items=items, staff=(*staff.columns, *staff.derived))]
    for place, each in entries:
        listed = each.get("not_with")
        for n, id in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(id, str) and id not in known:
                near = difflib.get_close_matches(id, known, n=1)
                faults.append(
                    (
                        (*place, "not_with", n),
                        f"không có hình thức khen {id!r}{f'; có lẽ là {near[0]}' if near else ''}",
                    )
                )
        if _leads_to(str(each.get("id")), named.get(str(each.get("id")), ()), named):
            faults.append(((*place, "not_with"), "các hình thức khen loại trừ nhau theo vòng tròn"))
        source = each.get("source")
        if isinstance(source, str) and not ((own := sources.get(source)) and own.is_own and own.is_counted and own.id):
            able = [name for name, own in sources.items() if own.is_own and own.is_counted and own.id]
            near = difflib.get_close_matches(source, able, n=1)
            likely = f"; có lẽ là {near[0]}" if near else ""
            faults.append(
                (
                    (*place, "source"),
                    f"{source!r} không phải nguồn tự khai có mã (key) và đơn vị{likely}; các nguồn: {', '.join(able) or '(không có)'}",
                )
            )
    return faults


def _sources(raw: dict[str, Any]) -> dict[str, Source]:
    given = raw.get("sources")
    own, _ = plan_sources(given) if isinstance(given, dict) else ({}, [])
    return {**SOURCES, **{name: each.source for name, each in own.items() if each.source}}


def _spellings_of_wholes(raw: dict[str, Any]) -> Iterator[Fault]:
    """A chỉ tiêu that two of its parts write in two ways would be counted twice."""
    seen: dict[str, str] = {}
    for place, word in _words(raw_targets(raw), ("of",)):
        if (first := seen.setdefault(fold(word), word)) != word:
            yield place, f"chỉ tiêu {word!r} đã được viết là {first!r} ở mức đo khác; hãy viết như nhau"


def _tie_breaks(raw: dict[str, Any]) -> list[Fault]:
    scoring = raw.get("scoring")
    listed = scoring.get("tie_breaks") if isinstance(scoring, dict) else None
    known = {word for _, word in _words(_items(raw), ("id",))}
    return [
        (("scoring", "tie_breaks", n), f"mã mục {id!r} không có trong kế hoạch")
        for n, id in enumerate(listed if isinstance(listed, list) else ())
        if isinstance(id, str) and id not in known
    ]


def _conditions(raw: dict[str, Any]) -> list[Fault]:
    known = _sources(raw)
    counted = [name for name, each in known.items() if each.is_counted or name == REPORTED]
    faults: list[Fault] = []
    for place, target in raw_targets(raw):
        name = target.get("source")
        if isinstance(name, str) and name not in counted:
            faults.append(((*place, "source"), _strange_source(name, known, counted)))
        elif isinstance(name, str) and name != REPORTED:
            found = condition_faults(target, known[name])
            faults += [((*place, *inner), problem) for inner, problem in found]
        faults += measure_faults(target, place, known)
    return [*faults, *formula_faults(raw)]


def formula_faults(raw: dict[str, Any]) -> list[Fault]:
    """Formulas that ask for what is no target, or for themselves on a way around."""
    asked: dict[str, tuple[Place, tuple[str, ...]]] = {}
    known: list[str] = []
    for at, target in raw_targets(raw):
        known += [target["id"]] if isinstance(target.get("id"), str) else []
        try:
            formula = measure_of(target.get("measure", "share")).formula
        except ValueError:
            continue
        if formula is not None:
            asked[str(target.get("id"))] = ((*at, "measure", FORMULA), formula.ids)
    faults: list[Fault] = []
    for id, (place, ids) in asked.items():
        if not ids:
            faults.append((place, "công thức không dùng chỉ tiêu nào"))
        for each in ids:
            if each not in known:
                near = difflib.get_close_matches(each, known, n=1)
                faults.append((place, f"không có chỉ tiêu {each!r}{f'; có lẽ là {near[0]}' if near else ''}"))
        if _leads_to(id, ids, {key: inner for key, (_, inner) in asked.items()}):
            faults.append((place, "công thức dùng đến chính chỉ tiêu này"))
    return faults


def _leads_to(id: str, ids: Sequence[str], formulas: Mapping[str, Sequence[str]]) -> bool:
    """Whether formulas lead back to a target."""
    seen, open_ = set[str](), list(ids)
    while open_:
        each = open_.pop()
        if each == id:
            return True
        if each not in seen:
            seen.add(each)
            open_ += formulas.get(each, ())
    return False


def _strange_source(name: str, known: Mapping[str, Source], counted: Sequence[str]) -> str:
    """Why a target cannot count a source."""
    if name in known and known[name].is_own:
        return f"không đếm được nguồn {name!r}: nguồn không có cột đơn vị; {_unit_column(known[name])}"
    if name in known:
        problem = f"không đếm được nguồn {name!r}: nguồn không có cột đơn vị, hoặc được đọc theo cách riêng"
        return f"{problem}; các nguồn: {', '.join(counted)}"
    near = difflib.get_close_matches(name, counted, n=1)
    return f"không có nguồn {name!r}{f'; có lẽ là {near[0]}' if near else ''}; các nguồn: {', '.join(counted)}"


def _unit_column(source: Source) -> str:
    """What makes a column of a source the one that says whose each row is."""
    likely = (each for each in source.columns if "donvi" in fold(f"{each.name} {each.header}"))
    if (column := next(likely, None)) is not None:
        return f"ở cột {column.name} ({column.header}) ghi type: unit"
    return f"khai thêm ở sources.{source.name}.columns, ví dụ don_vi: {{header: Mã đơn vị, type: unit}}"
