"""Numbers as people write them. What may be read in two ways is decided by its column, or not read at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from ..words.ids import WIDE
from .number_sql import NUMERIC
from .tables import EXACT, UNREAD_CELL

_WHOLE = re.compile(r"-?\d{1,30}", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,30}([.,])\d{1,30}", re.ASCII)
_VIETNAMESE = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?", re.ASCII)
_ENGLISH = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_SPACED = re.compile(r"(-?\d{1,3}(?: \d{3})+)([.,]\d+)?", re.ASCII)
_EITHER = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_FOLDED = str.maketrans({"−": "-", **{wide: sign for wide, sign in WIDE.items() if sign in NUMERIC}})
_BLANKS = re.compile(r"[\s\u00a0\u2007\u202f]+")


def parse_numbers(
    texts: Sequence[str | None],
    *,
    machine: bool = False,
    whole: bool = False,
    limits: Sequence[Fraction | None] | None = None,
    files: Sequence[int] | None = None,
) -> list[Fraction | None]:
    """Read a column of numbers exactly; None for what is no number or could be two numbers.

    ``1.234`` may be 1234 or 1,234: other cells of the column decide it, or ``whole`` (counts have no decimals, but
    ``9.000`` is 9 or 9000, and both are counts), or ``limits`` (points do not exceed their maximum), or ``machine``
    (real number cells have a decimal dot). ``files`` says which file each cell is of: what one office writes decides
    nothing about another's.

    >>> [str(n) for n in parse_numbers(["1.234", "95,5", "12", "abc", "1.234.567"])]
    ['1234', '191/2', '12', 'None', '1234567']
    >>> parse_numbers(["1.234"]), parse_numbers(["1.234"], whole=True)
    ([None], [Fraction(1234, 1)])
    >>> parse_numbers(["9.000"], whole=True), parse_numbers(["9.000", "1.234.567"], whole=True)[0]
    ([None], Fraction(9000, 1))
    >>> parse_numbers(["1.234", "95,5"], files=[0, 1])
    [None, Fraction(191, 2)]
    """
    cleaned = [_cleaned(text) for text in texts]
    places = list(files or [0] * len(cleaned))
    groups: dict[int, list[str]] = {}
    for place, text in zip(places, cleaned):
        groups.setdefault(place, []).append(text)
    signs = {place: "." if machine else _decimal_sign(group) for place, group in groups.items()}
    return [
        _parse(text, sign=signs[place], whole=whole, limit=limit)
        for text, place, limit in zip(cleaned, places, limits or [None] * len(cleaned))
    ]


def number_fault(text: str | None) -> tuple[str, str]:
    """What keeps a text from being a number, and what to do; the text itself is not quoted.

    >>> number_fault("95,5%")[0], number_fault("1.234")[0]
    ('là tỷ lệ phần trăm, không phải số đếm', 'có thể đọc theo hai cách (dấu hàng nghìn hay dấu thập phân)')
    """
    bare = _cleaned(text)
    if bare.endswith("%"):
        return "là tỷ lệ phần trăm, không phải số đếm", "ghi số đếm của tử số và mẫu số, bỏ ký hiệu %"
    if bare == UNREAD_CELL:
        return "có nội dung nhưng không đọc được", "gõ lại giá trị"
    if bare.startswith("#"):
        return "là ô lỗi hoặc công thức chưa có kết quả", "tính lại công thức rồi lưu, hoặc nhập giá trị"
    if is_ambiguous(bare):
        problem = "có thể đọc theo hai cách (dấu hàng nghìn hay dấu thập phân)"
        return problem, "bỏ dấu hàng nghìn, dùng dấu phẩy cho phần thập phân, ví dụ 1234 hoặc 1,5"
    if re.fullmatch(r"-?\d([.,]\d+)?[eE][+-]?\d+", bare):
        return "là số rút gọn của bảng tính (như 1,23E+14)", "định dạng cột là số, không rút gọn, rồi nhập lại"
    if re.fullmatch(rf"{EXACT}-?\d(\.\d+)?e\+\d+", bare):
        return "quá lớn nên phần mềm đã làm tròn", "kiểm tra lại và nhập đúng số"
    return "không phải là số", "nhập số, ví dụ 12,5; không kèm chữ"


def is_ambiguous(text: str | None) -> bool:
    """Whether a text by itself is one of two numbers, thousands or decimals.

    >>> is_ambiguous("9.000"), is_ambiguous("9.0"), is_ambiguous("0,500")
    (True, False, False)
    """
    return bool(_EITHER.fullmatch(_cleaned(text)))


def _cleaned(text: str | None) -> str:
    """The text without blanks around it, signs of one form, blanks between thousands as one space."""
    return _BLANKS.sub(" ", text or "").strip().translate(_FOLDED)


def _decimal_sign(texts: Sequence[str]) -> str:
    """The decimal sign that the unambiguous cells of a column agree on; empty if none or both."""
    signs = set()
    for text in texts:
        if _EITHER.fullmatch(text):
            continue
        if match := _DECIMAL.fullmatch(text):
            signs.add(match[1])
        elif _VIETNAMESE.fullmatch(text):
            signs.add(",")
        elif _ENGLISH.fullmatch(text):
            signs.add(".")
    return signs.pop() if len(signs) == 1 else ""


def _parse(text: str, *, sign: str, whole: bool, limit: Fraction | None) -> Fraction | None:
    if text.startswith(EXACT):
        return _machine(text[1:])
    if match := _SPACED.fullmatch(text):
        return _exact(match[1].replace(" ", "") + (match[2] or "").replace(",", "."))
    if _WHOLE.fullmatch(text):
        return Fraction(int(text))
    if _EITHER.fullmatch(text):
        joined, split = _exact(re.sub("[.,]", "", text)), _exact(text.replace(",", "."))
        if sign:
            return split if sign in text else joined
        if whole:
            return joined if split.denominator != 1 else None
        return split if limit is not None and joined > limit >= split else None
    if _DECIMAL.fullmatch(text):
        return _exact(text.replace(",", "."))
    if _VIETNAMESE.fullmatch(text):
        return _exact(text.replace(".", "").replace(",", "."))
    return _exact(text.replace(",", "")) if _ENGLISH.fullmatch(text) else None


def _machine(text: str) -> Fraction | None:
    """A number that the file holds as one: its dot is the decimal sign; of a number too large its last digits are gone."""
    text = text.strip()
    return _exact(text) if re.fullmatch(r"-?\d{1,30}(\.\d{1,30})?(e-\d{1,2})?", text) else None


def _exact(text: str) -> Fraction:
    return Fraction(Decimal(text))
