"""Show sections as HTML. Every text from outside is escaped here, and nowhere else."""

from __future__ import annotations

import base64
import html
import re
import urllib.parse
from collections.abc import Sequence
from functools import singledispatch

from .model import (
    Block,
    Bullets,
    Cell,
    Contents,
    Figure,
    Heading,
    Letterhead,
    Links,
    Paragraph,
    Signature,
    Table,
)
from .plain import visible
from .typography import ISSUER_ROOM, SUBJECT_ROOM, balanced_lines


def text(value: str) -> str:
    """A text made harmless."""
    return html.escape(visible(value), quote=True)


def section_html(id: str, title: str, blocks: Sequence[Block], *, appendix: bool = False, wide: bool = False) -> str:
    """The HTML of a section, a landmark named by its title."""
    classes = " ".join(["part", *(["appendix"] if appendix else []), *(["wide"] if wide else [])])
    inner = "".join(_block(block) for block in blocks)
    return f'<section class="{classes}" id="{_id(id)}" aria-label="{text(title)}">{inner}</section>\n'


def _id(name: str) -> str:
    return "phan-" + re.sub(r"[^A-Za-z0-9-]", "-", name)


@singledispatch
def _block(block: Block) -> str:
    raise TypeError(type(block))


@_block.register
def _(block: Heading) -> str:
    return f"<h{block.level}>{text(block.text)}</h{block.level}>"


@_block.register
def _(block: Paragraph) -> str:
    lead = f"<strong>{text(block.lead)}</strong> " if block.lead else ""
    style = f' class="{block.style}"' if block.style else ""
    return f"<p{style}>{lead}{text(block.text)}</p>"


@_block.register
def _(block: Bullets) -> str:
    return "<ul>" + "".join(f"<li>{text(item)}</li>" for item in block.items) + "</ul>"


@_block.register
def _(block: Table) -> str:
    sides = {"l": "", "c": ' class="c"', "r": ' class="r"'}
    head = "".join(f'<th scope="col">{text(name)}</th>' for name in block.columns)
    body = "".join(
        "<tr>"
        + "".join(_cell(cell, sides[side], at < block.heads) for at, (cell, side) in enumerate(zip(row, block.align)))
        + "</tr>"
        for row in block.rows
    )
    body = body or f'<tr><td colspan="{len(block.columns)}">Không có.</td></tr>'
    search = ' data-search=""' if block.searchable else ""
    dense = ' class="dense"' if block.dense else ' class="compact"' if block.compact else ""
    note = f'<p class="note">{text(block.note)}</p>' if block.note else ""
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{text(block.caption)}"><table{dense}{search}><caption>{text(block.caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{note}"
    )


def _cell(cell: Cell | str, side: str, is_head: bool) -> str:
    content, mark = (cell.text, cell.mark) if isinstance(cell, Cell) else (cell, "")
    if mark:
        side = f' class="{mark}{" " + side[8:-1] if side else ""}"'
    return f'<th scope="row"{side}>{text(content)}</th>' if is_head else f"<td{side}>{text(content)}</td>"


@_block.register
def _(block: Figure) -> str:
    data = base64.b64encode(block.draw("svg")).decode("ascii")
    return f'<figure><img src="data:image/svg+xml;base64,{data}" alt="{text(block.alt)}"><figcaption>{text(block.caption)}</figcaption></figure>'


@_block.register
def _(block: Letterhead) -> str:
    return (
        '<div class="letterhead"><div class="issuer">'
        f'<p class="parent">{text(block.parent.upper())}</p>'
        f'<p class="agency">{_titled(block.agency.upper(), width=ISSUER_ROOM, size=12)}</p>'
        f'<p class="number">{text(block.number)}</p></div>'
        '<div class="state"><p class="country">CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p>'
        '<p class="motto"><span>Độc lập - Tự do - Hạnh phúc</span></p>'
        f'<p class="place">{text(block.place)}</p></div></div>'
        f'<h1><span class="kind">{text(block.kind.upper())}</span> '
        f'<span class="subject">{_titled(block.subject, width=SUBJECT_ROOM, size=14)}</span></h1>'
    )


def _titled(title: str, *, width: float, size: float) -> str:
    """A title in lines of like length; the last one carries the rule that is a part of it."""
    *lines, last = balanced_lines(visible(title), width=width, size=size, bold=True)
    return "".join(f"{text(line)} <br>" for line in lines) + f'<span class="ruled">{text(last)}</span>'


@_block.register
def _(block: Contents) -> str:
    links = "".join(f'<li><a href="#{_id(id)}">{text(title)}</a></li>' for id, title in block.entries)
    return f'<nav class="contents" aria-label="Mục lục"><p>Mục lục</p><ol>{links}</ol></nav>'


@_block.register
def _(block: Signature) -> str:
    lines = "".join(f"<li>{text(line)}</li>" for line in block.recipients)
    return (
        f'<div class="closing"><div class="recipients"><p>Nơi nhận:</p><ul>{lines}</ul></div>'
        f'<div class="signature"><p class="office">{text(block.title.upper())}</p><p class="name">{text(block.name)}</p></div></div>'
    )


@_block.register
def _(block: Links) -> str:
    links = "".join(
        f'<li><a href="{text(urllib.parse.quote(address))}">{text(title)}</a></li>' for address, title in block.entries
    )
    return f'<ul class="links">{links}</ul>'
