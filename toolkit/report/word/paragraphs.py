"""Texts into paragraphs of a style. Everything that comes from data passes here on its way into Word."""

from __future__ import annotations

import re
from typing import Any, Protocol

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Length, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from ..plain import visible


class Place(Protocol):
    """What paragraphs are added to: a document, or a cell."""

    def add_paragraph(self) -> Paragraph: ...


def plain(text: str) -> str:
    """A text of data as one line, without what nobody sees; a blank that must not be broken stays one.

    >>> plain(" Phòng\\u202e A\\n(mới) ")
    'Phòng A (mới)'
    """
    return re.sub(r"[^\S\u00a0]+", " ", visible(text)).strip()


def blank_line(text: str) -> str:
    """A line with blanks for the clerk to fill in, kept as they are."""
    return visible(text).replace("\n", " ").replace("\t", " ")


def add_paragraph(place: Place, text: str, *, style: str) -> Paragraph:
    """Add a paragraph of one run; ``style`` is the id of a style."""
    paragraph = place.add_paragraph()
    paragraph._p.get_or_add_pPr().get_or_add_pStyle().val = style
    if text:
        paragraph.add_run(text)
    return paragraph


def emptied(cell: _Cell) -> _Cell:
    """A cell without the paragraph that it is born with; at least one must be added."""
    for paragraph in cell.paragraphs:
        cell._tc.remove(paragraph._p)
    return cell


def add_rule(place: Place, *, length: float, room: Length) -> Paragraph:
    """Add a rule of ``length`` points in the middle of ``room``."""
    rule = add_paragraph(place, "", style="Rule")
    border = f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
    properties: Any = rule._p.get_or_add_pPr()
    properties.pStyle.addnext(parse_xml(border))
    side = Length((room - Pt(length)) // 2)
    rule.paragraph_format.left_indent = rule.paragraph_format.right_indent = side
    return rule
