"""The file of a period that a form of the office becomes: the two rounds of the appraisal lie in files of their own."""

from __future__ import annotations

from dataclasses import dataclass

from ..scoring.rounds import SECOND
from .layout import OFFICE_SHEETS, SECOND_APPRAISAL, VOTES
from .office import Office

SECOND_PART = "2"  # a number: a file named so is of no one unit


@dataclass(frozen=True)
class Whole:
    """The file ``place`` of a ``source``, the other files of it that may lie beside it, for they hold what the form does not,
    and those that hold some of what it does and more: of these nobody knows what to keep."""

    source: str
    place: str
    beside: frozenset[str] = frozenset()
    mixed: frozenset[str] = frozenset()


def whole_of(template: str, office: Office) -> Whole:
    """The file that a form of the office becomes in the period's folder."""
    sheet, period = OFFICE_SHEETS[template], office.period.id
    source = sheet.source.name
    if sheet is VOTES:
        return Whole(source, f"{period}/{source}.csv")
    is_second = sheet is SECOND_APPRAISAL
    place = f"{period}/{source}__{SECOND_PART}.csv" if is_second else f"{period}/{source}.csv"
    other = {name for name, rounds in office.rounds.items() if _has(rounds, not is_second)}
    same = {name for name, rounds in office.rounds.items() if _has(rounds, is_second)}
    return Whole(source, place, frozenset(other - same), frozenset(other & (same | {place})))


def _has(rounds: frozenset[str], is_second: bool) -> bool:
    return any((each == SECOND) is is_second for each in rounds)
