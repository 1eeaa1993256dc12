"""Numbers as people write them. What may be read in two ways is decided by its column, or not read at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

_WHOLE = re.compile(r"-?\d{1,30}")
_DECIMAL = re.compile(r"-?\d{1,30}([.,])\d{1,30}")
_VIETNAMESE = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?")
_ENGLISH = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
_EITHER = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}")


def parse_numbers(
    texts: Sequence[str | None],
    *,
    machine: bool = False,
    whole: bool = False,
    limits: Sequence[Fraction | None] | None = None,
) -> list[Fraction | None]:
    """Read a column of numbers exactly; None for what is no number or could be two numbers.

    ``1.234`` may be 1234 or 1,234: other cells of the column decide it, or ``whole`` (counts have no decimals),
    or ``limits`` (points do not exceed their maximum), or ``machine`` (real number cells have a decimal dot).

    >>> [str(n) for n in parse_numbers(["1.234", "95,5", "12", "abc", "1.234.567"])]
    ['1234', '191/2', '12', 'None', '1234567']
    >>> parse_numbers(["1.234"]), parse_numbers(["1.234"], whole=True)
    ([None], [Fraction(1234, 1)])
    """
    cleaned = ["" if text is None else text.strip().replace("\u00a0", "").replace("−", "-") for text in texts]
    sign = "." if machine else _decimal_sign(cleaned)
    return [
        _parse(text, sign=sign, whole=whole, limit=limit)
        for text, limit in zip(cleaned, limits or [None] * len(cleaned))
    ]


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
    if _WHOLE.fullmatch(text):
        return Fraction(int(text))
    if _EITHER.fullmatch(text):
        joined, split = _exact(re.sub("[.,]", "", text)), _exact(text.replace(",", "."))
        if sign:
            return split if sign in text else joined
        if whole:
            return joined
        return split if limit is not None and joined > limit >= split else None
    if _DECIMAL.fullmatch(text):
        return _exact(text.replace(",", "."))
    if _VIETNAMESE.fullmatch(text):
        return _exact(text.replace(".", "").replace(",", "."))
    return _exact(text.replace(",", "")) if _ENGLISH.fullmatch(text) else None


def _exact(text: str) -> Fraction:
    return Fraction(Decimal(text))
