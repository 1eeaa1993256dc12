"""The grid of a table: fixed widths, rows that stay whole, headers that come again on every page."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Pt
from docx.table import Table, _Row


def new_table(document: Document, *, rows: int, widths: Sequence[float], style: str) -> Table:
    """Add an empty table whose columns and cells have these widths in points, whatever is written in them."""
    table = document.add_table(rows, len(widths))
    table._tbl.tblPr.get_or_add_tblStyle().val = style
    table.autofit = False
    total = OxmlElement("w:tblW")
    total.set(qn("w:type"), "dxa")
    total.set(qn("w:w"), str(round(sum(widths) * 20)))
    for old in table._tbl.tblPr.findall(qn("w:tblW")):
        table._tbl.tblPr.replace(old, total)
    lengths = [Pt(width) for width in widths]
    for column, length in zip(table.columns, lengths):
        column.width = length
    for row in table.rows:
        for cell, length in zip(row.cells, lengths):
            cell.width = length
        _flag(row, "w:cantSplit")
    return table


def pad(table: Table, *, sides: Length, ends: Length) -> None:
    """Leave room between the text of cells and their borders."""
    margins = OxmlElement("w:tblCellMar")
    for name, length in (("top", ends), ("left", sides), ("bottom", ends), ("right", sides)):
        margin = OxmlElement(f"w:{name}")
        margin.set(qn("w:w"), str(round(length.pt * 20)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.find(qn("w:tblLayout")).addnext(margins)


def describe(table: Table, text: str) -> None:
    """Name the table for those who hear it read."""
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), text)
    table._tbl.tblPr.append(caption)


def repeat(row: _Row) -> None:
    """Let the row come again at the top of each page that the table goes on to."""
    _flag(row, "w:tblHeader")


def _flag(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
