"""The numbers that Word writes before paragraphs, which stand nowhere in their text: 1., a), IV., or the dash of a bullet."""

from __future__ import annotations

import re
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Numbers:
    """Counts the numbered paragraphs of a document, in the order in which ``label`` is asked for each."""

    def __init__(self, document: Any):
        numbering = next((rel for rel in document.part.rels.values() if rel.reltype == REL.NUMBERING), None)
        root = numbering.target_part.element if numbering is not None else None
        self._lists = {each.get(qn("w:numId")): each for each in root.findall(qn("w:num"))} if root is not None else {}
        abstract = root.findall(qn("w:abstractNum")) if root is not None else []
        self._forms = {each.get(qn("w:abstractNumId")): each for each in abstract}
        self._counts: dict[str, dict[int, int]] = {}

    def label(self, paragraph: Paragraph) -> str:
        """What Word shows before a paragraph, a dash for any bullet; empty where it shows nothing."""
        id, level = _place(paragraph)
        if id not in self._lists:
            return ""
        list, form = self._lists[id], self._forms.get(_value(self._lists[id], "w:abstractNumId"))
        levels = (
            {int(each.get(qn("w:ilvl"), 0)): each for each in form.findall(qn("w:lvl"))} if form is not None else {}
        )
        if level not in levels:
            return ""
        starts = {int(e.get(qn("w:ilvl"), 0)): _value(e, "w:startOverride") for e in list.findall(qn("w:lvlOverride"))}
        counts = self._counts.setdefault(id if starts else f"form {_value(list, 'w:abstractNumId')}", {})
        first = int(starts.get(level) or _value(levels[level], "w:start") or 1)
        counts[level] = counts[level] + 1 if level in counts else first
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        if _value(levels[level], "w:numFmt") == "bullet":
            return "-"
        return re.sub(r"%(\d)", lambda m: _shown(levels, counts, int(m[1]) - 1), _value(levels[level], "w:lvlText"))


def _shown(levels: dict[int, Any], counts: dict[int, int], level: int) -> str:
    form = levels.get(level)
    return number_as(counts.get(level, 1), _value(form, "w:numFmt") if form is not None else "decimal")


def number_as(number: int, form: str) -> str:
    """A number in one of Word's forms.

    >>> [number_as(4, form) for form in ("decimal", "lowerLetter", "upperRoman", "decimalZero", "none")]
    ['4', 'd', 'IV', '04', '']
    """
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        text = ""
        for value, sign in _ROMAN:
            text, number = text + sign * (number // value), number % value
        return text.upper() if form == "upperRoman" else text
    return "" if form == "none" else f"{number:02d}" if form == "decimalZero" else str(number)


def _place(paragraph: Paragraph) -> tuple[str, int]:
    """The list of a paragraph and its level there, by itself or by its style; no list for one that is in none."""
    properties = [paragraph._p.pPr]
    style: Any = paragraph.style
    while style is not None:
        properties.append(style.element.pPr)
        style = style.base_style
    level = ""
    for each in properties:
        found = each.find(qn("w:numPr")) if each is not None else None
        if found is not None:
            level = level or _value(found, "w:ilvl")
            if id := _value(found, "w:numId"):
                return ("", 0) if id == "0" else (id, int(level or 0))
    return "", 0


def _value(element: Any, name: str) -> str:
    """The value of an element within another; empty where there is none."""
    found = element.find(qn(name))
    return found.get(qn("w:val"), "") if found is not None else ""
