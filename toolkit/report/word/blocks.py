"""Each block of a report as paragraphs, tables and pictures of Word."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import singledispatch

from docx.document import Document
from docx.shared import Length, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from ..decimals import even
from ..model import Block, Bullets, Figure, Heading, Letterhead, Links, Paragraph, Signature, Span, Table, parted
from .official import add_closing, add_head
from .paragraphs import add_paragraph, blank_line, plain
from .parts import parts_of
from .tables import add_table

_STYLES = {"": "Normal", "note": "Note", "ground": "Ground", "centre": "Centred", "title": "AnnexTitle"}
_APART = Pt(24)  # of an appendix from that which it follows
_LISTED = ("ListBullet", "Normal")  # without a number, with one
_STYLES |= {"attached": "Attached", "brief": "Brief"}
_STYLES |= {"head": "CertificateHead", "display": "CertificateKind", "named": "CertificateName"}


@dataclass(frozen=True)
class Page:
    """Where blocks go: the document, and the room for text on a page of its last section."""

    document: Document
    width: Length
    height: Length


def add_annex_heading(page: Page, heading: Heading, *, follows: bool) -> None:
    """Add the name of an appendix, apart from that which it ``follows`` on the page."""
    made = add_paragraph(page.document, plain(heading.text), style="Annex")
    if follows:
        made.paragraph_format.space_before = _APART


@singledispatch
def add(block: Block, page: Page) -> None:
    """Add a block to the end of the document."""
    raise TypeError(type(block))


@add.register
def _(block: Heading, page: Page) -> None:
    add_paragraph(page.document, plain(block.text), style=f"Heading{min(max(block.level - 1, 1), 3)}")


@add.register
def _(block: Paragraph, page: Page) -> None:
    made = add_paragraph(page.document, "", style=_STYLES[block.style])
    if block.lead:
        made.add_run(f"{plain(block.lead)} ").bold = True
    _add_text(made, block.text, block.bold)


@add.register
def _(block: Bullets, page: Page) -> None:
    for number, item, bold in block.lines:
        made = add_paragraph(page.document, "", style=_LISTED[bool(number)])
        if bold and number:
            made.add_run(f"{plain(number)} ")
        _add_text(made, item if bold else f"{number} {item}", bold)


def _add_text(paragraph: WordParagraph, text: str, bold: Sequence[Span]) -> None:
    """Add a text, its bold parts as runs of their own."""
    if not bold:
        paragraph.add_run(plain(text))
        return
    for part, is_bold in parted(text, bold):
        run = paragraph.add_run(blank_line(part))
        if is_bold:
            run.bold = True


@add.register
def _(block: Links, page: Page) -> None:
    for _address, title in block.entries:
        add_paragraph(page.document, plain(title), style="ListBullet")


@add.register
def _(block: Table, page: Page) -> None:
    if block.elsewhere:
        add_paragraph(page.document, plain(f"{block.title}: {block.elsewhere}"), style=_STYLES["note"])
        return
    for part in parts_of(even(block), width=page.width):
        add_paragraph(page.document, plain(part.title), style="Caption")
        add_table(page.document, part, width=page.width)
        add_paragraph(page.document, plain(part.note), style="TableNote" if part.note else "Gap")


@add.register
def _(block: Figure, page: Page) -> None:
    frame = add_paragraph(page.document, "", style="Picture")
    picture = frame.add_run().add_picture(io.BytesIO(block.draw("png")), width=page.width)
    if picture.height > (most := int(page.height * 0.8)):
        picture.width, picture.height = Length(picture.width * most // picture.height), Length(most)
    properties = picture._inline.docPr
    properties.set("name", block.number or plain(block.caption))
    properties.set("descr", plain(block.alt))
    add_paragraph(page.document, plain(block.title), style="Caption").paragraph_format.keep_with_next = False


@add.register
def _(block: Letterhead, page: Page) -> None:
    add_head(page.document, block, width=page.width)


@add.register
def _(block: Signature, page: Page) -> None:
    add_closing(page.document, block, width=page.width)
