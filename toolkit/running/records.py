"""``run.json``: what a run was asked, has read and written, by which versions; and what of it a later run can rely on.

No clock time and no path of the machine is in it: the same inputs give the same bytes.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..evaluation.results import Evaluation
from ..shipped import versions
from ..words.errors import Finding
from ..words.vocabulary import STATES
from ..writing.files import digest

RECORD = "run.json"


def record_bytes(
    evaluation: Evaluation,
    *,
    inputs: Mapping[str, str],
    outputs: Mapping[str, str],
    failed: Mapping[str, str],
    state: str,
    reports: Mapping[str, str],
) -> bytes:
    """The file. ``state`` and ``reports`` (report → fingerprint) say what the results rest on."""
    record = {
        "parameters": {"period": evaluation.period.id, "plan": evaluation.plan.movement.id},
        "inputs": dict(inputs),
        "outputs": dict(outputs),
        "versions": versions(),
        "counts": counts_of(evaluation),
        "complete": evaluation.is_complete,
        "failed": sorted(failed),
        "state": state,
        "reports": dict(reports),
    }
    return (json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8")


def counts_of(evaluation: Evaluation) -> dict[str, Any]:
    """How much there is of everything in an evaluation."""
    own = [each for each in evaluation.indicators if each.unit == evaluation.agency]
    states = Counter(each.state for each in evaluation.indicators)
    levels = Counter(finding.level for finding in evaluation.findings)
    return {
        "units": len(evaluation.units),
        "targets": len(evaluation.plan.targets),
        "rows": dict(evaluation.rows_read),
        "targets_met": sum(bool(each.met) for each in own),
        "targets_with_value": sum(each.state == "ok" for each in own),
        "states": {state: states.get(state, 0) for state in STATES},
        "findings": {level: levels.get(level, 0) for level in ("error", "warning", "info")},
    }


def record_of(folder: Path) -> dict[str, Any]:
    """The record of an earlier run in the folder of a period; empty where there is none that can be read."""
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    shaped = isinstance(record, dict) and all(isinstance(record.get(key), dict) for key in ("outputs", "reports"))
    return record if shaped else {}


def intact_in(folder: Path, outputs: Mapping[str, str]) -> dict[str, str]:
    """Those of the recorded files that are there as they were written."""
    return {name: sha for name, sha in outputs.items() if _is_intact(folder / name, sha)}


def _is_intact(path: Path, sha: str) -> bool:
    return path.is_file() and not path.is_symlink() and digest(path.read_bytes()) == sha


def findings_in(folder: Path) -> tuple[Finding, ...]:
    """The findings of an earlier run, from its ``findings.csv``."""
    with (folder / "findings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = []
    for row in rows:
        level = row.pop("level")
        finding = Finding(**{**row, "row": int(row["row"] or 0)})
        found.append(finding if finding.level == level else Finding(**{**row, "row": finding.row, "lowered": True}))
    return tuple(found)
