"""The styles of an official document in Word: NĐ 30/2020/NĐ-CP, Phụ lục I. One table of figures, and their XML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

FONT = "Times New Roman"
TABLE_SIZES = (12, 11, 10, 9, 8)  # the largest at which a table fits its page is taken
_TWIPS_PER_CM, _TWIPS_PER_POINT, _LINE = 567, 20, 240


@dataclass(frozen=True)
class Form:
    """A paragraph style: sizes and spaces in points, the indent of the first line in cm, ``line`` in lines of text (0: no room).

    ``name`` is what Word shows; ``level`` is the place in the outline, from 0; ``kept`` keeps it with what follows.
    """

    name: str
    size: float = 14
    bold: bool = False
    italic: bool = False
    align: str = "both"
    first: float = 0
    before: float = 0
    after: float = 6
    line: float = 1.15
    kept: bool = False
    level: int | None = None
    bullet: bool = False
    follow: str = "Normal"


def _centred(name: str, **parts: Any) -> Form:
    return Form(name, **{"align": "center", "after": 0, "line": 1, **parts})


def _of_tables() -> dict[str, Form]:
    """For each size the cells of a table and the heads of its columns."""
    return {
        id: form
        for size in TABLE_SIZES
        for id, form in (
            (f"Cell{size}", Form(f"Ô bảng cỡ {size}", size, align="left", after=0, line=1)),
            (f"Head{size}", _centred(f"Đầu cột cỡ {size}", size=size, bold=True, kept=True)),
        )
    }


# By id, which is what a document stores; sizes that the decree leaves between two figures are the commoner ones.
FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "Normal": Form("Normal", first=1),
        "Ground": Form("Căn cứ", italic=True, first=1),
        "Note": Form("Ghi chú", 13, italic=True, first=1),
        "Brief": Form("Tóm tắt", 13, after=3, line=1.1),
        "Centred": _centred("Đoạn giữa", after=6, line=1.15),
        "ListBullet": Form("List Bullet", first=1, bullet=True, follow="ListBullet"),
        "Heading1": Form("heading 1", bold=True, first=1, before=12, kept=True, level=0),
        "Heading2": Form("heading 2", bold=True, first=1, before=6, kept=True, level=1),
        "Heading3": Form("heading 3", bold=True, italic=True, first=1, before=6, kept=True, level=2),
        "Caption": _centred("caption", size=13, bold=True, before=6, after=6, kept=True),
        "TableNote": Form("Ghi chú bảng", 11, italic=True, before=3, line=1),
        "Picture": _centred("Hình", before=6, kept=True),
        "Header": _centred("header", size=13, follow="Header"),
        "Country": _centred("Quốc hiệu", size=12, bold=True),
        "Motto": _centred("Tiêu ngữ", size=13, bold=True),
        "Parent": _centred("Cơ quan chủ quản", size=12),
        "Agency": _centred("Cơ quan ban hành", size=12, bold=True),
        "Number": _centred("Số, ký hiệu", size=13, before=6),
        "Place": _centred("Địa danh, thời gian", size=13, italic=True, before=6),
        "Title": _centred("Title", bold=True, before=18, kept=True, follow="Subtitle"),
        "Subtitle": _centred("Subtitle", bold=True, kept=True),
        "Rule": _centred("Nét kẻ", size=2, before=3, kept=True),
        "Gap": _centred("Khoảng cách", size=2, after=6),
        "End": _centred("Kết thúc", size=1, line=0),
        "Annex": _centred("Phụ lục", bold=True, kept=True, level=0, follow="AnnexTitle"),
        "AnnexTitle": _centred("Tên phụ lục", bold=True, kept=True, follow="Attached"),
        "Attached": _centred("Kèm theo", italic=True, after=12, kept=True),
        "CertificateHead": _centred("Dòng của giấy khen", size=16, before=14, after=10),
        "CertificateKind": _centred("Tên giấy khen", size=34, bold=True, before=16, after=20),
        "CertificateName": _centred("Người được khen", size=24, bold=True, before=6, after=8),
        "Office": _centred("Chức vụ người ký", bold=True, before=12, kept=True),
        "Signer": _centred("Họ tên người ký", bold=True, before=70),
        "Recipients": Form(
            "Nơi nhận", 12, bold=True, italic=True, align="left", before=12, after=0, line=1, follow="Recipient"
        ),
        "Recipient": Form("Danh sách nơi nhận", 11, align="left", after=0, line=1, follow="Recipient"),
        **_of_tables(),
    }
)

_TABLES = f"""
<w:styles {nsdecls("w")}>
 <w:docDefaults><w:rPrDefault><w:rPr>
  <w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/><w:color w:val="000000"/>
  <w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/>
 </w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>
 <w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>
 <w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/></w:style>
 <w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>
  <w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
 <w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="39"/>
  <w:tblPr><w:tblBorders>{"".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))}</w:tblBorders></w:tblPr>
  <w:tcPr><w:vAlign w:val="center"/></w:tcPr></w:style>
</w:styles>"""


def styles_element() -> object:
    """The whole ``w:styles`` of a document: one font, black, Vietnamese; nothing of Word's own theme."""
    styles = parse_xml(_TABLES)
    for id, form in FORMS.items():
        styles.append(parse_xml(_style(id, form)))
    return styles


def _style(id: str, form: Form) -> str:
    own = not form.name.isascii()
    head = f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId="{id}"'
    head += ' w:default="1">' if id == "Normal" else ' w:customStyle="1">' if own else ">"
    base = "" if id == "Normal" else '<w:basedOn w:val="Normal"/>'
    return (
        f'{head}<w:name w:val="{form.name}"/>{base}<w:next w:val="{form.follow}"/><w:qFormat/>'
        f"<w:pPr>{_paragraph(form)}</w:pPr><w:rPr>{_run(form)}</w:rPr></w:style>"
    )


def _paragraph(form: Form) -> str:
    """In the order that the schema wants."""
    return "".join(
        (
            f'<w:keepNext w:val="{int(form.kept)}"/>',
            "<w:keepLines/>" if form.kept else "",
            "<w:widowControl/>",
            '<w:numPr><w:numId w:val="1"/></w:numPr>' if form.bullet else "",
            f'<w:spacing w:before="{form.before * _TWIPS_PER_POINT:.0f}" w:after="{form.after * _TWIPS_PER_POINT:.0f}"'
            f' w:line="{form.line * _LINE or 1:.0f}" w:lineRule="{"auto" if form.line else "exact"}"/>',
            f'<w:ind w:left="0" w:right="0" w:firstLine="{form.first * _TWIPS_PER_CM:.0f}"/>',
            f'<w:jc w:val="{form.align}"/>',
            "" if form.level is None else f'<w:outlineLvl w:val="{form.level}"/>',
        )
    )


def _run(form: Form) -> str:
    size = round(form.size * 2)
    marks = ("<w:b/><w:bCs/>" if form.bold else "") + ("<w:i/><w:iCs/>" if form.italic else "")
    return f'{marks}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
