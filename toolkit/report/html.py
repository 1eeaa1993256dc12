"""Show sections as HTML. Every text from outside is escaped here, and nowhere else."""

from __future__ import annotations

import html
import re
import urllib.parse
from collections import Counter
from collections.abc import Sequence
from functools import singledispatch

from .decimals import even
from .inline import inline_svg, spark_svg
from .model import (
    Block,
    Bullets,
    Cell,
    Contents,
    Figure,
    Fold,
    Heading,
    Letterhead,
    Links,
    Paragraph,
    Signature,
    Span,
    Table,
    Tile,
    Tiles,
    Trial,
    Ways,
    Working,
    parted,
)
from .plain import visible
from .typography import ISSUER_ROOM, SUBJECT_ROOM, balanced_lines

SEARCHED = 20  # rows from which on a table is searched and sorted: fewer are seen at a glance


def text(value: str) -> str:
    """A text made harmless."""
    return html.escape(visible(value), quote=True)


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
    block = even(block)
    held = _held(block)
    body = "".join(_row(block, row, held) for row in block.rows) or (
        f'<tr><td colspan="{len(block.columns)}">Không có.</td></tr>'
    )
    foot = f"<tfoot>{''.join(_row(block, row, held) for row in block.foot)}</tfoot>" if block.foot else ""
    own = _attributes(
        ("class", "dense" if block.dense else "compact" if block.compact else ""),
        ("data-search", "có" if block.searchable and len(block.rows) >= SEARCHED else ""),
        ("data-views", block.view_title),
        ("data-role", block.role),
    )
    own += _attributes(("data-holds", held))
    version = _attributes(("data-version", block.version))
    note = f'<p class="note">{text(block.note)}</p>' if block.note else ""
    note += f'<p class="note paper">{text(block.title)}: {text(block.elsewhere)}</p>' if block.elsewhere else ""
    kind = " ".join(filter(None, ("scroll", block.kind, "lookup" if block.elsewhere else "")))
    return (
        f'<div class="{kind}" role="group" aria-label="{text(block.title)}"{version}><table{own}>'
        f"<caption>{text(block.title)}</caption>{_widths(block)}"
        f"<thead>{_heads(block)}</thead><tbody>{body}</tbody>{foot}</table></div>{note}"
    )


def _held(table: Table) -> str:
    """Whose rows most figures of a table hold: long words, said once for all of them."""
    cells = (cell for row in table.every_row for cell in row if isinstance(cell, Cell))
    said = Counter(cell.working.holds for cell in cells if cell.working and cell.working.holds)
    return max(said, key=lambda words: said[words], default="")


def _row(table: Table, row: Sequence[Cell | str], held: str) -> str:
    sides = {"l": "", "c": "c", "r": "r"}
    shown, before = "", Working("", "", holds=held)
    for at, (content, side) in enumerate(zip(row, table.align)):
        cell = content if isinstance(content, Cell) else Cell(content)
        is_head = at < table.heads and content != ""  # an empty header would head nothing
        shown += _cell(cell, sides[side], is_head=is_head, before=before)
        before = cell.working or before
    return f"<tr>{shown}</tr>"


def _heads(table: Table) -> str:
    """The names of the columns; where something spans several of them, in a row above theirs."""
    own = iter(zip(table.columns, table.views or ("",) * len(table.columns)))
    above, below = "", ""
    deep = ' rowspan="2"' if any(over for over, _ in table.spanners) else ""
    for over, names in table.spanners:
        shown = ""
        for name in names:
            column, view = next(own)
            marks = _attributes(("data-view", view), ("data-filter", "có" if column in table.filters else ""))
            shown += f'<th scope="col"{"" if over else deep}{marks}>{_unbroken(name)}</th>'
        above += f'<th scope="colgroup" colspan="{len(names)}">{text(over)}</th>' if over else shown
        below += shown if over else ""
    return f"<tr>{above}</tr>" + (f"<tr>{below}</tr>" if below else "")


