"""``run.json``: what a period's results were made from, and what of an earlier run still holds. Written and read here only.

No clock time and no path of the machine is in it: the same inputs give the same bytes.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Annotated

from pydantic import AfterValidator, TypeAdapter

from ..evaluation.results import Evaluation
from ..words.errors import Finding
from ..words.vocabulary import STATES
from ..writing.files import digest

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
    of all that the results rest on, ``reports`` that of each report.
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

    @classmethod
    def read(cls, folder: Path) -> RunRecord | None:
        """The record in the folder of a period; None where there is none, or where it is not of exactly this shape.

        The file may be of an older version, edited or hostile: a key that is missing, a value of another type, an
        output that lies outside the folder make it unreadable as a whole. Keys that are not known are passed over.
        """
        try:
            return _reader().validate_json((folder / RECORD).read_bytes(), strict=True)
        except (OSError, ValueError):
            return None

    def content(self) -> bytes:
        """The bytes of the file."""
        values = {**asdict(self), "failed": sorted(self.failed)}
        return (json.dumps(values, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8")

    def intact(self, folder: Path) -> dict[str, str]:
        """Those of the outputs that lie in the folder as they were written: name → SHA-256."""
        return {name: sha for name, sha in self.outputs.items() if _is_intact(folder / name, sha)}


@cache
def _reader() -> TypeAdapter[RunRecord]:
    return TypeAdapter(RunRecord)


def _is_intact(path: Path, sha: str) -> bool:
    return path.is_file() and not path.is_symlink() and digest(path.read_bytes()) == sha


def findings_in(folder: Path) -> tuple[Finding, ...]:
    """The findings of an earlier run, from its ``findings.csv``."""
    with (folder / "findings.csv").open(encoding="utf-8", newline="") as file:
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
