"""What an official text proposes for a plan. By rules alone: what the text does not say is not proposed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .answers import plain
from .facts import Facts, facts_of
from .goals_said import Said, clauses_of, said_of
from .outline import Node, outline_of, place_of

# Titles of the part that holds something, the surest first (without accents, in small letters).
_TARGETS = (r"chi tieu thi dua", r"chi tieu", r"muc tieu cu the", r"muc tieu")
_CONTENTS = (r"noi dung thi dua", r"noi dung (?:cua )?phong trao", r"noi dung")
_ACTIONS = (r"bien phap", r"giai phap", r"nhiem vu")
_TITLE = 120  # characters; a longer paragraph is no title
_END = re.compile(r"nơi nhận\s*:?", re.I)


@dataclass(frozen=True)
class Measured:
    """A way in which a chỉ tiêu is measured: what the clause says, where it stands, the sentence it comes from."""

    id: str
    of: str
    said: Said
    place: str
    sentence: str


@dataclass(frozen=True)
class Listed:
    """A content or an action: its name, where it stands, the sentence it comes from."""

    id: str
    name: str
    place: str
    sentence: str


@dataclass(frozen=True)
class Proposal:
    """Everything that a text proposes. ``lacking`` says which parts were not found."""

    facts: Facts
    targets: tuple[Measured, ...]
    contents: tuple[Listed, ...]
    actions: tuple[Listed, ...]
    recipients: tuple[str, ...]
    lacking: tuple[str, ...]

    @property
    def goals(self) -> int:
        """How many chỉ tiêu the text has; some are measured in several ways."""
        return len({each.of or each.id for each in self.targets})


def propose(paragraphs: Sequence[str]) -> Proposal:
    """What a text proposes."""
    body, recipients = _apart(paragraphs)
    root = outline_of(body)
    every = list(root.walk())
    targets, contents, actions = (_part(every, titles) for titles in (_TARGETS, _CONTENTS, _ACTIONS))
    contents = contents or _tasks(every, beside=actions)
    found = {"chỉ tiêu, mục tiêu": targets, "nội dung thi đua": contents, "biện pháp, giải pháp": actions}
    lacking = [name for name, part in found.items() if part is None]
    lacking += [] if recipients else ["nơi nhận"]
    return Proposal(
        facts_of(body, root),
        tuple(_measured(targets)) if targets else (),
        tuple(_listed(contents, "ND", own_labels=True)) if contents else (),
        tuple(_listed(actions, "BP")) if actions else (),
        recipients,
        tuple(lacking),
    )


def _apart(paragraphs: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """The text itself, and to whom it goes: the dashes after ``Nơi nhận``."""
    place = next((n for n, each in enumerate(paragraphs) if _END.match(each)), None)
    if place is None:
        return list(paragraphs), ()
    found: list[str] = []
    first = _END.sub(
        "", paragraphs[place], count=1
    ).strip()  # it may end with the signer's title, that stands beside it
    for said in [*([first] if re.match(r"[-–+•]", first) else []), *map(str.strip, paragraphs[place + 1 :])]:
        if not said:
            continue
        if not re.match(r"[-–+•]", said):
            break
        found.append(said.lstrip("-–+• ").rstrip(" ;."))
    return list(paragraphs[:place]), tuple(found)


def _part(
    every: Sequence[tuple[Node, tuple[Node, ...]]], titles: Sequence[str]
) -> tuple[Node, tuple[Node, ...]] | None:
    """The part of the text that has such a title and something below it; of several the one with the shortest title."""
    for title in titles:
        found = [
            (node, above)
            for node, above in every
            if node.kind and node.units and len(node.title) <= _TITLE and re.search(rf"\b{title}\b", plain(node.title))
            and not said_of(node.title).goal
        ]  # fmt: skip
        if found:
            return min(found, key=lambda each: len(each[0].title))
    return None


def _tasks(
    every: Sequence[tuple[Node, tuple[Node, ...]]], *, beside: tuple[Node, tuple[Node, ...]] | None
) -> tuple[Node, tuple[Node, ...]] | None:
    """The part that lists tasks, where the text calls none contents: one that stands beside the actions, and is not theirs."""
    found = _part(every, (r"nhiem vu",))
    if found is None or beside is None:
        return None
    (node, above), (own, over) = found, beside
    return None if own is node or node in over or own in above else found


def _leaves(node: Node, above: tuple[Node, ...]) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    """The chỉ tiêu of a part: what it lists; a heading without a goal of its own stands for what it lists in turn."""
    for each in node.units:
        if each.parts and not said_of(each.title).goal:
            if each.title.endswith((".", ";")):  # a sentence of its own, and no heading
                yield Node(each.kind, each.label, each.paragraphs), (*above, node)
            yield from _leaves(each, (*above, node))
        else:
            yield each, (*above, node)


def _measured(found: tuple[Node, tuple[Node, ...]]) -> Iterator[Measured]:
    node, above = found
    for number, (each, over) in enumerate(_leaves(node, above), 1):
        place, id = place_of(each, over), f"CT{number}"
        said = [(place, clause, sentence) for sentence in each.paragraphs for clause in clauses_of(sentence)]
        said += [
            (place_of(part, (*over, each, *within[1:])), clause, part.text)
            for part, within in each.walk()
            if part is not each
            for clause in clauses_of(part.text)
        ]
        said = [one for one in said if said_of(one[1]).goal] or said[:1]
        for n, (where, clause, sentence) in enumerate(said):
            several = len(said) > 1
            own = f"{id}{_letter(n)}" if several else id
            yield Measured(own, id if several else "", said_of(clause), where, sentence)


def _letter(n: int) -> str:
    return "abcdefghijklmnopqrstuvwxyz"[n % 26] * (n // 26 + 1)


def _listed(found: tuple[Node, tuple[Node, ...]], letters: str, *, own_labels: bool = False) -> Iterator[Listed]:
    node, above = found
    for number, each in enumerate(node.units, 1):
        label = str(number)
        if own_labels and each.kind == "letter":
            label = "-dd" if each.label == "đ" else f"-{each.label}"
        place = place_of(each, (*above, node))
        yield Listed(f"{letters}{label}", _first_clause(each.title), place, each.text)


def _first_clause(text: str) -> str:
    """The beginning of a text up to its first semicolon or full stop: what it is about."""
    return re.split(r"\s*;\s|\.\s+(?=[^\W\da-z_])", f"{text} ")[0].rstrip(" .;:/")
