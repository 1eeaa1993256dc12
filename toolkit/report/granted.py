"""Commendations that have been granted, in numbers by level and kind: no report names who was commended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ..awards.granted import Commendation
from ..evaluation.results import Evaluation
from ..words.formatting import fold, number, padded, short_date, sort_key
from ..words.ids import id_key
from ..words.vocabulary import NOMINEE_KINDS
from .claims import listed
from .model import Cell, Table

_UNKNOWN = "chưa ghi"
_UNKNOWN_KIND = "Chưa rõ loại"


def granted_text(evaluation: Evaluation) -> str:
    """How many commendations there are, of which kinds, by how many decisions; empty where none is listed."""
    every = evaluation.granted
    if not every:
        return ""
    counts = Counter(each.kind for each in every)
    told = listed([f"{padded(counts[kind])} {word.lower()}" for kind, word in _kinds(every)])
    by = len({_decision(each) for each in every})
    decided = f" theo {padded(by)} quyết định" if all(each.decision for each in every) else ""
    return f"Trong kỳ đã có {padded(len(every))} lượt khen thưởng{decided}: {told}."


def granted_table(evaluation: Evaluation) -> Table:
    """Commendations by level and form, and by kind."""
    every = evaluation.granted
    kinds = _kinds(every)
    groups: dict[tuple[str, str], list[Commendation]] = {}
    for each in every:
        groups.setdefault((fold(each.level), fold(each.award)), []).append(each)
    ordered = sorted(groups.values(), key=lambda own: (sort_key(own[0].level), sort_key(own[0].award)))
    rows = [(own[0].level or _none(), own[0].award or _none(), *_numbers(own, kinds)) for own in ordered]
    return Table(
        "Kết quả khen thưởng theo cấp, hình thức và loại",
        ("Cấp", "Hình thức khen", *(word for _, word in kinds), "Cộng"),
        tuple(rows),
        "ll" + "r" * (len(kinds) + 1),
        heads=2,
        compact=True,
        foot=(("Cộng", "", *_numbers(every, kinds)),),
    )


def decisions_table(evaluation: Evaluation) -> Table:
    """The decisions, each with the number of those whom it commends."""
    every = evaluation.granted
    kinds, groups = _kinds(every), dict[tuple[object, ...], list[Commendation]]()
    for each in every:
        groups.setdefault((_decision(each), fold(each.level), fold(each.award)), []).append(each)
    ordered = sorted(groups.values(), key=lambda own: (own[0].day is None, str(own[0].day), own[0].decision))
    rows = [
        (
            str(n),
            Cell(own[0].decision, "whole") if own[0].decision else _none(),
            short_date(own[0].day) if own[0].day else _none(),
            own[0].level or _none(),
            own[0].award or _none(),
            *_numbers(own, kinds),
        )
        for n, own in enumerate(ordered, 1)
    ]
    return Table(
        "Quyết định khen thưởng trong kỳ (số lượng, không nêu tên)",
        ("STT", "Số quyết định", "Ngày", "Cấp", "Hình thức khen", *(word for _, word in kinds), "Cộng"),
        tuple(rows),
        "clcll" + "r" * (len(kinds) + 1),
        heads=2,
        compact=True,
        foot=(("", "Cộng", "", "", "", *_numbers(every, kinds)),),
    )


def _decision(each: Commendation) -> tuple[str, object]:
    """A decision is known by its number and its day: every year numbers anew."""
    return id_key(each.decision), each.day


def _kinds(every: Iterable[Commendation]) -> list[tuple[str, str]]:
    """The kinds that there are, with their words; last those whose kind is not known."""
    found = {each.kind for each in every}
    return [(kind, word) for kind, word in (*NOMINEE_KINDS.items(), ("", _UNKNOWN_KIND)) if kind in found]


def _numbers(own: Sequence[Commendation], kinds: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    counts = Counter(each.kind for each in own)
    return (*(number(counts[kind]) for kind, _ in kinds), number(len(own)))


def _none() -> Cell:
    return Cell(_UNKNOWN, "none")
