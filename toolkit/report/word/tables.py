"""Tables of figures in Word, fitted to their page: the largest letters at which no word is cut, room by need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length, Pt
from docx.table import _Cell, _Row

from ..model import Cell, Table
from ..typography import text_width
from .grid import describe, new_table, pad, repeat
from .paragraphs import add_paragraph, emptied, plain
from .styles import TABLE_SIZES

_ALIGN = {"l": WD_ALIGN_PARAGRAPH.LEFT, "c": WD_ALIGN_PARAGRAPH.CENTER, "r": WD_ALIGN_PARAGRAPH.RIGHT}
_NOTHING, _UNMET = "Không có.", "\u00a0✗"  # the sign stays on the line of its figure
_SIDES, _SIDES_DENSE, _ENDS, _ENDS_COMPACT = Pt(4), Pt(1.5), Pt(2), Pt(0.5)
_SHORT = 12  # letters: a text such as "2,75 – 4,00" is not broken
_SAFE = 1.06  # widths are known to a few percent
_LOST = 0.5  # of a longest word: what the end of a line leaves empty
_READABLE = 10  # letters shrink to this size where a cell has more lines, further only where words would be cut
_LINES = 3
_LAST, _LOW = 4, 60  # rows that stay together at the end of a table where no text is longer than so many letters
_BOLD = ("good", "bad", "sum")


def add_table(document: Document, table: Table, *, width: Length) -> None:
    """Add a table under its caption; its heads come again on each page."""
    table = replace(table, foot=tuple(tuple(_sum(content) for content in row) for row in table.foot))
    sides = _sides(table)
    size, widths = fitted(table, width=width.pt, padding=_padding(table))
    deep = 2 if table.spans else 1
    made = new_table(document, rows=deep + max(len(table.every_row), 1), widths=widths, style="TableGrid")
    pad(made, sides=sides, ends=_ENDS_COMPACT if table.compact else _ENDS)
    describe(made, plain(table.title))
    heads, body = made.rows[:deep], made.rows[deep:]
    _add_heads(heads, table, size=size)
    if not table.every_row:
        whole = body[0].cells[0].merge(body[0].cells[-1])
        add_paragraph(emptied(whole), _NOTHING, style=f"Cell{size}")
    for row, texts in zip(body, table.every_row):
        for place, content, side in zip(row.cells, texts, table.align):
            _fill(place, content, side=side, size=size)
    # No page begins or ends with one row alone, and none begins with the note.
    kept = [*body[:1], *body[1:][-_last_rows(table) : -1]] if len(body) > 1 else []
    for row in (*kept, *(body[-1:] if table.note else ())):
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _add_heads(heads: Sequence[_Row], table: Table, *, size: int) -> None:
    """The names of the columns, under what spans several of them; they come again on each page."""
    first, last = list(heads[0].cells), list(heads[-1].cells)  # of a table that has one row of heads, the same
    at = 0
    for over, names in table.spanners:
        many = len(names)
        for cell, name in zip(last[at : at + many], names):
            add_paragraph(emptied(cell), plain(name), style=f"Head{size}")
        if over:
            whole = first[at].merge(first[at + many - 1])
            add_paragraph(emptied(whole), plain(over), style=f"Head{size}")
        elif len(heads) > 1:
            for above, below, name in zip(first[at : at + many], last[at : at + many], names):
                add_paragraph(emptied(above.merge(below)), plain(name), style=f"Head{size}")
        at += many
    for row in heads:
        repeat(row)


def _last_rows(table: Table) -> int:
    """How many rows stay together at the end of a table: of low rows several, of high ones two, which fill a part of a page."""
    last = (_parts(content)[0] for row in table.every_row[-_LAST:] for content in row)
    return _LAST if max(map(len, last), default=0) <= _LOW else 2


def _sum(content: Cell | str) -> Cell:
    """A cell of a row of sums: bold, as on a page."""
    cell = content if isinstance(content, Cell) else Cell(content)
    return cell if cell.mark in _BOLD else replace(cell, mark="sum")


def _fill(place: _Cell, content: Cell | str, *, side: str, size: int) -> None:
    """What a mark means is said by a sign or by the letters, never by a colour."""
    text, mark = _parts(content)
    paragraph = add_paragraph(emptied(place), text, style=f"Cell{size}")
    paragraph.alignment = _ALIGN[side]
    for run in paragraph.runs:
        if mark in _BOLD:
            run.bold = True
        if mark == "none":
            run.italic = True


def _parts(content: Cell | str) -> tuple[str, str]:
    text, mark = (content.text, content.mark) if isinstance(content, Cell) else (content, "")
    return plain(text) + (_UNMET if mark == "bad" else ""), mark


def _sides(table: Table) -> Length:
    return _SIDES_DENSE if table.dense else _SIDES


def _padding(table: Table) -> float:
    return 2 * _sides(table).pt + 1


def fits(table: Table, *, width: Length) -> bool:
    """Whether the smallest letters leave room for every word."""
    return sum(_needs(table, size=TABLE_SIZES[-1], padding=_padding(table))[0]) <= width.pt


def fitted(table: Table, *, width: float, padding: float) -> tuple[int, list[float]]:
    """The size of the letters and the widths of the columns in points; together they fill ``width``.

    Each column holds its longest word; beyond that, rooms are such that the longest texts take equally many lines.
    """
    for size in TABLE_SIZES[TABLE_SIZES.index(_READABLE) if table.compact else 0 :]:
        least, wished = _needs(table, size=size, padding=padding)
        lines, widths = _shared(least, wished, width)
        if sum(least) <= width and (lines <= _LINES or size <= _READABLE):
            break
    return size, [each * width / sum(widths) for each in widths]


def _shared(least: list[float], wished: list[float], width: float) -> tuple[float, list[float]]:
    """How many lines the longest texts take, and the widths at which they do."""
    few, many = 0.01, 1000.0
    for _ in range(40):
        lines = (few + many) / 2
        widths = [max(low, wish / lines + low * _LOST) for low, wish in zip(least, wished)]
        few, many = (lines, many) if sum(widths) > width else (few, lines)
    return many, widths


def _needs(table: Table, *, size: int, padding: float) -> tuple[list[float], list[float]]:
    """For each column the least that cuts no word and no short text, and what its longest text would take on one line."""
    least, wished = [], []
    for at, name in enumerate(name for _, names in table.spanners for name in names):
        texts = [_parts(row[at]) for row in table.every_row]
        heads = [text_width(word, size=size, bold=True) for word in plain(name).split()]
        words = [_width(word, mark, size) for text, mark in texts for word in _unbroken(text, mark)]
        wholes = [_width(text, mark, size) for text, mark in texts]
        least.append(max((*heads, *words)) * _SAFE + padding)
        wished.append(max((*wholes, *words, *heads, sum(heads) / 2)) + padding)
    return least, wished


def _unbroken(text: str, mark: str) -> list[str]:
    return [text] if mark == "whole" or len(text) <= _SHORT else text.split(" ")


def _width(text: str, mark: str, size: int) -> float:
    return text_width(text, size=size, bold=mark in _BOLD)
