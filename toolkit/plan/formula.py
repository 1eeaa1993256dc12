"""Formulas of the plan: + - * / and a few means of the values of other targets. Read here, exactly; nothing is executed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d{1,15}(?:\.\d{1,15})?)|\[(?P<bracket>[^\]]{1,60})\]|(?P<word>[^\W\d]\w*)|(?P<sign>[-+*/(),]))"
)
_DIGITS = 50  # of a root that is no exact number


@dataclass(frozen=True)
class Node:
    """A part of a formula: ``kind`` is ``number``, ``id``, ``neg``, an operator or the name of a function."""

    kind: str
    value: Fraction | str = ""
    parts: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Formula:
    """A formula as it is written, and what it says."""

    text: str
    root: Node

    @property
    def ids(self) -> tuple[str, ...]:
        """The targets whose values it asks for, each once."""
        return tuple(dict.fromkeys(_ids(self.root)))

    def value(self, values: Mapping[str, Fraction]) -> Fraction | None:
        """What it gives for the values of all its ``ids``; None where it cannot be (a division by 0, a root of less than 0).

        >>> formula_of("(A + B) / 2").value({"A": Fraction(1), "B": Fraction(1, 2)})
        Fraction(3, 4)
        """
        try:
            return _value(self.root, values)
        except (ZeroDivisionError, ValueError):
            return None


def geomean(*values: Fraction) -> Fraction:
    """The geometric mean: exact where it is a rational number, else to fifty digits.

    >>> geomean(Fraction(2), Fraction(8))
    Fraction(4, 1)
    """
    product = Fraction(1)
    for each in values:
        if each < 0:
            raise ValueError("no root")
        product *= each
    size = len(values)
    over, under = _whole_root(product.numerator, size), _whole_root(product.denominator, size)
    if over is not None and under is not None:
        return Fraction(over, under)
    with localcontext() as context:
        context.prec = _DIGITS
        root = (Decimal(product.numerator) / Decimal(product.denominator)) ** (Decimal(1) / Decimal(size))
        return Fraction(+root)


def _whole_root(value: int, size: int) -> int | None:
    near = round(value ** (1 / size)) if value < 2**200 else -1
    return next((each for each in (near - 1, near, near + 1) if each >= 0 and each**size == value), None)


def _mean(*values: Fraction) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


FUNCTIONS: Mapping[str, Callable[..., Fraction]] = {"min": min, "max": max, "mean": _mean, "geomean": geomean}


def formula_of(text: str) -> Formula:
    """Read a formula. Raises ValueError with what is wrong."""
    if len(text) > 1_000:
        raise ValueError("công thức dài quá 1000 chữ")
    tokens, place = list[tuple[str, str]](), 0
    while text[place:].strip():
        found = _TOKEN.match(text, place)
        if found is None:
            raise ValueError(
                f"không hiểu {text[place:].strip()[:10]!r}; dùng + - * / ( ) min max mean geomean và mã chỉ tiêu, mã có dấu thì đặt trong [ ]"
            )
        tokens.append((found.lastgroup or "", found[found.lastgroup or 0]))
        place = found.end()
    reader = _Reader(tokens)
    root = reader.sum()
    if reader.rest:
        raise ValueError(f"thừa {reader.rest[0][1]!r}")
    return Formula(text, root)


@dataclass
class _Reader:
    """The tokens that are still to be read."""

    rest: list[tuple[str, str]]
    depth: int = 0

    def take(self, *signs: str) -> str:
        if self.rest and self.rest[0][0] == "sign" and self.rest[0][1] in signs:
            return self.rest.pop(0)[1]
        return ""

    def need(self, sign: str) -> None:
        if not self.take(sign):
            raise ValueError(f"thiếu {sign!r}")

    def sum(self) -> Node:
        left = self.product()
        while sign := self.take("+", "-"):
            left = Node(sign, parts=(left, self.product()))
        return left

    def product(self) -> Node:
        left = self.factor()
        while sign := self.take("*", "/"):
            left = Node(sign, parts=(left, self.factor()))
        return left

    def factor(self) -> Node:
        self.depth += 1
        if self.depth > 200:
            raise ValueError("công thức lồng nhau quá nhiều tầng")
        if self.take("-"):
            return Node("neg", parts=(self.factor(),))
        if self.take("("):
            inner = self.sum()
            self.need(")")
            return inner
        if not self.rest:
            raise ValueError("công thức chưa hết")
        kind, word = self.rest.pop(0)
        if kind == "number":
            return Node("number", Fraction(word))
        if kind == "word" and word in FUNCTIONS and self.take("("):
            parts = [self.sum()]
            while self.take(","):
                parts.append(self.sum())
            self.need(")")
            return Node(word, parts=tuple(parts))
        if kind in ("word", "bracket"):
            return Node("id", word.strip())
        raise ValueError(f"không hiểu {word!r} ở đây")


def _ids(node: Node) -> Iterator[str]:
    if node.kind == "id":
        yield str(node.value)
    for part in node.parts:
        yield from _ids(part)


def _value(node: Node, values: Mapping[str, Fraction]) -> Fraction:
    if node.kind == "number":
        return Fraction(node.value)
    if node.kind == "id":
        return values[str(node.value)]
    parts = [_value(part, values) for part in node.parts]
    if node.kind == "neg":
        return -parts[0]
    if node.kind in FUNCTIONS:
        return FUNCTIONS[node.kind](*parts)
    left, right = parts
    if node.kind == "+":
        return left + right
    if node.kind == "-":
        return left - right
    return left * right if node.kind == "*" else left / right
