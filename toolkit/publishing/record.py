"""``run.json``: what a period's results were made from, and what of an earlier run still holds. Written and read here only.

No clock time and no path of the machine is in it: the same inputs give the same bytes.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path, PurePosixPath
from typing import Annotated

from pydantic import AfterValidator, TypeAdapter

from ..evaluation.results import Evaluation
from ..words.errors import Finding
from ..words.vocabulary import STATES
from ..writing.results import lying, proper_name, sha_at, unsettled
from .jobs import is_of, names_of

RECORD = "run.json"
LEVELS = ("error", "warning", "info")


def _inside(name: str) -> str:
    """A name that leads into the period's folder and nowhere else."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or "\0" in name:
        raise ValueError("a file outside the folder of the period")
    return name


FileName = Annotated[str, AfterValidator(_inside)]


@dataclass(frozen=True)
class Counts:
    """How much there is of everything in an evaluation: ``rows`` by source, ``states`` of indicators, ``findings`` by level."""

    units: int
    targets: int
    rows: Mapping[str, int]
    targets_met: int
    targets_with_value: int
    states: Mapping[str, int]
    findings: Mapping[str, int]

    def __post_init__(self) -> None:
        """Raise ValueError where a level has no count."""
        if missing := set(LEVELS) - self.findings.keys():
            raise ValueError(f"no count of {', '.join(sorted(missing))}")

    @classmethod
    def of(cls, evaluation: Evaluation) -> Counts:
        """Count what is in an evaluation; ``targets_met`` and ``targets_with_value`` are the agency's."""
        agency = [each for each in evaluation.indicators if each.unit == evaluation.agency]
        states = Counter(each.state for each in evaluation.indicators)
        levels = Counter(finding.level for finding in evaluation.findings)
        return cls(
            units=len(evaluation.units),
            targets=len(evaluation.plan.targets),
            rows=dict(evaluation.rows_read),
            targets_met=sum(bool(each.met) for each in agency),
            targets_with_value=sum(each.state == "ok" for each in agency),
            states={state: states.get(state, 0) for state in STATES},
            findings={level: levels.get(level, 0) for level in LEVELS},
        )


@dataclass(frozen=True)
class RunRecord:
    """The content of ``run.json``.

    ``inputs`` maps each file read (relative to the data folder), ``outputs`` each file made (relative to the period's
    folder) to its SHA-256; ``failed`` names the files and reports that could not be made. ``state`` is the fingerprint
    of all that the results rest on, ``reports`` that of each report (and of what else is made on its own). Of the files
    ``stale`` names those that no longer fit the data, ``edited`` those that somebody has changed, ``kept`` the names under
    which no run touches anything.
    """

    parameters: Mapping[str, str]
    inputs: Mapping[str, str]
    outputs: Mapping[FileName, str]
    versions: Mapping[str, str]
    counts: Counts
    complete: bool
    failed: tuple[str, ...]
    state: str
    reports: Mapping[str, str]
    stale: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    @classmethod
    def read(cls, folder: Path) -> RunRecord | None:
        """The record in the folder of a period; None where there is none, or where it is not of exactly this shape.

        The file may be of an older version, edited or hostile: a key that is missing, a value of another type, an
        output that lies outside the folder make it unreadable as a whole. Keys that are not known are passed over. What a
        run that was killed has still made is in it.
        """
        try:
            record = _reader().validate_json((folder / RECORD).read_bytes(), strict=True)
        except (OSError, ValueError):
            return None
        left = [(name.partition("/"), shas) for name, shas in unsettled(folder.parent).items()]
        return record._with_left(folder, {name: shas for (period, _, name), shas in left if period == folder.name})

    def _with_left(self, folder: Path, left: Mapping[str, Sequence[str]]) -> RunRecord:
        """The record with the files that a run has made and could not record any more: what they rest on is not known."""
        outputs, changed = dict(self.outputs), set[str]()
        for name, shas in left.items():
            known = self.places.get(name, name)
            if outputs.get(known) == shas[-1]:
                continue
            for place in lying(folder, name, {known: ""}):
                sha = sha_at(folder / place)
                if sha in shas and outputs.get(place) != sha:
                    outputs.pop(known, None)
                    outputs[place] = sha
                    changed.add(place)
                    break
        if not changed:
            return self
        touched = {name for place in changed for name in names_of(place)}
        reports = {name: sha for name, sha in self.reports.items() if name not in touched}
        stale = tuple(sorted(({*self.stale} & outputs.keys()) | changed))
        return replace(self, outputs=outputs, reports=reports, stale=stale)

    def content(self) -> bytes:
        """The bytes of the file."""
        listed = {name: sorted(getattr(self, name)) for name in ("failed", "stale", "edited", "kept")}
        return (json.dumps({**asdict(self), **listed}, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode(
            "utf-8"
        )

    @cached_property
    def places(self) -> dict[str, str]:
        """The name of each file made → where it lies: under that name, or beside it where somebody has changed that one."""
        return {proper_name(place): place for place in self.outputs}

    def is_kept(self, name: str) -> bool:
        """Whether no run may touch a file."""
        return any(is_of(kept, name) for kept in self.kept)

    def look(self, folder: Path) -> Lying:
        """What of the files made lies in the folder, and what somebody has changed."""
        intact, edited = {}, set()
        for name, place in self.places.items():
            for each in lying(folder, name, {place: ""}):
                if sha_at(folder / each) == self.outputs.get(each):
                    intact[each] = self.outputs[each]
                else:
                    edited.add(each)
        return Lying(intact, frozenset(edited))


@dataclass(frozen=True)
class Lying:
    """What lies in the folder of a period: ``intact`` as it was made (place → SHA-256), or ``edited`` by somebody."""

    intact: Mapping[str, str] = field(default_factory=dict)
    edited: frozenset[str] = frozenset()


@cache
def _reader() -> TypeAdapter[RunRecord]:
    return TypeAdapter(RunRecord)


def findings_in(folder: Path, record: RunRecord) -> tuple[Finding, ...]:
    """The findings of an earlier run, from its ``findings.csv``."""
    with (folder / record.places["findings.csv"]).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(_finding(row) for row in rows)


def _finding(row: Mapping[str, str]) -> Finding:
    finding = Finding(
        row["code"],
        row["problem"],
        row["remedy"],
        file=row["file"],
        sheet=row["sheet"],
        row=int(row["row"] or 0),
        column=row["column"],
        unit=row["unit"],
        target=row["target"],
    )
    return finding if finding.level == row["level"] else replace(finding, lowered=True)
