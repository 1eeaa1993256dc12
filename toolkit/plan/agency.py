"""The agency that runs a movement: one all along, or one after another under a single id, as departments are merged."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from .blocks import Block, Identifier, Text
from .faults import Fault


class Agency(Block):
    """The agency that runs the movement; its ``id`` stands for the whole of it in the tables. ``from``: since when it is
    called so, of one of several."""

    from_: date | None = Field(None, alias="from")
    id: Identifier
    name: Text
    parent: str = ""
    place: str = ""
    code: str = ""


def _kind(raw: Any) -> str:
    return "tuple[agency]" if isinstance(raw, (list, tuple)) else "node[agency]"


# The tags are those that the loader leaves out of a place in the file.
Agencies = Annotated[
    Annotated[Agency, Tag("node[agency]")] | Annotated[tuple[Agency, ...], Field(min_length=1), Tag("tuple[agency]")],
    Discriminator(_kind),
]


def agency_faults(agency: Agency | tuple[Agency, ...]) -> list[Fault]:
    """What is wrong with the days and the ids of an agency, or of several."""
    if isinstance(agency, Agency):
        return [(("agency", "from"), "chỉ ghi khi agency là danh sách nhiều tên theo ngày")] if agency.from_ else []
    faults: list[Fault] = []
    for n, each in enumerate(agency):
        if each.from_ is None:
            faults.append((("agency", n), "thiếu from: ngày bắt đầu của cơ quan này"))
        if each.id != agency[0].id:
            faults.append(
                (("agency", n, "id"), f"các tên của cơ quan theo ngày phải có cùng một mã; mã đầu là {agency[0].id}")
            )
        before = agency[n - 1].from_ if n else None
        if before is not None and each.from_ is not None and each.from_ <= before:
            faults.append((("agency", n, "from"), "các dòng phải theo thứ tự ngày, mỗi ngày một dòng"))
    return faults


def standing_on(agency: Agency | tuple[Agency, ...], day: date) -> Agency | tuple[Agency, ...]:
    """The agencies that there have been by a day, the last of them in force; before the first of them that one."""
    if isinstance(agency, Agency):
        return agency
    known = tuple(each for each in agency if each.from_ is not None and each.from_ <= day)
    return agency if known == agency else known or agency[:1]
