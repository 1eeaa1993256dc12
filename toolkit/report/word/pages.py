"""The pages of a document: A4, the official margins, the number of the page at the top (NĐ 30/2020/NĐ-CP, Phụ lục I)."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Length, Mm

_SHORT, _LONG = Mm(210), Mm(297)
_TOP, _BOTTOM, _LEFT, _RIGHT, _NUMBER = Mm(20), Mm(20), Mm(30), Mm(15), Mm(10)
_PAGE = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'


def first_section(document: Document, *, wide: bool = False) -> None:
    """Lay out the report itself (``wide``: landscape), and put the number of the page into the header of all but the first page."""
    section = document.sections[0]
    _lay_out(section, wide=wide)
    header = section.header.paragraphs[0]
    header.style = "Header"
    header._p.append(parse_xml(_PAGE))


def appendix_section(document: Document, *, wide: bool) -> None:
    """Begin a part with pages of its own, numbered from 1; a ``wide`` one is landscape."""
    section = document.add_section()
    _end_section(document.element.body[-2])
    _lay_out(section, wide=wide)
    properties = section._sectPr
    for inherited in properties.findall(qn("w:pgNumType")):
        properties.remove(inherited)
    number = OxmlElement("w:pgNumType")
    number.set(qn("w:start"), "1")
    properties.find(qn("w:pgMar")).addnext(number)


def room(document: Document) -> tuple[Length, Length]:
    """The width and the height of the text on a page of the last section."""
    section = document.sections[-1]
    width, left, right = section.page_width or 0, section.left_margin or 0, section.right_margin or 0
    height, top, bottom = section.page_height or 0, section.top_margin or 0, section.bottom_margin or 0
    return Length(width - left - right), Length(height - top - bottom)


def _lay_out(section: Section, *, wide: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (_LONG, _SHORT) if wide else (_SHORT, _LONG)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = _TOP, _BOTTOM, _LEFT, _RIGHT
    section.header_distance = section.footer_distance = _NUMBER
    section.different_first_page_header_footer = True


def _end_section(ending: Any) -> None:
    """Let a section end in its last paragraph; after a table in one that takes no room, lest it push out an empty page."""
    last = ending.getprevious()
    if last is not None and last.tag == qn("w:p"):
        last.get_or_add_pPr().append(ending.pPr.find(qn("w:sectPr")))
        ending.getparent().remove(ending)
    else:
        ending.pPr.get_or_add_pStyle().val = "End"
