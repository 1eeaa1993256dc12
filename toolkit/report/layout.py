"""A report in the plan's own outline: its sections and appendices in order, and how its text refers to them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ..evaluation.headings import own_key
from ..evaluation.results import Evaluation
from ..plan.outline import APPENDICES, STANDARD, Part
from .appendices import ROMAN
from .document import Section
from .parts import part_blocks
from .prose import prose_or_missing

_NUMBERED = re.compile(r"([IVXLC]+|\d+|[A-ZĐa-zđ])[.)]\s")
STANDARD_PLACES: Mapping[str, str] = MappingProxyType(
    {"directions": "mục VI", **{name: f"Phụ lục {ROMAN[n]}" for n, name in enumerate(APPENDICES, 1)}}
)


@dataclass(frozen=True)
class Layout:
    """The sections of a report with their titles, its appendices with those that are the plan's own, and how the text refers
    to each."""

    sections: tuple[tuple[Part, str], ...]
    appendices: tuple[tuple[str, str], ...]
    places: Mapping[str, str]


def own_layout(outline: Sequence[Part], *, form: str, scenarios: bool) -> Layout:
    """The layout of an outline. An official paper numbers its sections, unless one has a number of its own."""
    inside = [each for each in outline if each.part not in APPENDICES]
    after = [each for each in outline if each.part in APPENDICES and (scenarios or each.part != "scenarios")]
    appendices = tuple((str(each.part), each.title) for each in after)
    if tuple(outline) == STANDARD:
        return Layout((), appendices, STANDARD_PLACES)
    numbered = form != "plain" and not any(_NUMBERED.match(each.title) for each in inside)
    titles = [f"{_roman(n)}. {each.title}" if numbered else each.title for n, each in enumerate(inside, 1)]
    places = {
        str(each.part): f"mục {_roman(n)}" if numbered else f"phần “{each.title}”"
        for n, each in enumerate(inside, 1)
        if each.part
    }
    places |= {name: f"Phụ lục {_roman(n)}" for n, (name, _) in enumerate(appendices, 1)}
    return Layout(tuple(zip(inside, titles)), appendices, places)


def own_sections(layout: Layout, evaluation: Evaluation, history: Sequence[Evaluation]) -> list[Section]:
    """The sections of a layout, without their headings."""
    return [
        Section(
            part.part or f"phan-{n}",
            title,
            part_blocks(part.part, evaluation, history=history, places=layout.places)
            if part.part
            else prose_or_missing(evaluation.remarks.get(own_key(part.text or ""))),
        )
        for n, (part, title) in enumerate(layout.sections, 1)
    ]


def _roman(number: int) -> str:
    """A number below forty in Roman letters.

    >>> _roman(4), _roman(19), _roman(21)
    ('IV', 'XIX', 'XXI')
    """
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
