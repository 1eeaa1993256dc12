"""The outline of an official text: phần, chương, mục, điều, khoản, điểm, by the marks that its paragraphs begin with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_ALPHABET = "abcdđefghijklmnopqrstuvwxyz"
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_WORDS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_DASHES = "-–—+•*▪·"
# Kind → how a paragraph of it begins; the first that fits.
_FORMS = (
    ("phan", r"PHẦN\s+(?:THỨ\s+)?(\w+)\b[.:)]?"),
    ("chuong", r"CHƯƠNG\s+([IVXLC]+|\d+)\b[.:)]?"),
    ("dieu", r"ĐIỀU\s+(\d{1,3})\b[.:)]?"),
    ("muc", r"MỤC\s+([IVXLC]+|\d+)\b[.:)]?"),
)
_PLAIN = (
    ("roman", r"([IVXL]{1,6})\s*(?:[.)/]-?|[-–])(?=\s|$)"),
    ("part", r"(\d{1,2}(?:\.\d{1,2})+)[.)]?(?=\s)"),
    ("number", r"(\d{1,2})\s*[.)/]-?(?=\s)"),
    ("letter", r"([a-zđ])\s*[.)](?=\s)"),
    ("dash", rf"([{re.escape(_DASHES)}])\s*(?=[\w“\"(])"),
)


@dataclass(frozen=True)
class Marker:
    """The mark at the beginning of a paragraph: its kind, its number in the row of its kind (0: none), as it is written,
    and how long it is."""

    kind: str
    number: int
    label: str
    length: int


def marker_of(text: str) -> Marker | None:
    """The mark that a paragraph begins with; None where it has none.

    >>> [(m.kind, m.number, m.label) for m in map(marker_of, ("IV. BIỆN PHÁP", "đ) Dữ liệu", "2.1. Về", "Điều 3. Chỉ tiêu"))]
    [('roman', 4, 'IV'), ('letter', 5, 'đ'), ('part2', 1, '2.1'), ('dieu', 3, '3')]
    """
    for kind, form in _FORMS:
        if (found := re.match(form, text, re.I)) and (number := _number(found[1])):
            return Marker(kind, number, found[1], found.end())
    for kind, form in _PLAIN:
        if found := re.match(form, text):
            said = next(group for group in found.groups() if group)
            if kind == "part":
                levels = said.split(".")
                return Marker(f"part{len(levels)}", int(levels[-1]), said, found.end())
            number = 0 if kind == "dash" else _number(said) or _ALPHABET.find(said) + 1
            return Marker("plus" if said == "+" else kind, number, said, found.end())
    return None


def _number(said: str) -> int:
    if said.isdecimal():
        return int(said)
    if said.lower() in _WORDS:
        return _WORDS.index(said.lower()) + 1
    values = [_ROMAN.get(each, 0) for each in said.upper()]
    if not said.isupper() or 0 in values:
        return 0
    return sum(-value if value < max(values[n + 1 :], default=0) else value for n, value in enumerate(values))


class Counting:
    """The marks that are open while a text is read, the outermost first."""

    def __init__(self) -> None:
        self._open: list[Marker] = []

    def take(self, marker: Marker) -> int:
        """Count a mark; how many marks stand above it."""
        kinds = [each.kind for each in self._open]
        if marker.kind in kinds:
            del self._open[kinds.index(marker.kind) :]
        self._open.append(marker)
        return len(self._open) - 1

    def follows(self, marker: Marker) -> bool:
        """Whether a mark is the next of its kind, or the first of a new row; a dash always is."""
        last = self._last(marker.kind)
        ahead = 2 if marker.kind == "letter" else 1  # some texts leave out đ or f
        return marker.number in (0, 1) or (last is not None and 0 < marker.number - last <= ahead)

    def may_follow(self, marker: Marker) -> bool:
        """Whether a mark is a later one of its kind."""
        last = self._last(marker.kind)
        return last is not None and marker.number > last

    def _last(self, kind: str) -> int | None:
        return next((each.number for each in self._open if each.kind == kind), None)


@dataclass
class Node:
    """A part of the text: its mark, its paragraphs (the first is its own, without the mark), and the parts within it."""

    kind: str
    label: str
    paragraphs: list[str]
    parts: list[Node] = field(default_factory=list)

    @property
    def title(self) -> str:
        """Its first paragraph."""
        return self.paragraphs[0]

    @property
    def text(self) -> str:
        """What it says itself."""
        return " ".join(self.paragraphs)

    @property
    def units(self) -> list[Node]:
        """The parts within it; where it has none, its further paragraphs, each as a part."""
        return self.parts or [Node("", str(n), [each]) for n, each in enumerate(self.paragraphs[1:], 1)]

    def walk(self) -> Iterator[tuple[Node, tuple[Node, ...]]]:
        """Itself and every part within it, each with those above it."""
        yield self, ()
        for part in self.parts:
            for each, above in part.walk():
                yield each, (self, *above)


def outline_of(paragraphs: Iterable[str]) -> Node:
    """The outline of a text: a part without a mark that holds what stands before the first mark, and all parts."""
    root = Node("", "", [""])
    counting, open_parts = Counting(), [root]
    for text in paragraphs:
        marker = marker_of(text)
        if marker is None:
            open_parts[-1].paragraphs.append(text)
            continue
        del open_parts[counting.take(marker) + 1 :]
        part = Node(marker.kind, marker.label, [text[marker.length :].strip()])
        open_parts[-1].parts.append(part)
        open_parts.append(part)
    return root


def place_of(node: Node, above: Iterable[Node]) -> str:
    """Where a part stands, as one would cite it: mục III.4, mục II.4 điểm a, Điều 3 khoản 2."""
    said = ""
    for each in (*above, node):
        if not each.kind:
            said += f" đoạn {each.label}" if each.label else ""
        elif each.kind in ("dieu", "phan", "chuong", "muc"):
            names = {"dieu": "Điều", "phan": "phần", "chuong": "chương", "muc": "mục"}
            label = f"thứ {each.label.lower()}" if each.label.lower() in _WORDS else each.label
            said += f" {names[each.kind]} {label}"
        elif each.kind in ("roman", "number") or each.kind.startswith("part"):
            above_it = each.label.rpartition(".")[0]
            if above_it and re.search(rf"[. ]{re.escape(above_it)}$", said):
                said = said[: -len(above_it)] + each.label
                continue
            joined = "." if said.rpartition(" ")[0].endswith("mục") else " khoản " if "Điều" in said else " mục "
            said += f"{joined}{each.label}"
        else:
            said += " gạch đầu dòng" if each.kind in ("dash", "plus") else f" điểm {each.label}"
    return said.strip()
