"""A report and its sections: what a notebook shows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from ..plan.wording import AS_WRITTEN, Telling
from .html import section_html
from .model import Block, Letterhead
from .numbering import numbered
from .plain import visible


@dataclass(frozen=True, repr=False)
class Section:
    """A part of a report. An appendix begins a page of its own, unless it ``follows`` that which began
    the page (the first appendix that did so is 1); a ``wide`` one is landscape."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    appendix: bool = False
    wide: bool = False
    follows: int = 0

    def __repr__(self) -> str:
        return f"Section({self.title!r})"

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
        """What a notebook shows of it and, of the part that opens a document, the title of the page."""
        titles = {"text/html": {"title": visible(self.title)}} if self._opens else {}
        return {"text/html": self._repr_html_(), "text/plain": repr(self)}, titles

    @property
    def _opens(self) -> bool:
        return any(isinstance(block, Letterhead) for block in self.blocks)

    def _repr_html_(self) -> str:
        kinds = {"appendix": self.appendix, "wide": self.wide, "follows": self.follows > 0}
        kinds["even"] = self.follows > 0 and self.follows % 2 == 0
        return section_html(self.id, self.title, self.blocks, kinds=[kind for kind, has in kinds.items() if has])


@dataclass(frozen=True, repr=False)
class Report:
    """A report: its title and its sections in order. Its tables and pictures are numbered as they stand in it.

    ``telling`` puts the plan's words in the place of the standard ones.
    """

    title: str
    sections: tuple[Section, ...]
    telling: Telling = field(default=AS_WRITTEN, compare=False)

    def __post_init__(self) -> None:
        counts: Counter[str] = Counter()
        sections = (
            replace(each, blocks=tuple(numbered(each.blocks, counts=counts, appendix=each.appendix)))
            for each in self.telling.all_in(self.sections)
        )
        object.__setattr__(self, "title", self.telling.text(self.title))
        object.__setattr__(self, "sections", tuple(sections))

    def __repr__(self) -> str:
        return f"Report({self.title!r})"

    @property
    def body(self) -> tuple[Section, ...]:
        """What stands between the opening and the appendices, in order."""
        return tuple(section for section in self.sections[1:] if not section.appendix)

    @property
    def appendices(self) -> tuple[Section, ...]:
        """The appendices, in order."""
        return tuple(section for section in self.sections if section.appendix)

    def section(self, id: str) -> Section:
        """The section with this id. Raises KeyError that lists the ids."""
        for section in self.sections:
            if section.id == id:
                return section
        raise KeyError(f"không có phần {id!r}; các phần: {', '.join(s.id for s in self.sections)}")

    def _repr_html_(self) -> str:
        return "".join(section._repr_html_() for section in self.sections)
