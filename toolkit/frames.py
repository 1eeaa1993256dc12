"""Results as tables: CSV for machines (dot decimals, ISO, ``true``/``false``), pandas for analysts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from .formatting import harmless
from .results import Evaluation
from .vocabulary import NO_CASES

if TYPE_CHECKING:
    import pandas as pd

_TABLES = {
    "indicators": (
        "period",
        "unit",
        "target",
        "numerator",
        "denominator",
        "value",
        "goal",
        "attainment",
        "met",
        "status",
        "previous_value",
        "change",
        "source",
    ),
    "items": ("period", "unit", "item", "self_points", "points", "max_points", "reason"),
    "scores": ("period", "unit", "group", "self_score", "score", "rank", "band"),
    "findings": ("code", "level", "file", "sheet", "row", "column", "unit", "target", "problem", "remedy"),
}


def _records(evaluation: Evaluation, table: str) -> Iterable[dict[str, Any]]:
    period = evaluation.period.id
    if table == "indicators":
        for each in sorted(evaluation.indicators, key=lambda i: (i.unit, i.target)):
            yield {
                "period": period,
                "unit": each.unit,
                "target": each.target,
                "numerator": each.numerator,
                "denominator": each.denominator,
                "value": each.value,
                "goal": each.goal.value if each.goal else None,
                "attainment": each.attainment,
                "met": each.met,
                "status": each.state,
                "previous_value": each.previous_value,
                "change": each.change,
                "source": each.source,
            }
            assert each.state != NO_CASES or each.denominator == 0
    elif table == "items":
        for item in sorted(evaluation.items, key=lambda i: (i.unit, i.item)):
            yield {"period": period, **{name: getattr(item, name) for name in _TABLES["items"][1:]}}
    elif table == "scores":
        for score in sorted(evaluation.scores, key=lambda s: s.unit):
            yield {"period": period, **{name: getattr(score, name) for name in _TABLES["scores"][1:]}}
    else:
        for finding in evaluation.findings:
            yield {**{name: getattr(finding, name) for name in _TABLES["findings"]}, "row": finding.row or None}


def csv_files(evaluation: Evaluation, *, as_was: Evaluation | None = None) -> dict[str, bytes]:
    """Every CSV of an evaluation: file name → bytes (UTF-8). Rows are sorted by their keys.

    ``as_was`` is the same period with every unit as it was then; it gets a file of its own where the two differ.
    """
    files = {f"{table}.csv": _csv(evaluation, table) for table in _TABLES}
    if as_was is not None and _counts(as_was) != _counts(evaluation):
        files["indicators_as_was.csv"] = _csv(as_was, "indicators")
    return files


def _counts(evaluation: Evaluation) -> set[tuple]:
    return {(i.unit, i.target, i.state, i.numerator, i.denominator) for i in evaluation.indicators}


def _csv(evaluation: Evaluation, table: str) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_TABLES[table])
    for record in _records(evaluation, table):
        writer.writerow([_cell(record[column]) for column in _TABLES[table]])
    return text.getvalue().encode("utf-8")


def frame(evaluation: Evaluation, table: str) -> pd.DataFrame:
    """A table of the evaluation as a pandas DataFrame: ``indicators``, ``items``, ``scores`` or ``findings``."""
    import pandas as pd

    rows = [
        {k: float(v) if isinstance(v, (Fraction, Decimal)) else v for k, v in r.items()}
        for r in _records(evaluation, table)
    ]
    return pd.DataFrame(rows, columns=list(_TABLES[table]))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        return str(value.numerator) if value.denominator == 1 else repr(float(value))
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value) if isinstance(value, (int, float)) else harmless(str(value))
