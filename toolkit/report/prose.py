"""Markdown written by people, as blocks of a report. Markup becomes plain text: nothing in it is ever run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import mistune

from ..plan.wording import Verbatim, with_texts
from .document import Section
from .model import Block, Bullets, Heading, Paragraph, Span, Table

MISSING_PROSE = "(Nội dung do cơ quan bổ sung: ghi vào nhan_xet.docx hoặc nhan_xet.md của kỳ.)"
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
    return with_texts(tuple(blocks), Verbatim)


def cell_part(id: str, markdown: str) -> Section:
    """A cell of text that somebody has put into a notebook, as a part of the report: its headings head what follows, its
    tables have no number."""
    tokens: Any = _parse(_with_even_rows(markdown))
    blocks = [
        block for token in tokens for block in (_heading(token) if token["type"] == "heading" else _blocks(token))
    ]
    told = with_texts(tuple(blocks), Verbatim)
    title = next((block.text for block in told if isinstance(block, Heading)), "Phần viết thêm")
    return Section(f"o-{id}", title, told, counted=False)


def _heading(token: dict[str, Any]) -> list[Block]:
    return [Heading(_plain(token["children"]), min(max(token["attrs"]["level"], 2), 4))]


def prose_or_missing(markdown: str | None) -> tuple[Block, ...]:
    """The prose, or a line that says who has to write it."""
    return prose(markdown) if markdown else (Paragraph(MISSING_PROSE, "note"),)


class _Rich(NamedTuple):
    """A text on one line, and the places of its bold parts."""

    text: str
    bold: tuple[Span, ...] = ()


def _blocks(token: dict[str, Any]) -> list[Block]:
    kind = token["type"]
    if kind == "list":
        items = _numbered(token)
        numbers, texts = tuple(number for number, _ in items), tuple(each.text for _, each in items)
        bold = tuple(each.bold for _, each in items)
        return [Bullets(texts, numbers if any(numbers) else (), bold if any(bold) else ())]
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
        rest = _rich(children[1:])
        return Paragraph(rest.text, lead=_plain(children[:1]), bold=rest.bold)
    said = _rich(children)
    return Paragraph(said.text, bold=said.bold)


def _numbered(token: dict[str, Any]) -> list[tuple[str, _Rich]]:
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
            pairs.append((f"{n}{sign}", _together(texts)))
        else:
            pairs += [("", text) for text in texts]
        pairs += nested
    return pairs


def _together(texts: Sequence[_Rich]) -> _Rich:
    text, bold = "", []
    for each in texts:
        text += " " if text else ""
        bold += [(start + len(text), end + len(text)) for start, end in each.bold]
        text += each.text
    return _Rich(text, tuple(bold))


def _lines(child: dict[str, Any]) -> list[_Rich]:
    """The texts of what stands in a list item."""
    if child["type"] == "table":
        table = _table(child)
        return [_Rich(" | ".join(map(str, row))) for row in (table.columns, *table.rows)]
    line = _rich(child.get("children", ()))
    line = line if line.text else _Rich(_joined(child.get("raw", "")))
    return [line] if line.text else []


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
    return _rich(tokens).text


def _rich(tokens: Sequence[dict[str, Any]]) -> _Rich:
    """The text of tokens, every run of blanks as one, and what of it is bold."""
    text, bold = "", []
    for part, is_bold in _parts(tokens, is_bold=False):
        start = len(text)
        for word in re.split(r"(\s+)", part):
            text += word if not word.isspace() else "" if not text or text.endswith(" ") else " "
        if is_bold and len(text) > start:
            bold.append((start, len(text)))
    end = len(text.rstrip())
    return _Rich(text[:end], tuple((start, min(stop, end)) for start, stop in bold if start < end))


def _parts(tokens: Sequence[dict[str, Any]], *, is_bold: bool) -> Iterator[tuple[str, bool]]:
    for token in tokens:
        if token["type"] in ("softbreak", "linebreak"):
            yield " ", is_bold
        elif "children" in token:
            yield from _parts(token["children"], is_bold=is_bold or token["type"] == "strong")
        else:
            yield token.get("raw", ""), is_bold


def _joined(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
