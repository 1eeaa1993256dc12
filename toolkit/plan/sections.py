"""Sections of a plan: items in levels to any depth, subtotals, gates. The targets in them are known by their ids."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Discriminator, Field, Tag, model_validator

from .amounts import Points
from .blocks import Block, Identifier, Text
from .faults import Place, refuse
from .grading import ShareText
from .items import Item
from .targets import Target

SECTION, TARGET, KNOWN, ITEM = (f"node[{name}]" for name in ("section", "target", "id", "item"))  # kinds of entries
_OF_LEAVES = frozenset((*Target.model_fields, *Item.model_fields))  # steps of a target are blocks as well
_OF_A_TARGET = ("source", "measure", "goal", "normalise", "population", "success", "curve", "each", "weight")


class TargetId(Block):
    """A target of the plan that stands in a section."""

    id: Identifier


class Else(Block):
    """What becomes of a section that earns less than it has to: no band above one, or no points."""

    band_at_most: Text | None = None
    points: Literal[0] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Else:
        if self.band_at_most is None and self.points is None:
            raise ValueError("cần band_at_most: mức xếp loại cao nhất còn được, hoặc points: 0")
        return self


def kind_of(raw: Any) -> str:
    """What an entry of a section is: a section with items of its own, a target, or an item that is appraised."""
    if isinstance(raw, (Section, Target, TargetId)):
        return {Section: SECTION, Target: TARGET, TargetId: KNOWN}[type(raw)]
    if isinstance(raw, dict) and entries_key(raw):
        return SECTION
    return TARGET if isinstance(raw, dict) and any(key in raw for key in _OF_A_TARGET) else ITEM


def entries_key(raw: Mapping[Any, Any]) -> str:
    """The key under which an entry of a section has entries of its own, misspelt or not; empty where it has none."""
    if "items" in raw:
        return "items"
    return next((str(key) for key, value in raw.items() if key not in _OF_LEAVES and has_blocks(value)), "")


def has_blocks(value: Any) -> bool:
    """Whether a value of the file is a list of blocks, as only a section has."""
    return isinstance(value, list) and bool(value) and all(isinstance(each, dict) for each in value)


class Section(Block):
    """Items under one heading. ``points`` are what they earn at most together; without them, the sum of theirs.

    Below ``at_least`` of its points, ``else`` holds.
    """

    id: Identifier
    name: Text
    points: Points | None = None
    at_least: ShareText | None = None
    else_: Else | None = Field(None, alias="else")
    items: Annotated[tuple[Node, ...], Field(min_length=1)]
    note: str = ""

    @model_validator(mode="after")
    def _gate_is_whole(self) -> Section:
        if (self.at_least is None) != (self.else_ is None):
            missing = "else" if self.else_ is None else "at_least"
            refuse([((), f"thiếu {missing}: at_least (mức thấp nhất) và else (dưới mức đó thì sao) đi cùng nhau")])
        return self

    def leaves(self) -> Iterator[Target | TargetId | Item]:
        """Whatever earns points in it, in order."""
        for each in self.items:
            if isinstance(each, Section):
                yield from each.leaves()
            else:
                yield each

    def mapped(self, change: Callable[[Any], Any]) -> Section:
        """The section with each of its leaves changed."""
        items = tuple(each.mapped(change) if isinstance(each, Section) else change(each) for each in self.items)
        return self.model_copy(update={"items": items})


Node = Annotated[
    Annotated[Section, Tag(SECTION)]
    | Annotated[Target, Tag(TARGET)]
    | Annotated[TargetId, Tag(KNOWN)]
    | Annotated[Item, Tag(ITEM)],
    Discriminator(kind_of),
]
Section.model_rebuild()


class Standing(NamedTuple):
    """Where something stands in the sections: its level (1 for a section) and the section above it."""

    level: int
    parent: str


def standings(sections: Sequence[Section]) -> Mapping[str, Standing]:
    """Id → where it stands, of everything in the sections, in their order."""
    found: dict[str, Standing] = {}

    def walk(node: Any, level: int, parent: str) -> None:
        found[node.id] = Standing(level, parent)
        for each in node.items if isinstance(node, Section) else ():
            walk(each, level + 1, node.id)

    for section in sections:
        walk(section, 1, "")
    return found


def every_section(sections: Sequence[Any]) -> Iterator[Section]:
    """Every section of every level, each before those within it."""
    for each in sections:
        if isinstance(each, Section):
            yield each
            yield from every_section(each.items)


def raw_leaves(raw: Mapping[str, Any]) -> Iterator[tuple[Place, dict[str, Any]]]:
    """The entries of sections, as the file has them, that are no sections: where each stands, and what it says."""
    yield from (
        (place, each) for place, each in _raw_nodes(raw, "sections", ()) if not entries_key(each) and len(place) > 2
    )


def raw_targets(raw: Mapping[str, Any]) -> Iterator[tuple[Place, dict[str, Any]]]:
    """The targets, within sections and without, as the file has them."""
    listed = raw.get("targets")
    for n, each in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(each, dict):
            yield ("targets", n), each
    yield from (entry for entry in raw_leaves(raw) if kind_of(entry[1]) == TARGET)


def raw_sections(raw: Mapping[str, Any]) -> Iterator[tuple[Place, dict[str, Any]]]:
    """The sections of every level, as the file has them."""
    yield from (
        (place, each) for place, each in _raw_nodes(raw, "sections", ()) if entries_key(each) or len(place) == 2
    )


def _raw_nodes(raw: Mapping[str, Any], key: str, place: Place) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Every entry of sections, of every level. What has not the right type is passed over."""
    listed = raw.get(key)
    for n, each in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(each, dict):
            yield (*place, key, n), each
            yield from _raw_nodes(each, entries_key(each), (*place, key, n))
