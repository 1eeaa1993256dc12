"""Find personal data in a text: identity, telephone and bank account numbers, e-mail addresses. What is found is never told.

Few false alarms on codes: identity numbers and telephone numbers begin with 0 and have a known structure, which no
statistic and no dossier code has; a number without such a structure counts only beside a word that says what it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

IDENTITY, PHONE, ACCOUNT, EMAIL = (
    "số căn cước hoặc CMND",
    "số điện thoại",
    "số tài khoản ngân hàng",
    "địa chỉ thư điện tử",
)

LEFT_OUT = "(không nêu)"  # what a message shows in the place of personal data

_SEPARATOR = r"(?: ?[.–-] ?| )"
# No part of a longer number, word, decimal or code such as HS-0912345678 or 240526-0912345678.
_BEFORE = r"(?<!\w)(?<!\d[.-])(?<![A-Z]{2}-)"
_AFTER = r"(?![\w%])(?!,\d)"
# The province in which a birth was registered: the first three digits of an identity number.
_BIRTHPLACE = "0(?:0[12468]|1[0124579]|2[024-7]|3[013-8]|4[024-689]|5[12468]|6[024678]|7[024579]|8[0234679]|9[1-6])"


def _shapes(first: str, *shapes: Sequence[int]) -> str:
    """The ways in which people group the digits of a number: group sizes, the first group beginning with ``first``.

    ``first`` is a pattern of two digits.
    """
    return "|".join(
        first + rf"\d{{{shape[0] - 2}}}" + "".join(rf"{_SEPARATOR}\d{{{size}}}" for size in shape[1:])
        for shape in shapes
    )


_MOBILE = _shapes(
    "0[35789]",
    (10,),
    (4, 6),
    (4, 3, 3),
    (4, 2, 2, 2),
    (4, 2, 4),
    (3, 7),
    (3, 3, 4),
    (3, 4, 3),
    (3, 3, 2, 2),
    (3, 2, 2, 3),
)
_LANDLINE = (
    _shapes(
        "02", (11,), (4, 7), (4, 4, 3), (4, 3, 4), (4, 1, 3, 3), (4, 1, 6), (4, 3, 2, 2), (3, 8), (3, 4, 4), (3, 2, 6)
    )
    + rf"|\(02\d{{1,2}}\){_SEPARATOR}?\d{{3,4}}{_SEPARATOR}?\d{{3,4}}"
)
_DOTTED = r"0[35789](?:\.\d\d){4}"
_ABROAD = rf"(?:\+|(?<!\d)00)84{_SEPARATOR}?(?:\(0\))?[2-9]\d(?:{_SEPARATOR}?\d){{7,8}}"
_PHONE = re.compile(rf"{_BEFORE}(?:{_MOBILE}|{_LANDLINE}|{_DOTTED}|{_ABROAD}){_AFTER}")
_IDENTITY = re.compile(
    rf"{_BEFORE}{_BIRTHPLACE}(?:[0-3]\d{{8}}|{_SEPARATOR}[0-3]\d\d{_SEPARATOR}\d{{3}}{_SEPARATOR}\d{{3}}"
    rf"|[0-3]{_SEPARATOR}\d{{4}}{_SEPARATOR}\d{{4}}|{_SEPARATOR}[0-3]\d{{8}}){_AFTER}"
)
_MOBILE_PREFIX = re.compile(r"0(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9\d)|02")
# Digits with what people put between them; cheap to find, and rare in a report.
_ZONE = re.compile(r"\d[\d().\- –\u00a0\u2009\u202f]{6,}\d")
_RUN = re.compile(rf"(?<!\w)\d(?:{_SEPARATOR}?\d){{7,18}}(?!\w)")
_QUANTITY = re.compile(r"[1-9]\d{0,2}(?:[. ]\d{3})+|\d+\.\d{5,}")  # 1.234.567, 0.123456
_AT = re.compile(r"@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}\b")
_WORDS = (  # what the words before a number say that it is, and how many digits it then has
    (
        IDENTITY,
        re.compile(
            r"\b(?:cccd|cmnd|cmtnd|cmt|căn cước(?: công dân)?|chứng minh(?: nhân dân| thư)?|(?:số|mã) định danh(?: cá nhân)?)\b[^\d\n<>]{0,12}$"
        ),
        (9, 12),
    ),
    (
        PHONE,
        re.compile(r"\b(?:s?đt(?:dđ|dd)?|điện thoại|di động|tel|phone|mobile|hotline|zalo)\b[^\d\n<>]{0,12}$"),
        (8, 9, 10, 11),
    ),
    (ACCOUNT, re.compile(r"\b(?:stk|tk|(?:số )?tài khoản|account)\b[^\d\n<>]{0,40}$"), range(9, 20)),
    (ACCOUNT, re.compile(r"\b(?:ngân hàng|\w*bank|vcb|bidv|acb|shb|vib)\b[^\d\n<>]{0,20}$"), range(9, 20)),
)
_BANK_AFTER = re.compile(r"^[^\w\n]{0,4}(?:tại |ở )?(?:ngân hàng|\w*bank|vcb|bidv|acb|shb|vib)\b")
_BARE = re.compile(
    rf"{_BEFORE}[1-9]\d{{8}}(?![\w%.,/-])(?! *(?:đ|đồng|vnđ|vnd|người|hồ sơ|lượt|văn bản|tài khoản|%)\b)", re.I
)
_PERSONAL_NAME = re.compile(r"\d{9,}|@")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_NEAR, _FAR = 48, 24  # characters looked at before and after a number


def personal_kinds(text: str) -> tuple[str, ...]:
    """The kinds of personal data that a text holds, in the order of this module; empty if none.

    The time grows with the length of the text and no faster.

    >>> personal_kinds("Liên hệ 0912 345 678 hoặc a.b@example.vn"), personal_kinds("000.00.00.H10-240526-0001")
    (('số điện thoại', 'địa chỉ thư điện tử'), ())
    """
    found = {kind for _, _, kind in _hits(text)}
    return tuple(kind for kind in (IDENTITY, PHONE, ACCOUNT, EMAIL) if kind in found)


def personal_in_cell(text: str) -> tuple[str, ...]:
    """The same for a cell in which people write what they like: nine digits alone count too, unless said to be money or cases.

    >>> personal_in_cell("Ông A, 285123456"), personal_in_cell("Kinh phí 285123456 đồng")
    (('số căn cước hoặc CMND',), ())
    """
    kinds = personal_kinds(text)
    return kinds if kinds or not _BARE.search(text) else (IDENTITY,)


def is_personal_name(name: str) -> bool:
    """Whether the name of a file or folder may hold personal data: a long number, or the sign of an address.

    >>> is_personal_name("van_ban__VP.csv"), is_personal_name("079084001234.xlsx"), is_personal_name("a@b.vn.csv")
    (False, True, True)
    """
    return _PERSONAL_NAME.search(name) is not None


def masked(text: str) -> str:
    """A text for a message: what may be personal data is left out.

    >>> masked("cột 'Bà A 0912345678'")
    "cột 'Bà A (không nêu)'"
    """
    for start, end, _ in sorted(_hits(text), reverse=True):
        text = text[:start] + LEFT_OUT + text[end:]
    return text


def _hits(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a text holds personal data, and which: no two places overlap."""
    for match in _AT.finditer(text):
        start = match.start()
        while start and start > match.start() - 64 and (text[start - 1].isalnum() or text[start - 1] in "._%+-"):
            start -= 1
        if start < match.start():
            yield start, match.end(), EMAIL
    for zone in _ZONE.finditer(text):
        if sum(map(str.isdigit, zone.group())) >= 8:
            yield from _numbers(text, zone.start(), zone.end())


