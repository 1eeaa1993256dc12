"""The numbers that Word writes before paragraphs."""

from __future__ import annotations

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from toolkit.evaluation.word_numbers import Numbers, number_as

LEVELS = (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("decimal", "%2.%4"), ("bullet", "•"))


def numbered(*places):
    """A document with paragraphs at these places of a list: (list, level)."""
    document = docx.Document()
    root = document.part.numbering_part.element
    root[:] = []
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(LEVELS)
    )
    root.append(parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="7">{levels}</w:abstractNum>'))
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride>'
    for id, inside in (("1", ""), ("2", ""), ("3", again)):
        root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{id}"><w:abstractNumId w:val="7"/>{inside}</w:num>'))
    for id, level in places:
        properties = document.add_paragraph("x")._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{id}"/></w:numPr>')
        )
    numbers = Numbers(document)
    return [numbers.label(paragraph) for paragraph in document.paragraphs]


def test_each_level_counts_on_and_begins_anew_under_the_next():
    places = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 2), (1, 3), (1, 4), (1, 0), (1, 1)]
    assert numbered(*places) == ["I.", "1.", "2.", "a)", "b)", "2.1", "-", "II.", "1."]


def test_lists_of_one_form_count_together_unless_one_begins_anew():
    assert numbered((1, 0), (2, 0), (3, 0), (3, 0), (0, 0), (9, 0)) == ["I.", "II.", "IV.", "V.", "", ""]


@pytest.mark.parametrize(
    ("number", "form", "shown"), [(27, "lowerLetter", "aa"), (49, "lowerRoman", "xlix"), (3, "x", "3")]
)
def test_numbers_are_shown_in_words_forms(number, form, shown):
    assert number_as(number, form) == shown
