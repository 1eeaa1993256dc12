"""Show a table as HTML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from .decimals import even
from .inline import spark_svg
from .model import (
    Cell,
    Table,
    Working,
)
from .tags import attributes, link, text

SEARCHED = 20  # rows from which on a table is searched and sorted: fewer are seen at a glance


def table_html(block: Table) -> str:
    """A table with all that its page needs to search, sort and turn it."""
    block = even(block)
    held = _held(block)
    body = "".join(_row(block, row, held) for row in block.rows) or (
        f'<tr><td colspan="{len(block.columns)}">Không có.</td></tr>'
    )
    foot = f"<tfoot>{''.join(_row(block, row, held) for row in block.foot)}</tfoot>" if block.foot else ""
    own = attributes(
        ("class", "dense" if block.dense else "compact" if block.compact else ""),
        ("data-search", "có" if block.searchable and len(block.rows) >= SEARCHED else ""),
        ("data-views", block.view_title),
        ("data-role", block.role),
    )
    own += attributes(("data-holds", held))
    version = attributes(("data-version", block.version))
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
            marks = attributes(("data-view", view), ("data-filter", "có" if column in table.filters else ""))
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


def _cell(cell: Cell, side: str, *, is_head: bool, before: Working) -> str:
    own = attributes(("class", " ".join(part for part in (cell.mark, side) if part)))
    own += _worked(cell, before)
    own += attributes(
        ("data-changes", "|".join(cell.changes)),
        ("data-sort", "" if cell.sort is None else str(cell.sort)),
    )
    shown = link(cell.href, cell.text) if cell.href else text(cell.text)
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
    return "".join(f' data-{name}="{text(value)}"' for name, value in told.items()) + attributes(
        ("data-state", working.state), ("data-files", files)
    )
