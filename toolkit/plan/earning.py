"""What the value of a target earns: in proportion, all or nothing, by steps, along a curve, or so much taken off."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from .amounts import AMOUNT_SCHEMA, Amount, AmountText, Points, amount_of
from .blocks import Block
from .faults import Fault, Faults, refuse

_LOWER, _UPPER = ("from", "above"), ("to", "below")


class Step(Block):
    """Points for a value within edges: ``from`` and ``to`` belong to the step, ``above`` and ``below`` do not."""

    from_: AmountText | None = Field(None, alias="from")
    above: AmountText | None = None
    to: AmountText | None = None
    below: AmountText | None = None
    points: Points

    def holds(self, value: Fraction) -> bool:
        """Whether a value lies within the edges."""
        return (
            (self.from_ is None or value >= self.from_.value)
            and (self.above is None or value > self.above.value)
            and (self.to is None or value <= self.to.value)
            and (self.below is None or value < self.below.value)
        )

    @property
    def edges(self) -> tuple[tuple[str, Amount], ...]:
        """Its edges by their keys in the plan."""
        every = (("from", self.from_), ("above", self.above), ("to", self.to), ("below", self.below))
        return tuple((key, edge) for key, edge in every if edge is not None)

    @model_validator(mode="after")
    def _has_an_edge(self) -> Step:
        if not self.edges:
            raise ValueError("mỗi mức cần ít nhất một mép: from, above, to hoặc below")
        lower, upper = ([edge.value for key, edge in self.edges if key in keys] for keys in (_LOWER, _UPPER))
        if len({edge.percent for _, edge in self.edges}) == 1 and lower and upper and max(lower) > min(upper):
            raise ValueError("mép dưới (from, above) lớn hơn mép trên (to, below) nên không giá trị nào đạt mức này")
        return self


CurvePoint = tuple[Amount, Fraction]  # a value, and the points that it earns


def _curve(raw: Any) -> tuple[CurvePoint, ...]:
    """What the key ``curve`` says: at least two values that rise, each with its points. Raises Faults."""
    if isinstance(raw, tuple):
        return raw
    if not isinstance(raw, list) or len(raw) < 2:
        raise ValueError("phải là danh sách ít nhất hai điểm [kết quả, điểm], ví dụ [[0%, 0], [50%, 3], [80%, 6]]")
    points: list[CurvePoint] = []
    faults: list[Fault] = []
    for n, each in enumerate(raw):
        try:
            if not isinstance(each, list) or len(each) != 2:
                raise ValueError("phải là [kết quả, điểm], ví dụ [50%, 3]")
            value, earned = amount_of(each[0]), amount_of(each[1])
            if earned.percent or earned.value < 0:
                raise ValueError("điểm phải là số không âm")
            points.append((value, earned.value))
        except ValueError as error:
            faults.append(((n,), str(error)))
    refuse(faults)
    if any(one.value >= other.value for (one, _), (other, _) in pairwise(points)):
        raise Faults([((), "các kết quả phải tăng dần, không trùng nhau")])
    return tuple(points)


Curve = Annotated[
    tuple[CurvePoint, ...],
    BeforeValidator(_curve),
    WithJsonSchema(
        {
            "type": "array",
            "items": {
                "type": "array",
                "prefixItems": [AMOUNT_SCHEMA, {"type": "number", "minimum": 0}],
                "minItems": 2,
                "maxItems": 2,
            },
        }
    ),
]


def along(curve: tuple[CurvePoint, ...], value: Fraction) -> Fraction:
    """The points of a value on a curve: straight between its points, level beyond its ends.

    >>> along(((Amount(value=Fraction(0), percent=False), Fraction(0)), (Amount(value=Fraction(4), percent=False), Fraction(6))), Fraction(1))
    Fraction(3, 2)
    """
    if value <= curve[0][0].value:
        return curve[0][1]
    for (low, less), (high, more) in pairwise(curve):
        if value <= high.value:
            return less + (more - less) * (value - low.value) / (high.value - low.value)
    return curve[-1][1]
