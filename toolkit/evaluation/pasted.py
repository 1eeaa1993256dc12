"""Markdown that was pasted from Word or from a page: brought to what its writer saw, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from itertools import groupby

# Signs that Word and other programs put before an item; the two odd ones are letters of its symbol fonts.
_BULLET = re.compile(r"\s*(?:[•·▪◦●○■□➢✓❖*+–—−\uf0b7\uf0a7\uf0d8\uf0fc\uf02d-]|[o§Ø](?=\t))\s+(?=\S)")
_NUMBER = re.compile(r"\s*(\d{1,3})([.)])\s+(?=\S)")
_LABEL = re.compile(r"\s*(?:(?:[a-zđ]{1,2}|[A-ZĐ]|[IVX]{1,5}|[ivx]{1,4})[.)]|\d{1,3}(?:\.\d{1,3})+[.)]?)\s+(?=\S)")
_ENDED = re.compile(r".*[.:;!?…][\"”’)*_]*\s*")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_BREAK = re.compile(r"(?: {2,}|\\)$")
_PICTURE = re.compile(r"!\[(?P<alt>[^\]\n]*)\](?:\((?P<target>[^)\n]*)\)|\[[^\]\n]*\])|<img\b(?P<tag>[^<>]*)>", re.I)
_PICTURE_DATA = re.compile(r"^ {0,3}\[[^\]\n]+\]:\s*<?data:image/\S*$", re.M)
_SOURCE = re.compile(r"""(?:src|alt)\s*=\s*["']?([^"'>\s]+)""", re.I)
_SPANS = re.compile(r"\[([^\]\n]*)\]\{[.#][^}\n]*\}")  # [text]{.underline}
_DROPPED = re.compile(r"<!--.*?-->|<(style|script|xml|head)\b[^<>]*>.*?</\1\s*>", re.I | re.S)
_TABLE = re.compile(r"<table\b[^<>]*>(.*?)</table\s*>", re.I | re.S)
_ROW = re.compile(r"<tr\b[^<>]*>(.*?)</tr\s*>", re.I | re.S)
_CELL = re.compile(r"<t[dh]\b[^<>]*>(.*?)</t[dh]\s*>", re.I | re.S)
_STRONG = re.compile(r"</?(?:b|strong)\b[^<>]*>", re.I)
_NEW_LINE = re.compile(r"<br\b[^<>]*>|</?(?:p|div|h[1-6]|ul|ol|table|tr|blockquote)\b[^<>]*>", re.I)
_ITEM = re.compile(r"<li\b[^<>]*>", re.I)
_TAG = re.compile(
    r"</?(?:p|div|span|b|strong|i|em|u|s|strike|del|ins|sup|sub|font|a|ul|ol|li|br|hr|h[1-6]|table|thead|tbody|tfoot|tr|td|th"
    r"|col|colgroup|caption|blockquote|pre|code|center|html|body|meta|link|title|style|script|xml|img|o:p|st1:\w+|[wmvo]:\w+)"
    r"\b[^<>]*>",
    re.I,
)


def pictures_in(line: str) -> list[str]:
    """The pictures that a line of Markdown or HTML shows, by the name of the file or by what is said of them."""
    names = []
    for match in _PICTURE.finditer(line):
        tag = _SOURCE.search(match["tag"] or "")
        name = (match["target"] or "").split(" ")[0].strip("<>") or match["alt"] or (tag[1] if tag else "")
        names.append("không có tên" if not name or name.startswith("data:") else name)
    return names


def is_fence(line: str) -> bool:
    """Whether a line begins or ends a piece of code."""
    return bool(_FENCE.match(line))


def tidied(text: str, *, html: bool = True) -> str:
    """The Markdown of a text: every paragraph, item and label on a line of its own; with ``html`` without tags and entities."""
    lines = _Lines()
    for is_code, block in _blocks((_without_html(text) if html else text).splitlines()):
        if is_code:
            lines.add_as_is(block)
        else:
            lines.add(block)
    return lines.text


def _without_html(text: str) -> str:
    text = _DROPPED.sub("", _PICTURE_DATA.sub("", text))
    text = _PICTURE.sub("", _SPANS.sub(r"\1", text))
    text = _TABLE.sub(lambda match: f"\n\n{_table(match[1])}\n\n", text)
    text = _STRONG.sub("**", text)
    text = _ITEM.sub("\n- ", _NEW_LINE.sub("\n\n", text))
    text = _TAG.sub("", text)
    return unescape(text.replace("&lt;", "\\<").replace("&gt;", "\\>")).replace("\u00a0", " ")


def _table(rows: str) -> str:
    cells = [[_cell(cell) for cell in _CELL.findall(row)] for row in _ROW.findall(rows)]
    return _markdown_table([row for row in cells if row])


def _cell(inside: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", inside)).split()).replace("|", "\\|")


def _markdown_table(rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return ""
    width = max(map(len, rows))
    lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * width, *lines[1:]])


def _blocks(lines: Sequence[str]) -> list[tuple[bool, list[str]]]:
    """The runs of lines between empty ones; True for what stands as it is: code, and tables of bars."""
    blocks: list[tuple[bool, list[str]]] = []
    is_code, is_new = False, True
    for line in lines:
        if _FENCE.match(line):
            if not is_code:
                blocks.append((True, []))
            blocks[-1][1].append(line)
            is_code, is_new = not is_code, True
        elif is_code:
            blocks[-1][1].append(line)
        elif not line.strip():
            is_new = True
        else:
            if is_new:
                blocks.append((False, []))
            blocks[-1][1].append(line)
            is_new = False
    return [(code or _is_table(block), block) for code, block in blocks]


def _is_table(block: Sequence[str]) -> bool:
    return any(set(line) <= set(" |:-") and "-" in line and ("|" in line or "|" in block[0]) for line in block[1:2])


def _starts(line: str) -> bool:
    """Whether a line begins with the sign of an item, a number or a letter that counts."""
    return bool(_BULLET.match(line) or _NUMBER.match(line) or _LABEL.match(line))


class _Lines:
    """Puts lines together, with an empty one wherever Markdown needs it to keep apart what was apart."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._list, self._numbers = "", [0, 0]  # the list that is open, its first number and its last

    @property
    def text(self) -> str:
        """What was put together."""
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self._out)).strip()

    def add_as_is(self, block: Sequence[str]) -> None:
        """Add lines in which nothing is changed."""
        self._out += ["", *block, ""]
        self._list = ""

    def add(self, block: Sequence[str]) -> None:
        """Add the lines of a block. Where each of its plain lines is whole, each is a paragraph; else they are one that
        was broken into lines."""
        plain = [line for line in block if not _starts(line)]
        are_whole = len(plain) > 1 and all(_ENDED.fullmatch(line) for line in plain)
        self._out.append("")
        for is_table, run in groupby(_with_tabs(block), key=lambda each: each[0]):
            lines = [line for _, line in run]
            if is_table:
                self.add_as_is([_markdown_table([[cell.strip() for cell in line.split("\t")] for line in lines])])
                continue
            for line in lines:
                self._add_line(line, apart=are_whole)

    def _add_line(self, line: str, *, apart: bool) -> None:
        bare = _BREAK.sub("", line.expandtabs(4).rstrip("\t"))
        indent = len(bare) - len(bare.lstrip())
        if bullet := _BULLET.match(line):
            kept = " " * indent if self._list and indent >= 2 else ""
            self._open("bullet", f"{kept}- {line[bullet.end() :].rstrip()}")
        elif number := _NUMBER.match(line):
            kept = " " * indent if self._list and indent >= 2 else ""
            self._add_number(int(number[1]), number[2], line[number.end() :].rstrip(), kept)
        elif _LABEL.match(line):
            self._close([" ".join(line.split())])
        elif self._list and indent >= 2:
            self._out.append(bare)
        else:
            self._add_text(bare.strip(), apart=apart)
        if _BREAK.search(line):
            self._out.append("")

    def _add_text(self, text: str, *, apart: bool) -> None:
        """A plain line: of the paragraph or item above it, unless that is whole."""
        above = self._out[-1]
        first = next((c for c in text if c.isalnum()), "")
        is_new = apart or bool(self._list and first.isupper() and _ENDED.fullmatch(above))
        if is_new or not above:
            self._close([text], gap=is_new)
        else:
            self._out.append(text)

    def _add_number(self, number: int, sign: str, text: str, kept: str) -> None:
        """A numbered line; Markdown counts on by itself, so one that does not go on is written as it stands."""
        first, last = self._numbers
        if self._list == "number" and not kept and number not in (last + 1, first if first == last else last + 1):
            self._close([f"{number}\\{sign} {text}"])
            return
        is_first = self._list != "number"
        self._open("number" if not kept else self._list, f"{kept}{number}{sign} {text}")
        if not kept:
            self._numbers = [number if is_first else first, number]

    def _open(self, kind: str, line: str) -> None:
        self._out += [line] if self._list == kind else ["", line]
        self._list = kind

    def _close(self, lines: Sequence[str], *, gap: bool = True) -> None:
        self._out += ["", *lines] if gap else lines
        self._list = ""


def _with_tabs(block: Sequence[str]) -> list[tuple[bool, str]]:
    """Each line, and whether it is a row of a table that was pasted as cells with tabs between."""
    counts = [0 if _starts(line) else line.strip().count("\t") for line in block]
    padded = [0, *counts, 0]
    return [
        (count > 0 and count in (padded[n], padded[n + 2]), line) for n, (count, line) in enumerate(zip(counts, block))
    ]
