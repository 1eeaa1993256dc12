"""Texts and attributes as HTML. Every text from outside is escaped here, and nowhere else."""

from __future__ import annotations

import html
import urllib.parse

from .plain import visible


def text(value: str) -> str:
    """A text made harmless."""
    return html.escape(visible(value), quote=True)


def attributes(*pairs: tuple[str, str]) -> str:
    """Attributes for those that have a value: what the page's script needs to know, never as script."""
    return "".join(f' {name}="{text(value)}"' for name, value in pairs if value)


def link(address: str, title: str, own: str = "") -> str:
    """A link with a text; ``own`` are further attributes."""
    return f'<a href="{text(urllib.parse.quote(address, safe="/#"))}"{own}>{text(title)}</a>'
