"""A report and its sections: what a notebook shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ..plan.wording import AS_WRITTEN, Telling
from .form import form
from .html import section_html
from .model import Block, Letterhead
from .numbering import Course, numbered
from .own import SOURCE, Content, blocks_of, id_of, own_figure, own_table
from .plain import visible

if TYPE_CHECKING:
    from pandas import DataFrame

PART = "application/vnd.thidua.part+json"  # of an analyst's own part: its content, for the maker of the Word file
MARK = "thidua"  # in the metadata of what a notebook shows: which part of the report it is


@dataclass(frozen=True, repr=False)
class Section:
    """A part of a report. An appendix begins a page of its own, unless it ``follows`` that which began
    the page (the first appendix that did so is 1); a ``wide`` one is landscape.

    A notebook shows it with the numbers that its place in the ``course`` gives. ``content`` is that of an analyst's own part;
    the numbers of one that is not ``counted`` stay as they are.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]
    appendix: bool = False
    wide: bool = False
    follows: int = 0
    counted: bool = True
    course: Course | None = field(default=None, compare=False)
    content: Content | None = field(default=None, compare=False)

    def __repr__(self) -> str:
        return f"Section({self.title!r})"

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, dict[str, str]]]:
        """What a notebook shows of it, which part it is and, of the part that opens a document, the title of the page.

        The first that is shown brings the form of the official page.
        """
        blocks = self.course.numbered(self.id, self.blocks, appendix=self.appendix) if self.course else self.blocks
        look = form() if self.course is None or self.course.is_first(self.id) else ""
        shown = {"text/html": look + replace(self, blocks=blocks)._repr_html_(), "text/plain": repr(self)}
        titles = {"text/html": {"title": visible(self.title)}} if self._opens else {}
        return shown | ({PART: self.content} if self.content else {}), {**titles, MARK: {"section": self.id}}

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
    _course: Course = field(default_factory=Course, compare=False)

    def __post_init__(self) -> None:
        counts: Counter[str] = Counter()
        sections = (
            replace(
                each,
                blocks=tuple(numbered(each.blocks, counts=counts, appendix=each.appendix))
                if each.counted
                else each.blocks,
                course=self._course,
            )
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

    def figure(self, ax: Any, *, title: str, alt: str, source: str = SOURCE) -> None:
        """Show a drawing of matplotlib or seaborn as a picture of the report, here: numbered, in its form, also in Word and print.

        ``title`` is its caption, ``alt`` says in words what it shows, ``source`` is the line under it. The title of the axes
        themselves is best left out. Raises UsageError without these texts, and for what is no drawing.

        >>> import toolkit as tk
        >>> report = tk.interim_report(tk.evaluate("2024"))
        >>> report.figure(None, title="Hồ sơ theo tháng", alt="")
        Traceback (most recent call last):
        toolkit.words.errors.UsageError: Hình đưa vào báo cáo chưa có lời mô tả cho người không thấy hình (alt). \
Cách sửa: ghi đủ, ví dụ title="Hồ sơ trực tuyến theo tháng", alt="Cột theo tháng: tháng 1 có 96 hồ sơ, tháng 2 có 120.".
        """
        self._show(*own_figure(ax, title=title, alt=alt, source=source))

    def table(self, frame: DataFrame, *, title: str, source: str = SOURCE) -> None:
        """Show a pandas table as a table of the report, here: numbered, in its form, also in Word and print.

        Numbers are written in Vietnamese form with at most four decimals (a percentage is best made a text), yes and no, days
        and states in words, "–" where there is nothing; columns of the toolkit's tables get their Vietnamese titles. Raises
        UsageError without a title, for what is no table, and for one of more than 500 rows.

        >>> import pandas as pd
        >>> import toolkit as tk
        >>> tk.interim_report(tk.evaluate("2024")).table(pd.DataFrame({"Tháng": [1, 2]}), title="")
        Traceback (most recent call last):
        toolkit.words.errors.UsageError: Bảng đưa vào báo cáo chưa có tên (title). \
Cách sửa: ghi đủ, ví dụ title="Hồ sơ trực tuyến theo tháng".
        """
        self._show(own_table(frame, title=title, source=source))

    def _show(self, content: Content, draw: Callable[[str], bytes] | None = None) -> None:
        from IPython.display import display

        display(own_part(content, draw=draw, course=self._course))

    def _repr_html_(self) -> str:
        return form() + "".join(section._repr_html_() for section in self.sections)


def own_part(content: Content, *, draw: Callable[[str], bytes] | None = None, course: Course | None = None) -> Section:
    """An analyst's own picture or table as a part of a report."""
    return Section(id_of(content), content["title"], blocks_of(content, draw), course=course, content=content)