def _numbers(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The first number in a zone of digits that is personal data; the whole zone is its place."""
    before = max(0, start - _NEAR)
    # The same length after as before: digits and blanks of other scripts become ours one by one.
    window = _FOREIGN.sub(lambda c: unicodedata.normalize("NFKC", c[0])[0], text[before : end + _FAR])
    # Only what begins in the zone, or with a sign right before it: at the window's edges other numbers are cut off.
    first, last = max(0, start - before - 1), end - before
    here = {
        kind: [match.group() for match in pattern.finditer(window, first) if match.start() < last]
        for kind, pattern in ((IDENTITY, _IDENTITY), (PHONE, _PHONE))
    }
    if here[IDENTITY]:
        yield start, end, IDENTITY
    elif any(map(_is_phone, here[PHONE])):
        yield start, end, PHONE
    else:
        for run in _RUN.finditer(window, start - before):
            if run.start() < last and (kind := _by_words(window, run)):
                yield start, end, kind
                return


def _is_phone(number: str) -> bool:
    digits = re.sub(r"\D", "", number)
    return not number.startswith(("0", "(")) or digits.startswith("0084") or bool(_MOBILE_PREFIX.match(digits))


def _by_words(window: str, run: re.Match[str]) -> str:
    """What the words around a number say that it is; empty where they say nothing, or it is written as a quantity."""
    start, end = run.span()
    digits, before = sum(map(str.isdigit, run.group())), window[max(0, start - _NEAR) : start].lower()
    quantity = bool(_QUANTITY.fullmatch(run.group()))
    for kind, words, lengths in _WORDS:
        if digits in lengths and (kind == IDENTITY or not quantity) and words.search(before):
            return kind
    is_account = digits >= 9 and not quantity and _BANK_AFTER.match(window[end : end + _FAR].lower())
    return ACCOUNT if is_account else ""
