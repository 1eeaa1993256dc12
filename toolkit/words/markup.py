"""Small pieces of HTML for notebooks; every text is escaped here."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from .formatting import visible


def escaped(text: str) -> str:
    """A text that HTML shows as it is, without what cannot be seen.

    >>> escaped('<b title="x">')
    '&lt;b title=&quot;x&quot;&gt;'
    """
    return html.escape(visible(text), quote=True)


def table_html(caption: str, columns: Sequence[str], rows: Iterable[Sequence[str]], *, note: str = "") -> str:
    """A table whose first column heads its rows.

    >>> table_html("Thử", ("Mã", "Tên"), [("A", "<b>")])
    '<table><caption>Thử</caption><thead><tr><th scope="col">Mã</th><th scope="col">Tên</th></tr></thead><tbody><tr><th scope="row">A</th><td>&lt;b&gt;</td></tr></tbody></table>'
    """
    head = "".join(f'<th scope="col">{escaped(column)}</th>' for column in columns)
    body = "".join(
        f'<tr><th scope="row">{escaped(first)}</th>' + "".join(f"<td>{escaped(cell)}</td>" for cell in rest) + "</tr>"
        for first, *rest in rows
    )
    body = body or f'<tr><td colspan="{len(columns)}">Không có.</td></tr>'
    under = f"<p>{escaped(note)}</p>" if note else ""
    return f"<table><caption>{escaped(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{under}"
