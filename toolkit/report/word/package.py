"""The file around a Word document: an empty one of our own form, and its bytes without clock time or author."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ...writing.packing import repacked
from .styles import FONT, styles_element

_UNWANTED = {  # what the library's own template brings along: other fonts, a preview, traces of its maker
    REL.THEME,
    REL.FONT_TABLE,
    REL.WEB_SETTINGS,
    REL.CUSTOM_XML,
    REL.THUMBNAIL,
    REL.EXTENDED_PROPERTIES,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
}
_SETTINGS = f"""
<w:settings {nsdecls("w")}>
 <w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>
 <w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>
 <w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>
</w:settings>"""
_NUMBERING = f"""
<w:numbering {nsdecls("w")}>
 <w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/><w:suff w:val="space"/><w:lvlText w:val="-"/>
   <w:lvlJc w:val="left"/><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/></w:rPr></w:lvl>
 </w:abstractNum>
 <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
</w:numbering>"""
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can say


def empty_document(title: str) -> WordDocument:
    """A document with our styles, in Vietnamese, that names nobody and no time."""
    document = Document()
    for rels in (document.part.rels, document.part.package.rels):
        for id in [id for id, rel in rels.items() if rel.reltype in _UNWANTED]:
            del rels[id]
    parts: tuple[tuple[Any, Any], ...] = (
        (document.styles.element, styles_element()),
        (document.settings.element, parse_xml(_SETTINGS)),
        (document.part.numbering_part.element, parse_xml(_NUMBERING)),
    )
    for element, xml in parts:
        element[:] = list(xml)
    properties = document.core_properties._element
    properties[:] = []
    document.core_properties.title, document.core_properties.language = title[:255], "vi-VN"
    return document


def document_bytes(document: WordDocument) -> bytes:
    """The file. The same document gives the same bytes."""
    saved = io.BytesIO()
    document.save(saved)
    return repacked(saved, day=_EPOCH)
