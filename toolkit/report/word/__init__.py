"""Show a report as a Word document that an office can edit and sign. The only module that knows python-docx."""

from __future__ import annotations

from ..document import Report, Section
from ..model import Contents, Heading, Trial, Ways
from ..plain import visible
from .blocks import Page, add, add_annex_heading
from .package import document_bytes, empty_document
from .pages import appendix_section, first_section, room

__all__ = ["word_bytes"]


def word_bytes(report: Report) -> bytes:
    """The DOCX of a report, in the form of an official document (NĐ 30/2020/NĐ-CP, Phụ lục I).

    The same report gives the same bytes. What is for the screen only (the contents list, the ways to other pages, what one can try) is left out.
    """
    document = empty_document(visible(report.title))
    first_section(document, wide=report.sections[0].wide)
    is_upright = False  # whether an appendix that may share its pages has just ended
    for section in report.sections:
        follows = section.follows > 0 and is_upright
        if section.appendix and not follows:
            appendix_section(document, wide=section.wide)
        _add_section(Page(document, *room(document)), section, follows=follows)
        is_upright = section.appendix and not section.wide
    return document_bytes(document)


def _add_section(page: Page, section: Section, *, follows: bool) -> None:
    blocks = [block for block in section.blocks if not isinstance(block, Contents | Ways | Trial)]
    first = blocks[0] if blocks else None
    if section.appendix and isinstance(first, Heading):
        add_annex_heading(page, first, follows=follows)
        blocks = blocks[1:]
    for block in blocks:
        add(block, page)
