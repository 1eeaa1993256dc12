"""Markdown written by people, as blocks of a report. Markup becomes plain text: nothing in it is ever run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import mistune

from .model import Block, Bullets, Paragraph

MISSING_PROSE = "(Nội dung do cơ quan bổ sung: ghi vào nhan_xet.md.)"
_parse = mistune.create_markdown(renderer="ast")


def prose(markdown: str) -> tuple[Block, ...]:
    """The paragraphs and lists of a Markdown text; a paragraph all in italics is a note, one that opens in bold has a lead."""
    blocks: list[Block] = []
    for token in _parse(markdown):
        blocks += _blocks(token)
    return tuple(blocks)


def prose_or_missing(markdown: str | None) -> tuple[Block, ...]:
    """The prose, or a line that says who has to write it."""
    return prose(markdown) if markdown else (Paragraph(MISSING_PROSE, "note"),)


def _blocks(token: dict[str, Any]) -> list[Block]:
    kind = token["type"]
    if kind == "list":
        return [Bullets(tuple(line for item in token["children"] for line in _lines(item)))]
    if kind == "block_quote":
        return [block for child in token["children"] for block in _blocks(child)]
    if kind in ("paragraph", "block_text", "heading"):
        return [_paragraph(token["children"])]
    if kind in ("block_code", "block_html"):
        return [Paragraph(_joined(token["raw"]))]
    return []


def _paragraph(children: Sequence[dict[str, Any]]) -> Paragraph:
    if len(children) == 1 and children[0]["type"] == "emphasis":
        return Paragraph(_plain(children), "note")
    if children and children[0]["type"] == "strong":
        return Paragraph(_plain(children[1:]), lead=_plain(children[:1]))
    return Paragraph(_plain(children))


def _lines(item: dict[str, Any]) -> list[str]:
    """The texts of a list item; what is nested in it follows as items of its own."""
    lines = []
    for child in item["children"]:
        if child["type"] == "list":
            lines += [line for nested in child["children"] for line in _lines(nested)]
        else:
            lines.append(_plain(child.get("children", ())) or _joined(child.get("raw", "")))
    return [line for line in lines if line]


def _plain(tokens: Sequence[dict[str, Any]]) -> str:
    parts = []
    for token in tokens:
        if token["type"] in ("softbreak", "linebreak"):
            parts.append(" ")
        else:
            parts.append(_plain(token["children"]) if "children" in token else token.get("raw", ""))
    return _joined("".join(parts))


def _joined(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
