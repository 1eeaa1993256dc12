"""Markdown written by people, as blocks of a report. Markup becomes plain text: nothing in it is ever run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import mistune

from .model import Block, Bullets, Paragraph, Table

MISSING_PROSE = "(Nội dung do cơ quan bổ sung: ghi vào nhan_xet.md.)"
_CAPTION = "Số liệu kèm theo nhận xét"
_SIDES = {"left": "l", "center": "c", "right": "r", None: "l"}
_RULE = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_BAR = re.compile(r"(?<!\\)\|")
_parse = mistune.create_markdown(renderer="ast", plugins=["table"])


def prose(markdown: str) -> tuple[Block, ...]:
    """The paragraphs, lists and tables of a Markdown text; a paragraph all in italics is a note, one that opens in bold has a
    lead."""
    blocks: list[Block] = []
    tokens: Any = _parse(_with_even_rows(markdown))  # a list of them, by the renderer
    for token in tokens:
        blocks += _blocks(token)
    return tuple(blocks)


def prose_or_missing(markdown: str | None) -> tuple[Block, ...]:
    """The prose, or a line that says who has to write it."""
    return prose(markdown) if markdown else (Paragraph(MISSING_PROSE, "note"),)


def _blocks(token: dict[str, Any]) -> list[Block]:
    kind = token["type"]
    if kind == "list":
        numbers, items = zip(*_numbered(token), strict=True) if _numbered(token) else ((), ())
        return [Bullets(items, numbers if any(numbers) else ())]
    if kind == "table":
        return [_table(token)]
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


def _numbered(token: dict[str, Any]) -> list[tuple[str, str]]:
    """Number and text of each item of a list, an empty number where it has none; nested items follow as their own."""
    start, sign = token["attrs"].get("start", 1), token.get("bullet", ".")
    pairs = []
    for n, item in enumerate(token["children"], start):
        texts, nested = [], []
        for child in item["children"]:
            if child["type"] == "list":
                nested += _numbered(child)
            else:
                texts += _lines(child)
        if token["attrs"].get("ordered"):
            texts = [" ".join(texts)]
            pairs.append((f"{n}{sign}", texts[0]))
        else:
            pairs += [("", text) for text in texts]
        pairs += nested
    return pairs


def _lines(child: dict[str, Any]) -> list[str]:
    """The texts of what stands in a list item."""
    if child["type"] == "table":
        table = _table(child)
        return [" | ".join(map(str, row)) for row in (table.columns, *table.rows)]
    line = _plain(child.get("children", ())) or _joined(child.get("raw", ""))
    return [line] if line else []


def _table(token: dict[str, Any]) -> Table:
    head, *bodies = token["children"]
    rows = tuple(
        tuple(_plain(cell["children"]) for cell in row["children"]) for body in bodies for row in body["children"]
    )
    align = "".join(_SIDES[cell["attrs"]["align"]] for cell in head["children"])
    return Table(_CAPTION, tuple(_plain(cell["children"]) for cell in head["children"]), rows, align)


def _with_even_rows(markdown: str) -> str:
    """The text with rows of tables that have cells too few or too many made even: else they would not be read as a table."""
    lines, done = markdown.splitlines(), 0
    for at in range(1, len(lines)):
        if at < done or not _RULE.fullmatch(lines[at]) or "|" not in lines[at - 1] + lines[at]:
            continue
        done = next((n for n in range(at + 1, len(lines)) if "|" not in lines[n]), len(lines))
        rows = [_cells(line) for line in lines[at - 1 : done]]
        if min(len(rows[0]), len(rows[1])) > 1 or lines[at - 1].lstrip().startswith("|"):
            most = max(map(len, rows))
            rows[1] += ["---"] * (most - len(rows[1]))
            lines[at - 1 : done] = ["| " + " | ".join([*row, *[""] * (most - len(row))]) + " |" for row in rows]
    return "\n".join(lines)


def _cells(line: str) -> list[str]:
    bare = line.strip().removeprefix("|")
    bare = bare[:-1] if bare.endswith("|") and not bare.endswith("\\|") else bare
    return [cell.strip() for cell in _BAR.split(bare)]


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
