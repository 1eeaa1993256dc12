"""What one part of the plan says of another. Read from the bare file, so that faults elsewhere hide none of these."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..words.formatting import fold
from ..words.vocabulary import REPORTED, SOURCES
from .conditions import condition_faults
from .faults import Fault, Place
from .source_words import source_words

_ITEMS = ("targets", "contents", "actions")


def cross_faults(raw: dict[str, Any]) -> list[Fault]:
    """Every contradiction between the parts of a plan. What has not the right type is passed over: the models say so."""
    return [*_likeness(raw), *_tie_breaks(raw), *_conditions(raw)]


def _entries(raw: dict[str, Any], part: str) -> Iterator[tuple[int, dict[str, Any]]]:
    listed = raw.get(part)
    yield from (
        (n, each) for n, each in enumerate(listed if isinstance(listed, list) else ()) if isinstance(each, dict)
    )


def _words(raw: dict[str, Any], part: str, keys: tuple[str, ...]) -> Iterator[tuple[Place, str]]:
    for n, each in _entries(raw, part):
        yield from (((part, n, key), each[key]) for key in keys if isinstance(each.get(key), str))


def _likeness(raw: dict[str, Any]) -> list[Fault]:
    """Two ids that differ by case, accents or signs alone would be taken for each other by people."""
    kinds = {
        "mã mục": [word for part in _ITEMS for word in _words(raw, part, ("id",))],
        "mã hoặc tên hình thức khen": list(_words(raw, "awards", ("id", "name"))),
    }
    faults: list[Fault] = []
    for kind, words in kinds.items():
        seen: dict[str, tuple[Place, str]] = {}
        for place, word in words:
            other_place, other = seen.setdefault(fold(word), (place, word))
            if place[:2] != other_place[:2]:
                faults.append((place, f"{kind} {word!r} trùng với {other!r}, hoặc chỉ khác ở dấu, chữ hoa hay dấu câu"))
    return [*faults, *_spellings_of_wholes(raw)]


def _spellings_of_wholes(raw: dict[str, Any]) -> Iterator[Fault]:
    """A chỉ tiêu that two of its parts write in two ways would be counted twice."""
    seen: dict[str, str] = {}
    for place, word in _words(raw, "targets", ("of",)):
        if (first := seen.setdefault(fold(word), word)) != word:
            yield place, f"chỉ tiêu {word!r} đã được viết là {first!r} ở mức đo khác; hãy viết như nhau"


def _tie_breaks(raw: dict[str, Any]) -> list[Fault]:
    scoring = raw.get("scoring")
    listed = scoring.get("tie_breaks") if isinstance(scoring, dict) else None
    known = {word for part in _ITEMS for _, word in _words(raw, part, ("id",))}
    return [
        (("scoring", "tie_breaks", n), f"mã mục {id!r} không có trong kế hoạch")
        for n, id in enumerate(listed if isinstance(listed, list) else ())
        if isinstance(id, str) and id not in known
    ]


def _conditions(raw: dict[str, Any]) -> list[Fault]:
    given, faults = raw.get("sources"), list[Fault]()
    for n, target in _entries(raw, "targets"):
        source = SOURCES.get(target["source"]) if isinstance(target.get("source"), str) else None
        if source is not None and source.name != REPORTED:
            keys = given.get(source.name) if isinstance(given, dict) else None
            added = source_words(source, keys).added(source) if isinstance(keys, dict) else []
            faults += [(("targets", n, *place), problem) for place, problem in condition_faults(target, source, added)]
    return faults
