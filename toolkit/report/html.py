"""Show sections as HTML, block by block."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import singledispatch

from .front_blocks import Fold, Tile, Tiles
from .html_tables import table_html
from .inline import inline_svg
from .model import (
    Block,
    Bullets,
    Contents,
    Figure,
    Heading,
    Letterhead,
    Links,
    Paragraph,
    Signature,
    Span,
    Table,
    Trial,
    Ways,
    parted,
)
from .plain import visible
from .tags import attributes, link, text
from .typography import ISSUER_ROOM, SUBJECT_ROOM, balanced_lines


def section_html(id: str, title: str, blocks: Sequence[Block], *, kinds: Sequence[str] = ()) -> str:
    """The HTML of a section, a landmark named by its title; ``kinds`` are its further classes."""
    classes = " ".join(("part", *kinds))
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
    return f"<p{style}>{lead}{_rich(block.text, block.bold)}</p>"


@_block.register
def _(block: Bullets) -> str:
    if block.numbers:  # written out, as in Word: they are part of the text
        items = (f"<li>{text(number or '-')} {_rich(item, bold)}</li>" for number, item, bold in block.lines)
        return f'<ol style="list-style:none">{"".join(items)}</ol>'
    return "<ul>" + "".join(f"<li>{_rich(item, bold)}</li>" for _, item, bold in block.lines) + "</ul>"


def _rich(words: str, bold: Sequence[Span]) -> str:
    return "".join(f"<strong>{text(part)}</strong>" if strong else text(part) for part, strong in parted(words, bold))


@_block.register
def _(block: Table) -> str:
    return table_html(block)


@_block.register
def _(block: Figure) -> str:
    picture = inline_svg(block.draw("svg"), title=block.title, words=block.alt)
    return f'<figure><div class="scroll picture">{picture}</div><figcaption>{text(block.title)}</figcaption></figure>'


@_block.register
def _(block: Letterhead) -> str:
    state = _STATE if block.national else ""
    return (
        '<div class="letterhead"><div class="issuer">'
        f'<p class="parent">{_lines(block.parent.upper(), width=ISSUER_ROOM, size=12)}</p>'
        f'<p class="agency">{_titled(block.agency.upper(), width=ISSUER_ROOM, size=12)}</p>'
        f'<p class="number">{text(block.number)}</p></div>'
        f'<div class="state">{state}'
        f'<p class="place">{text(block.place)}</p></div></div>'
        f'<h1><span class="kind">{text(block.kind.upper())}</span> '
        f'<span class="subject">{_titled(block.subject, width=SUBJECT_ROOM, size=14)}</span></h1>'
    )


_STATE = (
    '<p class="country">CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p>'
    '<p class="motto"><span>Độc lập - Tự do - Hạnh phúc</span></p>'
)


def _lines(title: str, *, width: float, size: float) -> str:
    """A text in lines of like length."""
    return " <br>".join(map(text, balanced_lines(visible(title), width=width, size=size)))


def _titled(title: str, *, width: float, size: float) -> str:
    """A title in lines of like length; the last one carries the rule that is a part of it."""
    *lines, last = balanced_lines(visible(title), width=width, size=size, bold=True)
    return "".join(f"{text(line)} <br>" for line in lines) + f'<span class="ruled">{text(last)}</span>'


@_block.register
def _(block: Contents) -> str:
    links = "".join(f'<li><a href="#{_id(id)}">{text(title)}</a></li>' for id, title in block.entries)
    return f'<nav class="contents" aria-label="Mục lục"><p>Mục lục</p><ol>{links}</ol></nav>'


@_block.register
def _(block: Ways) -> str:
    links = " · ".join(link(address, title) for address, title in block.entries)
    return f'<nav class="ways" aria-label="Các trang liên quan">{links}</nav>'


@_block.register
def _(block: Trial) -> str:
    targets = "".join(
        f'<span data-name="{text(name)}" data-most="{most}" data-steps="{";".join(" ".join(step) for step in steps)}"></span>'
        for name, most, steps in block.targets
    )
    own = attributes(
        ("data-bands", "|".join(band or "chưa có" for band in block.bands)), ("data-ranked", str(block.ranked))
    )
    return f'<div class="tools try" hidden{own}>{targets}</div>'


@_block.register
def _(block: Signature) -> str:
    lines = "".join(f"<li>{text(line)}</li>" for line in block.recipients)
    recipients = f"<p>Nơi nhận:</p><ul>{lines}</ul>" if lines else ""
    if block.beside:
        beside = block.beside.upper() if block.national else block.beside
        recipients = f'<div class="signature"><p class="office">{text(beside)}</p></div>'
    recipients += "".join(f"<p>{text(line)}</p>" for line in block.beneath)
    titles = "<br>".join(map(text, block.titles))
    place = f'<p class="place">{text(block.place)}</p>' if block.place else ""
    return (
        f'<div class="closing"><div class="recipients">{recipients}</div>'
        f'<div class="signature">{place}<p class="office">{titles}</p><p class="name">{text(block.name)}</p></div></div>'
    )


@_block.register
def _(block: Links) -> str:
    links = "".join(
        f"<li>{link(address, title)}{_word_link(block, address, title)}</li>" for address, title in block.entries
    )
    return f'<ul class="links">{links}</ul>'


@_block.register
def _(block: Tiles) -> str:
    return f'<div class="tiles">{"".join(_tile(tile) for tile in block.tiles)}</div>'


def _tile(tile: Tile) -> str:
    lines = "".join(f"<p><strong>{text(figure)}</strong> {text(words)}</p>" for figure, words in tile.lines)
    links = " · ".join(
        link(address, title, attributes(("aria-label", f"{title}, {tile.title}"))) for address, title in tile.links
    )
    state = f"<p{attributes(('class', f'state {tile.mark}'))}>{text(tile.state)}</p>"
    return f'<div class="tile" id="{text(tile.id)}"><h2>{text(tile.title)}</h2>{lines}{state}<p>{links}</p></div>'


@_block.register
def _(block: Fold) -> str:
    inner = "".join(_block(each) for each in block.blocks)
    return f'<details class="fold"><summary><h2>{text(block.title)}</h2></summary>{inner}</details>'


def _word_link(block: Links, address: str, title: str) -> str:
    """The way to the same in Word, told apart from its likes for those who hear the page."""
    if address not in block.word:
        return ""
    return f" ({link(block.word[address], 'bản Word', attributes(('aria-label', f'{title}, bản Word')))})"
