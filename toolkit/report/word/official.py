"""What only official documents have: the head with its rules, and the end with recipients and signer (NĐ 30/2020/NĐ-CP)."""

from __future__ import annotations

from docx.document import Document
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph

from ..model import Letterhead, Signature
from ..typography import balanced_lines, text_width
from .grid import new_table
from .paragraphs import Place, add_paragraph, add_rule, blank_line, emptied, plain
from .styles import FORMS

COUNTRY, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
_STATE_WIDTH = Mm(93)  # holds the name of the country on one line
_SIGNER_WIDTH = Mm(85)
_GAP = Mm(3)
_PART_OF_TEXT = 0.4  # the decree asks for a third to a half


def add_head(document: Document, head: Letterhead, *, width: Length) -> None:
    """Add the head of a document: who issues it, the country and its motto, number and place, kind and subject."""
    left = Length(width - _STATE_WIDTH)
    table = new_table(document, rows=2, widths=[left.pt, _STATE_WIDTH.pt], style="TableNormal")
    (issuer, state), (number, place) = (map(emptied, row.cells) for row in table.rows)
    add_paragraph(issuer, plain(head.parent).upper(), style="Parent")
    _titled(issuer, plain(head.agency).upper(), style="Agency", room=left, margin=_GAP)
    add_paragraph(state, COUNTRY, style="Country")
    add_paragraph(state, MOTTO, style="Motto")
    motto = FORMS["Motto"]
    add_rule(state, length=text_width(MOTTO, size=motto.size, bold=motto.bold), room=_STATE_WIDTH)
    add_paragraph(number, blank_line(head.number), style="Number")
    add_paragraph(place, blank_line(head.place), style="Place")
    add_paragraph(document, plain(head.kind).upper(), style="Title")
    _titled(
        document, plain(head.subject), style="Subtitle", room=width, margin=Mm(15)
    ).paragraph_format.space_after = Pt(14)


def _titled(place: Place, text: str, *, style: str, room: Length, margin: Length) -> Paragraph:
    """Add a title in lines of like length, and under it a rule of a part of that length, which is returned."""
    form = FORMS[style]
    lines = balanced_lines(text, width=Length(room - margin).pt, size=form.size, bold=form.bold)
    paragraph = add_paragraph(place, lines[0], style=style)
    for line in lines[1:]:
        paragraph.add_run().add_break()
        paragraph.add_run(line)
    last = text_width(lines[-1], size=form.size, bold=form.bold)
    return add_rule(place, length=last * _PART_OF_TEXT, room=room)


def add_closing(document: Document, closing: Signature, *, width: Length) -> None:
    """Add the end of a document: who receives it on the left, who signs it on the right."""
    left = Length(width - _SIGNER_WIDTH)
    table = new_table(document, rows=1, widths=[left.pt, _SIGNER_WIDTH.pt], style="TableNormal")
    recipients, signer = map(emptied, table.rows[0].cells)
    add_paragraph(recipients, "Nơi nhận:", style="Recipients")
    for line in closing.recipients:
        add_paragraph(recipients, plain(line), style="Recipient")
    add_paragraph(signer, plain(closing.title).upper(), style="Office")
    add_paragraph(signer, plain(closing.name), style="Signer")
    add_paragraph(document, "", style="Rule")
