"""What only official documents have: the head with its rules, and the end with recipients and signer (NĐ 30/2020/NĐ-CP)."""

from __future__ import annotations

from docx.document import Document
from docx.shared import Length, Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from ..model import Letterhead, Signature
from ..typography import ISSUER_ROOM, SUBJECT_ROOM, balanced_lines, text_width
from .grid import new_table, pad
from .paragraphs import Place, add_paragraph, add_rule, blank_line, emptied, plain
from .styles import FORMS

COUNTRY, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
_STATE_WIDTH = Mm(93)  # holds the name of the country on one line
_SIGNER_WIDTH = Mm(85)
_PART_OF_TEXT = 0.4  # the decree asks for a third to a half


def add_head(document: Document, head: Letterhead, *, width: Length) -> None:
    """Add the head of a document: who issues it, the country and its motto, number and place, kind and subject."""
    left = Length(width - _STATE_WIDTH)
    table = _unruled(document, rows=2, widths=[left.pt, _STATE_WIDTH.pt])
    (issuer, state), (number, place) = (map(emptied, row.cells) for row in table.rows)
    _add_lines(issuer, plain(head.parent).upper(), style="Parent", line=ISSUER_ROOM)
    _titled(issuer, plain(head.agency).upper(), style="Agency", room=left, line=ISSUER_ROOM)
    if head.national:
        add_paragraph(state, COUNTRY, style="Country")
        add_paragraph(state, MOTTO, style="Motto")
        motto = FORMS["Motto"]
        add_rule(state, length=text_width(MOTTO, size=motto.size, bold=motto.bold), room=_STATE_WIDTH)
    else:
        add_paragraph(state, "", style="Country")
    add_paragraph(number, blank_line(head.number), style="Number")
    add_paragraph(place, blank_line(head.place), style="Place")
    add_paragraph(document, plain(head.kind).upper(), style="Title")
    _titled(
        document, plain(head.subject), style="Subtitle", room=width, line=SUBJECT_ROOM
    ).paragraph_format.space_after = Pt(14)


def _unruled(document: Document, *, rows: int, widths: list[float]) -> Table:
    """A table that only sets things side by side."""
    table = new_table(document, rows=rows, widths=widths, style="TableNormal")
    pad(table, sides=Pt(0), ends=Pt(0))
    return table


def _titled(place: Place, text: str, *, style: str, room: Length, line: float) -> Paragraph:
    """Add a title in lines of at most ``line`` points, and under it a rule of a part of the last one, which is returned."""
    form = FORMS[style]
    last = text_width(_add_lines(place, text, style=style, line=line), size=form.size, bold=form.bold)
    return add_rule(place, length=last * _PART_OF_TEXT, room=room)


def _add_lines(place: Place, text: str, *, style: str, line: float) -> str:
    """Add a text in lines of at most ``line`` points and of like length; return the last one."""
    form = FORMS[style]
    lines = balanced_lines(text, width=line, size=form.size, bold=form.bold)
    paragraph = add_paragraph(place, lines[0], style=style)
    for each in lines[1:]:
        paragraph.add_run().add_break()
        paragraph.add_run(each)
    return lines[-1]


def add_closing(document: Document, closing: Signature, *, width: Length) -> None:
    """Add the end of a document: who receives it on the left, who signs it on the right. No signature stands alone on a page."""
    if (before := document.paragraphs[-1:]) and before[0]._p is document.element.body[-2]:
        before[0].paragraph_format.keep_with_next = True
    left = Length(width - _SIGNER_WIDTH)
    table = _unruled(document, rows=1, widths=[left.pt, _SIGNER_WIDTH.pt])
    recipients, signer = map(emptied, table.rows[0].cells)
    if closing.recipients:
        add_paragraph(recipients, "Nơi nhận:", style="Recipients")
    if closing.beside:
        beside = closing.beside.upper() if closing.national else closing.beside
        add_paragraph(recipients, plain(beside), style="Office")
    for line in (*closing.recipients, *closing.beneath):
        add_paragraph(recipients, plain(line), style="Recipient")
    if not recipients.paragraphs:
        add_paragraph(recipients, "", style="Recipient")  # Word opens no cell without a paragraph
    if closing.place:
        add_paragraph(signer, plain(closing.place), style="Place")
    add_paragraph(signer, "\n".join(map(plain, closing.titles)), style="Office")
    add_paragraph(signer, plain(closing.name), style="Signer")
    add_paragraph(document, "", style="End")
