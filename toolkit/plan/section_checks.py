"""What sections, bands and gates say of each other. Read from the bare file, as the other checks across its parts."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from .blocks import DEDUCT
from .faults import Fault, Place
from .sections import TARGET, entries_key, kind_of, raw_sections

Entry = tuple[Place, dict[str, Any]]


def section_faults(raw: Mapping[str, Any], *, items: Sequence[Entry]) -> list[Fault]:
    """Contradictions between sections, the bands and what bands require; ``items`` is everything that earns points."""
    sections = list(raw_sections(raw))
    scoring = raw.get("scoring")
    listed = scoring.get("bands") if isinstance(scoring, dict) else None
    bands: list[Entry] = [
        (("scoring", "bands", n), band)
        for n, band in enumerate(listed if isinstance(listed, list) else ())
        if isinstance(band, dict)
    ]
    by_id = {each["id"]: each for _, each in items if isinstance(each.get("id"), str)}
    return [
        *_gates(sections, [str(band["name"]) for _, band in bands if "name" in band]),
        *_empty(sections),
        *(fault for place, band in bands for fault in _band_faults(place, band, by_id, sections)),
        *_bonus_cap(raw, by_id),
    ]


def _gates(sections: Sequence[Entry], bands: Sequence[str]) -> Iterator[Fault]:
    """The bands that gates name and that there are not."""
    for place, each in sections:
        otherwise = each.get("else")
        named = otherwise.get("band_at_most") if isinstance(otherwise, dict) else None
        if isinstance(named, str) and named not in bands:
            yield (*place, "else", "band_at_most"), _unknown("mức xếp loại", named, bands)


def _empty(sections: Sequence[Entry]) -> Iterator[Fault]:
    """The sections that are to have points, or to reach a share of them, and hold nothing that earns any."""
    for place, each in sections:
        for key in ("points", "at_least"):
            if key in each and not any(_has_maximum(leaf) for leaf in _leaves(each)):
                problem = "phần chỉ có điểm trừ, điểm thưởng thì không có điểm tối đa để chia"
                yield (*place, key), problem


def _leaves(section: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    listed = section.get(entries_key(section))
    for each in listed if isinstance(listed, list) else ():
        if isinstance(each, dict):
            yield from _leaves(each) if entries_key(each) else (each,)


def _has_maximum(item: Mapping[str, Any]) -> bool:
    """Whether an item adds to the highest score that there can be."""
    return _is_criterion(item) and item.get("points") != 0


def _is_criterion(item: Mapping[str, Any]) -> bool:
    return item.get("rule") != DEDUCT and item.get("bonus") is not True


def _band_faults(
    place: Place, band: Mapping[str, Any], items: Mapping[str, Mapping[str, Any]], sections: Sequence[Entry]
) -> Iterator[Fault]:
    """What a band requires of items and sections that there are not, or that can never fulfil it."""
    requires = band.get("requires")
    if not isinstance(requires, dict):
        return
    at, met, asked = (*place, "requires"), requires.get("met"), requires.get("section")
    judged = {id for id, item in items.items() if _is_judged(item)}
    for n, id in enumerate(met if isinstance(met, list) else ()):
        if isinstance(id, str) and id not in items:
            yield (*at, "met", n), _unknown("mục", id, list(items))
        elif isinstance(id, str) and id not in judged:
            yield (
                (*at, "met", n),
                f"mục {id} là điểm trừ, điểm thưởng hoặc không có mức giao nên không có đạt hay không đạt",
            )
    never = [id for id, item in items.items() if id not in judged and _is_criterion(item)]
    if met == "all" and never:
        yield (
            (*at, "met"),
            f"mục {', '.join(never)} không có mức giao hoặc có 0 điểm nên không bao giờ đạt; ghi danh sách các mục phải đạt",
        )
    if isinstance(met, int) and not isinstance(met, bool) and met > len(judged):
        yield (*at, "met"), f"kế hoạch chỉ có {len(judged)} mục có đạt hay không đạt"
    known = [str(each.get("id")) for _, each in sections]
    for id in asked if isinstance(asked, dict) else ():
        if id not in known:
            yield (*at, "section", id), _unknown("phần", str(id), known)
        elif not any(_has_maximum(leaf) for _, each in sections if each.get("id") == id for leaf in _leaves(each)):
            yield (*at, "section", id), f"phần {id} không có mục nào có điểm tối đa"


def _is_judged(item: Mapping[str, Any]) -> bool:
    """Whether an item is met or not: a target by its goal, an appraised one by full points."""
    return _is_criterion(item) and ("goal" in item if kind_of(item) == TARGET else item.get("points") != 0)


def _bonus_cap(raw: Mapping[str, Any], items: Mapping[str, Mapping[str, Any]]) -> Iterator[Fault]:
    scoring = raw.get("scoring")
    has_bonus = any(item.get("bonus") is True for item in items.values())
    if isinstance(scoring, dict) and scoring.get("bonus_cap") is not None and not has_bonus:
        yield ("scoring", "bonus_cap"), "kế hoạch không có mục nào có bonus: true"


def _unknown(what: str, named: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(named, known, n=1)
    likely = f"; có lẽ là {near[0]}" if near else ""
    return f"không có {what} {named!r}{likely}; các {what}: {', '.join(known) or '(không có)'}"
