"""How points become a score, a rank and a band."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from .amounts import AMOUNT_SCHEMA, Amount, Points, Ratio, Score, share_of
from .blocks import Block, Text
from .faults import refuse


def _met(raw: Any) -> str | int | tuple[str, ...]:
    """What ``met`` asks for: all, so many, or these items."""
    if raw == "all":
        return "all"
    if isinstance(raw, tuple):
        return raw
    if isinstance(raw, int) and not isinstance(raw, bool) and raw > 0:
        return raw
    if isinstance(raw, list) and raw and all(isinstance(each, str) for each in raw):
        return tuple(raw)
    raise ValueError("phải là all, một số mục, hoặc danh sách mã mục, ví dụ [TC1, TC2]")


MetText = Annotated[
    str | int | tuple[str, ...],
    BeforeValidator(_met),
    WithJsonSchema(
        {
            "anyOf": [
                {"const": "all", "type": "string"},
                {"type": "integer", "minimum": 1},
                {"items": {"type": "string"}, "type": "array"},
            ]
        }
    ),
]
ShareText = Annotated[Amount, BeforeValidator(share_of), WithJsonSchema(AMOUNT_SCHEMA)]


class Requires(Block):
    """What a band asks for besides points: so many items met (all, a number, or these), a share of sections' points."""

    met: MetText | None = None
    section: dict[str, ShareText] = {}

    @model_validator(mode="after")
    def _asks_for_something(self) -> Requires:
        if self.met is None and not self.section:
            raise ValueError("cần met hoặc section")
        return self


class Band(Block):
    """A grade of the score, from its edge (included) up to the next, and for who fulfils what it ``requires``."""

    name: Text
    from_: Score | None = Field(None, alias="from")
    requires: Requires | None = None

    @model_validator(mode="after")
    def _asks_for_something(self) -> Band:
        if self.from_ is None and self.requires is None:
            raise ValueError("thiếu from: điểm thấp nhất của mức, hoặc requires: điều kiện của mức")
        return self


class Robustness(Block):
    """How firm ranks are tried: ``draws`` of random weights around the plan's points (Dirichlet), from one ``seed``.

    The higher the ``concentration``, the nearer the weights stay to the plan's: with 100, an item of 6 points of 100
    weighs between about 3 and 10 in nine draws of ten.
    """

    draws: Annotated[int, Field(ge=1_000, le=1_000_000, strict=True)] = 10_000
    concentration: Annotated[int, Field(ge=1, le=100_000, strict=True)] = 100
    seed: Annotated[int, Field(ge=0, strict=True)] = 2022


class Scoring(Block):
    """The rules of points, score, rank and band. None of them is fixed by the movement's text."""

    cap: Ratio = Fraction(1)
    missing: Literal["zero", "exclude"] = "zero"
    decimals: Annotated[int, Field(ge=0, le=6, strict=True)] = 2
    bonus_cap: Points | None = None
    bands: Annotated[tuple[Band, ...], Field(min_length=1)]
    tie_breaks: tuple[str, ...] = ()
    groups: Text | None = None
    robustness: Robustness = Robustness()
    note: str = ""

    @property
    def gates(self) -> bool:
        """Whether a band asks for more than points: then the first in the plan's order that holds is a unit's."""
        return any(band.requires for band in self.bands)

    @property
    def bands_from_the_best(self) -> tuple[Band, ...]:
        """The bands, the best first: in the plan's order where one requires more than points, else by their edges."""
        if self.gates:
            return self.bands
        return tuple(sorted(self.bands, key=lambda band: band.from_ or 0, reverse=True))

    @model_validator(mode="after")
    def _bands_differ(self) -> Scoring:
        edges = [None if band.requires else band.from_ for band in self.bands]
        names = [band.name for band in self.bands]
        refuse(
            [
                *(
                    (("bands", n, "from"), "hai mức xếp loại cùng một ngưỡng from")
                    for n, edge in enumerate(edges)
                    if edge is not None and edge in edges[:n]
                ),
                *(
                    (("bands", n, "name"), f"hai mức xếp loại cùng tên {name!r}")
                    for n, name in enumerate(names)
                    if self.gates and name in names[:n]
                ),
            ]
        )
        return self
