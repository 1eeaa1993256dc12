"""Prose from Word as lines of Markdown: headings, paragraphs, numbering, bullets, tables and bold are kept."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from ..words.formatting import fold
from ..words.vocabulary import REMARK_HINT
from .word_numbers import Numbers

_MOST_BYTES = 100_000_000  # unpacked
_SPECIAL = re.compile(r"([\\*_`<\[|])")
_EDGES = re.compile(r"([\W_]*)(.*?)([\W_]*)", re.S)
_ITEM = re.compile(r"-|\d{1,3}[.)]")
# What a paragraph may hold that is no text of it: pictures, formulas, notes.
_PICTURES, _NOTES = ("drawing", "pict", "object"), ("footnoteReference", "endnoteReference")


class NoWordText(Exception):
    """A file that cannot be read as a Word document; why, in Vietnamese."""


class WordText:
    """The ``lines`` of a document, and what of it is not among them: number of the line from 1, and what is ``lost``."""

    def __init__(self, path: Path):
        self.lines: list[str] = []
        self.lost: list[tuple[int, str]] = []
        document = _opened(path)
        self._part, self._numbers = document.part, Numbers(document)
        for element in document.element.body.iter(qn("w:p"), qn("w:tbl")):
            if _is_within(element, "tbl") or _is_within(element, "Fallback"):
                continue
            if element.tag == qn("w:tbl"):
                self._put([*_table_lines(element), ""])
            else:
                self._add(Paragraph(element, document))
            self.lost += [(len(self.lines), each) for each in _not_text(element, self._part)]

    def _add(self, paragraph: Paragraph) -> None:
        level, label = _heading_level(paragraph), self._numbers.label(paragraph)
        if level:
            text = " ".join("".join(part for part, _ in _parts(paragraph)).split())
            self._put(["", f"{'#' * min(level, 6)} {_escaped(text)}", ""] if text else [])
            return
        first, *more = _marked(paragraph).split("\n")
        if not first.strip() and not more or fold(first) == fold(REMARK_HINT):
            return
        is_item = bool(_ITEM.fullmatch(label))
        gap = [] if is_item else [""]
        self._put([*gap, " ".join(f"{label} {first}".split()), *gap])
        self._put([line for each in more if each.strip() for line in ("", " ".join(each.split()), "")])

    def _put(self, lines: list[str]) -> None:
        self.lines += lines


def word_paragraphs(path: Path) -> list[str]:
    """Every paragraph of a document as plain text, each with the number that Word shows before it; of a table with several
    rows and columns each row, its cells set apart by tabs. A table that only sets texts side by side is read cell by cell.

    Raises NoWordText.
    """
    document = _opened(path)
    numbers, found = Numbers(document), list[str]()
    for element in document.element.body.iter(qn("w:p"), qn("w:tbl")):
        if _is_within(element, "Fallback"):
            continue
        if element.tag == qn("w:tbl"):
            found += _rows(element) if _lists(element) else []
        elif not any(_lists(table) for table in element.iterancestors(qn("w:tbl"))):
            paragraph = Paragraph(element, document)
            label = numbers.label(paragraph)
            first, *more = "".join(text for text, _ in _parts(paragraph)).split("\n")
            found += [" ".join(each.split()) for each in (f"{label} {first}", *more) if each.split()]
    return found


def _lists(table: Any) -> bool:
    """Whether a table is a list of rows, and does not only set texts side by side."""
    rows = table.findall(qn("w:tr"))
    return len(rows) > 2 and max(len(row.findall(qn("w:tc"))) for row in rows) > 1


def _rows(table: Any) -> list[str]:
    cells = ([_cell_text(cell) for cell in row.findall(qn("w:tc"))] for row in table.findall(qn("w:tr")))
    return ["\t".join(row) for row in cells if any(row)]


def _cell_text(cell: Any) -> str:
    texts = ("".join(each.text or "" for each in paragraph.iter(qn("w:t"))) for paragraph in cell.iter(qn("w:p")))
    return " ".join(" ".join(texts).split())


def _opened(path: Path) -> Any:
    try:
        with zipfile.ZipFile(path) as package:
            if sum(part.file_size for part in package.infolist()) > _MOST_BYTES:
                raise NoWordText("tệp Word nén bung ra quá lớn")
        return Document(str(path))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError, OSError, EOFError):
        raise NoWordText("không đọc được như một tệp Word (.docx), hoặc tệp có mật khẩu") from None


def _is_within(element: Any, name: str) -> bool:
    return any(_name(each) == name for each in element.iterancestors())


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _heading_level(paragraph: Paragraph) -> int:
    """The level of a heading, by its style or its outline; 0 for any other paragraph."""
    style: Any = paragraph.style
    while style is not None:
        if match := re.fullmatch(r"heading (\d)|(?:sub)?title", style.name.lower() if style.name else ""):
            return int(match[1] or 1)
        style = style.base_style
    for properties in (paragraph._p.pPr, paragraph.style.element.pPr if paragraph.style is not None else None):
        found = properties.find(qn("w:outlineLvl")) if properties is not None else None
        if found is not None and (value := found.get(qn("w:val"), "9")) in "012345678":
            return int(value) + 1
    return 0


def _parts(paragraph: Paragraph) -> Iterator[tuple[str, bool]]:
    """The text of a paragraph part by part, and whether each is bold; what was put into a box within it is not its own."""
    for element in paragraph._p.iter(qn("w:r")):
        owner = next(each for each in element.iterancestors(qn("w:p")))
        if owner is paragraph._p and not _is_within(element, "Fallback"):
            run = Run(element, paragraph)
            yield run.text.replace("\t", " "), bool(run.bold or (run.bold is None and run.style.font.bold))


def _marked(paragraph: Paragraph) -> str:
    """The text with its bold parts between asterisks, which begin and end with a letter: else Markdown does not see them."""
    marked = ""
    for is_bold, run in groupby(_parts(paragraph), key=lambda part: part[1]):
        text = "".join(part for part, _ in run)
        if not is_bold:
            marked += _escaped(text)
            continue
        for n, line in enumerate(text.split("\n")):
            before, inside, after = _EDGES.fullmatch(line).groups()  # type: ignore[union-attr]
            bold = f"**{_escaped(inside)}**" if inside else ""
            marked += ("\n" if n else "") + _escaped(before) + bold + _escaped(after)
    return re.sub(r"^(\s*)([#>])", r"\1\\\2", marked)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _table_lines(table: Any) -> list[str]:
    """A table as Markdown. A cell over several rows counts for each, one over several columns for the first."""
    rows: list[list[str]] = []
    for row in table.iter(qn("w:tr")):
        if next(row.iterancestors(qn("w:tbl"))) is not table:
            continue
        cells: list[str] = []
        for cell in row.iter(qn("w:tc")):
            if next(cell.iterancestors(qn("w:tr"))) is row:
                cells += _cells(cell, above=rows[-1][len(cells)] if rows and len(rows[-1]) > len(cells) else "")
        rows.append(cells)
    width = max((len(row) for row in rows), default=0)
    lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
    return ["", *lines[:1], "|" + "---|" * width, *lines[1:]] if width else []


def _cells(cell: Any, *, above: str) -> list[str]:
    said = cell.tcPr
    text = _escaped(_cell_text(cell))
    merged = said.find(qn("w:vMerge")) if said is not None else None
    if merged is not None and merged.get(qn("w:val")) != "restart":
        text = text or above
    return [text, *[""] * (cell.grid_span - 1)]


def _not_text(element: Any, part: Any) -> Iterator[str]:
    """What of a paragraph or table is lost, in words."""
    for each in element.iter():
        name = _name(each)
        if _is_within(each, "Fallback"):
            continue
        if name in _PICTURES and next(each.iter(qn("w:txbxContent")), None) is None:
            yield f"hình {_picture_name(each, part)}".strip()
        elif name in _NOTES:
            yield "chú thích cuối trang"
        elif name == "oMath":
            yield "công thức"


def _picture_name(element: Any, part: Any) -> str:
    """The name of the file of a picture within the document."""
    for each in element.iter():
        id = (
            each.get(qn("r:embed"))
            or each.get(qn("r:link"))
            or (each.get(qn("r:id")) if _name(each) == "imagedata" else None)
        )
        if id and id in part.rels and part.rels[id].reltype == REL.IMAGE:
            return PurePosixPath(part.rels[id].target_ref).name
    return ""
