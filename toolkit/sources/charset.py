"""Bytes to text: Unicode as it says, cp1258 where that is certain; old Vietnamese encodings are named, not guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from ..plan.standard import SOURCES
from ..words.vocabulary import UNIT_LIST

_TONED = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"
_LETTERS = frozenset(_TONED + _TONED.upper() + "bcdghjklmnpqrstvwxzfBCDGHJKLMNPQRSTVWXZF")
# TCVN3 (ABC), as it looks when it is taken for Western European.
_TCVN3 = str.maketrans(
    "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\u00adøõö÷ùýúûüþ¡¢£¤¥¦§",
    "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵăâêôơưđ",
)
# VNI: the vowel, then a letter for its marks.
_VNI_MARKS = {
    "ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323", "â": "\u0302", "à": "\u0302\u0300",
    "á": "\u0302\u0301", "å": "\u0302\u0309", "ã": "\u0302\u0303", "ä": "\u0302\u0323", "ê": "\u0306",
    "è": "\u0306\u0300", "é": "\u0306\u0301", "ú": "\u0306\u0309", "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_SINGLE = {"ñ": "đ", "ö": "ư", "ô": "ơ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI = re.compile(f"([aeiouyöô])([{''.join(_VNI_MARKS)}])|([{''.join(_VNI_SINGLE)}])")
_WORD = re.compile(r"[^\W\d_]+")
_COMMON = (
    "phòng sở của và người đã đơn vị số được điểm tỷ lệ bảng tổng hợp danh sách tiếp nhận kết quả trung tâm lao động"
)
_SAMPLE = 100_000  # characters looked at


def _accented(texts: Iterable[str]) -> frozenset[str]:
    words = {word for text in texts for word in _WORD.findall(unicodedata.normalize("NFC", text).lower())}
    return frozenset(word for word in words if not word.isascii())


_WORDS = _accented(
    [_COMMON]
    + [
        text
        for source in (*SOURCES.values(), UNIT_LIST)
        for column in source.columns
        for text in (column.header, *(word for words in column.values.values() for word in words))
    ]
)


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding: ``utf-8``, ``utf-16``, ``utf-32``, ``cp1258``; "" if none is certain."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32")):
        if data.startswith(mark):
            return _strict(data, name)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _strict(data, "utf-16")
    head = data[:4096]
    for start, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(head) > 3 and head[start::2].count(0) > 0.4 * len(head[start::2]) and not head[1 - start :: 2].count(0):
            return _strict(data, name)
    text, name = _strict(data, "utf-8")
    if name:
        return text, name
    text = unicodedata.normalize("NFC", _strict(data, "cp1258")[0])
    letters = {char for char in text if not char.isascii() and (char.isalpha() or unicodedata.combining(char))}
    certain = letters <= _LETTERS and _score(text) > max(2, _score(_from_tcvn3(_western(data))))
    return (text, "cp1258") if certain and not legacy_name(_western(data)) else ("", "")


def _strict(data: bytes, name: str) -> tuple[str, str]:
    try:
        return data.decode(name).lstrip("\ufeff"), name
    except UnicodeDecodeError:
        return "", ""


def undecoded(data: bytes) -> str:
    """Bytes of an unknown encoding as Western European text, in which old encodings can be recognised."""
    return _western(data[:_SAMPLE])


def _western(data: bytes) -> str:
    return "".join(
        char if char != "\ufffd" else chr(byte) for byte, char in zip(data, data.decode("cp1252", "replace"))
    )


# A letter that is the first byte of two or more, and what can be the second: without them nothing was UTF-8.
_TWO_BYTES = re.compile("[\u00c2-\u00f4][\u0080-\u00bf\u0100-\uffff]")


def legacy_name(text: str) -> str:
    """The old or broken encoding that a text is written in; empty if it is none that we know.

    >>> legacy_name("M· ®¬n vÞ,Ngµy tiÕp nhËn"), legacy_name("Maõ ñôn vò"), legacy_name("MÃ£ Ä‘Æ¡n vá»‹"), legacy_name("Mã đơn vị")
    ('TCVN3 (ABC)', 'VNI', 'UTF-8 bị đọc nhầm thành mã Tây Âu', '')
    """
    text = unicodedata.normalize("NFC", text[:_SAMPLE])
    if text.isascii():
        return ""
    if len({word for word in text.split() if _TWO_BYTES.search(word) and _is_mojibake(word)}) > 1:
        return "UTF-8 bị đọc nhầm thành mã Tây Âu"
    plain = _score(text)
    # VNI has letters that Vietnamese has not (ñ, ö, ï, ä): without them "đôn đốc" must not be taken for "đơn".
    is_vietnamese = _LETTERS.issuperset(char for char in text if char.isalpha() and not char.isascii())
    scores = {"TCVN3 (ABC)": _score(_from_tcvn3(text)), "VNI": 0 if is_vietnamese else _score(_from_vni(text))}
    name = max(scores, key=lambda each: scores[each])
    return name if scores[name] > max(1, plain) else ""


def _score(text: str) -> int:
    return len(_WORDS & set(_WORD.findall(text.lower())))


def _from_tcvn3(text: str) -> str:
    return text.translate(_TCVN3)


def _from_vni(text: str) -> str:
    def marked(match: re.Match) -> str:
        if match[3]:
            return _VNI_SINGLE[match[3]]
        return _VNI_SINGLE.get(match[1], match[1]) + _VNI_MARKS[match[2]]

    return unicodedata.normalize("NFC", _VNI.sub(marked, text.lower()))


def _is_mojibake(word: str) -> bool:
    """Whether a word is UTF-8 that was read as cp1252 or Latin-1."""
    if word.isascii():
        return False
    try:
        data = b"".join(
            c.encode("cp1252") if ord(c) > 255 or not 0x80 <= ord(c) < 0xA0 else bytes([ord(c)]) for c in word
        )
        meant = unicodedata.normalize("NFC", data.decode("utf-8"))
    except UnicodeError:
        return False
    return any(char in _LETTERS and not char.isascii() for char in meant)
