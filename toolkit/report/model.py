"""The blocks that a report is made of. Plain text only: each renderer gives it its own form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from .front_blocks import Fold, Tiles


@dataclass(frozen=True)
class Heading:
    """A heading; ``level`` 2 is a part of the report."""

    text: str
    level: int = 2


Code = str  # of a unit, a target
Span = tuple[int, int]  # of a text: the place of its first letter, and the place after its last


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. ``style`` is empty for body text, else ``note``, ``ground`` (a legal ground), ``brief`` (of the summary),
    ``centre``, ``title`` or ``attached`` (of an appendix), or of a certificate ``head``, ``display`` (what it is), ``named`` (whose).

    ``lead`` is set in bold before the text, and so are the parts of the text in ``bold``.
    """

    text: str
    style: str = ""
    lead: str = ""
    bold: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Bullets:
    """A list of short texts. ``numbers`` are what stands before each instead of a dash ("5."), empty where a dash does;
    ``bold`` are the parts of each that are set so."""

    items: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    bold: tuple[tuple[Span, ...], ...] = ()

    @property
    def lines(self) -> Iterator[tuple[str, str, tuple[Span, ...]]]:
        """Number, text and bold parts of each."""
        nothing = [""] * len(self.items), [()] * len(self.items)
        return zip(self.numbers or nothing[0], self.items, self.bold or nothing[1])


