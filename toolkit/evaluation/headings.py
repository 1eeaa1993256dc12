"""Which part of the report a heading of the remarks leads to: by its words, or by those that it resembles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from ..periods import Period
from ..plan import Plan
from ..plan.outline import PARTS
from ..plan.outline import STANDARD as OUTLINE
from ..words.formatting import fold
from ..words.vocabulary import REMARK_HEADINGS

_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.+?)\s*#*\s*")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})\s*")
_PART = r"(?:(?:[Pp]hần|PHẦN|[Mm]ục|MỤC)\s+)?"
_NUMBERING = re.compile("^" + _PART + r"(?:[IVX]+|\d+|[a-zđ])(?:\.\d+)*\s*[.):]\s*")
_ROMAN = re.compile(_PART + r"[IVX]+\s*[.):]\s+\S")
_LONGEST = 120  # of a line that may be a heading though nothing marks it
_ATTRIBUTES = re.compile(r"\s*\{[#.][^{}]*\}$")  # what converters write after a heading
_BOLD = re.compile(r"\s*(\*\*|__)(?P<text>.+?)\1[.:]?\s*")
_WORD = re.compile(r"[^\W\d_]+")
# Words that say nothing of a heading's subject.
_EMPTY = frozenset(
    ["va", "cac", "nhung", "cua", "trong", "ve", "nam", "ky", "quy", "thang", "cho", "doi", "voi", "tai"]
)
_LIKE = 0.5  # of the words of two headings together, those that they have in common


class Heading(NamedTuple):
    """A heading: its text without numbering, its level, the part that it leads to, and whether it is that part's own title.

    ``part`` is empty where it leads to none. ``resembles`` is the heading of the report in whose place it is taken.
    """

    title: str
    level: int
    part: str = ""
    is_title: bool = False
    resembles: str = ""


@dataclass(frozen=True)
class Titles:
    """The parts of a report that take prose, each with the headings that lead there; the first is the part's own title."""

    parts: Mapping[str, tuple[str, ...]]

    @cached_property
    def places(self) -> Mapping[str, tuple[str, bool]]:
        """Heading without case and accents → its part, and whether it is that part's own title."""
        return {fold(heading): (part, n == 0) for part, own in self.parts.items() for n, heading in enumerate(own)}

    @property
    def told(self) -> str:
        """The titles, to choose from."""
        return "; ".join(headings[0] for headings in self.parts.values())


STANDARD = Titles(REMARK_HEADINGS)


# What each part of a report's outline prints of the remarks, its own title first.
_PRINTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "contents": ("contents", "results"),
        "overall": ("overall", "strengths", "limits", "causes", "lessons"),
        "directions": ("direction",),
        **{name: (name,) for name in ("situation", "leadership", "targets", "units", "models", "awards", "proposals")},
        "documents": ("documents",),
    }
)


def own_key(heading: str) -> str:
    """Under which key the prose of a heading of the plan's own is kept among the remarks."""
    return f"text {heading}"


def titles_of(plan: Plan, period: Period) -> Titles:
    """The headings of the prose that the report of a period prints, in the plan's words and titles; the standard ones lead to
    the same parts."""
    outline = plan.report.of(final=period == plan.movement.final)
    told = plan.telling().all_in(dict(REMARK_HEADINGS))
    known = {part: (*own, *REMARK_HEADINGS[part]) for part, own in told.items()}
    if outline == OUTLINE:
        return Titles({part: tuple(dict.fromkeys(own)) for part, own in known.items()})
    found: dict[str, tuple[str, ...]] = {}
    for each in outline:
        if each.text:
            found[own_key(each.text)] = tuple(dict.fromkeys((each.text, each.title)))
            continue
        for n, part in enumerate(_PRINTS.get(str(each.part), ())):
            own = (each.title,) if n == 0 and each.title not in PARTS.values() and each.title else ()
            found[part] = tuple(dict.fromkeys((*own, *known[part])))
    return Titles(found)


def heading_of(line: str, titles: Titles = STANDARD) -> Heading | None:
    """The heading that a line of Markdown is; None for any other line.

    A line all in bold, in capitals or numbered is one where it is word for word the title of a part: so people write
    headings who know no styles. With a Roman number it is one, too, where it resembles such a title.

    >>> heading_of("## V. Ưu điểm"), heading_of("**Ưu điểm**").part, heading_of("Ưu điểm")
    (Heading(title='Ưu điểm', level=2, part='strengths', is_title=True, resembles=''), 'strengths', None)
    """
    if match := _HEADING.fullmatch(line):
        text = _ATTRIBUTES.sub("", match[2])
        return _placed(text.strip("*_ ") or text, len(match[1]), titles)
    bold = _BOLD.fullmatch(line)
    text = bold["text"] if bold else line.strip()
    title = _NUMBERING.sub("", text)
    if bold or (len(line) < _LONGEST and (line.isupper() or title != text)):
        part, is_title = titles.places.get(fold(title), ("", False))
        if is_title:
            return Heading(title, 2, part, True)
    if len(line) < _LONGEST and _ROMAN.match(text) and not text.endswith((".", ";", ",")):
        placed = _placed(text, 2, titles)
        return placed if placed.part else None
    return None


def underlined(lines: list[str]) -> list[str]:
    """The lines with headings that are underlined (``===``, ``---``) written as ``#``; every line keeps its number."""
    changed = list(lines)
    for n, line in enumerate(lines[:-1]):
        match = _UNDERLINE.fullmatch(lines[n + 1])
        alone = n == 0 or not lines[n - 1].strip()
        if match and alone and line.strip() and "|" not in line:
            changed[n], changed[n + 1] = f"{'#' if match[1][0] == '=' else '##'} {line.strip()}", ""
    return changed


def _placed(text: str, level: int, titles: Titles) -> Heading:
    title = _NUMBERING.sub("", text)
    for words in (title, text):
        if place := titles.places.get(fold(words)):
            return Heading(title, level, *place)
    part, resembled = _nearest(title, titles)
    is_title = bool(part) and _every_word(title) == _every_word(titles.parts[part][0])
    return Heading(title, level, part, is_title, resembled)


def _every_word(text: str) -> list[str]:
    return sorted(fold(word) for word in text.split())


def _nearest(title: str, titles: Titles) -> tuple[str, str]:
    """The part that a title certainly means, and the heading that it resembles; empty where two parts are as near."""
    words = _words(title)
    found: dict[str, tuple[float, str]] = {}
    for part, headings in titles.parts.items():
        found[part] = max((_likeness(words, _words(heading)), heading) for heading in headings)
    ranked = sorted(found.items(), key=lambda each: -each[1][0])
    if not ranked:
        return "", ""
    part, (best, heading) = ranked[0]
    second = ranked[1][1][0] if len(ranked) > 1 else 0.0
    return (part, heading) if best >= _LIKE and best > second else ("", "")


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one else 0.0


def _words(text: str) -> frozenset[str]:
    """The words of a heading; accents count, the order does not."""
    words = _WORD.findall(unicodedata.normalize("NFC", text).lower())
    return frozenset(word for word in words if fold(word) not in _EMPTY)
