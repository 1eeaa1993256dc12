"""Read the tables of an HTML page: what many systems write for "Xuất Excel", with the ending ``.xls``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree, html

from .charset import decoded
from .grid import MOST_CELLS, Grid
from .sheet_scan import TEXT, Broken, Unsafe

_MOST_BYTES = 200_000_000
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n]+")
_LINES = ("br", "p", "div", "li")


def read_page_tables(path: Path) -> list[Grid]:
    """The tables of a page, each as a sheet; a table within a cell is that cell's text. Raises Broken or Unsafe.

    Nothing that a page names is fetched, and nothing in it is run.
    """
    if path.stat().st_size > _MOST_BYTES:
        raise Unsafe("trang HTML quá lớn")
    text, encoding = decoded(path.read_bytes())
    if not encoding:
        raise Broken("không nhận ra chắc chắn mã chữ của trang HTML")
    try:
        page = html.document_fromstring(
            _DECLARED.sub("", text), parser=html.HTMLParser(no_network=True, remove_comments=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise Broken("không đọc được như một trang HTML") from None
    outer = [table for table in page.iter("table") if not any(True for _ in table.iterancestors("table"))]
    return [_grid(table, f"bảng {n}") for n, table in enumerate(outer, 1)]


def _grid(table: html.HtmlElement, title: str) -> Grid:
    grid = Grid(title)
    spanned: dict[int, int] = {}  # column → how many rows below are still covered by a cell above
    for number, row in enumerate(_rows(table)):
        cells: list[tuple[str | None, int]] = []
        for cell in row.iterchildren("td", "th"):
            while spanned.get(len(cells), 0):
                spanned[len(cells)] -= 1
                cells.append((None, TEXT))
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            text, left = _text(cell), len(cells)
            if down > 1 or across > 1:
                grid.cells.merged.append((number, number + down - 1, left, left + across - 1))
                spanned.update({left + n: down - 1 for n in range(across)})
            cells += [(text, TEXT)] + [(None, TEXT)] * (across - 1)
        for column in sorted(column for column, left in spanned.items() if left and column >= len(cells)):
            cells += [(None, TEXT)] * (column + 1 - len(cells))
            spanned[column] -= 1
        if (number + 1) * max(len(cells), 1) > MOST_CELLS:
            raise Unsafe("bảng quá lớn")
        grid.add(cells, is_hidden=bool(_HIDDEN.search(row.get("style", ""))))
    return grid.closed()


def _rows(table: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """The rows of a table, not those of a table within it."""
    for row in table.iter("tr"):
        if next(row.iterancestors("table")) is table:
            yield row


def _span(cell: html.HtmlElement, name: str) -> int:
    said = cell.get(name, "1").strip()
    return min(max(int(said), 1), 16_384) if said.isdigit() and len(said) < 6 else 1


def _text(cell: html.HtmlElement) -> str | None:
    """What a cell says: lines as they are shown, blanks as one."""
    lines = (line.strip() for line in "".join(_pieces(cell)).split("\n"))
    return "\n".join(line for line in lines if line) or None


def _pieces(element: html.HtmlElement) -> Iterator[str]:
    """The text of an element in the order in which it is read; scripts and styles are none."""
    if element.tag in ("script", "style"):
        return
    if element.tag in _LINES:
        yield "\n"
    yield _BLANKS.sub(" ", element.text or "")
    for each in element:
        yield from _pieces(each)
        yield _BLANKS.sub(" ", each.tail or "")