def parted(text: str, bold: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    """A text part by part, and whether each is bold.

    >>> list(parted("rất tốt", [(4, 7)]))
    [('rất ', False), ('tốt', True)]
    """
    done = 0
    for start, end in bold:
        yield from ((text[done:start], False),) if start > done else ()
        yield text[start:end], True
        done = end
    if done < len(text) or not bold:
        yield text[done:], False


@dataclass(frozen=True)
class Working:
    """What a figure rests on, for readers who ask: its target, its state in words, "numerator/denominator", its goal, whose
    rows it holds. ``files`` are named where they are others than those of the report's own figures for the target."""

    target: str
    state: str
    parts: str = ""
    goal: str = ""
    holds: str = ""
    files: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Spark:
    """The course of a figure: its ``values`` and ``goals`` period by period, None where there is none, and the same in words."""

    values: tuple[Fraction | None, ...]
    goals: tuple[Fraction | None, ...]
    words: str


@dataclass(frozen=True)
class Cell:
    """A cell of a table; ``mark`` is ``good``, ``bad`` or ``none`` (no figure), said in the text as well; or ``whole``, ``hash``,
    ``sum`` (of the rows above it).

    ``href`` leads to a file beside this one; ``changes`` says the changes against the columns before, for a comparison.
    On a screen a ``spark`` stands beside the text, and ``sort`` is what the cell is sorted by where its text is not.
    """

    text: str
    mark: str = ""
    working: Working | None = None
    href: str = ""
    changes: tuple[str, ...] = ()
    spark: Spark | None = None
    sort: int | None = None


@dataclass(frozen=True)
class Table:
    """A table. ``align`` has one letter a column: l, c or r. The first ``heads`` columns head their row; ``foot`` are
    rows of sums, which stay below whatever is sorted or filtered.

    ``kind`` is ``matrix`` where many rows scroll in a box of their own.

    ``dense`` sets a table of many narrow columns tighter, ``compact`` one that has to share a page; ``widths`` are shares
    of the width where the contents alone would divide it badly (0: as the contents need).

    What a reader may do on screen: search where ``searchable``; choose among the values of the columns in ``filters``;
    see only one of the ``views`` (one a column, empty where a column always stays; ``view_title`` names the choice); see
    this table or its neighbour where both say which ``version`` they are. ``role`` is ``definitions`` or ``files`` where
    the working of a figure is looked up. On paper everything shows.

    ``spans`` says for each column what spans it and its neighbours, and its name below that (empty: as in ``columns``);
    ("", "") where nothing does.

    On paper the sentence ``elsewhere`` stands in the place of a long list that people look up on a screen: it says where it is.

    ``number`` ("Bảng 2") is given by the report that the table stands in (``numbering``).
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell | str, ...], ...]
    align: str
    heads: int = 1
    searchable: bool = False
    note: str = ""
    dense: bool = False
    compact: bool = False
    widths: tuple[int, ...] = ()
    filters: tuple[str, ...] = ()
    views: tuple[str, ...] = ()
    view_title: str = ""
    version: str = ""
    role: str = ""
    foot: tuple[tuple[Cell | str, ...], ...] = ()
    number: str = ""
    kind: str = ""
    elsewhere: str = ""
    spans: tuple[tuple[str, str], ...] = ()

    @property
    def title(self) -> str:
        """The caption with its number, if it has one."""
        return _titled(self)

    @property
    def spanners(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The heads from left to right: what spans several columns with their names below it, else ("", one name)."""
        spans = self.spans or (("", ""),) * len(self.columns)
        told: list[tuple[str, tuple[str, ...]]] = []
        for (over, name), column in zip(spans, self.columns):
            if over and told and told[-1][0] == over:
                told[-1] = (over, (*told[-1][1], name or column))
            else:
                told.append((over, (name or column,)))
        return tuple(told)

    @property
    def every_row(self) -> tuple[tuple[Cell | str, ...], ...]:
        """The rows, then those of the foot."""
        return (*self.rows, *self.foot)


@dataclass(frozen=True)
class Figure:
    """A picture with its caption and a text that says what it shows, figures included.

    ``draw`` gives its bytes as ``svg`` or ``png``: each renderer asks for what it can show, and nothing is drawn in vain.
    ``number`` ("Hình 2") is given by the report that the picture stands in (``numbering``). ``marks`` say where what it shows
    lies, for those who point at it: a code, the top and the bottom of its row as shares of the height.
    """

    draw: Callable[[str], bytes]
    caption: str
    alt: str
    number: str = ""
    marks: tuple[tuple[Code, float, float], ...] = ()

    @property
    def title(self) -> str:
        """The caption with its number, if it has one."""
        return _titled(self)


def _titled(block: Table | Figure) -> str:
    return f"{block.number}. {block.caption}" if block.number else block.caption


@dataclass(frozen=True)
class Letterhead:
    """The head of an official document (NĐ 30/2020, Phụ lục I). Number and date stay blank for the clerk.

    One that is not ``national`` has no quốc hiệu: it is no paper of the State.
    """

    parent: str
    agency: str
    number: str
    place: str
    kind: str
    subject: str
    national: bool = True


@dataclass(frozen=True)
class Contents:
    """A list of the sections, for the screen only: (id, title)."""

    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Ways:
    """Links to the pages around a report, for the screen only: (relative address, text)."""

    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Trial:
    """What further cases would give a unit, for the screen only: of each target its label, up to how many cases it is known,
    and the steps (from how many cases on: score, rank, number of the band among ``bands``, as texts). ``ranked`` units have a
    rank."""

    targets: tuple[tuple[str, int, tuple[tuple[str, str, str, str], ...]], ...]
    bands: tuple[str, ...]
    ranked: int


@dataclass(frozen=True)
class Signature:
    """Who signs, and who receives the document; where it is no paper of the State (``national``), the title is not in capitals.
    ``beside`` signs on the left, where nobody receives it: the secretary of a meeting. ``place`` is where and when it is signed,
    where no head says it; ``beneath`` are lines on the left that are no recipients."""

    title: str
    name: str
    recipients: tuple[str, ...]
    national: bool = True
    beside: str = ""
    place: str = ""
    beneath: tuple[str, ...] = ()

    @property
    def titles(self) -> tuple[str, ...]:
        """The lines of the title: who signs for another (KT., TL.) has a second one for the own post."""
        shown = self.title.upper() if self.national else self.title
        return tuple(line.strip() for line in shown.splitlines() if line.strip())


@dataclass(frozen=True)
class Links:
    """Links to files beside this one: (relative address, text). ``word`` maps an address to that of the same in Word."""

    entries: tuple[tuple[str, str], ...]
    word: Mapping[str, str] = field(default_factory=dict)


def table_or(table: Table, otherwise: str = "") -> tuple[Table | Paragraph, ...]:
    """The table where it has a row; else the sentence that says so, if there is one: no table is empty."""
    return (table,) if table.rows else (Paragraph(otherwise),) if otherwise else ()


Block = (
    Heading
    | Paragraph
    | Bullets
    | Table
    | Figure
    | Letterhead
    | Contents
    | Ways
    | Trial
    | Signature
    | Links
    | Tiles
    | Fold
)