def _unbroken(name: str) -> str:
    """The head of a column; codes such as ND-a are not broken at their dash."""
    return re.sub(r"\S+-\S+", r'<span class="dash">\g<0></span>', text(name))


def _widths(table: Table) -> str:
    columns = "".join(f'<col style="width:{share}%">' if share else "<col>" for share in table.widths)
    return f"<colgroup>{columns}</colgroup>" if columns else ""


def _attributes(*pairs: tuple[str, str]) -> str:
    """Attributes for those that have a value: what the page's script needs to know, never as script."""
    return "".join(f' {name}="{text(value)}"' for name, value in pairs if value)


def _cell(cell: Cell, side: str, *, is_head: bool, before: Working) -> str:
    own = _attributes(("class", " ".join(part for part in (cell.mark, side) if part)))
    own += _worked(cell, before)
    own += _attributes(
        ("data-changes", "|".join(cell.changes)),
        ("data-sort", "" if cell.sort is None else str(cell.sort)),
    )
    shown = _link(cell.href, cell.text) if cell.href else text(cell.text)
    shown += spark_svg(cell.spark) if cell.spark else ""
    return f'<th scope="row"{own}>{shown}</th>' if is_head else f"<td{own}>{shown}</td>"


_LAST_BRACKET = re.compile(r"\(([^()]+/[^()]+)\)$")


def _worked(cell: Cell, before: Working) -> str:
    """What a figure rests on, as attributes. What the figure before it in the row, or the table, says as well is said there
    alone, and a numerator and denominator that end the text are read from it."""
    working = cell.working
    if working is None:
        return ""
    shared = {"target": working.target, "goal": working.goal, "holds": working.holds}
    told = {name: value for name, value in shared.items() if value != getattr(before, name)}
    shown = _LAST_BRACKET.search(cell.text)
    if working.parts != (shown[1] if shown else ""):
        told["parts"] = working.parts
    files = ", ".join(working.files) or "–" if working.files is not None else ""
    return "".join(f' data-{name}="{text(value)}"' for name, value in told.items()) + _attributes(
        ("data-state", working.state), ("data-files", files)
    )


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
    links = " · ".join(_link(address, title) for address, title in block.entries)
    return f'<nav class="ways" aria-label="Các trang liên quan">{links}</nav>'


@_block.register
def _(block: Trial) -> str:
    targets = "".join(
        f'<span data-name="{text(name)}" data-most="{most}" data-steps="{";".join(" ".join(step) for step in steps)}"></span>'
        for name, most, steps in block.targets
    )
    own = _attributes(
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
        f"<li>{_link(address, title)}{_word_link(block, address, title)}</li>" for address, title in block.entries
    )
    return f'<ul class="links">{links}</ul>'


@_block.register
def _(block: Tiles) -> str:
    return f'<div class="tiles">{"".join(_tile(tile) for tile in block.tiles)}</div>'


def _tile(tile: Tile) -> str:
    lines = "".join(f"<p><strong>{text(figure)}</strong> {text(words)}</p>" for figure, words in tile.lines)
    links = " · ".join(
        _link(address, title, _attributes(("aria-label", f"{title}, {tile.title}"))) for address, title in tile.links
    )
    state = f"<p{_attributes(('class', f'state {tile.mark}'))}>{text(tile.state)}</p>"
    return f'<div class="tile" id="{text(tile.id)}"><h2>{text(tile.title)}</h2>{lines}{state}<p>{links}</p></div>'


@_block.register
def _(block: Fold) -> str:
    inner = "".join(_block(each) for each in block.blocks)
    return f'<details class="fold"><summary><h2>{text(block.title)}</h2></summary>{inner}</details>'


def _link(address: str, title: str, own: str = "") -> str:
    return f'<a href="{text(urllib.parse.quote(address, safe="/#"))}"{own}>{text(title)}</a>'


def _word_link(block: Links, address: str, title: str) -> str:
    """The way to the same in Word, told apart from its likes for those who hear the page."""
    if address not in block.word:
        return ""
    return f" ({_link(block.word[address], 'bản Word', _attributes(('aria-label', f'{title}, bản Word')))})"
